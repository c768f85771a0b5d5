"""A whole conversation in a real browser: from hello over what fails to a person, and back."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from playwright.sync_api import Page, expect

from tests.browser.shop import ROOT, Shop

SCHEMA = json.loads((ROOT / "schema" / "handover.schema.json").read_text(encoding="utf-8"))
NewPage = Callable[..., Page]


def write(page: Page, text: str) -> None:
    """Write as a customer and wait for the message to be taken."""
    page.fill("#text", text)
    page.press("#text", "Enter")
    expect(page.locator(".line.customer").last).to_contain_text(text)
    expect(page.locator(".line.waits")).to_have_count(0)


def bot_says(page: Page, pattern: str) -> None:
    expect(page.locator(".line.bot .bubble").filter(has_text=re.compile(pattern, re.I)).first).to_be_visible()


def start(new_page: NewPage, shop: Shop, **more: object) -> Page:
    page = new_page(shop.chat, **more)
    expect(page.locator("body[data-ready=true]")).to_be_visible()
    return page


def record_of(page: Page) -> dict[str, object]:
    page.locator("#card pre").wait_for(state="attached")
    record: dict[str, object] = json.loads(page.locator("#card pre").text_content() or "")
    return record


WORDS = [
    (
        "id-ID",
        {
            "greet": "Toko Sejahtera",
            "track": "lacak pesanan",
            "number": "nomor pesanannya",
            "failed": "tidak bisa saya cek",
            "name": "dengan siapa",
            "queue": "Menunggu tim kami",
            "agent": "Anda terhubung dengan Ani",
            "card": "Catatan serah terima",
            "bot": "Asisten virtual",
        },
    ),
    (
        "en-GB",
        {
            "greet": "Toko Sejahtera",
            "track": "track my order",
            "number": "order number",
            "failed": "cannot|can't|unable",
            "name": "who|name",
            "queue": "Waiting for our team",
            "agent": "You are talking to Ani",
            "card": "Handover record",
            "bot": "Virtual assistant",
        },
    ),
]


@pytest.mark.parametrize(("locale", "words"), WORDS, ids=["Indonesian", "English"])
def test_from_hello_over_a_failed_action_to_a_person_and_back(
    new_page: NewPage, shop: Shop, tmp_path: Path, locale: str, words: dict[str, str]
) -> None:
    page = start(new_page, shop, locale=locale)
    write(page, "halo" if locale == "id-ID" else "hello there")
    bot_says(page, words["greet"])
    write(page, words["track"])
    bot_says(page, words["number"])
    write(page, "TK-000500")
    bot_says(page, words["failed"])
    bot_says(page, words["name"])
    write(page, "Sari")
    expect(page.locator("#owner")).to_contain_text(words["queue"])
    expect(page.locator("#card")).to_contain_text(words["card"])
    expect(page.locator("#card")).to_contain_text("TK-000500")
    record = record_of(page)
    assert [error.message for error in Draft202012Validator(SCHEMA).iter_errors(record)] == []
    assert (record["to"], record["priority"]) == ("pengiriman", "high")

    desk = new_page(shop.desk)
    desk.locator("nav button").first.click()
    expect(desk.locator("#open")).to_contain_text("TK-000500")
    desk.click("[data-act=accepted]")
    expect(page.locator("#owner")).to_have_text(words["agent"])
    desk.fill("#text", "Halo Kak Sari, saya cek ke gudang ya.")
    desk.click("[data-act=message]")
    agent = page.locator(".line.agent")
    expect(agent).to_contain_text("saya cek ke gudang")
    expect(agent.locator(".name")).to_have_text("Ani")
    desk.fill("#text", "gudang: stok ada")
    desk.click("[data-act=note]")
    write(page, "baik, terima kasih")
    expect(desk.locator("#lines .customer").last).to_contain_text("baik, terima kasih")
    desk.click("[data-act=resolved]")
    expect(page.locator("#owner")).to_contain_text(words["bot"])
    assert "stok ada" not in page.locator("#log").inner_text(), "a note is never shown to the customer"
    page.screenshot(path=tmp_path / "chat.png")
    desk.screenshot(path=tmp_path / "desk.png")


def test_giving_back_goes_on_at_the_declared_point(new_page: NewPage, shop: Shop) -> None:
    page = start(new_page, shop)
    write(page, "saya mau bicara dengan CS")
    page.locator("#quick button", has_text="Hal lain").click()
    bot_says(page, "dengan siapa")
    write(page, "Budi")
    expect(page.locator("#owner")).to_contain_text("Menunggu tim kami")
    desk = new_page(shop.desk)
    desk.locator("nav button").first.click()
    desk.click("[data-act=accepted]")
    expect(page.locator("#owner")).to_contain_text("Ani")
    desk.click("[data-act=returned]")
    expect(page.locator("#owner")).to_contain_text("Asisten virtual")
    buttons = page.locator("#quick button")
    expect(buttons).to_have_text(["Ada lagi", "Sudah cukup"])
    buttons.nth(1).click()
    expect(page.locator(".line.customer").last).to_contain_text("Sudah cukup")
    expect(page.locator("#quick")).to_be_hidden()


def test_a_tap_answers_and_a_reload_forgets_nothing(new_page: NewPage, shop: Shop) -> None:
    page = start(new_page, shop)
    write(page, "halo")
    page.locator("#quick button", has_text="Lacak pesanan").click()
    bot_says(page, "nomor pesanannya")
    write(page, "TK-000001")
    bot_says(page, "TK-000001")
    before = page.locator(".bubble").all_inner_texts()
    page.reload()
    expect(page.locator("body[data-ready=true]")).to_be_visible()
    expect(page.locator(".bubble")).to_have_text(before)


def test_two_languages_at_hand(new_page: NewPage, shop: Shop) -> None:
    page = start(new_page, shop, locale="fr-FR")
    expect(page.locator("#text")).to_have_attribute("placeholder", "Tulis pesan…")
    page.click("#lang")
    expect(page.locator("#text")).to_have_attribute("placeholder", "Write a message…")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.reload()
    expect(page.locator("#text")).to_have_attribute("placeholder", "Write a message…")


def test_the_page_works_on_a_telephone_and_with_the_keyboard(new_page: NewPage, shop: Shop) -> None:
    page = start(new_page, shop, width=360)
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    write(page, "halo")
    expect(page.locator("#quick button").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "nothing runs off the screen"
    sizes = page.eval_on_selector_all("#quick button, #send", "all => all.map(one => one.offsetHeight)")
    assert min(sizes) >= 44, "a thumb hits every button"


def test_words_that_cannot_be_sent_stay_and_are_sent_again_once(new_page: NewPage, shop: Shop) -> None:
    page = start(new_page, shop)
    page.route("**/chat/messages", lambda route: route.fulfill(status=503, body="{}"))
    page.fill("#text", "halo")
    page.press("#text", "Enter")
    expect(page.locator(".line.failed")).to_contain_text("Belum terkirim")
    page.unroute("**/chat/messages")
    page.locator(".line.failed button").click()
    bot_says(page, "Toko Sejahtera")
    expect(page.locator(".line.failed")).to_have_count(0)
    expect(page.locator(".line.customer")).to_have_count(1)


PAYLOADS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    '"><iframe src=javascript:alert(1)>',
    "<a href=javascript:alert(1)>klik</a>",
    "{{constructor.constructor('alert(1)')()}}",
    "</textarea><b id=injected>x</b>",
    "javascript:alert(1)",
    "<details open ontoggle=alert(1)>",
    "&lt;b&gt;",
)


def test_no_words_become_markup_anywhere(new_page: NewPage, shop: Shop) -> None:
    page = start(new_page, shop)
    words = "\n".join(PAYLOADS)
    write_raw(page, words)
    write_raw(page, "bicara dengan CS")
    page.locator("#quick button", has_text="Hal lain").click()
    bot_says(page, "dengan siapa")
    write_raw(page, PAYLOADS[1])
    desk = new_page(shop.desk)
    desk.locator("nav button").first.click()
    desk.click("[data-act=accepted]")
    desk.fill("#agent", PAYLOADS[2])
    desk.fill("#text", words)
    desk.click("[data-act=message]")
    expect(page.locator(".line.agent .bubble").last).to_contain_text("<script>alert(1)</script>")
    for shown in (page, desk):
        html = shown.content()
        assert "injected" not in re.sub(r"&lt;.*?&gt;", "", html)
        inside = (
            "#log script, #log img, #log iframe, #card script, #card img, #open script, #open img, #injected"
        )
        assert shown.locator(inside).count() == 0
    assert words in (page.locator(".line.agent .bubble").last.text_content() or "")


def test_an_agent_passes_it_on_and_files_a_refund_with_a_shortcut(
    new_page: NewPage, shop: Shop, tmp_path: Path
) -> None:
    page = start(new_page, shop)
    write(page, "saya mau bicara dengan CS")
    page.locator("#quick button", has_text="Hal lain").click()
    bot_says(page, "dengan siapa")
    write(page, "Dewi")
    expect(page.locator("#owner")).to_contain_text("Menunggu tim kami")
    desk = new_page(shop.desk)
    desk.locator("nav button").first.click()
    desk.click("[data-act=accepted]")
    expect(page.locator("#owner")).to_contain_text("Ani")
    desk.fill("#to", "pengiriman")
    desk.click("[data-act=transferred]")
    expect(desk.locator("#problem")).to_contain_text("alasannya")
    desk.fill("#text", "Paketnya tertahan di gudang")
    desk.click("[data-act=transferred]")
    bot_says(page, "Tim Pengiriman")
    expect(desk.locator("#tags")).to_contain_text("Tim Pengiriman")
    desk.fill("#agent", "Budi")
    desk.click("[data-act=accepted]")
    expect(page.locator("#owner")).to_contain_text("Budi")
    desk.locator("#shortcuts button", has_text="Ajukan refund").click()
    desk.fill("#needs [name=order_id]", "TK-000100")
    desk.fill("#needs [name=alasan]", "Barang tidak sampai")
    desk.screenshot(path=tmp_path / "shortcut.png")
    desk.locator("#needs button").click()
    expect(page.locator(".line.agent .bubble").last).to_contain_text("Pengajuan refund")
    expect(page.locator(".line.agent .name").last).to_have_text("Budi")
    assert "Paketnya tertahan di gudang" in str(record_of(page)["path"])


def write_raw(page: Page, text: str) -> None:
    page.fill("#text", text)
    page.press("#text", "Enter")
    expect(page.locator(".line.waits")).to_have_count(0)
    expect(page.locator(".line.customer .bubble").last).to_have_text(text)
