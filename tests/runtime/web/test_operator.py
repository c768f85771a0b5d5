"""The operator's routes: what waits for a person can be seen and settled, with the token only."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from jsonschema import Draft202012Validator

from runtime.config import Agent
from tests.runtime.web.served import CONFIG, TOKEN, Site, play

AUTH = {"authorization": f"Bearer {TOKEN}"}
SCHEMA = json.loads(
    (Path(__file__).parents[3] / "schema" / "handover.schema.json").read_text(encoding="utf-8")
)


def test_handovers_are_listed_and_the_record_is_valid(tmp_path: Path) -> None:
    async def act(site: Site) -> None:
        await site.send(text="tolong")
        (listed,) = (await site.client.get("/handovers", headers=AUTH)).json()["handovers"]
        assert (listed["division"], listed["state"], listed["ended"]) == ("cs", "queued", None)
        record = (await site.client.get(f"/handovers/{listed['id']}", headers=AUTH)).json()
        assert [error.message for error in Draft202012Validator(SCHEMA).iter_errors(record)] == []
        assert record["transcript"][0]["text"] == "tolong"
        none = await site.client.get("/handovers?state=closed", headers=AUTH)
        assert none.json() == {"handovers": []}
        assert (await site.client.get("/handovers/h_x", headers=AUTH)).status_code == 404
        assert (await site.client.get("/handovers?limit=501", headers=AUTH)).status_code == 422

    play(tmp_path, act)


def test_a_dead_handover_is_seen_resent_or_given_up(tmp_path: Path) -> None:
    """The configured desk does not listen: after three days its delivery waits for a person."""

    async def act(site: Site) -> None:
        await site.send(text="tolong")
        waiting = (await site.client.get("/outbox?state=waiting&state=later", headers=AUTH)).json()["outbox"]
        assert [one["kind"] for one in waiting] == ["handover"]
        site.clock.advance(timedelta(hours=80))
        await site.host.drain()
        (dead,) = (await site.client.get("/outbox", headers=AUTH)).json()["outbox"]
        assert dead["state"] == "dead"
        assert "unreachable" in dead["why"]
        path = f"/outbox/{dead['id']}"
        shown = (await site.client.get(path, headers=AUTH)).json()
        assert (shown["state"], shown["payload"]["record"]["to"]) == ("dead", "cs")
        assert "tolong" not in str(shown)
        assert "tolong" in (await site.client.get(f"{path}?full=true", headers=AUTH)).text
        assert (await site.client.get("/outbox/m_x", headers=AUTH)).status_code == 404
        assert (await site.client.get(path)).status_code == 401
        assert (await site.client.post(path, json={"fate": "burn"}, headers=AUTH)).status_code == 422
        assert (await site.client.post(path, json={"fate": "dropped"}, headers=AUTH)).json() == {
            "settled": True
        }
        assert (await site.client.post(path, json={"fate": "dropped"}, headers=AUTH)).status_code == 404
        assert (await site.client.get("/outbox", headers=AUTH)).json() == {"outbox": []}
        assert site.host.faults.total == 0

    play(tmp_path, act)


def test_health_and_readiness(tmp_path: Path) -> None:
    async def act(site: Site) -> None:
        assert (await site.client.get("/healthz")).json() == {"ok": True}
        ready = await site.client.get("/readyz")
        assert ready.status_code == 200
        assert (ready.json()["ready"], ready.json()["internal_errors"], ready.json()["warnings"]) == (
            True,
            0,
            [],
        )
        site.clock.jump(site.clock.now() + timedelta(days=700))
        assert "build again" in (await site.client.get("/readyz")).json()["warnings"][0]
        site.host.stopping.set()
        assert (await site.client.get("/readyz")).status_code == 503

    play(tmp_path, act, CONFIG)


def test_readiness_tells_what_is_wrong(tmp_path: Path) -> None:
    async def act(site: Site) -> None:
        await site.send(text="tolong")
        site.clock.advance(timedelta(minutes=11))
        ready = (await site.client.get("/readyz")).json()
        assert (ready["oldest_send_s"], ready["store"], ready["hosts_down"]) == (660, "ok", 0)
        assert "waited to be sent" in ready["warnings"][0]
        site.host.trouble = "StoreTooNew"  # what the loop leaves when another program has migrated the store
        told = await site.client.get("/readyz")
        assert (told.status_code, told.json()["store"]) == (503, "StoreTooNew")
        await site.host.store.close()
        told = await site.client.get("/readyz")
        assert (told.status_code, told.json()) == (503, {"ready": False, "store": "StoreUnavailable"})
        assert (await site.client.get("/healthz")).status_code == 200
        await site.host.store.open()

    play(tmp_path, act)


def test_a_customer_is_traced_and_then_forgotten(tmp_path: Path) -> None:
    async def act(site: Site) -> None:
        await site.send(text="tolong")
        path, who = "/customers/trace?contact=json:sari", {"contact": "json:sari"}
        assert (await site.client.get(path)).status_code == 401
        (turn, *_) = (await site.client.get(path, headers=AUTH)).json()["turns"]
        assert (turn["turn"], turn["kind"]) == (1, "customer_wrote")
        assert (await site.client.post("/customers/erase", json=who)).status_code == 401
        for unsure in (who, {**who, "confirm": "json:budi"}, {"contact": "", "confirm": ""}, [who]):
            told = await site.client.post("/customers/erase", json=unsure, headers=AUTH)
            assert told.status_code == 422
        sure = {**who, "confirm": who["contact"]}
        told = await site.client.post("/customers/erase", json=sure, headers=AUTH)
        assert (told.status_code, told.json()) == (200, {"erased": True})
        assert (await site.client.post("/customers/erase", json=sure, headers=AUTH)).status_code == 404
        assert (await site.client.get(path, headers=AUTH)).status_code == 404
        assert (await site.client.get("/handovers", headers=AUTH)).json() == {"handovers": []}
        assert site.host.faults.total == 0

    play(tmp_path, act)


def test_who_is_there_can_be_seen_and_said(tmp_path: Path) -> None:
    async def act(site: Site) -> None:
        assert (await site.client.post("/agents/ani", json={"online": False})).status_code == 401
        told = await site.client.post("/agents/ani", json={"online": False}, headers=AUTH)
        assert told.json() == {"online": False}
        (ani,) = (await site.client.get("/agents", headers=AUTH)).json()["agents"]
        assert ani == {
            "id": "ani",
            "name": "Ani",
            "divisions": ["cs"],
            "online": False,
            "open": 0,
            "misses": 0,
        }
        wrong = await site.client.post("/agents/ani", json={"online": "ya"}, headers=AUTH)
        assert wrong.status_code == 422
        assert (
            await site.client.post("/agents/budi", json={"online": True}, headers=AUTH)
        ).status_code == 404

    play(tmp_path, act, replace(CONFIG, staff={"ani": Agent("Ani", ("cs",))}))
