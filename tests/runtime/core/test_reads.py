"""What namespaces look at: the list that lets a rule be left alone must name all of it."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import datetime
from typing import Any

import pytest

from runtime.artifact.model import DecisionTable, Place, Row, TableInput, TableOutput
from runtime.artifact.tree import Anything, Expr, Name, Number, Path
from runtime.core.env import Env, Facts
from runtime.core.events import CustomerWrote, Received
from runtime.core.reads import READS, Reads
from runtime.core.scope import NAMESPACES, FeelScope
from runtime.core.state import Frame, Known, State, Waiting
from runtime.core.step import new_thread
from runtime.core.turn import Turn
from runtime.understanding.result import Understood
from tests.conversations.bots import SHOP, program

AT = datetime.fromisoformat("2026-11-23T10:00+07:00")
_FIELDS = frozenset(one.name for one in fields(State))


class _Watched(State):
    """A state that remembers which of its fields were looked at."""

    def __getattribute__(self, name: str) -> Any:  # Any: whatever the field holds
        if name in _FIELDS:
            _seen.add(name)
        return super().__getattribute__(name)


_seen: set[str] = set()


def _turn() -> Turn:
    state = replace(
        new_thread(program(SHOP), "t", "whatsapp", AT),
        frames=(Frame("lacak", None, 0, {"lokal": "x"}),),
        slots={"order_id": Known("TK-1", "said", AT), "customer.kota": Known("Solo", "said", AT)},
        waiting=Waiting("lacak/collect:1", 1, AT),
        heard=AT,
    )
    wrote = CustomerWrote("e", AT, Received("text", "halo"), Understood())
    watched = object.__new__(_Watched)
    object.__setattr__(watched, "__dict__", dict(state.__dict__))
    turn = Turn(program(SHOP), state, wrote, Env(Facts(AT), lambda text, variables, locale: text))
    turn.heard = wrote
    turn.state = watched
    return turn


@pytest.mark.parametrize("name", [*READS, "order_id", "lokal"])
def test_all_that_a_name_looks_at_is_listed(name: str) -> None:
    turn = _turn()
    _seen.clear()
    FeelScope(turn)[name]
    allowed = Reads({}).fields(Path(Name(name), "x"))
    assert allowed is not None
    assert _seen <= allowed, f"{name} also looks at {sorted(_seen - allowed)}"
    assert _seen, "frames at least: the spy saw nothing"


def test_every_namespace_is_listed_or_taken_to_see_everything() -> None:
    for name in NAMESPACES:
        assert name in READS or Reads({}).fields(Name(name)) is None, name


def _table(name: str, column: Expr, output: Expr) -> DecisionTable:
    row = Row((Anything(),), (output,), Place("tabel.yaml", 1, 1))
    return DecisionTable(name, "first", (TableInput("x", column),), (TableOutput("y"),), (row,))


@pytest.mark.parametrize(
    ("asked", "fields"),
    [
        ("turns", {"counters", "waiting", "frames"}),
        ("slot_behind_turns", {"counters", "waiting", "frames", "slots"}),
        ("queue", None),
        ("behind_queue", None),
        ("itself", None),
        ("nowhere", None),
    ],
)
def test_a_table_looks_at_what_its_columns_and_outputs_look_at(asked: str, fields: set[str] | None) -> None:
    def told(name: str) -> Path:
        return Path(Name("table"), name)

    tables = {
        "turns": _table("turns", Path(Name("turns"), "customer"), Number("1")),
        "slot_behind_turns": _table("slot_behind_turns", told("turns"), Name("order_id")),
        "queue": _table("queue", Path(Name("queue"), "length"), Number("1")),
        "behind_queue": _table("behind_queue", Name("order_id"), told("queue")),
        "itself": _table("itself", told("itself"), Number("1")),
    }
    assert Reads(tables).fields(told(asked)) == fields
