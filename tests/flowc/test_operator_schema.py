"""`schema/flowc.schema.json` is what editors know of `flowc.toml`, `runtime.config` reads it: they agree."""

from __future__ import annotations

import dataclasses
import json
import tomllib
import types
import typing
from collections.abc import Mapping
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from flowc.resources import schema_folder
from runtime.config import Config, ConfigError, Limits, load_config
from tests.architecture import ROOT

SCHEMA = json.loads((schema_folder() / "flowc.schema.json").read_text("utf-8"))
EXAMPLES = sorted(ROOT.glob("examples/*/flowc.toml"))


def fits(data: object) -> bool:
    return bool(Draft202012Validator(SCHEMA).is_valid(data))


def keys_of(kind: type, schema: dict[str, Any], path: str = "") -> list[str]:
    """Differences between a dataclass of the reader and its part of the schema."""
    hints = typing.get_type_hints(kind)
    fields = {one.name: one for one in dataclasses.fields(kind) if one.name != "missing"}
    found = [f"{path}.{name}" for name in fields.keys() ^ schema["properties"].keys()]
    required = {
        name for name, one in fields.items() if one.default is one.default_factory is dataclasses.MISSING
    }
    found += [f"{path}.{name} required" for name in required ^ set(schema.get("required", ()))]
    for name in fields.keys() & schema["properties"].keys():
        inner, part = hints[name], schema["properties"][name]
        if typing.get_origin(inner) is Mapping:
            inner, part = typing.get_args(inner)[1], part["additionalProperties"]
        if typing.get_origin(inner) is types.UnionType:  # a table that may be left out
            inner = typing.get_args(inner)[0]
        if (
            isinstance(inner, type)
            and not isinstance(inner, types.GenericAlias)
            and dataclasses.is_dataclass(inner)
        ):
            found += keys_of(inner, part, f"{path}.{name}")
    return found


def test_schema_and_reader_know_the_same_keys() -> None:
    assert keys_of(Config, SCHEMA) == []


def test_limits_may_be_lowered_as_far_as_the_reader_says() -> None:
    limits = SCHEMA["properties"]["limits"]["properties"]
    assert {name: part["maximum"] for name, part in limits.items()} == {
        one.name: getattr(Limits(), one.name) for one in dataclasses.fields(Limits)
    }


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
def test_the_examples_fit(path: Any) -> None:
    assert [
        error.message for error in Draft202012Validator(SCHEMA).iter_errors(tomllib.loads(path.read_text()))
    ] == []


@pytest.mark.parametrize(
    "text",
    [
        "[server]\nhots = 'x'",
        "[server]\noperator_token = 'written out in the file'",
        "[destinations.toko]\nauth = 'Bearer ${T}'",
        "[destinations.toko]\nurl = 'toko.example'",
        "[destinations.toko]\nurl = 'https://a@toko.example'",
        "[destinations.toko]\nurl = 'https://toko.example'\ntimeout_s = 60",
        "[destinations.toko]\nurl = 'https://toko.example'\nallow = ['everything']",
        "[staff.ani]\nname = 'Ani'\ndivisions = 'cs'",
        "[limits]\nqueue = 20000",
        "[desks.default]\nurl = 'https://a.example'\nsecrets = ['abc']",
        "[roles.lead]",
        "telegram = {}",
        "[channels.whatsapp]\ntoken = '${T}'",
        "[channels.whatsapp]\nphone_number_id = '+62 812'",
        "[channels.whatsapp]\nphone_number_id = '1'\ntoken = 'written out'",
        "[channels.whatsapp]\nphone_number_id = '1'\napp_secrets = ['written out']",
        "[channels.whatsapp]\nphone_number_id = '1'\nverify_token = 'written out'",
        "[channels.whatsapp]\nphone_number_id = '1'\nversion = '26'",
        "[channels.whatsapp]\nphone_number_id = '1'\napi = 'graph.facebook.com'",
        "[channels.whatsapp]\nphone_number_id = '1'\nlanguages = {en = 'en-US'}",
    ],
)
def test_both_refuse(text: str) -> None:
    assert not fits(tomllib.loads(text))
    with pytest.raises(ConfigError):
        load_config(text, {"T": "x"})


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[destinations.toko]\nurl = 'https://toko.example/v1'\nauth = 'Bearer ${T}'\nallow = ['10.1.0.0/16']",
        "[channels.web]\ntitle = 'Toko'\n[channels.json]\ncarries = 'whatsapp'",
        "[staff.ani]\nname = 'Ani'\ndivisions = ['cs']\nskills = {english = 3}\ncapacity = 2",
        "[limits]\nqueue = 10",
        "[channels.whatsapp]\nphone_number_id = '1'\ntoken = '${T}'\napp_secrets = ['${T}', '${T}']"
        "\nverify_token = '${T}'\nlanguages = {id = 'id', en = 'en_US'}",
        "[roles.lead]\naddress = 'lead@toko.example'",
    ],
)
def test_both_take(text: str) -> None:
    assert fits(tomllib.loads(text))
    assert load_config(text, {"T": "x"})


def test_the_schema_is_described() -> None:
    Draft202012Validator.check_schema(SCHEMA)

    def undescribed(schema: dict[str, Any], path: str) -> list[str]:
        found = []
        for key, part in schema.get("properties", {}).items():
            if not part.get("description", "").endswith(".") or not part.get("examples"):
                found.append(f"{path}.{key}")
            found += undescribed(part, f"{path}.{key}")
            if isinstance(part.get("additionalProperties"), dict):
                found += undescribed(part["additionalProperties"], f"{path}.{key}.*")
        return found

    assert undescribed(SCHEMA, "") == []
