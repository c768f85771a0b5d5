"""Sending: in order, under one id, on a schedule, and what happens when nobody takes it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from runtime import signature
from runtime.channels.base import Channel, Incoming
from runtime.channels.json_channel import JsonChannel
from runtime.clock import ManualClock
from runtime.core.effects import RelayMessage, SendHandover
from runtime.core.events import AgentAccepted, AgentWrote, Received
from runtime.desks.base import DeskEffect, Desks
from runtime.desks.webhook import WebhookDesk
from runtime.shell.backoff import DESK_LIFE, DESK_PAUSES, LEAST, REPLY_PAUSES, Chance
from runtime.shell.circuit import FAILURES
from runtime.shell.host import Host
from runtime.stores.rows import Receipt
from runtime.stores.sqlite import SqliteStore
from tests.runtime.shell import bot
from tests.runtime.shell.listening import Asked, Behave, Server, Write, answer, hang_up, in_turn, listening

START = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
TAKEN = answer(204)


class Scene:
    """A bot whose words are pushed, and whose desk listens, at one server (`/push`, `/desk`)."""

    def __init__(self, host: Host, clock: ManualClock, server: Server) -> None:
        self.host, self.clock, self.server = host, clock, server
        self._count = 0

    async def write(self, text: str) -> None:
        self._count += 1
        await self.host.receive(
            Incoming(
                "json:sari", "json", "whatsapp", f"m{self._count}", self.clock.now(), Received("text", text)
            )
        )
        await self.host.drain()

    async def pass_time(self, by: timedelta) -> None:
        self.clock.advance(by)
        await self.host.drain()

    def got(self, path: str) -> list[tuple[str, dict[str, Any]]]:  # Any: JSON
        """Return what came to a path, as pairs of id and document; every signature must hold."""
        found = []
        for asked in self.server.asked:
            if asked.target == path:
                at = int(asked.headers["webhook-timestamp"])
                id_ = signature.verify(list(asked.headers.items()), asked.body, [SECRET], at)
                assert id_ is not None
                found.append((id_, json.loads(asked.body)))
        return found

    async def states(self, kind: str) -> list[str]:
        every = ("waiting", "later", "sent", "dead", "dropped", "unknown")
        return [row.state for row in await self.host.store.outbox(every, 100) if row.kind == kind]


Play = Callable[[Scene], Coroutine[Any, Any, None]]  # Any: what a coroutine may be sent


@asynccontextmanager
async def opened(path: Path, behave: Behave, served: bool, chance: Chance) -> AsyncIterator[Scene]:
    async with listening(behave) as server:
        clock = ManualClock(START)
        allow = ("loopback",)
        channels: dict[str, Channel] = {
            "json": JsonChannel("whatsapp", (SECRET,), f"{server.url}/push", allow)
        }
        desk = WebhookDesk(f"{server.url}/desk", (SECRET,), allow=allow)
        desks = Desks({"default": desk} if served else {})
        store = SqliteStore(path / "bot.db")
        host = Host(store, bot.data(), channels, bot.make_ready, desks=desks, clock=clock, chance=chance)
        await host.open()
        try:
            yield Scene(host, clock, server)
            assert host.faults.total == 0
        finally:
            await host.stop()


def longest() -> float:
    """Chance that makes every pause last its whole time."""
    return 1.0


def play(path: Path, behave: Behave, act: Play, served: bool = True, chance: Chance = longest) -> None:
    """Let a scene happen; `served`: a desk serves every division."""

    async def scene() -> None:
        async with opened(path, behave, served, chance) as scene:
            await act(scene)

    asyncio.run(scene())


def test_words_are_pushed_in_order_each_once(tmp_path: Path) -> None:
    async def act(scene: Scene) -> None:
        await scene.write("hai")
        await scene.write("tolong")
        texts = [event["data"]["message"]["text"] for _, event in scene.got("/push")]
        assert texts == ["halo", "handover.connecting", "wait.announce"]
        assert {event["data"]["conversation"] for _, event in scene.got("/push")} == {"sari"}

    play(tmp_path, TAKEN, act)


def test_the_desk_gets_the_record_then_the_customers_words(tmp_path: Path) -> None:
    async def act(scene: Scene) -> None:
        await scene.write("tolong")
        await scene.write("masih di sana?")
        (_, created), (_, message) = scene.got("/desk")
        assert created["type"] == "flowc.handover.created"
        assert created["subject"] == message["subject"] == created["data"]["record"]["id"]
        assert (message["type"], message["data"]["text"]) == ("flowc.handover.message", "masih di sana?")

    play(tmp_path, TAKEN, act)


def test_a_refused_head_holds_its_lane_back_and_no_other(tmp_path: Path) -> None:
    async def act(scene: Scene) -> None:
        await scene.write("tolong")
        await scene.write("masih di sana?")
        assert [event["type"] for _, event in scene.got("/desk")] == ["flowc.handover.created"]
        assert len(scene.got("/push")) == 3  # connecting, announced, noted: their lane goes on
        await scene.pass_time(timedelta(seconds=7))
        kinds = [event["type"].rpartition(".")[2] for _, event in scene.got("/desk")]
        assert kinds == ["created", "created", "message"]
        ids = [id_ for id_, _ in scene.got("/desk")]
        assert ids[0] == ids[1] != ids[2]

    async def desk_refuses_once(asked: Any, write: Any) -> None:  # Any: see `listening.Behave`
        await (refuses if asked.target == "/desk" else TAKEN)(asked, write)

    refuses = in_turn(answer(500), TAKEN)
    play(tmp_path, desk_refuses_once, act)


def test_a_desk_that_is_down_is_tried_on_the_schedule_until_a_person_must_look(tmp_path: Path) -> None:
    def records(scene: Scene) -> int:
        ids = [id_ for id_, _ in scene.got("/desk")]
        return ids.count(ids[0])  # what follows from its death has other ids

    async def act(scene: Scene) -> None:
        await scene.write("tolong")
        tries = 1
        for pause in DESK_PAUSES:
            await scene.pass_time(pause - timedelta(seconds=1))
            assert records(scene) == tries, f"too early for {pause}"
            await scene.pass_time(timedelta(seconds=1))
            tries += 1
            assert records(scene) == tries, f"too late for {pause}"
        assert scene.clock.now() - START == DESK_LIFE
        assert "dead" in await scene.states("handover")
        await scene.pass_time(DESK_LIFE)  # so is what follows from it
        assert set(await scene.states("handover")) == {"dead"}
        await scene.pass_time(DESK_LIFE)
        assert set(await scene.states("handover")) == {"dead"}

    async def desk_is_down(asked: Any, write: Any) -> None:  # Any: see `listening.Behave`
        await (answer(503) if asked.target == "/desk" else TAKEN)(asked, write)

    play(tmp_path, desk_is_down, act)


def test_a_dead_handover_leads_the_customer_on(tmp_path: Path) -> None:
    async def act(scene: Scene) -> None:
        await scene.write("tolong")
        assert await scene.states("handover") == ["dead"]
        said = [event["data"]["message"]["text"] for _, event in scene.got("/push")]
        assert "handover.failed" in said

    async def desk_is_gone(asked: Any, write: Any) -> None:  # Any: see `listening.Behave`
        await (answer(410) if asked.target == "/desk" else TAKEN)(asked, write)

    play(tmp_path, desk_is_gone, act)


def test_a_notice_that_no_desk_can_pass_on_stays_where_a_person_sees_it(tmp_path: Path) -> None:
    async def act(scene: Scene) -> None:
        await scene.write("tolong")
        await scene.pass_time(timedelta(hours=2))  # nobody accepts: a lead is told
        assert await scene.states("notice") == ["dead"]
        assert set(await scene.states("handover")) == {"sent"}

    play(tmp_path, TAKEN, act, served=False)


def test_a_notice_reaches_the_divisions_desk(tmp_path: Path) -> None:
    async def act(scene: Scene) -> None:
        await scene.write("tolong")
        await scene.pass_time(timedelta(hours=2))
        notices = [event["data"] for _, event in scene.got("/desk") if event["type"].endswith(".notice")]
        assert [(notice["role"], notice["why"]) for notice in notices] == [("lead", "failed")]

    play(tmp_path, TAKEN, act)


RETRY_AFTER = [
    ("seconds", "120", timedelta(seconds=120)),
    ("a date", "Mon, 23 Nov 2026 03:05:00 GMT", timedelta(minutes=5)),
    ("a day at most", "999999999", timedelta(hours=24)),
    ("nonsense is no wish", "soon", timedelta()),
    ("the past is no wish", "Mon, 23 Nov 2020 03:05:00 GMT", timedelta()),
]


@pytest.mark.parametrize(("header", "due"), [c[1:] for c in RETRY_AFTER], ids=[c[0] for c in RETRY_AFTER])
def test_a_wish_to_wait_is_honoured(tmp_path: Path, header: str, due: timedelta) -> None:
    async def act(scene: Scene) -> None:
        await scene.write("tolong")
        await scene.pass_time(due + LEAST - timedelta(seconds=1))
        assert len(scene.got("/desk")) == 1
        await scene.pass_time(timedelta(seconds=1))
        assert len(scene.got("/desk")) == 2

    async def busy(asked: Any, write: Any) -> None:  # Any: see `listening.Behave`
        refuses = answer(429, b"", f"Retry-After: {header}\r\n")
        await (refuses if asked.target == "/desk" else TAKEN)(asked, write)

    play(tmp_path, busy, act, chance=lambda: 0.0)


GIVEN_UP = [
    ("nobody took it", answer(503), "dropped"),
    ("nobody answered", hang_up, "unknown"),
    ("the first may have arrived", in_turn(hang_up, answer(503)), "unknown"),
]


@pytest.mark.parametrize(("behave", "state"), [c[1:] for c in GIVEN_UP], ids=[c[0] for c in GIVEN_UP])
def test_a_bots_reply_that_cannot_be_said_is_tried_and_then_given_up(
    tmp_path: Path, behave: Behave, state: str
) -> None:
    async def act(scene: Scene) -> None:
        await scene.write("hai")
        for pause in REPLY_PAUSES:
            await scene.pass_time(pause)
        assert len(scene.got("/push")) == 1 + len(REPLY_PAUSES)
        ((id_, _), *more) = scene.got("/push")
        assert {id_} == {other for other, _ in more}
        await scene.pass_time(timedelta(minutes=10))
        count = len(scene.got("/push"))
        await scene.pass_time(timedelta(hours=1))
        assert len(scene.got("/push")) == count
        assert await scene.states("message") == [state]

    play(tmp_path, behave, act)


def test_what_nobody_knew_of_is_settled_by_a_channel_that_tells_later(tmp_path: Path) -> None:
    async def act(scene: Scene) -> None:
        await scene.write("hai")
        await scene.pass_time(timedelta(minutes=11))
        assert await scene.states("message") == ["unknown"]
        ((id_, _), *_) = scene.got("/push")
        assert await scene.host.told(id_, Receipt.ARRIVED, "")
        assert await scene.states("message") == ["sent"]

    play(tmp_path, hang_up, act)


STATUSES = [
    (400, "dead"), (404, "waiting"), (401, "waiting"), (403, "waiting"), (408, "waiting"), (409, "waiting"),
    (410, "dead"), (413, "dead"), (422, "dead"), (429, "waiting"), (500, "waiting"), (503, "waiting"),
    (302, "waiting"), (200, "sent"), (204, "sent"),
]  # fmt: skip


@pytest.mark.parametrize(("status", "state"), STATUSES)
@pytest.mark.parametrize(("path", "kind"), [("/push", "message"), ("/desk", "handover")])
def test_a_status_that_will_stay_the_same_is_not_asked_for_again(
    tmp_path: Path, path: str, kind: str, status: int, state: str
) -> None:
    async def act(scene: Scene) -> None:
        await scene.write("tolong")
        found = await scene.host.store.outbox((state,), 100)
        entry = next(one for one in found if (one.kind, one.attempts) == (kind, 1))
        assert entry.why == ("" if state == "sent" else f"answered {status}")

    async def behave(asked: Any, write: Any) -> None:  # Any: see `listening.Behave`
        await (answer(status) if asked.target == path else TAKEN)(asked, write)

    play(tmp_path, behave, act)


def test_pauses_are_spread_by_chance_over_their_whole_length(tmp_path: Path) -> None:
    async def act(scene: Scene) -> None:
        await scene.write("tolong")
        for seconds in (1.25, 0.5):  # a quarter of 5 s, a tenth of 5 s
            tries = len(scene.got("/desk"))
            await scene.pass_time(timedelta(seconds=seconds - 0.001))
            assert len(scene.got("/desk")) == tries
            await scene.pass_time(timedelta(seconds=0.001))
            assert len(scene.got("/desk")) == tries + 1

    async def desk_is_down(asked: Any, write: Any) -> None:  # Any: see `listening.Behave`
        await (answer(500) if asked.target == "/desk" else TAKEN)(asked, write)

    drawn = iter((0.25, 0.1))
    play(tmp_path, desk_is_down, act, chance=lambda: next(drawn, 1.0))


def test_a_host_that_is_down_holds_nobody_up_and_gets_all_once_it_is_back(tmp_path: Path) -> None:
    """Forty customers are to be pushed to a gateway that is down; the desk is another host."""

    async def scene() -> None:
        async def gateway(asked: Asked, write: Write) -> None:
            await (TAKEN if up else hang_up)(asked, write)

        async with listening(gateway) as pushed, listening(TAKEN) as desk_server:
            clock, allow = ManualClock(START), ("loopback",)
            channels = {"json": JsonChannel("whatsapp", (SECRET,), f"{pushed.url}/push", allow)}
            desk = WebhookDesk(f"{desk_server.url}/desk", (SECRET,), allow=allow)
            store = SqliteStore(tmp_path / "bot.db")
            host = Host(
                store, bot.data(), channels, bot.make_ready, desks=Desks({"default": desk}), clock=clock
            )
            await host.open()
            for number in range(40):
                text = Received("text", "tolong")
                await host.receive(Incoming(f"json:{number}", "json", "whatsapp", "m", START, text))
            await host.drain()
            assert len(desk_server.asked) == 40
            assert FAILURES <= len(pushed.asked) <= FAILURES + 1  # one was on its way when it opened
            up.append(True)
            for _ in range(20):
                clock.advance(timedelta(seconds=10))
                await host.drain()
            said = [entry for entry in await store.outbox(("sent",), 1_000) if entry.kind == "message"]
            assert {entry.thread for entry in said} == {f"json:{number}" for number in range(40)}
            assert host.faults.total == 0
            await host.stop()

    up: list[bool] = []
    asyncio.run(scene())


def test_after_the_take_over_no_bots_word_begins_to_be_sent_but_the_agents_do(tmp_path: Path) -> None:
    async def act(scene: Scene) -> None:
        await scene.write("tolong")  # the words wait: the gateway is down
        (row,) = await scene.host.store.handovers((), 1)
        now = scene.clock.now()
        await scene.host.tell("json:sari", "desk", "1", AgentAccepted("desk:1", now, row.id, "Ani"))
        await scene.host.tell("json:sari", "desk", "2", AgentWrote("desk:2", now, row.id, "Halo Kak"))
        await scene.host.drain()
        up.append(True)
        await scene.pass_time(timedelta(minutes=2))
        said = [event["data"]["message"]["text"] for _, event in scene.got("/push")]
        assert said[0] == "handover.connecting"  # had begun before
        assert said[1:] == ["handover.agent_joined", "Halo Kak"]

    up: list[bool] = []

    async def gateway_comes_back(asked: Any, write: Any) -> None:  # Any: see `listening.Behave`
        await (answer(503) if asked.target == "/push" and not up else TAKEN)(asked, write)

    play(tmp_path, gateway_comes_back, act)


def test_words_that_wait_for_their_turn_are_not_sent_once_somebody_took_over(tmp_path: Path) -> None:
    async def act(scene: Scene) -> None:
        draining = []
        for thread, text in (("json:budi", "hai"), ("json:siti", "hai"), ("json:sari", "tolong")):
            message = Incoming(thread, "json", "whatsapp", "m", START, Received("text", text))
            await scene.host.receive(message)
            draining.append(asyncio.ensure_future(scene.host.drain()))
            while not await scene.host.store.state(thread):
                await asyncio.sleep(0.01)
        while len(scene.server.asked) < 2:  # two hold the host's slots, Sari's words wait behind them
            await asyncio.sleep(0.01)
        (row,) = await scene.host.store.handovers((), 1)
        await scene.host.tell("json:sari", "desk", "1", AgentAccepted("desk:1", START, row.id, "Ani"))
        draining.append(asyncio.ensure_future(scene.host.drain()))
        while (await scene.host.store.handovers(("with_agent",), 1)) == ():
            await asyncio.sleep(0.01)
        let_go.set()
        await asyncio.gather(*draining)
        await scene.host.drain()
        said = [event["data"] for _, event in scene.got("/push")]
        to_sari = [one["message"]["text"] for one in said if one["conversation"] == "sari"]
        assert to_sari == ["handover.agent_joined"]

    let_go = asyncio.Event()

    async def slow_gateway(asked: Any, write: Any) -> None:  # Any: see `listening.Behave`
        if asked.target == "/push":
            await let_go.wait()
        await TAKEN(asked, write)

    play(tmp_path, slow_gateway, act)


class OwnDesk:
    """A desk in the same program; the first time it is not there."""

    def __init__(self) -> None:
        self.told: list[DeskEffect] = []
        self.calls = 0

    async def tell(self, told: DeskEffect) -> None:
        self.calls += 1
        if self.calls == 1:
            raise ConnectionError("with a customer's words in it")
        self.told.append(told)


def test_a_desk_of_ones_own_that_raises_is_told_again_in_order(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def scene() -> None:
        clock, desk = ManualClock(START), OwnDesk()
        host = Host(
            SqliteStore(tmp_path / "bot.db"),
            bot.data(),
            {"json": JsonChannel("whatsapp")},
            bot.make_ready,
            desks=Desks({"default": desk}),
            clock=clock,
        )
        await host.open()
        for id_, text in (("m1", "tolong"), ("m2", "pesan saya")):
            received = Received("text", text)
            await host.receive(Incoming("json:sari", "json", "whatsapp", id_, START, received))
            await host.drain()
        assert (desk.calls, desk.told) == (1, [])
        clock.advance(DESK_PAUSES[0])
        await host.drain()
        await host.stop()
        assert [type(told) for told in desk.told] == [SendHandover, RelayMessage]
        assert host.faults.places == {"desk": 1}

    asyncio.run(scene())
    assert "customer" not in caplog.text
