"""What one message holds, as the bot understands it. A kind it does not know is `unsupported`, never lost."""

from __future__ import annotations

import re
from collections.abc import Mapping

from runtime.artifact.records import Json
from runtime.channels.whatsapp.data import mapping, number, objects, text
from runtime.clean import clean_text
from runtime.core.events import Received

NAME_CHARS = 200  # of a name, a title, a line of an address
CHOICE_CHARS = 256  # of a button's id, as Meta has it
CONTACTS = 10  # people in one message; an agent asks for more
SILENT = (
    "reaction",
    "system",
    "request_welcome",
    "revoke",
)  # nothing in these wants an answer

_MEDIA = ("image", "audio", "video", "document")
_MEDIA_ID = re.compile(r"[A-Za-z0-9_.:-]{1,128}")

Read = tuple[Received, tuple[str, ...]]


def received(message: Mapping[str, Json], media_base: str) -> Read | None:
    """Return a message's content and how cleaning altered it; None: it says nothing that wants an answer.

    A medium is named by its address at Meta (`media_base` and its id), which only the operator's token opens.
    """
    type_ = text(message, "type") or ""
    if type_ in SILENT:
        return None
    match type_:
        case "text":
            return _words(text(mapping(message, "text"), "body"))
        case "interactive":
            return _tapped(mapping(message, "interactive"))
        case "button":  # a template's quick reply: the payload is the operator's, the words count
            return _words(text(mapping(message, "button"), "text"))
        case "edit":  # what the customer corrects is what is said now
            corrected = mapping(mapping(message, "edit"), "message")
            return received(corrected, media_base) if text(corrected, "type") != "edit" else None
        case "location":
            return _place(mapping(message, "location"))
        case "contacts":
            return _people(message)
        case "sticker":  # a picture, but no answer to a question for one
            return _medium(mapping(message, "sticker"), "unsupported", media_base)
    if type_ in _MEDIA:
        return _medium(mapping(message, type_), type_, media_base)
    return Received("unsupported"), ()


def _words(words: str | None) -> Read:
    cleaned = clean_text(words or "")
    if not cleaned.text.strip():
        return Received("unsupported"), cleaned.altered
    return Received("text", cleaned.text), cleaned.altered


def _tapped(interactive: Mapping[str, Json]) -> Read:
    for kind in ("button_reply", "list_reply"):
        reply = mapping(interactive, kind)
        choice = text(reply, "id")
        if text(interactive, "type") == kind and choice is not None:
            title = clean_text(text(reply, "title") or "", NAME_CHARS)
            id_ = clean_text(choice, CHOICE_CHARS)
            return Received("button", title.text, choice=id_.text), (*title.altered, *id_.altered)
    return Received("unsupported"), ()


def _medium(medium: Mapping[str, Json], type_: str, base: str) -> Read:
    id_ = text(medium, "id")
    if id_ is None or not _MEDIA_ID.fullmatch(id_):
        return Received("unsupported"), ()
    caption = clean_text(text(medium, "caption") or "")
    name = text(medium, "filename")
    file_name = clean_text(name, NAME_CHARS).text if name is not None else None
    return Received(type_, caption.text, url=f"{base}/{id_}", file_name=file_name), caption.altered


def _place(location: Mapping[str, Json]) -> Read:
    latitude, longitude = number(location, "latitude"), number(location, "longitude")
    if latitude is None or longitude is None or not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        return Received("unsupported"), ()
    lines = [f"{latitude:.6f},{longitude:.6f}"]
    lines += [clean_text(one, NAME_CHARS).text for key in ("name", "address") if (one := text(location, key))]
    return Received("location", "\n".join(lines)), ()


def _people(message: Mapping[str, Json]) -> Read:
    lines = []
    for contact in objects(message, "contacts")[:CONTACTS]:
        name = text(mapping(contact, "name"), "formatted_name")
        phones = [phone for one in objects(contact, "phones") if (phone := text(one, "phone"))]
        emails = [email for one in objects(contact, "emails") if (email := text(one, "email"))]
        parts = [clean_text(part, NAME_CHARS).text for part in (name, *phones[:3], *emails[:3]) if part]
        if parts:
            lines.append(", ".join(parts))
    return Received("contact", "\n".join(lines)), ()
