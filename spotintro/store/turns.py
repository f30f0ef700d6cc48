"""Whose turn it is to write, among the programs that have one SQLite file open.

SQLite's own lock is what protects. But whoever waits for it sleeps, in the end 100 ms at a time
(`sqliteDefaultBusyCallback` in its main.c), while whoever comes freshly takes it at once: of eight programs that
write without a pause one waited for 10 s, longer than any time-out that a user would bear. Here the system wakes
who waits as soon as the turn is free, in the order in which they came.
"""

from __future__ import annotations

import contextlib
import logging
import os
import queue
import sqlite3
import sys
import threading
from pathlib import Path

_log = logging.getLogger(__name__)


class Turns:
    """An advisory lock (flock) on an empty file beside the store; the system lets go of it when its holder dies.

    Without such a lock (no flock on this system, or the file can't be made) everybody always has the turn.
    Used by one thread at a time.
    """

    def __init__(self, path: Path, *, timeout_s: float) -> None:
        self._path = path
        self._timeout_s = timeout_s
        self._lock: _Lock | None = None
        self._mine = False

    def take(self) -> None:
        """Wait for the turn.

        Raises:
            sqlite3.OperationalError: SQLITE_BUSY, as SQLite itself has it after the time-out.
        """
        if self._lock is None:
            self._lock = _Lock.on(self._path)
        if self._lock is None:
            return
        if not self._lock.take(self._timeout_s):
            # It is its thread's now, which waits on.
            self._lock = None
            error = sqlite3.OperationalError("database is locked")
            error.sqlite_errorcode = sqlite3.SQLITE_BUSY
            raise error
        self._mine = True

    def give_up(self) -> None:
        """End the turn; again, or without having had it: no change."""
        if self._mine and self._lock is not None:
            self._lock.give_up()
        self._mine = False

    def close(self) -> None:
        self.give_up()
        lock, self._lock = self._lock, None
        if lock is not None:
            lock.close()


class _Lock:
    """A file's lock that is waited for in a thread: the system's own wait knows no time-out."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._asked: queue.SimpleQueue[bool] = queue.SimpleQueue()
        self._taken: queue.SimpleQueue[None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._deciding = threading.Lock()
        self._abandoned = False

    @classmethod
    def on(cls, path: Path) -> _Lock | None:
        if sys.platform == "win32":
            return None
        try:
            return cls(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
        except OSError as error:
            # What it means for the store, SQLite says in its own way.
            _log.debug("writing without turns: %s", error)
            return None

    def take(self, timeout_s: float) -> bool:
        """Take the lock; after a False it must not be used any more."""
        if _locked_at_once(self._descriptor):
            return True
        if self._thread is None:
            self._thread = threading.Thread(target=self._wait_when_asked, name="turn", daemon=True)
            self._thread.start()
        self._asked.put(True)
        with contextlib.suppress(queue.Empty):
            self._taken.get(timeout=timeout_s)
            return True
        with self._deciding:
            self._abandoned = self._taken.empty()
        if not self._abandoned:
            self._taken.get_nowait()
        return not self._abandoned

    def give_up(self) -> None:
        import fcntl

        fcntl.flock(self._descriptor, fcntl.LOCK_UN)

    def close(self) -> None:
        if self._thread is not None:
            self._asked.put(False)
            self._thread.join()
        os.close(self._descriptor)

    def _wait_when_asked(self) -> None:
        import fcntl

        while self._asked.get():
            try:
                fcntl.flock(self._descriptor, fcntl.LOCK_EX)
            except OSError as error:
                _log.warning("writing without a turn: %s", error)
            with self._deciding:
                if self._abandoned:
                    os.close(self._descriptor)
                    return
                self._taken.put(None)


def _locked_at_once(descriptor: int) -> bool:
    import fcntl

    with contextlib.suppress(BlockingIOError):
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    return False
