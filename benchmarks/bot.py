"""The bot whose turns are measured: 1,000 phrases, 5 rules that watch every message, 1,000 routing rows.

An ordinary shop otherwise: an order number is recognised in passing, a question waits, a template is filled
in. `flows` makes a larger bot with the same conversations.
"""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

from flowc.compiler import compile_bot
from runtime.artifact import codec
from runtime.core.program import Program

AS_OF = date(2026, 11, 23)
QUESTIONS = 250  # of four phrases each
CITIES = 50
TOPICS = 20
DIVISIONS = 5

_THINGS = "kursi meja lemari rak sofa kasur lampu karpet tirai cermin kompor panci wajan piring gelas sendok"
_DEEDS = "harga ukuran warna bahan garansi stok cicilan ongkos berat perawatan perakitan retur diskon ulasan"

_MANIFEST = """\
bot: ukur
edition: 1
version: 1
locales: [id, en]
timezone: Asia/Jakarta
channels: [{channels}]
start: menu
retention: {{transcript: 30d, handover: 1y, customer: 1y}}
defaults: {{timeout: {{after: 3h, do: [end]}}, on_invalid: [{{say: tidak_apa}}]}}
slots:
  nama: {{type: text, from: profile.name, ask: tanya_nama, label: {{id: Nama, en: Name}}}}
  order_id:
    {{type: text, pattern: "TK-[0-9]{{6}}", ask: tanya_pesanan, fill: empty, label: {{id: Order, en: Order}}}}
  kota: {{type: text, from: page.query.kota, ask: tanya_kota, label: {{id: Kota, en: City}}}}
  perihal: {{type: text, from: page.query.perihal, ask: tanya_perihal, label: {{id: Perihal, en: About}}}}
intents:
  sambung: {{label: {{id: Sambungkan, en: Connect}}, phrases: {{id: [sambungkan ke tim], en: [connect us]}}}}
faq:
{faq}
flows:
  menu: {{start_on: greeting, steps: [{{collect: order_id}}, {{say: dicatat}}]}}
  sambung: {{start_on: sambung, steps: [{{handover: auto, needs: none}}]}}
{flows}
escalation:
  - {{rule: diminta, when: message.intent = "ask_human", handover: auto}}
  - {{rule: marah, when: message.sentiment < -0.5 or conversation.sentiment < -0.4, handover: auto}}
  - {{rule: lama, when: turns.customer > 40 and turns.in_flow >= 20, handover: auto}}
  - {{rule: macet, when: turns.not_understood >= 2, offer: tawarkan_tim}}
  - {{rule: berputar, when: turns.repeated_answers >= 2, offer: tawarkan_tim}}
divisions:
{divisions}
routing:
  tujuan: {{rows: tujuan.csv}}
messages:
  tanya_nama: {{id: Siapa namanya?, en: Your name?}}
  tanya_pesanan: {{id: Nomor pesanannya?, en: Your order number?}}
  tanya_kota: {{id: Di kota mana?, en: Which city?}}
  tanya_perihal: {{id: Tentang apa?, en: What about?}}
  dicatat: {{id: Dicatat., en: Noted.}}
  tidak_apa: {{id: Tidak apa-apa., en: Never mind.}}
  tawarkan_tim: {{id: Mau bicara dengan tim kami?, en: Talk to our team?}}
  jawaban: {{id: "{text_id}", en: "{text_en}"}}
"""
_ORDER = "{% if order_id %} ({{ order_id }}){% endif %}"
_TEXT_ID = "Halo {{ nama | default('kak') }}, dari {{ kota }}: ada, {{ message.text }}" + _ORDER
_TEXT_EN = "Hi {{ nama | default('there') }}, from {{ kota }}: we do, {{ message.text }}" + _ORDER

EXACT = "garansi meja berapa"  # one of the thousand phrases, word for word
PROFILE = {"name": "Budi Santoso"}
PAGE = {"query.kota": "kota 31", "query.perihal": "perihal 12"}


def phrases(many: int) -> list[str]:
    """Return as many different phrases of three words or more; `EXACT` is one of them."""
    found: list[str] = []
    ends = ("berapa", "bagaimana", "ada", "dong", *(f"tipe {number}" for number in range(1000)))
    for end in ends:
        for thing in _THINGS.split():
            for deed in _DEEDS.split():
                found.append(f"{deed} {thing} {end}")
                if len(found) == many:
                    return found
    raise ValueError(f"not so many as {many}")


def program(flows: int = 0, channels: str = "web") -> Program:
    """Return the bot, compiled and ready, with so many flows more; `channels` as it writes them."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in _files(flows, channels).items():
            Path(folder, name).write_text(text, encoding="utf-8")
        artifact = compile_bot(Path(folder), AS_OF).artifact
    assert artifact is not None, "the measured bot has errors"
    return Program(artifact, codec.name(codec.dump(artifact)))


def _files(flows: int, channels: str) -> dict[str, str]:
    said = phrases(QUESTIONS * 4)
    faq = "\n".join(
        f"  tanya_{number}: {{phrases: {{id: [{', '.join(said[number::QUESTIONS])}]}}, answer: jawaban}}"
        for number in range(QUESTIONS)
    )
    divisions = "\n".join(
        f"  tim_{number}: {{name: {{id: Tim {number}, en: Team {number}}}, hours: always,"
        " fallback: [leave_message], sla: {first_reply: {within: 10m}, left_message: {within: 4h}}}"
        for number in range(DIVISIONS)
    )
    more = "\n".join(
        f"  alur_{number}: {{steps: [{{collect: nama}}, {{say: dicatat}}]}}" for number in range(flows)
    )
    rows = [
        f'"perihal {topic}","kota {city}",tim_{(topic + city) % DIVISIONS}'
        for topic in range(TOPICS)
        for city in range(CITIES)
    ]
    return {
        "bot.yaml": _MANIFEST.format(
            channels=channels, faq=faq, flows=more, divisions=divisions, text_id=_TEXT_ID, text_en=_TEXT_EN
        ),
        "tujuan.csv": "\n".join(["perihal,kota,to", *rows[:-1], "-,-,tim_0", ""]),
    }
