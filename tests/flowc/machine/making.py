"""Machines for tests: YAML laid over the base bot, expressions kept as their text."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from flowc.diagnostics.sink import Sink
from flowc.machine import Machine, lower
from flowc.structure import tree
from flowc.structure.build import read_bot
from runtime.artifact.tree import Compare, Expr, Null, String, Test
from tests.ui.bots import write_example


class Plain:
    """Stands for the checked expressions: each is the text it was written as."""

    def expr(self, expression: tree.Expression) -> Expr:
        return String(expression.text)

    def test(self, cell: tree.Expression) -> Test:
        return Compare("=", String(cell.text))

    def value(self, value: tree.Value, expected: tree.Type | None) -> Expr:
        return Null() if value.text is None else String(value.text)


@dataclass(frozen=True, slots=True)
class Made:
    bot: tree.Bot
    machine: Machine
    sink: Sink


def made(folder: Path, text: str) -> Made:
    """Return the machine of an example whose structure has no problems."""
    sink = Sink()
    bot = read_bot(write_example(folder / "bot", text), sink)
    assert bot is not None
    assert sink.ordered() == ()
    return Made(bot, lower(bot, Plain(), sink), sink)
