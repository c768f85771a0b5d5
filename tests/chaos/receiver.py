"""The other side: takes what the bot sends, holds each request open for a moment, remembers everything."""

from __future__ import annotations

import json
import random
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Hold = tuple[float, float]  # for how long a request is held, in seconds, at least and at most


@dataclass(frozen=True, slots=True)
class Delivery:
    """One request that came in whole. `id` is the stable id under which it was sent; `at`: monotonic, s."""

    id: str
    conversation: str
    text: str
    at: float


class Receiver:
    """One server. `deliveries` are in the order in which they came; `open` is how many are held just now."""

    def __init__(self, seed: int, hold: Hold) -> None:
        self.deliveries: list[Delivery] = []
        self.open = 0
        self._ids: dict[str, set[str]] = defaultdict(set)
        self._lock = threading.Lock()
        self._random = random.Random(seed)
        self._bounds = hold
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            timeout = 30

            def do_POST(self) -> None:  # the library's name
                length = int(self.headers["content-length"])
                body = self.rfile.read(length)
                if len(body) < length:  # the worker was killed while it wrote
                    self.close_connection = True
                    return
                with outer._taking(json.loads(body), self.headers):
                    threading.Event().wait(outer._hold())
                self.send_response(200)
                self.send_header("content-length", "2")
                self.end_headers()
                self.wfile.write(b"{}")

            def handle(self) -> None:
                try:
                    super().handle()
                except OSError:  # the worker was killed while we answered
                    self.close_connection = True

            def finish(self) -> None:
                try:
                    super().finish()
                except OSError:  # as above
                    self.close_connection = True

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the library's name
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.port: int = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    def answered(self, conversation: str) -> int:
        """Return how many different messages came for a conversation."""
        with self._lock:
            return len(self._ids[conversation])

    def _hold(self) -> float:
        with self._lock:
            return self._random.uniform(*self._bounds)

    @contextmanager
    def _taking(self, body: Any, headers: Any) -> Iterator[None]:  # Any: plain JSON; the library's headers
        if "data" in body:
            data = body["data"]
            found = Delivery(
                headers["webhook-id"], data["conversation"], data["message"]["text"], time.monotonic()
            )
        else:
            found = Delivery(headers["idempotency-key"], "", body["text"], time.monotonic())
        with self._lock:
            self.deliveries.append(found)
            self._ids[found.conversation].add(found.id)
            self.open += 1
        try:
            yield
        finally:
            with self._lock:
                self.open -= 1

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
