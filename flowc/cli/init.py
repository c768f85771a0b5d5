"""`flowc init`: a small bot of one's own, to change from there."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import click

from flowc import scaffold
from flowc.cli import options
from flowc.diagnostics.model import Text
from flowc.resources import ready_made_bots
from flowc.tailored import LOCALES, Wishes

CHANNELS = Text("Where do customers write? (channels)", "Di mana pelanggan menulis? (kanal)")
SHORT = 3  # letters of a name that is an abbreviation: `cs` is shown as `CS`
LANGUAGES = Text("Which languages does it speak?", "Bahasa apa saja yang dipakai?")
DIVISIONS = Text("Which divisions help customers?", "Divisi mana yang membantu pelanggan?")


def _parted(text: str) -> tuple[str, ...]:
    """Return the parts between commas; between spaces too, unless a part has a label, which may hold some."""
    parts = text.split(",") if "=" in text else re.split(r"[,\s]", text)
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def _labelled(divisions: tuple[str, ...]) -> dict[str, str] | None:
    """Return divisions with what customers read: `gudang=Tim Gudang`, or the name itself with a capital."""
    found = {}
    for one in divisions:
        name, _, label = one.partition("=")
        word = name.strip().replace("_", " ")
        found[name.strip()] = label.strip() or (word.upper() if len(word) <= SHORT else word.capitalize())
    return found or None


@click.command()
@click.argument("name", type=click.Path(path_type=Path), metavar="NAME")
@click.option(
    "--from",
    "example",
    metavar="EXAMPLE",
    show_default=scaffold.DEFAULT_EXAMPLE,
    shell_complete=lambda _, __, incomplete: [one for one in ready_made_bots() if one.startswith(incomplete)],
    help="The ready-made bot to start from, for example --from mulai; nothing is asked then.",
)
@click.option(
    "--channels", metavar="LIST", help="Where customers write, for example --channels whatsapp,web."
)
@click.option(
    "--locales", metavar="LIST", help="Languages, the first is the usual one: for example --locales id,en."
)
@click.option(
    "--divisions",
    metavar="LIST",
    help="Who helps customers, for example --divisions 'cs,gudang=Tim Gudang'.",
)
@options.language
def command(
    name: Path,
    example: str | None,
    channels: str | None,
    locales: str | None,
    divisions: str | None,
    language: str,
) -> int:
    """Make a new folder NAME with a small bot that checks clean and has tests.

    On a terminal it asks for channels, languages and divisions that no option names.

    \b
    Examples:
      flowc init toko && flowc check toko && flowc test toko
      flowc init toko --channels whatsapp --locales id --divisions cs,gudang
    """
    wishes = Wishes(_parted(channels or ""), _parted(locales or ""), _labelled(_parted(divisions or "")))
    if example is None and sys.stdin.isatty() and sys.stderr.isatty():
        wishes = _asked(wishes, language)
    created = scaffold.create(name, example or scaffold.DEFAULT_EXAMPLE, wishes)
    if isinstance(created, scaffold.Refused):
        raise click.UsageError(created.reason.in_(language))
    for path in created:
        click.echo(path)
    return 0


def _asked(wishes: Wishes, language: str) -> Wishes:
    """Return `wishes` with what no option named asked for; what cannot be used is asked for again."""

    def ask(question: Text, usual: str, read: Callable[[str], Wishes]) -> Wishes:
        def usable(answer: str) -> Wishes:
            found = read(answer)
            if (refused := scaffold.refused_wishes(found)) is not None:
                raise click.UsageError(refused.in_(language))
            return found

        answer: Wishes = click.prompt(question.in_(language), default=usual, value_proc=usable, err=True)
        return answer

    if not wishes.channels:
        wishes = ask(CHANNELS, "whatsapp, web", lambda text: replace(wishes, channels=_parted(text)))
    if not wishes.locales:
        wishes = ask(LANGUAGES, ", ".join(LOCALES), lambda text: replace(wishes, locales=_parted(text)))
    if not wishes.divisions:
        usual = "layanan, keuangan"
        wishes = ask(DIVISIONS, usual, lambda text: replace(wishes, divisions=_labelled(_parted(text))))
    return wishes
