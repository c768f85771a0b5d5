"""Regular expressions that cannot blow up: every pattern runs in time linear in the text.

The pattern becomes a small program that follows all its ways at once (Thompson 1968, with Pike's captures),
so no text of a customer can make it slow; `re` would try the ways one by one, exponentially many.
Only a pattern that refers back (`(a)\\1`) is tried way by way; each try is work of the same budget.
"""

from __future__ import annotations

from runtime.feel import limits
from runtime.feel.faults import OverBudgetError, Run
from runtime.feel.pattern import Op, Pattern

Captures = tuple[int, ...]

_TRY_WORK = 10  # one try of one way costs about as much as ten states that are followed at once


def search(pattern: Pattern, text: str, run: Run, start: int = 0) -> Captures | None:
    """Return the captures (start and end of each group, -1 if unused) of the first match from `start`."""
    if pattern.refers_back:
        return _one_by_one(pattern, text, run, start)
    found: Captures | None = None
    current: list[tuple[int, Captures]] = []
    blank = (-1,) * (2 * pattern.groups + 2)
    for at in range(start, len(text) + 1):
        seen = {pc for pc, _ in current}
        if found is None:
            _follow(pattern, 0, blank, text, at, current, seen)
        if not current:
            if found is not None:
                break
            continue
        run.pattern_work(len(seen))
        following: list[tuple[int, Captures]] = []
        seen = set()
        for pc, captures in current:
            step = pattern.steps[pc]
            if step.op is Op.MATCH:
                found = captures
                break
            if at < len(text) and step.test is not None and step.test(text[at]):
                _follow(pattern, pc + 1, captures, text, at + 1, following, seen)
        current = following
    return found


def _one_by_one(pattern: Pattern, text: str, run: Run, start: int) -> Captures | None:
    """Try the ways in order of preference. A way that comes to a place as another one has been there ends."""
    blank = (-1,) * (2 * pattern.groups + 2)
    for begin in range(start, len(text) + 1):
        pending = [(0, begin, blank)]
        seen: set[tuple[int, int, Captures]] = set()
        while pending:
            pc, at, captures = here = pending.pop()
            if here in seen:
                continue
            seen.add(here)
            run.pattern_work(_TRY_WORK)
            step = pattern.steps[pc]
            match step.op:
                case Op.MATCH:
                    return captures
                case Op.CHAR:
                    if at < len(text) and step.test is not None and step.test(text[at]):
                        pending.append((pc + 1, at + 1, captures))
                case Op.BACK:
                    again = text[max(captures[2 * step.first], 0) : max(captures[2 * step.first + 1], 0)]
                    there = text[at : at + len(again)]
                    if again == there or (pattern.ignore_case and again.casefold() == there.casefold()):
                        pending.append((pc + 1, at + len(again), captures))
                case _:
                    threads: list[tuple[int, Captures]] = []
                    _step_over(pattern, pc, captures, text, at, threads)
                    pending.extend((further, at, kept) for further, kept in threads)
    return None


def _step_over(
    pattern: Pattern, pc: int, captures: Captures, text: str, at: int, threads: list[tuple[int, Captures]]
) -> None:
    """Add where a step that reads no character leads; what is preferred comes last."""
    step = pattern.steps[pc]
    match step.op:
        case Op.JUMP:
            threads.append((step.first, captures))
        case Op.SPLIT:
            threads.append((step.second, captures))
            threads.append((step.first, captures))
        case Op.SAVE:
            threads.append((pc + 1, (*captures[: step.first], at, *captures[step.first + 1 :])))
        case Op.LINE_START:
            if at == 0 or (pattern.multiline and text[at - 1] == "\n"):
                threads.append((pc + 1, captures))
        case Op.LINE_END:
            if at == len(text) or (pattern.multiline and text[at] == "\n"):
                threads.append((pc + 1, captures))


def _follow(
    pattern: Pattern,
    pc: int,
    captures: Captures,
    text: str,
    at: int,
    threads: list[tuple[int, Captures]],
    seen: set[int],
) -> None:
    """Add every thread that starts at `pc` without reading a character, in order of preference."""
    pending = [(pc, captures)]
    while pending:
        pc, captures = pending.pop()
        if pc in seen:
            continue
        seen.add(pc)
        step = pattern.steps[pc]
        if step.op in (Op.CHAR, Op.MATCH):
            threads.append((pc, captures))
        else:
            _step_over(pattern, pc, captures, text, at, pending)


def replace(pattern: Pattern, text: str, replacement: str, run: Run) -> str | None:
    """Return `text` with every match replaced; `$1` is a group, `$0` the match, `\\$` a dollar sign.

    None when the pattern matches nothing at all or the replacement is broken (XQuery functions 3.1, 5.6.4).
    """
    parts = _replacement(replacement, pattern.groups)
    if parts is None or search(pattern, "", run) is not None:
        return None
    result: list[str] = []
    length = at = 0
    while (found := search(pattern, text, run, at)) is not None:
        result.append(text[at : found[0]])
        for part in parts:
            result.append(
                part if isinstance(part, str) else text[max(found[2 * part], 0) : max(found[2 * part + 1], 0)]
            )
        length += sum(map(len, result[-1 - len(parts) :]))
        if length > limits.STRING_CHARS:
            raise OverBudgetError("string_chars")
        at = found[1]
    return "".join(result) + text[at:]


def split(pattern: Pattern, text: str, run: Run) -> tuple[str, ...] | None:
    """Return the pieces of `text` between the matches; None when the pattern matches nothing at all."""
    if search(pattern, "", run) is not None:
        return None
    pieces: list[str] = []
    at = 0
    while (found := search(pattern, text, run, at)) is not None:
        pieces.append(text[at : found[0]])
        at = found[1]
    return (*pieces, text[at:])


def _replacement(text: str, groups: int) -> tuple[str | int, ...] | None:
    parts: list[str | int] = []
    at = 0
    while at < len(text):
        char, follower = text[at], text[at + 1 : at + 2]
        if char == "$":
            if not follower.isdecimal():
                return None
            group = int(follower)
            parts.append(group if group <= groups else "")
            at += 2
        elif char == "\\":
            if follower not in ("\\", "$"):
                return None
            parts.append(follower)
            at += 2
        else:
            parts.append(char)
            at += 1
    return tuple(parts)
