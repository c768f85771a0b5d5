"""Writes a large bot that measures a compiler and not its caches: `python -m tools.large_project FOLDER`.

1,000 flows and 44,000 lines in 150 files and a sheet, every kind of step, two languages, routing tables. No
two expressions or messages are equal, and the compiler has nothing to say about it. The same arguments always
write the same bytes. `--plain` leaves template code out; otherwise two of five messages are templates.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from string import Template

from tools.large_project_texts import GOODS, MANIFEST, PEOPLE, PLACES, SHAPES, Shape

FLOWS = len(GOODS) * len(PLACES)
PER_FILE = 20  # flows of one team's file, about 330 lines of steps


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.large_project", description=__doc__)
    parser.add_argument("folder", type=Path, help="where to write; must not exist, or be empty")
    parser.add_argument("--flows", type=int, default=FLOWS, help="how many flows, at most %(default)s")
    parser.add_argument("--plain", action="store_true", help="messages without template code")
    options = parser.parse_args(arguments)
    if options.folder.exists() and any(options.folder.iterdir()):
        print(f"{options.folder} is not empty", file=sys.stderr)
        return 2
    written = project(options.flows, templates=not options.plain)
    for path, text in written.items():
        file = options.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    lines = sum(text.count("\n") for text in written.values())
    print(f"{options.folder}: {min(options.flows, FLOWS)} flows, {lines} lines, {len(written)} files")
    return 0


def project(flows: int = FLOWS, *, templates: bool = True) -> Mapping[str, str]:
    """Return the files of a bot with so many flows, by path."""
    files = {"bot.yaml": MANIFEST, "manusia.yaml": PEOPLE, "tujuan.csv": _sheet(min(flows, FLOWS))}
    for part, start in enumerate(range(0, min(flows, FLOWS), PER_FILE)):
        things = [_Thing(number) for number in range(start, min(start + PER_FILE, flows, FLOWS))]
        for place, text in _files(things, templates=templates):
            files[place.format(part=f"{part:02}")] = text
    return files


class _Thing:
    """What one flow is about. `values` fill the placeholders of its shape."""

    def __init__(self, number: int) -> None:
        good, place = GOODS[number // len(PLACES)], PLACES[number % len(PLACES)]
        name = f"{good} {place}"
        self.shape: Shape = SHAPES[number % len(SHAPES)]
        self.values = {"n": f"{number + 1000}", "key": name.lower().replace(" ", "_"), "thing": name}

    def fill(self, text: str) -> str:
        return Template(text).substitute(self.values)


def _files(things: Sequence[_Thing], *, templates: bool) -> Iterator[tuple[str, str]]:
    def part(section: str, texts: Iterator[str]) -> str:
        return f"{section}:\n" + "".join(texts)

    yield (
        "alur/{part}.yaml",
        (
            part("intents", (one.fill(one.shape.intent) for one in things))
            + "\n"
            + part("flows", (one.fill(one.shape.flow) + "\n" for one in things))
        ),
    )
    yield (
        "data/{part}.yaml",
        (
            part("slots", (one.fill(one.shape.slots) for one in things))
            + "\n"
            + part("actions", (one.fill(one.shape.actions) for one in things if one.shape.actions))
        ),
    )
    yield "pesan/{part}.yaml", part("messages", (_messages(one, templates=templates) for one in things))


def _messages(thing: _Thing, *, templates: bool) -> str:
    lines = []
    for name, said in thing.shape.said.items():
        texts = [thing.fill(text) for text in said]
        if not templates:
            texts = [_without_code(text, thing.values["n"]) for text in texts]
        indonesian, english = map(_quoted, texts)
        lines.append(f"  {name}_{thing.values['key']}:\n    id: {indonesian}\n    en: {english}\n")
    return "".join(lines)


def _without_code(text: str, instead: str) -> str:
    return re.sub(r"\{%.*?%\}", "", re.sub(r"\{\{.*?\}\}", instead, text))


def _quoted(text: str) -> str:
    return f"'{text}'" if '"' in text else f'"{text}"'


def _sheet(flows: int) -> str:
    """Return the routing table: a row for every third thing, by the page the customer comes from."""
    rows = ["topic,page.path,to"]
    divisions = ("penjualan", "pengiriman", "purnajual")
    topics = ("belanja", "pengiriman", "keluhan")
    for number in range(0, flows, 3):
        at = number // 3 % len(topics)
        rows.append(f"{topics[at]},/produk/{_Thing(number).values['key']}/*,{divisions[at]}")
    return "\n".join([*rows, "keluhan,-,purnajual", "-,-,umum", ""])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
