"""What a messenger tells later of a send: told late, twice or in another order, it ends the same."""

from __future__ import annotations

from runtime.stores.base import Store
from runtime.stores.rows import Fate, Receipt
from tests.stores.laws.setting import NOON, Law, after, fates, ids, mark, row, send_out, sends

TAKEN, ARRIVED, FAILED = Receipt.TAKEN, Receipt.ARRIVED, Receipt.FAILED


async def a_failure_makes_dead_what_was_sent(one: Store, other: Store) -> None:
    await send_out(one, row("o1"))
    (send,) = await sends(one)
    await mark(one, send, Fate.SENT)
    assert await other.tell_send("o1", FAILED, "131047", after(1))
    (found,) = await one.outbox(("dead",), 10)
    assert (found.id, found.why) == ("o1", "131047")
    assert await one.published("t1", 0, 10) == ()
    assert not await other.tell_send("o1", FAILED, "131047", after(2))
    assert not await other.tell_send("o1", ARRIVED, "", after(2))
    assert await fates(one) == {"o1": "dead"}
    assert await one.settle_send("o1", Fate.LATER, after(3))


async def a_failure_after_the_arrival_changes_nothing(one: Store, other: Store) -> None:
    await send_out(one, row("o1"))
    (send,) = await sends(one)
    await mark(one, send, Fate.SENT)
    assert await one.tell_send("o1", ARRIVED, "", after(1))
    assert not await other.tell_send("o1", ARRIVED, "", after(2))
    assert not await other.tell_send("o1", FAILED, "late", after(3))
    assert not await other.tell_send("o1", TAKEN, "", after(4))
    assert await fates(one) == {"o1": "sent"}


async def what_is_told_before_it_is_marked_holds(one: Store, other: Store) -> None:
    await send_out(one, row("o1", "a"), row("o2", "b"), row("o3", "b"))
    first, second = await sends(one)
    assert await other.tell_send("o1", FAILED, "131026", after(1))
    assert await other.tell_send("o2", TAKEN, "", after(1))
    assert ids(await sends(other, after(1))) == ["o3"]
    await mark(one, first, Fate.SENT)
    await mark(one, second, Fate.DEAD)
    assert await fates(one) == {"o1": "dead", "o2": "sent", "o3": "waiting"}


async def what_waits_to_be_tried_again_need_not(one: Store, other: Store) -> None:
    await send_out(one, row("o1"), row("o2", "b"))
    first, second = await sends(one)
    await mark(one, first, Fate.UNKNOWN)
    assert await other.tell_send("o1", ARRIVED, "", after(1))
    assert await other.tell_send("o2", ARRIVED, "", after(1))
    assert await sends(other, after(120)) == ()
    assert await fates(one) == {"o1": "sent", "o2": "sent"}
    assert second.id == "o2"


async def nothing_is_told_of_what_nobody_sent(one: Store, _: Store) -> None:
    assert not await one.tell_send("o1", TAKEN, "", NOON)


LAWS: tuple[Law, ...] = (
    a_failure_makes_dead_what_was_sent,
    a_failure_after_the_arrival_changes_nothing,
    what_is_told_before_it_is_marked_holds,
    what_waits_to_be_tried_again_need_not,
    nothing_is_told_of_what_nobody_sent,
)
