"""The crash harness: kill the worker again and again under load, then compare what went in and what came.

`python -m tests.chaos.harness --kills 200 --seed 7` runs it by hand. The worker is the product's real host;
only the customers and the other side are ours. What is compared:

- lost: an acknowledged message that was never answered, or whose action never ran;
- doubled: a message that changed the state twice, or was answered under two ids;
- disordered: an answer that came before the answer to an earlier message of its conversation;
- repeats: requests that came again under the same id, at most as often as it was under way at a kill.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import apsw

from runtime.core.codec import load_event
from runtime.core.events import CustomerWrote
from runtime.shell.actions import CLAIMS
from runtime.shell.turn import read_action
from runtime.stores.sqlite import SqliteStore
from tests.chaos.echo_bot import GREETING
from tests.chaos.load import Customers
from tests.chaos.receiver import Delivery, Receiver
from tests.chaos.worker import SECRET

CUSTOMERS = 4  # threads of them
CONVERSATIONS = 40  # of each
# Messages of one thread of customers that may be unanswered, beside those a kill left behind: enough to keep
# all connections busy, few enough that no claim outwaits its lease, which would send it again without a kill.
UNANSWERED = 4
LEASE_S = (
    8.0  # a killed worker's work comes back after it; a send is marked within 0.5 s, on a busy machine 2 s
)
ENOUGH_IN_FLIGHT = 4
HOLD_S = (0.03, 0.12)  # a messenger takes about so long to answer
LIFE_S = (0.5, 1.2)  # of a worker, from its first answer to its kill
START_S = 30.0
DRAIN_S = 60.0
SOUND = "runtime.stores.sqlite:SqliteStore"
_ROOT = Path(__file__).parents[2]


@dataclass(slots=True)
class Report:
    """What a run found.

    `in_flight` counts, for each kill, the requests that the other side held open; `under_way`, for each id,
    the kills at which it was claimed and not yet marked. `given_up` are actions that were under way at so
    many kills that the host stopped trying, as it must: their customers were told.
    """

    seed: int
    kills: int = 0
    accepted: int = 0
    seconds: float = 0.0
    given_up: set[str] = field(default_factory=set)
    in_flight: list[int] = field(default_factory=list)
    under_way: Counter[str] = field(default_factory=Counter)
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    disordered: list[str] = field(default_factory=list)
    repeats: Counter[str] = field(default_factory=Counter)
    unexplained: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        return not (self.lost or self.doubled or self.disordered or self.unexplained or self.complaints)

    def __str__(self) -> str:
        many = sum(count >= ENOUGH_IN_FLIGHT for count in self.in_flight)
        lines = [
            f"seed {self.seed}: {self.kills} kills in {self.seconds:.0f} s, {self.accepted} messages",
            f"in flight at the kill: {many} of {self.kills} kills with {ENOUGH_IN_FLIGHT} or more",
            f"lost {len(self.lost)}, doubled {len(self.doubled)}, out of order {len(self.disordered)},"
            f" sent again under the same id {self.repeats.total()} of {self.under_way.total()} under way",
        ]
        for name in ("lost", "doubled", "disordered", "unexplained", "complaints"):
            found: list[str] = getattr(self, name)
            lines.extend(f"{name}: {one}" for one in found[:5])
        return "\n".join(lines)


class Crash:
    """One run: `kills` kills, then a drain, then the comparison."""

    def __init__(self, folder: Path, kills: int, seed: int, store: str, lease_s: float) -> None:
        self.path = folder / "flowc.db"
        self.report = Report(seed)
        self._kills = kills
        self._random = random.Random(seed)
        self._receiver = Receiver(seed, HOLD_S)
        self._notes = Receiver(seed, (0.0, 0.0))
        self._port = _free_port()
        self._settings = {
            "path": str(self.path),
            "store": store,
            "lease_s": lease_s,
            "port": self._port,
            "customers": self._receiver.port,
            "notes": self._notes.port,
        }
        self._customers = [
            Customers(
                self._port,
                SECRET,
                [f"c{number}x{one}" for one in range(CONVERSATIONS)],
                seed + number,
                self._receiver.answered,
                UNANSWERED,
            )
            for number in range(CUSTOMERS)
        ]
        self._worker: subprocess.Popen[bytes] | None = None
        self._log = folder / "worker.log"

    def run(self) -> Report:
        began = time.monotonic()
        try:
            self._start()
            for customers in self._customers:
                customers.start()
            for number in range(self._kills):
                self._live()
                self._kill()
                self._start()
                if number % 10 == 9:
                    print(f"{number + 1} kills", file=sys.stderr, flush=True)
            for customers in self._customers:
                customers.stop()
            self._drain()
            self._stop()
            self._compare()
        finally:
            if self._worker is not None:
                self._worker.kill()
                self._worker.wait()
            for receiver in (self._receiver, self._notes):
                receiver.close()
        self.report.seconds = time.monotonic() - began
        return self.report

    # ---- the worker ---------------------------------------------------------------------------------------

    def _start(self) -> None:
        command = [sys.executable, "-m", "tests.chaos.worker", json.dumps(self._settings)]
        with self._log.open("ab") as log:
            self._worker = subprocess.Popen(command, cwd=_ROOT, stdout=log, stderr=log)
        until = time.monotonic() + START_S
        while time.monotonic() < until:
            assert self._worker.poll() is None, self._log.read_text()
            try:
                socket.create_connection(("127.0.0.1", self._port), 0.2).close()
                return
            except OSError:
                time.sleep(0.02)
        raise AssertionError(f"the worker did not start in {START_S} s")

    def _live(self) -> None:
        """Let the worker work for a moment, and on until enough is in flight."""
        time.sleep(self._random.uniform(*LIFE_S))
        until = time.monotonic() + 5
        while self._open() < ENOUGH_IN_FLIGHT and time.monotonic() < until:
            time.sleep(0.002)

    def _kill(self) -> None:
        assert self._worker is not None
        self.report.in_flight.append(self._open())
        os.kill(self._worker.pid, signal.SIGKILL)
        self._worker.wait()
        self.report.kills += 1
        for customers in self._customers:
            customers.note_kill()
        db = apsw.Connection(str(self.path))
        rows = db.execute("SELECT id FROM outbox WHERE state = 'waiting' AND worker IS NOT NULL")
        self.report.under_way.update(str(id_) for (id_,) in rows)
        db.close()

    def _stop(self) -> None:
        assert self._worker is not None
        self._worker.terminate()
        code = self._worker.wait(15)
        if code != 0:
            self.report.complaints.append(f"the worker ended with {code}")
        errors = [line for line in self._log.read_text().splitlines() if "internal error" in line]
        self.report.complaints.extend(errors)

    # ---- load ---------------------------------------------------------------------------------------------

    def _open(self) -> int:
        return self._receiver.open

    def _drain(self) -> None:
        """Wait until the store holds nothing that could still be done."""

        async def waiting() -> int:
            store = SqliteStore(self.path)
            await store.open()
            counts = await store.counts()
            await store.close()
            return counts.arrivals + counts.sends

        until = time.monotonic() + DRAIN_S
        while (left := asyncio.run(waiting())) and time.monotonic() < until:
            time.sleep(0.2)
        if left:
            self.report.complaints.append(f"{left} things were still waiting after {DRAIN_S} s")

    # ---- the comparison -----------------------------------------------------------------------------------

    def _compare(self) -> None:
        noted = Counter(delivery.text for delivery in _firsts(self._notes.deliveries))
        given_up = self.report.given_up = asyncio.run(self._given_up())
        for customers in self._customers:
            for name, accepted in customers.accepted.items():
                self.report.accepted += accepted
                self._compare_answers(name, accepted)
                self._compare_state(name, accepted)
                texts = [f"{name}-{message}" for message in range(1, accepted)]
                self.report.lost.extend(
                    f"action of {text}" for text in texts if not noted[text] and text not in given_up
                )
                self.report.doubled.extend(f"action of {text}" for text in texts if noted[text] > 1)
        for receiver in (self._receiver, self._notes):
            came = Counter(delivery.id for delivery in receiver.deliveries)
            again = Counter({id_: times - 1 for id_, times in came.items() if times > 1})
            self.report.repeats += again
        for id_, times in self.report.repeats.items():
            if times > self.report.under_way[id_]:
                self.report.unexplained.append(f"{id_} came {times + 1} times")
        texts_of: dict[str, set[str]] = {}
        for receiver in (self._receiver, self._notes):
            for delivery in receiver.deliveries:
                texts_of.setdefault(delivery.id, set()).add(delivery.text)
        self.report.unexplained.extend(
            f"{id_} came with different words" for id_, texts in texts_of.items() if len(texts) > 1
        )

    async def _given_up(self) -> set[str]:
        """Return the texts of actions that were claimed too often, and were under way at a kill each time."""
        store = SqliteStore(self.path)
        await store.open()
        entries = await store.outbox(("sent",), 1_000_000)
        await store.close()
        often = [e for e in entries if e.kind == "action" and e.attempts > CLAIMS]
        return {
            str(read_action(entry.payload)[1].inputs["ucapan"])
            for entry in often
            if self.report.under_way[entry.id] >= CLAIMS
        }

    def _compare_answers(self, name: str, accepted: int) -> None:
        came = [one.text for one in _firsts(self._receiver.deliveries) if one.conversation == name]
        expected = [GREETING, *[f"{name}-{number}" for number in range(1, accepted)]][:accepted]
        times = Counter(came)
        self.report.lost.extend(f"answer {text}" for text in expected if not times[text])
        self.report.doubled.extend(f"answer {text}" for text, often in times.items() if often > 1)
        self.report.doubled.extend(f"answer {text} to nothing" for text in times if text not in expected)
        known = [text for text in dict.fromkeys(came) if text in expected]
        if known != sorted(known, key=expected.index):
            self.report.disordered.append(f"{name}: {came}")

    def _compare_state(self, name: str, accepted: int) -> None:
        async def told() -> list[str]:
            store = SqliteStore(self.path)
            await store.open()
            past = await store.history(f"json:{name}")
            await store.close()
            events = [load_event(turned.event)[0] for turned in past]
            ids = [event.id for event in events if isinstance(event, CustomerWrote)]
            if [turned.turn for turned in past] != list(range(1, len(past) + 1)):
                self.report.doubled.append(f"a turn of {name}")
            return ids

        ids = asyncio.run(told())
        expected = [f"json:{name}-{number}" for number in range(accepted)]
        times = Counter(ids)
        self.report.lost.extend(f"turn of {id_}" for id_ in expected if not times[id_])
        self.report.doubled.extend(f"turn of {id_}" for id_, often in times.items() if often > 1)
        if list(dict.fromkeys(ids)) != [id_ for id_ in expected if times[id_]]:
            self.report.disordered.append(f"turns of {name}: {ids}")


def _firsts(deliveries: list[Delivery]) -> list[Delivery]:
    """Return what a receiver has that drops repeats, in the order in which it came."""
    found: dict[str, Delivery] = {}
    for delivery in deliveries:
        found.setdefault(delivery.id, delivery)
    return list(found.values())


def _free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        port: int = sock.getsockname()[1]
        return port


def crash(kills: int, seed: int | None = None, store: str = SOUND, lease_s: float = LEASE_S) -> Report:
    """Run the harness in a folder of its own and return what it found."""
    seed = random.randrange(2**32) if seed is None else seed
    print(f"crash harness: seed {seed}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        return Crash(Path(folder), kills, seed, store, lease_s).run()


def main() -> int:
    parser = argparse.ArgumentParser(
        description="Kill the worker under load and compare what came with what went in."
    )
    parser.add_argument("--kills", type=int, default=25)
    parser.add_argument("--seed", type=int)
    parser.add_argument("--store", default=SOUND, help="module:class; see broken_store.py")
    arguments = parser.parse_args()
    report = crash(arguments.kills, arguments.seed, arguments.store)
    print(report)
    return 0 if report.sound else 1


if __name__ == "__main__":
    sys.exit(main())
