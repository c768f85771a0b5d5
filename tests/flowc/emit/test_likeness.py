"""What examples teach: trained by the compiler, compared by the runtime."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flowc.emit.likeness import likeness
from runtime.artifact.model import Intent, Understanding
from runtime.artifact.records import decode, encode
from runtime.understanding import matters
from runtime.understanding.builtin import INTENTS
from runtime.understanding.detect import Detector
from runtime.understanding.phrases import phrase_lists


def taught(*examples: str, phrases: str = "", topic: str | None = None) -> Intent:
    return Intent({"id": "x"}, phrase_lists(id=phrases), examples=examples, topic=topic)


def bot(faq: dict[str, Intent] | None = None, accept: float = 0.6, **intents: Intent) -> Understanding:
    every = {**INTENTS, **intents}
    return Understanding(accept, intents=every, faq=faq or {}, likeness=likeness(every, faq or {}))


SHOP = bot(
    {
        "jam": taught(
            "besok masih buka tidak", "minggu buka kak", "are you open on sunday", phrases="jam buka"
        ),
        "ongkir": taught(
            "berapa ongkos kirim ke Bandung", "kirim ke Medan berapa ya", "how much is shipping"
        ),
    },
    lacak=taught("paket saya sudah sampai mana ya", "kok belum sampai juga", "where is my parcel"),
    rusak=taught("barangnya datang sudah pecah", "layarnya retak waktu dibuka", "it arrived broken"),
)
DETECTOR = Detector(SHOP)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("paketku udah nyampe mana", "lacak"),
        ("kak barang saya pecah", "rusak"),
        ("layar retak nih", "rusak"),
        ("sabtu buka ga?", "jam"),
        ("open on saturday?", "jam"),
        ("ongkos kirim ke Surabaya", "ongkir"),
        ("kiriman ke Medan ongkosnya berapa", "ongkir"),
        ("my parcel where", "lacak"),
        ("halo kak, paketnya sampai mana", "lacak"),
        ("where is my shipment", "lacak"),
        ("berapa biaya pengantaran", "ongkir"),
    ],
)
def test_what_is_like_an_example_is_understood(text: str, name: str) -> None:
    understood = DETECTOR.detect(text)
    assert name in (understood.intent, understood.faq)
    assert 0.6 <= understood.score <= 0.85


@pytest.mark.parametrize(
    "text",
    [
        "siapa presiden pertama", "saya mau tidur", "tolong bantu saya", "nama saya Budi", "ga bisa login",
        "what is the capital of france", "could you do this for me please", "TK-123456", "😀😀", "",
    ],
)  # fmt: skip
def test_what_no_example_is_about_is_not_understood(text: str) -> None:
    understood = DETECTOR.detect(text)
    assert (understood.intent, understood.faq) == (None, None)


@pytest.mark.parametrize("text", ["Besok masih buka tidak??", "kok BLM sampe juga"])
def test_an_example_itself_has_the_highest_likeness(text: str) -> None:
    assert DETECTOR.detect(text).score == 0.85


def test_a_phrase_says_more_than_an_example() -> None:
    understood = DETECTOR.detect("jam buka layanan retak layarnya dibuka")
    assert (understood.faq, understood.score) == ("jam", 0.9)
    assert DETECTOR.detect("barangnya pecah, saya mau bicara dengan cs").intent == "ask_human"


def test_a_stricter_bot_accepts_less() -> None:
    strict = Detector(replace(SHOP, accept=0.86))
    assert strict.detect("besok masih buka tidak").faq is None
    assert strict.detect("jam buka").faq == "jam"


def test_the_words_that_did_it_are_the_evidence() -> None:
    evidence = DETECTOR.detect("kemarin layar hp saya retak parah").evidence
    assert [(one.name, one.text) for one in evidence if one.kind == "intent"] == [("rusak", "layar retak")]


def test_the_topic_of_what_was_understood_is_meant() -> None:
    shop = bot(rusak=taught("barangnya datang sudah pecah", topic="refund"))
    assert Detector(shop).detect("barang pecah").topics == ("refund",)


def test_a_single_example_teaches_something() -> None:
    detector = Detector(bot(lacak=taught("paket saya sampai mana")))
    assert detector.detect("paketnya sampai mana").intent == "lacak"
    assert detector.detect("mau beli sepatu").intent is None


def test_without_examples_there_is_no_model() -> None:
    assert bot(lacak=taught(phrases="cek resi")).likeness is None


def test_the_model_is_small_whole_numbers() -> None:
    model = SHOP.likeness
    assert model is not None
    written = json.dumps(encode(model), separators=(",", ":"))
    assert decode(type(model), json.loads(written)) == model
    assert len(written) < 20_000  # bytes: twelve examples
    assert 0 < model.threshold < model.usual


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200) | st.text("paketbuk smr?", max_size=60))
def test_any_text_is_compared_within_bounds(text: str) -> None:
    for scored in DETECTOR.detect(text).intents:
        assert SHOP.accept <= scored.score <= 1


def test_each_matter_has_one_name_and_words_of_its_own() -> None:
    lines = [line.split() for line in matters._MATTERS.strip().splitlines()]
    names = [line[0] for line in lines]
    assert sorted(names) == sorted(set(names))
    assert [line for line in lines if len(set(line)) < 2 or len(set(line)) < len(line)] == []
    assert set(matters.MATTERS["parcel"]) <= set(matters.MATTERS["paket"])
