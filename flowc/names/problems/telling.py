"""Words that problems of names and types share: kinds of names, similar names, the other place of a clash."""

from __future__ import annotations

from collections.abc import Iterable

from flowc.diagnostics.model import Text
from flowc.diagnostics.tell import quoted
from flowc.source.span import Span

NAME_CHARS = (
    36  # a longer name is cut in a message, so that the message stays one line of at most 100 characters
)

KINDS = {
    "action": Text("action", "aksi"),
    "calendar": Text("calendar", "kalender"),
    "channel": Text("channel", "kanal"),
    "command": Text("command", "perintah"),
    "division": Text("division", "divisi"),
    "flow": Text("flow", "alur"),
    "input": Text("input", "masukan"),
    "intent": Text("intent", "intent"),
    "level": Text("level", "tingkat"),
    "locale": Text("locale", "bahasa"),
    "message": Text("message", "pesan"),
    "option": Text("option", "opsi"),
    "output": Text("output", "keluaran"),
    "priority": Text("priority", "prioritas"),
    "result": Text("`into` name", "nama `into`"),
    "rule": Text("rule", "aturan"),
    "shortcut": Text("shortcut", "pintasan"),
    "skill": Text("skill", "keahlian"),
    "slot": Text("slot", "slot"),
    "source": Text("source", "sumber"),
    "step": Text("step", "langkah"),
    "table": Text("table", "tabel"),
    "topic": Text("topic", "topik"),
    "version": Text("version", "versi"),
    "wait kind": Text("wait kind", "jenis tunggu"),
}


def code(name: str) -> str:
    """Return a name as it stands in a message: short enough for a message to stay below 100 characters."""
    return quoted(" ".join(name.split()), 36)


def codes(names: Iterable[str]) -> str:
    return ", ".join(code(name) for name in names)


def first_here(span: Span | None) -> tuple[tuple[Span, Text], ...]:
    """Return the second place of a clash; none where the other side is built in."""
    return () if span is None else ((span, Text("first defined here", "pertama kali ditulis di sini")),)


def did_you_mean(close: tuple[str, ...], kind: str | None = None) -> Text | None:
    """Return the help for a name that does not exist, from the names that come close to it."""
    if not close:
        return None
    if len(close) == 1:
        return Text(f"did you mean {code(close[0])}?", f"maksudnya {code(close[0])}?")
    what = KINDS[kind] if kind is not None else Text("name", "nama")
    return Text(f"similar {what.en} names: {codes(close)}", f"nama {what.id} yang mirip: {codes(close)}")
