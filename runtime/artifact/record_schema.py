"""The JSON Schema of records, as `runtime.artifact.records` reads them.

Unknown keys are refused, fields equal to their default may be left out, a record of a union carries its
`kind`. Descriptions are the docstrings of the records.
"""

from __future__ import annotations

import dataclasses
import inspect
import types
import typing
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, Union, get_args, get_origin

Schema = dict[str, Any]  # Any: a JSON Schema is JSON of any shape

_SCALARS: Mapping[Any, Schema] = {  # Any: annotations are the keys
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    type(None): {"type": "null"},
    date: {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
    datetime: {"type": "string", "format": "date-time"},
    timedelta: {"type": "number", "description": "seconds"},
}


class Definitions:
    """Definitions made so far; a record that contains itself finds its own name already there.

    They stand in the document at `place`.
    """

    def __init__(self, place: str = "#/$defs/") -> None:
        self.definitions: dict[str, Schema] = {}
        self._place = place

    def of(self, annotation: Any) -> Schema:  # Any: an annotation
        if dataclasses.is_dataclass(annotation):
            return self.record(annotation)
        if annotation in _SCALARS:
            return dict(_SCALARS[annotation])
        origin = get_origin(annotation)
        if origin in (Union, types.UnionType):
            return self._union(annotation)
        if origin is tuple:
            return {"type": "array", "items": self.of(get_args(annotation)[0])}
        if origin is not None and issubclass(origin, Mapping):
            return {"type": "object", "additionalProperties": self.of(get_args(annotation)[1])}
        raise TypeError(f"no schema for {annotation!r}")

    def record(self, of: Any) -> Schema:  # Any: a dataclass
        name = of.__name__
        if name not in self.definitions:
            self.definitions[name] = definition = {}
            definition.update(self._definition(of))
        return {"$ref": f"{self._place}{name}"}

    def _definition(self, of: Any) -> Schema:  # Any: a dataclass
        hints = typing.get_type_hints(of)
        fields = [field for field in dataclasses.fields(of) if field.init]
        properties = {field.name.removesuffix("_"): self.of(hints[field.name]) for field in fields}
        required = [
            field.name.removesuffix("_")
            for field in fields
            if field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
        ]
        if isinstance(getattr(of, "kind", None), str):
            properties["kind"] = {"const": of.kind}
            required.append("kind")
        text = of.__dict__.get("__doc__") or ""
        described = {} if text.startswith(f"{of.__name__}(") else {"description": inspect.cleandoc(text)}
        return {
            **{key: value for key, value in described.items() if value},
            "type": "object",
            "properties": dict(sorted(properties.items())),
            "required": sorted(required),
            "additionalProperties": False,
        }

    def _union(self, annotation: Any) -> Schema:  # Any: a union
        members = get_args(annotation)
        records = [one for one in members if hasattr(one, "kind")]
        plain = [self.of(one) for one in members if one not in records]
        if len(records) < 2:
            return {"anyOf": [*(self.of(one) for one in records), *plain]}
        name = _union_name(records)
        if name not in self.definitions:
            self.definitions[name] = {}
            self.definitions[name].update(self._by_kind(records))
        whole = {"$ref": f"{self._place}{name}"}
        return {"anyOf": [whole, *plain]} if plain else whole

    def _by_kind(self, records: list[Any]) -> Schema:  # Any: dataclasses
        """Choose by `kind` first, so that a mistake is told about the record that was meant."""
        return {
            "type": "object",
            "properties": {"kind": {"enum": sorted(one.kind for one in records)}},
            "required": ["kind"],
            "allOf": [
                {
                    "if": {"properties": {"kind": {"const": one.kind}}, "required": ["kind"]},
                    "then": self.record(one),
                }
                for one in records
            ],
        }


def _union_name(records: list[Any]) -> str:  # Any: dataclasses
    """Return the name that a module gives to this union, as `State`."""
    module = inspect.getmodule(records[0])
    for name, value in vars(module).items():
        if get_origin(value) in (Union, types.UnionType) and set(records) <= set(get_args(value)):
            return name
    raise TypeError(f"no name for the union of {records}")
