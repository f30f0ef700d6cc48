from __future__ import annotations

import contextlib
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from spotintro.credits.base import EntryKind
from spotintro.credits.errors import CreditError, InsufficientCredits
from spotintro.store import lots
from spotintro.store.engine import connect
from spotintro.store.ledger import SqlLedger
from tests.fakes.ledger import FakeClock
from tests.store.conftest import MakeLedger
from tests.store.requests import SPEAK, figures, request, voucher


@pytest.fixture
def ledger(make_ledger: MakeLedger) -> SqlLedger:
    ledger = make_ledger(demo_credits=0)
    ledger.open()
    return ledger


def grant(
    ledger: SqlLedger,
    name: str,
    amount: int,
    *,
    expires_at: datetime | None = None,
    promotional: bool = False,
    priority: int = 0,
) -> None:
    with ledger.transactions.booking() as booking:
        lots.grant(
            booking,
            amount,
            source="test",
            reference=name,
            promotional=promotional,
            expires_at=expires_at,
            priority=priority,
        )


def remaining(ledger: SqlLedger) -> dict[str, int]:
    with ledger.transactions.snapshot() as connection:
        rows = connection.exec_driver_sql("SELECT reference, remaining FROM lot")
        return {row.reference: row.remaining for row in rows}


def test_lots_are_spent_by_priority_then_expiry_then_free_ones_then_age(
    ledger: SqlLedger, clock: FakeClock
) -> None:
    soon, later = clock.now() + timedelta(days=1), clock.now() + timedelta(days=2)
    grant(ledger, "paid", 1)
    clock.advance(1)
    grant(ledger, "paid, younger", 1)
    grant(ledger, "free", 1, promotional=True)
    grant(ledger, "later", 1, expires_at=later)
    grant(ledger, "soon", 1, expires_at=soon)
    grant(ledger, "last", 1, expires_at=soon, priority=1)
    spent = []
    for number in range(6):
        before = remaining(ledger)
        ledger.hold([request(f"w{number}")], ttl_s=60)
        spent += [name for name, left in remaining(ledger).items() if left < before[name]]
    assert spent == ["soon", "later", "free", "paid", "paid, younger", "last"]


def test_a_hold_over_several_lots_goes_back_to_each(ledger: SqlLedger) -> None:
    grant(ledger, "a", 2)
    grant(ledger, "b", 2)
    grant(ledger, "c", 2)
    ledger.hold([request("w", amount=5)], ttl_s=60)
    assert remaining(ledger) == {"a": 0, "b": 0, "c": 1}
    assert ledger.audit().ok
    ledger.release(request("w").key)
    assert remaining(ledger) == {"a": 2, "b": 2, "c": 2}
    assert ledger.audit().ok
    ledger.hold([request("x", amount=3)], ttl_s=60)
    ledger.capture(request("x").key)
    assert remaining(ledger) == {"a": 0, "b": 1, "c": 2}
    assert ledger.audit().ok


@pytest.mark.parametrize(("amounts", "left"), [((3, 3), {"a": 0, "b": 2}), ((4, 3), {"a": 0, "b": 1})])
def test_two_steps_that_had_to_tidy_up_first_share_their_lots(
    ledger: SqlLedger, clock: FakeClock, amounts: tuple[int, int], left: dict[str, int]
) -> None:
    grant(ledger, "a", 4)
    grant(ledger, "b", 4)
    ledger.hold([request("abandoned")], ttl_s=60)
    clock.advance(61)
    text, speech = amounts
    steps = [request("w", amount=text), request("w", amount=speech, step=SPEAK)]
    ledger.hold(steps, ttl_s=60)
    assert remaining(ledger) == left
    for step in steps:
        ledger.release(step.key)
    assert remaining(ledger) == {"a": 4, "b": 4}
    assert ledger.audit().ok


def test_a_grant_counts_once(ledger: SqlLedger) -> None:
    grant(ledger, "a", 5)
    with pytest.raises(CreditError):
        grant(ledger, "a", 5)
    assert figures(ledger.user()) == (5, 0, 0)


def test_a_lapsed_lot_is_booked_out_and_in_again_where_the_clock_was_ahead(
    ledger: SqlLedger, clock: FakeClock
) -> None:
    grant(ledger, "short", 5, expires_at=clock.now() + timedelta(hours=1))
    grant(ledger, "long", 1)
    clock.advance(3600)
    ledger.hold([request("w")], ttl_s=60)
    entry = ledger.history(limit=1)[0]
    assert (entry.kind, entry.amount, entry.balance_after) == (EntryKind.EXPIRE, -5, 1)
    assert entry.description == "test, lapsed"
    clock.advance(-7200)
    ledger.hold([request("x", amount=2)], ttl_s=60)
    entry = ledger.history(limit=1)[0]
    assert (entry.kind, entry.amount, entry.balance_after) == (EntryKind.REFUND, 5, 6)
    assert entry.description == "test, not lapsed: the clock was ahead"
    assert figures(ledger.user()) == (4, 0, 2)
    assert ledger.audit().ok


def test_what_was_held_when_its_lot_lapsed_lives_on_a_day_and_the_rest_does_not(
    ledger: SqlLedger, clock: FakeClock
) -> None:
    grant(ledger, "short", 5, expires_at=clock.now() + timedelta(seconds=30))
    ledger.hold([request("w", amount=2)], ttl_s=60)
    clock.advance(31)
    assert figures(ledger.release(request("w").key)) == (2, 0, 0)
    assert ledger.audit().ok
    clock.advance(23 * 3600)
    ledger.hold([request("x", amount=1)], ttl_s=60)
    ledger.capture(request("x").key)
    clock.advance(3600)
    with pytest.raises(InsufficientCredits):
        ledger.hold([request("y")], ttl_s=60)
    assert figures(ledger.user()) == (0, 1, 0)
    assert ledger.audit().ok


def test_an_abandoned_hold_on_a_lapsed_lot_frees_only_what_it_held(ledger: SqlLedger, clock: FakeClock) -> None:
    grant(ledger, "short", 5, expires_at=clock.now() + timedelta(seconds=30))
    ledger.hold([request("dead", amount=2)], ttl_s=60)
    clock.advance(60)
    with pytest.raises(InsufficientCredits) as caught:
        ledger.hold([request("w", amount=3)], ttl_s=60)
    assert caught.value.available == 2
    assert ledger.audit().ok


def test_a_day_of_grace_is_written_as_every_other_time_is(
    ledger: SqlLedger, clock: FakeClock, store_path: Path
) -> None:
    """They are compared as text, to the fraction of a second, and in one zone."""
    ledger.redeem(voucher(1, lot_days=1))
    clock.advance(86_400 - 10)
    ledger.hold([request("w")], ttl_s=60)
    clock.advance(20)
    ledger.release(request("w").key)
    with contextlib.closing(connect(store_path, busy_timeout_s=1)) as plain:
        (kept,) = plain.execute("SELECT grace_until FROM lot WHERE source = 'voucher'").fetchone()
    assert kept == "2026-01-03 12:00:10.000000"
