"""`flowc trace`: why the bot did what it did, turn by turn, with the lines of its files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flowc.cli import options, storing
from flowc.diagnostics.model import Text

if TYPE_CHECKING:
    from runtime.artifact.model import Artifact
    from runtime.stores.base import Store
    from runtime.stores.rows import PastTurn

NOBODY = Text("nobody is known as `{0}`", "tidak ada yang dikenal sebagai `{0}`")
HEAD = Text("turn {turn}  {at}  {kind}  {artifact}", "giliran {turn}  {at}  {kind}  {artifact}")


@click.command()
@click.argument("contact", metavar="CONTACT")
@click.option("--turn", type=click.IntRange(1), help="Only this one, for example --turn 3.")
@click.option(
    "--last",
    type=click.IntRange(1),
    default=20,
    show_default=True,
    help="At most so many turns, the newest, for example --last 5.",
)
@storing.as_format
@storing.store
@options.language
def command(contact: str, turn: int | None, last: int, format_name: str, store: Path, language: str) -> int:
    """Tell what each turn of a conversation understood, ran and decided, and where that stands in the files.

    CONTACT is the customer's conversation as lists name it, or an address of theirs. Places are those of the
    version that the turn ran on. What is personal was masked before it was kept. Ends with 1 when nobody is
    known by that name.

    \b
    Examples:
      flowc trace json:sari --store toko.db
      flowc trace json:sari --turn 3 --format json
    """
    from runtime.shell.showing import turn_json  # late: help does not wait for a server

    async def found(opened: Store) -> tuple[tuple[PastTurn, ...], dict[str, bytes | None]]:
        thread = await opened.known_at(contact) or contact
        turns = [past for past in await opened.history(thread) if turn in (None, past.turn)][-last:]
        names = dict.fromkeys(past.artifact for past in turns)
        return tuple(turns), {name: await opened.artifact(name) for name in names}

    turns, artifacts = storing.with_store(store, language, found)
    if not turns:
        click.echo(NOBODY.in_(language).format(contact), err=True)
        return 1
    if format_name == "json":
        click.echo(json.dumps({"turns": [turn_json(past) for past in turns]}, ensure_ascii=False, indent=2))
        return 0
    from runtime.artifact import codec  # late, as above

    read = {name: codec.load(data, name) for name, data in artifacts.items() if data is not None}
    for past in turns:
        _show(past, read.get(past.artifact), language)
    return 0


def _show(past: PastTurn, artifact: Artifact | None, language: str) -> None:
    from flowc.chat.why import told  # late, as above
    from runtime.core.codec import load_trace
    from runtime.shell.showing import turn_json

    head = turn_json(past)
    shown = HEAD.in_(language).format(
        turn=head["turn"], at=head["at"], kind=head["kind"], artifact=past.artifact[:19]
    )
    click.echo(shown)
    for trace in load_trace(past.trace):
        line = told(trace, artifact, language)
        click.echo(f"  {line.text}{f'  [{line.beside}]' if line.beside else ''}")
