"""Allen's relations between points and ranges (DMN 1.5 section 10.3.4.9, table 78).

A point is read as the range from it to itself, both ends included, which gives the table's rules for points.
Ends that cannot be compared give null.
"""

from __future__ import annotations

from collections.abc import Callable

from runtime.feel.builtins.signature import Builtin, Signature, takes
from runtime.feel.compare import both, either, equal, lies_in, ordered
from runtime.feel.values import Range, Value

Relation = Callable[[Range, Range], bool | None]


def _as_range(value: Value) -> Range:
    return value if isinstance(value, Range) else Range(value, value, True, True)


def _less(left: Value, right: Value) -> bool | None:
    return ordered("<", left, right)


def _same(left: Value, right: Value) -> bool | None:
    return None if left is None or right is None else equal(left, right)


def _before(a: Range, b: Range) -> bool | None:
    apart = not a.high_included or not b.low_included
    return either(_less(a.high, b.low), both(_same(a.high, b.low), apart))


def _meets(a: Range, b: Range) -> bool | None:
    return both(_same(a.high, b.low), a.high_included and b.low_included)


def _reaches(a: Range, b: Range) -> bool | None:
    """The end of `a` lies at or after the start of `b`."""
    return either(_less(b.low, a.high), _meets(a, b))


def _overlaps(a: Range, b: Range) -> bool | None:
    return both(_reaches(a, b), _reaches(b, a))


def _starts_earlier(a: Range, b: Range) -> bool | None:
    return either(_less(a.low, b.low), both(_same(a.low, b.low), a.low_included and not b.low_included))


def _ends_within(a: Range, b: Range) -> bool | None:
    return either(_less(a.high, b.high), both(_same(a.high, b.high), not a.high_included or b.high_included))


def _starts_within(a: Range, b: Range) -> bool | None:
    return either(_less(b.low, a.low), both(_same(a.low, b.low), not a.low_included or b.low_included))


def _overlaps_before(a: Range, b: Range) -> bool | None:
    return both(both(_starts_earlier(a, b), _reaches(a, b)), _ends_within(a, b))


def _finishes(a: Range, b: Range) -> bool | None:
    return both(both(_same(a.high, b.high), a.high_included == b.high_included), _starts_within(a, b))


def _starts(a: Range, b: Range) -> bool | None:
    return both(both(_same(a.low, b.low), a.low_included == b.low_included), _ends_within(a, b))


def _during(a: Range, b: Range) -> bool | None:
    if a.low is a.high and a.low_included and a.high_included:
        return lies_in(a.low, b)
    return both(_starts_within(a, b), _ends_within(a, b))


def _coincides(a: Range, b: Range) -> bool | None:
    ends = both(_same(a.low, b.low), _same(a.high, b.high))
    return both(ends, (a.low_included, a.high_included) == (b.low_included, b.high_included))


def _flipped(relation: Relation) -> Relation:
    return lambda a, b: relation(b, a)


def _signatures(relation: Relation, *shapes: str) -> tuple[Signature, ...]:
    """`shapes` names what may stand on either side: `pr` is a point beside a range."""

    def run(left: Value, right: Value) -> Value:
        return relation(_as_range(left), _as_range(right))

    kind, name = {"p": "comparable", "r": "range"}, {"p": "point", "r": "range"}
    made = []
    for shape in shapes:
        left, right = shape[0], shape[1]
        twice = left == right
        first, second = (f"{name[left]}1", f"{name[right]}2") if twice else (name[left], name[right])
        made.append(takes(f"{first}: {kind[left]}, {second}: {kind[right]}", "boolean", run))
    return tuple(made)


RANGES: tuple[Builtin, ...] = (
    Builtin("before", _signatures(_before, "pp", "pr", "rp", "rr"), (("before(1, (1..10])", "true"),)),
    Builtin(
        "after", _signatures(_flipped(_before), "pp", "pr", "rp", "rr"), (("after(12, [1..10])", "true"),)
    ),
    Builtin("meets", _signatures(_meets, "rr"), (("meets([1..5], [5..10])", "true"),)),
    Builtin("met by", _signatures(_flipped(_meets), "rr"), (("met by([5..10], [1..5])", "true"),)),
    Builtin("overlaps", _signatures(_overlaps, "rr"), (("overlaps([5..10], [1..6])", "true"),)),
    Builtin(
        "overlaps before",
        _signatures(_overlaps_before, "rr"),
        (("overlaps before([1..5], [4..10])", "true"),),
    ),
    Builtin(
        "overlaps after",
        _signatures(_flipped(_overlaps_before), "rr"),
        (("overlaps after([4..10], [1..5])", "true"),),
    ),
    Builtin("finishes", _signatures(_finishes, "pr", "rr"), (("finishes(10, [1..10])", "true"),)),
    Builtin(
        "finished by", _signatures(_flipped(_finishes), "rp", "rr"), (("finished by([1..10], 10)", "true"),)
    ),
    Builtin("includes", _signatures(_flipped(_during), "rp", "rr"), (("includes([1..10], 5)", "true"),)),
    Builtin("during", _signatures(_during, "pr", "rr"), (("during([4..6], [1..10))", "true"),)),
    Builtin("starts", _signatures(_starts, "pr", "rr"), (("starts(1, [1..10])", "true"),)),
    Builtin("started by", _signatures(_flipped(_starts), "rp", "rr"), (("started by([1..10], 1)", "true"),)),
    Builtin("coincides", _signatures(_coincides, "pp", "rr"), (("coincides([1..5], [1..5])", "true"),)),
)
