from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.understanding.sentiment import read_sentiment
from runtime.understanding.sentiment_words import FEELINGS


@pytest.mark.parametrize(
    "text",
    [
        "parah banget, kecewa sekali",
        "Pelayanannya buruk, saya kecewa",
        "KALIAN PENIPU!!!",
        "udah seminggu ga dibalas, kesel bgt",
        "bohong terus, mana janjinya",
        "this is ridiculous, I am so angry",
        "worst service ever",
        "I'm very disappointed",
        "not happy at all, terrible",
        "😡😡😡",
        "tidak sampai sampai, kecewa",
        "bodoh, membohongi pelanggan terus",
        "tempatnya jorok, pelayannya tidak ramah",
    ],
)
def test_anger_is_strong(text: str) -> None:
    assert read_sentiment(text).value < -0.5


@pytest.mark.parametrize(
    "text",
    [
        "makasih banyak ya",
        "terima kasih, sangat membantu",
        "mantap, cepat banget",
        "bagus parah",
        "thank you so much, great service",
        "I love it",
        "tidak, makasih",
        "nasinya gurih, tempatnya asri, enak banget",
        "tidak mengecewakan",
    ],
)
def test_thanks_and_praise_are_positive(text: str) -> None:
    assert read_sentiment(text).value > 0.3


@pytest.mark.parametrize(
    "text",
    [
        "", "saya mau lacak pesanan", "TK-123456", "berapa lama lagi?", "selamat pagi", "good morning", "oke",
        "mau top up saldo", "I would like to order two", "ya", "di mana alamat tokonya",
        "menu daging babi ada di mana", "sudah lama pesan di sini", "barangnya kurang satu",
    ],
)  # fmt: skip
def test_plain_talk_is_nothing(text: str) -> None:
    feeling = read_sentiment(text)
    assert (feeling.value, feeling.words) == (0, ())


@pytest.mark.parametrize(
    "text", ["paket saya belum sampai", "barang rusak", "ga bisa login", "my order is late", "it is broken"]
)
def test_reporting_a_problem_is_not_yet_anger(text: str) -> None:
    assert -0.3 < read_sentiment(text).value < 0


@pytest.mark.parametrize(
    "text", ["tidak kecewa", "saya tidak marah kok", "not bad", "tidak pernah mengecewakan"]
)
def test_a_denied_bad_word_is_not_negative(text: str) -> None:
    assert read_sentiment(text).value >= 0


@pytest.mark.parametrize("text", ["tidak puas", "kurang memuaskan", "nggak bagus", "not good", "belum puas"])
def test_a_denied_good_word_is_negative(text: str) -> None:
    assert read_sentiment(text).value < -0.3


@pytest.mark.parametrize(
    ("weaker", "stronger"),
    [
        ("kecewa", "kecewa sekali"),
        ("kecewa sekali", "kecewa banget, parah"),
        ("disappointed", "very disappointed"),
        ("agak lambat", "lambat banget"),
        ("tidak bagus tapi murah", "tidak bagus dan mahal"),
    ],
)
def test_degree_counts(weaker: str, stronger: str) -> None:
    assert read_sentiment(stronger).value < read_sentiment(weaker).value


def test_the_words_are_the_evidence() -> None:
    assert read_sentiment("Parah bgt, tidak puas. Makasih").words == ("parah banget", "tidak puas", "makasih")


@given(st.text(max_size=300) | st.lists(st.sampled_from(sorted(FEELINGS)), max_size=30).map(" ".join))
def test_never_beyond_one(text: str) -> None:
    assert -1 < read_sentiment(text).value < 1
