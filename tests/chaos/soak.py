"""A server under steady load for long: what it takes of the machine must not grow.

`python -m tests.chaos.soak --minutes 10` (Linux: it reads /proc; `--scale 2` is twice as long). After a first
quarter to warm up, the medians of the next quarter and of the last one are compared: memory, open files; the
log has a bound.
"""

from __future__ import annotations

import argparse
import itertools
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.chaos.load import Customers
from tests.chaos.receiver import Receiver
from tests.chaos.scale import add_options
from tests.chaos.servers import Server, servers
from tests.chaos.worker import SECRET
from tests.stores.kept import File

EVERY_S = 1.0
CUSTOMERS, CONVERSATIONS, UNANSWERED = 4, 500, 8
# What may be more in the end: caches fill with conversations met, and Python's memory comes in steps.
MORE_KIB, MORE_FILES, WAL_KIB = 16 * 1024, 8, 64 * 1024


@dataclass(frozen=True, slots=True)
class Sample:
    """One look: memory in KiB, open files, the log's size in KiB, messages so far."""

    memory: int
    files: int
    wal: int
    messages: int


def look(server: Server, store: Path, messages: int) -> Sample:
    process = Path(f"/proc/{server.pid}")
    lines = (process / "status").read_text().splitlines()
    memory = next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))
    wal = store.with_name(f"{store.name}-wal")
    size = wal.stat().st_size // 1024 if wal.exists() else 0
    return Sample(memory, sum(1 for _ in (process / "fd").iterdir()), size, messages)


def soak(minutes: float, seed: int) -> tuple[list[Sample], list[str]]:
    """Return what was seen, and what the server complained about."""
    receiver, chance = Receiver(seed, (0.0, 0.01)), random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        kept = File(Path(folder) / "flowc.db")
        settings = {
            "path": kept.where,
            "store": kept.sound,
            "lease_s": 30.0,
            "customers": receiver.port,
            "notes": receiver.port,
            "noting": False,
        }
        with servers(Path(folder), [settings]) as (server,):
            customers = [
                Customers(
                    server.port,
                    SECRET,
                    [f"c{number}x{one}" for one in range(CONVERSATIONS)],
                    chance.getrandbits(32),
                    receiver.answered,
                    UNANSWERED,
                )
                for number in range(CUSTOMERS)
            ]
            for one in customers:
                one.start()
            samples, until = list[Sample](), time.monotonic() + minutes * 60
            while time.monotonic() < until:
                time.sleep(EVERY_S)
                messages = sum(sum(one.accepted.values()) for one in customers)
                samples.append(look(server, Path(kept.where), messages))
            for one in customers:
                one.stop()
            trouble = [said for said in [server.stop()] if said]
    receiver.close()
    return samples, trouble


def grown(samples: Sequence[Sample]) -> list[str]:
    """Return what grew, as lines for a person; none: all is flat."""
    quarter = max(1, len(samples) // 4)
    early, late = samples[quarter : 2 * quarter], samples[-quarter:]

    def more(of: Callable[[Sample], int]) -> float:
        return statistics.median(map(of, late)) - statistics.median(map(of, early))

    found = []
    if (memory := more(lambda one: one.memory)) > MORE_KIB:
        found.append(f"memory grew by {memory:.0f} KiB")
    if (files := more(lambda one: one.files)) > MORE_FILES:
        found.append(f"{files:.0f} more files are open")
    if (wal := max(one.wal for one in late)) > WAL_KIB:
        found.append(f"the log has {wal} KiB")
    return found


def main() -> int:
    parser = argparse.ArgumentParser(
        description="Run a server under load and see that it takes no more and more."
    )
    parser.add_argument("--minutes", type=float, default=10)
    add_options(parser)
    options = parser.parse_args()
    print(f"soak: seed {options.seed}", flush=True)
    samples, trouble = soak(options.minutes * options.scale, options.seed)
    for one in itertools.islice(samples, 0, None, max(1, len(samples) // 10)):
        print(f"{one.messages:8} messages, {one.memory} KiB, {one.files} files, log {one.wal} KiB")
    print("\n".join([*grown(samples), *trouble]) or "flat")
    return 1 if grown(samples) or trouble else 0


if __name__ == "__main__":
    sys.exit(main())
