"""What a writer meant by a name, a call or a comparison that fits nothing here: for advice only.

Each function returns what to write instead, as text that can be pasted, or an empty text.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from flowc.structure.suggestions import suggested_date, suggested_duration, suggested_number
from flowc.structure.translated import translated_key
from flowc.types.faults import TypeFault
from runtime.feel.builtins.moments import DAYS, MONTHS

_TRUE = frozenset(("true", "benar", "ya", "iya", "yes", "on"))
_FALSE = frozenset(("false", "salah", "tidak", "bukan", "no", "off"))
_NULL = frozenset(("null", "none", "nil", "undefined", "kosong", "empty", "na"))
# Function or method of spreadsheets and programs → what is written here.
_FUNCTIONS = {
    "and": "… and …",
    "dan": "… and …",
    "or": "… or …",
    "atau": "… or …",
    "if": "if … then … else …",
    "jika": "if … then … else …",
    "iif": "if … then … else …",
    "isblank": "… = null",
    "isempty": "… = null",
    "isnull": "… = null",
    "len": "string length(…)",
    "length": "string length(…)",
    "panjang": "string length(…)",
    "size": "count(…)",
    "lower": "lower case(…)",
    "lowercase": "lower case(…)",
    "tolowercase": "lower case(…)",
    "upper": "upper case(…)",
    "uppercase": "upper case(…)",
    "touppercase": "upper case(…)",
    "includes": "contains(…, …)",
    "indexof": "contains(…, …)",
    "search": "contains(…, …)",
    "find": "contains(…, …)",
    "startswith": "starts with(…, …)",
    "endswith": "ends with(…, …)",
    "mid": "substring(…, …)",
    "substr": "substring(…, …)",
    "concat": "… + …",
    "concatenate": "… + …",
    "test": "matches(…, …)",
    "match": "matches(…, …)",
}
_TYPES = {
    **dict.fromkeys(("text", "teks", "str", "choice", "pilihan", "phone", "email"), "string"),
    **dict.fromkeys(("angka", "int", "integer", "float", "decimal"), "number"),
    "bool": "boolean",
    "tanggal": "date",
    "jam": "time",
    **dict.fromkeys(("datetime", "timestamp"), "date and time"),
    **dict.fromkeys(("duration", "durasi"), "days and time duration"),
    **dict.fromkeys(("array", "daftar"), "list"),
    **dict.fromkeys(("object", "dict", "map", "file"), "context"),
}
_RANGE = re.compile(r"([\[\](])(.+?)\.\.(.+)([\])\[])", re.DOTALL)
_BETWEEN = re.compile(r"(.*\b)between\s+(\S+)\s+and\s+(\S+)", re.DOTALL)
_AMOUNT = re.compile(r"(?:rp|idr)\d[\w.]*", re.IGNORECASE)
_SLASHED_DAY = re.compile(r"\d{1,4}\s*[/-]\s*\d{1,2}\s*[/-]\s*\d{1,4}")
_TEXT = re.compile(r'"([^"\\]*)"')
_EQUALS_OR_TEXT = re.compile(r'([\w.]+)\s*=\s*("[^"]*")((?:\s+or\s+"[^"]*")+)')
_EQUALS_LIST = re.compile(r"([\w.]+)\s*(!?=)\s*\[(.*)\]")
_JOINED_WORDS = re.compile(r"\s*(?:[;/|+&]|\b(?:or|and|atau|dan)\b)\s*")
_CALLS = {"date": "date", "time": "time", "datetime": "date and time", "duration": "duration"}


def constant(name: str) -> str:
    """Return `true`, `false` or `null` for a word that means it elsewhere."""
    word = name.casefold()
    return "true" if word in _TRUE else "false" if word in _FALSE else "null" if word in _NULL else ""


def function(name: str) -> str:
    """Return what to write for a function or a method of elsewhere."""
    return _FUNCTIONS.get(name.casefold().replace("_", ""), "")


def type_(name: str) -> str:
    """Return FEEL's type for one that slots, spreadsheets or programs call so."""
    return _TYPES.get(name.casefold().replace("_", " "), "")


def turned_range(written: str) -> str:
    """Return a range that begins after its end the other way round; one of a single value with its ends."""
    if found := _BETWEEN.fullmatch(written):
        return f"{found[1]}between {found[3]} and {found[2]}"
    found = _RANGE.fullmatch(written)
    if found is None:
        return ""
    opens, low, high, closes = (part.strip() for part in found.groups())
    if low == high:
        return f"[{low}..{high}]"
    return f"{'[' if closes == ']' else '('}{high}..{low}{']' if opens == '[' else ')'}"


def amount(name: str) -> str:
    """Return the number of a name that is an amount with its currency: `Rp50000`."""
    return suggested_number(name) if _AMOUNT.fullmatch(name) else ""


def several_words(written: str, known: Collection[str]) -> str:
    """Return words of a choice that are joined by another sign than a comma."""
    words = [word for word in _JOINED_WORDS.split(written) if word]
    return ", ".join(words) if len(words) > 1 and all(word in known for word in words) else ""


def otherwise(written: str) -> str:
    return translated_key(written, ("otherwise",))


def slashed_day(fault: TypeFault, text: str) -> tuple[int, int, str] | None:
    """Return where a day compared with a date is written as a calculation, and the call that means it."""
    if (
        fault.kind != "operand"
        or not {"date", "datetime"}.intersection(fault.got)
        or "number" not in fault.got
    ):
        return None
    found = _SLASHED_DAY.search(text, fault.start, fault.end)
    day = suggested_date(re.sub(r"\s", "", found.group())) if found else ""
    return (found.start(), found.end(), f'date("{day}")') if found and day else None


def comparison(fault: TypeFault, text: str) -> str:
    """Return how two values that do not fit are compared."""
    written, got = text[fault.start : fault.end], fault.got
    if fault.name in ("or", "and"):
        found = _EQUALS_OR_TEXT.search(text)
        words = ", ".join(_TEXT.findall(found[3])) if found else ""
        quoted = ", ".join(f'"{word}"' for word in words.split(", ")) if words else ""
        return f"{found[1]} in ({found[2]}, {quoted})" if found and fault.name == "or" else ""
    if "list" in got and (found := _EQUALS_LIST.search(written)):
        inside = f"{found[1]} in ({found[3]})"
        return inside if found[2] == "=" else f"not({inside})"
    literal = _TEXT.search(written)
    if literal is None or "text" not in got:
        return ""
    value, other = literal[1], next((kind for kind in got if kind != "text"), "")
    if other in _CALLS:
        day = suggested_date(value) if other in ("date", "datetime") else ""
        length = suggested_duration(value) if other == "duration" else ""
        return f'{_CALLS[other]}("{day or length or value}")'
    if other == "number":
        return suggested_number(value)
    if other == "boolean":
        return constant(value)
    return ""


def call_constant(name: str, text: str) -> str:
    """Return a call with a constant that has a result, made from one that has none."""
    found = _TEXT.search(text)
    meant = ""
    if found and name == "duration":
        meant = suggested_duration(found[1])
    elif found and name in ("date", "date and time"):
        meant = suggested_date(found[1])
    return f'{name}("{meant}")' if meant and found and meant != found[1] else ""


def members_called(name: str, members: Iterable[str]) -> tuple[str, ...]:
    """Return the dotted names that end in a name, those about the message first."""
    found = sorted(member for member in members if member.rpartition(".")[2] == name)
    return tuple(sorted(found, key=lambda member: not member.startswith("message.")))[:3]


def value_of(kind: str, written: str) -> str:
    """Return a literal as its kind wants it."""
    if kind == "number":
        return suggested_number(written)
    if kind in ("date", "datetime"):
        return suggested_date(written)
    if kind == "duration":
        return suggested_duration(written)
    if kind == "boolean":
        return constant(written)
    return ""


# ---- texts of messages -----------------------------------------------------------------------------------

_FILTERS = {
    "title": "capitalize",
    "capitalise": "capitalize",
    "uppercase": "upper",
    "lowercase": "lower",
    "currency": "money",
    "rupiah": "money",
    "uang": "money",
    "tanggal": "date",
    "strftime": "date",
    "format": "number(2)",
    "round": "number(0)",
    "count": "length",
    "size": "length",
}
_BROKEN = (  # what stands in a text that cannot be read → what to write; the first that is there
    ("elif", re.compile(r"\{%-?\s*else\s+if\b|\{%-?\s*elseif\b")),
    ("endif", re.compile(r"\{%-?\s*end\s*-?%\}|\{%-?\s*fi\s*-?%\}")),
    ("equals", re.compile(r"\{%-?\s*(?:el)?if\b[^%]*?[^=!<>%](=)(?!=)")),
    ("default", re.compile(r"\{\{[^}]*?(\|\|)|\{\{[^}]*\|\s*default(\s*:)")),
    ("if", re.compile(r"\{\{[^}]*?(\?)")),
    ("words", re.compile(r"\{\{\s*([^\W\d]\w*(?: [^\W\d]\w*)+)\s*\}\}")),
    ("brace", re.compile(r"\{\{[^{}%]*\}(?!\})|\{%[^%{}]*\}\}|\{%[^%{}]*(?<!%)\}")),
)
_UNFILLED = re.compile(r"(?<!\{)\$?\{\s*([a-z_][\w.]*)\s*\}(?!\})")
_FILLED = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_IN_BRACES = re.compile(r"\$?\{+\s*([a-z_][\w.]*)\s*\}+")


def filter_(name: str) -> str:
    """Return the filter that another template language calls so."""
    return _FILTERS.get(name.casefold(), "")


def method(path: str) -> str:
    """Return a method as the filter it is here: `nama.upper` as `nama | upper`."""
    of, _, name = path.rpartition(".")
    filters = {"upper": "upper", "lower": "lower", "title": "capitalize", "capitalize": "capitalize"}
    return f"{of} | {filters[name]}" if of and name in filters else ""


def broken_template(text: str) -> tuple[int, int, str]:
    """Return where a text of a message goes wrong, and the name of the habit behind it (or none)."""
    for habit, pattern in _BROKEN:
        if found := pattern.search(text):
            group = next((number for number in range(1, pattern.groups + 1) if found[number]), 0)
            return (*found.span(group), habit)
    opened = re.search(r"\{%-?\s*if\b", text)
    if opened and len(re.findall(r"\{%-?\s*if\b", text)) > len(re.findall(r"\{%-?\s*endif\b", text)):
        return (opened.start(), opened.end(), "endif")
    braces = re.search(r"\{[{%]", text)
    return (braces.start(), braces.end(), "") if braces else (0, 0, "")


def unfilled(text: str) -> Iterable[tuple[int, int, str]]:
    """Yield names in single braces, which nothing fills in: where they stand, and the name."""
    blank = _FILLED.sub(lambda found: " " * len(found.group()), text)
    for found in _UNFILLED.finditer(blank):
        yield found.start(), found.end(), found[1]


def name_in_text(text: str) -> str:
    """Return the name that a whole text is, alone or between braces."""
    found = _IN_BRACES.fullmatch(text.strip())
    return found[1] if found else text if re.fullmatch(r"[a-z_][a-z0-9_.]*", text) else ""


# in the order of FEEL's own
_IN_INDONESIAN = {
    DAYS: ("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu"),
    MONTHS: (
        "januari", "februari", "maret", "april", "mei", "juni",
        "juli", "agustus", "september", "oktober", "november", "desember",
    ),
}  # fmt: skip


def in_english(word: str, known: tuple[str, ...]) -> tuple[str, ...]:
    """Return the day or month of FEEL that an Indonesian writer calls so: `Senin` is `Monday`."""
    own = _IN_INDONESIAN.get(known, ())
    return (known[own.index(word.lower())],) if word.lower() in own else ()
