from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.artifact.model import Intent, Understanding
from runtime.understanding.builtin import INTENTS
from runtime.understanding.detect import MENDED, Detector
from runtime.understanding.phrases import phrase_lists
from runtime.understanding.typos import Spelling

PHRASES = ("lacak pesanan", "pengembalian dana", "bayar tagihan", "kembalian kurang")
SPELLING = Spelling(PHRASES)
DETECTOR = Detector(
    Understanding(
        intents={
            **INTENTS,
            "refund": Intent({"id": "x"}, phrase_lists(id="pengembalian dana")),
            "tagihan": Intent({"id": "x"}, phrase_lists(id="bayar tagihan"), (r"tagihan .{0,20}salah",)),
        }
    )
)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("lacak pesnan", "lacak pesanan"),  # one missing
        ("lacak pesananm", "lacak pesanan"),  # one too many
        ("lacak pesaman", "lacak pesanan"),  # another one
        ("lacak pseanan", "lacak pesanan"),  # changed places
        ("pengembaliann dana", "pengembalian dana"),
    ],
)
def test_one_slip_is_mended(written: str, meant: str) -> None:
    assert SPELLING.mend(written) == meant


@pytest.mark.parametrize(
    "text",
    ["layar tagihan", "besanan", "pesnam", "tagih", "kembali", "lacaak", "bisa sudah", "tk-123456", "", "😀"],
)
def test_other_words_stay_as_they_are(text: str) -> None:
    assert SPELLING.mend(text) == text


def test_a_word_that_could_mean_two_stays() -> None:
    assert Spelling(["kantong", "kantung"]).mend("kantang") == "kantang"


def test_a_mended_message_is_understood_less_surely() -> None:
    understood = DETECTOR.detect("pengembalain dana")
    assert (understood.intent, understood.score) == ("refund", MENDED)
    assert [one.text for one in understood.evidence if one.kind == "intent"] == ["pengembalian dana"]
    assert DETECTOR.detect("taguhan saya salah").intent == "tagihan"
    assert DETECTOR.detect("cutsomer service please").intent == "ask_human"


def test_nothing_is_mended_where_something_is_understood() -> None:
    assert DETECTOR.detect("bayar tagihan, pengembalain dana").intents[0].name == "tagihan"
    assert len(DETECTOR.detect("bayar tagihan, pengembalain dana").intents) == 1


@given(st.text("abcdefpesnan tgh", max_size=60))
def test_mending_twice_changes_nothing_more(text: str) -> None:
    once = SPELLING.mend(text)
    assert SPELLING.mend(once) == once
