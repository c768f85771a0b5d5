"""What a store holds of its threads, and whether it comes out the same again.

A thread whose first turns retention has taken cannot be run again: nobody knows any more what it stood on.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass

from runtime.artifact import codec
from runtime.artifact.codec import ArtifactError
from runtime.artifact.records import Json, RecordError
from runtime.core.codec import StateTooNewError, dump_effect, load_event, load_state
from runtime.core.effects import CallAction, ClearTimer, Effect, SetTimer
from runtime.core.env import Render
from runtime.core.masking import Masks, masks_of, understood_in
from runtime.core.program import Program
from runtime.core.state import State
from runtime.core.step import new_thread
from runtime.replay.again import Again, Difference, again
from runtime.shell.action_payload import action_payload
from runtime.shell.programs import MakeReady, Ready
from runtime.stores.base import Store
from runtime.stores.rows import PastTurn

PAGE = 200  # threads asked for at once


class Unplayable(Exception):
    """A thread that cannot be run again; the text says why. `lost`: something is gone that must be there."""

    def __init__(self, why: str, *, lost: bool) -> None:
        super().__init__(why)
        self.lost = lost


@dataclass(frozen=True, slots=True)
class Stored:
    """A thread with all its turns, and what they ran on."""

    thread: str
    begin: State
    turns: tuple[PastTurn, ...]
    state: bytes
    artifacts: dict[str, Ready]

    def running_of(self, name: str) -> tuple[Program, Render]:
        ready = self.artifacts[name]
        return ready.program, ready.render


@dataclass(frozen=True, slots=True)
class Replayed:
    """A thread that was run again. `different` None: every turn left the same bytes.

    `where` says what is known of the difference, a line for each thing; `made` are the turns up to it.
    """

    stored: Stored
    made: tuple[Again, ...]
    different: Difference | None = None
    where: tuple[str, ...] = ()


async def conversations(store: Store) -> AsyncIterator[str]:
    """Yield the names of all threads."""
    after = ""
    while page := await store.threads(after, PAGE):
        for thread in page:
            yield thread
        after = page[-1]


async def read(store: Store, thread: str, known: dict[str, Ready], make_ready: MakeReady) -> Stored | None:
    """Return a thread with its turns; None: it has none. `known` keeps what was made ready already.

    Raises:
        Unplayable: its first turns are gone, an artifact is, or it was written by a newer version.
    """
    state = await store.state(thread)  # first: a turn that is made meanwhile is beyond it
    turns = await store.history(thread)
    if state is None or not turns:
        return None
    if turns[0].turn != 1:
        raise Unplayable(f"its turns before {turns[0].turn} are deleted", lost=False)
    for name in {turn.artifact for turn in turns} - set(known):
        data = await store.artifact(name)
        if data is None:
            raise Unplayable(f"its artifact {name} is not in the store", lost=True)
        try:
            known[name] = make_ready(Program(codec.load(data, name), name))
        except ArtifactError as error:
            raise Unplayable(f"its artifact {name} cannot be used: {error}", lost=True) from error
    try:
        _, facts = load_event(turns[0].event)
        channel = load_state(state).channel
    except (ValueError, KeyError, RecordError, StateTooNewError) as error:
        raise Unplayable(f"it cannot be read: {error}", lost=True) from error
    if facts is None:
        raise Unplayable("its first turn has no facts", lost=True)
    first = known[turns[0].artifact].program
    return Stored(thread, new_thread(first, thread, channel, facts.now), turns, state, known)


async def run(store: Store, stored: Stored) -> Replayed:
    """Run a thread again on its own artifacts.

    Raises:
        Unplayable: a turn cannot be read.
    """
    made: list[Again] = []
    try:
        for one in again(stored.turns, stored.begin, stored.running_of):
            made.append(one)
            different = one.difference()
            if different is not None:
                return Replayed(stored, tuple(made), different, await _where(store, stored, one))
    except (ValueError, KeyError, RecordError, StateTooNewError) as error:
        raise Unplayable(f"its turn {len(made) + 1} cannot be read: {error}", lost=True) from error
    last = next((one for one in made if one.past.turn == load_state(stored.state).turn), None)
    if last is not None and last.kept != stored.state:
        different = Difference(last.past.turn, "the stored state", "another")
        return Replayed(stored, tuple(made), different, await _where(store, stored, last))
    return Replayed(stored, tuple(made))


async def _where(store: Store, stored: Stored, one: Again) -> tuple[str, ...]:
    """Return what differs, as far as the store still has what was made then."""
    lines = _states(stored, one)
    for effect in one.result.effects:
        if isinstance(effect, SetTimer | ClearTimer):
            continue
        kept = await store.outbox_entry(effect.id)
        if kept is None:
            lines.append(f"outbox {effect.id}: not kept, now a {effect.kind}")
        elif kept.payload != _payload(stored, one, effect):
            found = json.loads(_payload(stored, one, effect))
            lines.append(f"outbox {effect.id}: {first_difference(json.loads(kept.payload), found)}")
    if not lines:
        return ("the store no longer has what was made then",)
    masks = masks_for(stored.artifacts[one.past.artifact], one)
    return tuple(map(masks.text, lines))


def masks_for(ready: Ready, one: Again) -> Masks:
    """Return what hides the personal values of a turn."""
    return masks_of(ready.program.artifact.slots, (one.result.state,), understood_in(one.event))


def _payload(stored: Stored, one: Again, effect: Effect) -> bytes:
    if isinstance(effect, CallAction):
        return action_payload(one.past.artifact, effect)
    return dump_effect(effect)


def _states(stored: Stored, one: Again) -> list[str]:
    """Return how a state differs from the stored one, where it is the same turn's."""
    if load_state(stored.state).turn != one.past.turn or one.kept == stored.state:
        return []
    return [f"state: {first_difference(json.loads(stored.state), json.loads(one.kept))}"]


def first_difference(kept: Json, found: Json, path: str = "") -> str:
    """Return the first place where two documents differ, with both values cut short.

    >>> first_difference({"a": [1, 2]}, {"a": [1, 3]})
    '/a/1 was 2, now 3'
    """
    if isinstance(kept, dict) and isinstance(found, dict):
        for key in sorted({*kept, *found}):
            if kept.get(key) != found.get(key):
                return first_difference(kept.get(key), found.get(key), f"{path}/{key}")
    if isinstance(kept, list) and isinstance(found, list):
        for number, (one, other) in enumerate(zip(kept, found, strict=False)):
            if one != other:
                return first_difference(one, other, f"{path}/{number}")
        if len(kept) != len(found):
            return f"{path} had {len(kept)} entries, now {len(found)}"
    return f"{path or '/'} was {_short(kept)}, now {_short(found)}"


SHOWN_CHARS = 120  # of one value: enough to know it again


def _short(value: Json) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= SHOWN_CHARS else f"{text[:SHOWN_CHARS]}…"
