from __future__ import annotations

import contextlib
import re
import sqlite3
from pathlib import Path

import pytest

from spotintro.store.audit import audit
from spotintro.store.engine import create_store_engine, reading
from spotintro.store.ledger import SqlLedger
from spotintro.store.triggers import sqlite_triggers
from tests.store.conftest import MakeLedger
from tests.store.requests import request, voucher

HELD, CAPTURED = request("held").key, request("captured").key


@pytest.fixture
def books(ledger: SqlLedger) -> SqlLedger:
    """Four entries, one open hold, one released, a voucher redeemed."""
    ledger.hold([request("captured", amount=2), request("held", amount=3), request("released")], ttl_s=60)
    ledger.capture(CAPTURED)
    ledger.release(request("released").key)
    ledger.hold([request("second")], ttl_s=60)
    ledger.capture(request("second").key)
    ledger.redeem(voucher(1))
    return ledger


def tamper(path: Path, script: str) -> None:
    """As the owner of the file can: past triggers and checks, leaving both in place."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        for name in sqlite_triggers():
            connection.execute(f"DROP TRIGGER {name}")
        connection.executescript(script)
        for statement in sqlite_triggers().values():
            connection.execute(statement)


def test_sound_books_have_no_problem(books: SqlLedger) -> None:
    report = books.audit()
    assert report.ok
    assert report.entries == 4


@pytest.mark.parametrize(
    ("script", "check", "row"),
    [
        ("UPDATE account SET posted = posted + 1", "posted", "account local"),
        ("UPDATE account SET held = held - 1", "held", "account local"),
        ("UPDATE account SET posted = posted + 1", "available", "account local"),
        ("UPDATE account SET used = used + 1", "used", "account local"),
        ("UPDATE account SET last_sequence = 9", "last-sequence", "account local"),
        ("UPDATE lot SET remaining = remaining + 1", "lot", "lot 1"),
        ("UPDATE lot SET captured = 11, remaining = -8", "lot-parts", "lot 1"),
        ("UPDATE lot SET captured = captured + 1, remaining = remaining - 1", "lot-captured", "lot 1"),
        ("UPDATE lot SET granted = 11, remaining = remaining + 1", "lot-entries", "lot 1"),
        ("UPDATE allocation SET amount = 4 WHERE hold_id = 2", "allocations", f"hold {HELD}"),
        ("DELETE FROM allocation WHERE hold_id = 1", "allocations", f"hold {CAPTURED}"),
        ("DELETE FROM entry WHERE hold_id = 1", "captures", f"hold {CAPTURED}"),
        ("UPDATE entry SET amount = -1 WHERE hold_id = 1", "captures", f"hold {CAPTURED}"),
        ("UPDATE hold SET state = 'released' WHERE id = 1", "capture-of", "entry 2"),
        ("UPDATE hold SET state = 'held', settled_at = NULL WHERE id = 1", "capture-of", "entry 2"),
        ("DELETE FROM entry WHERE sequence = 2", "sequence", "entry 3"),
        ("DELETE FROM entry WHERE sequence = 4", "last-sequence", "account local"),
        ("UPDATE entry SET balance_after = 9 WHERE sequence = 2", "balance-after", "entry 2"),
        ("UPDATE entry SET at = '2020-01-01 00:00:00.000000' WHERE sequence = 2", "time", "entry 2"),
        ("UPDATE hold SET amount = 4 WHERE state = 'held'", "held", "account local"),
        ("UPDATE entry SET lot_id = 77 WHERE sequence = 1", "references", "entry 1"),
        ("UPDATE account SET used = -1", "integrity", "file"),
        ("DELETE FROM entry WHERE lot_id = 2", "voucher", "voucher 0000000000000001"),
        ("UPDATE redemption SET lot_id = 1", "voucher", "voucher 0000000000000001"),
        ("UPDATE redemption SET serial = 'x'", "voucher", "voucher x"),
        ("UPDATE lot SET reference = 'x' WHERE id = 2", "voucher", "voucher 0000000000000001"),
        ("DELETE FROM redemption", "voucher-lot", "lot 2"),
        ("UPDATE entry SET at = '2027-01-01 00:00:00.000000' WHERE sequence = 2", "chain", "entry 2"),
    ],
)
@pytest.mark.slow
def test_the_audit_names_the_row_that_disagrees(
    books: SqlLedger, store_path: Path, script: str, check: str, row: str
) -> None:
    tamper(store_path, script)
    report = books.audit()
    assert not report.ok
    assert (check, row) in [(problem.check, problem.row) for problem in report.problems]
    assert all(problem.message.endswith(".") or problem.check == "integrity" for problem in report.problems)


def test_what_is_kept_stands_beside_what_is_derived(books: SqlLedger, store_path: Path) -> None:
    tamper(store_path, "UPDATE entry SET balance_after = 9 WHERE sequence = 2; UPDATE account SET used = used + 1")
    said = {problem.check: problem.message for problem in books.audit().problems}
    assert said["balance-after"] == "Not true that the balance after an entry is the sum up to it: 9 against 8."
    assert said["used"] == (
        "Not true that the account's used credits are the sum of its captures less its refunds: 4 against 3."
    )


def test_of_entries_out_of_order_both_figures_are_told(books: SqlLedger, store_path: Path) -> None:
    tamper(
        store_path,
        "DELETE FROM entry WHERE sequence = 2;"
        "UPDATE entry SET at = '2020-01-01 00:00:00.000000' WHERE sequence = 4;"
        "UPDATE lot SET granted = 11, remaining = remaining + 1 WHERE id = 1",
    )
    said = {problem.check: problem.message for problem in books.audit().problems}
    assert said["sequence"].endswith(": 3 against 2.")
    assert re.search(r": 2020-01-01 00:00:00.0+ against 20\d\d-\d\d-\d\d .+\.$", said["time"])
    assert re.fullmatch(r"Not true that .*lot.*: 11 against 10\.", said["lot-entries"])


def test_an_account_without_entries_is_sound(make_ledger: MakeLedger) -> None:
    empty = make_ledger(account_id="empty", demo_credits=0)
    empty.open()
    report = empty.audit()
    assert report.ok
    assert report.entries == 0


def test_without_the_structure_the_identities_and_the_chain_are_checked_alone(
    books: SqlLedger, store_path: Path
) -> None:
    tamper(store_path, "UPDATE account SET used = -1; UPDATE entry SET lot_id = 77 WHERE sequence = 1")
    books.close()
    engine = create_store_engine(store_path, busy_timeout_s=5)
    with reading(engine).connect() as connection, connection.begin():
        whole, quick = (audit(connection, "local", structure=structure) for structure in (True, False))
    engine.dispose()
    structural = {"integrity", "references", "safeguards"}
    assert structural & {problem.check for problem in whole.problems} == {"integrity", "references"}
    assert [found for found in whole.problems if found.check not in structural] == list(quick.problems)
    assert {"used", "chain"} <= {found.check for found in quick.problems}


def test_a_missing_trigger_is_named(books: SqlLedger, store_path: Path) -> None:
    with contextlib.closing(sqlite3.connect(store_path)) as connection:
        connection.execute("DROP TRIGGER entry_no_update")
    (problem,) = books.audit().problems
    assert (problem.check, problem.row) == ("safeguards", "entry_no_update")
    assert problem.message == "This safeguard is missing in the file."


def test_another_accounts_fault_is_not_this_ones(
    books: SqlLedger, make_ledger: MakeLedger, store_path: Path
) -> None:
    other = make_ledger(account_id="other")
    other.open()
    tamper(store_path, "UPDATE account SET used = 1 WHERE id = 'other'")
    assert books.audit().ok
    assert [problem.row for problem in other.audit().problems] == ["account other"]


def test_an_amount_that_is_no_number_is_named(books: SqlLedger, store_path: Path) -> None:
    tamper(store_path, "UPDATE entry SET amount = 'many', at = 7 WHERE sequence = 2")
    found = {(problem.check, problem.row) for problem in books.audit().problems}
    assert {("balance-after", "entry 2"), ("time", "entry 2"), ("chain", "entry 2")} <= found


def test_entries_after_the_chains_first_break_still_count(books: SqlLedger, store_path: Path) -> None:
    tamper(store_path, "UPDATE entry SET hash = 'x' WHERE sequence = 1")
    report = books.audit()
    assert report.entries == 4
    assert {problem.check for problem in report.problems} == {"chain"}


def test_a_file_that_is_wrong_everywhere_is_told_in_few_lines(books: SqlLedger, store_path: Path) -> None:
    columns = "account_id, key, input_hash, step, amount, workflow, state, created_at, expires_at, settled_at"
    tamper(
        store_path,
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500)"
        f" INSERT INTO hold ({columns}) SELECT 'local', i, '', '', 1, '', 'captured', '', '', '' FROM n",
    )
    assert 100 <= len(books.audit().problems) <= 300
