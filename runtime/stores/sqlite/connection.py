"""The one door to the driver: a connection that is safe to use, and its errors in the store's words.

The driver brings its own SQLite. Versions up to 3.51.2 can lose commits when several connections share one
write-ahead log (https://sqlite.org/wal.html, "the WAL-reset bug"; mended in 3.51.3, 3.50.7 and 3.44.6), so a
build against an older library is refused instead of trusted.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import apsw

from runtime.stores.errors import StoreBusy, StoreError, StoreFull, StoreUnavailable
from runtime.stores.limits import BUSY_WAIT_MS, WAL_BYTES

MENDED = ((3, 51, 3), (3, 50, 7), (3, 44, 6))  # the newest line first; a backport mends only its own line
_PAGE_BYTES = 4096
_Bindings = Sequence[str | bytes | int | float | None]


class Connection(apsw.Connection):
    """The driver's connection, with rows whose columns have the types of the (strict) tables."""

    def one(self, sql: str, bindings: _Bindings = ()) -> tuple[Any, ...]:  # columns of any type
        """Return the only row. There must be one."""
        row: tuple[Any, ...] | None = self.execute(sql, bindings).fetchone()  # as above
        assert row is not None
        return row

    def maybe(self, sql: str, bindings: _Bindings = ()) -> tuple[Any, ...] | None:  # as above
        """Return the first row, if there is one."""
        row: tuple[Any, ...] | None = self.execute(sql, bindings).fetchone()  # as above
        return row

    def rows(self, sql: str, bindings: _Bindings = ()) -> list[tuple[Any, ...]]:  # as above
        """Return all rows."""
        return self.execute(sql, bindings).fetchall()


def is_mended(version: str) -> bool:
    """Say whether this SQLite is free of the WAL-reset bug.

    >>> [is_mended(v) for v in ("3.51.3", "3.54.1", "3.50.7", "3.51.2", "3.40.1")]
    [True, True, True, False, False]
    """
    found = tuple(int(part) for part in version.split("."))
    newest, *backports = MENDED
    return found >= newest or any(found[:2] == b[:2] and found >= b for b in backports)


def open_connection(path: Path, *, read_only: bool = False, max_bytes: int | None = None) -> Connection:
    """Open a file with every guard set but the write-ahead log, which would write to it.

    `max_bytes` bounds the file's size; beyond it the store is full.

    Raises:
        StoreUnavailable: the library is too old, or the file cannot be opened as ours.
    """
    version = apsw.sqlite_lib_version()
    if not is_mended(version):
        raise StoreUnavailable(
            f"SQLite {version} can lose commits (WAL-reset bug); 3.51.3 or newer is needed: "
            "install apsw from its wheel, which brings its own"
        )
    with store_errors():
        if not read_only:
            _create(path)
        db = Connection(str(path), flags=apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_NOMUTEX)
        try:
            db.set_busy_timeout(BUSY_WAIT_MS)
            db.pragma("synchronous", "FULL")
            db.pragma("foreign_keys", True)
            db.pragma("secure_delete", True)
            db.pragma("trusted_schema", False)
            # What a savepoint may have to undo: else it goes to a file somewhere else once it is 64 KiB, with
            # customers' words in it, and making that file costs more than the turn.
            db.pragma("temp_store", "MEMORY")
            db.pragma("journal_size_limit", WAL_BYTES)
            db.config(apsw.SQLITE_DBCONFIG_DEFENSIVE, 1)
            db.config(apsw.SQLITE_DBCONFIG_DQS_DML, 0)
            db.config(apsw.SQLITE_DBCONFIG_DQS_DDL, 0)
            if max_bytes is not None:
                db.pragma("max_page_count", max(1, max_bytes // _PAGE_BYTES))
            if read_only:
                db.pragma("query_only", True)
        except BaseException:
            db.close()
            raise
    return db


def _create(path: Path) -> None:
    """Make the file readable by its owner only: it will hold what customers wrote."""
    try:
        path.parent.mkdir(exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
    except OSError as error:
        raise StoreUnavailable(f"{path} cannot be opened: {error.strerror}") from error


def use_wal(db: Connection) -> None:
    """Switch to the write-ahead log, waiting while another process does the same: SQLite itself does not."""
    for pause_ms in (1, 5, 20, 100, 500, 1_000, 2_000):
        try:
            mode = db.pragma("journal_mode", "wal")
        except apsw.BusyError:
            time.sleep(pause_ms / 1_000)
            continue
        if mode != "wal":
            raise StoreUnavailable(f"no write-ahead log possible here (mode {mode}): is it a local disk?")
        return
    raise StoreBusy("another process holds the file while it is opened")


def empty_wal(path: Path) -> None:
    """Write the log back into the file and cut it to nothing: it still held what was deleted."""
    db = open_connection(path)
    try:
        with store_errors():
            db.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_TRUNCATE)
    finally:
        db.close()


def is_certain(error: BaseException) -> bool:
    """Say whether a COMMIT that raised this surely did not happen."""
    return isinstance(error, (apsw.FullError, apsw.BusyError, apsw.ConstraintError))


@contextmanager
def store_errors() -> Iterator[None]:
    """Turn the driver's errors into the store's."""
    try:
        yield
    except apsw.Error as error:
        raise translate(error) from error


def translate(error: apsw.Error) -> StoreError:
    """Return the store's word for an error of the driver."""
    match error:
        case apsw.BusyError() | apsw.LockedError() | apsw.SchemaChangeError():
            return StoreBusy(str(error))
        case apsw.FullError():
            return StoreFull(str(error))
        case apsw.ConstraintError() | apsw.SQLError() | apsw.TooBigError() | apsw.MismatchError():
            return StoreError(str(error))  # a fault of ours, or a payload beyond what SQLite holds
        case _:
            return StoreUnavailable(f"{type(error).__name__}: {error}")
