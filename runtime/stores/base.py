"""What a store promises. No SQL above this line, no policy below it: payloads are bytes that it never reads.

Laws:
- One method is one atomic unit: it happens whole or not at all, and when it returns it is durable.
- A method that raises `OutcomeUnknown` may have happened; every method may therefore be called again with the
  same arguments and then changes nothing more (`accept` by arrival id, `commit_turn`, `mark_sends` by fence).
  A claim that got lost this way is not repeated: what it took comes back when its lease ends.
- A thread (all conversations of one customer on one channel) has one arrival worked on at a time, oldest
  first, whatever the number of processes: `claim_turn` hands out a fence, and only its holder can commit.
- Sends of one lane leave in the order they were committed; the head of a lane holds back what stands behind
  it, other lanes do not notice.
- Attempts are counted when work is claimed, before it is done: work that kills its worker spends one too.
- A lease that has run out takes nothing away by itself: its holder may still commit or mark until another has
  claimed.
- An arrival's id is remembered for `limits.SEEN_FOR` after it was worked on; an outbox row's id is kept once.
- Names and ids may be any text; one longer than `limits.KEY_BYTES` is kept, and given back, as its digest.
- Times are aware UTC datetimes given by the caller; a store never asks the clock.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

from runtime.routing.assigning import AgentChange
from runtime.stores.rows import (
    Addresses,
    AgentRow,
    Arrival,
    Claim,
    Commit,
    Counts,
    Fate,
    HandoverRow,
    Kept,
    OutboxEntry,
    PastTurn,
    Receipt,
    Send,
    SendResult,
    Taker,
    Talk,
)


class Store(Protocol):
    """See the module's laws. All methods raise `StoreError` and its kinds, nothing else."""

    async def open(self) -> None:
        """Make ready, migrating forward where needed. Raises `StoreTooNew`.

        A store may be told not to migrate: it then raises `StoreTooOld` instead.
        """

    async def close(self) -> None: ...

    async def put_artifact(self, name: str, data: bytes) -> None:
        """Keep an artifact under its content address; conversations that began on it find it for ever."""

    async def artifact(self, name: str) -> bytes | None: ...

    async def accept(
        self,
        arrival: Arrival,
        now: datetime,
        claimable: Callable[[], object] | None = None,
        taker: Taker[Claim] | None = None,
    ) -> bool:
        """Keep an arrival. False: this id of this source and thread was accepted before; nothing changed.

        `claimable` is called as soon as a claim that is asked for from then on finds the arrival, which may
        be before it is durable: what a claim of it leads to never outlives it. A `taker` may get the claim
        instead, as early, where nobody works on the thread and nothing waits in it: one of the two is called.
        """

    async def claim_turn(self, worker: str, now: datetime, lease: timedelta) -> Claim | None:
        """Take the oldest arrival of a thread nobody works on, and count an attempt. None: nothing to do.

        Of several threads, the one whose arrival has waited longest comes first.
        """

    async def commit_turn(
        self,
        claim: Claim,
        commit: Commit,
        now: datetime,
        taker: Taker[tuple[Send, ...]] | None = None,
    ) -> bool:
        """Consume the arrival and keep all that its turn changed. False: the fence is old, nothing changed.

        Calling it again after it happened returns True and changes nothing. A `taker` may get sends of the
        turn, claimed, where nothing waits in their lanes; and those again when it is called again.

        Raises:
            SeatTaken: `commit.seat` is not free; the claim is still held.
        """

    async def release_turn(self, claim: Claim, retry_at: datetime, why: str) -> None:
        """Give the arrival back, not to be claimed before `retry_at`. An old fence changes nothing."""

    async def replace_arrival(self, claim: Claim, arrival: Arrival, why: str) -> None:
        """Quarantine a poisonous arrival and put another in its place at the head of the thread.

        The claim ends with it; the new arrival is claimable at once and its attempts begin at zero. If its id
        was accepted before, nothing takes the place. An old fence changes nothing.
        """

    async def fire_timers(self, now: datetime, limit: int) -> int:
        """Turn due timers into arrivals (source `timer`, `at` = now), earliest first, each exactly once.

        Returns how many. A store chooses the arrival's id; it names the timer and is unique in the thread.
        """

    async def claim_sends(self, worker: str, now: datetime, lease: timedelta, limit: int) -> tuple[Send, ...]:
        """Take heads of lanes that nobody is sending, dropping what is expired or of an old epoch.

        A row to be dropped that may have been sent (as `Send.interrupted` tells) becomes `UNKNOWN`.
        """

    async def is_wanted(self, send: Send, now: datetime) -> bool:
        """Whether a claimed send may still begin: ours, not expired, and its owner not replaced since.

        For a sender that did not begin at once; one that is not wanted is marked `DROPPED`.
        """

    async def mark_sends(self, results: tuple[SendResult, ...], now: datetime) -> None:
        """Record how sends ended, with the arrivals that follow. An old fence changes nothing."""

    async def next_due(self) -> datetime | None:
        """When the next timer, send or retry is due; None when nothing is.

        Arrivals and sends that are ready are due at once, which is a time in the past. What another worker
        holds is due when its lease ends.
        """

    async def published(self, thread: str, after: int, limit: int) -> tuple[OutboxEntry, ...]:
        """Return a thread's sent rows of kind `message` with `seq` beyond `after`, in order."""

    async def outbox(self, states: tuple[str, ...], limit: int) -> tuple[OutboxEntry, ...]:
        """Return outbox rows in these states, oldest first."""

    async def outbox_entry(self, id_: str) -> OutboxEntry | None: ...

    async def settle_send(self, id_: str, fate: Fate, now: datetime) -> bool:
        """A person's word on a send that is dead, unknown, or waits to be tried again.

        `LATER` sends it now, `DROPPED` gives it up, `SENT` notes that it did arrive. What was dead or unknown
        has new attempts and no expiry, but keeps its epoch: no word of the bot is sent after somebody took
        over. False: there is no such send, or it has ended, or somebody is sending it just now.
        """

    async def tell_send(self, id_: str, receipt: Receipt, why: str, now: datetime) -> bool:
        """Keep what a messenger tells of a send, in whatever order it tells. False: it changes nothing.

        `FAILED` makes dead what was sent or is not known to be, unless it has arrived; the others make sent
        what waits to be tried again, is being sent or is unknown. Dead stays dead, dropped stays dropped.
        """

    async def thread_of(self, addresses: Addresses) -> str:
        """Return the thread of the customer at these addresses; a new one is named by the stronger.

        A lent address that leads to the thread of somebody with another `own` leads to the new one from now
        on.
        """

    async def readdress(self, before: Addresses, after: Addresses) -> bool:
        """A customer has moved: the thread is found, and written to, under the new addresses.

        False: nobody was known at the earlier ones, or another thread already is at the new `own`.
        """

    async def known_at(self, address: str) -> str | None:
        """Return the thread of the customer at an address, own or lent; None: nobody. Changes nothing."""

    async def reached(self, thread: str) -> str | None:
        """Return the address at which a thread's customer is written to; None: no other than its name."""

    async def put_handover(self, row: HandoverRow) -> None:
        """Insert or replace a handover outside a turn (imports and tests; turns use `commit_turn`)."""

    async def handover(self, id_: str) -> HandoverRow | None: ...

    async def handovers(self, states: tuple[str, ...], limit: int) -> tuple[HandoverRow, ...]:
        """Return handovers in these states (empty: all), newest first."""

    async def waits(self, division: str, since: datetime, limit: int) -> tuple[float, ...]:
        """Return seconds from queued to accepted of a division's handovers accepted since, newest first."""

    async def put_agent(self, change: AgentChange) -> None:
        """Keep what is told of an agent outside a turn: that he came or went."""

    async def agents(self) -> tuple[AgentRow, ...]:
        """Return all agents of whom anything was told."""

    async def talks(self, since: datetime, limit: int) -> tuple[Talk, ...]:
        """Return how long conversations with agents took that ended since, newest first."""

    async def history(self, thread: str) -> tuple[PastTurn, ...]:
        """Return all turns of a thread in order."""

    async def state(self, thread: str) -> bytes | None: ...

    async def threads(self, after: str, limit: int) -> tuple[str, ...]:
        """Return the names of threads that have turns or wait for one, in order, beyond `after` ("": all).

        A name is given back in the form in which `history` and `state` take it. The order is the store's own;
        the last name of one page leads to the next.
        """

    async def counts(self) -> Counts: ...

    async def reap(self, now: datetime) -> int:
        """Forget what no law needs any longer; never anything unsent, dead or unknown.

        Returns how many rows went. Takes a bounded bite: call again while it returns more than 0.
        """

    async def expire(self, kept: Kept, now: datetime) -> int:
        """Forget what customers wrote when its time is over; what still waits is not touched.

        After `transcript`: turns; ended, dead and unknown sends; quarantined arrivals; the words in the state
        of a thread that was quiet so long; a handover that ended is masked. After `handover` it goes. After
        `customer` a quiet thread goes whole. Takes a bounded bite and returns how many rows it took: call
        again while it is more than 0. When it returns 0, no byte of what went, here or in `reap`, is left in
        a file that is the store's own; a database server writes over what was deleted in its own time.
        """

    async def erase(self, thread: str) -> bool:
        """Delete all of a thread, what waits included; of bytes, as `expire` says. False: there was none.

        A turn that is under way for it cannot be committed any more.
        """
