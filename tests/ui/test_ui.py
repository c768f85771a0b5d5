"""Every problem as a person meets it: the annotated line, the whole text, and the nearest bot without it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ui.bots import UI, Expected, annotated
from tests.ui.compiling import compile_fixture, rendered
from tests.ui.wording import faults

FIXTURES = sorted(path.parent for path in UI.glob("*/bot"))
ALL = pytest.mark.parametrize("fixture", FIXTURES, ids=lambda path: path.name)


@ALL
def test_the_annotated_lines_have_the_problems_that_were_read_in_review(
    fixture: Path, tmp_path: Path, bless: bool
) -> None:
    result = compile_fixture(fixture / "bot", tmp_path)
    found = [Expected(one.span.file, one.span.line, one.code) for one in result.problems]
    assert sorted(found, key=str) == sorted(annotated(fixture / "bot"), key=str)
    assert fixture.name.split("_")[0] in {one.code for one in found}
    assert [fault for one in result.problems for fault in faults(one.report())] == []
    shown, expected = rendered(result), fixture / "stderr.txt"
    if bless:
        expected.write_text(shown, encoding="utf-8")
    assert shown == expected.read_text(encoding="utf-8")


@ALL
def test_the_nearest_correct_bot_is_clean(fixture: Path, tmp_path: Path) -> None:
    assert rendered(compile_fixture(fixture / "good", tmp_path)) == ""
