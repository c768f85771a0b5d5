"""The bot without `async`: from many threads, stopped while it works, and used where it cannot work."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from runtime import Bot, BotError, StoreError
from tests.embedding.bots import CALLABLES, kopi

WAIT_S = 20.0


def make(folder: Path, **more: Any) -> Bot:  # Any: arguments of all kinds
    return Bot(kopi(), store=folder / "kopi.db", **{"callables": CALLABLES, **more})


def test_a_conversation_up_to_the_record(tmp_path: Path) -> None:
    with make(tmp_path) as bot:
        assert [message.name for message in bot.write("sari", "halo")] == ["sapa"]
        assert [message.name for message in bot.messages("sari")] == ["sapa"]
        bot.write("sari", "parah banget, kecewa sekali", profile={"name": "Sari"})
        (record,) = bot.handovers("queued")
        assert bot.handover(record.id) == record
        assert bot.desk_event({"type": "accepted", "handover": record.id, "agent": {"name": "Ani"}})
        assert bot.erase("sari") is True


def test_many_threads_at_once(tmp_path: Path) -> None:
    with make(tmp_path) as bot, ThreadPoolExecutor(16) as threads:

        def talk(number: int) -> list[str | None]:
            customer = f"pelanggan-{number}"
            said = [*bot.write(customer, "halo"), *bot.write(customer, f"cek pesanan KP-{number:05}")]
            assert f"KP-{number:05}" in said[-1].text
            return [message.name for message in said]

        assert list(threads.map(talk, range(40))) == [["sapa", "status_pesanan"]] * 40


def test_stopping_lets_calls_under_way_end(tmp_path: Path) -> None:
    called, go_on = threading.Event(), threading.Event()

    def cek_pesanan(order_id: str) -> dict[str, str]:
        called.set()
        go_on.wait(WAIT_S)
        return {"status": "siap"}

    bot = make(tmp_path, callables={"cek_pesanan": cek_pesanan})
    bot.start()
    with ThreadPoolExecutor(2) as threads:
        writing = threads.submit(bot.write, "sari", "cek pesanan KP-12345")
        assert called.wait(WAIT_S)
        stopping = threads.submit(bot.stop)
        while not _refuses(bot.handovers):
            pass
        go_on.set()
        assert [message.text for message in writing.result(WAIT_S)] == ["Pesanan KP-12345: siap."]
        stopping.result(WAIT_S)
    bot.stop()


def test_started_stopped_and_started_again(tmp_path: Path) -> None:
    bot = make(tmp_path)
    threads = threading.active_count()
    for number in range(2):
        with bot:
            assert bot.write(f"sari-{number}", "halo")
            with pytest.raises(BotError, match="runs already"):
                bot.start()
        assert _refuses(lambda: bot.write("sari", "halo"))
    assert threading.active_count() == threads


def test_what_fails_at_the_start_is_told_to_who_starts(tmp_path: Path) -> None:
    (tmp_path / "kopi.db").mkdir()
    bot = make(tmp_path)
    for _ in range(2):
        with pytest.raises(StoreError):
            bot.start()
    (tmp_path / "kopi.db").rmdir()
    with bot:
        assert bot.write("sari", "halo")


def test_a_function_of_the_bots_that_would_wait_for_itself(tmp_path: Path) -> None:
    raised: list[BaseException] = []

    async def cek_pesanan(order_id: str) -> dict[str, str]:
        try:
            bot.messages("sari")
        except BotError as error:
            raised.append(error)
        return {"status": "siap"}

    async def cek_di_samping(order_id: str) -> dict[str, str]:
        return {"status": f"{len(await asyncio.to_thread(bot.messages, 'sari'))} pesan"}

    bot = make(tmp_path, callables={"cek_pesanan": cek_pesanan})
    with bot:
        assert bot.write("sari", "cek pesanan KP-12345")[-1].text == "Pesanan KP-12345: siap."
    assert [str(error) for error in raised] == [
        "an async function of the bot's would wait for itself: make it an ordinary one"
    ]
    bot = make(tmp_path, callables={"cek_pesanan": cek_di_samping})
    with bot:
        assert bot.write("sari", "cek pesanan KP-12345")[-1].text == "Pesanan KP-12345: 1 pesan."


def test_a_process_that_was_forked_off_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with make(tmp_path) as bot:
        with monkeypatch.context() as patch:
            patch.setattr("os.getpid", lambda: -1)
            for act in (bot.handovers, bot.start):
                with pytest.raises(BotError, match="before this process was forked off"):
                    act()
            bot.stop()
        assert bot.handovers() == ()


def _refuses(act: Callable[[], object]) -> bool:
    try:
        act()
    except BotError as error:
        return "does not run" in str(error)
    return False
