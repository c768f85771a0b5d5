"""Applies the fixes that are certain, again and again until there are none: `flowc check --fix`.

Laws: only what a problem points at is changed; no comment is; a second run finds nothing to do; a fix after
which a file could be read less well is not made.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from flowc.compiler import Result, compile_bot
from flowc.edits import Edit, apart, edited
from flowc.source.span import Span

MAX_ROUNDS = 20  # a fix brings to light at most what stands one level deeper; a bot has 32 levels at most
MAX_SINGLE = 100  # fixes tried one by one where they do not go together; each compiles the bot
FIRST_AFTER_SOURCE = "FC100"  # problems below it say that a file could not be read as it is


@dataclass(frozen=True, slots=True)
class Fixed:
    """`texts`: the new text of each file that changes. `result` is what the compiler says about them."""

    texts: dict[str, str]
    result: Result
    count: int


def fix_bot(folder: Path, as_of: date, result: Result) -> Fixed:
    """Return a bot with all that is certain fixed; `result` is the compiler's about it as it is."""
    now = Fixed({}, result, 0)
    for _ in range(MAX_ROUNDS):
        edits = certain_edits(now.result)
        if not edits:
            break
        after = _attempt(folder, as_of, now, edits)
        if after is None:
            after = now
            for edit in edits[:MAX_SINGLE]:
                # Places stay right from the last edit of a file to the first.
                after = _attempt(folder, as_of, after, (edit,)) or after
        if after is now:
            break
        now = after
    return now


def certain_edits(result: Result) -> tuple[Edit, ...]:
    """Return what can be written without asking, last place first."""
    edits = [
        Edit(fix.span, _apart_from_words(fix.span, fix.replacement, result))
        for problem in result.problems
        for fix in problem.report().fixes
        if fix.safe and fix.span.file in result.sources
    ]
    return apart(edits)[::-1]


def _apart_from_words(span: Span, text: str, result: Result) -> str:
    """Return a word with the spaces that keep it apart from its neighbours: `a&&b` is `a and b`."""
    line = result.sources[span.file].split("\n")[span.line]
    before, after = line[: span.column][-1:], line[span.end_column :][:1]
    is_word = text.isalpha()
    left = " " if is_word and (before.isalnum() or before == "_") else ""
    right = " " if is_word and (after.isalnum() or after == "_") else ""
    return f"{left}{text}{right}"


def _attempt(folder: Path, as_of: date, now: Fixed, edits: Sequence[Edit]) -> Fixed | None:
    texts = dict(now.texts)
    for file in {edit.span.file for edit in edits}:
        text = texts.get(file, now.result.sources[file])
        texts[file] = edited(text, [edit for edit in edits if edit.span.file == file])
    result = compile_bot(folder, as_of, texts, now.result.against)
    if result.internal_errors or _unreadable(result) > _unreadable(now.result):
        return None
    return Fixed(texts, result, now.count + len(edits))


def _unreadable(result: Result) -> int:
    return result.left_out + sum(problem.code < FIRST_AFTER_SOURCE for problem in result.problems)
