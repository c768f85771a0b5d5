"""`flowc erase`: forget a customer, at once and for ever."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flowc.cli import options, storing
from flowc.diagnostics.model import Text

if TYPE_CHECKING:
    from runtime.stores.base import Store

SURE = Text("Erase all that is known of `{0}`, for ever?", "Hapus semua data tentang `{0}` untuk selamanya?")
UNSURE = Text(
    "nobody can be asked here; add --yes when it is meant",
    "tidak ada yang bisa ditanya di sini; tambahkan --yes jika memang dimaksud",
)
KEPT = Text("nothing was erased", "tidak ada yang dihapus")
NOBODY = Text("nobody is known as `{0}`", "tidak ada yang dikenal sebagai `{0}`")
GONE = Text("all of `{0}` is erased", "semua data `{0}` sudah dihapus")


@click.command()
@click.argument("contact", metavar="CONTACT")
@click.option("--yes", is_flag=True, help="Do not ask, as in flowc erase json:sari --yes.")
@storing.store
@options.language
def command(contact: str, yes: bool, store: Path, language: str) -> int:
    """Delete all of a customer: conversations, what waits to be sent, dead letters, handovers, addresses.

    CONTACT is the customer's conversation as lists name it, or an address of theirs. No byte of it is left in
    the store's files; backups, the desk and other systems have their own. Also while a server runs: a turn
    that is under way is not kept. Ends with 1 when nobody is known by that name, or the answer was no.

    \b
    Example:
      flowc erase json:sari --store toko.db
    """

    async def erased(opened: Store) -> bool:
        return await opened.erase(await opened.known_at(contact) or contact)

    if not yes:
        if not sys.stdin.isatty():
            raise click.UsageError(UNSURE.in_(language))
        if not click.confirm(SURE.in_(language).format(contact), err=True):
            click.echo(KEPT.in_(language), err=True)
            return 1
    if not storing.with_store(store, language, erased):
        click.echo(NOBODY.in_(language).format(contact), err=True)
        return 1
    click.echo(GONE.in_(language).format(contact))
    return 0
