"""What is particular to the PostgreSQL store: its tables, its guards, and what its errors become."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import psycopg
import pytest
from psycopg import errors, sql

from runtime.stores.errors import (
    OutcomeUnknown,
    SeatTaken,
    StoreBusy,
    StoreError,
    StoreFull,
    StoreTooNew,
    StoreTooOld,
    StoreUnavailable,
)
from runtime.stores.postgres import PostgresStore, schema
from runtime.stores.postgres.connection import application, connect, translate
from runtime.stores.rows import Claimed
from tests.stores.database import Place
from tests.stores.laws.setting import LEASE, NOON, arrival, claimed, handover, made, row, sends


def run(place: Place, told: Callable[[PostgresStore], Awaitable[None]]) -> None:
    async def main() -> None:
        store = place.store()
        await store.open()
        try:
            await told(store)
        finally:
            await store.close()

    asyncio.run(main())


@contextmanager
def session(place: Place) -> Iterator[psycopg.Connection]:
    """Give a connection beside the store's, to the same tables."""
    with psycopg.connect(place.url, autocommit=True) as db:
        db.execute(sql.SQL("SET search_path = {}").format(sql.Identifier(place.schema)))
        yield db


class Fresh:
    """Another schema, without tables."""

    def __init__(self, place: Place) -> None:
        self.place = Place(place.url)
        self.place.schema = f"{place.schema}_fresh"

    def __enter__(self) -> Place:
        self.place.remove()
        return self.place

    def __exit__(self, *_: object) -> None:
        self.place.remove()


def end_sessions(place: Place) -> int:
    """End all of the store's connections, as an administrator may. Returns how many there were."""
    with session(place) as db:
        rows = db.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = %s",
            (application(place.schema),),
        ).fetchall()
    return len(rows)


def test_the_tables_are_made_once_by_many(postgres: Place) -> None:
    with Fresh(postgres) as place:

        async def main() -> None:
            stores = [place.store() for _ in range(4)]
            await asyncio.gather(*[store.open() for store in stores])
            kept = [await store.accept(arrival("m1"), NOON) for store in stores]
            assert kept == [True, False, False, False]
            await asyncio.gather(*[store.close() for store in stores])

        asyncio.run(main())


def test_tables_of_a_newer_program_are_left_alone(postgres: Place) -> None:
    with Fresh(postgres) as place:

        async def nothing(_: PostgresStore) -> None: ...

        run(place, nothing)
        with session(place) as db:
            db.execute("UPDATE flowc SET version = %s", (schema.VERSION + 1,))
        with pytest.raises(StoreTooNew):
            run(place, nothing)


def test_another_program_s_schema_is_left_alone(postgres: Place) -> None:
    with Fresh(postgres) as place:
        with session(place) as db:
            db.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(place.schema)))
            db.execute("CREATE TABLE customers (name text)")

        async def nothing(_: PostgresStore) -> None: ...

        with pytest.raises(StoreUnavailable, match="another program"):
            run(place, nothing)


def test_an_older_program_writes_no_more_when_a_newer_one_has_migrated(postgres: Place) -> None:
    with Fresh(postgres) as place:

        async def told(older: PostgresStore) -> None:
            assert await older.accept(arrival("m1"), NOON)
            newer = connect(place.url, place.schema)
            steps = (*schema.MIGRATIONS, "ALTER TABLE arrivals ADD COLUMN news text NOT NULL DEFAULT ''")
            await asyncio.to_thread(schema.migrate, newer, place.schema, steps)
            newer.close()
            with pytest.raises(OutcomeUnknown):  # its connection was ended
                await older.accept(arrival("m2"), NOON)
            for _ in range(3):
                with pytest.raises(StoreTooNew):
                    await older.accept(arrival("m2"), NOON)
            with session(place) as db:
                assert db.execute("SELECT count(*) FROM arrivals").fetchone() == (1,)

        run(place, told)


def test_tables_that_may_not_be_brought_forward_are_left_alone(
    postgres: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def opened(place: Place) -> None:
        await PostgresStore(place.url, schema=place.schema, migrates=False).open()

    async def goes_on(older: PostgresStore) -> None:
        assert await older.accept(arrival("m0"), NOON)
        monkeypatch.setattr(schema, "VERSION", schema.VERSION + 1)
        with pytest.raises(StoreTooOld, match="of version 1"):
            await opened(postgres)
        assert await older.accept(arrival("m1"), NOON)  # nobody ended its connections

    run(postgres, goes_on)
    with Fresh(postgres) as place, pytest.raises(StoreUnavailable, match="there is no store"):
        asyncio.run(opened(place))


def test_a_migration_that_fails_leaves_all_as_it_was(postgres: Place) -> None:
    with Fresh(postgres) as place:
        db = connect(place.url, place.schema)
        with pytest.raises(StoreError):
            schema.migrate(db, place.schema, ("CREATE TABLE a ()", "CREATE TABLE b (); CREATE TABLE a ()"))
        assert db.one("SELECT to_regnamespace(%s) IS NULL", (place.schema,)) == (True,)
        db.close()


def test_what_it_commits_is_flushed_even_where_the_database_says_otherwise(postgres: Place) -> None:
    with session(postgres) as db:
        name = sql.Identifier(db.info.dbname)
        role = sql.Identifier(db.info.user)
        db.execute(sql.SQL("ALTER ROLE {} IN DATABASE {} SET synchronous_commit = off").format(role, name))
        try:
            ours = connect(postgres.url, postgres.schema)
            assert ours.one("SELECT current_setting('synchronous_commit')") == ("on",)
            ours.close()
        finally:
            db.execute(sql.SQL("ALTER ROLE {} IN DATABASE {} RESET synchronous_commit").format(role, name))


def test_a_connection_that_was_ended_comes_back_by_itself(postgres: Place) -> None:
    async def told(store: PostgresStore) -> None:
        await store.accept(arrival("m1"), NOON)
        assert await asyncio.to_thread(end_sessions, postgres) >= 1
        with pytest.raises(OutcomeUnknown):
            await store.accept(arrival("m2"), NOON)
        await store.accept(arrival("m2"), NOON)
        assert not await store.accept(arrival("m2"), NOON)

    run(postgres, told)


def test_a_row_that_another_holds_too_long_is_busy(postgres: Place) -> None:
    async def told(store: PostgresStore) -> None:
        await store.accept(arrival("m1"), NOON)
        with session(postgres) as db, db.transaction():
            db.execute("SELECT FROM threads FOR UPDATE")
            with pytest.raises(StoreBusy):
                await store.accept(arrival("m2"), NOON)
            assert await store.accept(arrival("m1", "t2"), NOON)  # others do not notice
            assert (await claimed(store)).arrival.thread == "t2"
            assert await store.claim_turn("w", NOON, LEASE) is None
        assert await store.accept(arrival("m2"), NOON)

    run(postgres, told)


def test_one_that_fails_takes_no_other_with_it(postgres: Place) -> None:
    async def told(store: PostgresStore) -> None:
        for thread in range(20):
            await store.accept(arrival("m1", f"t{thread}"), NOON)
        claims = [await claimed(store) for _ in range(20)]
        turns = [made(10**30 if number == 7 else 1) for number in range(20)]  # no column holds it
        results = await asyncio.gather(
            *[store.commit_turn(claim, turn, NOON) for claim, turn in zip(claims, turns, strict=True)],
            return_exceptions=True,
        )
        assert [number for number, result in enumerate(results) if result is not True] == [7]
        assert isinstance(results[7], Exception)
        assert await store.state("t7") is None

    run(postgres, told)


def test_two_turns_cannot_take_an_agent_s_last_seat(postgres: Place) -> None:
    async def told(store: PostgresStore) -> None:
        other = postgres.store()
        await other.open()
        for number in range(8):
            await store.accept(arrival("m1", f"t{number}"), NOON)
        claims = [await claimed(store) for _ in range(8)]

        async def give(number: int) -> bool:
            seat = Claimed("ani", f"h{number}", 3)
            given = replace(handover(f"h{number}", "assigned"), assigned="ani")
            commit = replace(made(handovers=(given,)), seat=seat)
            return await (store, other)[number % 2].commit_turn(claims[number], commit, NOON)

        results = await asyncio.gather(*[give(number) for number in range(8)], return_exceptions=True)
        assert sum(result is True for result in results) == 3
        assert sum(isinstance(result, SeatTaken) for result in results) == 5
        await other.close()

    run(postgres, told)


def test_a_burst_is_numbered_in_the_order_of_asking(postgres: Place) -> None:
    async def told(store: PostgresStore) -> None:
        await asyncio.gather(*[store.accept(arrival(f"m{n}", f"t{n % 3}"), NOON) for n in range(60)])
        for number in range(60):
            claim = await claimed(store)
            assert await store.commit_turn(claim, made(number + 1), NOON)
        with session(postgres) as db:
            rows = db.execute("SELECT thread, arrived, head FROM threads ORDER BY thread").fetchall()
        assert rows == [("t0", 20, None), ("t1", 20, None), ("t2", 20, None)]

    run(postgres, told)


def test_what_is_accepted_together_is_worked_on_in_the_order_of_asking(postgres: Place) -> None:
    async def told(store: PostgresStore) -> None:
        names = [f"t{number:02}" for number in range(30)][::-1]
        await asyncio.gather(*[store.accept(arrival("m1", name), NOON) for name in names])
        claims = await asyncio.gather(*[store.claim_turn("w", NOON, LEASE) for _ in names])
        assert [claim.arrival.thread for claim in claims if claim is not None] == names

    run(postgres, told)


def test_it_is_closed_until_it_is_opened(postgres: Place) -> None:
    async def main() -> None:
        store = postgres.store()
        with pytest.raises(StoreUnavailable, match="not open"):
            await store.accept(arrival("m1"), NOON)
        for _ in range(2):
            await store.open()
            await store.accept(arrival("m1"), NOON)
            await store.close()
        with pytest.raises(StoreUnavailable, match="not open"):
            await sends(store)

    asyncio.run(main())


def test_nobody_there_is_said_at_once(postgres: Place) -> None:
    async def main() -> None:
        with pytest.raises(StoreUnavailable):
            await PostgresStore("host=127.0.0.1 port=1 dbname=x").open()
        with pytest.raises(StoreUnavailable, match=r"store\.url"):
            await PostgresStore("mysql://hunter2@db/x").open()

    asyncio.run(main())


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (errors.DiskFull, StoreFull),
        (errors.LockNotAvailable, StoreBusy),
        (errors.QueryCanceled, StoreBusy),
        (errors.DeadlockDetected, StoreBusy),
        (errors.TooManyConnections, StoreBusy),
        (errors.AdminShutdown, StoreUnavailable),
        (errors.CannotConnectNow, StoreUnavailable),
        (errors.ReadOnlySqlTransaction, StoreUnavailable),
        (errors.NotNullViolation, StoreError),
        (psycopg.OperationalError, StoreUnavailable),
    ],
)
def test_errors_are_told_in_the_store_s_words(error: type[psycopg.Error], told: type[StoreError]) -> None:
    assert type(translate(error("what happened\nDETAIL: words of a customer"))) is told
    assert "customer" not in str(translate(error("what happened\nDETAIL: words of a customer")))


def test_rows_come_back_in_one_lane_s_order_from_two_stores(postgres: Place) -> None:
    async def told(store: PostgresStore) -> None:
        other = postgres.store()
        await other.open()
        for number in range(30):
            await (store, other)[number % 2].accept(arrival(f"m{number}"), NOON)
        for number in range(30):
            by = (other, store)[number % 2]
            claim = await claimed(by)
            assert await by.commit_turn(claim, made(number + 1, outbox=(row(f"o{number}"),)), NOON)
        listed = await store.outbox(("waiting",), 100)
        assert [entry.id for entry in listed] == [f"o{number}" for number in range(30)]
        await other.close()

    run(postgres, told)
