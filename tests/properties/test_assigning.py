"""Handing out: whatever the queue and whoever is there, nobody is overloaded, misplaced or forgotten."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from runtime.routing.assigning import (
    PRIORITIES,
    Agent,
    Ring,
    Waiter,
    ahead,
    could_serve,
    hand_out,
    may_take,
    seats,
)

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
STEP = timedelta(minutes=10)
DIVISIONS = ("cs", "sales")
SKILLS = ("english", "refund")
LEVELS = ("L1", "L2", "L3")


@dataclass(frozen=True, slots=True)
class Team:
    assign: str
    capacity: int


past = st.integers(0, 240).map(lambda minutes: NOON - timedelta(minutes=minutes))
agents_lists = st.lists(
    st.builds(
        Agent,
        id=st.sampled_from([f"a{number}" for number in range(6)]),
        name=st.sampled_from(["Ani", "Budi"]),
        divisions=st.sampled_from([("cs",), ("sales",), DIVISIONS]),
        level=st.sampled_from(LEVELS),
        skills=st.dictionaries(st.sampled_from(SKILLS), st.integers(1, 5)),
        capacity=st.one_of(st.none(), st.integers(1, 3)),
        online=st.booleans(),
        open=st.integers(0, 4),
        assigned=st.one_of(st.none(), past),
        ended=st.one_of(st.none(), past),
        talks_s=st.dictionaries(st.sampled_from(["", "refund"]), st.floats(1, 3_600)),
    ),
    max_size=5,
    unique_by=lambda agent: agent.id,
).map(tuple)
rings = st.builds(Ring, at=past, drop=st.sampled_from([("english",), SKILLS]))
waiters_lists = st.lists(
    st.builds(
        Waiter,
        id=st.integers(0, 50).map(lambda number: f"h{number}"),
        division=st.sampled_from(DIVISIONS),
        since=past,
        level=st.sampled_from(LEVELS),
        priority=st.sampled_from(PRIORITIES),
        skills=st.lists(st.sampled_from(["english", "english >= 3", "refund >= 2"]), max_size=2).map(tuple),
        rings=st.lists(rings, max_size=1).map(tuple),
        prefers=st.lists(st.sampled_from(["a0", "a1", "Budi"]), max_size=2).map(tuple),
        skips=st.dictionaries(st.sampled_from(["a0", "a2"]), past.map(lambda at: at + timedelta(hours=1))),
        topic=st.sampled_from([None, "refund"]),
        first=st.booleans(),
    ),
    max_size=8,
    unique_by=lambda waiter: waiter.id,
).map(tuple)
team = st.builds(
    Team, st.sampled_from(["round_robin", "longest_idle", "least_busy", "fastest"]), st.integers(1, 3)
)
teams_of = st.fixed_dictionaries(dict.fromkeys(DIVISIONS, team))
Agents = tuple[Agent, ...]
Waiters = tuple[Waiter, ...]
Teams = dict[str, Team]


@given(waiters_lists, agents_lists, teams_of)
def test_nobody_gets_an_agent_who_does_not_fit_or_has_no_room(
    waiters: Waiters, agents: Agents, teams: Teams
) -> None:
    handed = hand_out(waiters, agents, teams, STEP, NOON)
    by_id = {waiter.id: waiter for waiter in waiters}
    for id_, agent in handed.items():
        assert may_take(by_id[id_], agent, NOON)
        assert could_serve(by_id[id_], agent)
    most = {agent.id: max(seats(agent, teams[name]) for name in agent.divisions) for agent in agents}
    before = {agent.id: agent.open for agent in agents}
    for agent_id, more in Counter(agent.id for agent in handed.values()).items():
        assert before[agent_id] + more <= most[agent_id]


@given(waiters_lists, agents_lists, teams_of)
def test_nobody_waits_while_an_agent_is_free_for_him(waiters: Waiters, agents: Agents, teams: Teams) -> None:
    """Unless he waits for one whom he prefers, for a minute."""
    handed = hand_out(waiters, agents, teams, STEP, NOON)
    more = Counter(agent.id for agent in handed.values())
    for waiter in waiters:
        if waiter.id in handed or (waiter.prefers and NOON - waiter.since < timedelta(minutes=1)):
            continue
        for agent in agents:
            room = seats(agent, teams[waiter.division]) - agent.open - more[agent.id]
            assert room <= 0 or not may_take(waiter, agent, NOON)


@given(waiters_lists, agents_lists, teams_of)
def test_the_order_in_which_they_are_listed_means_nothing(
    waiters: Waiters, agents: Agents, teams: Teams
) -> None:
    turned = hand_out(tuple(reversed(waiters)), tuple(reversed(agents)), teams, STEP, NOON)
    assert turned == hand_out(waiters, agents, teams, STEP, NOON)


one_kind = st.lists(st.tuples(past, st.sampled_from(PRIORITIES)), min_size=1, max_size=12)


def queue_of(kinds: list[tuple[datetime, str]]) -> Waiters:
    return tuple(
        Waiter(f"h{number:02}", "cs", since, priority=priority)
        for number, (since, priority) in enumerate(kinds)
    )


@given(one_kind)
def test_one_who_waited_longer_than_the_classes_between_them_is_first(
    kinds: list[tuple[datetime, str]],
) -> None:
    waiters = queue_of(kinds)
    (first,) = hand_out(waiters, (Agent("a", "A", ("cs",), capacity=1),), {"cs": Team("", 1)}, STEP, NOON)
    chosen = next(waiter for waiter in waiters if waiter.id == first)
    for other in waiters:
        classes = PRIORITIES.index(chosen.priority) - PRIORITIES.index(other.priority)
        assert chosen.since - other.since <= classes * STEP
        if chosen.since - other.since == classes * STEP:
            assert chosen.since <= other.since  # equal: older first


@given(one_kind)
def test_as_many_are_ahead_as_are_served_before(kinds: list[tuple[datetime, str]]) -> None:
    waiters = queue_of(kinds)
    agent = Agent("a", "A", ("cs",), capacity=1)
    left, order = list(waiters), []
    while left:
        (first,) = hand_out(left, (agent,), {"cs": Team("", 1)}, STEP, NOON)
        order.append(first)
        left = [waiter for waiter in left if waiter.id != first]
    assert [ahead(waiter, waiters, (agent,), STEP) for waiter in waiters] == [
        order.index(waiter.id) for waiter in waiters
    ]


@settings(max_examples=30)
@given(st.sampled_from(PRIORITIES), st.integers(1, 5))
def test_nobody_starves(priority: str, capacity: int) -> None:
    """Every minute an urgent customer comes, and one conversation a minute is taken up."""
    mine = Waiter("mine", "cs", NOON, priority=priority)
    agent = Agent("a", "A", ("cs",), capacity=capacity)
    waiting = [mine, *(Waiter(f"u{number}", "cs", NOON, priority="urgent") for number in range(5))]
    for minute in range(60):
        now = NOON + timedelta(minutes=minute)
        waiting.append(Waiter(f"n{minute}", "cs", now, priority="urgent"))
        full = replace(agent, open=capacity - 1)
        (served,) = hand_out(waiting, (full,), {"cs": Team("", capacity)}, STEP, now)
        if served == "mine":
            return
        waiting = [waiter for waiter in waiting if waiter.id != served]
    raise AssertionError("one customer never got an agent")
