"""From the schema before spending, with rows in it as that version wrote them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from spotintro.credits.spending import DaySpending, Request, Spent
from spotintro.money import Money
from tests.fakes.ledger import FakeClock
from tests.store.conftest import MakeLedger
from tests.store.old_stores import assert_rows_stay, old_store

DATABASES = ("sqlite",)
WRITTEN = datetime(2026, 1, 6, 12, 1, 41, tzinfo=UTC)


def test_all_that_is_in_it_stays_as_it_is(tmp_path: Path) -> None:
    assert_rows_stay(old_store("0005", tmp_path / "credits.sqlite3"))


def test_nothing_was_spent_in_it_until_something_is(tmp_path: Path, make_ledger: MakeLedger) -> None:
    ledger = make_ledger(old_store("0005", tmp_path / "credits.sqlite3"), clock=FakeClock(WRITTEN))
    ledger.open()
    assert ledger.spending([WRITTEN]) == ()
    most = Spent(10, 20, Money(30, "EUR"))
    ledger.reserve_spending(Request("a", "m", "model.example", None, most), cap=None)
    assert ledger.spending([WRITTEN]) == (DaySpending(0, 1, Spent(10, 20, Money(30, "EUR"), is_estimated=True)),)
    assert ledger.audit().ok
