"""Words: wordings in turn and the same on replay, media, the window of a channel."""

from __future__ import annotations

from datetime import timedelta

from tests.conversations.bots import bot, converse, names


def test_wordings_take_turns_and_are_the_same_again() -> None:
    said = []
    for _ in range(2):
        talk = converse(bot("bahasa"))
        for _ in range(6):
            talk.write("halo")
        said.append([message.text for message in talk.sent if message.name == "apa_kabar"])
        assert talk.replayed() is None
    assert said[0] == said[1]
    assert sorted(said[0][:3]) == ["Dua.", "Satu.", "Tiga."]
    assert said[0][:3] == said[0][3:]


def test_a_medium_is_sent_also_the_one_the_customer_gave() -> None:
    talk = converse(bot("rusak"))
    talk.write("lihat gambar")
    talk.send_file("image", "https://contoh.id/kucing.jpg")
    media = [message.media.url for message in talk.sent if message.media is not None]
    assert media == ["https://contoh.id/contoh.png", "https://contoh.id/kucing.jpg"]


def test_a_window_that_has_closed_is_known() -> None:
    free: list[tuple[str, list[str]]] = [
        ("whatsapp", []),
        ("messenger", []),
        ("instagram", []),
        ("web", ["kabar"]),
    ]
    for channel, expected in free:
        talk = converse(bot("rusak"), channel=channel)
        talk.write("isi nama")
        said = len(talk.sent)
        talk.wait(timedelta(hours=30))
        assert names(talk, said) == expected


def test_a_tap_on_a_suggestion_needs_no_understanding() -> None:
    talk = converse(bot("bahasa"))
    talk.write("jam buka")
    talk.tap("jadwal")
    assert names(talk)[-1] == "tanya_hari"
    assert talk.state.frames[-1].flow == "jadwal"


def test_an_old_button_repeats_the_offer_that_waits() -> None:
    talk = converse(bot("eskalasi"))
    talk.write("ada gangguan")
    for _ in range(2):
        talk.write("xqzt")
    assert names(talk)[-1] == "tawarkan"
    talk.tap("yes")
    asked = names(talk)[-1]
    assert asked == "tanya_nama"
    talk.tap("yes")
    assert names(talk)[-2:] == ["button.old", "tanya_nama"]


def test_a_button_under_a_pending_offer_is_old() -> None:
    talk = converse(bot("eskalasi"))
    talk.write("ada gangguan")
    for _ in range(2):
        talk.write("xqzt")
    said = len(talk.sent)
    talk.tap("saya")
    assert names(talk, said) == ["button.old", "tawarkan"]
    talk.tap("no")
    assert names(talk, said)[2:] == ["handover.declined", "tanya_dampak"]
    talk.tap("saya")
    assert names(talk)[-1] == "tanya_nomor"
