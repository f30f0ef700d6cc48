"""From the schema before spending, with rows in it as that version wrote them."""

from __future__ import annotations

import contextlib
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from spotintro.credits.spending import DaySpending, Request, Spent
from spotintro.money import Money
from spotintro.store.opening import missing_safeguards, open_store
from tests.fakes.ledger import FakeClock
from tests.store.conftest import MakeLedger

DATABASES = ("sqlite",)
OLD_STORE = Path(__file__).parent / "data" / "store_0005.sql"
WRITTEN = datetime(2026, 1, 6, 12, 1, 41, tzinfo=UTC)


def old_store(path: Path) -> Path:
    with contextlib.closing(sqlite3.connect(path)) as old:
        old.executescript(OLD_STORE.read_text(encoding="utf-8"))
    return path


def test_all_that_is_in_it_stays_as_it_is(tmp_path: Path) -> None:
    path = old_store(tmp_path / "credits.sqlite3")
    with contextlib.closing(sqlite3.connect(path)) as old:
        tables = [name for (name,) in old.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        before = {table: old.execute(f'SELECT * FROM "{table}" ORDER BY rowid').fetchall() for table in tables}
    open_store(path, busy_timeout_s=1).dispose()
    with contextlib.closing(sqlite3.connect(path)) as new:
        assert missing_safeguards(new) == []
        for table, rows in before.items():
            if table != "alembic_version":
                assert new.execute(f'SELECT * FROM "{table}" ORDER BY rowid').fetchall() == rows
    assert all(before.values()), "rows in every table"


def test_nothing_was_spent_in_it_until_something_is(tmp_path: Path, make_ledger: MakeLedger) -> None:
    ledger = make_ledger(old_store(tmp_path / "credits.sqlite3"), clock=FakeClock(WRITTEN))
    ledger.open()
    assert ledger.spending([WRITTEN]) == ()
    most = Spent(10, 20, Money(30, "EUR"))
    ledger.reserve_spending(Request("a", "m", "model.example", None, most), cap=None)
    assert ledger.spending([WRITTEN]) == (DaySpending(0, 1, Spent(10, 20, Money(30, "EUR"), is_estimated=True)),)
    assert ledger.audit().ok
