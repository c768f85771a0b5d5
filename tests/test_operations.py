"""`docs/operations.md` can be followed: files load, routes exist, the backup holds what was stored."""

from __future__ import annotations

import asyncio
import base64
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from starlette.routing import Route

from flowc.cli.group import run
from runtime.artifact import codec
from runtime.config import load_config
from runtime.core.speech import REPLY_LIFE
from runtime.shell.backoff import DESK_LIFE
from runtime.stores.limits import ENDED_FOR, SEEN_FOR
from runtime.stores.rows import Arrival
from runtime.stores.sqlite import SqliteStore
from runtime.web.app import create_app
from runtime.web.assemble import build_host
from tests.architecture import ROOT
from tests.conversations.bots import compiled

PAGE = (ROOT / "docs/operations.md").read_text(encoding="utf-8")
SECRET = "whsec_" + base64.b64encode(bytes(32)).decode()


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("text", blocks("toml"), ids=lambda text: text.split("]")[0])
def test_the_files_load(text: str) -> None:
    names = re.findall(r"\$\{(\w+)\}", text)
    config = load_config(text, dict.fromkeys(names, SECRET))
    assert not config.missing


def routes(folder: Path) -> set[str]:
    config = load_config(f"[store]\npath = '{folder}/db'", {})
    host = build_host(codec.dump(compiled(ROOT / "flows/mulai")), config)
    return {route.path for route in create_app(host, config).routes if isinstance(route, Route)}


def test_the_routes_exist(tmp_path: Path) -> None:
    there = routes(tmp_path)
    named = {path for path in re.findall(r"`(/[a-z/]*)`", PAGE) if path != "/chat/"}
    named |= {re.sub(r"/ID$", "/{id}", path) for path in re.findall(r"127\.0\.0\.1:8000(/[\w/]+)", PAGE)}
    assert named - there == set()
    assert named >= {
        "/healthz",
        "/readyz",
        "/metrics",
        "/handovers",
        "/outbox",
        "/outbox/{id}",
        "/channels/json",
    }


def test_the_figures_are_the_store_s_and_the_outbox_s() -> None:
    text = " ".join(PAGE.split())
    assert f"{SEEN_FOR.days} days after they were handled" in text
    assert f"ended sends for {ENDED_FOR.days} days" in text
    assert f"is tried for {DESK_LIFE.total_seconds() // 3600:.0f} hours" in text
    assert f"tried again for {REPLY_LIFE.total_seconds() // 60:.0f} minutes".replace("10", "ten") in text


def test_the_secret_s_command_makes_one_that_is_taken() -> None:
    (line,) = (line for text in blocks("sh") for line in text.splitlines() if "new_secret" in line)
    code = line.split('"')[1]
    made = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    config = load_config("[channels.json]\nsecrets = ['${S}']", {"S": made.stdout.strip()})
    assert config.channels.json.secrets == (made.stdout.strip(),)


def test_a_copy_made_while_the_store_is_open_holds_what_was_stored(tmp_path: Path) -> None:
    (command,) = (
        line for text in blocks("sh") for line in text.splitlines() if line.startswith("flowc backup")
    )
    path, copy = tmp_path / "toko.sqlite3", tmp_path / "cadangan.sqlite3"
    _, verb, target, option, config = command.split()
    (tmp_path / config).write_text(f"[store]\npath = '{path}'\n")
    assert target.startswith("/var/backups/")
    at = datetime(2026, 11, 23, 3, tzinfo=UTC)

    async def store_and_copy() -> int:
        store, kept = SqliteStore(path), SqliteStore(copy)
        await store.open()
        try:
            await store.accept(Arrival("web:a", "channel", "m1", at, b"halo"), at)
            arguments = [verb, str(copy), option, str(tmp_path / config)]
            assert await asyncio.to_thread(run, arguments) == 0
        finally:
            await store.close()
        await kept.open()
        try:
            return (await kept.counts()).arrivals
        finally:
            await kept.close()

    assert asyncio.run(store_and_copy()) == 1
