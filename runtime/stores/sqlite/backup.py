"""A copy of a store's file, made while others write to the original.

Laws:
- The copy is the store as it was at one moment; writers do not wait for it.
- What stands at the target is whole and sound: it is written beside it, checked, synced, and then named so.
"""

from __future__ import annotations

import os
from pathlib import Path

from runtime.stores.errors import StoreError, StoreUnavailable
from runtime.stores.sqlite.connection import Connection, open_connection, store_errors
from runtime.stores.sqlite.schema import check_ours

PART = ".part"  # what the copy ends in until it is whole


def back_up(source: Path, target: Path) -> int:
    """Copy the store at `source` to `target`, which must not be there yet; return its size in bytes.

    Raises:
        FileExistsError: there is something at `target`; a copy that may be the only one is not overwritten.
        StoreError: the source cannot be read as a store of ours, or the copy did not come out sound.
        OSError: the target cannot be written.
    """
    if target.exists():
        raise FileExistsError(f"{target} is there already")
    if not source.is_file():  # opening it would make one
        raise StoreUnavailable(f"there is no store at {source}")
    part = target.with_name(target.name + PART)
    os.close(os.open(part, os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600))  # customers' words
    try:
        _copy(source, part)
        _sync(part)
        os.link(part, target)  # fails where somebody else has put something there meanwhile
        _sync(target.parent)
    finally:
        for left in (part, Path(f"{part}-wal"), Path(f"{part}-shm")):
            left.unlink(missing_ok=True)
    return target.stat().st_size


def _copy(source: Path, part: Path) -> None:
    reading = open_connection(source, read_only=True)
    try:
        writing = Connection(str(part))
        try:
            with store_errors():
                check_ours(reading)
                with writing.backup("main", reading, "main") as copy:
                    copy.step()  # all pages in one read transaction, which no writer waits for
                writing.pragma("journal_mode", "delete")  # the copy is one file
                found = writing.pragma("integrity_check")
        finally:
            writing.close()
    finally:
        reading.close()
    if found != "ok":
        raise StoreError("the copy is not sound: is the disk?")


def _sync(path: Path) -> None:
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
