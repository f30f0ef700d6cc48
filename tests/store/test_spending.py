"""What the AI writer's texts take: set aside, settled, added up by day and currency, kept within a cap."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from spotintro.credits.errors import CreditError, CreditErrorCode
from spotintro.credits.spending import DaySpending, Request, SpendingCapReached, Spent, total
from spotintro.credits.statistics import day_starts
from spotintro.money import Money
from spotintro.store.ledger import SqlLedger
from spotintro.store.moving import move_account
from tests.fakes.ledger import FakeClock
from tests.store.conftest import MakeLedger

EUR = "EUR"


def request(key: str, cost: int | None = 100, *, workflow: str | None = None, currency: str = EUR) -> Request:
    most = Spent(1_000, 2_000, None if cost is None else Money(cost, currency), is_estimated=True)
    return Request(key, "gpt", "model.example", workflow, most)


def spend(ledger: SqlLedger, key: str, cost: int, *, currency: str = EUR) -> None:
    ledger.reserve_spending(request(key, cost, currency=currency), cap=None)
    ledger.settle_spending(key, Spent(7, 11, Money(cost, currency)))


def test_a_settled_request_counts_with_what_it_took(ledger: SqlLedger, clock: FakeClock) -> None:
    ledger.reserve_spending(request("a", 900, workflow="w"), cap=None)
    ledger.settle_spending("a", Spent(7, 11, Money(40, EUR)))
    assert ledger.spending([clock.now()]) == (DaySpending(0, 1, Spent(7, 11, Money(40, EUR))),)


def test_one_that_was_never_settled_counts_with_all_that_was_set_aside(
    ledger: SqlLedger, clock: FakeClock
) -> None:
    ledger.reserve_spending(request("a", 900), cap=None)
    (day,) = ledger.spending([clock.now()])
    assert day.spent == Spent(1_000, 2_000, Money(900, EUR), is_estimated=True)


def test_it_is_set_aside_and_settled_once(ledger: SqlLedger, clock: FakeClock) -> None:
    ledger.reserve_spending(request("a", 900), cap=None)
    ledger.reserve_spending(request("a", 100), cap=None)
    ledger.settle_spending("a", Spent(7, 11, Money(40, EUR)))
    ledger.settle_spending("a", Spent(0, 0, Money(0, EUR)))
    assert ledger.spending([clock.now()]) == (DaySpending(0, 1, Spent(7, 11, Money(40, EUR))),)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE spending SET cost = 0",
        "UPDATE spending SET settled_at = NULL",
        "UPDATE spending SET model = 'another'",
        "DELETE FROM spending",
    ],
)
def test_what_is_settled_is_final(ledger: SqlLedger, clock: FakeClock, statement: str) -> None:
    spend(ledger, "a", 40)
    with pytest.raises(CreditError), ledger.transactions.booking() as booking:
        booking.connection.execute(text(statement))
    assert ledger.spending([clock.now()]) == (DaySpending(0, 1, Spent(7, 11, Money(40, EUR))),)


def test_the_cap_is_kept_to_the_last_millionth(ledger: SqlLedger) -> None:
    cap = Money(1_000_000, EUR)
    ledger.reserve_spending(request("a", 999_900), cap=cap)
    ledger.reserve_spending(request("b", 100), cap=cap)
    with pytest.raises(SpendingCapReached) as refused:
        ledger.reserve_spending(request("c", 1), cap=cap)
    assert refused.value.code is CreditErrorCode.OPERATION_FAILED
    assert refused.value.message == (
        "Today's texts cost 1.00 EUR, and one more may cost up to 0.000001 EUR: "
        "that is above the day's cap of 1.00 EUR (writer.openai.daily_cap)."
    )
    ledger.settle_spending("a", Spent(1, 1, Money(999_899, EUR)))
    ledger.reserve_spending(request("c", 1), cap=cap)


def test_another_currency_and_what_has_no_price_are_not_counted_against_it(ledger: SqlLedger) -> None:
    spend(ledger, "a", 5_000, currency="USD")
    ledger.reserve_spending(request("b", None), cap=None)
    ledger.reserve_spending(request("c", 100), cap=Money(100, EUR))


def test_a_new_day_has_a_new_cap(ledger: SqlLedger, clock: FakeClock) -> None:
    cap = Money(100, EUR)
    ledger.reserve_spending(request("a"), cap=cap)
    clock.advance(86_400)
    ledger.reserve_spending(request("b"), cap=cap)
    with pytest.raises(SpendingCapReached):
        ledger.reserve_spending(request("c"), cap=cap)


def test_a_clock_that_is_set_back_brings_no_new_cap(ledger: SqlLedger, clock: FakeClock) -> None:
    cap = Money(100, EUR)
    clock.advance(3 * 86_400)
    ledger.reserve_spending(request("a"), cap=cap)
    clock.advance(-2 * 86_400)
    with pytest.raises(SpendingCapReached):
        ledger.reserve_spending(request("b"), cap=cap)


def test_a_clock_that_isnt_believed_brings_no_new_cap(ledger: SqlLedger, clock: FakeClock) -> None:
    cap = Money(100, EUR)
    ledger.reserve_spending(request("a"), cap=cap)
    clock.advance(5_000 * 86_400)
    with pytest.raises(SpendingCapReached):
        ledger.reserve_spending(request("b"), cap=cap)


def test_days_are_added_up_apart_by_currency(ledger: SqlLedger, clock: FakeClock) -> None:
    starts = day_starts(clock.now().astimezone().date(), 400)
    today = datetime(2026, 1, 1, 12, tzinfo=UTC)
    for days, key, currency, cost in (
        (1, "before", EUR, 1),
        (0, "a", "USD", 50),
        (0, "b", EUR, 20),
        (0, "c", EUR, 22),
    ):
        clock.wall = today - timedelta(days=days)
        spend(ledger, key, cost, currency=currency)
    ledger.reserve_spending(request("free", None), cap=None)
    ledger.settle_spending("free", Spent(5, 6, is_estimated=True))
    found = ledger.spending(starts)
    assert found == (
        DaySpending(398, 1, Spent(7, 11, Money(1, EUR))),
        DaySpending(399, 2, Spent(14, 22, Money(42, EUR))),
        DaySpending(399, 1, Spent(7, 11, Money(50, "USD"))),
        DaySpending(399, 1, Spent(5, 6, is_estimated=True)),
    )
    assert total(found) == (
        Spent(21, 33, Money(43, EUR)),
        Spent(7, 11, Money(50, "USD")),
        Spent(5, 6, is_estimated=True),
    )


def test_each_account_has_its_own(make_ledger: MakeLedger, clock: FakeClock) -> None:
    mine, theirs = make_ledger(account_id="me"), make_ledger(account_id="you")
    mine.open()
    theirs.open()
    spend(theirs, "a", 40)
    assert mine.spending([clock.now()]) == ()
    mine.reserve_spending(request("a", 100), cap=Money(100, EUR))


def test_a_history_that_is_deleted_leaves_it_so_that_the_cap_holds(ledger: SqlLedger) -> None:
    spend(ledger, "a", 100)
    ledger.forget_history()
    ledger.forget_old_intros(keep_days=1)
    with pytest.raises(SpendingCapReached):
        ledger.reserve_spending(request("b", 1), cap=Money(100, EUR))


def test_it_moves_with_the_account(ledger: SqlLedger, make_ledger: MakeLedger, tmp_path: Path) -> None:
    spend(ledger, "a", 100)
    ledger.reserve_spending(request("open", 30), cap=None)
    target = make_ledger(tmp_path / "elsewhere.sqlite3")
    for _ in range(2):
        move_account(ledger, target, place="elsewhere", stopped=lambda: False)
    starts = [datetime(2026, 1, 1, tzinfo=UTC)]
    assert target.spending(starts) == ledger.spending(starts)
    with pytest.raises(SpendingCapReached):
        target.reserve_spending(request("b", 1), cap=Money(130, EUR))
