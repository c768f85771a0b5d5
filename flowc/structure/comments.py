"""Finds texts for people that a `#` cuts short: YAML takes what follows for a comment."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from flowc.diagnostics.sink import Sink
from flowc.source.nodes import Mapping as MappingNode
from flowc.source.nodes import Node, Scalar, Sequence
from flowc.source.span import Span
from flowc.source.yaml_problems import CommentInText

# A comment begins with `# `; a text goes on with `#1` or `#promo`.
_HASH = re.compile(r"[ \t](#\w.*?)\s*$", re.MULTILINE)


def check_comments(root: Node, texts: Mapping[str, str], locales: Collection[str], sink: Sink) -> None:
    """Report each text below a language, or below `text`, that such a comment follows on its last line."""
    hashes = {place: found for path, text in texts.items() for place, found in _hashes(path, text)}
    for scalar in _texts(root, frozenset((*locales, "text")), False) if hashes else ():
        span = scalar.span
        found = hashes.get((span.file, span.end_line))
        if found is not None and scalar.plain and found.ends_at == span.end_column:
            sink.add(CommentInText(found.span, found.rest))


@dataclass(frozen=True, slots=True)
class _Hash:
    """A `#` with a letter behind it; `ends_at` is the column where what stands before it ends."""

    span: Span
    rest: str
    ends_at: int


def _hashes(path: str, text: str) -> Iterator[tuple[tuple[str, int], _Hash]]:
    if " #" not in text and "\t#" not in text:
        return
    for number, line in enumerate(text.split("\n")):
        if found := _HASH.search(line):
            span = Span(path, number, found.start(1), number, found.end(1))
            yield (path, number), _Hash(span, found[1], len(line[: found.start(1)].rstrip()))


def _texts(node: Node, keys: frozenset[str], is_text: bool) -> Iterator[Scalar]:
    match node:
        case Scalar():
            if is_text:
                yield node
        case MappingNode():
            for entry in node.entries:
                yield from _texts(entry.value, keys, entry.key.text in keys)
        case Sequence():
            for item in node.items:
                yield from _texts(item, keys, is_text)
