"""What is hidden, whatever it is and wherever it stands."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from runtime.artifact.model import Slot, Type
from runtime.core.masking import HIDDEN, mask_text, masks_of
from runtime.core.state import CustomerFacts, Known, State
from runtime.feel.values import Value
from runtime.understanding.result import Candidate, Understood

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
SLOTS = {"rahasia": Slot(Type("text"), pii=True), "biasa": Slot(Type("text"))}
SEPARATORS = st.sampled_from(["", " ", ".", "-", "/", " - "])
AROUND = st.text(st.sampled_from("abc xyz,;:?!\n"), max_size=20)


def state(value: Value, name: str = "rahasia") -> State:
    slots = {name: Known(value, "said", NOW)}
    return State("t", "a", "web", "id", CustomerFacts(NOW), NOW, slots=slots)


def left(value: str, text: str) -> list[str]:
    """Return the runs of seven digits of a value that a text still has, however they are grouped."""
    digits, found = re.sub("[^0-9]", "", value), re.sub("[^0-9]", "", text)
    return [digits[at : at + 7] for at in range(len(digits) - 6) if digits[at : at + 7] in found]


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("telepon 0812-3456-7890 ya", "telepon •••890 ya"),
        ("+62 812 3456 7890", "•••890"),
        ("62812345678", "•••678"),
        ("+1 (415) 555-0100", "•••100"),
        ("kartu 4111-1111-1111-1234", "kartu •••1234"),
        ("NIK 3171234567890123", "NIK •••0123"),
        ("budi.santoso+toko@mail.contoh.id", "b•••@mail.contoh.id"),
        ("pesanan TK-123456 dan 1.250.000", "pesanan TK-123456 dan 1.250.000"),
        ("23/11/2026 16.30, 12 Desember 2026", "23/11/2026 16.30, 12 Desember 2026"),
        ("", ""),
    ],
)
def test_what_is_hidden_by_rule(text: str, hidden: str) -> None:
    assert mask_text(text) == hidden
    assert mask_text(hidden) == hidden


@given(
    digits=st.text("0123456789", min_size=7, max_size=19),
    gaps=st.lists(SEPARATORS, min_size=20, max_size=20),
    before=AROUND,
    after=AROUND,
)
def test_no_seven_digits_of_a_personal_value_are_left(
    digits: str, gaps: list[str], before: str, after: str
) -> None:
    written = "".join(digit + gap for digit, gap in zip(digits, gaps, strict=False)).strip(" .-/")
    for value in (digits, written, f"KTP {written} A", f"x{digits}"):
        masks = masks_of(SLOTS, [state(value)])
        for text in (digits, written):
            assert left(digits, masks.text(f"{before} {text} {after}")) == []


@given(value=st.text(st.characters(categories=["L", "N", "P", "Zs"]), min_size=2, max_size=30), text=AROUND)
def test_a_personal_value_is_found_in_any_case_and_spacing(value: str, text: str) -> None:
    words = value.split()
    assume(words and len(value.strip()) > 1 and value.upper().lower() == value.lower())
    assume(HIDDEN[0] not in value)  # it would be found again in what hides it
    masks = masks_of(SLOTS, [state(value)])
    found = masks.text(f"{text} {'  '.join(words).upper()} {text}")
    assert HIDDEN in found
    assert "  ".join(words).upper() not in found


@given(text=st.text(max_size=200))
def test_hiding_is_total_and_does_not_grow_a_text_much(text: str) -> None:
    hidden = masks_of(SLOTS, [state("Budi")]).text(text)
    assert len(hidden) <= 4 * len(text) + 8


def test_only_personal_slots_are_hidden_and_every_shape_of_value() -> None:
    assert masks_of(SLOTS, [state("Budi", "biasa")]).text("saya Budi") == "saya Budi"
    file: Value = {"kind": "image", "url": "https://cdn.contoh.id/ktp-budi.png", "name": None}
    assert masks_of(SLOTS, [state(file)]).text("ini https://cdn.contoh.id/ktp-budi.png") == f"ini {HIDDEN}"
    assert masks_of(SLOTS, [state(("Ani", "Budi"))]).text("ani, budi") == f"{HIDDEN}, {HIDDEN}"


def test_what_is_being_filled_is_hidden_before_it_is_known() -> None:
    understood = Understood(slot_candidates={"rahasia": (Candidate("K-77", "k 77"),)})
    assert masks_of(SLOTS, [], [understood]).text("kode k 77, K-77") == f"kode {HIDDEN}, {HIDDEN}"


def test_a_longer_value_is_not_spoilt_by_a_part_of_it() -> None:
    before, after = state("Budi"), state("Budi Santoso")
    assert masks_of(SLOTS, [before, after]).text("Budi Santoso") == HIDDEN
