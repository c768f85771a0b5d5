"""`flowc outbox`: what is to be sent and was not, and a person's word on it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flowc.cli import options, storing
from flowc.diagnostics.model import Text

if TYPE_CHECKING:
    from runtime.stores.base import Store
    from runtime.stores.rows import Fate, OutboxEntry

STATES = ("waiting", "sent", "dead", "dropped", "unknown")
NEEDS_A_PERSON = ("dead", "unknown")
SHOWN = ("id", "state", "kind", "attempts", "created", "why")
MOST = 10_000  # rows in one answer: what a person can still do something about

NOTHING = Text("nothing waits for a person", "tidak ada yang menunggu tindakan")
NO_SEND = Text("there is no send `{0}`", "tidak ada kiriman `{0}`")
WHICH = Text(
    "say which: ids, or --all for everything that is dead",
    "sebutkan id-nya, atau --all untuk semua yang mati",
)
DONE = {
    "later": Text("`{0}` is sent again", "`{0}` dikirim ulang"),
    "dropped": Text("`{0}` is given up", "`{0}` dibatalkan"),
    "sent": Text("`{0}` is noted as sent", "`{0}` dicatat sudah terkirim"),
}
NOT_DONE = Text(
    "`{0}`: there is no such send, or it has ended, or it is being sent just now",
    "`{0}`: tidak ada kiriman itu, atau sudah selesai, atau sedang dikirim",
)
ids = click.argument("ids", nargs=-1, required=True, metavar="ID...")


@click.group()
def command() -> None:
    """Look at what could not be sent, and say what becomes of it; also while a server runs.

    `dead` was not taken and waits for a person; `unknown` may have arrived, and nobody knows.

    \b
    Examples:
      flowc outbox list
      flowc outbox retry m_5pjom7hvxbmjys6gdc35ifwh
    """


@command.command("list")
@click.option(
    "--state",
    "states",
    type=click.Choice(STATES),
    multiple=True,
    default=NEEDS_A_PERSON,
    show_default=True,
    help="Sends in this state, for example --state waiting; may be given several times.",
)
@click.option(
    "--limit",
    type=click.IntRange(1, MOST),
    default=50,
    show_default=True,
    help="At most so many, the oldest first, for example --limit 200.",
)
@storing.as_format
@storing.store
@options.language
def list_(
    states: tuple[str, ...],
    limit: int,
    format_name: str,
    store: Path,
    language: str,
) -> int:
    """List sends with their id, state, kind, attempts, age and why; never what they say.

    \b
    Examples:
      flowc outbox list
      flowc outbox list --state waiting --format json
    """
    from runtime.shell.showing import entry_json  # late: help does not wait for a server

    async def listed(opened: Store) -> tuple[OutboxEntry, ...]:
        return await opened.outbox(states, limit)

    rows = [entry_json(row) for row in storing.with_store(store, language, listed)]
    if format_name == "json":
        click.echo(json.dumps({"outbox": rows}, ensure_ascii=False, indent=2))
        return 0
    for row in rows:
        click.echo("  ".join(str(row[name]) for name in SHOWN))
    if not rows and states == NEEDS_A_PERSON:
        click.echo(NOTHING.in_(language), err=True)
    return 0


@command.command("show")
@click.argument("id_", metavar="ID")
@click.option("--full", is_flag=True, help="Also what it says and to whom, as in show m_5pjom7hv --full.")
@storing.store
@options.language
def show(id_: str, full: bool, store: Path, language: str) -> int:
    """Print one send as JSON; its payload's form, and with --full the customer's words in it.

    \b
    Example:
      flowc outbox show m_5pjom7hvxbmjys6gdc35ifwh
    """
    from runtime.shell.showing import whole_entry_json  # late, as above

    async def found(opened: Store) -> OutboxEntry | None:
        return await opened.outbox_entry(id_)

    row = storing.with_store(store, language, found)
    if row is None:
        raise click.ClickException(NO_SEND.in_(language).format(id_))
    click.echo(json.dumps(whole_entry_json(row, full), ensure_ascii=False, indent=2))
    return 0


@command.command("retry")
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--all", "every", is_flag=True, help="Everything that is dead, as in flowc outbox retry --all.")
@storing.store
@options.language
def retry(ids: tuple[str, ...], every: bool, store: Path, language: str) -> int:
    """Send now what is dead, unknown, or waits for its next attempt; a running server does it at once.

    What may have arrived may arrive a second time, under the same id. Ends with 1 when one could not be.

    \b
    Examples:
      flowc outbox retry m_5pjom7hvxbmjys6gdc35ifwh
      flowc outbox retry --all
    """
    from runtime.stores.rows import Fate  # late, as above

    if bool(ids) == every:
        raise click.UsageError(WHICH.in_(language))

    async def settled(opened: Store) -> dict[str, bool]:
        chosen = ids or [row.id for row in await opened.outbox(("dead",), MOST)]
        return await _settle(opened, chosen, Fate.LATER)

    return _tell(storing.with_store(store, language, settled), Fate.LATER, language)


@command.command("drop")
@ids
@storing.store
@options.language
def drop(ids: tuple[str, ...], store: Path, language: str) -> int:
    """Give sends up for ever. Ends with 1 when one could not be.

    \b
    Example:
      flowc outbox drop m_5pjom7hvxbmjys6gdc35ifwh
    """
    from runtime.stores.rows import Fate  # late, as above

    return _word(ids, Fate.DROPPED, store, language)


@command.command("sent")
@ids
@storing.store
@options.language
def sent(ids: tuple[str, ...], store: Path, language: str) -> int:
    """Note that sends did arrive, as the other side says. Ends with 1 when one could not be.

    \b
    Example:
      flowc outbox sent m_5pjom7hvxbmjys6gdc35ifwh
    """
    from runtime.stores.rows import Fate  # late, as above

    return _word(ids, Fate.SENT, store, language)


def _word(ids: tuple[str, ...], fate: Fate, store: Path, language: str) -> int:
    async def settled(opened: Store) -> dict[str, bool]:
        return await _settle(opened, ids, fate)

    return _tell(storing.with_store(store, language, settled), fate, language)


async def _settle(opened: Store, chosen: Sequence[str], fate: Fate) -> dict[str, bool]:
    return {id_: await opened.settle_send(id_, fate, datetime.now(UTC)) for id_ in chosen}


def _tell(settled: dict[str, bool], fate: Fate, language: str) -> int:
    """Print what became of each; 1 when one could not be settled."""
    for id_, done in settled.items():
        line = DONE[fate.value] if done else NOT_DONE
        click.echo(line.in_(language).format(id_), err=not done)
    return 0 if all(settled.values()) else 1
