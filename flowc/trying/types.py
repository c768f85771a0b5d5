"""A value as one of a declared type (DMN 1.5 section 10.3.2.9.4): it fits, or is converted, or is null.

A type as the cases write it: `{"ref": "number"}`, or an item definition `{"base", "collection", "of",
"components": [{"name", "base"}], "allowedValues"}`. A type that this engine does not know fits everything.
"""

from __future__ import annotations

from collections.abc import Mapping

from runtime.artifact.records import Json
from runtime.feel.types import conforms, read_type
from runtime.feel.values import Value


def converted(value: Value, wanted: Mapping[str, Json]) -> Value:
    """Return the value, its only item, or the list of it: whatever fits the type; else None."""
    if value is None or _fits(value, wanted):
        return value
    if isinstance(value, tuple) and len(value) == 1 and _fits(value[0], wanted):
        only: Value = value[0]
        return only
    return (value,) if _fits((value,), wanted) else None


def _fits(value: Value, wanted: Mapping[str, Json]) -> bool:
    if value is None:
        return True
    if wanted.get("collection"):
        return isinstance(value, tuple) and all(_fits_item(item, wanted) for item in value)
    return _fits_item(value, wanted)


def _fits_item(value: Value, wanted: Mapping[str, Json]) -> bool:
    of, components = wanted.get("of"), wanted.get("components")
    if isinstance(of, dict):
        return _fits(value, of)
    if isinstance(components, list):
        return value is None or (isinstance(value, Mapping) and all(_has(value, part) for part in components))
    named = read_type(_NAMES.get(name, name)) if isinstance(name := _name(wanted), str) else None
    return value is None or named is None or conforms(value, named)


def _name(wanted: Mapping[str, Json]) -> Json:
    return wanted.get("base") or wanted.get("ref")


def _has(value: Mapping[str, Value], part: Json) -> bool:
    if not isinstance(part, dict) or not isinstance(name := part.get("name"), str):
        return True
    return name in value and _fits(value[name], part)


# The names of the standard's own types in models, where they differ from FEEL's
_NAMES = {
    "dateTime": "date and time",
    "dayTimeDuration": "days and time duration",
    "yearMonthDuration": "years and months duration",
}
