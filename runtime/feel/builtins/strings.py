"""Built-ins over texts (DMN 1.5 section 10.3.4.3). Positions are 1-based.

Negative positions count from the end.
"""

from __future__ import annotations

from decimal import Decimal

from runtime.feel import regex
from runtime.feel.builtins.signature import Builtin, takes
from runtime.feel.decimals import whole
from runtime.feel.faults import Run
from runtime.feel.pattern import compile_pattern
from runtime.feel.values import Value


def _substring(text: str, start: Decimal, length: Decimal | None = None) -> Value:
    first = whole(start.to_integral_value("ROUND_DOWN"))
    count = None if length is None else whole(length.to_integral_value("ROUND_DOWN"))
    if not first or (length is not None and (count is None or count < 1)):
        return None
    begin = first - 1 if first > 0 else len(text) + first
    if begin < 0 or begin > len(text):
        return None
    return text[begin:] if count is None else text[begin : begin + count]


def _length(text: str) -> Value:
    return Decimal(len(text))


def _before(text: str, match: str) -> Value:
    head, found, _ = text.partition(match) if match else ("", "", "")
    return head if found else ""


def _after(text: str, match: str) -> Value:
    return text.partition(match)[2] if match else text


def _contains(text: str, match: str) -> Value:
    return match in text


def _joined(items: tuple[Value, ...], delimiter: str | None = None) -> Value:
    texts = [item for item in items if isinstance(item, str)]
    if len(texts) != sum(item is not None for item in items):
        return None
    return (delimiter or "").join(texts)


def _matches(run: Run, text: str, pattern: str, flags: str | None = None) -> Value:
    compiled = compile_pattern(pattern, flags or "")
    return None if compiled is None else regex.search(compiled, text, run) is not None


def _replace(run: Run, text: str, pattern: str, replacement: str, flags: str | None = None) -> Value:
    compiled = compile_pattern(pattern, flags or "")
    return None if compiled is None else regex.replace(compiled, text, replacement, run)


def _split(run: Run, text: str, delimiter: str) -> Value:
    compiled = compile_pattern(delimiter, "")
    return None if compiled is None else regex.split(compiled, text, run)


STRINGS: tuple[Builtin, ...] = (
    Builtin(
        "substring",
        (takes("string: string, start position: number, length?: number", "string", _substring),),
        (('substring("foobar", 3)', '"obar"'), ('substring("foobar", -2, 1)', '"a"')),
    ),
    Builtin(
        "string length", (takes("string: string", "number", _length),), (('string length("kopi")', "4"),)
    ),
    Builtin(
        "upper case", (takes("string: string", "string", str.upper),), (('upper case("aBc4")', '"ABC4"'),)
    ),
    Builtin(
        "lower case", (takes("string: string", "string", str.lower),), (('lower case("aBc4")', '"abc4"'),)
    ),
    Builtin(
        "substring before",
        (takes("string: string, match: string", "string", _before),),
        (('substring before("TK-123", "-")', '"TK"'), ('substring before("TK", "-")', '""')),
    ),
    Builtin(
        "substring after",
        (takes("string: string, match: string", "string", _after),),
        (('substring after("TK-123", "-")', '"123"'), ('substring after("TK", "-")', '""')),
    ),
    Builtin(
        "contains",
        (takes("string: string, match: string", "boolean", _contains),),
        (('contains("foobar", "oba")', "true"),),
    ),
    Builtin(
        "starts with",
        (takes("string: string, match: string", "boolean", str.startswith),),
        (('starts with("TK-123", "TK")', "true"),),
    ),
    Builtin(
        "ends with",
        (takes("string: string, match: string", "boolean", str.endswith),),
        (('ends with("foto.jpg", ".png")', "false"),),
    ),
    Builtin(
        "matches",
        (takes("input: string, pattern: string, flags?: string", "boolean!", _matches, needs_run=True),),
        (('matches("TK-123456", "^TK-[0-9]{6}$")', "true"), ('matches("tk", "TK", "i")', "true")),
    ),
    Builtin(
        "replace",
        (
            takes(
                "input: string, pattern: string, replacement: string, flags?: string",
                "string!",
                _replace,
                needs_run=True,
            ),
        ),
        (('replace("0812 345", "[^0-9]", "")', '"0812345"'), ('replace("ab", "(a)(b)", "$2$1")', '"ba"')),
    ),
    Builtin(
        "split",
        (takes("string: string, delimiter: string", "list<string>!", _split, needs_run=True),),
        (('split("a;b;c", ";")', '["a", "b", "c"]'),),
    ),
    Builtin(
        "string join",
        (takes("list: list, delimiter?: string", "string", _joined),),
        (('string join(["a", "b"], ", ")', '"a, b"'), ('string join(["a", null])', '"a"')),
    ),
)
