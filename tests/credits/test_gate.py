from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from spotintro.credits.base import HoldState, Intro
from spotintro.credits.errors import CreditError, CreditErrorCode, InsufficientCredits
from spotintro.credits.features import UserTransaction
from spotintro.credits.gate import CreditGate
from spotintro.credits.ledger import Ledger
from spotintro.credits.prices import Prices
from spotintro.music import Track
from tests.fakes.ledger import FakeLedger

TRACK = Track(id="demo:1", title="Für Elise", artists=("Ludwig van Beethoven",))
WRITE, SPEAK = UserTransaction.GENERATE_TRACK_INTRO, UserTransaction.SPEAK_TRACK_INTRO
BOTH = (WRITE, SPEAK)


def intro(workflow: str = "w1") -> Intro:
    return Intro(workflow, TRACK, "Here is Für Elise.", "announcer", datetime(2026, 1, 1, tzinfo=UTC))


@pytest.fixture
def ledger() -> FakeLedger:
    return FakeLedger(demo_credits=10)


@pytest.fixture
async def gate(ledger: FakeLedger) -> AsyncIterator[CreditGate]:
    gate = CreditGate(lambda: ledger, Prices())
    yield gate
    await gate.close()


async def begun(event: threading.Event) -> None:
    assert await asyncio.to_thread(event.wait, 30)


async def test_a_step_is_held_then_captured_with_its_intro(gate: CreditGate, ledger: FakeLedger) -> None:
    assert (await gate.open()).available_credits == 10
    (written, spoken), _ = await gate.hold(BOTH, workflow="w1", track=TRACK)
    assert (written.key, spoken.key) == (f"w1:{WRITE}", f"w1:{SPEAK}")
    assert (await gate.user()).available_credits == 8
    assert (await gate.capture(written, intro=intro())).used_credits == 1
    user = await gate.release(spoken)
    assert (user.available_credits, user.used_credits, user.held_credits) == (9, 1, 0)
    assert await gate.last_intros(track_id="demo:1") == (intro(),)
    assert [entry.amount for entry in await gate.history()] == [-1, 10]
    assert (await gate.audit()).ok


async def test_a_step_done_once_more_has_a_key_of_its_own(gate: CreditGate, ledger: FakeLedger) -> None:
    (first,), _ = await gate.hold([SPEAK], workflow="w1", track=TRACK)
    await gate.release(first)
    (second,), _ = await gate.hold([SPEAK], workflow="w1", track=TRACK, attempt="2")
    assert (second.key, second.workflow) == (f"w1:{SPEAK}:2", "w1")
    assert (await gate.capture(second)).used_credits == 1


async def test_the_gate_asks_for_lots_statistics_and_forgetting(gate: CreditGate, ledger: FakeLedger) -> None:
    (hold,), _ = await gate.hold([WRITE], workflow="w1", track=TRACK)
    await gate.capture(hold, intro=intro())
    now = ledger.clock.now()
    assert [lot.remaining for lot in await gate.lots()] == [9]
    assert await gate.announce_expiry(until=now, told_before=now) == ()
    await gate.record_support_contact()
    found = await gate.statistics([now])
    assert (found.by_day(1), found.support_contacts) == ((1,), 1)
    assert await gate.forget_history() == 1
    assert await gate.last_intros() == ()


async def test_a_contact_that_is_not_counted_is_logged(
    gate: CreditGate, ledger: FakeLedger, caplog: pytest.LogCaptureFixture
) -> None:
    ledger.fail(
        "record_support_contact", CreditError(CreditErrorCode.SYSTEM_ERROR, "It is read-only.", "Change it.")
    )
    await gate.record_support_contact()
    assert "It is read-only." in caplog.text


async def test_every_ledger_call_runs_in_one_thread_that_is_not_the_loops(ledger: FakeLedger) -> None:
    made_in: list[int] = []

    def factory() -> Ledger:
        made_in.append(threading.get_ident())
        return ledger

    gate = CreditGate(factory, Prices())
    assert made_in == []
    first_begun, go_on = ledger.pause("user")
    asked = asyncio.gather(*(gate.user() for _ in range(20)))
    await begun(first_begun)
    assert ledger.calls.count("user") == 1
    go_on.set()
    await asked
    await gate.close()
    assert len(made_in) == 1
    assert ledger.threads == set(made_in)
    assert threading.get_ident() not in ledger.threads
    assert ledger.closed


async def test_a_free_step_only_reads_the_balance(ledger: FakeLedger) -> None:
    gate = CreditGate(lambda: ledger, Prices({WRITE: 0, SPEAK: 0}))
    holds, balance = await gate.hold(BOTH, workflow="w1", track=TRACK)
    await gate.extend(holds)
    assert ledger.calls == ["open", "user"]
    assert balance == ledger.user()
    assert [(hold.step, hold.amount, hold.state) for hold in holds] == [
        (WRITE, 0, HoldState.HELD),
        (SPEAK, 0, HoldState.HELD),
    ]
    await gate.capture(holds[0], intro=intro())
    await gate.release(holds[1])
    assert ledger.intros == [intro()]
    assert set(ledger.calls) == {"open", "record_intro", "user"}
    await gate.close()


async def test_free_and_paid_steps_keep_their_order(ledger: FakeLedger) -> None:
    gate = CreditGate(lambda: ledger, Prices({WRITE: 0, SPEAK: 3}))
    holds, _ = await gate.hold(BOTH, workflow="w1", track=TRACK)
    assert [(hold.step, hold.amount) for hold in holds] == [(WRITE, 0), (SPEAK, 3)]
    assert ledger.held == 3
    await gate.close()


async def test_insufficient_credits_hold_nothing(ledger: FakeLedger) -> None:
    gate = CreditGate(lambda: ledger, Prices({SPEAK: 10}))
    with pytest.raises(InsufficientCredits) as caught:
        await gate.hold(BOTH, workflow="w1", track=TRACK)
    assert (caught.value.needed, caught.value.available) == (11, 10)
    assert ledger.held == 0
    await gate.close()


async def test_a_cancelled_hold_leaves_nothing_held(gate: CreditGate, ledger: FakeLedger) -> None:
    started, go_on = ledger.pause("hold")
    task = asyncio.create_task(gate.hold(BOTH, workflow="w1", track=TRACK))
    await begun(started)
    task.cancel()
    await asyncio.sleep(0)
    task.cancel()  # an impatient second one must not cut the undoing short
    await asyncio.sleep(0)
    go_on.set()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert ledger.held == 0
    assert len(ledger.kept) == 2


async def test_a_cancelled_hold_that_is_refused_stays_cancelled(gate: CreditGate, ledger: FakeLedger) -> None:
    await gate.open()
    started, go_on = ledger.pause("hold")
    ledger.fail("hold", InsufficientCredits(needed=2, available=0))
    task = asyncio.create_task(gate.hold(BOTH, workflow="w1", track=TRACK))
    await begun(started)
    task.cancel()
    await asyncio.sleep(0)
    go_on.set()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert "release" not in ledger.calls


async def test_a_cancelled_capture_is_completed(gate: CreditGate, ledger: FakeLedger) -> None:
    (hold,), _ = await gate.hold((WRITE,), workflow="w1", track=TRACK)
    started, go_on = ledger.pause("capture")
    task = asyncio.create_task(gate.capture(hold, intro=intro()))
    await begun(started)
    task.cancel()
    await asyncio.sleep(0)
    assert not task.done()
    go_on.set()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert (ledger.used, ledger.intros) == (1, [intro()])


async def test_a_capture_that_fails_unseen_is_logged(
    gate: CreditGate, ledger: FakeLedger, caplog: pytest.LogCaptureFixture
) -> None:
    (hold,), _ = await gate.hold((WRITE,), workflow="w1", track=TRACK)
    started, go_on = ledger.pause("capture")
    ledger.fail("capture", OSError("the disk is gone"))
    task = asyncio.create_task(gate.capture(hold))
    await begun(started)
    task.cancel()
    await asyncio.sleep(0)
    go_on.set()
    with caplog.at_level(logging.ERROR), pytest.raises(asyncio.CancelledError):
        await task
    (record,) = caplog.records
    assert record.getMessage().startswith(
        "a call nobody waits for failed: The account could not be asked: OSError"
    )
    assert record.exc_info is not None


async def test_a_question_that_fails_after_who_asked_has_left_is_logged(
    gate: CreditGate, ledger: FakeLedger, caplog: pytest.LogCaptureFixture
) -> None:
    await gate.open()
    started, go_on = ledger.pause("audit")
    ledger.fail("audit", OSError("the disk is gone"))
    task = asyncio.create_task(gate.audit())
    await begun(started)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    go_on.set()
    with caplog.at_level(logging.ERROR):
        await gate.close()
    assert "a call nobody waits for failed" in caplog.text


async def test_a_cancelled_question_is_left_at_once(gate: CreditGate, ledger: FakeLedger) -> None:
    await gate.open()
    started, go_on = ledger.pause("audit")
    task = asyncio.create_task(gate.audit())
    await begun(started)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    go_on.set()


async def test_the_heartbeat_keeps_a_hold_alive(gate: CreditGate, ledger: FakeLedger) -> None:
    holds, _ = await gate.hold((WRITE,), workflow="w1", track=TRACK)
    ledger.clock.advance(50)
    await gate.extend(holds)
    ledger.clock.advance(50)
    await gate.hold((WRITE,), workflow="w2", track=TRACK)
    assert ledger.held == 2
    ledger.clock.advance(60)
    await gate.hold((WRITE,), workflow="w3", track=TRACK)
    assert ledger.held == 1


async def test_a_credit_error_passes_unchanged(gate: CreditGate, ledger: FakeLedger) -> None:
    error = CreditError(CreditErrorCode.SYSTEM_ERROR, "The disk is full.", "Free some space.")
    ledger.fail("user", error)
    with pytest.raises(CreditError) as caught:
        await gate.user()
    assert caught.value is error


async def test_any_other_error_becomes_a_system_error_with_its_cause(gate: CreditGate, ledger: FakeLedger) -> None:
    ledger.fail("user", ZeroDivisionError("boom"))
    with pytest.raises(CreditError) as caught:
        await gate.user()
    assert caught.value.code is CreditErrorCode.SYSTEM_ERROR
    assert isinstance(caught.value.__cause__, ZeroDivisionError)
    assert caught.value.next_step


async def test_opening_that_failed_is_tried_again(gate: CreditGate, ledger: FakeLedger) -> None:
    ledger.fail("open", OSError("no such folder"))
    with pytest.raises(CreditError):
        await gate.open()
    assert (await gate.open()).available_credits == 10
    assert ledger.calls.count("open") == 2


async def test_closing_waits_for_what_is_under_way_and_is_final(gate: CreditGate, ledger: FakeLedger) -> None:
    (hold,), _ = await gate.hold((WRITE,), workflow="w1", track=TRACK)
    started, go_on = ledger.pause("capture")
    capture = asyncio.create_task(gate.capture(hold))
    await begun(started)
    closing = asyncio.create_task(gate.close())
    await asyncio.sleep(0)
    go_on.set()
    await closing
    assert (await capture).used_credits == 1
    assert ledger.calls[-1] == "close"
    await gate.close()
    with pytest.raises(CreditError) as caught:
        await gate.user()
    assert caught.value.code is CreditErrorCode.OPERATION_FAILED


async def test_closing_what_was_never_opened_opens_nothing(ledger: FakeLedger) -> None:
    await CreditGate(lambda: ledger, Prices()).close()
    assert ledger.calls == []
