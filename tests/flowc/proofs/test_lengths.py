"""How long a message can become, and whether options fit a channel: the worst case, no more and no less."""

from __future__ import annotations

from pathlib import Path

import pytest

from flowc.compiler import compile_bot
from flowc.proofs.facts.lengths import worst_cases
from tests.flowc.machine.making import made
from tests.ui.bots import AS_OF, write_example

SLOTS = """
slots:
  nama: {{type: text, max: 60, ask: tanya}}
  cerita: {{type: text, ask: tanya}}
  warna:
    type: choice
    ask: tanya
    options: {{m: {{label: Merah}}, h: {{label: Hijau muda 👋}}}}
  banyak: {{type: list, of: {{type: text, max: 10}}, max: 3, ask: tanya}}
  umur: {{type: number, integer: true, max: 120, ask: tanya}}
messages:
  uji: {{id: "{text}"}}
"""


@pytest.mark.parametrize(
    ("text", "chars", "most"),
    [
        ("Halo.", 5, ""),
        ("👋", 2, ""),
        ("Halo {{ nama }}", 5 + 60, "nama"),
        ("{{ cerita }}", 1_024, "cerita"),
        ("{{ cerita | truncate(100) }}!", 101, "cerita"),
        ("{{ warna }}", 13, "warna"),
        ("{{ umur }}", 5, "umur"),
        ("{{ banyak | join(', ') }}", 36, "banyak"),
        ("{% if cerita %}ada{% else %}tidak{% endif %}", 8, ""),
        ("{{ nama }} {{ nama }}", 121, "nama"),
    ],
)
def test_the_worst_case_of_a_text(tmp_path: Path, text: str, chars: int, most: str) -> None:
    one = made(tmp_path, SLOTS.format(text=text))
    found = [worst for worst in worst_cases(one.bot, one.machine) if worst.message == "uji"]
    assert {(worst.chars, worst.most) for worst in found} == {(chars, most)}
    assert {worst.channel for worst in found} == {word.text for word in one.bot.channels}


OPTIONS = """
channels: [{channel}]
slots:
  topic: {{type: choice, ask: tanya, options: {{{options}}}}}
flows:
  lapor: {{steps: [{{collect: topic}}]}}
"""


def option(number: int, label: str) -> str:
    return f"a{number}: {{label: {label}}}"


@pytest.mark.parametrize(
    ("channel", "labels", "expected"),
    [
        ("whatsapp", ["Satu"] * 10, []),
        ("whatsapp", ["Satu"] * 11, ["FC552"]),
        ("whatsapp", ["Dua puluh empat karakter"], []),
        ("whatsapp", ["Dua puluh lima karakter ya"], ["FC552"]),
        ("sms", ["Dua puluh lima karakter ya"] * 11, []),
        ("web", ["Dua puluh lima karakter ya"] * 11, []),
    ],
    ids=["ten rows", "eleven rows", "24 characters", "more", "no buttons at all", "any number of buttons"],
)
def test_options_fit_a_channel(tmp_path: Path, channel: str, labels: list[str], expected: list[str]) -> None:
    options = ", ".join(option(number, label) for number, label in enumerate(labels))
    folder = write_example(tmp_path / "bot", OPTIONS.format(channel=channel, options=options))
    found = [one.code for one in compile_bot(folder, AS_OF).problems]
    assert [code for code in found if code == "FC552"] == expected
