"""Traps that real files fall into: each is told with its code and place, and nothing follows from it.

Files in `files/` stand beside a bot that is right. What no editor would keep (bytes, links) is made here.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from flowc.diagnostics.sink import Sink
from flowc.structure.build import read_bot
from tests.flowc.structure.bots import SMALLEST

FILES = Path(__file__).parent / "files"
BOT = "".join(SMALLEST.values())

TRAPS = {
    "alias": ["FC012 at 2:10", "FC012 at 3:8"],
    "anchor_in_key": ["FC012 at 2:3"],
    "billion_laughs": [
        "FC012 at 2:6",
        "FC012 at 3:6",
        "FC012 at 3:10",
        "FC012 at 4:6",
        "FC012 at 4:10",
        "FC012 at 5:6",
        "FC012 at 5:10",
        "FC012 at 6:6",
        "FC012 at 6:10",
        "FC012 at 7:7",
    ],
    "bold_whatsapp": ["FC012 at 3:9"],
    "colon_in_text": ["FC021 at 3:17"],
    "comma_in_braces": ["FC024 at 2:65"],
    "comma_in_braces_without_quotes": ["FC107 at 2:25"],
    "comment_only": [],
    "deep_do": ["FC017 at 3:97"],
    "directive": [],
    "duplicate_key": ["FC011 at 4:3"],
    "duplicate_section": ["FC011 at 5:1"],
    "emoji": ["FC115 at 2:29"],
    "empty": [],
    "folded_table": ["FC137 at 3:11"],
    "huge_number": ["FC110 at 2:31"],
    "indonesian_keywords": ["FC101 at 1:1", "FC101 at 3:5", "FC104 at 4:9"],
    "indonesian_step": ["FC104 at 4:9"],
    "list_at_top": ["FC131 at 1:3"],
    "literal_in_braces": ["FC025 at 1:24"],
    "long_duration": ["FC113 at 1:30"],
    "merge_key": ["FC014 at 3:5"],
    "null_everywhere": ["FC111 at 6:7"],
    "one_space_less": ["FC028 at 5:6"],
    "question_mark": ["FC107 at 2:24"],
    "quote_not_closed": ["FC026 at 2:25"],
    "spreadsheet_hours": ["FC114 at 2:19"],
    "step_below_keyword": ["FC028 at 8:7"],
    "tab": ["FC010 at 2:1"],
    "tab_after_space": ["FC010 at 3:2"],
    "tag": ["FC013 at 2:15"],
    "template_without_quotes": ["FC016 at 3:10"],
    "text_at_top": ["FC131 at 1:1"],
    "two_documents": ["FC015 at 2:1"],
    "words_that_yaml_1_1_changes": [],
    "yes_as_boolean": ["FC110 at 2:27"],
}


def told(folder: Path) -> list[str]:
    sink = Sink()
    read_bot(folder, sink)
    for problem in sink.ordered():
        assert problem.report().message.id
    return [f"{one.code} at {one.span.line + 1}:{one.span.column + 1}" for one in sink.ordered()]


def bot_in(folder: Path, trap: bytes) -> Path:
    (folder / "bot.yaml").write_text(BOT, "utf-8")
    (folder / "jebakan.yaml").write_bytes(trap)
    return folder


def test_every_file_has_an_expectation() -> None:
    assert {path.stem for path in FILES.iterdir()} == set(TRAPS)


@pytest.mark.parametrize("name", TRAPS)
def test_a_file_with_a_trap(name: str, tmp_path: Path) -> None:
    assert told(bot_in(tmp_path, (FILES / f"{name}.yaml").read_bytes())) == TRAPS[name]


@pytest.mark.parametrize(
    ("trap", "problems"),
    [
        (b"[" * 600, ["FC017 at 1:33"]),
        (b"{a: " * 490, ["FC017 at 1:129"]),
        (b"- " * 100_000, ["FC017 at 1:65"]),
        (b"#" * (2 << 20), ["FC005 at 1:1"]),
        (b"a: '" + b"x" * 70_000, ["FC022 at 1:4"]),
        (b"\x89PNG\r\n\x1a\n\x00\x00", ["FC007 at 3:1"]),
        (b"a: \xe9", ["FC006 at 1:4"]),
        (b"\xff\xfea\x00", ["FC007 at 1:4"]),
        (b"\xef\xbb\xbfmessages:\r\n  a: {id: b}\r\n", []),
        (b"messages:\r\n  a: {id: b}\r\n  c: [\r\n", ["FC023 at 3:6"]),
        (b'messages: {a: {id: "\\ud800"}}', ["FC020 at 1:23"]),
        (b'messages: {a: {id: "\\ud83d\\ude00"}}', ["FC020 at 1:23"]),
        (b"\xed\xa0\x80: a", ["FC006 at 1:1"]),
        ("messages: {a: {id: \u2028}}".encode(), ["FC008 at 1:20"]),
        (b"messages: {a: {id: b\x1b[31m}}", ["FC008 at 1:21"]),
        (b"\xf0\x9f\x91\x8b: Halo", ["FC101 at 1:1"]),
        (b"messages: {a: {id: \xf0\x9f\x91\x8b, xx: b}}", ["FC108 at 1:23"]),
    ],
    ids=lambda value: repr(value[:24]) if isinstance(value, bytes) else "",
)
def test_bytes_that_no_editor_would_keep(trap: bytes, problems: list[str], tmp_path: Path) -> None:
    assert told(bot_in(tmp_path, trap)) == problems


def no_folder(folder: Path) -> Path:
    return folder / "tidak_ada"


def a_file(folder: Path) -> Path:
    return bot_in(folder, b"") / "bot.yaml"


def link_to_itself(folder: Path) -> Path:
    (folder / "bot.yaml").symlink_to("bot.yaml")
    return folder


def link_that_leads_nowhere(folder: Path) -> Path:
    bot_in(folder, b"")
    (folder / "pesan.yaml").symlink_to("tidak_ada.yaml")
    return folder


def link_to_the_folder_above(folder: Path) -> Path:
    bot = folder / "bot"
    bot.mkdir()
    bot_in(bot, b"")
    (bot / "atas").symlink_to(folder)
    return bot


def link_to_its_own_folder(folder: Path) -> Path:
    (bot_in(folder, b"") / "lagi").symlink_to(folder)
    return folder


def empty_bot(folder: Path) -> Path:
    (folder / "bot.yaml").touch()
    return folder


@pytest.mark.parametrize(
    ("make", "problems"),
    [
        (no_folder, ["FC001 at 1:1"]),
        (a_file, ["FC001 at 1:1"]),
        (link_to_itself, ["FC002 at 1:1"]),
        (link_that_leads_nowhere, ["FC002 at 1:1"]),
        (link_to_the_folder_above, ["FC003 at 1:1"]),
        (link_to_its_own_folder, []),
        (empty_bot, ["FC130 at 1:1"]),
    ],
)
def test_folders_with_a_trap(make: Callable[[Path], Path], problems: list[str], tmp_path: Path) -> None:
    assert told(make(tmp_path)) == problems
