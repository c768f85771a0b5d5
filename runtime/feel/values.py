"""What an expression can give: FEEL's values as Python values, and the three classes that Python lacks.

| FEEL | here |
|---|---|
| null, boolean, string | `None`, `bool`, `str` |
| number | `Decimal`, 34 digits (an `int` or `float` from outside is read as one) |
| date, time, date and time | `date`, `time`, `datetime`; times without offset are naive |
| days and time duration | `timedelta` |
| beyond Python's years 1-9999 or finer than a microsecond | `Wide`, `WideLength` |
| years and months duration | `YearsMonths` |
| list, context | `tuple`, `Mapping` with text keys |
| range, function | `Range`, `Function` |

Laws:
- Values are never changed; every operation gives a new one.
- `kind_of` is total over `Value` and names a kind as FEEL writes it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True, order=True)
class YearsMonths:
    """A years and months duration, as a whole number of months."""

    months: int


@dataclass(frozen=True, slots=True)
class Wide:
    """A date, a time, or a date and time that Python's own classes cannot hold; see `runtime.feel.wide`.

    `day` counts as `date.toordinal` does (None: a time), `nanos` are those of the day (None: a date).
    """

    day: int | None
    nanos: int | None
    zone: tzinfo | None = None


@dataclass(frozen=True, slots=True)
class WideLength:
    """A days and time duration beyond `timedelta`, in nanoseconds."""

    nanos: int


@dataclass(frozen=True, slots=True)
class Range:
    """`low`/`high` are None where the range is open-ended; `known` is false for a range like `(null..10]`.

    Nobody can tell what lies in a range with an unknown end, so `in` gives null for it.
    """

    low: Value
    high: Value
    low_included: bool
    high_included: bool
    known: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class Function:
    """A function as a value: equal only to itself. `call` takes positional arguments and never raises."""

    name: str
    parameters: tuple[str, ...]
    call: Callable[[Sequence[Value]], Value]
    variadic: bool = False


# Any: an alias that names itself cannot be resolved by `typing.get_type_hints`, which the codec uses.
Value = (
    None
    | bool
    | Decimal
    | int
    | float
    | str
    | date
    | time
    | datetime
    | timedelta
    | YearsMonths
    | Wide
    | WideLength
    | tuple[Any, ...]
    | Mapping[str, Any]
    | Range
    | Function
)

NULL = "null"
BOOLEAN = "boolean"
NUMBER = "number"
STRING = "string"
DATE = "date"
TIME = "time"
DATE_TIME = "date and time"
DURATION = "days and time duration"
YEARS_MONTHS = "years and months duration"
LIST = "list"
CONTEXT = "context"
RANGE = "range"
FUNCTION = "function"

_KINDS: dict[type, str] = {
    type(None): NULL,
    bool: BOOLEAN,
    Decimal: NUMBER,
    int: NUMBER,
    float: NUMBER,
    str: STRING,
    date: DATE,
    time: TIME,
    datetime: DATE_TIME,
    timedelta: DURATION,
    YearsMonths: YEARS_MONTHS,
    WideLength: DURATION,
    tuple: LIST,
    list: LIST,
    dict: CONTEXT,
    Range: RANGE,
    Function: FUNCTION,
}
_ABSTRACT: tuple[tuple[type, str], ...] = (
    # bool before int, datetime before date: the first fitting row wins
    (bool, BOOLEAN),
    (int, NUMBER),
    (str, STRING),
    (datetime, DATE_TIME),
    (date, DATE),
    (Mapping, CONTEXT),
    (Sequence, LIST),
)


def kind_of(value: Value) -> str:
    """Return the kind of a value as FEEL names it: `number`, `date and time`, `list`, …

    Raises:
        TypeError: the value is none of FEEL's; a caller put it into the scope by mistake.
    """
    kind = _KINDS.get(type(value))
    if kind is not None:
        return kind
    if isinstance(value, Wide):
        return DATE if value.nanos is None else TIME if value.day is None else DATE_TIME
    for type_, name in _ABSTRACT:
        if isinstance(value, type_):
            return name
    raise TypeError(f"not a FEEL value: {type(value).__name__}")
