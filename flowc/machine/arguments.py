"""`with`, `set` and `into`: names with values, each of the type that its name has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from flowc.machine.values import Values
from flowc.structure import tree
from runtime.artifact import model


def assigned(
    written: Iterable[tree.Argument], types: Mapping[str, tree.Type], values: Values
) -> tuple[model.Assign, ...]:
    """Return assignments in the order written. A name without a type takes the value as it is."""
    return tuple(
        model.Assign(argument.name.text, values.value(argument.value, types.get(argument.name.text)))
        for argument in written
    )


def into(written: tree.Into | None) -> model.Into:
    if written is None:
        return model.Into()
    return model.Into(
        name=None if written.name is None else written.name.text,
        slots={slot.text: output.text for slot, output in written.slots},
    )
