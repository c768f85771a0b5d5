"""What is kept of sends and turns, as operators and their programs see it: nobody's words unless asked for.

Law: of a payload only what this module names is shown, so that a field that is new is hidden until somebody
thought about it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from runtime.artifact.records import Json
from runtime.core.masking import HIDDEN, mask_text
from runtime.stores.rows import OutboxEntry, PastTurn

# Fields of effects and records that a customer's words never get into.
PLAIN = frozenset(
    (
        "action", "artifact", "at", "bot", "created", "division", "epoch", "expires", "from", "handover",
        "id", "kind", "level", "locale", "priority", "role", "state", "timeout", "to", "version", "what",
        "why",
    )
)  # fmt: skip


def entry_json(entry: OutboxEntry) -> dict[str, Json]:
    """Return a send for a list: what it is and what became of it, not what it says."""
    return {
        "id": entry.id,
        "kind": entry.kind,
        "state": entry.state,
        "attempts": entry.attempts,
        "created": entry.created.isoformat(),
        "why": mask_text(entry.why),
    }


def whole_entry_json(entry: OutboxEntry, full: bool) -> dict[str, Json]:
    """Return all of a send; its payload is hidden field by field unless it is wanted in `full`."""
    data: dict[str, Json] = {
        **entry_json(entry),
        "sent": entry.sent.isoformat() if entry.sent is not None else None,
        "conversation": entry.thread if full else mask_text(entry.thread),
    }
    try:
        payload = json.loads(entry.payload)
    except ValueError:
        return {**data, "payload": None, "unreadable_bytes": len(entry.payload)}
    return {**data, "payload": payload if full else hidden(payload)}


def turn_json(past: PastTurn) -> dict[str, Json]:
    """Return why a turn did what it did; what is personal was masked before it was kept."""
    event = json.loads(past.event)["event"]
    return {
        "turn": past.turn,
        "kind": event.get("kind", ""),
        "at": event.get("at", ""),
        "artifact": past.artifact,
        "trace": json.loads(past.trace),
    }


def hidden(data: Json, plain: bool = False) -> Json:
    """Return the form of some data, with what it says left out wherever its name is not a plain one."""
    if isinstance(data, Mapping):
        return {key: hidden(item, key in PLAIN) for key, item in data.items()}
    if isinstance(data, list):
        return [hidden(item, plain) for item in data]
    if data is None or isinstance(data, bool):
        return data
    if not plain:
        return HIDDEN
    return mask_text(data) if isinstance(data, str) else data
