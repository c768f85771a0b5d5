"""The gallery's cases, read and compiled: small broken projects as data, laid over the base bot."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from flowc.compiler import compile_bot
from flowc.diagnostics.model import Diagnostic
from tests.ui.bots import AS_OF, Expected, lay_over_base, without_the_rest, write_bot

GALLERY = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Wanted:
    """A problem that must be told. `help`: words that its help has in both languages; "" for any help."""

    place: Expected
    help: str | None


@dataclass(frozen=True, slots=True)
class Mistake:
    """One project. Nothing wanted: a habit that works."""

    habit: str
    note: str
    files: dict[str, str]
    wanted: tuple[Wanted, ...]

    @property
    def title(self) -> str:
        return f"{self.habit}: {self.note}"


def mistakes() -> Iterator[Mistake]:
    """Yield every case of every file, in order."""
    for path in sorted(GALLERY.glob("*.yaml")):
        for case in yaml.safe_load(path.read_text(encoding="utf-8")):
            yield read_mistake(path.stem, case)


def read_mistake(habit: str, case: dict[str, object]) -> Mistake:
    """Return a case as it stands in the files; what is not a case raises."""
    note, files, want = case["note"], case["files"], case["want"]
    assert isinstance(note, str)
    assert isinstance(files, dict)
    assert isinstance(want, list)
    assert case.keys() == {"note", "files", "want"}, note
    return Mistake(habit, note, files, tuple(_wanted(one, files) for one in want))


def _wanted(one: dict[str, object], files: dict[str, str]) -> Wanted:
    assert {"code", "line"} <= one.keys() <= {"code", "line", "file", "help"}, one
    file = str(one.get("file") or next(iter(files)))
    assert file in files, file
    line = int(str(one["line"]))
    assert 1 <= line <= files[file].count("\n") + 1, one
    cure = one.get("help")
    help_ = None if cure is None else "" if cure is True else str(cure)
    return Wanted(Expected(file, line - 1, str(one["code"])), help_)


def told(mistake: Mistake, folder: Path) -> list[tuple[Expected, Diagnostic]]:
    """Return everything that the compiler says about a case, built in the new folder `folder`."""
    about = mistake.wanted[0].place.code if mistake.wanted else ""
    result = without_the_rest(compile_bot(write_bot(folder, lay_over_base(mistake.files)), AS_OF), about)
    assert result.left_out == result.internal_errors == 0
    return [
        (Expected(one.span.file, one.span.line, one.code), one.report())
        for one in sorted(result.problems, key=lambda one: (one.span.file, one.span.line, one.span.column))
    ]
