"""Ports for servers that a test starts, stops and starts again."""

from __future__ import annotations

import socket

_HELD: list[socket.socket] = []


def free_port() -> int:
    """Return a port of 127.0.0.1 that nobody else is given as long as this process lives.

    It is held by a socket that does not listen: a server that names the port may still listen there (it sets
    SO_REUSEADDR, as they all do). While it is down connections are refused, and no other program's first
    free port is this one.
    """
    sock = socket.socket()
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    sock.bind(("127.0.0.1", 0))
    _HELD.append(sock)
    port: int = sock.getsockname()[1]
    return port
