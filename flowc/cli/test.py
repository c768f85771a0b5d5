"""`flowc test`: the conversations a team has written down, played against its bot."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from flowc.bottest.read import read_tests
from flowc.bottest.run import run_tests
from flowc.bottest.show import show_report
from flowc.cli import options, terminal
from flowc.cli.compiling import compile_all
from runtime.artifact import codec


@click.command()
@click.argument("bot", type=options.FOLDER, metavar="BOT")
@options.language
@options.as_of
def command(bot: Path, language: str, as_of: date) -> int:
    """Run a bot's conversation tests. A failure is shown as the conversation up to the line that failed.

    Ends with 1 when a test failed or the bot has errors, 2 when it could not run.

    \b
    Example:
      flowc test toko
    """
    ((result, report),) = compile_all([bot], as_of)
    if result.artifact is None:
        terminal.show((report,), "text", language)
        return 1
    name = codec.name(codec.dump(result.artifact))
    with terminal.progress(f"testing {bot}"):
        tested = run_tests(result.artifact, name, read_tests(bot))
    click.echo(show_report(tested, language))
    return 1 if tested.failed else 0
