"""Bots that nobody could have meant: the compiler says what is wrong, in both languages, and never fails.

`--seed` tries others, `--scale` so many times as many. `tests/properties/test_compile.py` looks for the
smallest example of a fault; here many are tried.
"""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

from flowc.compiler import compile_bot
from flowc.diagnostics.model import Severity
from runtime.artifact import codec
from tests.architecture import ROOT
from tests.chaos.scale import scale
from tests.fuzz.nasty import SEED

PROJECTS = 500 * scale()
SOURCES = tuple(
    (ROOT / "tests" / name).read_text(encoding="utf-8")
    for name in ("golden/kecil/bot/bot.yaml", "conversations/pindah/_versi_1/bot.yaml")
)
PIECES = (
    *("{", "}", "[", "]", ": ", "- ", "\t", "\n", "'", '"', "&a ", "*a ", "!!x ", "<<: ", "| ", ">\n", "#"),
    *("---\n", "? ", "%", "\ufeff", "\x00", "\u202e", "😀", "{{ ", " }}", "{% for x in y %}", "null", "~"),
    *("1e999", "0777", "10:30", "9" * 400, "x" * 70_000, "say: ", "goto: ", "when: ", "(", "for i in 1..9 "),
)


def changed(text: str, chance: random.Random) -> str:
    """Return a file with one to four lines or pieces changed."""
    for _ in range(chance.randint(1, 4)):
        lines = text.split("\n")
        at, kind = chance.randrange(len(lines)), chance.randrange(6)
        line = lines[at]
        place = chance.randrange(len(line) + 1)
        match kind:
            case 0:
                del lines[at]
            case 1:
                lines.insert(chance.randrange(len(lines)), line)
            case 2:
                lines[at] = line[:place] + chance.choice(PIECES) + line[place:]
            case 3:
                lines[at] = line[:place] + line[place + chance.randint(1, 8) :]
            case 4:
                lines[at] = " " * chance.randrange(9) + line.lstrip()
            case _:
                words = line.split(" ")
                chance.shuffle(words)
                lines[at] = " ".join(words)
        text = "\n".join(lines)
    return text


def test_every_project_is_an_artifact_or_problems_with_places(tmp_path: Path) -> None:
    chance = random.Random(SEED)
    broken = 0
    for number in range(PROJECTS):
        text = changed(chance.choice(SOURCES), chance)
        (tmp_path / "bot.yaml").write_text(text, encoding="utf-8", errors="surrogatepass")
        result = compile_bot(tmp_path, date(2026, 11, 23))
        told = [problem.report() for problem in result.problems]
        errors = [one for one in told if one.severity is Severity.ERROR]
        assert (result.artifact is None) == bool(errors), (number, text)
        for one in told:
            assert one.message.en, (number, one.code)
            assert one.message.id, (number, one.code)
            assert not one.code.startswith("FC9"), (number, one.code)
        if result.artifact is not None:
            codec.dump(result.artifact)
        broken += bool(errors)
    assert PROJECTS * 0.3 < broken < PROJECTS, broken
