"""`flowc replay`: stored conversations run again, on what they ran on or on another artifact."""

from __future__ import annotations

import asyncio
from datetime import date
from pathlib import Path

import click

from flowc.cache import Cache
from flowc.cli import options, storing
from flowc.cli.compiling import artifact_at


@click.command()
@click.argument("store", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="STORE")
@click.option(
    "--artifact",
    "new",
    type=click.Path(exists=True, path_type=Path),
    metavar="NEW",
    help="An artifact or a bot's folder to compare with, for example --artifact toko.",
)
@click.option(
    "--conversation",
    metavar="ID",
    help="Only this customer's, as lists and logs name it, for example --conversation json:sari.",
)
@storing.as_format
@options.language
@options.as_of
@options.cache
def command(
    store: Path,
    new: Path | None,
    conversation: str | None,
    format_name: str,
    language: str,
    as_of: date,
    cache: Cache | None,
) -> int:
    """Run stored conversations again: the same artifact, events and clock must give the same bytes.

    STORE is a SQLite file, or a flowc.toml that names the store. A server may go on working on it. Nobody is
    written to, and nothing is called.

    Ends with 1 at a conversation that came out differently, and says what differs; those after it are run all
    the same. Conversations whose beginning `retention` has deleted are counted, and left out.

    With --artifact they are also compared: what would customers, agents and other systems have noticed, had
    their conversations begun on NEW? Then a difference ends with 1, too. Personal values are hidden.

    \b
    Examples:
      flowc replay toko.db
      flowc replay flowc.toml --artifact toko
      flowc replay toko.db --conversation json:sari --format json
    """
    from flowc.cli.replaying import Shown, replay_all  # late: help does not wait for the runtime

    artifact = artifact_at(new, as_of, cache, language) if new is not None else None
    if new is not None and artifact is None:
        return 1
    shown = Shown(language, format_name)
    with storing.telling(language):
        asyncio.run(replay_all(storing.store_at(store, language), artifact, conversation, shown))
    click.echo(shown.end())
    return 1 if shown.differs else 0
