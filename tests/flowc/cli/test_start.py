"""What a command imports before it can say anything: the compiler only where something is compiled."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.architecture import ROOT

HEAVY = {"jsonschema", "lark", "yaml", "holidays", "jinja2", "starlette", "uvicorn", "httpx", "apsw"}
SCRIPT = """
import json, sys
from flowc.cli.group import run
code = run(sys.argv[1:])
print(json.dumps([code, sorted(sys.modules)]))
"""
CHECK = ("check", "examples/toko-sejahtera", "--as-of", "2026-11-23")


def imported(cache: Path, *arguments: str) -> set[str]:
    """Return what a process has imported at the end of a command that found nothing to complain about."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "FLOWC_CACHE": str(cache)},
        capture_output=True,
        text=True,
        check=True,
    )
    code, modules = json.loads(done.stdout.splitlines()[-1])
    assert (code, done.stderr) == (0, "")
    return (HEAVY | {"flowc.compiler"}) & set(modules)


def test_a_bot_that_was_checked_before_is_checked_without_the_compiler(tmp_path: Path) -> None:
    assert {"jsonschema", "lark", "flowc.compiler"} <= imported(tmp_path, *CHECK)
    assert imported(tmp_path, *CHECK) == set()
    assert "flowc.compiler" in imported(tmp_path, *CHECK, "--no-cache")


def test_help_imports_nothing_of_what_the_commands_do(tmp_path: Path) -> None:
    assert imported(tmp_path, "--help") == set()
