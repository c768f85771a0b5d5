"""Standard Webhooks 1.0 signatures, for what we send and for what we accept.

Laws:
- The signature covers `id.timestamp.` and the raw body: verify before parsing, never after writing it again.
- No secret, a broken secret, a missing or doubled header: refused. A refusal never says which check failed.
- Comparison takes the same time whatever differs; several secrets may be live while one is replaced.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import re
import secrets as randomness
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

TOLERANCE_S = 300  # Standard Webhooks: an older or younger timestamp is a replay or a wrong clock
SECRET_BYTES = (24, 64)  # Standard Webhooks: shorter can be guessed, longer is hashed down anyway
ID_CHARS = 256  # longer ids are nobody's; they would only fill the store
SIGNATURES = 8  # signatures read from one header: two live secrets on the sender's side are usual
PREFIX = "whsec_"

_ID = re.compile(r"[\x21-\x2d\x2f-\x7e]{1,256}")  # printable, no dot: the dot separates the signed parts
_TIMESTAMP = re.compile(r"[0-9]{1,12}")


class SecretError(ValueError):
    """A secret that cannot sign; the text says what a good one looks like and never shows the bad one."""


@dataclass(frozen=True, slots=True)
class Headers:
    """The three headers of a signed request."""

    id: str
    timestamp: str
    signature: str

    def mapping(self) -> dict[str, str]:
        return {
            "webhook-id": self.id,
            "webhook-timestamp": self.timestamp,
            "webhook-signature": self.signature,
        }


@dataclass(frozen=True, slots=True)
class Post:
    """A signed request, ready to be sent. `allow` names the networks of our own that it may go to."""

    url: str
    headers: Mapping[str, str]
    body: bytes
    allow: tuple[str, ...] = ()


def new_secret() -> str:
    """Return a fresh random secret."""
    return PREFIX + base64.b64encode(randomness.token_bytes(32)).decode()


def key(secret: str) -> bytes:
    """Return the key in a `whsec_…` secret.

    Raises:
        SecretError: not base64, or fewer than 24 or more than 64 bytes.
    """
    low, high = SECRET_BYTES
    try:
        found = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    except (binascii.Error, ValueError):
        found = b""
    if not secret.startswith(PREFIX) or not low <= len(found) <= high:
        raise SecretError(f"a signing secret is `{PREFIX}` and {low}-{high} bytes in base64")
    return found


def webhook_id(id_: str) -> str:
    """Return an id that may stand in the header: itself, or its hash when it is long or holds a dot."""
    if _ID.fullmatch(id_):
        return id_
    return "sha256_" + hashlib.sha256(id_.encode()).hexdigest()


def sign(id_: str, timestamp: int, body: bytes, secrets: Sequence[str]) -> Headers:
    """Return the headers that sign `body` with every secret given (at least one)."""
    if not secrets:
        raise SecretError("no secret to sign with")
    if not _ID.fullmatch(id_):
        raise ValueError("an id holds no dot and at most 256 printable characters")
    signatures = (f"v1,{_digest(id_, str(timestamp), body, key(secret))}" for secret in secrets)
    return Headers(id_, str(timestamp), " ".join(signatures))


def verify(headers: Iterable[tuple[str, str]], body: bytes, secrets: Sequence[str], now: int) -> str | None:
    """Return the webhook id when one of the secrets signed this body within the tolerance, else None.

    `headers` are all pairs of the request, so that a doubled header is seen and refused.
    """
    found = _three(headers)
    if found is None or abs(int(found.timestamp) - now) > TOLERANCE_S:
        return None
    given = [part[3:].encode() for part in found.signature.split(" ")[:SIGNATURES] if part.startswith("v1,")]
    good = False
    for secret in secrets:
        try:
            expected = _digest(found.id, found.timestamp, body, key(secret)).encode()
        except SecretError:
            continue
        for candidate in given:
            good |= hmac.compare_digest(expected, candidate)
    return found.id if good else None


def _three(headers: Iterable[tuple[str, str]]) -> Headers | None:
    seen: dict[str, list[str]] = {"webhook-id": [], "webhook-timestamp": [], "webhook-signature": []}
    for name, value in headers:
        if name.lower() in seen:
            seen[name.lower()].append(value)
    if any(len(values) != 1 for values in seen.values()):
        return None
    found = Headers(*(values[0] for values in seen.values()))
    if not _ID.fullmatch(found.id) or not _TIMESTAMP.fullmatch(found.timestamp):
        return None
    return found if found.signature.isascii() else None


def _digest(id_: str, timestamp: str, body: bytes, secret: bytes) -> str:
    signed = f"{id_}.{timestamp}.".encode() + body
    return base64.b64encode(hmac.digest(secret, signed, "sha256")).decode()


def same_token(given: str | None, *expected: str | None) -> bool:
    """Whether a token is one of those expected; False without any. Takes constant time."""
    good = False
    for one in expected:
        if given and one:
            good |= hmac.compare_digest(given.encode("utf-8", "replace"), one.encode())
    return good


def bearer(headers: Mapping[str, str]) -> str | None:
    """Return the token of an `Authorization: Bearer …` header."""
    scheme, _, token = headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" and token.strip() else None
