"""An action that cannot be a bot's own detector."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from flowc.diagnostics.model import Diagnostic, Severity, Text
from flowc.diagnostics.tell import tell
from flowc.names.problems.telling import code
from flowc.source.span import Span


@dataclass(frozen=True, slots=True)
class DetectorDoesNotFit:
    """The action of `understanding.detector` takes or gives something else than a detector does.

    It takes `text`, and if it wants `locale`, `channel`, `awaiting` (texts) and `recent` (a list of texts).
    It may give `intent`, `faq`, `language` (texts), `score`, `sentiment` (numbers), `topics` (a list of
    texts) and `slots` (a context of slots' names).

    Why: nobody would fill in such an input, and nobody would read such an output.
    Ringkasan: Aksi di `understanding.detector` menerima atau memberi sesuatu yang bukan bagian sebuah
    detektor.

    Masukannya `text`; bila perlu juga `locale`, `channel`, `awaiting` (teks), dan `recent` (daftar teks).
    Keluarannya boleh `intent`, `faq`, `language` (teks), `score`, `sentiment` (angka), `topics` (daftar
    teks), dan `slots` (context dengan nama-nama slot).
    Mengapa: masukan seperti itu tidak ada yang mengisi, dan keluarannya tidak ada yang membaca.
    Bad:
        actions:
          nlu: {python: nlu, inputs: {pesan: {type: text}}, outputs: {intent: {type: text}}}
        understanding: {detector: {call: nlu}}
    Good:
        actions:
          nlu: {python: nlu, inputs: {text: {type: text}}, outputs: {intent: {type: text}}}
        understanding: {detector: {call: nlu}}
    Since: 0.1
    """

    code: ClassVar[str] = "FC244"
    name: ClassVar[str] = "detector-does-not-fit"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    action: str
    side: str  # input or output
    key: str | None  # None: there is none at all
    wanted: str | None = None  # a type
    found: str | None = None  # a type; None: it is missing
    known: tuple[str, ...] = ()

    def report(self) -> Diagnostic:
        side = Text(self.side, {"input": "masukan", "output": "keluaran"}[self.side])
        return tell(self, self._message(side), self._label(side), advice=self._advice(side))

    def _message(self, side: Text) -> Text:
        action, key = code(self.action), code(self.key or "")
        if self.key is None:
            return Text(
                f"action {action} gives nothing that a detector gives",
                f"aksi {action} tidak memberi apa pun yang diberikan detektor",
            )
        if self.found is None:
            return Text(
                f"action {action} as a detector has no {side.en} {key}",
                f"aksi {action} sebagai detektor tidak punya {side.id} {key}",
            )
        if self.wanted is None:
            return Text(
                f"a detector has no {side.en} {key}",
                f"detektor tidak punya {side.id} {key}",
            )
        return Text(
            f"{side.en} {key} of a detector is {self.wanted}, not {self.found}",
            f"{side.id} {key} dari detektor adalah {self.wanted}, bukan {self.found}",
        )

    def _label(self, side: Text) -> Text:
        if self.found is None:
            return Text("this action", "aksi ini")
        if self.wanted is None:
            return Text(f"no such {side.en}", f"{side.id} ini tidak ada")
        return Text(f"this is {self.found}", f"ini {self.found}")

    def _advice(self, side: Text) -> Text | None:
        if self.key is None:
            return Text(
                "give it an output, such as `intent: {type: text}`",
                "beri keluaran, misalnya `intent: {type: text}`",
            )
        if self.found is None:
            return Text(
                f"give it the {side.en} `{self.key}: {{type: text}}`",
                f"beri {side.id} `{self.key}: {{type: text}}`",
            )
        if self.wanted is None:
            names = ", ".join(code(name) for name in self.known)
            return Text(f"what there is: {names}", f"yang ada: {names}")
        type_ = "{type: list, of: {type: text}}" if " of " in self.wanted else f"{{type: {self.wanted}}}"
        return Text(f"write `{self.key}: {type_}`", f"tulis `{self.key}: {type_}`")


PROBLEMS = (DetectorDoesNotFit,)
