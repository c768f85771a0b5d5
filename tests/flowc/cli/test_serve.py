"""`flowc serve` hands the right things to the server, and refuses before it starts one."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from flowc.cli.group import run
from runtime.artifact import codec
from runtime.config import Config
from tests.ui.bots import write_example

TOML = '[store]\npath = "dari_berkas.db"\n[staff.ani]\nname = "Ani"\ndivisions = ["{}"]\n'


@dataclass
class Served:
    artifact: bytes = b""
    config: Config = field(default_factory=Config)
    options: dict[str, Any] = field(default_factory=dict)  # Any: the server's own keywords


@pytest.fixture(autouse=True)
def bot(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("FLOWC_LANGUAGE", "en")
    monkeypatch.chdir(tmp_path)
    write_example(Path("toko"), "")
    Path("flowc.toml").write_text(TOML.format("cs"))


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> Served:
    seen = Served()

    def serve(artifact: bytes, config: Config, **options: Any) -> None:  # Any: as in `Served`
        seen.artifact, seen.config, seen.options = artifact, config, options

    monkeypatch.setattr("runtime.web.serve.serve", serve)  # the command imports it when it is needed
    return seen


def test_the_bot_is_compiled_and_served_with_defaults(served: Served) -> None:
    assert run(["serve", "toko"]) == 0
    assert codec.load(served.artifact).bot.name == "contoh"
    assert served.config == Config()
    assert (served.options["host"], served.options["port"]) == (None, None)


def test_options_beat_the_operators_file(served: Served) -> None:
    arguments = ["--config", "flowc.toml", "--host", "127.0.0.2", "--port", "9000", "--store", "lain.db"]
    assert run(["serve", "toko", *arguments]) == 0
    assert served.config.store.path == "lain.db"
    assert set(served.config.staff) == {"ani"}
    assert (served.options["host"], served.options["port"]) == ("127.0.0.2", 9000)


def test_the_file_decides_where_no_option_does(served: Served) -> None:
    assert run(["serve", "toko", "--config", "flowc.toml"]) == 0
    assert served.config.store.path == "dari_berkas.db"


def test_a_file_that_does_not_fit_the_bot_is_a_problem(
    served: Served, capfd: pytest.CaptureFixture[str]
) -> None:
    Path("flowc.toml").write_text(TOML.format("malam"))
    assert run(["serve", "toko", "--config", "flowc.toml"]) == 1
    assert "error[FC803]" in capfd.readouterr().err
    assert served.artifact == b""


def test_a_broken_bot_is_not_served(served: Served, capfd: pytest.CaptureFixture[str]) -> None:
    Path("toko/contoh.yaml").write_text("flows:\n  lacak:\n    steps: [{say: haloo}]\n")
    assert run(["serve", "toko"]) == 1
    assert "error[FC201]" in capfd.readouterr().err
    assert served.artifact == b""


def test_the_outside_is_refused_while_secrets_are_missing(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["serve", "toko", "--host", "0.0.0.0", "--port", "0"]) == 2
    assert "can be reached from outside" in capfd.readouterr().err
