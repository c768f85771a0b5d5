"""The chat page's channel: a browser's session is the customer, the page fetches what the bot says.

The session's token stays in a cookie that no script can read; the thread is named by its hash, so that no
record or log ever holds what would open the session.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from runtime import limits
from runtime.artifact import records
from runtime.artifact.records import Json
from runtime.channels.base import Incoming, Verdict, judge_status
from runtime.clean import Refused, clean_text
from runtime.core.effects import SendMessage
from runtime.core.events import Received
from runtime.signature import Post

PAGE_CHARS = limits.PAGE.value
QUERY = limits.QUERY.value
_TOKEN = re.compile(r"[A-Za-z0-9_-]{22}")  # 16 bytes in base64
_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")


@dataclass(frozen=True, slots=True)
class PageIn:
    path: str | None = None
    host: str | None = None
    title: str | None = None
    referrer: str | None = None
    query: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MessageIn:
    """A message as the page sends it; the page makes `id`, so that sending again is no second message."""

    id: str
    text: str | None = None
    choice: str | None = None
    locale: str | None = None
    page: PageIn = field(default_factory=PageIn)


@dataclass(frozen=True, slots=True)
class WebChat:
    carries: str = "web"
    name: str = "web"
    knows_repeats: bool = True  # nothing is sent: the page fetches

    def thread(self, token: str | None) -> str | None:
        """Return the thread of a session; None: that is no token of ours."""
        if token is None or not _TOKEN.fullmatch(token):
            return None
        return f"{self.name}:{hashlib.sha256(token.encode()).hexdigest()[:32]}"

    def read(self, data: Json, thread: str, now: datetime) -> Incoming:
        """Return the message in a parsed body.

        Raises:
            Refused: another shape (422).
        """
        try:
            message = records.decode(MessageIn, data)
        except records.RecordError as error:
            raise Refused(422, clean_text(str(error).lstrip("/"), 200).text) from error
        if not _ID.fullmatch(message.id):
            raise Refused(422, "id: 8 to 64 letters, digits, `-` or `_`")
        cleaned = clean_text(message.text or "")
        if not cleaned.text.strip():
            raise Refused(422, "text: nothing is written")
        choice = clean_text(message.choice, 256).text if message.choice is not None else None
        received = Received("text" if choice is None else "button", cleaned.text, choice=choice)
        locale = message.locale or ""
        return Incoming(
            thread=thread,
            source=self.name,
            carries=self.carries,
            id=message.id,
            at=now,
            received=received,
            profile={"locale": locale} if re.fullmatch("[a-z]{2}(-[A-Za-z]{2,8})?", locale) else {},
            page=_page(message.page),
            altered=cleaned.altered,
        )

    def post(self, to: str, message: SendMessage, created: datetime, now: datetime) -> Post | None:
        return None

    def judge(self, status: int, body: bytes) -> tuple[Verdict, str]:
        return judge_status(status)


def _page(page: PageIn) -> dict[str, str]:
    if len(page.query) > QUERY:
        raise Refused(422, f"page/query: at most {QUERY}")
    facts = {"path": page.path, "host": page.host, "title": page.title, "referrer": page.referrer}
    facts |= {f"query.{name[:64]}": text for name, text in page.query.items()}
    return {
        clean_text(name, PAGE_CHARS).text: clean_text(text, PAGE_CHARS).text
        for name, text in facts.items()
        if text
    }
