"""What a format renders: the problems of one bot, and how a reader wants to see them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from flowc.diagnostics.explain import Page
from flowc.diagnostics.model import Diagnostic, Severity
from flowc.diagnostics.proof import Proved
from flowc.source.span import PACKAGE


@dataclass(frozen=True, slots=True)
class Report:
    """One bot's problems, in the order in which they are shown.

    `folder` is the bot's folder as the reader named it (empty: paths are shown as they are in the bot);
    `sources` has the text of each file a span may point into; `left_out` problems were only counted;
    `allowed` ones have a reason in the bot. `in_repository` is the folder as the repository that holds it
    names it: what machines read is about files there, wherever the command was run. `proofs`
    is what was proved; None: nobody asked.
    """

    folder: str
    diagnostics: tuple[Diagnostic, ...]
    sources: Mapping[str, str] = field(default_factory=dict)
    left_out: int = 0
    allowed: int = 0
    in_repository: str = ""
    proofs: Proved | None = None

    def count(self, severity: Severity) -> int:
        return sum(1 for one in self.diagnostics if one.severity is severity)

    @property
    def has_errors(self) -> bool:
        return self.left_out > 0 or self.count(Severity.ERROR) > 0

    def path(self, file: str) -> str:
        """Return a file of the bot as the reader can open it."""
        if self.folder in ("", ".") or file.startswith(PACKAGE):
            return file
        return f"{self.folder.rstrip('/')}/{file}"


@dataclass(frozen=True, slots=True)
class Look:
    """How text is shown: `language` is `en` or `id`; `colour` only ever on a terminal.

    `pages` are those of the codes, for formats that carry them along.
    """

    language: str = "en"
    colour: bool = False
    pages: Mapping[str, Page] = field(default_factory=dict)
