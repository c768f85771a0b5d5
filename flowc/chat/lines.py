"""What a session says: lines with a speaker. How they look is the terminal's matter."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class Who(enum.Enum):
    """Whose words a line holds."""

    CUSTOMER = "customer"
    BOT = "bot"
    AGENT = "agent"
    BUTTON = "button"  # under the bot's line before it
    NOTE = "note"  # what happened around the conversation
    FACT = "fact"  # an answer to a command
    ASK = "ask"  # the session wants to know something
    ERROR = "error"  # the person's line meant nothing here


@dataclass(frozen=True, slots=True)
class Line:
    """`beside` is less important: a place in the files, where a value came from, the word of a button."""

    who: Who
    text: str
    beside: str = ""


def fact(text: str, beside: str = "") -> Line:
    return Line(Who.FACT, text, beside)


def note(text: str, beside: str = "") -> Line:
    return Line(Who.NOTE, text, beside)


def error(text: str) -> Line:
    return Line(Who.ERROR, text)
