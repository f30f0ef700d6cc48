"""How a connection to the store is made: its transactions, its durability, its journal."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

_WAL_RESET_FIXED = (3, 51, 3)
_WAL_RESET_BACKPORTS = {(3, 50): 7, (3, 44): 6}


def has_wal_reset_fix(version: tuple[int, int, int]) -> bool:
    """Whether this SQLite is free of the bug that corrupts a WAL file which two connections write and checkpoint.

    It is in 3.7.0 to 3.51.2, with fixes in 3.50.7 and 3.44.6: https://sqlite.org/wal.html, "The WAL-Reset Bug".
    """
    fixed_from = _WAL_RESET_BACKPORTS.get(version[:2])
    return version >= _WAL_RESET_FIXED or (fixed_from is not None and version[2] >= fixed_from)


def journal_mode(version: tuple[int, int, int] = sqlite3.sqlite_version_info) -> str:
    """WAL where it is safe, else a rollback journal.

    TRUNCATE rather than DELETE: at FULL, SQLite syncs a truncated journal but not the folder of a deleted one, so
    after a power cut a deleted journal can come back and roll back a commit that was acknowledged.
    """
    return "WAL" if has_wal_reset_fix(version) else "TRUNCATE"


def connect(path: Path, *, busy_timeout_s: float, mode: str = "rw") -> sqlite3.Connection:
    """A plain connection that never makes the file, with no transactions of its own."""
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        timeout=busy_timeout_s,
        isolation_level=None,
        check_same_thread=False,
    )


def set_pragmas(connection: sqlite3.Connection) -> None:
    # Set on every connection: but for WAL nothing of it is kept in the file.
    for pragma in (
        f"journal_mode = {journal_mode()}",
        "synchronous = FULL",  # NORMAL loses acknowledged commits on a power cut
        "foreign_keys = ON",
        "recursive_triggers = ON",  # else INSERT OR REPLACE deletes without firing a DELETE trigger
    ):
        connection.execute(f"PRAGMA {pragma}")


@contextmanager
def erasing(connection: Connection) -> Iterator[None]:
    """While it lasts, SQLite overwrites what is deleted; else it stays readable in the file for a long time."""
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


def create_store_engine(path: Path, *, busy_timeout_s: float) -> Engine:
    """One connection, used by one thread at a time; transactions begin IMMEDIATE unless `reading` says otherwise.

    The driver's own default begins none before a SELECT, so two processes read the same balance and both spend it;
    a deferred one fails with SQLITE_BUSY_SNAPSHOT, which no time-out helps.
    """
    from sqlalchemy import create_engine, event
    from sqlalchemy.pool import StaticPool

    def creator() -> sqlite3.Connection:
        connection = connect(path, busy_timeout_s=busy_timeout_s)
        set_pragmas(connection)
        return connection

    engine = create_engine("sqlite://", creator=creator, poolclass=StaticPool, hide_parameters=True)

    def begin(connection: Connection) -> None:
        connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN IMMEDIATE"))

    event.listen(engine, "begin", begin)
    return engine


def reading(engine: Engine) -> Engine:
    """The same connection with transactions that take no write lock."""
    return engine.execution_options(begin="BEGIN")
