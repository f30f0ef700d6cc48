"""Stores as earlier versions wrote them, with a row in every table."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

from spotintro.store.opening import missing_safeguards, open_store

DATA = Path(__file__).parent / "data"


def old_store(version: str, path: Path) -> Path:
    """Make the store that a version of the schema left, such as "0005"."""
    with contextlib.closing(sqlite3.connect(path)) as old:
        old.executescript((DATA / f"store_{version}.sql").read_text(encoding="utf-8"))
    return path


def assert_rows_stay(path: Path) -> None:
    """Open it with today's program: every row is there as before, what columns came since aside."""
    with contextlib.closing(sqlite3.connect(path)) as old:
        tables = [name for (name,) in old.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        before = {table: old.execute(f'SELECT * FROM "{table}" ORDER BY rowid').fetchall() for table in tables}
    assert all(before.values()), "rows in every table"
    open_store(path, busy_timeout_s=1).dispose()
    with contextlib.closing(sqlite3.connect(path)) as new:
        assert missing_safeguards(new) == []
        for table, rows in before.items():
            if table != "alembic_version":
                found = new.execute(f'SELECT * FROM "{table}" ORDER BY rowid').fetchall()
                assert [row[: len(rows[0])] for row in found] == rows
