"""Texts of messages that cannot be filled in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from flowc.diagnostics.model import Diagnostic, Severity, Text
from flowc.diagnostics.tell import tell
from flowc.names.problems.telling import code, codes, did_you_mean
from flowc.source.span import Span
from flowc.types.problems.wording import called, write

_INSTEAD = {
    "": Text(
        "values stand in `{{ name }}`, conditions in `{% if name %}…{% endif %}`",
        "nilai ditulis `{{ nama }}`, syarat ditulis `{% if nama %}…{% endif %}`",
    ),
    "brace": Text(
        "close `{{` with `}}`, and `{%` with `%}`",
        "tutup `{{` dengan `}}`, dan `{%` dengan `%}`",
    ),
    "elif": Text("write `{% elif … %}`", "tulis `{% elif … %}`"),
    "endif": Text("end it with `{% endif %}`", "akhiri dengan `{% endif %}`"),
    "equals": Text("in texts, compare with `==`", "di dalam teks, bandingkan dengan `==`"),
    "default": Text('write `{{ name | default("…") }}`', 'tulis `{{ nama | default("…") }}`'),
    "if": Text(
        "write `{% if … %}…{% else %}…{% endif %}`",
        "tulis `{% if … %}…{% else %}…{% endif %}`",
    ),
}


@dataclass(frozen=True, slots=True)
class BrokenTemplate:
    """The `{{ … }}` or `{% … %}` of a message cannot be read.

    Why: the customer would get an apology instead of the message.
    Ringkasan: `{{ … }}` atau `{% … %}` di sebuah pesan tidak bisa dibaca.
    Mengapa: pelanggan akan menerima permintaan maaf, bukan pesannya.
    Bad:
        messages:
          halo: {id: "Halo {{ customer.id }", en: Hello.}
    Good:
        messages:
          halo: {id: "Halo {{ customer.id }}", en: Hello.}
    Since: 0.1
    """

    code: ClassVar[str] = "FC360"
    name: ClassVar[str] = "broken-template"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    habit: str = ""  # of another template language; a key of `_INSTEAD`
    written: str = ""

    def report(self) -> Diagnostic:
        advice = _INSTEAD.get(self.habit, _INSTEAD[""])
        if self.habit == "words":
            name = "_".join(self.written.split())
            advice = Text(
                f"names have no spaces: `{{{{ {name} }}}}`", f"nama tidak memakai spasi: `{{{{ {name} }}}}`"
            )
        return tell(
            self,
            Text(
                "something between the braces of this text cannot be read",
                "ada isi kurung kurawal di teks ini yang tidak bisa dibaca",
            ),
            Text("cannot be filled in", "tidak bisa diisi"),
            advice=advice,
        )


@dataclass(frozen=True, slots=True)
class TemplateDoesTooMuch:
    """A message's text does something that texts cannot do, such as calculating.

    Texts may print values with filters, and use `if` and `for`.

    Why: what a message says must be readable from its text; values are worked out before, in `set` or an
    action.
    Ringkasan: Teks sebuah pesan melakukan sesuatu di luar kemampuan teks, misalnya menghitung.

    Teks boleh mencetak nilai dengan filter, serta memakai `if` dan `for`.
    Mengapa: isi pesan harus bisa dibaca dari teksnya; nilai dihitung lebih dulu, di `set` atau di sebuah
    aksi.
    Bad:
        messages:
          halo: {id: "Halo {{ turns.customer + 1 }}", en: Hello.}
    Good:
        messages:
          halo: {id: "Halo {{ turns.customer }}", en: Hello.}
    Since: 0.1
    """

    code: ClassVar[str] = "FC361"
    name: ClassVar[str] = "template-does-too-much"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    written: str
    instead: str = ""

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(
                f"{code(self.written)} cannot be used in a message's text",
                f"{code(self.written)} tidak bisa dipakai dalam teks pesan",
            ),
            Text("more than a text can do", "di luar kemampuan teks"),
            advice=write(f"{{{{ {self.instead} }}}}")
            if self.instead
            else Text(
                "print values and filters, `if` with `==`, `and`, `or`, `not`, `is none`, and `for`",
                "cukup nilai dan filter, `if` dengan `==`, `and`, `or`, `not`, `is none`, dan `for`",
            ),
        )


@dataclass(frozen=True, slots=True)
class UnknownFilter:
    """A message uses a filter that does not exist.

    Why: nobody can say how the value was meant to look, so the text cannot be sent.
    Ringkasan: Sebuah pesan memakai filter yang tidak ada.
    Mengapa: tidak ada yang tahu nilainya mau ditampilkan seperti apa, jadi teksnya tidak bisa dikirim.
    Bad:
        messages:
          halo: {id: "Halo {{ customer.id | uper }}", en: Hello.}
    Good:
        messages:
          halo: {id: "Halo {{ customer.id | upper }}", en: Hello.}
    Since: 0.1
    """

    code: ClassVar[str] = "FC362"
    name: ClassVar[str] = "unknown-filter"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    filter: str
    close: tuple[str, ...] = ()

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(f"there is no filter {code(self.filter)}", f"tidak ada filter {code(self.filter)}"),
            Text("not a filter", "bukan filter"),
            advice=did_you_mean(self.close),
        )


@dataclass(frozen=True, slots=True)
class FilterMisused:
    """A filter gets an argument it does not take, or lacks the one it needs.

    Why: the value could not be printed as it was meant.
    Ringkasan: Isi kurung sebuah filter bukan yang diterimanya, atau yang dibutuhkannya belum ditulis.
    Mengapa: nilainya tidak bisa dicetak seperti yang dimaksud.
    Bad:
        messages:
          halo: {id: "Halo {{ customer.id | truncate }}", en: Hello.}
    Good:
        messages:
          halo: {id: "Halo {{ customer.id | truncate(20) }}", en: Hello.}
    Since: 0.1
    """

    code: ClassVar[str] = "FC363"
    name: ClassVar[str] = "filter-misused"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    filter: str

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(
                f"filter {code(self.filter)} does not fit what is in its brackets",
                f"isi kurung filter {code(self.filter)} tidak cocok",
            ),
            Text("not what it takes", "bukan yang diterimanya"),
            advice=Text(
                'as in `truncate(20)`, `number(2)`, `default("-")`, `join(", ")`, `date("long")`',
                'misalnya `truncate(20)`, `number(2)`, `default("-")`, `join(", ")`, `date("long")`',
            ),
        )


@dataclass(frozen=True, slots=True)
class FilterDoesNotFit:
    """A filter stands on a value of a kind it cannot print.

    Why: a text printed as money, or a number as a date, would reach the customer as nonsense or not at all.
    Ringkasan: Sebuah filter dipakai pada jenis nilai yang tidak bisa dicetaknya.
    Mengapa: teks yang dicetak sebagai uang, atau angka sebagai tanggal, sampai ke pelanggan sebagai omong
    kosong atau tidak sampai sama sekali.
    Bad:
        messages:
          halo: {id: "Halo {{ customer.id | money }}", en: Hello.}
    Good:
        messages:
          halo: {id: "Halo {{ turns.customer | money }}", en: Hello.}
    Since: 0.1
    """

    code: ClassVar[str] = "FC364"
    name: ClassVar[str] = "filter-does-not-fit"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    filter: str
    got: str

    def report(self) -> Diagnostic:
        got = called(self.got)
        return tell(
            self,
            Text(
                f"filter {code(self.filter)} cannot print {got.en}",
                f"filter {code(self.filter)} tidak bisa mencetak {got.id}",
            ),
            Text(f"on {got.en}", f"pada {got.id}"),
        )


@dataclass(frozen=True, slots=True)
class CannotBePrinted:
    """A message prints a group of values or a file, which have no words of their own.

    Why: the customer would read the inside of a program instead of words.
    Ringkasan: Sebuah pesan mencetak kelompok nilai atau berkas, yang tidak punya kata sendiri.
    Mengapa: pelanggan akan membaca isi perut sebuah program, bukan kata-kata.
    Bad:
        slots:
          foto: {type: file, ask: tanya}
        messages:
          halo: {id: "Halo {{ foto }}", en: Hello.}
    Good:
        slots:
          foto: {type: file, ask: tanya}
        messages:
          halo: {id: "Halo{% if foto.name %} {{ foto.name }}{% endif %}", en: Hello.}
    Since: 0.1
    """

    code: ClassVar[str] = "FC365"
    name: ClassVar[str] = "cannot-be-printed"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    used: str
    parts: tuple[str, ...]

    def report(self) -> Diagnostic:
        advice = None
        if self.parts:
            shown = codes(f"{self.used}.{part}" for part in self.parts[:4])
            advice = Text(f"print one of its values: {shown}", f"cetak salah satu nilainya: {shown}")
        return tell(
            self,
            Text(
                f"{code(self.used)} is a group of values, which cannot be printed",
                f"{code(self.used)} adalah kelompok nilai, jadi tidak bisa dicetak",
            ),
            Text("no words of its own", "tidak punya kata sendiri"),
            advice=advice,
        )


@dataclass(frozen=True, slots=True)
class FactOfAnotherWait:
    """A message uses a fact about waiting that is not known where it is said.

    `wait.range`, `wait.low` and `wait.high` are known under `range`, `wait.limit` under `over_limit`; in
    the wait
    messages `division.opens_at` and `division.closed_because` are known under `closed`, `queue.position`
    under
    `unknown`.

    Why: the customer would read a number that nobody measured.
    Ringkasan: Sebuah pesan memakai keterangan tunggu yang tidak diketahui di tempat pesan itu disampaikan.

    `wait.range`, `wait.low`, dan `wait.high` diketahui di bawah `range`, `wait.limit` di bawah `over_limit`;
    di pesan tunggu, `division.opens_at` dan `division.closed_because` diketahui di bawah `closed`,
    `queue.position` di bawah `unknown`.
    Mengapa: pelanggan akan membaca angka yang tidak pernah diukur siapa pun.
    Bad:
        messages:
          halo: {id: "Tunggu {{ wait.range }}.", en: "Wait {{ wait.range }}."}
    Good:
        messages:
          halo: {id: Mohon tunggu., en: Please wait.}
    Since: 0.1
    """

    code: ClassVar[str] = "FC366"
    name: ClassVar[str] = "fact-of-another-wait"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    used: str
    under: str  # the kind of wait where it is known

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(
                f"{code(self.used)} is known only under {code(self.under)} of a wait message",
                f"{code(self.used)} hanya diketahui di bawah {code(self.under)} pada pesan tunggu",
            ),
            Text("not known here", "tidak diketahui di sini"),
            advice=Text(
                f"use it in `wait.announce` or `wait.update`, under {code(self.under)}",
                f"pakai di `wait.announce` atau `wait.update`, di bawah {code(self.under)}",
            ),
        )


@dataclass(frozen=True, slots=True)
class NotAnAddress:
    """A link or a medium of a message has an address that does not begin with `https://`.

    Why: channels refuse other addresses, and over `http` anyone on the way could change what the customer
    opens.
    Ringkasan: Alamat sebuah tautan atau media tidak diawali `https://`.
    Mengapa: kanal menolak alamat lain, dan lewat `http` siapa pun di tengah jalan bisa mengubah apa yang
    dibuka pelanggan.
    Bad:
        messages:
          halo: {id: {text: Halo., link: {url: toko.example, label: Toko}}, en: Hello.}
    Good:
        messages:
          halo: {id: {text: Halo., link: {url: "https://toko.example", label: Toko}}, en: Hello.}
    Since: 0.1
    """

    code: ClassVar[str] = "FC367"
    name: ClassVar[str] = "not-an-address"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    written: str

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(f"{code(self.written)} is not a web address", f"{code(self.written)} bukan alamat web"),
            Text("does not begin with `https://`", "tidak diawali `https://`"),
            advice=Text("write the whole address: `https://...`", "tulis alamat lengkapnya: `https://...`"),
        )


@dataclass(frozen=True, slots=True)
class UnfilledBraces:
    """A name of the bot stands between single braces in a text, where nothing fills it in.

    Why: customers would read the name itself, braces and all, where they expect their own.
    Ringkasan: Nama dari bot ini berada di antara kurung kurawal tunggal di sebuah teks, dan tidak ada yang
    mengisinya.
    Mengapa: pelanggan akan membaca nama itu lengkap dengan kurungnya, padahal mengharapkan namanya sendiri.
    Bad:
        flows:
          sapa: {steps: [{collect: nama}, {say: {id: "Halo {nama}.", en: "Hello {nama}."}}]}
    Good:
        flows:
          sapa: {steps: [{collect: nama}, {say: {id: "Halo {{ nama }}.", en: "Hello {{ nama }}."}}]}
    Since: 0.2
    """

    code: ClassVar[str] = "FC368"
    name: ClassVar[str] = "unfilled-braces"
    severity: ClassVar[Severity] = Severity.WARNING
    span: Span
    written: str
    used: str

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(
                f"{code(self.written)} is said as it stands, braces and all",
                f"{code(self.written)} akan terkirim apa adanya, lengkap dengan kurungnya",
            ),
            Text("nothing fills this in", "tidak ada yang mengisinya"),
            advice=write(f"{{{{ {self.used} }}}}"),
        )


PROBLEMS = (
    BrokenTemplate,
    TemplateDoesTooMuch,
    UnknownFilter,
    FilterMisused,
    FilterDoesNotFit,
    CannotBePrinted,
    FactOfAnotherWait,
    NotAnAddress,
    UnfilledBraces,
)
