"""Foreign bytes: what is refused with which status, what is cleaned, and that nothing else ever gets out."""

from __future__ import annotations

import asyncio
import json
import unicodedata
from collections.abc import AsyncIterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.clean import BODY_BYTES, Refused, clean_text, parse_json, read_body

TEXTS = [
    ("plain text stays", "Halo, apa kabar? 👋", "Halo, apa kabar? 👋", ()),
    ("tab and newline stay", "a\tb\nc", "a\tb\nc", ()),
    ("line ends become newlines", "a\r\nb\rc\u2028d", "a\nb\nc\nd", ()),
    ("NUL", "a\x00b", "a\ufffdb", ("replaced",)),
    ("a lone surrogate", "a\ud800b", "a\ufffdb", ("replaced",)),
    ("a pair of surrogates is its character", "\ud83d\udc4b", "👋", ()),
    ("an escape sequence", "\x1b[2J", "\ufffd[2J", ("replaced",)),
    ("C1 controls", "a\x85b", "a\ufffdb", ("replaced",)),
    ("too long", "x" * 5_000, "x" * 4_096, ("cut",)),
    ("both", "\x00" + "x" * 5_000, "\ufffd" + "x" * 4_095, ("replaced", "cut")),
]


@pytest.mark.parametrize(
    ("text", "expected", "altered"), [case[1:] for case in TEXTS], ids=[c[0] for c in TEXTS]
)
def test_clean_text(text: str, expected: str, altered: tuple[str, ...]) -> None:
    cleaned = clean_text(text)
    assert (cleaned.text, cleaned.altered) == (expected, altered)


def test_every_character_is_kept_or_replaced_as_the_laws_say() -> None:
    def expected(char: str) -> str:
        if char in "\r\u2028\u2029":
            return "\n"
        unwanted = unicodedata.category(char) in ("Cc", "Cs") and char not in "\t\n"
        return "\ufffd" if unwanted else char

    basic = [chr(number) for number in range(0x10000)]
    assert [clean_text(char).text for char in basic] == [expected(char) for char in basic]


@given(st.text(st.characters(), max_size=300))
def test_cleaned_text_can_be_stored_and_cleaning_it_again_changes_nothing(text: str) -> None:
    cleaned = clean_text(text)
    assert cleaned.text.encode("utf-8").decode("utf-8") == cleaned.text
    assert "\x00" not in cleaned.text
    assert clean_text(cleaned.text).altered == ()
    if not cleaned.altered:
        assert "".join(cleaned.text.split()) == "".join(text.split())


REFUSED = [
    ("nothing", b""),
    ("words", b"halo"),
    ("half a document", b'{"a": 1'),
    ("two documents", b"{}{}"),
    ("not UTF-8", b'{"a": "\xff"}'),
    ("NaN", b'{"a": NaN}'),
    ("infinity", b'{"a": -Infinity}'),
    ("a doubled key", b'{"a": 1, "a": 2}'),
    ("a doubled key inside", b'{"x": [{"a": 1, "a": 2}]}'),
    ("a giant integer", b'{"a": ' + b"9" * 5_000 + b"}"),
    ("33 levels", b"[" * 33 + b"]" * 33),
    ("33 levels of both kinds", b"[" * 20 + b'{"a":' * 13 + b"1" + b"}" * 13 + b"]" * 20),
    ("10,000 levels", b"[" * 10_000 + b"]" * 10_000),
    ("10,000 levels of objects", b'{"a":' * 10_000 + b"1" + b"}" * 10_000),
    ("too many members", b"[" + b"1," * 10_001 + b"1]"),
    ("a control character in a text", b'{"a": "\x01"}'),
]


@pytest.mark.parametrize("body", [case[1] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_not_json(body: bytes) -> None:
    with pytest.raises(Refused) as refusal:
        parse_json(body)
    assert refusal.value.status == 400


def test_brackets_in_texts_are_not_depth() -> None:
    deep = "[" * 100 + '\\"' + "{" * 100
    assert parse_json(json.dumps({"a": deep}).encode()) == {"a": deep}


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(-(2**63), 2**63) | st.text(),
        lambda s: st.lists(s, max_size=3) | st.dictionaries(st.text(), s, max_size=3),
        max_leaves=12,
    )
)
def test_json_comes_back(document: object) -> None:
    assert parse_json(json.dumps(document).encode()) == document


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    status = None
    try:
        parse_json(body)
    except Refused as refusal:
        status = refusal.status
    assert status in (None, 400)


async def chunks(count: int, size: int) -> AsyncIterator[bytes]:
    for _ in range(count):
        yield b"x" * size


def test_a_body_is_counted_while_it_streams_in() -> None:
    assert len(asyncio.run(read_body(chunks(4, BODY_BYTES // 4)))) == BODY_BYTES
    taken = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal taken
        while True:
            taken += 1
            yield b"x" * 1024

    with pytest.raises(Refused) as refusal:
        asyncio.run(read_body(endless()))
    assert refusal.value.status == 413
    assert taken == BODY_BYTES // 1024 + 1


def test_a_body_that_does_not_come_is_given_up() -> None:
    async def silent() -> AsyncIterator[bytes]:
        yield b"{"
        await asyncio.Event().wait()

    with pytest.raises(Refused) as refusal:
        asyncio.run(read_body(silent(), seconds=0.01))
    assert refusal.value.status == 408
