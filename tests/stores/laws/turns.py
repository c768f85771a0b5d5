"""Turns: all of a commit or nothing, once; its past stays readable; timers and handovers go with it."""

from __future__ import annotations

import asyncio

from runtime.stores.base import Store
from runtime.stores.rows import PastTurn, TimerRow
from tests.stores.laws.setting import (
    LEASE,
    NOON,
    Law,
    after,
    arrival,
    claimed,
    do_turn,
    handover,
    ids,
    look,
    made,
    row,
    sends,
)


def _timer(name: str, due_s: float, payload: bytes = b"ring") -> TimerRow:
    return TimerRow(name, after(due_s), payload)


async def a_commit_keeps_all_of_it(one: Store, other: Store) -> None:
    await one.accept(arrival("m1"), NOON)
    await do_turn(one, made(outbox=(row("o1"),), timers=(_timer("idle", 60),), handovers=(handover("h1"),)))
    counts = await other.counts()
    assert (counts.arrivals, counts.sends, counts.timers) == (0, 1, 1)
    assert await other.state("t1") == b"state 1"
    assert await other.handover("h1") == handover("h1")
    assert await other.history("t1") == (PastTurn(1, "artifact-1", b"event 1", "digest 1", b"trace 1"),)


async def a_refused_commit_keeps_nothing_of_it(one: Store, other: Store) -> None:
    await one.accept(arrival("m1"), NOON)
    paused = await claimed(one)
    await claimed(other, after(31), "w2")
    before = await look(one)
    full = made(outbox=(row("o1"),), timers=(_timer("idle", 60),), handovers=(handover("h1"),))
    assert not await one.commit_turn(paused, full, after(32))
    assert await look(one) == before


async def a_commit_is_done_once_however_often_it_is_told(one: Store, other: Store) -> None:
    await one.accept(arrival("m1"), NOON)
    claim = await claimed(one)
    commit = made(outbox=(row("o1"),), timers=(_timer("idle", 60),))
    assert await one.commit_turn(claim, commit, NOON)
    before = await look(one)
    assert await one.commit_turn(claim, commit, NOON)
    assert await other.commit_turn(claim, commit, NOON)
    assert await look(one) == before


async def a_late_repeat_still_says_that_it_happened(one: Store, other: Store) -> None:
    await one.accept(arrival("m1"), NOON)
    first = await do_turn(one, made(1))
    await one.accept(arrival("m2"), NOON)
    await do_turn(other, made(2))
    assert await one.commit_turn(first, made(1), NOON)
    assert await one.state("t1") == b"state 2"


async def one_of_two_equal_commits_at_once_counts(one: Store, other: Store) -> None:
    await one.accept(arrival("m1"), NOON)
    claim = await claimed(one)
    told = await asyncio.gather(*[s.commit_turn(claim, made(1), NOON) for s in (one, other, one, other)])
    assert told == [True, True, True, True]
    assert len(await one.history("t1")) == 1


async def the_next_arrival_is_free_after_the_commit(one: Store, other: Store) -> None:
    await one.accept(arrival("m1"), NOON)
    await one.accept(arrival("m2"), NOON)
    await do_turn(one, made(1))
    assert (await claimed(other)).arrival.id == "m2"


async def the_past_is_in_order(one: Store, other: Store) -> None:
    for turn in range(1, 12):
        await one.accept(arrival(f"m{turn}"), NOON)
        await do_turn(one, made(turn))
    assert [past.turn for past in await other.history("t1")] == list(range(1, 12))
    assert await other.history("nobody") == ()


async def an_artifact_is_kept_under_its_name(one: Store, other: Store) -> None:
    await one.put_artifact("sha256:1", b"{}")
    assert await other.artifact("sha256:1") == b"{}"
    assert await other.artifact("sha256:2") is None


async def a_timer_rings_when_it_is_due(one: Store, other: Store) -> None:
    await one.accept(arrival("m1"), NOON)
    await do_turn(one, made(timers=(_timer("idle", 60, b"you there?"),)))
    assert await other.fire_timers(after(59.9), 10) == 0
    assert await other.fire_timers(after(60), 10) == 1
    rung = (await claimed(one, after(60))).arrival
    assert (rung.thread, rung.source, rung.at, rung.payload) == ("t1", "timer", after(60), b"you there?")
    assert "idle" in rung.id


async def a_timer_rings_once_for_all_workers(one: Store, other: Store) -> None:
    for thread in range(10):
        await one.accept(arrival("m1", f"t{thread}"), NOON)
        await do_turn(one, made(timers=(_timer("idle", 1), _timer("sla", 2))))
    fired = await asyncio.gather(*[s.fire_timers(after(5), 3) for s in [one, other] * 10])
    assert sum(fired) == 20
    assert (await one.counts()).arrivals == 20
    assert await one.fire_timers(after(5), 10) == 0


async def a_timer_that_is_set_again_replaces_the_old_one(one: Store, _: Store) -> None:
    for turn, due in ((1, 60), (2, 120)):
        await one.accept(arrival(f"m{turn}"), NOON)
        await do_turn(one, made(turn, timers=(_timer("idle", due, b"%d" % due),)))
    assert await one.fire_timers(after(119), 10) == 0
    assert await one.fire_timers(after(120), 10) == 1
    assert (await claimed(one, after(120))).arrival.payload == b"120"


async def a_timer_that_rang_can_be_set_again(one: Store, _: Store) -> None:
    for turn in (1, 2, 3):
        await one.accept(arrival(f"m{turn}"), NOON)
        await do_turn(one, made(turn, timers=(_timer("idle", 60),)))
        assert await one.fire_timers(after(60), 10) == 1
        await do_turn(one, made(turn))
    assert await one.claim_turn("w1", after(60), LEASE) is None


async def a_cleared_timer_never_rings(one: Store, _: Store) -> None:
    await one.accept(arrival("m1"), NOON)
    await do_turn(one, made(1, timers=(_timer("idle", 60), _timer("sla", 60))))
    await one.accept(arrival("m2"), NOON)
    await do_turn(one, made(2, cleared=("idle", "unheard of")))
    assert await one.fire_timers(after(60), 10) == 1
    assert "sla" in (await claimed(one, after(60))).arrival.id


async def a_timer_cleared_and_set_in_one_turn_is_set(one: Store, _: Store) -> None:
    await one.accept(arrival("m1"), NOON)
    await do_turn(one, made(1, timers=(_timer("idle", 60),), cleared=("idle",)))
    assert (await one.counts()).timers == 1


async def overdue_timers_ring_in_the_order_they_were_due(one: Store, _: Store) -> None:
    await one.accept(arrival("m1"), NOON)
    await do_turn(one, made(1, timers=(_timer("c", 10), _timer("a", 30), _timer("b", 20))))
    assert [await one.fire_timers(after(600), 1) for _ in range(4)] == [1, 1, 1, 0]
    rung = [(await do_turn(one, made(2), after(600))).arrival.id for _ in range(3)]
    assert [id_[-1] for id_ in rung] == ["c", "b", "a"]


async def a_send_waits_behind_no_turn(one: Store, other: Store) -> None:
    await one.accept(arrival("m1"), NOON)
    await do_turn(one, made(outbox=(row("o1"),)))
    await one.accept(arrival("m2"), NOON)
    await claimed(one)
    assert ids(await sends(other)) == ["o1"]


async def threads_are_listed_page_by_page(one: Store, other: Store) -> None:
    for name in ("t3", "t1", "t2", "x" * 300):
        await one.accept(arrival("m1", name), NOON)
    assert await other.threads("", 0) == ()
    listed: list[str] = []
    while page := await other.threads(listed[-1] if listed else "", 3):
        listed += page
        assert len(page) <= 3
    assert len(listed) == len(set(listed)) == 4
    assert {"t1", "t2", "t3"} < set(listed)
    for _ in listed:
        await do_turn(one, made())
    assert [len(await other.history(name)) for name in listed] == [1, 1, 1, 1]
    assert await one.erase("t2")
    assert "t2" not in await other.threads("", 9)


LAWS: tuple[Law, ...] = (
    threads_are_listed_page_by_page,
    a_commit_keeps_all_of_it,
    a_refused_commit_keeps_nothing_of_it,
    a_commit_is_done_once_however_often_it_is_told,
    a_late_repeat_still_says_that_it_happened,
    one_of_two_equal_commits_at_once_counts,
    the_next_arrival_is_free_after_the_commit,
    the_past_is_in_order,
    an_artifact_is_kept_under_its_name,
    a_timer_rings_when_it_is_due,
    a_timer_rings_once_for_all_workers,
    a_timer_that_is_set_again_replaces_the_old_one,
    a_timer_that_rang_can_be_set_again,
    a_cleared_timer_never_rings,
    a_timer_cleared_and_set_in_one_turn_is_set,
    overdue_timers_ring_in_the_order_they_were_due,
    a_send_waits_behind_no_turn,
)
