"""Standard Webhooks as the other side of an adapter makes and meets them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from runtime import signature
from runtime.clean import Refused
from tests.adapters.adapter import Headers, Request

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
OTHER = "whsec_YW5vdGhlciBzZWNyZXQgb2YgMzIgYnl0ZXMgaGVyZSE="
ID = "w1"


def sign(body: bytes, at: datetime, secret: str) -> Headers:
    return tuple(signature.sign(ID, int(at.timestamp()), body, [secret]).mapping().items())


def verify(one: Request, secrets: Sequence[str]) -> str:
    """Return the webhook's id, as a door does. Raises `Refused` (401)."""
    id_ = signature.verify(one.headers, one.body, secrets, int(one.at.timestamp()))
    if id_ is None:
        raise Refused(401, "not signed by anybody known here")
    return id_
