"""One process of the product under test: its real server and host, on its store.

It ends on SIGTERM, or when its parent has gone; its exit code is 3 when it counted a fault of its own.
"""

from __future__ import annotations

import importlib
import os
import signal
import sys
import threading
import time
from dataclasses import dataclass
from datetime import timedelta
from typing import NoReturn

import uvicorn

from runtime import config
from runtime.channels.json_channel import JsonChannel
from runtime.shell.host import Host
from runtime.shell.http import Network
from runtime.stores.base import Store
from runtime.web.app import create_app
from runtime.web.assemble import make_ready
from tests.chaos import echo_bot

SECRET = "whsec_" + "Y2hhb3M" * 8 + "Y2hhb3M="
CALLS = 8  # at once on one server: the other side must hold several open when the worker is killed
LOOPBACK = ("loopback",)
ARTIFACTS = {notes: echo_bot.artifact(notes=notes) for notes in (True, False)}  # made once, before all forks


@dataclass(frozen=True, slots=True)
class Settings:
    """`store` is `module:callable`, called with the path. Ports: our own, the customers', the notes'.

    `notes`: whether the bot notes each message down before it answers.
    """

    path: str
    store: str
    lease_s: float
    port: int
    customers: int
    notes: int
    noting: bool = True


def make_store(settings: Settings) -> Store:
    module, _, name = settings.store.partition(":")
    store: Store = getattr(importlib.import_module(module), name)(settings.path)
    return store


def make_config(settings: Settings) -> config.Config:
    push = config.JsonChannel(
        (SECRET,), "web", f"http://127.0.0.1:{settings.customers}/", LOOPBACK, per_minute=100_000
    )
    return config.Config(
        server=config.Server(port=settings.port, operator_token="-" * 32),
        channels=config.Channels(json=push),
        limits=config.Limits(per_second=100_000),
        destinations={
            echo_bot.NOTES: config.Destination(f"http://127.0.0.1:{settings.notes}", allow=LOOPBACK)
        },
    )


def make_host(settings: Settings, found: config.Config) -> Host:
    push = found.channels.json
    return Host(
        make_store(settings),
        ARTIFACTS[settings.noting],
        {"json": JsonChannel("web", push.secrets, push.push_url, push.allow)},
        make_ready,
        destinations=found.destinations,
        network=Network(per_host=CALLS),
        lease=timedelta(seconds=settings.lease_s),
    )


def _end_with_parent() -> None:
    parent = os.getppid()
    while os.getppid() == parent:
        time.sleep(0.5)
    os.kill(os.getpid(), signal.SIGTERM)


def run(settings: Settings, log: str) -> NoReturn:
    """Serve until told to end; what is said on the way goes to the end of the file `log`."""
    with open(log, "ab") as said:
        for stream in (1, 2):
            os.dup2(said.fileno(), stream)
    sys.exit(main(settings))


def main(settings: Settings) -> int:
    threading.Thread(target=_end_with_parent, daemon=True).start()
    found = make_config(settings)
    host = make_host(settings, found)
    server = uvicorn.Server(
        uvicorn.Config(
            create_app(host, found),
            port=settings.port,
            log_level="warning",
            access_log=False,
            timeout_graceful_shutdown=2,
        )
    )
    signal.signal(
        signal.SIGTERM, lambda *_: None
    )  # the server takes it, and raises it again when it has ended
    server.run()
    return 0 if host.faults.total == 0 else 3
