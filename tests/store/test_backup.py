"""Copies and the way back: checked, private, atomic; nothing is replaced by what can't be trusted."""

from __future__ import annotations

import contextlib
import sqlite3
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from spotintro.credits.errors import CreditError
from spotintro.store.backup import back_up, restore
from spotintro.store.ledger import SqlLedger
from spotintro.store.triggers import sqlite_triggers
from tests.fakes.ledger import FakeClock
from tests.open_names import open_names_stay
from tests.store.conftest import MakeLedger
from tests.store.requests import figures, request, voucher

NOW = datetime(2026, 1, 2, 3, 4, 5, 6, tzinfo=UTC)
OLD_STORE = Path(__file__).parent / "data" / "store_0001.sql"


def names(folder: Path) -> list[str]:
    """All but the emptied journal that SQLite leaves beside a store in use."""
    return sorted(found.name for found in folder.iterdir() if found.suffix not in {".sqlite3-journal", ".turn"})


@pytest.fixture
def copy(ledger: SqlLedger, store_path: Path, tmp_path: Path) -> Path:
    """Of a store that is open, with two entries and an open hold; two more entries come after it."""
    ledger.redeem(voucher(1))
    ledger.hold([request("w")], ttl_s=60)
    path = tmp_path / "copies" / "a.sqlite3"
    path.parent.mkdir()
    assert back_up(store_path, path) == 2
    ledger.capture(request("w").key)
    ledger.redeem(voucher(2))
    ledger.close()
    return path


def refusal(store: Path, copy: Path) -> str:
    before = store.read_bytes(), copy.read_bytes() if copy.exists() else None, names(store.parent)
    with pytest.raises(CreditError) as caught:
        restore(store, copy, now=NOW)
    assert caught.value.next_step.endswith(".")
    assert (store.read_bytes(), copy.read_bytes() if copy.exists() else None, names(store.parent)) == before
    return caught.value.message


def test_a_copy_is_private_whole_and_alone(copy: Path, make_ledger: MakeLedger) -> None:
    assert names(copy.parent) == ["a.sqlite3"]
    assert copy.stat().st_mode & 0o777 == 0o600
    assert copy.read_bytes()[18:20] == b"\x01\x01"  # no WAL file belongs to it
    kept = make_ledger(copy)
    assert figures(kept.open()) == (14, 0, 1)
    assert kept.audit().ok


def test_a_copy_never_replaces_a_file(copy: Path, store_path: Path) -> None:
    before = copy.read_bytes()
    with pytest.raises(CreditError, match="there already"):
        back_up(store_path, copy)
    assert copy.read_bytes() == before


def test_there_is_nothing_to_copy(tmp_path: Path) -> None:
    with pytest.raises(CreditError, match="no credit store"):
        back_up(tmp_path / "missing", tmp_path / "copy")
    assert names(tmp_path) == []


def tamper(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("DROP TRIGGER entry_no_update")
        connection.execute("UPDATE entry SET amount = amount + 1 WHERE sequence = 2")
        connection.execute(sqlite_triggers()["entry_no_update"])


def test_books_that_dont_agree_are_not_copied(ledger: SqlLedger, store_path: Path, tmp_path: Path) -> None:
    ledger.redeem(voucher(1))
    ledger.close()
    tamper(store_path)
    (tmp_path / "copies").mkdir()
    with pytest.raises(CreditError, match="don't agree"):
        back_up(store_path, tmp_path / "copies" / "a")
    assert names(tmp_path / "copies") == []


def test_a_restored_store_is_as_it_was_and_the_replaced_one_is_kept(
    copy: Path, store_path: Path, make_ledger: MakeLedger
) -> None:
    replaced = store_path.read_bytes()
    kept = restore(store_path, copy, now=NOW)
    assert kept is not None
    assert names(store_path.parent) == sorted([store_path.name, kept.name])
    assert kept.read_bytes()[100:] == replaced[100:]  # before that stand the journal mode and its counters
    assert kept.stat().st_mode & 0o777 == store_path.stat().st_mode & 0o777 == 0o600
    again = make_ledger()
    assert figures(again.open()) == (14, 0, 1)
    assert again.audit().ok
    again.redeem(voucher(2))
    with contextlib.closing(make_ledger(kept)) as before:
        assert figures(before.open()) == (19, 1, 0)


def test_windows_which_replaces_no_open_file_restores_as_well(
    copy: Path, store_path: Path, make_ledger: MakeLedger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    with open_names_stay():
        kept = restore(store_path, copy, now=NOW)
    monkeypatch.undo()
    assert kept is not None
    assert figures(make_ledger().open()) == (14, 0, 1)


def test_windows_says_that_another_program_has_the_store_open(
    copy: Path, store_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with contextlib.closing(sqlite3.connect(store_path)) as other:
        other.execute("SELECT count(*) FROM entry")
        monkeypatch.setattr(sys, "platform", "win32")
        with open_names_stay():
            message = refusal(store_path, copy)
    assert message == f"The credit store {store_path} is locked by another program."


def test_a_store_that_is_gone_comes_back(copy: Path, store_path: Path, make_ledger: MakeLedger) -> None:
    store_path.unlink()
    assert restore(store_path, copy, now=NOW) is None
    assert figures(make_ledger().open()) == (14, 0, 1)


def test_an_old_copy_comes_back_migrated(
    ledger: SqlLedger, store_path: Path, tmp_path: Path, clock: FakeClock
) -> None:
    ledger.close()
    clock.advance(2 * 3600)  # past its last entry
    old = tmp_path / "old.sqlite3"
    with contextlib.closing(sqlite3.connect(old)) as connection:
        connection.executescript(OLD_STORE.read_text(encoding="utf-8"))
    before = old.read_bytes()
    restore(store_path, old, now=NOW)
    assert old.read_bytes() == before
    assert len(names(store_path.parent)) == 2
    ledger.open()
    assert ledger.state().sequence == 4
    assert ledger.audit().ok


def test_what_cant_be_trusted_replaces_nothing(copy: Path, store_path: Path, tmp_path: Path) -> None:
    assert "no file" in refusal(store_path, tmp_path / "missing")
    garbage = tmp_path / "garbage"
    garbage.write_bytes(b"my notes " * 500)
    assert "no credit store" in refusal(store_path, garbage)
    empty = tmp_path / "empty"
    empty.touch()
    assert "is empty" in refusal(store_path, empty)
    foreign = tmp_path / "foreign"
    with contextlib.closing(sqlite3.connect(foreign)) as connection:
        connection.execute("CREATE TABLE mail (id INTEGER)")
    assert "another program" in refusal(store_path, foreign)
    assert "store itself" in refusal(store_path, store_path)
    tampered = tmp_path / "tampered"
    tampered.write_bytes(copy.read_bytes())
    tamper(tampered)
    assert "don't agree" in refusal(store_path, tampered)
    with contextlib.closing(sqlite3.connect(copy, isolation_level=None)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0999'")
    assert "newer SpotIntro" in refusal(store_path, copy)


def test_a_store_that_is_being_written_is_not_replaced(copy: Path, store_path: Path) -> None:
    with contextlib.closing(sqlite3.connect(store_path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(CreditError, match="locked"):
            restore(store_path, copy, now=NOW)
        other.execute("ROLLBACK")
    assert names(store_path.parent) == [store_path.name]


def test_who_has_the_replaced_store_open_books_no_more(
    copy: Path, store_path: Path, make_ledger: MakeLedger
) -> None:
    idle = make_ledger()
    idle.open()
    try:
        restore(store_path, copy, now=NOW)
    except CreditError as error:
        assert "locked" in error.message  # noqa: PT017 - in WAL mode it is refused, else it goes on
        return
    with pytest.raises(CreditError, match="moved or deleted"):
        idle.redeem(voucher(3))
