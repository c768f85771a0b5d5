"""A bot as a library: words in, words out, people, versions; and what it says when it is used wrongly."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from runtime import (
    ArtifactError,
    AsyncBot,
    BotError,
    ConfigError,
    DeskEffect,
    NotifyRole,
    Refused,
    RelayMessage,
    SendHandover,
    TellDesk,
    record_json,
)
from runtime.artifact import codec
from tests.conversations.bots import ROOT, compiled
from tests.embedding.bots import CALLABLES, file_of, kopi, mulai


def play(scene: Coroutine[Any, Any, None]) -> None:  # Any: what a coroutine may be sent
    asyncio.run(scene)


def bot(folder: Path, **more: Any) -> AsyncBot:  # Any: arguments of all kinds
    return AsyncBot(kopi(), store=folder / "kopi.db", **{"callables": CALLABLES, **more})


@dataclass
class Meja:
    """A desk of one's own. The first `failures` times it is not there."""

    failures: int = 0
    told: list[DeskEffect] = field(default_factory=list)
    came: asyncio.Event = field(default_factory=asyncio.Event)

    async def tell(self, told: DeskEffect) -> None:
        if self.failures:
            self.failures -= 1
            raise ConnectionError("with a customer's words in it")
        self.told.append(told)
        self.came.set()


class Loket:
    """A desk without `async`."""

    def __init__(self) -> None:
        self.told: list[DeskEffect] = []

    def tell(self, told: DeskEffect) -> None:
        self.told.append(told)


def test_a_conversation_up_to_the_record(tmp_path: Path) -> None:
    async def scene() -> None:
        path = str(file_of(kopi(), tmp_path))
        async with AsyncBot(path, store=tmp_path / "k.db", callables=CALLABLES) as one:
            (hello,) = await one.write("sari", "halo", id="m1", profile={"name": "Sari"})
            assert (hello.author, hello.name, hello.agent) == ("bot", "sapa", None)
            (status,) = await one.write("sari", "cek pesanan KP-12345")
            assert status.text == "Pesanan KP-12345: KP-12345 disangrai."
            assert await one.write("sari", "halo", id="m1") == ()
            said = await one.write("sari", "mau bicara dengan CS")
            assert [message.name for message in said] == ["handover.connecting", "wait.announce"]
            (record,) = await one.handovers("queued")
            assert (record.to, record.customer.name, record.slots[0].value) == ("cs", "Sari", "KP-12345")
            assert await one.handover(record.id) == record
            assert await one.handovers("with_agent") == ()
            told = await one.messages("sari")
            assert told[0] == hello
            assert await one.messages("sari", after=told[-2].seq) == told[-1:]
            assert await one.erase("sari") is True
            assert await one.messages("sari") == ()

    play(scene())


def test_a_desk_of_ones_own_and_what_it_says(tmp_path: Path) -> None:
    async def scene() -> None:
        meja = Meja()
        async with bot(tmp_path, desk=meja) as one:
            await one.write("sari", "cek pesanan KP-12345")
            await one.write("sari", "mau bicara dengan CS")
            await meja.came.wait()
            (first,) = meja.told
            assert isinstance(first, SendHandover)
            handover = first.record.id
            meja.came.clear()
            agent = {"name": "Ani"}
            assert await one.desk_event({"type": "accepted", "handover": handover, "agent": agent}, id="d1")
            assert not await one.desk_event(
                {"type": "accepted", "handover": handover, "agent": agent}, id="d1"
            )
            hears = one.follow("sari", after=(await one.messages("sari"))[-1].seq)
            say = {"type": "message", "handover": handover, "agent": agent, "text": "Halo Sari, saya cek ya."}
            await one.desk_event(say)
            async with asyncio.timeout(10):
                async for message in hears:
                    if message.author == "agent":
                        break
            assert (message.text, message.agent, message.name) == (say["text"], "Ani", None)
            assert await one.write("sari", "baik, saya tunggu") == ()
            async with asyncio.timeout(10):
                while not any(isinstance(told, RelayMessage) for told in meja.told):
                    await meja.came.wait()
                    meja.came.clear()
            done = {"type": "resolved", "handover": handover, "agent": agent}
            assert await one.desk_event(done)
            assert not any(isinstance(told, TellDesk | NotifyRole) for told in meja.told)

    play(scene())


def test_a_desk_without_async_is_told_too(tmp_path: Path) -> None:
    async def scene() -> None:
        loket = Loket()
        async with bot(tmp_path, desk=loket) as one:
            await one.write("sari", "parah banget, kecewa sekali")
        assert [type(told).__name__ for told in loket.told] == ["SendHandover"]

    play(scene())


def test_staff_is_given_out_also_to_a_desk_of_ones_own(tmp_path: Path) -> None:
    async def scene() -> None:
        config = {"staff": {"ani": {"name": "Ani", "divisions": ["cs"]}}}
        async with bot(tmp_path, config=config, desk=Loket()) as one:
            await one.write("sari", "parah banget, kecewa sekali")
            (record,) = await one.handovers()
            assert (record.state, record.agent) == ("assigned", "Ani")
            assert await one.desk_event({"type": "offline", "agent": {"name": "Ani"}})
            with pytest.raises(Refused, match=r"\[staff\] has no `Budi`"):
                await one.desk_event({"type": "offline", "agent": {"name": "Budi"}})

    play(scene())


def test_what_was_taken_is_done_after_the_next_start(tmp_path: Path) -> None:
    async def scene() -> None:
        one = bot(tmp_path)
        async with one:
            assert await one.write("sari", "halo", within_s=0) == ()
        async with one, asyncio.timeout(10):
            hello = await anext(one.follow("sari"))
            assert hello.name == "sapa"

    play(scene())


def test_another_version_runs_from_now_on(tmp_path: Path) -> None:
    async def scene() -> None:
        async with bot(tmp_path) as one:
            name = await one.renew(kopi())
            assert name == codec.name(kopi())
            with pytest.raises(ConfigError, match="'nlu'"):
                await one.renew(codec.dump(compiled(ROOT / "tests/conversations/detektor")))
            with pytest.raises(ArtifactError, match="flowc build FOLDER"):
                await one.renew(tmp_path / "none.json")

    play(scene())


def test_a_detector_of_ones_own_is_a_function(tmp_path: Path) -> None:
    async def nlu(text: str, **known: object) -> dict[str, object]:
        assert known.keys() == {"locale", "channel", "awaiting", "recent"}
        return {"intent": "lacak", "score": 0.8} if "barang" in text else {}

    async def scene() -> None:
        artifact = codec.dump(compiled(ROOT / "tests/conversations/detektor"))
        async with AsyncBot(artifact, store=tmp_path / "d.db", callables={"nlu": nlu}) as one:
            said = await one.write("sari", "barangku di mana sih")
            assert [message.name for message in said] == ["tanya_kode"]

    play(scene())


# ---- used wrongly -----------------------------------------------------------------------------------------


def test_nothing_is_taken_before_the_start(tmp_path: Path) -> None:
    async def scene() -> None:
        one = bot(tmp_path)
        with pytest.raises(BotError, match=r"kopi-pagi does not run: .*start\(\)"):
            await one.write("sari", "halo")
        async with one:
            with pytest.raises(BotError, match="runs already"):
                await one.start()
        await one.stop()
        with pytest.raises(BotError, match="does not run"):
            await one.handovers()

    play(scene())


def test_two_bots_do_not_share_a_file(tmp_path: Path) -> None:
    async def scene() -> None:
        other = AsyncBot(mulai(), store=tmp_path / "kopi.db")
        async with bot(tmp_path):
            with pytest.raises(BotError, match=r"mulai and kopi-pagi keep their data in the same place"):
                await other.start()

    play(scene())


REFUSED: list[tuple[dict[str, Any], str]] = [  # Any: arguments of all kinds
    ({}, "one of text, choice, media, location"),
    ({"text": "halo", "choice": "b_1"}, "one of text, choice, media, location"),
    ({"media": {"kind": "image", "url": "file:///etc/passwd"}}, "an http or https address"),
    ({"text": "halo", "page": {f"k{n}": "x" for n in range(21)}}, "vars: at most 20"),
    ({"text": "halo", "id": "x" * 300}, "id: 1 to 256 characters"),
]


@pytest.mark.parametrize(("given", "why"), REFUSED, ids=lambda value: str(value)[:30])
def test_what_is_no_message_is_refused(tmp_path: Path, given: dict[str, Any], why: str) -> None:  # as above
    async def scene() -> None:
        async with bot(tmp_path) as one:
            with pytest.raises(Refused, match=why):
                await one.write("sari", **given)
            with pytest.raises(Refused, match="conversation: 1 to 128"):
                await one.write("", "halo")

    play(scene())


def test_a_desks_word_about_nothing_known_is_refused(tmp_path: Path) -> None:
    async def scene() -> None:
        async with bot(tmp_path) as one:
            with pytest.raises(Refused, match="no such handover: h_1"):
                await one.desk_event({"type": "note", "handover": "h_1", "text": "x"})
            with pytest.raises(Refused, match="type: one of"):
                await one.desk_event({"type": "bakes", "handover": "h_1"})

    play(scene())


def test_without_an_artifact_it_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(ArtifactError, match=r"flowc build FOLDER -o kopi.json"):
        AsyncBot(tmp_path / "kopi.json")
    with pytest.raises(ArtifactError, match=r"kopi-pagi is a folder: write `flowc build .*kopi-pagi.json`"):
        AsyncBot(ROOT / "examples" / "kopi-pagi")
    with pytest.raises(ArtifactError):
        AsyncBot(b"{}")


CONFIGS: list[tuple[dict[str, Any], str]] = [  # Any: arguments of all kinds
    ({"callables": None}, r"kopi-pagi calls functions of yours .*callables=\{'cek_pesanan': …\}"),
    ({"carries": "telegram"}, "carries: the bot has web, whatsapp, not `telegram`"),
    ({"config": {"serve": {}}}, "serve"),
    ({"config": "none.toml"}, "there is no none.toml"),
    (
        {"config": {"server": {"public_urls": ["https://kopi.example"]}}},
        "secrets are not set: server.operator",
    ),
    (
        {"config": {"desks": {"default": {"url": "https://desk.example/hook"}}}, "desk": Loket()},
        r"two desks .* \[desks.default\]",
    ),
]


@pytest.mark.parametrize(("given", "why"), CONFIGS, ids=lambda value: str(value)[:30])
def test_a_configuration_that_does_not_fit_is_told(
    tmp_path: Path,
    given: dict[str, Any],
    why: str,  # as above
) -> None:
    with pytest.raises(ConfigError, match=why):
        bot(tmp_path, **given)


def test_what_can_only_fail_is_warned_of(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    shop = codec.dump(compiled(ROOT / "examples" / "toko-sejahtera"))
    AsyncBot(shop, {"desks": {"default": {"url": "https://desk.example/hook"}}}, store=tmp_path / "t.db")
    assert "actions will fail without [destinations.toko]" in caplog.text
    assert "no desk will believe us: desks.default.secrets" in caplog.text


def test_a_record_is_json_as_its_schema_says(tmp_path: Path) -> None:
    async def scene() -> None:
        async with bot(tmp_path) as one:
            await one.write("sari", "parah banget, kecewa sekali")
            (record,) = await one.handovers()
            data = record_json(record)
            assert isinstance(data, dict)
            assert (data["format"], data["id"], data["priority"]) == (1, record.id, "high")

    play(scene())
