"""Turns at a server that several programs of this machine ask: one at a time, and not too soon after another."""

from __future__ import annotations

import contextlib
import logging
import math
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from spotintro.state.durable import locked, make_own_folder, replace_file

_log = logging.getLogger(__name__)

LONGEST_PAUSE_S: Final = 3_600.0
"""That a server may ask for: whoever asks for a day is asked again in an hour."""
_LOCK_S: Final = 0.25
"""The longest wait for the lock before it is looked whether the wait shall end."""


class Turns:
    """Gives turns, at least `interval_s` from the end of one to the beginning of the next, in all programs.

    A turn is held for as long as the request takes, so that two that were sent a second apart can't arrive closer
    together. The lock goes with the program that dies, and the time of its last request is in the file.

    Used from any thread.
    """

    def __init__(
        self, file: Path, *, interval_s: float, monotonic_s: Callable[[], float] = time.monotonic
    ) -> None:
        """Take turns by `file`, which is made; `monotonic_s` has to be one clock for all programs."""
        self._file = file
        self._interval_s = interval_s
        self._now = monotonic_s
        self._stopped = threading.Event()

    @contextlib.contextmanager
    def turn(self, *, within_s: float) -> Iterator[None]:
        """Wait for a turn, and hold it meanwhile.

        Raises:
            TimeoutError: none was to be had within that time, or the server asked for a longer pause, or `stop`.
            OSError: the files of the turns can't be written or locked.
        """
        make_own_folder(self._file.parent)
        until = self._now() + within_s
        with self._alone(until):
            last, pause_until = self._read()
            wait = max(last + self._interval_s, pause_until) - self._now()
            if wait > until - self._now():
                raise TimeoutError(f"no turn within {wait:.0f} s")
            if self._stopped.wait(max(0.0, wait)):
                raise TimeoutError("stopped")
            self._write(self._now(), 0.0)
            try:
                yield
            finally:
                self._write(self._now(), self._read()[1])

    def pause(self, seconds: float) -> None:
        """Let no program have a turn for so long; called in a turn.

        Raises:
            OSError: it can't be written.
        """
        self._write(self._now(), self._now() + min(max(0.0, seconds), LONGEST_PAUSE_S))

    def stop(self) -> None:
        """End the waits of this object, now and later."""
        self._stopped.set()

    @contextlib.contextmanager
    def _alone(self, until: float) -> Iterator[None]:
        lock = self._file.with_name(f"{self._file.name}.lock")
        with contextlib.ExitStack() as held:
            while True:
                if self._stopped.is_set():
                    raise TimeoutError("stopped")
                try:
                    held.enter_context(locked(lock, timeout_s=_LOCK_S))
                    break
                except TimeoutError:
                    if self._now() >= until:
                        raise TimeoutError("other programs have the turns") from None
            yield

    def _read(self) -> tuple[float, float]:
        """Return the time of the last request, and the end of a pause, by the clock since the machine's start."""
        now = self._now()
        try:
            last, pause_until = map(float, self._file.read_text(encoding="ascii").split())
        except FileNotFoundError:
            return now - self._interval_s, 0.0
        except ValueError:
            last = math.nan
        if not math.isfinite(last):
            _log.info("the file of the turns is damaged, and written anew: %s", self._file)
            return now, 0.0
        # Of a time that is still to come, the machine has been started anew since.
        last = min(last, now)
        return last, pause_until if pause_until <= now + LONGEST_PAUSE_S else 0.0

    def _write(self, last: float, pause_until: float) -> None:
        replace_file(self._file, f"{last!r} {pause_until!r}\n".encode(), synced=False)
