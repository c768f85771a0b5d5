"""Which values an input column can have at all: what the slot or the namespace allows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from runtime.artifact.model import Artifact, DecisionTable, TableOutput, Type
from runtime.artifact.tree import At, Expr, Name, Negate, Number, Path, String
from runtime.feel.evaluate import compile_expr
from runtime.feel.values import Value
from runtime.routing.deciding import ONE_ROW

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


@dataclass(frozen=True, slots=True)
class World:
    """What a bot declares that columns look at: types of slots by name, and names."""

    slots: Mapping[str, Type]
    locales: tuple[str, ...]
    channels: tuple[str, ...]
    divisions: tuple[str, ...]
    tables: Mapping[str, DecisionTable] = field(default_factory=dict)


def world_of(artifact: Artifact) -> World:
    bot = artifact.bot
    types = {name: slot.type for name, slot in artifact.slots.items()}
    return World(types, bot.locales, bot.channels, tuple(artifact.divisions), artifact.decisions)


def domain_of(value: Expr, world: World) -> Domain:
    """Return what a column can be. A slot may always be null: nobody has to answer."""
    match value:
        case Name(name) if name in world.slots:
            return _of_type(world.slots[name])
        case Path(Name(space), name) if f"{space}.{name}" in world.slots:
            return _of_type(world.slots[f"{space}.{name}"])
        case Path(Name("conversation"), "locale"):
            return Domain(world.locales, null=False)
        case Path(Name("conversation"), "channel"):
            return Domain(world.channels, null=False)
        case Path(Name("conversation"), "handovers") | Path(Name("turns"), _):
            return Domain(low=Decimal(0), null=False, whole=True)
        case Path(Name("conversation"), "sentiment"):
            return Domain(low=Decimal(-1), high=Decimal(1), null=False)
        case Path(Name("message"), "sentiment"):
            return Domain(low=Decimal(-1), high=Decimal(1))
        case Path(Name("hours"), _):
            return Domain(null=False, boolean=True)
        case Path(Name("route"), "to"):
            return Domain(world.divisions)
        case Path(Name("route"), "level"):
            return Domain(_LEVELS)
        case Path(Name("route"), "priority"):
            return Domain(_PRIORITIES)
        case Path(Name("table"), name) if name in world.tables:
            table = world.tables[name]
            return _of_output(table, table.outputs[0]) if len(table.outputs) == 1 else ANY
        case Path(Path(Name("table"), name), given) if name in world.tables:
            table = world.tables[name]
            return next((_of_output(table, one) for one in table.outputs if one.name == given), ANY)
        case _:
            return ANY


def _of_output(table: DecisionTable, output: TableOutput) -> Domain:
    """Return what a table can give: one of the words of a choice. It may always be null."""
    words = tuple(one.value for one in output.allowed if isinstance(one, String))
    if table.hit == "count":
        return Domain(low=Decimal(0), null=False, whole=True)
    return Domain(words) if words and table.hit in ONE_ROW else ANY


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
