"""The operator's file against a bot: what fits says nothing, what does not is found at its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from flowc.compiler import Result, compile_bot
from flowc.installation import check_installation
from tests.ui.bots import AS_OF, write_example

BOT = """\
actions:
  cek:
    timeout: 2s
    http: {to: toko, path: /cek}
flows:
  lacak: {steps: [{call: cek}]}
"""
FITS = """\
[destinations.toko]
url = "https://toko.example"
[desks.utama]
url = "https://desk.example"
divisions = {cs = "tim-1"}
[staff.ani]
name = "Ani"
divisions = ["cs"]
"""
WHATSAPP = """\
[channels.whatsapp]
phone_number_id = "106540352242922"
"""


@pytest.fixture
def result(tmp_path: Path) -> Result:
    return compile_bot(write_example(tmp_path / "bot", BOT), AS_OF)


def found(result: Result, text: str) -> list[tuple[str, str, int, int, int]]:
    assert result.artifact is not None
    problems = check_installation(result.artifact, result.sources, "flowc.toml", text, {})
    return [
        (one.code, one.span.file, one.span.line, one.span.column, one.span.end_column) for one in problems
    ]


CASES = [
    ("all is there", FITS, []),
    ("no destination", FITS.replace(".toko]", ".gudang]"), [("FC802", "contoh.yaml", 3, 15, 19)]),
    ("a desk for nobody", FITS.replace("{cs =", "{cs_malam ="), [("FC803", "flowc.toml", 4, 13, 21)]),
    ("an agent for nobody", FITS.replace('["cs"]', '["cs", "csx"]'), [("FC803", "flowc.toml", 7, 20, 23)]),
    ("not TOML", "[server]\nhost = \n", [("FC801", "flowc.toml", 1, 7, 8)]),
    ("TOML that ends too early", 'x = """a\n', [("FC801", "flowc.toml", 0, 7, 8)]),
    ("an unknown table", FITS + "[servr]\n", [("FC801", "flowc.toml", 8, 1, 6)]),
    ("an unknown key", FITS + "[server]\nhots = 1\n", [("FC801", "flowc.toml", 9, 0, 4)]),
    ("a wrong value", FITS + "[server]\nport = 99999\n", [("FC801", "flowc.toml", 9, 0, 4)]),
    ("a table without its key", FITS + "[roles.lead]\n", [("FC801", "flowc.toml", 8, 7, 11)]),
    (
        "a variable that is not set",
        FITS.replace("https://toko", "${TOKO}"),
        [("FC801", "flowc.toml", 1, 0, 3)],
    ),
    (
        "a division with two desks",
        FITS + '[desks.lain]\nurl = "https://lain.example"\ndivisions = {cs = "x"}\n',
        [("FC801", "flowc.toml", 4, 13, 15)],
    ),
    (
        "several mistakes",
        FITS.replace('"Ani"', "3") + "[server]\nport = 99999\nhots = 1\n[limits]\nqueue = 0\n",
        [
            ("FC801", "flowc.toml", 6, 0, 4),
            ("FC801", "flowc.toml", 9, 0, 4),
            ("FC801", "flowc.toml", 10, 0, 4),
            ("FC801", "flowc.toml", 12, 0, 5),
        ],
    ),
    ("a door for no channel", FITS + '[channels.json]\ncarries = "wa"\n', [("FC801", "flowc.toml", 9, 0, 7)]),
    ("another door", FITS + '[channels.json]\ncarries = "web"\n', [("FC806", "bot.yaml", 5, 11, 19)]),
    ("a door for WhatsApp", FITS + '[channels.json]\ncarries = "web"\n' + WHATSAPP, []),
    (
        "templates in no language of the bot",
        FITS + WHATSAPP + 'languages = {id = "id", jv = "id"}\n',
        [("FC801", "flowc.toml", 10, 24, 26)],
    ),
    ("no desk", FITS.replace("{cs =", "{}#"), [("FC807", "dasar.yaml", 19, 2, 4)]),
    ("a desk for all others", FITS.replace("{cs =", "{}#").replace("utama", "default"), []),
]


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_what_does_not_fit_is_found(
    result: Result, text: str, expected: list[tuple[str, str, int, int, int]]
) -> None:
    assert found(result, text) == expected


def test_a_door_for_whatsapp_wants_a_bot_that_is_there(tmp_path: Path) -> None:
    bot = write_example(tmp_path / "bot", BOT.replace("actions:", "channels: [web]\nactions:"))
    assert found(compile_bot(bot, AS_OF), FITS + WHATSAPP) == [("FC801", "flowc.toml", 8, 10, 18)]
