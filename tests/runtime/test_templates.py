from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runtime.artifact.model import ZoneChange
from runtime.formats import Label
from runtime.templates import (
    FILTERS,
    LOOP_ROUNDS,
    OUTPUT_CHARS,
    TEMPLATE_CHARS,
    Position,
    RenderFault,
    Templates,
    inspect,
)

WIB = (ZoneChange(at=0, offset=7 * 3600, name="WIB"),)
TEMPLATES = Templates("IDR", WIB)
KNOWN: Mapping[str, object] = {
    "nama": "Sari",
    "kosong": None,
    "tier": Label("gold", "Emas"),
    "jumlah": Decimal("1250000.5"),
    "pesanan": {"status": "dikirim", "total": Decimal(50000), "catatan": None, "items": ("a", "b", "c")},
    "barang": ({"nama": "Kopi"}, {"nama": "Teh"}),
    "pada": datetime(2026, 11, 23, 9, 30, tzinfo=UTC),
    "tanggal": date(2026, 11, 23),
    "lama": timedelta(minutes=5),
    "telepon": "+6281234567890",
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Halo.", "Halo."),
        ("Halo {{ nama }}\n", "Halo Sari\n"),
        ("Maaf{% if nama %}, {{ nama }}{% endif %}.", "Maaf, Sari."),
        ("Maaf{% if kosong %}, {{ kosong }}{% endif %}.", "Maaf."),
        ("{% if kosong is none %}a{% else %}b{% endif %}", "a"),
        ("{% if kosong is not none and nama %}a{% elif nama == 'Sari' %}b{% endif %}", "b"),
        ("{% if not kosong or nama %}a{% endif %}", "a"),
        ("{% if tier == 'gold' %}{{ tier }} {{ tier|key }}{% endif %}", "Emas gold"),
        ("{{ kosong|default('-') }} {{ tiada|default(nama) }} {{ pesanan.tiada|default('x') }}", "- Sari x"),
        ("{{ kosong.dalam|default('-') }}", "-"),
        ("{{ pesanan.items }} {{ pesanan.items|length }}", "a, b, dan c 3"),
        ("{{ pesanan.items|join('/') }} {{ pesanan.items|join }}", "a/b/c a, b, c"),
        ("{{ pesanan.items|first }}{{ pesanan.items|last|upper }}", "aC"),
        ("{% for b in barang %}- {{ b.nama }}\n{% endfor %}", "- Kopi\n- Teh\n"),
        ("{{ jumlah }} {{ jumlah|number(0) }} {{ pesanan.total|money }}", "1.250.000,5 1.250.001 Rp50.000"),
        ("{{ tanggal|date }} {{ tanggal|date('long') }}", "23 Nov 2026 Senin, 23 November 2026"),
        (
            "{{ pada|time }} {{ pada|datetime }} {{ lama|duration }}",
            "16.30 WIB Sen 23 Nov, 16.30 WIB 5 menit",
        ),
        ("{{ nama|upper }}{{ nama|lower }}{{ 'abc'|capitalize }}", "SARIsariAbc"),
        ("{{ 'kata kata'|truncate(6) }}", "kata…"),
        ("{{ telepon|phone }} {{ telepon|mask }}", "+62 812-3456-7890 ••••7890"),
        ("{# catatan #}ya", "ya"),
    ],
)
def test_render(text: str, expected: str) -> None:
    assert inspect(text).faults == ()
    assert TEMPLATES.render(text, KNOWN, "id") == expected


def test_render_in_english() -> None:
    text = "{{ pesanan.total|money }} {{ pada|datetime }} {{ pesanan.items }}"
    assert TEMPLATES.render(text, KNOWN, "en") == "IDR 50,000 Mon 23 Nov, 4:30 pm WIB a, b and c"


@pytest.mark.parametrize(
    "said",
    [
        "{{ 7*7 }}", "{% raw %}", "{% for x in y %}", "${x}", "=1+1", "%s", "{0.__class__}", "<b>&amp;</b>",
        "{#", "}}", "\x00", "\ud800",
    ],
)  # fmt: skip
def test_what_a_customer_says_is_printed_and_never_read(said: str) -> None:
    variables = {"nama": said, "barang": ({"nama": said},)}
    text = "{{ nama }}{% for b in barang %}{{ b.nama }}{% endfor %}{{ nama|default('x') }}"
    assert TEMPLATES.render(text, variables, "id") == said * 3


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("{{ tiada }}", id="a missing variable"),
        pytest.param("{% if tiada %}x{% endif %}", id="a missing variable in a condition"),
        pytest.param("{{ kosong }}", id="null"),
        pytest.param("{{ kosong|upper }}", id="null in a filter"),
        pytest.param("{{ pesanan.tiada }}", id="a missing member"),
        pytest.param("{{ pesanan }}", id="a context"),
        pytest.param("{{ nama.upper }}", id="an attribute of a text"),
        pytest.param("{{ nama|money }}", id="money of a text"),
        pytest.param("{{ jumlah|date }}", id="a date of a number"),
        pytest.param("{{ nama|join }}", id="a text is no list"),
        pytest.param("{% for x in nama %}{{ x }}{% endfor %}", id="a loop over a text"),
        pytest.param("{% for x in kosong %}{{ x }}{% endfor %}", id="a loop over null"),
        pytest.param("{{ nama", id="broken syntax"),
        pytest.param("{{ nama.__class__ }}", id="refused by inspection"),
    ],
)
def test_render_faults(text: str) -> None:
    with pytest.raises(RenderFault):
        TEMPLATES.render(text, KNOWN, "id")


def test_members_come_before_methods_of_mappings() -> None:
    assert TEMPLATES.render("{{ a.items }} {{ a.keys }}", {"a": {"items": "x", "keys": "y"}}, "id") == "x y"


def test_output_is_bounded_while_it_is_made() -> None:
    long = {"a": "x" * 1000, "many": tuple(range(1000))}
    assert TEMPLATES.render("{{ a }}" * 10, long, "id") == "x" * OUTPUT_CHARS
    for text in ("{{ a }}" * 11, "{% for m in many %}{{ a }}{% endfor %}"):
        with pytest.raises(RenderFault):
            TEMPLATES.render(text, long, "id")


def test_rounds_are_bounded() -> None:
    text = "{% for m in many %}x{% endfor %}"
    assert TEMPLATES.render(text, {"many": tuple(range(1000))}, "id") == "x" * LOOP_ROUNDS


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("{{ 'x'|center(300000000) }}", [("filter", "center")]),
        ("{{ '%0300000000d'|format(1) }}", [("filter", "format")]),
        ("{{ a|attr('b') }}", [("filter", "attr")]),
        ("{{ '{0.__class__}'.format(a) }}", [("call", ".")]),
        ("{{ a.b.format_map(c) }}", [("call", "a.b.format_map")]),
        ("{{ f() }} {{ a.b(1) }}", [("call", "f"), ("call", "a.b")]),
        ("{{ ['a']*100000000 }}", [("expression", "*")]),
        ("{{ a + 1 }}{{ -a }}{{ a ~ b }}", [("expression", "+"), ("expression", "-"), ("expression", "~")]),
        (
            "{{ a['b'] }}{{ [a] }}{{ a if b else c }}",
            [("expression", "[ ]"), ("expression", "[ ]"), ("expression", "if")],
        ),
        ("{{ a.__class__ }} {{ a._x.y }}", [("attribute", "__class__"), ("attribute", "_x")]),
        ("{{ _a }} {{ self }} {{ loop }}", [("name", "_a"), ("name", "self"), ("name", "loop")]),
        ("{% for _ in a %}{% endfor %}", [("name", "_")]),
        ("{% for k, v in a %}{% endfor %}", [("statement", "for")]),
        ("{% for x in a if x %}{% endfor %}", [("statement", "for")]),
        ("{% for x in a %}{% else %}x{% endfor %}", [("statement", "for")]),
        ("{% for x in range(9) %}{% endfor %}", [("expression", "call")]),
        ("{% set a = 1 %}", [("statement", "set")]),
        ("{% include 'x' %}{% import 'x' as y %}", [("statement", "include"), ("statement", "import")]),
        ("{% macro a() %}{% endmacro %}", [("statement", "macro")]),
        ("{% raw %}{{ a }}{% endraw %}", [("statement", "raw")]),
        ("{% if a != b %}{% endif %}", [("comparison", "ne")]),
        ("{% if a in b %}{% endif %}", [("comparison", "in")]),
        ("{% if 1 == a == b %}{% endif %}", [("comparison", "eq"), ("comparison", "eq")]),
        ("{% if a is defined %}{% endif %}", [("test", "defined")]),
        ("{{ a|truncate }}{{ a|truncate(0) }}", [("argument", "truncate"), ("argument", "truncate")]),
        ("{{ a|truncate(b) }}{{ a|number(99) }}", [("argument", "truncate"), ("argument", "number")]),
        ("{{ a|join(sep='x') }}{{ a|date('short') }}", [("argument", "join"), ("argument", "date")]),
        ("{{ a|upper(1) }}{{ a|default }}", [("argument", "upper"), ("argument", "default")]),
    ],
)
def test_what_may_not_stand_in_a_template(text: str, faults: list[tuple[str, str]]) -> None:
    assert [(fault.kind, fault.name) for fault in inspect(text).faults] == faults


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        pytest.param("{{ a", "syntax", id="an open tag"),
        pytest.param("{% if a %}", "syntax", id="an open block"),
        pytest.param("{% tiada %}", "syntax", id="an unknown block"),
        pytest.param("{{ a\x00 }}", "syntax", id="NUL inside a tag"),
        pytest.param("{{ " + "9" * 5000 + " }}", "syntax", id="a number of 5000 digits"),
        pytest.param("{{ " + "(" * 200 + "a" + ")" * 200 + " }}", "too_deep", id="200 parentheses"),
        pytest.param("{{ " + "not " * 2000 + "a }}", "too_deep", id="2000 negations"),
        pytest.param("{{ " + " and ".join(["a"] * 1400) + " }}", "too_deep", id="a chain of 1400"),
        pytest.param("{{ a" + "|upper" * 1000 + " }}", "too_deep", id="1000 filters"),
        pytest.param("{{ a" + ".b" * 3000 + " }}", "too_deep", id="3000 members"),
        pytest.param("{% if a %}" * 300 + "{% endif %}" * 300, "too_deep", id="300 branches in each other"),
        pytest.param("{% for a in x %}" * 3 + "{% endfor %}" * 3, "too_deep", id="three loops in each other"),
        pytest.param("x" * (TEMPLATE_CHARS + 1), "too_long", id="too long"),
    ],
)
def test_hostile_templates_are_faults_and_fast(text: str, kind: str) -> None:
    begun = time.perf_counter()
    faults = inspect(text).faults
    with pytest.raises(RenderFault):
        TEMPLATES.render(text + "{{ a }}", {"a": 1, "x": ()}, "id")
    assert time.perf_counter() - begun < 2  # seconds; a hundred times what it takes
    assert faults[0].kind == kind


@pytest.mark.parametrize("text", ["\x00", "{", "(" * 200, "a } b % c #"])
def test_harmless_oddities_are_text(text: str) -> None:
    assert inspect(text).faults == ()
    assert TEMPLATES.render(text, {}, "id") == text


def uses(text: str) -> list[tuple[str, bool]]:
    return [(use.path, use.guarded) for use in inspect(text).variables]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{ a }} {{ b.c }}", [("a", False), ("b.c", False)]),
        ("{% if a %}{{ a }}{% else %}{{ a }}{% endif %}", [("a", True), ("a", True), ("a", False)]),
        ("{% if a %}{{ a }}{% endif %}{{ a }}", [("a", True), ("a", True), ("a", False)]),
        ("{% if a is none %}{{ a }}{% else %}{{ a }}{% endif %}", [("a", True), ("a", False), ("a", True)]),
        ("{% if a is not none %}{{ a }}{% endif %}", [("a", True), ("a", True)]),
        ("{% if a and b %}{{ a }}{{ b }}{% endif %}", [("a", True), ("b", True), ("a", True), ("b", True)]),
        ("{% if a or b %}{{ a }}{% endif %}", [("a", True), ("b", True), ("a", False)]),
        ("{% if not a %}x{% elif b %}{{ a }}{% endif %}", [("a", True), ("b", True), ("a", True)]),
        ("{% if a == 'x' %}{{ a }}{% endif %}", [("a", True), ("a", True)]),
        ("{% if a == b %}{{ a }}{% endif %}", [("a", True), ("b", True), ("a", False)]),
        ("{% if a.b %}{{ a }}{{ a.c }}{% endif %}", [("a.b", True), ("a", True), ("a.c", False)]),
        ("{{ a|default(b) }}{{ a|upper|default('x') }}", [("a", True), ("b", False), ("a", False)]),
        (
            "{% for x in a.b %}{{ x.c }}{% for y in x.d %}{{ y }}{% endfor %}{% endfor %}{{ x }}",
            [("a.b", False), ("a.b[].c", False), ("a.b[].d", False), ("a.b[].d[]", False), ("x", False)],
        ),
    ],
)  # fmt: skip
def test_variables_and_whether_null_would_do_harm(text: str, expected: list[tuple[str, bool]]) -> None:
    assert inspect(text).faults == ()
    assert uses(text) == expected


def test_places_are_exact_behind_whitespace_control() -> None:
    text = "a\n  {%- if nama -%}\n  {{- nama|default('nama') -}}\n{% endif %} {{ pesanan.total|money }}"
    found = inspect(text)
    assert [text[use.at.offset :].startswith(use.path) for use in found.variables] == [True] * 3
    assert [text[use.at.offset :].startswith(use.name) for use in found.filters] == [True] * 2
    assert found.variables[1].at == Position(text.index("nama|"), 2, 6)
    assert [(use.name, use.on, use.arguments) for use in found.filters] == [
        ("default", "nama", ("nama",)),
        ("money", "pesanan.total", ()),
    ]


def test_every_filter_of_the_language_is_there() -> None:
    language = (
        "default upper lower capitalize truncate join length first last key"
        " number money date time datetime duration phone mask"
    )
    assert set(language.split()) == FILTERS


SYNTAX = """
{{ }} {% %} {%- -}} {# #} if else endif for in endfor raw none is == and not . | ( ) [ ] - + ~ \\ " 'x' 1 é
nama barang pesanan items kosong upper default truncate(3) __class__
"""
PIECES = st.sampled_from([*SYNTAX.split(), " ", "\n", "\x00", "{{ ", " }}", " in ", " is "])


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=25).map("".join) | st.text(max_size=60))
def test_any_text_is_read_and_what_is_accepted_renders_within_bounds(text: str) -> None:
    found = inspect(text)
    try:
        rendered = TEMPLATES.render(text, KNOWN, "id")
    except RenderFault:
        return
    assert found.faults == ()
    assert len(rendered) <= OUTPUT_CHARS
