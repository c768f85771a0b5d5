"""Who has lost an agent is first of the class, and of no other."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from runtime.artifact.model import Chains, Division
from runtime.routing.assigning import PRIORITIES, Agent, Waiter, ahead, hand_out, oldest, place

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
STEP = timedelta(minutes=10)
TEAMS = {"cs": Division({}, "always", Chains((), (), (), ()), capacity=1)}
ANI = Agent("ani", "Ani", ("cs",), capacity=1)

waiters = st.lists(
    st.tuples(st.integers(0, 120), st.sampled_from(PRIORITIES), st.booleans()), min_size=1, max_size=8
).map(
    lambda found: [
        Waiter(f"h_{at}", "cs", NOW - timedelta(minutes=minutes), priority=priority, first=first)
        for at, (minutes, priority, first) in enumerate(found)
    ]
)


def order(queue: list[Waiter]) -> list[Waiter]:
    classes = oldest(queue)
    return sorted(queue, key=lambda one: place(one, STEP, classes))


@given(waiters)
def test_the_first_stand_before_all_of_their_class(queue: list[Waiter]) -> None:
    for priority in PRIORITIES:
        same = [one.first for one in order(queue) if one.priority == priority]
        assert same == sorted(same, reverse=True)


@given(waiters)
def test_the_others_keep_their_order(queue: list[Waiter]) -> None:
    ordinary = [one for one in queue if not one.first]
    assert [one for one in order(queue) if not one.first] == order(ordinary)


@given(waiters)
def test_whoever_is_at_the_head_is_given_the_agent_and_has_nobody_ahead(queue: list[Waiter]) -> None:
    head = order(queue)[0]
    assert hand_out(queue, [ANI], TEAMS, STEP, NOW) == {head.id: ANI}
    assert ahead(head, queue, [ANI], STEP) == 0
