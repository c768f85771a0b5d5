"""Every law can fail: adapters that do more than translate, or less, are caught by it."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import count
from typing import Any

import pytest

from runtime.channels.base import Incoming, Verdict
from runtime.clean import Refused, parse_json
from runtime.core.effects import Effect
from runtime.signature import Post
from tests.adapters import laws
from tests.adapters.adapter import Adapter, Request
from tests.adapters.imports import wrong_imports
from tests.adapters.kurir.adapter import ADAPTER, CHANNEL
from tests.adapters.laws import LAWS, Law
from tests.adapters.test_contract import adapter

NUMBERS = count()


def heard(one: Request, secrets: Sequence[str], **changes: Any) -> Sequence[object]:  # Any: of `Incoming`
    """Hear a request, and change what was heard."""
    (found,) = ADAPTER.hear(one, secrets)
    assert isinstance(found, Incoming)
    return (replace(found, **changes),)


def unsigned(one: Request, secrets: Sequence[str]) -> Sequence[object]:
    return (CHANNEL.read(parse_json(one.body), one.at),)


def with_one_secret(one: Request, secrets: Sequence[str]) -> Sequence[object]:
    return ADAPTER.hear(one, secrets[:1])


def numbered(one: Request, secrets: Sequence[str]) -> Sequence[object]:
    return heard(one, secrets, id=str(next(NUMBERS)))


def loud(one: Request, secrets: Sequence[str]) -> Sequence[object]:
    (found,) = ADAPTER.hear(one, secrets)
    assert isinstance(found, Incoming)
    return heard(one, secrets, received=replace(found.received, text=found.received.text.format(0)))


def deaf(one: Request, secrets: Sequence[str]) -> Sequence[object]:
    try:
        return ADAPTER.hear(one, secrets)
    except Refused as refusal:
        if refusal.status == 422:
            return ()
        raise


def trusting(one: Request, secrets: Sequence[str]) -> Sequence[object]:
    assert json.loads(one.body)["rute"] is not None
    return ADAPTER.hear(one, secrets)


def shouted(effect: Effect, created: datetime, now: datetime) -> Post | None:
    return changed(effect, now, lambda body: {**body, "isi": body["isi"].upper()})


def stamped(effect: Effect, created: datetime, now: datetime) -> Post | None:
    return changed(effect, now, lambda body: {**body, "jam": now.isoformat()})


def nameless(effect: Effect, created: datetime, now: datetime) -> Post | None:
    return changed(effect, now, lambda body: {**body, "kunci": "m_1"})


def filled_in(effect: Effect, created: datetime, now: datetime) -> Post | None:
    return changed(effect, now, lambda body: {**body, "isi": body["isi"].replace("{{7*7}}", "49")})


def changed(effect: Effect, now: datetime, change: Callable[[Any], Any]) -> Post | None:  # Any: JSON
    post = ADAPTER.say(effect, now, now)
    assert post is not None
    return replace(post, body=json.dumps(change(json.loads(post.body))).encode())


def hopeful(status: int, body: bytes) -> tuple[Verdict, str]:
    return Verdict.TAKEN, ""


def final(status: int, body: bytes) -> tuple[Verdict, str]:
    return (Verdict.TAKEN, "") if 200 <= status < 300 else (Verdict.NEVER, str(status))


CAUGHT: list[tuple[Adapter, Law]] = [
    (replace(ADAPTER, hear=loud), laws.hostile_words_stay_words_when_they_come),
    (replace(ADAPTER, hear=numbered), laws.a_body_is_heard_as_its_fixture_says),
    (replace(ADAPTER, hear=numbered), laws.the_same_body_has_the_same_ids),
    (replace(ADAPTER, hear=deaf), laws.what_is_none_of_its_bodies_is_refused),
    (replace(ADAPTER, hear=unsigned), laws.what_is_not_signed_is_refused_before_it_is_read),
    (replace(ADAPTER, hear=with_one_secret), laws.one_of_two_live_secrets_is_enough),
    (replace(ADAPTER, hear=trusting), laws.any_spoilt_body_is_heard_or_refused),
    (replace(ADAPTER, say=shouted), laws.a_message_is_sent_as_its_fixture_says),
    (replace(ADAPTER, says=frozenset({"send_message", "tell_desk"})), laws.every_kind_it_says_has_a_fixture),
    (replace(ADAPTER, say=stamped), laws.said_again_it_is_the_same_under_the_same_id),
    (replace(ADAPTER, say=nameless), laws.another_message_has_another_id),
    (replace(ADAPTER, say=filled_in), laws.hostile_words_stay_words_when_they_go),
    (replace(ADAPTER, judge=hopeful), laws.what_an_answer_means),
    (replace(ADAPTER, judge=final), laws.any_answer_has_a_meaning),
    (replace(ADAPTER, files=("runtime/shell/outbox.py",)), laws.it_translates_and_does_nothing_else),
]


@pytest.mark.parametrize(("broken", "law"), CAUGHT, ids=[law.__name__ for _, law in CAUGHT])
def test_an_adapter_that_breaks_a_law_is_caught(broken: Adapter, law: Law) -> None:
    _, fixtures = adapter("kurir")
    law(ADAPTER, fixtures)
    with pytest.raises((AssertionError, LookupError, TypeError, Refused)):
        law(broken, fixtures)


def test_every_law_catches_somebody() -> None:
    assert {law for _, law in CAUGHT} == set(LAWS)


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("from runtime.stores.base import Store", "imports runtime.stores.base"),
        ("from runtime import clock", "imports runtime"),
        ("from runtime.core.step import step", "imports runtime.core.step"),
        ("import time", "imports time"),
        ("import secrets", "imports secrets"),
        ("def f():\n    import httpx", "imports httpx"),
        ("at = datetime.now(UTC)", "reads the clock"),
        ("open('/etc/passwd')", "calls open()"),
        ("async def f(): ...", "awaits"),
    ],
)
def test_what_no_translation_needs_is_told(source: str, told: str) -> None:
    (wrong,) = wrong_imports(source)
    assert told in wrong
