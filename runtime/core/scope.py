"""What an expression or a message can name in the middle of a turn (LANGUAGE section 2, namespaces).

`FeelScope` answers names lazily: most expressions look at one or two of them. Every member of a namespace is
always there, null where it is not known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from runtime.artifact.model import Place
from runtime.artifact.tree import Expr, Test
from runtime.core.consulting import answers
from runtime.core.reach import window_open
from runtime.core.state import WITH_HUMAN, conversation_id
from runtime.core.turn import Turn
from runtime.core.waits import Standing, standing_of
from runtime.feel.faults import Fault
from runtime.feel.values import Value
from runtime.formats import wait_range

RULE = "rule:"  # begins the names of the frames that a rule's side block runs in
MIGRATE = "migrate:"  # begins the names of the frames that `otherwise` of a migration runs in
NO_FLOW = (RULE, MIGRATE)


class FeelScope(Mapping[str, Value]):
    """Names at this moment of the turn; a change of the state needs a new scope."""

    def __init__(self, turn: Turn) -> None:
        self._turn = turn
        self._found: dict[str, Value] = {}

    def __getitem__(self, name: str) -> Value:
        found = self._found
        if name in found:
            return found[name]
        value = found[name] = self._find(name)
        return value

    def get(self, name: str, default: Value = None) -> Value:  # type: ignore[override]  # every name has a value
        """Return what a name means; null, never `default`, where it means nothing."""
        return self[name]

    def _find(self, name: str) -> Value:
        turn = self._turn
        frames = turn.state.frames
        if frames and name in frames[-1].locals:
            return frames[-1].locals[name]
        if name in NAMESPACES:
            return NAMESPACES[name](turn)
        if name == "table":
            return answers(turn, self, partial(trace_faults, turn))
        known = turn.state.slots.get(name)
        return known.value if known is not None else None

    def __iter__(self) -> Iterator[str]:
        names = {*NAMESPACES, "table", *self._turn.state.slots, *self._turn.program.artifact.slots}
        return iter(sorted(name for name in names if "." not in name))

    def __len__(self) -> int:
        return sum(1 for _ in self)


def evaluate(
    turn: Turn, expression: Expr, place: Place | None = None, scope: FeelScope | None = None
) -> Value:
    """Return what an expression gives now. A null that comes from a faulty operation is traced."""
    faults: list[Fault] = []
    value = turn.program.value(expression, FeelScope(turn) if scope is None else scope, faults)
    if value is None:
        trace_faults(turn, faults, place)
    return value


def holds(turn: Turn, test: Test, value: Value, scope: FeelScope, place: Place | None) -> bool:
    """Return whether a cell holds for a value; one that cannot be told does not, and is traced."""
    faults: list[Fault] = []
    held = turn.program.holds(test, value, scope, faults)
    if not held:
        trace_faults(turn, faults, place)
    return held


def trace_faults(turn: Turn, faults: list[Fault], place: Place | None) -> None:
    """Trace faults (LANGUAGE section 3), the same one once per turn."""
    for fault in faults:
        why = f"{fault.kind} {fault.what}: {', '.join(fault.kinds)}".removesuffix(": ")
        seen = (
            trace.what == "expression_null" and (trace.place, trace.facts["why"]) == (place, why)
            for trace in turn.traces
        )
        if not any(seen):
            turn.trace("expression_null", place, why=why)


# ---- namespaces ------------------------------------------------------------------------------------------


def _customer(turn: Turn) -> Value:
    state, facts = turn.state, turn.state.customer
    found: dict[str, Value] = {
        "id": state.thread,
        "name": state.profile.get("name"),
        "phone": state.profile.get("phone"),
        "email": state.profile.get("email"),
        "locale": state.locale,
        "first_seen": facts.first_seen,
        "conversations": facts.conversations,
        "last_topic": facts.last_topic,
        "last_division": facts.last_division,
        "last_agent": facts.last_agent,
        "last_outcome": facts.last_outcome,
    }
    for name in turn.program.artifact.slots:
        if name.startswith("customer."):
            found.setdefault(name.removeprefix("customer."), None)
    for name, known in state.slots.items():
        if name.startswith("customer.") and known.value is not None:
            found[name.removeprefix("customer.")] = known.value
    return found


def _conversation(turn: Turn) -> Value:
    state = turn.state
    flows = [frame.flow for frame in state.frames if not frame.flow.startswith(NO_FLOW)]
    return {
        "id": conversation_id(state),
        "channel": state.channel,
        "locale": state.locale,
        "started": state.started,
        "sentiment": feeling(turn),
        "handovers": state.counters.handovers,
        "flow": flows[-1] if flows else None,
        "window_open": window_open(state, turn.now),
    }


def feeling(turn: Turn) -> float:
    """Return the mean sentiment of the last messages; 0 when there are none."""
    sentiments = turn.state.counters.sentiments
    return round(sum(sentiments) / len(sentiments), 4) if sentiments else 0.0


def _message(turn: Turn) -> Value:
    heard = turn.heard
    if heard is None:
        texts = ("text", "kind", "intent", "faq", "language", "sentiment", "at")
        return {**dict.fromkeys(texts), "intents": (), "topics": ()}
    understood = heard.understood
    return {
        "text": heard.received.text,
        "kind": heard.received.type,
        "intent": understood.intent,
        "intents": tuple(scored.name for scored in understood.intents if not scored.faq),
        "faq": understood.faq,
        "topics": understood.topics,
        "language": understood.language,
        "sentiment": understood.sentiment,
        "at": heard.at,
    }


def _turns(turn: Turn) -> Value:
    state, counters = turn.state, turn.state.counters
    return {
        "customer": counters.customer,
        "not_understood": counters.not_understood,
        "invalid": state.waiting.invalid if state.waiting else 0,
        "repeated_answers": counters.repeated_answers,
        "in_flow": counters.customer - state.frames[-1].since if state.frames else 0,
        "declined": counters.declined,
    }


def _standing(turn: Turn) -> Standing:
    handover = turn.state.handover
    return standing_of(turn, handover) if handover is not None else Standing(None)


def _division(turn: Turn) -> Value:
    here, handover = _standing(turn), turn.state.handover
    known = handover is not None and here.division is not None
    previous = handover.moved_from if handover is not None else None
    promised = handover.promised if handover is not None else None
    divisions, locale = turn.program.artifact.divisions, turn.state.locale
    return {
        "name": here.name,
        "key": here.division,
        "open": here.open if known else None,
        "opens_at": here.opens_at,
        "closes_at": here.closes_at,
        "closed_because": here.closed_because,
        "previous": divisions[previous].name.get(locale, previous) if previous is not None else None,
        "reply_by": turn.program.local(promised) if promised is not None else None,
    }


def _queue(turn: Turn) -> Value:
    figures = _standing(turn).figures
    if figures is None:
        return dict.fromkeys(("position", "length", "agents"))
    return {"position": figures.ahead + 1, "length": figures.waiting, "agents": figures.agents}


def _wait(turn: Turn) -> Value:
    wait = _standing(turn).wait
    if wait is None:
        return dict.fromkeys(("kind", "range", "low", "high", "limit"))
    known = wait.low is not None and wait.high is not None
    shown = wait_range(wait.low, wait.high, turn.state.locale) if known else None  # type: ignore[arg-type]  # known
    return {"kind": wait.kind, "range": shown, "low": wait.low, "high": wait.high, "limit": wait.limit}


def _route(turn: Turn) -> Value:
    handover = turn.state.handover
    if handover is None:
        return dict.fromkeys(("to", "level", "priority", "skills", "agent"))
    return {
        "to": handover.division,
        "level": handover.level,
        "priority": handover.priority,
        "skills": handover.skills,
        "agent": handover.agent,
    }


def _agent(turn: Turn) -> Value:
    handover = turn.state.handover
    has_it = handover is not None and handover.phase in WITH_HUMAN
    return {
        "name": handover.agent if handover is not None and has_it else None,
        "level": handover.level if handover is not None and has_it else None,
    }


def _error(turn: Turn) -> Value:
    return {"kind": None, "action": None, **turn.state.error}


def _hours(turn: Turn) -> Value:
    program = turn.program
    return {name: program.hours(name, turn.now).open for name in program.artifact.calendars}


def _page(turn: Turn) -> Value:
    page: dict[str, Value] = {
        name: turn.state.page.get(name) for name in ("path", "host", "title", "referrer")
    }
    query = {key[6:]: text for key, text in turn.state.page.items() if key.startswith("query.")}
    return {**page, "query": query}


NAMESPACES: Mapping[str, Callable[[Turn], Value]] = {
    "customer": _customer,
    "conversation": _conversation,
    "message": _message,
    "turns": _turns,
    "division": _division,
    "queue": _queue,
    "wait": _wait,
    "route": _route,
    "agent": _agent,
    "error": _error,
    "value": lambda turn: turn.asked_value,
    "hours": _hours,
    "page": _page,
    "now": lambda turn: turn.local_now,
}
