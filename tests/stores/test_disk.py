"""What a commit says when the disk fails under it: never yes, and never no when it may have happened."""

from __future__ import annotations

import asyncio
import errno
from collections.abc import Iterator
from pathlib import Path

import apsw
import pytest

from runtime.stores.base import OutcomeUnknown
from runtime.stores.sqlite import SqliteStore
from tests.stores.laws.setting import NOON, arrival, claimed, made, row


class Disk:
    """What goes wrong next with the write-ahead log: each a number of calls."""

    def __init__(self) -> None:
        self.vfs = apsw.vfs_names()[0]  # the real one, below
        self.full_writes = 0
        self.failed_syncs = 0


class _File(apsw.VFSFile):
    def __init__(self, disk: Disk, name: str | apsw.URIFilename | None, flags: list[int]) -> None:
        super().__init__(disk.vfs, name, flags)
        self.disk = disk
        self.is_log = isinstance(name, str) and name.endswith("-wal")

    def xWrite(self, data: bytes, offset: int) -> None:
        if self.is_log and self.disk.full_writes:
            self.disk.full_writes -= 1
            raise apsw.FullError("no space left on device")
        super().xWrite(data, offset)

    def xSync(self, flags: int) -> None:
        if self.is_log and self.disk.failed_syncs:
            self.disk.failed_syncs -= 1
            raise OSError(errno.EIO, "input/output error")
        super().xSync(flags)


class _FailingVfs(apsw.VFS):
    def __init__(self, disk: Disk) -> None:
        self.disk = disk
        super().__init__("failing", disk.vfs, makedefault=True)

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> apsw.VFSFile:
        return _File(self.disk, name, flags)


@pytest.fixture
def disk() -> Iterator[Disk]:
    disk = Disk()
    vfs = _FailingVfs(disk)
    yield disk
    vfs.unregister()
    assert apsw.vfs_names()[0] == disk.vfs


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
