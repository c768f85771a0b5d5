"""The new expectations of failing tests: what a bot does now, written into the lines that expect otherwise.

Laws: a line of a chat is never dropped and never added; only the values of checks change, and of these only
what differs; comments and the form of a value stay. A test is changed only if it passes then, and still
expects that the bot does something.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterator
from collections.abc import Mapping as TextMapping
from dataclasses import replace

from flowc.bottest.model import BotTest, Failure, Item, Plain
from flowc.bottest.read import plain
from flowc.bottest.run import play
from flowc.edits import Edit, edited
from flowc.source.nodes import Mapping, Node, Scalar, Sequence
from flowc.source.span import Span
from runtime.core.program import Program

KINDS = ("bot", "says", "buttons", "handover", "slots", "state", "rule", "action")
_PLAIN = re.compile(r"[^\W_](?:(?:[\w ./()+-]|:(?=\w))*[\w.)])?")  # needs no quotes anywhere
_EMPTY = "nothing"


class NotWritable(Exception):
    """A value is written in a form that cannot be changed without losing something."""


def new_texts(program: Program, tests: tuple[BotTest, ...], sources: TextMapping[str, str]) -> dict[str, str]:
    """Return the text of each file in which failing tests are brought up to date; `sources` are as now."""
    edits: list[Edit] = []
    for test in tests:
        if test.span.file in sources:
            edits += update(program, test, sources[test.span.file])
    files = dict.fromkeys(edit.span.file for edit in edits)
    return {file: edited(sources[file], [one for one in edits if one.span.file == file]) for file in files}


def update(program: Program, test: BotTest, text: str) -> tuple[Edit, ...]:
    """Return the edits of its file after which a failing test passes; none where no honest ones are."""
    before = test
    for _ in range(len(test.chat)):
        failure = play(program, test).failure
        if failure is None:
            break
        changed = _with(test, failure)
        if changed is None:
            return ()
        test = changed
    if play(program, test).failure is not None or not _expects_something(test):
        return ()
    try:
        pairs = zip(before.chat, test.chat, strict=True)
        edits = tuple(edit for old, new in pairs for edit in _edits(old, new))
    except NotWritable:
        return ()
    lines = text.split("\n")
    gone = [lines[at] for one in edits if not one.text for at in range(one.span.line, one.span.end_line)]
    return () if any("#" in line for line in gone) else edits  # a comment is not thrown away


def _with(test: BotTest, failure: Failure) -> BotTest | None:
    """Return the test with the value that its failing line would have passed with."""
    if failure.instead is None:
        return None
    chat = list(test.chat)
    for number, item in enumerate(chat):
        if item.span == failure.span and item.kind == failure.kind and item.kind in KINDS:
            value = _merged(item.value, failure.instead)
            if value == item.value:
                return None
            chat[number] = replace(item, value=value)
            return replace(test, chat=tuple(chat))
    return None


def _merged(old: Plain, new: Plain) -> Plain:
    """Return the new value in the old one's form: names that a check does not speak of stay as they are."""
    if isinstance(old, dict) and isinstance(new, dict):
        return {name: _merged(value, new[name]) if name in new else value for name, value in old.items()}
    if isinstance(new, list) and len(new) == 1 and not isinstance(old, list):
        return new[0]
    return new


def _expects_something(test: BotTest) -> bool:
    return any(item.kind in KINDS and item.value != _EMPTY for item in test.chat)


def _edits(old: Item, new: Item) -> Iterator[Edit]:
    if old.value != new.value and old.node is not None:
        yield from _rewrite(old.node, new.value)


def _rewrite(node: Node, value: Plain) -> Iterator[Edit]:
    if plain(node) == value:
        return
    match node, value:
        case Mapping(), dict():
            for entry in node.entries:
                yield from _rewrite(entry.value, value[entry.key.text])
        case Sequence(flow=False), list():
            yield from _rewrite_lines(node, value)
        case Scalar(), str() | None if value is None or "\n" not in value:
            yield Edit(node.span, _scalar(value, node.style))
        case ((Scalar() | Sequence(flow=True)), (str() | list())) if node.span.line == node.span.end_line:
            yield Edit(node.span, _flow(value))
        case _:
            raise NotWritable


def _rewrite_lines(node: Sequence, value: list[Plain]) -> Iterator[Edit]:
    """Change the items of a list that stand below each other; a line that goes takes only itself along."""
    items = node.items
    if not all(isinstance(one, Scalar) and one.span.line == one.span.end_line for one in items):
        raise NotWritable
    lines = [one.span.line for one in items]
    if lines != list(range(lines[0], lines[0] + len(lines))):
        raise NotWritable  # whose a line between them is, nobody knows
    old = [str(plain(one)) for one in items]
    new = [str(one) for one in value]
    for _, start, end, first, last in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        both = min(end - start, last - first)
        for item, text in zip(items[start : start + both], new[first : first + both], strict=True):
            yield from _rewrite(item, text)
        if end - start > both:
            yield _without_lines(items[start + both].span, items[end - 1].span, node)
        elif last - first > both:
            yield _lines_after(node, start + both, new[first + both : last])


def _without_lines(first: Span, last: Span, node: Sequence) -> Edit:
    if first.line == node.items[0].span.line:
        raise NotWritable  # the first dash may stand behind a key
    return Edit(Span(first.file, first.line, 0, last.line + 1, 0), "")


def _lines_after(node: Sequence, number: int, texts: list[str]) -> Edit:
    if number == 0:
        raise NotWritable
    above = node.items[number - 1].span
    indent = " " * node.span.column
    lines = "".join(f"{indent}- {_scalar(text, '')}\n" for text in texts)
    return Edit(Span(above.file, above.line + 1, 0, above.line + 1, 0), lines)


def _flow(value: Plain) -> str:
    if isinstance(value, list):
        return f"[{', '.join(_flow(one) for one in value)}]"
    return _scalar(value if isinstance(value, str) else None, "")


def _scalar(text: str | None, style: str) -> str:
    """Return a text as a YAML value that can stand anywhere, in the quotes that it had."""
    if text is None:
        return "null"
    if style == "'" and text.isprintable():
        return "'" + text.replace("'", "''") + "'"
    if not style and text != "null" and _PLAIN.fullmatch(text):
        return text
    return json.dumps(text, ensure_ascii=not text.isprintable())
