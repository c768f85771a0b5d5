"""The host: takes arrivals in, makes turns, sends, fires timers; several at a time, never two of one thread.

Laws:
- What `accept` returned for is durable and will be worked on, by this process or another.
- A turn that fails is tried again; after `ATTEMPTS` its arrival is set aside for `TurnCrashed`.
- Stopping lets what is under way end, within `STOP_S`; what does not end is taken up again by its lease.
- Every failure of ours is counted in `faults`.
"""

from __future__ import annotations

import asyncio
import os
import random
import secrets
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from runtime.channels.base import Channel, Incoming
from runtime.clock import Clock, SystemClock
from runtime.core.events import Event
from runtime.desks.base import Desks
from runtime.routing.assigning import AgentChange
from runtime.shell.actions import Actions, Callable_, Destination
from runtime.shell.backoff import Backoff, Chance
from runtime.shell.detecting import Detecting
from runtime.shell.faults import Faults
from runtime.shell.figures import Figures
from runtime.shell.following import Followers, TurnMade, WordsSaid
from runtime.shell.http import Network
from runtime.shell.inbox import CRASH, arrival_of, crashed, event_arrival
from runtime.shell.keeping import kept_by
from runtime.shell.outbox import Outbox
from runtime.shell.patience import persist, persist_soon
from runtime.shell.programs import MakeReady, Programs
from runtime.shell.queue import Queue
from runtime.shell.staff import Staff
from runtime.shell.tally import Tally
from runtime.shell.turn import Turned, Turns
from runtime.stores.base import Store
from runtime.stores.errors import SeatTaken, StoreError
from runtime.stores.rows import Addresses, Arrival, Claim, Commit, Fate, Receipt, Send, SendResult, Taker

ATTEMPTS = 5  # turns begun for one arrival, counted before the work, also those that killed their process
LEASE = timedelta(seconds=30)  # longer than any turn or send; a dead worker's work comes back after it
TURNS = 64  # turns at once: they are kept together, and whoever stands behind them waits for all of them
SENDS = 256  # claimed sends: those that wait for a slow host must not keep the others waiting
TIMERS = 100  # timers fired in one unit of work: after downtime the overdue ones drain in order
STOP_S = 7.0  # a supervisor kills after 10 s, and the web server needs some of them
RETRY = (timedelta(milliseconds=200), timedelta(seconds=1), timedelta(seconds=5), timedelta(seconds=15))
HOPELESS = timedelta(hours=1)  # until a crash notice that crashes itself is tried again
SEATS = 4  # times that a turn is made again because an agent got something else meanwhile
PAUSE = timedelta(milliseconds=20)  # at least, when there was nothing to do
LOOK_S = 0.1  # at most, while there is work, until timers, retries and other workers' work are looked for
REAP_EVERY = timedelta(minutes=5)  # what no law needs any longer is forgotten in bites
BITES = 20  # of what retention forgets, in one unit of work: turns wait meanwhile


@dataclass(slots=True)
class _Work:
    """Tasks of one kind under way, up to a number; one that fails is counted.

    `kept_free`: places for those that may begin in a moment.
    """

    most: int
    faults: Faults
    ended: Callable[[], object]
    tasks: set[asyncio.Task[None]] = field(default_factory=set)
    kept_free: set[object] = field(default_factory=set)

    @property
    def free(self) -> int:
        return max(0, self.most - len(self.tasks) - len(self.kept_free))

    def begin(self, work: Coroutine[Any, Any, None]) -> None:  # Any: what it may be sent
        task = asyncio.create_task(work)
        self.tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self.tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            self.faults.record("work", error)  # nobody else would ever hear of it
        self.ended()


class Host:
    """`start` begins the work, `stop` ends it; `drain` does all that is due and returns."""

    def __init__(
        self,
        store: Store,
        artifact: bytes,
        channels: Mapping[str, Channel],
        make_ready: MakeReady,
        *,
        desks: Desks | None = None,
        destinations: Mapping[str, Destination] | None = None,
        callables: Mapping[str, Callable_] | None = None,
        staff: Staff | None = None,
        clock: Clock | None = None,
        network: Network | None = None,
        chance: Chance = random.random,
        lease: timedelta = LEASE,
    ) -> None:
        self.store = store
        self.channels = channels
        self.clock = clock or SystemClock()
        self.faults = Faults()
        self.tally = Tally()
        self.trouble: str | None = None  # what the store said when work was last looked for; None: it is well
        self.followers = Followers()
        self.programs = Programs(store, artifact, make_ready)
        self.figures = Figures(store, staff)
        self.stopping = asyncio.Event()
        self._network = network or Network(monotonic=self.clock.monotonic)
        self._queue = Queue(self.figures, self.programs, self.tell)
        actions = Actions(destinations or {}, self._network, self.clock, self.faults, callables or {})
        detecting = Detecting(actions, self.clock)
        self._outbox = Outbox(
            store,
            channels,
            desks or Desks(),
            actions,
            self.programs,
            self._network,
            self.clock,
            self.faults,
            Backoff(chance),
        )
        self._turns = Turns(self.programs, self.figures, detecting, self._outbox.is_fetched)
        self._lease = lease
        self._name = f"{os.getpid()}-{secrets.token_hex(4)}"
        self._wake = asyncio.Event()
        self._waiting = 0  # arrivals since turns were begun last: how many claims are worth asking for
        self._freed = False  # whether a turn has ended since, so that what stands behind it can be claimed
        self._changed = True  # whether there may be sends, or something sooner than was known
        self._due: datetime | None = None  # when something is, as was told last
        self._looked = self.clock.monotonic()  # when everything was looked at last
        self._making = _Work(TURNS, self.faults, self._turn_ended)
        self._sending = _Work(SENDS, self.faults, self._change)
        self._loop: asyncio.Task[None] | None = None
        self._reaped = self.clock.now()

    # ---- the way in ---------------------------------------------------------------------------------------

    async def accept(self, arrival: Arrival) -> bool:
        """Keep an arrival. False: it was accepted before."""
        place, taker = object(), None

        def arrived() -> None:
            self._making.kept_free.discard(place)
            self._waiting += 1
            self._wake.set()

        def take(claim: Claim) -> None:
            self._making.kept_free.discard(place)
            self._making.begin(self._make(claim))

        if self._loop is not None and not self.stopping.is_set() and self._making.free:
            self._making.kept_free.add(place)
            taker = Taker(self._name, self._lease, take)
        try:
            new = await persist_soon(
                self.clock, lambda: self.store.accept(arrival, self.clock.now(), arrived, taker)
            )
        finally:
            self._making.kept_free.discard(place)
        self.tally.arrived(arrival.source, new)
        return new

    def _turn_ended(self) -> None:
        self._freed = True
        self._wake.set()

    def _change(self) -> None:
        self._changed = True
        self._wake.set()

    async def receive(self, incoming: Incoming) -> bool:
        """Keep a customer's message. False: it was accepted before."""
        return await self.accept(arrival_of(incoming))

    async def tell(self, thread: str, source: str, id_: str, event: Event) -> bool:
        """Keep an event that needs no understanding. False: it was accepted before."""
        return await self.accept(event_arrival(thread, source, id_, event))

    async def met(self, addresses: Addresses) -> str:
        """Return the thread of the customer who writes from these addresses."""
        return await persist_soon(self.clock, lambda: self.store.thread_of(addresses))

    async def moved(self, before: Addresses, after: Addresses) -> bool:
        """Keep that a customer is found elsewhere. False: nobody was known there."""
        return await persist_soon(self.clock, lambda: self.store.readdress(before, after))

    async def told(self, id_: str, receipt: Receipt, why: str) -> bool:
        """Keep what a messenger tells of a send. False: it changes nothing."""
        changed = await persist_soon(
            self.clock, lambda: self.store.tell_send(id_, receipt, why, self.clock.now())
        )
        if changed:
            self._change()
        return changed

    async def presence(self, agent: str, online: bool) -> None:
        """Keep that an agent came or went, and tell those whom it concerns."""
        change = AgentChange(agent, online=online, misses=0 if online else None)
        now = self.clock.now()
        await persist_soon(self.clock, lambda: self.store.put_agent(change))
        self.figures.forget()
        await self._queue.moved(f"{agent}:{now.timestamp()}", now, None if online else agent)

    async def settle(self, id_: str, fate: Fate) -> bool:
        """Do what a person says about a dead or unknown send. False: none such waits for a person."""
        done = await persist(self.clock, lambda: self.store.settle_send(id_, fate, self.clock.now()))
        self._change()
        return done

    async def erase(self, thread: str) -> bool:
        """Forget a customer: all of a thread, at once and for ever. False: nothing of it was there."""
        found = await persist(self.clock, lambda: self.store.erase(thread))
        self.figures.forget()
        self._turns.memory.forget(thread)
        if found:
            self.tally.erased(thread)
        return found

    @property
    def circuits_open(self) -> int:
        """How many other systems are down and left alone just now."""
        return len(self._network.open_circuits())

    # ---- life ---------------------------------------------------------------------------------------------

    async def open(self) -> None:
        """Make the store ready and keep the artifact in it."""
        await self.store.open()
        await persist(self.clock, self.programs.keep)

    async def renew(self, artifact: bytes) -> str:
        """Run another version from now on, without a pause, and return its name.

        Conversations move to it as `runtime.core.moving` says.

        Raises:
            ArtifactError: not an artifact that this runtime can run; nothing has changed.
        """
        return await persist(self.clock, lambda: self.programs.renew(artifact))

    async def start(self) -> None:
        await self.open()
        self._loop = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """End: what is under way may finish, nothing new begins."""
        self.stopping.set()
        self._wake.set()
        if self._loop is not None:
            await self._loop
        loop = asyncio.get_running_loop()
        until = loop.time() + STOP_S
        while (running := self._running()) and (left := until - loop.time()) > 0:  # a turn begins its sends
            await asyncio.wait(running, timeout=left, return_when=asyncio.FIRST_COMPLETED)
        late = self._running()
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
        await self._network.close()
        await self.store.close()

    async def drain(self) -> None:
        """Do all that is due now, and all that follows from it."""
        while True:
            worked = await self._pulse()
            if running := self._running():
                await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
            elif not worked:
                return

    def _running(self) -> list[asyncio.Task[None]]:
        return [*self._making.tasks, *self._sending.tasks]

    async def _run(self) -> None:
        while not self.stopping.is_set():
            try:
                if self._looks():
                    await self._pulse()
                    self._due = await self._until()
                else:
                    await self._begin_turns(self._freed)
                self.trouble = None
                await self.clock.wait(self._wake, self._due)
            except StoreError as error:
                self.faults.note("loop", error)
                await self._troubled(error)
            except Exception as error:  # without this loop messages are taken and nobody works on them
                self.faults.record("loop", error)
                await self._troubled(error)

    async def _troubled(self, error: Exception) -> None:
        self.trouble = type(error).__name__
        await self.clock.sleep(1.0)

    def _looks(self) -> bool:
        """Whether there may be more than turns to begin: each look asks the store, mostly for nothing."""
        is_due = self._due is not None and self._due <= self.clock.now()
        return self._changed or is_due or self.clock.monotonic() - self._looked >= LOOK_S

    async def _until(self) -> datetime | None:
        """Return when to look again; None: whoever is under way will wake us."""
        if not (self._making.free and self._sending.free):
            return None
        due, upkeep = await self.store.next_due(), self._reaped + REAP_EVERY
        return max(upkeep if due is None else min(due, upkeep), self.clock.now() + PAUSE)

    async def _expire(self, now: datetime) -> None:
        """Forget what the newest bot's `retention` says; it holds for all that is kept."""
        program = self.programs.newest.program
        try:
            for _ in range(BITES):
                if not await self.store.expire(kept_by(program), now):
                    return
        except StoreError as error:
            self.faults.note("retention", error)  # the rest at the next time
        except Exception as error:  # a state or a record that cannot be read: counted, the server goes on
            self.faults.record("retention", error)

    async def _pulse(self) -> bool:
        """Begin all that can begin. False: there was nothing to begin."""
        now = self.clock.now()
        self._changed, self._looked = False, self.clock.monotonic()
        fired = await self.store.fire_timers(now, TIMERS)
        if fired == TIMERS:
            self._change()
        worked = await self._begin_turns(more=True) or fired > 0
        if self._sending.free:
            sends = await self.store.claim_sends(self._name, now, self._lease, self._sending.free)
            worked = worked or bool(sends)
            await self._send(sends)
        if now - self._reaped >= REAP_EVERY:
            self._reaped = now
            self._turns.memory.age()  # nobody's words stay there for longer than this twice
            await self.store.reap(now)
            await self._expire(now)
        return worked

    async def _begin_turns(self, more: bool) -> bool:
        """Begin turns: for what has just come, and then, if there may be `more`, while there are any."""
        begun, at_once, self._waiting = False, max(1, self._waiting), 0
        self._freed = False
        while free := min(at_once, self._making.free):
            claims = await asyncio.gather(
                *(self.store.claim_turn(self._name, self.clock.now(), self._lease) for _ in range(free)),
                return_exceptions=True,  # one that fails takes no other with it
            )
            for claim in claims:
                if isinstance(claim, Claim):
                    self._making.begin(self._make(claim))
                    begun = True
            for claim in claims:
                if isinstance(claim, BaseException):
                    raise claim
            if None in claims or not more:
                break
            at_once *= 2
        return begun

    # ---- turns --------------------------------------------------------------------------------------------

    async def _make(self, claim: Claim) -> None:
        begun = self.clock.monotonic()
        try:
            if claim.attempts > ATTEMPTS:
                await self._set_aside(claim, "its turns never ended")
                return
            turned, committed = await self._turn(claim)
        except StoreError as error:
            self.faults.note("turn", error)  # the arrival comes back when its lease ends
            return
        except Exception as error:  # counted, and the arrival tried again or set aside
            self.faults.record("turn", error)
            await self._retry(claim, error)
            return
        if committed:
            self.tally.turned(claim.arrival, turned.commit, self.clock.monotonic() - begun)
            if turned.queue_changed:
                self.figures.forget()
                await self._call_next(claim)
            arrival = (claim.arrival.source, claim.arrival.id)
            waits = bool(turned.state.calls or turned.state.burst)
            notice = TurnMade(arrival, turned.messages, waits)
            self.followers.tell(claim.arrival.thread, notice)
            for message in turned.said:
                self.tally.said(claim.arrival.thread, message)
                self.followers.tell(claim.arrival.thread, WordsSaid(message))

    async def _turn(self, claim: Claim) -> tuple[Turned, bool]:
        """Make a turn and keep it; again, from fresh facts, where another was given the same agent."""
        for _ in range(SEATS):
            turned = await self._turns.make(claim, self.clock.now())
            await asyncio.sleep(0)  # turns that are made at the same time are kept with one flush of the disk
            try:
                return turned, await self._commit(claim, turned.commit)
            except SeatTaken:
                self.figures.forget()
        turned = await self._turns.make(claim, self.clock.now())
        return turned, await self._commit(claim, turned.commit)

    async def _commit(self, claim: Claim, commit: Commit) -> bool:
        """Keep a turn, begin what it sends, and have what else it asks for looked for in time."""
        taken: list[Send] = []
        taker: Taker[tuple[Send, ...]] | None = None
        if self._sending.free:
            taker = Taker(self._name, self._lease, taken.extend)
        committed = await persist(
            self.clock, lambda: self.store.commit_turn(claim, commit, self.clock.now(), taker)
        )
        for send in taken:
            self._sending.begin(self._deliver(send))
        for timer in commit.timers:
            self._due = timer.due if self._due is None else min(self._due, timer.due)
        if len(taken) < sum(not row.said for row in commit.outbox):
            self._change()
        return committed

    async def _call_next(self, claim: Claim) -> None:
        if self.figures.staff is None:
            return
        try:
            await self._queue.moved(f"{claim.arrival_seq}:{claim.fence}", self.clock.now())
        except StoreError as error:
            self.faults.note("queue", error)  # who waits looks by himself within a minute

    async def _retry(self, claim: Claim, error: Exception) -> None:
        why = type(error).__name__
        try:
            if claim.attempts >= ATTEMPTS:
                await self._set_aside(claim, why)
            else:
                at = self.clock.now() + RETRY[min(claim.attempts, len(RETRY)) - 1]
                await persist(self.clock, lambda: self.store.release_turn(claim, at, why))
                self._change()
        except StoreError as trouble:
            self.faults.note("turn", trouble)

    async def _set_aside(self, claim: Claim, why: str) -> None:
        if claim.arrival.source == CRASH:  # even the notice of a crash crashes: kept, and tried now and then
            at = self.clock.now() + HOPELESS
            await persist(self.clock, lambda: self.store.release_turn(claim, at, why))
            return
        await persist(self.clock, lambda: self.store.replace_arrival(claim, crashed(claim), why))

    # ---- sends --------------------------------------------------------------------------------------------

    async def _send(self, sends: tuple[Send, ...]) -> None:
        fetched = tuple(send for send in sends if self._outbox.fetched(send))
        if fetched:
            await self._mark(tuple(SendResult(send, Fate.SENT) for send in fetched))
            self._change()  # what stands behind them in their lanes
        for send in sends:
            if send not in fetched:
                self._sending.begin(self._deliver(send))

    async def _deliver(self, send: Send) -> None:
        try:
            result = await self._outbox.deliver(send)
        except StoreError as error:
            self.faults.note("send", error)  # taken up again when its lease ends
            return
        await self._mark((result,))

    async def _mark(self, results: tuple[SendResult, ...]) -> None:
        marks = persist(self.clock, lambda: self.store.mark_sends(results, self.clock.now()))
        marking = asyncio.create_task(marks)
        await asyncio.sleep(0)
        self._change()  # what stands behind them is claimed after the marks, and shares their flush
        try:
            await marking
        except StoreError as error:
            self.faults.note("mark", error)  # sent again under the same id when the lease ends
            return
        for result in results:
            self.tally.sent(result)
            if result.fate is Fate.SENT and result.send.kind == "message":
                self.followers.tell(result.send.thread, WordsSaid(result.send.id))
