"""`flowc init`: a small bot of one's own, to change from there."""

from __future__ import annotations

from pathlib import Path

import click

from flowc import scaffold
from flowc.cli import options
from flowc.resources import ready_made_bots


@click.command()
@click.argument("name", type=click.Path(path_type=Path), metavar="NAME")
@click.option(
    "--from",
    "example",
    default=scaffold.DEFAULT_EXAMPLE,
    show_default=True,
    metavar="EXAMPLE",
    shell_complete=lambda _, __, incomplete: [one for one in ready_made_bots() if one.startswith(incomplete)],
    help="The ready-made bot to start from, for example --from mulai.",
)
@options.language
def command(name: Path, example: str, language: str) -> int:
    """Make a new folder NAME with a small bot that checks clean and has tests.

    \b
    Example:
      flowc init toko && flowc check toko && flowc test toko
    """
    created = scaffold.create(name, example)
    if isinstance(created, scaffold.Refused):
        raise click.UsageError(created.reason.in_(language))
    for path in created:
        click.echo(path)
    return 0
