from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.understanding.normalise import normalise
from runtime.understanding.phrases import PhraseIndex, phrase_lists, without_covered

INDEX = PhraseIndex([("lacak", 1), ("lacak pesanan", 2), ("resi", 3), ("lacak", 4), ("👍", 5)])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("lacak", [(1, True), (4, True)]),
        ("lacak pesanan", [(1, False), (4, False), (2, True)]),
        ("lacak 😡", [(1, True), (4, True)]),
        ("tolong lacak resi", [(1, False), (4, False), (3, False)]),
        ("melacak residu", []),
        ("👍", [(5, True)]),
        ("👍 resi", [(5, False), (3, True)]),
        ("", []),
    ],
)
def test_find(text: str, found: list[tuple[int, bool]]) -> None:
    assert [(hit.of, hit.whole) for hit in INDEX.find(text)] == found


def test_places_are_words() -> None:
    hit = INDEX.find("tolong lacak pesanan saya")[-1]
    assert (hit.phrase, hit.start, hit.end) == ("lacak pesanan", 1, 3)


def test_a_shorter_phrase_inside_a_longer_one_is_covered() -> None:
    assert [hit.of for hit in without_covered(INDEX.find("resi lacak pesanan"))] == [3, 2]


WORDS = st.lists(st.sampled_from("abc"), min_size=1, max_size=3).map(" ".join)


@given(st.lists(WORDS, max_size=6), st.lists(st.sampled_from("abcd"), max_size=8))
def test_every_phrase_on_word_borders_is_found_and_no_other(phrases: list[str], words: list[str]) -> None:
    text = " ".join(words)
    found = {hit.of for hit in PhraseIndex((phrase, phrase) for phrase in phrases).find(text)}
    assert found == {phrase for phrase in phrases if f" {phrase} " in f" {text} "}


def test_phrase_lists_are_normalised_and_unique() -> None:
    assert phrase_lists(id="Ga Jadi, tidak jadi, \n gajadi,", en="") == {"id": ("tidak jadi",), "en": ()}
    assert normalise("tidak jadi") == "tidak jadi"
