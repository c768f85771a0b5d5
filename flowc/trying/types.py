"""Declared types as the cases write them, read into FEEL's.

`{"ref": "number"}`, or an item definition `{"base", "collection", "of", "components": [{"name", "base"}],
"allowedValues"}`. A type that this engine does not know is `Any`.
"""

from __future__ import annotations

from collections.abc import Mapping

from runtime.artifact.records import Json
from runtime.feel.types import ANY, Type, read_type

# The names of the standard's own types in models, where they differ from FEEL's
_NAMES = {
    "dateTime": "date and time",
    "dayTimeDuration": "days and time duration",
    "yearMonthDuration": "years and months duration",
}


def declared_type(wanted: Mapping[str, Json]) -> Type:
    item = _item_type(wanted)
    return Type("list", item) if wanted.get("collection") else item


def _item_type(wanted: Mapping[str, Json]) -> Type:
    of, components = wanted.get("of"), wanted.get("components")
    if isinstance(of, dict):
        return declared_type(of)
    if isinstance(components, list):
        parts = [part for part in components if isinstance(part, dict) and isinstance(part.get("name"), str)]
        return Type("context", fields={str(part["name"]): declared_type(part) for part in parts})
    name = wanted.get("base") or wanted.get("ref")
    return (read_type(_NAMES.get(name, name)) if isinstance(name, str) else None) or ANY
