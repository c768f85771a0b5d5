"""A disk that fails on order: SQLite's own file functions with ours above them."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

import apsw


class Disk:
    """What goes wrong next with the write-ahead log: each a number of calls. `syncs` counts its flushes.

    `nameless` counts the files that SQLite makes for itself, somewhere on the disk.
    """

    def __init__(self) -> None:
        self.vfs = apsw.vfs_names()[0]  # the real one, below
        self.full_writes = 0
        self.failed_syncs = 0
        self.syncs = 0
        self.nameless = 0


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
        self.disk.syncs += self.is_log
        super().xSync(flags)


class _FailingVfs(apsw.VFS):
    def __init__(self, disk: Disk) -> None:
        self.disk = disk
        super().__init__("failing", disk.vfs, makedefault=True)

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> apsw.VFSFile:
        self.disk.nameless += name is None
        return _File(self.disk, name, flags)


@contextmanager
def failing_disk() -> Iterator[Disk]:
    """Give a disk under all files that are opened meanwhile."""
    disk = Disk()
    vfs = _FailingVfs(disk)
    try:
        yield disk
    finally:
        vfs.unregister()
    assert apsw.vfs_names()[0] == disk.vfs
