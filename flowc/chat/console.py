"""The terminal of a session: reading lines with a history, and writing them in colour; plain without one."""

from __future__ import annotations

import contextlib
import shutil
import sys
import textwrap
from collections.abc import Callable, Iterator
from typing import TextIO

from flowc.chat import words
from flowc.chat.bot_files import BotFiles
from flowc.chat.commands import NAMES, SIGN
from flowc.chat.lines import Line, Who
from flowc.chat.session import Session
from flowc.diagnostics.render.paint import Paint, Role, colourful, plain
from flowc.diagnostics.render.width import visible
from runtime.artifact import codec

COLUMN = 7  # the speaker's name and a gap: `Anda`, `agent`
NARROWEST = 40  # cells: texts are not broken shorter, however small the window is
_ROLE = {
    Who.CUSTOMER: Role.CUSTOMER,
    Who.BOT: Role.BOT,
    Who.AGENT: Role.SECOND,
    Who.ASK: Role.WARNING,
    Who.ERROR: Role.ERROR,
}

Complain = Callable[[BaseException], str]  # what is said about a mistake of ours
Report = Callable[[BotFiles], str]  # what is wrong with the files


class Console:
    """One person before one session. `faults` counts our own mistakes."""

    def __init__(
        self, language: str, *, colour: bool, interactive: bool, source: TextIO, target: TextIO
    ) -> None:
        self.faults = 0
        self._language = language
        self._paint: Paint = colourful if colour else plain
        self._interactive = interactive
        self._source, self._target = source, target

    def talk(self, session: Session, files: BotFiles, report: Report, complain: Complain) -> None:
        """Hand lines over until the person leaves, or there are no more."""
        if self._interactive:
            _remember_lines()
        while not session.done:
            line = self._read(session.asking)
            if line is None:
                break
            try:
                self.write(self._renewed(session, files, report))
                self.write(session.take(line))
            except Exception as error:  # our own mistake: told with a code, and the session goes on
                self.faults += 1
                self.write((Line(Who.ERROR, complain(error)),))
        if self._interactive:
            self._target.write("\n")

    def write(self, lines: tuple[Line, ...]) -> None:
        """Write lines, the speaker before each."""
        for line in lines:
            for text in self._shown(line):
                self._target.write(f"{text}\n")
        self._target.flush()

    # ---- reading ----

    def _read(self, asking: str | None) -> str | None:
        name = asking or words.CUSTOMER.in_(self._language)
        if self._interactive:
            try:
                return input(f"{name}> ")
            except EOFError:
                return None
        line = self._source.readline()
        if not line:
            return None
        text = line.rstrip("\n")
        self._target.write(f"{name}> {_visible(text)}\n")
        return text

    def _renewed(self, session: Session, files: BotFiles, report: Report) -> tuple[Line, ...]:
        """Go on with the files as they are now; with those before, where they have errors."""
        if not files.changed():
            return ()
        artifact = files.result.artifact
        if artifact is None:
            self._target.write(report(files))
            return (Line(Who.ERROR, words.CHANGED_BROKEN.in_(self._language)),)
        return session.renew(artifact, codec.name(codec.dump(artifact)))

    # ---- writing ----

    def _shown(self, line: Line) -> Iterator[str]:
        speaker = words.WHO.get(line.who.value)
        name = speaker.in_(self._language) if speaker else ""
        if line.who is Who.ERROR:
            name = "!"
        elif line.who is Who.ASK:
            name = "?"
        beside = f"  {self._paint(Role.NOTE, _visible(line.beside))}" if line.beside else ""
        role = _ROLE.get(line.who)
        parts = list(self._broken(line.text)) or [""]
        for number, part in enumerate(parts):
            head = self._paint(role, f"{name:<{COLUMN}}") if role and not number else " " * COLUMN
            if line.who is Who.NOTE:
                text = self._paint(Role.NOTE, part)
            elif line.who in (Who.ERROR, Who.ASK) and role is not None:
                text = self._paint(role, part)
            else:
                text = part
            yield f"{head}{text}{beside if number == len(parts) - 1 else ''}".rstrip()

    def _broken(self, text: str) -> Iterator[str]:
        """Break texts at the window's width; a pipe gets them as they are."""
        for part in text.split("\n"):
            if self._interactive:
                width = max(shutil.get_terminal_size().columns - COLUMN, NARROWEST)
                yield from textwrap.wrap(_visible(part), width, replace_whitespace=False) or [""]
            else:
                yield _visible(part)


def _visible(text: str) -> str:
    return "".join(visible(text))


def _remember_lines() -> None:
    """Let the arrow keys bring earlier lines back, and the tab key finish a command, where Python can."""
    with contextlib.suppress(ImportError):
        import readline

        names = [f"{SIGN}{name}" for name in NAMES]

        def finish(begun: str, number: int) -> str | None:
            fitting = [name for name in names if begun.startswith(SIGN) and name.startswith(begun)]
            return fitting[number] if number < len(fitting) else None

        readline.set_completer(finish)
        readline.set_completer_delims(" ")
        readline.parse_and_bind("tab: complete")


def standard_streams() -> tuple[TextIO, TextIO]:
    """Return stdin and stdout; bytes of a pipe that are no UTF-8 are replaced, never a reason to stop."""
    for stream in (sys.stdin, sys.stdout):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")
    return sys.stdin, sys.stdout
