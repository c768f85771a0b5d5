"""The intents and commands that every bot has; a bot that declares one of these names adds phrases to it.

The compiler merges them into `Understanding`, for the bot's locales.
"""

from __future__ import annotations

from runtime.artifact.model import Intent
from runtime.understanding.ask_human import ASK_HUMAN
from runtime.understanding.commands import COMMANDS
from runtime.understanding.small_talk import GREETING, NO, THANKS, YES

INTENTS: dict[str, Intent] = {
    "ask_human": ASK_HUMAN,
    "greeting": GREETING,
    "thanks": THANKS,
    "yes": YES,
    "no": NO,
}

__all__ = ["COMMANDS", "INTENTS"]
