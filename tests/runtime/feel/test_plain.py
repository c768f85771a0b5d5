"""Values to JSON and back, for states and events."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given

from runtime.artifact.records import RecordError
from runtime.feel.plain import from_plain, to_plain
from runtime.feel.values import Function, Value
from tests.runtime.feel.strategies import VALUES


@given(VALUES)
def test_a_value_comes_back_as_it_was(value: Value) -> None:
    data = json.loads(json.dumps(to_plain(value)))
    assert value == from_plain(data)
    assert data == to_plain(from_plain(data))


@pytest.mark.parametrize(
    ("value", "data"),
    [
        (Decimal("1.50"), {"@number": "1.50"}),
        (datetime(2026, 11, 23, 10, tzinfo=UTC), {"@datetime": "2026-11-23T10:00:00+00:00"}),
        ({"@number": "1"}, {"@@number": "1"}),
        ({"a": (True, None)}, {"a": [True, None]}),
    ],
)
def test_the_form_of_a_value(value: Value, data: object) -> None:
    assert data == to_plain(value)


@pytest.mark.parametrize(
    ("data", "path"),
    [
        ({"a": {"@number": "x"}}, "/a"),
        ({"a": [1]}, "/a/0"),
        ({"@nope": "x"}, "top"),
        ({"@number": "NaN"}, "top"),
        ({"@number": 5}, "top"),
        ({"@range": [None, None, 1, 1, 1]}, "top"),
        ([[{"@date": "2026-13-01"}]], "/0/0"),
    ],
)
def test_other_data_is_refused_with_its_place(data: Any, path: str) -> None:  # Any: JSON data
    with pytest.raises(RecordError, match=f"^{path}: "):
        from_plain(data)


def test_a_function_is_never_stored() -> None:
    with pytest.raises(TypeError):
        to_plain(({"f": Function("f", (), lambda values: None)},))
