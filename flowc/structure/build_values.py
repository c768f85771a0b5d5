"""Small things that stand everywhere: words, expressions, values, durations, texts for people, types.

The nodes have passed the schema: kinds are as it says, and nothing required is missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import overload

from flowc.diagnostics.allowed import Allowance
from flowc.diagnostics.sink import Sink
from flowc.project import Project
from flowc.source.durations import read_duration
from flowc.source.nodes import Entry, Node, Scalar, Sequence
from flowc.source.nodes import Mapping as MappingNode
from flowc.source.scalars import as_boolean, as_integer, is_null
from flowc.source.span import Span
from flowc.structure.form_problems import BadDuration
from flowc.structure.key_problems import UndeclaredLocale
from flowc.structure.tree import (
    Argument,
    Duration,
    Expression,
    Into,
    Literal,
    Option,
    PeopleText,
    Phrases,
    Type,
    Value,
    Word,
)


@dataclass(frozen=True, slots=True)
class Context:
    """What building needs beside the nodes: the declared languages, and the bot's CSV files.

    `allowed` collects what the things that are built allow.
    """

    sink: Sink
    locales: tuple[str, ...]
    project: Project
    allowed: list[Allowance] = field(default_factory=list)


class Fields:
    """The values of a mapping by key."""

    def __init__(self, node: Node) -> None:
        if not isinstance(node, MappingNode):
            raise TypeError(f"the schema let {type(node).__name__} through at {node.span}")
        self.node = node
        self._values = {entry.key.text: entry.value for entry in node.entries}

    def __getitem__(self, key: str) -> Node:
        return self._values[key]

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def get(self, key: str) -> Node | None:
        return self._values.get(key)

    @property
    def entries(self) -> tuple[Entry, ...]:
        return self.node.entries

    def key(self, key: str) -> Scalar:
        return next(entry.key for entry in self.node.entries if entry.key.text == key)


def scalar_of(node: Node) -> Scalar:
    if not isinstance(node, Scalar):
        raise TypeError(f"the schema let {type(node).__name__} through at {node.span}")
    return node


def items_of(node: Node | None) -> tuple[Node, ...]:
    """The items of a list; one value alone is a list of one; nothing is none."""
    if node is None:
        return ()
    return node.items if isinstance(node, Sequence) else (node,)


def entries_of(node: Node | None) -> Iterator[tuple[Word, Node]]:
    for entry in node.entries if isinstance(node, MappingNode) else ():
        yield build_word(entry.key), entry.value


@overload
def build_word(node: Node) -> Word: ...
@overload
def build_word(node: None) -> None: ...
def build_word(node: Node | None) -> Word | None:
    if node is None:
        return None
    scalar = scalar_of(node)
    lines = () if scalar.folded else scalar.lines
    return Word(scalar.text, scalar.text_span, lines, scalar.shifts)


def build_words(node: Node | None) -> tuple[Word, ...]:
    return tuple(build_word(item) for item in items_of(node))


@overload
def build_expression(node: Node) -> Expression: ...
@overload
def build_expression(node: None) -> None: ...
def build_expression(node: Node | None) -> Expression | None:
    return None if node is None else _expression(scalar_of(node), 0)


def _expression(scalar: Scalar, skip: int) -> Expression:
    """The scalar without its first `skip` characters, which stand on its first line."""
    text = scalar.text
    lines = scalar.lines
    if scalar.folded and '"' not in scalar.folded.partition("\n")[2]:
        text = (
            scalar.folded
        )  # keeps its line breaks and places; inside a string a break would be another text
    elif scalar.folded:
        lines = ()
    text = text.rstrip("\n")
    lines = lines[: text.count("\n") + 1]
    shifts = tuple((offset - skip, columns) for offset, columns in scalar.shifts)
    span = scalar.text_span
    if skip and lines:
        first = lines[0]
        lines = (
            Span(first.file, first.line, first.column + skip, first.end_line, first.end_column),
            *lines[1:],
        )
    if skip and not scalar.lines:
        span = Span(span.file, span.line, span.column + skip, span.end_line, span.end_column)
    return Expression(text[skip:], span, lines, shifts)


def build_value(node: Node) -> Value:
    """`=` and an expression, a literal, or a list of these."""
    if isinstance(node, Sequence):
        return Literal(None, node.span, items=tuple(build_value(item) for item in node.items))
    scalar = scalar_of(node)
    if scalar.text.startswith("="):
        return _expression(scalar, 1)
    text = None if is_null(scalar) else scalar.text
    return Literal(text, scalar.span, quoted=not scalar.plain)


def build_optional_value(node: Node | None) -> Value | None:
    return None if node is None else build_value(node)


def build_arguments(node: Node | None) -> tuple[Argument, ...]:
    return tuple(Argument(name, build_value(value)) for name, value in entries_of(node))


def build_into(node: Node | None) -> Into | None:
    if node is None:
        return None
    if isinstance(node, Scalar):
        return Into(node.span, build_word(node))
    return Into(node.span, slots=tuple((slot, build_word(output)) for slot, output in entries_of(node)))


def build_integer(node: Node | None) -> int | None:
    return None if node is None else as_integer(scalar_of(node))


def build_boolean(node: Node | None) -> bool | None:
    return None if node is None else as_boolean(scalar_of(node))


@overload
def build_duration(node: Node, context: Context) -> Duration: ...
@overload
def build_duration(node: None, context: Context) -> None: ...
def build_duration(node: Node | None, context: Context) -> Duration | None:
    """The schema's pattern is the same as `read_duration`'s; a difference would be told, not lost."""
    if node is None:
        return None
    scalar = scalar_of(node)
    value = read_duration(scalar.text)
    if value is None:
        context.sink.add(BadDuration(scalar.span, scalar.text))
        raise ValueError(f"the schema let the duration {scalar.text!r} through")
    return Duration(value, scalar.span, scalar.text)


def declared_locales(node: MappingNode, context: Context) -> Iterator[tuple[Scalar, Node]]:
    """The entries of a locale map; languages that the bot does not declare are told and left out."""
    for entry in node.entries:
        if entry.key.text in context.locales:
            yield entry.key, entry.value
        else:
            context.sink.add(UndeclaredLocale(entry.key.span, entry.key.text, context.locales))


@overload
def build_people_text(node: Node, context: Context) -> PeopleText: ...
@overload
def build_people_text(node: None, context: Context) -> None: ...
def build_people_text(node: Node | None, context: Context) -> PeopleText | None:
    if node is None:
        return None
    if not isinstance(node, MappingNode):
        return PeopleText(node.span, build_word(node))
    found = tuple(declared_locales(node, context))
    words = {key.text: build_word(value) for key, value in found}
    return PeopleText(node.span, None, words, {key.text: key.span for key, _ in found})


def build_phrases(node: Node | None, context: Context, *, only: bool = False) -> Phrases | None:
    if node is None:
        return None
    if not isinstance(node, MappingNode):
        return Phrases(node.span, build_words(node), only=only)
    found = tuple(declared_locales(node, context))
    words = {key.text: build_words(value) for key, value in found}
    return Phrases(node.span, (), words, {key.text: key.span for key, _ in found}, only)


def build_option(word: Word, node: Node | None, context: Context) -> Option:
    if node is None:
        return Option(word)
    fields = Fields(node)
    return Option(
        word,
        label=build_people_text(fields.get("label"), context),
        phrases=build_phrases(fields.get("phrases"), context),
        when=build_expression(fields.get("when")),
    )


def build_type(node: Node, context: Context) -> Type:
    """A type's word, or a mapping with `type` in it (a slot, an input, an output)."""
    if isinstance(node, Scalar):
        return Type(build_word(node), node.span)
    fields = Fields(node)
    options = fields.get("options")
    of = fields.get("of")
    if isinstance(options, MappingNode):
        built = tuple(build_option(word, value, context) for word, value in entries_of(options))
    else:
        built = tuple(Option(word) for word in build_words(options))
    return Type(
        name=build_word(fields["type"]),
        span=node.span,
        min=build_optional_value(fields.get("min")),
        max=build_optional_value(fields.get("max")),
        integer=build_boolean(fields.get("integer")) or False,
        pattern=build_word(fields.get("pattern")),
        options=built,
        accept=build_words(fields.get("accept")),
        max_mb=build_integer(fields.get("max_mb")),
        of=build_type(of, context) if of is not None else None,
        fields=build_types(fields.get("fields"), context),
    )


def build_types(node: Node | None, context: Context) -> Mapping[str, Type]:
    return {name.text: build_type(value, context) for name, value in entries_of(node)}
