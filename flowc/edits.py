"""Changes to a bot's files: replacements at places, shown as a diff, and written into the files.

Laws: what no edit touches keeps its bytes, line breaks and byte order mark included; a file is replaced at
once or not at all.
"""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from flowc.source.span import Span

_BREAK = re.compile(r"(\r\n|\r|\n)")
_BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Edit:
    """Put `text` where `span` is. Neither has to stay on one line."""

    span: Span
    text: str


def apart(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """Return the edits in order of their places, without those that overlap an earlier one."""
    kept: list[Edit] = []
    for edit in sorted(edits, key=lambda one: (one.span, one.text)):
        last = kept[-1].span if kept else None
        if last is None or last.file != edit.span.file or _end(last) <= _start(edit.span) != _start(last):
            kept.append(edit)
    return tuple(kept)


def edited(text: str, edits: Iterable[Edit]) -> str:
    """Return a file's text with the edits, which must not overlap; its lines end in `\\n`."""
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    for edit in sorted(edits, key=lambda one: one.span, reverse=True):
        start = starts[edit.span.line] + edit.span.column
        end = starts[edit.span.end_line] + edit.span.end_column
        text = text[:start] + edit.text + text[end:]
    return text


def diff(before: Mapping[str, str], after: Mapping[str, str]) -> str:
    """Return what changes in which file, as `diff -u` would show it; empty: nothing."""
    parts: list[str] = []
    for path in sorted(after):
        old, new = before[path].splitlines(keepends=True), after[path].splitlines(keepends=True)
        for line in difflib.unified_diff(old, new, path, path, n=1):
            parts.append(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n")
    return "".join(parts)


def write_texts(folder: Path, before: Mapping[str, str], after: Mapping[str, str]) -> None:
    """Write each text that changed into its file of a bot's folder."""
    for path, text in after.items():
        if text != before[path]:
            file = folder / path
            _replace(file, rewritten(file.read_bytes().decode(), before[path], text).encode())


def rewritten(raw: str, before: str, after: str) -> str:
    """Return a file as it is on disk with its text changed: other lines keep the line breaks they have.

    Raises ValueError when the file is no longer what was read.
    """
    mark = _BOM if raw.startswith(_BOM) else ""
    pieces = _BREAK.split(raw.removeprefix(_BOM))
    lines, breaks = pieces[::2], [*pieces[1::2], ""]
    if lines != before.split("\n"):
        raise ValueError("changed meanwhile")
    usual = next((one for one in breaks if one), "\n")
    wanted = after.split("\n")
    kept: list[str] = []
    for _, start, end, first, last in difflib.SequenceMatcher(
        None, lines, wanted, autojunk=False
    ).get_opcodes():
        ends = breaks[start:end] if end - start == last - first else [usual] * (last - first)
        kept += [line + (one or usual) for line, one in zip(wanted[first:last], ends, strict=True)]
    text = "".join(kept)
    return mark + (text[: len(text) - len(_BREAK.findall(text)[-1])] if kept else text)


def _replace(file: Path, data: bytes) -> None:
    beside = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        beside.write_bytes(data)
        beside.chmod(file.stat().st_mode & 0o7777)
        beside.replace(file)
    finally:
        beside.unlink(missing_ok=True)


def _start(span: Span) -> tuple[int, int]:
    return span.line, span.column


def _end(span: Span) -> tuple[int, int]:
    return span.end_line, span.end_column
