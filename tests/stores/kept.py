"""Where tests with processes of their own keep the data: in a SQLite file, or in a PostgreSQL schema."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import apsw
import psycopg
from psycopg import sql

from runtime.stores.base import Store
from runtime.stores.postgres import PostgresStore
from runtime.stores.sqlite import SqliteStore
from tests.stores.database import Place

UNDER_WAY = "SELECT id FROM outbox WHERE state = 'waiting' AND worker IS NOT NULL"


class Kept(Protocol):
    """`where` is what the worker's store is made with, `sound` which store that is: `module:callable`.

    `kind` names the database: `sqlite` or `postgres`.
    """

    where: str
    sound: str
    kind: str

    def store(self) -> Store: ...

    def empty(self) -> None:
        """Forget all of it; nobody may have it open."""

    def under_way(self) -> list[str]:
        """Return the ids of sends that are claimed and not marked."""


class File:
    sound = "runtime.stores.sqlite:SqliteStore"
    kind = "sqlite"

    def __init__(self, path: Path) -> None:
        self.where = str(path)

    def store(self) -> SqliteStore:
        return SqliteStore(self.where)

    def empty(self) -> None:
        for end in ("", "-wal", "-shm"):
            Path(f"{self.where}{end}").unlink(missing_ok=True)

    def under_way(self) -> list[str]:
        db = apsw.Connection(self.where)
        rows = db.execute(UNDER_WAY).fetchall()
        db.close()
        return [str(id_) for (id_,) in rows]

    @contextmanager
    def nobody_writes(self) -> Iterator[None]:
        """Hold the only lock for writing, so that no other process is within a transaction of its own."""
        db = apsw.Connection(self.where)
        db.set_busy_timeout(30_000)
        db.execute("BEGIN IMMEDIATE")
        yield
        db.close()


class Database:
    sound = "tests.stores.kept:postgres_store"
    kind = "postgres"

    def __init__(self, place: Place) -> None:
        self._place = place
        self.where = json.dumps([place.url, place.schema])

    def store(self) -> PostgresStore:
        return self._place.store()

    def empty(self) -> None:
        self._place.empty()

    def under_way(self) -> list[str]:
        with psycopg.connect(self._place.url) as db:
            db.execute(sql.SQL("SET search_path = {}").format(sql.Identifier(self._place.schema)))
            rows = db.execute(UNDER_WAY).fetchall()
        return [str(id_) for (id_,) in rows]


def postgres_store(where: str) -> PostgresStore:
    url, schema = json.loads(where)
    return PostgresStore(url, schema=schema)
