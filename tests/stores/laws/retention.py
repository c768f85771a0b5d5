"""Retention: what goes when its time is over, what stays, and what a person asks to be forgotten."""

from __future__ import annotations

from dataclasses import replace

from runtime.stores.base import Store
from runtime.stores.rows import Fate, TimerRow
from tests.stores.laws.setting import (
    DAY,
    LEASE,
    NOON,
    Law,
    after,
    arrival,
    claimed,
    do_turn,
    fates,
    forget,
    handover,
    ids,
    look,
    made,
    mark,
    row,
    send_out,
    sends,
)


async def nothing_goes_before_its_time(one: Store, _: Store) -> None:
    await send_out(one, row("o1"))
    await one.put_handover(replace(handover("h"), ended=NOON))
    (send,) = await sends(one)
    await mark(one, send, Fate.SENT)
    before = await look(one)
    assert await forget(one, 9.9) == 0
    assert await look(one) == before


async def words_go_after_the_transcript(one: Store, other: Store) -> None:
    await send_out(one, row("sent"))
    (send,) = await sends(one)
    await mark(one, send, Fate.SENT)
    await send_out(one, row("dead"), id_="m2")
    (send,) = await sends(one)
    await mark(one, send, Fate.DEAD)
    await one.accept(arrival("poison", "t2"), NOON)
    await one.replace_arrival(await claimed(one), arrival("crash", "t2", "crash"), "poison")
    await do_turn(one, made(3))
    assert (await one.counts()).quarantined == 1
    assert await forget(one, 10) > 0
    assert await fates(other) == {}
    assert await other.history("t1") == ()
    assert (await other.state("t1"), await other.state("t2")) == (b"quiet 1", b"quiet 3")
    assert (await other.counts()).quarantined == 0
    assert await forget(one, 10) == 0


async def what_waits_stays(one: Store, _: Store) -> None:
    await send_out(one, row("waits", epoch=None))
    await one.accept(arrival("m2"), NOON)
    await one.put_handover(handover("open"))
    await forget(one, 99)
    assert await fates(one) == {"waits": "waiting"}
    assert (await claimed(one)).arrival.id == "m2"
    found = await one.handover("open")
    assert found is not None
    assert found.record == b"record"


async def a_turn_brings_its_words_back_under_retention(one: Store, _: Store) -> None:
    await send_out(one)
    await forget(one, 10)
    await one.accept(arrival("m2"), NOON + 11 * DAY)
    await do_turn(one, made(2), NOON + 11 * DAY)
    assert await forget(one, 20) == 0
    assert await one.state("t1") == b"state 2"
    assert await forget(one, 21) > 0
    assert await one.state("t1") == b"quiet 2"


async def a_handover_is_masked_once_and_then_goes(one: Store, other: Store) -> None:
    await one.put_handover(replace(handover("h"), ended=NOON))
    assert await forget(one, 10) == 1
    found = await other.handover("h")
    assert found is not None
    assert found.record == b"masked record"
    assert await forget(one, 19.9) == 0
    await forget(one, 20)
    assert await other.handover("h") is None


async def a_customer_who_stays_away_is_forgotten(one: Store, other: Store) -> None:
    timers = (TimerRow("idle", NOON + 99 * DAY, b"words"),)
    await one.accept(arrival("m1"), NOON)
    await do_turn(one, made(timers=timers))
    await forget(one, 29.9)
    assert await other.state("t1") is not None
    await forget(one, 30)
    assert await other.state("t1") is None
    counts = await other.counts()
    assert (counts.threads, counts.timers) == (0, 0)
    assert await one.accept(arrival("m1"), NOON + 30 * DAY) is True  # a customer like any other


async def a_customer_is_erased_whole_and_others_are_not(one: Store, other: Store) -> None:
    await one.put_handover(handover("h"))
    await send_out(one, row("o1"), row("o2", "t1/desk"))
    await one.accept(arrival("m2"), NOON)
    await one.accept(arrival("m4", "t2"), NOON)
    under_way = await claimed(one)
    assert under_way.arrival.thread == "t1"
    assert await one.erase("t1") is True
    assert await one.erase("t1") is False
    assert await one.commit_turn(under_way, made(2), NOON) is False
    assert await other.state("t1") is None
    assert await other.handover("h") is None
    assert await fates(other) == {}
    assert await sends(other) == ()
    assert (await claimed(other)).arrival.thread == "t2"
    assert await one.claim_turn("w1", after(1), LEASE) is None


async def what_was_claimed_before_an_erase_is_never_good_again(one: Store, other: Store) -> None:
    await send_out(one, row("o1"))
    (old_send,) = await sends(one)
    await one.accept(arrival("m2"), NOON)
    old = await claimed(one)
    assert await one.erase("t1") is True

    async def comes_back() -> None:
        """The same customer writes the same words: the same ids, claimed by another worker as often."""
        await other.accept(arrival("m1"), after(1))
        await other.commit_turn(await claimed(other, after(1), "w2"), made(outbox=(row("o1"),)), after(1))
        await other.accept(arrival("m2"), after(1))
        await claimed(other, after(1), "w2")
        assert ids(await sends(other, after(1), worker="w2")) == ["o1"]

    await comes_back()
    before = await look(other)
    assert await one.commit_turn(old, made(2), after(2)) is False
    await one.release_turn(old, after(2), "old")
    await one.replace_arrival(old, arrival("m3"), "old")
    await mark(one, old_send, Fate.DEAD, after(2))
    assert await one.is_wanted(old_send, after(2)) is False
    assert await look(other) == before


LAWS: tuple[Law, ...] = (
    nothing_goes_before_its_time,
    words_go_after_the_transcript,
    what_waits_stays,
    a_turn_brings_its_words_back_under_retention,
    a_handover_is_masked_once_and_then_goes,
    a_customer_who_stays_away_is_forgotten,
    a_customer_is_erased_whole_and_others_are_not,
    what_was_claimed_before_an_erase_is_never_good_again,
)
