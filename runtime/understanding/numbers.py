"""Numbers as people write them: `1.250.000`, `1,5 juta`, `dua puluh lima`, `IDR 50rb`.

A separator that stands alone is read by the locale where it could be both (`1.250`), by its shape where it
could not (`1.5` is no group of thousands anywhere).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from runtime.understanding.normalise import normalise

# Digits of one number: more is a code or a card, and times a trillion it still is exact in 28 digits.
DIGITS = 15

_TIMES: dict[str, int] = {
    word: value
    for value, spelled in {
        100: "ratus hundred",
        1_000: "ribu rb rbu ribuan k thousand",
        1_000_000: "juta jt jta mio million mil",
        1_000_000_000: "miliar milyar milliar mlr billion bn",
        1_000_000_000_000: "triliun trilyun trillion",
    }.items()
    for word in spelled.split()
}
SMALL: dict[str, int] = {
    word: value
    for value, spelled in {
        0: "nol zero",
        1: "satu one",
        2: "dua two",
        3: "tiga three",
        4: "empat four",
        5: "lima five",
        6: "enam six",
        7: "tujuh seven",
        8: "delapan eight",
        9: "sembilan nine",
        10: "sepuluh ten",
        11: "sebelas eleven",
        12: "twelve",
        13: "thirteen",
        14: "fourteen",
        15: "fifteen",
        16: "sixteen",
        17: "seventeen",
        18: "eighteen",
        19: "nineteen",
        20: "twenty",
        30: "thirty",
        40: "forty fourty",
        50: "fifty",
        60: "sixty",
        70: "seventy",
        80: "eighty",
        90: "ninety",
    }.items()
    for word in spelled.split()
}
_HALVES = {"setengah": Decimal("0.5"), "half": Decimal("0.5")}
_LARGE = {"seribu": 1_000, "sejuta": 1_000_000, "semiliar": 10**9}
_FACTOR = {"puluh": 10, "belas": 1, "ratus": 100, "hundred": 100}  # of the number before
_ADDED = {"belas": Decimal(10), "seratus": Decimal(100), **_HALVES}
_POINT = frozenset({"koma", "point"})
_BETWEEN = frozenset({"and", "dan"})  # `one hundred and five`
_ARTICLES = frozenset({"a", "an"})  # `a hundred`, `half an hour`
_NUMBERS = frozenset({*SMALL, *_LARGE, "seratus", *_HALVES})
_INSIDE = frozenset({*_TIMES, *_FACTOR, *_POINT, *_BETWEEN})

_MULTIPLE = "|".join(sorted(_TIMES, key=len, reverse=True))
_FIGURES = re.compile(
    r"(?<![\w.,])(?<!\w-)(?P<sign>[-−–]\s?)?(?:(?P<currency>rp|idr|usd|us\$|\$)\.?\s{0,2})?"
    r"(?P<digits>\d+(?:[.,]\d+)*)(?P<dash>,-)?"
    rf"(?P<times>(?:\s{{0,2}}(?:{_MULTIPLE})){{0,2}})(?!\w|[.,]\d|-\d)",
    re.IGNORECASE,
)
_MULTIPLES = re.compile(_MULTIPLE, re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """A number and the text it was written as."""

    value: Decimal
    text: str


def find_numbers(text: str, locale: str) -> tuple[Found, ...]:
    """Return the numbers in `text`, in order: those in figures, or where there are none, those in words."""
    found = tuple(_in_figures(text, locale))
    return found or tuple(_in_words(text))


def read_figures(digits: str, locale: str) -> Decimal | None:
    """Return the value of digits with separators, None where they group nothing (`1.25.000`)."""
    if len(digits) > 2 * DIGITS or sum(char.isdecimal() for char in digits) > DIGITS:
        return None
    separators = [char for char in digits if char in ".,"]
    if not separators:
        return Decimal(digits)
    last = separators[-1]
    other = "," if last == "." else "."
    if other in separators:  # both: the last one is the decimal one, and stands once
        if separators.count(last) > 1:
            return None
        whole, _, rest = digits.rpartition(last)
        return Decimal(whole.replace(other, "") + "." + rest) if _groups(whole, other) else None
    if len(separators) > 1:
        return Decimal(digits.replace(last, "")) if _groups(digits, last) else None
    groups = last == ("." if locale == "id" else ",")
    if groups and _groups(digits, last):
        return Decimal(digits.replace(last, ""))
    return Decimal(digits.replace(last, "."))


def _groups(digits: str, separator: str) -> bool:
    first, *rest = digits.split(separator)
    return 1 <= len(first) <= 3 and (first != "0" or not rest) and all(len(group) == 3 for group in rest)


def _in_figures(text: str, locale: str) -> Iterator[Found]:
    for match in _FIGURES.finditer(text):
        rupiah = match["dash"] or (match["currency"] or "").lower() == "rp"  # nobody writes `Rp1.50`
        value = read_figures(match["digits"], "id" if rupiah else locale)
        if value is None:
            continue
        for times in _MULTIPLES.findall(match["times"]):
            value *= _TIMES[times.lower()]
        yield Found(_plain(-value if match["sign"] else value), match.group().strip())


def _in_words(text: str) -> Iterator[Found]:
    run: list[str] = []
    for word in [*normalise(text).split(), ""]:
        if word in _NUMBERS or word in _ARTICLES or (run and word in _INSIDE):
            run.append(word)
            continue
        while run and (run[-1] in _BETWEEN or run[-1] in _ARTICLES or run[-1] in _POINT):
            run.pop()
        value = _value_of(run) if any(said in _NUMBERS or said in _TIMES for said in run) else None
        if value is not None:
            yield Found(_plain(value), " ".join(run))
        run = []


def _value_of(words: list[str]) -> Decimal | None:
    """Return the value of `dua juta seratus ribu lima`: groups below a thousand, each with its multiple."""
    total = Decimal(0)
    group: list[str] = []
    for word in [word for word in words if word not in _BETWEEN and word not in _ARTICLES]:
        times = _TIMES.get(word, 0)
        if times < 1_000 and word not in _LARGE:
            group.append(word)
            continue
        amount = _below_thousand(group) if group else Decimal(1) if times else Decimal(0)
        if amount is None:
            return None
        total += amount * times + _LARGE.get(word, 0)
        group = []
    rest = _below_thousand(group)
    return None if rest is None else total + rest


def _below_thousand(words: list[str]) -> Decimal | None:
    value, open_ = Decimal(0), None
    decimals: str | None = None
    for word in words:
        number = SMALL.get(word)
        if word in _POINT:
            decimals = ""
        elif decimals is not None:
            if number is None or number > 9:
                return None
            decimals += str(number)
        elif number is not None:
            if open_ is not None and not (open_ >= 20 and number < 10):
                return None  # `dua tiga`: two answers, or a code said digit by digit
            value, open_ = value + (open_ or 0), number
        else:
            value += _ADDED.get(word, 0) + (open_ if open_ is not None else 1) * _FACTOR.get(word, 0)
            if word in _HALVES:
                value += open_ or 0
            open_ = None
    return value + (open_ or 0) + (Decimal(f"0.{decimals}") if decimals else 0)


def _plain(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1)) if value == value.to_integral_value() and abs(value) < 10**27 else value
