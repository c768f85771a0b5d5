"""Sends: in order within a lane, each with one holder, and what becomes of those that do not arrive."""

from __future__ import annotations

import asyncio

import pytest

from runtime.stores.base import Store
from runtime.stores.rows import Fate, OutboxRow, Send, SendResult, Taker
from tests.stores.laws.setting import (
    LEASE,
    NOON,
    Law,
    after,
    arrival,
    claimed,
    do_turn,
    fates,
    ids,
    made,
    mark,
    row,
    send_out,
    sends,
    taken,
)


async def a_lane_gives_one_at_a_time_in_order(one: Store, other: Store) -> None:
    await send_out(one, row("o1"), row("o2"), row("o3"))
    order: list[str] = []
    for _ in range(3):
        (send,) = await sends(other)
        assert await sends(one) == ()
        order.append(send.id)
        await mark(other, send, Fate.SENT)
    assert order == ["o1", "o2", "o3"]
    assert await sends(one) == ()


async def lanes_do_not_wait_for_each_other(one: Store, _: Store) -> None:
    await send_out(one, row("a1", "a"), row("a2", "a"), row("b1", "b"), row("c1", "c"))
    first = await sends(one, limit=2)
    assert ids(first) == ["a1", "b1"]
    assert ids(await sends(one)) == ["c1"]
    await one.mark_sends((SendResult(first[0], Fate.LATER, after(60)),), NOON)
    await mark(one, first[1], Fate.SENT)
    assert await sends(one) == ()


async def the_longest_waiting_lane_comes_first(one: Store, _: Store) -> None:
    await send_out(one, row("a1", "a"), row("a2", "a"), row("b1", "b"), row("c1", "c"))
    a1, b1, c1 = await sends(one)
    await send_out(one, row("d1", "d"), id_="m2")
    for send in (c1, b1):
        await one.mark_sends((SendResult(send, Fate.LATER, after(1)),), NOON)
    await mark(one, a1, Fate.SENT)
    assert ids(await sends(one, after(1), limit=1)) == ["a2"]
    assert ids(await sends(one, after(1), limit=1)) == ["b1"]
    assert ids(await sends(one, after(1))) == ["c1", "d1"]


async def a_send_has_one_holder(one: Store, other: Store) -> None:
    await send_out(one, *[row(f"o{n}", f"lane{n}") for n in range(20)])
    taken = await asyncio.gather(*[sends(s, limit=3) for s in [one, other] * 6])
    assert sorted(id_ for found in taken for id_ in ids(found)) == sorted(f"o{n}" for n in range(20))


async def a_send_is_as_it_was_committed(one: Store, other: Store) -> None:
    await send_out(one, row("o1", kind="action"))
    (send,) = await sends(other)
    assert (send.id, send.thread, send.kind, send.payload) == ("o1", "t1", "action", b"words of o1")
    assert (send.attempts, send.created, send.interrupted, send.expires) == (1, NOON, False, None)
    await send_out(one, row("o2", "b", expires=after(600)), id_="m2")
    (send,) = await sends(other)
    assert send.expires == after(600)


async def an_attempt_counts_before_it_is_made(one: Store, other: Store) -> None:
    await send_out(one, row("o1"))
    counted = [(await sends((one, other)[n % 2], after(31 * n)))[0].attempts for n in range(5)]
    assert counted == [1, 2, 3, 4, 5]


async def an_attempt_nobody_marked_is_told_to_the_next(one: Store, other: Store) -> None:
    await send_out(one, row("o1"))
    await sends(one)
    (again,) = await sends(other, after(31))
    assert again.interrupted
    await other.mark_sends((SendResult(again, Fate.LATER, after(40)),), after(32))
    (third,) = await sends(one, after(40))
    assert not third.interrupted


async def an_attempt_that_may_have_arrived_is_told_to_all_that_follow(one: Store, other: Store) -> None:
    await send_out(one, row("o1", expires=after(60)))
    for second, unsure in ((0, False), (1, True), (2, False)):
        (send,) = await sends(one, after(second))
        later = SendResult(send, Fate.LATER, after(second + 1), unsure=unsure)
        await one.mark_sends((later,), after(second))
    (last,) = await sends(other, after(3))
    assert last.interrupted
    await other.mark_sends((SendResult(last, Fate.LATER, after(61)),), after(4))
    assert await sends(one, after(61)) == ()
    assert await fates(one) == {"o1": "unknown"}


async def a_send_tried_later_holds_its_lane_until_then(one: Store, other: Store) -> None:
    await send_out(one, row("o1"), row("o2"))
    (send,) = await sends(one)
    await one.mark_sends((SendResult(send, Fate.LATER, after(5), "503"),), NOON)
    assert await sends(other, after(4.9)) == ()
    (again,) = await sends(other, after(5))
    assert (again.id, again.attempts) == ("o1", 2)


async def every_other_fate_lets_the_next_one_go(one: Store, _: Store) -> None:
    endings = (Fate.SENT, Fate.DEAD, Fate.DROPPED, Fate.UNKNOWN)
    await send_out(one, *[row(f"o{n}") for n in range(len(endings) + 1)])
    for fate in endings:
        (send,) = await sends(one)
        await mark(one, send, fate)
    assert await fates(one) == {
        "o0": "sent",
        "o1": "dead",
        "o2": "dropped",
        "o3": "unknown",
        "o4": "waiting",
    }


async def what_is_said_by_being_kept_is_sent_with_its_turn(one: Store, other: Store) -> None:
    await send_out(one, row("o1", said=True), row("o2", said=True), row("h1", "t1/desk", kind="handover"))
    assert ids(await sends(other)) == ["h1"]
    assert await fates(other) == {"o1": "sent", "o2": "sent", "h1": "waiting"}
    entries = await other.published("t1", 0, 10)
    assert [(entry.id, entry.attempts, entry.sent) for entry in entries] == [("o1", 1, NOON), ("o2", 1, NOON)]
    await send_out(one, row("o2", said=True), row("o3", said=True), id_="m2")
    (last,) = await other.published("t1", entries[-1].seq, 10)
    assert last.id == "o3"


async def what_is_said_stands_behind_what_waits_in_its_lane(one: Store, other: Store) -> None:
    await send_out(one, row("o1"), row("o2", said=True), row("p1", "t1/other", said=True))
    await send_out(one, row("o3", said=True), id_="m2")
    assert await fates(other) == {"o1": "waiting", "o2": "waiting", "o3": "waiting", "p1": "sent"}
    for id_ in ("o1", "o2", "o3"):
        (send,) = await sends(other)
        assert send.id == id_
        await mark(one, send, Fate.SENT)
    seen = [entry.id for entry in await one.published("t1", 0, 10)]
    assert seen == ["p1", "o1", "o2", "o3"]


async def what_nobody_wants_any_more_is_not_said(one: Store, _: Store) -> None:
    await one.accept(arrival("m1"), NOON)
    stale = (row("o1", "a", epoch=0, said=True), row("o2", "b", expires=NOON, said=True))
    await do_turn(one, made(epoch=1, outbox=(*stale, row("o3", "c", epoch=1, said=True))))
    assert await sends(one) == ()
    assert await fates(one) == {"o1": "dropped", "o2": "dropped", "o3": "sent"}


async def a_paused_sender_changes_nothing_when_another_has_claimed(one: Store, other: Store) -> None:
    await send_out(one, row("o1"))
    (paused,) = await sends(one)
    (taken,) = await sends(other, after(31))
    late = SendResult(paused, Fate.SENT, arrival=arrival("answer", source="action"))
    await one.mark_sends((late,), after(32))
    assert await fates(one) == {"o1": "waiting"}
    assert (await one.counts()).arrivals == 0
    await mark(other, taken, Fate.SENT, after(33))
    assert await fates(one) == {"o1": "sent"}


async def a_paused_sender_may_mark_while_nobody_has_claimed(one: Store, other: Store) -> None:
    await send_out(one, row("o1"), row("o2"))
    (paused,) = await sends(one)
    await mark(one, paused, Fate.SENT, after(3_600))
    assert ids(await sends(other, after(3_600))) == ["o2"]


async def an_answer_arrives_with_the_mark(one: Store, other: Store) -> None:
    await send_out(one, row("o1", kind="action"))
    (send,) = await sends(one)
    answer = arrival("o1", source="action", payload=b"found")
    results = (SendResult(send, Fate.SENT, arrival=answer),)
    await one.mark_sends(results, NOON)
    await one.mark_sends(results, NOON)
    await other.mark_sends(results, NOON)
    assert (await one.counts()).arrivals == 1
    assert (await claimed(other)).arrival == answer


async def a_repeated_mark_does_not_undo_what_came_after(one: Store, other: Store) -> None:
    await send_out(one, row("o1"))
    (send,) = await sends(one)
    later = (SendResult(send, Fate.LATER, after(5)),)
    await one.mark_sends(later, NOON)
    (again,) = await sends(other, after(5))
    await one.mark_sends(later, after(6))
    await mark(other, again, Fate.SENT, after(6))
    await one.mark_sends(later, after(7))
    assert await fates(one) == {"o1": "sent"}


async def many_marks_are_one_unit_each_by_its_own_fence(one: Store, other: Store) -> None:
    await send_out(one, row("a1", "a"), row("b1", "b"))
    a1, b1 = await sends(one)
    assert ids(await sends(other, after(31), limit=1)) == ["a1"]
    await one.mark_sends((SendResult(a1, Fate.SENT), SendResult(b1, Fate.SENT)), after(32))
    assert await fates(one) == {"a1": "waiting", "b1": "sent"}


async def an_expired_send_is_dropped(one: Store, _: Store) -> None:
    await send_out(one, row("o1", expires=after(600)), row("o2"), row("o3", expires=after(600)))
    (send,) = await sends(one, after(600))
    assert send.id == "o2"
    await mark(one, send, Fate.SENT, after(600))
    assert await sends(one, after(600)) == ()
    assert await fates(one) == {"o1": "dropped", "o2": "sent", "o3": "dropped"}


async def what_may_have_been_sent_is_unknown_when_it_expires(one: Store, other: Store) -> None:
    await send_out(one, row("o1", "a", expires=after(10)), row("o2", "b", epoch=0), row("o3", "c"))
    await sends(one)  # and this worker dies
    await one.accept(arrival("m2"), NOON)
    await do_turn(one, made(2, epoch=1))
    assert ids(await sends(other, after(31))) == ["o3"]
    assert await fates(one) == {"o1": "unknown", "o2": "unknown", "o3": "waiting"}


async def a_send_of_an_old_owner_is_dropped(one: Store, other: Store) -> None:
    bots, agents, news = row("bot", epoch=0), row("agent"), row("bot again", epoch=1)
    await send_out(one, bots, agents)
    await one.accept(arrival("m2"), NOON)
    await do_turn(other, made(2, epoch=1, outbox=(news,)))
    (send,) = await sends(one)
    assert send.id == "agent"
    await mark(one, send, Fate.SENT)
    assert ids(await sends(other)) == ["bot again"]
    assert (await fates(one))["bot"] == "dropped"


async def a_retry_of_an_old_owner_is_dropped(one: Store, other: Store) -> None:
    await send_out(one, row("bot", epoch=0))
    (send,) = await sends(one)
    await one.accept(arrival("m2"), NOON)
    await do_turn(other, made(2, epoch=1))
    await one.mark_sends((SendResult(send, Fate.LATER, after(1)),), NOON)
    assert await sends(other, after(1)) == ()
    assert await fates(one) == {"bot": "dropped"}


async def a_claimed_send_is_wanted_until_somebody_takes_over(one: Store, other: Store) -> None:
    await send_out(one, row("bot", "a", epoch=0), row("agent", "b"))
    bot, agent = await sends(one)
    assert await other.is_wanted(bot, NOON)
    await one.accept(arrival("m2"), NOON)
    await do_turn(other, made(2, epoch=1))
    assert not await one.is_wanted(bot, NOON)
    assert await one.is_wanted(agent, NOON)


async def a_claimed_send_is_wanted_until_it_expires_is_marked_or_is_claimed_again(
    one: Store, other: Store
) -> None:
    await send_out(one, row("short", "a", expires=after(5)), row("done", "b"), row("lost", "c"))
    short, done, lost = await sends(one)
    assert await one.is_wanted(short, after(4.9))
    assert not await one.is_wanted(short, after(5))
    await mark(one, done, Fate.SENT)
    assert not await one.is_wanted(done, NOON)
    assert await one.is_wanted(lost, after(60))
    assert ids(await sends(other, after(60))) == ["lost"]
    assert not await one.is_wanted(lost, after(60))


async def another_threads_owner_changes_nothing(one: Store, _: Store) -> None:
    await send_out(one, row("bot", epoch=0))
    await one.accept(arrival("m1", "t2"), NOON)
    await do_turn(one, made(epoch=5))
    assert ids(await sends(one)) == ["bot"]


async def more_stale_sends_than_one_claim_drops_do_not_block(one: Store, other: Store) -> None:
    await send_out(one, *[row(f"o{n}", expires=after(1)) for n in range(2_500)], row("fresh"))
    found: list[str] = []
    for _ in range(5):
        found += ids(await sends(one, after(2)))
        found += ids(await sends(other, after(2)))
    assert found == ["fresh"]


async def an_id_is_sent_once(one: Store, _: Store) -> None:
    await send_out(one, row("o1"))
    await send_out(one, OutboxRow("o1", "another lane", "message", b"other words"), id_="m2")
    (send,) = await sends(one)
    assert send.payload == b"words of o1"
    await mark(one, send, Fate.SENT)
    assert await sends(one) == ()
    assert await fates(one) == {"o1": "sent"}


async def what_is_published_has_rising_numbers(one: Store, other: Store) -> None:
    await send_out(
        one, row("slow", "a"), row("fast", "b"), row("relay", "c", kind="relay"), row("later", "b")
    )
    slow, fast, relay = await sends(one)
    await mark(one, fast, Fate.SENT, after(1))
    await mark(one, relay, Fate.SENT, after(2))
    (first,) = await other.published("t1", 0, 10)
    assert (first.id, first.payload, first.sent, first.state) == ("fast", b"words of fast", after(1), "sent")
    await mark(one, slow, Fate.SENT, after(3))
    (later,) = await sends(other)
    await mark(other, later, Fate.SENT, after(4))
    rest = await other.published("t1", first.seq, 10)
    assert [entry.id for entry in rest] == ["slow", "later"]
    assert first.seq < rest[0].seq < rest[1].seq
    assert await one.published("t1", rest[1].seq, 10) == ()
    assert await one.published("t1", 0, 2) == (first, rest[0])
    assert await one.published("t2", 0, 10) == ()


async def the_outbox_is_listed_oldest_first(one: Store, _: Store) -> None:
    await send_out(one, *[row(f"o{n}", f"lane{n}") for n in range(6)])
    for send, fate in zip(
        await sends(one, limit=4), [Fate.DEAD, Fate.SENT, Fate.DEAD, Fate.UNKNOWN], strict=True
    ):
        await one.mark_sends((SendResult(send, fate, why=f"because of {send.id}"),), NOON)
    listed = await one.outbox(("unknown", "dead"), 10)
    assert [(e.id, e.state, e.why) for e in listed] == [
        ("o0", "dead", "because of o0"),
        ("o2", "dead", "because of o2"),
        ("o3", "unknown", "because of o3"),
    ]
    assert [entry.id for entry in await one.outbox(("waiting", "dead"), 3)] == ["o0", "o2", "o4"]
    assert await one.outbox((), 10) == ()


async def one_send_is_shown_as_it_is_listed(one: Store, other: Store) -> None:
    await send_out(one, row("o1"), row("o2"))
    (listed, _) = await one.outbox(("waiting",), 10)
    assert await other.outbox_entry("o1") == listed
    assert await other.outbox_entry("o3") is None


async def a_person_lets_what_waits_go_at_once(one: Store, other: Store) -> None:
    await send_out(one, row("o1", expires=after(600)), row("o2"), row("b1", "b"))
    o1, b1 = await sends(one)
    assert not await other.settle_send("o1", Fate.LATER, NOON)  # somebody is sending it
    results = (SendResult(o1, Fate.LATER, after(500)), SendResult(b1, Fate.LATER, after(500)))
    await one.mark_sends(results, NOON)
    assert await sends(other, after(1)) == ()
    assert await other.settle_send("o2", Fate.LATER, after(1))  # it stands behind another
    assert await sends(one, after(1)) == ()
    assert await other.settle_send("o1", Fate.LATER, after(2))
    (again,) = await sends(one, after(2))
    assert (again.id, again.attempts, again.expires) == ("o1", 2, after(600))
    assert await other.settle_send("b1", Fate.DROPPED, after(3))
    await mark(one, again, Fate.SENT, after(3))
    assert ids(await sends(one, after(3))) == ["o2"]
    assert await fates(one) == {"o1": "sent", "o2": "waiting", "b1": "dropped"}


async def a_person_sends_a_dead_one_again(one: Store, other: Store) -> None:
    await send_out(one, row("o1", expires=after(600)), row("o2"))
    (send,) = await sends(one)
    await mark(one, send, Fate.DEAD)
    assert await other.settle_send("o1", Fate.LATER, after(86_400))
    (again,) = await sends(one, after(86_400))
    assert (again.id, again.attempts, again.interrupted) == ("o1", 1, False)


async def a_send_again_waits_for_the_one_on_its_way(one: Store, _: Store) -> None:
    await send_out(one, row("o1"), row("o2"), row("o3"))
    (send,) = await sends(one)
    await mark(one, send, Fate.DEAD)
    (on_its_way,) = await sends(one)
    assert await one.settle_send("o1", Fate.LATER, NOON)
    assert await sends(one) == ()
    await mark(one, on_its_way, Fate.SENT)
    assert ids(await sends(one)) == ["o1"]


async def a_send_again_of_an_old_owner_is_still_dropped(one: Store, other: Store) -> None:
    await send_out(one, row("bot", epoch=0))
    (send,) = await sends(one)
    await mark(one, send, Fate.DEAD)
    await one.accept(arrival("m2"), NOON)
    await do_turn(other, made(2, epoch=1))
    assert await one.settle_send("bot", Fate.LATER, NOON)
    assert await sends(one) == ()
    assert await fates(one) == {"bot": "dropped"}


async def a_person_settles_only_what_waits_for_one(one: Store, other: Store) -> None:
    await send_out(one, row("o1", "a"), row("o2", "b"), row("o3", "c"))
    o1, o2, o3 = await sends(one)
    await mark(one, o1, Fate.SENT)
    await mark(one, o2, Fate.UNKNOWN)
    await mark(one, o3, Fate.DEAD)
    assert not await other.settle_send("o1", Fate.LATER, NOON)
    assert not await other.settle_send("nothing", Fate.LATER, NOON)
    assert await other.settle_send("o2", Fate.SENT, after(1))
    assert await other.settle_send("o3", Fate.DROPPED, after(1))
    assert not await other.settle_send("o3", Fate.DROPPED, after(1))
    assert await fates(one) == {"o1": "sent", "o2": "sent", "o3": "dropped"}
    assert [entry.id for entry in await one.published("t1", 0, 10)] == ["o1", "o2"]


async def what_cannot_be_meant_is_refused_and_changes_nothing(one: Store, _: Store) -> None:
    await send_out(one, row("o1", "a"), row("o2", "b"))
    o1, o2 = await sends(one)
    await mark(one, o1, Fate.DEAD)
    with pytest.raises(ValueError, match="later"):
        await one.mark_sends((SendResult(o2, Fate.LATER),), NOON)
    with pytest.raises(ValueError, match="unknown"):
        await one.settle_send("o1", Fate.UNKNOWN, NOON)
    assert await fates(one) == {"o1": "dead", "o2": "waiting"}


async def a_turn_may_hand_out_its_sends(one: Store, other: Store) -> None:
    found = await taken(one, row("a1", "a"), row("a2", "a"), row("b1", "b"), row("c1", "c", said=True))
    assert [(s.id, s.thread, s.payload, s.attempts, s.interrupted, s.created) for s in found] == [
        ("a1", "t1", b"words of a1", 1, False, NOON),
        ("b1", "t1", b"words of b1", 1, False, NOON),
    ]
    assert await fates(one) == {"a1": "waiting", "a2": "waiting", "b1": "waiting", "c1": "sent"}
    assert await sends(other) == ()
    assert [await other.is_wanted(send, NOON) for send in found] == [True, True]
    for send in found:
        await mark(one, send, Fate.SENT)
    assert ids(await sends(other)) == ["a2"]


async def what_a_turn_handed_out_comes_back_with_its_lease(one: Store, other: Store) -> None:
    (lost,) = await taken(one, row("a1", "a"))
    assert await one.next_due() == after(30)
    (again,) = await sends(other, after(31), worker="w2")
    assert (again.id, again.attempts, again.interrupted) == ("a1", 2, True)
    await mark(one, lost, Fate.SENT, after(32))
    assert await fates(one) == {"a1": "waiting"}
    await mark(other, again, Fate.SENT, after(33))
    assert await fates(one) == {"a1": "sent"}


async def nothing_overtakes_what_waits_in_its_lane(one: Store, _: Store) -> None:
    (first,) = await taken(one, row("a1", "a"))
    assert await taken(one, row("a2", "a"), id_="m2") == ()
    await one.mark_sends((SendResult(first, Fate.LATER, after(5)),), NOON)
    assert await taken(one, row("a3", "a"), id_="m3") == ()
    for id_ in ("a1", "a2", "a3"):
        (send,) = await sends(one, after(5))
        assert send.id == id_
        await mark(one, send, Fate.SENT, after(5))


async def nothing_stale_is_handed_out(one: Store, _: Store) -> None:
    assert await taken(one, row("a1", "a", epoch=0), row("b1", "b", expires=NOON), epoch=1) == ()
    assert await fates(one) == {"a1": "dropped", "b1": "dropped"}


async def a_row_that_is_kept_is_not_handed_out_again(one: Store, _: Store) -> None:
    (first,) = await taken(one, row("a1", "a"))
    await mark(one, first, Fate.SENT)
    assert await taken(one, row("a1", "a"), id_="m2") == ()


async def a_commit_that_is_told_again_hands_out_the_same(one: Store, other: Store) -> None:
    await one.accept(arrival("m1"), NOON)
    claim, commit = await claimed(one), made(outbox=(row("a1", "a"), row("b1", "b")))
    given: list[tuple[Send, ...]] = []
    for _ in range(2):
        assert await one.commit_turn(claim, commit, NOON, Taker("w1", LEASE, given.append))
    assert given in ([], [given[0]] * 2 if given else [])
    assert await other.commit_turn(claim, commit, NOON, Taker("w2", LEASE, lambda _: given.clear()))
    for send in given[-1] if given else await sends(one):
        await mark(one, send, Fate.SENT)
    assert await fates(one) == {"a1": "sent", "b1": "sent"}
    held = list[tuple[Send, ...]]()
    assert await one.commit_turn(claim, commit, NOON, Taker("w1", LEASE, held.append))
    assert held == []


LAWS: tuple[Law, ...] = (
    a_turn_may_hand_out_its_sends,
    what_a_turn_handed_out_comes_back_with_its_lease,
    nothing_overtakes_what_waits_in_its_lane,
    nothing_stale_is_handed_out,
    a_row_that_is_kept_is_not_handed_out_again,
    a_commit_that_is_told_again_hands_out_the_same,
    a_lane_gives_one_at_a_time_in_order,
    lanes_do_not_wait_for_each_other,
    the_longest_waiting_lane_comes_first,
    a_send_has_one_holder,
    a_send_is_as_it_was_committed,
    an_attempt_counts_before_it_is_made,
    an_attempt_nobody_marked_is_told_to_the_next,
    an_attempt_that_may_have_arrived_is_told_to_all_that_follow,
    a_send_tried_later_holds_its_lane_until_then,
    every_other_fate_lets_the_next_one_go,
    what_is_said_by_being_kept_is_sent_with_its_turn,
    what_is_said_stands_behind_what_waits_in_its_lane,
    what_nobody_wants_any_more_is_not_said,
    a_paused_sender_changes_nothing_when_another_has_claimed,
    a_paused_sender_may_mark_while_nobody_has_claimed,
    an_answer_arrives_with_the_mark,
    a_repeated_mark_does_not_undo_what_came_after,
    many_marks_are_one_unit_each_by_its_own_fence,
    an_expired_send_is_dropped,
    what_may_have_been_sent_is_unknown_when_it_expires,
    a_send_of_an_old_owner_is_dropped,
    a_retry_of_an_old_owner_is_dropped,
    a_claimed_send_is_wanted_until_somebody_takes_over,
    a_claimed_send_is_wanted_until_it_expires_is_marked_or_is_claimed_again,
    another_threads_owner_changes_nothing,
    more_stale_sends_than_one_claim_drops_do_not_block,
    an_id_is_sent_once,
    what_is_published_has_rising_numbers,
    the_outbox_is_listed_oldest_first,
    one_send_is_shown_as_it_is_listed,
    a_person_lets_what_waits_go_at_once,
    a_person_sends_a_dead_one_again,
    a_send_again_waits_for_the_one_on_its_way,
    a_send_again_of_an_old_owner_is_still_dropped,
    a_person_settles_only_what_waits_for_one,
    what_cannot_be_meant_is_refused_and_changes_nothing,
)
