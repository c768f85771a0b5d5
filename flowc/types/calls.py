"""Calls of built-in functions against the table that the runtime runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from flowc.types import kinds
from flowc.types.certain import is_constant, never_has_a_result
from flowc.types.kinds import BOOLEAN, UNKNOWN, Kind, joined, maybe
from runtime.artifact import tree
from runtime.feel.builtins import BUILTINS, Builtin, Parameter, Signature
from runtime.feel.builtins.moments import DAYS, MONTHS
from runtime.feel.evaluate import compile_expr
from runtime.feel.pattern import compile_pattern
from runtime.feel.values import Value, kind_of

if TYPE_CHECKING:
    from flowc.types.infer import Checker

_PATTERNS = frozenset({"matches", "replace", "split"})
_CONVERSIONS = frozenset({"date", "time", "date and time", "duration", "number", "range"})

# What they give is one of these, whatever the language of the bot
_WORDS = {"day of week": DAYS, "month of year": MONTHS}


def decimal_of(text: str) -> Decimal:
    """Return a number literal's value; zero for one that no decimal holds."""
    try:
        return Decimal(text)
    except InvalidOperation:
        return Decimal(0)


def kind_of_value(value: Value) -> Kind:
    """Return the kind of a constant."""
    return UNKNOWN if value is None else kinds.of_feel(kind_of(value), {})


@dataclass(frozen=True, slots=True)
class _Given:
    """One argument: what is written, and its kind."""

    value: tree.Expr
    kind: Kind
    name: str | None


def kind_of_call(checker: Checker, call: tree.Call) -> Kind:
    """Return the kind of a call's result and note what does not fit."""
    given = [
        _Given(argument.value, checker.kind_of(argument.value), argument.name) for argument in call.arguments
    ]
    if not isinstance(call.function, tree.Name):
        kind = checker.kind_of(call.function)
        if kind.name not in ("function", "unknown"):
            checker.fault("not_a_function", call.function, got=(kind.name,))
        return UNKNOWN
    name = call.function.name
    own = checker.lookup(name)
    if name not in BUILTINS:
        if own is None:
            return checker.fault("unknown_function", call.function, name, known=tuple(sorted(BUILTINS)))
        if own.name not in ("function", "unknown"):
            return checker.fault("not_a_function", call.function, name, got=(own.name,))
        return UNKNOWN
    if own is not None and own.name in ("function", "unknown"):
        return UNKNOWN
    return _checked(checker, call, BUILTINS[name], given)


def _checked(checker: Checker, call: tree.Call, builtin: Builtin, given: Sequence[_Given]) -> Kind:
    closest: tuple[int, Signature, list[tuple[Parameter, _Given]]] | None = None
    for signature in builtin.signatures:
        pairs = _paired(signature, given)
        if pairs is None:
            continue
        fitting = 0
        while fitting < len(pairs) and _fits(pairs[fitting][1].kind, pairs[fitting][0]):
            fitting += 1
        if fitting == len(pairs):
            return _result(checker, call, builtin, signature, pairs)
        if closest is None or fitting > closest[0]:
            closest = fitting, signature, pairs
    if closest is None:
        return _mismatched(checker, call, builtin, given)
    fitting, _, pairs = closest
    parameter, argument = pairs[fitting]
    wanted = tuple(
        dict.fromkeys(
            kinds.of_feel(kind, {}).name for kind in parameter.kinds if kind not in ("T", "any", "null")
        )
    )
    checker.fault(
        "argument_kind",
        argument.value,
        builtin.name,
        known=(parameter.name,),
        got=(argument.kind.name,),
        wanted=wanted,
    )
    gives = {signature.gives for signature in builtin.signatures}
    return kinds.of_feel(gives.pop(), {}) if len(gives) == 1 else UNKNOWN


def _paired(signature: Signature, given: Sequence[_Given]) -> list[tuple[Parameter, _Given]] | None:
    """Return each argument with its parameter, or None if number or names do not match."""
    parameters = signature.parameters
    if any(argument.name is not None for argument in given):
        by_name = {parameter.name: parameter for parameter in parameters}
        names = {argument.name for argument in given}
        missing = [
            parameter for parameter in parameters if not parameter.optional and parameter.name not in names
        ]
        if missing or not names <= set(by_name) or len(names) < len(given):
            return None
        return [(by_name[argument.name], argument) for argument in given if argument.name is not None]
    if parameters and parameters[-1].variadic:
        if len(given) < len(parameters):
            return None
        last = len(parameters) - 1
        return [(parameters[min(index, last)], argument) for index, argument in enumerate(given)]
    required = sum(not parameter.optional for parameter in parameters)
    if not required <= len(given) <= len(parameters):
        return None
    return list(zip(parameters, given, strict=False))


def _fits(kind: Kind, parameter: Parameter) -> bool:
    if kind.name == "unknown":
        return True
    if kind.name == "null":
        return parameter.optional or bool({"any", "T", "null"} & set(parameter.kinds))
    return any(_fits_one(kind, wanted) for wanted in parameter.kinds)


def _fits_one(kind: Kind, wanted: str) -> bool:
    if wanted in ("any", "T", kind.feel):
        return True
    if wanted == "comparable":
        return kind.feel in kinds.ORDERED
    if wanted == "duration":
        return kind.name in ("duration", "yearsmonths")
    if not wanted.startswith("list"):
        return False
    inner = wanted[5:-1] if wanted.endswith(">") else "any"
    # one value stands for a list of one
    item = (kind.of or UNKNOWN) if kind.name == "list" else kind
    return item.name in ("unknown", "null") or _fits_one(item, inner)


def _result(
    checker: Checker,
    call: tree.Call,
    builtin: Builtin,
    signature: Signature,
    pairs: list[tuple[Parameter, _Given]],
) -> Kind:
    if builtin.name in _PATTERNS:
        _check_pattern(checker, pairs)
    if builtin.name == "list contains":
        checker.check_word(pairs[1][1].value, pairs[0][1].kind.of or UNKNOWN)
    triples = [(parameter, argument.value, argument.kind) for parameter, argument in pairs]
    if never_has_a_result(checker, call, builtin.name, triples):
        return UNKNOWN
    if builtin.name in _CONVERSIONS and all(is_constant(argument.value) for _, argument in pairs):
        value = compile_expr(call)({})
        if value is None:
            return checker.fault("bad_literal", call, builtin.name)
        return kind_of_value(value)
    item: Kind | None = None
    for parameter, argument in pairs:
        for wanted in parameter.kinds:
            if wanted in ("T", "list<T>"):
                kind = argument.kind
                if wanted == "list<T>" and kind.name == "list":
                    kind = kind.of or UNKNOWN
                item = kind if item is None else joined(item, kind)
    if builtin.name == "not":
        return maybe(BOOLEAN, pairs[0][1].kind.maybe)
    words = _WORDS.get(builtin.name)
    kind = kinds.choice(*words) if words else kinds.of_feel(signature.gives, {"T": item or UNKNOWN})
    if builtin.name in ("get value",):
        kind = _member_named(pairs) or kind
    nullable = any(argument.kind.maybe and "any" not in parameter.kinds for parameter, argument in pairs)
    return maybe(kind, signature.absent or signature.failing or nullable)


def _member_named(pairs: list[tuple[Parameter, _Given]]) -> Kind | None:
    of, key = pairs[0][1].kind, pairs[1][1].value
    return of.fields.get(key.value) if isinstance(key, tree.String) else None


def _check_pattern(checker: Checker, pairs: list[tuple[Parameter, _Given]]) -> None:
    by_name = {parameter.name: argument.value for parameter, argument in pairs}
    pattern = by_name.get("pattern") or by_name.get("delimiter")
    flags = by_name.get("flags")
    if not isinstance(pattern, tree.String) or not (flags is None or isinstance(flags, tree.String)):
        return
    if compile_pattern(pattern.value, "" if flags is None else flags.value) is None:
        checker.fault("bad_pattern", pattern, pattern.value)


def _mismatched(checker: Checker, call: tree.Call, builtin: Builtin, given: Sequence[_Given]) -> Kind:
    names = tuple(argument.name for argument in given if argument.name is not None)
    parameters = tuple(
        dict.fromkeys(each.name for signature in builtin.signatures for each in signature.parameters)
    )
    if names:
        strange = tuple(name for name in names if name not in parameters)
        checker.fault("argument_name", call, builtin.name, known=parameters, got=strange or names)
    else:
        checker.fault("argument_count", call, builtin.name, got=(str(len(given)),), wanted=_counts(builtin))
    gives = {signature.gives for signature in builtin.signatures}
    return kinds.of_feel(gives.pop(), {}) if len(gives) == 1 else UNKNOWN


def _counts(builtin: Builtin) -> tuple[str, ...]:
    """Return the numbers of arguments it takes: `1`, `2`, `3+`."""
    counts: list[str] = []
    for signature in builtin.signatures:
        parameters = signature.parameters
        if parameters and parameters[-1].variadic:
            counts.append(f"{len(parameters)}+")
        else:
            required = sum(not parameter.optional for parameter in parameters)
            counts += [str(count) for count in range(required, len(parameters) + 1)]
    return tuple(sorted(dict.fromkeys(counts)))
