"""Small files, written whole, for their owner alone, by one program at a time."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

from spotintro.state.open_flags import PLAIN

_NEW: Final = os.O_CREAT | os.O_EXCL | os.O_WRONLY | PLAIN
_POLL_S: Final = 0.02


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it, with mode 0700 where they are missing; one that exists keeps its mode.

    Their names outlive a power cut from then on.

    Raises:
        OSError: it can't be made, or something else is in its place.
    """
    if folder.is_dir():
        return
    folder = folder.absolute()
    # One by one, since the mode that `parents=True` gives to those above is the umask's.
    missing = [folder, *(above for above in folder.parents if not above.exists())]
    for each in reversed(missing):
        each.mkdir(mode=0o700, exist_ok=True)
    for made in missing:
        # A folder that may be written to but not listed can't be opened for this; SQLite passes over it as well.
        with contextlib.suppress(PermissionError):
            sync(made.parent)


def make_own_folder(folder: Path) -> None:
    """Make a folder that is SpotIntro's alone, as `make_folder` does; one that lets others in does so no more.

    What another user could write there would be taken for ours: a sign-in, a key, an answer.

    Raises:
        OSError: as `make_folder`, or it belongs to somebody else.
    """
    make_folder(folder)
    narrow(folder)


def narrow(folder: Path) -> None:
    """Let nobody but its owner into a folder; one that isn't there, or is a link, stays so.

    Raises:
        OSError: it belongs to somebody else.
    """
    if sys.platform == "win32":  # a folder in the user's own is theirs alone there, by its list of rights
        return
    flags = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
    try:
        # By a descriptor: by its name it could be another folder by the time its mode is set.
        descriptor = os.open(folder, flags)
    except OSError:  # not there, no folder, or not to be listed, which its owner has wanted so
        return
    try:
        if os.fstat(descriptor).st_mode & 0o077:
            os.fchmod(descriptor, 0o700)
    finally:
        os.close(descriptor)


def sync(path: Path) -> None:
    """Put a file's content, or the names in a folder, onto the disk: a file's says nothing of its name (fsync(2)).

    Raises:
        OSError: it can't be opened for reading, or the disk failed.
    """
    if sys.platform == "win32":
        if path.is_dir():  # its names are in the journal of NTFS, and it can't be opened
            return
        descriptor = os.open(path, os.O_RDWR | PLAIN)  # a file that is only read can't be put onto the disk there
    else:
        descriptor = os.open(path, os.O_RDONLY | PLAIN)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def replace_file(file: Path, content: bytes, *, synced: bool = True) -> None:
    """Write a file of mode 0600 in one step: whoever reads it finds what was there before or all of this.

    Args:
        file: What is there is replaced, be it a link; its folder has to be there.
        content: All of it.
        synced: Whether it outlives a power cut from then on, which takes the disk a few milliseconds.

    Raises:
        OSError: it can't be written; what was there is as it was.
    """
    part = file.with_name(f".{file.name}.{os.urandom(8).hex()}")
    try:
        with os.fdopen(os.open(part, _NEW, 0o600), "wb") as stream:
            stream.write(content)
            if synced:
                stream.flush()
                os.fsync(stream.fileno())
        part.replace(file)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    if synced:
        sync(file.parent)


@contextlib.contextmanager
def new_file(file: Path) -> Iterator[BinaryIO]:
    """Make a file of mode 0600 for writing; it is gone again where the work on it fails.

    Raises:
        FileExistsError: something is there already, be it a link to nowhere; it is as it was.
        OSError: it can't be made.
    """
    descriptor = os.open(file, _NEW, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            yield stream
    except BaseException:
        file.unlink()
        raise


@contextlib.contextmanager
def replaced_file(file: Path) -> Iterator[BinaryIO]:
    """Write a file of mode 0600 that stands in its place, or in the one that a link leads to, once it is whole.

    Where the work on it fails, what was there is as it was.

    Raises:
        OSError: it can't be written.
    """
    final = Path(os.path.realpath(file))
    part = final.with_name(f".{final.name}.{os.urandom(8).hex()}")
    with new_file(part) as stream:
        yield stream
        stream.flush()
        os.fsync(stream.fileno())
    try:
        part.replace(final)  # closed by now: Windows moves no file that is open
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    sync(final.parent)


@contextlib.contextmanager
def locked(file: Path, *, timeout_s: float | None = None) -> Iterator[None]:
    """Hold a lock on an empty file of mode 0600, which stays; the system lets go of it when the program dies.

    Whoever waits asks again every 20 ms, so that nobody is served in turn.

    Args:
        file: Of the lock alone; its folder has to be there.
        timeout_s: How long to wait for another program at most; else for as long as it takes.

    Raises:
        TimeoutError: another program held it all that time.
        OSError: the file can't be made or opened, or its file system has no locks.
    """
    import filelock  # 40 ms, which most runs don't need

    file.parent.stat()  # else it would be made there, with the mode that the umask gives
    timeout = -1 if timeout_s is None else max(0.0, timeout_s)
    # Its soft lock, for file systems without flock, would outlive a program that was killed.
    with filelock.FileLock(file, timeout, mode=0o600, poll_interval=_POLL_S, fallback_to_soft=False):
        yield
