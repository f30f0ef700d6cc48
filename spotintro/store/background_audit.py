"""The audit beside the account's use: in a thread of its own, giving way to everything else."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import create_engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from spotintro.store.audit import audit
from spotintro.store.engine import connect
from spotintro.store.failures import from_sqlite
from spotintro.store.redemptions import store_id

if TYPE_CHECKING:
    from spotintro.credits.base import AuditReport
    from spotintro.secrets.chain_keys import ChainKeeper

_BUSY_TIMEOUT_S: Final = 5.0
_STEPS: Final = 5_000
"""Of SQLite's machine between two pauses: about a millisecond of them, with what Python does meanwhile."""
_PAUSE_S: Final = 0.001
_PAGES: Final = 256
"""Copied at a time: 1 MB, for as long as a booking may have to wait."""


class BackgroundAudit:
    """One audit of an account in a SQLite file that is in use. `run` it in a thread; `cancel` it from any other.

    It has its own connection and its own snapshot. A reader of a WAL file holds nobody up. With a rollback journal
    a reader holds up whoever commits, so what is audited there is a private copy, made in short steps by SQLite's
    backup, which begins again where something was booked meanwhile.
    """

    def __init__(
        self, path: Path, *, account_id: str, chain_keeper: ChainKeeper | None, steps: int = _STEPS
    ) -> None:
        """Prepare the audit; `steps` of SQLite's virtual machine are run between two pauses."""
        self._path = path
        self._account_id = account_id
        self._chain_keeper = chain_keeper
        self._steps = steps
        self._cancelled = threading.Event()

    def cancel(self) -> None:
        self._cancelled.set()

    def start(self) -> Future[AuditReport | None]:
        """Call `run` in a daemon thread: it may be waiting for a keyring when the program ends."""
        done: Future[AuditReport | None] = Future()
        threading.Thread(target=self._fulfil, args=(done,), name="audit", daemon=True).start()
        return done

    def _fulfil(self, done: Future[AuditReport | None]) -> None:
        if not done.set_running_or_notify_cancel():
            return
        try:
            done.set_result(self.run())
        except BaseException as error:  # noqa: BLE001 - whoever waits gets it, whatever it is
            done.set_exception(error)

    def run(self) -> AuditReport | None:
        """Audit the file; None where it was cancelled, which takes effect within milliseconds.

        Raises:
            CreditError: SYSTEM_ERROR where the file can't be read.
        """
        try:
            with self._snapshot() as snapshot:
                report = self._audit(snapshot)
                return None if self._cancelled.is_set() else report
        except DBAPIError as error:
            if self._cancelled.is_set():
                return None
            raise from_sqlite(error.orig, self._path) from error
        except sqlite3.Error as error:
            if self._cancelled.is_set():
                return None
            raise from_sqlite(error, self._path) from error

    def _audit(self, snapshot: sqlite3.Connection) -> AuditReport:
        engine = create_engine("sqlite://", creator=lambda: snapshot, poolclass=StaticPool, hide_parameters=True)
        with engine.connect() as connection:
            record = None
            if self._chain_keeper is not None:
                record = self._chain_keeper.read(store_id(connection), self._account_id)
            snapshot.execute("BEGIN")
            report = audit(connection, self._account_id, record, structure=False)
            snapshot.execute("COMMIT")
        return report

    @contextlib.contextmanager
    def _snapshot(self) -> Iterator[sqlite3.Connection]:
        with contextlib.closing(connect(self._path, busy_timeout_s=_BUSY_TIMEOUT_S, mode="ro")) as source:
            (mode,) = source.execute("PRAGMA journal_mode").fetchone()
            if mode == "wal":
                source.set_progress_handler(self._give_way, self._steps)
                yield source
                return
            # Without a name: a file of SQLite's own, gone with the connection.
            with contextlib.closing(sqlite3.connect("", isolation_level=None, check_same_thread=False)) as copy:
                source.backup(copy, pages=_PAGES, progress=self._copied)
                copy.set_progress_handler(self._give_way, self._steps)
                yield copy

    def _copied(self, _status: int, _remaining: int, _total: int) -> None:
        if self._give_way():
            raise sqlite3.OperationalError("cancelled")

    def _give_way(self) -> bool:
        """Let others run; return whether to stop."""
        return self._cancelled.wait(_PAUSE_S)
