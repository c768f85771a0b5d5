"""`flowc check`: does a bot hold what it promises?"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from flowc.cache import Cache
from flowc.cli import options, terminal
from flowc.cli.compiling import compile_all, with_installation
from flowc.diagnostics.model import Text
from flowc.diagnostics.render import text

ONLY_WITH_FIX = Text("--dry-run goes with --fix", "--dry-run dipakai bersama --fix")


@click.command()
@click.argument("bots", nargs=-1, required=True, type=options.FOLDER, metavar="BOT…")
@click.option(
    "--config",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Also check that an operator's file has all that the bots need, as in --config flowc.toml.",
)
@click.option(
    "--fix",
    is_flag=True,
    help="Write what is certain into the files first, and show it, as in `flowc check toko --fix`.",
)
@click.option(
    "--dry-run",
    is_flag=True,
    help="With --fix: only show it, as in `flowc check toko --fix --dry-run`.",
)
@options.against
@options.output_format
@options.language
@options.as_of
@options.cache
def command(
    bots: tuple[Path, ...],
    config: Path | None,
    fix: bool,
    dry_run: bool,
    against: tuple[Path, ...],
    format_name: str,
    language: str,
    as_of: date,
    cache: Cache | None,
) -> int:
    """Check bots and say what is wrong, where, and what to write instead.

    Silent and 0 when there is nothing to say. Errors and warnings both end with 1: a warning that is meant is
    allowed with a reason beside it, and only counted. 2 when it could not run.

    --fix mends what can have been meant in one way only: a key with a wrong letter, `1 jam` for `1h`, `==`
    for `=`. Comments stay, and so does all that is a guess; what is left is told.

    \b
    Examples:
      flowc check toko
      flowc check bots/* --format json
      flowc check toko --config flowc.toml
      flowc check toko --fix --dry-run
      flowc check toko --against running.json
    """
    if dry_run and not fix:
        raise click.UsageError(ONLY_WITH_FIX.in_(language))
    if fix:
        from flowc.cli import fixing  # late: needs the compiler, which a check of the same files does not

        for folder in bots:
            fixing.show_and_write(folder, as_of, dry_run, format_name == "text")
    checked = compile_all(bots, as_of, cache, against)
    reports = tuple(
        with_installation(folder, compiled, report, config) if config else report
        for folder, (compiled, report) in zip(bots, checked, strict=True)
    )
    terminal.show(reports, format_name, language)
    if any(report.diagnostics for report in reports):
        return 1
    terminal.note(text.summary(reports, language))
    return 0
