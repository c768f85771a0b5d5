"""Arrivals: kept once, worked on one at a time and in order, by whoever holds the fence."""

from __future__ import annotations

import asyncio

from runtime.stores.base import Store
from runtime.stores.rows import Arrival, Claim
from tests.stores.laws.setting import LEASE, NOON, Law, after, arrival, claimed, do_turn, handed, made


async def an_id_is_accepted_once(one: Store, other: Store) -> None:
    assert await one.accept(arrival("m1"), NOON)
    assert not await one.accept(arrival("m1"), NOON)
    assert not await other.accept(arrival("m1", payload=b"other words"), after(1))
    assert (await claimed(one)).arrival == arrival("m1")


async def an_id_is_of_one_thread_and_one_source(one: Store, _: Store) -> None:
    assert await one.accept(arrival("m1", "t1", "web"), NOON)
    assert await one.accept(arrival("m1", "t1", "desk"), NOON)
    assert await one.accept(arrival("m1", "t2", "web"), NOON)
    assert (await one.counts()).arrivals == 3


async def an_id_stays_known_after_its_turn(one: Store, other: Store) -> None:
    await one.accept(arrival("m1"), NOON)
    await do_turn(one, made())
    assert not await other.accept(arrival("m1"), after(7 * 86_400))
    assert await one.claim_turn("w1", after(7 * 86_400), LEASE) is None


async def one_of_many_equal_ones_is_accepted(one: Store, other: Store) -> None:
    stores = [one, other] * 10
    kept = await asyncio.gather(*[store.accept(arrival("m1"), NOON) for store in stores])
    assert kept.count(True) == 1


async def a_thread_is_worked_on_oldest_first(one: Store, other: Store) -> None:
    for number in range(5):
        await (one, other)[number % 2].accept(arrival(f"m{number}"), NOON)
    order = [(await do_turn(one, made(turn + 1))).arrival.id for turn in range(5)]
    assert order == ["m0", "m1", "m2", "m3", "m4"]


async def the_order_is_that_of_accepting_whatever_the_times_say(one: Store, _: Store) -> None:
    await one.accept(Arrival("t1", "web", "late", after(60), b""), after(60))
    await one.accept(Arrival("t1", "web", "early", NOON, b""), NOON)
    assert (await claimed(one, after(60))).arrival.id == "late"


async def a_thread_has_one_worker_at_a_time(one: Store, other: Store) -> None:
    await one.accept(arrival("m1"), NOON)
    await one.accept(arrival("m2"), NOON)
    assert await one.claim_turn("w1", NOON, LEASE) is not None
    assert await one.claim_turn("w1", NOON, LEASE) is None
    assert await other.claim_turn("w2", NOON, LEASE) is None


async def what_arrives_meanwhile_frees_nobodys_thread(one: Store, other: Store) -> None:
    await one.accept(arrival("m1"), NOON)
    claim = await claimed(one)
    await other.accept(arrival("m2"), NOON)
    assert await other.claim_turn("w2", NOON, LEASE) is None
    await one.release_turn(claim, after(5), "no answer")
    await other.accept(arrival("m3"), NOON)
    assert await other.claim_turn("w2", NOON, LEASE) is None
    assert (await claimed(other, after(5))).arrival.id == "m1"


async def threads_do_not_wait_for_each_other(one: Store, other: Store) -> None:
    for thread in ("t1", "t2", "t3"):
        await one.accept(arrival("m1", thread), NOON)
    taken = [await store.claim_turn("w", NOON, LEASE) for store in (one, other, one, other)]
    assert [claim.arrival.thread if claim else None for claim in taken] == ["t1", "t2", "t3", None]


async def every_claim_goes_to_one_worker(one: Store, other: Store) -> None:
    for thread in range(20):
        await one.accept(arrival("m1", f"t{thread}"), NOON)
    taken = await asyncio.gather(*[s.claim_turn("w", NOON, LEASE) for s in [one, other] * 15])
    threads = [claim.arrival.thread for claim in taken if claim is not None]
    assert sorted(threads) == sorted(f"t{thread}" for thread in range(20))


async def the_first_claim_has_no_state(one: Store, _: Store) -> None:
    await one.accept(arrival("m1"), NOON)
    claim = await claimed(one)
    assert (claim.state, claim.artifact, claim.turn, claim.attempts) == (None, None, 0, 1)
    assert claim.arrival == arrival("m1")


async def a_later_claim_has_the_state_of_the_last_turn(one: Store, other: Store) -> None:
    await one.accept(arrival("m1"), NOON)
    await do_turn(one, made(1))
    await one.accept(arrival("m2"), NOON)
    claim = await claimed(other)
    assert (claim.state, claim.artifact, claim.turn) == (b"state 1", "artifact-1", 1)


async def a_claim_counts_before_the_work_is_done(one: Store, other: Store) -> None:
    await one.accept(arrival("m1"), NOON)
    counted = [(await claimed((one, other)[n % 2], after(31 * n))).attempts for n in range(6)]
    assert counted == [1, 2, 3, 4, 5, 6]


async def a_lease_that_ran_out_is_taken_over(one: Store, other: Store) -> None:
    await one.accept(arrival("m1"), NOON)
    first = await claimed(one)
    assert await other.claim_turn("w2", after(29.9), LEASE) is None
    second = await claimed(other, after(30), "w2")
    assert second.fence > first.fence
    assert second.arrival == first.arrival


async def a_paused_worker_cannot_commit_when_another_has_claimed(one: Store, other: Store) -> None:
    await one.accept(arrival("m1"), NOON)
    paused = await claimed(one)
    taken_over = await claimed(other, after(31), "w2")
    assert not await one.commit_turn(paused, made(1), after(32))
    assert await one.state("t1") is None
    assert await other.commit_turn(taken_over, made(1), after(33))
    assert not await one.commit_turn(paused, made(1), after(34))
    assert len(await one.history("t1")) == 1


async def a_paused_worker_may_commit_while_nobody_has_claimed(one: Store, other: Store) -> None:
    await one.accept(arrival("m1"), NOON)
    paused = await claimed(one)
    assert await one.commit_turn(paused, made(1), after(3_600))
    assert await other.claim_turn("w2", after(3_600), LEASE) is None


async def what_is_given_back_waits_for_its_time(one: Store, other: Store) -> None:
    await one.accept(arrival("m1"), NOON)
    await one.accept(arrival("m2"), NOON)
    claim = await claimed(one)
    await one.release_turn(claim, after(5), "no answer")
    assert await other.claim_turn("w2", after(4.9), LEASE) is None
    again = await claimed(other, after(5), "w2")
    assert (again.arrival.id, again.attempts) == ("m1", 2)


async def what_is_given_back_cannot_be_committed(one: Store, _: Store) -> None:
    await one.accept(arrival("m1"), NOON)
    claim = await claimed(one)
    await one.release_turn(claim, after(5), "no answer")
    assert not await one.commit_turn(claim, made(1), NOON)
    assert await one.state("t1") is None


async def an_old_fence_gives_nothing_back(one: Store, other: Store) -> None:
    await one.accept(arrival("m1"), NOON)
    old = await claimed(one)
    await claimed(other, after(31), "w2")
    await one.release_turn(old, after(32), "woke up late")
    assert await one.claim_turn("w3", after(33), LEASE) is None


async def a_poisonous_arrival_is_replaced_at_the_head(one: Store, other: Store) -> None:
    await one.accept(arrival("m1"), NOON)
    await one.accept(arrival("m2"), NOON)
    claim = await claimed(one)
    await one.replace_arrival(claim, arrival("crash:m1", source="crash"), "five crashes")
    replaced = await claimed(other)
    assert (replaced.arrival.id, replaced.arrival.source, replaced.attempts) == ("crash:m1", "crash", 1)
    assert await other.commit_turn(replaced, made(1), NOON)
    assert (await claimed(one)).arrival.id == "m2"
    assert (await one.counts()).quarantined == 1


async def a_quarantined_id_stays_known(one: Store, other: Store) -> None:
    await one.accept(arrival("m1"), NOON)
    await one.replace_arrival(await claimed(one), arrival("crash:m1"), "five crashes")
    assert not await other.accept(arrival("m1"), after(30 * 86_400))


async def a_replacement_can_be_replaced(one: Store, _: Store) -> None:
    await one.accept(arrival("m1"), NOON)
    await one.replace_arrival(await claimed(one), arrival("crash:m1"), "five crashes")
    await one.replace_arrival(await claimed(one), arrival("crash:crash:m1"), "five more")
    assert (await claimed(one)).arrival.id == "crash:crash:m1"
    assert (await one.counts()).quarantined == 2


async def a_replacement_known_before_leaves_the_place_empty(one: Store, _: Store) -> None:
    await one.accept(arrival("m1"), NOON)
    await do_turn(one, made(1))
    await one.accept(arrival("m2"), NOON)
    await one.accept(arrival("m3"), NOON)
    await one.replace_arrival(await claimed(one), arrival("m1"), "five crashes")
    assert (await claimed(one)).arrival.id == "m3"


async def an_old_fence_replaces_nothing(one: Store, other: Store) -> None:
    await one.accept(arrival("m1"), NOON)
    old = await claimed(one)
    await claimed(other, after(31), "w2")
    await one.replace_arrival(old, arrival("crash:m1"), "woke up late")
    assert (await one.counts()).quarantined == 0
    assert (await claimed(one, after(62))).arrival.id == "m1"


async def the_longest_waiting_thread_comes_first(one: Store, _: Store) -> None:
    for thread in ("t3", "t1", "t2"):
        await one.accept(arrival("m1", thread), NOON)
    retried = await claimed(one)
    await one.release_turn(retried, after(1), "try again")
    assert retried.arrival.thread == "t3"
    assert [(await claimed(one, after(2))).arrival.thread for _ in range(2)] == ["t3", "t1"]
    await one.accept(arrival("m1", "t4"), after(2))
    await one.release_turn(await claimed(one, after(2)), after(3), "try again")
    newest = await claimed(one, after(2))
    assert newest.arrival.thread == "t4"
    await one.release_turn(newest, after(3), "try again")
    await one.accept(arrival("m1", "t5"), after(3))
    assert [(await claimed(one, after(3))).arrival.thread for _ in range(3)] == ["t2", "t4", "t5"]


async def what_is_ready_goes_before_a_later_one_that_is_tried_again(one: Store, _: Store) -> None:
    await one.accept(arrival("m1", "first"), NOON)
    first = await claimed(one)
    await one.accept(arrival("m1", "second"), NOON)
    second = await claimed(one)
    assert await one.commit_turn(first, made(1), NOON)
    await one.accept(arrival("m2", "third"), NOON)
    await one.accept(arrival("m3", "fourth"), NOON)
    third, fourth = await claimed(one), await claimed(one)
    await one.release_turn(fourth, after(1), "try again")
    await one.release_turn(second, after(9), "try again")
    await one.replace_arrival(third, arrival("crash", "third"), "poison")
    order = [(await claimed(one, after(2))).arrival.thread for _ in range(2)]
    assert order == ["third", "fourth"]


async def a_clock_set_back_hides_nothing_that_is_ready(one: Store, _: Store) -> None:
    await one.accept(arrival("m1"), NOON)
    assert (await claimed(one, after(-86_400))).arrival.id == "m1"


async def names_may_be_any_text(one: Store, other: Store) -> None:
    for name in ("x" * 10_000, "\U0001f9fe" * 100, "a\0b", "\ud800", "", "' OR 1=1 --"):
        await one.accept(arrival(name, name), NOON)
        assert not await other.accept(arrival(name, name), NOON)
        claim: Claim = await claimed(one)
        assert await one.commit_turn(claim, made(1), NOON)
        assert await other.state(name) == b"state 1"
        assert await other.state(claim.arrival.thread) == b"state 1"


async def payloads_come_back_byte_for_byte(one: Store, other: Store) -> None:
    payload = bytes(range(256)) * 4_096
    await one.accept(arrival("m1", payload=payload), NOON)
    assert (await claimed(other)).arrival.payload == payload


async def an_arrival_may_be_handed_out_when_it_is_accepted(one: Store, other: Store) -> None:
    for turn in range(2):
        claim = await handed(one, arrival(f"m{turn}"))
        assert claim is not None
        assert (claim.arrival, claim.attempts, claim.turn) == (arrival(f"m{turn}"), 1, turn)
        assert claim.state == (b"state 1" if turn else None)
        assert await other.claim_turn("w2", NOON, LEASE) is None
        assert await other.commit_turn(claim, made(turn + 1), NOON)
    assert len(await one.history("t1")) == 2


async def nothing_is_handed_out_before_its_turn(one: Store, other: Store) -> None:
    await one.accept(arrival("m1"), NOON)
    first = await handed(one, arrival("m2"))
    assert first is not None
    assert first.arrival.id == "m1"
    assert await handed(other, arrival("m3")) is None
    assert await other.commit_turn(first, made(1), NOON)
    order = [(await do_turn(one, made(turn))).arrival.id for turn in (2, 3)]
    assert order == ["m2", "m3"]


async def what_is_given_back_is_overtaken_by_nothing_handed_out(one: Store, _: Store) -> None:
    await one.accept(arrival("m1"), NOON)
    await one.release_turn(await claimed(one), after(5), "try again")
    assert await handed(one, arrival("m2")) is None
    assert (await claimed(one, after(5))).arrival.id == "m1"


async def what_was_handed_out_comes_back_with_its_lease(one: Store, other: Store) -> None:
    lost = await handed(one, arrival("m1"))
    assert lost is not None
    assert await one.next_due() == after(30)
    again = await claimed(other, after(31), "w2")
    assert (again.arrival.id, again.attempts) == ("m1", 2)
    assert not await one.commit_turn(lost, made(1), after(32))
    assert await other.commit_turn(again, made(1), after(33))


async def what_was_accepted_before_is_not_handed_out(one: Store, other: Store) -> None:
    claim = await handed(one, arrival("m1"))
    assert claim is not None
    assert await handed(other, arrival("m1")) is None
    assert await one.commit_turn(claim, made(1), NOON)
    assert await handed(other, arrival("m1")) is None


LAWS: tuple[Law, ...] = (
    an_arrival_may_be_handed_out_when_it_is_accepted,
    nothing_is_handed_out_before_its_turn,
    what_is_given_back_is_overtaken_by_nothing_handed_out,
    what_was_handed_out_comes_back_with_its_lease,
    what_was_accepted_before_is_not_handed_out,
    an_id_is_accepted_once,
    an_id_is_of_one_thread_and_one_source,
    an_id_stays_known_after_its_turn,
    one_of_many_equal_ones_is_accepted,
    a_thread_is_worked_on_oldest_first,
    the_order_is_that_of_accepting_whatever_the_times_say,
    a_thread_has_one_worker_at_a_time,
    what_arrives_meanwhile_frees_nobodys_thread,
    threads_do_not_wait_for_each_other,
    every_claim_goes_to_one_worker,
    the_first_claim_has_no_state,
    a_later_claim_has_the_state_of_the_last_turn,
    a_claim_counts_before_the_work_is_done,
    a_lease_that_ran_out_is_taken_over,
    a_paused_worker_cannot_commit_when_another_has_claimed,
    a_paused_worker_may_commit_while_nobody_has_claimed,
    what_is_given_back_waits_for_its_time,
    what_is_given_back_cannot_be_committed,
    an_old_fence_gives_nothing_back,
    a_poisonous_arrival_is_replaced_at_the_head,
    a_quarantined_id_stays_known,
    a_replacement_can_be_replaced,
    a_replacement_known_before_leaves_the_place_empty,
    an_old_fence_replaces_nothing,
    the_longest_waiting_thread_comes_first,
    what_is_ready_goes_before_a_later_one_that_is_tried_again,
    a_clock_set_back_hides_nothing_that_is_ready,
    names_may_be_any_text,
    payloads_come_back_byte_for_byte,
)
