"""What the laws are told with: a moment, short makers of rows, and a look at all that a store shows."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from runtime.stores.base import Store
from runtime.stores.rows import (
    Arrival,
    Claim,
    Commit,
    Fate,
    HandoverRow,
    Kept,
    OutboxRow,
    Send,
    SendResult,
    Taker,
    TimerRow,
)

Law = Callable[[Store, Store], Awaitable[None]]
"""A law is told to two store objects on the same data, as two processes would hold them."""

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
LEASE = timedelta(seconds=30)
DAY = timedelta(days=1)
KEPT = Kept(
    transcript=10 * DAY,
    handover=20 * DAY,
    customer=30 * DAY,
    without_words=lambda state: b"quiet " + state[-1:],
    masked=lambda record: b"masked " + record,
)
ALL_FATES = ("waiting", *(fate.value for fate in Fate))


def after(seconds: float) -> datetime:
    """Return a time after noon (before it, if negative)."""
    return NOON + timedelta(seconds=seconds)


def arrival(id_: str, thread: str = "t1", source: str = "web", payload: bytes = b"hai") -> Arrival:
    return Arrival(thread, source, id_, NOON, payload)


def made(
    turn: int = 1,
    *,
    outbox: tuple[OutboxRow, ...] = (),
    timers: tuple[TimerRow, ...] = (),
    cleared: tuple[str, ...] = (),
    handovers: tuple[HandoverRow, ...] = (),
    epoch: int = 0,
) -> Commit:
    return Commit(
        state=b"state %d" % turn,
        artifact="artifact-1",
        turn=turn,
        epoch=epoch,
        event=b"event %d" % turn,
        digest=f"digest {turn}",
        trace=b"trace %d" % turn,
        outbox=outbox,
        timers=timers,
        cleared=cleared,
        handovers=handovers,
    )


def row(
    id_: str,
    lane: str = "t1/out",
    *,
    kind: str = "message",
    epoch: int | None = None,
    expires: datetime | None = None,
    said: bool = False,
) -> OutboxRow:
    return OutboxRow(id_, lane, kind, b"words of " + id_.encode(), epoch, expires, said)


def handover(
    id_: str,
    state: str = "queued",
    *,
    division: str = "cs",
    created: datetime = NOON,
    queued: datetime | None = None,
    accepted: datetime | None = None,
) -> HandoverRow:
    return HandoverRow(id_, "t1", division, state, b"record", created, queued, accepted)


async def claimed(store: Store, now: datetime = NOON, worker: str = "w1") -> Claim:
    """Claim a turn; there must be one."""
    claim = await store.claim_turn(worker, now, LEASE)
    assert claim is not None
    return claim


async def do_turn(store: Store, commit: Commit, now: datetime = NOON) -> Claim:
    """Claim and commit; it must work."""
    claim = await claimed(store, now)
    assert await store.commit_turn(claim, commit, now)
    return claim


async def send_out(store: Store, *rows: OutboxRow, thread: str = "t1", id_: str = "m1") -> None:
    """Get rows into the outbox, by a turn."""
    await store.accept(arrival(id_, thread), NOON)
    await do_turn(store, made(outbox=rows))


async def sends(store: Store, now: datetime = NOON, limit: int = 10, worker: str = "w1") -> tuple[Send, ...]:
    return await store.claim_sends(worker, now, LEASE, limit)


async def handed(store: Store, accepted: Arrival) -> Claim | None:
    """Accept for a worker who makes the turn at once: what he is given, or else claims as soon as he may."""
    given, claimable = list[Claim](), list[bool]()
    await store.accept(accepted, NOON, lambda: claimable.append(True), Taker("w1", LEASE, given.append))
    assert len(given) + len(claimable) == 1
    return given[0] if given else await store.claim_turn("w1", NOON, LEASE)


async def taken(store: Store, *rows: OutboxRow, id_: str = "m1", epoch: int = 0) -> tuple[Send, ...]:
    """Keep rows by a turn whose worker takes what he is given, and claims what he is not."""
    await store.accept(arrival(id_), NOON)
    claim, given = await claimed(store), list[tuple[Send, ...]]()
    taker = Taker("w1", LEASE, given.append)
    assert await store.commit_turn(claim, made(outbox=rows, epoch=epoch), NOON, taker)
    assert len(given) <= 1
    return tuple(sorted([*sum(given, ()), *await sends(store)], key=lambda send: send.id))


async def mark(store: Store, send: Send, fate: Fate, now: datetime = NOON) -> None:
    await store.mark_sends((SendResult(send, fate),), now)


def ids(found: tuple[Send, ...]) -> list[str]:
    return [send.id for send in found]


async def fates(store: Store) -> dict[str, str]:
    """Return the state of every outbox row."""
    return {entry.id: entry.state for entry in await store.outbox(ALL_FATES, 1_000)}


async def look(store: Store, threads: tuple[str, ...] = ("t1", "t2")) -> tuple[object, ...]:
    """Return all that a store shows of its data."""
    return (
        await store.counts(),
        await store.next_due(),
        await store.outbox(ALL_FATES, 1_000),
        await store.handovers((), 1_000),
        await store.artifact("artifact-1"),
        *[
            (await store.state(t), await store.history(t), await store.published(t, 0, 1_000))
            for t in threads
        ],
    )


async def forget(store: Store, days: float) -> int:
    """Let retention take all it takes after so many days; return how many rows those were."""
    took = 0
    while more := await store.expire(KEPT, NOON + days * DAY):
        took += more
    return took
