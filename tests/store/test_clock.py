"""Clocks that jump, between every kind of operation: no credit revives, none lapses early, no entry goes back."""

from __future__ import annotations

import hashlib
import itertools
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from spotintro.credits.base import Entry, EntryKind
from spotintro.credits.errors import CreditError, CreditErrorCode
from spotintro.store.ledger import SqlLedger
from tests.fakes.ledger import FakeClock
from tests.store.conftest import MakeLedger
from tests.store.requests import figures, request, voucher

HOUR, DAY = 3600, 86_400
YEAR = 365 * DAY
JUMPS = (1, -1, HOUR, -HOUR, DAY, -DAY, YEAR, -YEAR)
LEAP_EVE = datetime(2028, 2, 28, 23, 59, 59, tzinfo=UTC)
DST_BEGINS, DST_ENDS = datetime(2026, 3, 29, 0, 59, 59, tzinfo=UTC), datetime(2026, 10, 25, 0, 59, 59, tzinfo=UTC)
"""Central Europe's, where the wall says 01:59:59 and then 03:00, or 02:59:59 and then 02:00 again."""

OPERATIONS = ("hold", "extend", "capture", "release", "refund", "redeem", "open")
_ACCOUNTS = itertools.count(1)


def do(ledger: SqlLedger, operation: str, number: int, *, key: str = "0b" * 32) -> None:
    """One operation, on what earlier ones left; that it is refused is as good as that it is done."""
    last = f"w{number - 1}"
    try:
        if operation == "hold":
            ledger.hold([request(f"w{number}")], ttl_s=60)
        elif operation == "extend":
            ledger.extend([request(last).key], ttl_s=60)
        elif operation == "capture":
            ledger.hold([request(f"c{number}")], ttl_s=60)
            ledger.capture(request(f"c{number}").key)
        elif operation == "release":
            ledger.release(request(last).key)
        elif operation == "refund":
            ledger.refund(ledger.state().sequence)
        elif operation == "redeem":
            ledger.redeem(voucher(1000 + number, 3, lot_days=1, operator_key=key))
        else:
            ledger.close()
            ledger.open()
    except CreditError as error:
        if error.code is CreditErrorCode.SYSTEM_ERROR:
            raise


def lapsed(entries: tuple[Entry, ...]) -> int:
    return -sum(entry.amount for entry in entries if entry.kind is EntryKind.EXPIRE)


@pytest.mark.slow
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    start=st.sampled_from([datetime(2026, 1, 1, 12, tzinfo=UTC), LEAP_EVE, DST_BEGINS, DST_ENDS]),
    steps=st.lists(st.tuples(st.sampled_from(OPERATIONS), st.sampled_from(JUMPS)), max_size=10),
)
@example(start=LEAP_EVE, steps=[(operation, jump) for operation in OPERATIONS for jump in JUMPS])
def test_jumps_between_every_kind_of_operation(
    store_path: Path, make_ledger: MakeLedger, start: datetime, steps: list[tuple[str, int]]
) -> None:
    """On a file: a server goes by a clock of its own, which nobody here can set."""
    assert store_path.exists()
    clock = FakeClock(start)
    # Counted, not drawn: two examples may be given the same of anything that is drawn.
    account_id = f"jumping-{next(_ACCOUNTS)}"
    ledger = make_ledger(account_id=account_id, clock=clock)
    ledger.open()
    latest = start
    expires: list[datetime] = []
    for number, (operation, jump) in enumerate(steps):
        before = ledger.history(limit=1000)
        do(ledger, operation, number, key=hashlib.sha256(account_id.encode()).hexdigest())
        after = ledger.history(limit=1000)
        latest = max(latest, clock.now()) if len(after) > len(before) else latest
        assert after[-len(before) :] == before
        times = [entry.at for entry in reversed(after)]
        assert times == sorted(times), "never below the last entry"
        assert times[-1] <= latest
        if operation == "redeem" and after[0].kind is EntryKind.GRANT and len(after) > len(before):
            expires.append(after[0].at + timedelta(days=1))
        due = sum(3 for at in expires if at <= after[0].at)
        assert lapsed(after) <= due, "nothing lapses before its day"
        clock.advance(jump)
    report = ledger.audit()
    assert report.ok, report.problems
    ledger.close()


@pytest.mark.parametrize("back", [1, HOUR, DAY, YEAR])
@pytest.mark.parametrize("operation", OPERATIONS)
def test_what_has_lapsed_stays_so_however_far_the_clock_goes_back(
    make_ledger: MakeLedger, clock: FakeClock, operation: str, back: int
) -> None:
    ledger = make_ledger(demo_credits=2)
    ledger.open()
    ledger.redeem(voucher(1, 5, lot_days=1))
    clock.advance(DAY)
    ledger.hold([request("w0")], ttl_s=60)
    assert lapsed(ledger.history()) == 5
    clock.advance(-back)
    before = ledger.user()
    do(ledger, operation, 1)
    user = ledger.user()
    granted = 3 if operation == "redeem" and back <= DAY else 0
    assert user.available_credits + user.used_credits + user.held_credits == 2 + granted, before
    assert ledger.audit().ok


@pytest.mark.parametrize("start", [LEAP_EVE, DST_BEGINS, DST_ENDS])
def test_a_day_is_24_hours_whatever_the_calendar_does(make_ledger: MakeLedger, start: datetime) -> None:
    clock = FakeClock(start)
    ledger = make_ledger(demo_credits=0, clock=clock)
    ledger.open()
    expires = ledger.redeem(voucher(1, 5, lot_days=1)).expires_at
    assert expires == start + timedelta(hours=24)
    clock.advance(DAY - 1)
    ledger.hold([request("a")], ttl_s=60)
    ledger.release(request("a").key)
    assert figures(ledger.user()) == (5, 0, 0)
    clock.advance(1)
    with pytest.raises(CreditError):
        ledger.hold([request("b")], ttl_s=60)
    assert figures(ledger.user()) == (0, 0, 0)


def test_a_month_over_a_leap_day_is_so_many_days(make_ledger: MakeLedger) -> None:
    ledger = make_ledger(clock=FakeClock(LEAP_EVE))
    ledger.open()
    assert ledger.redeem(voucher(1, 5, lot_days=2)).expires_at == datetime(2028, 3, 1, 23, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize(("back", "granted"), [(DAY, True), (DAY + 1, False), (YEAR, False)])
def test_far_behind_nothing_is_granted_and_spending_goes_on(
    make_ledger: MakeLedger, clock: FakeClock, back: int, *, granted: bool
) -> None:
    ledger = make_ledger()
    ledger.open()
    clock.advance(-back)
    if granted:
        ledger.redeem(voucher(1, 5))
    else:
        with pytest.raises(CreditError, match="clock is far behind"):
            ledger.redeem(voucher(1, 5))
    ledger.hold([request("a")], ttl_s=60)
    assert ledger.capture(request("a").key).used_credits == 1
    ledger.refund(ledger.state().sequence)
    assert ledger.user().used_credits == 0
    assert ledger.audit().ok
