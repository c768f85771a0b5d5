"""Compiles a fixture: its bot, the operator's file beside it, and a stage of ours broken where it says so."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from flowc import compiler
from flowc.compiler import Result, Stage, Work, compile_bot
from flowc.diagnostics.render import text
from flowc.diagnostics.render.report import Look, Report
from flowc.installation import check_installation
from tests.ui.bots import AS_OF, without_the_rest, write_fixture


def compile_fixture(source: Path, folder: Path) -> Result:
    """Return what is found in the fixture `source`, built in the new folder `folder`.

    `broken_stage` in its `make.toml` names a stage that is made to raise: no bot can show FC900 otherwise.
    """
    bot = write_fixture(folder / "bot", source)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compiler, "STAGES", tuple(_broken(stage, source) for stage in compiler.STAGES))
        result = without_the_rest(compile_bot(bot, AS_OF), source.parent.name.split("_")[0])
    config = bot / "flowc.toml"
    if result.artifact is None or not config.exists():
        return result
    written = config.read_text(encoding="utf-8")
    lacking = tuple(check_installation(result.artifact, result.sources, config.name, written, {}))
    return replace(
        result, problems=(*result.problems, *lacking), sources={**result.sources, config.name: written}
    )


def rendered(result: Result) -> str:
    diagnostics = tuple(problem.report() for problem in result.problems)
    return text.render((Report("", diagnostics, result.sources, result.left_out),), Look())


def _broken(stage: Stage, source: Path) -> Stage:
    made = source / "make.toml"
    plan = tomllib.loads(made.read_text(encoding="utf-8")) if made.exists() else {}
    return replace(stage, run=_break) if stage.name == plan.get("broken_stage") else stage


def _break(_: Work) -> None:
    exec(compile("1 / 0", "stage.py", "exec"))  # its own file and line: the fixture's text stays the same
