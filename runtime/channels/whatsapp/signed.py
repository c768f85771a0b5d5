"""The signature of Meta's webhooks: `X-Hub-Signature-256: sha256=` and the HMAC-SHA256 of the raw body.

Laws:
- The body is verified as it came, before it is parsed: written again, the same JSON has other bytes.
- No secret, a missing, doubled or broken header: refused. Comparison takes the same time whatever differs.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Sequence

HEADER = "x-hub-signature-256"
_PREFIX = "sha256="


def is_signed(headers: Iterable[tuple[str, str]], body: bytes, secrets: Sequence[str]) -> bool:
    """Whether one of the app secrets signed this body. `headers` are all pairs of the request."""
    given = [value for name, value in headers if name.lower() == HEADER]
    if len(given) != 1 or not given[0].startswith(_PREFIX) or not given[0].isascii():
        return False
    signature = given[0].removeprefix(_PREFIX).lower()
    good = False
    for secret in secrets:
        if secret:
            good |= hmac.compare_digest(sign(body, secret).removeprefix(_PREFIX), signature)
    return good


def sign(body: bytes, secret: str) -> str:
    """Return the header's value for a body.

    >>> sign(b'{"object":"whatsapp_business_account","entry":[]}', "app-secret")[:23]
    'sha256=d3e4f9da0ce6c71a'
    """
    return _PREFIX + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
