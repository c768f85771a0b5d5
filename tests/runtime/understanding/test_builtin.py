from __future__ import annotations

import re
import time

import pytest

from runtime.artifact.model import Understanding
from runtime.understanding.builtin import COMMANDS, INTENTS
from runtime.understanding.detect import Detector
from runtime.understanding.normalise import normalise

DETECTOR = Detector(Understanding(intents=INTENTS, commands=COMMANDS))


@pytest.mark.parametrize(
    "text",
    [
        "bicara dengan CS", "Bicara dengan CS!!!", "mau ngobrol sama orang aja", "hubungkan ke admin dong",
        "tolong sambungin saya ke operator ya", "minta operator", "cs", "CS dong kak", "admin",
        "min, ada orang?",
        "bisa bicara sama manusia ga?", "sy mau bcr dgn cs", "jangan dijawab bot terus",
        "ga mau ngomong sama robot",
        "adminnya mana sih", "mau dihubungi petugas", "alihkan ke tim penagihan", "saya mau bicara langsung",
        "cek resi dong, atau sambungkan ke cs", "halo kak, hubungkan ke petugas", "orangnya langsung aja",
        "talk to a human", "I want to speak to a real person", "agent please", "can I talk to someone",
        "connect me with customer service", "is there anyone I can talk to?", "real human please", "HUMAN",
        "I need help from an agent", "get me your supervisor", "I don't want to talk to a bot",
        "call me back please",
        "could you put me through to an agent, my order is late",
        "ada yang bisa dihubungi langsung gak?", "boleh minta nomor adminnya kak",
        "bisa telpon saya sekarang?",
        "cape ngomong sama mesin", "aku maunya sama manusia", "mau komplain langsung ke cs nya",
        "admin tolong bantu", "min tolong dong balas, jangan otomatis", "tolong transfer ke agent",
        "saya ingin berbicara dengan penanggung jawab", "bisa bicara sama pihak toko?", "tanya admin aja deh",
        "mohon disambungkan dgn bagian penagihan", "mau ke bagian teknisi dong", "minta bantuan tim support",
        "please put me on with somebody real", "can a human look at this", "I'd rather deal with a person",
        "is there a real person there", "I want to speak to the reception", "pass me to your colleague",
        "can I speak directly with your team", "billing team please", "may I have a word with a supervisor",
        "I need to be transferred to support", "escalate", "stop giving me automated answers",
        "I don't want to speak with a robot anymore",
    ],
)  # fmt: skip
def test_asking_for_a_person_is_never_missed(text: str) -> None:
    assert DETECTOR.detect(text).intent == "ask_human"


@pytest.mark.parametrize(
    "text",
    [
        "tidak perlu cs", "ga usah dihubungkan", "jangan hubungi saya lagi", "no need for an agent",
        "paket saya belum sampai", "kemarin cs bilang besok dikirim", "berapa ongkir ke Bandung",
        "track my order", "put more people under the reservation", "I need to transfer to another person",
        "can I send money to someone", "I want to help people", "what are your support hours",
        "a room for two people", "is there a person limit", "talk to me about your prices",
        "biaya admin berapa ya", "mau jadi agen gimana caranya", "kurirnya ga bisa dihubungi",
        "paket untuk dua orang", "saya mau transfer ke orang lain", "nomor kurir tidak bisa dihubungi",
        "barang untuk 3 orang", "what is your name", "I like the service", "alamat email saya a@b.co",
    ],
)  # fmt: skip
def test_talk_about_people_is_no_request(text: str) -> None:
    assert DETECTOR.detect(text).intent != "ask_human"


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("halo", "greeting"),
        ("Selamat pagi kak", "greeting"),
        ("good morning", "greeting"),
        ("Assalamu'alaikum", "greeting"),
        ("makasih ya", "thanks"),
        ("thx", "thanks"),
        ("terima kasih atas bantuannya kak", "thanks"),
        ("iya", "yes"),
        ("ya boleh dong kak", "yes"),
        ("yes please", "yes"),
        ("👍", "yes"),
        ("nggak", "no"),
        ("gausah deh, makasih", "no"),
        ("no thanks", "no"),
        ("tidak bisa login", None),
        ("ya atau tidak", None),
        ("resi saya salah", None),
    ],
)
def test_small_talk(text: str, intent: str | None) -> None:
    assert DETECTOR.detect(text).intent == intent


@pytest.mark.parametrize(
    ("text", "command", "locale"),
    [
        ("batal", "cancel", "id"),
        ("gajadi", "cancel", "id"),
        ("Never mind!", "cancel", "en"),
        ("menu utama", "menu", "id"),
        ("ulangi dong", "repeat", "id"),
        ("salah", "correct", "id"),
        ("skip", "skip", "id"),
        ("brp lama lagi?", "status", "id"),
        ("how long", "status", "en"),
        ("bahasa indonesia", "language", "id"),
        ("English please", "language", "en"),
        ("berhenti", "stop", "id"),
        ("unsubscribe", "stop", "id"),
        ("batal langganan", None, None),
        ("saya salah kirim barang", None, None),
        ("menu makan siang", None, None),
    ],
)
def test_commands_are_whole_messages(text: str, command: str | None, locale: str | None) -> None:
    understood = DETECTOR.detect(text)
    assert (understood.command, understood.command_locale) == (command, locale)


def test_no_phrase_is_claimed_twice() -> None:
    claimed = [
        phrase
        for phrases in (*(intent.phrases for intent in INTENTS.values()), *COMMANDS.values())
        for phrase in {phrase for group in phrases.values() for phrase in group}
    ]
    assert len(claimed) == len(set(claimed))


def test_a_language_is_asked_for_in_one_locale_only() -> None:
    assert not set(COMMANDS["language"]["id"]) & set(COMMANDS["language"]["en"])


@pytest.mark.parametrize("name", INTENTS)
def test_phrases_are_as_messages_are_normalised(name: str) -> None:
    intent = INTENTS[name]
    assert set(intent.label) == set(intent.phrases) == {"id", "en"}
    for phrase in (phrase for group in intent.phrases.values() for phrase in group):
        assert normalise(phrase) == phrase


def test_patterns_are_linear_and_without_looking_around() -> None:
    hostile = [
        word * 600 for word in ("mau ", "talk me ", "cs ", "jangan a ", "hubungkan ke tim ", "please a ")
    ]
    for pattern in INTENTS["ask_human"].patterns:
        assert not re.search(r"\(\?[=!<]|\\[1-9]", pattern)
        begun = time.perf_counter()
        for text in hostile:
            re.search(pattern, text[:4096])
        assert time.perf_counter() - begun < 1  # second; a hundred times what it takes
