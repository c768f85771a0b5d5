"""Fits the small bot of `flowc init` to a team: its channels, its languages, its divisions.

Only for that bot (`flows/mulai`), whose text is known here: other ready-made bots are copied as they are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

# What the customer of the copied tests writes, per language the bot speaks first.
_SAID = {
    "halo": "hello",
    "Sampaikan keluhan": "Make a complaint",
    "saya sudah transfer dua kali": "I paid twice",
    "mau bicara dengan CS": "I want to talk to a human",
    "mau bicara dengan manusia": "I want to talk to a human",
    "lewati": "skip",
    "jam buka": "opening hours",
}
_TEXT = re.compile(r"\{id: (\"[^\"]*\"|\[[^\]]*\]|[^,{}]*), en: (\"[^\"]*\"|\[[^\]]*\]|[^,{}]*)\}")
_LINE = {"id": re.compile(r"^ +en: .*\n", re.MULTILINE), "en": re.compile(r"^ +id: .*\n", re.MULTILINE)}
LOCALES = ("id", "en")
PEOPLE = ("admin", "agen", "agent", "cs", "operator")  # divisions called by a word that asks for a person
REST = "lainnya"  # the option for what belongs to no division
NAME = re.compile(r"[a-z][a-z0-9_]{0,31}")


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a team asked for; empty: as in the ready-made bot. `divisions`: name → what customers read."""

    channels: tuple[str, ...] = ()
    locales: tuple[str, ...] = ()
    divisions: Mapping[str, str] | None = None


def tailored_name(division: str) -> bool:
    """Whether a division can be called so: it is a choice of the bot's first question too."""
    return NAME.fullmatch(division) is not None and division not in (REST, "leave_message", "wait", "auto")


def tailored(path: str, text: str, wishes: Wishes) -> str:
    """Return a file of the small bot as it is wished for."""
    if path == "bot.yaml" and wishes.channels:
        text = re.sub(
            r"^channels: .*$", f"channels: [{', '.join(wishes.channels)}]", text, flags=re.MULTILINE
        )
    if wishes.divisions:
        text = _with_divisions(path, text, wishes.divisions)
    if wishes.locales:
        text = _in_locales(path, text, wishes.locales)
    return text


def _in_locales(path: str, text: str, locales: Sequence[str]) -> str:
    text = re.sub(r"^locales: .*$", f"locales: [{', '.join(locales)}]", text, flags=re.MULTILINE)
    if len(locales) == 1:
        (only,) = locales
        text = _LINE[only].sub("", text)
        text = _TEXT.sub(lambda found: f"{{{only}: {found[1 + LOCALES.index(only)]}}}", text)
    if path.startswith("tests/") and locales[0] == "en":
        text = re.sub(
            r"(- user: )(.*)$",
            lambda found: found[1] + _SAID.get(found[2], found[2]),
            text,
            flags=re.MULTILINE,
        )
    return text


def _with_divisions(path: str, text: str, divisions: Mapping[str, str]) -> str:
    first, last = next(iter(divisions)), [*divisions][-1]
    labels = {name: f"{{id: {_quoted(label)}, en: {_quoted(label)}}}" for name, label in divisions.items()}
    if path.startswith("tests/"):
        for old, new in (
            ("{keuangan: 1}", f"{{{last}: 1}}"),
            ("{layanan: 1}", f"{{{first}: 1}}"),
            ("to: keuangan, priority: high", f"to: {last}"),
            ("to: layanan", f"to: {first}"),
            ("topic: pembayaran", f"topic: {last}"),
            ("- user: Pembayaran", f"- user: {{button: {last}}}"),
            ("mau bicara dengan CS", "mau bicara dengan manusia"),  # `cs` may be a division
            ("keluhan pembayaran sampai ke keuangan", f"keluhan sampai ke {last}"),
        ):
            text = text.replace(old, new)
        # With one division nothing depends on the topic, so it is not asked for.
        asked = "tanya_topik]\n      - user: lewati\n"
        return text.replace(asked, "wait.announce]\n") if len(divisions) == 1 else text
    if path != "bot.yaml":
        return text
    options = [f"      {name}: {{label: {_topic(name, label)}}}" for name, label in labels.items()]
    options.append("      lainnya: {label: {id: Lainnya, en: Something else}, phrases: [lain, other]}")
    text = re.sub(
        r"(    ask: tanya_topik\n    options:\n)(?:      .*\n)+",
        lambda found: found[1] + _lines(options),
        text,
    )
    declared = []
    for name, label in labels.items():
        fallback = "leave_message" if name == first else f"{first}, leave_message"
        declared += [
            f"  {name}:",
            f"    name: {label}",
            "    hours: kantor",
            "    needs: [nama]",
            f"    fallback: [{fallback}]",
        ]
    wide = max(map(len, ("topic", *divisions)))
    table = [f"      {'topic':{wide}} | to", *(f"      {name:{wide}} | {name}" for name in divisions)]
    table.append(f"      {'-':{wide}} | {first}")
    return text[: text.index("divisions:\n")] + (
        f"divisions:\n{_lines(declared)}\nrouting:\n  tujuan:\n    rows: |\n{_lines(table)}"
    )


def _topic(division: str, label: str) -> str:
    """Return what a topic is called: whoever writes `CS` is given a person, whatever was asked."""
    return "{id: Pertanyaan umum, en: General question}" if division in PEOPLE else label


def _lines(lines: Sequence[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _quoted(label: str) -> str:
    return '"' + label.replace("\\", "\\\\").replace('"', '\\"') + '"'
