"""`flowc graph` as a person runs it."""

from __future__ import annotations

from pathlib import Path

import pytest

from flowc.cli.group import run
from flowc.picture import svg
from tests.conftest import Need
from tests.flowc.picture.making import SHOP
from tests.ui.bots import write_example


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("FLOWC_LANGUAGE", "en")
    monkeypatch.chdir(tmp_path)


def test_dot_to_stdout(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["graph", str(SHOP)]) == 0
    out, err = capfd.readouterr()
    assert out.startswith("digraph bot {\n")
    assert err == ""


@pytest.mark.parametrize(
    ("arguments", "file", "begins"),
    [
        (["-o", "toko.mmd"], "toko.mmd", "flowchart LR\n"),
        (["-o", "toko.gv"], "toko.gv", "digraph bot {"),
        (["-o", "toko.txt", "--format", "mermaid"], "toko.txt", "flowchart LR\n"),
    ],
)
def test_the_ending_says_the_format(arguments: list[str], file: str, begins: str) -> None:
    assert run(["graph", str(SHOP), *arguments]) == 0
    assert Path(file).read_text().startswith(begins)


def test_one_flow(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["graph", str(SHOP), "--flow", "lacak", "--format", "mermaid", "--language", "id"]) == 0
    out = capfd.readouterr().out
    assert '"collect order_id"' in out
    assert '"selain itu"' in out
    assert "collect alasan" not in out


def test_a_flow_that_is_not_there(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["graph", str(SHOP), "--flow", "lacakk"]) == 2
    assert "there is no flow `lacakk`; the bot has lacak" in capfd.readouterr().err


def test_a_bot_with_errors_is_not_drawn(capfd: pytest.CaptureFixture[str]) -> None:
    bot = write_example(Path("rusak"), "flows:\n  salam:\n    steps: [{say: haloo}]\n")
    assert run(["graph", str(bot), "-o", "bot.dot"]) == 1
    out, err = capfd.readouterr()
    assert out == ""
    assert "error[FC201]" in err
    assert not Path("bot.dot").exists()


def test_svg_and_png(need: Need) -> None:
    if not svg.is_installed():
        need("Graphviz's `dot` is not installed")
    assert run(["graph", str(SHOP), "-o", "toko.svg"]) == 0
    assert run(["graph", str(SHOP), "-o", "toko.png"]) == 0
    assert "collect order_id" in Path("toko.svg").read_text()
    assert Path("toko.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(("language", "said"), [("en", "apt install graphviz"), ("id", "belum terpasang")])
def test_without_graphviz_it_says_what_to_install(
    language: str, said: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", "")
    assert run(["graph", str(SHOP), "-o", "toko.svg", "--language", language]) == 2
    assert said in capfd.readouterr().err
    assert not Path("toko.svg").exists()
