"""`for`, `some`, `every` and filters: everything that goes round. Each round takes a step of the budget."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from runtime.artifact import tree
from runtime.feel import limits
from runtime.feel.compare import both, either
from runtime.feel.decimals import whole
from runtime.feel.faults import OverBudgetError
from runtime.feel.frame import Closure, Frame
from runtime.feel.values import DATE, Range, Value, Wide, kind_of
from runtime.feel.wide import Moment, lowered, widened

Build = Callable[[tree.Expr], Closure]


def build_filter(expr: tree.Filter, build: Build) -> Closure:
    """`of[by]`: by position when `by` is a number, else the items for which it is true.

    Which of both cannot always be seen in the text (`list[i]`), so `by` is worked out without an item first.
    Values other than lists are lists of one; null has no items (DMN 1.5 section 10.3.2.5).
    """
    of, by, surely_condition = build(expr.of), build(expr.by), _is_condition(expr.by)

    def filtered(frame: Frame) -> Value:
        source = of(frame)
        if source is None:
            return None
        items = tuple(source) if isinstance(source, tuple | list) else (source,)
        if not surely_condition:
            position = _quietly(by, frame)
            if isinstance(position, Decimal):
                return _at(items, position)
        kept = []
        for item in items:
            frame.run.step()
            verdict = by(frame.over(_item_names(item)))
            if verdict is True:
                kept.append(item)
            elif verdict is not False and verdict is not None:
                return frame.run.fault("operand", "[…]", verdict)
        return tuple(kept)

    return filtered


def _is_condition(by: tree.Expr) -> bool:
    match by:
        case tree.Binary():
            return by.op in ("=", "!=", "<", "<=", ">", ">=", "and", "or")
        case tree.Boolean() | tree.Between() | tree.In() | tree.Quantified() | tree.InstanceOf():
            return True
    return False


def _quietly(by: Closure, frame: Frame) -> Value:
    faults, frame.run.faults = frame.run.faults, None
    try:
        return by(frame)
    finally:
        frame.run.faults = faults


def _at(items: tuple[Value, ...], position: Decimal) -> Value:
    at = whole(position)
    if not at or not -len(items) <= at <= len(items):
        return None
    return items[at - 1 if at > 0 else at]


def _item_names(item: Value) -> dict[str, Value]:
    return {"item": item, **item} if isinstance(item, Mapping) else {"item": item}


def build_for(expr: tree.For, build: Build) -> Closure:
    """Every combination gives one item; `partial` is the list of those already given."""
    bindings = _bindings(expr.over, build)
    give = build(expr.give)

    def loop(frame: Frame) -> Value:
        results: list[Value] = []
        for names in _rounds(bindings, frame, {}):
            if names is None:
                return frame.run.fault("operand", "for")
            results.append(give(frame.over({"partial": tuple(results), **names})))
        return frame.run.built(tuple(results))

    return loop


def build_quantified(expr: tree.Quantified, build: Build) -> Closure:
    """`some` is the `or` of all rounds and `every` their `and`, with null as in both."""
    bindings = _bindings(expr.over, build)
    satisfies, every = build(expr.satisfies), expr.every

    def loop(frame: Frame) -> Value:
        result: bool | None = every
        for names in _rounds(bindings, frame, {}):
            if names is None:
                return frame.run.fault("operand", "every" if every else "some")
            holds = satisfies(frame.over(names))
            verdict = holds if isinstance(holds, bool) else None
            result = both(result, verdict) if every else either(result, verdict)
            if result is not None and result is not every:
                break
        return result

    return loop


_Bound = tuple[str, Closure, Closure | None]


def _bindings(over: tuple[tree.Binding, ...], build: Build) -> list[_Bound]:
    return [(each.name, build(each.over), None if each.to is None else build(each.to)) for each in over]


def _rounds(
    bindings: list[_Bound], frame: Frame, names: dict[str, Value]
) -> Iterator[dict[str, Value] | None]:
    """Yield the local names of each round, the last binding fastest; None where a domain is no list."""
    name, over, to = bindings[0]
    items = _domain(over(frame), None if to is None else (to(frame),))
    if items is None:
        yield None
        return
    for item in items:
        inner = {**names, name: item}
        if len(bindings) == 1:
            frame.run.step()
            yield inner
        else:
            for deeper in _rounds(bindings[1:], frame.over(inner), inner):
                yield deeper
                if deeper is None:
                    return


def _domain(value: Value, to: tuple[Value] | None) -> Iterator[Value] | None:
    if to is not None:
        return _counted(value, to[0])
    if isinstance(value, Range):
        if not value.known or value.low is None or value.high is None:
            return None
        return _counted(value.low, value.high, value.low_included, value.high_included)
    if value is None:
        return None
    return iter(value if isinstance(value, tuple | list) else (value,))


def _counted(low: Value, high: Value, from_low: bool = True, to_high: bool = True) -> Iterator[Value] | None:
    """Return the whole numbers or the days from `low` to `high`, downwards if `high` is the smaller one."""
    if isinstance(low, Decimal) and isinstance(high, Decimal):
        first, last = whole(low), whole(high)
        if first is None or last is None:
            return None
        return (Decimal(number) for number in _between(first, last, from_low, to_high))
    if isinstance(low, Moment) and isinstance(high, Moment) and kind_of(low) == kind_of(high) == DATE:
        start, end = widened(low).day, widened(high).day
        days = _between(start or 0, end or 0, from_low, to_high)
        return (lowered(Wide(day, None)) for day in days)
    return None


def _between(first: int, last: int, from_first: bool, to_last: bool) -> range:
    way = 1 if last >= first else -1
    if abs(last - first) > limits.STEPS + 1:
        raise OverBudgetError("steps")
    return range(first if from_first else first + way, last + way if to_last else last, way)
