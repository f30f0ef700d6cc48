from __future__ import annotations

import contextlib
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from spotintro.credits.base import EntryKind
from spotintro.credits.errors import CreditError, CreditErrorCode
from spotintro.store.ledger import SqlLedger
from tests.fakes.chain_keeper import KEY, MemoryChainKeeper
from tests.fakes.ledger import FakeClock
from tests.store.conftest import MakeLedger
from tests.store.requests import TRACK, WRITE, figures, request, voucher
from tests.store.test_audit import tamper

DAY = 86_400


def charge(ledger: SqlLedger, workflow: str = "a", amount: int = 1) -> int:
    """The sequence of the charge."""
    ledger.hold([request(workflow, amount=amount)], ttl_s=60)
    ledger.capture(request(workflow).key)
    return ledger.state().sequence


def lots(path: Path) -> list[tuple[int, ...]]:
    """Remaining, captured, expired."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT remaining, captured, expired FROM lot ORDER BY id").fetchall()


def assert_refused(ledger: SqlLedger, sequence: int, says: str) -> None:
    before = (ledger.user(), ledger.history())
    with pytest.raises(CreditError) as failure:
        ledger.refund(sequence)
    assert failure.value.code is CreditErrorCode.OPERATION_FAILED
    assert says in failure.value.message
    assert (ledger.user(), ledger.history()) == before


def test_a_charge_goes_back_to_the_lots_it_came_from(ledger: SqlLedger, store_path: Path) -> None:
    ledger.redeem(voucher(1, 5, lot_days=30))
    sequence = charge(ledger, amount=7)
    assert lots(store_path) == [(8, 2, 0), (0, 5, 0)]
    assert figures(ledger.refund(sequence)) == (15, 0, 0)
    assert lots(store_path) == [(10, 0, 0), (5, 0, 0)]
    assert ledger.audit().ok
    entry = ledger.history(limit=1)[0]
    assert (entry.kind, entry.amount, entry.balance_after, entry.step) == (EntryKind.REFUND, 7, 15, WRITE)
    assert entry.description == f"{TRACK.title} – {TRACK.artist_line}"


def test_the_hold_stays_captured(ledger: SqlLedger) -> None:
    sequence = charge(ledger)
    ledger.refund(sequence)
    assert figures(ledger.capture(request("a").key)) == (10, 0, 0), "again is again no second charge"
    with pytest.raises(CreditError):
        ledger.release(request("a").key)
    assert ledger.audit().ok


def test_a_second_refund_is_refused(ledger: SqlLedger) -> None:
    sequence = charge(ledger)
    other = charge(ledger, "b")
    ledger.refund(sequence)
    assert_refused(ledger, sequence, "was given back before, on 2026-01-01")
    ledger.refund(other)
    assert figures(ledger.user()) == (10, 0, 0)


def test_what_is_no_charge_of_this_account_is_refused(ledger: SqlLedger, make_ledger: MakeLedger) -> None:
    other = make_ledger(account_id="other", demo_credits=3)
    other.open()
    charge(other, "x")
    charge(other, "y")
    assert_refused(ledger, 1, "is no charge")
    assert_refused(ledger, 3, "has no entry 3")
    assert_refused(ledger, 0, "has no entry 0")
    sequence = charge(ledger)
    ledger.refund(sequence)
    assert_refused(ledger, 3, "is no charge")
    assert figures(other.user()) == (1, 2, 0)


def test_what_lapsed_meanwhile_comes_back_for_a_day_and_its_rest_does_not(
    make_ledger: MakeLedger, store_path: Path, clock: FakeClock
) -> None:
    ledger = make_ledger(demo_credits=0)
    ledger.open()
    ledger.redeem(voucher(1, 5, lot_days=1))
    sequence = charge(ledger, amount=2)
    clock.advance(2 * DAY)
    assert figures(ledger.refund(sequence)) == (2, 0, 0)
    assert lots(store_path) == [(2, 0, 3)]
    assert ledger.audit().ok
    clock.advance(timedelta(hours=24).total_seconds() - 1)
    ledger.hold([request("b")], ttl_s=60)
    ledger.release(request("b").key)
    assert figures(ledger.user()) == (2, 0, 0)
    clock.advance(1)
    with pytest.raises(CreditError):
        ledger.hold([request("c")], ttl_s=60)
    assert ledger.audit().ok


def test_the_store_itself_takes_no_second_refund(ledger: SqlLedger, store_path: Path) -> None:
    sequence = charge(ledger)
    ledger.refund(sequence)
    with (
        contextlib.closing(sqlite3.connect(store_path)) as connection,
        pytest.raises(sqlite3.IntegrityError, match="entry rows are not replaced"),
    ):
        connection.execute(
            "INSERT INTO entry (account_id, sequence, at, kind, amount, balance_after, canonical, chain_version,"
            " previous_hash, hash, refund_of)"
            " SELECT account_id, 9, at, kind, amount, balance_after, canonical, chain_version, previous_hash,"
            " hash, refund_of FROM entry WHERE kind = 'refund'"
        )


@pytest.mark.parametrize("keyed", [False, True])
def test_what_a_refund_gives_back_is_chained(make_ledger: MakeLedger, store_path: Path, *, keyed: bool) -> None:
    keeper = MemoryChainKeeper()
    keeper.available = keyed
    ledger = make_ledger(chain_keeper=keeper)
    ledger.open()
    first, second = charge(ledger), charge(ledger, "b")
    ledger.refund(first)
    with contextlib.closing(sqlite3.connect(store_path)) as connection:
        rows = connection.execute("SELECT chain_version FROM entry ORDER BY sequence").fetchall()
    assert [row[0] for row in rows] == (["c3", *[KEY.version] * 3] if keyed else ["c3"] * 4)
    tamper(store_path, f"UPDATE entry SET refund_of = {second} WHERE kind = 'refund'")
    assert ("chain", "entry 4") in [(problem.check, problem.row) for problem in ledger.audit().problems]


@pytest.mark.parametrize(
    ("script", "check", "row"),
    [
        ("UPDATE account SET used = 3 WHERE id = 'local'", "used", "account local"),
        ("UPDATE lot SET captured = captured + 1, remaining = remaining - 1", "lot-captured", "lot 1"),
        ("UPDATE entry SET refund_of = 1 WHERE kind = 'refund'", "refund", "entry 4"),
        ("UPDATE entry SET refund_of = 2 WHERE kind = 'refund'", "refund", "entry 4"),
        ("UPDATE entry SET amount = 3 WHERE kind = 'refund'", "refund", "entry 4"),
        ("UPDATE entry SET kind = 'adjust', refund_of = NULL WHERE kind = 'refund'", "used", "account local"),
        ("DELETE FROM entry WHERE kind = 'refund'", "used", "account local"),
    ],
)
def test_the_audit_names_what_is_wrong_with_a_refund(
    ledger: SqlLedger, store_path: Path, script: str, check: str, row: str
) -> None:
    charge(ledger, "a", amount=1)
    ledger.refund(charge(ledger, "b", amount=2))
    assert ledger.audit().ok
    tamper(store_path, script)
    assert (check, row) in [(problem.check, problem.row) for problem in ledger.audit().problems]
