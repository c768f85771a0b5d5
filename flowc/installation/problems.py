"""FC8xx: what a bot needs and an operator's file does not have, or has under another name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from flowc.diagnostics.model import Diagnostic, Severity, Text
from flowc.diagnostics.similar import similar_help
from flowc.diagnostics.tell import quoted, tell
from flowc.source.span import Span


@dataclass(frozen=True, slots=True)
class UnusableConfig:
    """The operator's file cannot be used as it is.

    Why: the server would not start with it, and every bot of the installation would stay silent.
    Since: 0.1
    """

    code: ClassVar[str] = "FC801"
    name: ClassVar[str] = "unusable-config"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    reason: str  # as the server would say it

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text("the operator's file cannot be used", "berkas operator tidak bisa dipakai"),
            Text(f"the server says: {self.reason}", f"kata server: {self.reason}"),
        )


@dataclass(frozen=True, slots=True)
class MissingDestination:
    """An action goes to a destination that the operator's file does not name.

    Why: the action could never succeed: every customer would get the words for a failure.
    Since: 0.1
    """

    code: ClassVar[str] = "FC802"
    name: ClassVar[str] = "missing-destination"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    action: str
    destination: str
    known: tuple[str, ...]

    def report(self) -> Diagnostic:
        action, destination = quoted(self.action), quoted(self.destination)
        return tell(
            self,
            Text(
                f"action {action} goes to {destination}, which the operator's file does not name",
                f"aksi {action} menuju {destination}, yang tidak ada di berkas operator",
            ),
            Text(f"needs `[destinations.{self.destination}]`", f"perlu `[destinations.{self.destination}]`"),
            advice=similar_help(
                self.destination, self.known, Text("known destinations", "tujuan yang dikenal")
            )
            or Text(
                f'add to the operator\'s file:\n[destinations.{self.destination}]\nurl = "https://…"',
                f'tambahkan ke berkas operator:\n[destinations.{self.destination}]\nurl = "https://…"',
            ),
        )


@dataclass(frozen=True, slots=True)
class UnknownDivision:
    """The operator's file gives a desk or an agent to a division that the bot does not have.

    Why: the real division would be left without its desk or its people, and nobody would notice before a
    customer waits there.
    Since: 0.1
    """

    code: ClassVar[str] = "FC803"
    name: ClassVar[str] = "unknown-division"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    division: str
    owner: str  # the place in the file: `desks.utama`
    known: tuple[str, ...]

    def report(self) -> Diagnostic:
        division, owner = quoted(self.division), quoted(self.owner)
        return tell(
            self,
            Text(
                f"{owner} names the division {division}, which the bot does not have",
                f"{owner} menyebut divisi {division}, yang tidak ada di bot",
            ),
            Text("no such division", "tidak ada divisi ini"),
            advice=similar_help(self.division, self.known, Text("known divisions", "divisi yang dikenal")),
        )


PROBLEMS = (UnusableConfig, MissingDestination, UnknownDivision)
