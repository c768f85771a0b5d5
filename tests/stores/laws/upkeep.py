"""Upkeep: handovers and figures, when to look again, what is forgotten, and telling it all twice."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from runtime.routing.assigning import AgentChange
from runtime.stores.base import Store
from runtime.stores.limits import ENDED_FOR, SEEN_FOR
from runtime.stores.rows import Counts, Fate, HandoverRow, SendResult, TimerRow
from tests.stores.laws.setting import (
    NOON,
    Law,
    after,
    arrival,
    claimed,
    do_turn,
    fates,
    handover,
    look,
    made,
    mark,
    row,
    send_out,
    sends,
)


async def a_handover_is_kept_and_replaced(one: Store, other: Store) -> None:
    full = HandoverRow("h1", "t1", "cs", "closed", b"{}", NOON, after(1), after(2), after(3))
    await one.put_handover(handover("h1"))
    await one.put_handover(full)
    assert await other.handover("h1") == full
    assert await other.handover("h2") is None
    assert await other.handovers((), 10) == (full,)


async def handovers_are_listed_newest_first(one: Store, _: Store) -> None:
    for number, state in enumerate(("queued", "closed", "with_agent", "queued", "closed")):
        await one.put_handover(handover(f"h{number}", state, created=after(number)))
    assert [row.id for row in await one.handovers((), 3)] == ["h4", "h3", "h2"]
    assert [row.id for row in await one.handovers(("queued", "with_agent"), 10)] == ["h3", "h2", "h0"]
    assert [row.id for row in await one.handovers(("closed", "queued"), 2)] == ["h4", "h3"]
    assert await one.handovers(("unheard of",), 10) == ()


async def waits_are_those_of_the_last_accepted(one: Store, _: Store) -> None:
    for number, (division, queued, accepted) in enumerate(
        (("cs", 0, 10), ("cs", 5, 65.5), ("sales", 0, 1), ("cs", None, 70), ("cs", 50, None), ("cs", 0, 90))
    ):
        await one.put_handover(
            handover(
                f"h{number}",
                division=division,
                queued=None if queued is None else after(queued),
                accepted=None if accepted is None else after(accepted),
            )
        )
    assert await one.waits("cs", NOON, 10) == (90.0, 60.5, 10.0)
    assert await one.waits("cs", after(65.5), 10) == (90.0, 60.5)
    assert await one.waits("cs", NOON, 1) == (90.0,)


async def an_empty_store_is_due_never(one: Store, _: Store) -> None:
    assert await one.next_due() is None
    assert await one.counts() == Counts(0, 0, 0, 0, 0, 0, 0, None, None)


async def what_is_ready_is_due_at_once(one: Store, other: Store) -> None:
    await one.accept(arrival("m1"), NOON)
    due = await other.next_due()
    assert due is not None
    assert due <= NOON
    await do_turn(one, made(outbox=(row("o1"),)))
    due = await other.next_due()
    assert due is not None
    assert due <= NOON


async def what_waits_is_due_in_time(one: Store, other: Store) -> None:
    await one.accept(arrival("m1"), NOON)
    claim = await claimed(one)
    assert await other.next_due() == after(30)
    await one.release_turn(claim, after(7.000001), "again")
    assert await other.next_due() == after(7.000001)
    claim = await claimed(one, after(7.000001))
    timer = TimerRow("idle", after(500), b"")
    assert await one.commit_turn(claim, made(timers=(timer,), outbox=(row("o1"),)), NOON)
    (send,) = await sends(one)
    assert await other.next_due() == after(30)
    await one.mark_sends((SendResult(send, Fate.LATER, after(9)),), NOON)
    assert await other.next_due() == after(9)
    (send,) = await sends(one, after(9))
    await mark(one, send, Fate.SENT)
    assert await other.next_due() == after(500)


async def times_keep_their_microseconds(one: Store, other: Store) -> None:
    odd = datetime(2031, 7, 9, 23, 59, 59, 999_999, tzinfo=UTC)
    await one.put_handover(handover("h1", created=odd, queued=datetime(1969, 1, 1, tzinfo=UTC)))
    found = await other.handover("h1")
    assert found is not None
    assert (found.created, found.queued) == (odd, datetime(1969, 1, 1, tzinfo=UTC))


async def times_of_another_zone_are_the_same_times(one: Store, _: Store) -> None:
    await one.accept(arrival("m1"), NOON.astimezone(ZoneInfo("Asia/Jayapura")))
    assert (await one.counts()).oldest_waiting == NOON


async def figures_count_what_waits(one: Store, other: Store) -> None:
    await one.accept(arrival("m1", "t1"), NOON)
    await do_turn(
        one, made(timers=(TimerRow("idle", after(1), b""),), outbox=(row("o1", "a"), row("o2", "b")))
    )
    await one.accept(arrival("m2", "t2"), after(1))
    await one.accept(arrival("m3", "t3"), after(2))
    await one.accept(arrival("m4", "t3"), after(3))
    first, second = await sends(one)
    await mark(one, first, Fate.DEAD)
    await mark(one, second, Fate.UNKNOWN)
    await one.replace_arrival(await claimed(one, after(3)), arrival("crash"), "poison")
    assert await other.counts() == Counts(
        threads=3,
        arrivals=3,
        sends=0,
        timers=1,
        dead=1,
        unknown=1,
        quarantined=1,
        oldest_waiting=after(1),
        next_timer=after(1),
    )


async def ids_are_forgotten_when_no_channel_repeats_any_more(one: Store, other: Store) -> None:
    await one.accept(arrival("m1"), NOON)
    await one.accept(arrival("waiting", "t2"), NOON)
    await do_turn(one, made())
    assert await one.reap(NOON + SEEN_FOR - timedelta(seconds=1)) == 0
    assert not await other.accept(arrival("m1"), NOON)
    assert await one.reap(NOON + SEEN_FOR) == 1
    assert not await other.accept(arrival("waiting", "t2"), NOON)
    assert await other.accept(arrival("m1"), NOON)
    assert timedelta(days=8) <= SEEN_FOR


async def only_what_ended_is_forgotten(one: Store, _: Store) -> None:
    await send_out(one, *[row(f"o{n}", f"lane{n}") for n in range(6)])
    endings = (Fate.SENT, Fate.DROPPED, Fate.DEAD, Fate.UNKNOWN)
    for send, fate in zip(await sends(one, limit=4), endings, strict=True):
        await mark(one, send, fate)
    while await one.reap(NOON + ENDED_FOR):
        pass
    assert await fates(one) == {"o2": "dead", "o3": "unknown", "o4": "waiting", "o5": "waiting"}


async def numbers_rise_even_over_what_was_forgotten(one: Store, _: Store) -> None:
    await send_out(one, row("o1"))
    (send,) = await sends(one)
    await mark(one, send, Fate.SENT)
    (first,) = await one.published("t1", 0, 10)
    while await one.reap(NOON + ENDED_FOR):
        pass
    await send_out(one, row("o2"), id_="m2")
    (send,) = await sends(one)
    await mark(one, send, Fate.SENT)
    (second,) = await one.published("t1", 0, 10)
    assert second.seq > first.seq


async def telling_it_again_changes_nothing(one: Store, other: Store) -> None:
    """Every method that changes something, told again with the same arguments, as after `OutcomeUnknown`."""
    await send_out(one, row("old", "old"))
    (old,) = await sends(one)
    await mark(one, old, Fate.DEAD)
    for id_, thread in (("a", "t1"), ("b", "t2"), ("c", "t3")):
        await one.accept(arrival(id_, thread), NOON)
    a, b, c = [await claimed(one) for _ in range(3)]
    commit = made(2, outbox=(row("new", "new"),), timers=(TimerRow("idle", after(1), b""),))
    told: list[Callable[[Store], Awaitable[object]]] = [
        lambda store: store.put_artifact("artifact-1", b"{}"),
        lambda store: store.accept(arrival("d", "t4"), NOON),
        lambda store: store.commit_turn(a, commit, NOON),
        lambda store: store.release_turn(b, after(5), "again"),
        lambda store: store.replace_arrival(c, arrival("crash", "t3"), "poison"),
        lambda store: store.fire_timers(after(1), 10),
        lambda store: store.settle_send("old", Fate.DROPPED, NOON),
        lambda store: store.put_handover(handover("h1")),
        lambda store: store.put_agent(AgentChange("ani", online=True, misses=0, assigned=NOON)),
        lambda store: store.reap(after(1)),
    ]
    for tell in told:
        await tell(one)
        before = await look(one, ("t1", "t2", "t3", "t4"))
        await tell(one)
        await tell(other)
        assert await look(one, ("t1", "t2", "t3", "t4")) == before
    (new,) = await sends(one)
    answered = (SendResult(new, Fate.SENT, arrival=arrival("answer", "t1", "action")),)
    await one.mark_sends(answered, NOON)
    before = await look(one)
    await one.mark_sends(answered, NOON)
    await other.mark_sends(answered, NOON)
    assert await look(one) == before


LAWS: tuple[Law, ...] = (
    a_handover_is_kept_and_replaced,
    handovers_are_listed_newest_first,
    waits_are_those_of_the_last_accepted,
    an_empty_store_is_due_never,
    what_is_ready_is_due_at_once,
    what_waits_is_due_in_time,
    times_keep_their_microseconds,
    times_of_another_zone_are_the_same_times,
    figures_count_what_waits,
    ids_are_forgotten_when_no_channel_repeats_any_more,
    only_what_ended_is_forgotten,
    numbers_rise_even_over_what_was_forgotten,
    telling_it_again_changes_nothing,
)
