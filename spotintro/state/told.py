"""What the user was told once and is not told again: an empty file for each in the data folder."""

from __future__ import annotations

from pathlib import Path

from spotintro.state.durable import make_folder

LOCAL_SERVER = "local_server.told"


def was_told(data_dir: Path, what: str) -> bool:
    return (data_dir / what).exists()


def note_told(data_dir: Path, what: str) -> None:
    """Keep that it was told.

    Raises:
        OSError: it can't be kept, and is told again.
    """
    make_folder(data_dir)
    (data_dir / what).touch(mode=0o600)
