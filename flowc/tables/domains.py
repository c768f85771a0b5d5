"""Which values an input column can have at all: what the slot or the namespace allows."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from runtime.artifact.model import Artifact, Column, Type
from runtime.artifact.tree import At, Expr, Name, Negate, Number, Path
from runtime.feel.evaluate import compile_expr
from runtime.feel.values import Value

_LEVELS = ("L1", "L2", "L3")
_PRIORITIES = ("low", "normal", "high", "urgent")


@dataclass(frozen=True, slots=True)
class Domain:
    """`words`: the only texts that come; None: any. `low` and `high` are included; None: no such end.

    `whole`: numbers without fraction. `boolean`: only true and false. `lists`: lists of `words`.
    """

    words: tuple[str, ...] | None = None
    low: Value = None
    high: Value = None
    null: bool = True
    whole: bool = False
    boolean: bool = False
    lists: bool = False


ANY = Domain()


def domain_of(column: Column, artifact: Artifact) -> Domain:
    """Return what a column can be. A slot may always be null: nobody has to answer."""
    slot = artifact.slots.get(column.slot) if column.slot is not None else None
    if slot is not None:
        return _of_type(slot.type)
    match column.value:
        case Path(Name("conversation"), "locale"):
            return Domain(artifact.bot.locales, null=False)
        case Path(Name("conversation"), "channel"):
            return Domain(artifact.bot.channels, null=False)
        case Path(Name("conversation"), "handovers") | Path(Name("turns"), _):
            return Domain(low=Decimal(0), null=False, whole=True)
        case Path(Name("conversation"), "sentiment"):
            return Domain(low=Decimal(-1), high=Decimal(1), null=False)
        case Path(Name("message"), "sentiment"):
            return Domain(low=Decimal(-1), high=Decimal(1))
        case Path(Name("hours"), _):
            return Domain(null=False, boolean=True)
        case Path(Name("route"), "to"):
            return Domain(tuple(artifact.divisions))
        case Path(Name("route"), "level"):
            return Domain(_LEVELS)
        case Path(Name("route"), "priority"):
            return Domain(_PRIORITIES)
        case _:
            return ANY


def _of_type(kind: Type) -> Domain:
    if kind.name == "boolean":
        return Domain(boolean=True)
    if kind.name == "choice":
        return Domain(tuple(option.word for option in kind.options))
    if kind.name == "list":
        words = tuple(option.word for option in kind.of.options) if kind.of is not None else ()
        return Domain(words or None, lists=True)
    if kind.name in ("text", "phone", "email", "file", "context"):
        return ANY
    return Domain(low=_constant(kind.min), high=_constant(kind.max), whole=kind.integer)


def _constant(expr: Expr | None) -> Value:
    """Return an end of a slot's values that is written out; one that must be worked out is no end here."""
    if isinstance(expr, Number | At) or (isinstance(expr, Negate) and isinstance(expr.of, Number)):
        return compile_expr(expr)({})
    return None
