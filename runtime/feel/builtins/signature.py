"""What a built-in function is: its name, the ways to call it, and examples that are run by a test.

A signature is written as text, for people and for both readers, the evaluator and the type checker:
`string: string, start position: number, length?: number`. A parameter's kind is a FEEL kind, `any`,
`comparable`, `list<T>`, `T`, or several joined by `|`. After the name, `?` means: may be left out, and
`...`: any number of them, at least one.

The result's kind is written the same way. `?` after it: null is an ordinary answer (nothing found).
`!` after it: null is a fault, but one that a right call can meet (a text that is no date). Without either,
a right call of right values has a result.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from runtime.feel import values
from runtime.feel.decimals import lifted
from runtime.feel.faults import Run
from runtime.feel.values import Value, kind_of


@dataclass(frozen=True, slots=True)
class Parameter:
    name: str
    kinds: tuple[str, ...]
    optional: bool = False
    variadic: bool = False


@dataclass(frozen=True, slots=True)
class Signature:
    """One way to call a built-in. `run` gets fitting values by position; None means it has no result.

    `gives` is the result's kind without its mark; `absent` and `failing` are the marks `?` and `!`.
    `needs_now`: `run` gets the turn's moment first. `needs_run`: it gets the budget first.
    """

    parameters: tuple[Parameter, ...]
    gives: str
    run: Callable[..., Value]
    absent: bool = False
    failing: bool = False
    needs_now: bool = False
    needs_run: bool = False


@dataclass(frozen=True, slots=True)
class Builtin:
    """`examples` are pairs of FEEL texts that mean the same, shown in the docs and run in the tests."""

    name: str
    signatures: tuple[Signature, ...]
    examples: tuple[tuple[str, str], ...] = field(default=())


_PARAMETER = re.compile(r"([a-zA-Z0-9 ]+)(\?|\.\.\.)?: ([A-Za-z |<>]+)")


def takes(
    parameters: str,
    gives: str,
    run: Callable[..., Value],
    *,
    needs_now: bool = False,
    needs_run: bool = False,
) -> Signature:
    """Return the signature that the two texts describe."""
    read = []
    for part in parameters.split(", ") if parameters else ():
        found = _PARAMETER.fullmatch(part)
        assert found, f"not a parameter: {part!r}"
        name, mark, kinds = found.groups()
        read.append(Parameter(name, tuple(kinds.split("|")), mark == "?", mark == "..."))
    return Signature(
        tuple(read),
        gives.rstrip("?!"),
        run,
        absent=gives.endswith("?"),
        failing=gives.endswith("!"),
        needs_now=needs_now,
        needs_run=needs_run,
    )


class Misfit:
    """Marks a value that fits no kind of a parameter; null itself can be a fitting value."""


MISFIT = Misfit()

_ACCEPTS: Mapping[str, frozenset[str]] = {
    "comparable": frozenset(
        {
            values.NUMBER,
            values.STRING,
            values.DATE,
            values.TIME,
            values.DATE_TIME,
            values.DURATION,
            values.YEARS_MONTHS,
        }
    ),
}


def fitted(value: Value, kinds: Sequence[str]) -> Value | Misfit:
    """Return the value as a parameter of these kinds takes it, or `MISFIT`.

    A single value stands for a list of one, and a list of one for its item (DMN 1.5 section 10.3.2.9.4).
    """
    if "any" in kinds or "T" in kinds:
        return value
    value = lifted(value)
    kind = kind_of(value)
    for wanted in kinds:
        if kind == wanted or kind in _ACCEPTS.get(wanted, ()):
            return value
    for wanted in kinds:
        if wanted.startswith("list") and value is not None:
            items = tuple(value) if isinstance(value, tuple | list) else (value,)
            inner = wanted[5:-1] if wanted.endswith(">") else "T"
            if inner in ("T", "any") or all(not isinstance(fitted(item, (inner,)), Misfit) for item in items):
                return items
    if (
        isinstance(value, tuple | list)
        and len(value) == 1
        and not any(wanted.startswith("list") for wanted in kinds)
    ):
        return fitted(value[0], kinds)
    return MISFIT


def by_position(
    signature: Signature, positional: Sequence[Value], named: Mapping[str, Value]
) -> tuple[Value | Misfit, ...] | None:
    """Return the arguments in the signature's order, or None if their number or names do not match.

    Left-out optional parameters at the end are not in the result; one in the middle is null.
    """
    parameters = signature.parameters
    if named:
        if positional or set(named) - {parameter.name for parameter in parameters}:
            return None
        given: list[Value | Misfit] = []
        pending: list[Value | Misfit] = []
        for parameter in parameters:
            if parameter.name not in named:
                if not parameter.optional:
                    return None
                pending.append(None)
                continue
            given += pending
            pending = []
            given.append(fitted(named[parameter.name], _kinds(parameter)))
        return tuple(given)
    if parameters and parameters[-1].variadic:
        fixed = parameters[:-1]
        if len(positional) <= len(fixed):
            return None
        return tuple(
            fitted(value, _kinds(parameters[min(index, len(fixed))]))
            for index, value in enumerate(positional)
        )
    required = sum(not parameter.optional for parameter in parameters)
    if not required <= len(positional) <= len(parameters):
        return None
    return tuple(
        fitted(value, _kinds(parameter)) for value, parameter in zip(positional, parameters, strict=False)
    )


def _kinds(parameter: Parameter) -> tuple[str, ...]:
    return (*parameter.kinds, values.NULL) if parameter.optional else parameter.kinds


def invoke(
    builtin: Builtin, run: Run, now: datetime | None, positional: Sequence[Value], named: Mapping[str, Value]
) -> Value:
    """Return what a built-in gives for these arguments; one that fits no signature gives null and a fault."""
    for signature in builtin.signatures:
        arguments = by_position(signature, positional, named)
        if arguments is None or any(isinstance(argument, Misfit) for argument in arguments):
            continue
        if signature.needs_now:
            result = signature.run(now, *arguments)
        elif signature.needs_run:
            result = signature.run(run, *arguments)
        else:
            result = signature.run(*arguments)
        if result is None:
            if not signature.absent:
                run.fault("result", builtin.name, *positional, *named.values())
            return None
        return run.built(result) if isinstance(result, str | tuple | Mapping) else result
    run.fault("argument", builtin.name, *positional, *named.values())
    return None
