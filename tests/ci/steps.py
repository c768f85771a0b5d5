"""Runs the steps of a composite action, or of a GitLab job, as their runners do: in bash, in a checkout.

Of a runner's world only what steps can see is there: the environment, the files behind GITHUB_OUTPUT,
GITHUB_PATH and GITHUB_STEP_SUMMARY, and a folder for temporary files.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any  # YAML is read as it is

from tests.architecture import ROOT
from tools.language.plain_yaml import read

_EXPRESSION = re.compile(r"\$\{\{ ([\w.-]+) \}\}")


@dataclass(frozen=True, slots=True)
class Ran:
    """`outputs` are those that the action declares; `log` is what the last step wrote, which the runner reads
    commands from."""

    status: int
    log: str
    outputs: Mapping[str, str]
    summary: str


def document(name: str) -> Any:
    return read(ROOT / name)


def environment(**more: str) -> dict[str, str]:
    """Return this process's surroundings without what would lend a step more than a runner has."""
    kept = {
        key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "FLOWC_", "GIT"))
    }
    return {**kept, **more}


def lend_flowc(folder: Path) -> Path:
    """Return a folder for PATH with a program `flowc` that runs the code of this checkout."""
    folder.mkdir()
    program = folder / "flowc"
    program.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m flowc.cli.main "$@"\n')
    program.chmod(0o755)
    return folder


def run_action(checkout: Path, world: Path, inputs: Mapping[str, str], *, install: bool = False) -> Ran:
    """Run the steps of `action.yml` in a checkout; without `install` flowc is lent, and not installed.

    Args:
        world: a new folder for what the runner keeps: temporary files, outputs, summary.
    """
    action = document("action.yml")
    world.mkdir()
    files = {name: world / name for name in ("GITHUB_OUTPUT", "GITHUB_PATH", "GITHUB_STEP_SUMMARY")}
    for file in files.values():
        file.touch()
    given = {name: str(one.get("default", "")) for name, one in action["inputs"].items()} | dict(inputs)
    facts = {"github.action_path": str(ROOT)} | {f"inputs.{name}": value for name, value in given.items()}
    path = os.environ["PATH"] if install else f"{lend_flowc(world / 'lent')}{os.pathsep}{os.environ['PATH']}"
    status, log = 0, ""
    for step in action["runs"]["steps"]:
        if not install and step["name"] == "Install flowc":
            continue
        for added in files["GITHUB_PATH"].read_text().split():
            path = f"{added}{os.pathsep}{path}"
        own = {
            key: _EXPRESSION.sub(lambda found: facts[found[1]], value) for key, value in step["env"].items()
        }
        surroundings = environment(
            RUNNER_TEMP=str(world), PATH=path, **{name: str(file) for name, file in files.items()}, **own
        )
        assert step["shell"] == "bash"
        # As the runner calls it: https://docs.github.com/actions/reference/workflow-syntax, `shell`.
        call = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
        done = subprocess.run(
            call, cwd=checkout, env=surroundings, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        status, log = done.returncode, done.stdout
        if status:
            break
    said = dict(line.split("=", 1) for line in files["GITHUB_OUTPUT"].read_text().splitlines())
    facts |= {f"steps.check.outputs.{name}": value for name, value in said.items()}
    outputs = {
        name: _EXPRESSION.sub(lambda found: facts.get(found[1], ""), one["value"])
        for name, one in action["outputs"].items()
    }
    return Ran(status, log, outputs, files["GITHUB_STEP_SUMMARY"].read_text())


def git(folder: Path, *arguments: str) -> str:
    who = ("-c", "user.name=penulis", "-c", "user.email=penulis@toko.example")
    done = subprocess.run(
        ["git", *who, *arguments], cwd=folder, env=environment(), capture_output=True, text=True, check=True
    )
    return done.stdout
