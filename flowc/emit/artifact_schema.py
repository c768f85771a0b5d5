"""The JSON Schema of the artifact, made from its records: `python -m flowc.emit.artifact_schema` writes it.

It says what `runtime.artifact.records` reads.
"""

from __future__ import annotations

import json
from pathlib import Path

from runtime.artifact import model
from runtime.artifact.record_schema import Definitions, Schema

FILE = Path(__file__).resolve().parents[2] / "schema" / "artifact.schema.json"


def build_schema() -> Schema:
    """Return the schema of a whole artifact."""
    made = Definitions()
    made.record(model.Artifact)
    whole = made.definitions.pop("Artifact")
    whole["properties"]["format"] = {"const": model.FORMAT, "description": "the version of this shape"}
    whole["required"] = sorted({*whole["required"], "format"})
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Artifact",
        **whole,
        "$defs": dict(sorted(made.definitions.items())),
    }


def dump_schema() -> str:
    """Return the text of the schema's file."""
    return json.dumps(build_schema(), ensure_ascii=False, indent=2) + "\n"


def main() -> None:
    FILE.write_text(dump_schema(), encoding="utf-8")


if __name__ == "__main__":
    main()
