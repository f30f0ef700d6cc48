from __future__ import annotations

import contextlib
import shutil
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from spotintro.store import glance as module
from spotintro.store.glance import glance
from spotintro.store.ledger import SqlLedger
from tests.fakes.ledger import FakeClock
from tests.store.requests import request, voucher

NOW = FakeClock().now()


def files(path: Path) -> list[str]:
    return sorted(found.name for found in path.parent.iterdir() if found.suffix != ".turn")


def test_it_sees_what_the_ledger_sees(ledger: SqlLedger, store_path: Path) -> None:
    ledger.hold([request("a", amount=2), request("b", amount=3)], ttl_s=60)
    assert glance(store_path, NOW) == ledger.user()
    ledger.capture(request("a").key)
    assert glance(store_path, NOW) == ledger.user()
    ledger.close()
    before = store_path.read_bytes(), files(store_path)
    seen = glance(store_path, NOW)
    assert seen is not None
    assert (seen.available_credits, seen.used_credits, seen.held_credits) == (5, 2, 3)
    assert (store_path.read_bytes(), files(store_path)) == before


def test_it_sees_no_other_account(ledger: SqlLedger, store_path: Path) -> None:
    assert glance(store_path, NOW, "somebody") is None


def test_on_any_doubt_it_says_nothing(tmp_path: Path, empty_store: Path) -> None:
    missing = tmp_path / "no folder" / "credits.sqlite3"
    assert glance(missing, NOW) is None
    assert not missing.parent.exists()
    garbage = tmp_path / "garbage"
    garbage.write_bytes(b"\0garbage" * 1000)
    empty = tmp_path / "empty"
    empty.touch()
    foreign = tmp_path / "foreign"
    with contextlib.closing(sqlite3.connect(foreign)) as connection:
        connection.execute("CREATE TABLE account (id, posted, held, used)")
        connection.execute("INSERT INTO account VALUES ('local', 'many', NULL, 'x')")
        connection.commit()
    for path in (tmp_path, garbage, empty, foreign, empty_store):
        assert glance(path, NOW) is None


def test_impossible_figures_are_a_doubt(ledger: SqlLedger, store_path: Path) -> None:
    ledger.close()
    with contextlib.closing(sqlite3.connect(store_path)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute("UPDATE account SET held = 11")
        connection.commit()
    assert glance(store_path, NOW) is None


def test_it_waits_for_no_lock(ledger: SqlLedger, store_path: Path) -> None:
    ledger.close()
    with contextlib.closing(sqlite3.connect(store_path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        began = time.monotonic()
        assert glance(store_path, NOW) is None
        assert time.monotonic() - began < 2  # sqlite3's own default waits 5 s
        other.execute("ROLLBACK")
    assert glance(store_path, NOW) is not None


def test_a_wal_file_gets_no_side_files(
    ledger: SqlLedger, store_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger.close()
    (store_path.parent / "credits.sqlite3-journal").unlink(missing_ok=True)
    monkeypatch.setattr(module, "journal_mode", lambda: "WAL")  # as on a SQLite with the fix
    with contextlib.closing(sqlite3.connect(store_path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
    assert files(store_path) == ["credits.sqlite3"]
    seen = glance(store_path, NOW)
    assert seen is not None
    assert seen.available_credits == 10
    assert files(store_path) == ["credits.sqlite3"]
    with contextlib.closing(sqlite3.connect(store_path, isolation_level=None)) as connection:
        connection.execute("UPDATE account SET used = 7")
        seen = glance(store_path, NOW)
    assert seen is not None
    assert seen.used_credits == 7


def test_a_journal_left_by_a_killed_program_is_a_doubt(
    ledger: SqlLedger, store_path: Path, tmp_path: Path
) -> None:
    ledger.close()
    left = tmp_path / "left.sqlite3"
    with contextlib.closing(sqlite3.connect(store_path, isolation_level=None)) as other:
        other.execute("PRAGMA cache_size = 1")
        other.execute("PRAGMA journal_mode = DELETE")
        other.execute("BEGIN IMMEDIATE")
        other.execute("UPDATE account SET used = 9")
        # A second table's pages push the first out of a cache of one page: the file is now half written.
        for number in range(200):
            other.execute(
                "INSERT INTO event SELECT ?, 'local', created_at, 'support', ?, 1 FROM account",
                (number, "x" * 900),
            )
        shutil.copy(store_path, left)
        shutil.copy(f"{store_path}-journal", f"{left}-journal")
        other.execute("ROLLBACK")
    before = left.read_bytes()
    assert glance(left, NOW) is None
    assert left.read_bytes() == before


@pytest.mark.slow
def test_it_imports_no_sqlalchemy() -> None:
    script = (
        "import sys; from spotintro.store.glance import glance; import spotintro.state.answers;"
        " sys.exit(any(name in sys.modules for name in ('sqlalchemy', 'sqlmodel', 'alembic', 'pydantic')))"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


def test_what_is_not_booked_is_a_doubt(ledger: SqlLedger, store_path: Path, clock: FakeClock) -> None:
    """Only a look with the whole store can say then what can be spent."""
    ledger.redeem(voucher(1, 5, lot_days=1))
    ledger.hold([request("a")], ttl_s=60)
    assert glance(store_path, clock.now()) == ledger.user()
    clock.advance(60)
    assert glance(store_path, clock.now()) is None, "a hold ran out"
    ledger.open()
    assert glance(store_path, clock.now()) == ledger.user()
    clock.advance(86_400)
    assert glance(store_path, clock.now()) is None, "a lot lapsed"
    ledger.open()
    assert glance(store_path, clock.now()) == ledger.user()
    clock.advance(-7200)
    assert glance(store_path, clock.now()) is None, "it lapsed too early"


def test_an_allowance_that_goes_on_is_a_doubt(ledger: SqlLedger, store_path: Path, clock: FakeClock) -> None:
    ledger.redeem(voucher(1, 5, every_days=1, times=2))
    assert glance(store_path, clock.now()) is None
