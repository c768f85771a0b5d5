"""Compiles folders for a command, with progress, and keeps the results beside the reports about them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from flowc.cli import terminal
from flowc.compiler import Result, compile_bot
from flowc.diagnostics.render.report import Report
from flowc.installation import check_installation
from runtime.artifact import codec
from runtime.artifact.model import Artifact


def compile_all(
    folders: Sequence[Path], as_of: date, against: Sequence[Path] = ()
) -> tuple[tuple[Result, Report], ...]:
    """Return for each folder what the compiler made of it, and the report to show.

    `against` are earlier artifacts of these bots.

    Raises:
        click.UsageError: one of them is no artifact.
    """
    earlier = tuple(_earlier(path) for path in against)
    found = []
    for folder in folders:
        with terminal.progress(f"checking {folder}"):
            result = compile_bot(folder, as_of, against=earlier)
            found.append((result, report_of(folder, result)))
    return tuple(found)


def report_of(folder: Path, result: Result) -> Report:
    """Return what to show about a bot."""
    diagnostics = tuple(problem.report() for problem in result.problems)
    return Report(folder.as_posix(), diagnostics, result.sources, result.left_out, len(result.allowed))


def _earlier(path: Path) -> Artifact:
    try:
        return codec.load(path.read_bytes())
    except codec.ArtifactError as error:
        raise click.UsageError(f"--against {path}: {error}") from error


def with_installation(folder: Path, result: Result, report: Report, config: Path) -> Report:
    """Return the report with what an operator's file lacks for this bot; a broken bot is not compared."""
    if result.artifact is None:
        return report
    text = config.read_text(encoding="utf-8", errors="replace")
    name = Path(os.path.relpath(config, folder)).as_posix()
    problems = check_installation(result.artifact, result.sources, name, text, os.environ)
    return replace(
        report,
        diagnostics=(*report.diagnostics, *(problem.report() for problem in problems)),
        sources={**report.sources, name: text},
    )
