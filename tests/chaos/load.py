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
PATIENCE = 2  # messages a customer writes before it waits for an answer


class Customers:
    """Some customers, one of them writing at a time.

    `accepted` is how many messages of each conversation were acknowledged. They write while `most` of theirs
    are unanswered; what was unanswered at a kill does not count, nor does its customer write on.
    """

    def __init__(
        self,
        port: int,
        secret: str,
        conversations: list[str],
        seed: int,
        answered: Callable[[str], int],
        most: int,
    ) -> None:
        self.accepted = dict.fromkeys(conversations, 0)
        self._port = port
        self._secret = secret
        self._random = random.Random(seed)
        self._answered = answered
        self._most = most
        self._killed_at = dict.fromkeys(conversations, 0)
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

    def note_kill(self) -> None:
        """Expect no answer soon to what was accepted so far."""
        self._killed_at = dict(self.accepted)

    def _next(self) -> str | None:
        """Return who writes next; None: all wait for answers."""
        free: list[str] = []
        unanswered = 0
        for name, accepted in self.accepted.items():
            answered, killed_at = self._answered(name), self._killed_at[name]
            unanswered += accepted - max(answered, killed_at)
            if answered >= killed_at and accepted - answered < PATIENCE:
                free.append(name)
        return self._random.choice(free) if free and unanswered < self._most else None

    def _run(self) -> None:
        while not self._stop.is_set():
            name = self._next()
            if name is None:
                self._stop.wait(0.01)
                continue
            number = self.accepted[name]
            message = {
                "conversation": name,
                "id": f"{name}-{number}",
                "at": datetime.now(UTC).isoformat(),
                "text": f"{name}-{number}",
            }
            body = json.dumps(message).encode()
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
