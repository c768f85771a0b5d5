"""The example shop with everything around it, served for real on free ports, at a time of our choosing."""

from __future__ import annotations

import base64
import importlib.util
import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import uvicorn

from flowc.compiler import compile_bot
from runtime.artifact import codec
from runtime.clock import SystemClock
from runtime.config import load_config
from runtime.shell.host import Host
from runtime.web.app import create_app
from runtime.web.assemble import build_host

ROOT = Path(__file__).resolve().parents[2]
SHOP = ROOT / "examples" / "toko-sejahtera"
MORNING = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)  # a Tuesday, 10.00 in Jakarta: every division is open
START_S = 10.0
TOKEN = "an-operator-token-of-tests"
SECRET = "whsec_" + base64.b64encode(b"s" * 32).decode()


class ShiftedClock(SystemClock):
    """The system's time, moved so that it begins at a certain moment."""

    def __init__(self, start: datetime) -> None:
        self._shift: timedelta = start - datetime.now(UTC)

    def now(self) -> datetime:
        return super().now() + self._shift


@dataclass(frozen=True, slots=True)
class Shop:
    chat: str
    desk: str
    host: Host


def load(path: Path) -> ModuleType:
    """Return an example's module; examples are programs, not packages."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    return module


@contextmanager
def running(app: Any, listening: socket.socket) -> Iterator[None]:  # Any: an ASGI application
    """Serve in a thread until the block is left."""
    settings = uvicorn.Config(app, log_level="error", access_log=False, timeout_graceful_shutdown=1)
    server = uvicorn.Server(settings)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    deadline = time.monotonic() + START_S
    while not server.started:
        assert thread.is_alive(), "the server did not start"
        assert time.monotonic() < deadline, "the server did not start in time"
        thread.join(0.02)
    try:
        yield
    finally:
        server.should_exit = True
        thread.join(START_S)


def listen() -> socket.socket:
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.bind(("127.0.0.1", 0))
    return listening


def url_of(listening: socket.socket) -> str:
    return f"http://127.0.0.1:{listening.getsockname()[1]}"


@contextmanager
def open_shop(folder: Path, start: datetime = MORNING) -> Iterator[Shop]:
    """Compile and serve the shop, its own systems and the stand-in desk."""
    result = compile_bot(SHOP, date(2026, 11, 1))
    assert result.artifact is not None, "the example must compile"
    chat, desk, systems = listen(), listen(), listen()
    clock = ShiftedClock(start)
    environment = {"FLOWC_OPERATOR_TOKEN": TOKEN, "FLOWC_JSON_SECRET": SECRET, "FLOWC_DESK_SECRET": SECRET}
    config = load_config((SHOP / "flowc.toml").read_text(encoding="utf-8"), environment)
    config = replace(
        config,
        server=replace(config.server, port=chat.getsockname()[1]),
        store=replace(config.store, path=str(folder / "shop.db")),
        destinations={"toko": replace(config.destinations["toko"], url=url_of(systems))},
        desks={"default": replace(config.desks["default"], url=f"{url_of(desk)}/webhook")},
    )
    host = build_host(codec.dump(result.artifact), config, clock=clock)
    stub = load(ROOT / "examples" / "desk-stub" / "desk.py")
    desk_app = stub.Desk(url_of(chat), SECRET, lambda: clock.now().timestamp()).app()
    with ExitStack() as stack:
        stack.enter_context(running(load(SHOP / "toko_api.py").app, systems))
        stack.enter_context(running(desk_app, desk))
        stack.enter_context(running(create_app(host, config), chat))
        yield Shop(url_of(chat), url_of(desk), host)
