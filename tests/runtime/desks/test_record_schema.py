"""The handover record and its schema are the same thing, field by field."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from runtime.core import record as records_module
from runtime.core.record import Record
from runtime.desks.webhook import record_json
from tests.runtime.desks.records import least_record, whole_record

# Any: plain JSON
SCHEMA: dict[str, Any] = json.loads(
    (Path(__file__).parents[3] / "schema" / "handover.schema.json").read_text(encoding="utf-8")
)
PARTS = [
    part
    for part in vars(records_module).values()
    if isinstance(part, type) and dataclasses.is_dataclass(part)
]
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)


def part_schema(part: type) -> dict[str, Any]:  # Any: plain JSON
    found: dict[str, Any] = SCHEMA if part is Record else SCHEMA["$defs"][part.__name__]
    return found


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("record", [least_record(), whole_record()], ids=["least", "whole"])
def test_real_records_are_valid(record: Record) -> None:
    assert [error.message for error in VALIDATOR.iter_errors(record_json(record))] == []


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_the_schema_knows_every_field_and_no_other(part: type) -> None:
    fields = {field.name.removesuffix("_") for field in dataclasses.fields(part)}
    assert set(part_schema(part)["properties"]) == fields


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_the_schema_requires_what_is_always_there(part: type) -> None:
    always = {
        field.name.removesuffix("_")
        for field in dataclasses.fields(part)
        if field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
    }
    assert set(part_schema(part)["required"]) == always | ({"format"} if part is Record else set())


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_every_field_is_described(part: type) -> None:
    for name, field in part_schema(part)["properties"].items():
        target = SCHEMA["$defs"][field["$ref"].rpartition("/")[2]] if "$ref" in field else field
        assert target["description"].endswith("."), name


BROKEN = [
    ("no format", {"format": None}),
    ("another format", {"format": 2}),
    ("no summary", {"summary": None}),
    ("a summary too long", {"summary": "x" * 601}),
    ("a priority nobody knows", {"priority": "asap"}),
    ("a time without offset in a line", {"transcript": [{"at": "kemarin", "who": "bot", "text": "x"}]}),
    ("a line of nobody", {"transcript": [{"at": "2026-11-23T10:00:00+00:00", "who": "x", "text": "x"}]}),
    ("an artifact without its hash", {"bot": {"name": "a", "version": "1", "artifact": "latest"}}),
]


@pytest.mark.parametrize("changes", [case[1] for case in BROKEN], ids=[case[0] for case in BROKEN])
def test_broken_records_are_not_valid(changes: dict[str, object]) -> None:
    data = {key: item for key, item in {**record_json(least_record()), **changes}.items() if item is not None}
    assert not VALIDATOR.is_valid(data)
