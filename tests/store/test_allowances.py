"""Allowances: each part when it is due and wanted, once, and none where it may not be."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import event, text

from spotintro.credits.base import Allowance, EntryKind, Grant, LotKind
from spotintro.store.ledger import SqlLedger
from tests.fakes.ledger import FakeClock
from tests.store.conftest import MakeLedger
from tests.store.requests import figures, request, voucher

DAY = 24 * 3600
TOP_UP = "Automatic top-up"


@pytest.fixture
def poor(make_ledger: MakeLedger) -> SqlLedger:
    """Without demo credits, with an allowance of 5 every 10 days, 3 times, of which the first part is there."""
    ledger = make_ledger(demo_credits=0)
    ledger.open()
    ledger.redeem(voucher(1, 5, every_days=10, times=3, lot_days=15))
    return ledger


def spend(ledger: SqlLedger, workflow: str, amount: int) -> None:
    ledger.hold([request(workflow, amount=amount)], ttl_s=60)
    ledger.capture(request(workflow, amount=amount).key)


def amounts(grants: Sequence[Grant]) -> list[int]:
    return [grant.credits for grant in grants]


def test_the_first_part_comes_with_the_redemption_and_the_next_when_it_is_due_and_low(
    poor: SqlLedger, clock: FakeClock
) -> None:
    started = clock.now()
    assert poor.allowances() == (Allowance(5, 10, 3, 1, started + timedelta(days=10)),)
    spend(poor, "a", 4)
    assert poor.claim_due(low=3) == ()
    clock.advance(10 * DAY - 1)
    assert poor.claim_due(low=3) == ()
    clock.advance(1)
    assert poor.claim_due(low=0) == ()
    assert poor.claim_due(low=0, needed=1) == ()
    assert poor.claim_due(low=0, needed=2) == (Grant(5, TOP_UP, clock.now() + timedelta(days=15)),)
    assert figures(poor.user()) == (6, 4, 0)
    entry = poor.history(limit=1)[0]
    assert (entry.kind, entry.amount, entry.description) == (EntryKind.GRANT, 5, TOP_UP)
    assert poor.allowances() == (Allowance(5, 10, 3, 2, started + timedelta(days=20)),)
    assert poor.claim_due(low=9) == ()
    assert poor.audit().ok


def test_several_parts_come_at_once_until_there_is_enough_and_never_more_than_all(
    poor: SqlLedger, clock: FakeClock
) -> None:
    clock.advance(14 * DAY)
    spend(poor, "a", 5)
    clock.advance(100 * DAY)
    assert amounts(poor.claim_due(low=4)) == [5]
    assert amounts(poor.claim_due(low=4, needed=11)) == [5]
    assert poor.claim_due(low=99, needed=99) == ()
    assert poor.allowances()[0].next_at is None
    assert figures(poor.user()) == (10, 5, 0)
    assert poor.audit().ok


def test_the_oldest_allowance_is_used_first(make_ledger: MakeLedger, clock: FakeClock) -> None:
    ledger = make_ledger(demo_credits=0)
    ledger.open()
    ledger.redeem(voucher(2, 1, every_days=9, times=4))
    clock.advance(1)
    ledger.redeem(voucher(1, 2, every_days=1, times=4, kind=LotKind.PAID))
    clock.advance(9 * DAY)
    assert amounts(ledger.claim_due(low=4)) == [1, 2]
    assert [allowance.claimed for allowance in ledger.allowances()] == [2, 2]
    assert ledger.audit().ok


def test_what_lapsed_counts_no_more_before_it_is_claimed(poor: SqlLedger, clock: FakeClock) -> None:
    clock.advance(15 * DAY)
    assert poor.user().available_credits == 5, "the part that lapsed counts no more, the one that is due does"
    assert amounts(poor.claim_due(low=4)) == [5]
    assert [entry.kind for entry in poor.history(limit=2)] == [EntryKind.GRANT, EntryKind.EXPIRE]
    assert figures(poor.user()) == (5, 0, 0)
    assert poor.audit().ok


def test_an_abandoned_hold_gives_back_before_anything_is_claimed(poor: SqlLedger, clock: FakeClock) -> None:
    clock.advance(14 * DAY)
    poor.hold([request("a", amount=5)], ttl_s=60)
    clock.advance(6 * DAY)
    assert poor.claim_due(low=4) == ()
    assert figures(poor.user()) == (15, 0, 0)
    assert amounts(poor.claim_due(low=5)) == [5]
    assert figures(poor.user()) == (15, 0, 0)


def test_a_clock_that_was_ahead_holds_up_no_allowance(poor: SqlLedger, clock: FakeClock) -> None:
    clock.advance(300 * DAY)
    poor.redeem(voucher(2, 1))
    clock.advance(-290 * DAY)
    assert figures(poor.user()) == (11, 0, 0), "the lot that it let lapse is back, and one part is due"
    assert amounts(poor.claim_due(low=99)) == [5]
    assert figures(poor.user()) == (11, 0, 0)
    assert poor.audit().ok


def test_a_hold_takes_what_is_due(poor: SqlLedger, clock: FakeClock) -> None:
    """The balance that is shown can be spent, whoever asks for it."""
    clock.advance(20 * DAY)
    assert figures(poor.user()) == (10, 0, 0)
    _, user = poor.hold([request("a", amount=10)], ttl_s=60)
    assert figures(user) == (0, 0, 10)
    assert poor.audit().ok


@pytest.mark.parametrize("revoked", ["0A" * 32, f"{1:016X}"])
def test_a_revoked_key_or_voucher_brings_no_more(
    poor: SqlLedger, make_ledger: MakeLedger, clock: FakeClock, revoked: str
) -> None:
    clock.advance(10 * DAY)
    strict = make_ledger(demo_credits=0, revoked=[revoked])
    strict.open()
    assert strict.claim_due(low=99) == ()
    lax = make_ledger(demo_credits=0, revoked=["0b" * 32, f"{2:016x}"])
    lax.open()
    assert amounts(lax.claim_due(low=99)) == [5]


def test_a_part_that_is_revoked_does_not_hold_up_another_allowance(
    poor: SqlLedger, make_ledger: MakeLedger, clock: FakeClock
) -> None:
    poor.redeem(voucher(2, 3, every_days=10, times=2))
    clock.advance(10 * DAY)
    strict = make_ledger(demo_credits=0, revoked=[f"{1:016x}"])
    strict.open()
    assert amounts(strict.claim_due(low=99)) == [3]


def test_the_allowance_of_another_account_is_not_touched(
    poor: SqlLedger, make_ledger: MakeLedger, clock: FakeClock
) -> None:
    other = make_ledger(account_id="other", demo_credits=0)
    other.open()
    clock.advance(10 * DAY)
    assert other.allowances() == ()
    assert other.claim_due(low=99) == ()
    assert amounts(poor.claim_due(low=99)) == [5]


def test_indexed_reads_and_no_write_where_nothing_is_due(
    store_path: Path, poor: SqlLedger, clock: FakeClock
) -> None:
    assert poor.address == store_path
    said: list[str] = []
    assert poor.transactions.engine is not None
    event.listen(poor.transactions.engine, "before_cursor_execute", lambda *told: said.append(told[2]))
    assert poor.transactions.reading is not None
    event.listen(poor.transactions.reading, "before_cursor_execute", lambda *told: said.append(told[2]))
    assert poor.claim_due(low=99) == ()
    queries = [statement for statement in said if statement.startswith("SELECT")]
    assert len(set(queries)) == 3
    assert not [statement for statement in said if statement.startswith(("INSERT", "UPDATE", "BEGIN IMM"))]
    with poor.transactions.snapshot() as connection:
        plan = [
            row
            for query in queries
            for row in connection.execute(text(f"EXPLAIN QUERY PLAN {query.replace('?', 'NULL')}"))
        ]
    assert any("ix_allowance_open" in row[3] for row in plan)
    assert {row[3] for row in plan if row[3].startswith("SCAN")} == {"SCAN CONSTANT ROW"}, "of the subqueries"


def test_a_voucher_of_an_allowance_counts_once(poor: SqlLedger) -> None:
    from tests.store.test_redemptions import refusal

    assert "used before" in refusal(poor, voucher(1, 5, every_days=10, times=3))
    assert len(poor.allowances()) == 1


@pytest.mark.parametrize(
    ("tampering", "check"),
    [
        ("UPDATE allowance SET claimed = 3", "allowance"),
        ("UPDATE lot SET source = 'x' WHERE source = 'allowance'", "allowance"),
        ("UPDATE allowance SET amount = 4", "allowance-lot"),
        ("UPDATE lot SET reference = 'x' WHERE source = 'allowance'", "allowance-lot"),
    ],
)
def test_the_audit_sees_parts_that_do_not_go_with_their_allowance(
    poor: SqlLedger, store_path: Path, clock: FakeClock, tampering: str, check: str
) -> None:
    import contextlib
    import sqlite3

    clock.advance(10 * DAY)
    poor.claim_due(low=99)
    assert poor.audit().ok
    with contextlib.closing(sqlite3.connect(store_path)) as plain:
        for (name,) in plain.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            plain.execute(f"DROP TRIGGER {name}")
        plain.execute(tampering)
        plain.commit()
    assert check in {problem.check for problem in poor.audit().problems}
