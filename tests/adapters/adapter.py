"""What the contract needs of a channel or a desk: its translations, and how the other side signs.

Each folder beside this file is one adapter's set: `adapter.py` names its parts as an `Adapter`, `in.yaml`
holds what comes and what is heard, `out.yaml` what is said and what is sent.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from runtime.channels.base import Verdict
from runtime.core.effects import Effect
from runtime.signature import Post

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)

Headers = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Request:
    headers: Headers
    body: bytes
    at: datetime = NOW


@dataclass(frozen=True, slots=True)
class Adapter:
    """One adapter, set up as its fixtures expect it.

    `files` are the adapter itself. `hear` verifies, parses and reads a request with these secrets, as its
    door does, and returns what it tells, each a dataclass; it raises `Refused` and nothing else. `sign` gives
    the headers with which the other side signs a body; None: a session vouches for it, not a signature.
    `says` are the kinds of effects it has a request for. `say` and `judge` are as in `Channel`.
    """

    files: tuple[str, ...]
    hear: Callable[[Request, Sequence[str]], Sequence[object]]
    sign: Callable[[bytes, datetime, str], Headers] | None
    secret: str
    other_secret: str
    says: frozenset[str]
    say: Callable[[Effect, datetime, datetime], Post | None]
    judge: Callable[[int, bytes], tuple[Verdict, str]]

    def signed(self, body: bytes, at: datetime = NOW) -> Request:
        """Return a request as the other side sends it."""
        return Request(() if self.sign is None else self.sign(body, at, self.secret), body, at)

    def heard(self, body: bytes, at: datetime = NOW) -> Sequence[object]:
        return self.hear(self.signed(body, at), (self.secret,))
