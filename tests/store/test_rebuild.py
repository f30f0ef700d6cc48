"""The cached figures, derived again from the entries into a fresh copy: the same bytes."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

import pytest

from spotintro.store.ledger import SqlLedger
from spotintro.store.rebuild import Change, rebuild
from tests.fakes.ledger import FakeClock
from tests.store.conftest import MakeLedger
from tests.store.requests import SPEAK, request, voucher
from tests.store.test_audit import tamper


def rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Everything in every table, as SQLite keeps it: its type with it."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.text_factory = bytes
        tables = [
            name.decode()
            for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        ]
        return {table: sorted(connection.execute(f"SELECT * FROM {table}"), key=repr) for table in tables}


@pytest.fixture
def lived_in(ledger: SqlLedger, make_ledger: MakeLedger, clock: FakeClock) -> SqlLedger:
    """Two accounts; grants, charges, a refund, what lapsed, what is held, given back or was late."""
    ledger.redeem(voucher(1, 5, lot_days=1))
    for workflow in "abc":
        ledger.hold([request(workflow, amount=2), request(workflow, step=SPEAK)], ttl_s=60)
        ledger.capture(request(workflow, amount=2).key)
    ledger.capture(request("a", step=SPEAK).key)
    ledger.release(request("b", step=SPEAK).key)
    ledger.refund(3)
    clock.advance(61)
    ledger.capture(request("c", step=SPEAK).key)
    clock.advance(86_400)
    ledger.hold([request("d", amount=3)], ttl_s=600)
    other = make_ledger(account_id="other", demo_credits=0)
    other.open()
    return ledger


def test_the_copy_is_the_same_to_the_byte(lived_in: SqlLedger, store_path: Path, tmp_path: Path) -> None:
    assert rebuild(store_path, tmp_path / "copy") == ()
    assert rows(tmp_path / "copy") == rows(store_path)
    kinds = {entry.kind.value for entry in lived_in.history(limit=100)}
    assert kinds == {"grant", "capture", "expire", "refund"}, "or it proves less than it says"


@pytest.mark.parametrize(
    ("script", "changes"),
    [
        (
            "UPDATE account SET posted = posted + 3 WHERE id = 'local'",
            {("account local", "posted", 3)},
        ),
        (
            "UPDATE lot SET remaining = remaining - 2, captured = captured + 2 WHERE id = 1",
            {("lot 1", "remaining", -2), ("lot 1", "captured", 2)},
        ),
        ("UPDATE account SET used = used + 1, held = held - 1 WHERE id = 'local'", None),
        ("UPDATE account SET last_sequence = 1", None),
        ("UPDATE lot SET expired = 0 WHERE id = 2", None),
        ("UPDATE lot SET moved = 1 WHERE id = 2", None),
    ],
)
def test_a_figure_that_was_changed_is_told_and_put_right_in_the_copy(
    lived_in: SqlLedger,
    store_path: Path,
    tmp_path: Path,
    script: str,
    changes: set[tuple[str, str, int]] | None,
) -> None:
    before = rows(store_path)
    tamper(store_path, script)
    changed = rows(store_path)
    assert changed != before
    found = rebuild(store_path, tmp_path / "copy")
    assert found != ()
    if changes is not None:
        assert {(each.row, each.figure, difference(each)) for each in found} == changes
    assert rows(tmp_path / "copy") == before
    assert rows(store_path) == changed, "the store itself is left alone"


def difference(change: Change) -> int:
    assert isinstance(change.kept, int)
    assert isinstance(change.derived, int)
    return change.kept - change.derived


def test_books_that_can_not_be_right_make_no_copy(lived_in: SqlLedger, store_path: Path, tmp_path: Path) -> None:
    tamper(store_path, "UPDATE entry SET amount = -1000 WHERE kind = 'capture'")
    with pytest.raises(sqlite3.IntegrityError):
        rebuild(store_path, tmp_path / "copy")
    assert not (tmp_path / "copy").exists()
