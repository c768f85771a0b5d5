"""The WhatsApp Cloud API."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from runtime.channels.whatsapp.channel import BODY_MEMBERS, WhatsApp
from runtime.channels.whatsapp.signed import HEADER, is_signed
from runtime.channels.whatsapp.signed import sign as signed
from runtime.clean import Refused, parse_json
from runtime.core.effects import Effect, SendMessage
from runtime.signature import Post
from tests.adapters.adapter import Adapter, Headers, Request

NUMBER = "106540352242922"
CHANNEL = WhatsApp(NUMBER, "token-of-tests", languages={"en": "en_US"})


def sign(body: bytes, at: datetime, secret: str) -> Headers:
    return ((HEADER, signed(body, secret)),)


def hear(one: Request, secrets: Sequence[str]) -> Sequence[object]:
    if not is_signed(one.headers, one.body, secrets):
        raise Refused(401, "not signed by anybody known here")
    news = CHANNEL.read(parse_json(one.body, members=BODY_MEMBERS), one.at)
    return (*news.moved, *news.heard, *news.told)


def say(effect: Effect, created: datetime, now: datetime) -> Post | None:
    assert isinstance(effect, SendMessage)
    return CHANNEL.post(f"whatsapp:{NUMBER}:6281234567890", effect, created, now)


ADAPTER = Adapter(
    files=tuple(
        f"runtime/channels/whatsapp/{name}.py"
        for name in ("answers", "channel", "content", "data", "reading", "signed", "writing")
    ),
    hear=hear,
    sign=sign,
    secret="app-secret",
    other_secret="another",
    says=frozenset({"send_message"}),
    say=say,
    judge=CHANNEL.judge,
)
