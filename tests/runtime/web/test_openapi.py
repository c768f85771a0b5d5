"""The published document holds for the server: all it describes is tried with made-up requests."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import Unsatisfiable
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from runtime.channels.whatsapp.signed import HEADER, sign
from runtime.config import JsonChannel, WebChannel, WhatsAppChannel
from runtime.web.openapi import DOORS
from tests.chaos.scale import scale
from tests.chaos.scale import seed as usual_seed
from tests.runtime.channels.whatsapp import bodies
from tests.runtime.web.served import CONFIG, DESK_SECRET, JSON_SECRET, ORIGIN, TOKEN, Site, served

APP_SECRET = "an-app-secret"
ALL_DOORS = replace(
    CONFIG,
    channels=replace(
        CONFIG.channels,
        web=WebChannel(per_minute=1_000),
        json=JsonChannel((JSON_SECRET,), push_url="https://nobody.invalid/", per_minute=1_000),
        whatsapp=WhatsAppChannel(bodies.NUMBER, token="t", app_secrets=(APP_SECRET,), verify_token="v"),
    ),
)
ENDLESS = "/chat/stream"  # an answer of ten minutes; tests/runtime/web/test_chat.py reads it
EACH = 8 if scale() == 1 else 20 * scale()  # requests of a door, half of them as described
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
Case = Any  # Any: schemathesis has no types of its own for what it makes


@contextmanager
def site_of(path: Path) -> Iterator[tuple[asyncio.Runner, Site]]:
    with asyncio.Runner() as runner:
        context = served(path, ALL_DOORS)
        site = runner.run(context.__aenter__())
        try:
            runner.run(site.begin_chat())
            yield runner, site
        finally:
            runner.run(context.__aexit__(None, None, None))


async def ask(site: Site, case: Case, number: int) -> Any:  # Any: httpx.Response, as schemathesis takes it
    """Send a made-up request as somebody who may: with the token, the signature, the page's address."""
    made = case.as_transport_kwargs(base_url="http://127.0.0.1:8000")
    request = site.client.build_request(
        made["method"],
        made["url"],
        params=made.get("params"),
        content=json.dumps(made["json"]).encode() if "json" in made else made.get("data") or b"",
    )
    body, path = request.content, case.operation.path
    target = body or request.url.raw_path
    request.headers.update({**ORIGIN, "content-type": "application/json", "authorization": f"Bearer {TOKEN}"})
    if path == "/channels/whatsapp":
        request.headers[HEADER] = sign(body, APP_SECRET)
    elif path.startswith(("/channels/json", "/desk")):
        secret = DESK_SECRET if path.startswith("/desk") else JSON_SECRET
        request.headers.update(site.signed(target, secret, f"w{number}"))
    site.clock.advance(timedelta(milliseconds=100))
    return await site.client.send(request)


def operations(document: Any) -> list[Any]:  # Any: JSON; as above
    made: Any = schemathesis.openapi.from_dict(document).get_all_operations()
    return [one.ok() for one in made]


def try_doors(path: Path, only: str = "") -> dict[str, Counter[int]]:
    """Try all doors, or one; return how often each answered with which status."""
    found: dict[str, Counter[int]] = {}
    with site_of(path) as (runner, site):
        document = runner.run(site.client.get("/openapi.json")).json()
        for operation in operations(document):
            if operation.path == ENDLESS or only not in ("", operation.path):
                continue
            statuses = found[f"{operation.method} {operation.path}"] = Counter[int]()
            for mode in schemathesis.GenerationMode:
                _try(runner, site, operation, mode, statuses)
            runner.run(site.host.drain())
            assert site.host.faults.total == 0, (operation.path, site.host.faults.places)
        assert runner.run(site.client.get("/readyz")).json()["internal_errors"] == 0
    return found


def test_each_door_keeps_to_its_description(tmp_path: Path) -> None:
    found = try_doors(tmp_path)
    assert len(found) == len(DOORS) - 1
    print({door: dict(statuses) for door, statuses in found.items()})


@pytest.mark.parametrize("path", ["/channels/json", "/chat/messages"])
def test_the_example_of_a_door_is_taken(tmp_path: Path, path: str) -> None:
    with site_of(tmp_path) as (runner, site):
        document = runner.run(site.client.get("/openapi.json")).json()
        for operation in operations(document):
            if operation.path == path:
                example = document["paths"][path]["post"]["requestBody"]["content"]["application/json"][
                    "example"
                ]
                case = operation.Case(body=example, media_type="application/json")
                assert runner.run(ask(site, case, 1)).status_code in DOORS["POST", path].gives


def _try(
    runner: asyncio.Runner, site: Site, operation: Any, mode: Any, statuses: Counter[int]
) -> None:  # Any: as above
    strategy = operation.as_strategy(generation_mode=mode)

    @seed(usual_seed(6))
    @settings(
        max_examples=EACH // 2,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=strategy)
    def tried(case: Case) -> None:
        response = runner.run(ask(site, case, statuses.total()))
        statuses[response.status_code] += 1
        case.validate_response(response, checks=CHECKS)

    try:
        tried()
    except Unsatisfiable:  # nothing about a door that takes nothing can be wrong
        assert mode is schemathesis.GenerationMode.NEGATIVE, operation.path


def test_a_description_that_does_not_hold_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    door = DOORS["GET", "/healthz"]
    changed = {**DOORS, ("GET", "/healthz"): replace(door, gives={200: {"type": "array"}})}
    monkeypatch.setattr("runtime.web.openapi.DOORS", changed)
    with pytest.raises(FailureGroup):
        try_doors(tmp_path, "/healthz")


def test_a_door_that_nobody_described_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("runtime.web.openapi.DOORS", {})
    with pytest.raises(KeyError), site_of(tmp_path):
        pass
