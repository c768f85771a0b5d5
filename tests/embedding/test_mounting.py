"""A bot in other applications: below a path, started and stopped with them, several beside each other."""

from __future__ import annotations

import asyncio
import warnings
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route

from runtime import AsyncBot, BotError, mount
from runtime.embedding.asgi import App, Receive, Scope, Send
from tests.embedding.bots import CALLABLES, kopi, mulai
from tests.embedding.serving import ORIGIN, StartFailed, serving

Make = Callable[[AsyncBot], App]


def play(scene: Coroutine[Any, Any, None]) -> None:  # Any: what a coroutine may be sent
    asyncio.run(scene)


def bot(folder: Path) -> AsyncBot:
    return AsyncBot(kopi(), store=folder / "kopi.db", callables=CALLABLES)


async def home(request: Request) -> Response:
    return PlainTextResponse("beranda")


def around_starlette(one: AsyncBot) -> App:
    return mount(Starlette(routes=[Route("/", home)]), "/bantuan", one)


def inside_starlette(one: AsyncBot) -> App:
    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        async with one:
            yield

    return Starlette(routes=[Route("/", home), Mount("/bantuan", one)], lifespan=lifespan)


def around_nothing_but_asgi(one: AsyncBot) -> App:
    """An application that does not know what a lifespan is, as Django's."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            raise ValueError("only HTTP here")
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"beranda"})

    return mount(app, "/bantuan", one)


def below_another_mount(one: AsyncBot) -> App:
    """The application with the bot is itself below a path, as behind a proxy."""

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        async with one:
            yield

    inner = mount(Starlette(routes=[Route("/", home)]), "/bantuan", one)
    return Starlette(routes=[Route("/", home), Mount("/luar", inner)], lifespan=lifespan)


MADE: list[tuple[Make, str]] = [
    (around_starlette, "/bantuan"),
    (inside_starlette, "/bantuan"),
    (around_nothing_but_asgi, "/bantuan"),
    (below_another_mount, "/luar/bantuan"),
]


@pytest.mark.parametrize(("made", "path"), MADE, ids=[made.__name__ for made, _ in MADE])
def test_the_chat_works_below_a_path(tmp_path: Path, made: Make, path: str) -> None:
    async def scene() -> None:
        async with serving(made(bot(tmp_path))) as browser:
            assert (await browser.get("/")).text == "beranda"
            moved = await browser.get(f"{path}?topik=refund")
            assert (moved.status_code, moved.headers["location"].removeprefix("http://127.0.0.1:8000")) == (
                307,
                f"{path}/?topik=refund",
            )
            page = await browser.get(f"{path}/")
            assert page.status_code == 200
            assert 'src="chat/chat.js"' in page.text
            assert (await browser.get(f"{path}/chat/chat.js")).status_code == 200
            await chat(browser, path)

    play(scene())


def test_a_bot_alone_is_an_application_too(tmp_path: Path) -> None:
    async def scene() -> None:
        async with serving(bot(tmp_path)) as browser:
            assert (await browser.get("/readyz")).json()["ready"] is True
            await chat(browser, "")

    play(scene())


def test_a_server_that_repeats_no_root_path(tmp_path: Path) -> None:
    async def scene() -> None:
        async with serving(around_starlette(bot(tmp_path)), root_path="/toko") as browser:
            session = await browser.post("/bantuan/chat/session", headers=ORIGIN)
            assert "Path=/toko/bantuan/chat;" in session.headers["set-cookie"]

    play(scene())


def test_several_bots_in_one_application(tmp_path: Path) -> None:
    async def scene() -> None:
        other = AsyncBot(mulai(), store=tmp_path / "mulai.db")
        app = mount(mount(Starlette(), "/kopi", bot(tmp_path)), "/mulai", other)
        async with serving(app) as browser:
            for path, title in (("/kopi", "Kopi Pagi"), ("/mulai", "Mulai")):
                session = await browser.post(f"{path}/chat/session", headers=ORIGIN)
                assert session.json()["title"] == title
                assert f"Path={path}/chat;" in session.headers["set-cookie"]
            cookies = {cookie.path: cookie.value for cookie in browser.cookies.jar}
            assert set(cookies) == {"/kopi/chat", "/mulai/chat"}

    play(scene())


def test_a_mounted_bot_that_nobody_starts_says_what_to_write(tmp_path: Path) -> None:
    async def scene() -> None:
        async with serving(Starlette(routes=[Mount("/bantuan", bot(tmp_path))])) as browser:
            with pytest.raises(BotError, match=r"kopi-pagi does not run.*app = mount\(app"):
                await browser.get("/bantuan/")

    play(scene())


def test_a_path_that_is_none(tmp_path: Path) -> None:
    for path in ("", "/", "bantuan", "/bantuan/"):
        with pytest.raises(BotError, match="a path such as `/bantuan`"):
            mount(Starlette(), path, bot(tmp_path))


def test_with_a_framework_s_own_test_client_again_and_again(tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # newer ones would rather have another HTTP client
        from starlette.testclient import TestClient
    app = around_starlette(bot(tmp_path))
    for _ in range(2):
        with TestClient(app, base_url="http://127.0.0.1:8000") as client:
            assert client.get("/bantuan/readyz").json()["ready"] is True
            assert client.post("/bantuan/chat/session", headers=ORIGIN).status_code == 200
        with TestClient(app) as client:
            assert client.get("/bantuan/readyz").status_code == 403


# ---- start and stop ---------------------------------------------------------------------------------------


def test_the_bot_runs_from_before_the_application_to_after_it(tmp_path: Path) -> None:
    one, ran = bot(tmp_path), list[str]()

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        await one.write("sari", "halo")
        ran.append("started")
        yield
        assert len(await one.messages("sari")) == 1
        ran.append("stopped")

    async def scene() -> None:
        async with serving(mount(Starlette(lifespan=lifespan), "/bantuan", one)):
            pass
        assert ran == ["started", "stopped"]
        with pytest.raises(BotError, match="does not run"):
            await one.messages("sari")

    play(scene())


def test_a_bot_that_cannot_start_keeps_the_application_from_starting(tmp_path: Path) -> None:
    (tmp_path / "kopi.db").mkdir()

    async def scene() -> None:
        with pytest.raises(StartFailed, match="StoreUnavailable"):
            async with serving(around_starlette(bot(tmp_path))):
                pass

    play(scene())


@pytest.mark.parametrize("alone", [False, True], ids=["around it", "with a bot beside it"])
def test_an_application_that_cannot_start_leaves_no_bot_running(tmp_path: Path, alone: bool) -> None:
    one = bot(tmp_path)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        raise RuntimeError("no database here")
        yield

    async def scene() -> None:
        app: App = mount(Starlette(lifespan=lifespan), "/bantuan", one)
        if alone:
            app = mount(app, "/mulai", AsyncBot(mulai(), store=tmp_path / "mulai.db"))
        with pytest.raises(StartFailed, match="no database here"):
            async with serving(app):
                pass
        async with one:
            assert await one.write("sari", "halo")

    play(scene())


async def chat(browser: httpx.AsyncClient, path: str) -> None:
    """Begin a session and talk, as the page does."""
    session = await browser.post(f"{path}/chat/session", headers=ORIGIN)
    assert session.status_code == 200, session.text
    assert f"Path={path}/chat;" in session.headers["set-cookie"]
    message = {"id": "page-0001", "text": "halo"}
    taken = await browser.post(f"{path}/chat/messages", json=message, headers=ORIGIN)
    assert (taken.status_code, taken.json()) == (202, {"accepted": True, "duplicate": False})
    lines: list[str] = []
    async with asyncio.timeout(20):
        while len(lines) < 2:
            past = (await browser.get(f"{path}/chat/history")).json()
            lines = [line["author"] for line in past["lines"]]
    assert lines == ["customer", "bot"]
