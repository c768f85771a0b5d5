"""The runner of all parts counts what ran, and says why when something did not."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from tools import test as runner
from tools.test import Outcome, Part

RESULTS = """<?xml version="1.0"?>
<testsuites><testsuite>
  <testcase classname="a" name="passes"/>
  <testcase classname="a" name="fails"><failure message="no"/></testcase>
  <testcase classname="a" name="breaks"><error message="no"/></testcase>
  <testcase classname="a" name="waits"><skipped message="no browser"/></testcase>
</testsuite></testsuites>"""


def test_results_are_counted_and_reasons_kept(tmp_path: Path) -> None:
    (tmp_path / "results.xml").write_text(RESULTS)
    outcome = Outcome("unit")
    runner.read(tmp_path / "results.xml", outcome)
    assert outcome == Outcome("unit", 0.0, 1, ["a::fails", "a::breaks"], ["a::waits: no browser"])


def test_the_last_lines() -> None:
    outcomes = [
        Outcome("unit", 61.25, 10, ["a::b"], []),
        Outcome("browser", 2.0, 3, [], ["c::d: no browser"]),
    ]
    assert runner.report(outcomes, 63.25) == [
        "Skipped:",
        "  browser: c::d: no browser",
        "Failed:",
        "  unit: a::b",
        "Seconds:",
        "  unit                 61.2",
        "  browser               2.0",
        "  total                63.2",
        "13 passed, 1 failed, 1 skipped",
    ]


def test_a_tool_that_fails_is_named() -> None:
    part = Part("lint", tools=(("python", "-c", ""), ("python", "-c", "raise SystemExit(3)")))
    outcome = runner.run(part, time.monotonic() + 60, os.environ)
    assert (outcome.passed, outcome.failed) == (1, ["python -c raise SystemExit(3)"])


def test_nothing_runs_on_after_the_deadline(capfd: pytest.CaptureFixture[str]) -> None:
    started = time.monotonic()
    outcome = runner.run(
        Part("slow", tools=(("python", "-c", "import time; time.sleep(60)"),)), started, os.environ
    )
    assert outcome.failed == ["python -c import time; time.sleep(60)"]
    assert time.monotonic() - started < 30
    assert "out of time" in capfd.readouterr().out


@pytest.mark.parametrize(
    ("code", "why"), [("", "no tests found"), ("import nothing_of_that_name", "pytest ended with")]
)
def test_a_part_without_results_fails(tmp_path: Path, code: str, why: str) -> None:
    file = tmp_path / "test_nothing.py"
    file.write_text(code)
    outcome = runner.run(Part("unit", tests=(str(file),)), time.monotonic() + 60, os.environ)
    assert outcome.passed == 0
    assert len(outcome.failed) == 1
    assert why in outcome.failed[0] or "test_nothing" in outcome.failed[0]


def test_every_test_file_belongs_to_exactly_one_part() -> None:
    everything = {
        path.relative_to(runner.ROOT).as_posix() for path in (runner.ROOT / "tests").rglob("test_*.py")
    }
    held: dict[str, list[str]] = {path: [] for path in everything}
    for part in runner.PARTS:
        apart = [one.removeprefix("--ignore=") for one in part.tests if one.startswith("--ignore=")]
        for path, parts in held.items():
            if any(_below(path, one) for one in part.tests) and not any(_below(path, one) for one in apart):
                parts.append(part.name)
    assert {path: parts for path, parts in held.items() if len(parts) != 1} == {}


@pytest.mark.parametrize(("arguments", "expected"), [([], []), (["unit", "--long"], ["unit"])])
def test_options(arguments: list[str], expected: list[str]) -> None:
    options = runner.parse(arguments)
    assert (options.parts, options.long) == (expected, "--long" in arguments)


def test_an_unknown_part_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        runner.parse(["unti"])
    assert stop.value.code == 2
    assert "unit" in capsys.readouterr().err


def test_python_means_this_environment() -> None:
    outcome = runner.run(
        Part("x", tools=(("python", "-c", f"import sys; assert sys.executable == {sys.executable!r}"),)),
        time.monotonic() + 60,
        os.environ,
    )
    assert outcome.failed == []


def _below(path: str, folder: str) -> bool:
    return path == folder or path.startswith(f"{folder}/")


def test_every_path_of_a_part_exists() -> None:
    paths = {one.removeprefix("--ignore=") for part in runner.PARTS for one in part.tests}
    assert [path for path in sorted(paths) if not (runner.ROOT / path).exists()] == []
