"""The page of limits, from `runtime.limits`."""

from __future__ import annotations

from pathlib import Path

from runtime.limits import LIMITS, Limit

PAGE = Path("docs/limits.md")
AREAS = {
    "door": "At the doors",
    "message": "In a customer's message",
    "desk": "In a desk's event",
    "turn": "In one turn",
    "feel": "In an expression",
    "template": "In a text with variables",
    "bot": "In a bot's files",
    "out": "Towards other systems",
    "store": "In the store",
}
INTRODUCTION = """<!-- Made by `make generate` from `runtime/limits.py`. Edit that. -->

# Limits

What is larger than this is cut, refused or told, and never ends the program. Each row is tried at one below,
at it, at one above and at a hundred times it (`door.queue` and `bot.states` by the count alone: two million
states take hours to make). What has a key can be changed in [flowc.toml](flowc-toml.md), up to its
maximum; everything else is the same everywhere. How long things may take: [operations](operations.md).
"""


def page() -> str:
    parts = [INTRODUCTION]
    for area, title in AREAS.items():
        rows = [_row(limit) for limit in LIMITS if limit.name.partition(".")[0] == area]
        head = (
            "| limit | what it bounds | standard | maximum, key | beyond | why |\n|---|---|---|---|---|---|\n"
        )
        parts.append(f"\n## {title}\n\n{head}{''.join(rows)}")
    return "".join(parts)


def _row(limit: Limit) -> str:
    most = f"{limit.most:,}, `{limit.key}`" if limit.most is not None else ""
    cells = (f"`{limit.name}`", limit.of, f"{limit.value:,} {limit.unit}", most, limit.beyond, limit.why)
    return f"| {' | '.join(cells)} |\n"
