"""A proxy before a database server that cuts connections just when an answer comes back, or stands still.

What was asked is then done, or not, and the client cannot know: so a COMMIT's answer gets lost. While it
stands still it takes connections, as the machine of a server that hangs does, and nothing comes back.
"""

from __future__ import annotations

import random
import socket
import threading
from collections.abc import Callable
from contextlib import suppress

from tests.stores.cluster import Cluster


class CuttingProxy:
    """Passes on to `upstream` on 127.0.0.1. One answer in `one_in` is not passed on: the connection ends.

    `one_in` 0 cuts none; it may change at any time. What is said while `moving` is not set is passed on when
    it is.
    """

    def __init__(self, upstream: int, seed: int, one_in: int = 0) -> None:
        self.cuts = 0
        self.moving = threading.Event()
        self.moving.set()
        self._upstream = upstream
        self._random = random.Random(seed)
        self.one_in = one_in
        self._lock = threading.Lock()
        self._sockets: set[socket.socket] = set()
        self._threads: list[threading.Thread] = []
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._door.getsockname()[1]

    def __enter__(self) -> CuttingProxy:
        self._begin(self._take)
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(OSError):
            self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()
        self.moving.set()
        with self._lock:
            for one in self._sockets:
                _end(one)
        for thread in self._threads:
            thread.join()
        for one in self._sockets:
            one.close()

    def _begin(self, work: Callable[..., None], *arguments: socket.socket) -> None:
        thread = threading.Thread(target=work, args=arguments, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _take(self) -> None:
        while True:
            try:
                near, _ = self._door.accept()
            except OSError:  # closed
                return
            far = socket.create_connection(("127.0.0.1", self._upstream))
            with self._lock:
                self._sockets |= {near, far}
            self._begin(self._ask, near, far)
            self._begin(self._answer, far, near)

    def _ask(self, near: socket.socket, far: socket.socket) -> None:
        with suppress(OSError):
            while data := near.recv(65_536):
                self.moving.wait()
                far.sendall(data)
        _end(near, far)

    def _answer(self, far: socket.socket, near: socket.socket) -> None:
        with suppress(OSError):
            while data := far.recv(65_536):
                self.moving.wait()
                with self._lock:
                    if self.one_in and self._random.randrange(self.one_in) == 0:
                        self.cuts += 1
                        break
                near.sendall(data)
        _end(near, far)


def through(proxy: CuttingProxy, cluster: Cluster) -> str:
    """Return the address of the cluster's database by way of the proxy."""
    return cluster.url.replace(f"port={cluster.port}", f"port={proxy.port}")


def _end(*sockets: socket.socket) -> None:
    for one in sockets:
        with suppress(OSError):
            one.shutdown(socket.SHUT_RDWR)
