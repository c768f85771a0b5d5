"""What an expression or a message can name in the middle of a turn (LANGUAGE section 2, namespaces).

`FeelScope` answers names lazily: most expressions look at one or two of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from runtime.core.state import OpenHandover, conversation_id
from runtime.core.turn import Turn
from runtime.core.waits import Standing, standing_of
from runtime.feel.values import Value
from runtime.routing.hours import is_open

FLOOR = "division"


class FeelScope(Mapping[str, Value]):
    """Names at this moment of the turn; a change of the state needs a new scope."""

    def __init__(self, turn: Turn, extra: Mapping[str, Value] | None = None) -> None:
        self._turn = turn
        self._found: dict[str, Value] = dict(extra or {})

    def __getitem__(self, name: str) -> Value:
        if name in self._found:
            return self._found[name]
        value = self._find(name)
        self._found[name] = value
        return value

    def _find(self, name: str) -> Value:
        turn = self._turn
        frames = turn.state.frames
        if frames and name in frames[-1].locals:
            return frames[-1].locals[name]
        if name in _NAMESPACES:
            return _NAMESPACES[name](turn)
        known = turn.state.slots.get(name)
        return known.value if known is not None else None

    def __iter__(self) -> Iterator[str]:
        names = {*_NAMESPACES, *self._found, *self._turn.state.slots, *self._turn.program.artifact.slots}
        return iter(sorted(name for name in names if "." not in name))

    def __len__(self) -> int:
        return sum(1 for _ in self)


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
    sentiments = state.counters.sentiments
    return {
        "id": conversation_id(state),
        "channel": state.channel,
        "locale": state.locale,
        "started": state.started,
        "sentiment": round(sum(sentiments) / len(sentiments), 4) if sentiments else 0,
        "handovers": state.counters.handovers,
        "flow": state.frames[-1].flow if state.frames else None,
    }


def _message(turn: Turn) -> Value:
    heard = turn.heard
    if heard is None:
        return {}
    understood = heard.understood
    return {
        "text": heard.received.text,
        "kind": heard.received.type,
        "intent": understood.intent,
        "intents": tuple(scored.name for scored in understood.intents),
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


def _standing(turn: Turn) -> Standing | None:
    handover = turn.state.handover
    return standing_of(turn, handover) if handover is not None else None


def _division(turn: Turn) -> Value:
    standing = _standing(turn)
    if standing is None or standing.division is None:
        return {}
    return {
        "name": standing.name,
        "key": standing.division,
        "open": standing.open,
        "opens_at": standing.opens_at,
        "closes_at": standing.closes_at,
        "closed_because": standing.closed_because,
    }


def _queue(turn: Turn) -> Value:
    standing = _standing(turn)
    if standing is None or standing.figures is None:
        return {}
    figures = standing.figures
    return {"position": figures.ahead + 1, "length": figures.waiting, "agents": figures.agents}


def _wait(turn: Turn) -> Value:
    standing = _standing(turn)
    if standing is None or standing.wait is None:
        return {}
    wait = standing.wait
    return {"kind": wait.kind, "low": wait.low, "high": wait.high, "limit": wait.limit}


def _route(turn: Turn) -> Value:
    handover: OpenHandover | None = turn.state.handover
    return {} if handover is None else {"to": handover.division, "level": handover.level}


def _agent(turn: Turn) -> Value:
    handover = turn.state.handover
    return {"name": handover.agent, "level": handover.level} if handover else {}


def _hours(turn: Turn) -> Value:
    program = turn.program
    return {
        name: is_open(calendar, program.zone_of(calendar), turn.now)
        for name, calendar in program.artifact.calendars.items()
    }


def _page(turn: Turn) -> Value:
    page: dict[str, Value] = {
        name: turn.state.page.get(name) for name in ("path", "host", "title", "referrer")
    }
    query = {key[6:]: text for key, text in turn.state.page.items() if key.startswith("query.")}
    return {**page, "query": query}


_NAMESPACES: Mapping[str, Callable[[Turn], Value]] = {
    "customer": _customer,
    "conversation": _conversation,
    "message": _message,
    "turns": _turns,
    "division": _division,
    "queue": _queue,
    "wait": _wait,
    "route": _route,
    "agent": _agent,
    "error": lambda turn: turn.error or {},
    "value": lambda turn: turn.asked_value,
    "hours": _hours,
    "page": _page,
    "now": lambda turn: turn.program.local(turn.now),
}
