"""`--fix` of `flowc check`: shows what is mended, and writes it into the files."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from flowc.cli import terminal
from flowc.compiler import compile_bot
from flowc.edits import diff, write_texts
from flowc.fixing import fix_bot


def show_and_write(folder: Path, as_of: date, dry_run: bool, for_people: bool) -> None:
    """Make the certain fixes of a bot; a dry run only shows them."""
    with terminal.progress(f"fixing {folder}"):
        result = compile_bot(folder, as_of)
        fixed = fix_bot(folder, as_of, result)
    if not fixed.texts:
        return
    terminal.show_diff(diff(result.sources, fixed.texts), to_stderr=not for_people)
    if dry_run:
        return
    try:
        write_texts(folder, result.sources, fixed.texts)
    except ValueError as error:
        raise click.ClickException(f"{folder}: {error}; nothing more was written") from error
