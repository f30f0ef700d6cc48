"""The books of the benchmarks are such as the ledger itself could have written."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.books import SPENDABLE, write_books
from spotintro.clock import SystemClock
from spotintro.credits.base import EntryKind
from spotintro.store.ledger import SqlLedger
from tests.store.requests import figures, intro, request


@pytest.mark.parametrize("entries", [3, 27_000])
def test_written_books_are_sound_and_can_be_gone_on_with(tmp_path: Path, entries: int) -> None:
    path = tmp_path / "credits.sqlite3"
    write_books(path, entries)
    ledger = SqlLedger(path, account_id="local", demo_credits=10, clock=SystemClock())
    available, used, held = figures(ledger.open())
    assert available >= SPENDABLE - 2
    assert held == 0
    ledger.hold([request("next")], ttl_s=60)
    assert figures(ledger.capture(request("next").key, intro=intro("next"))) == (available - 1, used + 1, 0)
    report = ledger.audit()
    ledger.close()
    assert (report.entries, report.problems) == (entries + 1, ())


def test_written_books_have_what_years_of_use_leave(tmp_path: Path) -> None:
    path = tmp_path / "credits.sqlite3"
    write_books(path, 27_000)
    ledger = SqlLedger(path, account_id="local", demo_credits=10, clock=SystemClock())
    ledger.open()
    kinds = {entry.kind for entry in ledger.history(limit=27_000)}
    intros = ledger.last_intros(limit=27_000)
    ledger.close()
    assert kinds == {EntryKind.GRANT, EntryKind.CAPTURE, EntryKind.EXPIRE}
    assert len(intros) > 13_000
    assert all(kept.text for kept in intros)
