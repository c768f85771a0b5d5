"""`flowc chat`: a conversation with a bot in the terminal."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from flowc.cli import options


@click.command()
@click.argument("bot", type=options.FOLDER, metavar="BOT")
@click.option("--locale", help="The language the customer's channel tells, for example --locale en.")
@click.option("--channel", help="Where the customer writes, for example --channel whatsapp.")
@click.option(
    "--now",
    show_default="the present",
    help="When the conversation begins, in the bot's zone, for example --now 2026-11-23T10:00.",
)
@click.option(
    "--agents",
    multiple=True,
    metavar="DIVISION=NUMBER",
    help="Agents online, for example --agents cs=2, or by name cs=Ani+Budi; one in each division otherwise.",
)
@click.option(
    "--queue",
    multiple=True,
    metavar="DIVISION=NUMBER",
    help="Customers who wait already, for example --queue cs=5.",
)
@click.option("--wait", help="How long earlier customers waited, for example --wait 2m-5m.")
@click.option(
    "--actions",
    default="ask",
    show_default=True,
    metavar="FILE|ask",
    help="A YAML file with what each action answers, for example --actions jawaban.yaml; others are asked.",
)
@options.language
@options.as_of
def command(
    bot: Path,
    locale: str | None,
    channel: str | None,
    now: str | None,
    agents: tuple[str, ...],
    queue: tuple[str, ...],
    wait: str | None,
    actions: str,
    language: str,
    as_of: date,
) -> int:
    """Talk to a bot as its customer, on a clock that only moves when you say so.

    Lines are what the customer writes; `/help` lists the commands: let time pass, be the agent, see slots and
    timers, ask why. What an action answers is asked for. The bot is compiled again when its files change.

    \b
    Examples:
      flowc chat toko
      flowc chat toko --now 2026-11-23T20:00 --agents cs=0 --actions jawaban.yaml
    """
    from flowc.cli.chatting import converse  # late: help does not wait for what plays a bot

    return converse(
        bot,
        as_of,
        locale=locale,
        channel=channel,
        now=now,
        agents=agents,
        queue=queue,
        wait=wait,
        actions=actions,
        language=language,
    )
