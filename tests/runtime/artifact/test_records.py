"""The codec of records: canonical text, strict reading, refusals that say where."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.artifact.records import RecordError, canonical, decode, dump, encode


@dataclass(frozen=True, slots=True)
class Leaf:
    kind: ClassVar[str] = "leaf"
    from_: str
    at: datetime
    weight: float = 0.0
    note: str | None = None


@dataclass(frozen=True)
class Branch:
    kind: ClassVar[str] = "branch"
    parts: tuple[Branch | Leaf, ...] = ()
    named: Mapping[str, int] = field(default_factory=dict)
    within: timedelta = timedelta(0)


CENTURY = timedelta(days=36_525)  # seconds as a float tell microseconds apart for 270 years
MOMENT = datetime(2026, 11, 23, 3, tzinfo=UTC)
TREE = Branch((Leaf("a\n“b”", MOMENT, 0.1), Branch(named={"z": 1, "a": -2})), within=timedelta(seconds=1.5))

leaves = st.builds(
    Leaf,
    from_=st.text(st.characters(exclude_categories=["Cs"])),
    at=st.datetimes(timezones=st.timezones()).map(lambda at: datetime.fromisoformat(at.isoformat())),
    weight=st.floats(allow_nan=False, allow_infinity=False),
    note=st.none() | st.text(st.characters(exclude_categories=["Cs"])),
)
trees = st.recursive(
    leaves,
    lambda inner: st.builds(
        Branch,
        parts=st.lists(inner, max_size=4).map(tuple),
        named=st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), st.integers(), max_size=4),
        within=st.timedeltas(-CENTURY, CENTURY),
    ),
    max_leaves=12,
)


@given(trees)
def test_what_is_written_is_read_again_and_canonical(tree: Branch | Leaf) -> None:
    written = dump(tree)
    assert written == canonical(json.loads(written))
    assert decode(type(tree), json.loads(written)) == tree
    assert encode(tree) == json.loads(written)


def test_equal_moments_of_two_zones_keep_their_own_text() -> None:
    there = datetime.fromisoformat("2026-11-23T10:00:00+07:00")
    assert there == MOMENT
    for at in (MOMENT, there, MOMENT):
        assert encode(Leaf("x", at))["at"] == at.isoformat()


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"parts": [{"kind": "leaf", "from": 1, "at": MOMENT.isoformat()}]}, "/parts/0/from: expected text"),
        ({"parts": [{"kind": "leaf", "from": "", "at": "noon"}]}, "/parts/0/at: `noon` is not a date"),
        ({"parts": [{"kind": "twig"}]}, "/parts/0: unknown kind `twig`"),
        ({"parts": [{"kind": "leaf", "from": ""}]}, "/parts/0: missing key `at`"),
        ({"parts": {}}, "/parts: expected a list"),
        ({"named": {"a": 1, "b": True}}, "/named/b: expected a whole number, found true or false"),
        ({"within": "1s"}, "/within: expected seconds"),
        ({"leaves": 1}, "top: unknown key `leaves`"),
        ({"kind": "leaf"}, "top: expected kind `branch`"),
    ],
)
def test_a_refusal_says_where(change: dict[str, Any], why: str) -> None:
    with pytest.raises(RecordError) as refused:
        decode(Branch, {**encode(TREE), **change})
    assert str(refused.value).startswith(why)


def test_no_two_records_share_what_was_left_out() -> None:
    one, two = decode(Branch, {"kind": "branch"}), decode(Branch, {"kind": "branch"})
    assert one == two == Branch()
    assert one.named is not two.named
