"""One expression tried out, as the engine evaluates it: functions may be defined, names may have spaces."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flowc.feel.faults import SyntaxFault
from flowc.feel.parser import Parsed, parse_expression
from flowc.trying.zones import named_zone
from runtime.feel.evaluate import compile_expr
from runtime.feel.faults import Fault
from runtime.feel.values import Function, Value

_FUNCTION = re.compile(r"\bfunction\s*\(([^()]*)\)")
_KEY = re.compile(r"[{,]\s*([^\W\d][^{}()\[\],:\"]*?)\s*:")


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there is no value at all. `faults` are those of the text `expr`, where that is the reason."""

    why: str
    expr: str = ""
    faults: tuple[SyntaxFault, ...] = ()


def try_expression(
    text: str, scope: Mapping[str, Value], now: datetime | None = None, faults: list[Fault] | None = None
) -> Value | Failure:
    """Return what a text gives; `faults` collects why an operation in it gave null."""
    parsed = parse_expression(text, functions=True, names=(*known_names(scope), *_declared(text)))
    if not isinstance(parsed, Parsed):
        return Failure(_told(text, parsed), text, parsed)
    return compile_expr(parsed.tree, zones=named_zone)({"now": now, **scope}, faults)


def _told(text: str, faults: Sequence[SyntaxFault]) -> str:
    first = faults[0]
    line, column = text.count("\n", 0, first.start) + 1, first.start - (text.rfind("\n", 0, first.start) + 1)
    found = f" `{first.found[:40]}`" if first.found else ""
    return f"{line}:{column + 1}: {first.kind}{found}"


def _declared(text: str) -> Iterator[str]:
    """Yield what the text itself may name: parameters of functions, keys of contexts."""
    for parameters in _FUNCTION.findall(text):
        yield from (part.partition(":")[0].strip() for part in parameters.split(","))
    yield from _KEY.findall(text)


def known_names(scope: Mapping[str, Value]) -> Iterator[str]:
    """Yield the names that an expression may use: also those of members and of functions' parameters."""
    for name, value in scope.items():
        yield name
        yield from _names_in(value)


def _names_in(value: Value) -> Iterator[str]:
    if isinstance(value, Function):
        yield from value.parameters
    elif isinstance(value, Mapping):
        yield from known_names(value)
    elif isinstance(value, tuple):
        for item in value:
            yield from _names_in(item)
