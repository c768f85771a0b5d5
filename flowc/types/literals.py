"""Values written as such: read by the type of the place they stand in, never by how they look."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import timedelta

from flowc.structure import tree
from runtime.artifact.tree import At, Boolean, Expr, List, Null, Number, String
from runtime.feel import temporal

MAX_DIGITS = 34  # of a number: what decimal arithmetic at run time holds

_NUMBER = re.compile(r"-?(?:\d+(?:\.\d+)?|\.\d+)")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_PHONE = re.compile(r"\+?[\d\s()./-]{5,30}")


def literal(written: tree.Literal, wanted: tree.Type | None) -> Expr | None:
    """Return a literal as a tree, or None where it is not of the type. None as type: by its looks."""
    if written.items is not None:
        return _items(written.items, wanted)
    if written.text is None:
        return Null()
    if wanted is None:
        return _by_looks(written.text, written.quoted)
    if wanted.name.text == "choice":
        known = any(option.word.text == written.text for option in wanted.options)
        return String(written.text) if known else None
    read = _READ.get(wanted.name.text)
    return read(written.text) if read is not None else None


def _items(items: tuple[tree.Literal | tree.Expression, ...], wanted: tree.Type | None) -> Expr | None:
    """Return a list of literals; one with expressions inside is put together by the one who reads those."""
    if wanted is not None and wanted.name.text != "list":
        return None
    of = wanted.of if wanted is not None else None
    found: list[Expr] = []
    for item in items:
        value = literal(item, of) if isinstance(item, tree.Literal) else Null()
        if value is None:
            return None
        found.append(value)
    return List(tuple(found))


def _by_looks(text: str, quoted: bool) -> Expr:
    if not quoted and text in ("true", "false"):
        return Boolean(text == "true")
    number = None if quoted else _number(text)
    return String(text) if number is None else number


def _text(text: str) -> Expr | None:
    return String(text)


def _number(text: str) -> Expr | None:
    if not _NUMBER.fullmatch(text) or sum(sign.isdigit() for sign in text) > MAX_DIGITS:
        return None
    return Number(text if not text.lstrip("-").startswith(".") else text.replace(".", "0.", 1))


def _boolean(text: str) -> Expr | None:
    return Boolean(text == "true") if text in ("true", "false") else None


def _date(text: str) -> Expr | None:
    return At(text) if temporal.read_date(text) is not None else None


def _time(text: str) -> Expr | None:
    full = f"{text}:00" if re.fullmatch(r"\d\d:\d\d", text) else text
    return At(full) if temporal.read_time(full) is not None else None


def _datetime(text: str) -> Expr | None:
    full = f"{text}:00" if re.fullmatch(r"[\d-]+T\d\d:\d\d", text) else text
    moment = temporal.read_date_time(full)
    return At(temporal.written_date_time(moment)) if moment is not None else None


def _duration(text: str) -> Expr | None:
    length = temporal.read_duration(text)
    return At(temporal.written_duration(length)) if isinstance(length, timedelta) else None


def _phone(text: str) -> Expr | None:
    return String(text) if _PHONE.fullmatch(text) else None


def _email(text: str) -> Expr | None:
    return String(text) if _EMAIL.fullmatch(text) else None


_READ: Mapping[str, Callable[[str], Expr | None]] = {
    "text": _text,
    "number": _number,
    "boolean": _boolean,
    "date": _date,
    "time": _time,
    "datetime": _datetime,
    "duration": _duration,
    "phone": _phone,
    "email": _email,
}
