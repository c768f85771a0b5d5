"""What is wrong with the text of an expression or a cell, as facts; the sentences are made elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

SyntaxKind = Literal[
    "empty",  # nothing there
    "too_long",  # `limit` characters
    "too_deep",  # `limit` levels of brackets, or of the expression itself
    "unknown_character",
    "foreign_operator",  # `found` belongs to another language; `instead` is what FEEL writes
    "foreign_quotes",  # typographic or single quotes; `instead` is `"`
    "unclosed_string",
    "bad_escape",  # `\q` in a string
    "bad_literal",  # `@"…"`, or an unquoted date, time or duration of a cell, that means nothing
    "bare_temporal",  # `10m` or `2026-11-23` in an expression; `instead` is the call that means it
    "number_and_word",  # `50rb`: digits and letters without an operator between
    "unclosed_bracket",  # `found` was opened and `expected` closes it
    "stray_bracket",  # `found` closes nothing
    "unexpected",  # `found` cannot stand here; `expected` names what can
    "chained_comparison",  # `1 < x < 5`
    "function_definition",  # known to the engine, not allowed in bots
]


@dataclass(frozen=True, slots=True)
class SyntaxFault:
    """One mistake in a text. `start` and `end` are offsets in it, end exclusive.

    `expected` holds texts that could stand there, or the words `value`, `operator`, `name`, `end`.
    `found` is empty at the end of the text.
    """

    kind: SyntaxKind
    start: int
    end: int
    found: str = ""
    expected: tuple[str, ...] = ()
    instead: str = ""
    limit: int = 0
