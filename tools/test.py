"""Runs everything that has to hold, part by part, and says what it took and what was left out.

`python -m tools.test [PART…] [--long]`. A part is a few commands; pytest's parts report through JUnit files,
so the counts and the reasons of skips at the end are pytest's own. Ends with 1 when anything failed, when a
part found no tests, or when the whole took longer than `BUDGET_S`.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as xml
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUDGET_S = 15 * 60  # what a person waits for before a push, and CI's promise
LONG_BUDGET_S = 3 * 60 * 60


@dataclass(frozen=True, slots=True)
class Part:
    """`tools` are commands; `tests` are pytest's arguments (empty: none); `workers` processes run them."""

    name: str
    tools: tuple[tuple[str, ...], ...] = ()
    tests: tuple[str, ...] = ()
    workers: int = 0


APART = (
    "tests/ui",
    "tests/golden",
    "tests/conversations",
    "tests/stores",
    "tests/hosts",
    "tests/adapters",
    "tests/test_catalog.py",
)
SLOW = (
    "tests/properties",
    "tests/fuzz",
    "tests/chaos",
    "tests/shop",
    "tests/whatsapp",
    "tests/browser",
    "tests/embedding",
    "tests/ci",
    "tests/test_light_install.py",
)
CODE = ("benchmarks", "flowc", "runtime", "tests", "tools", "examples")

PARTS = (
    Part(
        "lint and types",
        tools=(
            ("ruff", "check", *CODE),
            ("ruff", "format", "--check", *CODE),
            ("mypy",),
            ("python", "-m", "tests.architecture"),
        ),
    ),
    Part("unit", tests=("tests", *(f"--ignore={path}" for path in (*APART, *SLOW))), workers=3),
    Part("conformance", tests=APART, workers=2),
    Part("properties", tests=("tests/properties",), workers=2),
    Part("fuzz", tests=("tests/fuzz",), workers=2),
    Part("chaos", tests=("tests/chaos",), workers=2),  # mostly leases and lives that are waited for
    Part("shop", tests=("tests/shop",), workers=2),
    Part("whatsapp", tests=("tests/whatsapp",), workers=2),
    Part("embedding", tests=("tests/embedding",), workers=2),
    Part("browser", tests=("tests/browser",)),
    Part("install", tests=("tests/test_light_install.py", "tests/ci"), workers=2),
)


@dataclass(slots=True)
class Outcome:
    part: str
    seconds: float = 0.0
    passed: int = 0
    failed: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)


def main(arguments: Sequence[str]) -> int:
    options = parse(arguments)
    budget_s = LONG_BUDGET_S if options.long else BUDGET_S
    environment = {**os.environ, **({"FLOWC_LONG": "1"} if options.long else {})}
    started = time.monotonic()
    outcomes = []
    for part in PARTS:
        if options.parts and part.name.split()[0] not in options.parts:
            continue
        print(f"\n=== {part.name}", flush=True)
        outcomes.append(run(part, started + budget_s, environment))
    total_s = time.monotonic() - started
    print("\n".join(["", *report(outcomes, total_s)]), flush=True)
    return 1 if any(outcome.failed for outcome in outcomes) or total_s > budget_s else 0


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Return which `parts` to run (none named: all) and whether `long`."""
    parser = argparse.ArgumentParser(prog="python -m tools.test", description=__doc__)
    names = [part.name.split()[0] for part in PARTS]
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"one or more of {', '.join(names)}")
    parser.add_argument("--long", action="store_true", help="more examples, more kills (FLOWC_LONG=1)")
    options = parser.parse_args(arguments)
    for part in options.parts:
        if part not in names:
            parser.error(f"there is no part `{part}`; there are {', '.join(names)}")
    return options


def run(part: Part, deadline: float, environment: Mapping[str, str]) -> Outcome:
    """Run one part and return what it came to; nothing of it runs on after `deadline` (monotonic seconds)."""
    outcome = Outcome(part.name)
    started = time.monotonic()
    for command in part.tools:
        if _status(_located(command), deadline, environment) == 0:
            outcome.passed += 1
        else:
            outcome.failed.append(" ".join(command))
    if part.tests:
        _run_tests(part, outcome, deadline, environment)
    outcome.seconds = time.monotonic() - started
    return outcome


def report(outcomes: Sequence[Outcome], total_s: float) -> list[str]:
    """Return the last lines: skips with reasons, failures, seconds per part, and the counts."""
    lines = []
    for title, member in (("Skipped", "skipped"), ("Failed", "failed")):
        entries = [f"  {outcome.part}: {entry}" for outcome in outcomes for entry in getattr(outcome, member)]
        lines += [f"{title}:", *(entries or ["  none"])]
    lines.append("Seconds:")
    lines += [f"  {outcome.part:16} {outcome.seconds:8.1f}" for outcome in outcomes]
    lines.append(f"  {'total':16} {total_s:8.1f}")
    counts = [sum(outcome.passed for outcome in outcomes)]
    counts += [sum(len(getattr(outcome, member)) for outcome in outcomes) for member in ("failed", "skipped")]
    lines.append("{} passed, {} failed, {} skipped".format(*counts))
    return lines


def read(results: Path, outcome: Outcome) -> None:
    """Add the counts of a JUnit file to an outcome. A skipped test is no passed test."""
    for case in xml.parse(results).iter("testcase"):  # noqa: S314 - our own pytest wrote it a moment ago
        name = f"{case.get('classname')}::{case.get('name')}"
        skip = case.find("skipped")
        if case.find("failure") is not None or case.find("error") is not None:
            outcome.failed.append(name)
        elif skip is not None:
            outcome.skipped.append(f"{name}: {skip.get('message') or 'no reason given'}")
        else:
            outcome.passed += 1


def _run_tests(part: Part, outcome: Outcome, deadline: float, environment: Mapping[str, str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        results = Path(folder) / "results.xml"
        command = [sys.executable, "-m", "pytest", "-q", f"--junitxml={results}", "-r", "fE", *part.tests]
        command += ["-n", str(part.workers)] if part.workers else []
        status = _status(command, deadline, environment)
        if results.exists():
            read(results, outcome)
        if status and not outcome.failed:
            outcome.failed.append(f"pytest ended with {status} ({_meaning(status)})")


def _meaning(status: int) -> str:
    return {2: "interrupted", 4: "a path is missing", 5: "no tests found", -9: "out of time"}.get(status, "?")


def _located(command: tuple[str, ...]) -> list[str]:
    """Return the command with the program of this virtual environment."""
    if command[0] == "python":
        return [sys.executable, *command[1:]]
    return [str(Path(sys.executable).parent / command[0]), *command[1:]]


def _status(command: Sequence[str], deadline: float, environment: Mapping[str, str]) -> int:
    """Run a command in a process group of its own, and end the whole group when the time is over."""
    process = subprocess.Popen(command, cwd=ROOT, env=dict(environment), start_new_session=True)  # noqa: S603 - ours
    try:
        return process.wait(timeout=max(0.0, deadline - time.monotonic()))
    except (subprocess.TimeoutExpired, KeyboardInterrupt) as stop:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        if isinstance(stop, KeyboardInterrupt):
            raise
        print(f"out of time: {' '.join(command)}", flush=True)
        return -signal.SIGKILL


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
