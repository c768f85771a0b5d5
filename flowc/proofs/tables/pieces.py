"""One value for every way in which a column's cells can hold together: the values worth looking at.

Two values that no cell of a column tells apart are the same to the table. `pieces_of` gives one of each sort
that the column's domain has, so that whatever is true of these values is true of all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from itertools import combinations, pairwise
from typing import Any

from flowc.proofs.tables.domains import Domain
from runtime.feel.values import Value, YearsMonths
from runtime.routing.cells import Cell

MOST_WORDS_IN_LISTS = 8  # of which every subset is a value of its own: 256
_OTHER = "…"  # stands for a text that no cell names
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Pieces:
    """`exact` is false where the values do not stand for all."""

    values: tuple[Value, ...]
    exact: bool = True


def pieces_of(cells: Sequence[Cell], domain: Domain) -> Pieces:
    """Return one value of every sort that a column's cells tell apart."""
    kind = next((cell.kind for cell in cells if cell.kind is not None), None)
    null: tuple[Value, ...] = (None,) if domain.null else ()
    if domain.lists or kind is tuple:
        return _lists(cells, domain, null)
    if domain.boolean or kind is bool:
        return Pieces((*null, True, False))
    if domain.words is not None:
        return Pieces((*null, *domain.words), kind in (str, None))
    if kind is None:  # all values are alike: any will do, one that can come is shown
        end = domain.high if domain.low is None else domain.low
        return Pieces((*null, _OTHER if end is None else end))
    ends = sorted(
        {end for cell in cells for span in cell.spans for end in (span.low, span.high) if end is not None}
    )
    if kind is str:
        return _texts(cells, ends, null)
    return Pieces((*null, *_on_line(ends, domain)))


def _lists(cells: Sequence[Cell], domain: Domain, null: tuple[Value, ...]) -> Pieces:
    words = sorted({word for cell in cells for word in cell.has})
    if domain.words is not None:
        words = [word for word in words if word in domain.words]
    known = words[:MOST_WORDS_IN_LISTS]
    subsets = [subset for size in range(len(known) + 1) for subset in combinations(known, size)]
    return Pieces((*null, *subsets), len(known) == len(words))


def _texts(cells: Sequence[Cell], ends: list[str], null: tuple[Value, ...]) -> Pieces:
    """Texts are told apart by the words they are and by what they begin with; else they are all alike."""
    likes = {like for cell in cells for like in cell.likes}
    begins = sorted(like[:-1] for like in likes if like.find("*") == len(like) - 1)
    others = sorted(likes - {f"{begin}*" for begin in begins})
    ranges = any(
        span.low is None or span.low != span.high
        for cell in cells
        for span in cell.spans
        if not _negated(cell)
    )
    found = dict.fromkeys([*ends, *begins, *(f"{begin}{_OTHER}" for begin in begins), _OTHER])
    for pattern in others:
        found.setdefault(pattern.replace("*", ""))
        found.setdefault(pattern.replace("*", _OTHER))
    return Pieces((*null, *found), not others and not ranges)


def _negated(cell: Cell) -> bool:
    """Return whether spans leave out single texts only: `not(a, b)`."""
    edges = [span for span in cell.spans if span.low is None or span.high is None]
    return (len(edges) == 2 and all(one.high == two.low for one, two in pairwise(cell.spans))) or (
        len(cell.spans) == 1 and cell.spans[0].low is None and cell.spans[0].high is None
    )


def _on_line(ends: list[Any], domain: Domain) -> Iterator[Value]:  # Any: values of one ordered class
    low, high = _like(domain.low, ends), _like(domain.high, ends)
    marks = sorted({*ends, *(end for end in (low, high) if end is not None)})
    inside = [mark for mark in marks if (low is None or low <= mark) and (high is None or mark <= high)]
    if not inside:
        return
    if low is None:
        yield from _some(_before(inside[0]))
    for number, mark in enumerate(inside):
        if not domain.whole or mark == int(mark):
            yield mark
        if number + 1 < len(inside):
            yield from _some(_between(mark, inside[number + 1], domain.whole))
    if high is None:
        yield from _some(_after(inside[-1], domain.whole))


def _like(end: Value, ends: Sequence[Any]) -> Any:  # Any: as above
    return end if ends and type(end) is type(ends[0]) else None


def _some(value: Value) -> Iterable[Value]:
    return () if value is None else (value,)


def _before(end: Any) -> Value:  # Any: as above
    match end:
        case Decimal():
            return (end - 1).to_integral_value()
        case date():
            return end - _DAY if end > date.min else None
        case timedelta():
            return end - _DAY if end > timedelta.min + _DAY else None
        case YearsMonths():
            return YearsMonths(end.months - 1)
        case time():
            return time.min if end > time.min else None
    return None


def _after(end: Any, whole: bool) -> Value:  # Any: as above
    match end:
        case Decimal():
            return (end + 1).to_integral_value(rounding="ROUND_FLOOR") if whole else end + 1
        case date():
            return end + _DAY if end < date.max else None
        case timedelta():
            return end + _DAY if end < timedelta.max - _DAY else None
        case YearsMonths():
            return YearsMonths(end.months + 1)
        case time():
            return time.max if end < time.max else None
    return None


def _between(low: Any, high: Any, whole: bool) -> Value:  # Any: as above
    """Return a value between two, the plainest there is; None: there is none."""
    match low:
        case Decimal():
            near = low.to_integral_value(rounding="ROUND_FLOOR") + 1
            if near < high:
                return near
            return None if whole else (low + high) / 2
        case date():
            return low + _DAY if low + _DAY < high else None
        case timedelta():
            middle = low + (high - low) / 2
            return middle if low < middle < high else None
        case YearsMonths():
            return YearsMonths(low.months + 1) if low.months + 1 < high.months else None
        case time():
            half = (_micros(low) + _micros(high)) // 2
            return _time(half) if _micros(low) < half < _micros(high) else None
    return None


def _micros(at: time) -> int:
    return ((at.hour * 60 + at.minute) * 60 + at.second) * 1_000_000 + at.microsecond


def _time(micros: int) -> time:
    seconds, rest = divmod(micros, 1_000_000)
    return time(seconds // 3600, seconds // 60 % 60, seconds % 60, rest)
