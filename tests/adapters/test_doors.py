"""The doors do with a request what the contract does: forged, it is refused and nothing is kept."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from runtime.config import Channels, JsonChannel, WhatsAppChannel
from tests.adapters.adapter import NOW
from tests.adapters.laws import forgeries
from tests.adapters.signing import SECRET
from tests.adapters.test_contract import adapter
from tests.adapters.whatsapp.adapter import NUMBER
from tests.runtime.web.served import CONFIG, START, served

APP_SECRET = adapter("whatsapp")[0].secret
OPEN = replace(
    CONFIG,
    channels=Channels(
        json=JsonChannel((SECRET,), push_url="https://nobody.invalid/"),
        whatsapp=WhatsAppChannel(NUMBER, "t", (APP_SECRET,), "v"),
    ),
    desks={"default": replace(CONFIG.desks["default"], secrets=(SECRET,))},
)
DOORS = [
    ("json", "/channels/json", 200),
    ("whatsapp", "/channels/whatsapp", 200),
    ("webhook", "/desk/events", 404),  # signed, and about a handover that is not there
]


@pytest.mark.parametrize(("name", "path", "status"), DOORS, ids=[door[0] for door in DOORS])
def test_a_forged_request_is_refused_at_the_door(name: str, path: str, status: int, tmp_path: Path) -> None:
    assert START == NOW
    one, fixtures = adapter(name)
    body = fixtures.heard[0].body
    kind = (b"content-type", b"application/json")

    async def told() -> None:
        async with served(tmp_path, OPEN) as site:
            for note, forged, secrets in forgeries(one, body):
                if secrets != (one.secret,):
                    continue  # a door without secrets is another installation
                headers = [kind, *((key.encode(), value.encode("latin-1")) for key, value in forged.headers)]
                answer = await site.client.post(path, content=forged.body, headers=headers)
                assert answer.status_code == 401, note
            assert (await site.host.store.counts()).arrivals == 0
            headers = [kind, *((key.encode(), value.encode()) for key, value in one.signed(body).headers)]
            assert (await site.client.post(path, content=body, headers=headers)).status_code == status
            assert (await site.host.store.counts()).arrivals == (status == 200)

    asyncio.run(told())
