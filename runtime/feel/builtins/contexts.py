"""Built-ins over contexts (DMN 1.5 section 10.3.4.6)."""

from __future__ import annotations

from collections.abc import Mapping

from runtime.feel.builtins.signature import Builtin, takes
from runtime.feel.values import Value

Entries = Mapping[str, Value]


def _get_value(context: Entries, key: str) -> Value:
    return context.get(key)


def _get_entries(context: Entries) -> Value:
    return tuple({"key": key, "value": value} for key, value in context.items())


def _context(entries: tuple[Value, ...]) -> Value:
    result: dict[str, Value] = {}
    for entry in entries:
        if not isinstance(entry, Mapping) or "value" not in entry:
            return None
        key = entry.get("key")
        if not isinstance(key, str) or key in result:
            return None
        result[key] = entry["value"]
    return result


def _put(context: Entries, key: str, value: Value) -> Value:
    return {**context, key: value}


def _put_deep(context: Entries, keys: tuple[Value, ...], value: Value) -> Value:
    if not keys or not isinstance(keys[0], str):
        return None
    if len(keys) == 1:
        return {**context, keys[0]: value}
    inner = context.get(keys[0])
    if not isinstance(inner, Mapping):
        return None
    changed = _put_deep(inner, keys[1:], value)
    return None if changed is None else {**context, keys[0]: changed}


def _merged(contexts: tuple[Value, ...]) -> Value:
    result: dict[str, Value] = {}
    for context in contexts:
        if not isinstance(context, Mapping):
            return None
        result.update(context)
    return result


CONTEXTS: tuple[Builtin, ...] = (
    Builtin(
        "get value",
        (takes("m: context, key: string", "any?", _get_value),),
        (('get value({key1: "a"}, "key1")', '"a"'), ('get value({}, "x") = null', "true")),
    ),
    Builtin(
        "get entries",
        (takes("m: context", "list<context>", _get_entries),),
        (("get entries({a: 1})", '[{key: "a", value: 1}]'),),
    ),
    Builtin(
        "context",
        (takes("entries: list<context>", "context!", _context),),
        (('context([{key: "a", value: 1}])', "{a: 1}"),),
    ),
    Builtin(
        "context put",
        (
            takes("context: context, key: string, value: any", "context", _put),
            takes("context: context, keys: list, value: any", "context!", _put_deep),
        ),
        (
            ('context put({a: 1}, "b", 2)', "{a: 1, b: 2}"),
            ('context put({a: {b: 1}}, ["a", "b"], 2)', "{a: {b: 2}}"),
        ),
    ),
    Builtin(
        "context merge",
        (takes("contexts: list<context>", "context", _merged),),
        (("context merge([{a: 1}, {a: 2, b: 3}])", "{a: 2, b: 3}"),),
    ),
)
