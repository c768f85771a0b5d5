"""Which PostgreSQL database tests use, and a place in it that is empty for each test."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import sql

from runtime.stores.postgres import PostgresStore
from tests.stores.cluster import own_cluster

GIVEN = "FLOWC_TEST_POSTGRES"  # a database where tests may make schemas; it is never stopped
LOCAL = "host=127.0.0.1 port=5432 dbname=test connect_timeout=2"


@contextmanager
def database() -> Iterator[str]:
    """Give the address of a database: the one given, one on this machine, or one of the tests' own.

    Raises:
        NoServerError: there is none of these.
    """
    given = os.environ.get(GIVEN)
    if given:
        yield given
    elif _answers(LOCAL):
        yield LOCAL
    else:
        with own_cluster() as cluster:
            yield cluster.url


class Place:
    """A schema of a test process's own."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.schema = f"flowc_test_{os.getpid()}"

    def store(self, url: str | None = None) -> PostgresStore:
        """Return a store here, which may be reached at another address."""
        return PostgresStore(url or self.url, schema=self.schema)

    def make(self) -> None:
        self.remove()

        async def made() -> None:
            store = self.store()
            await store.open()
            await store.close()

        asyncio.run(made())

    def empty(self) -> None:
        """Delete all rows: quicker than to make the tables again for each test."""
        with psycopg.connect(self.url) as db:
            rows = db.execute(
                "SELECT tablename FROM pg_tables WHERE schemaname = %s AND tablename <> 'flowc'",
                (self.schema,),
            ).fetchall()
            for (table,) in rows:
                db.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(self.schema, table)))

    def remove(self) -> None:
        with psycopg.connect(self.url) as db:
            db.execute("SET client_min_messages = error")
            db.execute(sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(sql.Identifier(self.schema)))


def _answers(url: str) -> bool:
    try:
        psycopg.connect(url).close()
    except psycopg.OperationalError:
        return False
    return True
