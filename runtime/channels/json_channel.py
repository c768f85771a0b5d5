"""The generic JSON channel: any gateway that can sign a request can carry the bot.

In: `{conversation, id, at, from?, text? | choice? | media? | location?, locale?, vars?}`. Out: fetched, or
pushed as a signed webhook `{"type": "flowc.message", "timestamp", "data": {"conversation", "message"}}`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import quote, unquote, urlsplit

from runtime import limits, signature
from runtime.artifact import records
from runtime.artifact.records import Json
from runtime.channels.base import Incoming, Verdict, judge_status, shown
from runtime.clean import Refused, clean_text, clean_time
from runtime.core.effects import SendMessage
from runtime.core.events import Received
from runtime.signature import Post

CONVERSATION_CHARS = limits.CONVERSATION.value
THREAD_BYTES = limits.KEY.value
ID_CHARS = limits.MESSAGE_ID.value
PROFILE_CHARS = limits.PROFILE.value
VARS = limits.VARS.value
URL_CHARS = limits.URL.value
MEDIA = ("image", "audio", "video", "document")


@dataclass(frozen=True, slots=True)
class Sender:
    name: str | None = None
    phone: str | None = None
    email: str | None = None
    username: str | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    id: str
    title: str | None = None


@dataclass(frozen=True, slots=True)
class MediaIn:
    kind_: str
    url: str
    mime: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Location:
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class MessageIn:
    """A message as a gateway sends it."""

    conversation: str
    id: str
    at: datetime
    from_: Sender = field(default_factory=Sender)
    text: str | None = None
    choice: Choice | None = None
    media: MediaIn | None = None
    location: Location | None = None
    locale: str | None = None
    vars: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class JsonChannel:
    """`push_url` None: the gateway fetches what the bot says."""

    carries: str
    secrets: Sequence[str] = ()
    push_url: str | None = None
    allow: tuple[str, ...] = ()
    name: str = "json"
    knows_repeats: bool = True  # by the webhook's id

    def thread(self, conversation: str) -> str:
        """Return the thread of a conversation. Dots and tildes are encoded too: ids are made of it.

        Raises:
            Refused: nothing, or too long; encoded, too: a store keeps the digest of what is longer than its
                keys, and nobody could be answered by a digest (422).
        """
        if not 0 < len(conversation) <= CONVERSATION_CHARS:
            raise Refused(422, f"conversation: 1 to {CONVERSATION_CHARS} characters")
        encoded = quote(clean_text(conversation).text, safe="").replace(".", "%2E").replace("~", "%7E")
        thread = f"{self.name}:{encoded}"
        if len(thread) > THREAD_BYTES:
            most = THREAD_BYTES - len(self.name) - 1
            raise Refused(422, f"conversation: at most {most} characters, percent-encoded")
        return thread

    def conversation(self, thread: str) -> str:
        return unquote(thread.partition(":")[2])

    def read(self, data: Json, now: datetime) -> Incoming:
        """Return the message in a parsed body.

        Raises:
            Refused: another shape (422).
        """
        try:
            message = records.decode(MessageIn, data)
        except records.RecordError as error:
            raise Refused(422, clean_text(str(error).lstrip("/"), 200).text) from error
        if not 0 < len(message.id) <= ID_CHARS:
            raise Refused(422, f"id: 1 to {ID_CHARS} characters")
        received, altered = _received(message)
        return Incoming(
            thread=self.thread(message.conversation),
            source=self.name,
            carries=self.carries,
            id=clean_text(message.id, ID_CHARS).text,
            at=clean_time(message.at, now),
            received=received,
            profile=_profile(message),
            page=_page(message.vars),
            altered=altered,
        )

    def post(self, to: str, message: SendMessage, created: datetime, now: datetime) -> Post | None:
        if self.push_url is None:
            return None
        body = {
            "type": "flowc.message",
            "timestamp": created.isoformat(),
            "data": {"conversation": self.conversation(to), "message": shown(message, created)},
        }
        raw = json.dumps(body, ensure_ascii=False).encode()
        signed = signature.sign(
            signature.webhook_id(message.id), int(now.timestamp()), raw, self.secrets
        ).mapping()
        return Post(self.push_url, {"content-type": "application/json", **signed}, raw, self.allow)

    def judge(self, status: int, body: bytes) -> tuple[Verdict, str]:
        return judge_status(status)


def _received(message: MessageIn) -> tuple[Received, tuple[str, ...]]:
    given = [message.choice, message.media, message.location]
    kinds = sum(part is not None for part in given)
    if kinds > 1 or (kinds == 0 and message.text is None) or (message.choice and message.text is not None):
        raise Refused(422, "one of text, choice, media, location")
    cleaned = clean_text(message.text or "")
    if message.choice is not None:
        title = clean_text(message.choice.title or "", PROFILE_CHARS)
        id_ = clean_text(message.choice.id, ID_CHARS)
        return Received("button", title.text, choice=id_.text), (*title.altered, *id_.altered)
    if message.media is not None:
        media = message.media
        name = clean_text(media.name, PROFILE_CHARS).text if media.name is not None else None
        type_ = media.kind_ if media.kind_ in MEDIA else "unsupported"
        return Received(type_, cleaned.text, url=_web_address(media.url), file_name=name), cleaned.altered
    if message.location is not None:
        where = message.location
        if not (-90 <= where.lat <= 90 and -180 <= where.lon <= 180):
            raise Refused(422, "location: lat -90 to 90, lon -180 to 180")
        return Received("location", f"{where.lat:.6f},{where.lon:.6f}"), ()
    return Received("text", cleaned.text), cleaned.altered


def _web_address(url: str) -> str:
    try:
        parts = urlsplit(url)
        good = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        good = False
    if not good or len(url) > URL_CHARS or clean_text(url).text != url or any(c.isspace() for c in url):
        raise Refused(422, "media/url: an http or https address")
    return url


def _profile(message: MessageIn) -> dict[str, str]:
    sender = message.from_
    known = {
        "name": sender.name,
        "phone": sender.phone,
        "email": sender.email,
        "username": sender.username,
        "locale": message.locale,
    }
    return {key: clean_text(text, PROFILE_CHARS).text for key, text in known.items() if text}


def _page(vars_: Mapping[str, str]) -> dict[str, str]:
    if len(vars_) > VARS:
        raise Refused(422, f"vars: at most {VARS}")
    return {
        f"query.{clean_text(name, PROFILE_CHARS).text}": clean_text(text, PROFILE_CHARS).text
        for name, text in vars_.items()
    }
