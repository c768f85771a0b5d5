"""A bot of thirty lines and the loop around it: the smallest thing that uses a store as the runtime does.

It keeps to the protocol and to nothing else: a call that failed is made again with the same arguments, and
what was claimed by a call whose answer got lost comes back when its lease ends. It moves the clock itself.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar

from runtime.stores.base import Store
from runtime.stores.errors import StoreError
from runtime.stores.rows import Arrival, Claim, Commit, Fate, OutboxRow, Send, SendResult, TimerRow
from tests.stores.laws.setting import LEASE, NOON

T = TypeVar("T")
_IDLE = timedelta(hours=1)


def turn(claim: Claim, now: datetime) -> Commit:
    """Answer a message; every third one also asks an action; a customer who stays silent is asked once."""
    arrival, thread = claim.arrival, claim.arrival.thread
    seen: list[str] = [*json.loads(claim.state or b"[]"), f"{arrival.source}/{arrival.id}"]
    number = len(seen)
    rows = [OutboxRow(f"{thread}~{number}", f"{thread}/out", "message", f"re {arrival.id}".encode())]
    if arrival.source == "web" and number % 3 == 0:
        rows.append(OutboxRow(f"{thread}~{number}a", f"{thread}/action", "action", arrival.id.encode()))
    return Commit(
        state=json.dumps(seen).encode(),
        artifact="small",
        turn=claim.turn + 1,
        epoch=0,
        event=arrival.payload,
        digest=str(number),
        trace=b"",
        outbox=tuple(rows),
        timers=(TimerRow("idle", now + _IDLE, b"silence"),) if arrival.source == "web" else (),
    )


@dataclass(slots=True)
class Loop:
    """Runs the bot on a store until nothing is left. `delivered` is what the other side got, in order."""

    store: Store
    now: datetime = NOON
    delivered: list[tuple[str, bytes]] = field(default_factory=list)

    async def again(self, call: Callable[[], Awaitable[T]]) -> T:
        """Make a call until it does not fail; at most twice, as one call fails in a test."""
        try:
            return await call()
        except StoreError:
            return await call()

    async def receive(self, *arrivals: Arrival) -> None:
        for arrival in arrivals:
            await self.again(partial(self.store.accept, arrival, self.now))

    async def drain(self) -> None:
        """Work until nothing is due any more, moving the clock to what is due next."""
        while True:
            while await self.work():
                pass
            due = await self.again(self.store.next_due)
            if due is None:
                return
            self.now = max(self.now, due)

    async def work(self) -> bool:
        """Do a round of everything. False: there was nothing to do."""
        now, store = self.now, self.store
        fired = await self.again(lambda: store.fire_timers(now, 10))
        claim = await self.again(lambda: store.claim_turn("w1", now, LEASE))
        if claim is not None:
            commit = turn(claim, now)
            await self.again(lambda: store.commit_turn(claim, commit, now))
        sends = await self.again(lambda: store.claim_sends("w1", now, LEASE, 2))
        if sends:
            results = tuple(self._send(send) for send in sends)
            await self.again(lambda: store.mark_sends(results, now))
        return bool(fired or claim or sends)

    def _send(self, send: Send) -> SendResult:
        """Deliver, refusing the first try of every fifth send."""
        if send.attempts == 1 and send.id.endswith("5"):
            return SendResult(send, Fate.LATER, self.now + timedelta(seconds=5), "503")
        self.delivered.append((send.id, send.payload))
        answer = None
        if send.kind == "action":
            answer = Arrival(send.thread, "action", send.id, self.now, b"answer")
        return SendResult(send, Fate.SENT, arrival=answer)
