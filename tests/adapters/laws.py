"""What holds for every channel and desk: they translate, the same way each time, and nothing else.

A law is told with an adapter and its fixtures, and fails with the note of the case that breaks it.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

from runtime.artifact.records import Json
from runtime.channels.base import Verdict
from runtime.clean import Refused, clean_text
from tests.adapters.adapter import NOW, Adapter, Request
from tests.adapters.fixtures import Fixtures, request, shown, with_at
from tests.adapters.imports import wrong_imports
from tests.architecture import ROOT
from tests.fuzz.nasty import SEED, changed

Law = Callable[[Adapter, Fixtures], None]

LATER = timedelta(minutes=2)
# members that hold what people wrote
WORDS = ("text", "profile", "page", "file_name", "reason", "agent", "values")
SPOILT = 300  # bodies with something else in some places
HOSTILE = (
    *("{{7*7}}", "{% raw %}", "${x}", "=1+1", "@SUM(1)", "%s%n", "{0.__class__}", "#{1}", "`id`", "$(id)"),
    *("<script>alert(1)</script>", "' OR 1=1 --", "../../etc/passwd", "javascript:alert(1)", "\\", '"', "'"),
    *('"},"type":"text","x":{"', "a\r\nX-Admin: 1\r\n\r\n", "*a* _b_ ~c~ > d", "Agent: [12:00] ya", "null"),
    *("a\x00b", "\ud800", "\x1b[31mred", "\u202egnirts", "\u200b", "e\u0301" * 50, "🙂" * 50, "0", "true"),
)


# ---- what comes in ----------------------------------------------------------------------------------------


def a_body_is_heard_as_its_fixture_says(adapter: Adapter, fixtures: Fixtures) -> None:
    for case in fixtures.heard:
        assert [shown(one) for one in adapter.heard(case.body)] == case.heard, case.note


def what_is_none_of_its_bodies_is_refused(adapter: Adapter, fixtures: Fixtures) -> None:
    for case in fixtures.refused:
        refusal = refused(adapter, adapter.signed(case.body), (adapter.secret,))
        assert refusal is not None, case.note
        assert refusal.status == case.status, case.note
        assert case.why in refusal.why, case.note


def what_is_not_signed_is_refused_before_it_is_read(adapter: Adapter, fixtures: Fixtures) -> None:
    if adapter.sign is None:
        return
    for name, one, secrets in forgeries(adapter, fixtures.heard[0].body):
        refusal = refused(adapter, one, secrets)
        assert refusal is not None, name
        assert refusal.status == 401, name


def one_of_two_live_secrets_is_enough(adapter: Adapter, fixtures: Fixtures) -> None:
    good = fixtures.heard[0]
    for secrets in ((adapter.secret, adapter.other_secret), (adapter.other_secret, adapter.secret)):
        assert [shown(one) for one in adapter.hear(adapter.signed(good.body), secrets)] == good.heard


def the_same_body_has_the_same_ids(adapter: Adapter, fixtures: Fixtures) -> None:
    """Delivered again later, and written again with other spaces and another order."""
    for case in fixtures.heard:
        again = json.dumps(json.loads(case.body), indent=2, sort_keys=True, ensure_ascii=False)
        first = ids(adapter, case.body)
        assert ids(adapter, case.body, LATER) == first, case.note
        assert ids(adapter, again.encode("utf-8", "surrogatepass"), LATER) == first, case.note


def hostile_words_stay_words_when_they_come(adapter: Adapter, fixtures: Fixtures) -> None:
    good, words = fixtures.heard[0], fixtures.heard_words
    for text in HOSTILE:
        body = json.dumps(with_at(json.loads(good.body), words.before, text)).encode()
        wanted = with_at(good.heard, words.after, clean_text(text).text)
        found = [shown(one) for one in adapter.heard(body)]
        assert [without("altered", one) for one in found] == wanted, repr(text)


def any_spoilt_body_is_heard_or_refused(adapter: Adapter, fixtures: Fixtures) -> None:
    chance = random.Random(SEED)
    bodies = [json.loads(case.body) for case in fixtures.heard]
    for _ in range(SPOILT):
        body = json.dumps(changed(chance.choice(bodies), chance)).encode()
        try:
            found = adapter.heard(body)
        except Refused:
            continue
        for text in words_of([shown(one) for one in found]):
            assert clean_text(text, len(text)).text == text, body


# ---- what goes out ----------------------------------------------------------------------------------------


def a_message_is_sent_as_its_fixture_says(adapter: Adapter, fixtures: Fixtures) -> None:
    for case in fixtures.said:
        assert request(adapter.say(case.effect, NOW, NOW)) == case.sent, case.note


def every_kind_it_says_has_a_fixture(adapter: Adapter, fixtures: Fixtures) -> None:
    assert {case.effect.kind for case in fixtures.said} == adapter.says


def said_again_it_is_the_same_under_the_same_id(adapter: Adapter, fixtures: Fixtures) -> None:
    for case in fixtures.said:
        first, later = adapter.say(case.effect, NOW, NOW), adapter.say(case.effect, NOW, NOW + LATER)
        assert request(first) == request(later), case.note
        assert (first and first.body) == (later and later.body), case.note


def another_message_has_another_id(adapter: Adapter, fixtures: Fixtures) -> None:
    for case in fixtures.said:
        if case.sent is not None:
            message: Any = case.effect  # Any: of a kind that has an id
            other = replace(message, id=f"{message.id}x")
            assert request(adapter.say(other, NOW, NOW)) != case.sent, case.note


def hostile_words_stay_words_when_they_go(adapter: Adapter, fixtures: Fixtures) -> None:
    good, words = fixtures.said[0], fixtures.said_words
    if good.sent is None:
        return
    for text in (clean_text(one).text for one in HOSTILE):
        message: Any = good.effect  # Any: the fixtures name the field that holds the words
        said = replace(message, **{words.before: text})
        wanted = {**good.sent, "body": with_at(good.sent["body"], words.after, text)}
        assert request(adapter.say(said, NOW, NOW)) == wanted, repr(text)


def what_an_answer_means(adapter: Adapter, fixtures: Fixtures) -> None:
    for case in fixtures.answers:
        verdict, why = adapter.judge(case.status, case.body)
        assert verdict.value == case.means, case
        assert case.why in why, case


def any_answer_has_a_meaning(adapter: Adapter, fixtures: Fixtures) -> None:
    for status in range(100, 600):
        for body in (b"", b"{", b"[]", b'{"error": 7}', b"\xff" * 9):
            verdict, why = adapter.judge(status, body)
            assert (verdict is Verdict.TAKEN) == (200 <= status < 300), status
            assert (verdict is Verdict.TAKEN) == (why == ""), status
            if status >= 500 or status == 429:
                assert verdict is Verdict.AGAIN, status


# ---- what it is -------------------------------------------------------------------------------------------


def it_translates_and_does_nothing_else(adapter: Adapter, fixtures: Fixtures) -> None:
    for file in adapter.files:
        assert wrong_imports((ROOT / file).read_text(encoding="utf-8")) == [], file


LAWS: tuple[Law, ...] = (
    a_body_is_heard_as_its_fixture_says,
    what_is_none_of_its_bodies_is_refused,
    what_is_not_signed_is_refused_before_it_is_read,
    one_of_two_live_secrets_is_enough,
    the_same_body_has_the_same_ids,
    hostile_words_stay_words_when_they_come,
    any_spoilt_body_is_heard_or_refused,
    a_message_is_sent_as_its_fixture_says,
    every_kind_it_says_has_a_fixture,
    said_again_it_is_the_same_under_the_same_id,
    another_message_has_another_id,
    hostile_words_stay_words_when_they_go,
    what_an_answer_means,
    any_answer_has_a_meaning,
    it_translates_and_does_nothing_else,
)


# ---- how --------------------------------------------------------------------------------------------------


def forgeries(adapter: Adapter, body: bytes) -> Iterator[tuple[str, Request, tuple[str, ...]]]:
    """Yield requests that the other side did not send, each with a name and the live secrets."""
    assert adapter.sign is not None
    good, live = adapter.signed(body), (adapter.secret,)
    yield "without a signature", replace(good, headers=()), live
    yield "without a secret here", good, ()
    yield "with an empty secret here", good, ("",)
    yield "with another's secret", replace(good, headers=adapter.sign(body, NOW, adapter.other_secret)), live
    yield "unsigned, and no JSON", Request((), b"{"), live
    for place, (name, value) in enumerate(good.headers):
        rest = [*good.headers[:place], *good.headers[place + 1 :]]
        yield f"without {name}", replace(good, headers=rest), live
        yield f"with {name} twice", replace(good, headers=[*good.headers, (name, value)]), live
        yield f"with {name} cut", replace(good, headers=[*rest, (name, value[:-1])]), live
        yield f"with {name} not in ASCII", replace(good, headers=[*rest, (name, f"{value}é")]), live
    for place in range(0, len(body), max(1, len(body) // 40)):
        spoilt = bytes([*body[:place], body[place] ^ 1, *body[place + 1 :]])
        yield f"with byte {place} changed", replace(good, body=spoilt), live
    for name, other in (("longer", body + b" "), ("shorter", body[:-1]), ("empty", b"")):
        yield f"with a {name} body", replace(good, body=other), live


def refused(adapter: Adapter, one: Request, secrets: tuple[str, ...]) -> Refused | None:
    try:
        adapter.hear(one, secrets)
    except Refused as refusal:
        return refusal
    return None


def ids(adapter: Adapter, body: bytes, later: timedelta = timedelta()) -> Json:
    """Return what a body tells, but for times."""
    return [without("at", shown(one)) for one in adapter.heard(body, NOW + later)]


def without(key: str, data: Json) -> Json:
    """Return data in which no object has a member of this name."""
    if isinstance(data, dict):
        return {name: without(key, one) for name, one in data.items() if name != key}
    return data


def words_of(data: Json, inside: bool = False) -> Iterator[str]:
    """Yield what people wrote: it is kept and shown. Ids are only compared, and a store keeps any."""
    if isinstance(data, str) and inside:
        yield data
    elif isinstance(data, dict):
        for key, one in data.items():
            yield from words_of(one, inside or key in WORDS)
    elif isinstance(data, list):
        for one in data:
            yield from words_of(one, inside)
