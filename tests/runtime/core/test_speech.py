"""Which names of a text are worked out before it is filled in: all that it uses, and not its every word."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runtime.core.speech import names_in
from runtime.templates import inspect


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Halo kak, ada yang bisa dibantu?", ()),
        ("Halo {{ nama | default('kak {{ adik }}') }}, dari {{ kota }}", ("kota", "nama")),
        ('{% if a == "b %}" and c %}{{ pesanan.total | money }}{% endif %}', ("a", "c", "pesanan")),
        ("{% for b in barang %}- {{ b.nama }}\n{% endfor %}", ("b", "barang")),
        ("{{ a }}{{ b|upper }}{{c}}", ("a", "b", "c")),
    ],
)
def test_names_are_those_in_tags(text: str, names: tuple[str, ...]) -> None:
    assert names == names_in(text)


_PIECES = (
    *(
        "{{ a }}",
        "{{ b.c | upper }}",
        "{% if d %}",
        "{% if not e.f %}",
        "{% else %}",
        "{% endif %}",
        "kata g ",
    ),
    *("{{ h | default('} }} %} {{ i') }}", '{% if j == "%}" and k %}', "{% for l in m.n %}"),
    *(
        "{% endfor %}",
        "{{ l.o }}",
        "'",
        '"',
        "{",
        "}",
        "%",
        "{# it's {{ p }} #}",
        "{{ q|truncate(3) }}",
        "\n",
    ),
)


@settings(max_examples=500, deadline=None)
@given(st.lists(st.sampled_from(_PIECES), max_size=8).map("".join))
def test_no_name_that_a_template_uses_is_left_out(text: str) -> None:
    found = inspect(text)
    if not found.faults:
        assert {use.path.split(".")[0].removesuffix("[]") for use in found.variables} <= {*names_in(text)}
