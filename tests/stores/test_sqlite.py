"""What is particular to the SQLite store: its file, its guards, and one commit for many."""

from __future__ import annotations

import asyncio
import stat
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import apsw
import pytest

from runtime.stores.errors import StoreBusy, StoreError, StoreFull, StoreTooNew, StoreUnavailable
from runtime.stores.sqlite import SqliteStore, connection, schema
from runtime.stores.sqlite.connection import is_mended, open_connection
from tests.stores.laws.setting import NOON, arrival, claimed, do_turn, made


def run(path: Path, told: Callable[[SqliteStore], Awaitable[object]], max_bytes: int | None = None) -> None:
    """Tell an open store something, then close it."""

    async def main() -> None:
        store = SqliteStore(path, max_bytes=max_bytes)
        await store.open()
        try:
            await told(store)
        finally:
            await store.close()

    asyncio.run(main())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "flowc.db"


@pytest.fixture
def connections() -> Iterator[list[apsw.Connection]]:
    """Collect every connection that is opened."""
    opened: list[apsw.Connection] = []
    apsw.connection_hooks.append(opened.append)
    yield opened
    apsw.connection_hooks.remove(opened.append)


@pytest.mark.parametrize(
    ("version", "mended"),
    [
        ("3.7.0", False),
        ("3.40.1", False),
        ("3.44.5", False),
        ("3.44.6", True),
        ("3.45.0", False),
        ("3.50.6", False),
        ("3.50.7", True),
        ("3.51.2", False),
        ("3.51.3", True),
        ("3.52.0", True),
        ("3.54.1", True),
        ("4.0.0", True),
    ],
)
def test_versions_that_can_lose_commits_are_known(version: str, mended: bool) -> None:
    assert is_mended(version) == mended


def test_a_library_that_can_lose_commits_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apsw, "sqlite_lib_version", lambda: "3.40.1")
    with pytest.raises(StoreUnavailable, match=r"SQLite 3\.40\.1 can lose commits"):
        asyncio.run(SqliteStore(path).open())
    assert not path.exists()


def test_every_guard_is_set(path: Path, connections: list[apsw.Connection]) -> None:
    async def told(_: SqliteStore) -> None:
        writer, reader = connections
        for db in (writer, reader):
            assert db.pragma("journal_mode") == "wal"
            assert db.pragma("synchronous") == 2
            assert db.pragma("busy_timeout") == 5_000
            assert db.pragma("foreign_keys") == 1
            assert db.pragma("secure_delete") == 1
            assert db.pragma("trusted_schema") == 0
        assert (writer.pragma("query_only"), reader.pragma("query_only")) == (0, 1)

    run(path, told)


def test_the_file_is_its_owners_alone(path: Path) -> None:
    async def told(store: SqliteStore) -> None:
        await store.accept(arrival("m1"), NOON)
        for file in path.parent.iterdir():
            assert stat.S_IMODE(file.stat().st_mode) == 0o600, file

    run(path, told)


def _other_program(path: Path) -> None:
    db = apsw.Connection(str(path))
    db.execute("CREATE TABLE notes (text)")
    db.close()


def _newer_program(path: Path) -> None:
    run(path, lambda store: store.put_artifact("a", b""))
    db = apsw.Connection(str(path))
    db.pragma("user_version", schema.VERSION + 1)
    db.close()


@pytest.mark.parametrize(
    ("prepare", "error", "says"),
    [
        (_other_program, StoreUnavailable, "another program"),
        (_newer_program, StoreTooNew, "version"),
        (lambda path: path.write_bytes(b"not a database" * 1_000), StoreUnavailable, "NotADB"),
        (lambda path: path.mkdir(), StoreUnavailable, "cannot be opened"),
        (lambda path: path.parent.rmdir() or path.parent.write_text(""), StoreUnavailable, "cannot be"),
    ],
    ids=["another program's", "a newer program's", "no database", "a folder", "below a file"],
)
def test_a_file_that_is_not_ours_is_refused(
    tmp_path: Path, prepare: Callable[[Path], object], error: type[StoreError], says: str
) -> None:
    path = tmp_path / "data" / "flowc.db"
    path.parent.mkdir()
    prepare(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(error, match=says):
        asyncio.run(SqliteStore(path).open())
    assert before == (path.read_bytes() if path.is_file() else None)


def test_a_new_file_opened_by_many_at_once_is_made_once(path: Path) -> None:
    async def main() -> None:
        stores = [SqliteStore(path) for _ in range(8)]
        await asyncio.gather(*[store.open() for store in stores])
        kept = await asyncio.gather(*[store.accept(arrival("m1"), NOON) for store in stores])
        assert kept.count(True) == 1
        await asyncio.gather(*[store.close() for store in stores])

    asyncio.run(main())


@pytest.mark.parametrize("statement", range(12))
def test_a_file_that_another_makes_meanwhile_is_ours(path: Path, statement: int) -> None:
    """Whichever statement of the opening finds the store just made, it is taken for what it is."""
    left = [statement]
    made_meanwhile = []

    def trace(_: object, sql: str, __: object) -> bool:
        if left and (left[0] == 0 or sql == "BEGIN IMMEDIATE"):  # none can come between from there on
            left.clear()
            run(path, _threads)
            made_meanwhile.append(sql)
        elif left:
            left[0] -= 1
        return True

    def watch(db: apsw.Connection) -> None:
        if not watched:
            watched.append(db)
            db.exec_trace = trace

    watched: list[apsw.Connection] = []
    apsw.connection_hooks.append(watch)
    try:
        run(path, _threads)
    finally:
        apsw.connection_hooks.remove(watch)
    assert made_meanwhile


def test_an_older_file_is_brought_forward_step_by_step(path: Path) -> None:
    steps = ("CREATE TABLE a (x)", "CREATE TABLE b (x); INSERT INTO a VALUES (1)")
    db = open_connection(path)
    schema.migrate(db, steps[:1])
    schema.migrate(db, steps)
    schema.migrate(db, steps)
    assert db.pragma("user_version") == 2
    assert db.rows("SELECT x FROM a") == [(1,)]
    with pytest.raises(StoreTooNew):
        schema.migrate(db, steps[:1])
    db.close()


def test_a_step_that_fails_leaves_the_file_as_it_was(path: Path) -> None:
    db = open_connection(path)
    db.execute("BEGIN IMMEDIATE")
    with pytest.raises(apsw.SQLError):
        schema.migrate(db, ("CREATE TABLE a (x)", "CREATE TABLE b (x); CREATE TABLE a (x)"))
    db.execute("ROLLBACK")
    assert (db.pragma("user_version"), db.pragma("application_id")) == (0, 0)
    assert db.rows("SELECT name FROM sqlite_schema") == []
    db.close()


def test_a_file_that_a_newer_program_takes_over_is_left_alone(path: Path) -> None:
    async def told(store: SqliteStore) -> None:
        await store.accept(arrival("m1"), NOON)
        db = apsw.Connection(str(path))
        db.pragma("user_version", schema.VERSION + 1)
        with pytest.raises(StoreTooNew):
            await store.accept(arrival("m2"), NOON)
        assert db.execute("SELECT count(*) FROM arrivals").fetchall() == [(1,)]
        db.close()

    run(path, told)


def test_what_is_asked_together_is_committed_together(path: Path, connections: list[apsw.Connection]) -> None:
    commits = 0

    def count(cursor: apsw.Cursor, sql: str, bindings: object) -> bool:
        nonlocal commits
        commits += sql == "COMMIT"
        return True

    async def told(store: SqliteStore) -> None:
        connections[0].exec_trace = count
        kept = await asyncio.gather(*[store.accept(arrival(f"m{n}"), NOON) for n in range(640)])
        assert all(kept)

    run(path, told)
    assert 10 <= commits < 160


def test_one_that_fails_takes_no_other_with_it(path: Path) -> None:
    async def told(store: SqliteStore) -> None:
        await store.accept(arrival("m1"), NOON)
        good = [store.accept(arrival(f"n{n}"), NOON) for n in range(20)]
        too_late = store.commit_turn(await claimed(store), made(10**30), NOON)  # no column holds it
        results = await asyncio.gather(*good[:10], too_late, *good[10:], return_exceptions=True)
        assert [result for result in results if result is True] == [True] * 20
        assert isinstance(results[10], Exception)
        assert (await store.counts()).arrivals == 21
        assert await store.state("t1") is None

    run(path, told)


def test_a_full_disk_refuses_and_forgets_nothing(path: Path) -> None:
    payload = b"x" * 20_000
    accepted: list[str] = []

    async def fill(store: SqliteStore) -> None:
        for start in range(0, 400, 20):
            names = [f"m{number}" for number in range(start, start + 20)]
            results = await asyncio.gather(
                *[store.accept(arrival(name, name, payload=payload), NOON) for name in names],
                return_exceptions=True,
            )
            accepted.extend(name for name, result in zip(names, results, strict=True) if result is True)
            assert {type(result) for result in results} <= {bool, StoreFull}
        assert 20 < len(accepted) < 100
        with pytest.raises(StoreFull):
            await store.accept(arrival("one more", "other", payload=payload), NOON)
        assert (await store.counts()).arrivals == len(accepted)

    async def drain(store: SqliteStore) -> None:
        assert await store.accept(arrival("one more", "other", payload=payload), NOON)
        found = [(await do_turn(store, made())).arrival.id for _ in range(len(accepted) + 1)]
        assert sorted(found) == sorted([*accepted, "one more"])

    run(path, fill, max_bytes=1_000_000)
    run(path, drain)


def test_room_that_comes_back_is_used_at_once(path: Path) -> None:
    payload = b"x" * 100_000

    async def told(store: SqliteStore) -> None:
        full = False
        while not full:
            try:
                await store.accept(arrival("m", payload=payload, thread=f"t{await _threads(store)}"), NOON)
            except StoreFull:
                full = True
        await do_turn(store, made())
        assert await store.accept(arrival("m", "new", payload=payload[: len(payload) // 2]), NOON)

    run(path, told, max_bytes=2_000_000)


async def _threads(store: SqliteStore) -> int:
    return (await store.counts()).threads


def test_a_writer_that_holds_on_too_long_is_busy(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "BUSY_WAIT_MS", 50)

    async def told(store: SqliteStore) -> None:
        other = apsw.Connection(str(path))
        other.execute("BEGIN IMMEDIATE")
        ticks = 0

        async def tick() -> None:
            nonlocal ticks
            while True:
                await asyncio.sleep(0.001)
                ticks += 1

        ticking = asyncio.create_task(tick())
        results = await asyncio.gather(
            *[store.accept(arrival(f"m{n}"), NOON) for n in range(3)], return_exceptions=True
        )
        ticking.cancel()
        assert {type(result) for result in results} == {StoreBusy}
        assert ticks > 5  # the event loop was free all the while
        assert await store.state("t1") is None  # and so was the reader
        other.execute("ROLLBACK")
        assert await store.accept(arrival("m0"), NOON)
        other.close()

    run(path, told)


def test_a_closed_store_says_so_and_can_be_opened_again(path: Path) -> None:
    async def main() -> None:
        store = SqliteStore(path)
        await store.close()
        with pytest.raises(StoreUnavailable, match="not open"):
            await store.accept(arrival("m1"), NOON)
        with pytest.raises(StoreUnavailable, match="not open"):
            await store.counts()
        for _ in range(2):
            await store.open()
            await store.open()
            await store.accept(arrival("m1"), NOON)
            await store.close()
        await store.open()
        assert (await store.counts()).arrivals == 1
        await store.close()

    asyncio.run(main())


def test_every_name_is_that_of_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in (":memory:", "file:flowc.db?mode=memory"):
        run(Path(name), lambda store: store.put_artifact("a", b""))
        assert (tmp_path / name).exists()


def test_what_is_asked_before_closing_is_done(path: Path) -> None:
    async def main() -> None:
        store = SqliteStore(path)
        await store.open()
        asked = [asyncio.ensure_future(store.accept(arrival(f"m{n}"), NOON)) for n in range(100)]
        await asyncio.sleep(0)
        await store.close()
        assert all(await asyncio.gather(*asked))

    asyncio.run(main())


def test_a_caller_that_stops_waiting_disturbs_nobody(path: Path) -> None:
    async def told(store: SqliteStore) -> None:
        gone = asyncio.ensure_future(store.accept(arrival("m1"), NOON))
        await asyncio.sleep(0)
        gone.cancel()
        assert await store.accept(arrival("m2"), NOON)
        assert not await store.accept(arrival("m1"), NOON)

    run(path, told)


def test_one_store_serves_several_event_loops(path: Path) -> None:
    store = SqliteStore(path)
    asyncio.run(store.open())
    assert asyncio.run(store.accept(arrival("m1"), NOON))
    assert asyncio.run(store.claim_turn("w1", NOON, NOON - NOON)) is not None
    asyncio.run(store.close())


def test_deleted_words_leave_the_file(path: Path) -> None:
    words = b"nomor rekening saya 0123456789"

    async def told(store: SqliteStore) -> None:
        await store.accept(arrival("m1", payload=words), NOON)
        await do_turn(store, made())

    run(path, told)
    assert words not in path.read_bytes()
