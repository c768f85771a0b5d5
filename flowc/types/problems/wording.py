"""How kinds of values are called in a sentence."""

from __future__ import annotations

from collections.abc import Iterable

from flowc.diagnostics.model import Text
from flowc.diagnostics.tell import quoted

_KINDS = {
    "text": Text("a text", "teks"),
    "number": Text("a number", "angka"),
    "boolean": Text("a yes or no", "ya atau tidak"),
    "choice": Text("a choice", "pilihan"),
    "date": Text("a date", "tanggal"),
    "time": Text("a time", "jam"),
    "datetime": Text("a date with time", "tanggal dengan jam"),
    "duration": Text("a duration", "durasi"),
    "yearsmonths": Text("a duration in months", "durasi dalam bulan"),
    "list": Text("a list", "daftar"),
    "context": Text("a group of values", "kelompok nilai"),
    "range": Text("a range", "rentang"),
    "function": Text("a function", "fungsi"),
    "phone": Text("a phone number", "nomor telepon"),
    "email": Text("an e-mail address", "alamat email"),
    "file": Text("a file", "berkas"),
    "null": Text("no value", "tanpa nilai"),
}
_OTHER = Text("another value", "nilai lain")


def write(instead: str) -> Text:
    """Return the advice to write something else."""
    return Text(f"write {quoted(instead)}", f"tulis {quoted(instead)}")


def called(kind: str) -> Text:
    """Return a kind's name with its article."""
    return _KINDS.get(kind, _OTHER)


def either(kinds: Iterable[str]) -> Text:
    """Return kinds joined with "or"."""
    names = [called(kind) for kind in dict.fromkeys(kinds)] or [_OTHER]
    return Text(_joined([name.en for name in names], " or "), _joined([name.id for name in names], " atau "))


def both(kinds: Iterable[str]) -> Text:
    """Return kinds joined with "and", each as often as it comes."""
    names = [called(kind) for kind in kinds] or [_OTHER]
    return Text(_joined([name.en for name in names], " and "), _joined([name.id for name in names], " dan "))


def _joined(names: list[str], word: str) -> str:
    if len(names) == 1:
        return names[0]
    return ", ".join(names[:-1]) + word + names[-1]
