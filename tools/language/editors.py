"""Makes the schema that editors check a bot's other files with: those beside `bot.yaml`.

`bot.schema.json` is of all files together, so it would complain in every other file that `bot:` is missing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from flowc.structure.merge import BLOCKS, LISTS, SECTIONS
from flowc.structure.schema import bot_schema

PART = Path("schema/part.schema.json")
_WHOLE = "bot.schema.json"


def schemas() -> Mapping[Path, str]:
    """Return the generated schemas, relative to the repository."""
    anywhere = {*SECTIONS, *BLOCKS, *LISTS}
    keys = {name: one for name, one in bot_schema()["properties"].items() if name in anywhere}
    part = {
        "$schema": bot_schema()["$schema"],
        "title": "A part of a bot",
        "description": "A file beside `bot.yaml`. Made by `make generate` from bot.schema.json.",
        "type": "object",
        "properties": {
            name: {"$ref": f"{_WHOLE}#/properties/{name}", "description": one["description"]}
            for name, one in keys.items()
        },
        "additionalProperties": False,
    }
    return {PART: json.dumps(part, indent=2, ensure_ascii=False) + "\n"}
