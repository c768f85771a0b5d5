"""The rules of wording can be broken, and are then named."""

from __future__ import annotations

from dataclasses import replace

import pytest

from flowc.diagnostics.model import Diagnostic, Label, Severity, Text
from flowc.source.span import Span
from tests.ui.wording import faults

GOOD = Diagnostic(
    "FC999",
    "example",
    Severity.ERROR,
    Text("`a` is missing", "`a` tidak ada"),
    Label(Span("a.yaml"), Text("`a` → `b`", "`a` → `b`")),
)

BAD = [
    (replace(GOOD, message=Text("x" * 101, "pendek")), "longer than 100"),
    (replace(GOOD, message=Text("Missing", "tidak ada")), "begins small"),
    (replace(GOOD, message=Text("missing.", "tidak ada")), "no full stop"),
    (replace(GOOD, help=Text("write it", "write it")), "not translated"),
    (replace(GOOD, why=Text("an illegal value", "nilai salah")), "says `illegal`"),
    (replace(GOOD, help=Text("write it!", "tulis!")), "calls out"),
]


def test_a_good_diagnostic_has_no_fault() -> None:
    assert list(faults(GOOD)) == []


@pytest.mark.parametrize(("diagnostic", "fault"), BAD, ids=[fault for _, fault in BAD])
def test_a_fault_is_named(diagnostic: Diagnostic, fault: str) -> None:
    assert [one for one in faults(diagnostic) if fault in one] != []
