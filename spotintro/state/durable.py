"""Names that outlive a power cut: a file's sync says nothing of the folder that its name stands in (fsync(2))."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path


def make_folder(folder: Path) -> None:
    """Of mode 0700, where it is missing; its name is on the disk when this returns, and those of new ones above.

    Raises:
        OSError: it can't be made.
    """
    if folder.is_dir():
        return
    above = [parent for parent in folder.absolute().parents if not parent.exists()]
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for made in (folder.absolute(), *above):
        # A folder that may be written to but not listed can't be opened for this; SQLite passes over it as well.
        with contextlib.suppress(PermissionError):
            sync(made.parent)


def sync(path: Path) -> None:
    """A file's content, or the names in a folder."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
