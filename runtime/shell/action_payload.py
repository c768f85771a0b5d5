"""How a call waits in the outbox. Beside the turn, so that who only reads it again needs no HTTP client."""

from __future__ import annotations

import json

from runtime.artifact import records
from runtime.core.effects import CallAction


def action_payload(artifact: str, call: CallAction) -> bytes:
    """Return a call with the artifact that declares its action: the thread may have moved on by then."""
    return f'{{"artifact":{records.canonical(artifact)},"call":{records.dump(call)}}}'.encode()


def read_action(payload: bytes) -> tuple[str, CallAction]:
    data = json.loads(payload)
    return data["artifact"], records.decode(CallAction, data["call"])
