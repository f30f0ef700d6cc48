"""The balance for the first frame: read by the standard library, since importing SQLAlchemy alone takes 0.35 s."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

from spotintro.credits.base import User
from spotintro.store.engine import journal_mode


def glance(path: Path, account_id: str = "local") -> User | None:
    """Read the balance from the file, in a few ms; None on any doubt, so that only opening can tell.

    It never raises, never makes a file and never waits for a lock. What a killed process held counts as held here
    until the store is opened.
    """
    log = path.with_name(f"{path.name}-wal")
    try:
        if not path.is_file():
            return None
        # Reading a WAL file that was closed cleanly makes two side files anew, even read-only. `immutable` makes
        # none and takes no lock, so it is trusted only while nobody has the file open: no log before or after.
        alone = journal_mode() == "WAL" and not log.exists()
        mode = "mode=ro&immutable=1" if alone else "mode=ro"
        uri = f"{path.absolute().as_uri()}?{mode}"
        with contextlib.closing(sqlite3.connect(uri, uri=True, timeout=0, isolation_level=None)) as connection:
            row = connection.execute(
                "SELECT posted, held, used FROM account WHERE id = ?", (account_id,)
            ).fetchone()
        if row is None or (alone and log.exists()):
            return None
        posted, held, used = map(int, row)
    except (sqlite3.Error, OSError, ValueError, TypeError):
        return None
    if held < 0 or used < 0 or posted < held:
        return None
    return User(account_id, available_credits=posted - held, used_credits=used, held_credits=held)
