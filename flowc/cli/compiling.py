"""Compiles folders for a command, with progress, and makes the reports about them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flowc.cache import Cache, Compiled, compile_cached
from flowc.cli import terminal
from flowc.diagnostics.render.report import Report

if TYPE_CHECKING:
    from runtime.artifact.model import Artifact


def compile_all(
    folders: Sequence[Path], as_of: date, cache: Cache | None, against: Sequence[Path] = ()
) -> tuple[tuple[Compiled, Report], ...]:
    """Return for each folder what the compiler made of it, and the report to show.

    `against` are earlier artifacts of these bots.

    Raises:
        click.UsageError: one of them is no artifact.
    """
    earlier = _earlier_of(against)
    found = []
    for folder in folders:
        with terminal.progress(f"checking {folder}"):
            compiled = compile_cached(folder, as_of, cache, earlier)
        found.append((compiled, report_of(folder, compiled)))
    return tuple(found)


def compile_unproved(folder: Path, as_of: date) -> tuple[Compiled, Report]:
    """Return what the compiler made of a bot, with an artifact even where a proof has found an error: to be
    drawn, not to be run."""
    from flowc.cache import told
    from flowc.compiler import compile_bot  # late: the cache needs no compiler

    with terminal.progress(f"checking {folder}"):
        compiled = told(compile_bot(folder, as_of, despite_proofs=True))
    return compiled, report_of(folder, compiled)


def report_of(folder: Path, compiled: Compiled) -> Report:
    return Report(
        folder.as_posix(),
        compiled.diagnostics,
        compiled.sources,
        compiled.left_out,
        compiled.allowed,
        _in_repository(folder),
    )


def _in_repository(folder: Path) -> str:
    """Return a folder as its repository names it; without a repository, as it is seen from here."""
    real = folder.resolve()
    root = next((one for one in (real, *real.parents) if (one / ".git").exists()), Path.cwd())
    return Path(os.path.relpath(real, root)).as_posix()


def _earlier_of(paths: Sequence[Path]) -> tuple[Artifact, ...]:
    """Return the artifacts in the files of `--against`.

    Raises:
        click.UsageError: one of them is none.
    """
    return tuple(map(_earlier, paths))


def _earlier(path: Path, option: str = "--against") -> Artifact:
    from runtime.artifact import codec  # late: most checks compare with nothing

    try:
        return codec.load(path.read_bytes())
    except codec.ArtifactError as error:
        raise click.UsageError(f"{option} {path}: {error}") from error


def artifact_at(path: Path, as_of: date, cache: Cache | None, language: str) -> bytes | None:
    """Return the artifact in a file, or what a bot's folder compiles to.

    None: it has errors, which are shown.

    Raises:
        click.UsageError: the file is no artifact.
    """
    if not path.is_dir():
        data = path.read_bytes()
        _earlier(path, "--artifact")
        return data
    ((compiled, report),) = compile_all([path], as_of, cache)
    terminal.show((report,), "text", language)
    return compiled.artifact


def with_installation(folder: Path, compiled: Compiled, report: Report, config: Path) -> Report:
    """Return the report with what an operator's file lacks for this bot; a broken bot is not compared."""
    if compiled.artifact is None:
        return report
    from flowc.installation import check_installation  # late: most checks have no operator's file
    from runtime.artifact import codec

    text = config.read_text(encoding="utf-8", errors="replace")
    name = Path(os.path.relpath(config, folder)).as_posix()
    problems = check_installation(codec.load(compiled.artifact), compiled.sources, name, text, os.environ)
    return replace(
        report,
        diagnostics=(*report.diagnostics, *(problem.report() for problem in problems)),
        sources={**report.sources, name: text},
    )
