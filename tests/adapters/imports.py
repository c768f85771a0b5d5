"""What an adapter may import, and call: enough to translate with, and nothing to act with."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.architecture import Module, arrows, impurities

MAY = (
    "runtime.artifact",  # the data of a bot
    "runtime.channels",
    "runtime.clean",
    "runtime.core.effects",  # the data of a turn
    "runtime.core.events",
    "runtime.core.limits",
    "runtime.core.record",
    "runtime.desks",
    "runtime.limits",
    "runtime.signature",
)
STANDARD = frozenset(
    (
        *("__future__", "base64", "binascii", "collections", "dataclasses", "datetime", "decimal", "enum"),
        *("hashlib", "hmac", "html", "itertools", "json", "math", "re", "typing", "unicodedata", "urllib"),
    )
)


def wrong_imports(source: str) -> list[str]:
    """Return what a file imports or calls that no translation needs, as `line: what`."""
    module = Module("adapter", Path("adapter.py"), ast.parse(source), False)
    wrong = [
        f"{arrow.line}: imports {arrow.target}"
        for arrow in arrows(module, frozenset(MAY))
        if not (
            arrow.target.split(".")[0] in STANDARD
            or any(arrow.target == may or arrow.target.startswith(f"{may}.") for may in MAY)
        )
    ]
    return [*wrong, *(f"{line}: {what}" for line, what in impurities(module))]
