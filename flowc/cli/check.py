"""`flowc check`: does a bot hold what it promises?"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from flowc.cli import options, terminal
from flowc.cli.compiling import compile_all, with_installation
from flowc.diagnostics.render import text


@click.command()
@click.argument("bots", nargs=-1, required=True, type=options.FOLDER, metavar="BOT…")
@click.option(
    "--config",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Also check that an operator's file has all that the bots need, as in --config flowc.toml.",
)
@options.output_format
@options.language
@options.as_of
def command(bots: tuple[Path, ...], config: Path | None, format_name: str, language: str, as_of: date) -> int:
    """Check bots and say what is wrong, where, and what to write instead.

    Silent and 0 when there is nothing to say. Errors and warnings both end with 1: a warning that is meant is
    allowed with a reason beside it, and only counted. 2 when it could not run.

    \b
    Examples:
      flowc check toko
      flowc check bots/* --format json
      flowc check toko --config flowc.toml
    """
    checked = compile_all(bots, as_of)
    reports = tuple(
        with_installation(folder, result, report, config) if config else report
        for folder, (result, report) in zip(bots, checked, strict=True)
    )
    terminal.show(reports, format_name, language)
    if any(report.diagnostics for report in reports):
        return 1
    terminal.note(text.summary(reports, language))
    return 0
