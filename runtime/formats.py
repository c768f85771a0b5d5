"""How values are printed for people, in Indonesian and English (LANGUAGE section 4).

Laws:
- The same value, locale, currency and zone give the same text; nothing is read from the system.
- A duration is never rounded down: a customer may wait less than announced, not more.
- Instants print in the bot's zone with its name; numbers round half away from zero, as people do.
- Any other locale prints as English does; its own words come with the messages.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal, localcontext
from math import ceil
from typing import TypeVar

from runtime.artifact.model import ZoneChange
from runtime.routing.zone import to_local

# Digits printed at most: a longer number is a mistake, and quantising needs a bound.
NUMBER_DIGITS = 60

_DAYS = {
    "id": ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_MONTHS = {
    "id": (
        "Januari", "Februari", "Maret", "April", "Mei", "Juni",
        "Juli", "Agustus", "September", "Oktober", "November", "Desember",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
}  # fmt: skip
_SHORT_MONTHS = {
    "id": ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}
# seconds in a unit: its name for one, for several
_UNITS = {
    "id": {86400: ("hari", "hari"), 3600: ("jam", "jam"), 60: ("menit", "menit"), 1: ("detik", "detik")},
    "en": {
        86400: ("day", "days"),
        3600: ("hour", "hours"),
        60: ("minute", "minutes"),
        1: ("second", "seconds"),
    },
}
_YES_NO = {"id": ("ya", "tidak"), "en": ("yes", "no")}
_LESS_THAN = {"id": "kurang dari", "en": "less than"}
# Currencies without minor units in everyday prices (ISO 4217, and practice for IDR).
_WHOLE_CURRENCIES = frozenset({"IDR", "JPY", "KRW", "VND", "CLP", "PYG", "UGX", "XAF", "XOF", "ISK"})
_SHOWN_DIGITS = 4  # of a masked value

_Entry = TypeVar("_Entry")


class Unprintable(ValueError):
    """A value that has no print: null, a context, a file."""


@dataclass(frozen=True, slots=True, eq=False)
class Label:
    """A choice in a message: prints its label, compares as its word."""

    word: str
    text: str

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Label):
            return self.word == other.word
        return self.word == other if isinstance(other, str) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.word)

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Formats:
    """The prints of one locale. `zone` may be empty where no instant is ever printed."""

    locale: str
    currency: str = "IDR"
    zone: tuple[ZoneChange, ...] = ()

    def print(self, value: object) -> str:
        """Return how `{{ value }}` prints.

        Raises:
            Unprintable: null, or a value made of named parts.
        """
        match value:
            case str() | Label():
                return str(value)
            case bool():
                return self.boolean(value)
            case int() | float() | Decimal():
                return self.number(value)
            case datetime():
                return self.moment(value)
            case date():
                return self.day(value)
            case time():
                return self.clock(value)
            case timedelta():
                return self.duration(value)
            case Mapping() | None:
                raise Unprintable("null" if value is None else "a value made of parts")
            case Sequence():
                return self.listing(value)
            case _:
                raise Unprintable(type(value).__name__)

    def number(self, value: int | float | Decimal, digits: int | None = None) -> str:
        """Return `1.250.000,5`; `digits` behind the separator, None: as many as the number has."""
        amount = Decimal(str(value))
        if not amount.is_finite() or amount.adjusted() >= NUMBER_DIGITS:
            raise Unprintable("a number out of range")
        with localcontext() as context:
            context.prec = 2 * NUMBER_DIGITS
            if digits is not None or -amount.as_tuple().exponent > NUMBER_DIGITS:  # type: ignore[operator]  # finite
                places = NUMBER_DIGITS if digits is None else digits
                amount = amount.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
            text = f"{amount if amount else abs(amount):,f}"
        if digits is None and "." in text:
            text = text.rstrip("0").rstrip(".")
        if self.locale == "id":
            text = text.translate({ord(","): ".", ord("."): ","})
        return text

    def money(self, value: int | float | Decimal) -> str:
        """Return `Rp1.250.000`; minor units only where the currency or the amount has them."""
        amount = Decimal(str(value))
        if not amount.is_finite():
            raise Unprintable("a number out of range")
        whole = self.currency in _WHOLE_CURRENCIES and amount == amount.to_integral_value()
        text = self.number(abs(amount), 0 if whole else 2)
        sign = "-" if amount < 0 else ""
        if self.locale == "id" and self.currency == "IDR":
            return f"{sign}Rp{text}"
        return f"{sign}{self.currency} {text}"

    def day(self, value: date, style: str = "") -> str:
        """Return `23 Nov 2026`, or with `long` `Senin, 23 November 2026`."""
        day = self._wall(value) if isinstance(value, datetime) else value
        if style == "long":
            weekday, month = self._of(_DAYS)[day.weekday()], self._of(_MONTHS)[day.month - 1]
            return f"{weekday}, {day.day} {month} {day.year}"
        return f"{day.day} {self._of(_SHORT_MONTHS)[day.month - 1]} {day.year}"

    def clock(self, value: time | datetime) -> str:
        """Return `16.30 WIB` / `4:30 pm WIB`. A bare time bears the zone's name if the zone has only one."""
        wall = self._wall(value) if isinstance(value, datetime) else value
        names = {change.name for change in self.zone}
        name = wall.tzname() or (names.pop() if len(names) == 1 else "")
        if self.locale == "id":
            text = f"{wall.hour:02}.{wall.minute:02}"
        else:
            text = f"{wall.hour % 12 or 12}:{wall.minute:02} {'am' if wall.hour < 12 else 'pm'}"
        return f"{text} {name}".rstrip()

    def moment(self, value: datetime) -> str:
        """Return `Sen 23 Nov, 16.30 WIB`."""
        wall = self._wall(value)
        weekday = self._of(_DAYS)[wall.weekday()][:3]
        return f"{weekday} {wall.day} {self._of(_SHORT_MONTHS)[wall.month - 1]}, {self.clock(wall)}"

    def duration(self, value: timedelta) -> str:
        """Return `5 menit`, `1 jam 30 menit`, `2 hari 3 jam`: two units, the smaller rounded up."""
        units = self._of(_UNITS)
        left = ceil(abs(value).total_seconds())
        step = 3600 if left > 86400 else 60 if left >= 60 else 1
        left = -(-left // step) * step
        parts = []
        for seconds, (one, several) in units.items():
            count, left = divmod(left, seconds)
            if count:
                parts.append(f"{count} {one if count == 1 else several}")
        if not parts:
            return f"0 {units[60][1]}"
        return ("-" if value < timedelta(0) else "") + " ".join(parts)

    def boolean(self, value: bool) -> str:
        """Return `ya` or `tidak`."""
        return self._of(_YES_NO)[0 if value else 1]

    def listing(self, values: Sequence[object]) -> str:
        """Return `a, b, dan c` / `a, b and c`."""
        *first, last = [self.print(value) for value in values] or [""]
        if not first:
            return last
        if self.locale == "id":
            return ", ".join(first) + (", dan " if len(first) > 1 else " dan ") + last
        return f"{', '.join(first)} and {last}"

    def phone(self, value: str) -> str:
        """Return an E.164 number in readable groups: `+62 812-3456-7890`."""
        digits = value.removeprefix("+62")
        if digits == value or not digits.isdigit():
            return value
        return "+62 " + "-".join(filter(None, (digits[:3], digits[3:7], digits[7:])))

    def mask(self, value: object) -> str:
        """Return the value with all but its end hidden; an address keeps a letter and its domain."""
        text = self.print(value)
        name, at, domain = text.rpartition("@")
        if at and name and domain:
            return f"{name[0]}•••@{domain}"
        shown = text[-_SHOWN_DIGITS:] if len(text) > 2 * _SHOWN_DIGITS else ""
        return "••••" + shown

    def _wall(self, value: datetime) -> datetime:
        return to_local(self.zone, value) if self.zone and value.tzinfo is not None else value

    def _of(self, table: dict[str, _Entry]) -> _Entry:
        return table.get(self.locale) or table["en"]


def wait_range(low: timedelta, high: timedelta, locale: str) -> str:
    """Return an announced range: `2–5 menit`, and `kurang dari 2 menit` where it starts at nothing."""
    minutes = _UNITS.get(locale, _UNITS["en"])[60]
    first, last = int(low / timedelta(minutes=1)), ceil(high / timedelta(minutes=1))
    if first == 0:
        less_than = _LESS_THAN.get(locale, _LESS_THAN["en"])
        return f"{less_than} {last} {minutes[0] if last == 1 else minutes[1]}"
    return f"{first}–{last} {minutes[1]}"


_NUMBER = (int, float, Decimal)


def filters_of(formats: Formats) -> dict[str, Callable[..., object]]:
    """Return the filters of messages by name, as functions of a value and the filter's arguments.

    A filter that gets a value of another kind than its own raises `Unprintable`.
    """

    def of(kinds: type | tuple[type, ...], write: Callable[..., str]) -> Callable[..., object]:
        def apply(value: object, *arguments: object) -> str:
            if not isinstance(value, kinds) or isinstance(value, bool):
                raise Unprintable(f"{type(value).__name__} in a filter for something else")
            return write(value, *arguments)

        return apply

    return {
        "upper": lambda value: formats.print(value).upper(),
        "lower": lambda value: formats.print(value).lower(),
        "capitalize": lambda value: formats.print(value).capitalize(),
        "truncate": lambda value, length: _truncate(formats.print(value), length),
        "join": lambda value, by=", ": by.join(formats.print(item) for item in items_of(value)),
        "length": lambda value: len(value) if isinstance(value, str) else len(items_of(value)),
        "first": lambda value: next(iter(items_of(value)), None),
        "last": lambda value: next(reversed(items_of(value)), None),
        "key": lambda value: value.word if isinstance(value, Label) else value,
        "number": of(_NUMBER, formats.number),
        "money": of(_NUMBER, formats.money),
        "date": of(date, formats.day),
        "time": of((time, datetime), formats.clock),
        "datetime": of(datetime, formats.moment),
        "duration": of(timedelta, formats.duration),
        "phone": of(str, formats.phone),
        "mask": formats.mask,
    }


def items_of(value: object) -> Sequence[object]:
    """Return a list's items; anything else raises `Unprintable`, a text too."""
    if not isinstance(value, tuple | list):
        raise Unprintable(f"{type(value).__name__} where a list is needed")
    return value


def _truncate(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
