"""Each limit at one below, at it, at one above, and far above: within is taken, beyond is held back."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from runtime.config import ConfigError, load_config
from runtime.limits import LIMITS, Limit
from tests.architecture import ROOT
from tests.limits import doors, expressions, files, messages, turns
from tests.limits.probing import FAR, Probe
from tools.limits_page import AREAS, page

PROBES = (*doors.PROBES, *messages.PROBES, *turns.PROBES, *expressions.PROBES, *files.PROBES)
AT = [
    pytest.param(probe, count, id=f"{probe.limit.name}-{name}")
    for probe in PROBES
    for value in (probe.limit.value,)
    for name, count in (
        ("below", value - 1),
        ("at", value),
        ("above", value + 1),
        ("far-above", value * FAR),
    )
]


@pytest.mark.parametrize(("probe", "count"), AT)
def test_what_is_within_is_taken_and_what_is_beyond_is_held_back(
    probe: Probe, count: int, tmp_path: Path
) -> None:
    assert probe.held_back(count, tmp_path) is (count > probe.limit.value)


def test_every_limit_has_one_probe() -> None:
    assert sorted(probe.limit.name for probe in PROBES) == sorted(limit.name for limit in LIMITS)


def test_every_limit_is_used() -> None:
    """A limit that no module takes its number from would be a promise of the page alone."""
    path = ROOT / "runtime" / "limits.py"
    names = {
        node.targets[0].id
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }
    code = "".join(
        one.read_text()
        for package in ("runtime", "flowc")
        for one in (ROOT / package).rglob("*.py")
        if one != path
    )
    used = set(re.findall(r"\blimits\.([A-Z_]+)\b", code))
    assert names - {"KIB"} <= used | {"LIMITS"}
    assert len(LIMITS) == len(names - {"KIB"})


@pytest.mark.parametrize(
    "limit", [limit for limit in LIMITS if limit.most is not None], ids=lambda limit: limit.key
)
def test_an_operator_may_go_to_the_maximum_and_no_further(limit: Limit) -> None:
    table, _, key = limit.key.rpartition(".")
    assert limit.most is not None
    assert limit.value <= limit.most
    load_config(f"[{table}]\n{key} = {limit.most}\n", {})
    for wrong in (limit.most + 1, limit.most * 100, 0, -1):
        with pytest.raises(ConfigError, match=re.escape(limit.key)):
            load_config(f"[{table}]\n{key} = {wrong}\n", {})


def test_the_page_has_a_row_for_each() -> None:
    rows = re.findall(r"^\| `(\w+\.\w+)` ", page(), re.MULTILINE)
    assert sorted(rows) == sorted(limit.name for limit in LIMITS)
    assert {limit.name.partition(".")[0] for limit in LIMITS} == set(AREAS)
