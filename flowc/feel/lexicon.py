"""The words and signs of FEEL, and those that people bring from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable

from runtime.feel import temporal
from runtime.feel.builtins import BUILTINS

KEYWORDS = {
    "null": "NULL",
    "true": "TRUE",
    "false": "FALSE",
    "if": "IF",
    "then": "THEN",
    "else": "ELSE",
    "for": "FOR",
    "in": "IN",
    "return": "RETURN",
    "some": "SOME",
    "every": "EVERY",
    "satisfies": "SATISFIES",
    "between": "BETWEEN",
    "and": "AND",
    "or": "OR",
    "function": "FUNCTION",
    "instance": "INSTANCE",
    "of": "OF",
    "external": "EXTERNAL",
}
SYMBOLS = {
    "**": "POWER",
    "..": "DOTS",
    "!=": "COMPARE",
    "<=": "COMPARE",
    ">=": "COMPARE",
    "=": "COMPARE",
    "<": "COMPARE",
    ">": "COMPARE",
    "+": "PLUS",
    "-": "MINUS",
    "*": "TIMES",
    "/": "DIVIDE",
    ".": "DOT",
    ",": "COMMA",
    ":": "COLON",
    "(": "LPAR",
    ")": "RPAR",
    "[": "LSQB",
    "]": "RSQB",
    "{": "LBRACE",
    "}": "RBRACE",
}
# Operators that people bring from other languages, and FEEL's word for each.
FOREIGN = {
    "===": "=",
    "!==": "!=",
    "==": "=",
    "&&": "and",
    "&": "and",
    "||": "or",
    "|": "or",
    "<>": "!=",
    "=<": "<=",
    "=>": ">=",
    "≤": "<=",
    "≥": ">=",
    "≠": "!=",
    "×": "*",
    "÷": "/",
    "–": "-",
    "—": "-",
    "−": "-",
    "^": "**",
    "!": "not(…)",
    "%": "modulo(…)",
    ";": ",",
}
CLOSERS = {"(": ")", "[": "]", "{": "}"}
QUOTES = "'‘’“”„«»`"

SPACE = re.compile(r"(?:\s+|//[^\n]*|/\*.*?\*/)+", re.DOTALL)
WORD = re.compile(r"[^\W\d]\w*|\?")
NUMBER = re.compile(r"(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
FOREIGN_SIGN = re.compile("|".join(re.escape(sign) for sign in sorted(FOREIGN, key=len, reverse=True)))
SIGN = re.compile("|".join(re.escape(sign) for sign in sorted(SYMBOLS, key=len, reverse=True)))
STRING = re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{6})|(.))", re.DOTALL)
ESCAPED = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "'": "'", "\\": "\\"}
TEMPORAL = re.compile(
    r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?)?"
    r"|\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)?"
    r"|(?:\d+(?:ms|[ywdhms]))+",
    re.ASCII,
)
KEY = re.compile(r"([^\W\d][\w .'/-]*?)\s*(?=:)")
# What the standard takes for names (DMN 1.5 section 10.3.1.2, rules 27-29), more than bots may: `😀`, `a+b`
_FAR = "\U00010000-\U000effff"
ANY_WORD = re.compile(rf"(?:[^\W\d]|[{_FAR}])[\w{_FAR}]*|\?")
ANY_KEY = re.compile(rf"((?:[^\W\d]|[{_FAR}])[\w {_FAR}./'+*-]*?)\s*(?=:)")
TYPE_NAME = re.compile(r"(?:(?:days?|years?) and (?:time|months?) duration|date and time|[^\W\d]\w*)")
ENDS_OPERAND = frozenset(
    {"NUMBER", "STRING", "AT", "NAME", "NULL", "TRUE", "FALSE", "RPAR", "RSQB", "RBRACE", "TYPE"}
)
# What may follow `[` when it opens a filter; anything else means that it closes a range.
AFTER_RANGE = re.compile(
    r"\s*(?:$|[)\]},=<>!*/+]|(?:and|or|then|else|return|satisfies|in|instance|between)\b)"
)


def spaced_pattern(names: Iterable[str]) -> re.Pattern[str] | None:
    """Return what finds the longest of the names with spaces or hyphens, however they are spaced there."""
    spaced = sorted((name for name in names if " " in name or "-" in name), key=len, reverse=True)
    if not spaced:
        return None
    texts = (r"\s+".join(map(re.escape, name.split())) for name in spaced)
    return re.compile("(?:" + "|".join(f"{text}(?!\\w)" for text in texts) + ")")


# `date and time` alone could be a conjunction of two names
FUNCTIONS = spaced_pattern(name for name in BUILTINS if name != "date and time")
DATE_AND_TIME = re.compile(r"date\s+and\s+time(?=\s*\()")
MEMBERS = spaced_pattern(name for names in temporal.PROPERTIES.values() for name in names)
