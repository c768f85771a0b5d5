"""The desks' door: a handover is taken over, talked through and given back by signed events, each once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from runtime.config import Agent, DeskConfig
from tests.runtime.web.served import CONFIG, DESK_SECRET, JSON_SECRET, Site, play

ANI = {"agent": {"name": "Ani"}}


async def handed_over(site: Site) -> str:
    await site.send(text="tolong")
    (row,) = await site.host.store.handovers((), 10)
    return row.id


async def texts(site: Site) -> list[str]:
    target = "/channels/json/sari/messages"
    answer = await site.client.get(target, headers=site.signed(target.encode()))
    return [message["text"] for message in answer.json()["messages"]]


def test_the_whole_way_and_back(tmp_path: Path) -> None:
    async def act(site: Site) -> None:
        id_ = await handed_over(site)
        steps: list[tuple[dict[str, Any], str]] = [  # Any: JSON
            ({"type": "accepted", **ANI}, "with_agent"),
            ({"type": "message", "text": "Halo, saya Ani", **ANI}, "with_agent"),
            ({"type": "note", "text": "sudah dicek"}, "with_agent"),
            ({"type": "resolved", **ANI}, "closed"),
        ]
        for number, (data, state) in enumerate(steps):
            answer = await site.desk(f"d{number}", handover=id_, **data)
            assert (answer.status_code, answer.json()) == (202, {"accepted": True, "duplicate": False})
            row = await site.host.store.handover(id_)
            assert row is not None
            assert row.state == state
        assert "Halo, saya Ani" in await texts(site)
        assert site.host.faults.total == 0

    play(tmp_path, act)


def test_the_same_event_twice_is_one_event(tmp_path: Path) -> None:
    async def act(site: Site) -> None:
        id_ = await handed_over(site)
        for duplicate in (False, True):
            answer = await site.desk("d1", type="message", handover=id_, text="Halo", **ANI)
            assert answer.json() == {"accepted": True, "duplicate": duplicate}
        assert (await texts(site)).count("Halo") == 1

    play(tmp_path, act)


def test_after_the_end_events_change_nothing_but_a_repeat_is_welcome(tmp_path: Path) -> None:
    async def act(site: Site) -> None:
        id_ = await handed_over(site)
        await site.desk("d1", type="accepted", handover=id_, **ANI)
        await site.desk("d2", type="resolved", handover=id_, **ANI)
        before = await texts(site)
        late = await site.desk("d3", type="message", handover=id_, text="masih di sana?", **ANI)
        assert late.status_code == 409
        again = await site.desk("d2", type="resolved", handover=id_, **ANI)
        assert (again.status_code, again.json()["duplicate"]) == (202, True)
        assert await texts(site) == before
        assert site.host.faults.total == 0

    play(tmp_path, act)


def test_a_handover_nobody_knows(tmp_path: Path) -> None:
    async def act(site: Site) -> None:
        for id_ in ("h_unknown", "", "../x", "h_\x00"):
            assert (await site.desk(type="resolved", handover=id_)).status_code == 404
        assert (await site.host.store.counts()).arrivals == 0

    play(tmp_path, act)


def test_a_desk_cannot_touch_what_another_serves(tmp_path: Path) -> None:
    other = DeskConfig("http://127.0.0.1:1/other", (JSON_SECRET,), {"lain": "x"})
    config = replace(CONFIG, desks={**CONFIG.desks, "other": other})

    async def act(site: Site) -> None:
        id_ = await handed_over(site)
        body = f'{{"type":"resolved","handover":"{id_}"}}'.encode()
        answer = await site.post("/desk/events", body, site.signed(body, JSON_SECRET))
        assert answer.status_code == 404
        answer = await site.post("/desk/events", body, site.signed(body, DESK_SECRET))
        assert answer.status_code == 202

    play(tmp_path, act, config)


STAFFED = replace(
    CONFIG, staff={"ani": Agent("Ani", ("cs",), capacity=1), "budi": Agent("Budi", ("lain",), online=False)}
)


async def agent_of(site: Site, id_: str) -> tuple[str | None, str]:
    row = await site.host.store.handover(id_)
    assert row is not None
    return row.assigned, row.state


def test_agents_come_decline_and_go(tmp_path: Path) -> None:
    async def act(site: Site) -> None:
        assert (await site.desk("p1", type="offline", **ANI)).status_code == 202
        id_ = await handed_over(site)
        assert await agent_of(site, id_) == (None, "left_message")
        assert (await site.desk("p2", type="online", agent={"name": "ani"})).status_code == 202
        await site.send(id="m2", text="paket saya belum sampai")
        await site.send(id="m3", text="tolong")
        assert await agent_of(site, id_) == ("ani", "assigned")
        assert (await site.desk("d1", type="declined", handover=id_, **ANI)).status_code == 202
        assert await agent_of(site, id_) == (None, "queued")
        assert (await site.desk("d2", type="accepted", handover=id_, **ANI)).status_code == 202
        assert await agent_of(site, id_) == (None, "with_agent")
        assert site.host.faults.total == 0

    play(tmp_path, act, STAFFED)


def test_presence_of_somebody_else(tmp_path: Path) -> None:
    other = DeskConfig("http://127.0.0.1:1/other", (JSON_SECRET,), {"lain": "x"})
    config = replace(STAFFED, desks={**CONFIG.desks, "other": other})

    async def act(site: Site) -> None:
        assert (await site.desk("p1", type="online", agent={"name": "Budi"})).status_code == 404
        assert (await site.desk("p2", type="online", agent={"name": "Cici"})).status_code == 404
        assert (await site.desk("p3", type="online")).status_code == 422
        assert await site.host.store.agents() == ()

    play(tmp_path, act, config)
