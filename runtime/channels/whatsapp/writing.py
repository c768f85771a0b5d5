"""A message of the bot's as WhatsApp takes it: text, buttons, a list, a medium, a link, or a template.

Laws:
- One message is one request; what does not fit into a form goes into the text, and nothing is left out but
  the address of a medium that only the operator's token opens.
- The form is `limits.form_for`'s, the same that the compiler checked the worst case against.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from runtime.artifact.model import ChannelTemplate, Link, Media
from runtime.artifact.records import Json
from runtime.channels.limits import CHANNELS, form_for, length
from runtime.core.effects import Button, SendMessage

LIMITS = CHANNELS["whatsapp"]
LINK_LABEL = 20  # characters of a link's button, as of any button (Meta, "Interactive call-to-action URL")
BUTTON_ID = 256  # characters of a button's id, and
ROW_ID = 200  # of a row's (Meta, "Interactive lists")
CHOOSE = {"id": "Pilih", "en": "Choose"}  # opens a list; at most 20 characters, and a section's title 24
_HEADERS = ("image", "video", "document")  # media that can stand above buttons
_CAPTIONED = ("image", "video", "document")


@dataclass(frozen=True, slots=True)
class Writer:
    """Media that customers sent have addresses below `api`; `languages` are templates', by locale."""

    api: str
    languages: Mapping[str, str]

    def content(self, message: SendMessage) -> dict[str, Json]:
        """Return a message in free words: its `type` and what belongs to it."""
        text = _with_link(message.text, message.link)
        if message.buttons:
            return self._choices(text, message)
        media, link = message.media, message.link
        if media is not None and _carries(media, text):
            return self._medium(media, text)
        if link is not None and _fits_button(link, plain := self._with_address(message.text, media)):
            return _linked(plain, link)
        return _text(self._with_address(text, media))

    def template(self, template: ChannelTemplate, locale: str) -> dict[str, Json]:
        """Return a template with its parameters filled in; none may be empty or hold a line's end."""
        filled: dict[str, Json] = {
            "name": template.name,
            "language": {"code": self.languages.get(locale, locale or "en")},
        }
        if template.params:
            parameters = [{"type": "text", "text": _line(one) or "-"} for one in template.params]
            filled["components"] = [{"type": "body", "parameters": parameters}]
        return {"type": "template", "template": filled}

    def _choices(self, text: str, message: SendMessage) -> dict[str, Json]:
        buttons, media = message.buttons, message.media
        labels = tuple(_line(button.label) for button in buttons)
        header = media if media is not None and media.type in _HEADERS else None
        body = text if header is not None else self._with_address(text, media)
        form = form_for("whatsapp", labels, body).form if all(labels) else "numbered"
        if form == "buttons" and len(set(labels)) == len(labels) and _ids_fit(buttons, BUTTON_ID):
            return self._buttons(body, buttons, labels, header)
        body = self._with_address(text, media)
        form = form_for("whatsapp", labels, body).form if all(labels) else "numbered"
        if form != "numbered" and _ids_fit(buttons, ROW_ID):
            return _list(body, buttons, labels, message.locale)
        return _text(_numbered(body, labels))

    def _buttons(
        self, text: str, buttons: tuple[Button, ...], labels: tuple[str, ...], header: Media | None
    ) -> dict[str, Json]:
        replies = [
            {"type": "reply", "reply": {"id": button.id, "title": label}}
            for button, label in zip(buttons, labels, strict=True)
        ]
        shown: dict[str, Json] = {"type": "button", "body": {"text": text}, "action": {"buttons": replies}}
        if header is not None:
            shown["header"] = {"type": header.type, header.type: self._file(header)}
        return {"type": "interactive", "interactive": shown}

    def _medium(self, media: Media, caption: str) -> dict[str, Json]:
        file = self._file(media)
        if caption.strip():
            file["caption"] = caption
        return {"type": media.type, media.type: file}

    def _file(self, media: Media) -> dict[str, Json]:
        """Return how a medium is named: what a customer sent by its id, everything else by its address."""
        id_ = self._own_id(media)
        file: dict[str, Json] = {"id": id_} if id_ is not None else {"link": media.url}
        name = unquote(urlsplit(media.url).path.rpartition("/")[2])
        if media.type == "document" and id_ is None and name:
            file["filename"] = name
        return file

    def _own_id(self, media: Media) -> str | None:
        return media.url.rpartition("/")[2] if media.url.startswith(f"{self.api}/") else None

    def _with_address(self, text: str, media: Media | None) -> str:
        if media is None or self._own_id(media) is not None:
            return text
        return _joined(text, media.url)


def _carries(media: Media, text: str) -> bool:
    """Whether a medium can carry these words; without words every kind that WhatsApp has can be sent."""
    if not text.strip():
        return media.type in LIMITS.media
    return media.type in _CAPTIONED and length(text) <= LIMITS.caption


def _list(text: str, buttons: tuple[Button, ...], labels: tuple[str, ...], locale: str) -> dict[str, Json]:
    choose = CHOOSE.get(locale.partition("-")[0], CHOOSE["en"])
    rows = [{"id": button.id, "title": label} for button, label in zip(buttons, labels, strict=True)]
    action = {"button": choose, "sections": [{"title": choose, "rows": rows}]}
    return {"type": "interactive", "interactive": {"type": "list", "body": {"text": text}, "action": action}}


def _linked(text: str, link: Link) -> dict[str, Json]:
    parameters = {"display_text": _line(link.label), "url": link.url}
    action = {"name": "cta_url", "parameters": parameters}
    shown = {"type": "cta_url", "body": {"text": text}, "action": action}
    return {"type": "interactive", "interactive": shown}


def _text(text: str) -> dict[str, Json]:
    return {"type": "text", "text": {"body": text, "preview_url": False}}


def _fits_button(link: Link, text: str) -> bool:
    label = _line(link.label)
    return (
        bool(text.strip() and label)
        and length(label) <= LINK_LABEL
        and length(text) <= LIMITS.options[0].body
    )


def _with_link(text: str, link: Link | None) -> str:
    if link is None:
        return text
    return _joined(text, f"{link.label}: {link.url}" if link.label else link.url)


def _numbered(text: str, labels: tuple[str, ...]) -> str:
    return _joined(text, "\n".join(f"{number}. {label}" for number, label in enumerate(labels, 1)))


def _joined(text: str, more: str) -> str:
    return f"{text}\n{more}" if text.strip() else more


def _line(text: str) -> str:
    """Return a text on one line, with single spaces."""
    return " ".join(text.split())


def _ids_fit(buttons: tuple[Button, ...], most: int) -> bool:
    return all(0 < length(button.id) <= most for button in buttons)
