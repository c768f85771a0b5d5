"""What `flowc check --fix` writes: all that is certain, nothing else, and nothing the second time."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from flowc.cli.group import run
from flowc.compiler import compile_bot
from flowc.fixing import certain_edits, fix_bot
from tests.gallery.mistakes import Mistake, mistakes
from tests.ui.bots import AS_OF, lay_over_base, without_the_rest, write_bot, write_example

SLOT = "slots:\n  kota: {type: text, ask: {id: Di mana?}}\n"
STEPS = "flows:\n  salam:\n    steps:\n"
# Code → a mistake (before) and what becomes of it: every code that has a fix stands here.
CASES: dict[str, list[tuple[str, str | None]]] = {
    "FC010": [("defaults:\n\tidle_after: 30m  # lama\n", "defaults:\n  idle_after: 30m  # lama\n")],
    "FC101": [
        ("slots:\n  kota: {type: text, aks: {id: Di mana?}}\n", SLOT),
        ("slots:\n  kota: {tipe: text, ask: {id: Di mana?}}\n", SLOT),
        ('slots:\n  kota: {"tipe": text, ask: {id: Di mana?}}\n', SLOT),
    ],
    "FC104": [
        (STEPS + "      - sya: halo # sapa\n", STEPS + "      - say: halo # sapa\n"),
        (STEPS + "      - {katakan: halo}\n", STEPS + "      - {say: halo}\n"),
    ],
    "FC110": [
        (SLOT.replace("ask:", "pii: ya, ask:"), SLOT.replace("ask:", "pii: true, ask:")),
        ('understanding: {accept: "0,6"}\n', "understanding: {accept: 0.6}\n"),
        ('slots:\n  kota: {type: text, ask: {id: Di mana?}, retries: "2"}\n', None),
    ],
    "FC112": [(SLOT.replace("text", "txt"), SLOT)],
    "FC113": [("defaults: {idle_after: 30 menit}\n", "defaults: {idle_after: 30m}\n")],
    "FC114": [
        ("hours:\n  toko: {mon-fri: 8-17}\n", "hours:\n  toko: {mon-fri: 08:00-17:00}\n"),
        (
            "hours:\n  toko: {mon-fri: 8-12; 13-17}\n",
            'hours:\n  toko: {mon-fri: "08:00-12:00, 13:00-17:00"}\n',
        ),
    ],
    "FC115": [
        (
            "hours:\n  toko: {mon: 08:00-17:00, overrides: {24/12/2026: 08:00-12:00}}\n",
            "hours:\n  toko: {mon: 08:00-17:00, overrides: {2026-12-24: 08:00-12:00}}\n",
        )
    ],
    "FC119": [(STEPS + "      - say:halo\n", STEPS + "      - say: halo\n")],
    "FC304": [
        (
            STEPS + "      - {say: halo, when: turns.customer>3&&turns.customer≤9}\n",
            STEPS + "      - {say: halo, when: turns.customer>3 and turns.customer<=9}\n",
        )
    ],
}
TABLE = [(code, *case) for code, cases in CASES.items() for case in cases]
CERTAIN = [one for one in mistakes() if one.wanted]


@pytest.mark.parametrize(("code", "before", "after"), TABLE)
def test_a_fixed_file_compiles_clean(code: str, before: str, after: str | None, tmp_path: Path) -> None:
    bot = write_example(tmp_path / "bot", before)
    broken = without_the_rest(compile_bot(bot, AS_OF))
    assert {one.code for one in broken.problems} == {code}
    fixed = fix_bot(bot, AS_OF, broken)
    assert without_the_rest(fixed.result).problems == ()
    ((file, text),) = fixed.texts.items()
    if after is not None:
        assert text.removesuffix("\n").startswith(after.removesuffix("\n")), file


@pytest.mark.parametrize("mistake", CERTAIN, ids=lambda one: one.title)
def test_nothing_is_left_to_fix_and_no_comment_changes(mistake: Mistake, tmp_path: Path) -> None:
    files = {name: text.replace("\n", "  # catatan\n", 1) for name, text in mistake.files.items()}
    files |= {name: text for name, text in mistake.files.items() if not name.endswith(".yaml")}
    bot = write_bot(tmp_path / "bot", lay_over_base(files))
    broken = compile_bot(bot, AS_OF)
    codes = {one.code for one in broken.problems if one.report().fixes}
    assert codes <= CASES.keys(), "each fixable code has a case above"
    fixed = fix_bot(bot, AS_OF, broken)
    assert bool(fixed.texts) == bool(codes)
    assert certain_edits(fixed.result) == ()
    for file, text in fixed.texts.items():
        assert comments(text) == comments(broken.sources[file])


def comments(text: str) -> list[str]:
    return re.findall(r"(?:^|\s)#.*$", text, re.MULTILINE)


@pytest.mark.parametrize(
    "before",
    [
        "slots:\n  kota: {type: text, ask: {id: Di mana?}, asks: {id: Kota?}}\n",  # would stand there twice
        "hours:\n  toko: {mon: 08:00-17:00, overrides: {3/4/2026: 08:00-12:00}}\n",  # March or April
        "defaults: {idle_after: 30}\n",  # seconds or hours
        "defaults: {idle_after: 6 bulan}\n",  # of how many days
        "defaults: {idle_after: 2 hr}\n",  # hours, or `hari`
        "messages:\n  halo:\n\tid: Hai\n",  # a tab among spaces
        'slots:\n  kota: {type: text, ask: {id: Di mana?}, retries: "1.000"}\n',  # one, or a thousand
        STEPS + "      - {say: haloo}\n",  # a name of the team's own
    ],
)
def test_a_guess_is_left_to_people(before: str, tmp_path: Path) -> None:
    bot = write_example(tmp_path / "bot", before)
    broken = compile_bot(bot, AS_OF)
    assert broken.problems
    assert fix_bot(bot, AS_OF, broken).texts == {}


def test_two_keys_that_would_become_one_are_not_both_changed(tmp_path: Path) -> None:
    bot = write_example(
        tmp_path / "bot", "slots:\n  kota: {type: text, aks: {id: Di mana?}, askk: {id: Kota?}}\n"
    )
    fixed = fix_bot(bot, AS_OF, compile_bot(bot, AS_OF))
    assert [one.code for one in fixed.result.problems if one.code < "FC100"] == []
    assert certain_edits(fixed.result) == ()


def test_the_command_shows_what_it_writes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FLOWC_LANGUAGE", "en")
    monkeypatch.chdir(tmp_path)
    write_example(Path("toko"), STEPS + "      - sya: halo  # sapa\n")
    file = tmp_path / "toko/contoh.yaml"
    raw = b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n")
    file.write_bytes(raw)
    assert run(["check", "toko", "--fix", "--dry-run"]) == 1
    shown = capfd.readouterr().out
    assert "-      - sya: halo  # sapa\n+      - say: halo  # sapa\n" in shown
    assert file.read_bytes() == raw
    assert run(["check", "toko", "--fix"]) == 0
    assert capfd.readouterr().out == shown
    assert file.read_bytes() == raw.replace(b"sya", b"say")
    assert run(["check", "toko", "--fix"]) == 0
    assert capfd.readouterr() == ("", "")


def test_a_dry_run_alone_is_refused(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["check", write_example(tmp_path / "toko", "").as_posix(), "--dry-run"]) == 2
    assert "--fix" in capfd.readouterr().err
