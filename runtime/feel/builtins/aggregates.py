"""Built-ins that make one value of a list (DMN 1.5 section 10.3.4.4).

Each takes a list or the items themselves: `max([1, 2])`, `max(1, 2)`.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from runtime.feel.arithmetic import add
from runtime.feel.builtins.signature import Builtin, takes
from runtime.feel.compare import both, either, ordered
from runtime.feel.decimals import NUMBERS, ONE, guarded, number_of
from runtime.feel.values import Value

Items = tuple[Value, ...]


def _count(items: Items) -> Value:
    return Decimal(len(items))


def _extreme(op: str) -> Callable[[Items], Value]:
    def find(items: Items) -> Value:
        best: Value = None
        for index, item in enumerate(items):
            if index == 0:
                best = item
                continue
            better = ordered(op, item, best)
            if better is None:
                return None
            best = item if better else best
        return best

    return find


def _total(items: Items) -> Value:
    if not items:
        return None
    total: Value = items[0]
    for item in items[1:]:
        total = add(total, item)
        if total is None or isinstance(total, str):
            return None
    return None if isinstance(total, str) else total


def _numbers(items: Items) -> list[Decimal] | None:
    numbers = [number for item in items if (number := number_of(item)) is not None]
    return numbers if numbers and len(numbers) == len(items) else None


def _mean(items: Items) -> Value:
    numbers = _numbers(items)
    if numbers is None:
        return None
    total = number_of(_total(tuple(numbers)))
    return None if total is None else guarded(NUMBERS.divide, total, Decimal(len(numbers)))


def _product(items: Items) -> Value:
    numbers = _numbers(items)
    if numbers is None:
        return None
    result: Decimal | None = ONE
    for number in numbers:
        result = None if result is None else guarded(NUMBERS.multiply, result, number)
    return result


def _median(items: Items) -> Value:
    numbers = _numbers(items)
    if numbers is None:
        return None
    numbers.sort()
    middle = len(numbers) // 2
    return numbers[middle] if len(numbers) % 2 else _mean((numbers[middle - 1], numbers[middle]))


def _stddev(items: Items) -> Value:
    numbers = _numbers(items)
    mean = number_of(_mean(items))
    if numbers is None or mean is None or len(numbers) < 2:
        return None
    squares: Decimal | None = Decimal(0)
    for number in numbers:
        distance = guarded(NUMBERS.subtract, number, mean)
        square = None if distance is None else guarded(NUMBERS.multiply, distance, distance)
        squares = None if squares is None or square is None else guarded(NUMBERS.add, squares, square)
    variance = None if squares is None else guarded(NUMBERS.divide, squares, Decimal(len(numbers) - 1))
    return None if variance is None else guarded(NUMBERS.sqrt, variance)


def _mode(items: Items) -> Value:
    if not items:
        return ()
    numbers = _numbers(items)
    if numbers is None:
        return None
    counts: dict[Decimal, int] = {}
    for number in numbers:
        counts[number] = counts.get(number, 0) + 1
    most = max(counts.values())
    return tuple(sorted(number for number, count in counts.items() if count == most))


def _all(items: Items) -> Value:
    result: bool | None = True
    for item in items:
        result = both(result, item if isinstance(item, bool) else None)
    return result


def _any(items: Items) -> Value:
    result: bool | None = False
    for item in items:
        result = either(result, item if isinstance(item, bool) else None)
    return result


def _of_items(
    name: str, run: Callable[[Items], Value], item: str, gives: str, *examples: tuple[str, str]
) -> Builtin:
    """Both ways to call it. Only an empty list may have no result: there is no call without items."""
    return Builtin(
        name,
        (
            takes(f"list: list<{item}>", gives, run),
            takes(f"c...: {item}", gives.rstrip("?"), lambda *items: run(items)),
        ),
        examples,
    )


AGGREGATES: tuple[Builtin, ...] = (
    Builtin(
        "count", (takes("list: list<T>", "number", _count),), (("count([1, 2, 3])", "3"), ("count([])", "0"))
    ),
    _of_items("min", _extreme("<"), "T", "T?", ("min([3, 1, 2])", "1"), ('min("b", "a")', '"a"')),
    _of_items("max", _extreme(">"), "T", "T?", ("max([3, 1, 2])", "3"), ("max([]) = null", "true")),
    _of_items("sum", _total, "T", "T?", ("sum([1, 2, 3])", "6"), ("sum(1, 2)", "3")),
    _of_items("mean", _mean, "number", "number?", ("mean([1, 2, 3])", "2")),
    _of_items("product", _product, "number", "number?", ("product([2, 3, 4])", "24")),
    _of_items(
        "median",
        _median,
        "number",
        "number?",
        ("median([8, 2, 5, 3, 4])", "4"),
        ("median(6, 1, 2, 3)", "2.5"),
    ),
    _of_items("stddev", _stddev, "number", "number?", ("stddev([2, 4, 6])", "2")),
    _of_items("mode", _mode, "number", "list<number>", ("mode([6, 3, 9, 6, 6])", "[6]"), ("mode([])", "[]")),
    _of_items("all", _all, "T", "boolean?", ("all([true, false])", "false"), ("all([])", "true")),
    _of_items("any", _any, "T", "boolean?", ("any([true, false])", "true"), ("any([])", "false")),
)
