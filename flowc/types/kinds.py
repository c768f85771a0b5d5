"""What the compiler knows about a value before any customer writes: its kind.

Laws:
- `UNKNOWN` agrees with everything: one cause is reported once, where it is.
- `maybe` says that the value can be null on some path; it never makes two kinds different.
- `joined` is the least kind that holds both, and `UNKNOWN` where there is none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

KindName = Literal[
    "text",
    "number",
    "boolean",
    "choice",
    "date",
    "time",
    "datetime",
    "duration",
    "yearsmonths",
    "list",
    "context",
    "range",
    "function",
    "null",
    "unknown",
]


@dataclass(frozen=True, slots=True)
class Kind:
    """`words` are a choice's options, none meaning: not known. `of` is what a list or range holds.

    `fields` are a context's names; `rest` is the kind of every other name, where a context takes any.
    """

    name: KindName
    maybe: bool = False
    words: tuple[str, ...] = ()
    of: Kind | None = None
    fields: Mapping[str, Kind] = field(default_factory=dict)
    rest: Kind | None = None

    @property
    def feel(self) -> str:
        """The kind's name in FEEL and in the table of built-ins."""
        return _FEEL.get(self.name, self.name)


_FEEL: Mapping[str, str] = {
    "text": "string",
    "choice": "string",
    "datetime": "date and time",
    "duration": "days and time duration",
    "yearsmonths": "years and months duration",
}

TEXT = Kind("text")
NUMBER = Kind("number")
BOOLEAN = Kind("boolean")
DATE = Kind("date")
TIME = Kind("time")
DATETIME = Kind("datetime")
DURATION = Kind("duration")
YEARSMONTHS = Kind("yearsmonths")
FUNCTION = Kind("function")
NULL = Kind("null", maybe=True)
UNKNOWN = Kind("unknown")

_BY_FEEL: Mapping[str, Kind] = {
    kind.feel: kind for kind in (TEXT, NUMBER, BOOLEAN, DATE, TIME, DATETIME, DURATION, YEARSMONTHS, FUNCTION)
}
ORDERED = frozenset(
    {TEXT.feel, NUMBER.feel, DATE.feel, TIME.feel, DATETIME.feel, DURATION.feel, YEARSMONTHS.feel}
)


def choice(*words: str) -> Kind:
    """Return the kind of a choice among these words; without words, of one whose words are not known."""
    return Kind("choice", words=words)


def list_of(kind: Kind) -> Kind:
    return Kind("list", of=kind)


def range_of(kind: Kind) -> Kind:
    return Kind("range", of=kind)


def context(fields: Mapping[str, Kind], rest: Kind | None = None) -> Kind:
    return Kind("context", fields=dict(fields), rest=rest)


FILE = context(
    {
        "kind": choice("image", "document", "audio", "video"),
        "url": TEXT,
        "name": Kind("text", maybe=True),
        "caption": Kind("text", maybe=True),
    }
)

_BY_SLOT_TYPE: Mapping[str, Kind] = {
    "text": TEXT,
    "number": NUMBER,
    "boolean": BOOLEAN,
    "date": DATE,
    "time": TIME,
    "datetime": DATETIME,
    "duration": DURATION,
    "phone": TEXT,
    "email": TEXT,
    "file": FILE,
}


def of_slot_type(
    name: str,
    words: tuple[str, ...] = (),
    of: Kind | None = None,
    fields: Mapping[str, Kind] | None = None,
) -> Kind:
    """Return the kind of a slot's type (LANGUAGE section 2); `UNKNOWN` for a name that is no type."""
    if name == "choice":
        return choice(*words)
    if name == "list":
        return list_of(of or UNKNOWN)
    if name == "context":
        return context(fields or {})
    return _BY_SLOT_TYPE.get(name, UNKNOWN)


def of_feel(text: str, variables: Mapping[str, Kind]) -> Kind:
    """Return the kind that a signature names: `number`, `list<T>`, `T`; `variables` says what `T` is."""
    if text.startswith("list"):
        return list_of(of_feel(text[5:-1], variables) if text.endswith(">") else UNKNOWN)
    if text == "context":
        return context({}, rest=UNKNOWN)
    return variables.get(text) or _BY_FEEL.get(text, UNKNOWN)


def maybe(kind: Kind, really: bool = True) -> Kind:
    """Return the kind of a value that can also be null; unchanged if not `really`."""
    return replace(kind, maybe=True) if really and not kind.maybe else kind


def definite(kind: Kind) -> Kind:
    """Return the kind of a value that was seen not to be null."""
    if kind.name == "null":
        return UNKNOWN
    return replace(kind, maybe=False) if kind.maybe else kind


def agree(left: Kind, right: Kind) -> bool:
    """Return whether values of both kinds can be equal. Words are not compared here."""
    if "unknown" in (left.name, right.name) or "null" in (left.name, right.name):
        return True
    if left.feel != right.feel:
        return False
    return left.of is None or right.of is None or agree(left.of, right.of)


def joined(left: Kind, right: Kind) -> Kind:
    """Return the kind of a value that is one of both."""
    either_null = left.maybe or right.maybe
    if left.name == "null" or right.name == "null":
        return maybe(right if left.name == "null" else left)
    if not agree(left, right) or "unknown" in (left.name, right.name):
        return maybe(UNKNOWN, either_null)
    if left.name == "choice" and right.name == "choice" and left.words and right.words:
        return maybe(choice(*dict.fromkeys((*left.words, *right.words))), either_null)
    if left.name != right.name:  # a choice and a text
        return maybe(TEXT, either_null)
    if left.of is not None and right.of is not None:
        return maybe(Kind(left.name, of=joined(left.of, right.of)), either_null)
    if left.name == "context":
        names = dict.fromkeys((*left.fields, *right.fields))
        fields = {name: joined(_member(left, name), _member(right, name)) for name in names}
        return maybe(context(fields, left.rest or right.rest), either_null)
    return maybe(replace(left, words=left.words if left.words == right.words else ()), either_null)


def _member(kind: Kind, name: str) -> Kind:
    return kind.fields.get(name) or (kind.rest if kind.rest is not None else NULL)
