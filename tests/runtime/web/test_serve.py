"""Serving as a process: it refuses what is unsafe, says where it is, and ends in time when told to."""

from __future__ import annotations

import asyncio
import gc
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import apsw
import httpx
import pytest
import uvicorn

from runtime.config import Config, ConfigError, Server, StoreConfig
from runtime.stores.sqlite import SqliteStore
from runtime.web.assemble import build_host, with_own_secrets
from runtime.web.collecting import YOUNG
from runtime.web.serve import greeting, listen, serve
from tests.runtime.shell import bot
from tests.runtime.web.served import CONFIG, TOKEN

ROOT = Path(__file__).parents[3]
PROGRAM = """
import sys
from pathlib import Path
from runtime.config import Config, StoreConfig
from runtime.web.serve import serve
config = Config(store=StoreConfig(sys.argv[2]))
serve(Path(sys.argv[1]).read_bytes(), config, port=0, say=lambda line: print(line, flush=True))
print("ended", flush=True)
"""


def test_beyond_loopback_every_secret_must_be_set(tmp_path: Path) -> None:
    config = Config(store=StoreConfig(str(tmp_path / "bot.db")))
    with pytest.raises(ConfigError, match=r"0\.0\.0\.0.*server.operator_token, channels.json.secrets"):
        serve(bot.data(), config, host="0.0.0.0")
    with pytest.raises(ConfigError, match=r"127\.0\.0\.1"):
        with_own_secrets(replace(config, server=Server(host="0.0.0.0")))


def test_a_function_that_is_listed_must_be_registered(tmp_path: Path) -> None:
    config = Config(server=Server(callables=("skor_lead",)), store=StoreConfig(str(tmp_path / "bot.db")))
    with pytest.raises(ConfigError, match="skor_lead not registered"):
        build_host(bot.data(), config)


def test_garbage_is_looked_for_seldom_while_it_serves_and_as_before_afterwards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found: list[tuple[int, int]] = []

    def run(self: uvicorn.Server, sockets: list[socket.socket] | None = None) -> None:
        found.append((gc.get_threshold()[0], gc.get_freeze_count()))
        for one in sockets or ():
            one.close()

    monkeypatch.setattr(uvicorn.Server, "run", run)
    before = gc.get_threshold()
    serve(bot.data(), Config(store=StoreConfig(str(tmp_path / "bot.db"))), port=0, say=lambda line: None)
    ((young, kept),) = found
    assert young == YOUNG
    assert kept > 10_000
    assert (gc.get_threshold(), gc.get_freeze_count()) == (before, 0)


def test_an_address_in_use_is_told(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(ConfigError, match=f"cannot listen on 127.0.0.1:{port}"):
            serve(bot.data(), Config(store=StoreConfig(str(tmp_path / "bot.db"))), port=port)


async def _newer(path: Path) -> None:
    store = SqliteStore(path)
    await store.open()
    await store.close()
    with closing(apsw.Connection(str(path))) as db:
        db.execute("PRAGMA user_version = 9999")


def test_a_store_that_cannot_be_used_is_told_in_a_sentence(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    other, newer = tmp_path / "surat.txt", tmp_path / "bot.db"
    other.write_text("Yang terhormat, ini bukan basis data.\n" * 100)
    asyncio.run(_newer(newer))
    for path, why in ((other, "not a database"), (newer, "of version 9999, this program knows up to")):
        with pytest.raises(ConfigError, match=f"the store cannot be used: {re.escape(str(path))}: .*{why}"):
            serve(bot.data(), Config(store=StoreConfig(str(path))), port=0, say=lambda line: None)
    assert capfd.readouterr().err == ""


def test_no_part_of_an_answer_waits_for_an_acknowledgement() -> None:
    async def at_once() -> bool:
        found = asyncio.get_running_loop().create_future()

        async def meet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            taken = writer.get_extra_info("socket")
            found.set_result(bool(taken.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)))
            writer.close()

        listening = listen("127.0.0.1", 0)
        async with await asyncio.start_server(meet, sock=listening):
            _, writer = await asyncio.open_connection(*listening.getsockname())
            answer: bool = await found
            writer.close()
            await writer.wait_closed()
        return answer

    assert asyncio.run(at_once())


def test_made_up_secrets_replace_none_that_is_set() -> None:
    own = with_own_secrets(CONFIG)
    assert own == CONFIG
    made = with_own_secrets(Config(desks={"default": replace(CONFIG.desks["default"], secrets=())}))
    assert made.unset() == ()


def test_a_token_that_was_set_is_not_shown_and_what_is_missing_is_told(tmp_path: Path) -> None:
    places = {"server.operator_token": "TOKEN", "destinations.toko.auth": "TOKO"}
    config = replace(CONFIG, store=StoreConfig(str(tmp_path / "bot.db")), missing=places)
    host = build_host(bot.data(), config)
    assert TOKEN not in "\n".join(greeting(host, config, shown_token=False))
    lines = greeting(host, config, shown_token=True)
    assert any(TOKEN in line for line in lines)
    assert lines[-2:] == [
        "  warning: TOKEN is not set; made up for this run",
        "  warning: TOKO is not set; no destinations.toko.auth then",
    ]


def still_answers(base: str) -> dict[str, bool]:
    """Ask on new connections until it says that it is not ready, which comes before it stops listening."""
    until = time.monotonic() + 5
    while time.monotonic() < until:
        ready = httpx.get(f"{base}/readyz")
        if ready.status_code == 503:
            return {"ready": ready.json()["ready"]}
    return {}


def test_in_json_every_turn_is_a_line_and_nobodys_words_are_in_it(tmp_path: Path) -> None:
    artifact = tmp_path / "bot.json"
    artifact.write_bytes(bot.data())
    program = PROGRAM.replace("Config(store=", 'Config(server=Server(log="json"), store=')
    program = program.replace("import Config,", "import Config, Server,")
    process = subprocess.Popen(
        [sys.executable, "-c", program, str(artifact), str(tmp_path / "bot.db")],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert process.stdout is not None
    try:
        lines: list[str] = []
        while not lines or "curl" not in lines[-1]:
            lines.append(process.stdout.readline())
            assert lines[-1]
        subprocess.run(lines[-1], shell=True, capture_output=True, check=True, timeout=20)
        process.send_signal(signal.SIGTERM)
        _, errors = process.communicate(timeout=20)
    finally:
        process.kill()
        process.communicate()
    told = [json.loads(line) for line in errors.splitlines()]
    assert [(line["message"], line.get("turn"), line.get("fate")) for line in told][:2] == [
        ("turn", 1, None),
        ("send", None, "sent"),
    ]
    assert "halo" not in errors
    assert "json:" not in errors


def test_it_serves_talks_and_ends_within_ten_seconds_also_with_open_streams(tmp_path: Path) -> None:
    artifact = tmp_path / "bot.json"
    artifact.write_bytes(bot.data())
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(artifact), str(tmp_path / "data" / "bot.db")],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert process.stdout is not None
    assert process.stderr is not None
    try:
        lines: list[str] = []
        while not lines or "curl" not in lines[-1]:
            lines.append(process.stdout.readline())
            assert lines[-1], process.stderr.read()
        base = re.search(r"http://127\.0\.0\.1:\d+", lines[1])
        assert base is not None
        said = subprocess.run(lines[-1], shell=True, capture_output=True, text=True, check=True, timeout=20)
        assert '"text":"halo"' in said.stdout
        with httpx.Client(base_url=base[0], headers={"origin": base[0]}) as client:
            client.post("/chat/session")
            with client.stream("GET", "/chat/stream") as stream:
                next(stream.iter_lines())
                begun = time.monotonic()
                process.send_signal(signal.SIGTERM)
                assert still_answers(base[0]) == {"ready": False}
                rest, errors = process.communicate(timeout=10)
        assert time.monotonic() - begun < 10
        assert (process.returncode, rest.strip(), errors) == (0, "ended", "")
    finally:
        process.kill()
        process.communicate()
