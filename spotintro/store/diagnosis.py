"""What the store stands on, for `spotintro doctor`."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from spotintro.store.engine import has_wal_reset_fix, journal_mode


@dataclass(frozen=True, slots=True)
class StoreGround:
    sqlite_version: str
    journal_mode: str
    reason: str
    """Why this journal and not the other one."""


def store_ground(version: tuple[int, int, int] = sqlite3.sqlite_version_info) -> StoreGround:
    reason = (
        "it has the fix of the WAL-reset bug"
        if has_wal_reset_fix(version)
        else "it lacks the fix of the WAL-reset bug (3.51.3, 3.50.7, 3.44.6), so it keeps a rollback journal"
    )
    return StoreGround(".".join(map(str, version)), journal_mode(version).lower(), reason)
