"""The examples run as their first lines say, up to a handover record: real servers, real HTTP."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.architecture import ROOT
from tests.conftest import Need
from tests.embedding.bots import file_of, kopi

WAIT_S = 20.0
UVICORN = ("-m", "uvicorn", "--port", "0", "--factory")
FLASK = ("-m", "flask", "--app")
STOP_S = 10.0  # a supervisor kills then


@contextmanager
def running(arguments: tuple[str, ...], folder: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Run an example's server in a folder of its own; gives the process and its address."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "BOT": str(file_of(kopi(), folder))}
    log = (folder / "server.log").open("w+")
    process = subprocess.Popen(
        [sys.executable, *arguments],
        cwd=folder,
        env=environment,
        stdout=log,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield process, _address(process, folder / "server.log")
    finally:
        process.kill()
        process.wait()
        log.close()


def _address(process: subprocess.Popen[str], log: Path) -> str:
    deadline = time.monotonic() + WAIT_S
    while (found := re.search(r"[Rr]unning on (http://127\.0\.0\.1:\d+)", log.read_text())) is None:
        assert process.poll() is None, log.read_text()
        assert time.monotonic() < deadline, log.read_text()
        time.sleep(0.05)  # the log is written by another process
    return found[1]


def _is_shop_record(record: Mapping[str, Any]) -> bool:  # Any: JSON
    slots = {slot["name"]: slot["value"] for slot in record["slots"]}
    return (record["to"], record["state"], slots["order_id"]) == ("cs", "queued", "KP-12345")


def test_the_library(tmp_path: Path) -> None:
    words = "halo\ncek pesanan KP-12345\nmau bicara dengan CS\n"
    done = subprocess.run(
        [sys.executable, "-m", "examples.embed_library.main", str(file_of(kopi(), tmp_path))],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        input=words,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, "")
    said, _, rest = done.stdout.partition("\n{")
    assert "kopi-pagi: Pesanan KP-12345: sedang disangrai." in said
    assert _is_shop_record(json.loads("{" + rest))


@pytest.mark.parametrize("framework", ["fastapi", "flask"])
def test_routes_of_ones_own(tmp_path: Path, framework: str, need: Need) -> None:
    if importlib.util.find_spec(framework) is None:
        need(f"{framework} is not installed: `make setup`")
    served: dict[str, tuple[str, ...]] = {
        "fastapi": (*UVICORN, "examples.embed_fastapi.app:make_app"),
        "flask": (*FLASK, "examples.embed_flask_sync.app:make_app", "run", "--port", "0"),
    }
    with (
        running(served[framework], tmp_path) as (_, base),
        httpx.Client(base_url=base, timeout=WAIT_S) as client,
    ):

        def write(id_: str, text: str) -> httpx.Response:
            return client.post("/pelanggan/sari", json={"id": id_, "text": text})

        assert write("m1", "cek pesanan KP-12345").json() == ["Pesanan KP-12345: sedang disangrai."]
        assert write("m1", "cek pesanan KP-12345").json() == []
        refused = client.post(f"/pelanggan/{'s' * 200}", json={"id": "m1", "text": "halo"})
        assert refused.status_code == 422
        assert write("m2", "mau bicara dengan CS").json()
        (record,) = client.get("/serah-terima").json()
        assert _is_shop_record(record)
        if framework == "fastapi":
            assert 'src="chat/chat.js"' in client.get("/bantuan/").text


def test_the_chat_page_a_desk_of_ones_own_and_a_graceful_end(tmp_path: Path) -> None:
    arguments = (*UVICORN, "examples.embed_starlette.app:make_app")
    with running(arguments, tmp_path) as (process, base):
        with httpx.Client(base_url=base, headers={"origin": base}, timeout=WAIT_S) as client:
            assert client.post("/bantuan/chat/session").status_code == 200
            with client.stream("GET", "/bantuan/chat/stream") as stream:
                heard = stream.iter_lines()
                for number, text in enumerate(("cek pesanan KP-12345", "mau bicara dengan CS")):
                    message = {"id": f"page-000{number}", "text": text}
                    assert client.post("/bantuan/chat/messages", json=message).status_code == 202
                shown = _heard(heard, "handover", lambda data: data["state"] == "queued")
                assert _is_shop_record(shown)
                (record,) = _waiting(client)
                assert record["id"] == shown["id"]
                assert client.post(f"/meja/{record['id']}/terima").json() == {"accepted": True}
                status = _heard(heard, "status", lambda data: data["owner"] == "agent")
                assert status["agent"] == "Ani"
                begun = time.monotonic()
                process.send_signal(signal.SIGTERM)
                process.wait(STOP_S)  # although the page still listens
        assert time.monotonic() - begun < STOP_S
        log = (tmp_path / "server.log").read_text()
        assert "Application shutdown complete" in log
        assert "Traceback" not in log


def _heard(lines: Iterator[str], name: str, wanted: Any) -> dict[str, Any]:  # Any: JSON, and a question to it
    for line in lines:
        if line == f"event: {name}":
            data: dict[str, Any] = json.loads(next(lines).removeprefix("data: "))  # as above
            if wanted(data):
                return data
    raise AssertionError(f"the stream ended without {name}")


def _waiting(client: httpx.Client) -> list[dict[str, Any]]:  # as above
    deadline = time.monotonic() + WAIT_S
    while not (found := client.get("/meja").json()):
        assert time.monotonic() < deadline
        time.sleep(0.05)  # the desk is told beside the page
    records: list[dict[str, Any]] = found
    return records
