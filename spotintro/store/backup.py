"""Copies of a store and the way back, each checked to the last entry before it gets its name."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from spotintro.credits.base import AuditProblem
from spotintro.credits.errors import CreditError, CreditErrorCode
from spotintro.state.durable import sync
from spotintro.store.audit import audit
from spotintro.store.engine import STANDARD, Driver, connect, create_store_engine, reading
from spotintro.store.failures import from_os, from_sqlite, in_use, system_error
from spotintro.store.opening import REVISIONS, keep_copy, open_store, revision_of
from spotintro.store.tables import account

_BUSY_TIMEOUT_S = 5.0
_NOT_WRITABLE = frozenset(
    {
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_PERM,
    }
)


def back_up(store: Path, copy: Path, *, driver: Driver = STANDARD) -> int:
    """Copy a store, which may be in use, to a new file of mode 0600; return the number of entries in it.

    Raises:
        CreditError: there is no store, the file is there already, or what was copied isn't sound: then no file is
            left.
    """
    with _sentences(store):
        if not store.is_file():
            raise _failed(f"There is no credit store {store} yet.", "Start SpotIntro once, or name its folder.")
        folder = copy.absolute().parent
        with _written_to(folder):
            there = copy.exists()
        if there:
            raise _failed(f"The file {copy} is there already.", "Choose another name; it was left as it is.")
        open_store(store, busy_timeout_s=_BUSY_TIMEOUT_S, driver=driver).dispose()
        unchecked = copy.with_name(f"{copy.name}.unchecked")
        with _written_to(folder), _checked(store, unchecked, driver) as (checked, entries):
            checked.replace(copy)
            sync(copy.parent)
    return entries


def restore(store: Path, copy: Path, *, now: datetime, driver: Driver = STANDARD) -> Path | None:
    """Put a copy in a store's place; return where the replaced file is kept, None where there was none.

    Refused while another program is booking, or has the store open in WAL mode. One that has a store with a
    rollback journal open without booking can't be seen: its next booking is refused, since its file was moved. On
    Windows, which replaces no file that is open, that is refused as well.

    Raises:
        CreditError: the copy is no store, of a newer version or not sound, or the store is in use.
    """
    with _sentences(copy):
        if not copy.is_file():
            raise _failed(f"There is no file {copy}.", "Name a file that `spotintro credits backup` made.")
        with contextlib.closing(connect(copy, busy_timeout_s=_BUSY_TIMEOUT_S, mode="ro", driver=driver)) as plain:
            found = revision_of(plain, copy, REVISIONS)
        if found is None:
            raise _failed(f"The file {copy} is empty.", "Name a file that `spotintro credits backup` made.")
    with _sentences(store):
        if store.exists() and store.samefile(copy):
            raise _failed(f"The file {copy} is the store itself.", "Name a copy of it.")
        with _checked(copy, store.with_name(f"{store.name}.restoring"), driver) as (unchecked, _):
            if not store.exists():
                # What a file that was taken away has left behind would be played into the copy.
                for end in ("-journal", "-wal", "-shm"):
                    store.with_name(f"{store.name}{end}").unlink(missing_ok=True)
                sync(store.parent)
                unchecked.replace(store)
                sync(store.parent)
                return None
            kept = store.with_name(f"{store.name}.replaced-{now:%Y%m%dT%H%M%S.%f}")
            _replace(store, unchecked, kept, driver)
    return kept


def _replace(store: Path, unchecked: Path, kept: Path, driver: Driver) -> None:
    with _alone(store, driver) as let_go:
        # A second name, not a move: at no moment is there no store, which would begin a new account.
        os.link(store, kept)
        try:
            if sys.platform == "win32":  # where our own having it open would be in the way
                let_go()
            unchecked.replace(store)
        except OSError as error:
            with contextlib.suppress(OSError):  # in use by its other name, for Windows
                kept.unlink()
            if sys.platform == "win32" and isinstance(error, PermissionError):
                raise in_use(store) from error
            raise
        sync(store.parent)


@contextlib.contextmanager
def _checked(source: Path, unchecked: Path, driver: Driver) -> Iterator[tuple[Path, int]]:
    """Give an audited copy of the newest version, and its number of entries; the copy is gone afterwards."""
    beside = [unchecked.with_name(f"{unchecked.name}{end}") for end in (f".before-{REVISIONS[-1]}", "-journal")]
    try:
        keep_copy(source, unchecked, _BUSY_TIMEOUT_S, driver)
        open_store(unchecked, busy_timeout_s=_BUSY_TIMEOUT_S, driver=driver).dispose()
        entries, problems = _audit(unchecked, driver)
        if problems:
            raise system_error(
                f"The books of {source} don't agree ({problems[0].check}, {problems[0].row}).",
                "The file was left as it is. spotintro credits audit says more; use another copy.",
            )
        with contextlib.closing(connect(unchecked, busy_timeout_s=_BUSY_TIMEOUT_S, driver=driver)) as plain:
            plain.execute("PRAGMA journal_mode = DELETE")
        sync(unchecked)
        yield unchecked, entries
    finally:
        for path in (unchecked, *beside):
            path.unlink(missing_ok=True)


def _audit(path: Path, driver: Driver) -> tuple[int, list[AuditProblem]]:
    engine = create_store_engine(path, busy_timeout_s=_BUSY_TIMEOUT_S, driver=driver)
    try:
        with reading(engine).connect() as connection, connection.begin():
            ids = connection.execute(select(account.c.id)).scalars().all()
            reports = [audit(connection, account_id) for account_id in ids]
    finally:
        engine.dispose()
    return sum(report.entries for report in reports), [found for report in reports for found in report.problems]


@contextlib.contextmanager
def _alone(store: Path, driver: Driver) -> Iterator[Callable[[], None]]:
    """Keep everybody else from writing, until what this gives is called.

    Leaving WAL mode, which leaves no side files, needs them to be gone.
    """
    with contextlib.closing(connect(store, busy_timeout_s=0.5, driver=driver)) as plain:
        plain.execute("PRAGMA journal_mode = DELETE")
        plain.execute("BEGIN EXCLUSIVE")
        # Else a power cut may bring back the old file's journal or log, and SQLite would play it into the copy.
        sync(store.parent)
        yield plain.close


@contextlib.contextmanager
def _written_to(folder: Path) -> Iterator[None]:
    """Name the folder that a copy can't be written to. What else fails is the store's."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        if getattr(cause, "sqlite_errorcode", 0) & 0xFF not in _NOT_WRITABLE:
            raise
        raise _not_written(folder, str(cause)) from error
    except OSError as error:
        raise _not_written(folder, error.strerror or str(error)) from error


def _not_written(folder: Path, why: str) -> CreditError:
    return system_error(
        f"The copy can't be written in the folder {folder}: {why}.",
        "Choose another folder, or make room there; nothing was left in it.",
    )


@contextlib.contextmanager
def _sentences(path: Path) -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        raise from_sqlite(error.orig, path) from error
    except sqlite3.Error as error:
        raise from_sqlite(error, path) from error
    except OSError as error:
        raise from_os(error, path) from error


def _failed(message: str, next_step: str) -> CreditError:
    return CreditError(CreditErrorCode.OPERATION_FAILED, message, next_step)
