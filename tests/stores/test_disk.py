"""What a commit says when the disk fails under it: never yes, and never no when it may have happened."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from runtime.stores.errors import OutcomeUnknown
from runtime.stores.sqlite import SqliteStore, threads
from tests.stores.failing_disk import Disk, failing_disk
from tests.stores.laws.setting import NOON, arrival, claimed, do_turn, made, row


@pytest.fixture
def disk() -> Iterator[Disk]:
    with failing_disk() as disk:
        yield disk


async def _ready(path: Path) -> SqliteStore:
    store = SqliteStore(path)
    await store.open()
    await store.accept(arrival("m1"), NOON)
    return store


def test_a_sync_that_fails_leaves_the_outcome_unknown(tmp_path: Path, disk: Disk) -> None:
    async def told() -> None:
        store = await _ready(tmp_path / "flowc.db")
        claim = await claimed(store)
        commit = made(outbox=(row("o1"),))
        disk.failed_syncs = 1
        results = await asyncio.gather(
            store.commit_turn(claim, commit, NOON),
            *[store.accept(arrival(f"n{n}"), NOON) for n in range(5)],
            return_exceptions=True,
        )
        assert {type(result) for result in results} == {OutcomeUnknown}
        assert await store.commit_turn(claim, commit, NOON)
        for number in range(5):
            await store.accept(arrival(f"n{number}"), NOON)
        counts = await store.counts()
        assert (counts.arrivals, counts.sends) == (5, 1)
        assert len(await store.history("t1")) == 1
        await store.close()

    asyncio.run(told())


def test_a_commit_that_finds_no_room_is_tried_one_by_one(tmp_path: Path, disk: Disk) -> None:
    async def told() -> None:
        store = await _ready(tmp_path / "flowc.db")
        disk.full_writes = 1
        kept = await asyncio.gather(*[store.accept(arrival(f"n{n}"), NOON) for n in range(20)])
        assert kept == [True] * 20
        assert disk.full_writes == 0
        assert (await store.counts()).arrivals == 21
        await store.close()

    asyncio.run(told())


def test_a_lone_message_is_flushed_when_it_is_accepted_and_when_its_turn_is_kept(
    tmp_path: Path, disk: Disk
) -> None:
    async def told() -> None:
        store = await _ready(tmp_path / "flowc.db")
        await do_turn(store, made())
        for number in range(3):
            counted = [disk.syncs]
            await store.accept(arrival(f"n{number}"), NOON)
            counted.append(disk.syncs)
            claim = await claimed(store)
            counted.append(disk.syncs)
            await store.commit_turn(claim, made(claim.turn + 1, outbox=(row(f"o{number}"),)), NOON)
            counted.append(disk.syncs)
            assert [after - before for before, after in itertools.pairwise(counted)] == [1, 0, 1]
        await store.close()

    asyncio.run(told())


async def _held(store: SqliteStore, id_: str) -> asyncio.Task[bool]:
    """Return an arrival that can be claimed and waits for somebody's flush."""
    claimable = asyncio.Event()
    kept = asyncio.create_task(store.accept(arrival(id_, thread=id_), NOON, claimable.set))
    await claimable.wait()
    return kept


def test_an_arrival_is_flushed_with_its_turn(
    tmp_path: Path, disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(threads, "HOLD_S", 600.0)

    async def told() -> None:
        store = SqliteStore(tmp_path / "flowc.db")
        await store.open()
        kept, before = await _held(store, "m1"), disk.syncs
        claim = await claimed(store)
        assert (claim.arrival.id, kept.done(), disk.syncs) == ("m1", False, before)
        await store.commit_turn(claim, made(outbox=(row("o1", said=True),)), NOON)
        assert await kept
        assert disk.syncs == before + 1
        await store.close()

    asyncio.run(told())


def test_what_changed_nothing_has_flushed_nothing(
    tmp_path: Path, disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(threads, "HOLD_S", 600.0)

    async def told() -> None:
        store = SqliteStore(tmp_path / "flowc.db")
        await store.open()
        kept = await _held(store, "m1")
        claim = await claimed(store)
        assert not await store.commit_turn(replace(claim, fence=claim.fence + 1), made(), NOON)
        again = await _held(store, "m1")
        assert not kept.done()
        await store.close()
        assert (await kept, await again) == (True, False)

    asyncio.run(told())


def test_an_arrival_whose_flush_fails_is_unknown(
    tmp_path: Path, disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(threads, "HOLD_S", 600.0)

    async def told() -> None:
        store = SqliteStore(tmp_path / "flowc.db")
        await store.open()
        kept = await _held(store, "m1")
        claim = await claimed(store)
        disk.failed_syncs = 1
        results = await asyncio.gather(kept, store.commit_turn(claim, made(), NOON), return_exceptions=True)
        assert [type(result) for result in results] == [OutcomeUnknown] * 2
        kept = await _held(store, "m2")
        disk.failed_syncs = 1
        await store.close()
        assert type(kept.exception()) is OutcomeUnknown

    asyncio.run(asyncio.wait_for(told(), 60))


def test_a_log_that_cannot_be_written_back_takes_no_commit_with_it(
    tmp_path: Path, disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def told() -> None:
        store = await _ready(tmp_path / "flowc.db")
        monkeypatch.setattr(threads, "WAL_PAGES", 1)
        disk.failed_syncs = 1
        claim = await claimed(store)  # its own commit flushes nothing
        assert disk.failed_syncs == 0
        assert await store.commit_turn(claim, made(), NOON)
        await store.close()

    asyncio.run(told())


def test_messages_that_wait_together_share_their_flushes(tmp_path: Path, disk: Disk) -> None:
    async def told() -> None:
        store = await _ready(tmp_path / "flowc.db")
        await do_turn(store, made())
        before = disk.syncs

        async def message(number: int) -> None:
            await store.accept(arrival(f"n{number}", thread=f"t{number}"), NOON)
            claim = await claimed(store)
            await store.commit_turn(claim, made(claim.turn + 1, outbox=(row(f"o{number}"),)), NOON)

        await asyncio.gather(*(message(number) for number in range(64)))
        assert disk.syncs - before <= 64 / 8
        await store.close()

    asyncio.run(told())


def test_what_may_be_undone_is_never_written_to_another_file(tmp_path: Path, disk: Disk) -> None:
    async def told() -> None:
        store = await _ready(tmp_path / "flowc.db")
        await do_turn(store, made())
        for number in range(32):
            await store.accept(arrival(f"n{number}", thread=f"t{number}"), NOON)
        claims = [await claimed(store) for _ in range(32)]
        words = replace(made(), state=bytes(32_768), event=bytes(32_768))
        kept = [store.commit_turn(claim, replace(words, turn=claim.turn + 1), NOON) for claim in claims]
        assert all(await asyncio.gather(*kept))
        assert disk.nameless == 0
        await store.close()

    asyncio.run(told())
