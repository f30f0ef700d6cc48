"""What the gate only passes on: to the ledger as it was asked, and back as it came."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any, cast

import pytest

from spotintro.credits.base import Hold, HoldRequest, HoldState, Intro
from spotintro.credits.errors import CreditError, CreditErrorCode
from spotintro.credits.features import UserTransaction
from spotintro.credits.gate import CreditGate
from spotintro.credits.ledger import Ledger
from spotintro.credits.prices import Prices
from spotintro.credits.spending import Request, Spent
from spotintro.money import Money
from spotintro.music import Track
from tests.credits.vouchers import terms

WRITE = UserTransaction.GENERATE_TRACK_INTRO
DAY, BEFORE = datetime(2026, 11, 23, tzinfo=UTC), datetime(2026, 11, 16, tzinfo=UTC)
TRACK = Track(id="demo:1", title="Für Elise")
INTRO = Intro("w1", TRACK, "Here it is.", "announcer", DAY)
HELD = Hold("w1:x", WRITE, 1, "w1", HoldState.HELD, DAY)
FREE = Hold("w1:x", WRITE, 0, "w1", HoldState.HELD, DAY)
VOUCHER = terms()
CAP = Money(5, "EUR")
ASKED = Request("k", "m", "model.example", "w", Spent(1, 2, Money(3, "EUR")))


class Recorder:
    """A ledger that does nothing: each call is kept, and answered with its own name."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, tuple[object, ...], dict[str, object]]] = []

    def __getattr__(self, name: str) -> Callable[..., str]:
        def called(*arguments: object, **named: object) -> str:
            self.calls.append((name, arguments, named))
            return f"{name}'s answer"

        return called


Ask = Callable[[CreditGate], Awaitable[object]]
EVERY_INTRO = {"track_id": None, "before": None, "skip": 0, "favourites": False, "words": "", "limit": 1}


@pytest.mark.parametrize(
    ("ask", "name", "arguments", "named"),
    [
        (lambda gate: gate.open(), "user", (), {}),
        (lambda gate: gate.user(), "user", (), {}),
        (lambda gate: gate.extend([HELD, FREE]), "extend", (("w1:x",),), {"ttl_s": 7.0}),
        (lambda gate: gate.capture(HELD, intro=INTRO), "capture", ("w1:x",), {"intro": INTRO}),
        (lambda gate: gate.capture(HELD), "capture", ("w1:x",), {"intro": None}),
        (lambda gate: gate.capture(FREE), "user", (), {}),
        (lambda gate: gate.release(HELD), "release", ("w1:x",), {}),
        (lambda gate: gate.release(FREE), "user", (), {}),
        (lambda gate: gate.record_intro(INTRO), "record_intro", (INTRO,), {}),
        (lambda gate: gate.last_intros(), "last_intros", (), EVERY_INTRO),
        (
            lambda gate: gate.last_intros(track_id="t", before=9, skip=2, favourites=True, words="blue", limit=3),
            "last_intros",
            (),
            {"track_id": "t", "before": 9, "skip": 2, "favourites": True, "words": "blue", "limit": 3},
        ),
        (lambda gate: gate.count_intros(), "count_intros", (), {}),
        (lambda gate: gate.intro("w"), "intro", ("w",), {}),
        (lambda gate: gate.mark_favourite("w", favourite=True), "mark_favourite", ("w",), {"favourite": True}),
        (lambda gate: gate.forget_intro("w"), "forget_intro", ("w",), {}),
        (lambda gate: gate.forget_old_intros(keep_days=9), "forget_old_intros", (), {"keep_days": 9}),
        (lambda gate: gate.history(), "history", (), {"before": None, "limit": 50}),
        (lambda gate: gate.history(before=9, limit=2), "history", (), {"before": 9, "limit": 2}),
        (lambda gate: gate.lots(), "lots", (), {}),
        (
            lambda gate: gate.announce_expiry(until=DAY, told_before=BEFORE),
            "announce_expiry",
            (),
            {"until": DAY, "told_before": BEFORE},
        ),
        (lambda gate: gate.statistics([BEFORE, DAY]), "statistics", ([BEFORE, DAY],), {}),
        (lambda gate: gate.reserve_spending(ASKED, cap=CAP), "reserve_spending", (ASKED,), {"cap": CAP}),
        (lambda gate: gate.settle_spending("k", Spent(1, 2)), "settle_spending", ("k", Spent(1, 2)), {}),
        (lambda gate: gate.spending([BEFORE, DAY]), "spending", ([BEFORE, DAY],), {}),
        (lambda gate: gate.record_support_contact(), "record_support_contact", (), {}),
        (lambda gate: gate.forget_history(), "forget_history", (), {}),
        (lambda gate: gate.state(), "state", (), {}),
        (lambda gate: gate.redeem(VOUCHER), "redeem", (VOUCHER,), {}),
        (lambda gate: gate.refund(12), "refund", (12,), {}),
        (lambda gate: gate.claim_due(), "claim_due", (), {"low": 3, "needed": 0}),
        (lambda gate: gate.claim_due(needed=5), "claim_due", (), {"low": 3, "needed": 5}),
        (lambda gate: gate.allowances(), "allowances", (), {}),
        (lambda gate: gate.referral(), "referral", (), {}),
        (lambda gate: gate.enter_referral("code"), "enter_referral", ("code",), {}),
        (lambda gate: gate.move_under_way(), "move_under_way", (), {}),
        (lambda gate: gate.audit(), "audit", (), {}),
    ],
)
async def test_it_is_passed_on(
    ask: Ask, name: str, arguments: tuple[object, ...], named: dict[str, object]
) -> None:
    recorder = Recorder()
    gate = CreditGate(lambda: cast("Ledger", recorder), Prices(), hold_ttl_s=7.0, low_balance=3)
    answer = await ask(gate)
    with_balance: list[tuple[str, tuple[()], dict[str, object]]] = (
        [("user", (), {})] if name == "record_intro" else []
    )
    assert recorder.calls == [("open", (), {}), (name, arguments, named), *with_balance]
    if name not in {"extend", "record_intro", "record_support_contact", "reserve_spending", "settle_spending"}:
        assert answer == f"{name}'s answer"
    if with_balance:
        assert answer == "user's answer"
    await gate.close()
    assert recorder.calls[2 + len(with_balance) :] == [("close", (), {})]


async def test_a_free_text_is_kept_with_its_delivery() -> None:
    recorder = Recorder()
    gate = CreditGate(lambda: cast("Ledger", recorder), Prices())
    answer: object = await gate.capture(FREE, intro=INTRO)
    assert answer == "user's answer"
    assert recorder.calls == [("open", (), {}), ("record_intro", (INTRO,), {}), ("user", (), {})]
    await gate.close()


async def test_low_is_nothing_unless_it_is_said() -> None:
    recorder = Recorder()
    gate = CreditGate(lambda: cast("Ledger", recorder), Prices())
    await gate.claim_due()
    await gate.extend([HELD])
    assert recorder.calls[1:] == [
        ("claim_due", (), {"low": 0, "needed": 0}),
        ("extend", (("w1:x",),), {"ttl_s": 60.0}),
    ]
    await gate.close()


async def test_a_paid_step_is_held_for_its_track() -> None:
    asked: list[tuple[tuple[HoldRequest, ...], float]] = []

    class Holding(Recorder):
        def hold(self, requests: tuple[HoldRequest, ...], *, ttl_s: float) -> tuple[tuple[Hold, ...], str]:
            asked.append((requests, ttl_s))
            return (Hold(requests[0].key, WRITE, 4, "w1", HoldState.HELD, DAY),), "the balance"

    gate = CreditGate(lambda: cast("Ledger", Holding()), Prices({WRITE: 4}), hold_ttl_s=7.0)
    holds, balance = await gate.hold([WRITE], workflow="w1", track=TRACK)
    assert ([hold.amount for hold in holds], str(balance)) == ([4], "the balance")
    assert asked == [((HoldRequest(f"w1:{WRITE}", WRITE, 4, "w1", TRACK),), 7.0)]
    await gate.close()


async def test_a_step_without_a_price_is_held_beside_the_ledger() -> None:
    gate = CreditGate(lambda: cast("Ledger", Recorder()), Prices({WRITE: 0}))
    (free,), _ = await gate.hold([WRITE], workflow="w1", track=TRACK)
    assert (free.key, free.step, free.amount, free.workflow) == (f"w1:{WRITE}", WRITE, 0, "w1")
    assert free.state is HoldState.HELD
    assert free.expires_at == datetime.max.replace(tzinfo=UTC)
    await gate.close()


class Broken:
    def open(self) -> None: ...

    def close(self) -> None: ...

    def user(self) -> Any:
        raise RuntimeError("inside")

    def record_support_contact(self) -> None:
        raise CreditError(CreditErrorCode.SYSTEM_ERROR, "The disk is full.", "Free some.")


async def test_what_else_goes_wrong_is_the_stores_fault() -> None:
    gate = CreditGate(lambda: cast("Ledger", Broken()), Prices())
    with pytest.raises(CreditError) as raised:
        await gate.user()
    assert raised.value.code is CreditErrorCode.SYSTEM_ERROR
    assert raised.value.message == "The account could not be asked: RuntimeError in its store."
    assert raised.value.next_step == "Run spotintro doctor; nothing was charged."
    assert str(raised.value.__cause__) == "inside"
    await gate.close()


async def test_once_closed_it_says_so() -> None:
    gate = CreditGate(lambda: cast("Ledger", Recorder()), Prices())
    await gate.close()
    with pytest.raises(CreditError) as raised:
        await gate.user()
    assert raised.value.code is CreditErrorCode.OPERATION_FAILED
    assert (raised.value.message, raised.value.next_step) == (
        "The account is closed already.",
        "Start SpotIntro again.",
    )


async def test_a_contact_that_cant_be_counted_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    gate = CreditGate(lambda: cast("Ledger", Broken()), Prices())
    with caplog.at_level(logging.WARNING):
        await gate.record_support_contact()
    assert caplog.messages == ["a contact with support is not counted: The disk is full."]
    await gate.close()
