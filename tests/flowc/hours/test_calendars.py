"""Opening hours become plain spans, dated exceptions and named holidays."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from flowc.compiler import compile_bot
from runtime.artifact.model import Calendar, Override, Span
from tests.ui.bots import write_example

AS_OF = date(2026, 11, 23)


def calendar(folder: Path, hours: str, as_of: date = AS_OF) -> Calendar:
    result = compile_bot(write_example(folder / "bot", f"hours:\n  kantor: {hours}\n"), as_of)
    assert result.artifact is not None, [problem.report().message.en for problem in result.problems]
    return result.artifact.calendars["kantor"]


def test_days_have_their_spans_and_the_others_are_closed(tmp_path: Path) -> None:
    week = calendar(tmp_path, '{sat-mon: "08:00-12:00, 13:00-24:00", wed: 20:00-02:00}').week
    whole = (Span(480, 720), Span(780, 1440))
    assert week == (whole, (), (Span(1200, 1560),), (), (), whole, whole)


def test_overrides_are_seven_days_each_and_closed_is_none(tmp_path: Path) -> None:
    text = "{mon: 08:00-12:00, overrides: {2027-01-01: closed, 2026-12-31: 08:00-10:00}}"
    assert calendar(tmp_path, text).overrides == (
        Override(date(2026, 12, 31), date(2026, 12, 31), ((Span(480, 600),),) * 7),
        Override(date(2027, 1, 1), date(2027, 1, 1), ((),) * 7),
    )


def test_national_days_are_known_by_name_and_joint_leave_can_be_left_out(tmp_path: Path) -> None:
    with_leave = calendar(tmp_path, "{mon: 08:00-12:00, holidays: ID}").holidays
    without = calendar(tmp_path, "{mon: 08:00-12:00, holidays: {country: ID, joint_leave: false}}").holidays
    assert without["2027-01-01"] == "Tahun Baru Masehi"
    assert with_leave["2026-12-24"].startswith("Cuti Bersama")
    assert "2026-12-24" not in without
    assert set(without) < set(with_leave)


def test_days_of_their_own_are_added_and_taken_away(tmp_path: Path) -> None:
    text = "{mon: 08:00-12:00, holidays: {country: ID, open: [2026-12-25], closed: [2027-03-03]}}"
    found = calendar(tmp_path, text).holidays
    assert "2026-12-25" not in found
    assert "2027-03-03" in found


@pytest.mark.parametrize(("as_of", "horizon"), [(AS_OF, "2028-11-23"), (date(2028, 2, 29), "2030-02-28")])
def test_nothing_is_known_beyond_the_horizon(tmp_path: Path, as_of: date, horizon: str) -> None:
    days = calendar(tmp_path, "{mon: 08:00-12:00, holidays: ID}", as_of).holidays
    assert min(days) == f"{as_of.year}-01-01"
    assert max(days) <= horizon
    assert f"{int(horizon[:4]) - 1}-12-25" in days


@pytest.mark.parametrize(
    ("hours", "code"),
    [
        ("{mon: 08:00-12:00, timezone: Asia/Jakata}", "FC601"),
        ("{mon: 08:00-12:00, timezone: Asia}", "FC601"),
        ("{mon: 08:00-12:00, holidays: XX}", "FC602"),
        ("{mon: 08:00-12:00, overrides: {2031-01-01: closed}}", "FC603"),
    ],
)
def test_what_the_world_does_not_know_is_told(tmp_path: Path, hours: str, code: str) -> None:
    result = compile_bot(write_example(tmp_path / "bot", f"hours:\n  kantor: {hours}\n"), AS_OF)
    assert [problem.code for problem in result.problems] == [code]
