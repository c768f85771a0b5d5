"""Whole turns of this project beside the same turns of durable engines by others: DBOS and Restate.

A turn: a message is accepted once per id, its conversation's state is loaded, the same step of the same bot
is made, the new state and the answer are kept. Customers ask one message after the other, one customer or
64 at a time, and go on when a message's turn is durable. Nothing is sent.

Each contender is a process of its own with a server and a folder of its own, which go away afterwards; they
take turns in rounds, so that never two of them run. Before it is measured each has to prove that a message
given twice is one turn. CPU seconds are those of all processes: who asks, the engine, its servers.

What others need is not among the packages of `make bench`: without it, it is told what to install.
"""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from pathlib import Path

from benchmarks import engine_dbos, engine_ours, engine_restate
from benchmarks.engine_turn import Engine, messages
from benchmarks.goal import Figure
from runtime.core.codec import load_state

AT_ONCE = (1, 64)  # customers
ROUNDS = 3
WARM_S = 1.5
MEASURED_S = 3.0
PATIENCE_S = 120  # for one contender in one round, with its servers' start and end
WORDS = ["Halo Budi Santoso, dari kota 31: ada, garansi meja berapa"]
INSTALL = "pip install -e '.[engines]'"
INSTALL_SERVER = "npm install --ignore-scripts @restatedev/restate-server, and its folder .bin in PATH"
_ROOT = Path(__file__).parents[1]

Open = Callable[[Path], AbstractAsyncContextManager[Engine]]


@dataclass(frozen=True, slots=True)
class Contender:
    """`packages` must be importable, `commands` on the path. `flushes`: what is flushed before it is told."""

    open: Open
    flushes: str
    packages: Sequence[str] = ()
    commands: Sequence[str] = ()

    @property
    def lacks(self) -> str:
        """Return what has to be done first; empty: nothing."""
        found = [INSTALL for name in self.packages if find_spec(name) is None]
        found += [INSTALL_SERVER for name in self.commands if shutil.which(name) is None]
        return "; ".join(dict.fromkeys(found))


OURS = ("ours, SQLite", "ours, PostgreSQL")
CONTENDERS: Mapping[str, Contender] = {
    OURS[0]: Contender(engine_ours.on_sqlite, "synchronous=FULL"),
    OURS[1]: Contender(engine_ours.on_postgres, "fsync and synchronous_commit on"),
    "DBOS, called": Contender(engine_dbos.called, "as above", ("dbos",)),
    "DBOS, queue": Contender(engine_dbos.queued, "as above", ("dbos",)),
    "Restate": Contender(
        engine_restate.served,
        "its log's write-ahead log, as by default",
        ("restate", "httptools", "uvloop"),
        (engine_restate.SERVER,),
    ),
}


@dataclass(frozen=True, slots=True)
class Taken:
    """What turns took: on the clock, and of the CPU in all processes (0: this system does not tell)."""

    turns: int
    clock_s: float
    cpu_s: float

    @property
    def per_s(self) -> float:
        return self.turns / self.clock_s

    @property
    def cpu_us(self) -> float:
        return self.cpu_s / self.turns * 1e6


def figures() -> Iterator[Figure]:
    names = []
    for name, one in CONTENDERS.items():
        if one.lacks:
            yield Figure(f"engines: without {name}: {one.lacks}", 0, "")
        else:
            names.append(name)
    rounds: list[dict[str, list[Taken]]] = [{} for _ in range(ROUNDS)]
    for taken in rounds:
        for name in names:
            try:
                taken[name] = _process(name)
            except NotMeasuredError as error:
                yield Figure(f"engines: {name} {error}", 0, "")
    for place, customers in enumerate(AT_ONCE):
        for name in names:
            own = [taken[name][place] for taken in rounds if name in taken]
            if not own:
                continue
            cpu_us = statistics.median(one.cpu_us for one in own)
            beside = f"{cpu_us:6,.0f} µs of CPU; {CONTENDERS[name].flushes}"
            per_s = statistics.median(one.per_s for one in own)
            yield Figure(f"turns, {customers} at a time: {name}", per_s, "/s", beside=beside)
            for ours in OURS if name not in OURS else ():
                both = [taken for taken in rounds if name in taken and ours in taken]
                times = [taken[ours][place].per_s / taken[name][place].per_s for taken in both]
                if times:
                    yield Figure(f"  {ours}, of it", statistics.median(times), "×")


class NotMeasuredError(Exception):
    """A contender failed, or did not end."""


def _process(name: str) -> list[Taken]:
    """Have a contender measured in a process of its own.

    Raises:
        NotMeasuredError: it was not; the last that it said is in it.
    """
    command = [sys.executable, "-m", "benchmarks.engines", name]
    with tempfile.TemporaryFile("w+") as errors:
        process = subprocess.Popen(  # noqa: S603  ours
            command, cwd=_ROOT, stdout=subprocess.PIPE, stderr=errors, text=True
        )
        try:
            said, _ = process.communicate(timeout=PATIENCE_S)
        except subprocess.TimeoutExpired:
            said = ""
        finally:
            process.terminate()
            process.wait(PATIENCE_S)
        errors.seek(0)
        if not said or process.returncode != 0:
            last = errors.read().strip().rpartition("\n")[2]
            raise NotMeasuredError(f"was not measured: {last or 'it did not end'}")
    return [Taken(**json.loads(line)) for line in said.splitlines()]


async def measured(one: Contender, folder: Path) -> list[Taken]:
    """Return what a contender takes with each number of customers."""
    async with one.open(folder) as engine:
        await check(engine)
        await load(engine, AT_ONCE[-1], "warm", WARM_S)
        return [await load(engine, customers, f"m{customers}", MEASURED_S) for customers in AT_ONCE]


async def check(engine: Engine) -> None:
    """Two messages, the first of them given twice, are two turns; and what is said is kept."""
    asked = messages("check")
    first, second = next(asked), next(asked)
    for message in (first, first, second):
        await engine.ask(message)
    state = await engine.state(first.thread)
    assert state is not None
    assert load_state(state).turn == 2, "a message given twice is not one turn"
    assert await engine.answer(first) == WORDS


async def load(engine: Engine, customers: int, name: str, seconds: float) -> Taken:
    """Have so many customers ask for so long, and let what is under way end."""
    made = 0
    began, cpu = time.perf_counter(), cpu_s(os.getpid())

    async def customer(number: int) -> None:
        nonlocal made
        for message in messages(f"{name}-{number}"):
            await engine.ask(message)
            made += 1
            if time.perf_counter() - began >= seconds:
                return

    await asyncio.gather(*(customer(number) for number in range(customers)))
    return Taken(made, time.perf_counter() - began, cpu_s(os.getpid()) - cpu)


def cpu_s(process: int) -> float:
    """Return the CPU seconds so far of a process, its children and theirs, with those that have ended.

    0 where there is no `/proc`.
    """
    spent: dict[int, int] = {}
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:  # it has just ended
            continue
        one = int(stat.parent.name)
        children.setdefault(int(fields[1]), []).append(one)
        spent[one] = sum(map(int, fields[11:15]))

    def of(one: int) -> int:
        return spent.get(one, 0) + sum(map(of, children.get(one, ())))

    return of(process) / os.sysconf("SC_CLK_TCK") if spent else 0.0


def _end(*_: object) -> None:
    """What was started ends with us."""
    sys.exit(1)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, _end)
    with tempfile.TemporaryDirectory() as name:
        for taken in asyncio.run(measured(CONTENDERS[sys.argv[1]], Path(name))):
            print(json.dumps(asdict(taken)))
