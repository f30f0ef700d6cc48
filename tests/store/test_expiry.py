"""What is left by source, and what is announced before it lapses."""

from __future__ import annotations

from datetime import timedelta

from spotintro.credits.base import EntryKind, Lot, LotKind
from spotintro.store.ledger import SqlLedger
from tests.fakes.ledger import FakeClock
from tests.store.conftest import MakeLedger
from tests.store.requests import request, voucher

DAY = timedelta(days=1)
WEEK = timedelta(days=7)


def announced(ledger: SqlLedger, clock: FakeClock) -> list[int]:
    """As a start of the app asks: what lapses within a week and was not told since midnight."""
    now = clock.now()
    lots = ledger.announce_expiry(until=now + WEEK, told_before=now.replace(hour=0, minute=0))
    return [lot.remaining for lot in lots]


def test_what_lapses_first_comes_first_and_without_end_last(ledger: SqlLedger, clock: FakeClock) -> None:
    ledger.redeem(voucher(1, 30, lot_days=30, kind=LotKind.PAID))
    ledger.redeem(voucher(2, 5, lot_days=5))
    now = clock.now()
    assert ledger.lots() == (
        Lot(5, "Voucher", LotKind.PROMOTIONAL, now + 5 * DAY),
        Lot(30, "Voucher", LotKind.PAID, now + 30 * DAY),
        Lot(10, "Demo credits", LotKind.PROMOTIONAL, None),
    )
    ledger.hold([request("a", amount=7)], ttl_s=60)
    assert [lot.remaining for lot in ledger.lots()] == [28, 10], "what is held is not left"


def test_what_has_lapsed_is_booked_out_and_not_shown(ledger: SqlLedger, clock: FakeClock) -> None:
    ledger.redeem(voucher(1, 5, lot_days=2))
    clock.advance(2 * DAY.total_seconds())
    assert [lot.remaining for lot in ledger.lots()] == [10]
    assert ledger.user().available_credits == 10
    assert ledger.history(limit=1)[0].kind is EntryKind.EXPIRE
    assert ledger.audit().ok


def test_an_empty_account_has_no_lots(make_ledger: MakeLedger) -> None:
    ledger = make_ledger(demo_credits=0)
    ledger.open()
    assert ledger.lots() == ()


def test_each_lot_is_announced_once_a_day_from_a_week_before(ledger: SqlLedger, clock: FakeClock) -> None:
    ledger.redeem(voucher(1, 5, lot_days=10))
    assert announced(ledger, clock) == []
    clock.advance(3 * DAY.total_seconds() + 1)
    assert announced(ledger, clock) == [5]
    assert announced(ledger, clock) == [], "the second start of a day"
    ledger.redeem(voucher(2, 8, lot_days=3))
    assert announced(ledger, clock) == [8], "a lot that came later is told the same day"
    clock.advance(DAY.total_seconds())
    assert announced(ledger, clock) == [8, 5]
    clock.advance(2 * DAY.total_seconds())
    assert announced(ledger, clock) == [5], "what has lapsed meanwhile is in the history"
    assert ledger.audit().ok


def test_what_is_spent_is_not_announced(ledger: SqlLedger, clock: FakeClock) -> None:
    ledger.redeem(voucher(1, 5, lot_days=3))
    asked = request("a", amount=5)
    ledger.hold([asked], ttl_s=60)
    ledger.capture(asked.key)
    assert announced(ledger, clock) == []


def test_another_accounts_credits_are_its_own(make_ledger: MakeLedger, clock: FakeClock) -> None:
    mine, theirs = make_ledger(account_id="me"), make_ledger(account_id="you")
    mine.open()
    theirs.open()
    theirs.redeem(voucher(1, 5, lot_days=3))
    assert announced(mine, clock) == []
    assert len(mine.lots()) == 1
    assert announced(theirs, clock) == [5]
