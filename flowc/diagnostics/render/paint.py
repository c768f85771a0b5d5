"""Colours of the text format: a role per part of a problem, and nothing at all without colour."""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping

from flowc.diagnostics.model import Severity


class Role(enum.Enum):
    """What a piece of text is; the value is its SGR parameters (ECMA-48 §8.3.117)."""

    ERROR = "1;31"
    WARNING = "1;33"
    MESSAGE = "1"
    FRAME = "34"
    SECOND = "36"
    HEADING = "1;34"
    CUSTOMER = "35"
    BOT = "32"
    NOTE = "2"


Paint = Callable[[Role, str], str]

SEVERITY_ROLE: Mapping[Severity, Role] = {Severity.ERROR: Role.ERROR, Severity.WARNING: Role.WARNING}
WHO_ROLE = {"customer": Role.CUSTOMER, "bot": Role.BOT}


def colourful(role: Role, text: str) -> str:
    return f"\x1b[{role.value}m{text}\x1b[0m" if text else ""


def plain(_: Role, text: str) -> str:
    return text
