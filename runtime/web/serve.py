"""Serving a bot: `serve` runs until told to stop, and then ends what is under way within 10 s."""

from __future__ import annotations

import asyncio
import json
import secrets
import shlex
import signal
import socket
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from types import FrameType

import uvicorn

from runtime.config import Config, ConfigError, check_host, is_private
from runtime.shell.actions import Callable_
from runtime.shell.host import Host
from runtime.stores.errors import StoreError
from runtime.web import logs
from runtime.web.app import create_app
from runtime.web.assemble import build_host, with_own_secrets
from runtime.web.collecting import collecting_seldom
from runtime.web.heads import Heads
from runtime.web.renewing import Read, Renewing

RED_S = 1.0  # between `/readyz` turning red and the end of listening: who balances loads looks in between
DRAIN_S = 2  # for open connections; the host then has STOP_S for turns and sends, 10 s together
HANG_UP: signal.Signals | None = getattr(signal, "SIGHUP", None)  # None: on Windows, which has no such signal
BACKLOG = 128  # connections that wait to be taken


def serve(
    artifact: bytes,
    config: Config,
    *,
    host: str | None = None,
    port: int | None = None,
    callables: Mapping[str, Callable_] | None = None,
    say: Callable[[str], None] = print,
    newest: Read | None = None,
) -> None:
    """Serve until SIGTERM or SIGINT. `host` and `port` beat the file's; port 0 takes a free one.

    At SIGHUP the artifact that `newest` returns is run from then on; one that does not fit is refused.

    Raises:
        ConfigError: secrets are missing for this host, the address is taken, the file does not fit, or the
            store that it names cannot be used.
    """
    server = replace(
        config.server,
        host=config.server.host if host is None else host,
        port=config.server.port if port is None else port,
    )
    check_host(config, server.host)
    listening = listen(server.host, server.port)
    server = replace(server, port=listening.getsockname()[1])
    config = replace(config, server=server)
    made_up = server.operator_token is None
    if is_private(server):
        config = with_own_secrets(config)
    logs.use(config.server.log)
    built = build_host(artifact, config, callables=callables)
    app = create_app(built, config)
    for line in greeting(built, config, made_up):
        say(line)
    settings = uvicorn.Config(
        app,
        http=Heads,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=DRAIN_S,
        backlog=BACKLOG,
        h11_max_incomplete_event_size=16_384,  # of a request's head: ours need 2 KiB
    )
    if newest is not None and HANG_UP is not None:
        signal.signal(HANG_UP, signal.SIG_IGN)  # one that comes before the server is ready ends nothing
    running = _Server(settings, built, Renewing(built, newest, say) if newest is not None else None)
    with collecting_seldom():
        running.run(sockets=[listening])
    if running.refused is not None:
        listening.close()
        where = "store.url" if config.store.url is not None else config.store.path
        raise ConfigError(f"the store cannot be used: {where}: {running.refused}") from running.refused


class _Server(uvicorn.Server):
    """Tells the host at the first signal, so that streams end and connections can close.

    SIGTERM lets new requests in for `RED_S` more; a second interrupt does not wait for anything. `refused` is
    what the store said when it could not be opened: then nothing was served.
    """

    def __init__(self, settings: uvicorn.Config, host: Host, renewing: Renewing | None) -> None:
        super().__init__(settings)
        self._host, self._renewing = host, renewing
        self._loop: asyncio.AbstractEventLoop | None = None
        self.refused: StoreError | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        try:
            await self._host.open()  # before uvicorn does, which tells of it by a traceback
        except StoreError as error:
            await self._host.store.close()
            self.refused, self.should_exit = error, True
            return
        await super().startup(sockets)
        self._loop = asyncio.get_running_loop()
        if self._renewing is not None and HANG_UP is not None:
            asyncio.get_running_loop().add_signal_handler(HANG_UP, self._renewing.ask)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._host.stopping.set()
        self.force_exit = self.should_exit and sig == signal.SIGINT
        if sig == signal.SIGTERM and self._loop is not None and not self.should_exit:
            self._loop.call_soon_threadsafe(self._loop.call_later, RED_S, self._close)
        else:
            self._close()

    def _close(self) -> None:
        self.should_exit = True  # and `serve` returns: the signal is not raised again afterwards


def greeting(host: Host, config: Config, shown_token: bool) -> list[str]:
    """Return the lines that tell where to go, with one to copy that talks to the bot.

    A token that the operator has set is never in them: a service's output ends in a log.
    """
    bot = host.programs.newest.program.artifact.bot
    shown = f"[{config.server.host}]" if ":" in config.server.host else config.server.host
    base = f"http://{shown}:{config.server.port}"
    lines = [f"{bot.name} {bot.version} ({host.programs.newest.program.name[:19]})"]
    if "web" in host.channels:
        lines.append(f"  chat           {base}/")
    lines += [f"  handovers      {base}/handovers", f"  health         {base}/readyz"]
    if is_private(config.server):
        header = f"'authorization: Bearer {config.server.operator_token}'"
        if not shown_token:
            header = '"authorization: Bearer $FLOWC_OPERATOR_TOKEN"'
        message = {
            "conversation": "coba",
            "id": secrets.token_hex(4),
            "at": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
            "text": "halo",
        }
        lines += [
            "Talk to it:",
            f"  curl -s {base}/channels/json -H {header} "
            f"-H 'content-type: application/json' -d {shlex.quote(json.dumps(message))}",
        ]
    for place, name in config.missing.items():
        own = place == "server.operator_token" or place.endswith(".secrets")
        lines.append(f"  warning: {name} is not set; {'made up for this run' if own else f'no {place} then'}")
    return lines


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens. Naming TCP is what makes asyncio send each part of an answer at once;
    otherwise every answer on a connection that stays open waits 40 ms for an acknowledgement.

    Raises:
        ConfigError: the address is taken, or is none of this machine's.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host.strip("[]"), port))
        listening.listen(BACKLOG)  # who comes before we are ready waits instead of being refused
    except OSError as error:
        listening.close()
        raise ConfigError(f"cannot listen on {host}:{port}: {error.strerror}") from error
    return listening
