"""Probes of expressions and of texts with variables."""

from __future__ import annotations

from pathlib import Path

from flowc.feel.parser import Parsed, parse_expression
from flowc.trying import try_expression
from runtime import limits
from runtime.feel.values import Value
from runtime.templates import RenderFault, Templates, inspect
from tests.limits.probing import Probe


def is_null(text: str, scope: dict[str, Value]) -> bool:
    """Whether an expression gives null; one that cannot be read is a failure of the test."""
    value = try_expression(text, scope)
    assert value is None or isinstance(value, int | str | bool | tuple) or hasattr(value, "is_finite"), value
    return value is None


def written(text: str) -> bool:
    return not isinstance(parse_expression(text), Parsed)


def feel_text(count: int, _: Path) -> bool:
    return written("1".ljust(count))


def depth(count: int, _: Path) -> bool:
    return written("(" * count + "1" + ")" * count)


def rounds(count: int, _: Path) -> bool:
    return is_null("count(for i in 1..n return i)", {"n": count})


def string(count: int, _: Path) -> bool:
    return is_null('string length(a + "x")', {"a": "x" * (count - 1)})


def cells(count: int, _: Path) -> bool:
    return is_null("append(xs, 1)", {"xs": (1,) * (count - 1)})


def pattern(count: int, _: Path) -> bool:
    return is_null('matches("aaa", p)', {"p": "a?".ljust(count, "b")})


def states(count: int, _: Path) -> bool:
    """`a{n}` has n states, and four more begin and end it."""
    return is_null('matches("aaa", p)', {"p": f"a{{{count - 4}}}"})


def template(count: int, _: Path) -> bool:
    return bool(inspect("x" * count).faults)


def template_depth(count: int, _: Path) -> bool:
    """Filters stand around what they are used on; the text and its place are two levels more."""
    kinds = {fault.kind for fault in inspect("{{ a" + "|upper" * (count - 2) + " }}").faults}
    assert kinds <= {"too_deep", "too_long"}, kinds
    return bool(kinds)


def output(count: int, _: Path) -> bool:
    try:
        given = Templates().render("{{ a }}", {"a": "x" * count}, "id")
    except RenderFault:
        return True
    return len(given) < count


def template_rounds(count: int, _: Path) -> bool:
    text = "{% for x in xs %}{{ x }}{% endfor %}"
    return len(Templates().render(text, {"xs": ("a",) * count}, "id")) < count


PROBES = (
    Probe(limits.FEEL_TEXT, feel_text),
    Probe(limits.FEEL_DEPTH, depth),
    Probe(limits.FEEL_ROUNDS, rounds),
    Probe(limits.FEEL_STRING, string),
    Probe(limits.FEEL_CELLS, cells),
    Probe(limits.FEEL_PATTERN, pattern),
    Probe(limits.FEEL_STATES, states),
    Probe(limits.TEMPLATE, template),
    Probe(limits.TEMPLATE_DEPTH, template_depth),
    Probe(limits.TEMPLATE_OUTPUT, output),
    Probe(limits.TEMPLATE_ROUNDS, template_rounds),
)
