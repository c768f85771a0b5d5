"""FC6xx: what the world outside of the bot does not know, and so no artifact can hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from flowc.diagnostics.model import Diagnostic, Severity, Text
from flowc.diagnostics.tell import quoted, tell
from flowc.source.span import Span


@dataclass(frozen=True, slots=True)
class UnknownTimeZone:
    """A time zone has a name that no time zone has.

    Why: nobody could say when a division opens, or what `16:30` means.
    Ringkasan: Nama zona waktu ini tidak ada.
    Mengapa: tidak ada yang tahu kapan sebuah divisi buka, atau apa arti `16:30`.
    Bad:
        hours:
          kantor: {mon-fri: 08:00-17:00, timezone: Asia/Jakata}
    Good:
        hours:
          kantor: {mon-fri: 08:00-17:00, timezone: Asia/Jakarta}
    Since: 0.1
    """

    code: ClassVar[str] = "FC601"
    name: ClassVar[str] = "unknown-time-zone"
    severity: ClassVar[Severity] = Severity.ERROR

    span: Span
    zone: str
    similar: tuple[str, ...]

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(
                f"there is no time zone {quoted(self.zone)}",
                f"tidak ada zona waktu {quoted(self.zone)}",
            ),
            Text("not in the time zone database", "tidak ada di basis data zona waktu"),
            why=Text(
                "nobody could say when it opens, or what `16:30` means",
                "tidak ada yang tahu kapan buka, atau apa arti `16:30`",
            ),
            advice=_zones(self.similar),
        )


@dataclass(frozen=True, slots=True)
class UnknownHolidays:
    """Holidays are asked for of a country whose holidays are not known.

    Why: customers would be promised an answer on days when nobody works.
    Ringkasan: Bot ini meminta hari libur negara yang daftar liburnya tidak diketahui.
    Mengapa: pelanggan akan dijanjikan jawaban pada hari ketika tidak ada yang bekerja.
    Bad:
        hours:
          kantor: {mon-fri: 08:00-17:00, holidays: XX}
    Good:
        hours:
          kantor: {mon-fri: 08:00-17:00, holidays: ID}
    Since: 0.1
    """

    code: ClassVar[str] = "FC602"
    name: ClassVar[str] = "unknown-holidays"
    severity: ClassVar[Severity] = Severity.ERROR

    span: Span
    country: str

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(
                f"the holidays of {quoted(self.country)} are not known",
                f"hari libur {quoted(self.country)} tidak diketahui",
            ),
            Text("no list of holidays for this country", "tidak ada daftar hari libur negara ini"),
            why=Text(
                "customers would be promised an answer on days when nobody works",
                "pelanggan akan dijanjikan jawaban pada hari ketika tidak ada yang bekerja",
            ),
            advice=Text(
                "write a country's code such as `ID`, or name the days: `closed: [2026-12-25]`",
                "tulis kode negara seperti `ID`, atau sebutkan tanggalnya: `closed: [2026-12-25]`",
            ),
        )


@dataclass(frozen=True, slots=True)
class BeyondHorizon:
    """Hours are set for a day that lies beyond what is known of holidays and clock changes.

    Why: around that day the bot may say that a division is open when everyone is on holiday.
    Ringkasan: Jam diatur untuk hari yang melewati batas hari libur dan pergantian waktu yang diketahui.
    Mengapa: sekitar hari itu bot bisa bilang sebuah divisi buka padahal semua sedang libur.
    Bad:
        hours:
          kantor: {mon-fri: 08:00-17:00, overrides: {2039-12-31: 08:00-12:00}}
    Good:
        hours:
          kantor: {mon-fri: 08:00-17:00, overrides: {2027-12-31: 08:00-12:00}}
    Since: 0.1
    """

    code: ClassVar[str] = "FC603"
    name: ClassVar[str] = "beyond-horizon"
    severity: ClassVar[Severity] = Severity.WARNING

    span: Span
    day: str
    horizon: str

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(
                f"`{self.day}` lies beyond {self.horizon}, up to which holidays are known",
                f"`{self.day}` melewati {self.horizon}, batas hari libur yang diketahui",
            ),
            Text("later than anything that is known", "lebih jauh dari yang diketahui"),
            why=Text(
                "around that day the bot may say `open` when everyone is on holiday",
                "sekitar hari itu bot bisa bilang `buka` padahal semua sedang libur",
            ),
            advice=Text(
                "leave it out for now, and build the bot again when the day is nearer",
                "biarkan dulu, lalu bangun lagi bot ini ketika harinya sudah dekat",
            ),
        )


def _zones(similar: tuple[str, ...]) -> Text:
    if not similar:
        return Text("write it like `Asia/Jakarta`", "tulis seperti `Asia/Jakarta`")
    named = ", ".join(f"`{one}`" for one in similar)
    if len(similar) == 1:
        return Text(f"did you mean {named}?", f"mungkin maksudnya {named}?")
    return Text(f"known time zones: {named}", f"zona waktu yang ada: {named}")


PROBLEMS = (UnknownTimeZone, UnknownHolidays, BeyondHorizon)
