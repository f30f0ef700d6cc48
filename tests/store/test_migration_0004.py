"""From the schema before expiries were final, with rows in it as that version wrote them."""

from __future__ import annotations

import contextlib
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

from spotintro.credits.base import EntryKind
from tests.fakes.ledger import FakeClock
from tests.store.conftest import MakeLedger
from tests.store.old_stores import assert_rows_stay, old_store
from tests.store.requests import figures, request, voucher

DATABASES = ("sqlite",)
WRITTEN = datetime(2026, 1, 6, 12, 1, 41, tzinfo=UTC)


def test_all_that_is_in_it_stays_as_it_is(tmp_path: Path) -> None:
    assert_rows_stay(old_store("0003", tmp_path / "credits.sqlite3"))


def test_its_entries_verify_and_the_account_goes_on(tmp_path: Path, make_ledger: MakeLedger) -> None:
    path = old_store("0003", tmp_path / "credits.sqlite3")
    clock = FakeClock(WRITTEN)
    ledger = make_ledger(path, clock=clock)
    before = ledger.open()
    assert ledger.audit().ok
    ledger.hold([request("new")], ttl_s=60)
    ledger.capture(request("new").key)
    ledger.redeem(voucher(50, 5, lot_days=9))
    clock.advance(700)
    assert figures(ledger.user()) == (before.available_credits + 1 + 5 - 1, before.used_credits + 1, 0)
    with contextlib.closing(sqlite3.connect(path)) as plain:
        versions = [version for (version,) in plain.execute("SELECT chain_version FROM entry ORDER BY id")]
    assert versions[0] == "c1"
    assert versions[-1] == "c3"
    assert ledger.audit().ok
    friend = make_ledger(path, account_id="friend", clock=clock)
    friend.open()
    assert friend.audit().ok


def test_what_a_wrong_clock_let_lapse_in_an_older_version_is_back_too(
    tmp_path: Path, make_ledger: MakeLedger
) -> None:
    clock = FakeClock(WRITTEN - timedelta(days=4, hours=20))
    ledger = make_ledger(old_store("0003", tmp_path / "credits.sqlite3"), clock=clock)
    ledger.open()
    assert [entry.kind for entry in ledger.history(limit=1)] == [EntryKind.REFUND]
    assert ledger.audit().ok
