"""What a channel is: a translator between a messenger's bytes and the bot's words. It holds no policy.

Laws:
- A thread's name begins with the channel's own name and a colon; what follows names the customer there.
  It has at most `store.key` bytes: of a longer one a store keeps a digest, which no channel can answer.
- `Incoming` is cleaned: its texts can be stored anywhere, and `altered` says what cleaning changed.
- `post` is a pure function of its arguments: called again, it makes the same words under the same id.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar, Protocol

from runtime.artifact.records import Json
from runtime.core.effects import SendMessage
from runtime.core.events import Received
from runtime.signature import Post

# What the same bytes will be answered for ever (RFC 9110). 401, 403 and 404 are not here: an operator mends a
# secret or an address within the days that a delivery waits. 410 ends the endpoint (Standard Webhooks).
NEVER = (400, 405, 406, 410, 411, 413, 414, 415, 422, 431, 451)


@dataclass(frozen=True, slots=True)
class Incoming:
    """A customer's message as a channel gave it, not yet understood.

    `source` is the channel's own name, `carries` the channel of the bot's files that it stands for. `id` is
    the channel's id of the message: a second one of the same id is the same message.
    """

    kind: ClassVar[str] = "incoming"
    thread: str
    source: str
    carries: str
    id: str
    at: datetime
    received: Received
    profile: Mapping[str, str] = field(default_factory=dict)
    page: Mapping[str, str] = field(default_factory=dict)
    altered: tuple[str, ...] = ()


class Verdict(enum.Enum):
    """What an answer means for what was sent: it was taken, may be sent again later, or never will be."""

    TAKEN = "taken"
    AGAIN = "again"
    NEVER = "never"


class Channel(Protocol):
    """One way to reach customers. `name` begins the names of its threads."""

    @property
    def name(self) -> str: ...

    @property
    def knows_repeats(self) -> bool:
        """Whether the other side recognises by its id what it was sent before, and does nothing more."""

    def post(self, to: str, message: SendMessage, created: datetime, now: datetime) -> Post | None:
        """Return the request that says a message to the customer; None: the customer's side fetches it.

        `to` is the customer's thread, or another address in its form where the customer has moved.
        """

    def judge(self, status: int, body: bytes) -> tuple[Verdict, str]:
        """Return what an answer to the request means, and why, for a person."""


def judge_status(status: int) -> tuple[Verdict, str]:
    """Return what a status means where nothing but the status says it (Standard Webhooks)."""
    if 200 <= status < 300:
        return Verdict.TAKEN, ""
    return Verdict.NEVER if status in NEVER else Verdict.AGAIN, f"answered {status}"


def channel_of(thread: str) -> str:
    """Return the name of the channel that a thread belongs to."""
    return thread.partition(":")[0]


def shown(message: SendMessage, created: datetime) -> dict[str, Json]:
    """Return a message as our own clients see it: plain JSON, no markup, nothing to be run."""
    data: dict[str, Json] = {
        "id": message.id,
        "at": created.isoformat(),
        "author": "bot" if message.author == "bot" else "agent",
        "text": message.text,
    }
    if message.author not in ("bot", "agent"):
        data["agent"] = message.author
    if message.name is not None:
        data["name"] = message.name
    if message.buttons:
        data["buttons"] = [{"id": button.id, "label": button.label} for button in message.buttons]
    if message.media is not None:
        data["media"] = {"kind": message.media.type, "url": message.media.url}
    if message.link is not None:
        data["link"] = {"url": message.link.url, "label": message.link.label}
    if message.template is not None:
        data["template"] = {"name": message.template.name, "params": list(message.template.params)}
    return data
