"""Allowances during an intro: taken before it is held and after it was delivered, and told."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from spotintro.credits.base import Grant
from spotintro.credits.errors import CreditError, CreditErrorCode
from spotintro.host.events import CreditsAdded, Failed, Finished, Held
from tests.fakes.ledger import FakeLedger
from tests.host.test_introduction import TRACK, Stage, told
from tests.store.requests import voucher

DAY = 24 * 3600


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    """One credit, and an allowance with two parts of one that are due."""
    stage = Stage()
    stage.ledger = FakeLedger(demo_credits=0)
    stage.ledger.open()
    stage.ledger.redeem(voucher(1, 1, every_days=1, times=3, lot_days=9))
    stage.ledger.clock.advance(2 * DAY)
    stage.ledger.calls.clear()
    yield stage
    for gate in stage.gates:
        await gate.close()


async def test_what_is_due_comes_before_the_hold_that_needs_it(stage: Stage) -> None:
    first, second, *_, last = await told(stage.host().introduce(TRACK, speak=True))
    assert isinstance(first, CreditsAdded)
    assert (first.credits, first.description, first.balance.available_credits) == (1, "Automatic top-up", 3)
    assert first.expires_at == stage.ledger.clock.now() + timedelta(days=9)
    assert isinstance(second, Held)
    assert isinstance(last, Finished)
    assert stage.ledger.calls.index("claim_due") < stage.ledger.calls.index("hold")


async def test_what_is_due_comes_after_an_intro_that_used_the_last_credit(stage: Stage) -> None:
    events = await told(stage.host().introduce(TRACK, speak=False))
    *_, added, finished = events
    assert isinstance(added, CreditsAdded)
    assert isinstance(finished, Finished)
    assert sum(isinstance(event, CreditsAdded) for event in events) == 1
    assert finished.balance.available_credits == 2, "and one more is due"


async def test_what_is_due_comes_when_the_app_asks_for_it(stage: Stage) -> None:
    host = stage.host()
    assert await host.top_up() == ()
    assert [added.credits for added in await host.top_up(needed=3)] == [1, 1]
    assert await host.top_up(needed=99) == ()


async def test_nothing_is_claimed_for_what_is_free(stage: Stage) -> None:
    host = stage.host()
    host.decline()
    assert isinstance((await told(host.introduce(TRACK, speak=False)))[-1], Finished)
    assert "claim_due" not in stage.ledger.calls


async def test_a_top_up_that_fails_stops_no_intro_that_the_balance_allows(stage: Stage) -> None:
    for _ in range(2):
        stage.ledger.fail("claim_due", CreditError(CreditErrorCode.SYSTEM_ERROR, "The disk is full.", "Look."))
    events = await told(stage.host().introduce(TRACK, speak=False))
    assert isinstance(events[-1], Finished)
    assert not [event for event in events if isinstance(event, CreditsAdded)]


async def test_with_nothing_due_the_hold_says_why(stage: Stage) -> None:
    stage.ledger.revoked.add(f"{1:016x}")
    last = (await told(stage.host().introduce(TRACK, speak=True)))[-1]
    assert isinstance(last, Failed)
    assert last.code == CreditErrorCode.INSUFFICIENT_CREDITS


async def test_the_gate_asks_below_its_threshold(stage: Stage) -> None:
    from spotintro.credits.gate import CreditGate
    from spotintro.credits.prices import Prices

    gate = CreditGate(lambda: stage.ledger, Prices(), low_balance=1)
    assert await gate.claim_due() == (Grant(1, "Automatic top-up", stage.ledger.clock.now() + timedelta(days=9)),)
    assert [allowance.claimed for allowance in await gate.allowances()] == [2]
    assert await gate.claim_due() == ()
    code = (await gate.referral()).code
    assert len(code) == 20
    assert (await gate.enter_referral("0" * 20)).friend_code == "0" * 20
    await gate.close()
