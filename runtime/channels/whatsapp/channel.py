"""The WhatsApp Cloud API as a channel: webhooks in, one request of `/messages` for each message out.

A thread is named `whatsapp:<phone number id>:<user id, or phone number>`; dots of ids are encoded. What we
send carries our own id in `biz_opaque_callback_data`, and its receipts bring it back.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import quote, unquote

from runtime import limits
from runtime.artifact.records import Json
from runtime.channels.base import Verdict
from runtime.channels.whatsapp.answers import judge
from runtime.channels.whatsapp.reading import News, Person, Reader
from runtime.channels.whatsapp.writing import Writer
from runtime.core.effects import SendMessage
from runtime.signature import Post

BODY_BYTES = limits.WHATSAPP_BODY.value
BODY_MEMBERS = limits.WHATSAPP_MEMBERS.value
API = "https://graph.facebook.com"
VERSION = "v26.0"  # of the Graph API; the newest that clients knew in November 2026


@dataclass(frozen=True, slots=True)
class WhatsApp:
    """`languages` maps the bot's locales to templates' language codes. `token` None: nothing is accepted."""

    phone_number_id: str
    token: str | None = None
    api: str = API
    version: str = VERSION
    languages: Mapping[str, str] = field(default_factory=dict)
    allow: tuple[str, ...] = ()
    carries: str = "whatsapp"
    name: str = "whatsapp"
    knows_repeats: bool = False  # the API has no idempotency key

    def read(self, data: Json, now: datetime) -> News:
        """Return what a parsed body of a webhook tells.

        Raises:
            Refused: not a webhook of WhatsApp's (422).
        """
        return Reader(self.name, self.carries, self.phone_number_id, self._base()).read(data, now)

    def addresses(self, person: Person) -> tuple[str | None, str | None]:
        """Return a person's addresses: his own, and that of the number he has for now."""
        return (
            self._address(person.user) if person.user is not None else None,
            self._address(person.phone) if person.phone is not None else None,
        )

    def post(self, to: str, message: SendMessage, created: datetime, now: datetime) -> Post | None:
        writer = Writer(self.api.rstrip("/"), self.languages)
        closed = message.free_until is not None and now >= message.free_until
        if message.template is not None and closed:
            content = writer.template(message.template, message.locale)
        else:
            content = writer.content(message)
        id_ = unquote(to.rpartition(":")[2])
        body = {
            "messaging_product": "whatsapp",
            "recipient_type": "individual",
            "recipient" if "." in id_ else "to": id_,
            "biz_opaque_callback_data": message.id,
            **content,
        }
        headers = {"content-type": "application/json"}
        if self.token is not None:
            headers["authorization"] = f"Bearer {self.token}"
        url = f"{self._base()}/{self.phone_number_id}/messages"
        return Post(url, headers, json.dumps(body, ensure_ascii=False).encode(), self.allow)

    def judge(self, status: int, body: bytes) -> tuple[Verdict, str]:
        return judge(status, body)

    def _base(self) -> str:
        return f"{self.api.rstrip('/')}/{self.version}"

    def _address(self, id_: str) -> str:
        return f"{self.name}:{self.phone_number_id}:{quote(id_, safe='').replace('.', '%2E')}"
