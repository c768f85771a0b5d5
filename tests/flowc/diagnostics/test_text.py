"""The text format, in the exact form a person sees."""

from __future__ import annotations

from dataclasses import replace

import pytest

from flowc.diagnostics.model import Diagnostic, Label, Severity, Text, note, said
from flowc.diagnostics.render import text
from flowc.diagnostics.render.report import Look, Report
from flowc.source.span import Span

SOURCE = "flows:\n  lacak:\n    start_on: lacak\n    steps:\n      # nomor\n      - collect: order_id\n"

WAIT = Diagnostic(
    code="FC512",
    name="wait-without-timeout",
    severity=Severity.ERROR,
    message=Text("`order_id` is awaited without a time limit", "`order_id` ditunggu tanpa batas waktu"),
    primary=Label(
        Span("lacak.yaml", 5, 8, 5, 25),
        Text("no `timeout` here, on the slot, or in `defaults`", "tidak ada `timeout` di sini"),
    ),
    why=Text("a customer who stops answering is never helped", "pelanggan yang berhenti menjawab terlantar"),
    witness=(
        said("customer", "paket saya sudah sampai mana ya"),
        said("bot", "Boleh minta nomor pesanannya?"),
        note("no answer; nothing happens any more", "tidak ada jawaban; tidak terjadi apa-apa lagi"),
    ),
    help=Text(
        "add `timeout: {after: 24h}` to this step", "tambahkan `timeout: {after: 24h}` pada langkah ini"
    ),
)

ENGLISH = """\
error[FC512] wait-without-timeout: `order_id` is awaited without a time limit
  --> lacak.yaml:6:9
   |
 6 |       - collect: order_id
   |         ^^^^^^^^^^^^^^^^^ no `timeout` here, on the slot, or in `defaults`
   |
   = why: a customer who stops answering is never helped
   = conversation that goes wrong:
       customer  paket saya sudah sampai mana ya
       bot       Boleh minta nomor pesanannya?
       …         (no answer; nothing happens any more)
   = help: add `timeout: {after: 24h}` to this step
   = more: flowc explain FC512
"""

INDONESIAN = """\
galat[FC512] wait-without-timeout: `order_id` ditunggu tanpa batas waktu
  --> lacak.yaml:6:9
   |
 6 |       - collect: order_id
   |         ^^^^^^^^^^^^^^^^^ tidak ada `timeout` di sini
   |
   = mengapa: pelanggan yang berhenti menjawab terlantar
   = percakapan yang bermasalah:
       pelanggan  paket saya sudah sampai mana ya
       bot        Boleh minta nomor pesanannya?
       …          (tidak ada jawaban; tidak terjadi apa-apa lagi)
   = saran: tambahkan `timeout: {after: 24h}` pada langkah ini
   = selengkapnya: flowc explain FC512
"""


def report(*diagnostics: Diagnostic, source: str = SOURCE, folder: str = "") -> tuple[Report, ...]:
    return (Report(folder, diagnostics, {"lacak.yaml": source}),)


def at(line: int, column: int, end: int, words: str = "here", file: str = "lacak.yaml") -> Label:
    return Label(Span(file, line, column, line, end), Text(words, words))


def small(primary: Label, *secondary: Label) -> Diagnostic:
    return Diagnostic("FC001", "x", Severity.WARNING, Text("m", "p"), primary, secondary)


def excerpt(diagnostic: Diagnostic, source: str) -> list[str]:
    return text.render(report(diagnostic, source=source), Look()).splitlines()[1:-1]


@pytest.mark.parametrize(("language", "expected"), [("en", ENGLISH), ("id", INDONESIAN)])
def test_a_whole_problem_in_each_language(language: str, expected: str) -> None:
    assert text.render(report(WAIT), Look(language)) == expected


def test_parts_that_do_not_exist_leave_nothing_behind() -> None:
    bare = replace(WAIT, why=None, witness=(), help=None)
    lines = text.render(report(bare), Look()).splitlines()
    assert lines[-2:] == ["   |", "   = more: flowc explain FC512"]


def test_two_problems_are_parted_by_one_blank_line() -> None:
    assert text.render(report(WAIT, WAIT), Look()) == ENGLISH + "\n" + ENGLISH


def test_no_problems_render_as_nothing() -> None:
    assert text.render(report(), Look()) == ""


@pytest.mark.parametrize(
    ("folder", "shown"),
    [("toko", "toko/lacak.yaml:6:9"), ("toko/", "toko/lacak.yaml:6:9"), (".", "lacak.yaml:6:9")],
)
def test_a_place_is_shown_as_the_reader_can_open_it(folder: str, shown: str) -> None:
    assert text.render(report(WAIT, folder=folder), Look()).splitlines()[1] == f"  --> {shown}"


CARETS = [
    ("plain text", "say: halo", 5, 9, "     ^^^^ here"),
    ("wide letters take two cells", "say: 注文 ok", 5, 7, "     ^^^^ here"),
    ("after wide letters", "注文: ok", 4, 6, "      ^^ here"),
    ("an emoji takes two cells", "say: 😀 ok", 7, 9, "        ^^ here"),
    ("a family is one emoji", "say: 👩‍👩‍👧 ok", 11, 13, "        ^^ here"),
    ("a skin tone adds nothing", "say: 👍🏽 ok", 8, 10, "        ^^ here"),
    ("a flag is two cells", "say: 🇮🇩 ok", 8, 10, "        ^^ here"),
    ("a heart in emoji style", "say: ❤️ ok", 8, 10, "        ^^ here"),
    ("a combining accent adds nothing", "say: cafe\u0301 ok", 11, 13, "          ^^ here"),
    ("an empty place has one caret", "say:", 4, 4, "    ^ here"),
    ("a place behind the end of the line", "say:", 40, 41, "    ^ here"),
]


@pytest.mark.parametrize(
    ("source", "start", "end", "expected"), [case[1:] for case in CARETS], ids=[c[0] for c in CARETS]
)
def test_carets_stand_under_the_place(source: str, start: int, end: int, expected: str) -> None:
    place, bar, line, carets, _ = excerpt(small(at(0, start, end)), source)
    assert place == f"  --> lacak.yaml:1:{start + 1}"
    assert bar == "   |"
    assert line == f" 1 | {source}"
    assert carets == f"   | {expected}"


def test_control_and_direction_characters_are_shown_not_sent() -> None:
    lines = excerpt(small(at(0, 8, 10)), "a: \x1b[2J\u202e ok")
    assert lines[2:4] == [" 1 | a: ␛[2J\N{REPLACEMENT CHARACTER} ok", "   |         ^^ here"]


def test_a_tab_is_as_wide_as_it_is_shown() -> None:
    assert excerpt(small(at(0, 1, 3)), "\tok")[2:4] == [" 1 |     ok", "   |     ^^ here"]


def test_a_very_long_line_is_cut_around_the_place() -> None:
    line, carets = excerpt(small(at(0, 5000, 5003)), "x" * 5000 + "abc" + "y" * 5000)[2:4]
    assert len(line) < 180
    assert line.startswith(" 1 | …x")
    assert line.endswith("y…")
    start = carets.index("^")
    assert line[start : start + 3] == "abc"
    assert carets.count("^") == 3


def test_a_place_over_several_lines_marks_its_first() -> None:
    diagnostic = small(Label(Span("lacak.yaml", 0, 5, 2, 1), Text("here", "di sini")))
    assert excerpt(diagnostic, "say: >  \n  a\n  b")[2:4] == [" 1 | say: >", "   |      ^ here"]


def test_a_second_label_in_the_same_file_keeps_the_files_order() -> None:
    source = "".join(f"line{number}\n" for number in range(12))
    assert excerpt(small(at(10, 0, 4, "again"), at(1, 0, 4, "first defined here")), source) == [
        "   --> lacak.yaml:11:1",
        "    |",
        "  2 | line1",
        "    | ---- first defined here",
        "...",
        " 11 | line10",
        "    | ^^^^ again",
        "    |",
    ]


def test_two_labels_on_neighbouring_and_on_equal_lines() -> None:
    lines = excerpt(small(at(0, 0, 1, "a"), at(0, 2, 3, "b"), at(1, 0, 1, "c")), "x y\nz\n")
    assert lines[2:-1] == [" 1 | x y", "   | ^ a", "   |   - b", " 2 | z", "   | - c"]


def test_a_label_in_another_file_has_its_own_arrow() -> None:
    two = (
        Report(
            "",
            (small(at(0, 0, 1), at(2, 0, 1, "first", "a.yaml")),),
            {"lacak.yaml": "x", "a.yaml": "1\n2\n3"},
        ),
    )
    assert text.render(two, Look()).splitlines()[1:-1] == [
        "  --> lacak.yaml:1:1",
        "   |",
        " 1 | x",
        "   | ^ here",
        "   |",
        "  ::: a.yaml:3:1",
        "   |",
        " 3 | 3",
        "   | - first",
        "   |",
    ]


def test_a_missing_file_is_named_without_a_line() -> None:
    lines = excerpt(small(at(0, 0, 0, "not in this folder", "bot.yaml")), "x")
    assert lines == ["  --> bot.yaml", "   |", "   = here: not in this folder"]


def test_help_of_several_lines_can_be_pasted() -> None:
    diagnostic = replace(WAIT, witness=(), help=Text("write\ntimeout:\n  after: 24h", "tulis"))
    assert text.render(report(diagnostic), Look()).splitlines()[-4:-1] == [
        "   = help: write",
        "       timeout:",
        "         after: 24h",
    ]


def test_a_bots_message_of_several_lines_stays_in_its_column() -> None:
    diagnostic = replace(WAIT, witness=(said("bot", "Satu\nDua"), said("customer", "ya")))
    lines = text.render(report(diagnostic), Look()).splitlines()
    assert lines[8:11] == ["       bot       Satu", "                 Dua", "       customer  ya"]


def test_colour_changes_nothing_but_colour() -> None:
    import re

    coloured = text.render(report(WAIT), Look(colour=True))
    assert "\x1b[1;31merror[FC512]\x1b[0m" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == ENGLISH


@pytest.mark.parametrize(
    ("severities", "left_out", "language", "expected"),
    [
        ([], 0, "en", "no problems"),
        ([Severity.ERROR], 0, "en", "1 error"),
        ([Severity.ERROR, Severity.ERROR, Severity.WARNING], 0, "en", "2 errors, 1 warning"),
        ([Severity.WARNING, Severity.WARNING], 3, "en", "2 warnings, 3 more not shown"),
        ([], 0, "id", "tidak ada masalah"),
        ([Severity.ERROR, Severity.WARNING], 2, "id", "1 galat, 1 peringatan, 2 lagi tidak ditampilkan"),
    ],
)
def test_summary_counts(severities: list[Severity], left_out: int, language: str, expected: str) -> None:
    some = tuple(replace(WAIT, severity=severity) for severity in severities)
    assert text.summary((Report("", some, {}, left_out),), language) == expected


@pytest.mark.parametrize(
    ("problems", "language", "expected"),
    [
        ((), "en", "no problems, 2 allowed"),
        ((WAIT,), "en", "1 error, 2 allowed"),
        ((), "id", "tidak ada masalah, 2 diizinkan"),
    ],
)
def test_the_summary_counts_what_is_allowed(
    problems: tuple[Diagnostic, ...], language: str, expected: str
) -> None:
    assert text.summary((Report("", problems, allowed=2),), language) == expected
