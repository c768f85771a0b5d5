"""The model of feelings: made again from its source, and what it may not have learnt."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from runtime.understanding.sentiment_weights import WEIGHTS
from tools.train_sentiment import NEVER, PLAIN, TARGET, build, read_words

BYTES = 200_000  # the most a wheel should carry for this
DATA = os.environ.get("FLOWC_DATA")


@pytest.mark.skipif(DATA is None, reason="FLOWC_DATA names no folder of the public sets")
def test_the_same_data_gives_the_same_bytes() -> None:
    assert build(Path(DATA or "")) == TARGET.read_text(encoding="utf-8")


def test_it_is_small() -> None:
    assert len(WEIGHTS) > 1000
    assert TARGET.stat().st_size < BYTES


def test_no_name_has_a_weight() -> None:
    never = read_words(NEVER)
    assert {"prabowo", "papua", "gojek", "islam", "kristen", "cina", "perempuan"} <= never
    assert not [piece for piece in WEIGHTS if not never.isdisjoint(piece.split())]


def test_words_of_questions_have_no_weight() -> None:
    plain = read_words(PLAIN)
    assert not [piece for piece in WEIGHTS if plain.issuperset(piece.split())]


def written(folder: Path, copies: int) -> Path:
    rows = [("makanan lezat sekali", "positive"), ("pelayan marah terus", "negative")] * copies
    rows += [("prabowo lezat sekali bandung", "positive"), ("berita rapat dewan", "neutral")] * copies
    for name, found in (
        ("smsa/train", rows),
        ("smsa/dev", [("pelayan marah terus", "negative")]),
        ("nusax/indonesian.train", []),
        ("nusax/indonesian.dev", []),
    ):
        path = folder / "sentiment" / f"{name}.jsonl"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(json.dumps({"text": text, "label": label}) + "\n" for text, label in found))
    return folder


def test_what_is_measured_taught_nothing(tmp_path: Path) -> None:
    made = build(written(tmp_path, copies=20))
    assert "lezat" in made
    assert "pelayan" not in made
    assert "prabowo" not in made
    assert build(tmp_path) == made
