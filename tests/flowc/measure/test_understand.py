"""`flowc understand` as a person runs it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import pytest

from flowc.cli import understand
from flowc.cli.group import run
from flowc.measure import labels
from flowc.measure.cases import Case, draw
from flowc.measure.scores import Judged, accuracy, confusions, f1, macro_f1, out_of_scope_recall
from tests.ui.bots import write_example

TAUGHT = """
intents:
  lacak: {examples: [paket saya sudah sampai mana ya, kok belum sampai juga]}
faq:
  retur: {examples: [barangnya bisa dikembalikan tidak, mau tukar ukuran], answer: halo}
flows:
  lacak: {start_on: lacak, steps: [{say: halo}]}
"""


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("FLOWC_LANGUAGE", "en")
    monkeypatch.delenv("FLOWC_DATA", raising=False)
    monkeypatch.chdir(tmp_path)


def written(path: str, rows: Iterable[object]) -> str:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def printed(capfd: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capfd.readouterr().out.splitlines()]


def test_a_bot_says_what_each_text_is(capfd: pytest.CaptureFixture[str]) -> None:
    bot = write_example(Path("toko"), TAUGHT).name
    texts = ["paketnya sampai mana", "mau tukar ukuran", "cuaca besok", "bicara dengan cs"]
    cases = written("kasus.jsonl", ({"id": f"k{at}", "text": text} for at, text in enumerate(texts)))
    assert run(["understand", "predict", bot, "--cases", cases]) == 0
    found = printed(capfd)
    assert [(one["id"], one["label"]) for one in found] == [
        ("k0", "lacak"),
        ("k1", "retur"),
        ("k2", None),
        ("k3", "ask_human"),
    ]
    assert found[1]["score"] == 0.85


@pytest.mark.parametrize(
    ("task", "text", "label"),
    [
        ("handoff", "sambungkan ke admin dong", "handoff"),
        ("handoff", "paket saya mana", "none"),
        ("sentiment", "kecewa banget", "negative"),
        ("sentiment", "mantap, makasih", "positive"),
        ("sentiment", "jam berapa buka", "neutral"),
        ("language", "paket saya belum sampai", "id"),
        ("language", "ok", None),
    ],
)
def test_a_task_needs_no_bot(
    capfd: pytest.CaptureFixture[str], task: str, text: str, label: str | None
) -> None:
    cases = written("kasus.jsonl", [{"text": text}])
    assert run(["understand", "predict", "--task", task, "--cases", cases]) == 0
    (found,) = printed(capfd)
    assert (found["id"], found["label"]) == (1, label)


def test_every_task_can_be_chosen() -> None:
    assert set(understand.TASKS) == set(labels.TASKS)


def test_a_bot_or_a_task(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["understand", "predict", "--cases", written("kasus.jsonl", [])]) == 2
    assert "say which bot, or a task" in capfd.readouterr().err


@pytest.mark.parametrize(
    ("line", "why"), [("{", "is no JSON"), ("[]", "is no JSON object"), ("{}", 'has no "text"')]
)
def test_a_line_that_is_no_case_is_told(capfd: pytest.CaptureFixture[str], line: str, why: str) -> None:
    Path("kasus.jsonl").write_text('{"text": "halo"}\n\n' + line)
    assert run(["understand", "predict", "--task", "language", "--cases", "kasus.jsonl"]) == 2
    assert f"kasus.jsonl:3: {why}" in capfd.readouterr().err


def test_a_missed_target_is_a_problem(capfd: pytest.CaptureFixture[str]) -> None:
    rows = [{"text": "sambungkan ke admin", "label": "human"}, {"text": "halo", "label": "none"}]
    written("data/handoff/id.utterances.jsonl", rows)
    assert run(["understand", "eval", "--data", "data"]) == 0
    out = capfd.readouterr().out
    assert out.startswith("handoff   chatbots, Indonesian  F1                  1.000 >= 0.90")
    written("data/handoff/id.utterances.jsonl", [{"text": "xyz", "label": "human"}])
    assert run(["understand", "eval", "--data", "data", "--confused"]) == 1
    assert "handoff -> none: xyz" in capfd.readouterr().out


def test_examples_are_measured_as_a_bot_would_use_them(capfd: pytest.CaptureFixture[str]) -> None:
    verbs = ("pesan", "kirim", "tukar", "bayar", "lihat", "cari", "ambil", "minta", "jual", "beli", "sewa")
    rows = [
        {"text": f"{verb} {thing}", "label": thing} for thing in ("sepatu", "jaket", "topi") for verb in verbs
    ]
    written("data/intent/banking77/train.jsonl", rows)
    assert run(["understand", "eval", "--data", "data", "--task", "intents"]) == 0
    assert "BANKING77, 10 each    accuracy            1.000 >= 0.74" in capfd.readouterr().out


def test_a_folder_without_sets_cannot_be_measured(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["understand", "eval"]) == 2
    assert "--data FOLDER" in capfd.readouterr().err
    Path("kosong").mkdir()
    assert run(["understand", "eval", "--data", "kosong"]) == 2
    assert "none of the sets" in capfd.readouterr().err


def test_figures() -> None:
    judged = [Judged("1", "a", "a"), Judged("2", "a", "b"), Judged("3", "b", "b"), Judged("4", None, None)]
    assert (f1(judged, "a"), f1(judged, "b"), f1(judged, "c")) == (2 / 3, 2 / 3, 0)
    assert macro_f1(judged[:3]) == pytest.approx(2 / 3)
    assert accuracy(judged) == pytest.approx(2 / 3)
    assert out_of_scope_recall(judged) == 1
    assert confusions(judged) == (("a", "b", 1, "2"),)


def test_a_draw_is_always_the_same() -> None:
    cases = [Case(f"{label}{at}", label, at) for label in "ab" for at in range(5)]
    taken, left = draw(cases, 2)
    assert draw(cases[::-1], 2) == (taken, left)
    assert sorted(one.label or "" for one in taken) == ["a", "a", "b", "b"]
    assert len(left) == 6
