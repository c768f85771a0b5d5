"""What customers send, as the elements of `messages` in a webhook."""

from __future__ import annotations

import itertools
from base64 import b64encode
from dataclasses import dataclass, field
from typing import Any

from tests.whatsapp.stub.refusals import Json, Refusal

OUR_NUMBER = "6281500000001"  # the bot's

_numbers = itertools.count(1)


def new_wamid() -> str:
    """Return an id of a message as WhatsApp makes them: no two alike."""
    return "wamid." + b64encode(f"stub message {next(_numbers):06}".encode()).decode()


@dataclass(frozen=True, slots=True)
class Customer:
    """A user of WhatsApp. One with a user name may come without phone number: `number` is then None."""

    user_id: str
    number: str | None
    name: str = "Sari"
    username: str | None = None

    def contact(self) -> Json:
        profile = {"name": self.name, **({"username": self.username} if self.username else {})}
        number = {"wa_id": self.number} if self.number else {}
        return {"profile": profile, **number, "user_id": self.user_id}


@dataclass(frozen=True, slots=True)
class Said:
    """One message of a customer. The same `id` again is the same message again."""

    type: str
    content: Any  # Any: JSON; an object, or the list of a contact card
    id: str = field(default_factory=new_wamid)
    reply_to: str | None = None

    def element(self, customer: Customer, at: int) -> Json:
        """Return it as sent by a customer at a Unix time in seconds."""
        sender = {"from": customer.number} if customer.number else {}
        context = {"context": {"from": OUR_NUMBER, "id": self.reply_to}} if self.reply_to else {}
        content = {"errors" if self.type == "unsupported" else self.type: self.content}
        return {**sender, "id": self.id, "timestamp": str(at), "type": self.type, **context, **content}


def text(body: str) -> Said:
    return Said("text", {"body": body})


def button_reply(id_: str, title: str) -> Said:
    return Said("interactive", {"type": "button_reply", "button_reply": {"id": id_, "title": title}})


def list_reply(id_: str, title: str, description: str | None = None) -> Said:
    row = {"id": id_, "title": title, **({"description": description} if description else {})}
    return Said("interactive", {"type": "list_reply", "list_reply": row})


def form_reply(response_json: str) -> Said:
    """A form (a Flow, in WhatsApp's words) that was filled in."""
    reply = {"name": "flow", "body": "Sent", "response_json": response_json}
    return Said("interactive", {"type": "nfm_reply", "nfm_reply": reply})


def template_button(caption: str, payload: str) -> Said:
    return Said("button", {"text": caption, "payload": payload})


MIMES = {
    "image": "image/jpeg",
    "audio": "audio/ogg; codecs=opus",
    "video": "video/mp4",
    "document": "application/pdf",
    "sticker": "image/webp",
}


def media(kind: str, id_: str, caption: str | None = None) -> Said:
    """An `image`, `audio`, `video`, `document` or `sticker` by its id; its bytes are nowhere."""
    content: Json = {"id": id_, "mime_type": MIMES[kind], "sha256": b64encode(id_.encode()).decode()}
    if caption is not None:
        content["caption"] = caption
    if kind == "document":
        content["filename"] = "bukti.pdf"
    if kind == "audio":
        content["voice"] = True
    return Said(kind, content)


def location(latitude: float, longitude: float, name: str | None = None) -> Said:
    named = {"name": name, "address": "Jalan Melati 5"} if name else {}
    return Said("location", {"latitude": latitude, "longitude": longitude, **named})


def contact_card(name: str, phone: str) -> Said:
    card = {
        "name": {"formatted_name": name, "first_name": name},
        "phones": [{"phone": phone, "type": "CELL"}],
    }
    return Said("contacts", [card])


def reaction(message_id: str, emoji: str | None) -> Said:
    """A reaction to a message; no emoji takes it back."""
    return Said("reaction", {"message_id": message_id, **({"emoji": emoji} if emoji else {})})


def order(item: str) -> Said:
    items = [{"product_retailer_id": item, "quantity": 1, "item_price": 150000, "currency": "IDR"}]
    return Said("order", {"catalog_id": "8001", "text": "", "product_items": items})


def unsupported() -> Said:
    return Said("unsupported", [Refusal(131051, "This type of message cannot be received.").told()])


def moved(before: Customer, after: Customer, kind: str = "user_changed_number") -> Said:
    """The note of WhatsApp itself that a customer has another number or user id."""
    number = {"wa_id": after.number} if after.number else {}
    told = {"body": f"User {before.name} changed", "type": kind, "user_id": after.user_id, **number}
    return Said("system", {**told, "previous_user_id": before.user_id})
