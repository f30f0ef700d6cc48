"""Whatever figure is changed in the file, in whatever table: the audit finds it and names the row."""

from __future__ import annotations

import contextlib
import random
import sqlite3
from dataclasses import dataclass
from pathlib import Path

import pytest

from spotintro.credits.base import AuditReport
from spotintro.secrets.chain_keys import ChainRecord
from spotintro.store.audit import audit
from spotintro.store.engine import create_store_engine, reading
from spotintro.store.triggers import sqlite_triggers
from tests.fakes.chain_keeper import MemoryChainKeeper
from tests.fakes.ledger import FakeClock
from tests.store.conftest import MakeLedger
from tests.store.requests import SPEAK, request, voucher

pytestmark = pytest.mark.slow

ENTRY = (
    "at",
    "kind",
    "amount",
    "balance_after",
    "step",
    "hold_id",
    "lot_id",
    "refund_of",
    "canonical",
    "chain_version",
    "previous_hash",
    "hash",
)
COLUMNS: dict[str, tuple[str, ...]] = {
    "account": ("posted", "held", "used", "last_sequence", "last_at"),
    "lot": ("granted", "remaining", "captured", "expired"),
    "hold": ("amount", "state"),
    "allocation": ("amount", "lot_id"),
    "redemption": ("serial", "lot_id"),
    "entry": ENTRY,
}
"""What nothing else in the store says (names, days of expiry, texts) can be changed unseen, and is not here."""

COUNTS = {
    "hold": "state IN ('held', 'captured')",
    "allocation": """hold_id IN (SELECT id FROM hold WHERE state = 'held' UNION
                      SELECT hold_id FROM entry e WHERE kind = 'capture'
                      AND NOT EXISTS (SELECT 1 FROM entry WHERE refund_of = e.id))""",
}
"""The rows that bear on a figure: what was given back stands for nothing any more."""


@dataclass(frozen=True)
class Books:
    path: Path
    record: ChainRecord | None

    def audit(self) -> AuditReport:
        engine = create_store_engine(self.path, busy_timeout_s=5)
        try:
            with reading(engine).connect() as connection, connection.begin():
                return audit(connection, "local", self.record)
        finally:
            engine.dispose()


def make_books(make_ledger: MakeLedger, store_path: Path, clock: FakeClock, *, keyed: bool) -> Books:
    keeper = MemoryChainKeeper()
    keeper.available = keyed
    ledger = make_ledger(chain_keeper=keeper)
    ledger.open()
    ledger.redeem(voucher(1, 20, lot_days=1))
    ledger.redeem(voucher(2, 7))
    for number in range(5):
        workflow = f"w{number}"
        ledger.hold([request(workflow, amount=2), request(workflow, step=SPEAK)], ttl_s=60)
        ledger.capture(request(workflow).key)
        ledger.capture(request(workflow, step=SPEAK).key)
        clock.advance(1)
    ledger.refund(5)
    ledger.refund(8)
    clock.advance(86_400)
    ledger.hold([request("open", amount=3), request("back")], ttl_s=600)
    ledger.release(request("back").key)
    ledger.close()
    return Books(store_path, keeper.record)


def changed(value: object, choice: random.Random) -> object:
    if isinstance(value, bytes):
        place = choice.randrange(len(value))
        return value[:place] + bytes([value[place] ^ (1 << choice.randrange(8))]) + value[place + 1 :]
    if isinstance(value, str):
        place = choice.randrange(len(value))
        return (
            value[:place]
            + choice.choice([sign for sign in "0123456789abcdef" if sign != value[place]])
            + value[place + 1 :]
        )
    return (value if isinstance(value, int) else 0) + choice.choice([-1, 1]) * choice.choice([1, 2, 10, 1 << 20])


def names(connection: sqlite3.Connection, table: str, rowid: int) -> set[str]:
    """How the audit may call a row: by itself, or by what it belongs to."""
    if table == "account":
        return {"account local"}
    if table == "lot":
        return {f"lot {rowid}"}
    if table == "entry":
        (sequence,) = connection.execute("SELECT sequence FROM entry WHERE rowid = ?", (rowid,)).fetchone()
        return {f"entry {sequence}"}
    if table == "redemption":
        redeemed = connection.execute("SELECT serial, lot_id FROM redemption WHERE rowid = ?", (rowid,))
        serial, lot = redeemed.fetchone()
        return {f"voucher {serial}", f"lot {lot}"}
    if table == "hold":
        (key,) = connection.execute("SELECT key FROM hold WHERE rowid = ?", (rowid,)).fetchone()
        return {f"hold {key}", "account local"} | {
            f"entry {sequence}"
            for (sequence,) in connection.execute("SELECT sequence FROM entry WHERE hold_id = ?", (rowid,))
        }
    key, lot = connection.execute(
        "SELECT key, lot_id FROM allocation JOIN hold ON hold.id = hold_id WHERE allocation.rowid = ?", (rowid,)
    ).fetchone()
    return {f"hold {key}", f"lot {lot}"}


def tamper(connection: sqlite3.Connection, choice: random.Random) -> set[str]:
    table = choice.choice([*COLUMNS, "entry", "entry"])
    column = choice.choice(COLUMNS[table])
    rowids = [row[0] for row in connection.execute(f"SELECT rowid FROM {table} WHERE {COUNTS.get(table, 'true')}")]
    rowid = choice.choice(sorted(rowids))
    expected = names(connection, table, rowid) | {f"{table} {rowid}"}
    (value,) = connection.execute(f"SELECT {column} FROM {table} WHERE rowid = ?", (rowid,)).fetchone()
    new = changed(value, choice)
    if (table, column) == ("hold", "state"):
        new = choice.choice([state for state in ("held", "captured", "refused") if state != value])
    connection.execute(f"UPDATE OR IGNORE {table} SET {column} = ? WHERE rowid = ?", (new, rowid))
    # By its name before or after: a voucher is named by its serial, which may be what was changed.
    return expected | names(connection, table, rowid)


def check(books: Books, folder: Path, seeds: range) -> None:
    assert books.audit().ok
    done = 0
    with contextlib.closing(sqlite3.connect(books.path, isolation_level=None)) as kept:
        for seed in seeds:
            choice = random.Random(seed)
            path = folder / "tampered.sqlite3"
            path.unlink(missing_ok=True)
            with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as copy:
                kept.backup(copy)
                copy.execute("PRAGMA synchronous = OFF")
                copy.execute("PRAGMA ignore_check_constraints = ON")
                for name in sqlite_triggers():
                    copy.execute(f"DROP TRIGGER {name}")
                before = copy.total_changes
                expected = tamper(copy, choice)
                if copy.total_changes == before:
                    continue  # a key of the table had stood in the way
                done += 1
                for statement in sqlite_triggers().values():
                    copy.execute(statement)
            found = {problem.row for problem in Books(path, books.record).audit().problems}
            assert found & expected, (seed, expected, found)
    assert done > len(seeds) * 0.9


@pytest.mark.parametrize("keyed", [False, True])
def test_each_of_60_changed_figures_is_found_and_located(
    make_ledger: MakeLedger, store_path: Path, clock: FakeClock, tmp_path: Path, *, keyed: bool
) -> None:
    check(make_books(make_ledger, store_path, clock, keyed=keyed), tmp_path, range(60))


@pytest.mark.soak
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("keyed", [False, True])
def test_each_of_a_thousand_changed_figures_is_found_and_located(
    make_ledger: MakeLedger, store_path: Path, clock: FakeClock, tmp_path: Path, *, keyed: bool
) -> None:
    check(make_books(make_ledger, store_path, clock, keyed=keyed), tmp_path, range(1000, 2100))
