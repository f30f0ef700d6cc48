"""How many calls were made in the last 24 hours, by every SpotIntro of this user, and any pause Spotify imposed.

The quota is counted over rolling days and per developer account, and a penalty lasts up to 15 hours, so both are
kept across restarts and shared between terminals. One small file per hour, a line per call: appending needs no
lock, and what is older than a day is a file to delete.
"""

from __future__ import annotations

import contextlib
import logging
import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from msgspec import DecodeError, Struct, ValidationError, json

from spotintro.clock import Clock
from spotintro.state.durable import make_own_folder, replace_file
from spotintro.state.open_flags import PLAIN

_log = logging.getLogger(__name__)

WINDOW: Final = timedelta(hours=24)
LONGEST_PAUSE: Final = timedelta(hours=48)

_PAUSE: Final = "pause.json"
_HOUR: Final = "%Y%m%d%H"


@dataclass(frozen=True, slots=True)
class Pause:
    """A pause that Spotify asked for: no call may be made before `until`."""

    until: datetime
    quota: bool
    """Whether the day's quota is used up, rather than too many calls in half a minute."""


class _Record(Struct, frozen=True, forbid_unknown_fields=True):
    until: datetime
    quota: bool


class CallLog:
    """Counts the calls in files that all programs of this user share.

    Its methods are synchronous and short. What can't be read counts as nothing; what can't be written is logged
    once.
    """

    def __init__(self, folder: Path, clock: Clock) -> None:
        self._folder = folder
        self._clock = clock
        self._warned = False

    def record(self, kind: str) -> None:
        """Count one call that is about to be made. `kind` is a word of ours, for whoever reads the file."""
        now = self._clock.now()
        line = f"{now.timestamp():.3f} {kind}\n".encode()
        try:
            make_own_folder(self._folder)
            file = self._folder / now.strftime(_HOUR)
            # One write: of two programs that append at once, neither lands inside the other's line.
            descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND | PLAIN, 0o600)
            try:
                os.write(descriptor, line)
            finally:
                os.close(descriptor)
        except OSError as error:
            self._warn(error)

    def used(self) -> int:
        """Return how many calls were made in the last 24 hours."""
        since = self._clock.now() - WINDOW
        return sum(self._used_in(file, since) for file in self._files(since))

    def pause(self, pause: Pause) -> None:
        """Keep a pause; an earlier one that lasts longer stays."""
        known = self.paused()
        if known is not None and known.until >= pause.until:
            return
        try:
            make_own_folder(self._folder)
            content = json.encode(_Record(pause.until, pause.quota))
            replace_file(self._folder / _PAUSE, content, synced=False)
        except OSError as error:
            self._warn(error)

    def paused(self) -> Pause | None:
        """Return the pause in force, if any. One that ends later than any server asks for is a file gone wrong."""
        try:
            record = json.decode((self._folder / _PAUSE).read_bytes(), type=_Record)
        except FileNotFoundError:
            return None
        except (OSError, DecodeError, ValidationError) as error:
            self._warn(error)
            return None
        now = self._clock.now()
        if record.until.tzinfo is None or not now < record.until <= now + LONGEST_PAUSE:
            return None
        return Pause(record.until, record.quota)

    def _files(self, since: datetime) -> list[Path]:
        oldest = since.strftime(_HOUR)
        try:
            files = [
                file for file in self._folder.iterdir() if file.name.isdigit() and len(file.name) == len(oldest)
            ]
        except FileNotFoundError:
            return []
        except OSError as error:
            self._warn(error)
            return []
        for file in files:
            if file.name < oldest:
                with contextlib.suppress(OSError):
                    file.unlink()
        return [file for file in files if file.name >= oldest]

    def _used_in(self, file: Path, since: datetime) -> int:
        try:
            lines = file.read_bytes().splitlines()
        except OSError as error:
            self._warn(error)
            return 0
        if file.name != since.strftime(_HOUR):
            return len(lines)
        return sum(_at(line) > since for line in lines)

    def _warn(self, error: Exception) -> None:
        if not self._warned:
            _log.warning("the count of Spotify's calls can't be kept: %s", type(error).__name__)
        self._warned = True


def _at(line: bytes) -> datetime:
    try:
        return datetime.fromtimestamp(float(line.split(maxsplit=1)[0]), UTC)
    except (ValueError, IndexError, OverflowError, OSError):
        return datetime.max.replace(tzinfo=UTC)  # it was a call, whatever became of its line
