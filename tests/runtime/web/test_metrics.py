"""`/metrics`: what Prometheus reads off it is true, and nobody's words or addresses are in it."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest

from tests.runtime.web.served import TOKEN, Site, play

AUTH = {"authorization": f"Bearer {TOKEN}"}
SAMPLE = re.compile(r'(flowc_[a-z_]+)(\{[a-z_]+="[^"\\]*"(?:,[a-z_]+="[^"\\]*")*\})? (-?[0-9.e+-]+)')


async def read(site: Site) -> dict[str, float]:
    """Return every sample by its name and labels; the whole page must have the format's form."""
    found = await site.client.get("/metrics", headers=AUTH)
    assert found.status_code == 200
    assert found.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    assert found.text.endswith("\n")
    samples: dict[str, float] = {}
    named = ""
    for line in found.text.splitlines():
        if line.startswith("# "):
            _, word, name, *rest = line.split(" ")
            assert rest
            assert word == "HELP" or (word == "TYPE" and rest[0] in ("counter", "gauge", "histogram"))
            named = name
            continue
        sample = SAMPLE.fullmatch(line)
        assert sample is not None, line
        assert sample[1].startswith(named), f"{line} does not stand below its own head"
        assert sample[1] + (sample[2] or "") not in samples
        samples[sample[1] + (sample[2] or "")] = float(sample[3])
    return samples


def test_what_happened_is_counted(tmp_path: Path) -> None:
    async def act(site: Site) -> None:
        await site.send(text="tolong")
        await site.send(text="tolong")  # a second time under the same id
        await site.post("/channels/json", b"{}", {"content-type": "application/json"})
        site.clock.advance(timedelta(seconds=4))  # less than the desk's first pause
        found = await read(site)
        assert found['flowc_accepted_total{source="json"}'] == 1
        assert found['flowc_duplicates_total{source="json"}'] == 1
        assert found['flowc_refused_total{reason="unsigned"}'] == 1
        assert found["flowc_turn_seconds_count"] == found['flowc_turn_seconds_bucket{le="+Inf"}'] >= 1
        assert found['flowc_sends_total{kind="message",fate="sent"}'] >= 1
        assert found['flowc_sends_total{kind="handover",fate="later"}'] == 1
        assert found['flowc_outbox{state="waiting"}'] == 1
        assert found['flowc_outbox_oldest_seconds{state="waiting"}'] == 4
        assert found['flowc_outbox_oldest_seconds{state="dead"}'] == 0
        assert found['flowc_handovers{division="cs",state="queued"}'] == 1
        assert found["flowc_timers_late_seconds"] == 0
        assert found["flowc_quarantined"] == found["flowc_arrivals_waiting"] == 0
        assert not [name for name in found if name.startswith("flowc_internal_errors_total")]
        (build,) = (name for name in found if name.startswith("flowc_build_info"))
        assert site.host.programs.newest.program.name in build

    play(tmp_path, act)


def test_what_is_late_or_goes_wrong_shows(tmp_path: Path) -> None:
    async def act(site: Site) -> None:
        await site.send(text="tolong")
        site.clock.advance(timedelta(hours=80))
        found = await read(site)
        assert found["flowc_timers_late_seconds"] > 0
        await site.host.drain()
        await site.send(id="m2", conversation="budi", text="jatuh")  # its turn crashes
        for _ in range(6):
            site.clock.advance(timedelta(minutes=1))
            await site.host.drain()
        found = await read(site)
        assert found["flowc_timers_late_seconds"] == 0
        assert found['flowc_outbox{state="dead"}'] >= 1
        assert found["flowc_quarantined"] == 1
        assert found['flowc_internal_errors_total{place="turn"}'] == 5

    play(tmp_path, act)


def test_a_label_is_never_a_customers(tmp_path: Path) -> None:
    async def act(site: Site) -> None:
        await site.send(text="tolong")
        before = set(await read(site))
        for number in range(30):
            who = f"62812345678{number:02}"
            await site.send(id=f"n{number}", conversation=who, text=f"saya {who}, sari@contoh.id")
        after = set(await read(site))
        assert after == before
        assert "628" not in "".join(after)

    play(tmp_path, act)


@pytest.mark.parametrize("headers", [{}, {"authorization": "Bearer wrong-token-wrong"}])
def test_figures_are_the_operators(tmp_path: Path, headers: dict[str, str]) -> None:
    async def act(site: Site) -> None:
        assert (await site.client.get("/metrics", headers=headers)).status_code == 401

    play(tmp_path, act)
