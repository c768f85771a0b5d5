"""Hosts that break a promise each, to show that the laws notice."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from runtime.artifact.records import Json
from runtime.core.codec import dump_effect, load_effect, load_event
from runtime.core.effects import Effect, SendMessage, SetTimer
from runtime.core.events import CustomerWrote, Event, TimerFired
from runtime.core.program import Program
from runtime.core.state import State
from tests.hosts.host import Answer, Life
from tests.hosts.kept import Kept, Out, Row, Version
from tests.hosts.plain import Plain, Running
from tests.hosts.world import World

_MINUTE, _HOUR = timedelta(minutes=1), timedelta(hours=1)


class Broken(Plain):
    """An engine whose lives are of another kind."""

    def __init__(self, kind: type[Running]) -> None:
        super().__init__()
        self._kind = kind

    async def begin(self, world: World, artifact: bytes) -> Life:
        life = self._kind(self.kept, world)
        await life.swap(artifact)
        return life


# ---- the way in -----------------------------------------------------------------------------------------


class LosesOnKill(Running):
    """Says yes, and keeps in memory what it has said yes to."""

    async def kill(self) -> None:
        await super().kill()
        self.kept.inbox.clear()


class TakesThenWorks(Running):
    """Takes an event off its queue before the turn is kept."""

    async def _turn(self, thread: str) -> bool:
        queue = self._queue(thread)
        if not queue or queue[0].after > self._now:
            return False
        row = queue.pop(0)
        for _ in range(3):
            await asyncio.sleep(0)
        queue.insert(0, row)
        return await super()._turn(thread)


class ForgetsIds(Running):
    """Takes whatever comes, as often as it comes."""

    def _keep(self, thread: str, id_: str, event: Event) -> Answer:
        self.kept.seen.clear()
        return super()._keep(thread, id_, event)


class OneIdForAll(Running):
    """Takes an id for known because another conversation had it."""

    def _keep(self, thread: str, id_: str, event: Event) -> Answer:
        known = any(id_ == one for _, one in self.kept.seen)
        return Answer.DUPLICATE if known else super()._keep(thread, id_, event)


class KeepsWhatItRefuses(Running):
    """Says no, and hears it all the same."""

    async def accept(self, message: Mapping[str, Json]) -> Answer:
        answer = await super().accept(message)
        if answer is Answer.REFUSED:
            await super().accept({**message, "conversation": "sari", "id": "cut"})
        return answer


class BelievesWhatComes(Running):
    """Takes a message for what a message should be."""

    async def accept(self, message: Mapping[str, Json]) -> Answer:
        assert len(message["conversation"]) < 200
        return await super().accept(message)


class RemembersStates(Running):
    """Goes on from the state that it left, whatever another life has done since."""

    def __init__(self, kept: Kept, world: World) -> None:
        super().__init__(kept, world)
        self._left: dict[str, State] = {}

    def _commit(self, thread: str, state: State, effects: tuple[Effect, ...]) -> None:
        super()._commit(thread, state, effects)
        self._left[thread] = state

    def _state(self, thread: str) -> State:
        return self._left.get(thread) or super()._state(thread)


class NewestFirst(Running):
    """Works on what came last."""

    async def _turn(self, thread: str) -> bool:
        self._queue(thread).reverse()
        return await super()._turn(thread)


# ---- the way out ----------------------------------------------------------------------------------------


class NewIds(Running):
    """Gives a reply a new id each time it is tried."""

    async def _send(self, out: Out) -> bool:
        effect = load_effect(out.effect)
        if isinstance(effect, SendMessage):
            out.effect = dump_effect(replace(effect, id=f"{effect.id}x"))
        return await super()._send(out)


class TriesOnce(Running):
    """Sends and forgets."""

    async def _send(self, out: Out) -> bool:
        await super()._send(out)
        return True


class MarksFirst(Running):
    """Notes that something is sent, and then sends it."""

    async def _send(self, out: Out) -> bool:
        self.kept.outbox.remove(out)
        taken = await super()._send(out)
        self.kept.outbox.insert(0, out)
        return taken


class OneLane(Running):
    """Has one lane for everybody and everything."""

    async def _deliver(self) -> bool:
        return bool(self.kept.outbox) and self.kept.outbox[0].after <= self._now and await super()._deliver()


class IdsOfItsOwn(Running):
    """Names an event by the life that works on it."""

    async def _turn(self, thread: str) -> bool:
        for row in self._queue(thread)[:1]:
            event, _ = load_event(row.event)
            row.event = row.event.replace(event.id.encode(), f"{event.id}-{id(self)}".encode())
        return await super()._turn(thread)


# ---- time -----------------------------------------------------------------------------------------------


class FiresEarly(Running):
    """Looks at its timers once a minute, and takes those of the minute."""

    def _fire_timers(self) -> bool:
        for key, (due, number) in self.kept.timers.items():
            if due - _MINUTE <= self._now:
                self.kept.timers[key] = (self._now, number)
        return super()._fire_timers()


class KeepsTheFirstTime(Running):
    """Sets a timer again, and leaves it due when it was."""

    def _commit(self, thread: str, state: State, effects: tuple[Effect, ...]) -> None:
        before = dict(self.kept.timers)
        super()._commit(thread, state, effects)
        for effect in effects:
            if isinstance(effect, SetTimer) and (thread, effect.name) in before:
                due, _ = before[thread, effect.name]
                self.kept.timers[thread, effect.name] = (due, effect.generation)


class TimerTwice(Running):
    """Fires a timer, and has not noted that it did."""

    def _step(self, thread: str, row: Row) -> None:
        event, _ = load_event(row.event)
        kept, timers = self.kept.states.get(thread), dict(self.kept.timers)
        super()._step(thread, row)
        if isinstance(event, TimerFired) and kept is not None:
            self.kept.states[thread] = kept
            self.kept.timers = {**timers, (thread, event.name): (event.at + _HOUR, event.generation)}


class TimersInMemory(Running):
    """Sleeps until a timer is due, in a process that ends."""

    async def kill(self) -> None:
        await super().kill()
        self.kept.timers.clear()


class OneVersion(Running):
    """Runs everything on the newest version."""

    def _program(self, state: State, event: Event) -> tuple[Version, Program | None]:
        return self._newest, None


# ---- people ---------------------------------------------------------------------------------------------


class AnswersAnyway(Running):
    """Does not look who has the conversation before it answers."""

    def _step(self, thread: str, row: Row) -> None:
        event, _ = load_event(row.event)
        self._writes = isinstance(event, CustomerWrote)
        super()._step(thread, row)

    def _state(self, thread: str) -> State:
        state = super()._state(thread)
        return replace(state, handover=None) if self._writes else state

    _writes = False


class SpeaksOver(Running):
    """Sends what was to be said when it was made, whoever has the conversation by now."""

    def _stale(self, out: Out) -> bool:
        return False


class RetriesForEver(Running):
    """Counts an attempt when it has ended."""

    def _crashed(self, thread: str, row: Row) -> None:
        row.attempts = 0
        super()._crashed(thread, row)


class DiesOfIt(Running):
    """Lets a bug in one conversation end the work on all."""

    def _crashed(self, thread: str, row: Row) -> None:
        raise RuntimeError
