"""How reading an answer ends: a value, or why there is none. Plain data."""

from __future__ import annotations

from dataclasses import dataclass

from runtime.feel.values import Value


@dataclass(frozen=True, slots=True)
class Fits:
    """`value` as FEEL knows it; `matched` is the part of the customer's text that gave it."""

    value: Value
    matched: str


@dataclass(frozen=True, slots=True)
class DoesNotFit:
    """`readings`: what an ambiguous answer may mean, as values, to be shown to the customer.

    `why`: `empty`, `too_short`, `too_long`, `pattern`, `not_a_<type>`, `integer`, `range`, `ambiguous`,
    `time_missing` (a day without a time), `too_many` (items of a list).
    """

    why: str
    readings: tuple[Value, ...] = ()


Reading = Fits | DoesNotFit
