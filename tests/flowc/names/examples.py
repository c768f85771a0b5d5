"""Runs the stages up to types on a small example and shows what they find, with the words it points at."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from flowc.diagnostics.sink import Sink
from flowc.names import Symbols, resolve
from flowc.source.span import Span
from flowc.structure import tree
from flowc.structure.build import read_bot
from flowc.types import Typed, check
from tests.ui.bots import write_example


@dataclass(frozen=True, slots=True)
class Checked:
    """What the stages made of an example, and its problems in order as (code, words at the place)."""

    bot: tree.Bot
    symbols: Symbols
    typed: Typed
    problems: tuple[tuple[str, str], ...]
    messages: tuple[str, ...]


def checked(folder: Path, example: str) -> Checked:
    write_example(folder / "bot", example)
    sink = Sink()
    bot = read_bot(folder / "bot", sink)
    assert bot is not None, sink.ordered()
    symbols = resolve(bot, sink)
    typed = check(bot, symbols, sink)
    problems = sink.ordered()
    return Checked(
        bot,
        symbols,
        typed,
        tuple((one.code, _words(folder / "bot", one.span)) for one in problems),
        tuple(one.report().message.en for one in problems),
    )


def _words(folder: Path, span: Span) -> str:
    lines = (folder / span.file).read_text(encoding="utf-8").split("\n")
    if span.line == span.end_line:
        return lines[span.line][span.column : span.end_column]
    return "\n".join(
        [
            lines[span.line][span.column :],
            *lines[span.line + 1 : span.end_line],
            lines[span.end_line][: span.end_column],
        ]
    )


def dedented(text: str) -> str:
    """Return an example without the indentation of its first line, and without blank lines."""
    lines = [line for line in text.split("\n") if line.strip()]
    indent = len(lines[0]) - len(lines[0].lstrip())
    return "\n".join(line.removeprefix(" " * indent) for line in lines) + "\n"
