"""States as earlier runtimes wrote them: `states/N.jsonl` holds those of version N, a state a line.

They are never rewritten. What changes the bytes of a state needs a new `STATE_VERSION`, a way from the one
before, and a file of its own: conversations go on for months, and turns are compared with stored bytes.
"""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest

from runtime.core import record, state
from runtime.core.codec import STATE_VERSION, dump_state, load_state
from runtime.core.state import State

FILES = sorted(Path(__file__).parent.glob("states/*.jsonl"))
GOLDEN = [(int(path.stem), line) for path in FILES for line in path.read_bytes().splitlines()]
# Filled only while a turn is made, or of the rarest kind: the laws of `records` hold for them as for others.
UNSEEN = {
    "Ending.survey",
    "OpenHandover.asked",
    "Shortcut.failed",
    "Shortcut.handed_on",
    "Shortcut.said",
    "SlaClock.used",
    "SlaClock.used_days",
}


@pytest.mark.parametrize(("version", "data"), GOLDEN, ids=range(len(GOLDEN)))
def test_a_stored_state_is_read_and_written_as_it_was(version: int, data: bytes) -> None:
    found = load_state(data)
    assert load_state(dump_state(found)) == found
    if version == STATE_VERSION:
        assert dump_state(found) == data


def test_every_part_of_a_state_stands_in_a_stored_one() -> None:
    filled = {
        name for version, data in GOLDEN if version == STATE_VERSION for name in _filled(load_state(data))
    }
    assert _parts(State, set()) - filled == UNSEEN


def _filled(value: Any) -> Iterator[str]:  # Any: whatever a state is made of
    """Yield the fields that are not as they are by themselves."""
    if dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            part = getattr(value, field.name)
            if part not in (field.default, None, (), {}):
                yield f"{type(value).__name__}.{field.name}"
            yield from _filled(part)
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _filled(part)
    elif isinstance(value, tuple):
        for part in value:
            yield from _filled(part)


def _parts(of: Any, seen: set[Any]) -> set[str]:  # Any: a type and what it is made of
    """Return the fields of a state and of its records; what FEEL's values are made of has its own tests."""
    found = {name for argument in get_args(of) for name in _parts(argument, seen)}
    ours = (state.__name__, record.__name__)
    if isinstance(of, type) and dataclasses.is_dataclass(of) and of.__module__ in ours and of not in seen:
        seen.add(of)
        found |= {f"{of.__name__}.{field.name}" for field in dataclasses.fields(of)}
        hints = get_type_hints(of, vars(sys.modules[of.__module__]))
        found |= {name for hint in hints.values() for name in _parts(hint, seen)}
    return found
