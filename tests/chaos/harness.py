"""The crash harness: kill the worker again and again under load, then compare what went in and what came.

`python -m tests.chaos.harness --scale 20 --seed 7` runs it by hand. The worker is the product's real host;
only the customers and the other side are ours. What is compared:

- lost: an acknowledged message that was never answered, or whose action never ran;
- doubled: a message that changed the state twice, or was answered under two ids;
- disordered: an answer that came before the answer to an earlier message of its conversation;
- repeats: requests that came again under the same id, at most as often as it was under way at a kill.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from runtime.core.codec import load_event
from runtime.core.events import CustomerWrote
from runtime.shell.action_payload import read_action
from runtime.shell.actions import CLAIMS
from runtime.stores.rows import OutboxEntry, PastTurn
from tests.chaos.echo_bot import GREETING
from tests.chaos.load import Customers
from tests.chaos.receiver import Delivery, Receiver
from tests.chaos.scale import add_options
from tests.chaos.servers import Server, begin, wait_for
from tests.chaos.worker import SECRET
from tests.ports import free_port
from tests.stores.database import Place, database
from tests.stores.kept import Database, File, Kept

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
LIFE = (11, 18)  # messages that a worker takes in before its kill: what was done counts, not the time it took
PROGRESS_S = 120.0  # for that; a life takes a second, so whatever a loaded machine does is no hang
KILLS = 25  # at scale 1
DRAIN_S = 120.0


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

    def __init__(
        self, folder: Path, kept: Kept, kills: int, seed: int, store: str | None, lease_s: float
    ) -> None:
        self._kept = kept
        self.report = Report(seed)
        self._kills = kills
        self._random = random.Random(seed)
        self._receiver = Receiver(seed, HOLD_S)
        self._notes = Receiver(seed, (0.0, 0.0))
        self._port = free_port()
        self._settings = {
            "path": kept.where,
            "store": store or kept.sound,
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
        self._worker: Server | None = None
        self._log = folder / "worker.log"

    def run(self) -> Report:
        began = time.monotonic()
        try:
            self._start()
            for customers in self._customers:
                customers.start()
            for number in range(self._kills):
                self._kill(self._live())
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
            for receiver in (self._receiver, self._notes):
                receiver.close()
        self.report.seconds = time.monotonic() - began
        return self.report

    # ---- the worker ---------------------------------------------------------------------------------------

    def _start(self) -> None:
        self._worker = begin(self._settings, self._log)
        wait_for(self._worker)

    def _live(self) -> int:
        """Let the worker take some messages in, and on until enough is in flight; return how much is."""
        enough = self._accepted() + self._random.randint(*LIFE)
        until = time.monotonic() + PROGRESS_S
        while self._accepted() < enough or (in_flight := self._open()) < ENOUGH_IN_FLIGHT:
            if time.monotonic() > until:
                raise AssertionError(
                    f"seed {self.report.seed}: no progress in {PROGRESS_S} s, {self._open()} in flight,"
                    f" {enough - self._accepted()} messages to go\n{self._log.read_text()[-2_000:]}"
                )
            time.sleep(0.002)
        return in_flight

    def _kill(self, in_flight: int) -> None:
        assert self._worker is not None
        self._worker.kill()
        self.report.in_flight.append(in_flight)
        self.report.kills += 1
        for customers in self._customers:
            customers.note_kill()
        self.report.under_way.update(self._kept.under_way())

    def _stop(self) -> None:
        assert self._worker is not None
        self.report.complaints.extend(filter(None, [self._worker.stop()]))
        errors = [line for line in self._log.read_text().splitlines() if "internal error" in line]
        self.report.complaints.extend(errors)

    # ---- load ---------------------------------------------------------------------------------------------

    def _open(self) -> int:
        return self._receiver.open

    def _accepted(self) -> int:
        return sum(sum(customers.accepted.values()) for customers in self._customers)

    def _drain(self) -> None:
        """Wait until the store holds nothing that could still be done."""

        async def waiting() -> int:
            store = self._kept.store()
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
        given_up, heard = asyncio.run(self._read())
        self.report.given_up = given_up
        for customers in self._customers:
            for name, accepted in customers.accepted.items():
                self.report.accepted += accepted
                self._compare_answers(name, accepted)
                self._compare_state(name, accepted, heard[name])
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

    async def _read(self) -> tuple[set[str], dict[str, tuple[PastTurn, ...]]]:
        """Return which actions were given up, and each conversation's turns, as the store has them."""
        store = self._kept.store()
        await store.open()
        given_up = self._given_up(await store.outbox(("sent",), 1_000_000))
        names = [name for customers in self._customers for name in customers.accepted]
        turns = {name: await store.history(f"json:{name}") for name in names}
        await store.close()
        return given_up, turns

    def _given_up(self, entries: tuple[OutboxEntry, ...]) -> set[str]:
        """Return the texts of actions that were claimed too often, and were under way at a kill each time."""
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

    def _compare_state(self, name: str, accepted: int, turns: tuple[PastTurn, ...]) -> None:
        events = [load_event(turned.event)[0] for turned in turns]
        ids = [event.id for event in events if isinstance(event, CustomerWrote)]
        if [turned.turn for turned in turns] != list(range(1, len(turns) + 1)):
            self.report.doubled.append(f"a turn of {name}")
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


def crash(
    kills: int,
    seed: int,
    store: str | None = None,
    lease_s: float = LEASE_S,
    kept: Kept | None = None,
) -> Report:
    """Run the harness and return what it found. Left out, it keeps its data in a file of its own."""
    print(f"crash harness: seed {seed}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        kept = kept or File(Path(folder) / "flowc.db")
        return Crash(Path(folder), kept, kills, seed, store, lease_s).run()


def main() -> int:
    parser = argparse.ArgumentParser(
        description="Kill the worker under load and compare what came with what went in."
    )
    parser.add_argument("--kills", type=int, help=f"default: {KILLS} × scale")
    add_options(parser)
    parser.add_argument("--store", help="module:class; see broken_sqlite.py")
    parser.add_argument("--postgres", action="store_true", help="keep the data in a PostgreSQL database")
    arguments = parser.parse_args()
    with ExitStack() as stack:
        kept = None
        if arguments.postgres:
            place = Place(stack.enter_context(database()))
            place.make()
            stack.callback(place.remove)
            kept = Database(place)
        kills = arguments.kills or KILLS * arguments.scale
        report = crash(kills, arguments.seed, arguments.store, kept=kept)
    print(report)
    return 0 if report.sound else 1


if __name__ == "__main__":
    sys.exit(main())
