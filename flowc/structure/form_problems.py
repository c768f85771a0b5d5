"""Problems of values that are written in another form than their kind has: durations, hours, dates."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

from flowc.diagnostics.fixes import write_instead
from flowc.diagnostics.model import Diagnostic, Severity, Text
from flowc.diagnostics.tell import quoted, tell
from flowc.source.span import Span
from flowc.structure.suggestions import (
    certain_date,
    certain_duration,
    certain_hours,
    means_closed,
    suggested_date,
    suggested_duration,
    suggested_hours,
)


@dataclass(frozen=True, slots=True)
class BadDuration:
    """A length of time is not written as a number and a unit, largest unit first.

    Why: `30` could be seconds or hours, and a customer waits that long.
    Ringkasan: Lama waktu tidak ditulis sebagai angka dengan satuan, dari satuan terbesar.
    Mengapa: `30` bisa berarti detik atau jam, dan selama itulah pelanggan menunggu.

    Bad:
        defaults: {idle_after: 30}
    Good:
        defaults: {idle_after: 30m}
    Since: 0.1
    """

    code: ClassVar[str] = "FC113"
    name: ClassVar[str] = "bad-duration"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    written: str

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(f"{quoted(self.written)} is not a duration", f"{quoted(self.written)} bukan durasi"),
            Text("not a number and a unit", "bukan angka dengan satuan"),
            advice=self._advice(),
            fixes=write_instead(self.span, certain_duration(self.written), len(self.written)),
        )

    def _advice(self) -> Text:
        if meant := suggested_duration(self.written):
            return Text(f"write `{meant}`", f"tulis `{meant}`")
        if re.fullmatch("[0-9]{1,6}", n := self.written.strip()):
            return Text(
                f"write `{n}s` (seconds), `{n}m` (minutes), `{n}h` (hours) or `{n}d` (days)",
                f"tulis `{n}s` (detik), `{n}m` (menit), `{n}h` (jam), atau `{n}d` (hari)",
            )
        return Text(
            "write `90s`, `30m`, `1h30m` or `3d`; the units are `y w d h m s ms`",
            "tulis `90s`, `30m`, `1h30m`, atau `3d`; satuannya `y w d h m s ms`",
        )


@dataclass(frozen=True, slots=True)
class BadHours:
    """Times of a day are not written as `from-to`, overlap, or are no times.

    Why: customers would be told that somebody is there when nobody is.
    Ringkasan: Jam buka tidak ditulis sebagai `dari-sampai`, saling tumpang tindih, atau bukan jam.
    Mengapa: pelanggan bisa diberi tahu ada petugas, padahal tidak ada siapa-siapa.

    Bad:
        hours:
          toko: {mon-fri: 8-17}
    Good:
        hours:
          toko: {mon-fri: 08:00-17:00}
    Since: 0.1
    """

    code: ClassVar[str] = "FC114"
    name: ClassVar[str] = "bad-hours"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    written: str

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(f"{quoted(self.written)} are not hours of a day", f"{quoted(self.written)} bukan jam buka"),
            Text("not `from-to` in order", "bukan `dari-sampai` yang berurutan"),
            advice=self._advice(),
            fixes=write_instead(self.span, certain_hours(self.written), len(self.written)),
        )

    def _advice(self) -> Text:
        if meant := suggested_hours(self.written):
            return Text(f"write `{meant}`", f"tulis `{meant}`")
        if means_closed(self.written):
            return Text(
                "leave this line out: a day without hours is closed",
                "hapus baris ini: hari yang tidak ditulis berarti tutup",
            )
        return Text(
            "write `08:00-12:00, 13:00-17:00`; leave out days that are closed",
            "tulis `08:00-12:00, 13:00-17:00`; hari libur cukup tidak ditulis",
        )


@dataclass(frozen=True, slots=True)
class BadForm:
    """A value is not written the way values of its kind are: a date, a time zone, a country, a language.

    Why: it cannot be understood, or would be understood as something else.
    Ringkasan: Nilai ini tidak ditulis seperti seharusnya untuk jenisnya: tanggal, zona waktu, negara, atau
    bahasa.
    Mengapa: nilainya tidak bisa dipahami, atau dipahami sebagai hal lain.

    Bad:
        country: Indonesia
    Good:
        country: ID
    Since: 0.1
    """

    code: ClassVar[str] = "FC115"
    name: ClassVar[str] = "bad-form"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    written: str
    en: str
    id: str
    example: str

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(f"{quoted(self.written)} is not {self.en}", f"{quoted(self.written)} bukan {self.id}"),
            Text(f"not {self.en}", f"bukan {self.id}"),
            advice=Text(f"write `{day}`", f"tulis `{day}`")
            if (day := suggested_date(self.written))
            else Text(f"write it like `{self.example}`", f"tulis seperti `{self.example}`"),
            fixes=write_instead(self.span, certain_date(self.written), len(self.written)),
        )


FORM_PROBLEMS = (
    BadDuration,
    BadHours,
    BadForm,
)
