"""Another host than the shell: the pure core, a translator for each side, a dictionary.

It shows what an engine has to bring and nothing more. It knows no store and no process: what it keeps is
plain bytes in `Kept`, and what stands between two awaits is its transaction. Bots whose texts wait
for each other, or that call actions, need more than this.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from runtime.artifact import codec
from runtime.artifact.records import Json
from runtime.channels.json_channel import JsonChannel
from runtime.clean import Refused
from runtime.core.codec import dump_effect, dump_event, dump_state, load_effect, load_event, load_state
from runtime.core.effects import CallAction, ClearTimer, Effect, SendMessage, SetTimer
from runtime.core.env import Env, Facts
from runtime.core.events import CustomerWrote, Event, TimerFired, TurnCrashed
from runtime.core.moving import may_move
from runtime.core.program import Program
from runtime.core.state import State
from runtime.core.step import new_thread, step
from runtime.desks.base import DeskEffect, handover_of
from runtime.desks.webhook import Presence, WebhookDesk, read_event
from runtime.signature import new_secret
from runtime.understanding.result import Understood
from tests.hosts.bot import understood
from tests.hosts.host import Answer, Life
from tests.hosts.kept import Kept, Out, Row, Version, version
from tests.hosts.world import World, said, told

ATTEMPTS = 5
LEASE = timedelta(seconds=30)  # longer than any turn or delivery
PAUSE = timedelta(seconds=5)  # until something is tried again
WORDS_FOR = timedelta(minutes=10)  # an older reply of the bot's only confuses
SECRET = new_secret()
CHANNEL = JsonChannel("web", (SECRET,), "http://messenger")
DESK = WebhookDesk("http://desk", (SECRET,))


class Plain:
    def __init__(self) -> None:
        self.kept = Kept()

    async def begin(self, world: World, artifact: bytes) -> Life:
        life = Running(self.kept, world)
        await life.swap(artifact)
        return life


class Running:
    """One life. After `kill` it does nothing: `work` is let go at its next await."""

    def __init__(self, kept: Kept, world: World) -> None:
        self.kept, self.world = kept, world
        self._working: asyncio.Task[None] | None = None

    # ---- the way in ----

    async def accept(self, message: Mapping[str, Json]) -> Answer:
        try:
            incoming = CHANNEL.read(dict(message), self._now)
        except Refused:
            return Answer.REFUSED
        id_ = f"{incoming.source}:{incoming.id}"
        event = CustomerWrote(id_, incoming.at, incoming.received, Understood(), incoming.profile)
        return self._keep(incoming.thread, id_, event)

    async def told(self, id_: str, event: Mapping[str, Json]) -> Answer:
        try:
            heard = read_event(dict(event), id_, self._now)
        except Refused:
            return Answer.REFUSED
        if isinstance(heard, Presence) or heard.handover not in self.kept.threads:
            return Answer.REFUSED
        return self._keep(self.kept.threads[heard.handover], heard.id, heard)

    def _keep(self, thread: str, id_: str, event: Event) -> Answer:
        if (thread, id_) in self.kept.seen:
            return Answer.DUPLICATE
        self.kept.seen.add((thread, id_))
        self._queue(thread).append(Row(id_, dump_event(event), self._now))
        return Answer.ACCEPTED

    # ---- life ----

    async def swap(self, artifact: bytes) -> None:
        name = codec.name(artifact)
        self.kept.artifacts[name] = artifact
        self._newest = self._version(name)

    async def kill(self) -> None:
        if self._working is not None:
            self._working.cancel()
            await asyncio.gather(self._working, return_exceptions=True)

    async def work(self) -> None:
        self._working = asyncio.ensure_future(self._work())
        await self._working

    async def _work(self) -> None:
        worked = True
        while worked:
            worked = self._fire_timers()
            for thread in tuple(self.kept.inbox):
                worked = await self._turn(thread) or worked
            worked = await self._deliver() or worked

    # ---- turns ----

    async def _turn(self, thread: str) -> bool:
        """Do the oldest event of a thread. False: there is none, or its time has not come."""
        queue = self._queue(thread)
        if not queue or queue[0].after > self._now:
            return False
        if not self._take(thread):
            return False
        row = queue[0]
        row.attempts += 1  # before the work: what kills its worker spends an attempt too
        await asyncio.sleep(0)
        try:
            self._step(thread, row)
        except Exception:  # any bug of ours: tried again, then a person gets it
            self._crashed(thread, row)
        self._give_back(thread)
        await asyncio.sleep(0)
        return True

    def _step(self, thread: str, row: Row) -> None:
        """Make a turn and keep all that follows from it, at once."""
        event, _ = load_event(row.event)
        state = self._state(thread)
        runs, before = self._program(state, event)
        if isinstance(event, CustomerWrote):
            event = replace(event, understood=understood(event.received.text, runs.detect))
        result = step(runs.program, state, event, Env(Facts(self._now), runs.render), before)
        self._queue(thread).remove(row)
        self._commit(thread, result.state, result.effects)

    def _commit(self, thread: str, state: State, effects: tuple[Effect, ...]) -> None:
        self.kept.states[thread] = dump_state(state)
        for effect in effects:
            match effect:
                case SetTimer():
                    self.kept.timers[thread, effect.name] = (effect.due, effect.generation)
                case ClearTimer():
                    self.kept.timers.pop((thread, effect.name), None)
                case CallAction():
                    raise NotImplementedError("this host runs no actions")
                case SendMessage():
                    self._put(f"{thread}/channel", effect)
                case _:
                    self.kept.threads[handover_of(effect)] = thread
                    self._put(f"{thread}/desk", effect)

    def _put(self, lane: str, effect: SendMessage | DeskEffect) -> None:
        self.kept.outbox.append(Out(effect.id, lane, dump_effect(effect), self._now, self._now))

    def _crashed(self, thread: str, row: Row) -> None:
        row.after = self._now + PAUSE
        if row.attempts >= ATTEMPTS:
            event, _ = load_event(row.event)
            text = event.received.text if isinstance(event, CustomerWrote) else ""
            notice = TurnCrashed(f"crash:{row.id}", event.at, row.id, text)
            self._queue(thread)[0] = Row(notice.id, dump_event(notice), self._now)

    def _program(self, state: State, event: Event) -> tuple[Version, Program | None]:
        """Return what a turn runs on, and what the thread moves from, if it moves."""
        own, newest = self._version(state.artifact), self._newest
        stays = isinstance(event, TimerFired | TurnCrashed)
        if stays or not may_move(own.program, newest.program, state, self._now):
            return own, None
        return newest, own.program

    # ---- time ----

    def _fire_timers(self) -> bool:
        due = [key for key, (at, _) in self.kept.timers.items() if at <= self._now]
        for thread, name in sorted(due, key=lambda key: self.kept.timers[key][0]):
            at, generation = self.kept.timers.pop((thread, name))
            event = TimerFired(f"timer:{name}:{generation}", at, name, generation)
            self._queue(thread).append(Row(event.id, dump_event(event), self._now))
        return bool(due)

    # ---- the way out ----

    async def _deliver(self) -> bool:
        """Try the head of every lane once. False: nothing was to be done."""
        worked = False
        for lane in dict.fromkeys(out.lane for out in self.kept.outbox):
            head = next((out for out in self.kept.outbox if out.lane == lane), None)
            if head is None or head.after > self._now or not self._take(lane):
                continue
            worked = True
            if self._stale(head) or await self._send(head):
                self.kept.outbox.remove(head)
            else:
                head.after = self._now + PAUSE
            self._give_back(lane)
            await asyncio.sleep(0)
        return worked

    def _stale(self, out: Out) -> bool:
        """Whether nobody wants it any more: somebody else has the word, or it is late."""
        effect = load_effect(out.effect)
        if not isinstance(effect, SendMessage) or effect.epoch is None:
            return False
        state = self._state(out.lane.removesuffix("/channel"))
        return effect.epoch < state.epoch or self._now - out.made >= WORDS_FOR

    async def _send(self, out: Out) -> bool:
        effect = load_effect(out.effect)
        if isinstance(effect, SendMessage):
            post = CHANNEL.post(out.lane.removesuffix("/channel"), effect, out.made, self._now)
            assert post is not None
            return await self.world.messenger.take(
                said(post.headers["webhook-id"], json.loads(post.body)["data"])
            )
        assert not isinstance(effect, CallAction | SetTimer | ClearTimer)
        post = DESK.post(effect, out.made, self._now)
        return await self.world.desk.take(told(post.headers["webhook-id"], json.loads(post.body)))

    # ---- what is kept ----

    def _take(self, name: str) -> bool:
        """Take a thread or a lane to work on. False: another life has it, or had it a moment ago."""
        held = self.kept.held.get(name)
        if held is not None and self._now < held:
            return False
        self.kept.held[name] = self._now + LEASE
        return True

    def _give_back(self, name: str) -> None:
        self.kept.held.pop(name, None)

    @property
    def _now(self) -> datetime:
        return self.world.clock.now()

    def _queue(self, thread: str) -> list[Row]:
        return self.kept.inbox.setdefault(thread, [])

    def _state(self, thread: str) -> State:
        data = self.kept.states.get(thread)
        if data is not None:
            return load_state(data)
        return new_thread(self._newest.program, thread, "web", self._now)

    def _version(self, name: str) -> Version:
        return version(self.kept.artifacts[name])
