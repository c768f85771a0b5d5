"""The short way of a transcript's lines: the same text, lines and refusals as the long one."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import runtime.core.codec  # noqa: F401 - the short way is registered there
from runtime.artifact.records import RecordError, decode, dump
from runtime.core.lines import read_line, write_line
from runtime.core.record import Line


@dataclass(frozen=True)
class Plain:
    """What a line is, without a short way."""

    at: datetime
    who: str
    text: str
    message: str | None = None
    agent: str | None = None


_TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
_MOMENTS = st.datetimes(timezones=st.timezones()).map(lambda at: datetime.fromisoformat(at.isoformat()))
_FIELDS = st.tuples(_MOMENTS, _TEXTS, _TEXTS, st.none() | _TEXTS, st.none() | _TEXTS)
_ANY: st.SearchStrategy[Any] = st.sampled_from(
    ["2026-11-23T03:00:00+00:00", "2026-11-23T03:00:00", "x", "", 1, None, [], {}]
)


@given(_FIELDS)
def test_both_ways_are_those_of_any_record(fields: tuple[Any, ...]) -> None:
    text = dump(Plain(*fields))
    assert text == dump(Line(*fields))
    assert Line(*fields) == decode(Line, json.loads(text))


_LINE = {"at": "2026-11-23T03:00:00+00:00", "who": "bot", "text": "Halo"}
_KEYS = st.sampled_from(["at", "who", "text", "message", "agent", "more"])
_CHANGED = st.dictionaries(_KEYS, _ANY, max_size=2).map(lambda changes: {**_LINE, **changes})


@given(_CHANGED | st.dictionaries(_KEYS, _ANY) | _ANY)
def test_what_is_no_line_is_refused_in_the_same_words(data: Any) -> None:
    try:
        expected: object = dump(decode(Plain, data))
    except RecordError as error:
        expected = str(error).replace("Plain", "Line")
    try:
        found: object = dump(decode(Line, data))
    except RecordError as error:
        found = str(error)
    assert expected == found


@pytest.mark.parametrize("message", [None, "halo"])
def test_the_short_way_is_taken(message: str | None) -> None:
    line = Line(datetime.fromisoformat("2026-11-23T03:00:00+00:00"), "bot", "Halo “kak”\n", message)
    text = write_line(line)
    assert text is not None
    assert line == read_line(json.loads(text))
