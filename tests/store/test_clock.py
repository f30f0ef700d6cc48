"""Clocks that jump, between every kind of operation: none costs a credit, and no entry goes back."""

from __future__ import annotations

import hashlib
import itertools
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from spotintro.credits.base import Entry, EntryKind, User
from spotintro.credits.errors import CreditError, CreditErrorCode
from spotintro.store.clocks import BUILT
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
    """What lapsed and did not come back."""
    came_back = (entry for entry in entries if entry.kind is EntryKind.REFUND and entry.step is None)
    return -sum(entry.amount for entry in (*came_back, *(e for e in entries if e.kind is EntryKind.EXPIRE)))


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


def owned(user: User) -> int:
    return user.available_credits + user.used_credits + user.held_credits


@pytest.mark.parametrize("operation", OPERATIONS)
def test_what_has_lapsed_stays_so_while_the_clock_is_past_its_expiry(
    make_ledger: MakeLedger, clock: FakeClock, operation: str
) -> None:
    ledger = make_ledger(demo_credits=2)
    ledger.open()
    ledger.redeem(voucher(1, 5, lot_days=1))
    clock.advance(3 * DAY)
    ledger.hold([request("w0")], ttl_s=60)
    clock.advance(-2 * DAY)
    do(ledger, operation, 1)
    assert lapsed(ledger.history()) == 5
    assert owned(ledger.user()) == 2 + (3 if operation == "redeem" else 0)
    assert ledger.audit().ok


@pytest.mark.parametrize("ahead", [1, HOUR, DAY, YEAR])
@pytest.mark.parametrize("operation", OPERATIONS)
def test_what_a_clock_let_lapse_is_back_as_soon_as_it_is_seen_to_be_earlier(
    make_ledger: MakeLedger, clock: FakeClock, operation: str, ahead: int
) -> None:
    ledger = make_ledger(demo_credits=2)
    ledger.open()
    ledger.redeem(voucher(1, 5, lot_days=1))
    clock.advance(DAY - 1 + ahead)
    ledger.hold([request("w0")], ttl_s=60)
    assert lapsed(ledger.history()) == 5
    assert owned(ledger.user()) == 2
    clock.advance(-ahead)
    assert owned(ledger.user()) == 7, "before anything is booked"
    do(ledger, operation, 1)
    assert owned(ledger.user()) == 7 + (3 if operation == "redeem" else 0)
    ledger.hold([request("w2")], ttl_s=60)
    assert lapsed(ledger.history()) == 0
    assert [entry.amount for entry in ledger.history() if entry.step is None and entry.amount == 5] == [5, 5]
    clock.advance(1)
    assert owned(ledger.user()) <= 2 + 1 + 3, "by a clock that is right it lapses, but for what was held"
    assert ledger.audit().ok


@pytest.mark.slow
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(
        st.tuples(st.sampled_from([*OPERATIONS, "confirm"]), st.sampled_from([0, *JUMPS, 11 * YEAR, -11 * YEAR])),
        max_size=12,
    )
)
@example(steps=[("redeem", 0), ("capture", 11 * YEAR), ("confirm", 0), ("capture", -11 * YEAR)])
def test_no_wrong_clock_costs_a_credit(
    store_path: Path, make_ledger: MakeLedger, steps: list[tuple[str, int]]
) -> None:
    """Whatever the clock said meanwhile: set right, all is there that came, spent or not, to its last day."""
    assert store_path.exists()
    start = datetime(2026, 11, 28, 12, tzinfo=UTC)
    clock = FakeClock(start)
    account_id = f"no-cost-{next(_ACCOUNTS)}"
    ledger = make_ledger(account_id=account_id, clock=clock)
    ledger.open()
    came = 10
    for number, (operation, jump) in enumerate(steps):
        clock.advance(jump)
        if operation == "confirm":
            ledger.confirm_clock()
            continue
        do(ledger, operation, number, key=hashlib.sha256(account_id.encode()).hexdigest())
        came += 3 if operation == "redeem" else 0
        clock.wall = start + timedelta(minutes=number) if number % 3 else clock.wall
    clock.wall = start + timedelta(hours=2)
    assert owned(ledger.user()) == came
    ledger.open()
    assert owned(ledger.user()) == came
    report = ledger.audit()
    assert report.ok, report.problems
    ledger.close()


TEN_YEARS = 10 * YEAR


def test_a_jump_of_years_lets_nothing_lapse_until_it_is_confirmed(
    make_ledger: MakeLedger, clock: FakeClock
) -> None:
    ledger = make_ledger(demo_credits=2)
    ledger.open()
    ledger.redeem(voucher(1, 5, lot_days=30))
    clock.advance(TEN_YEARS)
    ledger.hold([request("a")], ttl_s=60)
    ledger.capture(request("a").key)
    ledger.redeem(voucher(2, 4, lot_days=30))
    assert figures(ledger.user()) == (10, 1, 0)
    doubt = ledger.outlook().doubt
    assert doubt is not None
    assert "spotintro credits confirm-clock" in doubt.line
    assert "2035" in doubt.line
    assert {entry.at.year for entry in ledger.history()} == {2026}, "and no entry is dated by it"
    assert figures(ledger.confirm_clock()) == (6, 1, 0)
    assert ledger.outlook().doubt is None
    assert ledger.history(limit=1)[0].kind is EntryKind.EXPIRE
    clock.advance(30 * DAY)
    assert figures(ledger.user()) == (2, 1, 0), "confirmed once is enough"
    clock.wall -= timedelta(days=30, seconds=TEN_YEARS)
    assert figures(ledger.user()) == (10, 1, 0), "a confirmation by mistake costs nothing either"
    ledger.redeem(voucher(3, 1))
    ledger.hold([request("b", amount=11)], ttl_s=60)
    assert ledger.audit().ok
    assert ledger.confirm_clock() == ledger.user(), "nothing to confirm"


@pytest.mark.parametrize(("days", "lapses"), [(400, True), (401, False)])
def test_a_jump_is_doubted_from_400_days_past_all_that_is_known(
    make_ledger: MakeLedger, days: int, *, lapses: bool
) -> None:
    clock = FakeClock(BUILT + timedelta(days=100))
    ledger = make_ledger(demo_credits=2, clock=clock)
    ledger.open()
    ledger.redeem(voucher(1, 5, lot_days=30))
    clock.advance(days * DAY)
    assert (ledger.outlook().doubt is None) is lapses
    assert owned(ledger.user()) == (2 if lapses else 7)


def test_what_is_older_than_the_release_is_measured_from_there(make_ledger: MakeLedger) -> None:
    clock = FakeClock(BUILT - timedelta(days=1000))
    ledger = make_ledger(demo_credits=2, clock=clock)
    ledger.open()
    ledger.redeem(voucher(1, 5, lot_days=30))
    clock.wall = BUILT + timedelta(days=399)
    assert ledger.outlook().doubt is None
    assert owned(ledger.user()) == 2


def test_a_confirmation_is_void_once_the_clock_is_seen_to_be_earlier(
    make_ledger: MakeLedger, clock: FakeClock
) -> None:
    ledger = make_ledger(demo_credits=2)
    ledger.open()
    clock.advance(TEN_YEARS)
    ledger.confirm_clock()
    clock.advance(-TEN_YEARS)
    ledger.redeem(voucher(1, 5, lot_days=30))
    ledger.hold([request("a")], ttl_s=60)
    clock.advance(TEN_YEARS)
    assert ledger.outlook().doubt is not None
    assert owned(ledger.user()) == 7


def test_nothing_is_dated_by_a_clock_whose_confirmation_is_void(make_ledger: MakeLedger, clock: FakeClock) -> None:
    ledger = make_ledger(demo_credits=2)
    ledger.open()
    ledger.hold([request("a")], ttl_s=60)
    ledger.capture(request("a").key)
    charge = ledger.history(limit=1)[0].sequence
    clock.advance(TEN_YEARS)
    ledger.confirm_clock()
    clock.advance(-2 * DAY)
    assert ledger.outlook().doubt is not None
    ledger.refund(charge)
    assert {entry.at.year for entry in ledger.history()} == {2026}
    assert ledger.outlook().doubt is not None
    clock.advance(2 * DAY)
    assert ledger.outlook().doubt is not None, "void for good, since something was booked meanwhile"


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


@pytest.mark.parametrize("back", [DAY, DAY + 1, YEAR])
def test_far_behind_credits_are_granted_and_spent(make_ledger: MakeLedger, clock: FakeClock, back: int) -> None:
    ledger = make_ledger()
    ledger.open()
    clock.advance(-back)
    ledger.redeem(voucher(1, 5))
    ledger.hold([request("a")], ttl_s=60)
    assert ledger.capture(request("a").key).used_credits == 1
    ledger.refund(ledger.state().sequence)
    assert ledger.user().used_credits == 0
    assert ledger.audit().ok
