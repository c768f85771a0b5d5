"""`flowc chat` as a person runs it, through a pipe and at a terminal."""

from __future__ import annotations

import io
import os
import pty
import select
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from flowc.chat.play import Play
from flowc.cli.group import run
from tests.architecture import ROOT
from tests.flowc.chat.making import MONDAY, SHOP
from tests.ui.bots import write_example

TERMINAL_S = 60.0  # a cold start and a compilation on a busy machine


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("FLOWC_LANGUAGE", "en")
    monkeypatch.chdir(tmp_path)


def chat(monkeypatch: pytest.MonkeyPatch, lines: str | bytes, *arguments: str, bot: Path = SHOP) -> int:
    data = lines if isinstance(lines, bytes) else lines.encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))
    return run(["chat", str(bot), "--now", MONDAY, *arguments])


def test_a_piped_conversation_is_a_plain_transcript(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert chat(monkeypatch, "halo\nnull\n/wait 1m") == 0
    out, err = capsys.readouterr()
    lines = out.splitlines()
    assert lines[0] == "you> halo"
    assert lines[2].startswith("?      what does `crm` answer?")
    assert lines[3] == "crm> null"
    assert lines[-4:] == [
        "       2) Minta refund  refund",
        "       3) Bicara dengan CS  cs",
        "you> /wait 1m",
        "       it is Mon 23 Nov 2026 10:01",
    ]
    assert "\x1b" not in out
    assert err == ""


def test_answers_come_from_a_file(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("jawaban.yaml").write_text(
        "crm: {nama: Wulan, tier: gold}\ncek_pesanan: [timeout, {status: sampai}]\n"
    )
    assert chat(monkeypatch, "halo\n", "--actions", "jawaban.yaml") == 0
    assert "Halo Wulan" in capsys.readouterr().out


def test_indonesian(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert chat(monkeypatch, "/agent accept\n", "--language", "id") == 0
    assert capsys.readouterr().out == (
        "Anda> /agent accept\n!      tidak ada serah terima untuk ditangani agen\n"
    )


def test_bytes_that_are_no_text_and_escapes_are_shown_harmlessly(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert chat(monkeypatch, b"\xff\xfe\x1b[31mhalo\x00\n/why\n", "--actions", "ask") == 0
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert "\x00" not in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--channel", "telegram"], "`telegram` is not one of web, whatsapp"),
        (["--locale", "fr"], "`fr` is not one of id, en"),
        (["--agents", "cs"], "`cs` is not written as cs=2"),
        (["--queue", "gudang=1"], "there is no division `gudang`"),
        (["--wait", "lama"], "`lama` is not written as 2m-5m"),
        (["--now", "besok"], "`now: besok` is not a date and time"),
        (["--now", "0001-01-01T00:00"], "is out of range"),
        (["--actions", "tidak_ada.yaml"], "tidak_ada.yaml: no such file or directory"),
        (["--actions", "daftar.yaml"], "has to say for each action"),
        (["--actions", "salah.yaml"], "there is no action `crn`"),
        (["--actions", "rusak.yaml"], "rusak.yaml:1"),
    ],
)
def test_what_cannot_begin_ends_with_two_and_says_why(
    arguments: list[str], said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("daftar.yaml").write_text("- crm\n")
    Path("salah.yaml").write_text("crn: null\n")
    Path("rusak.yaml").write_text("crm: {nama: [\n")
    assert chat(monkeypatch, "halo\n", *arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err


def test_a_bot_with_errors_cannot_be_talked_to(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    bot = write_example(Path("rusak"), "flows:\n  salam:\n    steps: [{say: haloo}]\n")
    assert chat(monkeypatch, "halo\n", bot=bot) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "error[FC201]" in err


class _Editing:
    """A person who edits a file between two lines; as much of a stream as a session reads."""

    def __init__(self, lines: list[str], path: Path, texts: list[str]) -> None:
        self._lines, self._path, self._texts = lines, path, texts

    def isatty(self) -> bool:
        return False

    def readline(self) -> str:
        if not self._lines:
            return ""
        if self._texts:
            self._path.write_text(self._texts.pop(0), encoding="utf-8")
        return self._lines.pop(0)


def test_files_that_change_between_two_lines(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    bot = Path(shutil.copytree(SHOP, "toko"))
    path = bot / "pesan.id.yaml"
    text = path.read_text(encoding="utf-8")
    changed = text.replace("Ada yang bisa saya bantu", "PERTANYAAN BARU")
    lines = ["halo\n", "null\n", "/reset\n", "halo\n", "null\n"]
    monkeypatch.setattr(sys, "stdin", _Editing(lines, path, [text, "messages: [\n", text, changed]))
    assert run(["chat", str(bot), "--now", MONDAY]) == 0
    out = capsys.readouterr().out
    assert "error[FC0" in out
    assert "!      the files have changed, but the bot has errors; the conversation goes on" in out
    assert out.count("the files have changed; the conversation goes on with the new bot") == 1
    assert out.count("PERTANYAAN BARU") == 1


def test_a_mistake_of_ours_is_told_and_the_session_goes_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def break_down(*_: object) -> None:
        raise ZeroDivisionError("a secret detail")

    monkeypatch.setattr(Play, "happen", break_down)
    assert chat(monkeypatch, "halo\n/now\n") == 2
    out, err = capsys.readouterr()
    assert "FC900" in out
    assert "secret detail" not in out + err
    assert "Traceback" not in out + err
    assert out.splitlines()[-1] == "       Mon 23 Nov 2026 10:00"


def test_at_a_terminal_it_is_in_colour_with_a_prompt() -> None:
    """A real terminal: typed lines, the tab key finishing a command, the end of input leaving."""
    leader, follower = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "FLOWC_LANGUAGE": "en", "PYTHONPATH": str(ROOT)}
    environment.pop("NO_COLOR", None)
    command = [sys.executable, "-m", "flowc.cli.main", "chat", str(SHOP), "--now", MONDAY]
    process = subprocess.Popen(command, stdin=follower, stdout=follower, stderr=follower, env=environment)
    os.close(follower)
    try:
        seen = _until(leader, "you> ", b"")
        assert "/help lists the commands" in seen
        seen = _until(leader, "crm> ", b"halo\n")
        assert "\x1b[" in seen
        assert "3) Bicara dengan CS" in _until(leader, "you> ", b"null\n")
        assert "Mon 23 Nov 2026 10:00" in _until(leader, "you> ", b"/no\t\n")
        os.write(leader, b"/quit\n")
        assert process.wait(TERMINAL_S) == 0
    finally:
        process.kill()
        process.wait()
        os.close(leader)


def _until(terminal: int, wanted: str, typed: bytes) -> str:
    """Type something, and return what the terminal shows until the next prompt."""
    os.write(terminal, typed)
    seen = b""
    while True:
        ready, _, _ = select.select([terminal], [], [], TERMINAL_S)
        assert ready, seen
        seen += os.read(terminal, 65_536)
        shown = seen.decode(errors="replace")
        if wanted in shown.replace("\x1b[?2004h", "").split("\n")[-1]:
            return shown
