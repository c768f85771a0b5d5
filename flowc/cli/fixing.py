"""`--fix` of `flowc check`: shows what is mended, and writes it into the files."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from flowc.cli import terminal
from flowc.cli.compiling import report_of
from flowc.compiler import Result
from flowc.diagnostics.render.report import Report
from flowc.edits import diff, write_texts
from flowc.fixing import fix_bot


def show_and_write(
    folder: Path, result: Result, report: Report, as_of: date, dry_run: bool, for_people: bool
) -> tuple[Result, Report]:
    """Return what is left to say about a bot once its certain fixes are made; a dry run leaves everything."""
    with terminal.progress(f"fixing {folder}"):
        fixed = fix_bot(folder, as_of, result)
    if not fixed.texts:
        return result, report
    terminal.show_diff(diff(result.sources, fixed.texts), to_stderr=not for_people)
    if dry_run:
        return result, report
    try:
        write_texts(folder, result.sources, fixed.texts)
    except ValueError as error:
        raise click.ClickException(f"{folder}: {error}; nothing more was written") from error
    return fixed.result, report_of(folder, fixed.result)
