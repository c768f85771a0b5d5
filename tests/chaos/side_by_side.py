"""Several processes of the product on one store, and a crowd that writes to all of them at once.

`python -m tests.chaos.side_by_side --scale 10 --seed 7` runs it by hand. Each customer writes bursts of ten;
every third message is delivered twice, to two processes; the order of everything is shuffled. What the store
holds afterwards is checked against the serial model, one message of a conversation after the other:

- each message was new exactly once, and made exactly one turn;
- a message that was acknowledged before another was sent comes before it in its conversation;
- the product's own core, run alone over those turns in order, leaves byte-identical states and words;
- the other side got the answers of that order, in that order, each once;
- nobody starved: waited longer than 2 s, than three times what the queue took for all others before him,
  and than a fifth of the whole run. (On a loaded machine everybody waits; that is no starvation.)
"""

from __future__ import annotations

import argparse
import asyncio
import random
import statistics
import sys
import tempfile
import time
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from runtime import replay
from runtime.core.codec import load_event
from runtime.core.events import CustomerWrote
from runtime.shell.programs import Ready
from runtime.stores.base import Store
from runtime.web.assemble import make_ready
from tests.chaos.crowd import BURST, Crowd, Delivered
from tests.chaos.echo_bot import GREETING
from tests.chaos.receiver import Delivery, Receiver
from tests.chaos.scale import add_options
from tests.chaos.servers import servers
from tests.stores.database import Place, database
from tests.stores.kept import Database, File, Kept

PROCESSES = 4
CONVERSATIONS = 200
LEASE_S = 30.0
STARVED_S, STARVED_DRAINS, STARVED_OF_ALL = 2.0, 3.0, 0.2
PATIENCE_S = 60.0  # without any answer, before what is left counts as lost
IDLE_S = 0.1


@dataclass(slots=True)
class Report:
    """What a run found. `waits` are seconds from a message's 2xx to its answer; `spreads` those of bursts."""

    seed: int
    messages: int = 0
    deliveries: int = 0
    seconds: float = 0.0
    waits: list[float] = field(default_factory=list)
    spreads: list[float] = field(default_factory=list)
    anomalies: list[str] = field(default_factory=list)
    starved: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        within = sum(spread <= 0.05 for spread in self.spreads)
        worst = max(self.waits, default=0.0)
        lines = [
            f"seed {self.seed}: {self.messages} messages, {self.deliveries} deliveries, {self.seconds:.0f} s",
            f"bursts of ten within 50 ms: {within} of {len(self.spreads)}",
            f"wait for an answer: median {statistics.median(self.waits or [0]):.2f} s, longest {worst:.2f} s,"
            f" {len(self.starved)} starved",
            f"anomalies: {len(self.anomalies)}",
        ]
        return "\n".join([*lines, *self.anomalies[:8], *self.starved[:4]])


def side_by_side(
    kept: Kept, seed: int, bursts: int = 1, conversations: int = CONVERSATIONS, store: str | None = None
) -> Report:
    """Run the crowd against four processes and compare. `bursts` of ten messages are of each conversation."""
    print(f"side by side: seed {seed}", flush=True)
    messages = conversations * bursts * BURST
    report = Report(seed, messages)
    crowd = Crowd(conversations, bursts, random.Random(seed))
    receiver = Receiver(seed, (0.0, 0.0))
    settings = {
        "path": kept.where,
        "store": store or kept.sound,
        "lease_s": LEASE_S,
        "customers": receiver.port,
        "notes": receiver.port,
        "noting": False,
    }
    began = time.monotonic()
    try:
        with (
            tempfile.TemporaryDirectory() as folder,
            servers(Path(folder), [settings] * PROCESSES) as running,
        ):
            began = time.monotonic()
            delivered = crowd.write([server.port for server in running])
            _drain(receiver, messages)
            report.seconds = time.monotonic() - began
            report.anomalies += filter(None, [server.stop() for server in running])
    finally:
        receiver.close()
    report.deliveries, report.spreads = len(delivered), crowd.spreads
    _compare_acknowledgements(report, delivered)
    asyncio.run(_compare_store(report, kept.store(), delivered, receiver.deliveries))
    _compare_waits(report, delivered, receiver.deliveries)
    return report


def _drain(receiver: Receiver, messages: int) -> None:
    """Wait for the answers as long as any come."""
    had, since = -1, time.monotonic()
    while (have := len(receiver.deliveries)) < messages and time.monotonic() - since < PATIENCE_S:
        if have != had:
            had, since = have, time.monotonic()
        time.sleep(IDLE_S)
    time.sleep(IDLE_S)  # for one too many


def _compare_acknowledgements(report: Report, delivered: Sequence[Delivered]) -> None:
    new = Counter(one.id for one in delivered if one.new)
    report.anomalies += [
        f"{id_} was new {new[id_]} times" for id_ in {d.id for d in delivered} if new[id_] != 1
    ]


async def _compare_store(
    report: Report, store: Store, delivered: Sequence[Delivered], answers: Sequence[Delivery]
) -> None:
    """Check each conversation against the serial model."""
    by_name: dict[str, list[Delivered]] = defaultdict(list)
    for one in delivered:
        by_name[one.conversation].append(one)
    came: dict[str, list[str]] = defaultdict(list)
    for answer in answers:
        came[answer.conversation].append(answer.text)
    known: dict[str, Ready] = {}
    await store.open()
    for name, mine in by_name.items():
        stored = await replay.read(store, f"json:{name}", known, make_ready)
        if stored is None:
            report.anomalies.append(f"{name} has no turns")
            continue
        events = [load_event(turn.event)[0] for turn in stored.turns]
        order = [event.id.removeprefix("json:") for event in events if isinstance(event, CustomerWrote)]
        report.anomalies += _compare_order(name, order, mine)
        if [turn.turn for turn in stored.turns] != list(range(1, len(stored.turns) + 1)):
            report.anomalies.append(f"{name} has turns {[turn.turn for turn in stored.turns]}")
        different = (await replay.run(store, stored)).different
        if different is not None:
            report.anomalies.append(f"{name}: run alone, turn {different.turn} leaves something else")
        if came[name] != [GREETING, *order[1:]]:
            report.anomalies.append(f"{name} was answered {came[name]} after {order}")
    counts = await store.counts()
    if counts.arrivals or counts.sends or counts.dead or counts.unknown or counts.quarantined:
        report.anomalies.append(f"something is left: {counts}")
    await store.close()


def _compare_order(name: str, order: Sequence[str], mine: Sequence[Delivered]) -> list[str]:
    """Check that all are there, once, and none before one that was acknowledged when it was sent."""
    found = []
    sent: dict[str, float] = {}
    known: dict[str, float] = {}
    for one in mine:
        sent[one.id] = min(one.sent, sent.get(one.id, one.sent))
        known[one.id] = min(one.acknowledged, known.get(one.id, one.acknowledged))
    if Counter(order) != Counter(dict.fromkeys(sent, 1)):
        found.append(f"{name} made turns of {order}")
    before = 0.0  # when the last of those that come earlier was sent at the latest
    for id_ in order:
        if id_ in known and known[id_] < before:
            found.append(f"{name}: {id_} was acknowledged before one was sent that came before it")
        before = max(before, sent.get(id_, 0.0))
    return found


def _compare_waits(report: Report, delivered: Sequence[Delivered], answers: Sequence[Delivery]) -> None:
    accepted = [one for one in delivered if one.new]
    answered = {one.text: one.at for one in reversed(answers)}  # the greeting does not say to whom
    for name in sorted({one.conversation for one in accepted}):
        taken = sorted(one.acknowledged for one in accepted if one.conversation != name)
        done = sorted(one.at for one in answers if one.conversation != name)
        for one in accepted:
            if one.conversation != name or one.id not in answered:
                continue
            wait = answered[one.id] - one.acknowledged
            report.waits.append(wait)
            # so many of others came earlier: the queue was drained of them when as many were answered
            before = bisect_left(taken, one.acknowledged)
            drain = max(0.0, done[min(before, len(done)) - 1] - one.acknowledged) if before and done else 0.0
            if wait > max(STARVED_S, STARVED_DRAINS * drain, STARVED_OF_ALL * report.seconds):
                report.starved.append(f"{one.id} waited {wait:.1f} s where the queue took {drain:.1f} s")


def main() -> int:
    parser = argparse.ArgumentParser(description="A crowd writes to four processes on one store.")
    parser.add_argument("--store", help="module:class; see broken_sqlite.py")
    parser.add_argument("--postgres", action="store_true", help="keep the data in a PostgreSQL database")
    add_options(parser)
    options = parser.parse_args()
    with ExitStack() as stack:
        kept: Kept = File(Path(stack.enter_context(tempfile.TemporaryDirectory())) / "flowc.db")
        if options.postgres:
            place = Place(stack.enter_context(database()))
            place.make()
            stack.callback(place.remove)
            kept = Database(place)
        report = side_by_side(kept, options.seed, options.scale, store=options.store)
    print(report)
    return 1 if report.anomalies or report.starved else 0


if __name__ == "__main__":
    sys.exit(main())
