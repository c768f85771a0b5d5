"""What a template uses, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass

from runtime import limits

TEMPLATE_CHARS = limits.TEMPLATE.value
DEPTH = limits.TEMPLATE_DEPTH.value


@dataclass(frozen=True, slots=True)
class Position:
    """In the template's text, 0-based."""

    offset: int
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that may not stand in a template; `name` is what is written there."""

    # syntax too_long too_deep name statement expression comparison call attribute filter argument test
    kind: str
    name: str
    at: Position


@dataclass(frozen=True, slots=True)
class Variable:
    """A use of a variable: `path` dotted, with `[]` for each element of a list (`pesanan.barang[].nama`).

    `guarded`: null does no harm here, by `if`, by `default`, or because it is only compared.
    """

    path: str
    guarded: bool
    at: Position


@dataclass(frozen=True, slots=True)
class FilterUse:
    """A filter with its literal arguments; `on` is the path it stands on, None for anything longer."""

    name: str
    arguments: tuple[object, ...]
    on: str | None
    at: Position


@dataclass(frozen=True, slots=True)
class Inspected:
    """All a template uses, in the order of its text; with faults the rest may be incomplete."""

    variables: tuple[Variable, ...] = ()
    filters: tuple[FilterUse, ...] = ()
    faults: tuple[Fault, ...] = ()


def place_in(text: str, offset: int) -> Position:
    """Return the place of an offset."""
    return Position(offset, text.count("\n", 0, offset), offset - (text.rfind("\n", 0, offset) + 1))
