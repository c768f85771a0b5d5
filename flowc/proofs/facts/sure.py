"""Which expressions surely have a value, given the names that have one.

Laws:
- `True` is sure; the other way round nothing is: a built-in that may meet a text it cannot read counts as
  having no result.
- Types are checked before: an operation on values of the right kinds has a result, but for a division.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from flowc.types.narrowing import dotted, known_when
from runtime.artifact.tree import (
    At,
    Between,
    Binary,
    Boolean,
    Call,
    Context,
    Expr,
    If,
    List,
    Name,
    Negate,
    Null,
    Number,
    Path,
    String,
)
from runtime.feel.builtins import BUILTINS

_OF_NULL_ALONE = frozenset(("string",))  # built-ins that have no result of null, and of nothing else

Has = Callable[[str], bool]  # whether a dotted name surely has a value


def surely(expr: Expr, has: Has) -> bool:
    """Return whether an expression surely gives a value and not null."""
    match expr:
        case Boolean() | Number() | String() | At() | List() | Context():
            return True
        case Name() | Path():
            name = dotted(expr)
            return name is not None and has(name)
        case Negate(of):
            return surely(of, has)
        case Binary("=" | "!="):
            return True
        case Binary("/", left, Number(text)):
            return Decimal(text) != 0 and surely(left, has)
        case Binary("/" | "**"):
            return False
        case Binary(_, left, right):
            return surely(left, has) and surely(right, has)
        case Between(of, low, high):
            return surely(of, has) and surely(low, has) and surely(high, has)
        case If(when, then, otherwise):
            held, failed = known_when(when), known_unless(when)
            return surely(then, lambda name: name in held or has(name)) and surely(
                otherwise, lambda name: name in failed or has(name)
            )
        case Call(Name("not"), (argument,)):
            return surely(argument.value, has)
        case Call(Name(function), arguments):
            if arguments and all(isinstance(one.value, String | Number | At) for one in arguments):
                return True  # the types stage has tried it
            return _always_gives(function) and all(surely(one.value, has) for one in arguments)
    return False


def known_unless(condition: Expr) -> frozenset[str]:
    """Return the dotted names that surely have a value where a condition is false, or null.

    >>> from runtime.artifact.tree import Binary, Name, Null
    >>> sorted(known_unless(Binary("=", Name("nama"), Null())))
    ['nama']
    """
    match condition:
        case Binary("or", left, right):
            return known_unless(left) | known_unless(right)
        case Binary("and", left, right):
            return known_unless(left) & known_unless(right)
        case Binary("=" | "!=", left, right) if isinstance(left, Null) or isinstance(right, Null):
            return known_when(condition, False)
        case Call(Name("not"), (argument,)) if surely(argument.value, lambda _: False):
            return known_when(argument.value)
    return frozenset()


def _always_gives(function: str) -> bool:
    """Return whether a built-in has a result for all values of the right kinds."""
    found = BUILTINS.get(function)
    if function in _OF_NULL_ALONE:
        return True
    return found is not None and not any(one.absent or one.failing for one in found.signatures)
