"""What an answer of the Cloud API means for what was sent: Meta's code says it, not the HTTP status alone."""

from __future__ import annotations

from runtime.channels.base import Verdict
from runtime.channels.whatsapp.data import mapping, number
from runtime.channels.whatsapp.reading import trouble
from runtime.clean import Refused, parse_json

# Meta, "Error codes", May 2026: what passes by itself, whatever status it comes with.
PASSING = frozenset(
    (
        1,  # a fault of Meta's, often for a moment
        2,  # the API is down for a moment
        4,  # too many calls of the app
        80007,  # too many calls of the account
        130429,  # more messages than the number's throughput
        131000,  # something went wrong
        131016,  # a service is not available
        131048,  # too many were marked as spam
        131056,  # too many to this customer
        131057,  # the account is being maintained
        133004,  # the server is not available
    )
)
_SLOW = (408, 425, 429)  # statuses below 500 that ask for patience


def judge(status: int, body: bytes) -> tuple[Verdict, str]:
    """Return what an answer means, and why, for a person."""
    if 200 <= status < 300:
        return Verdict.TAKEN, ""
    try:
        error = mapping(parse_json(body), "error")
    except Refused:
        error = {}
    why = f"answered {status}, {trouble(error)}" if error else f"answered {status}"
    passes = number(error, "code") in PASSING or error.get("is_transient") is True
    again = passes or status in _SLOW or not 400 <= status < 500
    return (Verdict.AGAIN if again else Verdict.NEVER), why
