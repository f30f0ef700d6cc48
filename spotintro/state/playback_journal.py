"""What has to be put back over the music, on disk before it is changed.

One small file per process. It is there while a change stands; a later start finds what a dead process left. It
takes the disk a few milliseconds, so it is written ahead, under a name that counts for nothing.
"""

from __future__ import annotations

import logging
import os
import sys
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Final

from msgspec import DecodeError, Struct, ValidationError, json

from spotintro.music import Device, PlaybackState
from spotintro.state.durable import make_own_folder, replace_file

_log = logging.getLogger(__name__)

FOLDER: Final = "put-back"
_MAX_BYTES: Final = 16_384
_BOOT_ID: Final = Path("/proc/sys/kernel/random/boot_id")
_START_TIME_FIELD: Final = 22 - 3  # of proc(5)'s stat, counted from behind the command's name


@dataclass(frozen=True, slots=True)
class Lowered:
    """A volume that is turned down, in percent."""

    device: str
    """Its id; its name where it has none."""
    was: int
    now: int

    def is_of(self, device: Device) -> bool:
        return self.device == name_of(device)


@dataclass(frozen=True, slots=True)
class PutBack:
    """What has to be put back, as it was before the change."""

    player: str
    track_id: str | None
    state: PlaybackState | None
    """None where that is left as it is."""
    position_ms: int | None = None
    """Where exactly the track stands paused; None where a process died too early to note it."""
    begins_anew: bool = False
    """Whether the track is to go on from its beginning."""
    lowered: Lowered | None = None


@dataclass(frozen=True, slots=True)
class Abandoned:
    """What a process that died in this boot of the machine had not put back."""

    put_back: PutBack
    file: Path


class _Record(Struct, frozen=True, forbid_unknown_fields=True):
    player: str
    track_id: str | None
    state: PlaybackState | None
    pid: int
    started: str
    boot_id: str
    # Of the notes of later versions; the earlier ones did nothing but pause.
    position_ms: int | None = None
    begins_anew: bool = False
    lowered: Lowered | None = None


class PlaybackJournal:
    """The notes of one data folder; both steps wait for the file system, so call them in a thread."""

    def __init__(self, data_dir: Path) -> None:
        self._folder = data_dir / FOLDER
        self._pid = os.getpid()
        self._started = _start_time(self._pid) or ""
        self._file = self._folder / f"{self._pid}-{self._started or 0}.json"
        self._prepared = self._file.with_suffix(".prepared")
        self._left = 0

    def prepare(self, put_back: PutBack) -> None:
        """Put a note on the disk, in place of an earlier prepared one; nobody acts upon it before `commit`.

        Raises:
            OSError: it could not be kept.
        """
        self._write(put_back, self._prepared)

    def commit(self) -> None:
        """Have the prepared note count from now on, in place of an earlier one, also where this process dies.

        Its name is not waited for on the disk: a power cut ends this boot of the machine, and the note with it.

        Raises:
            OSError: it could not be done; nothing was prepared, for one.
        """
        self._prepared.replace(self._file)

    def leave(self, put_back: PutBack) -> Abandoned:
        """Note, beside the present one, what this process can't put back: a start after its end is to do it.

        Returns the note, to `discard` where it has been put back after all.

        Raises:
            OSError: it could not be kept.
        """
        self._left += 1
        note = Abandoned(put_back, self._file.with_suffix(f".{self._left}.json"))
        self._write(put_back, note.file)
        return note

    def clear(self) -> None:
        """Remove this process's notes, but for what it has left to others.

        Raises:
            OSError: a file could not be removed.
        """
        self._file.unlink(missing_ok=True)
        self._prepared.unlink(missing_ok=True)

    def abandoned(self) -> tuple[Abandoned, ...]:
        """Return what dead processes left, oldest first, and remove files that nobody can use any more.

        After a restart of the machine nothing is put back: the player that was paused has ended too, and music
        that begins by itself would be the surprise.

        Raises:
            OSError: the folder can't be read.
        """
        found: list[tuple[float, Abandoned]] = []
        if not self._folder.is_dir():
            return ()
        for file in self._folder.iterdir():
            pid, _, started = file.name.removeprefix(".").partition(".")[0].partition("-")
            if file == self._file or not pid.isdigit() or _alive(int(pid), started):
                continue
            put_back = _read(file)
            if put_back is None:
                file.unlink(missing_ok=True)
            else:
                found.append((file.stat().st_mtime, Abandoned(put_back, file)))
        found.sort(key=lambda entry: entry[0])
        return tuple(abandoned for _, abandoned in found)

    def _write(self, put_back: PutBack, file: Path) -> None:
        record = _Record(
            pid=self._pid,
            started=self._started,
            boot_id=_boot_id(),
            **{field.name: getattr(put_back, field.name) for field in fields(PutBack)},
        )
        make_own_folder(self._folder)
        replace_file(file, json.encode(record))

    def discard(self, abandoned: Abandoned) -> None:
        """Remove a note that was left: it was put back, or no longer has to be.

        Raises:
            OSError: the file could not be removed.
        """
        abandoned.file.unlink(missing_ok=True)


def name_of(device: Device) -> str:
    """Return what a device is known by in a note."""
    return device.id or device.name


def _read(file: Path) -> PutBack | None:
    if file.suffix != ".json":
        return None  # never committed: nothing had been changed yet
    try:
        with file.open("rb") as opened:
            record = json.decode(opened.read(_MAX_BYTES), type=_Record)
    except (OSError, DecodeError, ValidationError) as error:
        _log.warning("a note of what to put back can't be read and is removed: %s (%s)", file.name, error)
        return None
    if record.boot_id != _boot_id():
        return None
    return PutBack(**{field.name: getattr(record, field.name) for field in fields(PutBack)})


def _boot_id() -> str:
    try:
        return _BOOT_ID.read_text("ascii").strip()
    except OSError:
        return ""  # not Linux: the process ids have to do


def _start_time(pid: int) -> str | None:
    """Return a process's start, which names it together with its id; None where it can't be told.

    In clock ticks since the boot, on Windows in ms since 1970.
    """
    if sys.platform == "win32":
        import psutil

        try:
            # Whole, for a point ends the start in the name of a note.
            return str(round(psutil.Process(pid).create_time() * 1000))
        except psutil.Error:
            return None
    try:
        stat = Path(f"/proc/{pid}/stat").read_bytes()
    except OSError:
        return None
    return stat.rpartition(b")")[2].split()[_START_TIME_FIELD].decode("ascii")


def _alive(pid: int, started: str) -> bool:
    if sys.platform == "win32":
        return _start_time(pid) == started  # a signal 0 would be a ctrl+c there
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        pass  # someone else's: the start time decides
    return (_start_time(pid) or "0") == started
