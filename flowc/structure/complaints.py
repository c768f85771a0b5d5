"""From what the schema does not like to a problem in a designer's words.

A complaint knows the keyword of the schema, the node and the piece of schema; what a key or word may have
been meant to be is looked up there. One cause, one problem: what the first stage has told stays silent.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from flowc.diagnostics.model import Problem
from flowc.diagnostics.similar import similar_names
from flowc.source.nodes import Entry, Mapping, Node, Scalar
from flowc.source.nodes import Sequence as Items
from flowc.source.scalars import is_null, looks_boolean
from flowc.source.span import Span
from flowc.source.syntax_problems import ColonInText, NoSpaceAfterColon
from flowc.structure.form_problems import BadDuration, BadForm, BadHours
from flowc.structure.forms import FORMS, MESSAGE_NAME, NAMES, suggested_name
from flowc.structure.key_problems import (
    BadName,
    CommaEndsText,
    MisplacedKey,
    MissingKey,
    NoKeyword,
    TwoKeywords,
    UnknownKey,
)
from flowc.structure.schema import (
    JsonSchema,
    bot_schema,
    definition_names,
    sections_with,
    step_options,
    top_level_keys,
)
from flowc.structure.translated import translated_key
from flowc.structure.value_problems import (
    EmptyValue,
    OutOfRange,
    RepeatedItem,
    TextAsMessageName,
    UnknownWord,
    WrongKind,
)

LONGEST_EXAMPLE = 60  # characters of an example that help shows
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_LISTED_KINDS = ("object", "array", "boolean", "integer", "number", "string")


@dataclass(frozen=True, slots=True, eq=False)
class Complaint:
    """`keyword` of the schema, or our own `choice` (no branch, or two) and `owner` (key of another type).

    `node` is what is wrong and has to go; for a key that is the key. `entry` is where a key stands.
    """

    keyword: str
    node: Node
    schema: JsonSchema
    value: Any  # what the schema says beside its keyword: any JSON
    where: Scalar | None = None  # the nearest key above
    entry: Entry | None = None  # the entry whose key or value this is; None: an item of a list
    above: Node | None = None  # of a key and its value: the mapping they stand in
    in_braces: bool = False
    below: Span | None = None  # of an empty value: a key that should stand below it and stands beside it


def problem_of(complaint: Complaint) -> Problem | None:
    """Return what to tell about a complaint, or None where it is told already."""
    node = complaint.node
    if isinstance(node, Scalar) and node.style == "-":
        return None
    if comma := _comma_trap(complaint):
        return comma
    where = complaint.where.text if complaint.where is not None else ""
    is_key = complaint.entry is not None and complaint.entry.key is node
    if isinstance(node, Scalar) and node.plain and not node.text and not is_key:
        return EmptyValue(_empty_place(complaint), where, complaint.entry is None, complaint.below)
    match complaint.keyword:
        case "additionalProperties":
            return _stray_key(complaint)
        case "owner":
            here, owners = complaint.value
            return MisplacedKey(node.span, _text(node), here, tuple(f"type: {one}" for one in owners))
        case "required":
            return _missing(complaint)
        case "choice":
            return _keywords(complaint)
        case "type":
            return _kind(complaint, where)
        case "enum":
            return _word(complaint, where)
        case "pattern":
            return _form(complaint, where)
        case "uniqueItems":
            return RepeatedItem(node.span, where, _text(node))
        case keyword:
            return _range(complaint, keyword, where)


def stray_top_key(entry: Entry) -> Problem:
    """Return the problem of a key at the top of a file that is not known there."""
    found = problem_of(Complaint("additionalProperties", entry.key, bot_schema(), False, None, entry))
    return found or UnknownKey(entry.key.span, entry.key.text, ())


def first_line(node: Node) -> Span:
    """Return the smallest span that shows a node: itself, or its first line."""
    match node:
        case Mapping(entries=(first, *_), flow=False):
            return first.key.span
        case Items(items=(first, *_), flow=False):
            return first_line(first)
    span = node.span
    if span.line == span.end_line:
        return span
    return Span(span.file, span.line, span.column, span.line, span.column + 1)


def kind_of(node: Node) -> str:
    match node:
        case Mapping():
            return "object"
        case Items():
            return "array"
        case scalar:
            return "null" if is_null(scalar) else "string"


def _text(node: Node) -> str:
    return node.text if isinstance(node, Scalar) else ""


def _comma_trap(complaint: Complaint) -> Problem | None:
    """`{id: Halo Kak, apa kabar}`: `apa kabar` is a key without a colon, directly followed by nothing."""
    entry = complaint.entry
    if entry is None or not complaint.in_braces or not isinstance(entry.value, Scalar):
        return None
    key, value = entry.key.span, entry.value.span
    if value == Span(key.file, key.end_line, key.end_column, key.end_line, key.end_column):
        if joined := re.match(r"([a-z_]+):(?=\S)", entry.key.text):
            return NoSpaceAfterColon(key, joined[1])
        return CommaEndsText(key, entry.key.text)
    return None


def _empty_place(complaint: Complaint) -> Span:
    """Nothing cannot be underlined: the key that lacks a value can."""
    span = complaint.node.span
    if span.column != span.end_column or complaint.where is None:
        return span
    if complaint.entry is None and span.column:  # an item: its dash
        return Span(span.file, span.line, span.column - 1, span.line, span.column)
    return complaint.where.span


def _stray_key(complaint: Complaint) -> Problem:
    node = complaint.node
    key = _text(node)
    known = known_keys(complaint.schema)
    if complaint.where is not None and complaint.where.text == "overrides":
        return BadForm(node.span, key, "a date", "tanggal", "2026-12-31")
    if (translated := translated_key(key, known)) or similar_names(key, known):
        return UnknownKey(node.span, key, known, translated, _free(complaint.above, known))
    if " " in key.strip() and isinstance(node, Scalar) and node.plain:
        end = node.span.end_column  # a text of which the part before a colon was read as a key
        return ColonInText(Span(node.span.file, node.span.end_line, end, node.span.end_line, end + 1))
    options = step_options()
    required = complaint.schema.get("required", ())
    keyword = required[0] if required and required[0] in options else ""
    steps = tuple(one for one, keys in options.items() if key in keys)
    if key in options and not keyword:
        return MisplacedKey(node.span, key, "", ("steps",))
    if keyword and steps:
        return MisplacedKey(node.span, key, keyword, steps[:4])
    if key in top_level_keys() and key not in known:
        return MisplacedKey(node.span, key, "", ())
    if steps:
        return MisplacedKey(node.span, key, "", ("steps",) if len(steps) == len(options) else steps[:4])
    if complaint.schema is bot_schema() and (sections := sections_with(key)):
        return MisplacedKey(node.span, key, "", sections[:1])
    return UnknownKey(node.span, key, known)


def _free(above: Node | None, known: tuple[str, ...]) -> tuple[str, ...]:
    there = {entry.key.text for entry in above.entries} if isinstance(above, Mapping) else set()
    return tuple(key for key in known if key not in there)


def known_keys(schema: JsonSchema) -> tuple[str, ...]:
    """All keys that may stand where the schema is for; a calendar also has days."""
    return (*schema.get("properties", ()), *(DAYS if "patternProperties" in schema else ()))


def _missing(complaint: Complaint) -> Problem:
    key = str(complaint.value)
    required = complaint.schema.get("required", ())
    where = complaint.where
    node = complaint.node
    if required and required[0] in step_options() and isinstance(node, Mapping):
        where = next((one.key for one in node.entries if one.key.text == required[0]), where)
    example = _example(key, complaint.schema)
    if where is None:
        span = first_line(node)
        return MissingKey(span, key, span.file if complaint.schema is bot_schema() else "", example)
    span = first_line(node) if complaint.entry is None else where.span
    return MissingKey(span, key, where.text, example)


def _example(key: str, schema: JsonSchema) -> str:
    """What to write for a key that is missing: the schema's example, unless it is long."""
    found = schema.get("properties", {}).get(key, {}).get("examples") or ("…",)
    written = _as_yaml(found[0])
    return f"{key}: {written if len(written) <= LONGEST_EXAMPLE and chr(10) not in written else '…'}"


def _as_yaml(value: Any) -> str:  # any JSON of the schema's examples
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_as_yaml(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_as_yaml(one) for one in value) + "]"
    return str(value)


def _keywords(complaint: Complaint) -> Problem:
    """A mapping that should have exactly one of several keywords has none, or two."""
    node = complaint.node
    keywords, options = complaint.value
    entries = node.entries if isinstance(node, Mapping) else ()
    present = [entry.key for entry in entries if entry.key.text in keywords]
    if len(present) > 1:
        first, second = present[:2]
        return TwoKeywords(second.span, first.text, second.text, first.span)
    unknown = [entry.key for entry in entries if entry.key.text not in options]
    for key in unknown:
        if translated := translated_key(key.text, keywords):
            return NoKeyword(key.span, keywords, key.text, translated)
    for key in sorted(unknown, key=lambda one: not similar_names(one.text, keywords)):
        return NoKeyword(key.span, keywords, key.text)
    return NoKeyword(first_line(node), keywords)


def _kind(complaint: Complaint, where: str) -> Problem:
    node = complaint.node
    wanted = complaint.value if isinstance(complaint.value, list | tuple) else (complaint.value,)
    if isinstance(node, Scalar) and (colon := _joined_key(node, where)):
        return colon
    expected = tuple(one for one in _LISTED_KINDS if one in wanted)
    if "string" in expected:
        expected = tuple(one for one in expected if one in ("object", "array", "string"))
    found, item = kind_of(node), complaint.entry is None
    if expected == ("boolean",) and isinstance(node, Scalar) and not looks_boolean(node):
        found, item = "string", False
    examples = complaint.schema.get("examples") or ("",)
    example = _as_yaml(examples[0])
    if "object" in expected and not example and (required := complaint.schema.get("required")):
        example = f"{required[0]}: …"
    shown = example if len(example) <= LONGEST_EXAMPLE and "\n" not in example else ""
    return WrongKind(first_line(node), where, expected, found, item, _first_word(node), shown)


def _first_word(node: Node) -> str:
    """A text itself, or the first key or item of something else."""
    match node:
        case Mapping(entries=(first, *_)):
            return first.key.text
        case Items(items=(first, *_)):
            return _first_word(first)
    return _text(node)


def _joined_key(node: Scalar, where: str) -> Problem | None:
    """`- goto:awal` is one text, because no space follows the colon."""
    found = re.match(r"([a-z_]+):\S", node.text) if node.plain else None
    if found is None or (where not in ("steps", "do", "escalation") and found[1] not in step_options()):
        return None
    return NoSpaceAfterColon(node.span, found[1])


def _word(complaint: Complaint, where: str) -> Problem:
    node = complaint.node
    written = _text(node)
    if isinstance(node, Scalar) and (colon := _joined_key(node, where)):
        return colon
    known = tuple(str(one) for one in complaint.value)
    if "handover" in known and "end" in known:  # a step that is a bare word
        keywords = tuple(step_options())
        return NoKeyword(node.span, keywords, written, translated_key(written, keywords))
    return UnknownWord(first_line(node), written, where, known)


def _form(complaint: Complaint, where: str) -> Problem:
    node = complaint.node
    written = _text(node)
    name = definition_names().get(id(complaint.schema), "")
    if name == "duration":
        return BadDuration(node.span, written)
    if name == "daySpans" or (not name and "closed" in complaint.schema.get("examples", ())):
        return BadHours(first_line(node), written)
    is_key = complaint.entry is not None and complaint.entry.key is node
    if name == MESSAGE_NAME and not is_key and _is_sentence(written):
        return TextAsMessageName(first_line(node), written)
    if name in NAMES:
        return BadName(first_line(node), written, suggested_name(written, name), "" if is_key else where)
    form = FORMS.get(name) or FORMS[""]
    examples = [str(one) for one in complaint.schema.get("examples", ("",))]
    like = next((one for one in examples if ">=" in one and ">" in written), examples[0])
    return BadForm(first_line(node), written, form.en, form.id, like)


def _is_sentence(written: str) -> bool:
    return " " in written.strip() or not written.isascii() or written.endswith((".", "!", "?", ","))


def _range(complaint: Complaint, keyword: str, where: str) -> Problem:
    kind = "number" if keyword.endswith("imum") else "text" if keyword.endswith("Length") else "list"
    if keyword in ("minLength", "minItems", "minProperties") and complaint.value == 1:
        return EmptyValue(_empty_place(complaint), where)
    limit = str(complaint.value)
    bound = {"least": limit} if keyword.startswith("min") else {"most": limit}
    return OutOfRange(first_line(complaint.node), where, kind, **bound)
