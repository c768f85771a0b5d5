"""The bot of the laws: it says back what it is told, with a number that its state counts.

`POISON` is a word that no turn survives: a bug of the understanding's, made on purpose.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path

from runtime.artifact import codec
from runtime.artifact.model import Message, Wordings
from runtime.understanding.result import Understood
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


def understood(text: str, detect: Callable[[str], Understood]) -> Understood:
    """Return what a message means, by the bot's own understanding with the bug in it."""
    if text == POISON:
        raise RuntimeError("a bug")
    return detect(text)
