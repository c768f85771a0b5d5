"""Expressions at work: a tree becomes closures once, and runs as often as a bot asks.

Laws:
- Text is never evaluated: only trees, and only the functions of `runtime.feel.builtins` can be called.
- A compiled expression is total: any scope gives a value. What cannot be done gives null, and a `Fault` in
  the list that the caller passes, if it passes one (LANGUAGE section 3; DMN 1.5 section 10.3.2).
- It ends: loops and calls draw on one budget (`runtime.feel.limits`); over it the whole expression is null.
- Same tree, same scope, same value: the only moment it knows is the scope's `now`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal, DecimalException
from typing import Protocol, assert_never

from runtime.artifact import tree
from runtime.feel import compare, loops, quick, temporal, types, unary
from runtime.feel.arithmetic import OPERATIONS, negate, subtract
from runtime.feel.builtins import BUILTINS
from runtime.feel.builtins.conversion import located
from runtime.feel.builtins.signature import invoke
from runtime.feel.decimals import NUMBERS, lifted
from runtime.feel.faults import Fault, OverBudgetError, Run
from runtime.feel.frame import Closure, Frame, Scope, TestClosure
from runtime.feel.reading import Zones, only_utc, read_literal
from runtime.feel.values import Function, Range, Value, Wide, WideLength, YearsMonths, kind_of
from runtime.feel.wide import narrowed


class Expression(Protocol):
    """A compiled expression. `faults` collects why operations gave null, at most `limits.FAULTS` of them."""

    def __call__(self, scope: Scope, faults: list[Fault] | None = None) -> Value: ...


class UnaryTest(Protocol):
    """A compiled cell. True: it holds for the value; None: it cannot be told, which counts as false."""

    def __call__(self, value: Value, scope: Scope, faults: list[Fault] | None = None) -> bool | None: ...


def compile_expr(expr: tree.Expr, *, zones: Zones | None = None) -> Expression:
    """Return the expression as a function of a scope. Compile once, when the artifact is loaded.

    Args:
        zones: the named time zones, for a caller who also takes values that no bot can hold: any year, and
            parts of a microsecond. Without it, the former are null and the latter are cut off.
    """
    short = None if zones is not None else quick.build(expr)
    if short is None:
        return _whole(_build(expr), zones)
    whole: Expression | None = None

    def run(scope: Scope, faults: list[Fault] | None = None) -> Value:
        nonlocal whole
        try:
            value = short(scope)
            if value is True or value is False or type(value) in _HELD:
                return value
        except quick.DECLINES:
            pass
        if whole is None:  # many an expression never needs it
            whole = _whole(_build(expr), zones)
        return whole(scope, faults)

    return run


def _whole(closure: Closure, zones: Zones | None) -> Expression:
    """Return an expression as a function of a scope, with all that may happen on the way."""

    def run(scope: Scope, faults: list[Fault] | None = None) -> Value:
        frame = _top(scope, faults, zones)
        try:
            value = closure(frame)
            return value if zones is not None or type(value) in _HELD else _narrowed(value, frame)
        except (OverBudgetError, RecursionError) as error:
            return frame.run.fault("budget", _limit(error))

    return run


def compile_test(test: tree.Test) -> UnaryTest:
    """Return the cell as a function of a value and a scope."""
    closure = _build_test(test)

    def run(value: Value, scope: Scope, faults: list[Fault] | None = None) -> bool | None:
        frame = _top(scope, faults)
        try:
            return closure(value, frame)
        except (OverBudgetError, RecursionError) as error:
            return frame.run.fault("budget", _limit(error))

    return run


def _top(scope: Scope, faults: list[Fault] | None, zones: Zones | None = None) -> Frame:
    now = scope.get("now")
    moment = now if isinstance(now, datetime) else None
    return Frame(scope, Run(faults, moment, zones or only_utc), moment)


# What needs no look inside before a bot may have it
_HELD = frozenset({type(None), bool, Decimal, str, date, time, datetime, timedelta, YearsMonths, Function})


def _narrowed(value: Value, frame: Frame) -> Value:
    """Return a value as a bot can hold it, also inside lists, contexts and ranges."""
    match value:
        case Wide() | WideLength():
            held = narrowed(value)
            return frame.run.fault("result", kind_of(value)) if held is None else held
        case tuple():
            return tuple([item if type(item) in _HELD else _narrowed(item, frame) for item in value])
        case Mapping():  # also one that is worked out only when it is looked at
            return {key: _narrowed(item, frame) for key, item in value.items()}
        case Range():
            low, high = _narrowed(value.low, frame), _narrowed(value.high, frame)
            known = (
                value.known
                and (low is None) == (value.low is None)
                and (high is None) == (value.high is None)
            )
            return Range(low, high, value.low_included, value.high_included, known)
    return value


def _limit(error: OverBudgetError | RecursionError) -> str:
    # Values from outside may be nested deeper than any that an expression may build.
    return error.limit if isinstance(error, OverBudgetError) else "value_depth"


def _build_test(test: tree.Test) -> TestClosure:
    return unary.build(test, _build)


def _build(expr: tree.Expr) -> Closure:
    match expr:
        case tree.Null():
            return lambda frame: None
        case tree.Boolean() | tree.String():
            constant = expr.value
            return lambda frame: constant
        case tree.Number():
            return _number(expr.text)
        case tree.At():
            return _at(expr.text)
        case tree.Name():
            return _name(expr.name)
        case tree.Path():
            return _path(_build(expr.of), expr.name)
        case tree.Filter():
            return loops.build_filter(expr, _build)
        case tree.Negate():
            return _negate(_build(expr.of))
        case tree.Binary():
            return _binary(expr)
        case tree.Between():
            return _between(_build(expr.of), _build(expr.low), _build(expr.high))
        case tree.In():
            return _in(_build(expr.of), unary.build_any(expr.tests, _build))
        case tree.If():
            return _if(_build(expr.when), _build(expr.then), _build(expr.otherwise))
        case tree.For():
            return loops.build_for(expr, _build)
        case tree.Quantified():
            return loops.build_quantified(expr, _build)
        case tree.Call():
            return _call(expr)
        case tree.List():
            return _list([_build(item) for item in expr.items])
        case tree.Context():
            return _context([(entry.key, _build(entry.value)) for entry in expr.entries])
        case tree.Range():
            return _range(expr)
        case tree.InstanceOf():
            return _instance_of(_build(expr.of), types.read_type(expr.type))
        case tree.Function():
            return _function(expr, _build(expr.body))
    assert_never(expr)


def _number(text: str) -> Closure:
    try:
        number = NUMBERS.create_decimal(Decimal(text))
    except DecimalException:  # an exponent beyond decimal128
        return lambda frame: frame.run.fault("literal", text)
    return lambda frame: number


def _at(text: str) -> Closure:
    if "@" in text:  # which zones there are is known when it runs
        return lambda frame: read_literal(text, frame.run.zones) or frame.run.fault("literal", text)
    value = read_literal(text)
    if value is None:
        return lambda frame: frame.run.fault("literal", text)
    if isinstance(value, datetime) and value.tzinfo is None:
        return lambda frame: located(value, frame.now)
    return lambda frame: value


def _name(name: str) -> Closure:
    builtin = BUILTINS.get(name)
    if builtin is None:
        return lambda frame: lifted(frame.names.get(name))
    parameters = tuple(parameter.name for parameter in builtin.signatures[0].parameters)
    variadic = any(parameter.variadic for parameter in builtin.signatures[-1].parameters)

    def find(frame: Frame) -> Value:
        found = frame.names.get(name)
        if found is not None:
            return lifted(found)
        return Function(
            name, parameters, lambda values: invoke(builtin, frame.run, frame.now, values, {}), variadic
        )

    return find


def _path(of: Closure, name: str) -> Closure:
    def member(frame: Frame) -> Value:
        value = of(frame)
        if type(value) is dict:
            return lifted(value.get(name))
        return _member(value, name, frame)

    return member


def _member(value: Value, name: str, frame: Frame) -> Value:
    if value is None:
        return None
    if isinstance(value, Mapping):
        return lifted(value.get(name))
    if isinstance(value, tuple | list):
        return frame.run.built(tuple(_member(item, name, frame) for item in value))
    if name not in temporal.PROPERTIES.get(kind_of(value), ()):
        return frame.run.fault("member", name, value)
    if isinstance(value, Range):
        return {
            "start": value.low,
            "end": value.high,
            "start included": value.low_included,
            "end included": value.high_included,
        }[name]
    found = temporal.property_of(value, name)
    return Decimal(found) if isinstance(found, int) else found


def _negate(of: Closure) -> Closure:
    def negated(frame: Frame) -> Value:
        value = of(frame)
        result = negate(value)
        return frame.run.fault("operand", "-", value) if result is None else result

    return negated


def _binary(expr: tree.Binary) -> Closure:
    left, right, op = _build(expr.left), _build(expr.right), expr.op
    if op == "and":
        return lambda frame: _and(left(frame), right, frame)
    if op == "or":
        return lambda frame: _or(left(frame), right, frame)
    if op == "=":
        return lambda frame: _told(compare.equal(a := left(frame), b := right(frame)), "=", a, b, frame)
    if op in ("!=", "<", "<=", ">", ">="):
        return lambda frame: _told(compare.compare(op, a := left(frame), b := right(frame)), op, a, b, frame)
    operation = OPERATIONS[op]
    if op == "-":
        return _difference(left, right)

    def compute(frame: Frame) -> Value:
        first, second = left(frame), right(frame)
        result = operation(first, second)
        if result is None:
            return frame.run.fault("operand", op, first, second)
        return frame.run.built(result) if type(result) is str else result

    return compute


def _difference(left: Closure, right: Closure) -> Closure:
    def compute(frame: Frame) -> Value:
        first, second = left(frame), right(frame)
        if type(first) is not type(second):
            first, second = _midnight(first, second, frame.now), _midnight(second, first, frame.now)
        result = subtract(first, second)
        return frame.run.fault("operand", "-", first, second) if result is None else result

    return compute


def _midnight(day: Value, beside: Value, now: datetime | None) -> Value:
    """In a bot, a date beside a moment is that day's midnight in the bot's zone; the standard says in UTC."""
    if type(day) is date and isinstance(beside, datetime) and now is not None and now.tzinfo is not None:
        return datetime.combine(day, time(), now.tzinfo)
    return day


def _told(result: bool | None, op: str, left: Value, right: Value, frame: Frame) -> bool | None:
    if result is None:
        frame.run.fault("operand", op, left, right)
    return result


def _and(left: Value, right: Closure, frame: Frame) -> Value:
    if left is False:
        return False
    other = right(frame)
    if other is False:
        return False
    return True if left is True and other is True else _not_boolean("and", left, other, frame)


def _or(left: Value, right: Closure, frame: Frame) -> Value:
    if left is True:
        return True
    other = right(frame)
    if other is True:
        return True
    return False if left is False and other is False else _not_boolean("or", left, other, frame)


def _not_boolean(op: str, left: Value, right: Value, frame: Frame) -> bool | None:
    """Null beside a boolean is an answer of three-valued logic; any other value is a fault."""
    if not all(value is None or isinstance(value, bool) for value in (left, right)):
        frame.run.fault("operand", op, left, right)
    return None


def _between(of: Closure, low: Closure, high: Closure) -> Closure:
    def between(frame: Frame) -> Value:
        value, first, last = of(frame), low(frame), high(frame)
        result = compare.both(compare.ordered(">=", value, first), compare.ordered("<=", value, last))
        return frame.run.fault("operand", "between", value, first, last) if result is None else result

    return between


def _in(of: Closure, holds: TestClosure) -> Closure:
    return lambda frame: holds(of(frame), frame)


def _if(when: Closure, then: Closure, otherwise: Closure) -> Closure:
    return lambda frame: then(frame) if when(frame) is True else otherwise(frame)


def _list(items: list[Closure]) -> Closure:
    return lambda frame: frame.run.built(tuple([item(frame) for item in items]))


def _context(entries: list[tuple[str, Closure]]) -> Closure:
    """An entry sees those before it. A context cannot say one thing twice."""
    if len({key for key, _ in entries}) < len(entries):
        return lambda frame: frame.run.fault("literal", "{…}")

    def context(frame: Frame) -> Value:
        made: dict[str, Value] = {}
        inner = frame.over(made)
        for key, value in entries:
            made[key] = value(inner)
        return frame.run.built(dict(made))

    return context


def _range(expr: tree.Range) -> Closure:
    low = None if expr.low is None else _build(expr.low)
    high = None if expr.high is None else _build(expr.high)
    low_included, high_included = expr.low_included, expr.high_included

    def make(frame: Frame) -> Value:
        first = None if low is None else low(frame)
        last = None if high is None else high(frame)
        known = (low is None or first is not None) and (high is None or last is not None)
        return Range(first, last, low_included, high_included, known)

    return make


def _instance_of(of: Closure, wanted: types.Type | None) -> Closure:
    if wanted is None:  # nothing is of a type that nobody knows
        return lambda frame: frame.run.fault("literal", "instance of") or False
    return lambda frame: types.conforms(of(frame), wanted)


def _function(expr: tree.Function, body: Closure) -> Closure:
    parameters = expr.parameters
    wanted = [types.read_type(text) or types.ANY for text in expr.types]

    def make(frame: Frame) -> Value:
        def call(arguments: Sequence[Value]) -> Value:
            if len(arguments) != len(parameters):
                return frame.run.fault("argument", "function", *arguments)
            taken = [*map(types.converted, arguments, wanted)] if wanted else arguments
            if any(got is None is not given for got, given in zip(taken, arguments, strict=True)):
                return frame.run.fault("argument", "function", *arguments)
            frame.run.enter()
            result = body(frame.over(dict(zip(parameters, taken, strict=True))))
            frame.run.leave()
            return result

        return Function("function", parameters, call)

    return make


def _call(expr: tree.Call) -> Closure:
    positional = [_build(argument.value) for argument in expr.arguments if argument.name is None]
    named = [
        (argument.name, _build(argument.value)) for argument in expr.arguments if argument.name is not None
    ]
    if isinstance(expr.function, tree.Name) and expr.function.name in BUILTINS:
        return _call_named(expr.function.name, positional, named)
    function = _build(expr.function)

    def call(frame: Frame) -> Value:
        return _apply(
            function(frame), [argument(frame) for argument in positional], _evaluated(named, frame), frame
        )

    return call


def _call_named(
    name: str, positional: list[Closure], named: list[tuple[str, Closure]]
) -> Callable[[Frame], Value]:
    builtin = BUILTINS[name]
    may_be_own = name != "not"  # a word of the language

    def call(frame: Frame) -> Value:
        arguments = [argument(frame) for argument in positional]
        others = _evaluated(named, frame) if named else {}
        own = frame.names.get(name) if may_be_own else None  # a function of this name in a context or a let
        if isinstance(own, Function):
            return _apply(own, arguments, others, frame)
        return invoke(builtin, frame.run, frame.now, arguments, others)

    return call


def _evaluated(named: list[tuple[str, Closure]], frame: Frame) -> dict[str, Value]:
    return {name: argument(frame) for name, argument in named}


def _apply(function: Value, positional: list[Value], named: dict[str, Value], frame: Frame) -> Value:
    if not isinstance(function, Function):
        return frame.run.fault("call", kind_of(function), function)
    if named:
        if positional or set(named) != set(function.parameters):
            return frame.run.fault("argument", function.name, *positional, *named.values())
        positional = [named[parameter] for parameter in function.parameters]
    frame.run.step()
    return function.call(positional)
