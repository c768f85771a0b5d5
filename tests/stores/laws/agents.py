"""Agents: what was told of them stays, and nobody is given more than there is room for."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from runtime.routing.assigning import AgentChange
from runtime.stores.base import Store
from runtime.stores.errors import SeatTaken
from runtime.stores.rows import AgentRow, Claimed, Talk
from tests.stores.laws.setting import NOON, Law, after, arrival, claimed, do_turn, handover, look, made


async def what_is_told_of_an_agent_stays_beside_the_rest(one: Store, other: Store) -> None:
    assert await one.agents() == ()
    await one.put_agent(AgentChange("ani", online=True))
    await other.put_agent(AgentChange("ani", misses=2, assigned=after(1)))
    await one.put_agent(AgentChange("budi", ended=after(3)))
    await one.put_agent(AgentChange("ani", ended=after(2)))
    assert await other.agents() == (
        AgentRow("ani", True, 2, after(1), after(2)),
        AgentRow("budi", None, 0, None, after(3)),
    )
    await one.put_agent(AgentChange("ani", online=False, misses=0))
    assert (await other.agents())[0] == AgentRow("ani", False, 0, after(1), after(2))


async def a_turn_tells_of_agents(one: Store, other: Store) -> None:
    await one.accept(arrival("m1"), NOON)
    await do_turn(
        one, replace(made(), agents=(AgentChange("ani", assigned=NOON), AgentChange("budi", misses=1)))
    )
    assert await other.agents() == (AgentRow("ani", assigned=NOON), AgentRow("budi", misses=1))


async def an_agent_is_given_no_more_than_there_is_room_for(one: Store, other: Store) -> None:
    await one.put_handover(replace(handover("h1", "with_agent"), agent="ani"))
    await one.put_handover(replace(handover("h2", "assigned"), assigned="ani"))
    await one.put_handover(replace(handover("h3", "closed"), agent="ani", ended=NOON))
    await one.accept(arrival("m1"), NOON)
    claim = await claimed(one)
    given = replace(handover("h4", "assigned"), assigned="ani")
    commit = replace(made(handovers=(given,)), agents=(AgentChange("ani", assigned=NOON),))
    before = await look(other)
    with pytest.raises(SeatTaken):
        await one.commit_turn(claim, replace(commit, seat=Claimed("ani", "h4", 2)), NOON)
    assert (await look(other), await other.handover("h4"), await other.agents()) == (before, None, ())
    assert await one.commit_turn(claim, replace(commit, seat=Claimed("ani", "h4", 3)), NOON)
    assert await other.handover("h4") == given


async def what_one_holds_already_takes_no_second_place(one: Store, _: Store) -> None:
    await one.put_handover(replace(handover("h1", "assigned"), assigned="ani"))
    await one.accept(arrival("m1"), NOON)
    await do_turn(one, replace(made(), seat=Claimed("ani", "h1", 1)))


async def two_turns_at_once_never_both_get_the_last_room(one: Store, other: Store) -> None:
    for name in ("a", "b"):
        await one.accept(arrival("m1", name), NOON)
    claims = [await claimed(one), await claimed(other)]

    async def take(store: Store, number: int) -> bool:
        id_ = f"h{number}"
        given = replace(handover(id_, "assigned"), assigned="ani")
        commit = replace(made(handovers=(given,)), seat=Claimed("ani", id_, 1))
        try:
            return await store.commit_turn(claims[number], commit, NOON)
        except SeatTaken:
            return False

    told = await asyncio.gather(take(one, 0), take(other, 1))
    assert sorted(told) == [False, True]
    held = [row.id for row in await one.handovers(("assigned",), 10)]
    assert held == [f"h{told.index(True)}"]


async def talks_are_those_that_ended_last(one: Store, _: Store) -> None:
    for number, (agent, topic, ended) in enumerate(
        (("ani", "refund", 60), ("budi", None, 90), (None, None, 70))
    ):
        row = handover(f"h{number}", "closed", accepted=NOON)
        await one.put_handover(replace(row, agent=agent, topic=topic, ended=after(ended)))
    await one.put_handover(replace(handover("h9", "with_agent", accepted=NOON), agent="ani"))
    assert await one.talks(NOON, 10) == (Talk("budi", None, 90.0), Talk("ani", "refund", 60.0))
    assert await one.talks(after(61), 10) == (Talk("budi", None, 90.0),)
    assert await one.talks(NOON, 1) == (Talk("budi", None, 90.0),)


LAWS: tuple[Law, ...] = (
    what_is_told_of_an_agent_stays_beside_the_rest,
    a_turn_tells_of_agents,
    an_agent_is_given_no_more_than_there_is_room_for,
    what_one_holds_already_takes_no_second_place,
    two_turns_at_once_never_both_get_the_last_room,
    talks_are_those_that_ended_last,
)
