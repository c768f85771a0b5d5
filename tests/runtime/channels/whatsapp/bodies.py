"""Webhooks of WhatsApp's as tests send them: one customer, Sari, unless told otherwise."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from runtime.channels.whatsapp.channel import WhatsApp

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
AT = int(NOW.timestamp()) - 60
NUMBER = "106540352242922"
USER = "ID.1502576394655843"
PHONE = "6281234567890"
CHANNEL = WhatsApp(NUMBER, "token-of-tests", languages={"en": "en_US"})
BASE = "https://graph.facebook.com/v26.0"

Data = dict[str, Any]  # Any: JSON


def contact(user: str | None = USER, phone: str | None = PHONE) -> Data:
    known: Data = {"profile": {"name": "Sari"}}
    if user is not None:
        known["user_id"] = user
    if phone is not None:
        known["wa_id"] = phone
    return known


def message(id_: str = "wamid.1", at: int = AT, **content: Any) -> Data:
    return {"from": PHONE, "id": id_, "timestamp": str(at), **(content or text("halo"))}


def text(body: str) -> Data:
    return {"type": "text", "text": {"body": body}}


def tap(kind: str, id_: str, title: str) -> Data:
    return {"type": "interactive", "interactive": {"type": kind, kind: {"id": id_, "title": title}}}


def medium(kind: str, **more: Any) -> Data:
    return {"type": kind, kind: {"id": "1166846181421424", "mime_type": "any/kind", "sha256": "abc", **more}}


def value(*messages: Data, contacts: list[Data] | None = None, **more: Any) -> Data:
    found: Data = {
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": "15550783881", "phone_number_id": NUMBER},
        **more,
    }
    if messages:
        found |= {"contacts": [contact()] if contacts is None else contacts, "messages": list(messages)}
    return found


def status(of: str, state: str, **more: Any) -> Data:
    told = {"id": "wamid.out", "status": state, "timestamp": str(AT), "recipient_id": PHONE}
    return {**told, "biz_opaque_callback_data": of, **more}


def body(*values: Data) -> Data:
    changes = [{"field": "messages", "value": one} for one in values]
    return {"object": "whatsapp_business_account", "entry": [{"id": "102290129340398", "changes": changes}]}
