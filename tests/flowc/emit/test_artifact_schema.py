"""The schema of the artifact and the code that reads artifacts agree, both ways."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from flowc.emit.artifact_schema import FILE, build_schema, dump_schema
from runtime.artifact import codec
from tests.architecture import ROOT

Json = Any  # plain JSON of any shape

SCHEMA = build_schema()
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)
KECIL: Json = json.loads((ROOT / "tests/golden/kecil/artifact.json").read_text(encoding="utf-8"))
# What a broken writer may leave in a place: each kind of JSON, none of it a date or a `kind` by chance.
STRANGE: list[Json] = [None, True, 7, -1.5, "", "x", [], ["x"], {}, {"x": 1}, {"kind": "say"}, {"kind": []}]


def test_the_file_is_what_the_records_say() -> None:
    assert FILE.read_text(encoding="utf-8") == dump_schema()


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_records_and_their_laws_are_described() -> None:
    described = {name for name, one in SCHEMA["$defs"].items() if "description" in one}
    assert {"Ask", "Branch", "Chains", "Intent", "Place", "Rule", "Span", "Timeout"} <= described


@pytest.mark.parametrize(
    "path", sorted(ROOT.glob("tests/golden/*/artifact.json")), ids=lambda one: one.parent.name
)
def test_a_compiled_artifact_fits(path: Path) -> None:
    assert [error.message for error in VALIDATOR.iter_errors(json.loads(path.read_text("utf-8")))] == []


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.data())
def test_what_the_schema_refuses_the_codec_refuses_and_the_reverse(data: st.DataObject) -> None:
    changed = copy.deepcopy(KECIL)
    for _ in range(data.draw(st.integers(1, 2))):
        _change(changed, data)
    assert _reads(changed) is VALIDATOR.is_valid(changed)


def _change(whole: Json, data: st.DataObject) -> None:
    """Delete, replace or add one entry somewhere. Only numbers are drawn: a failure stays readable."""
    container: Json = whole
    for _ in range(data.draw(st.integers(0, 6))):
        inner = [one for one in _values(container) if isinstance(one, dict | list) and one]
        if not inner:
            break
        container = inner[data.draw(st.integers(0, len(inner) - 1))]
    keys = list(container) if isinstance(container, dict) else list(range(len(container)))
    key = keys[data.draw(st.integers(0, len(keys) - 1))]
    strange = copy.deepcopy(STRANGE[data.draw(st.integers(0, len(STRANGE) - 1))])
    match data.draw(st.sampled_from(["delete", "replace", "add"])):
        case "delete":
            del container[key]
        case "replace":
            container[key] = strange
        case _ if isinstance(container, dict):
            container["tambahan"] = strange
        case _:
            container.append(strange)


def _values(container: Json) -> list[Json]:
    return list(container.values()) if isinstance(container, dict) else list(container)


def _reads(plain: Json) -> bool:
    try:
        codec.load(json.dumps(plain).encode())
    except codec.ArtifactError:
        return False
    return True
