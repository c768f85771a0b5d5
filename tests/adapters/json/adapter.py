"""The generic JSON channel."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from runtime import signature
from runtime.channels.json_channel import JsonChannel
from runtime.clean import parse_json
from runtime.core.effects import Effect, SendMessage
from runtime.signature import Post
from tests.adapters.adapter import Adapter, Request
from tests.adapters.signing import OTHER, SECRET, sign, verify

CHANNEL = JsonChannel("whatsapp", (SECRET,), "https://gateway.example/flowc")


def hear(one: Request, secrets: Sequence[str]) -> Sequence[object]:
    verify(one, secrets)
    return (CHANNEL.read(parse_json(one.body), one.at),)


def say(effect: Effect, created: datetime, now: datetime) -> Post | None:
    assert isinstance(effect, SendMessage)
    post = CHANNEL.post("json:%2B62812", effect, created, now)
    assert post is not None
    assert signature.verify(list(post.headers.items()), post.body, [SECRET], int(now.timestamp()))
    return post


ADAPTER = Adapter(
    files=("runtime/channels/base.py", "runtime/channels/json_channel.py"),
    hear=hear,
    sign=sign,
    secret=SECRET,
    other_secret=OTHER,
    says=frozenset({"send_message"}),
    say=say,
    judge=CHANNEL.judge,
)
