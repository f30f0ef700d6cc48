"""Opening the file: made where it is missing, migrated where it is old, refused where it can't be trusted."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import stat
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from spotintro.state.durable import make_folder, new_file, sync
from spotintro.store.address import StoreAddress
from spotintro.store.engine import STANDARD, Driver, connect, create_store_engine
from spotintro.store.failures import from_os, from_sqlite, system_error

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

MIGRATIONS = Path(__file__).parent / "migrations"
REVISIONS: Sequence[str] = ("0001", "0002", "0003", "0004", "0005", "0006")
"""In order. Kept here too, so that a store which is up to date opens without importing Alembic (0.1 s)."""


def open_store(
    address: StoreAddress,
    *,
    busy_timeout_s: float,
    revisions: Sequence[str] = REVISIONS,
    migrations: Path = MIGRATIONS,
    driver: Driver = STANDARD,
) -> Engine:
    """Open a store, made where it is missing and migrated where it is old, and check its safeguards.

    Raises:
        CreditError: SYSTEM_ERROR; the store is as it was.
    """
    if isinstance(address, Path):
        return _open_file(
            address, busy_timeout_s=busy_timeout_s, revisions=revisions, migrations=migrations, driver=driver
        )
    from spotintro.store.postgres.opening import open_server

    return open_server(
        address,
        busy_timeout_s=busy_timeout_s,
        revisions=revisions,
        run_alembic=lambda connection, revision: _run_alembic(connection, migrations, revision),
    )


def _open_file(
    path: Path, *, busy_timeout_s: float, revisions: Sequence[str], migrations: Path, driver: Driver
) -> Engine:
    import sqlalchemy.exc

    engine: Engine | None = None
    try:
        _make_file(path)
        # Writable, since a journal that a killed process left must be rolled back before anything can be read.
        with contextlib.closing(connect(path, busy_timeout_s=busy_timeout_s, driver=driver)) as plain:
            old = revision_of(plain, path, revisions)
        _make_private(path)
        engine = create_store_engine(path, busy_timeout_s=busy_timeout_s, driver=driver)
        if old != revisions[-1]:
            _migrate(engine, path, revisions, migrations, busy_timeout_s=busy_timeout_s, sqlite=driver)
        with contextlib.closing(connect(path, busy_timeout_s=busy_timeout_s, driver=driver)) as plain:
            _require_safeguards(plain, path)
    except BaseException as error:
        if engine is not None:
            engine.dispose()
        if isinstance(error, sqlalchemy.exc.DBAPIError):
            raise from_sqlite(error.orig, path) from error
        if isinstance(error, sqlite3.Error):
            raise from_sqlite(error, path) from error
        if isinstance(error, OSError):
            raise from_os(error, path) from error
        raise
    return engine


def _make_file(path: Path) -> None:
    """Make the file with mode 0600, in a new folder of mode 0700. What is there already is left as it is."""
    make_folder(path.parent)
    try:
        # SQLite would make it with the process's umask, and its journal takes the file's mode.
        with new_file(path):
            pass
    except FileExistsError:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):
            what = "a folder" if stat.S_ISDIR(mode) else "no plain file"
            raise system_error(
                f"The credit store {path} is {what}.", "Choose another file or folder with --data-dir."
            ) from None


def _make_private(path: Path) -> None:
    """Take the file, which is known to be ours, from the eyes of others: another program's keeps its mode."""
    status = path.stat()
    if sys.platform != "win32" and status.st_mode & 0o077 and status.st_uid == os.geteuid():
        path.chmod(status.st_mode & 0o700)


def revision_of(connection: sqlite3.Connection, path: Path, revisions: Sequence[str]) -> str | None:
    """Return the version of the store; None for an empty file."""
    tables = {str(name) for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not tables:
        return None
    if "alembic_version" not in tables or "account" not in tables:
        raise system_error(
            f"The database {path} belongs to another program; it was left as it is.",
            "Choose another file or folder with --data-dir.",
        )
    (found,) = connection.execute("SELECT version_num FROM alembic_version").fetchone() or (None,)
    if found not in revisions:
        raise system_error(
            f"The credit store {path} was written by a newer SpotIntro (version {found} of the store).",
            "Update SpotIntro; the store was left as it is.",
        )
    return str(found)


def _migrate(
    engine: Engine,
    path: Path,
    revisions: Sequence[str],
    migrations: Path,
    *,
    busy_timeout_s: float,
    sqlite: Driver,
) -> None:
    # One transaction under the write lock: of several programs that open an old store at once, one migrates it.
    with engine.begin() as connection:
        driver = connection.connection.driver_connection
        if not isinstance(driver, sqlite3.Connection):
            raise TypeError(f"not a SQLite connection: {type(driver).__name__}")
        old = revision_of(driver, path, revisions)
        if old == revisions[-1]:
            return
        if old is not None:
            keep_copy(path, path.with_name(f"{path.name}.before-{revisions[-1]}"), busy_timeout_s, sqlite)
        _run_alembic(connection, migrations, revisions[-1])


def _run_alembic(connection: Connection, migrations: Path, revision: str) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def keep_copy(path: Path, copy: Path, busy_timeout_s: float, driver: Driver = STANDARD) -> None:
    """Make a copy by SQLite's backup API, checked and synced before it gets its name."""
    part = copy.with_name(f"{copy.name}.part")
    part.unlink(missing_ok=True)
    with new_file(part):
        pass
    try:
        _copy_into(part, path, busy_timeout_s, driver)
        sync(part)
        part.replace(copy)
    except BaseException:
        for end in ("", "-journal", "-wal", "-shm"):
            part.with_name(f"{part.name}{end}").unlink(missing_ok=True)
        raise
    sync(copy.parent)


def _copy_into(part: Path, path: Path, busy_timeout_s: float, driver: Driver) -> None:
    with (
        contextlib.closing(connect(path, busy_timeout_s=busy_timeout_s, mode="ro", driver=driver)) as source,
        contextlib.closing(connect(part, busy_timeout_s=busy_timeout_s, driver=driver)) as target,
    ):
        source.backup(target)
        # A copy that claims to be in WAL mode would want files beside it to be read.
        target.execute("PRAGMA journal_mode = DELETE")
        (verdict,) = target.execute("PRAGMA integrity_check").fetchone()
    if verdict != "ok":
        raise system_error(
            f"The credit store {path} is damaged ({verdict}); it was left as it is.",
            "Put a copy of it back, or move it away to start a new account.",
        )


def _require_safeguards(connection: sqlite3.Connection, path: Path) -> None:
    if missing := missing_safeguards(connection):
        raise system_error(
            f"The credit store {path} lacks its safeguards ({', '.join(missing)}).",
            "Put a copy of it back, or move it away to start a new account.",
        )


def missing_safeguards(connection: sqlite3.Connection) -> list[str]:
    """Name the triggers and CHECKs that the schema should have and has not."""
    from sqlalchemy import CheckConstraint

    from spotintro.store.tables import metadata
    from spotintro.store.triggers import sqlite_triggers

    found = dict(connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"))
    missing = [name for name, statement in sqlite_triggers().items() if found.get(name) != statement]
    for table in metadata.sorted_tables:
        made = found.get(table.name, "")
        missing += [
            str(constraint.name)
            for constraint in table.constraints
            if isinstance(constraint, CheckConstraint) and f"CONSTRAINT {constraint.name} CHECK" not in made
        ]
    return missing
