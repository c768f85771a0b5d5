"""The bot's files while they are being edited: read before each line, compiled again when they differ."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from flowc.compiler import Result, compile_bot
from flowc.diagnostics.sink import Sink
from flowc.project import read_project


class BotFiles:
    """`result` is what the compiler made of the files as they were seen last."""

    def __init__(self, folder: Path, as_of: date, result: Result) -> None:
        self.folder = folder
        self.result = result
        self._as_of = as_of
        self._texts: Mapping[str, str] = result.sources

    def changed(self) -> bool:
        """Return whether the files differ from those seen last; if so they are compiled into `result`.

        Texts are compared, not times: an editor may write twice in a clock's tick, or save what was there.
        """
        texts = read_project(self.folder, Sink()).texts
        if texts == self._texts:
            return False
        self._texts = texts
        self.result = compile_bot(self.folder, self._as_of)
        return True
