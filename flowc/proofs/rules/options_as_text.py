"""FC552: options that a channel with buttons can only show as a numbered text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from flowc.diagnostics.model import Diagnostic, Severity, Text, Turn, note
from flowc.diagnostics.proof import How, Over
from flowc.diagnostics.tell import quoted, tell
from flowc.proofs.facts import Facts
from flowc.proofs.facts.lengths import label_of
from flowc.proofs.witness import Witness, told
from flowc.source.span import Span
from flowc.structure import tree
from runtime.artifact import model
from runtime.channels.limits import CHANNELS, form_for, length


@dataclass(frozen=True, slots=True)
class OptionsAsText:
    """A question has more options, or longer labels, than a channel's buttons and lists take.

    Counted are all options of the question, and the labels of each locale; options that a `when` hides are
    counted too. The text above them is not: a long one may lead to a numbered text as well.

    Why: instead of buttons the customer gets a text with numbers, and has to type.
    Ringkasan: Sebuah pertanyaan punya pilihan lebih banyak, atau label lebih panjang, dari yang muat di
    tombol dan daftar sebuah kanal.

    Yang dihitung adalah semua pilihan, termasuk yang disembunyikan `when`, dan label di setiap bahasa. Teks
    di atasnya tidak dihitung, walau teks yang panjang juga bisa membuatnya menjadi teks bernomor.
    Mengapa: pelanggan tidak mendapat tombol, melainkan teks bernomor, dan harus mengetik.
    Bad:
        channels: [whatsapp]
        slots:
          topic:
            type: choice
            ask: tanya
            options:
              bayar: {label: {id: Pembayaran dan pengembalian dana, en: Payments and refunds of money}}
              kirim: {label: {id: Pengiriman, en: Delivery}}
        flows:
          lapor: {steps: [{collect: topic}]}
    Good:
        channels: [whatsapp]
        slots:
          topic:
            type: choice
            ask: tanya
            options:
              bayar: {label: {id: Pembayaran, en: Payments}}
              kirim: {label: {id: Pengiriman, en: Delivery}}
        flows:
          lapor: {steps: [{collect: topic}]}
    Since: 0.2
    """

    code: ClassVar[str] = "FC552"
    name: ClassVar[str] = "options-as-text"
    severity: ClassVar[Severity] = Severity.WARNING
    how: ClassVar[How] = How.OVER
    over: ClassVar[Over] = Over.ANSWERS

    span: Span
    channel: str
    options: int
    label: str  # the label that is too long; empty: there are too many
    most: int  # options, or characters of a label
    witness: tuple[Turn, ...]

    def report(self) -> Diagnostic:
        if self.label:
            message = Text(
                f"the label {quoted(self.label)} is too long for buttons of {self.channel}",
                f"label {quoted(self.label)} terlalu panjang untuk tombol {self.channel}",
            )
            label = Text(f"at most {self.most} characters", f"paling banyak {self.most} karakter")
            advice = Text(f"shorten it to {self.most} characters", f"persingkat menjadi {self.most} karakter")
        else:
            message = Text(
                f"{self.options} options are more than {self.channel} can show",
                f"{self.options} pilihan lebih dari yang bisa ditampilkan {self.channel}",
            )
            label = Text(f"at most {self.most} options", f"paling banyak {self.most} pilihan")
            advice = Text("ask in two steps, with fewer options each", "tanyakan dalam dua langkah")
        return tell(self, message, label, witness=self.witness, advice=advice)


def check(facts: Facts) -> Iterator[OptionsAsText]:
    """Yield each question whose options become a text, once for its most narrow channel."""
    witness = Witness(facts)
    seen: set[Span] = set()
    for key, state in facts.machine.states.items():
        options = _options(facts, key, state)
        if not options or key not in facts.reach:
            continue
        for channel, locale in _places(facts):
            labels = tuple(label_of(option, locale) for option in options)
            forms = CHANNELS[channel].options
            if len(forms) == 1 or form_for(channel, labels, "").form != "numbered":
                continue
            widest = forms[-2]
            room = widest.label or 0
            too_long = next((at for at, one in enumerate(labels) if room and length(one) > room), None)
            too_many = widest.most is not None and len(labels) > widest.most
            at = None if too_many else too_long
            span = facts.machine.steps[key].span if at is None else _label(options[at], locale)
            if span in seen:
                continue
            seen.add(span)
            shown = note(
                f"{channel} shows the options as a text with numbers",
                f"{channel} menampilkan pilihannya sebagai teks bernomor",
            )
            yield OptionsAsText(
                span,
                channel,
                len(labels),
                "" if at is None else labels[at],
                room if at is not None else widest.most or 0,
                told((*witness.until(key), *witness.question(key), shown)),
            )
            break


def _places(facts: Facts) -> Iterator[tuple[str, str]]:
    for channel in facts.bot.channels:
        for locale in facts.bot.locales:
            if channel.text in CHANNELS:
                yield channel.text, locale.text


def _options(facts: Facts, key: str, state: model.State) -> tuple[tree.Option, ...]:
    step = facts.machine.steps.get(key)
    if isinstance(state, model.Choose) and isinstance(step, tree.Choose):
        return tuple(one.option for one in step.options)
    if isinstance(state, model.Ask) and state.slot in facts.bot.slots:
        return facts.bot.slots[state.slot].type.options
    return ()


def _label(option: tree.Option, locale: str) -> Span:
    label = option.label
    word = None if label is None else label.locales.get(locale) or label.all
    return option.word.span if word is None else word.span
