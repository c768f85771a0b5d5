"""Names a writer may have meant: few, close, in a stable order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowc.diagnostics.model import Text
from flowc.diagnostics.similar import LONGEST_NAME, MOST_NAMES, similar_help, similar_names

KNOWN = ("collect", "call", "choose", "say", "set", "switch", "goto", "order_id", "order_ie", "to", "id")


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("colect", ("collect",)),
        ("Collect", ("collect",)),
        ("swtich", ("switch",)),
        ("order-id", ("order_id", "order_ie")),
        ("sey", ("say", "set")),
        ("tp", ()),
        ("zzzzzz", ()),
        ("", ()),
        ("collect", ()),
        ("c" * 1000, ()),
    ],
)
def test_names(written: str, names: tuple[str, ...]) -> None:
    assert similar_names(written, KNOWN) == names


def test_help_says_one_name_as_a_question_and_several_as_a_list() -> None:
    kind = Text("known slots", "slot yang ada")
    one = similar_help("colect", KNOWN, kind)
    several = similar_help("sey", KNOWN, kind)
    assert one == Text("did you mean `collect`?", "mungkin maksudnya `collect`?")
    assert several == Text("known slots: `say`, `set`", "slot yang ada: `say`, `set`")
    assert similar_help("zzz", KNOWN, kind) is None


@given(st.text(max_size=80), st.lists(st.text(max_size=80), max_size=12))
def test_never_more_than_three_and_always_known_ones(written: str, known: list[str]) -> None:
    names = similar_names(written, known)
    assert len(names) <= MOST_NAMES
    assert set(names) <= set(known) - {written}
    assert all(len(name) <= 2 * LONGEST_NAME for name in names)
    assert names == similar_names(written, list(reversed(known)))
