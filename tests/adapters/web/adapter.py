"""The chat page's channel. Its sessions are the door's matter: a cookie vouches for them, not a signature."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from runtime.channels.web_chat import WebChat
from runtime.clean import parse_json
from runtime.core.effects import Effect, SendMessage
from runtime.signature import Post
from tests.adapters.adapter import Adapter, Request

CHANNEL = WebChat()


def hear(one: Request, secrets: Sequence[str]) -> Sequence[object]:
    return (CHANNEL.read(parse_json(one.body), "web:a", one.at),)


def say(effect: Effect, created: datetime, now: datetime) -> Post | None:
    assert isinstance(effect, SendMessage)
    return CHANNEL.post("web:a", effect, created, now)


ADAPTER = Adapter(
    files=("runtime/channels/web_chat.py",),
    hear=hear,
    sign=None,
    secret="",
    other_secret="",
    says=frozenset({"send_message"}),
    say=say,
    judge=CHANNEL.judge,
)
