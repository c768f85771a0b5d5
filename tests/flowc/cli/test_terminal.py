"""What goes to a terminal, and what never does."""

from __future__ import annotations

import io
import sys
import threading

import pytest

from flowc.cli import terminal


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stream", "environment", "expected"),
    [
        (Terminal(), {}, True),
        (Terminal(), {"NO_COLOR": ""}, True),
        (Terminal(), {"NO_COLOR": "1"}, False),
        (Terminal(), {"TERM": "dumb"}, False),
        (io.StringIO(), {}, False),
    ],
    ids=["terminal", "empty NO_COLOR", "NO_COLOR", "dumb terminal", "file"],
)
def test_colour_only_where_it_is_wanted(
    stream: io.StringIO, environment: dict[str, str], expected: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("NO_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert terminal.has_colour(stream) is expected


def test_a_note_is_for_somebody_who_watches(monkeypatch: pytest.MonkeyPatch) -> None:
    for stream, expected in ((Terminal(), "all is well\n"), (io.StringIO(), "")):
        monkeypatch.setattr(sys, "stderr", stream)
        terminal.note("all is well")
        assert stream.getvalue() == expected


def test_progress_shows_after_a_while_and_goes_away(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Terminal()
    shown = threading.Event()
    write = stream.write

    def written(text: str) -> int:
        shown.set()
        return write(text)

    monkeypatch.setattr(stream, "write", written)
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr(terminal, "PROGRESS_AFTER_S", 0.0)
    with terminal.progress("checking toko") as say:
        assert shown.wait(timeout=30)
        say("checking desa")
    assert stream.getvalue() == "checking toko …\r\x1b[Kchecking desa …\r\x1b[K"


def test_short_work_and_files_see_no_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    for stream in (Terminal(), io.StringIO()):
        monkeypatch.setattr(sys, "stderr", stream)
        with terminal.progress("checking toko"):
            pass
        assert stream.getvalue() == ""
