"""Everything that can happen to one customer of a small bot: the core, event by event, breadth first.

Two moments in which the bot would do the same from here on are one place. From every place a customer can tap
each option, write what fits, send what does not, write what means an intent, or keep silent until something
happens; an offer is declined, and an action that runs works, or fails. Where a person takes over, it ends.
"""

from __future__ import annotations

import copy
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from flowc.names.reserved import BUILTIN_INTENTS
from runtime.artifact import codec, model
from runtime.artifact.model import Artifact
from runtime.core.events import Outcome
from runtime.core.program import Program
from runtime.core.state import Frame, State
from runtime.templates import Templates
from runtime.testing import Conversation
from runtime.understanding.detect import Detector
from tests.brute.small_bots import NUMBER

MOST_PLACES = 120  # of a bot with more nothing is said
GARBAGE = "qwzx plmk vbnt"
FREE_TEXT = "Sari"
CANCEL = "batal"
NO = "tidak"
PHOTO = "https://gambar.example/foto.jpg"
COUNTED = 9  # messages not understood in a row that are told apart: no rule here counts further
BEGINS = datetime.fromisoformat("2026-11-23T10:00+07:00")

Event = Callable[[Conversation], None]
Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """What happened between two places, and what the bot did then."""

    kind: str  # tap word garbage photo intent cancel decline silence action
    at: Key
    to: Key
    said: tuple[str, ...]
    traces: frozenset[str]
    name: str = ""  # the intent
    lacked: str = ""  # the first message that could not be filled in; others follow from it


@dataclass(slots=True)
class Explored:
    """All places, and what was met on the ways between them. `whole`: there are no more."""

    places: dict[Key, State] = field(default_factory=dict)
    ways: list[Way] = field(default_factory=list)
    visited: set[str] = field(default_factory=set)  # states of the bot's machine
    said: set[str] = field(default_factory=set)  # messages by name
    whole: bool = True

    def onward(self, kinds: frozenset[str]) -> dict[Key, list[Key]]:
        """Return where each place leads to by these kinds of events."""
        found: dict[Key, list[Key]] = {key: [] for key in self.places}
        for way in self.ways:
            if way.kind in kinds:
                found[way.at].append(way.to)
        return found


def explore(artifact: Artifact) -> Explored:
    """Return everything that can happen, from a customer's first message on."""
    begin = _beginning(artifact)
    found = Explored({_key(begin.state): begin.state})
    queue = deque([begin])
    while queue:
        talk = queue.popleft()
        for kind, name, event in _events(artifact, talk):
            after = _twin(talk)
            event(after)
            way = _way(kind, name, talk, after)
            found.ways.append(way)
            found.said |= set(way.said)
            found.visited |= {
                str(trace.facts["state"])
                for trace in after.traces
                if trace.what == "step" and "state" in trace.facts
            }
            if way.to not in found.places:
                if len(found.places) == MOST_PLACES:
                    found.whole = False
                    return found
                found.places[way.to] = after.state
                if after.state.handover is None:
                    queue.append(after)
    return found


def with_person(state: State) -> bool:
    """Whether a person takes over, or is offered."""
    return state.handover is not None or state.offer is not None


def is_over(state: State) -> bool:
    """Whether the bot asks nothing any more."""
    return not state.open or (not state.frames and state.waiting is None and not state.calls)


def _beginning(artifact: Artifact) -> Conversation:
    data = codec.dump(artifact)
    program = Program(codec.load(data), codec.name(data))
    return Conversation(
        program,
        now=BEGINS,
        understand=Detector(artifact.understanding, artifact.slots, artifact.bot.country).detect,
        render=Templates(artifact.bot.currency, program.zone).render,
        act=lambda name, inputs: None,
    )


def _twin(talk: Conversation) -> Conversation:
    """Return the same conversation, to try something on it."""
    twin = copy.copy(talk)
    twin.sent, twin.running = list(talk.sent), list(talk.running)
    twin.relayed, twin.notices, twin.called, twin.turns, twin.traces = [], [], [], [], []
    return twin


def _events(artifact: Artifact, talk: Conversation) -> Iterator[tuple[str, str, Event]]:
    state = talk.state
    if state.calls:
        yield "action", "", lambda one: one.answer(Outcome({"ada": True}))
        yield "action", "", lambda one: one.answer(Outcome(error="broken"))
        return
    if state.offer is not None:
        yield "decline", "", _writing(NO)
    waiting = None if state.waiting is None else artifact.states[state.waiting.state]
    free = isinstance(waiting, model.Ask) and artifact.slots[waiting.slot].type.pattern is None
    if isinstance(waiting, model.Choose):
        for option in waiting.options:
            yield "tap", "", _tapping(option.option.word)
    if isinstance(waiting, model.Ask):
        yield "word", "", _writing(FREE_TEXT if free else NUMBER)
    if free:
        yield "photo", "", _sends_a_photo
    else:
        yield "garbage", "", _writing(GARBAGE)
    yield "cancel", "", _writing(CANCEL)
    for name, intent in artifact.understanding.intents.items():
        if name not in BUILTIN_INTENTS:
            yield "intent", name, _writing(next(iter(intent.phrases.values()))[0])
    if state.timers:
        yield "silence", "", lambda one: one.wait(min(t.due for t in one.state.timers.values()) - one.now)


def _sends_a_photo(talk: Conversation) -> None:
    """All words fit a free question, a picture does not."""
    talk.send_file("image", PHOTO)


def _tapping(word: str) -> Event:
    return lambda talk: talk.tap(word)


def _writing(text: str) -> Event:
    return lambda talk: talk.write(text)


def _way(kind: str, name: str, before: Conversation, after: Conversation) -> Way:
    said = tuple(message.name or "" for message in after.sent[len(before.sent) :])
    traces = frozenset(trace.what for trace in after.traces)
    lacked = next((str(one.facts["message"]) for one in after.traces if one.what == "fault"), "")
    return Way(kind, _key(before.state), _key(after.state), said, traces, name, lacked)


def _key(state: State) -> Key:
    """Return all that decides what the bot does from here on. Times are left out: only silence reads them."""
    waiting = state.waiting
    resting = {name: (rest.until_turn or 0) - state.counters.customer for name, rest in state.rests.items()}
    return (
        state.open,
        state.greeted,
        None if waiting is None else (waiting.state, waiting.invalid, waiting.proposed is not None),
        None if state.offer is None else state.offer.state,
        _flows(state.frames),
        tuple(_flows(one.frames) for one in state.paused),
        tuple((call.action, call.state) for call in state.calls),
        tuple(
            sorted((name, str(known.value)) for name, known in state.slots.items() if known.value is not None)
        ),
        min(state.counters.not_understood, COUNTED),
        tuple(sorted((name, left) for name, left in resting.items() if left > 0)),
        None if state.handover is None else (state.handover.phase, state.handover.division),
        tuple(sorted(state.timers)),
    )


def _flows(frames: tuple[Frame, ...]) -> tuple[tuple[str, str | None], ...]:
    return tuple((frame.flow, frame.called_by) for frame in frames)
