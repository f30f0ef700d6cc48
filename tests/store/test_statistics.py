"""Statistics against sums made by hand, and against a plain oracle over any history."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spotintro.credits.errors import InsufficientCredits
from spotintro.credits.statistics import FeatureUse, TrackUse, UseAfterEmpty, day_starts
from spotintro.music import Track
from spotintro.store.ledger import SqlLedger
from tests.fakes.ledger import FakeClock
from tests.store.conftest import MakeLedger
from tests.store.requests import SPEAK, WRITE, intro, request, voucher

DAY = timedelta(days=1)
ELISE = Track(id="demo:2", title="Für Elise", artists=("Ludwig van Beethoven",))
NAMELESS = Track(id="demo:3", title="Take 3")


def midnights(clock: FakeClock, days: int) -> list[datetime]:
    """The clock's day is the last one."""
    today = clock.now().replace(hour=0, minute=0, second=0, microsecond=0)
    return [today - DAY * age for age in reversed(range(days))]


def charge(ledger: SqlLedger, workflow: str, *, amount: int = 1, speak: bool = False) -> None:
    asked = request(workflow, amount=amount, step=SPEAK if speak else WRITE)
    ledger.hold([asked], ttl_s=60)
    ledger.capture(asked.key)


def test_use_by_day_and_feature(ledger: SqlLedger, clock: FakeClock) -> None:
    charge(ledger, "a")
    charge(ledger, "b", amount=2)
    clock.advance(DAY.total_seconds() * 2)
    charge(ledger, "c")
    charge(ledger, "d", speak=True, amount=3)
    found = ledger.statistics(midnights(clock, 3))
    assert found.uses == (FeatureUse(0, WRITE, 2, 3), FeatureUse(2, WRITE, 1, 1), FeatureUse(2, SPEAK, 1, 3))
    assert found.by_day(3) == (3, 0, 4)
    assert found.by_feature() == (("text", 3, 4), ("voice", 1, 3))
    assert ledger.statistics(midnights(clock, 2)).by_day(2) == (0, 4), "what is older is left out"
    clock.advance(DAY.total_seconds() * 5)
    assert ledger.statistics(midnights(clock, 3)).uses == ()


def test_a_day_begins_with_its_first_moment(ledger: SqlLedger, clock: FakeClock) -> None:
    clock.wall = datetime(2026, 1, 2, tzinfo=UTC) - timedelta(microseconds=1)
    charge(ledger, "a")
    clock.wall = datetime(2026, 1, 2, tzinfo=UTC)
    charge(ledger, "b", amount=2)
    assert ledger.statistics(midnights(clock, 2)).by_day(2) == (1, 2)


def test_what_is_held_or_given_back_is_no_use(ledger: SqlLedger, clock: FakeClock) -> None:
    ledger.hold([request("open")], ttl_s=60)
    ledger.hold([request("back")], ttl_s=60)
    ledger.release(request("back").key)
    assert ledger.statistics(midnights(clock, 1)).uses == ()


def test_the_tracks_most_introduced(ledger: SqlLedger, clock: FakeClock) -> None:
    for number in range(3):
        ledger.record_intro(intro(f"e{number}", track=ELISE))
    for number in range(12):
        ledger.record_intro(intro(f"o{number}", track=Track(id=f"x:{number}", title=f"Other {number}")))
    ledger.record_intro(intro("n1", track=NAMELESS))
    ledger.record_intro(intro("n2", track=NAMELESS))
    tracks = ledger.statistics(midnights(clock, 1)).tracks
    assert tracks[:2] == (TrackUse("Für Elise – Ludwig van Beethoven", 3), TrackUse("Take 3", 2))
    assert len(tracks) == 10
    clock.advance(DAY.total_seconds() * 3)
    assert ledger.statistics(midnights(clock, 1)).tracks == ()


def test_a_refused_intro_is_one_refusal_of_all_its_steps(make_ledger: MakeLedger, clock: FakeClock) -> None:
    ledger = make_ledger(demo_credits=1)
    ledger.open()
    for workflow in ("a", "b"):
        for _ in range(2):  # the same key again is no new refusal
            with pytest.raises(InsufficientCredits):
                ledger.hold([request(workflow), request(workflow, step=SPEAK)], ttl_s=60)
    assert ledger.statistics(midnights(clock, 1)).refusals == 2
    clock.advance(DAY.total_seconds())
    assert ledger.statistics(midnights(clock, 1)).refusals == 0
    assert ledger.audit().ok


def test_contacts_with_support_are_counted(ledger: SqlLedger, clock: FakeClock) -> None:
    ledger.record_support_contact()
    clock.advance(DAY.total_seconds())
    ledger.record_support_contact()
    assert ledger.statistics(midnights(clock, 1)).support_contacts == 1
    assert ledger.statistics(midnights(clock, 2)).support_contacts == 2


def test_use_after_the_balance_was_0(ledger: SqlLedger, clock: FakeClock) -> None:
    charge(ledger, "all", amount=10)
    assert ledger.statistics(midnights(clock, 1)).after_empty == UseAfterEmpty()
    ledger.redeem(voucher(1, 5))
    assert ledger.statistics(midnights(clock, 1)).after_empty == UseAfterEmpty()
    charge(ledger, "more", amount=2)
    charge(ledger, "still", amount=1)
    assert ledger.statistics(midnights(clock, 1)).after_empty == UseAfterEmpty(2, 3)
    clock.advance(DAY.total_seconds())
    charge(ledger, "later")
    assert ledger.statistics(midnights(clock, 1)).after_empty == UseAfterEmpty(1, 1)


def test_use_after_a_refusal_with_something_left(ledger: SqlLedger, clock: FakeClock) -> None:
    charge(ledger, "first", amount=8)
    clock.advance(1)
    with pytest.raises(InsufficientCredits):
        ledger.hold([request("dear", amount=3)], ttl_s=60)
    clock.advance(1)
    charge(ledger, "cheap", amount=1)
    assert ledger.statistics(midnights(clock, 1)).after_empty == UseAfterEmpty(), "no credits came yet"
    ledger.redeem(voucher(1, 5))
    charge(ledger, "dear, again", amount=3)
    assert ledger.statistics(midnights(clock, 1)).after_empty == UseAfterEmpty(1, 3)


def test_who_never_ran_empty_has_no_use_after_it(ledger: SqlLedger, clock: FakeClock) -> None:
    charge(ledger, "a", amount=9)
    ledger.redeem(voucher(1, 5))
    charge(ledger, "b", amount=5)
    assert ledger.statistics(midnights(clock, 1)).after_empty == UseAfterEmpty()


def test_another_account_of_the_store_is_not_counted(make_ledger: MakeLedger, clock: FakeClock) -> None:
    mine, theirs = make_ledger(account_id="me"), make_ledger(account_id="you")
    mine.open()
    theirs.open()
    charge(theirs, "a", amount=10)
    theirs.record_intro(intro("a"))
    theirs.record_support_contact()
    with pytest.raises(InsufficientCredits):
        theirs.hold([request("b")], ttl_s=60)
    found = mine.statistics(midnights(clock, 1))
    assert (found.uses, found.tracks, found.refusals, found.support_contacts) == ((), (), 0, 0)


@pytest.mark.parametrize("wrong", [0, 1])
def test_days_out_of_order_are_a_mistake(ledger: SqlLedger, clock: FakeClock, wrong: int) -> None:
    with pytest.raises(ValueError, match="in their order"):
        ledger.statistics([clock.now(), clock.now()][: wrong * 2])


Step = tuple[str, int, int]
DOINGS = ("write", "speak", "voucher", "support", "release")
STEPS = st.lists(st.tuples(st.sampled_from(DOINGS), st.integers(1, 6), st.integers(0, 80)), max_size=25)


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(STEPS, st.integers(1, 6))
def test_any_history_adds_up(empty_store: Path, steps: list[Step], days: int) -> None:
    clock = FakeClock()
    begin, history = clock.now(), Oracle()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "credits.sqlite3"
        shutil.copy(empty_store, path)
        ledger = SqlLedger(path, account_id="local", demo_credits=10, clock=clock)
        ledger.open()
        for number, (what, amount, hours) in enumerate(steps):
            clock.advance(hours * 3600 + 1)
            history.does(ledger, clock.now(), what, amount, f"w{number}")
        found = ledger.statistics(midnights(clock, days))
        ledger.close()
    assert clock.now() >= begin
    first = clock.now().date() - DAY * (days - 1)
    inside = [each for each in history.charges if each[0].date() >= first]
    expected: Counter[tuple[int, str]] = Counter()
    for at, step, amount in inside:
        expected[(at.date() - first).days, step] += amount
    assert {(use.day, use.step): use.credits for use in found.uses} == dict(expected)
    assert sum(use.times for use in found.uses) == len(inside)
    assert found.refusals == sum(at.date() >= first for at in history.refusals)
    assert found.support_contacts == sum(at.date() >= first for at in history.contacts)
    after = [(at, amount) for at, amount in history.after_empty if at.date() >= first]
    assert found.after_empty == UseAfterEmpty(len(after), sum(amount for _, amount in after))


class Oracle:
    """The same account in lists."""

    def __init__(self) -> None:
        self.left = 10
        self.ran_empty = self.refilled = False
        self.charges: list[tuple[datetime, str, int]] = []
        self.after_empty: list[tuple[datetime, int]] = []
        self.refusals: list[datetime] = []
        self.contacts: list[datetime] = []

    def does(self, ledger: SqlLedger, at: datetime, what: str, amount: int, workflow: str) -> None:
        if what == "support":
            ledger.record_support_contact()
            self.contacts.append(at)
        elif what == "voucher":
            ledger.redeem(voucher(int(workflow[1:]), amount))
            self.left += amount
            self.refilled = self.ran_empty
        else:
            self._spends(ledger, at, what, amount, workflow)

    def _spends(self, ledger: SqlLedger, at: datetime, what: str, amount: int, workflow: str) -> None:
        asked = request(workflow, amount=amount, step=SPEAK if what == "speak" else WRITE)
        if amount > self.left:
            with pytest.raises(InsufficientCredits):
                ledger.hold([asked], ttl_s=60)
            self.refusals.append(at)
            self.ran_empty = True
            return
        ledger.hold([asked], ttl_s=60)
        if what == "release":
            ledger.release(asked.key)
            return
        ledger.capture(asked.key)
        self.left -= amount
        self.charges.append((at, asked.step, amount))
        if self.refilled:
            self.after_empty.append((at, amount))
        self.ran_empty = self.ran_empty or self.left == 0


def test_the_days_of_a_place_begin_at_its_midnights(monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    monkeypatch.setenv("TZ", "Europe/Lisbon")
    time.tzset()
    try:
        starts = day_starts(date(2026, 10, 26), 3)
    finally:
        monkeypatch.undo()
        time.tzset()
    assert [start.astimezone(UTC) for start in starts] == [
        datetime(2026, 10, 23, 23, tzinfo=UTC),
        datetime(2026, 10, 24, 23, tzinfo=UTC),
        datetime(2026, 10, 26, 0, tzinfo=UTC),
    ]
