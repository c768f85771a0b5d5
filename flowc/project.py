"""Finds and reads the files of a bot; nothing in them is understood here.

Laws: nothing outside the bot's folder is ever read; a symlink loop ends; the same folder always gives the
same files in the same order; line breaks are `\\n` and a byte order mark is gone in every text.
"""

from __future__ import annotations

import codecs
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from flowc.diagnostics.model import Problem, Severity
from flowc.diagnostics.sink import Sink
from flowc.source.file_problems import (
    BinaryFile,
    FileNotRead,
    FileTooLarge,
    MissingBotFile,
    NotUtf8,
    PathOutsideBot,
    TooManyFiles,
    UnreadableFile,
)
from flowc.source.span import Span
from runtime import limits

BOT_FILE = "bot.yaml"
MAX_FILES = limits.BOT_FILES.value
MAX_VISITED = 20_000  # names looked at, so that a check of the home folder ends within a second
MAX_FILE_BYTES = limits.FILE.value
MAX_PROJECT_BYTES = limits.BOT_BYTES.value


@dataclass(frozen=True, slots=True)
class SourceFile:
    """`path` is relative to the bot's folder, with `/`."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Project:
    """The files of one bot: `files` are YAML, `bot.yaml` first, then by path; `sheets` are CSV.

    A CSV file that cannot be read is in `refused` with its problem, which is told when a table names it: a
    bot's folder may hold other exports too. `broken`: a YAML file could not be read, which is told already.
    """

    root: Path
    files: tuple[SourceFile, ...] = ()
    sheets: tuple[SourceFile, ...] = ()
    refused: tuple[tuple[str, Problem], ...] = ()
    broken: bool = False

    @property
    def texts(self) -> dict[str, str]:
        """The text of every file, by path: what a renderer shows source lines from."""
        return {one.path: one.text for one in (*self.files, *self.sheets)}

    def with_texts(self, texts: Mapping[str, str]) -> Project:
        """Return the same files with other texts, by path."""
        if not texts:
            return self
        return replace(
            self, files=tuple(replace(one, text=texts.get(one.path, one.text)) for one in self.files)
        )


def read_project(folder: Path, sink: Sink) -> Project:
    """Read the bot in `folder`; what cannot be read is reported and left out. Never raises."""
    root = Path(os.path.realpath(folder))
    if not os.path.lexists(root / BOT_FILE):
        sink.add(MissingBotFile(Span(BOT_FILE), Path(folder).name or str(folder)))
        return Project(root, broken=True)
    files: list[SourceFile] = []
    sheets: list[SourceFile] = []
    refused: list[tuple[str, Problem]] = []
    broken = False
    room = MAX_PROJECT_BYTES
    for count, (path, found) in enumerate(_walk(root)):
        problem: Problem | None = None
        if isinstance(found, Path):
            if count >= MAX_FILES:
                sink.add(TooManyFiles(Span(BOT_FILE), MAX_FILES))
                broken = True
                break
            read = _read(found, path)
            if isinstance(read, SourceFile):
                room -= len(read.text)
                if room >= 0:
                    (sheets if path.endswith(".csv") else files).append(read)
                    continue
                problem = FileTooLarge(Span(path), MAX_PROJECT_BYTES >> 10, together=True)
            else:
                problem = read
        else:
            problem = found
        if path.endswith(".csv"):
            refused.append((path, problem))
        else:
            sink.add(problem)
            broken = broken or problem.severity is Severity.ERROR
        if room < 0:
            break
    files.sort(key=lambda one: (one.path != BOT_FILE, one.path))
    sheets.sort(key=lambda one: one.path)
    return Project(root, tuple(files), tuple(sheets), tuple(refused), broken)


def _walk(root: Path) -> Iterator[tuple[str, Path | Problem]]:
    """Give every YAML and CSV file below `root` with its path in the bot, or the problem with it."""
    seen: set[str] = set()
    visited = 0
    folders = [(root, "")]
    while folders:
        folder, prefix = folders.pop()
        real = os.path.realpath(folder)
        if real in seen:
            continue  # a second way to the same folder, or a loop
        seen.add(real)
        try:
            names = sorted(os.listdir(folder))
        except OSError as error:
            yield prefix.rstrip("/"), UnreadableFile(Span(prefix.rstrip("/")), _reason(error))
            continue
        if prefix and BOT_FILE in names:
            continue  # a bot of its own
        below = []
        for name in names:
            visited += 1
            if visited > MAX_VISITED:
                yield BOT_FILE, TooManyFiles(Span(BOT_FILE), MAX_VISITED)
                return
            if name.startswith((".", "_")):
                continue
            entry, path = folder / name, prefix + name
            wanted = name.endswith((".yaml", ".yml", ".csv"))
            if entry.is_symlink() and not _is_inside(entry, root):
                if wanted or os.path.isdir(entry):
                    yield path, PathOutsideBot(Span(path), path)
            elif os.path.isdir(entry) and path != BOT_FILE:
                below.append((entry, path + "/"))
            elif wanted and (real_file := os.path.realpath(entry)) not in seen:
                seen.add(real_file)
                yield path, FileNotRead(Span(path)) if name.endswith(".yml") else entry
        folders.extend(reversed(below))


def _is_inside(entry: Path, root: Path) -> bool:
    return Path(os.path.realpath(entry)).is_relative_to(root)


def _read(file: Path, path: str) -> SourceFile | Problem:
    start = Span(path)
    try:
        if not file.is_file():  # a pipe or a device would never end; a link to itself is no file
            return UnreadableFile(start, "not a file" if os.path.lexists(file) else "no such file")
        with file.open("rb") as stream:
            content = stream.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        return UnreadableFile(start, _reason(error))
    return decode(content, path)


def decode(content: bytes, path: str) -> SourceFile | Problem:
    """Return a file's text, or why it is none. Pure; the half of reading that needs no disk."""
    if len(content) > MAX_FILE_BYTES:
        return FileTooLarge(Span(path), MAX_FILE_BYTES >> 10)
    text = _exported(content) if path.endswith(".csv") else None
    if text is not None:
        return SourceFile(path, text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))
    if (at := content.find(0)) >= 0:
        return BinaryFile(_byte_place(content, at, path))
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        return NotUtf8(_byte_place(content, error.start, path), content[error.start])
    return SourceFile(path, text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))


def _exported(content: bytes) -> str | None:
    """Return the text of a sheet that is not UTF-8 but what spreadsheets write as well; None: it is not.

    UTF-16 is known by its byte order mark. What is neither, and has no byte that Windows-1252 leaves unused,
    is read as that: it is how western spreadsheets save "CSV".
    """
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    elif b"\0" in content:
        return None
    else:
        encodings = ["utf-8", "cp1252"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if "\0" in text else text
    return None


def _byte_place(content: bytes, at: int, path: str) -> Span:
    before = content[:at].removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
    lines = before.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return Span(path, len(lines) - 1, len(lines[-1]), len(lines) - 1, len(lines[-1]) + 1)


def _reason(error: OSError) -> str:
    return (error.strerror or type(error).__name__).lower()
