"""The balance for the first frame: read by the standard library, since importing SQLAlchemy alone takes 0.35 s."""

from __future__ import annotations

import contextlib
import sqlite3
from datetime import datetime, timedelta
from pathlib import Path

from spotintro.credits.base import User
from spotintro.store.engine import journal_mode

_STORED = "%Y-%m-%d %H:%M:%S.%f"
# The row says what can be spent where `standing.SETTLED` is true, and no clock went back or leapt.
_ROW = """
    SELECT posted, held, used FROM account
    WHERE id = :id AND last_at <= :now
      AND NOT EXISTS (SELECT 1 FROM lot WHERE account_id = :id AND remaining > 0
                                          AND COALESCE(grace_until, expires_at) <= :now)
      AND NOT EXISTS (SELECT 1 FROM hold WHERE account_id = :id AND state = 'held'
                                           AND (expires_at <= :now OR expires_at > :latest))
      AND NOT EXISTS (SELECT 1 FROM allowance WHERE account_id = :id AND claimed < times)"""


def glance(path: Path, now: datetime, account_id: str = "local") -> User | None:
    """Read the balance from the file, in a few ms; None on any doubt, so that only opening can tell.

    It never raises, never makes a file and never waits for a lock. Where something has lapsed, run out or may be
    due that is not booked, that is a doubt.
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
            latest = now + timedelta(hours=1)
            terms = {"id": account_id, "now": f"{now:{_STORED}}", "latest": f"{latest:{_STORED}}"}
            row = connection.execute(_ROW, terms).fetchone()
        if row is None or (alone and log.exists()):
            return None
        posted, held, used = map(int, row)
    except (sqlite3.Error, OSError, ValueError, TypeError):
        return None
    if held < 0 or used < 0 or posted < held:
        return None
    return User(account_id, available_credits=posted - held, used_credits=used, held_credits=held)
