"""What the user was told once, or has asked for: an empty file for each in the data folder."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from spotintro.state.durable import make_folder

LOCAL_SERVER = "local_server.told"
SUPPORT_ASKED = "support.asked"
"""A request was sent, or copied to be sent, and no credits have come since."""


def was_told(data_dir: Path, what: str) -> bool:
    return (data_dir / what).exists()


def note_told(data_dir: Path, what: str) -> None:
    """Keep that it was told.

    Raises:
        OSError: it can't be kept, and is told again.
    """
    make_folder(data_dir)
    (data_dir / what).touch(mode=0o600)


def told_at(data_dir: Path, what: str) -> datetime | None:
    """Return when it was noted last; None where it is not."""
    try:
        return datetime.fromtimestamp((data_dir / what).stat().st_mtime, UTC)
    except OSError:
        return None


def forget_told(data_dir: Path, what: str) -> None:
    """Forget that it was noted.

    Raises:
        OSError: it can't be forgotten.
    """
    (data_dir / what).unlink(missing_ok=True)
