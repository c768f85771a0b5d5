"""The desk behind one signed webhook."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from runtime import signature
from runtime.channels.base import Verdict, judge_status
from runtime.clean import parse_json
from runtime.core.effects import Effect, NotifyRole, RelayMessage, SendHandover, TellDesk
from runtime.desks.webhook import WebhookDesk, read_event
from runtime.signature import Post
from tests.adapters.adapter import Adapter, Request
from tests.adapters.signing import OTHER, SECRET, sign, verify

DESK = WebhookDesk(
    "https://desk.example/hook",
    (SECRET,),
    "/flowc/toko",
    {"penagihan": "team-7"},
    roles={"lead": "#lead"},
)


def judge(status: int, body: bytes) -> tuple[Verdict, str]:
    return judge_status(status)


def hear(one: Request, secrets: Sequence[str]) -> Sequence[object]:
    id_ = verify(one, secrets)
    return (read_event(parse_json(one.body), id_, one.at),)


def say(effect: Effect, created: datetime, now: datetime) -> Post | None:
    assert isinstance(effect, SendHandover | RelayMessage | TellDesk | NotifyRole)
    post = DESK.post(effect, created, now)
    assert signature.verify(list(post.headers.items()), post.body, [SECRET], int(now.timestamp()))
    return post


ADAPTER = Adapter(
    files=("runtime/desks/base.py", "runtime/desks/webhook.py"),
    hear=hear,
    sign=sign,
    secret=SECRET,
    other_secret=OTHER,
    says=frozenset({"send_handover", "relay_message", "tell_desk", "notify_role"}),
    say=say,
    judge=judge,
)
