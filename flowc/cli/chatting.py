"""Holds the conversation of `flowc chat`: its settings from the command line, its session, its files."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

import click

from flowc.bottest.given import GivenError
from flowc.bottest.model import Plain
from flowc.cache import told
from flowc.chat import words
from flowc.chat.answers import read_plain
from flowc.chat.bot_files import BotFiles
from flowc.chat.console import Console, standard_streams
from flowc.chat.lines import Line, Who
from flowc.chat.session import Session
from flowc.chat.settings import Settings, read_counts, read_range, read_staff
from flowc.cli import crash, terminal
from flowc.cli.compiling import report_of
from flowc.compiler import compile_bot
from flowc.diagnostics.model import Text
from flowc.diagnostics.render import text
from flowc.diagnostics.render.report import Look
from runtime.artifact import codec
from runtime.artifact.model import Artifact

MOST_BYTES = 1 << 20  # of the file of answers, as of any YAML file
NOT_ONE_OF = Text("`{0}` is not one of {1}", "`{0}` bukan salah satu dari {1}")
NO_MAPPING = Text(
    "`{0}` has to say for each action what it answers, as in `cek_pesanan: {{status: dikirim}}`",
    "`{0}` harus menyebut jawaban tiap aksi, seperti `cek_pesanan: {{status: dikirim}}`",
)
TOO_LARGE = Text("`{0}` is larger than 1 MiB", "`{0}` lebih besar dari 1 MiB")


def converse(
    bot: Path,
    as_of: date,
    *,
    locale: str | None,
    channel: str | None,
    now: str | None,
    agents: tuple[str, ...],
    queue: tuple[str, ...],
    wait: str | None,
    actions: str,
    language: str,
) -> int:
    """Talk until the person ends it, and return the exit code. The arguments are the command's options.

    Raises:
        click.UsageError: an option that this bot does not know or that cannot be read.
    """
    result = compile_bot(bot, as_of)
    artifact = result.artifact
    if artifact is None:
        terminal.show((report_of(bot, told(result)),), "text", language)
        return 1
    _one_of(locale, artifact.bot.locales, language)
    _one_of(channel, artifact.bot.channels, language)
    try:
        settings = Settings(
            now=now or datetime.now().astimezone().isoformat(timespec="minutes"),
            locale=locale,
            channel=channel,
            agents=read_staff(artifact, agents, language),
            queue=read_counts(artifact, queue, language),
            wait=read_range(wait, language) if wait is not None else None,
            actions=_answers(actions, language),
            language=language,
        )
        session = Session(artifact, codec.name(codec.dump(artifact)), settings)
    except GivenError as error:
        raise click.UsageError(str(error)) from error
    return _talk(session, BotFiles(bot, as_of, result), artifact, language)


def _talk(session: Session, files: BotFiles, artifact: Artifact, language: str) -> int:
    source, target = standard_streams()
    interactive = source.isatty() and target.isatty()
    colour = terminal.has_colour(target)

    def report(changed: BotFiles) -> str:
        return text.render((report_of(changed.folder, told(changed.result)),), Look(language, colour))

    def complain(error: BaseException) -> str:
        return crash.tell(error, ["chat", files.folder.as_posix()], language)

    console = Console(language, colour=colour, interactive=interactive, source=source, target=target)
    if interactive:
        greeting = words.GREETING.in_(language).format(bot=artifact.bot.name)
        console.write((Line(Who.NOTE, greeting),))
    console.talk(session, files, report, complain)
    return 2 if console.faults else 0


def _one_of(wanted: str | None, known: tuple[str, ...], language: str) -> None:
    if wanted is not None and wanted not in known:
        raise click.UsageError(NOT_ONE_OF.in_(language).format(wanted, ", ".join(known)))


def _answers(actions: str, language: str) -> Mapping[str, Plain]:
    if actions == "ask":
        return {}
    path = Path(actions)
    if path.stat().st_size > MOST_BYTES:
        raise click.UsageError(TOO_LARGE.in_(language).format(actions))
    found = read_plain(path.read_text(encoding="utf-8", errors="replace"), path.name)
    if not isinstance(found, dict):
        raise click.UsageError(NO_MAPPING.in_(language).format(actions))
    return found
