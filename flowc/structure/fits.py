"""Whether nodes fit the schema of a bot, and nothing more: asked first, since most of what is written fits.

The schema is turned into functions, one for each kind of node; reasons are `shape`'s, which reads the same
schema. Laws: what fits here is never complained about there; what does not is looked at there again, so that
a keyword unknown here costs time and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from flowc.source.nodes import Mapping, Scalar, Sequence
from flowc.source.scalars import as_boolean, as_integer, as_number, is_null
from flowc.structure.schema import JsonSchema, bot_schema, branches, claimed, resolve

# Any: a node of the kind that the test is for
Test = Callable[[Any], bool]
Fit = dict[type[Any], Test]  # kind of node → its test

_ANNOTATIONS = frozenset({"$schema", "$id", "$defs", "title", "description", "examples", "default"})
_UNDERSTOOD = _ANNOTATIONS | {
    *("$ref", "type", "oneOf", "allOf", "if", "then", "else", "enum", "const", "pattern"),
    *("minLength", "maxLength", "minimum", "maximum", "items", "minItems", "maxItems", "uniqueItems"),
    *("properties", "patternProperties", "additionalProperties", "propertyNames", "required"),
    *("minProperties", "maxProperties", "dependentSchemas"),
}
_ONE_BY_ONE = _ANNOTATIONS | {"type", "propertyNames", "properties", "additionalProperties"}
_NO_LIMIT = 1 << 62


def fits(root: Mapping) -> bool:
    """Return whether a whole bot fits."""
    return fit_of(bot_schema())[Mapping](root)


def fitting_things(root: Mapping) -> frozenset[int]:
    """Return which things of a bot's sections fit, by the identity of their entries.

    Only of sections whose things are judged one by one: nothing about the others changes with them.
    """
    fitting: set[int] = set()
    for section in root.entries:
        schema, things = bot_schema()["properties"].get(section.key.text), section.value
        if schema is not None and isinstance(things, Mapping) and _ONE_BY_ONE.issuperset(schema):
            fit = fit_of(schema)[Mapping]
            fitting.update(id(one) for one in things.entries if fit(Mapping(things.span, (one,))))
    return frozenset(fitting)


_FITS: dict[int, Fit] = {}  # by identity: schemas are never freed


def fit_of(schema: JsonSchema) -> Fit:
    """Return the tests that a schema is. Filled in later where definitions name each other in a circle."""
    if schema.keys() - _ANNOTATIONS == {"$ref"}:
        schema = resolve(schema)
    fit = _FITS.get(id(schema))
    if fit is None:
        fit = _FITS[id(schema)] = {}
        for kind, made in _MADE.items():
            understood = not schema.keys() - _UNDERSTOOD
            fit[kind] = _all([*made(schema), *_joined(schema, kind)]) if understood else _never
    return fit


def _always(_: object) -> bool:
    return True


def _never(_: object) -> bool:
    return False


def _all(tests: list[Test]) -> Test:
    if not tests:
        return _always
    if len(tests) == 1:
        return tests[0]
    if _never in tests:
        return _never
    first, rest = tests[0], _all(tests[1:])
    return lambda node: first(node) and rest(node)


def _kinds(schema: JsonSchema) -> tuple[str, ...]:
    kinds = schema["type"]
    return (kinds,) if isinstance(kinds, str) else tuple(kinds)


# ---- keywords about any kind of value ------------------------------------------------------------------


def _joined(schema: JsonSchema, kind: type[Any]) -> Iterator[Test]:
    """The schemas that a schema puts together, each looked up when it is asked: it may not be filled yet."""
    if "$ref" in schema:
        yield _later(fit_of(resolve(schema)), kind)
    if "oneOf" in schema:
        yield _one_of(schema, kind)
    for part in schema.get("allOf", ()):
        yield _later(fit_of(part), kind)
    if "if" in schema:
        condition, then, otherwise = (
            _later(fit_of(schema[key]), kind) if key in schema else _always for key in ("if", "then", "else")
        )
        yield lambda node: then(node) if condition(node) else otherwise(node)


def _later(fit: Fit, kind: type[Any]) -> Test:
    return lambda node: fit[kind](node)


_TYPE_OF = {Mapping: "object", Sequence: "array"}


def _one_of(schema: JsonSchema, kind: type[Any]) -> Test:
    """Test the branch that `shape` would pick."""
    if kind is Scalar:
        return _scalar_branch(schema)
    fitting = [one for one in branches(schema) if _TYPE_OF[kind] in _kinds(one)]
    if not fitting:
        return _never
    if len(fitting) == 1 or kind is Sequence:
        return _later(fit_of(fitting[0]), kind)
    if all("required" in one for one in fitting):
        return _by_keyword(fitting)
    return _by_claims(fitting)


def _scalar_branch(schema: JsonSchema) -> Test:
    first = [(_all([*_type(one)]), fit_of(one)) for one in branches(schema)]

    def fits_first(scalar: Scalar) -> bool:
        for takes, fit in first:
            if takes(scalar):
                return fit[Scalar](scalar)
        return False

    return fits_first


def _by_keyword(fitting: list[JsonSchema]) -> Test:
    keywords = {one["required"][0]: fit_of(one) for one in fitting}

    def fits_its_keyword(node: Mapping) -> bool:
        found: Fit | None = None
        for entry in node.entries:
            fit = keywords.get(entry.key.text)
            if fit is not None:
                if found is not None:
                    return False
                found = fit
        return found is not None and found[Mapping](node)

    return fits_its_keyword


def _by_claims(fitting: list[JsonSchema]) -> Test:
    def fits_its_branch(node: Mapping) -> bool:
        branch = claimed(fitting, [entry.key.text for entry in node.entries])
        return branch is not None and fit_of(branch)[Mapping](node)

    return fits_its_branch


# ---- scalars -------------------------------------------------------------------------------------------

_READ: dict[str, Test] = {
    "null": is_null,
    "boolean": lambda scalar: as_boolean(scalar) is not None,
    "integer": lambda scalar: as_integer(scalar) is not None,
    "number": lambda scalar: as_number(scalar) is not None,
}


def _type(schema: JsonSchema) -> Iterator[Test]:
    if "type" in schema and "string" not in (kinds := _kinds(schema)):  # every scalar is a text too
        reads = [_READ[kind] for kind in kinds if kind in _READ]
        yield (lambda scalar: any(read(scalar) for read in reads)) if reads else _never


def _scalar(schema: JsonSchema) -> Iterator[Test]:
    yield from _type(schema)
    if "enum" in schema:
        words = frozenset(schema["enum"])
        yield lambda scalar: scalar.text in words
    if "const" in schema:
        word = schema["const"]
        yield lambda scalar: bool(scalar.text == word)
    if "minLength" in schema or "maxLength" in schema:
        least, most = schema.get("minLength", 0), schema.get("maxLength", _NO_LIMIT)
        yield lambda scalar: least <= len(scalar.text) <= most
    if "pattern" in schema:
        search = re.compile(schema["pattern"]).search
        yield lambda scalar: "\n" not in scalar.text and search(scalar.text) is not None
    if "minimum" in schema or "maximum" in schema:
        yield _between(schema)


def _between(schema: JsonSchema) -> Test:
    low = Decimal(str(schema.get("minimum", -_NO_LIMIT)))
    high = Decimal(str(schema.get("maximum", _NO_LIMIT)))
    return lambda scalar: (number := as_number(scalar)) is None or low <= number <= high


# ---- lists ---------------------------------------------------------------------------------------------


def _sequence(schema: JsonSchema) -> Iterator[Test]:
    if ("type" in schema and "array" not in _kinds(schema)) or "enum" in schema or "const" in schema:
        yield _never
    if "minItems" in schema or "maxItems" in schema:
        least, most = schema.get("minItems", 0), schema.get("maxItems", _NO_LIMIT)
        yield lambda node: least <= len(node.items) <= most
    if "items" in schema:
        item = fit_of(schema["items"])
        yield lambda node: all(item[type(one)](one) for one in node.items)
    if schema.get("uniqueItems"):
        yield _unique


def _unique(node: Sequence) -> bool:
    texts = [item.text for item in node.items if isinstance(item, Scalar)]
    return len(set(texts)) == len(texts)


# ---- mappings ------------------------------------------------------------------------------------------


def _mapping(schema: JsonSchema) -> Iterator[Test]:
    if ("type" in schema and "object" not in _kinds(schema)) or "enum" in schema or "const" in schema:
        yield _never
        return
    if "minProperties" in schema or "maxProperties" in schema:
        least, most = schema.get("minProperties", 0), schema.get("maxProperties", _NO_LIMIT)
        yield lambda node: least <= len(node.entries) <= most
    if "propertyNames" in schema:
        name = fit_of(schema["propertyNames"])
        yield lambda node: all(name[Scalar](entry.key) for entry in node.entries)
    if "properties" in schema or "additionalProperties" in schema or "required" in schema:
        yield _entries(schema)
    if "patternProperties" in schema:
        yield _patterns(schema)
    if "dependentSchemas" in schema:
        yield _owners(schema)


_ANYTHING: Fit = dict.fromkeys((Scalar, Mapping, Sequence), _always)
_NOTHING: Fit = dict.fromkeys((Scalar, Mapping, Sequence), _never)


def _entries(schema: JsonSchema) -> Test:
    known = {key: fit_of(value) for key, value in schema.get("properties", {}).items()}
    extra = schema.get("additionalProperties", True)
    other = _ANYTHING if extra is True else _NOTHING if extra is False else fit_of(extra)
    patterns = [re.compile(pattern).search for pattern in schema.get("patternProperties", ())]
    required = frozenset(schema.get("required", ()))

    def fit_entries(node: Mapping) -> bool:
        missing = len(required)
        for entry in node.entries:
            key, value = entry.key.text, entry.value
            fit = known.get(key)
            if fit is None:
                fit = _ANYTHING if patterns and any(search(key) for search in patterns) else other
            if not fit[type(value)](value):
                return False
            missing -= key in required
        return missing == 0

    return fit_entries


def _patterns(schema: JsonSchema) -> Test:
    patterns = [(re.compile(one).search, fit_of(value)) for one, value in schema["patternProperties"].items()]
    return lambda node: all(
        fit[type(entry.value)](entry.value)
        for entry in node.entries
        for search, fit in patterns
        if search(entry.key.text)
    )


def _owners(schema: JsonSchema) -> Test:
    """Keys that belong to some types only, as in `shape`."""
    types = frozenset(schema["properties"]["type"]["enum"])
    owners = {
        key: frozenset(rule["properties"]["type"]["enum"]) for key, rule in schema["dependentSchemas"].items()
    }

    def fit_its_type(node: Mapping) -> bool:
        written = next((entry.value for entry in node.entries if entry.key.text == "type"), None)
        if not isinstance(written, Scalar) or written.text not in types:
            return True
        return all(written.text in owners.get(entry.key.text, types) for entry in node.entries)

    return fit_its_type


_MADE: dict[type[Any], Callable[[JsonSchema], Iterator[Test]]] = {
    Scalar: _scalar,
    Mapping: _mapping,
    Sequence: _sequence,
}
