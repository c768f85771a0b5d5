"""The bot of the laws: it says back what it is told, with a number that its state counts.

`POISON` is a word that no turn survives: a bug of the understanding's, made on purpose.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path

from runtime.artifact import codec
from runtime.artifact.model import Message, Wordings
from runtime.core.program import Program
from runtime.shell.programs import Ready
from runtime.understanding.result import Understood
from runtime.web import assemble
from tests.conversations.bots import compiled

POISON = "racun"
PERSON = "mau bicara dengan orang"
SILENCE = timedelta(minutes=30)  # the bot's time-out, and
SILENT = "Masih di sana?"  # what it says then


@cache
def artifact(version: int = 1) -> bytes:
    """Return the bot; a later version says `v2` where the first says `v1`."""
    bot = compiled(Path(__file__).parent / "gema")
    (wordings,) = bot.messages["gema"].locales["id"]
    (content,) = wordings.contents
    words = replace(content, text=content.text.replace("v1", f"v{version}"))
    echo = Message({"id": (Wordings((words,)),)}, bot.messages["gema"].place)
    manifest = replace(bot.bot, version=str(version))
    return codec.dump(replace(bot, bot=manifest, messages={**bot.messages, "gema": echo}))


def echo(number: int, text: str, version: int = 1) -> str:
    """Return what the bot says to the `number`-th thing it was told."""
    return f"v{version} {number} {text}"


_READY: dict[str, Ready] = {}  # by the program's name: every life of every host begins with it


def make_ready(program: Program) -> Ready:
    """Return a program ready to run, as the server makes it, with the bug in it."""
    if program.name not in _READY:
        _READY[program.name] = _made_ready(program)
    return _READY[program.name]


def _made_ready(program: Program) -> Ready:
    ready = assemble.make_ready(program)

    def understand(text: str, locale: str) -> Understood:
        if text == POISON:
            raise RuntimeError("a bug")
        return ready.understand(text, locale)

    return replace(ready, understand=understand)
