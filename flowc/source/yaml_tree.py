"""Reads one YAML file into positioned nodes: the only door to PyYAML.

Laws: never raises, whatever the text; nothing recursive runs on unbounded depth; anchors, aliases, tags,
merge keys, duplicate keys and further documents are reported and left out; what remains is still a tree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

import yaml

from flowc.diagnostics.model import Problem
from flowc.diagnostics.sink import Sink
from flowc.source.file_problems import FileTooLarge, OddCharacter
from flowc.source.letters import ODD, UNSEEN
from flowc.source.limits import MAX_DEPTH, MAX_NODES, MAX_TEXT, MAX_VALUE
from flowc.source.nodes import Document, Entry, Mapping, Node, Scalar, Sequence
from flowc.source.ordinary import read_ordinary
from flowc.source.places import FilePlaces
from flowc.source.repair import CUT, MAX_CUTS, MAX_READ_AGAIN, without
from flowc.source.span import Span
from flowc.source.syntax import Fault, indents_of_tabs, syntax_problem
from flowc.source.yaml_problems import (
    AliasUsed,
    ComplexKey,
    DuplicateKey,
    MergeKey,
    SeveralDocuments,
    TabIndent,
    TagUsed,
    TooDeep,
    TooManyValues,
    ValueTooLong,
)

# The C scanner is 10 times as fast and gives the same events; it is missing where PyYAML lacks libyaml.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_KEY_AND_UNSEEN = re.compile(f"[a-z_]+:{UNSEEN.pattern}")


def read_yaml(path: str, text: str, sink: Sink) -> Document:
    """Return the nodes of one file, or a broken document when it is not YAML; problems go to `sink`."""
    if len(text) > MAX_TEXT:
        sink.add(FileTooLarge(Span(path), MAX_TEXT >> 10))
        return Document(path, None, broken=True)
    places = FilePlaces(path, text)
    if odd := ODD.search(text):
        sink.add(OddCharacter(places.at(odd.start(), odd.end()), odd.group()))
        return Document(path, None, broken=True)
    root = read_ordinary(places, _LOADER)
    return Document(path, root) if root is not None else read_carefully(places, sink)


def read_carefully(places: FilePlaces, sink: Sink) -> Document:
    """Return the nodes of any file, and tell what is wrong in it.

    What is told here, `flowc.source.ordinary` must not take for ordinary.
    """
    path, text, written = places.path, places.text, places.lines
    for _ in range(max(1, min(MAX_CUTS, MAX_READ_AGAIN // max(1, len(text))))):
        cuts = frozenset(at for at, line in enumerate(places.lines) if line != written[at])
        composer = _Composer(places, sink, cuts)
        fatal = composer.run()
        if fatal is None:
            fatal = _tab_problem(places, composer.quoted_lines)
        if fatal is None:
            return Document(path, composer.root)
        if fatal.span.line in cuts:
            break
        if fatal.span.line not in composer.told_lines:  # else it follows from what is told already
            sink.add(fatal)
        lines = without(fatal, places.lines)
        if lines is None:
            break
        places = FilePlaces(path, "\n".join(lines))
    return Document(path, None, broken=True)


def _tab_problem(places: FilePlaces, inside_texts: set[int]) -> Problem | None:
    if "\t" not in places.text:
        return None
    for number, line in enumerate(places.lines):
        indent = line[: len(line) - len(line.lstrip(" \t"))]
        if "\t" in indent and line.strip() and number not in inside_texts:
            span = Span(places.path, number, indent.index("\t"), number, len(indent))
            return TabIndent(span, indents_of_tabs(places))
    return None


@dataclass(slots=True)
class _Open:
    """A mapping or list whose end has not come yet."""

    start: Span
    flow: bool
    mapping: bool
    items: list[Node] = field(default_factory=list)  # of a mapping: key, value, key, value
    dropped: bool = False  # stands where a key should: reported, read to its end, thrown away


class _Composer:
    """Turns parser events into nodes with a stack of its own, so that depth costs no recursion."""

    def __init__(self, places: FilePlaces, sink: Sink, cuts: frozenset[int] = frozenset()) -> None:
        self.places = places
        self.cuts = cuts
        self._unseen = UNSEEN.search(places.text) is not None
        self.sink = sink
        self.root: Node | None = None
        self.quoted_lines: set[int] = set()  # lines that continue a text: tabs there belong to it
        self.told_lines: set[int] = set()
        self._aliases: set[str] = set()
        self._stack: list[_Open] = []
        self._documents = 0
        self._nodes = 0
        self._last = Span(places.path)
        self._quoted: Span | None = None  # the last text in quotes, if it goes over several lines

    def run(self) -> Problem | None:
        """Compose everything; return the problem that ended it early, if one did."""
        try:
            for event in yaml.parse(self.places.text, Loader=_LOADER):
                self._last = self._span(event)
                if (problem := self._take(event)) is not None:
                    return problem
        except (
            Exception
        ) as error:  # PyYAML leaks ValueError, OverflowError, IndexError…: recorded with its place
            return syntax_problem(self._fault(error), self.places)
        return None

    def _take(self, event: yaml.Event) -> Problem | None:
        match event:
            case yaml.DocumentStartEvent():
                self._documents += 1
                if self._documents > 1:
                    return SeveralDocuments(self._span(event))
            case yaml.AliasEvent():
                self._tell_alias(self._span(event), f"*{event.anchor}")
                self._add(self._empty(self._span(event)))
            case yaml.ScalarEvent():
                return self._take_scalar(event)
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                return self._open(event)
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self._close(event)
            case _:
                pass
        return None

    def _take_scalar(self, event: yaml.ScalarEvent) -> Problem | None:
        if event.tag == CUT and self._span(event).line in self.cuts:
            self._add(self._empty(self._span(event)))
            return None
        self._check_properties(event)
        scalar = self.places.scalar(self._span(event), str(event.value), event.style or "")
        self._nodes += 1
        if len(scalar.text) > MAX_VALUE:
            return ValueTooLong(scalar.span, MAX_VALUE)
        if self._nodes > MAX_NODES:
            return TooManyValues(scalar.span, MAX_NODES)
        self.quoted_lines.update(range(scalar.span.line + 1, scalar.span.end_line + 1))
        if scalar.style in ("'", '"'):
            self._quoted = scalar.span if scalar.span.end_line > scalar.span.line else None
        if self._unseen and scalar.plain and (joined := _KEY_AND_UNSEEN.match(scalar.text)):
            at = joined.end()
            self._tell(OddCharacter(scalar.span.part(at - 1, at), scalar.text[at - 1]))
            scalar = self._empty(scalar.span)
        if scalar.style and (odd := ODD.search(scalar.text)):
            self._tell(OddCharacter(scalar.span, odd.group()))
            scalar = self._empty(scalar.span)
        self._add(scalar)
        return None

    def _open(self, event: yaml.MappingStartEvent | yaml.SequenceStartEvent) -> Problem | None:
        self._check_properties(event)
        start = self._span(event)
        self._nodes += 1
        if len(self._stack) >= MAX_DEPTH:
            return TooDeep(
                Span(start.file, start.line, start.column, start.line, start.column + 1), MAX_DEPTH
            )
        opened = _Open(start, bool(event.flow_style), isinstance(event, yaml.MappingStartEvent))
        if self._at_key():
            template = "{{" in self.places.lines[start.line][max(0, start.column - 1) : start.column + 1]
            if not any(one.dropped for one in self._stack):
                self._tell(ComplexKey(start, template))
            opened.dropped = True
        self._stack.append(opened)
        return None

    def _close(self, event: yaml.CollectionEndEvent) -> None:
        done = self._stack.pop()
        if done.dropped:
            self._add(self._empty(done.start))
            return
        start = done.start
        end = done.items[-1].span if done.items and not done.flow else None
        if end is not None:  # the end mark of block style is where the next thing starts
            span = Span(start.file, start.line, start.column, end.end_line, end.end_column)
        else:
            end = self._span(event)
            span = Span(start.file, start.line, start.column, end.end_line, end.end_column)
        if done.mapping:
            entries = tuple(self._entries(done.items))
            gone = done.items and not entries  # every key in it is told already: so is the value
            self._add(self._empty(span) if gone else Mapping(span, entries, done.flow))
        else:
            self._add(Sequence(span, tuple(done.items), done.flow))

    def _entries(self, items: list[Node]) -> Iterator[Entry]:
        first: dict[str, Span] = {}
        for key, value in list(pairwise(items))[::2]:
            if not isinstance(key, Scalar) or key.style == _DROPPED:
                continue
            if self._unseen:
                seen = self._seen(key)
                if seen is None:
                    continue
                key = seen
            if key.plain and key.text == "<<":
                self._tell(MergeKey(key.span))
            elif key.text in first:
                self._tell(DuplicateKey(key.span, key.text, first[key.text]))
            else:
                first[key.text] = key.span
                yield Entry(key, value)

    def _seen(self, key: Scalar) -> Scalar | None:
        """Return a key without letters that no editor shows, such as the spaces of a web page; they are told.

        None where they stand before it: nobody knows then in which column it should begin.
        """
        if not key.plain or not (unseen := UNSEEN.search(key.text)):
            return key
        if key.span.line == key.span.end_line:
            self._tell(OddCharacter(key.span.part(unseen.start(), unseen.end()), unseen.group()))
        return replace(key, text=UNSEEN.sub("", key.text)) if unseen.start() else None

    def _add(self, node: Node) -> None:
        if self._stack:
            self._stack[-1].items.append(node)
        else:
            self.root = node

    def _tell_alias(self, span: Span, written: str) -> None:
        """Each anchor and each alias once: a nest of them would fill the screen."""
        if written not in self._aliases:
            self._aliases.add(written)
            self._tell(AliasUsed(span, written))

    def _tell(self, problem: Problem) -> None:
        self.told_lines.add(problem.span.line)
        self.sink.add(problem)

    def _at_key(self) -> bool:
        return bool(self._stack) and self._stack[-1].mapping and len(self._stack[-1].items) % 2 == 0

    def _check_properties(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        if event.anchor is None and event.tag is None:
            return
        place = self._span(event)
        written = re.match(r"\S*", self.places.lines[place.line][place.column :])
        span = place.part(0, max(1, written.end() if written else 1))
        if event.anchor is not None:
            self._tell_alias(span, f"&{event.anchor}")
        ours = event.tag == CUT and place.line in self.cuts  # what was cut was not all of the value
        if event.tag is not None and not ours:
            self._tell(TagUsed(span, written.group() if written else "!"))

    def _span(self, event: yaml.Event) -> Span:
        start, end = event.start_mark, event.end_mark
        if start is None or end is None:  # only events made by hand lack marks
            return self._last
        return Span(self.places.path, start.line, start.column, end.line, end.column)

    def _fault(self, error: Exception) -> Fault:
        mark = getattr(error, "problem_mark", None)
        opened = getattr(error, "context_mark", None)
        braces = next((one.start for one in reversed(self._stack) if one.flow), None)
        odd = None
        if isinstance(error, yaml.reader.ReaderError):
            odd = (int(error.position), str(error.character)[:1] or "\ufffd")
        return Fault(
            met=(mark.line, mark.column) if mark else (self._last.end_line, self._last.end_column),
            opened=(opened.line, opened.column) if opened else None,
            context=str(getattr(error, "context", None) or ""),
            problem=str(getattr(error, "problem", None) or ""),
            braces=(braces.line, braces.column) if braces else None,
            odd=odd,
            quoted=(self._quoted.line, self._quoted.column, self._quoted.end_line) if self._quoted else None,
        )

    def _empty(self, span: Span) -> Scalar:
        """A place holder for what was reported and left out."""
        return Scalar(span, "", _DROPPED, span)


_DROPPED = "-"
