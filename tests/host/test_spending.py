"""The meter: what is set aside, what is booked, and who keeps the cap when several ask at once."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from spotintro.credits.errors import CreditError, CreditErrorCode
from spotintro.credits.gate import CreditGate
from spotintro.credits.prices import Prices
from spotintro.credits.spending import Spent
from spotintro.host.errors import DailyCapReached
from spotintro.host.spending import SpendingMeter, Tariff
from spotintro.money import Money, TokenPrices
from spotintro.store.ledger import SqlLedger
from spotintro.writers.base import Usage, WriterUnavailable
from tests.fakes.ledger import FakeClock, FakeLedger

MOST = Usage(1_000, 2_000, is_estimated=True)
PRICES = TokenPrices.of(0.25, 2, "EUR")
COST = Money(4_250, "EUR")
BROKEN = CreditError(CreditErrorCode.SYSTEM_ERROR, "The disk is full.", "Free some.")


@asynccontextmanager
async def metered(ledger: FakeLedger, *, cap: int | None = None) -> AsyncIterator[SpendingMeter]:
    gate = CreditGate(lambda: ledger, Prices())
    meter = SpendingMeter(gate, tariff(cap))
    try:
        yield meter
    finally:
        await meter.close()
        await gate.close()


def tariff(cap: int | None = None) -> Tariff:
    return Tariff("m", "model.example", PRICES, None if cap is None else Money(cap, "EUR"))


async def test_the_most_is_set_aside_and_then_what_it_was() -> None:
    ledger = FakeLedger()
    async with metered(ledger, cap=4_250) as meter:
        key = await meter.reserve(MOST, workflow="w")
        (request,) = ledger.requests
        assert (request.key, request.model, request.server, request.workflow) == (key, "m", "model.example", "w")
        assert request.most == Spent(1_000, 2_000, COST, is_estimated=True)
        used = meter.settle(key, Usage(900, 60))
        assert used == Usage(900, 60, cost=Money(345, "EUR"))
    assert ledger.spent == {key: Spent(900, 60, Money(345, "EUR"))}


async def test_above_the_cap_it_refuses_with_what_to_do() -> None:
    ledger = FakeLedger()
    async with metered(ledger, cap=4_249) as meter:
        with pytest.raises(DailyCapReached) as refused:
            await meter.reserve(MOST, workflow=None)
    assert refused.value.code == "DAILY_CAP_REACHED"
    assert "0.004249 EUR" in refused.value.message
    assert "announcer" in refused.value.next_step
    assert ledger.spent == {}


async def test_a_caller_that_leaves_while_it_is_set_aside_took_nothing() -> None:
    ledger = FakeLedger()
    begun, go_on = ledger.pause("reserve_spending")
    async with metered(ledger, cap=4_250) as meter:
        reserving = asyncio.create_task(meter.reserve(MOST, workflow=None))
        await asyncio.to_thread(begun.wait)
        reserving.cancel()
        go_on.set()
        with pytest.raises(asyncio.CancelledError):
            await reserving
    assert list(ledger.spent.values()) == [Spent(0, 0, Money(0, "EUR"))]


async def test_a_store_that_fails_hinders_a_text_only_where_there_is_a_cap(
    caplog: pytest.LogCaptureFixture,
) -> None:
    ledger = FakeLedger()
    async with metered(ledger) as meter:
        ledger.fail("reserve_spending", BROKEN)
        with caplog.at_level(logging.WARNING):
            await meter.reserve(MOST, workflow=None)
    assert caplog.messages == ["what a text takes is not counted: The disk is full."]
    async with metered(FakeLedger(), cap=9_999) as meter:
        pass
    ledger = FakeLedger()
    async with metered(ledger, cap=9_999) as meter:
        ledger.fail("reserve_spending", BROKEN)
        with pytest.raises(WriterUnavailable) as refused:
            await meter.reserve(MOST, workflow=None)
    assert (refused.value.message, refused.value.next_step) == ("The disk is full.", "Free some.")


async def test_what_cant_be_booked_stands_as_it_was_set_aside(caplog: pytest.LogCaptureFixture) -> None:
    ledger = FakeLedger()
    async with metered(ledger, cap=9_999) as meter:
        key = await meter.reserve(MOST, workflow=None)
        ledger.fail("settle_spending", BROKEN)
        with caplog.at_level(logging.WARNING):
            meter.settle(key, Usage(1, 1))
            await meter.close()
    assert caplog.messages == ["what a text took is not booked: The disk is full."]
    assert ledger.spent[key].cost == COST


async def test_several_programs_keep_one_cap(tmp_path: Path) -> None:
    store, clock = tmp_path / "credits.sqlite3", FakeClock()

    def ledger() -> SqlLedger:
        return SqlLedger(store, account_id="local", demo_credits=10, clock=clock, busy_timeout_s=60)

    gates = [CreditGate(ledger, Prices()) for _ in range(4)]
    await gates[0].open()
    meters = [SpendingMeter(gate, tariff(10 * COST.micros)) for gate in gates]
    asked = [meter.reserve(MOST, workflow=None) for _ in range(8) for meter in meters]
    told = await asyncio.gather(*asked, return_exceptions=True)
    assert len([each for each in told if isinstance(each, str)]) == 10
    assert len([each for each in told if isinstance(each, DailyCapReached)]) == 22
    (day,) = await gates[0].spending([clock.now()])
    assert (day.requests, day.spent.cost) == (10, Money(10 * COST.micros, "EUR"))
    for gate in gates:
        await gate.close()


@pytest.mark.parametrize(
    ("amount", "micros", "said"),
    [
        (0.1, 100_000, "0.10 EUR"),
        (0.25, 250_000, "0.25 EUR"),
        (2, 2_000_000, "2.00 EUR"),
        (0.000001, 1, "0.000001 EUR"),
        (1e-7, 0, "0.00 EUR"),
        (1234567.654321, 1_234_567_654_321, "1234567.654321 EUR"),
    ],
)
def test_an_amount_is_taken_by_its_digits(amount: float, micros: int, said: str) -> None:
    money = Money.of(amount, "EUR")
    assert (money.micros, str(money)) == (micros, said)


def test_a_cost_is_rounded_up_and_unknown_without_any_price() -> None:
    assert PRICES.cost(1, 0) == Money(1, "EUR")
    assert PRICES.cost(3_000_000, 1_000_000) == Money(2_750_000, "EUR")
    assert PRICES.cost(0, 0) == Money(0, "EUR")
    assert TokenPrices.of(0, 0, "EUR").cost(9, 9) is None
