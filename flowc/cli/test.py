"""`flowc test`: the conversations a team has written down, played against its bot."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from flowc.cache import Cache
from flowc.cli import options, terminal
from flowc.cli.compiling import compile_all
from flowc.diagnostics.model import Text

ONLY_WITH_UPDATE = Text("--yes goes with --update", "--yes dipakai bersama --update")


@click.command()
@click.argument("bot", type=options.FOLDER, metavar="BOT")
@click.option(
    "--only",
    metavar="TEXT",
    help="Play only tests whose name holds this text, for example --only refund.",
)
@click.option(
    "--junit",
    "junit_file",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    metavar="FILE",
    help="Also write the outcome as JUnit XML, for example --junit tests.xml.",
)
@click.option(
    "--update",
    "updating",
    is_flag=True,
    help="Write what the bot does now into the lines that fail, after asking, as in `test toko --update`.",
)
@click.option("--yes", is_flag=True, help="With --update: write without asking, as in `--update --yes`.")
@options.language
@options.as_of
@options.cache
def command(
    bot: Path,
    only: str | None,
    junit_file: Path | None,
    updating: bool,
    yes: bool,
    language: str,
    as_of: date,
    cache: Cache | None,
) -> int:
    """Run a bot's conversation tests. A failure is shown as the conversation up to the line that failed.

    Ends with 1 when a test failed or the bot has errors, 2 when it could not run.

    --update shows what would have to be expected, and writes it. A line is changed, never dropped; a test
    that would still fail, or expect nothing any more, stays as it is.

    \b
    Examples:
      flowc test toko
      flowc test toko --only refund
      flowc test toko --junit tests.xml
      flowc test toko --only refund --update
    """
    if yes and not updating:
        raise click.UsageError(ONLY_WITH_UPDATE.in_(language))
    from flowc.bottest.junit import junit  # late: help does not wait for what plays a bot
    from flowc.bottest.read import read_tests
    from flowc.bottest.run import run_tests
    from flowc.bottest.show import show_report
    from flowc.cli.updating import updated
    from runtime.artifact import codec

    ((compiled, report),) = compile_all([bot], as_of, cache)
    if compiled.artifact is None:
        terminal.show((report,), "text", language)
        return 1
    artifact, name = codec.load(compiled.artifact), codec.name(compiled.artifact)
    tests = read_tests(bot)
    if only is not None:
        tests = tuple(test for test in tests if only.casefold() in test.name.casefold())
        if not tests:
            raise click.UsageError(f"no test of {bot} has `{only}` in its name")
    with terminal.progress(f"testing {bot}"):
        tested = run_tests(artifact, name, tests)
    if updating and tested.failed:
        tested = updated(bot, artifact, name, compiled.sources, tested, yes, language)
    if junit_file is not None:
        junit_file.write_text(junit({bot.name: tested}, language), encoding="utf-8")
    click.echo(show_report(tested, language))
    return 1 if tested.failed else 0
