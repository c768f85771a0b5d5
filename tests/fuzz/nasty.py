"""Documents that nobody should send, made from good ones with a seed: changed values, and changed bytes."""

from __future__ import annotations

import copy
import json
import random
from typing import Any

from tests.chaos.scale import seed

SEED = seed(6)
VALUES: tuple[Any, ...] = (  # Any: JSON
    *(None, True, False, 0, -1, 2**63, -(2**63) - 1, 10**29, 1e308, 0.1, "", " ", "\n", "x" * 5_000),
    *("a\x00b", "\ud800", "\udfff\ud800", "\x1b[31m", "\u202e", "é" * 300, "e\u0301" * 300, "🙂" * 300),
    *("{{7*7}}", "{% raw %}", "${x}", "=1+1", "%s%n", "' OR 1=1 --", "<script>", "../../etc/passwd"),
    *(
        "2026-11-23T10:00:00Z",
        "9999-12-31T23:59:59-14:00",
        "0001-01-01T00:00:00+14:00",
        "0000-00-00",
        "1e999",
        "NaN",
        "true",
    ),
    *("http://[", "https://a.example/\u0000", "javascript:alert(1)", "//a", "http://a:99999/"),
    *([], {}, [[]], [None], {"": ""}, {"\x00": 1}, {"a" * 300: 1}, [[[[[[[[]]]]]]]], {"__proto__": {}}),
)
PIECES = (
    b"\x00",
    b"\xff",
    b"{",
    b"}",
    b"[",
    b"]",
    b'"',
    b",",
    b":",
    b"\\",
    b"\\u",
    b"\\ud800",
    b"NaN",
    b"1e999",
)


def changed(data: Any, chance: random.Random) -> Any:  # Any: JSON
    """Return a document with one to three of its values, keys or members changed."""
    found = copy.deepcopy(data)
    for _ in range(chance.randint(1, 3)):
        holder, key = chance.choice(list(_places(found)) or [([found], 0)])
        match chance.randrange(5):
            case 0:
                del holder[key]
            case 1 if isinstance(holder, dict):
                holder[chance.choice(["x", "", "type", "id", "text", "\ud800"])] = copy.deepcopy(
                    chance.choice(VALUES)
                )
            case 2:
                holder[key] = [holder[key]] if chance.random() < 0.5 else {"type": holder[key]}
            case _:
                holder[key] = copy.deepcopy(chance.choice(VALUES))
    return found


def body(data: Any, chance: random.Random) -> bytes:  # Any: JSON
    """Return a document as bytes, changed in its values, in its bytes, or not at all."""
    kind = chance.random()
    raw = json.dumps(changed(data, chance) if kind < 0.75 else data, ensure_ascii=chance.random() < 0.5)
    sent = bytearray(raw.encode("utf-8", "surrogatepass"))
    if kind > 0.6:
        for _ in range(chance.randint(0, 4)):
            at = chance.randrange(len(sent) + 1)
            sent[at : at + chance.randrange(3)] = chance.choice(PIECES)
    return bytes(sent)


def _places(data: Any) -> list[tuple[Any, Any]]:  # Any: JSON
    """Return every value's holder and its key or index."""
    found: list[tuple[Any, Any]] = []
    pending = [data]
    while pending:
        one = pending.pop()
        items = one.items() if isinstance(one, dict) else enumerate(one) if isinstance(one, list) else ()
        for key, value in items:
            found.append((one, key))
            pending.append(value)
    return found
