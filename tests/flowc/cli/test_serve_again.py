"""A bot's files change while it is served: SIGHUP brings the new version in, a broken one is refused."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.conversations.bots import bot

ROOT = Path(__file__).parents[3]
BOT = (bot("pindah") / "_versi_1" / "bot.yaml").read_text(encoding="utf-8")


class Served:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.errors = (folder / "stderr.txt").open("w")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "flowc.cli.main", "serve", "toko", "--port", "0", "--no-cache"],
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=self.errors,
            text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT), "FLOWC_LANGUAGE": "en"},
        )
        self.token, self.base = "", ""

    def begin(self) -> None:
        while not self.token:
            line = self.line()
            if found := re.search(r"(http://127\.0\.0\.1:\d+)/channels/json .*Bearer ([\w+/=-]+)", line):
                self.base, self.token = found[1], found[2]

    def line(self) -> str:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, (self.folder / "stderr.txt").read_text()
        return line.strip()

    def write(self, old: str, new: str) -> None:
        assert old in BOT
        (self.folder / "toko" / "bot.yaml").write_text(BOT.replace(old, new), encoding="utf-8")

    def renew(self) -> str:
        self.process.send_signal(signal.SIGHUP)
        return self.line()

    def say(self, customer: str, text: str = "halo") -> list[str]:
        answer = httpx.post(
            f"{self.base}/channels/json",
            headers={"authorization": f"Bearer {self.token}"},
            json={"conversation": customer, "id": text, "at": "2026-11-23T10:00:00Z", "text": text},
            timeout=30,
        )
        assert answer.status_code == 200, answer.text
        return [message["text"] for message in answer.json()["messages"]]


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    (tmp_path / "toko").mkdir()
    (tmp_path / "toko" / "bot.yaml").write_text(BOT, encoding="utf-8")
    found = Served(tmp_path)
    try:
        found.begin()
        yield found
    finally:
        found.process.kill()
        found.process.communicate()
        found.errors.close()


def test_a_served_bot_is_renewed_by_a_signal(served: Served) -> None:
    assert served.say("a") == ["Selamat datang.", "Halo."]
    assert served.renew().startswith("nothing to renew: this is sha256:")
    served.write("Halo.", "Halo dua.")
    assert served.renew().startswith("renewed: pindah 1 (sha256:")
    assert served.say("b")[-1] == "Halo dua."
    served.write("say: halo", "say: haloo")
    assert re.fullmatch(r"not renewed: the bot has errors; sha256:\w+ goes on", served.renew())
    assert "error[FC201]" in (served.folder / "stderr.txt").read_text()
    assert served.say("c")[-1] == "Halo dua."
    served.write("channels: [web, whatsapp]", "channels: [web]")
    assert "its channels are web now, which needs a restart" in served.renew()
    assert served.say("d")[-1] == "Halo dua."
    assert httpx.get(f"{served.base}/readyz").json()["internal_errors"] == 0
    served.process.send_signal(signal.SIGTERM)
    assert served.process.wait(timeout=10) == 0
