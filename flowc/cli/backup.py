"""`flowc backup`: a copy of the store, also while a server works on it."""

from __future__ import annotations

from pathlib import Path

import click

from flowc.cli import options, storing
from flowc.diagnostics.model import Text

DONE = Text("{0}: {1:,} bytes", "{0}: {1:,} bita")
NOT_SQLITE = Text(
    "this store has tools of its own for copies; for PostgreSQL use pg_dump",
    "penyimpanan ini punya alat salinannya sendiri; untuk PostgreSQL gunakan pg_dump",
)


@click.command()
@click.argument("target", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE")
@storing.store
@options.language
def command(target: Path, store: Path, language: str) -> int:
    """Copy the store to FILE as it is at this moment; nobody waits for it, and the copy is checked.

    FILE must not be there yet. It holds what customers wrote: keep it as safe as the store. To restore, stop
    the server, remove the store's -wal and -shm, put FILE in its place and start.

    \b
    Example:
      flowc backup /var/backups/toko-2026-11-23.db --store toko.db
    """
    from runtime.stores.sqlite import SqliteStore  # late: help does not wait for a server
    from runtime.stores.sqlite.backup import back_up

    found = storing.store_at(store, language)
    if not isinstance(found, SqliteStore):
        raise click.ClickException(NOT_SQLITE.in_(language))
    try:
        with storing.telling(language):
            size = back_up(found.path, target)
    except FileExistsError as error:
        raise click.ClickException(str(error)) from error
    click.echo(DONE.in_(language).format(target, size))
    return 0
