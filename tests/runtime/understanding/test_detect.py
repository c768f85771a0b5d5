from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from runtime.artifact.model import Intent, Option, Slot, Type, Understanding
from runtime.artifact.records import decode, encode
from runtime.understanding.builtin import COMMANDS, INTENTS
from runtime.understanding.detect import Detector, detect
from runtime.understanding.phrases import phrase_lists
from runtime.understanding.result import Candidate, Evidence, Scored, Understood


def intent(phrases: str = "", *patterns: str, **other: object) -> Intent:
    return Intent({"id": "x"}, phrase_lists(id=phrases), patterns, **other)  # type: ignore[arg-type]  # fields


def pool(faq: dict[str, Intent] | None = None, **intents: Intent) -> Understanding:
    return Understanding(intents=intents, faq=faq or {})


def names(understood: Understood) -> list[tuple[str, float]]:
    return [(scored.name, scored.score) for scored in understood.intents]


SHOP = Understanding(
    intents={
        **INTENTS,
        "lacak": intent("lacak pesanan, cek resi", r"resi .{0,40}(belum|blm) sampai", topic="pengiriman"),
    },
    faq={"ongkir": intent("ongkir, ongkos kirim", answer="jawab_ongkir", topic="biaya")},
    commands=COMMANDS,
)
TOPICS = tuple(
    Option(word, {"id": label}, phrase_lists(id=phrases))
    for word, label, phrases in (
        ("refund", "Pengembalian dana", "refund, uang kembali"),
        ("rusak", "Produk rusak", "rusak, pecah"),
        ("pengiriman", "Pengiriman", "kurir"),
    )
)
SLOTS = {
    "order_id": Slot(Type("text", pattern="TK-[0-9]{6}"), fill="empty"),
    "topic": Slot(Type("choice", options=TOPICS), fill="latest"),
    "email": Slot(Type("email"), fill="empty"),
    "hp": Slot(Type("phone"), fill="empty"),
    "nama": Slot(Type("text")),
}


def test_one_message_fills_a_slot_and_starts_a_flow() -> None:
    understood = Detector(SHOP, SLOTS).detect("resi tk-123456 belum sampai, cek resi dong")
    assert (understood.intent, understood.faq, understood.score) == ("lacak", None, 0.9)
    assert understood.slot_candidates == {"order_id": (Candidate("TK-123456", "tk-123456"),)}
    assert understood.topics == ("pengiriman",)
    assert understood.language == "id"
    assert Evidence("intent", "lacak", "resi tk-123456 belum sampai") in understood.evidence
    assert Evidence("slot", "order_id", "tk-123456") in understood.evidence


def test_values_are_found_by_pattern_option_address_and_number() -> None:
    text = "barang pecah, uang kembali ya. sari@contoh.id 0812-3456-7890, nama Sari"
    candidates = Detector(SHOP, SLOTS).detect(text).slot_candidates
    assert {name: [one.value for one in found] for name, found in candidates.items()} == {
        "topic": ["refund", "rusak"],
        "email": ["sari@contoh.id"],
        "hp": ["+6281234567890"],
    }


def test_topics_said_come_before_those_meant() -> None:
    assert Detector(SHOP, SLOTS).detect("cek resi, kurirnya kurir mana").topics == ("pengiriman",)
    assert Detector(SHOP, SLOTS).detect("ongkir refund").topics == ("refund", "biaya")


def test_scores() -> None:
    bot = pool(a=intent("cek resi", "res[iu]"))
    assert names(detect(bot, "Cek resi!")) == [("a", 1.0)]
    assert detect(bot, "cek resi").whole
    assert names(detect(bot, "tolong cek resi ya")) == [("a", 0.9)]
    assert names(detect(bot, "resu")) == [("a", 0.9)]
    assert names(detect(bot, "cekresi")) == [("a", 0.9)]
    assert names(detect(bot, "halo")) == []


def test_below_accept_nothing_passes() -> None:
    strict = Understanding(accept=0.95, intents={"a": intent("cek resi")})
    assert detect(strict, "tolong cek resi").intent is None
    assert detect(strict, "cek resi").intent == "a"


def test_negative_phrases_remove_the_candidate() -> None:
    bot = pool(a=intent("refund", negative=phrase_lists(id="sudah refund")), b=intent("saya"))
    assert detect(bot, "refund saya mana").intent == "a"
    assert names(detect(bot, "saya sudah refund")) == [("b", 0.9)]


def test_ties_are_broken_by_priority_length_kind_and_name() -> None:
    assert detect(pool(a=intent("resi saya"), b=intent("cek", priority=1)), "cek resi saya ya").intent == "b"
    assert detect(pool(a=intent("cek"), b=intent("resi saya")), "cek resi saya ya").intent == "b"
    assert detect(pool(b=intent("cek"), a=intent("ini")), "cek ini ya").intent == "a"
    both = pool({"a": intent("cek")}, b=intent("ini"))
    assert (detect(both, "cek ini ya").intent, detect(both, "cek ini ya").faq) == ("b", None)


def test_only_the_best_is_set_and_all_that_passed_are_kept() -> None:
    understood = detect(SHOP, "ongkos kirim berapa, cek resi juga")
    assert (understood.intent, understood.faq) == (None, "ongkir")
    assert understood.intents == (Scored("ongkir", 0.9, faq=True), Scored("lacak", 0.9))


def test_a_greeting_never_hides_what_follows_it() -> None:
    assert detect(SHOP, "selamat pagi kak, cek resi").intent == "lacak"
    assert detect(SHOP, "halo, cek resi atau bicara dengan admin saja").intent == "ask_human"


def test_a_bot_without_built_in_answers_has_none() -> None:
    assert detect(pool(a=intent("cek")), "ya").intents == ()


def test_feeling_is_kept_with_its_words() -> None:
    understood = detect(SHOP, "parah banget, kecewa sekali")
    assert understood.sentiment < -0.5
    assert understood.sentiment_words == ("parah banget", "kecewa sekali")
    assert [one.text for one in understood.evidence if one.kind == "sentiment"] == [
        "parah banget",
        "kecewa sekali",
    ]


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300) | st.text("caek rsi-tk0123456@.,+ 😡", max_size=80))
def test_any_text_is_understood_and_can_be_kept(text: str) -> None:
    understood = DETECTOR.detect(text)
    assert decode(Understood, encode(understood)) == understood
    assert understood.intent is None or understood.faq is None
    assert all(scored.score >= SHOP.accept for scored in understood.intents)


DETECTOR = Detector(SHOP, SLOTS)
