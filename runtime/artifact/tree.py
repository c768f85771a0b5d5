"""A parsed FEEL expression as plain data: what the compiler emits and `runtime.feel` evaluates.

Nodes carry no positions; the artifact's source map knows the place of each expression's owner.
Semantics are those of OMG DMN 1.5, chapter 10; this module holds only the shape.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Null:
    kind: ClassVar[str] = "null"


@dataclass(frozen=True, slots=True)
class Boolean:
    kind: ClassVar[str] = "boolean"
    value: bool


@dataclass(frozen=True, slots=True)
class Number:
    """`text` is the literal as decimal text, so that no digit is lost on the way."""

    kind: ClassVar[str] = "number"
    text: str


@dataclass(frozen=True, slots=True)
class String:
    kind: ClassVar[str] = "string"
    value: str


@dataclass(frozen=True, slots=True)
class At:
    """An `@"…"` literal: date, time, date and time, or duration, told apart by its text."""

    kind: ClassVar[str] = "at"
    text: str


@dataclass(frozen=True, slots=True)
class Name:
    kind: ClassVar[str] = "name"
    name: str


@dataclass(frozen=True, slots=True)
class Path:
    """`of.name`: a member of a context, a property of a temporal value, or of each element of a list."""

    kind: ClassVar[str] = "path"
    of: Expr
    name: str


@dataclass(frozen=True, slots=True)
class Filter:
    """`of[by]`: an index (1-based, negative from the end) or a condition over `item`."""

    kind: ClassVar[str] = "filter"
    of: Expr
    by: Expr


@dataclass(frozen=True, slots=True)
class Negate:
    kind: ClassVar[str] = "negate"
    of: Expr


@dataclass(frozen=True, slots=True)
class Binary:
    """`op` is one of `+ - * / ** = != < <= > >= and or`."""

    kind: ClassVar[str] = "binary"
    op: str
    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True)
class Between:
    kind: ClassVar[str] = "between"
    of: Expr
    low: Expr
    high: Expr


@dataclass(frozen=True, slots=True)
class In:
    """`of in (tests)`: true when one of the unary tests holds for the value."""

    kind: ClassVar[str] = "in"
    of: Expr
    tests: tuple[Test, ...]


@dataclass(frozen=True, slots=True)
class If:
    kind: ClassVar[str] = "if"
    when: Expr
    then: Expr
    otherwise: Expr


@dataclass(frozen=True, slots=True)
class Binding:
    name: str
    over: Expr
    to: Expr | None = None  # `for i in 1..n`: the upper end


@dataclass(frozen=True, slots=True)
class For:
    kind: ClassVar[str] = "for"
    over: tuple[Binding, ...]
    give: Expr


@dataclass(frozen=True, slots=True)
class Quantified:
    """`every` is false for `some … satisfies …`."""

    kind: ClassVar[str] = "quantified"
    every: bool
    over: tuple[Binding, ...]
    satisfies: Expr


@dataclass(frozen=True, slots=True)
class Argument:
    value: Expr
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Call:
    kind: ClassVar[str] = "call"
    function: Expr
    arguments: tuple[Argument, ...]


@dataclass(frozen=True, slots=True)
class List:
    kind: ClassVar[str] = "list"
    items: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    key: str
    value: Expr


@dataclass(frozen=True, slots=True)
class Context:
    kind: ClassVar[str] = "context"
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Range:
    """`low`/`high` are None where the range is open-ended (`>= 5`)."""

    kind: ClassVar[str] = "range"
    low: Expr | None
    high: Expr | None
    low_included: bool
    high_included: bool


@dataclass(frozen=True, slots=True)
class InstanceOf:
    kind: ClassVar[str] = "instance"
    of: Expr
    type: str


@dataclass(frozen=True, slots=True)
class Function:
    """`function(a, b: number) body`. The engine knows it, bots may not write it: no artifact holds one.

    `types` are those of the parameters, in their order; empty: any.
    """

    kind: ClassVar[str] = "function"
    parameters: tuple[str, ...]
    body: Expr
    types: tuple[str, ...] = ()


# Unary tests, the cells of tables and cases (LANGUAGE section 3; DMN 1.5 section 7.3.2)


@dataclass(frozen=True, slots=True)
class Anything:
    """`-`: holds for every value, also null."""

    kind: ClassVar[str] = "anything"


@dataclass(frozen=True, slots=True)
class Compare:
    """`op` is one of `= != < <= > >=`; the tested value stands on its left."""

    kind: ClassVar[str] = "compare"
    op: str
    value: Expr


@dataclass(frozen=True, slots=True)
class Within:
    """The value lies in a range, or in a list, or is contained, as `in` decides in FEEL."""

    kind: ClassVar[str] = "within"
    value: Expr


@dataclass(frozen=True, slots=True)
class Like:
    """A text cell with `*` for any run of characters; case counts."""

    kind: ClassVar[str] = "like"
    pattern: str


@dataclass(frozen=True, slots=True)
class Has:
    """The tested list contains the value (cells of list columns)."""

    kind: ClassVar[str] = "has"
    value: Expr


@dataclass(frozen=True, slots=True)
class AnyOf:
    kind: ClassVar[str] = "any_of"
    tests: tuple[Test, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """`not(a, b)`: no test holds, and the value is not null."""

    kind: ClassVar[str] = "not"
    tests: tuple[Test, ...]


@dataclass(frozen=True, slots=True)
class Satisfies:
    """A free condition over `?`, which names the tested value."""

    kind: ClassVar[str] = "satisfies"
    when: Expr


Expr = (
    Null | Boolean | Number | String | At | Name | Path | Filter | Negate | Binary | Between | In | If | For
    | Quantified | Call | List | Context | Range | InstanceOf | Function
)  # fmt: skip
Test = Anything | Compare | Within | Like | Has | AnyOf | Not | Satisfies
