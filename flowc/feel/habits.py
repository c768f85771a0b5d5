"""What people bring from spreadsheets, other languages and speech, told as what it is.

The tokens and the grammar find where an expression cannot go on; here the text around that place is read
once more, for advice only: what counts as an expression is not changed by anything here.
"""

from __future__ import annotations

import re
from dataclasses import replace

from flowc.diagnostics.similar import similar_names
from flowc.feel.faults import SyntaxFault, SyntaxKind
from flowc.structure.suggestions import suggested_duration, suggested_number
from runtime.feel.builtins import BUILTINS

# Words between two values or before one, in any letters, and what is written here.
_WORDS = {
    "and": "and",
    "dan": "and",
    "serta": "and",
    "or": "or",
    "atau": "or",
    "is": "=",
    "equals": "=",
    "adalah": "=",
    "sama": "=",
    "like": "contains(…, …)",
    "contains": "contains(…, …)",
    "includes": "contains(…, …)",
    "mengandung": "contains(…, …)",
    "memuat": "contains(…, …)",
    "berisi": "contains(…, …)",
    "not": "not(…)",
    "bukan": "!=",
    "tidak": "not(…)",
    "dalam": "in",
    "antara": "between",
    "maka": "then",
    "selainnya": "else",
}
_FILTERS = {"lower": "lower case(…)", "upper": "upper case(…)", "length": "string length(…)"}
_NULLS = re.compile(r"is(\s+not)?(?:\s+(?:null|none|nil|empty))?\b", re.IGNORECASE)
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+(?![\d.])")
_DECIMAL_COMMA = re.compile(r"\d+,\d+")
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)\s*%(?!\s*[\w(])")
_AMOUNT = re.compile(r"\d+\s+[^\W\d]+")
_BRACED = re.compile(r"\$?\{+\s*([\w.]+)\s*\}+")
_CALL = re.compile(r"[^\W\d]\w*(?: [^\W\d]\w*)+(?=\s*\()")


def clearer(text: str, faults: tuple[SyntaxFault, ...]) -> tuple[SyntaxFault, ...]:
    """Return the faults, those with a habit behind them as that habit; one for all that it spans."""
    told: list[SyntaxFault] = []
    for fault in faults:
        better = _habit(text, fault)
        if not told or better.start >= told[-1].end:
            told.append(better)
    return tuple(told)


def misspelled_function(text: str, fault: SyntaxFault) -> tuple[int, int, tuple[str, ...]] | None:
    """Return where a function's name of several words stands misspelled, and the names like it."""
    for found in _CALL.finditer(text):
        if fault.kind == "unexpected" and found.start() <= fault.start < found.end():
            close = similar_names(found.group(), (name for name in BUILTINS if " " in name))
            return (found.start(), found.end(), close) if close else None
    return None


def _habit(text: str, fault: SyntaxFault) -> SyntaxFault:
    at = fault.start
    if braced := _around(_BRACED, text, at):
        return _foreign(fault, braced, braced[1])
    if fault.kind == "foreign_operator":
        return _sign(text, fault)
    if fault.kind != "unexpected":
        return fault
    for pattern in (_THOUSANDS, _DECIMAL_COMMA):
        if number := _around(pattern, text, at):
            meant = suggested_number(number.group())
            return _told(fault, "number_and_word", number.start(), number.end(), number.group(), meant)
    if (amount := _around(_AMOUNT, text, at)) and (meant := suggested_duration(amount.group())):
        call = f'duration("{meant}")'
        return _told(fault, "bare_temporal", amount.start(), amount.end(), amount.group(), call)
    return _word(text, fault)


def _word(text: str, fault: SyntaxFault) -> SyntaxFault:
    at, found = fault.start, fault.found.casefold()
    if nulls := _NULLS.match(text, at):
        ends = nulls.group().split()[-1].casefold()
        null = " null" if ends not in ("is", "not") else ""
        return _foreign(fault, nulls, ("!=" if nulls[1] else "=") + null)
    if found in _WORDS:
        return replace(fault, kind="foreign_operator", instead=_WORDS[found])
    if before := re.search(r"\b(not|bukan|tidak)\s+$", text[:at], re.IGNORECASE):
        rest = text[at:].strip()
        return _told(fault, "foreign_operator", before.start(1), before.end(1), before[1], f"not({rest})")
    if found == "?":
        return replace(fault, kind="foreign_operator", instead="if … then … else …")
    if found == "=" and text[:at].endswith("!="):
        return _told(fault, "foreign_operator", at - 2, at + 1, "!==", "!=")
    if found == "=" and not text[:at].strip():
        return replace(fault, kind="foreign_operator", instead=text[at + 1 :].strip())
    if found in ("", "+", "-") and (counted := re.search(r"([\w.]+)\s*(\+\+|--)\s*$", text)):
        return _foreign(fault, counted, f"{counted[1]} {counted[2][0]} 1")
    return fault


def _sign(text: str, fault: SyntaxFault) -> SyntaxFault:
    """Signs that the tokens know to be foreign, where they mean something else at this place."""
    if fault.found == "%" and (percent := _around(_PERCENT, text, fault.start)):
        meant = f"{float(percent[1]) / 100:g}"
        return _told(fault, "foreign_operator", percent.start(), percent.end(), percent.group(), meant)
    if fault.found == ";" and not text[fault.end :].strip():
        return replace(fault, instead="")
    if fault.found == "|" and (word := re.match(r"\s*(\w+)", text[fault.end :])) and word[1] in _FILTERS:
        return replace(fault, instead=_FILTERS[word[1]])
    return fault


def _around(pattern: re.Pattern[str], text: str, at: int) -> re.Match[str] | None:
    """Return the match of a pattern that covers or directly precedes an offset."""
    return next((found for found in pattern.finditer(text) if found.start() <= at <= found.end()), None)


def _foreign(fault: SyntaxFault, found: re.Match[str], instead: str) -> SyntaxFault:
    return _told(fault, "foreign_operator", found.start(), found.end(), found.group(), instead)


def _told(
    fault: SyntaxFault, kind: SyntaxKind, start: int, end: int, found: str, instead: str
) -> SyntaxFault:
    return replace(fault, kind=kind, start=start, end=end, found=found, instead=instead, expected=())
