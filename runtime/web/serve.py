"""Serving a bot: `serve` runs until told to stop, and then ends what is under way within 10 s."""

from __future__ import annotations

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
from runtime.web.app import create_app
from runtime.web.assemble import build_host, with_own_secrets

DRAIN_S = 2  # for open connections; the host then has STOP_S for turns and sends, 10 s together
BACKLOG = 128  # connections that wait to be taken


def serve(
    artifact: bytes,
    config: Config,
    *,
    host: str | None = None,
    port: int | None = None,
    callables: Mapping[str, Callable_] | None = None,
    say: Callable[[str], None] = print,
) -> None:
    """Serve until SIGTERM or SIGINT. `host` and `port` beat the file's; port 0 takes a free one.

    Raises:
        ConfigError: secrets are missing for this host, the address is taken, or the file does not fit.
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
    if is_private(server):
        config = with_own_secrets(config)
    built = build_host(artifact, config, callables=callables)
    app = create_app(built, config)
    for line in greeting(built, config):
        say(line)
    settings = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=DRAIN_S,
        backlog=BACKLOG,
        h11_max_incomplete_event_size=16_384,  # of a request's head: ours need 2 KiB
    )
    _Server(settings, built).run(sockets=[listening])


class _Server(uvicorn.Server):
    """Tells the host at the first signal, so that streams end and connections can close.

    A second interrupt does not wait for them.
    """

    def __init__(self, settings: uvicorn.Config, host: Host) -> None:
        super().__init__(settings)
        self._host = host

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._host.stopping.set()
        self.force_exit = self.should_exit and sig == signal.SIGINT
        self.should_exit = True  # and `serve` returns: the signal is not raised again afterwards


def greeting(host: Host, config: Config) -> list[str]:
    """Return the lines that tell where to go, with one to copy that talks to the bot."""
    bot = host.programs.newest.program.artifact.bot
    shown = f"[{config.server.host}]" if ":" in config.server.host else config.server.host
    base = f"http://{shown}:{config.server.port}"
    lines = [f"{bot.name} {bot.version} ({host.programs.newest.program.name[:19]})"]
    if "web" in host.channels:
        lines.append(f"  chat           {base}/")
    lines += [f"  handovers      {base}/handovers", f"  health         {base}/readyz"]
    if is_private(config.server):
        token = config.server.operator_token or ""
        message = {
            "conversation": "coba",
            "id": secrets.token_hex(4),
            "at": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
            "text": "halo",
        }
        lines += [
            "Talk to it:",
            f"  curl -s {base}/channels/json -H 'authorization: Bearer {token}' "
            f"-H 'content-type: application/json' -d {shlex.quote(json.dumps(message))}",
        ]
    lines += [f"  warning: {name} is not set; made up for this run" for name in config.missing.values()]
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
