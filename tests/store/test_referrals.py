"""Referral in one store: once, by a newcomer, for an older friend, who is rewarded once."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

import pytest

from spotintro.credits.base import EntryKind, LotKind, Referral
from spotintro.credits.errors import CreditError, CreditErrorCode
from spotintro.credits.referral import referral_code
from spotintro.store.ledger import SqlLedger
from tests.fakes.ledger import FakeClock
from tests.store.conftest import MakeLedger
from tests.store.requests import figures, request, voucher
from tests.store.test_redemptions import refusal as voucher_refusal

ELSEWHERE = "0123456789abcdef0123"
DAY = 24 * 3600


@pytest.fixture
def friend(make_ledger: MakeLedger) -> SqlLedger:
    ledger = make_ledger(account_id="friend", demo_credits=0, referral_reward=3)
    ledger.open()
    return ledger


@pytest.fixture
def newcomer(friend: SqlLedger, make_ledger: MakeLedger, clock: FakeClock) -> SqlLedger:
    """A second younger than the friend, with 2 demo credits and 5 that were paid for."""
    clock.advance(1)
    ledger = make_ledger(account_id="newcomer", demo_credits=2, referral_reward=3)
    ledger.open()
    ledger.redeem(voucher(1, 5, kind=LotKind.PAID))
    return ledger


def code_of(ledger: SqlLedger) -> str:
    return ledger.referral().code


def spend(ledger: SqlLedger, workflow: str, amount: int = 1) -> None:
    ledger.hold([request(workflow, amount=amount)], ttl_s=60)
    ledger.capture(request(workflow, amount=amount).key)


def said_by(ledger: SqlLedger) -> list[str]:
    """What it says to SQLite from now on, once more for each trigger of a statement."""
    said: list[str] = []
    assert ledger.transactions.writing is not None
    plain = ledger.transactions.writing.connection.driver_connection
    assert isinstance(plain, sqlite3.Connection)
    plain.set_trace_callback(said.append)
    return said


def refusal(ledger: SqlLedger, code: str) -> str:
    before, state = ledger.referral(), ledger.state()
    with pytest.raises(CreditError) as caught:
        ledger.enter_referral(code)
    assert caught.value.code is CreditErrorCode.OPERATION_FAILED
    assert caught.value.next_step.endswith(".")
    assert (ledger.referral(), ledger.state()) == (before, state)
    return caught.value.message


def test_the_friend_is_rewarded_for_the_first_paid_credit_and_once(
    newcomer: SqlLedger, friend: SqlLedger, clock: FakeClock
) -> None:
    entered = newcomer.enter_referral(code_of(friend))
    assert entered == newcomer.referral() == Referral(code_of(newcomer), code_of(friend), clock.now(), True)
    spend(newcomer, "a", 2)  # the demo credits
    assert figures(friend.user()) == (0, 0, 0)
    newcomer.hold([request("b")], ttl_s=60)
    assert figures(friend.user()) == (0, 0, 0)
    clock.advance(5)
    newcomer.capture(request("b").key)
    assert figures(friend.user()) == (3, 0, 0)
    entry = friend.history(limit=1)[0]
    assert (entry.kind, entry.amount, entry.at) == (EntryKind.GRANT, 3, clock.now())
    assert entry.description == "Thanks for bringing a friend"
    state = newcomer.referral()
    assert (state.has_captured_paid, state.rewarded_at) == (True, clock.now())
    newcomer.capture(request("b").key)
    spend(newcomer, "c")
    assert figures(friend.user()) == (3, 0, 0)
    assert figures(newcomer.user()) == (3, 4, 0)
    assert friend.audit().ok
    assert newcomer.audit().ok


def test_a_reward_is_no_paid_credit_itself(
    newcomer: SqlLedger, friend: SqlLedger, make_ledger: MakeLedger, clock: FakeClock
) -> None:
    newcomer.enter_referral(code_of(friend))
    spend(newcomer, "a", 3)
    spend(friend, "b", 3)
    assert friend.referral().has_captured_paid is False


def test_a_charge_that_is_late_counts_too(newcomer: SqlLedger, friend: SqlLedger, clock: FakeClock) -> None:
    newcomer.enter_referral(code_of(friend))
    newcomer.hold([request("a", amount=3)], ttl_s=60)
    clock.advance(61)
    newcomer.hold([request("b")], ttl_s=60)
    newcomer.capture(request("a").key)
    assert figures(friend.user()) == (3, 0, 0)


def test_each_refusal_has_its_own_sentence(
    newcomer: SqlLedger, friend: SqlLedger, make_ledger: MakeLedger, clock: FakeClock
) -> None:
    clock.advance(1)
    younger = make_ledger(account_id="younger", demo_credits=0)
    younger.open()
    assert "no referral code" in refusal(newcomer, "F4")
    assert "your own" in refusal(newcomer, code_of(newcomer))
    assert "younger than yours" in refusal(newcomer, code_of(younger))
    assert "younger than yours" in refusal(friend, code_of(newcomer))
    newcomer.enter_referral(code_of(friend))
    assert "entered before, on 2026-01-01" in refusal(newcomer, ELSEWHERE)
    younger.redeem(voucher(2, 1, kind=LotKind.PAID))
    spend(younger, "a")
    assert "no newcomer" in refusal(younger, code_of(friend))


def test_of_two_of_the_same_moment_only_one_can_name_the_other(make_ledger: MakeLedger) -> None:
    one, other = make_ledger(account_id="a"), make_ledger(account_id="b")
    one.open()
    other.open()
    other.enter_referral(code_of(one))
    assert "younger" in refusal(one, code_of(other))


def test_a_friend_elsewhere_is_kept_and_rewarded_by_nobody_here(newcomer: SqlLedger, friend: SqlLedger) -> None:
    assert newcomer.enter_referral(ELSEWHERE).friend_is_here is False
    spend(newcomer, "a", 4)
    state = newcomer.state().referral
    assert state is not None
    assert (state.friend_code, state.has_captured_paid, state.rewarded_at) == (ELSEWHERE, True, None)
    assert figures(friend.user()) == (0, 0, 0)
    assert newcomer.audit().ok


def test_without_a_reward_nothing_is_booked_until_there_is_one(
    newcomer: SqlLedger, friend: SqlLedger, make_ledger: MakeLedger
) -> None:
    newcomer.enter_referral(code_of(friend))
    without = make_ledger(account_id="newcomer", referral_reward=0)
    without.open()
    spend(without, "a", 3)
    assert (without.referral().rewarded_at, figures(friend.user())) == (None, (0, 0, 0))
    spend(newcomer, "b")
    assert figures(friend.user()) == (3, 0, 0)


def test_a_friend_whose_books_are_far_ahead_of_the_clock_is_rewarded_all_the_same(
    newcomer: SqlLedger, friend: SqlLedger, clock: FakeClock
) -> None:
    newcomer.enter_referral(code_of(friend))
    clock.advance(3 * DAY)
    friend.redeem(voucher(2, 1))
    clock.advance(-3 * DAY)
    spend(newcomer, "a", 3)
    assert figures(friend.user()) == (4, 0, 0)
    assert friend.audit().ok


def test_each_of_two_newcomers_has_a_friend_rewarded_of_their_own(
    newcomer: SqlLedger, friend: SqlLedger, make_ledger: MakeLedger, clock: FakeClock
) -> None:
    other_friend = make_ledger(account_id="other friend", demo_credits=0, referral_reward=3)
    other_friend.open()
    clock.advance(1)
    other = make_ledger(account_id="other", demo_credits=0, referral_reward=3)
    other.open()
    other.redeem(voucher(2, 5, kind=LotKind.PAID))
    newcomer.enter_referral(code_of(friend))
    other.enter_referral(code_of(other_friend))
    spend(other, "a")
    assert (figures(friend.user())[0], figures(other_friend.user())[0]) == (0, 3)
    spend(newcomer, "a", 3)
    assert (figures(friend.user())[0], figures(other_friend.user())[0]) == (3, 3)
    assert friend.audit().ok
    assert other_friend.audit().ok


def test_a_friend_of_somebody_else_is_not_rewarded_by_who_has_none(
    newcomer: SqlLedger, friend: SqlLedger, make_ledger: MakeLedger
) -> None:
    newcomer.enter_referral(code_of(friend))
    other = make_ledger(account_id="other", demo_credits=0, referral_reward=3)
    other.open()
    other.redeem(voucher(2, 5, kind=LotKind.PAID))
    spend(other, "a")
    assert figures(friend.user()) == (0, 0, 0)


def test_a_friend_entered_by_another_program_is_seen(
    newcomer: SqlLedger, friend: SqlLedger, make_ledger: MakeLedger
) -> None:
    newcomer.hold([request("a", amount=3)], ttl_s=60)
    other = make_ledger(account_id="newcomer", referral_reward=3)
    other.open()
    other.enter_referral(code_of(friend))
    newcomer.capture(request("a", amount=3).key)
    assert figures(friend.user()) == (3, 0, 0)


def test_a_charge_costs_no_statement_more_where_nobody_is_to_be_rewarded(
    store_path: Path, newcomer: SqlLedger, friend: SqlLedger, make_ledger: MakeLedger, clock: FakeClock
) -> None:
    assert newcomer.address == store_path
    said = said_by(newcomer)

    def statements_of(workflow: str) -> int:
        newcomer.hold([request(workflow)], ttl_s=60)
        said.clear()
        newcomer.capture(request(workflow).key)
        return len(set(said))

    demo = statements_of("a")
    spend(newcomer, "b")
    paid = statements_of("c")
    assert demo == paid == 7  # with those that begin and commit
    clock.advance(1)
    late = make_ledger(account_id="late", demo_credits=0, referral_reward=3)
    late.open()
    late.redeem(voucher(2, 5, kind=LotKind.PAID))
    late.enter_referral(code_of(friend))
    spend(late, "a")
    said = said_by(late)
    late.hold([request("b")], ttl_s=60)
    said.clear()
    late.capture(request("b").key)
    assert len(set(said)) == 7


def test_a_voucher_of_thanks_counts_for_the_account_with_that_code_alone(
    newcomer: SqlLedger, friend: SqlLedger
) -> None:
    thanks = voucher(7, 3, referral_code=code_of(friend))
    assert "another referral code" in voucher_refusal(newcomer, thanks)
    friend.redeem(thanks)
    assert "used before" in voucher_refusal(friend, thanks)
    assert code_of(friend) == referral_code(friend.state().store_id, "friend")


@pytest.mark.parametrize(
    ("tampering", "check"),
    [
        ("UPDATE lot SET reference = 'somebody' WHERE source = 'referral'", "referral-lot"),
        ("UPDATE referral SET rewarded_at = NULL", "referral-lot"),
        ("UPDATE lot SET source = 'x' WHERE source = 'referral'", "referral"),
    ],
)
def test_the_audit_sees_a_reward_that_nobody_earned(
    newcomer: SqlLedger, friend: SqlLedger, store_path: Path, tampering: str, check: str
) -> None:
    newcomer.enter_referral(code_of(friend))
    spend(newcomer, "a", 3)
    with contextlib.closing(sqlite3.connect(store_path)) as plain:
        for (name,) in plain.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            plain.execute(f"DROP TRIGGER {name}")
        plain.execute(tampering)
        plain.commit()
    assert check in {problem.check for problem in friend.audit().problems}


def test_a_reward_of_one_credit_is_given(make_ledger: MakeLedger, clock: FakeClock) -> None:
    friend = make_ledger(account_id="friend", demo_credits=0, referral_reward=1)
    friend.open()
    clock.advance(1)
    newcomer = make_ledger(account_id="newcomer", demo_credits=0, referral_reward=1)
    newcomer.open()
    newcomer.redeem(voucher(1, 5, kind=LotKind.PAID))
    newcomer.enter_referral(code_of(friend))
    spend(newcomer, "a")
    assert figures(friend.user()) == (1, 0, 0)
