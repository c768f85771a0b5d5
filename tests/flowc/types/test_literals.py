"""Any text in a value place gets an answer, and what is taken means the same at run time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowc.source.span import Span
from flowc.structure import tree
from flowc.types.literals import literal
from runtime.feel.evaluate import compile_expr
from runtime.feel.faults import Fault
from runtime.feel.values import kind_of

PLACE = Span("bot.yaml")
TYPES = {
    "text": "string",
    "number": "number",
    "boolean": "boolean",
    "date": "date",
    "time": "time",
    "datetime": "date and time",
    "duration": "days and time duration",
    "phone": "string",
    "email": "string",
}
SIGNS = st.text(st.sampled_from("0123456789-:.TZPhdmsy+@ ,ae"), max_size=20)


def of_type(name: str) -> tree.Type:
    return tree.Type(tree.Word(name, PLACE), PLACE)


@pytest.mark.parametrize("name", TYPES)
@given(text=SIGNS)
def test_what_is_taken_has_the_kind_of_its_type(name: str, text: str) -> None:
    found = literal(tree.Literal(text, PLACE), of_type(name))
    if found is not None:
        faults: list[Fault] = []
        assert kind_of(compile_expr(found)({}, faults)) == TYPES[name]
        assert faults == []


@pytest.mark.parametrize("name", [*TYPES, "file", "context", "list", "choice"])
def test_null_is_a_value_of_every_type(name: str) -> None:
    found = literal(tree.Literal(None, PLACE), of_type(name))
    assert found is not None
    assert compile_expr(found)({}) is None


@given(st.text(max_size=12), st.booleans())
def test_a_value_without_a_type_goes_by_its_looks(text: str, quoted: bool) -> None:
    found = literal(tree.Literal(text, PLACE, quoted), None)
    assert found is not None
    assert not quoted or compile_expr(found)({}) == text
