"""Reads plain scalars by the place they stand in, after YAML 1.2 and never after YAML 1.1.

Only `true` and `false` are booleans, only `null` or nothing is null, numbers are decimal: `no`, `on`, `0812`,
`10:30` and `+62812` are texts everywhere. A quoted scalar is always a text.
"""

from __future__ import annotations

import re
from decimal import Decimal

from flowc.source.nodes import Scalar

# 18 digits: what a 64-bit counter holds; longer ones are numbers of accounts or cards, which are texts.
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})(?:\.[0-9]{1,18})?")
_ELEVEN_BOOLEANS = frozenset({"yes", "no", "on", "off", "y", "n", "ya", "tidak"})


def is_null(scalar: Scalar) -> bool:
    """Return whether this means "no value" where the place allows it: `null`, or nothing written."""
    return scalar.plain and scalar.text in ("", "null")


def as_boolean(scalar: Scalar) -> bool | None:
    """Return the boolean, or None where this is not one."""
    return {"true": True, "false": False}.get(scalar.text) if scalar.plain else None


def as_number(scalar: Scalar) -> Decimal | None:
    """Return the number, or None where this is not one."""
    if scalar.plain and _NUMBER.fullmatch(scalar.text):
        return Decimal(scalar.text)
    return None


def as_integer(scalar: Scalar) -> int | None:
    """Return the whole number, or None where this is not one."""
    number = as_number(scalar)
    return int(number) if number is not None and "." not in scalar.text else None


def looks_boolean(scalar: Scalar) -> bool:
    """Return whether a writer may have meant a boolean: `yes`, `No`, `"true"`, `ya`."""
    text = scalar.text.casefold()
    return text in _ELEVEN_BOOLEANS or text in ("true", "false")
