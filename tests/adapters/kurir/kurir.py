"""A messenger that does not exist, as an adapter of one file: plain forms of a courier's terminals.

In: `{"rute", "nomor", "jam", "isi"}`, signed with HMAC-SHA256 in `x-kurir-tanda`. Out: `rute kunci isi`.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote, unquote

from runtime.artifact import records
from runtime.artifact.records import Json
from runtime.channels.base import Incoming, Verdict, judge_status
from runtime.clean import Refused, clean_text, clean_time
from runtime.core.effects import SendMessage
from runtime.core.events import Received
from runtime.signature import Post

HEADER = "x-kurir-tanda"


@dataclass(frozen=True, slots=True)
class Form:
    """What a terminal sends; `jam` in seconds since 1970."""

    rute: str
    nomor: int
    jam: int
    isi: str


@dataclass(frozen=True, slots=True)
class Kurir:
    url: str
    allow: tuple[str, ...] = ()
    name: str = "kurir"
    knows_repeats: bool = True

    def is_signed(self, headers: Sequence[tuple[str, str]], body: bytes, secrets: Sequence[str]) -> bool:
        given = [value for name, value in headers if name.lower() == HEADER and value.isascii()]
        good = False
        for secret in filter(None, secrets):
            good |= len(given) == len(headers) == 1 and hmac.compare_digest(given[0], tanda(body, secret))
        return good

    def read(self, data: Json, now: datetime) -> Incoming:
        """Return the message in a parsed body. Raises `Refused` (422)."""
        try:
            form = records.decode(Form, data)
            at = datetime.fromtimestamp(form.jam, UTC)
        except (records.RecordError, ValueError, OverflowError, OSError) as error:
            raise Refused(422, "not a form of a terminal's") from error
        cleaned = clean_text(form.isi)
        if not (0 < len(form.rute) <= 40 and cleaned.text.strip()):
            raise Refused(422, "rute or isi: nothing is written")
        return Incoming(
            thread=f"{self.name}:{quote(clean_text(form.rute).text, safe='').replace('.', '%2E')}",
            source=self.name,
            carries="sms",
            id=str(form.nomor),
            at=clean_time(at, now),
            received=Received("text", cleaned.text),
            altered=cleaned.altered,
        )

    def post(self, to: str, message: SendMessage, created: datetime, now: datetime) -> Post | None:
        body = {"rute": unquote(to.partition(":")[2]), "kunci": message.id, "isi": message.text}
        return Post(self.url, {"content-type": "application/json"}, json.dumps(body).encode(), self.allow)

    def judge(self, status: int, body: bytes) -> tuple[Verdict, str]:
        return judge_status(status)


def tanda(body: bytes, secret: str) -> str:
    return hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
