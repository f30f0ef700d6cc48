"""The `os` calls of our own code on files, recorded beside SQLite's. Each is done, by the function itself."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.store.disk import FOLDER, Recorder, Sync, SyncFolder, Write


@contextmanager
def recorded_os(recorder: Recorder) -> Iterator[None]:
    """For what is opened by `os.open`; `pathlib` makes, moves and removes files through `os` too."""
    with pytest.MonkeyPatch.context() as patch:
        _record_names(recorder, patch)
        _record_contents(recorder, patch)
        yield


def _record_names(recorder: Recorder, patch: pytest.MonkeyPatch) -> None:
    mkdir, replace, link, unlink = os.mkdir, os.replace, os.link, os.unlink

    def recorded_mkdir(path: Any, *rest: Any, **named: Any) -> None:
        mkdir(path, *rest, **named)
        recorder.named((os.fspath(path), FOLDER))

    def recorded_replace(old: Any, new: Any) -> None:
        replace(old, new)
        recorder.named((os.fspath(new), recorder.names[os.fspath(old)]), (os.fspath(old), None))

    def recorded_link(old: Any, new: Any) -> None:
        link(old, new)
        recorder.named((os.fspath(new), recorder.names[os.fspath(old)]))

    def recorded_unlink(path: Any) -> None:
        unlink(path)
        recorder.named((os.fspath(path), None))

    patch.setattr(os, "mkdir", recorded_mkdir)
    patch.setattr(os, "replace", recorded_replace)
    patch.setattr(os, "link", recorded_link)
    patch.setattr(os, "unlink", recorded_unlink)


def _record_contents(recorder: Recorder, patch: pytest.MonkeyPatch) -> None:
    open_, write, fsync, close = os.open, os.write, os.fsync, os.close
    opened: dict[int, str] = {}

    def recorded_open(path: Any, flags: int, *rest: Any, **named: Any) -> int:
        made = not Path(path).exists()
        descriptor = open_(path, flags, *rest, **named)
        opened[descriptor] = os.fspath(path)
        if made:
            recorder.created(os.fspath(path))
        return descriptor

    def recorded_write(descriptor: int, data: bytes) -> int:
        at = os.fstat(descriptor).st_size  # everything of ours that writes this way appends
        written = write(descriptor, data)
        recorder.log.append(Write(recorder.names[opened[descriptor]], at, data[:written]))
        return written

    def recorded_fsync(descriptor: int) -> None:
        fsync(descriptor)
        path = opened[descriptor]
        recorder.log.append(SyncFolder(path) if Path(path).is_dir() else Sync(recorder.names[path]))

    def recorded_close(descriptor: int) -> None:
        opened.pop(descriptor, None)
        close(descriptor)

    patch.setattr(os, "open", recorded_open)
    patch.setattr(os, "write", recorded_write)
    patch.setattr(os, "fsync", recorded_fsync)
    patch.setattr(os, "close", recorded_close)
