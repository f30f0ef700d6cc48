"""From the first schema, with rows in it as the first version wrote them."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

from spotintro.credits.base import EntryKind
from spotintro.store.opening import REVISIONS, missing_safeguards, open_store
from tests.fakes.ledger import FakeClock
from tests.store.conftest import MakeLedger
from tests.store.requests import WRITE, figures, intro, request, voucher

OLD_STORE = Path(__file__).parent / "data" / "store_0001.sql"


def test_a_first_store_is_migrated_with_all_that_is_in_it(
    tmp_path: Path, make_ledger: MakeLedger, clock: FakeClock
) -> None:
    clock.advance(2 * 3600)  # past its last entry
    path = tmp_path / "credits.sqlite3"
    with contextlib.closing(sqlite3.connect(path)) as old:
        old.executescript(OLD_STORE.read_text(encoding="utf-8"))
        before = old.execute("SELECT * FROM entry ORDER BY id").fetchall()
        untouched = {
            table: old.execute(f"SELECT * FROM {table}").fetchall()
            for table in ("account", "lot", "hold", "allocation", "intro", "event")
        }
        old_dump = list(old.iterdump())
    open_store(path, busy_timeout_s=1).dispose()
    with contextlib.closing(sqlite3.connect(path)) as new:
        assert [row[: len(before[0])] for row in new.execute("SELECT * FROM entry ORDER BY id")] == before
        for table, rows in untouched.items():
            found = new.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall()
            assert [row[: len(rows[0])] for row in found] == sorted(rows)
        assert missing_safeguards(new) == []
        assert new.execute("SELECT version_num FROM alembic_version").fetchall() == [(REVISIONS[-1],)]
        assert len({found for (found,) in new.execute("SELECT hash FROM entry")}) == len(before) == 6
    with contextlib.closing(sqlite3.connect(path.with_name(f"{path.name}.before-{REVISIONS[-1]}"))) as kept:
        assert list(kept.iterdump()) == old_dump
    for account_id, entries in (("local", 4), ("Zoë", 2)):
        ledger = make_ledger(path, account_id=account_id)
        ledger.open()
        assert ledger.audit().ok
        assert ledger.state().sequence == entries


def test_a_migrated_account_goes_on(tmp_path: Path, make_ledger: MakeLedger, clock: FakeClock) -> None:
    clock.advance(2 * 3600)
    path = tmp_path / "credits.sqlite3"
    with contextlib.closing(sqlite3.connect(path)) as old:
        old.executescript(OLD_STORE.read_text(encoding="utf-8"))
    ledger = make_ledger(path)
    assert figures(ledger.open()) == (10, 1, 0)
    ledger.redeem(voucher(1, store_id=ledger.state().store_id))
    ledger.hold([request("new")], ttl_s=60)
    ledger.capture(request("new").key, intro=intro("new"))
    assert [entry.kind for entry in ledger.history(limit=3)] == [
        EntryKind.CAPTURE,
        EntryKind.GRANT,
        EntryKind.EXPIRE,
    ]
    assert ledger.history(limit=1)[0].step is WRITE
    assert ledger.audit().ok


def test_two_stores_have_two_ids(tmp_path: Path, make_ledger: MakeLedger) -> None:
    found = set()
    for name in ("a", "b"):
        ledger = make_ledger(tmp_path / name / "credits.sqlite3")
        ledger.open()
        found.add(ledger.state().store_id)
    assert len(found) == 2
