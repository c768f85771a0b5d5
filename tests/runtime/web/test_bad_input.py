"""Whatever is thrown at a door: the right status, nothing changed, and no error of ours."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from runtime.config import Config
from runtime.shell.host import Host
from tests.runtime.web.served import CONFIG, DESK_SECRET, JSON_SECRET, ORIGIN, START, TOKEN, Site, play

NOW = str(int(START.timestamp()))
GOOD = {"conversation": "sari", "id": "m1", "at": START.isoformat(), "text": "hai"}
DOORS = [("/channels/json", JSON_SECRET), ("/desk/events", DESK_SECRET)]
# Without a token nobody passes for the operator on loopback.
SIGNED_ONLY = replace(CONFIG, server=replace(CONFIG.server, operator_token=None))


async def untouched(host: Host) -> None:
    counts = await host.store.counts()
    assert (counts.threads, counts.arrivals, counts.sends) == (0, 0, 0)
    assert host.faults.total == 0


BODIES = [
    ("not JSON", b"halo", 400),
    ("empty", b"", 400),
    ("not UTF-8", b'{"text": "\xff"}', 400),
    ("half a document", b'{"text": ', 400),
    ("10,000 levels", b"[" * 10_000, 400),
    ("10,000 levels of objects", b'{"a":' * 10_000 + b"1" + b"}" * 10_000, 400),
    ("a doubled key", b'{"id": "a", "id": "b"}', 400),
    ("NaN", b'{"id": NaN}', 400),
    ("5 MB", b'"' + b"x" * 5_000_000 + b'"', 413),
    ("another shape", b"[]", 422),
    ("null", b"null", 422),
    ("unknown keys", b'{"x": 1}', 422),
    ("wrong types", b'{"conversation": 1, "id": 2, "at": 3, "text": 4, "type": 5, "handover": 6}', 422),
    ("NUL in a key", b'{"\\u0000": 1}', 422),
    ("a lone surrogate in a key", b'{"\\ud800": 1}', 422),
]


@pytest.mark.parametrize(("door", "secret"), DOORS)
@pytest.mark.parametrize(("body", "status"), [c[1:] for c in BODIES], ids=[c[0] for c in BODIES])
def test_signed_nonsense(tmp_path: Path, door: str, secret: str, body: bytes, status: int) -> None:
    async def act(site: Site) -> None:
        answer = await site.post(door, body, site.signed(body, secret))
        assert (answer.status_code, set(answer.json())) == (status, {"error"})
        await untouched(site.host)

    play(tmp_path, act)


@pytest.mark.parametrize(("door", "secret"), DOORS)
@pytest.mark.parametrize(("body", "status"), [c[1:] for c in BODIES], ids=[c[0] for c in BODIES])
def test_unsigned_nonsense_is_only_unsigned_or_too_large(
    tmp_path: Path, door: str, secret: str, body: bytes, status: int
) -> None:
    async def act(site: Site) -> None:
        answer = await site.post(door, body, {"content-type": "application/json"})
        assert answer.status_code == (413 if status == 413 else 401)
        await untouched(site.host)

    play(tmp_path, act)


SIGNATURES = [
    ("none", {}),
    ("empty headers", {"webhook-id": "", "webhook-timestamp": "", "webhook-signature": ""}),
    ("only an id", {"webhook-id": "w1"}),
    ("a wrong signature", {"webhook-id": "w1", "webhook-timestamp": NOW, "webhook-signature": "v1,AAAA"}),
    ("another scheme's", {"x-hub-signature-256": "sha256=00"}),
    ("a guessed token", {"authorization": "Bearer guess"}),
    ("an empty token", {"authorization": "Bearer "}),
    ("no scheme", {"authorization": TOKEN}),
]  # fmt: skip


@pytest.mark.parametrize(("door", "secret"), DOORS)
@pytest.mark.parametrize("headers", [c[1] for c in SIGNATURES], ids=[c[0] for c in SIGNATURES])
@pytest.mark.parametrize("config", [CONFIG, SIGNED_ONLY], ids=["with a token", "without a token"])
def test_not_signed(tmp_path: Path, door: str, secret: str, headers: dict[str, str], config: Config) -> None:
    async def act(site: Site) -> None:
        body = json.dumps(GOOD).encode()
        answer = await site.post(door, body, {"content-type": "application/json", **headers})
        assert (answer.status_code, answer.json()) == (401, {"error": "not signed by anybody known here"})
        await untouched(site.host)

    play(tmp_path, act, config)


def test_without_a_secret_nobody_is_let_in(tmp_path: Path) -> None:
    config = replace(
        SIGNED_ONLY, channels=replace(CONFIG.channels, json=replace(CONFIG.channels.json, secrets=()))
    )

    async def act(site: Site) -> None:
        assert (await site.send()).status_code == 401
        await untouched(site.host)

    play(tmp_path, act, config)


def test_a_secret_opens_its_own_door_only(tmp_path: Path) -> None:
    async def act(site: Site) -> None:
        body = json.dumps(GOOD).encode()
        answer = await site.post("/channels/json", body, site.signed(body, DESK_SECRET))
        assert answer.status_code == 401
        await untouched(site.host)

    play(tmp_path, act)


def test_a_body_changed_on_its_way_is_not_signed(tmp_path: Path) -> None:
    async def act(site: Site) -> None:
        body = json.dumps(GOOD).encode()
        answer = await site.post("/channels/json", body.replace(b"hai", b"hei"), site.signed(body))
        assert answer.status_code == 401
        await untouched(site.host)

    play(tmp_path, act)


@pytest.mark.parametrize(
    "kind", ["", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"]
)
def test_another_content_type(tmp_path: Path, kind: str) -> None:
    async def act(site: Site) -> None:
        body = json.dumps(GOOD).encode()
        answer = await site.post("/channels/json", body, {**site.signed(body), "content-type": kind})
        assert answer.status_code == 415
        await untouched(site.host)

    play(tmp_path, act)


POISON = [
    "a\x00b",
    "\ud800",
    "\x1b[31m",
    "{{7*7}}",
    "{% raw %}",
    "${x}",
    "=1+1",
    "%s",
    "{0.__class__}",
    "' OR 1=1",
    "<b>",
]


@pytest.mark.parametrize("text", POISON)
def test_poisonous_words_are_words(tmp_path: Path, text: str) -> None:
    async def act(site: Site) -> None:
        answer = await site.send(text=text)
        assert answer.status_code == 200
        unprintable = any(char in text for char in "\x00\ud800\x1b")
        assert answer.json()["altered"] == (["replaced"] if unprintable else [])
        assert [message["text"] for message in answer.json()["messages"]] == ["halo"]
        assert site.host.faults.total == 0

    play(tmp_path, act)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(
        st.sampled_from(
            ["conversation", "id", "at", "text", "choice", "media", "location", "from", "vars", "x"]
        ),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
            lambda inner: (
                st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
            ),
            max_leaves=5,
        ),
    )
)
def test_any_document_is_taken_or_refused(
    tmp_path_factory: pytest.TempPathFactory, data: dict[str, object]
) -> None:
    async def act(site: Site) -> None:
        body = json.dumps({**GOOD, **data}).encode()
        answer = await site.post("/channels/json", body, site.signed(body))
        assert answer.status_code in (200, 400, 422)
        assert site.host.faults.total == 0

    play(tmp_path_factory.mktemp("site"), act)


ROUTES = [
    ("GET", "/nowhere", 404),
    ("GET", "/channels/json", 405),
    ("POST", "/", 405),
    ("GET", "/chat/../handovers", 401),
    ("GET", "/chat/chat.py", 404),
    ("GET", "/chat/%2e%2e/serve.py", 404),
    ("GET", "/handovers", 401),
    ("GET", "/handovers/h_1", 401),
    ("GET", "/outbox", 401),
    ("POST", "/outbox/m_1", 401),
]


@pytest.mark.parametrize(("method", "path", "status"), ROUTES)
def test_routes_that_lead_nowhere_or_need_a_token(
    tmp_path: Path, method: str, path: str, status: int
) -> None:
    async def act(site: Site) -> None:
        answer = await site.client.request(method, path, headers=ORIGIN)
        assert (answer.status_code, set(answer.json())) == (status, {"error"})
        assert site.host.faults.total == 0

    play(tmp_path, act)


def test_an_error_of_ours_is_counted_and_says_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def act(site: Site) -> None:
        async def broken(*arguments: object) -> None:
            raise RuntimeError("the secret words")

        site.host.receive = broken  # type: ignore[method-assign,assignment]  # a bug, made on purpose
        answer = await site.send()
        assert (answer.status_code, answer.json()) == (500, {"error": "internal error"})
        assert site.host.faults.places == {"web": 1}
        assert (await site.client.get("/readyz")).json()["internal_errors"] == 1

    play(tmp_path, act)
    assert "RuntimeError" in caplog.text
    assert "secret words" not in caplog.text
