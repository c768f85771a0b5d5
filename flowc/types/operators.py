"""What `+ - * / **` give for each pair of kinds (DMN 1.5 section 10.3.2.13, tables 57-62)."""

from __future__ import annotations

from collections.abc import Mapping

from flowc.types.kinds import DATE, DATETIME, DURATION, NUMBER, TEXT, TIME, UNKNOWN, YEARSMONTHS, Kind

_LENGTHS = (DURATION, YEARSMONTHS)
_DAYS = (DATE, DATETIME)

# operator, left, right -> result
_TABLE: Mapping[tuple[str, str, str], Kind] = {
    **{(op, NUMBER.feel, NUMBER.feel): NUMBER for op in ("+", "-", "*", "/", "**")},
    ("+", TEXT.feel, TEXT.feel): TEXT,
    **{(op, length.feel, length.feel): length for op in ("+", "-") for length in _LENGTHS},
    **{(op, day.feel, length.feel): day for op in ("+", "-") for day in _DAYS for length in _LENGTHS},
    **{("+", length.feel, day.feel): day for day in _DAYS for length in _LENGTHS},
    **{(op, TIME.feel, DURATION.feel): TIME for op in ("+", "-")},
    ("+", DURATION.feel, TIME.feel): TIME,
    ("-", TIME.feel, TIME.feel): DURATION,
    **{("-", left.feel, right.feel): DURATION for left in _DAYS for right in _DAYS},
    **{("*", length.feel, NUMBER.feel): length for length in _LENGTHS},
    **{("*", NUMBER.feel, length.feel): length for length in _LENGTHS},
    **{("/", length.feel, NUMBER.feel): length for length in _LENGTHS},
    **{("/", length.feel, length.feel): NUMBER for length in _LENGTHS},
}


def result_of(op: str, left: Kind, right: Kind) -> Kind | None:
    """Return the kind of `left op right`, or None where no values of these kinds fit together."""
    found = _TABLE.get((op, left.feel, right.feel))
    if found is not None:
        return found
    if "unknown" not in (left.name, right.name):
        return None
    possible = [
        kind
        for (each, first, second), kind in _TABLE.items()
        if each == op and left.feel in (first, "unknown") and right.feel in (second, "unknown")
    ]
    if not possible:
        return None
    return possible[0] if all(kind == possible[0] for kind in possible) else UNKNOWN
