"""What a webhook of WhatsApp's tells: messages, receipts of what we sent, customers who have moved.

Laws:
- Any JSON document gives news or a refusal. A part of another shape than expected is counted as ignored and
  takes no other part with it: a body that is refused comes again for 7 days, with all that stands in it.
- A customer is known by the business-scoped user id; a phone number may be missing, and may pass to another.
- Messages of one body are told in the order in which they were written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from runtime.artifact.records import Json
from runtime.channels.base import Incoming
from runtime.channels.whatsapp.content import NAME_CHARS, received
from runtime.channels.whatsapp.data import mapping, number, objects, text
from runtime.clean import Refused, clean_text

OBJECT = "whatsapp_business_account"
MESSAGE_ID = re.compile(r"[\x21-\x7e]{1,256}")  # `wamid.…`, near 60 characters
_USER = re.compile(r"[A-Z]{2}\.[A-Za-z0-9.]{1,132}")  # country, dot, up to 128; `ENT.` for parents
_PHONE = re.compile(r"\+?[0-9]{5,20}")
_RECEIPTS: Mapping[str, Literal["taken", "arrived", "failed"]] = {
    "sent": "taken", "delivered": "arrived", "read": "arrived", "played": "arrived", "failed": "failed",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Person:
    """A customer as WhatsApp names him: `user` is his alone, `phone` (digits) may be another's one day."""

    user: str | None = None
    phone: str | None = None

    def __bool__(self) -> bool:
        return self.user is not None or self.phone is not None


@dataclass(frozen=True, slots=True)
class Heard:
    """`incoming.thread` is empty: whose thread it is, only a memory of earlier addresses can say."""

    person: Person
    incoming: Incoming


@dataclass(frozen=True, slots=True)
class Told:
    """What became of something we sent. `send` is the id that we gave it."""

    send: str
    receipt: Literal["taken", "arrived", "failed"]
    why: str = ""


@dataclass(frozen=True, slots=True)
class Moved:
    before: Person
    after: Person


@dataclass(frozen=True, slots=True)
class News:
    """`ignored`: how many parts say nothing to a bot, belong to another number, or have an unknown shape."""

    moved: tuple[Moved, ...] = ()
    heard: tuple[Heard, ...] = ()
    told: tuple[Told, ...] = ()
    ignored: int = 0


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads bodies for one phone number. `media_base` is what the addresses of media begin with."""

    source: str
    carries: str
    phone_number_id: str
    media_base: str

    def read(self, data: Json, now: datetime) -> News:
        """Return what a parsed body tells.

        Raises:
            Refused: not a webhook of WhatsApp's (422).
        """
        if text(data, "object") != OBJECT or not isinstance(data.get("entry"), list):
            raise Refused(422, f"not a webhook of `{OBJECT}`")
        moved, heard, told, ignored = list[Moved](), list[Heard](), list[Told](), 0
        for value in self._values(data):
            for message in objects(value, "messages"):
                item = self._message(message, objects(value, "contacts"), now)
                if isinstance(item, Moved):
                    moved.append(item)
                elif item is not None:
                    heard.append(item)
                else:
                    ignored += 1
            for status in objects(value, "statuses"):
                receipt = _told(status)
                if receipt is not None:
                    told.append(receipt)
                else:
                    ignored += 1
        heard.sort(key=lambda one: one.incoming.at)  # stable: what has the same second stays as it stands
        return News(tuple(moved), tuple(heard), tuple(told), ignored)

    def _values(self, data: Json) -> Iterator[Mapping[str, Json]]:
        for entry in objects(data, "entry"):
            for change in objects(entry, "changes"):
                value = mapping(change, "value")
                ours = text(mapping(value, "metadata"), "phone_number_id") == self.phone_number_id
                if text(change, "field") == "messages" and ours:
                    yield value

    def _message(
        self, message: Mapping[str, Json], contacts: Sequence[Mapping[str, Json]], now: datetime
    ) -> Heard | Moved | None:
        if text(message, "type") == "system":
            return _moved(message)
        id_ = text(message, "id") or ""
        contact = _contact(message, contacts)
        person = _person(
            text(contact, "user_id") or text(message, "from_user_id"),
            text(contact, "wa_id") or text(message, "from"),
        )
        content = received(message, self.media_base)
        if content is None or not person or not MESSAGE_ID.fullmatch(id_) or "group_id" in message:
            return None
        got, altered = content
        incoming = Incoming(
            thread="",
            source=self.source,
            carries=self.carries,
            id=id_,
            at=_at(message, now),
            received=got,
            profile=_profile(contact, person),
            page=_page(mapping(message, "referral")),
            altered=altered,
        )
        return Heard(person, incoming)


def _contact(message: Mapping[str, Json], contacts: Sequence[Mapping[str, Json]]) -> Mapping[str, Json]:
    """Return the contact that wrote a message; one that stands alone did."""
    writers = {text(message, "from"), text(message, "from_user_id")} - {None}
    for contact in contacts:
        if writers & {text(contact, "wa_id"), text(contact, "user_id")}:
            return contact
    return contacts[0] if len(contacts) == 1 else {}


def _person(user: str | None, phone: str | None) -> Person:
    """Return who these name; a user id may stand where the number was."""
    known = [one for one in (user, phone) if one is not None]
    users = [one for one in known if _USER.fullmatch(one)]
    phones = [one.removeprefix("+") for one in known if _PHONE.fullmatch(one)]
    return Person(users[0] if users else None, phones[0] if phones else None)


def _moved(message: Mapping[str, Json]) -> Moved | None:
    system = mapping(message, "system")
    if text(system, "type") not in ("user_changed_number", "user_changed_user_id"):
        return None
    before = _person(text(system, "previous_user_id"), text(message, "from"))
    after = _person(text(system, "user_id"), text(system, "wa_id"))
    return Moved(before, after) if before and after and before != after else None


def _told(status: Mapping[str, Json]) -> Told | None:
    """Return a receipt of something that we sent: it carries the id that we gave."""
    send, receipt = text(status, "biz_opaque_callback_data"), _RECEIPTS.get(text(status, "status") or "")
    if send is None or receipt is None:
        return None
    errors = objects(status, "errors")
    return Told(send, receipt, trouble(errors[0]) if receipt == "failed" and errors else "")


def trouble(error: Mapping[str, Json]) -> str:
    """Return an error of Meta's for a person: its code and its title."""
    code = number(error, "code")
    title = text(error, "title") or text(error, "message") or "no reason given"
    return clean_text(f"{code:.0f}: {title}" if code is not None else title, NAME_CHARS).text


def _at(message: Mapping[str, Json], now: datetime) -> datetime:
    """Return when a message was written; a time to come, or none, counts as now."""
    seconds = text(message, "timestamp") or ""
    if not (seconds.isascii() and seconds.isdigit() and len(seconds) <= 10):
        return now
    return min(datetime.fromtimestamp(int(seconds), UTC), now)


def _profile(contact: Mapping[str, Json], person: Person) -> dict[str, str]:
    profile = mapping(contact, "profile")
    known = {
        "name": text(profile, "name"),
        "username": text(profile, "username") or text(contact, "username"),
        "phone": f"+{person.phone}" if person.phone else None,
    }
    return {key: clean_text(one, NAME_CHARS).text for key, one in known.items() if one}


def _page(referral: Mapping[str, Json]) -> dict[str, str]:
    """Return where an advertisement brought the customer from."""
    known = {"referrer": text(referral, "source_url"), "title": text(referral, "headline")}
    for name in ("source_type", "source_id", "ctwa_clid"):
        known[f"query.{name}"] = text(referral, name)
    return {key: clean_text(one, NAME_CHARS).text for key, one in known.items() if one}
