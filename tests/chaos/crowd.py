"""A crowd of customers who write bursts of ten, over many connections and to several servers at once."""

from __future__ import annotations

import http.client
import json
import random
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime

from runtime.signature import sign
from tests.chaos.worker import SECRET

BURST = 10
TWICE = 0.3  # of all messages are delivered a second time, to another server
GATHER = 0.5  # of these within the same burst, the others with a later one
RETRY_S = 0.02


@dataclass(frozen=True, slots=True)
class Delivered:
    """One delivery that was acknowledged. Times are monotonic, in s; `new` is what the server said."""

    conversation: str
    id: str
    sent: float
    acknowledged: float
    new: bool


def post(port: int, conversation: str, id_: str) -> dict[str, bool] | None:
    """Deliver one message on a connection of its own. None: it was not taken."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        return _posted(connection, _body(conversation, id_))
    finally:
        connection.close()


def _body(conversation: str, id_: str) -> bytes:
    at = datetime.now(UTC).isoformat()
    return json.dumps({"conversation": conversation, "id": id_, "at": at, "text": id_}).encode()


def _headers(body: bytes) -> dict[str, str]:
    signed = sign(f"{random.getrandbits(64):x}", int(time.time()), body, (SECRET,))
    return {"content-type": "application/json", **signed.mapping()}


def signed_message(conversation: str, id_: str) -> tuple[bytes, dict[str, str]]:
    """Return a message as body and headers."""
    body = _body(conversation, id_)
    return body, _headers(body)


def _posted(connection: http.client.HTTPConnection, body: bytes) -> dict[str, bool] | None:
    connection.request("POST", "/channels/json", body, _headers(body))
    response = connection.getresponse()
    answer = response.read()
    return {"duplicate": json.loads(answer)["duplicate"]} if response.status == 200 else None


class Crowd:
    """`bursts` of each conversation. `spreads` tells over how many seconds each burst was sent."""

    def __init__(self, conversations: int, bursts: int, chance: random.Random) -> None:
        self.spreads: list[float] = []
        self._chance = chance
        self._bursts = self._planned(conversations, bursts)
        self._local = threading.local()
        self._connections: list[http.client.HTTPConnection] = []

    def write(self, ports: Sequence[int]) -> list[Delivered]:
        """Deliver all there is, each message until it is acknowledged; return what came of it."""
        found: list[Delivered] = []
        with ThreadPoolExecutor(BURST + 6) as pool:
            for burst in self._bursts:
                first = self._chance.randrange(len(ports))
                futures = [
                    pool.submit(self._deliver, ports[(first + number) % len(ports)], name, id_)
                    for number, (name, id_) in enumerate(burst)
                ]
                done = [future.result() for future in futures]
                sent = sorted(one.sent for one in done)[:BURST]
                self.spreads.append(sent[-1] - sent[0])
                found += done
        for connection in self._connections:
            connection.close()
        return found

    def _planned(self, conversations: int, each: int) -> list[list[tuple[str, str]]]:
        """Return the bursts in the order in which they are sent, each delivery as conversation and id."""
        bursts = []
        for name in (f"c{number}" for number in range(conversations)):
            for start in range(0, each * BURST, BURST):
                bursts.append([(name, f"{name}-{start + number}") for number in range(BURST)])
        self._chance.shuffle(bursts)
        for place, burst in enumerate(list(bursts)):
            again = [one for one in burst[:BURST] if self._chance.random() < TWICE]
            for one in again:
                late = self._chance.random() >= GATHER
                bursts[self._chance.randrange(place, len(bursts)) if late else place].append(one)
        for burst in bursts:
            self._chance.shuffle(burst)
        return bursts

    def _deliver(self, port: int, name: str, id_: str) -> Delivered:
        body = _body(name, id_)
        sent = time.monotonic()
        while True:
            new = self._post(port, body)
            if new is not None:
                return Delivered(name, id_, sent, time.monotonic(), new)
            time.sleep(RETRY_S)

    def _post(self, port: int, body: bytes) -> bool | None:
        """Send a message. None: it was not taken."""
        connections: dict[int, http.client.HTTPConnection] = self._local.__dict__.setdefault("open", {})
        connection = connections.get(port)
        if connection is None:
            connection = connections[port] = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            self._connections.append(connection)
        try:
            answer = _posted(connection, body)
        except (OSError, http.client.HTTPException):
            connection.close()
            return None
        return None if answer is None else not answer["duplicate"]
