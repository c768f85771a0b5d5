"""Processes of the product under test, started together on one store and ended with the test.

They are forked from a process that has imported all of it once and done nothing else: what takes a second of
each start is shared, and what is killed is still a process of its own.
"""

from __future__ import annotations

import multiprocessing
import socket
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

from tests.chaos.worker import Settings, run
from tests.ports import free_port

START_S = 60.0
STOP_S = 30.0
_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload([run.__module__])


@dataclass(frozen=True, slots=True)
class Server:
    """A process of `tests.chaos.worker` that answers at `port`; what it says is in `log`."""

    process: ForkServerProcess
    port: int
    log: Path

    @property
    def pid(self) -> int:
        assert self.process.pid is not None
        return self.process.pid

    def kill(self) -> None:
        """End it as `kill -9` does, and return when it is gone."""
        self.process.kill()
        self.process.join()

    def stop(self) -> str:
        """End it as a supervisor would, and return what it complained about; nothing, if all was well."""
        self.process.terminate()
        self.process.join(STOP_S)
        code = self.process.exitcode
        return "" if code == 0 else f"it ended with {code}: {self.log.read_text()[-1_000:]}"


def begin(settings: Mapping[str, Any], log: Path) -> Server:  # Any: those of `Settings`
    """Begin a server, which answers soon; see `wait_for`."""
    found = Settings(**settings)
    process = _FORKS.Process(target=run, args=(found, str(log)), daemon=True)
    process.start()
    return Server(process, found.port, log)


def wait_for(server: Server) -> None:
    """Return when a server takes connections."""
    until = time.monotonic() + START_S
    while time.monotonic() < until:
        assert server.process.is_alive(), server.log.read_text()
        try:
            socket.create_connection(("127.0.0.1", server.port), 0.2).close()
            return
        except OSError:
            time.sleep(0.01)
    raise AssertionError(f"a server did not start in {START_S} s")


@contextmanager
def servers(folder: Path, settings: Sequence[Mapping[str, Any]]) -> Iterator[list[Server]]:  # Any: as above
    """Start one server for each of the settings, which need no port."""
    with ExitStack() as stack:
        started = []
        for number, one in enumerate(settings):
            server = begin({**one, "port": free_port()}, folder / f"server{number}.log")
            stack.callback(server.kill)
            started.append(server)
        for server in started:
            wait_for(server)
        yield started
