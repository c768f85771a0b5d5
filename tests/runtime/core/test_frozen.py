"""A state that a turn left is kept and goes on exactly as one that was written and read as a whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runtime.artifact.records import RecordError
from runtime.core.codec import dump_state, load_state
from runtime.core.frozen import freeze, thaw
from runtime.core.record import Line
from runtime.core.state import Counters, Known, PendingOffer, State, TimerState
from runtime.core.step import new_thread
from tests.conversations.bots import SHOP, program

AT = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
JAKARTA = timezone(timedelta(hours=7), "WIB")  # a name that no bytes keep

Change = Callable[[State], dict[str, Any]]  # Any: fields of State


def line(state: State, who: str = "customer", agent: str | None = None) -> Line:
    return Line(AT + timedelta(seconds=state.turn), who, f"baris {state.turn}", "jawaban", agent)


def slots(*names: str) -> dict[str, Known]:
    at = AT.astimezone(JAKARTA)
    # Any: a list, too, which is read as a tuple
    values: tuple[Any, ...] = (at, 1, Decimal("1.50"), 0.5, [1, "a"], {"b": None, "a": at.timetz()})
    return {name: Known(values[number % len(values)], "words", at) for number, name in enumerate(names)}


CHANGES: list[Change] = [
    lambda state: {"transcript": (*state.transcript, line(state), line(state, "bot"))},
    lambda state: {"transcript": (*state.transcript[1:], line(state, "agent", "Ani"))},
    lambda state: {"transcript": state.transcript[2:]},
    lambda state: {"transcript": (*state.transcript[:1], line(state), *state.transcript[2:])},
    lambda state: {"transcript": tuple(reversed(state.transcript))},
    lambda state: {"transcript": (*state.transcript, *state.transcript[:1])},
    lambda state: {"slots": slots("z", "b", "a", "m")},
    lambda state: {"slots": {**state.slots, **slots("c", "k")}},
    lambda state: {"slots": {}},
    lambda state: {"timers": {"remind:1": TimerState(state.turn, AT), "idle": TimerState(1, AT)}},
    lambda state: {"counters": Counters(customer=state.turn, sentiments=(0.0, -0.25, 1e-7))},
    lambda state: {"offer": PendingOffer("flow.menu", state.turn)},
    lambda state: {"offer": None, "heard": AT.astimezone(JAKARTA), "locale": "en"},
    lambda state: {},
]


KNOWN = st.sampled_from(["known", "read", "nothing"])  # to the turn that comes next


@settings(deadline=None)  # no times here: the first case compiles the bot
@given(st.lists(st.tuples(st.sampled_from(CHANGES), KNOWN), max_size=12))
def test_nothing_tells_a_state_that_was_left_from_one_that_was_read(how: list[tuple[Change, str]]) -> None:
    state, known = new_thread(program(SHOP), "t", "web", AT), None
    for change, begin in how:
        state = replace(state, turn=state.turn + 1, **change(state))
        frozen = freeze(state, known)
        assert frozen.data == dump_state(state)
        assert repr(frozen.state) == repr(load_state(frozen.data))
        known = {"known": frozen, "read": thaw(frozen.data), "nothing": None}[begin]
        state = known.state if known is not None else load_state(frozen.data)


def test_what_is_no_state_is_refused() -> None:
    with pytest.raises(RecordError):
        thaw(b'{"state":{"unheard_of":1},"version":1}')
