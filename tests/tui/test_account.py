"""The account page, and the sums behind its picture."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spotintro.credits.base import Entry, EntryKind, User
from spotintro.credits.errors import CreditError, CreditErrorCode
from spotintro.credits.prices import Prices, UserTransaction
from spotintro.tui.usage import DAYS, usage_of
from tests.fakes.tui_parts import FakeParts, playing
from tests.tui.running import running

NOW = datetime(2026, 11, 22, 20, 15, tzinfo=UTC)
INTRO, VOICE = UserTransaction.GENERATE_TRACK_INTRO, UserTransaction.SPEAK_TRACK_INTRO


def capture(number: int, *, age_days: int, amount: int = 1, step: UserTransaction = INTRO) -> Entry:
    at = NOW - timedelta(days=age_days)
    return Entry(number, at, EntryKind.CAPTURE, -amount, 100, step, f"Track {number}")


def used(*amounts: tuple[int, int]) -> list[Entry]:
    """Newest first, from pairs of an age in days and an amount."""
    count = len(amounts)
    return [capture(count - n, age_days=age, amount=amount) for n, (age, amount) in enumerate(amounts)]


@pytest.mark.parametrize("size", [(100, 32), (40, 20)])
async def test_who_how_much_prices_and_use_at_a_glance(parts: FakeParts, size: tuple[int, int]) -> None:
    parts.the_account.balance = User("[i]ana", 7, 12, 1)
    parts.prices = Prices({VOICE: 0})
    entries = used((0, 2), (1, 8), (13, 4), (14, 50))
    entries[1] = replace(entries[1], step=VOICE)
    parts.the_account.entries = entries
    async with running(parts, size) as here:
        await here.press("u")
        await here.until_seen("Most on")
        for part in ("[i]ana", "7 credits, 1 held", "12 credits in all", "intro 1 credit, voice"):
            assert part in here.seen
        assert "14 credits: voice 8, intro 6." in here.seen
        assert "Most on Sat 21 Nov (8), today 2." in here.seen
        assert "▄ · · · · · · · · · · · █ ▂" in here.seen
        assert "09 Nov               22 Nov" in here.seen
        for _ in range(3):
            await here.press("pagedown")
        await here.until_seen("That is all.")
        assert "Track 1" in here.seen
        await here.press("u")
        await here.until(lambda: here.app.screen is here.main)


async def test_a_new_account_used_nothing(parts: FakeParts) -> None:
    async with running(parts) as here:
        await here.press("u")
        await here.until_seen("Nothing was used.")
        assert "· · ·" in here.seen


async def test_the_history_goes_on_below(parts: FakeParts) -> None:
    parts.the_account.entries = used(*((30, 1) for _ in range(70)))
    async with running(parts, (100, 120)) as here:
        await here.press("u")
        await here.until_seen("m shows older entries.")
        assert here.seen.count("Track ") == 50
        await here.press("m")
        await here.until(lambda: here.seen.count("Track ") == 70)


async def test_use_is_summed_over_many_pages_of_the_history(parts: FakeParts) -> None:
    parts.the_account.entries = used(*((n // 300, 1) for n in range(1500)))
    async with running(parts) as here:
        await here.press("u")
        await here.until_seen("1500 credits: intro 1500.")


async def test_what_is_too_much_to_sum_is_said(parts: FakeParts) -> None:
    parts.the_account.entries = used(*((0, 1) for _ in range(10_001)))
    async with running(parts) as here:
        await here.press("u")
        await here.until_seen("10000 credits")
        assert "are left out" in here.seen


async def test_an_account_that_cannot_be_read_is_one_line(parts: FakeParts) -> None:
    async with running(parts) as here:
        parts.the_account.fail = CreditError(CreditErrorCode.SYSTEM_ERROR, "The store is gone.", "Look for it.")
        await here.press("u")
        await here.until_seen("The store is gone.")
        assert "Used in" not in here.seen


async def test_without_an_account_it_says_so() -> None:
    parts = FakeParts(playback=playing())
    parts.the_account.fail = CreditError(CreditErrorCode.SYSTEM_ERROR, "The store is gone.", "Look for it.")
    async with running(parts) as here:
        await here.until_logged("The store is gone.")
        await here.press("u")
        await here.until_seen("The account is unavailable")


@given(st.lists(st.tuples(st.integers(-3, 30), st.integers(1, 50), st.sampled_from(UserTransaction))))
def test_days_and_features_add_up_to_the_same(charges: list[tuple[int, int, UserTransaction]]) -> None:
    entries = [capture(1, age_days=age, amount=amount, step=step) for age, amount, step in charges]
    today = NOW.astimezone().date()
    usage = usage_of(entries, today=today, whole=True)
    inside = [amount for age, amount, _ in charges if 0 <= age < DAYS]
    assert len(usage.by_day) == DAYS
    assert usage.total == sum(inside) == sum(amount for _, amount in usage.by_step)
    assert usage.by_day[-1] == sum(amount for age, amount, _ in charges if age == 0)
    assert usage.first == today - timedelta(days=13)


def test_a_day_is_the_users_own() -> None:
    late = replace(capture(1, age_days=0), at=datetime(2026, 11, 22, 23, 59).astimezone())
    assert usage_of([late], today=date(2026, 11, 22), whole=True).by_day[-1] == 1
    assert usage_of([late], today=date(2026, 11, 23), whole=True).by_day[-2] == 1
