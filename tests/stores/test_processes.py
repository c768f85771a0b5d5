"""Real processes on one store: every message once and in order; one that was paused cannot commit."""

from __future__ import annotations

import asyncio
import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from runtime.stores.rows import Arrival
from tests.stores.kept import Database, File, Kept
from tests.stores.one_worker import LEASE, turn

WORKERS, THREADS, MESSAGES = 4, 40, 20
_ROOT = Path(__file__).parents[2]


@pytest.fixture(params=["sqlite", "postgresql"])
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Kept:
    if request.param == "sqlite":
        return File(tmp_path / "flowc.db")
    return Database(request.getfixturevalue("postgres"))


@contextmanager
def worker(kept: Kept, name: str, mode: str) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.stores.one_worker", kept.sound, kept.where, name, mode],
        cwd=_ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            assert pipe is not None
            pipe.close()


def say(process: subprocess.Popen[str], line: str = "go\n") -> None:
    assert process.stdin is not None
    process.stdin.write(line)
    process.stdin.flush()


def heard(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def test_many_processes_do_each_message_once_and_in_order(kept: Kept) -> None:
    async def main() -> None:
        store = kept.store()
        await store.open()
        started = [worker(kept, f"w{number}", "work") for number in range(WORKERS)]
        processes = [context.__enter__() for context in started]
        try:
            for number in range(MESSAGES):
                now = datetime.now(UTC)
                sent = [Arrival(f"t{thread}", "web", f"m{number}", now, b"hai") for thread in range(THREADS)]
                # each channel delivers at least once: here always twice, at the same time
                await asyncio.gather(*[store.accept(arrival, now) for arrival in [*sent, *sent]])
            for process in processes:
                say(process)
            assert [await asyncio.to_thread(process.wait, 60) for process in processes] == [0] * WORKERS
        finally:
            for context in started:
                context.__exit__(None, None, None)
        by_worker: dict[str, int] = {}
        for thread in range(THREADS):
            state = await store.state(f"t{thread}")
            assert state is not None
            assert json.loads(state) == [f"m{number}" for number in range(MESSAGES)]
            past = await store.history(f"t{thread}")
            assert [turned.turn for turned in past] == list(range(1, MESSAGES + 1))
            for turned in past:
                by_worker[turned.digest] = by_worker.get(turned.digest, 0) + 1
        assert (await store.counts()).sends == THREADS * MESSAGES
        assert len(by_worker) == WORKERS, by_worker  # none was kept out
        await store.close()

    asyncio.run(main())


def test_a_process_that_was_paused_cannot_commit_what_another_took_over(kept: Kept) -> None:
    async def main() -> None:
        store = kept.store()
        await store.open()
        now = datetime.now(UTC)
        await store.accept(Arrival("t1", "web", "m1", now, b"hai"), now)
        with worker(kept, "paused", "hold") as process:
            assert heard(process) == "claimed"
            process.send_signal(signal.SIGSTOP)
            later = datetime.now(UTC) + 2 * LEASE
            claim = await store.claim_turn("other", later, timedelta(seconds=30))
            assert claim is not None
            assert (claim.arrival.id, claim.attempts) == ("m1", 2)
            assert await store.commit_turn(claim, turn(claim, "other"), later)
            process.send_signal(signal.SIGCONT)
            say(process)
            assert heard(process) == "False"
            assert process.wait(10) == 0
        assert [past.digest for past in await store.history("t1")] == ["other"]
        assert (await store.counts()).sends == 1
        await store.close()

    asyncio.run(main())


def test_a_killed_process_leaves_its_work_to_the_next(kept: Kept) -> None:
    async def main() -> None:
        store = kept.store()
        await store.open()
        now = datetime.now(UTC)
        await store.accept(Arrival("t1", "web", "m1", now, b"hai"), now)
        with worker(kept, "killed", "hold") as process:
            assert heard(process) == "claimed"
        assert await store.claim_turn("other", now, LEASE) is None
        claim = await store.claim_turn("other", now + 2 * LEASE, LEASE)
        assert claim is not None
        assert claim.attempts == 2
        await store.close()

    asyncio.run(main())
