"""A simple template is read as with Jinja2; whatever is not one, or not right, is left to Jinja2."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runtime.formats import Label
from runtime.templates import Inspected, RenderFault, Templates
from runtime.templates.reading import read_any
from runtime.templates.simple import read_simple

SIMPLE = (
    "Halo {{ nama }}!",
    "{{nama}}{{ nama }}",
    "{{ pesanan.status }} {{ pesanan.total | money }}",
    "{{ nama|upper }} { } {{ tanggal | date('long') }}",
    '{{ nama | default("Kak") }}, {{ isi|truncate(20) }} {{ daftar | join(", ") }}',
    "Halo{% if nama %}, {{ nama }}{% else %} {{ nama }}{% endif %}",
    "{% if not a.b %}{{ a.b }}{% else %}{{ a }}\n{{ a.b }}{% endif %}{{ a.b }}",
    "{%if a%}{% if b %}{{ a }}{{ b }}{% endif %}{{ b }}{%endif%}",
)
OTHER = (
    *("{{ nama", "{{ }}", "{{ _x }}", "{{ loop }}", "{{ none }}", "{{ a.not }}", "{{ not }}", "{{{ a }}}"),
    *("{{ a + b }}", "{{ a[0] }}", "{{ a() }}", "{{- a }}", "{{ a -}}", "{% if a == 1 %}{% endif %}"),
    *("{% if a %}", "{% endif %}", "{% else %}", "{% if a %}{% else %}{% else %}{% endif %}", "{# a #}"),
    *(
        "{{ a | nosuch }}",
        "{{ a | truncate }}",
        "{{ a | upper(1) }}",
        "{{ a | number(007) }}",
        "{{ a | date('x') }}",
    ),
    *("{{ a | upper | lower }}", "{% for x in a %}{{ x }}{% endfor %}", "{% elif a %}", "a\r\n{{ b }}"),
)


@pytest.mark.parametrize("text", SIMPLE)
def test_simple_templates_are_read(text: str) -> None:
    found = read_simple(text)
    assert found is not None
    assert found == read_any(text)


@pytest.mark.parametrize("text", OTHER)
def test_others_are_left_to_jinja(text: str) -> None:
    assert read_simple(text) is None


PIECES = (
    *(
        "{{",
        "}}",
        "{%",
        "%}",
        " ",
        "\n",
        "-",
        ".",
        "|",
        "(",
        ")",
        '"',
        "'",
        "{",
        "}",
        "if",
        "else",
        "endif",
        "not",
    ),
    *("a", "a.b", "nama", "default", "upper", "x9", "12", "é", "and", "{{ a }}", "{% if a %}", "{% endif %}"),
    *(
        "{% else %}",
        "{% if not a.b %}",
        "{{ a.b | upper }}",
        "{{ a | default('x') }}",
        "Halo ",
        "{{ b | date }}",
    ),
)


@settings(max_examples=1000, deadline=None)
@given(st.lists(st.sampled_from((*PIECES, *SIMPLE, *OTHER)), max_size=9))
def test_what_is_read_here_is_what_jinja_reads(pieces: list[str]) -> None:
    text = "".join(pieces)
    found = read_simple(text)
    assert found is None or found == read_any(text)


def test_a_text_without_tags_uses_nothing() -> None:
    assert read_simple("Buka 08.00-21.00 WIB.") == Inspected()


TEMPLATES = Templates()
_VALUES = st.sampled_from(
    (
        None,
        "",
        "Sari",
        Decimal("12.5"),
        0,
        (),
        ("x", "y"),
        {"b": "isi"},
        {"b": None},
        {},
        Label("w", "Kata"),
        True,
    )
)


def filled(text: str, variables: Mapping[str, object]) -> str:
    try:
        return TEMPLATES.render(text, variables, "id")
    except RenderFault as fault:
        return f"fault: {fault.why}"


@settings(max_examples=1000, deadline=None)
@given(
    st.lists(st.sampled_from((*PIECES, *SIMPLE)), max_size=9),
    st.dictionaries(st.sampled_from(("a", "b", "nama", "pesanan", "isi", "daftar", "tanggal")), _VALUES),
)
def test_what_is_filled_in_here_is_what_jinja_fills_in(
    pieces: list[str], variables: dict[str, object]
) -> None:
    text = "".join(pieces)
    by_jinja = "{# not simple #}" + text
    assert filled(text, variables).split(" at ")[0] == filled(by_jinja, variables).split(" at ")[0]


def test_too_long_a_text_is_a_fault_as_with_jinja() -> None:
    assert filled("{{ a }}", {"a": "x" * 10_001}).startswith("fault: longer than")
