"""Checks nodes against the schema of a bot: the only door to jsonschema.

The validator sees nodes through three thin views. A text is also a number, a boolean or nothing where it is
written so and the schema at its place asks for that: the place decides how a scalar is read, as
`flowc.source.scalars` does. Where the schema has alternatives, the branch is picked first (by the kind of
value, then by its keyword) and only that branch is checked, so that a complaint names the stray key itself.

What is wrong is taken out of the tree until the rest is right: `build` works on trees that fit the schema.
Nothing is ever fetched: references are looked up in the one file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

import referencing
from jsonschema import Draft202012Validator, TypeChecker, ValidationError
from jsonschema.validators import extend

from flowc.diagnostics.sink import Sink
from flowc.source.nodes import Entry, Mapping, Node, Scalar, Sequence
from flowc.source.scalars import as_boolean, as_integer, as_number, is_null
from flowc.structure.causes import one_cause
from flowc.structure.complaints import Complaint, problem_of
from flowc.structure.fits import fits, fitting_things
from flowc.structure.forms import suggested_name
from flowc.structure.meant import beside_their_name, meant_keys, renamed
from flowc.structure.merge import SECTIONS
from flowc.structure.schema import JsonSchema, bot_schema, branches, claimed, resolve

# Without these an action, slot or choice would be another one, and all that uses it would seem wrong.
_WHOLE = frozenset(("inputs", "outputs", "fields", "options"))
MAX_ROUNDS = 40  # taking out a value can leave its parent wrong, at most once per level (depth is at most 32)


@dataclass(frozen=True, slots=True)
class Shaped:
    """`root` fits the schema, or is None: the manifest is unusable. `broken`: names that were left out."""

    root: Mapping | None
    broken: dict[str, frozenset[str]]


def check_shape(root: Mapping, sink: Sink, *, manifest_readable: bool = True) -> Shaped:
    """Report everything that does not fit the schema, and return what does."""
    if fits(root):
        return Shaped(root, {})
    rest = _with_meant_keys(root, sink)
    declared = _names(rest)
    for attempt in range(MAX_ROUNDS):
        if fits(rest) or not (complaints := list(complaints_about(rest, fitting_things(rest)))):
            break
        if attempt == 0:
            _tell([one for one in complaints if manifest_readable or one.node is not rest], sink)
        wrong = {id(complaint.node) for complaint in complaints}
        left = _rest(rest, wrong | {id(key) for key in beside_their_name(rest)})
        if not isinstance(left, Mapping):
            return Shaped(None, {})
        rest = left
    kept = _names(rest)
    lost = {kind: names - kept.get(kind, frozenset()) for kind, names in declared.items()}
    return Shaped(rest, {kind: names | _corrected(names) for kind, names in lost.items() if names})


def _corrected(names: frozenset[str]) -> frozenset[str]:
    """Names that cannot be used, as the advice spells them: other files may use them so already."""
    return frozenset(filter(None, (suggested_name(name, "name") for name in names)))


def _with_meant_keys(root: Mapping, sink: Sink) -> Mapping:
    """Tell the keys of which it is clear what was meant, and read on as if they were written so."""
    for _ in range(MAX_ROUNDS):
        complaints = list(complaints_about(root, fitting_things(root)))
        meant = meant_keys(complaints)
        if not meant or sink.left_out:
            break
        _tell([one for one in complaints if id(one.node) in meant or _has(one, meant)], sink)
        whole = renamed(root, meant)
        root = whole if isinstance(whole, Mapping) else root
    return root


def _has(complaint: Complaint, meant: Container[int]) -> bool:
    """Whether a step without keyword has the key that was meant to be one."""
    entries = complaint.node.entries if isinstance(complaint.node, Mapping) else ()
    return complaint.keyword == "choice" and any(id(entry.key) in meant for entry in entries)


def _tell(complaints: list[Complaint], sink: Sink) -> None:
    wanted = one_cause(complaints)
    for number, complaint in enumerate(wanted):
        if sink.left_out:  # full: looking for similar names a hundred thousand times would take minutes
            sink.left_out += len(wanted) - number
            return
        if problem := problem_of(complaint):
            sink.add(problem)


def _names(root: Mapping) -> dict[str, frozenset[str]]:
    """What each section declares; rules and tables too: a lost one may be the one that is needed."""
    names: dict[str, frozenset[str]] = {}
    for section in root.entries:
        key, value = section.key.text, section.value
        if isinstance(value, Mapping) and (key in SECTIONS or key == "routing"):
            names[key] = frozenset(thing.key.text for thing in value.entries)
        elif key == "routing":
            names[key] = frozenset((key,))
        elif key == "escalation":
            names[key] = frozenset(_rule_name(item) for item in getattr(value, "items", (value,)))
    return names


def _rule_name(node: Node) -> str:
    """A rule's own name, or its place where it has none."""
    for entry in node.entries if isinstance(node, Mapping) else ():
        if entry.key.text == "rule" and isinstance(entry.value, Scalar) and entry.value.text:
            return entry.value.text
    return str(node.span)


def _rest(node: Node, wrong: set[int]) -> Node | None:
    if id(node) in wrong:
        return None
    match node:
        case Mapping():
            if any(one.key.text in _WHOLE and id(one.value) in wrong for one in node.entries):
                return None
            entries = tuple(
                entry if value is entry.value else Entry(entry.key, value)
                for entry in node.entries
                if id(entry.key) not in wrong and (value := _rest(entry.value, wrong)) is not None
            )
            same = len(entries) == len(node.entries) and all(map(_is, entries, node.entries))
            return node if same else Mapping(node.span, entries, node.flow)
        case Sequence():
            items = tuple(rest for item in node.items if (rest := _rest(item, wrong)) is not None)
            same = len(items) == len(node.items) and all(map(_is, items, node.items))
            return node if same else Sequence(node.span, items, node.flow)
    return node


def _is(one: object, other: object) -> bool:
    return one is other


# ---- nodes as the validator sees them ------------------------------------------------------------------


class _Text(str):
    __slots__ = ("above", "entry", "in_braces", "node", "where")
    node: Scalar
    where: Scalar | None
    entry: Entry | None
    above: Node | None
    in_braces: bool


class _Keys(dict["_Text", "_View"]):
    __slots__ = ("above", "entry", "in_braces", "node", "where")
    node: Mapping
    where: Scalar | None
    entry: Entry | None
    above: Node | None
    in_braces: bool


class _Items(list["_View"]):
    __slots__ = ("above", "entry", "in_braces", "node", "where")
    node: Sequence
    where: Scalar | None
    entry: Entry | None
    above: Node | None
    in_braces: bool


_View = _Text | _Keys | _Items


def _view(
    node: Node, where: Scalar | None, entry: Entry | None, in_braces: bool, left_out: frozenset[int]
) -> _View:
    view: _View
    match node:
        case Scalar():
            view = _Text(node.text)
            view.node = node
        case Mapping():
            view = _Keys()
            view.node = node
            for one in node.entries:
                if id(one) in left_out:
                    continue
                key = _Text(one.key.text)
                key.node, key.where, key.entry, key.in_braces = one.key, where, one, node.flow
                key.above = node
                value = _view(one.value, one.key, one, node.flow, left_out)
                value.above = node
                view[key] = value
        case Sequence():
            view = _Items(_view(item, where, None, False, left_out) for item in node.items)
            view.node = node
    view.where, view.entry, view.above, view.in_braces = where, entry, None, in_braces
    return view


def complaints_about(root: Mapping, fitting: frozenset[int] = frozenset()) -> Iterator[Complaint]:
    """Give all that does not fit; entries that are known to fit, by identity, are not looked at again."""
    for error in _validator().iter_errors(_view(root, None, None, False, fitting)):
        view: _View = error.instance
        yield Complaint(
            str(error.validator),
            view.node,
            error.schema,
            error.validator_value,
            view.where,
            view.entry,
            view.above,
            view.in_braces,
        )


# ---- keywords that need more than the library's ----------------------------------------------------------

_Errors = Iterator[ValidationError]
# `Any` below: the library's protocol for keyword functions is untyped, schema values are any JSON.


def _error(keyword: str, instance: _View, value: object, schema: JsonSchema) -> ValidationError:
    return ValidationError(
        keyword, validator=keyword, validator_value=value, instance=instance, schema=schema
    )


def _ref(validator: Any, ref: str, instance: _View, schema: JsonSchema) -> _Errors:
    yield from validator.descend(instance, resolve({"$ref": ref}))


def _one_of(validator: Any, _: object, instance: _View, schema: JsonSchema) -> _Errors:
    fitting = [one for one in branches(schema) if _takes(one, instance)]
    if not fitting:
        kinds = [kind for one in branches(schema) for kind in _kinds(one)]
        yield _error("type", instance, tuple(dict.fromkeys(kinds)), schema)
        return
    if len(fitting) > 1 and isinstance(instance, _Keys):
        if all("required" in one for one in fitting):
            keywords = {one["required"][0]: one for one in fitting}
            present = [key for key in instance if key in keywords]
            if len(present) != 1:
                options = frozenset(key for one in fitting for key in one["properties"])
                yield _error("choice", instance, (tuple(keywords), options), schema)
                return
            fitting = [keywords[present[0]]]
        else:
            branch = claimed(fitting, instance)
            if branch is None:
                known: dict[str, object] = {key: {} for one in fitting for key in one["properties"]}
                for key in instance:
                    yield _error("additionalProperties", key, False, {"properties": known})
                return
            fitting = [branch]
    yield from validator.descend(instance, fitting[0])


def _kinds(schema: JsonSchema) -> tuple[str, ...]:
    kinds = schema["type"]
    return (kinds,) if isinstance(kinds, str) else tuple(kinds)


def _takes(schema: JsonSchema, instance: _View) -> bool:
    return any(_TYPES.is_type(instance, kind) for kind in _kinds(schema))


def _additional(validator: Any, allowed: Any, instance: _View, schema: JsonSchema) -> _Errors:
    if not isinstance(instance, _Keys):
        return
    known, patterns = schema.get("properties", {}), schema.get("patternProperties", {})
    for key, value in instance.items():
        if key in known or any(re.search(pattern, key) for pattern in patterns):
            continue
        if allowed is False:
            yield _error("additionalProperties", key, False, schema)
        else:
            yield from validator.descend(value, allowed)


def _required(_: Any, keys: list[str], instance: _View, schema: JsonSchema) -> _Errors:
    if isinstance(instance, _Keys):
        yield from (_error("required", instance, key, schema) for key in keys if key not in instance)


def _owners(_: Any, rules: Any, instance: _View, schema: JsonSchema) -> _Errors:
    """`dependentSchemas` says only one thing in our schema: which types a key belongs to."""
    if not isinstance(instance, _Keys):
        return
    written = next((value for key, value in instance.items() if key == "type"), None)
    if not isinstance(written, _Text) or written not in schema["properties"]["type"]["enum"]:
        return
    for key in instance:
        if key in rules and written not in (owners := rules[key]["properties"]["type"]["enum"]):
            yield _error("owner", key, (f"type: {written}", tuple(owners)), schema)


def _unique(_: Any, wanted: bool, instance: _View, schema: JsonSchema) -> _Errors:
    if wanted and isinstance(instance, _Items):
        seen: set[str] = set()
        for item in instance:
            if isinstance(item, _Text):
                if item in seen:
                    yield _error("uniqueItems", item, True, schema)
                seen.add(item)


def _pattern(_: Any, pattern: str, instance: _View, schema: JsonSchema) -> _Errors:
    # `$` would also hold before a line break at the end
    if isinstance(instance, _Text) and ("\n" in instance or not re.search(pattern, instance)):
        yield _error("pattern", instance, pattern, schema)


def _minimum(_: Any, least: float, instance: _View, schema: JsonSchema) -> _Errors:
    number = as_number(instance.node) if isinstance(instance, _Text) else None
    if number is not None and number < Decimal(str(least)):
        yield _error("minimum", instance, least, schema)


def _maximum(_: Any, most: float, instance: _View, schema: JsonSchema) -> _Errors:
    number = as_number(instance.node) if isinstance(instance, _Text) else None
    if number is not None and number > Decimal(str(most)):
        yield _error("maximum", instance, most, schema)


def _read_as(reads: Callable[[Scalar], object]) -> Callable[[TypeChecker, object], bool]:
    return lambda _, one: isinstance(one, _Text) and reads(one.node) not in (None, False)


def _is_a(kind: type[_View]) -> Callable[[TypeChecker, object], bool]:
    return lambda _, one: isinstance(one, kind)


_TYPES = TypeChecker().redefine_many(
    {
        "object": _is_a(_Keys),
        "array": _is_a(_Items),
        "string": _is_a(_Text),
        "null": _read_as(is_null),
        "boolean": _read_as(lambda scalar: as_boolean(scalar) is not None),
        "integer": _read_as(lambda scalar: as_integer(scalar) is not None),
        "number": _read_as(lambda scalar: as_number(scalar) is not None),
    }
)


@cache
def _validator() -> Any:
    kind: Any = extend(  # type: ignore[no-untyped-call]  # the library's stubs leave it out
        Draft202012Validator,
        validators={
            "$ref": _ref,
            "oneOf": _one_of,
            "additionalProperties": _additional,
            "required": _required,
            "dependentSchemas": _owners,
            "uniqueItems": _unique,
            "pattern": _pattern,
            "minimum": _minimum,
            "maximum": _maximum,
        },
        type_checker=_TYPES,
    )
    return kind(bot_schema(), registry=referencing.Registry())
