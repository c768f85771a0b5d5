"""A channel of nobody's: it shows what one more takes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from runtime.clean import Refused, parse_json
from runtime.core.effects import Effect, SendMessage
from runtime.signature import Post
from tests.adapters.adapter import Adapter, Headers, Request
from tests.adapters.kurir.kurir import HEADER, Kurir, tanda

CHANNEL = Kurir("https://kurir.example/kirim")


def sign(body: bytes, at: datetime, secret: str) -> Headers:
    return ((HEADER, tanda(body, secret)),)


def hear(one: Request, secrets: Sequence[str]) -> Sequence[object]:
    if not CHANNEL.is_signed(one.headers, one.body, secrets):
        raise Refused(401, "not signed by anybody known here")
    return (CHANNEL.read(parse_json(one.body), one.at),)


def say(effect: Effect, created: datetime, now: datetime) -> Post | None:
    assert isinstance(effect, SendMessage)
    return CHANNEL.post("kurir:JKT%2E7", effect, created, now)


ADAPTER = Adapter(
    files=("tests/adapters/kurir/kurir.py",),
    hear=hear,
    sign=sign,
    secret="tanda-kurir",
    other_secret="tanda-lain",
    says=frozenset({"send_message"}),
    say=say,
    judge=CHANNEL.judge,
)
