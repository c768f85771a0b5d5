"""Calendars: hours by day, public holidays, and dates with other hours."""

from __future__ import annotations

import re
from datetime import date

from flowc.source.durations import read_hours
from flowc.source.nodes import Mapping, Node, Scalar
from flowc.structure.build_allowed import note_allowed
from flowc.structure.build_values import (
    Context,
    Fields,
    build_boolean,
    build_word,
    entries_of,
    items_of,
    scalar_of,
)
from flowc.structure.complaints import DAYS
from flowc.structure.file_problems import DayTwice
from flowc.structure.form_problems import BadForm, BadHours
from flowc.structure.tree import DayHours, Holidays, Hours, HoursOverride, Word

_OTHER_KEYS = frozenset(("always", "holidays", "overrides", "timezone", "allow"))


def build_hours(name: Word, node: Node, context: Context) -> Hours:
    fields = Fields(node)
    note_allowed(node, context, name)
    overrides = fields.get("overrides")
    found = (_override(key, value, context) for key, value in entries_of(overrides))
    return Hours(
        name=name,
        span=node.span,
        week=_week(node, context),
        always=build_boolean(fields.get("always")) or False,
        holidays=_holidays(fields.get("holidays"), context),
        overrides=tuple(one for one in found if one is not None),
        timezone=build_word(fields.get("timezone")),
    )


def _week(node: Node, context: Context) -> tuple[DayHours, ...]:
    week: list[DayHours] = []
    named: dict[int, Word] = {}
    for key, value in entries_of(node):
        if key.text in _OTHER_KEYS or (days := _days(key.text)) is None:
            continue
        if again := next((named[day] for day in days if day in named), None):
            context.sink.add(DayTwice(key.span, key.text, again.span))
            continue
        named.update(dict.fromkeys(days, key))
        if (built := _day_hours(key, days, value, context)) is not None:
            week.append(built)
    return tuple(week)


def _days(written: str) -> tuple[int, ...] | None:
    first, _, last = written.partition("-")
    if first not in DAYS or (last or first) not in DAYS:
        return None
    start, end = DAYS.index(first), DAYS.index(last or first)
    return tuple((start + offset) % 7 for offset in range((end - start) % 7 + 1))


def _day_hours(key: Word, days: tuple[int, ...], node: Node, context: Context) -> DayHours | None:
    scalar = scalar_of(node)
    spans = read_hours(scalar.text)
    if spans is None:
        context.sink.add(BadHours(scalar.span, scalar.text))
        return None
    return DayHours(key, days, spans, scalar.span)


def _override(key: Word, node: Node, context: Context) -> HoursOverride | None:
    first, _, last = key.text.partition("..")
    last = last or first
    if not _is_date(first) or not _is_date(last) or last < first:
        context.sink.add(
            BadForm(
                key.span,
                key.text,
                "a date, or a first and a last date",
                "tanggal, atau tanggal pertama dan terakhir",
                "2027-02-08..2027-03-09",
            )
        )
        return None
    if isinstance(node, Mapping):
        return HoursOverride(key, first, last, False, _week(node, context))
    if scalar_of(node).text == "closed":
        return HoursOverride(key, first, last, True, ())
    hours = _day_hours(key, tuple(range(7)), node, context)
    return None if hours is None else HoursOverride(key, first, last, False, (hours,))


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text) is not None


def _holidays(node: Node | None, context: Context) -> Holidays | None:
    if node is None:
        return None
    if isinstance(node, Scalar):
        return Holidays(node.span, build_word(node))
    fields = Fields(node)
    joint_leave = build_boolean(fields.get("joint_leave"))
    return Holidays(
        span=node.span,
        country=build_word(fields["country"]),
        joint_leave=True if joint_leave is None else joint_leave,
        open=_dates(fields.get("open"), context),
        closed=_dates(fields.get("closed"), context),
    )


def _dates(node: Node | None, context: Context) -> tuple[Word, ...]:
    """The dates of a list; a day no calendar has (2026-02-30) is told and left out."""
    words = []
    for word in map(build_word, items_of(node)):
        if _is_date(word.text):
            words.append(word)
        else:
            context.sink.add(BadForm(word.span, word.text, "a date", "tanggal", "2026-12-26"))
    return tuple(words)
