"""`flowc check`: does a bot hold what it promises?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from flowc.cache import Cache
from flowc.cli import options, terminal
from flowc.cli.build import write
from flowc.cli.compiling import compile_all, with_installation
from flowc.diagnostics.model import Text
from flowc.diagnostics.render import text
from flowc.diagnostics.render.formats import FORMATS
from flowc.diagnostics.render.proved import proved

ONE_OUTPUT = Text(
    "--output is for one format without a file of its own; for several write --format sarif=flowc.sarif",
    "--output untuk satu format yang belum punya berkas; kalau lebih, tulis --format sarif=flowc.sarif",
)
ONE_ON_STDOUT = Text(
    "only one format can go to stdout: give the others a file, as in --format sarif=flowc.sarif",
    "hanya satu format yang bisa ke stdout: beri berkas untuk yang lain, misalnya --format sarif=flowc.sarif",
)
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
@click.option(
    "--proofs",
    "wants_proofs",
    is_flag=True,
    help="Also say what was proved, how, over how much and in what time, as in `flowc check toko --proofs`.",
)
@options.against
@options.output_formats
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file for the one format that names none, for example --format sarif -o flowc.sarif.",
)
@options.language
@options.as_of
@options.cache
def command(
    bots: tuple[Path, ...],
    config: Path | None,
    fix: bool,
    dry_run: bool,
    wants_proofs: bool,
    against: tuple[Path, ...],
    formats: tuple[options.Output, ...],
    output: Path | None,
    language: str,
    as_of: date,
    cache: Cache | None,
) -> int:
    """Check bots and say what is wrong, where, and what to write instead.

    Silent and 0 when there is nothing to say. Errors and warnings both end with 1: a warning that is meant is
    allowed with a reason beside it, and only counted. 2 when it could not run.

    --proofs prints a line for each rule: whether it is exact, what it looked at, what came of it. Times are
    only there; JSON gets the rest.

    --fix mends what can have been meant in one way only: a key with a wrong letter, `1 jam` for `1h`, `==`
    for `=`. Comments stay, and so does all that is a guess; what is left is told.

    \b
    Examples:
      flowc check toko
      flowc check bots/* --format json
      flowc check bots/* --format github --format sarif=flowc.sarif
      flowc check toko --config flowc.toml
      flowc check toko --fix --dry-run
      flowc check toko --proofs
      flowc check toko --against running.json
    """
    if dry_run and not fix:
        raise click.UsageError(ONLY_WITH_FIX.in_(language))
    outputs = _outputs(formats, output, language)
    if fix:
        from flowc.cli import fixing  # late: needs the compiler, which a check of the same files does not

        to_stdout = all(one.format_name == "text" or one.file is not None for one in outputs)
        for folder in bots:
            fixing.show_and_write(folder, as_of, dry_run, to_stdout)
    checked = compile_all(bots, as_of, None if wants_proofs else cache, against)
    reports = tuple(
        with_installation(folder, compiled, report, config) if config else report
        for folder, (compiled, report) in zip(bots, checked, strict=True)
    )
    if wants_proofs:
        reports = tuple(
            replace(report, proofs=compiled.proofs)
            for (compiled, _), report in zip(checked, reports, strict=True)
        )
    for one in outputs:
        if one.file is None:
            terminal.show(reports, one.format_name, language)
        else:
            write(one.file, terminal.render(reports, one.format_name, language).encode())
    if wants_proofs:
        taken = any(one.file is None and one.format_name != "text" for one in outputs)
        click.echo(proved(reports, language), err=taken, nl=False)
    if any(report.diagnostics for report in reports):
        return 1
    terminal.note(text.summary(reports, language))
    return 0


def _outputs(
    formats: tuple[options.Output, ...], output: Path | None, language: str
) -> tuple[options.Output, ...]:
    """Return what is written where.

    Raises:
        click.UsageError: two results would be mixed on stdout, or a file has no format, or two.
    """
    open_ = [one for one in formats if one.file is None]
    if output is not None:
        if len(open_) != 1:
            raise click.UsageError(ONE_OUTPUT.in_(language))
        return tuple(replace(one, file=output) if one.file is None else one for one in formats)
    if len([one for one in open_ if not FORMATS[one.format_name].for_people]) > 1:
        raise click.UsageError(ONE_ON_STDOUT.in_(language))
    return formats
