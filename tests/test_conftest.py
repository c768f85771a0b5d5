"""A missing tool is a skip at home and a failure where everything must run; nothing is blessed in CI."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.architecture import ROOT
from tests.conftest import Need


def test_a_missing_tool_skips(need: Need, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FLOWC_REQUIRE_ALL", raising=False)
    with pytest.raises(pytest.skip.Exception, match="no browser"):
        need("no browser")


def test_a_missing_tool_fails_where_all_is_required(need: Need, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FLOWC_REQUIRE_ALL", "1")
    with pytest.raises(pytest.fail.Exception, match="no browser"):
        need("no browser")


def test_blessing_is_refused_in_ci() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "--bless", "--collect-only", "-q", "tests/test_conftest.py"],
        cwd=ROOT,
        env={**os.environ, "CI": "true"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == pytest.ExitCode.USAGE_ERROR
    assert "never for CI" in done.stderr


def test_a_run_is_repeated_and_made_long_by_options() -> None:
    jumps = "tests/chaos/test_clock_jumps.py"
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "--scale", "2", "--seed", "40", "--collect-only", "-q", jumps],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    scripts = [line for line in done.stdout.splitlines() if "::test_each_timer" in line]
    assert [line.rpartition("[")[2] for line in scripts] == [f"{number}]" for number in range(40, 50)]
