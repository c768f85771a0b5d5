"""Messages and texts that are missing, or kept under the wrong key, for some customers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from flowc.diagnostics.model import Diagnostic, Severity, Text
from flowc.diagnostics.tell import tell
from flowc.names.problems.telling import code, codes, did_you_mean
from flowc.source.span import Span


@dataclass(frozen=True, slots=True)
class MissingLocale:
    """A text for customers is not written in every locale of the bot.

    Why: customers who use the other language would get no words here.
    Ringkasan: Ada teks untuk pelanggan yang belum ditulis dalam semua bahasa bot.
    Mengapa: pelanggan yang memakai bahasa lain tidak mendapat kata-kata apa pun di sini.
    Bad:
        locales: [id, en]
        messages:
          halo: {id: Halo.}
    Good:
        locales: [id, en]
        messages:
          halo: {id: Halo., en: Hello.}
    Since: 0.1
    """

    code: ClassVar[str] = "FC206"
    name: ClassVar[str] = "missing-locale"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    what: str
    missing: tuple[str, ...]

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(
                f"{code(self.what)} has no text for {codes(self.missing)}",
                f"{code(self.what)} belum punya teks untuk {codes(self.missing)}",
            ),
            Text("not in every locale", "belum di semua bahasa"),
            advice=Text(
                f"add the text for {codes(self.missing)}", f"tambahkan teks untuk {codes(self.missing)}"
            ),
        )


@dataclass(frozen=True, slots=True)
class MissingBuiltin:
    """The bot speaks a locale for which a built-in message does not exist, and does not bring its own.

    Why: built-in words exist in `id` and `en`; in another language the bot would fall silent at this moment.
    Ringkasan: Ada pesan bawaan yang belum tersedia dalam salah satu bahasa bot, dan bot tidak menulisnya
    sendiri.
    Mengapa: kata bawaan ada dalam `id` dan `en`; dalam bahasa lain bot akan terdiam pada saat ini.
    Bad:
        locales: [id, en, ms]
    Good:
        locales: [id, en]
    Since: 0.1
    """

    code: ClassVar[str] = "FC207"
    name: ClassVar[str] = "missing-builtin"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    locale: str
    missing: tuple[str, ...]

    def report(self) -> Diagnostic:
        count = len(self.missing)
        return tell(
            self,
            Text(
                f"{count} built-in messages do not exist in {code(self.locale)}",
                f"{count} pesan bawaan belum ada dalam {code(self.locale)}",
            ),
            Text("built-in words exist in `id` and `en`", "kata bawaan ada dalam `id` dan `en`"),
            advice=Text(
                "declare under `messages`: " + codes(self.missing),
                "tulis di bawah `messages`: " + codes(self.missing),
            ),
        )


@dataclass(frozen=True, slots=True)
class UnknownChannel:
    """A message has words for a channel that the bot does not use.

    Why: no customer would ever read them.
    Ringkasan: Sebuah pesan punya teks untuk kanal yang tidak dipakai bot ini.
    Mengapa: teks itu tidak akan pernah dibaca pelanggan mana pun.
    Bad:
        messages:
          halo:
            id: {telegram: Halo di Telegram., default: Halo.}
            en: Hello.
    Good:
        messages:
          halo:
            id: {web: Halo di situs kami., default: Halo.}
            en: Hello.
    Since: 0.1
    """

    code: ClassVar[str] = "FC208"
    name: ClassVar[str] = "unknown-channel"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    channel: str
    known: tuple[str, ...]
    close: tuple[str, ...] = ()

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(
                f"{code(self.channel)} is not a channel of this bot",
                f"{code(self.channel)} bukan kanal bot ini",
            ),
            Text("not in `channels`", "tidak ada di `channels`"),
            advice=did_you_mean(self.close, "channel")
            or Text(f"this bot has {codes(self.known)}", f"bot ini punya {codes(self.known)}"),
        )


@dataclass(frozen=True, slots=True)
class MissingChannel:
    """A message has words for some channels, but not for all, and none under `default`.

    Why: customers on the other channels would get no words here.
    Ringkasan: Sebuah pesan punya teks untuk beberapa kanal saja, tanpa `default` untuk yang lainnya.
    Mengapa: pelanggan di kanal lain tidak mendapat kata-kata apa pun di sini.
    Bad:
        channels: [whatsapp, web]
        messages:
          halo:
            id: {whatsapp: Halo di WhatsApp.}
            en: Hello.
    Good:
        channels: [whatsapp, web]
        messages:
          halo:
            id: {whatsapp: Halo di WhatsApp., default: Halo.}
            en: Hello.
    Since: 0.1
    """

    code: ClassVar[str] = "FC209"
    name: ClassVar[str] = "missing-channel"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    what: str
    missing: tuple[str, ...]

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(
                f"{code(self.what)} has no text for {codes(self.missing)}",
                f"{code(self.what)} belum punya teks untuk {codes(self.missing)}",
            ),
            Text("not for every channel", "belum untuk semua kanal"),
            advice=Text("add the channel, or `default`", "tambahkan kanalnya, atau `default`"),
        )


@dataclass(frozen=True, slots=True)
class MisplacedWaitKind:
    """A message has words per kind of wait, but is said where no wait is known.

    Why: only `wait.announce` and `wait.update` are about a wait; elsewhere none of the texts could be chosen.
    Ringkasan: Teks sebuah pesan dibedakan menurut jenis tunggu, padahal disampaikan saat waktu tunggunya
    belum diketahui.
    Mengapa: hanya `wait.announce` dan `wait.update` yang berbicara soal menunggu; di tempat lain tidak ada
    teks yang bisa dipilih.
    Bad:
        messages:
          halo:
            id: {now: Sebentar ya., range: Tunggu ya.}
            en: Hello.
    Good:
        messages:
          halo: {id: Sebentar ya., en: One moment.}
    Since: 0.1
    """

    code: ClassVar[str] = "FC210"
    name: ClassVar[str] = "misplaced-wait-kind"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    what: str

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(
                f"{code(self.what)} cannot differ by kind of wait",
                f"{code(self.what)} tidak bisa dibedakan menurut jenis tunggu",
            ),
            Text("no wait is known here", "di sini belum ada waktu tunggu"),
            advice=Text(
                "only `wait.announce` and `wait.update` have kinds of wait",
                "hanya `wait.announce` dan `wait.update` yang punya jenis tunggu",
            ),
        )


@dataclass(frozen=True, slots=True)
class MissingWaitKind:
    """A wait message has words for some kinds of wait, but not for all five.

    Why: a customer in that situation would wait without a word.
    Ringkasan: Sebuah pesan tunggu punya teks untuk sebagian jenis tunggu, belum untuk kelimanya.
    Mengapa: pelanggan dengan jenis tunggu yang terlewat akan menunggu tanpa kabar.
    Bad:
        messages:
          wait.update:
            id: {now: Sebentar lagi., range: "{{ wait.range }} lagi."}
    Good:
        messages:
          wait.update:
            id:
              now: Sebentar lagi.
              range: "{{ wait.range }} lagi."
              over_limit: Masih lama ya.
              unknown: Masih dalam antrean.
              closed: Kami sudah tutup.
    Since: 0.1
    """

    code: ClassVar[str] = "FC211"
    name: ClassVar[str] = "missing-wait-kind"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    what: str
    missing: tuple[str, ...]

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(
                f"{code(self.what)} has no words for {codes(self.missing)}",
                f"{code(self.what)} belum punya kata untuk {codes(self.missing)}",
            ),
            Text("not for every kind of wait", "belum untuk semua jenis tunggu"),
            advice=Text(f"add {codes(self.missing)}", f"tambahkan {codes(self.missing)}"),
        )


@dataclass(frozen=True, slots=True)
class SuggestWithoutLabel:
    """A message suggests an intent that has no `label` for the button.

    Why: the customer would see the intent's name from the files instead of words.
    Ringkasan: Sebuah pesan menyarankan intent yang tidak punya `label` untuk tombolnya.
    Mengapa: di tombolnya pelanggan akan melihat nama intent dari berkas, bukan kata-kata.
    Bad:
        intents:
          cek_resi: {phrases: [cek resi]}
        messages:
          halo:
            id: {text: Halo., suggest: [cek_resi]}
            en: Hello.
    Good:
        intents:
          cek_resi: {label: {id: Cek resi, en: Track parcel}, phrases: [cek resi]}
        messages:
          halo:
            id: {text: Halo., suggest: [cek_resi]}
            en: Hello.
    Since: 0.1
    """

    code: ClassVar[str] = "FC212"
    name: ClassVar[str] = "suggest-without-label"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    intent: str

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(
                f"intent {code(self.intent)} is suggested as a button but has no `label`",
                f"intent {code(self.intent)} disarankan sebagai tombol tetapi tidak punya `label`",
            ),
            Text("the button has no words", "tombolnya tanpa tulisan"),
            advice=Text("add `label` to the intent", "tambahkan `label` pada intent itu"),
        )


PROBLEMS = (
    MissingLocale,
    MissingBuiltin,
    UnknownChannel,
    MissingChannel,
    MisplacedWaitKind,
    MissingWaitKind,
    SuggestWithoutLabel,
)
