"""How a connection to the store is made: its transactions, its durability, its journal."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from spotintro.store.address import PostgresUrl, StoreAddress
from spotintro.store.turns import Turns

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

_T = TypeVar("_T")

_WRITING = "BEGIN IMMEDIATE"
_WAL_RESET_FIXED = (3, 51, 3)
_WAL_RESET_BACKPORTS = {(3, 50): 7, (3, 44): 6}


@dataclass(frozen=True, slots=True)
class Driver:
    """One build of SQLite: what makes its connections, with `sqlite3.connect`'s arguments, and its version."""

    connect: Callable[..., sqlite3.Connection] = sqlite3.connect
    version: tuple[int, int, int] = sqlite3.sqlite_version_info


STANDARD = Driver()


def has_wal_reset_fix(version: tuple[int, int, int]) -> bool:
    """Tell whether this SQLite is free of the bug that corrupts a WAL file which two connections write.

    It is in 3.7.0 to 3.51.2, with fixes in 3.50.7 and 3.44.6: https://sqlite.org/wal.html, "The WAL-Reset Bug".
    """
    fixed_from = _WAL_RESET_BACKPORTS.get(version[:2])
    return version >= _WAL_RESET_FIXED or (fixed_from is not None and version[2] >= fixed_from)


def journal_mode(version: tuple[int, int, int] = sqlite3.sqlite_version_info) -> str:
    """Choose WAL where it is safe, else a rollback journal.

    TRUNCATE rather than DELETE: at FULL, SQLite syncs a truncated journal but not the folder of a deleted one, so
    after a power cut a deleted journal can come back and roll back a commit that was acknowledged.
    """
    return "WAL" if has_wal_reset_fix(version) else "TRUNCATE"


def connect(
    path: Path,
    *,
    busy_timeout_s: float,
    mode: str = "rw",
    driver: Driver = STANDARD,
    factory: type[sqlite3.Connection] | None = None,
) -> sqlite3.Connection:
    """Make a plain connection that never makes the file and begins no transactions of its own."""
    made_by = {} if factory is None else {"factory": factory}
    return driver.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        timeout=busy_timeout_s,
        isolation_level=None,
        check_same_thread=False,
        **made_by,
    )


class _InTurn(sqlite3.Connection):
    """Its write transactions wait for their turn, and end it."""

    turns: Turns

    def commit(self) -> None:
        super().commit()  # where this fails, SQLAlchemy rolls back
        self.turns.give_up()

    def rollback(self) -> None:
        try:
            super().rollback()
        finally:
            self.turns.give_up()

    def close(self) -> None:
        try:
            super().close()
        finally:
            self.turns.close()


def set_pragmas(connection: sqlite3.Connection, version: tuple[int, int, int] = STANDARD.version) -> None:
    # Set on every connection: but for WAL nothing of it is kept in the file.
    for pragma in (
        f"journal_mode = {journal_mode(version)}",
        "synchronous = FULL",  # NORMAL loses acknowledged commits on a power cut
        "foreign_keys = ON",
        "recursive_triggers = ON",  # else INSERT OR REPLACE deletes without firing a DELETE trigger
    ):
        connection.execute(f"PRAGMA {pragma}")


@contextlib.contextmanager
def erasing(connection: Connection) -> Iterator[None]:
    """Have SQLite overwrite what is deleted meanwhile; else it stays readable in the file for a long time."""
    if connection.dialect.name != "sqlite":
        yield
        return
    # Some builds have it on from the start.
    before = connection.exec_driver_sql("PRAGMA secure_delete").scalar_one()
    connection.exec_driver_sql("PRAGMA secure_delete = ON")
    try:
        yield
    finally:
        connection.exec_driver_sql(f"PRAGMA secure_delete = {before}")


def create_store_engine(address: StoreAddress, *, busy_timeout_s: float, driver: Driver = STANDARD) -> Engine:
    """Make an engine whose transactions are those of the money path, on either database.

    Raises:
        CreditError: SYSTEM_ERROR where a server's driver is not installed.
    """
    if isinstance(address, PostgresUrl):
        from spotintro.store.postgres.server import create_server_engine

        return create_server_engine(address, busy_timeout_s=busy_timeout_s)
    return _create_file_engine(address, busy_timeout_s=busy_timeout_s, driver=driver)


def _create_file_engine(path: Path, *, busy_timeout_s: float, driver: Driver) -> Engine:
    """Make an engine of one connection, used by one thread at a time.

    Its transactions begin IMMEDIATE unless `reading` says otherwise.

    The driver's own default begins none before a SELECT, so two processes read the same balance and both spend it;
    a deferred one fails with SQLITE_BUSY_SNAPSHOT, which no time-out helps.
    """
    from sqlalchemy import create_engine, event
    from sqlalchemy.pool import StaticPool

    def creator() -> sqlite3.Connection:
        # Another driver makes connections of its own; turns are no more than a courtesy among programs.
        factory = _InTurn if driver is STANDARD else None
        connection = connect(path, busy_timeout_s=busy_timeout_s, driver=driver, factory=factory)
        if isinstance(connection, _InTurn):
            connection.turns = Turns(path.with_name(f"{path.name}.turn"), timeout_s=busy_timeout_s)
        set_pragmas(connection, driver.version)
        return connection

    engine = create_engine("sqlite://", creator=creator, poolclass=StaticPool, hide_parameters=True)

    def begin(connection: Connection) -> None:
        statement = connection.get_execution_options().get("begin", _WRITING)
        plain = connection.connection.driver_connection
        turns = plain.turns if isinstance(plain, _InTurn) and statement == _WRITING else None
        if turns is not None:
            turns.take()
        try:
            connection.exec_driver_sql(statement)
        except BaseException:
            if turns is not None:
                turns.give_up()
            raise

    event.listen(engine, "begin", begin)
    return engine


def reading(engine: Engine) -> Engine:
    """Return the same connection with transactions that take no write lock."""
    return engine.execution_options(begin="BEGIN")


def begin_snapshot(connection: Connection) -> None:
    """Make the transaction that has just begun see one state of the store and write nothing."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")


def rows_changed(connection: Connection) -> int | None:
    """Count the rows that this connection has changed since it was made; None on a server."""
    plain = connection.connection.driver_connection
    return plain.total_changes if isinstance(plain, sqlite3.Connection) else None


@contextlib.contextmanager
def begun(connection: Connection, first: Callable[[Connection], _T]) -> Iterator[_T]:
    """Begin a transaction, and give what `first`, which can be done again, found at its start.

    A connection that was lost while nobody used it is noticed there: then it is made anew, once.
    """
    from sqlalchemy.exc import DBAPIError

    was_alive = not connection.invalidated
    transaction = connection.begin()
    try:
        found = first(connection)
    except DBAPIError as error:
        transaction.rollback()
        if not (was_alive and error.connection_invalidated):
            raise
        transaction = connection.begin()
        try:
            found = first(connection)
        except BaseException:
            transaction.rollback()
            raise
    except BaseException:
        transaction.rollback()
        raise
    with transaction:
        yield found
