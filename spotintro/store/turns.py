"""Whose turn it is to write, among the programs that have one SQLite file open.

SQLite's own lock is what protects. But whoever waits for it sleeps, in the end 100 ms at a time
(`sqliteDefaultBusyCallback` in its main.c), while whoever comes freshly takes it at once: of eight programs that
write without a pause one waited for 10 s, longer than any time-out that a user would bear. Here all wait alike.
"""

from __future__ import annotations

import contextlib
import logging
import os
import random
import sqlite3
import sys
import time
from pathlib import Path

_log = logging.getLogger(__name__)

_LOOK_AGAIN_S = (0.0005, 0.0015)
"""A booking takes 1 to 2 ms. Drawn anew each time, so that nobody keeps coming just too late."""


class Turns:
    """An advisory lock (flock) on an empty file beside the store; the system lets go of it when its holder dies.

    Without such a lock (no flock on this system, or the file can't be made) everybody always has the turn.
    """

    def __init__(self, path: Path, *, timeout_s: float) -> None:
        self._path = path
        self._timeout_s = timeout_s
        self._descriptor: int | None = None
        self._mine = False

    def take(self) -> None:
        """Wait for the turn.

        Raises:
            sqlite3.OperationalError: SQLITE_BUSY, as SQLite itself has it after the time-out.
        """
        descriptor = self._opened()
        deadline = time.monotonic() + self._timeout_s
        while descriptor is not None and not _lock(descriptor):
            if time.monotonic() > deadline:
                error = sqlite3.OperationalError("database is locked")
                error.sqlite_errorcode = sqlite3.SQLITE_BUSY
                raise error
            time.sleep(random.uniform(*_LOOK_AGAIN_S))  # noqa: S311 - no secret
        self._mine = True

    def give_up(self) -> None:
        """Again, or without having had it: no change."""
        if self._mine and self._descriptor is not None:
            _unlock(self._descriptor)
        self._mine = False

    def close(self) -> None:
        self._mine = False
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is not None:
            os.close(descriptor)

    def _opened(self) -> int | None:
        if self._descriptor is None and sys.platform != "win32":
            try:
                self._descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            except OSError as error:
                # What it means for the store, SQLite says in its own way.
                _log.debug("writing without turns: %s", error)
        return self._descriptor


def _lock(descriptor: int) -> bool:
    import fcntl

    with contextlib.suppress(BlockingIOError):
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    return False


def _unlock(descriptor: int) -> None:
    import fcntl

    fcntl.flock(descriptor, fcntl.LOCK_UN)
