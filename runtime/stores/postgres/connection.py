"""The one door to the driver: a connection that is safe to use, and its errors in the store's words.

Every connection keeps what it commits (`synchronous_commit`), waits for nothing for ever (time-outs of
`runtime.stores.limits`), and finds rows by index whatever the statistics say: a plan made while the tables
were empty would otherwise walk through them when they are full.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

import psycopg
from psycopg import errors, sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from runtime.stores.errors import StoreBusy, StoreError, StoreFull, StoreUnavailable
from runtime.stores.limits import (
    ANSWER_WAIT_S,
    CONNECT_WAIT_S,
    LOCK_WAIT_MS,
    PEER_WAIT_MS,
    STATEMENT_WAIT_MS,
    TRANSACTION_WAIT_MS,
)
from runtime.stores.postgres import arrays

OLDEST = 140_000  # PostgreSQL 14: pg_terminate_backend can wait
_SETTINGS = {
    "client_encoding": "UTF8",
    "statement_timeout": str(STATEMENT_WAIT_MS),
    "lock_timeout": str(LOCK_WAIT_MS),
    "idle_in_transaction_session_timeout": str(TRANSACTION_WAIT_MS),
    "default_transaction_isolation": "read committed",
    "plan_cache_mode": "force_generic_plan",
    "enable_seqscan": "off",
    "enable_bitmapscan": "off",
    "enable_hashjoin": "off",
    "enable_mergejoin": "off",
    "jit": "off",
}
_REACHING: Mapping[str, object] = {
    "connect_timeout": CONNECT_WAIT_S,
    "tcp_user_timeout": PEER_WAIT_MS,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "target_session_attrs": "read-write",  # of several hosts the one that is not a standby
}
_Values = Sequence[object]
Row = tuple[Any, ...]  # Any: columns of all types
T = TypeVar("T")


class NoAnswerError(psycopg.OperationalError):
    """The server takes what is asked, and says nothing."""


class Driver(psycopg.Connection[Row]):
    """The driver's connection, which ends itself when an answer does not come within `answer_wait_s`.

    A server that stands still says nothing, and its machine acknowledges for it all the same: no time-out of
    the network's or of the server's own would ever come.
    """

    answer_wait_s: float | None = ANSWER_WAIT_S  # None: for as long as it takes

    def wait(self, gen: Generator[Any, Any, T], *arguments: Any, **more: Any) -> T:  # Any: the driver's own
        if self.answer_wait_s is not None:
            gen = self._answered(gen, time.monotonic() + self.answer_wait_s)
        return super().wait(gen, *arguments, **more)

    def _answered(self, gen: Generator[Any, Any, T], until: float) -> Generator[Any, Any, T]:  # Any: as above
        try:
            wanted = next(gen)
            while True:
                ready = yield wanted  # nothing: some time has passed, and nobody has said anything
                if not ready and time.monotonic() > until:
                    self.pgconn.finish()
                    raise NoAnswerError("the server does not answer")
                wanted = gen.send(ready)
        except StopIteration as ended:
            found: T = ended.value
            return found


class Connection:
    """A connection that commits each statement by itself, unless one begins a `unit`.

    `committing`: whether the statement at hand commits, so that its outcome is unknown if its answer is lost.
    """

    def __init__(self, driver: Driver) -> None:
        self.driver = driver
        self.committing = False

    def wait_for_ever(self) -> None:
        """From now on, take whatever time a statement takes."""
        self.driver.answer_wait_s = None

    @property
    def is_usable(self) -> bool:
        return not (self.driver.closed or self.driver.broken)

    def answers(self) -> bool:
        """Ask the server whether it is there. It has as long as for a new connection."""
        patience = self.driver.answer_wait_s
        self.driver.answer_wait_s = CONNECT_WAIT_S if patience is None else min(CONNECT_WAIT_S, patience)
        try:
            self.driver.execute("SELECT")
        except psycopg.Error:
            return False
        finally:
            self.driver.answer_wait_s = patience
        return True

    def close(self) -> None:
        self.driver.close()

    def execute(self, statement: str, values: _Values = ()) -> int:
        """Run a statement and return how many rows it changed."""
        return self._run(statement, values).rowcount

    def rows(self, statement: str, values: _Values = ()) -> list[Row]:
        return self._run(statement, values).fetchall()

    def maybe(self, statement: str, values: _Values = ()) -> Row | None:
        """Return the first row, if there is one."""
        return self._run(statement, values).fetchone()

    def one(self, statement: str, values: _Values = ()) -> Row:
        """Return the only row. There must be one."""
        row = self.maybe(statement, values)
        assert row is not None
        return row

    @contextmanager
    def unit(self) -> Iterator[None]:
        """Make all statements within one transaction; each sees what is committed when it begins."""
        self.driver.execute("BEGIN")
        try:
            yield
        except BaseException:
            if self.is_usable:
                self.driver.execute("ROLLBACK")
            raise
        self.committing = True
        self.driver.execute("COMMIT")
        self.committing = False

    def _run(self, statement: str, values: _Values) -> psycopg.Cursor[Row]:
        alone = self.driver.info.transaction_status == psycopg.pq.TransactionStatus.IDLE
        self.committing = alone and not statement.startswith("SELECT")
        cursor = self.driver.execute(statement.encode(), values, prepare=True, binary=True)
        self.committing = False
        return cursor


def application(schema: str) -> str:
    """Return the name under which the server knows a store's connections."""
    return f"flowc {schema}"


def address(url: str) -> str:
    """Return a database's address with what every connection adds to it.

    Raises:
        StoreUnavailable: it is no address of a PostgreSQL database.
    """
    try:
        given = conninfo_to_dict(url)
        wanted = {name: str(value) for name, value in {**_REACHING, **given}.items()}
        return make_conninfo(**wanted)
    except psycopg.ProgrammingError as error:
        raise StoreUnavailable("store.url: not the address of a PostgreSQL database") from error


def connect(url: str, schema: str) -> Connection:
    """Open a connection with every guard set.

    Raises:
        StoreUnavailable: nobody answers, the server is too old, or it may forget what it has committed.
    """
    with store_errors():
        driver = Driver.connect(url, autocommit=True)
        try:
            _prepare(driver, schema)
        except BaseException:
            driver.close()
            raise
    return Connection(driver)


def answer_before_flush(db: Connection) -> None:
    """Let the server answer this connection's commits before they are on its disk, where nothing waits."""
    with store_errors():
        db.driver.execute("SET synchronous_commit = off")


def _prepare(driver: psycopg.Connection, schema: str) -> None:
    if driver.info.server_version < OLDEST:
        raise StoreUnavailable(f"PostgreSQL {OLDEST // 10_000} or newer is needed")
    path = sql.Identifier(schema).as_string(driver)
    wanted = [*_SETTINGS.items(), ("search_path", path), ("application_name", application(schema))]
    calls = sql.SQL(", ").join(sql.SQL("set_config({}, {}, false)").format(*pair) for pair in wanted)
    row = driver.execute(
        sql.SQL(
            "SELECT current_setting('synchronous_commit'), current_setting('fsync'),"
            " current_setting('server_encoding'), {}"
        ).format(calls)
    ).fetchone()
    assert row is not None
    synchronous, fsync, encoding, *_ = row
    if synchronous == "off":
        driver.execute("SET synchronous_commit = on")
    if fsync != "on":
        raise StoreUnavailable("the server runs with fsync off: a power cut would lose what it has committed")
    if encoding != "UTF8":
        raise StoreUnavailable(f"the database's encoding is {encoding}; UTF8 is needed")
    driver.prepare_threshold = sys.maxsize  # what is to be prepared says so
    driver.prepared_max = 1_000
    arrays.use(driver)


def is_certain(error: psycopg.Error, is_usable: bool) -> bool:
    """Say whether a statement that raised this surely changed nothing: the server said so, and lives on."""
    said = error.diag.severity_nonlocalized
    if said is None:  # not the server's word: what could not be sent, as long as there is a connection
        return is_usable
    return said == "ERROR" and not isinstance(error, errors.StatementCompletionUnknown)


def can_be_repeated(error: BaseException) -> bool:
    """Say whether two transactions were in each other's way, so that this one may simply be done again."""
    return isinstance(error, errors.DeadlockDetected | errors.SerializationFailure)


@contextmanager
def store_errors() -> Iterator[None]:
    """Turn the driver's errors into the store's."""
    try:
        yield
    except psycopg.Error as error:
        raise translate(error) from error


def translate(error: psycopg.Error) -> StoreError:
    """Return the store's word for an error of the driver, after which surely nothing has changed."""
    said = f"{type(error).__name__}: {str(error).partition(chr(10))[0]}"
    match error:
        case errors.DiskFull():
            return StoreFull(said)
        case (
            errors.LockNotAvailable()
            | errors.QueryCanceled()
            | errors.DeadlockDetected()
            | errors.SerializationFailure()
            | errors.TooManyConnections()
            | errors.OutOfMemory()
        ):
            return StoreBusy(said)
        case errors.ReadOnlySqlTransaction() | errors.InsufficientPrivilege() | errors.UndefinedTable():
            return StoreUnavailable(said)
        case psycopg.OperationalError() | psycopg.InterfaceError():
            return StoreUnavailable(said)
        case _:
            return StoreError(said)  # a fault of ours, or a payload beyond what a column holds
