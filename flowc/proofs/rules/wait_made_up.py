"""FC554: words about a wait that nobody has measured, or that are the same whoever is there."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from flowc.diagnostics.model import Diagnostic, Severity, Text, Turn, note, said
from flowc.diagnostics.proof import How, Over
from flowc.diagnostics.tell import quoted, tell
from flowc.names.builtin_messages import WAIT_MESSAGES
from flowc.proofs.facts import Facts
from flowc.proofs.witness import Witness, told
from flowc.source.span import Span
from flowc.structure import tree
from runtime.artifact import model
from runtime.understanding.builtin import COMMANDS

# Said from the moment a person is wanted until one is there; none of them knows how long it takes.
_AROUND_IT = (
    *("handover.connecting", "handover.noted", "handover.moved", "handover.busy", "handover.transferred"),
    *("handover.escalated", "handover.agent_lost", "handover.failed", "handover.timed_out", "handover.left"),
)
_COUNT = r"(?:\d+|satu|dua|tiga|lima|sepuluh|one|two|three|five|ten)"
_UNIT = r"(?:detik|menit|jam|hari|seconds?|minutes?|mins?|hours?|hrs?|days?)"
_LENGTH = re.compile(rf"\b(?:{_COUNT}[\s-]+{_UNIT}|semenit|sejam|sehari|an hour)\b", re.IGNORECASE)
_ROUND_THE_CLOCK = re.compile(r"\b24[\s-]+(?:jam|hours?)\b", re.IGNORECASE)
_BLANKS = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_PRINTED = re.compile(r"\{\{-?\s*wait\.(range|low|high)\b")


class Flaw(enum.Enum):
    NUMBER = "a length of time stands in the text"
    ONE_END = "only one end of the estimate is printed"
    NO_RANGE = "the estimate is not printed"
    ALL_ALIKE = "one text for all kinds of wait"


@dataclass(frozen=True, slots=True)
class WaitMadeUp:
    """A text tells the customer how long to wait, and does not know it.

    Told is a length of time that is written into `wait.announce`, `wait.update` or a `handover.…` message
    that comes before a person does; a text for the kind `range` without `wait.range`, or with only one of
    `wait.low` and `wait.high`; and a wait message with one text for all kinds, which says the same when
    nobody can tell how long it takes, and when everybody has gone home. A filled-in fact that another kind
    of wait knows is FC366.

    Over-approximate: a length of time may be about something else. Where it is, say so with
    `allow: {wait-made-up: reason}` on the message.

    Why: who was told five minutes and has waited for twenty believes nothing any more.
    Ringkasan: Sebuah teks memberi tahu pelanggan berapa lama harus menunggu, padahal tidak tahu.

    Yang dilaporkan: lama waktu yang ditulis langsung di `wait.announce`, `wait.update`, atau pesan
    `handover.…` yang terkirim sebelum ada orang; teks jenis `range` tanpa `wait.range`, atau yang memuat
    hanya salah satu dari `wait.low` dan `wait.high`; dan pesan tunggu dengan satu teks untuk semua jenis,
    yang berkata sama saja ketika lamanya tidak bisa dipastikan dan ketika semua orang sudah pulang. Fakta
    milik jenis tunggu lain dilaporkan FC366.

    Bisa berlebihan: lama waktu itu mungkin tentang hal lain. Kalau memang begitu, tulis
    `allow: {wait-made-up: alasan}` pada pesannya.
    Mengapa: yang dijanjikan lima menit lalu menunggu dua puluh menit tidak percaya apa-apa lagi.
    Bad:
        messages:
          handover.noted: {id: "Dicatat. Tim kami datang dalam 5 menit.", en: "Noted. We come in 5 minutes."}
    Good:
        messages:
          handover.noted: {id: "Dicatat. Tim kami segera membacanya.", en: "Noted. Our team will read it."}
    Since: 0.2
    """

    code: ClassVar[str] = "FC554"
    name: ClassVar[str] = "wait-made-up"
    severity: ClassVar[Severity] = Severity.WARNING
    how: ClassVar[How] = How.OVER
    over: ClassVar[Over] = Over.MESSAGES
    span: Span
    message: str
    flaw: Flaw
    words: str  # the length that is written, or the end that is printed
    witness: tuple[Turn, ...]

    def report(self) -> Diagnostic:
        name, words = quoted(self.message), quoted(self.words)
        match self.flaw:
            case Flaw.NUMBER:
                message = Text(
                    f"{name} promises {words}, which nobody has measured",
                    f"{name} menjanjikan {words}, padahal tidak ada yang mengukurnya",
                )
                label = Text("the same for every customer", "sama untuk setiap pelanggan")
            case Flaw.ONE_END:
                message = Text(
                    f"{name} prints {words} alone, as if it were certain",
                    f"{name} menampilkan {words} saja, seolah-olah pasti",
                )
                label = Text("one end of an estimate", "salah satu ujung perkiraan")
            case Flaw.NO_RANGE:
                message = Text(
                    f"{name} does not say the estimate that is known",
                    f"{name} tidak menyebut perkiraan yang sudah diketahui",
                )
                label = Text("the text for the kind `range`", "teks untuk jenis `range`")
            case Flaw.ALL_ALIKE:
                message = Text(
                    f"{name} says the same whether somebody is there or not",
                    f"{name} berkata sama saja, ada orang atau tidak",
                )
                label = Text("one text for all kinds of wait", "satu teks untuk semua jenis tunggu")
        return tell(self, message, label, witness=self.witness, advice=self._advice())

    def _advice(self) -> Text:
        if self.flaw is Flaw.ONE_END:
            return Text("print both ends: `{{ wait.range }}`", "tampilkan keduanya: `{{ wait.range }}`")
        if self.flaw is Flaw.NO_RANGE:
            return Text("print it: `{{ wait.range }}`", "tampilkan: `{{ wait.range }}`")
        if self.message == "handover.left":
            shown = "`{% if division.reply_by %}{{ division.reply_by }}{% endif %}`"
            return Text(f"print what is promised: {shown}", f"tampilkan yang dijanjikan: {shown}")
        if self.message not in WAIT_MESSAGES:
            return Text(
                "leave it out: `wait.announce` tells how long it takes",
                "hapus saja: `wait.announce` yang menyebut lamanya",
            )
        kinds = "`closed`, `now`, `unknown`, `over_limit`"
        return Text(
            f"write a text per kind: {kinds}, and `range` with `{{{{ wait.range }}}}`",
            f"tulis satu teks per jenis: {kinds}, dan `range` dengan `{{{{ wait.range }}}}`",
        )


def check(facts: Facts) -> Iterator[WaitMadeUp]:
    """Yield each wording with something made up in it, once, in the order of the files."""
    for name, message in facts.bot.messages.items():
        if name not in WAIT_MESSAGES and name not in _AROUND_IT:
            continue
        alike = False
        for variant in message.variants:
            for content in variant.contents:
                found = _flaw(name, variant, content.text.text)
                if found is None or (alike and found[0] is Flaw.ALL_ALIKE):
                    continue
                flaw, words = found
                alike = alike or flaw is Flaw.ALL_ALIKE
                turns = _conversation(facts, name, content.text.text, flaw)
                yield WaitMadeUp(content.text.span, name, flaw, words, turns)


def _flaw(name: str, variant: tree.Variant, text: str) -> tuple[Flaw, str] | None:
    plain = _ROUND_THE_CLOCK.sub("", _BLANKS.sub(" … ", text))
    length = _LENGTH.search(plain)
    if length is not None:
        return Flaw.NUMBER, length[0]
    if name not in WAIT_MESSAGES:
        return None
    if variant.wait is None:
        return Flaw.ALL_ALIKE, ""
    ends = set(_PRINTED.findall(text))
    if variant.wait.text != "range" or "range" in ends or len(ends) > 1:
        return None
    return (Flaw.ONE_END, f"wait.{ends.pop()}") if ends else (Flaw.NO_RANGE, "")


def _conversation(facts: Facts, name: str, text: str, flaw: Flaw) -> tuple[Turn, ...]:
    witness = Witness(facts)
    handovers = (
        key
        for key, state in facts.machine.states.items()
        if isinstance(state, model.Handover) and key in facts.paths
    )
    here = next(handovers, None)
    asked = COMMANDS["status"].get(witness.locale) or COMMANDS["status"]["en"]
    if flaw in (Flaw.NUMBER, Flaw.ALL_ALIKE):
        claim = note("nobody can tell how long it takes", "tidak ada yang tahu berapa lamanya")
    else:
        claim = note("the estimate has two ends", "perkiraannya punya dua ujung")
    return told(
        (
            *(() if here is None else witness.until(here)),
            *((said("customer", asked[0]),) if name == "wait.update" else ()),
            said("bot", witness.filled(text)),
            claim,
        )
    )
