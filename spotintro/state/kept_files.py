"""What was fetched, kept on disk for a while: bounded in number, size and age. It may be deleted at any time."""

from __future__ import annotations

import contextlib
import hashlib
import logging
import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from spotintro.state.durable import make_own_folder, replace_file

_log = logging.getLogger(__name__)

MAX_BYTES: Final = 20_000_000
MAX_FILES: Final = 5_000
MAX_AGE_S: Final = 30 * 86_400.0
"""Spotify's terms allow keeping its content for as long as it is needed, not for good."""


class KeptFiles:
    """Keeps what was fetched, in files named by the hash of its address: no name tells what was listened to.

    It never raises: a disk that is full or read-only costs the fetching again, and a line in the log.
    """

    def __init__(
        self,
        folder: Path,
        what: str,
        *,
        max_bytes: int = MAX_BYTES,
        max_files: int = MAX_FILES,
        max_age_s: float = MAX_AGE_S,
        now: Callable[[], float] = time.time,
    ) -> None:
        """Keep files in `folder`; `what` they are stands in the log, `now` gives seconds since 1970."""
        self._folder = folder
        self._what = what
        self._max_bytes = max_bytes
        self._max_files = max_files
        self._max_age_s = max_age_s
        self._now = now

    def get(self, url: str) -> bytes | None:
        path = self._path(url)
        try:
            if self._now() - path.stat().st_mtime > self._max_age_s:
                path.unlink()
                return None
            return path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            _log.info("a kept %s can't be read: %s", self._what, error.strerror)
            return None

    def put(self, url: str, data: bytes) -> None:
        """Keep something, and drop the oldest beyond what may be kept."""
        try:
            make_own_folder(self._folder)
            path = self._path(url)
            replace_file(path, data, synced=False)
            os.utime(path, (self._now(), self._now()))
            self._prune()
        except OSError as error:
            _log.info("a %s can't be kept: %s", self._what, error.strerror)

    def drop(self, url: str) -> None:
        with contextlib.suppress(OSError):  # it is overwritten by the next one
            self._path(url).unlink(missing_ok=True)

    def forget(self) -> None:
        """Delete all that is kept."""
        shutil.rmtree(self._folder, ignore_errors=True)
        if self._folder.exists():
            _log.warning("what is kept can't be deleted: %s", self._folder)

    def _path(self, url: str) -> Path:
        return self._folder / hashlib.sha256(url.encode()).hexdigest()[:40]

    def _prune(self) -> None:
        kept = []
        for path in self._folder.iterdir():
            with contextlib.suppress(FileNotFoundError):  # another terminal prunes too
                status = path.stat()
                kept.append((status.st_mtime, status.st_size, path))
        total = 0
        for number, (at, size, path) in enumerate(sorted(kept, reverse=True)):
            total += size
            if number >= self._max_files or total > self._max_bytes or self._now() - at > self._max_age_s:
                path.unlink(missing_ok=True)
