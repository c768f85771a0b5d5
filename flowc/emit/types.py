"""Types of the tree as the artifact has them, with the language's defaults filled in."""

from __future__ import annotations

from collections.abc import Mapping

from flowc.machine.options import lower_option
from flowc.machine.values import Values
from flowc.structure import tree
from runtime.artifact import model
from runtime.artifact.tree import Expr, Number

# Longest text and longest list where the type says nothing (LANGUAGE section 2)
_LONGEST: Mapping[str, str] = {"text": "1024", "list": "20"}


def lower_type(written: tree.Type, locales: tuple[str, ...], values: Values) -> model.Type:
    """Return a type; only the keys that it has are set. `min` and `max` of text and list are lengths."""
    name = written.name.text
    measured = (
        tree.Type(tree.Word("number", written.name.span), written.span) if name in _LONGEST else written
    )
    low, high = (None if one is None else values.value(one, measured) for one in (written.min, written.max))
    return model.Type(
        name=name,
        min=low,
        max=_longest(name) if high is None else high,
        integer=written.integer,
        pattern=None if written.pattern is None else written.pattern.text,
        options=tuple(lower_option(option, locales, values) for option in written.options),
        accept=tuple(word.text for word in written.accept),
        max_mb=model.Type(name).max_mb if written.max_mb is None else written.max_mb,
        of=None if written.of is None else lower_type(written.of, locales, values),
        fields=lower_types(written.fields, locales, values),
    )


def lower_types(
    written: Mapping[str, tree.Type], locales: tuple[str, ...], values: Values
) -> dict[str, model.Type]:
    return {name: lower_type(one, locales, values) for name, one in written.items()}


def _longest(name: str) -> Expr | None:
    return Number(_LONGEST[name]) if name in _LONGEST else None
