"""What the stand-in for Ruas' systems answers is what the bot's actions expect of them."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
import pytest

from tests.browser.shop import load
from tests.conversations.bots import ROOT, compiled

DESK = ROOT / "examples" / "saas-desk"
SYSTEMS = load(DESK / "crm_api.py")


def answer(method: str, path: str, **request: Any) -> Any:  # Any: JSON
    async def ask() -> Any:
        transport = httpx.ASGITransport(SYSTEMS.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://ruas.test") as client:
            return (await client.request(method, path, **request)).json()

    return asyncio.run(ask())


def options(action: str, output: str) -> set[str]:
    """Return the words that a choice of an action's answer may have."""
    return {one.word for one in compiled(DESK).actions[action].outputs[output].type.options}


def test_every_lent_account_is_one_that_the_bot_knows() -> None:
    found = [answer("GET", f"/accounts/pengunjung-{number}") for number in range(40)]
    assert {one["plan"]["name"] for one in found} == options("crm", "paket")
    assert {one["company"]["kind"] for one in found} == options("crm", "perusahaan")
    assert {one["product"] for one in found} <= options("crm", "produk")


@pytest.mark.parametrize("product", ["faktur", "gaji", "kasir"])
def test_each_product_has_a_state(product: str) -> None:
    assert answer("GET", f"/status/{product}")["state"] in options("cek_layanan", "keadaan")


def test_bills_have_every_status_and_none() -> None:
    found = {answer("GET", f"/bills/INV-12345{digit}")["status"] for digit in range(10)}
    assert found == {*options("cek_tagihan", "status"), None}


def test_asking_twice_makes_one_ticket() -> None:
    body = {"summary": "laporan kosong", "account": "a"}
    first, second, other = (
        answer("POST", "/tickets", json=body, headers={"idempotency-key": key}) for key in ("1", "1", "2")
    )
    assert first == second != other


def test_a_trial_is_extended() -> None:
    assert set(answer("POST", "/accounts/a/trial", json={"days": 7})) == {"until"}
