from __future__ import annotations

import pytest

from runtime.understanding.language import detect_language


@pytest.mark.parametrize(
    "text",
    [
        "paket saya belum sampai", "gmn cara refundnya kak?", "halo, mau tanya dong", "bicara dengan CS",
        "resi TK-123456 belum sampe", "saya ingin mengembalikan barang", "kapan pesanan saya dikirim",
    ],
)  # fmt: skip
def test_indonesian(text: str) -> None:
    assert detect_language(text) == "id"


@pytest.mark.parametrize(
    "text",
    [
        "where is my parcel", "I want to talk to a human", "How long does the refund take?",
        "can you help me with this", "my order TK-123456 has not arrived",
    ],
)  # fmt: skip
def test_english(text: str) -> None:
    assert detect_language(text) == "en"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ok",
        "refund",
        "halo",
        "hi",
        "TK-123456",
        "Budi Santoso",
        "08123456789",
        "👍",
        "menu",
        "你好吗",
        "order please",
    ],
)
def test_unsure(text: str) -> None:
    assert detect_language(text) is None
