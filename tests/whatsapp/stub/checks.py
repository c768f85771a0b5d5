"""Whether the Cloud API takes a message: its shape and the limits of each type.

What depends on more than the message (token, recipient, window, rate, templates that exist) is in `cloud.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from tests.whatsapp.stub import limits
from tests.whatsapp.stub.reading import (
    allow_only,
    check_distinct,
    check_size,
    read_list,
    read_object,
    read_text,
    refuse,
)
from tests.whatsapp.stub.refusals import Json

MEDIA = ("audio", "document", "image", "sticker", "video")
MUTE = ("audio", "sticker")  # these have no caption
ENVELOPE = (
    "messaging_product",
    "recipient_type",
    "to",
    "recipient",
    "type",
    "context",
    "biz_opaque_callback_data",
)


def check(message: Json) -> None:
    """Pass, or raise `Refused`."""
    if message.get("messaging_product") != "whatsapp":
        raise refuse(100, "messaging_product must be 'whatsapp'")
    if message.get("recipient_type", "individual") != "individual":
        raise refuse(100, "recipient_type must be 'individual'")
    type_ = message.get("type", "text")
    if not isinstance(type_, str) or type_ not in CHECKS:
        raise refuse(131051, f"type {type_!r} cannot be sent")
    allow_only(message, (*ENVELOPE, type_), "the message")
    check_recipient(message)
    if "context" in message:
        allow_only(read_object(message, "context"), ("message_id",), "context")
        read_text(message["context"], "message_id")
    if "biz_opaque_callback_data" in message:
        read_text(message, "biz_opaque_callback_data", limits.OPAQUE)
    CHECKS[type_](read_object(message, type_))


def check_recipient(message: Json) -> None:
    """A phone number goes into `to`, a business-scoped user id into `recipient`: one of the two."""
    if ("to" in message) == ("recipient" in message):
        raise refuse(131008, "one of to and recipient is required")
    if "to" in message:
        number = read_text(message, "to").removeprefix("+")
        if not (number.isascii() and number.isdigit() and 7 <= len(number) <= 15):
            raise refuse(131009, "to is not a phone number")
    else:
        country, dot, id_ = read_text(message, "recipient").partition(".")
        good = dot and len(country) == 2 and country.isupper() and id_.isascii() and id_.isalnum()
        if not good or len(id_) > 128:
            raise refuse(131009, "recipient is not a business-scoped user id")


def _check_text(text: Json) -> None:
    allow_only(text, ("body", "preview_url"), "text")
    read_text(text, "body", limits.TEXT_BODY)
    if not isinstance(text.get("preview_url", False), bool):
        raise refuse(100, "preview_url must be true or false")


def _check_media(type_: str) -> Callable[[Json], None]:
    def check_one(media: Json) -> None:
        caption = () if type_ in MUTE else ("caption",)
        name = ("filename",) if type_ == "document" else ()
        allow_only(media, ("id", "link", *caption, *name), type_)
        if ("id" in media) == ("link" in media):
            raise refuse(100, f"{type_} needs one of id and link")
        if "id" in media:
            read_text(media, "id")
        else:
            check_link(read_text(media, "link"))
        if "caption" in media:
            read_text(media, "caption", limits.CAPTION)

    return check_one


def check_link(link: str) -> None:
    parts = urlsplit(link)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise refuse(131009, "a link must be an address that begins with https:// or http://")


def _check_interactive(interactive: Json) -> None:
    allow_only(interactive, ("type", "header", "body", "footer", "action"), "interactive")
    kind = interactive.get("type")
    if kind not in ("button", "list", "cta_url"):
        raise refuse(131009, f"interactive type {kind!r} is not known")
    if "header" in interactive:
        _check_header(read_object(interactive, "header"), kind)
    body, action = read_object(interactive, "body"), read_object(interactive, "action")
    allow_only(body, ("text",), "body")
    read_text(body, "text", limits.LIST_BODY if kind == "list" else limits.BUTTONS_BODY)
    if "footer" in interactive:
        allow_only(read_object(interactive, "footer"), ("text",), "footer")
        read_text(interactive["footer"], "text", limits.FOOTER)
    {"button": _check_buttons, "list": _check_list, "cta_url": _check_link_button}[kind](action)


def _check_header(header: Json, kind: str) -> None:
    type_ = read_text(header, "type")
    if type_ not in (("text",) if kind == "list" else ("text", "image", "video", "document")):
        raise refuse(131009, f"header type {type_!r} is not allowed here")
    allow_only(header, ("type", type_), "header")
    if type_ == "text":
        read_text(header, "text", limits.HEADER)
    else:
        _check_media(type_)(read_object(header, type_))


def _check_buttons(action: Json) -> None:
    allow_only(action, ("buttons",), "action")
    buttons = read_list(action, "buttons")
    check_size(len(buttons), limits.BUTTONS)
    replies = []
    for button in buttons:
        allow_only(button, ("type", "reply"), "button")
        if button.get("type") != "reply":
            raise refuse(131009, "button type must be 'reply'")
        reply = read_object(button, "reply")
        allow_only(reply, ("id", "title"), "reply")
        replies.append(reply)
    check_distinct([read_text(reply, "title", limits.BUTTON_TITLE) for reply in replies], "button titles")
    ids = [read_text(reply, "id", limits.BUTTON_ID) for reply in replies]
    if any(id_ != id_.strip() for id_ in ids):
        raise refuse(131009, "a button id begins or ends with a space")
    check_distinct(ids, "button ids")


def _check_list(action: Json) -> None:
    allow_only(action, ("button", "sections"), "action")
    read_text(action, "button", limits.LIST_BUTTON)
    sections = read_list(action, "sections")
    check_size(len(sections), limits.SECTIONS)
    rows = []
    for section in sections:
        allow_only(section, ("title", "rows"), "section")
        read_text(section, "title", limits.SECTION_TITLE)
        rows += read_list(section, "rows")
    check_size(len(rows), limits.ROWS)
    for row in rows:
        allow_only(row, ("id", "title", "description"), "row")
        read_text(row, "title", limits.ROW_TITLE)
        if "description" in row:
            read_text(row, "description", limits.ROW_DESCRIPTION)
    check_distinct([read_text(row, "id", limits.ROW_ID) for row in rows], "row ids")


def _check_link_button(action: Json) -> None:
    allow_only(action, ("name", "parameters"), "action")
    if action.get("name") != "cta_url":
        raise refuse(131009, "action name must be 'cta_url'")
    parameters = read_object(action, "parameters")
    allow_only(parameters, ("display_text", "url"), "parameters")
    read_text(parameters, "display_text", limits.LINK_LABEL)
    check_link(read_text(parameters, "url"))


def _check_location(location: Json) -> None:
    allow_only(location, ("latitude", "longitude", "name", "address"), "location")
    for key, most in (("latitude", 90), ("longitude", 180)):
        try:
            degrees = float(location.get(key, ""))
        except (TypeError, ValueError):
            raise refuse(131009, f"{key} must be a number") from None
        if abs(degrees) > most:
            raise refuse(131009, f"{key} is not on earth")


def _check_reaction(reaction: Json) -> None:
    allow_only(reaction, ("message_id", "emoji"), "reaction")
    read_text(reaction, "message_id")
    read_text(reaction, "emoji")


def _check_template(template: Json) -> None:
    allow_only(template, ("name", "language", "components"), "template")
    read_text(template, "name")
    language = read_object(template, "language")
    allow_only(language, ("code", "policy"), "language")
    read_text(language, "code")
    for parameter in template_parameters(template):
        if parameter.get("type") != "text":
            raise refuse(131009, "only text parameters are known here")
        read_text(parameter, "text")


def template_parameters(template: Json) -> list[Json]:
    """Return what fills in the body of a template, in its order."""
    found = []
    for component in read_list(template, "components") if "components" in template else []:
        if component.get("type") != "body":
            raise refuse(131009, "only the body of a template is filled in here")
        found += read_list(component, "parameters")
    return found


CHECKS: dict[str, Callable[[Json], None]] = {
    "text": _check_text,
    **{type_: _check_media(type_) for type_ in MEDIA},
    "interactive": _check_interactive,
    "location": _check_location,
    "reaction": _check_reaction,
    "template": _check_template,
}
