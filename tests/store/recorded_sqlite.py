"""A second SQLite (APSW's) as a driver of the store, on a file system that records and fails as it is told."""

from __future__ import annotations

import contextlib
import ctypes
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import apsw

from spotintro.store.engine import Driver
from tests.store.disk import Recorder, Sync, SyncFolder, Truncate, Write

_MAJOR, _MINOR, _PATCH = map(int, apsw.sqlite_lib_version().split("."))
FIXED_VERSION: Final = (_MAJOR, _MINOR, _PATCH)
_NAME: Final = "recorded"
_JOURNALS: Final = apsw.SQLITE_OPEN_MAIN_JOURNAL | apsw.SQLITE_OPEN_WAL
_RECORDED: Final = apsw.SQLITE_OPEN_MAIN_DB | _JOURNALS
_OPEN_DIRECTORY: Final = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_char_p, ctypes.POINTER(ctypes.c_int))

# As CPython's Modules/_sqlite/util.c sorts the result codes.
_CLASSES: Final[Mapping[int, type[sqlite3.Error]]] = {
    apsw.SQLITE_INTERNAL: sqlite3.InternalError,
    apsw.SQLITE_NOTFOUND: sqlite3.InternalError,
    apsw.SQLITE_CORRUPT: sqlite3.DatabaseError,
    apsw.SQLITE_NOTADB: sqlite3.DatabaseError,
    apsw.SQLITE_TOOBIG: sqlite3.DataError,
    apsw.SQLITE_CONSTRAINT: sqlite3.IntegrityError,
    apsw.SQLITE_MISMATCH: sqlite3.IntegrityError,
    apsw.SQLITE_MISUSE: sqlite3.InterfaceError,
    apsw.SQLITE_RANGE: sqlite3.InterfaceError,
}


class Faults:
    """Which change of a file fails, counted from the arming on."""

    def __init__(self) -> None:
        self.failed: list[int] = []
        """SQLite's codes of what failed since the arming."""
        self._changes = 0
        self._at: int | None = None
        self._write_code = 0
        self._for_good = False
        self._silent = False

    def arm(self, at: int, write_code: int, *, for_good: bool) -> None:
        """The change with this number, from 0, fails; for good: so do all after it."""
        self.failed = []
        self._changes, self._at, self._write_code, self._for_good = 0, at, write_code, for_good

    def disarm(self) -> bool:
        """Whether it has come to a failure."""
        self._at, self._silent = None, False
        return bool(self.failed)

    def die(self) -> None:
        """Nothing reaches a file from now on, as from a process that is gone; nobody is told."""
        self._silent = True

    def change(self, code: int | None = None) -> bool:
        """Whether it is to be done; the code is the one with which it may fail, None for a write's.

        Raises:
            apsw.Error: it fails.
        """
        if self._silent:
            return False
        at, self._changes = self._changes, self._changes + 1
        if self._at is not None and (at == self._at or (self._for_good and at > self._at)):
            self.failed.append(self._write_code if code is None else code)
            raise apsw.exception_for(self.failed[-1])
        return True


class FileSystem(apsw.VFS):
    """SQLite's own of Unix; what changes a file goes through the recorder first."""

    def __init__(self) -> None:
        self.recorder = Recorder()
        self.faults = Faults()
        super().__init__(_NAME, "unix")
        self._open_directory = _OPEN_DIRECTORY(self.xGetSystemCall("openDirectory") or 0)
        self._recorded = _OPEN_DIRECTORY(self._opened_directory)
        pointer = ctypes.cast(self._recorded, ctypes.c_void_p).value
        assert pointer is not None
        assert self.xSetSystemCall("openDirectory", pointer)

    def close(self) -> None:
        self.xSetSystemCall(None, 0)
        self.unregister()

    def _opened_directory(self, name: bytes, descriptor: Any) -> int:
        """SQLite opens a folder to sync it and for nothing else (os_unix.c: unixSync and unixDelete)."""
        self.recorder.log.append(SyncFolder(os.path.dirname(os.fsdecode(name))))  # noqa: PTH120 - bytes from C
        return int(self._open_directory(name, descriptor))

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> apsw.VFSFile:  # noqa: N802 - SQLite's
        if not flags[0] & _RECORDED:
            return apsw.VFSFile("unix", name, flags)
        plain = name.filename() if isinstance(name, apsw.URIFilename) else str(name)
        made = not Path(plain).exists()
        if made:
            self.faults.change(apsw.SQLITE_CANTOPEN)
        return RecordedFile(self, name, plain, flags)

    def xDelete(self, filename: str, syncdir: bool) -> None:  # noqa: N802
        if self.faults.change(apsw.SQLITE_IOERR_DELETE):
            if filename in self.recorder.names:
                self.recorder.named((filename, None))
            super().xDelete(filename, syncdir)

    def excepthook(self, *_: Any) -> bool:
        return True  # an ordered failure that SQLite has no use for


class RecordedFile(apsw.VFSFile):
    def __init__(
        self, system: FileSystem, name: str | apsw.URIFilename | None, plain: str, flags: list[int]
    ) -> None:
        super().__init__("unix", name, flags)
        self._system = system
        self._log = system.recorder.log
        known = system.recorder.names.get(plain)
        self._file = system.recorder.created(plain) if known is None else known

    def xWrite(self, data: Any, offset: int) -> None:  # noqa: N802
        if self._system.faults.change():
            self._log.append(Write(self._file, offset, bytes(data)))
            super().xWrite(data, offset)

    def xTruncate(self, newsize: int) -> None:  # noqa: N802
        if self._system.faults.change(apsw.SQLITE_IOERR_TRUNCATE):
            self._log.append(Truncate(self._file, newsize))
            super().xTruncate(newsize)

    def xSync(self, flags: int) -> None:  # noqa: N802
        if self._system.faults.change(apsw.SQLITE_IOERR_FSYNC):
            self._log.append(Sync(self._file))
            super().xSync(flags)

    def excepthook(self, *_: Any) -> bool:
        return True


@contextlib.contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except apsw.Error as error:
        # SQLite says what failed first; APSW what failed last, as in a rollback that follows.
        first: BaseException = error
        while isinstance(first.__context__, apsw.Error):
            first = first.__context__
        code = getattr(first, "extendedresult", getattr(first, "result", apsw.SQLITE_ERROR))
        found = _CLASSES.get(code & 0xFF, sqlite3.OperationalError)(str(first))
        found.sqlite_errorcode = code
        raise found from error


class Cursor(sqlite3.Cursor):
    """Rows are all read at once."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        self._ours = connection
        self._rows: list[Any] = []
        self._description: Any = None
        self._changed = -1
        self._row_id: int | None = None

    description = property(lambda self: self._description)
    rowcount = property(lambda self: self._changed)
    lastrowid = property(lambda self: self._row_id)

    def execute(self, sql: str, parameters: Any = (), /) -> Cursor:
        return self.executemany(sql, (parameters,))

    def executemany(self, sql: str, parameters: Iterable[Any], /) -> Cursor:
        apsw_connection = self._ours.apsw
        sql = self._ours.instead_of(sql)
        cursor = apsw_connection.cursor()
        found: list[Any] = []

        def look(traced: apsw.Cursor, *_: Any) -> bool:
            found[:] = traced.get_description()
            return True

        cursor.exec_trace = look
        changed = 0
        with _translated():
            for each in parameters:
                before = apsw_connection.total_changes()
                self._rows = list(cursor.execute(sql, each))
                changed += apsw_connection.changes() if apsw_connection.total_changes() != before else 0
            self._row_id = apsw_connection.last_insert_rowid()
        self._description = tuple((column[0], *[None] * 6) for column in found) or None
        self._changed = -1 if sql.lstrip()[:6].upper() in {"SELECT", "PRAGMA"} else changed
        return self

    def fetchone(self) -> Any:
        return self._rows.pop(0) if self._rows else None

    def fetchmany(self, size: int | None = 1) -> list[Any]:
        rows, self._rows = self._rows[:size], self._rows[size:]
        return rows

    def fetchall(self) -> list[Any]:
        rows, self._rows = self._rows, []
        return rows

    def __iter__(self) -> Cursor:
        return self

    def __next__(self) -> Any:
        if not self._rows:
            raise StopIteration
        return self._rows.pop(0)


class Connection(sqlite3.Connection):
    """The standard library's by its type, another SQLite by its work; never the same file in both."""

    def __init__(self, made: apsw.Connection, sqlite: RecordedSqlite) -> None:
        super().__init__(":memory:", isolation_level=None, check_same_thread=False)
        self.apsw = made
        self._sqlite = sqlite
        self._committed_changes = 0

    def instead_of(self, sql: str) -> str:
        return self._sqlite.instead_of(sql)

    def cursor(self, factory: Any = None) -> Any:
        return Cursor(self)

    def execute(self, sql: str, parameters: Any = (), /) -> Cursor:
        return Cursor(self).execute(sql, parameters)

    @property
    def in_transaction(self) -> bool:
        return self.apsw.in_transaction

    @property
    def total_changes(self) -> int:
        return int(self.apsw.total_changes())

    def commit(self) -> None:
        if self.apsw.in_transaction:
            self.execute("COMMIT")
            if self.total_changes != self._committed_changes:
                self._committed_changes = self.total_changes
                self._sqlite.committed(self.apsw)

    def rollback(self) -> None:
        if self.apsw.in_transaction:
            self.execute("ROLLBACK")

    def create_function(self, name: str, narg: int, func: Any, /, *, deterministic: bool = False) -> None:
        self.apsw.create_scalar_function(name, func, narg, deterministic=deterministic)

    def backup(self, target: Any, **_: Any) -> None:
        with _translated(), target.apsw.backup("main", self.apsw, "main") as backup:
            while not backup.done:
                backup.step()

    def close(self) -> None:
        # APSW tells of failures that SQLite passes over: what is in the log stays there for the next to read.
        with contextlib.suppress(apsw.Error):
            self.apsw.close()
        super().close()


class RecordedSqlite:
    """Makes the connections of a `Driver`."""

    def __init__(
        self,
        system: FileSystem,
        *,
        instead: Mapping[str, str] | None = None,
        committed: Callable[[apsw.Connection], None] = lambda connection: None,
        checkpoint_pages: int = 1000,
    ) -> None:
        self._instead = instead or {}
        """Statements that a control replaces by others."""
        self.replaced: set[str] = set()
        self.committed = committed
        self._system = system
        self._checkpoint_pages = checkpoint_pages

    def instead_of(self, sql: str) -> str:
        if sql in self._instead:
            self.replaced.add(sql)
        return self._instead.get(sql, sql)

    def driver(self, version: tuple[int, int, int]) -> Driver:
        """As of a SQLite of this version."""
        return Driver(self._connect, version)

    def _connect(self, address: str, /, *, timeout: float, **_: Any) -> Connection:
        flags = apsw.SQLITE_OPEN_URI | apsw.SQLITE_OPEN_READWRITE
        with _translated():
            made = apsw.Connection(address, flags=flags, vfs=_NAME)
            made.set_busy_timeout(int(timeout * 1000))
            made.set_wal_hook(self._checkpoint)
        return Connection(made, self)

    def _checkpoint(self, connection: apsw.Connection, name: str, pages: int) -> int:
        """As SQLite's own hook does (main.c, sqlite3WalDefaultHook): a failure is passed over, the commit stands.

        That one's would be raised after the commit, by APSW, which keeps an exception that SQLite has passed over.
        """
        if pages >= self._checkpoint_pages:
            with contextlib.suppress(apsw.Error):
                connection.wal_checkpoint(name)
        return apsw.SQLITE_OK
