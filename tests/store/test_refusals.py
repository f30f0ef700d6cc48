"""What the ledger says where it refuses, word by word, and what it notes where it can't collect."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from spotintro.credits.errors import CreditError, CreditErrorCode, InsufficientCredits, Uncollected
from spotintro.store.ledger import SqlLedger
from tests.fakes.ledger import FakeClock
from tests.store.conftest import MakeLedger
from tests.store.requests import SPEAK, WRITE, intro, request

AGAIN = "Start the intro again; nothing was charged."
KEY = f"w:{WRITE}"


def captured_then_released(ledger: SqlLedger) -> None:
    ledger.hold([request("w")], ttl_s=60)
    ledger.capture(KEY)
    ledger.release(KEY)


def released_then_captured(ledger: SqlLedger) -> None:
    ledger.hold([request("w")], ttl_s=60)
    ledger.release(KEY)
    ledger.capture(KEY)


def captured_unknown(ledger: SqlLedger) -> None:
    ledger.capture(KEY)


def held_twice_at_once(ledger: SqlLedger) -> None:
    ledger.hold([request("w"), request("w")], ttl_s=60)


def held_for_nothing(ledger: SqlLedger) -> None:
    ledger.hold([request("w", amount=0)], ttl_s=60)


def held_too_long(ledger: SqlLedger) -> None:
    ledger.hold([request("w")], ttl_s=3601)


def held_at_another_price(ledger: SqlLedger) -> None:
    ledger.hold([request("w")], ttl_s=60)
    ledger.hold([request("w", amount=2)], ttl_s=60)


@pytest.mark.parametrize(
    ("ask", "message", "next_step"),
    [
        (
            captured_then_released,
            "This step is charged already and can't be given back.",
            "See it in the history.",
        ),
        (released_then_captured, "The credits of this step were given back before it was done.", AGAIN),
        (captured_unknown, "Nothing was held for this step.", AGAIN),
        (held_twice_at_once, "The same step was asked for twice at once.", AGAIN),
        (held_for_nothing, "Only a price above 0 can be held.", AGAIN),
        (held_too_long, "Credits can be held for up to 3600 seconds at a time.", AGAIN),
        (held_at_another_price, "This step was asked for before with another track or price.", AGAIN),
    ],
)
def test_a_refusal_says_what_is_wrong_and_what_to_do(
    ledger: SqlLedger, ask: Callable[[SqlLedger], None], message: str, next_step: str
) -> None:
    with pytest.raises(CreditError) as raised:
        ask(ledger)
    error = raised.value
    assert (error.code, error.message, error.next_step) == (CreditErrorCode.OPERATION_FAILED, message, next_step)


def test_what_could_not_be_collected_is_noted_with_its_step(
    make_ledger: MakeLedger, store_path: Path, clock: FakeClock, caplog: pytest.LogCaptureFixture
) -> None:
    ledger = make_ledger(demo_credits=2)
    ledger.open()
    ledger.hold([request("w", amount=2)], ttl_s=60)
    clock.advance(61)
    ledger.hold([request("other")], ttl_s=60)
    with pytest.raises(Uncollected) as told:
        ledger.capture(KEY, intro=intro("w"))
    error = told.value
    assert (error.code, error.step, error.amount) == (CreditErrorCode.INSUFFICIENT_CREDITS, WRITE, 2)
    assert (
        error.message == "The text outlasted its hold of 2 credits, spent elsewhere meanwhile: it is not charged."
    )
    assert error.next_step == "It is kept all the same."
    with closing(sqlite3.connect(store_path)) as plain:
        noted = plain.execute("SELECT account_id, kind, hold_key, amount FROM event").fetchall()
    assert noted == [("local", "uncollected", KEY, 2)]
    assert caplog.messages == [f"2 credits of {KEY} were delivered and could not be collected"]


def test_what_was_refused_is_noted_with_its_steps(make_ledger: MakeLedger, store_path: Path) -> None:
    ledger = make_ledger(demo_credits=2)
    ledger.open()
    with pytest.raises(InsufficientCredits):
        ledger.hold([request("w"), request("w", amount=3, step=SPEAK)], ttl_s=60)
    with closing(sqlite3.connect(store_path)) as plain:
        noted = plain.execute("SELECT account_id, kind, hold_key, amount FROM event ORDER BY id").fetchall()
    assert noted == [("local", "refused", KEY, 1), ("local", "refused", f"w:{SPEAK}", 3)]
