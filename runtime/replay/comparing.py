"""What a stored conversation would have been on another artifact, had it begun there.

The customer, the desk and the clock do what they did then; messages are understood by the new artifact, its
own timers fire, and its calls get the answers that the same calls got then. Compared is what others notice:
words to the customer, actions, handovers, what desks and roles are told. What the customer would have written
instead nobody knows: after a difference the rest shows where it leads, no more.

Kept as it was then: what a detector of the bot's own had found, and the figures of the queues.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from runtime.core.codec import dump_state, load_state
from runtime.core.effects import (
    CallAction,
    Effect,
    NotifyRole,
    RelayMessage,
    SendHandover,
    SendMessage,
    TellDesk,
)
from runtime.core.env import Env, Facts
from runtime.core.events import ActionAnswered, BurstEnded, CustomerWrote, Event, PartArrived, TimerFired
from runtime.core.masking import Masks, masks_of, understood_in
from runtime.core.state import State
from runtime.core.step import new_thread, step
from runtime.feel.writing import text_of
from runtime.replay.again import Again
from runtime.replay.stored import Replayed, masks_for
from runtime.shell.programs import Ready

MOST_TIMERS = 1_000  # fired between two events of one conversation: more is a bot that never rests


@dataclass(frozen=True, slots=True)
class Line:
    """What somebody noticed. `who`: `customer bot agent action handover desk role`, or an event's kind."""

    who: str
    what: str


@dataclass(frozen=True, slots=True)
class Change:
    """What followed on one event then and would now, everything personal hidden. `turn` is the event's."""

    turn: int
    cause: Line
    then: tuple[Line, ...]
    now: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """The changes of one conversation in order, none: all would be as it was.

    `ends` is the action at which nobody knows how it would have gone on; "": it was followed to its end.
    """

    thread: str
    changes: tuple[Change, ...] = ()
    ends: str = ""


@dataclass(slots=True)
class _Part:
    """An event from outside, with all that followed until the next one came at `until`."""

    first: Again
    last: Again
    until: datetime
    calls: list[CallAction] = field(default_factory=list)
    answers: list[tuple[ActionAnswered, Facts]] = field(default_factory=list)
    fired: dict[str, list[Facts]] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)

    def take(self, one: Again) -> None:
        self.last, self.until = one, one.facts.now
        if isinstance(one.event, ActionAnswered):
            self.answers.append((one.event, one.facts))
        elif isinstance(one.event, TimerFired):
            self.fired.setdefault(one.event.name, []).append(one.facts)
        self.calls += [effect for effect in one.result.effects if isinstance(effect, CallAction)]
        self.lines += _lines(one.result.effects)


class _NobodyKnows(Exception):
    """The new artifact calls what was not called then; the text names the action."""


def compare(replayed: Replayed, new: Ready) -> Compared:
    """Return how a thread that was replayed without a difference would have gone on `new`."""
    stored = replayed.stored
    other = _Other(new, stored.begin)
    words = _buttons(one.result.effects for one in replayed.made)
    changes: list[Change] = []
    for part in _parts(replayed.made):
        ends = ""
        try:
            other.live(part, words)
        except _NobodyKnows as unknown:
            ends = str(unknown)
        if other.lines != part.lines or ends:
            masks = (
                masks_for(stored.artifacts[part.first.past.artifact], part.first),
                masks_for(stored.artifacts[part.last.past.artifact], part.last),
                masks_of(new.program.artifact.slots, (other.state,), understood_in(other.event)),
            )
            (cause,) = _hidden(masks, [_cause(part.first.event)])
            then, now = _hidden(masks, part.lines), _hidden(masks, other.lines)
            changes.append(Change(part.first.past.turn, cause, then, now))
        if ends:
            return Compared(stored.thread, tuple(changes), ends)
    return Compared(stored.thread, tuple(changes))


def _parts(made: Sequence[Again]) -> Iterator[_Part]:
    """Cut a conversation at what came from outside; timers and answers belong to what was before them.

    A text that others followed comes as the message that they became.
    """
    part: _Part | None = None
    for one in made:
        if isinstance(one.event, PartArrived):
            continue
        if part is None or not isinstance(one.event, TimerFired | ActionAnswered):
            if part is not None:
                part.until = one.facts.now
                yield part
            part = _Part(one, one, one.facts.now)
        part.take(one)
    if part is not None:
        yield part


class _Other:
    """The same conversation on the new artifact; `lines` are of the part that was lived last."""

    def __init__(self, new: Ready, begin: State) -> None:
        self._new = new
        self._buttons: dict[str, str] = {}  # word → the newest button's id
        self._calls: dict[str, str] = {}  # a call's id then → now
        self._open: list[CallAction] = []
        self.state = new_thread(new.program, begin.thread, begin.channel, begin.started)
        self.lines: list[Line] = []
        self.event: Event

    def live(self, part: _Part, words: dict[str, str]) -> None:
        """Let a part happen.

        Raises:
            _NobodyKnows: an action is called that was not called then.
        """
        self.lines = []
        self._open = list(part.calls)
        self._step(self._fitted(part.first.event, words), part.first.facts)
        answers, fired = list(part.answers), {name: list(all_) for name, all_ in part.fired.items()}
        for _ in range(MOST_TIMERS):
            due = min(self._due(fired, part.last.facts), default=None, key=lambda one: one[:3])
            if answers and (due is None or answers[0][1].now <= due[0]):
                answer, facts = answers.pop(0)
                call = self._calls.get(answer.call, answer.call)
                self._step(replace(answer, call=call), facts)
            elif due is not None and due[0] <= part.until:
                at, _, name, facts = due
                fired[name] = fired.get(name, [])[1:]
                generation = self.state.timers[name].generation
                self._step(TimerFired(f"timer:{name}:{generation}", at, name, generation), facts)
            else:
                return

    def _due(
        self, fired: Mapping[str, Sequence[Facts]], last: Facts
    ) -> Iterator[tuple[datetime, datetime, str, Facts]]:
        """Yield when each timer fires: where one of its name fired then, as late as that one."""
        for name, timer in self.state.timers.items():
            then = fired.get(name, ())[:1]
            if then and timer.due <= then[0].now:
                yield then[0].now, timer.due, name, then[0]
            else:
                yield timer.due, timer.due, name, replace(last, now=timer.due)

    def _step(self, event: Event, facts: Facts) -> None:
        self.event = event
        result = step(self._new.program, self.state, event, Env(facts, self._new.render))
        self.state = load_state(dump_state(result.state))
        self.lines += _lines(result.effects)
        self._buttons |= {word: id_ for id_, word in _buttons([result.effects]).items()}
        for effect in result.effects:
            if isinstance(effect, CallAction):
                self._match(effect)

    def _match(self, call: CallAction) -> None:
        for then in self._open:
            if (then.action, then.inputs) == (call.action, call.inputs):
                self._open.remove(then)
                self._calls[then.id] = call.id
                return
        raise _NobodyKnows(call.action)

    def _fitted(self, event: Event, words: dict[str, str]) -> Event:
        """Return an event of then as it would have been: other ids, another understanding."""
        match event:
            case CustomerWrote():
                return self._understood(event, words)
            case BurstEnded():
                return replace(
                    event, burst=self._understood(event.burst, words), by=self._understood(event.by, words)
                )
            case _ if hasattr(event, "handover") and self.state.handover is not None:
                id_ = self.state.handover.id
                return replace(event, handover=id_)  # type: ignore[arg-type]  # those of the desk have one
            case _:
                return event

    def _understood(self, message: CustomerWrote, words: dict[str, str]) -> CustomerWrote:
        received = message.received
        if received.choice is not None and received.choice in words:
            choice = self._buttons.get(words[received.choice], received.choice)
            return replace(message, received=replace(received, choice=choice))
        own = self._new.program.artifact.understanding.detector
        if received.type != "text" or not received.text or own is not None:
            return message
        return replace(message, understood=self._new.understand(received.text, self.state.locale))


def _hidden(masks: Sequence[Masks], lines: Sequence[Line]) -> tuple[Line, ...]:
    def text(what: str) -> str:
        for one in masks:
            what = one.text(what)
        return what

    return tuple(Line(one.who, text(one.what)) for one in lines)


def _buttons(effects: Iterable[Sequence[Effect]]) -> dict[str, str]:
    """Return the word of each button that was shown, by its id."""
    return {
        button.id: button.word
        for some in effects
        for effect in some
        if isinstance(effect, SendMessage)
        for button in effect.buttons
    }


def _lines(effects: Sequence[Effect]) -> Iterator[Line]:
    """Yield what others notice of a turn."""
    for effect in effects:
        match effect:
            case SendMessage():
                labels = "".join(f" [{button.label}]" for button in effect.buttons)
                yield Line("bot" if effect.author == "bot" else "agent", effect.text + labels)
            case CallAction():
                inputs = ", ".join(f"{name}: {text_of(value)}" for name, value in effect.inputs.items())
                yield Line("action", f"{effect.action}({inputs})")
            case SendHandover():
                record = effect.record
                topic = f", {record.topic}" if record.topic is not None else ""
                yield Line("handover", f"{record.to}, {record.priority}{topic}")
            case RelayMessage():
                yield Line("desk", effect.text)
            case TellDesk():
                yield Line("desk", effect.what)
            case NotifyRole():
                yield Line("role", f"{effect.role}: {effect.why}")


def _cause(event: Event) -> Line:
    match event:
        case CustomerWrote():
            return Line("customer", event.received.text)
        case BurstEnded():
            return Line("customer", f"{event.burst.received.text}\n{event.by.received.text}")
        case _:
            return Line(event.kind, getattr(event, "text", ""))
