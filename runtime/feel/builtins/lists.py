"""Built-ins that look into a list or make another one (DMN 1.5 section 10.3.4.4).

Positions are 1-based; negative ones count from the end.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cmp_to_key

from runtime.feel import limits
from runtime.feel.builtins.signature import Builtin, takes
from runtime.feel.compare import equal, ordered, same_key
from runtime.feel.decimals import whole
from runtime.feel.faults import OverBudgetError, Run
from runtime.feel.values import Function, Value

Items = tuple[Value, ...]


def _list_contains(items: Items, element: Value) -> Value:
    return any(equal(item, element) is True for item in items)


def _position(items: Items, position: Decimal, end: int) -> int | None:
    """Return the 0-based position; `end` is the first one too far."""
    at = whole(position.to_integral_value("ROUND_DOWN"))
    if not at:
        return None
    index = at - 1 if at > 0 else len(items) + at
    return index if 0 <= index < end else None


def _sublist(items: Items, start: Decimal, length: Decimal | None = None) -> Value:
    first = _position(items, start, len(items) + 1)
    count = None if length is None else whole(length.to_integral_value("ROUND_DOWN"))
    if first is None or (length is not None and (count is None or count < 0)):
        return None
    if count is not None and first + count > len(items):
        return None
    return items[first:] if count is None else items[first : first + count]


def _append(items: Items, *more: Value) -> Value:
    return (*items, *more)


def _concatenated(*lists: Items) -> Value:
    return tuple(item for items in lists for item in items)


def _insert_before(items: Items, position: Decimal, item: Value) -> Value:
    at = _position(items, position, len(items))
    return None if at is None else (*items[:at], item, *items[at:])


def _remove(items: Items, position: Decimal) -> Value:
    at = _position(items, position, len(items))
    return None if at is None else (*items[:at], *items[at + 1 :])


def _replaced(items: Items, position: Decimal, item: Value) -> Value:
    at = _position(items, position, len(items))
    return None if at is None else (*items[:at], item, *items[at + 1 :])


def _replaced_where(items: Items, where: Function, item: Value) -> Value:
    if len(where.parameters) != 2:
        return None
    verdicts = [where.call((old, item)) for old in items]
    if not all(isinstance(verdict, bool) for verdict in verdicts):
        return None
    return tuple(item if verdict else old for old, verdict in zip(items, verdicts, strict=True))


def _reversed(items: Items) -> Value:
    return items[::-1]


def _index_of(items: Items, match: Value) -> Value:
    return tuple(Decimal(at) for at, item in enumerate(items, 1) if equal(item, match) is True)


def _distinct(items: Items) -> Value:
    first_of: dict[object, Value] = {}
    for item in items:
        first_of.setdefault(same_key(item), item)
    return tuple(first_of.values())


def _union(*lists: Items) -> Value:
    return _distinct(tuple(item for items in lists for item in items))


def _flattened(items: Items) -> Value:
    result: list[Value] = []
    pending: list[Value] = list(reversed(items))
    visited = 0
    while pending:
        visited += 1
        if visited > limits.CELLS:
            raise OverBudgetError("cells")
        item = pending.pop()
        if isinstance(item, tuple | list):
            pending.extend(reversed(item))
        else:
            result.append(item)
    return tuple(result)


def _sorted(run: Run, items: Items, precedes: Function | None = None) -> Value:
    def before(left: Value, right: Value) -> bool:
        run.step()
        verdict = ordered("<", left, right) if precedes is None else precedes.call((left, right))
        if not isinstance(verdict, bool):
            raise _NotOrderedError
        return verdict

    def three_way(left: Value, right: Value) -> int:
        return -1 if before(left, right) else 1 if before(right, left) else 0

    if precedes is not None and len(precedes.parameters) != 2 and not precedes.variadic:
        return None
    try:
        return tuple(sorted(items, key=cmp_to_key(three_way)))
    except _NotOrderedError:
        return None


class _NotOrderedError(Exception):
    """Two items without an order; `sorted` offers no other way out."""


_EACH = "list: list<T>"

LISTS: tuple[Builtin, ...] = (
    Builtin(
        "list contains",
        (takes("list: list<T>, element: any", "boolean", _list_contains),),
        (("list contains([1, 2, 3], 2)", "true"), ("list contains([], null)", "false")),
    ),
    Builtin(
        "list replace",
        (
            takes("list: list<T>, position: number, newItem: T", "list<T>", _replaced),
            takes("list: list<T>, match: function, newItem: T", "list<T>", _replaced_where),
        ),
        (("list replace([2, 4, 7, 8], 3, 6)", "[2, 4, 6, 8]"),),
    ),
    Builtin(
        "sublist",
        (takes("list: list<T>, start position: number, length?: number", "list<T>", _sublist),),
        (("sublist([4, 5, 6], 1, 2)", "[4, 5]"), ("sublist([4, 5, 6], -2)", "[5, 6]")),
    ),
    Builtin(
        "append",
        (takes("list: list<T>, item...: T", "list<T>", _append),),
        (("append([1], 2, 3)", "[1, 2, 3]"),),
    ),
    Builtin(
        "concatenate",
        (takes("list...: list<T>", "list<T>", _concatenated),),
        (("concatenate([1, 2], [3])", "[1, 2, 3]"),),
    ),
    Builtin(
        "insert before",
        (takes("list: list<T>, position: number, newItem: T", "list<T>", _insert_before),),
        (("insert before([1, 3], 1, 2)", "[2, 1, 3]"),),
    ),
    Builtin(
        "remove",
        (takes("list: list<T>, position: number", "list<T>", _remove),),
        (("remove([1, 2, 3], 2)", "[1, 3]"),),
    ),
    Builtin("reverse", (takes(_EACH, "list<T>", _reversed),), (("reverse([1, 2, 3])", "[3, 2, 1]"),)),
    Builtin(
        "index of",
        (takes("list: list<T>, match: any", "list<number>", _index_of),),
        (("index of([1, 2, 3, 2], 2)", "[2, 4]"),),
    ),
    Builtin(
        "union", (takes("list...: list<T>", "list<T>", _union),), (("union([1, 2], [2, 3])", "[1, 2, 3]"),)
    ),
    Builtin(
        "distinct values", (takes(_EACH, "list<T>", _distinct),), (("distinct values([1, 2, 1])", "[1, 2]"),)
    ),
    Builtin(
        "flatten",
        (takes("list: list", "list", _flattened),),
        (("flatten([[1, 2], [[3]], 4])", "[1, 2, 3, 4]"),),
    ),
    Builtin(
        "sort",
        (takes("list: list<T>, precedes?: function", "list<T>!", _sorted, needs_run=True),),
        (("sort([3, 1, 4])", "[1, 3, 4]"),),
    ),
)
