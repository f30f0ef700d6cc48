"""Vouchers: each once, for whom it is meant, in its time; and what they bring lapses when they say."""

from __future__ import annotations

import contextlib
import sqlite3
from datetime import date, timedelta
from pathlib import Path

import pytest

from spotintro.credits.base import EntryKind, LotKind, Redemption, VoucherTerms
from spotintro.credits.errors import CreditError, CreditErrorCode, InsufficientCredits
from spotintro.store.ledger import SqlLedger
from tests.fakes.ledger import FakeClock
from tests.store.conftest import MakeLedger
from tests.store.requests import figures, request, voucher


def refusal(ledger: SqlLedger, terms: VoucherTerms) -> str:
    """Its sentence, after which everything is as before."""
    before = ledger.state()
    with pytest.raises(CreditError) as caught:
        ledger.redeem(terms)
    assert caught.value.code is CreditErrorCode.OPERATION_FAILED
    assert caught.value.message.endswith(".")
    assert caught.value.next_step.endswith(".")
    assert ledger.state() == before
    assert ledger.audit().ok
    return caught.value.message


def test_a_voucher_brings_its_credits(ledger: SqlLedger, clock: FakeClock) -> None:
    state = ledger.state()
    clock.advance(60)
    redeemed = ledger.redeem(
        voucher(1, 5, store_id=state.store_id, account_id="local", redeem_by=clock.now().date(), lot_days=30)
    )
    assert redeemed == Redemption(5, clock.now() + timedelta(days=30), ledger.user())
    assert figures(redeemed.user) == (15, 0, 0)
    entry = ledger.history(limit=1)[0]
    assert (entry.kind, entry.amount, entry.balance_after) == (EntryKind.GRANT, 5, 15)
    assert entry.description == "Voucher"
    assert ledger.audit().ok


def test_the_state_names_the_store_and_moves_with_each_entry(ledger: SqlLedger, make_ledger: MakeLedger) -> None:
    first = ledger.state()
    assert len(first.store_id) == 32
    assert set(first.store_id) <= set("0123456789abcdef")
    assert (first.account_id, first.sequence, first.user) == ("local", 1, ledger.user())
    ledger.redeem(voucher(1))
    second = ledger.state()
    assert (second.store_id, second.sequence) == (first.store_id, 2)
    assert second.chain_head != first.chain_head
    assert len(second.chain_head) == 64
    ledger.close()
    again = make_ledger()
    again.open()
    assert again.state() == second


def test_an_account_without_entries_has_a_state(make_ledger: MakeLedger) -> None:
    ledger = make_ledger(demo_credits=0)
    ledger.open()
    assert (ledger.state().sequence, ledger.state().chain_head) == (0, "0" * 64)


def test_each_refusal_has_its_own_sentence(ledger: SqlLedger, clock: FakeClock) -> None:
    day = clock.now().date()
    ledger.redeem(voucher(1))
    said = [
        refusal(ledger, voucher(2, store_id="f" * 32)),
        refusal(ledger, voucher(3, account_id="somebody")),
        refusal(ledger, voucher(4, redeem_by=day - timedelta(days=1))),
        refusal(ledger, voucher(1)),
    ]
    assert [
        next(word for word in ("store", "account", "until", "used before") if word in sentence)
        for sentence in said
    ] == ["store", "account", "until", "used before"]


def test_a_serial_counts_per_operator(ledger: SqlLedger) -> None:
    ledger.redeem(voucher(1))
    ledger.redeem(voucher(1, operator_key="0b" * 32))
    assert figures(ledger.user()) == (20, 0, 0)
    assert ledger.audit().ok


def test_an_unbound_voucher_counts_once_in_a_store(ledger: SqlLedger, make_ledger: MakeLedger) -> None:
    ledger.redeem(voucher(1))
    other = make_ledger(account_id="other")
    other.open()
    assert "used before" in refusal(other, voucher(1))


def test_the_last_day_is_a_whole_day(ledger: SqlLedger, clock: FakeClock) -> None:
    last = date(2026, 1, 2)
    clock.advance(36 * 3600 - 1)
    ledger.redeem(voucher(1, redeem_by=last))
    clock.advance(1)
    assert "until 2026-01-02" in refusal(ledger, voucher(2, redeem_by=last))
    ledger.redeem(voucher(3))
    clock.advance(-3600)
    ledger.redeem(voucher(4, redeem_by=last))  # a clock that was ahead has refused nothing


@pytest.mark.parametrize("ahead_days", [2, 300, 3650])
def test_an_earlier_wrong_clock_refuses_no_voucher_and_shortens_none(
    ledger: SqlLedger, clock: FakeClock, ahead_days: int
) -> None:
    day = 24 * 3600
    clock.advance(ahead_days * day)
    ledger.redeem(voucher(1, lot_days=30))
    clock.advance(-ahead_days * day)
    ledger.redeem(voucher(2, lot_days=30, redeem_by=clock.now().date()))
    assert figures(ledger.user()) == (20, 0, 0)
    clock.advance(30 * day - 1)
    assert figures(ledger.user()) == (20, 0, 0)
    assert ledger.audit().ok


def test_what_lapses_soonest_is_spent_first_and_what_a_clock_let_lapse_too_early_is_back(
    make_ledger: MakeLedger, clock: FakeClock
) -> None:
    ledger = make_ledger(demo_credits=0)
    ledger.open()
    ledger.redeem(voucher(1, 3, kind=LotKind.PAID))
    ledger.redeem(voucher(2, 3, kind=LotKind.PAID, lot_days=2))
    ledger.redeem(voucher(3, 3, kind=LotKind.PAID, lot_days=1))
    ledger.hold([request("a", amount=4)], ttl_s=60)
    ledger.capture(request("a").key)
    clock.advance(24 * 3600)
    ledger.hold([request("b")], ttl_s=60)  # of the second: the third was used up before it lapsed
    ledger.capture(request("b").key)
    assert [entry.kind for entry in ledger.history(limit=2)] == [EntryKind.CAPTURE, EntryKind.CAPTURE]
    clock.advance(24 * 3600)
    ledger.hold([request("c")], ttl_s=60)
    lapsed = ledger.history(limit=1)[0]
    assert (lapsed.kind, lapsed.amount, lapsed.description) == (EntryKind.EXPIRE, -1, "Voucher, lapsed")
    clock.advance(-2 * 24 * 3600)
    assert figures(ledger.user()) == (4, 5, 0)  # the hold of a clock that ran ahead is swept
    with pytest.raises(InsufficientCredits):
        ledger.hold([request("d", amount=5)], ttl_s=60)
    assert figures(ledger.user()) == (4, 5, 0)
    assert ledger.audit().ok


@pytest.mark.parametrize("kind", LotKind)
def test_promotional_credits_are_kept_apart_from_paid_ones(
    ledger: SqlLedger, store_path: Path, kind: LotKind
) -> None:
    ledger.redeem(voucher(1, kind=kind))
    with contextlib.closing(sqlite3.connect(store_path)) as plain:
        kept = plain.execute("SELECT promotional FROM lot WHERE source = 'voucher'").fetchall()
    assert kept == [(kind is LotKind.PROMOTIONAL,)]
