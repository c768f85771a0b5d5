from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.understanding.normalise import TEXT_CHARS, is_symbol, normalise


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tolooong dong, paketku BLM sampe!!", "tolong dong paketku belum sampai"),
        ("gmn nih kak, udah 3hr ga nyampe", "bagaimana nih kak sudah 3hr tidak sampai"),
        ("Maaf coffee buuku", "maaf coffee buuku"),
        ("parah bgt 😡😡😡", "parah banget 😡"),
        ("makasih🙏ya", "makasih 🙏 ya"),
        ("Bicara dgn CS", "bicara dengan cs"),
        ("TK-123456, jam 16.30", "tk-123456 jam 16.30"),
        ("1.250.000 atau 23/11 atau 08:00-17:00", "1.250.000 atau 23/11 atau 08:00-17:00"),
        ("1000000 www", "1000000 w"),
        ("ok,2 e-mail pagi-pagi a_b", "oke 2 e mail pagi pagi a b"),
        ("I don't know", "i dont know"),
        ("Jum\u2019at", "jumat"),
        ("Cafe\u0301", "café"),
        ("hap\u200bus \u202eitu", "hapus itu"),
        ("sedih :( <3", "sedih 🙁 ❤"),
        ("  \n\t ", ""),
        ("?!.,", ""),
        ("\x00halo\x00", "halo"),
    ],
)
def test_normalise(text: str, expected: str) -> None:
    assert normalise(text) == expected


@given(st.text(max_size=200) | st.text("aaabgkty ,.-'😡!0", max_size=60))
def test_twice_is_once(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a\u0316\u0301" * 100_000, id="accents that compose slowly"),
        pytest.param("😡" * 100_000, id="emoji"),
        pytest.param("a-" * 100_000, id="hyphens"),
        pytest.param("1." * 100_000, id="digits and dots"),
        pytest.param("\ufdfa" * 100_000, id="a letter that folds to many"),
    ],
)
def test_long_texts_are_cut_first(text: str) -> None:
    begun = time.perf_counter()
    assert normalise(text) == normalise(text[:TEXT_CHARS])
    assert time.perf_counter() - begun < 1  # second; fifty times what it takes


def test_symbols_are_not_words() -> None:
    assert [is_symbol(token) for token in normalise("ya 👍 tk-1").split()] == [False, True, False]


@given(st.text("abgkty019 ", max_size=60))
def test_plain_words_are_read_as_words_between_marks_are(text: str) -> None:
    assert normalise(text) == normalise(f"{text} ,")
