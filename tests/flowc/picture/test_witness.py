"""`flowc graph --witness`: the way of a conversation that goes wrong, in the picture of the bot."""

from __future__ import annotations

from pathlib import Path

import pytest

from flowc.cli.group import run
from flowc.compiler import compile_bot
from flowc.picture.build import build_picture
from flowc.picture.dot import draw_dot
from flowc.picture.mermaid import draw_mermaid
from flowc.picture.model import Picture
from flowc.picture.witness import draw_witness
from tests.flowc.picture.making import Seen
from tests.ui.bots import AS_OF, write_example

STUCK = """
slots:
  nama: {type: text, ask: tanya}
  alasan: {type: text, ask: tanya}
flows:
  retur:
    steps:
      - say: halo
      - set: {nama: Sari}
      - collect: alasan
      - collect: nama
        again: true
  lain:
    steps: [{say: halo}]
defaults:
  on_invalid: [{handover: auto}]
  on_error: [{handover: auto}]
"""


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("FLOWC_LANGUAGE", "en")
    monkeypatch.chdir(tmp_path)


def picture_of(code: str, line: str) -> Picture:
    """Return the picture with the witness of the problem of a code at a line of the example."""
    folder = write_example(Path("bot"), STUCK)
    result = compile_bot(folder, AS_OF, despite_proofs=True)
    assert result.artifact is not None
    found = [one.report() for one in result.problems if one.code == code]
    sources = result.sources
    (one,) = [
        one for one in found if line in sources[one.primary.span.file].splitlines()[one.primary.span.line]
    ]
    return draw_witness(build_picture(result.artifact), one, "en")


def marked(picture: Picture) -> list[str]:
    seen = Seen(picture)
    return [seen.heading(box.id) for group in picture.groups for box in group.boxes if box.marked]


def test_the_way_is_marked_through_steps_that_say_nothing() -> None:
    picture = picture_of("FC512", "- collect: nama")
    assert set(marked(picture)) >= {"(retur)", "say halo", "collect alasan", "collect nama"}
    assert not any(box.marked for box in Seen(picture).group("lain").boxes)
    ways = {
        (Seen(picture).heading(line.tail), Seen(picture).heading(line.head))
        for line in picture.lines
        if line.marked
    }
    assert {("say halo", "collect alasan"), ("collect alasan", "collect nama")} <= ways


def test_the_conversation_stands_beside_it() -> None:
    told = picture_of("FC512", "- collect: nama").groups[0]
    assert told.title == "FC512 wait-without-timeout"
    assert told.boxes[0].lines[-1] == "…: (no answer; nothing happens any more)"
    assert any(line.startswith("bot: ") for line in told.boxes[0].lines)


def test_both_drawings_show_the_marks() -> None:
    picture = picture_of("FC512", "- collect: alasan")
    boxes = [box.id for group in picture.groups for box in group.boxes if box.marked]
    assert boxes
    dot, mermaid = draw_dot(picture), draw_mermaid(picture)
    for box in boxes:
        (line,) = [line for line in dot.splitlines() if line.strip().startswith(f"{box} [")]
        assert 'penwidth="3"' in line
        assert f"  style {box} stroke:" in mermaid
    assert "linkStyle " in mermaid


def test_a_bot_that_only_proofs_find_errors_in_is_drawn(capfd: pytest.CaptureFixture[str]) -> None:
    folder = str(write_example(Path("bot"), STUCK))
    assert run(["graph", folder]) == 1
    assert run(["graph", folder, "--witness", "wait-without-timeout:2", "-o", "b.mmd"]) == 0
    assert "FC512 wait" in Path("b.mmd").read_text()
    capfd.readouterr()
    for wanted in ("FC999", "FC512:0", "FC512:99", "FC512:x"):
        assert run(["graph", folder, "--witness", wanted]) == 2
        assert f"the bot has no problem `{wanted}`" in capfd.readouterr().err


def test_other_errors_still_come_first(capfd: pytest.CaptureFixture[str]) -> None:
    folder = str(write_example(Path("rusak"), "flows:\n  salam:\n    steps: [{say: haloo}]\n"))
    assert run(["graph", folder, "--witness", "FC201"]) == 1
    assert "error[FC201]" in capfd.readouterr().err
