"""The house keeps its walls; and the check that says so can fail."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture import ARROWS, DOORS, ROOT, STAGES, check, graph


def test_every_arrow_points_the_right_way() -> None:
    assert check(ROOT) == ()


def test_no_unit_of_the_house_is_missed() -> None:
    found = graph(ROOT)
    assert {f"flowc.{stage}" for stage in STAGES} <= set(found)
    assert set(found) <= set(ARROWS)


@pytest.mark.parametrize("dependency", DOORS)
def test_every_door_is_used(dependency: str) -> None:
    """A door that nobody goes through is a hole in the wall."""
    for door in DOORS[dependency]:
        files = sorted((ROOT / door).rglob("*.py")) if door.endswith("/") else [ROOT / door]
        assert any(
            re.search(rf"^ *(import|from) {dependency}\b", file.read_text(), re.M) for file in files
        ), door


WRONG = [
    (
        "a stage imports a later one",
        "flowc/names/a.py",
        "import flowc.machine",
        "flowc.names imports flowc.machine",
    ),
    (
        "also inside a function",
        "flowc/source/a.py",
        "def f():\n    from flowc.emit import x",
        "imports flowc.emit",
    ),
    (
        "also only for types",
        "flowc/types/a.py",
        "if TYPE_CHECKING:\n    from flowc.cli import main",
        "flowc.cli",
    ),
    ("also by a relative import", "flowc/feel/a.py", "from ..proofs import rules", "imports flowc.proofs"),
    ("also by importlib", "flowc/feel/a.py", "importlib.import_module('flowc.emit')", "imports flowc.emit"),
    (
        "diagnostics import a stage",
        "flowc/diagnostics/a.py",
        "from flowc.structure import tree",
        "wrong arrow",
    ),
    (
        "the runtime imports the compiler",
        "runtime/web/a.py",
        "import flowc.compiler",
        "runtime never imports flowc",
    ),
    (
        "the core imports a store",
        "runtime/core/a.py",
        "from runtime.stores import base",
        "imports runtime.stores",
    ),
    (
        "the shell imports a concrete store",
        "runtime/shell/a.py",
        "import runtime.stores.sqlite",
        "wrong arrow",
    ),
    ("feel imports routing", "runtime/feel/a.py", "import runtime.routing", "wrong arrow"),
    ("yaml beside its door", "flowc/names/a.py", "import yaml", "yaml is imported outside its door"),
    ("yaml in the runtime", "runtime/web/a.py", "import yaml", "yaml is imported outside its door"),
    (
        "a dependency nobody decided on",
        "runtime/shell/a.py",
        "import requests",
        "no door for the dependency requests",
    ),
    ("a pure package imports time", "runtime/core/a.py", "import time", "pure package imports time"),
    ("a pure package imports os.path", "runtime/feel/a.py", "from os import path", "pure package imports os"),
    (
        "a pure package imports a dependency",
        "runtime/artifact/a.py",
        "import jinja2",
        "pure package imports jinja2",
    ),
    ("a pure package awaits", "runtime/core/a.py", "async def f():\n    await g()", "pure package awaits"),
    ("a pure package reads the clock", "runtime/core/a.py", "datetime.datetime.now()", "reads the clock"),
    ("a pure package reads the date", "runtime/feel/a.py", "date.today()", "reads the clock"),
    ("a pure package opens a file", "runtime/core/a.py", "open('x')", "pure package calls open()"),
    ("a unit nobody placed", "flowc/helpers.py", "", "flowc.helpers: has no row"),
]


@pytest.mark.parametrize(
    ("file", "code", "expected"), [case[1:] for case in WRONG], ids=[c[0] for c in WRONG]
)
def test_a_wrong_arrow_is_found(tmp_path: Path, file: str, code: str, expected: str) -> None:
    house(tmp_path, file, code)
    wrong = check(tmp_path)
    assert any(expected in line for line in wrong), wrong
    assert all(line.startswith(file) or "has no row" in line for line in wrong)


RIGHT = [
    ("a stage imports an earlier one", "flowc/proofs/a.py", "from flowc.machine import machine"),
    ("a stage imports the artifact", "flowc/emit/a.py", "from runtime.artifact import model"),
    ("a span in a diagnostic", "flowc/diagnostics/a.py", "from flowc.source.span import Span"),
    ("the core imports understanding", "runtime/core/a.py", "from runtime.understanding import result"),
    ("the web knows a concrete store", "runtime/web/a.py", "from runtime.stores import sqlite"),
    ("yaml through its door", "flowc/source/yaml_tree.py", "import yaml"),
    ("a date that is given", "runtime/core/a.py", "from datetime import datetime\ndatetime(2026, 1, 1)"),
]


@pytest.mark.parametrize(("file", "code"), [case[1:] for case in RIGHT], ids=[case[0] for case in RIGHT])
def test_a_right_arrow_is_left_alone(tmp_path: Path, file: str, code: str) -> None:
    house(tmp_path, file, code)
    assert check(tmp_path) == ()


def test_the_command_prints_the_graph_and_fails_on_a_wrong_arrow(tmp_path: Path) -> None:
    house(tmp_path, "flowc/source/a.py", "import flowc.emit")
    done = subprocess.run(
        [sys.executable, "-m", "tests.architecture", str(tmp_path)], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        "flowc.source  ->  flowc.emit",
        "",
        "flowc/source/a.py:1: wrong arrow: flowc.source imports flowc.emit",
    ]


def house(root: Path, file: str, code: str) -> None:
    """Write a small tree with one file."""
    path = root / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(code)
