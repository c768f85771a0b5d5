"""`--fix` of `flowc check`: shows what is mended, and writes it into the files."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from flowc.cache import Compiled, told
from flowc.cli import terminal
from flowc.cli.compiling import report_of
from flowc.compiler import compile_bot
from flowc.diagnostics.render.report import Report
from flowc.edits import diff, write_texts
from flowc.fixing import fix_bot
from runtime.artifact.model import Artifact


def show_and_write(
    folder: Path, as_of: date, against: Sequence[Artifact], dry_run: bool, for_people: bool
) -> tuple[Compiled, Report]:
    """Return what is left to say about a bot once its certain fixes are made; a dry run leaves everything."""
    with terminal.progress(f"fixing {folder}"):
        result = compile_bot(folder, as_of, against=against)
        fixed = fix_bot(folder, as_of, result)
    unchanged = told(result)
    if not fixed.texts:
        return unchanged, report_of(folder, unchanged)
    terminal.show_diff(diff(result.sources, fixed.texts), to_stderr=not for_people)
    if dry_run:
        return unchanged, report_of(folder, unchanged)
    try:
        write_texts(folder, result.sources, fixed.texts)
    except ValueError as error:
        raise click.ClickException(f"{folder}: {error}; nothing more was written") from error
    mended = told(fixed.result)
    return mended, report_of(folder, mended)
