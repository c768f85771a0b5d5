"""A real headless browser, and the example shop served around it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from tests.browser.shop import Shop, open_shop

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
WAIT_MS = 15_000  # a shared machine is slow now and then; nothing here waits this long when it works


@pytest.fixture(scope="module")
def browser(need: Callable[[str], NoReturn]) -> Iterator[Browser]:
    if not CHROMIUM.exists():
        need(f"no browser: {CHROMIUM} is missing")
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield found
        found.close()


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    with open_shop(tmp_path_factory.mktemp("shop")) as opened:
        yield opened
        assert opened.host.faults.places == {}, "errors of ours happened on the way"


def _errors(message: ConsoleMessage) -> list[str]:
    """Return what a page complains of; an answer of 503 is what one test asks for."""
    return [message.text] if message.type == "error" and "status of 503" not in message.text else []


@pytest.fixture
def new_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open pages as different people would: each with its own cookies. What a page complains of fails."""
    contexts, complaints = [], list[str]()

    def open_page(url: str, locale: str = "id-ID", width: int = 1100) -> Page:
        context = browser.new_context(locale=locale, viewport={"width": width, "height": 800})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(WAIT_MS)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: complaints.append(f"dialog: {dialog.message}"))
        page.on("console", lambda message: complaints.extend(_errors(message)))
        page.goto(url)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []
