"""Customers: each writes its messages in order, again and again until one is accepted, some of them twice."""

from __future__ import annotations

import http.client
import json
import random
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime

from runtime.signature import sign

TWICE = 0.2  # of all messages are delivered a second time: every channel delivers at least once


class Customers:
    """A thread of customers. `accepted` is how many messages of each conversation were acknowledged."""

    def __init__(
        self, port: int, secret: str, conversations: list[str], seed: int, may_go_on: Callable[[], bool]
    ) -> None:
        self.accepted = dict.fromkeys(conversations, 0)
        self._port = port
        self._secret = secret
        self._random = random.Random(seed)
        self._may_go_on = may_go_on
        self._stop = threading.Event()
        self._connection: http.client.HTTPConnection | None = None
        self._thread = threading.Thread(target=self._run, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """End when the message at hand is accepted."""
        self._stop.set()
        self._thread.join(60)
        assert not self._thread.is_alive()

    def _run(self) -> None:
        while not self._stop.is_set():
            if not self._may_go_on():
                self._stop.wait(0.01)
                continue
            name = self._random.choice(list(self.accepted))
            number = self.accepted[name]
            body = json.dumps(
                {
                    "conversation": name,
                    "id": f"{name}-{number}",
                    "at": datetime.now(UTC).isoformat(),
                    "text": f"{name}-{number}",
                }
            ).encode()
            while not self._post(body):
                self._stop.wait(0.02)
            self.accepted[name] += 1
            if self._random.random() < TWICE:
                self._post(body)
        if self._connection is not None:
            self._connection.close()

    def _post(self, body: bytes) -> bool:
        """Send a message. True: it was acknowledged."""
        if self._connection is None:
            self._connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=10)
        try:
            signed = sign(f"{self._random.getrandbits(64):x}", int(time.time()), body, (self._secret,))
            headers = {"content-type": "application/json", **signed.mapping()}
            self._connection.request("POST", "/channels/json", body, headers)
            response = self._connection.getresponse()
            response.read()
        except (OSError, http.client.HTTPException):  # the worker is down, or was killed before it answered
            self._connection.close()
            self._connection = None
            return False
        return response.status == 200
