"""The history of a real store with many entries: what is seen, what is kept, what the ledger is asked."""

from __future__ import annotations

import re
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spotintro.credits.base import Entry, EntryKind
from spotintro.credits.errors import CreditError, CreditErrorCode
from spotintro.credits.gate import CreditGate
from spotintro.credits.prices import Prices
from spotintro.store.ledger import SqlLedger
from spotintro.store.opening import open_store
from spotintro.tui.row_pages import MOST_PAGES, PAGE_ROWS, RowPages, top_of
from spotintro.tui.screens.history import HistoryPage
from tests.fakes.ledger import FakeClock
from tests.fakes.tui_parts import FakeAccount, FakeParts, playing
from tests.store.long_history import BEGIN, fill
from tests.store.requests import voucher
from tests.tui.running import Running, running, user

ENTRIES = 20_000
MOST_KEPT = MOST_PAGES * PAGE_ROWS


class StoredAccount(FakeAccount):
    """Its history is a real store's, and every question is written down."""

    def __init__(self, path: Path, gate: CreditGate) -> None:
        super().__init__(user(1))
        self.path = path
        self.gate = gate

    async def history(self, *, before: int | None = None, limit: int = 50) -> tuple[Entry, ...]:
        self._answer()
        self.history_asked.append((before, limit))
        return await self.gate.history(before=before, limit=limit)


@pytest.fixture(scope="module")
def long_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("long") / "credits.sqlite3"
    open_store(path, busy_timeout_s=5).dispose()
    fill(path, entries=ENTRIES)
    return path


@pytest.fixture
async def stored(long_store: Path, tmp_path: Path) -> AsyncIterator[StoredAccount]:
    path = tmp_path / "credits.sqlite3"
    shutil.copy(long_store, path)
    async with account_in(path) as account:
        yield account


@asynccontextmanager
async def account_in(path: Path) -> AsyncIterator[StoredAccount]:
    clock = FakeClock(BEGIN)
    gate = CreditGate(lambda: SqlLedger(path, account_id="local", demo_credits=10, clock=clock), Prices())
    yield StoredAccount(path, gate)
    await gate.close()


@asynccontextmanager
async def history_of(account: StoredAccount, size: tuple[int, int] = (100, 32)) -> AsyncIterator[Running]:
    parts = FakeParts(playback=playing())
    parts.the_account = account
    async with running(parts, size) as here:
        await here.press("h")
        await here.until_seen("credits" if size[0] > 80 else " left")
        await settled(here)
        yield here


def page_of(here: Running) -> HistoryPage:
    page = here.app.screen
    assert isinstance(page, HistoryPage)
    return page


async def settled(here: Running) -> None:
    """Until all that is seen has been read."""
    await here.until(lambda: not re.search(r"^ *…$", here.seen, re.MULTILINE), "every row")
    await here.pilot.pause()


def times(here: Running) -> list[str]:
    return re.findall(r"20\d\d-\d\d-\d\d \d\d:\d\d", here.seen)


async def test_the_first_page_takes_two_questions_whatever_the_length(stored: StoredAccount) -> None:
    async with history_of(stored) as here:
        assert f"· {ENTRIES:,} entries" in here.seen
        assert len(times(here)) > 20
        assert times(here) == sorted(times(here), reverse=True)
        assert stored.history_asked == [(None, PAGE_ROWS), (ENTRIES - PAGE_ROWS + 1, PAGE_ROWS)]


@pytest.mark.parametrize("size", [(100, 32), (40, 20)])
async def test_end_jumps_to_the_oldest_without_reading_what_is_between(
    stored: StoredAccount, size: tuple[int, int]
) -> None:
    async with history_of(stored, size) as here:
        stored.history_asked.clear()
        await here.press("end")
        await here.until_seen("That is all.")
        await settled(here)
        assert "Demo credits" in here.seen
        assert [number for number, _ in stored.history_asked] == [PAGE_ROWS + 1, 2 * PAGE_ROWS + 1]
        assert page_of(here).entries.pages.kept == 4 * PAGE_ROWS
        await here.press("home")
        await here.until_seen("01-14" if size[0] < 80 else "2026-01-14")


async def test_scrolling_on_and_on_keeps_few_rows_and_misses_none(stored: StoredAccount) -> None:
    seen: set[str] = set()
    async with history_of(stored, (100, 60)) as here:
        pages = page_of(here).entries.pages
        for _ in range(20):
            seen.update(times(here))
            await here.press("pagedown")
            await settled(here)
            assert pages.kept <= MOST_KEPT
        asked = [number for number, _ in stored.history_asked]
        assert len(asked) == len(set(asked)), "on the way down nothing is read twice"
        assert len(asked) <= 2 + len(seen) // PAGE_ROWS + 1
        assert len(seen) > MOST_KEPT, "what was seen first is no longer kept"
        assert pages.at(0) is None
        assert all(limit == PAGE_ROWS for _, limit in stored.history_asked)
        assert len(seen) >= page_of(here).entries.scroll_offset.y, "no row was missed"
        for _ in range(19):
            await here.press("pageup")
            await settled(here)
        assert pages.kept <= MOST_KEPT


async def test_a_long_drag_reads_where_it_ends(stored: StoredAccount) -> None:
    async with history_of(stored) as here:
        stored.history_asked.clear()
        entries = page_of(here).entries
        for y in range(500, 15_000, 500):
            entries.scroll_to(y=y, animate=False)
        await settled(here)
        assert len(stored.history_asked) < 12
        assert page_of(here).entries.pages.kept <= MOST_KEPT
        assert len(times(here)) > 20


async def test_a_resize_keeps_the_place(stored: StoredAccount) -> None:
    async with history_of(stored) as here:
        page_of(here).entries.scroll_to(y=5_000, animate=False)
        await settled(here)
        first = times(here)[0]
        await here.pilot.resize_terminal(40, 20)
        await here.until_seen(first[5:])
        await here.pilot.resize_terminal(100, 32)
        await here.until(lambda: times(here)[:1] == [first])


async def test_home_shows_what_came_meanwhile(stored: StoredAccount) -> None:
    async with history_of(stored) as here:
        await here.press("end")
        await here.until_seen("That is all.")
        clock = FakeClock(BEGIN.replace(year=2027))
        another_terminal = SqlLedger(stored.path, account_id="local", demo_credits=0, clock=clock)
        another_terminal.open()
        another_terminal.redeem(voucher(1, 7))
        another_terminal.close()
        await here.press("home")
        await here.until_seen("2027-01-01 00:00  credits added")
        assert f"· {ENTRIES + 1:,} entries" in here.seen


async def test_what_cannot_be_read_is_said_and_tried_again(stored: StoredAccount) -> None:
    async with history_of(stored) as here:
        stored.fail = CreditError(CreditErrorCode.SYSTEM_ERROR, "The store is gone.", "Look for it.")
        await here.press("end")
        await here.until_logged("The store is gone. Look for it.")
        await here.until_seen("The store is gone.")
        stored.fail = None
        await here.press("pageup", "end")
        await here.until_seen("Demo credits")


@pytest.mark.soak
@pytest.mark.timeout(600)
async def test_a_million_entries(tmp_path: Path) -> None:
    path = tmp_path / "credits.sqlite3"
    open_store(path, busy_timeout_s=5).dispose()
    fill(path, entries=1_000_000)
    async with account_in(path) as account, history_of(account) as here:
        assert "1,000,000 entries" in here.seen
        for key in ("end", "pageup", "home", "pagedown", "end"):
            await here.press(key)
            await settled(here)
            assert page_of(here).entries.pages.kept <= MOST_KEPT
        await here.until_seen("Demo credits")
        assert len(account.history_asked) < 20


def entry(number: int) -> Entry:
    return Entry(number, BEGIN, EntryKind.CAPTURE, -1, 1, None, f"Track {number}")


def read(top: int) -> Iterator[Entry]:
    return (entry(each) for each in range(top, max(0, top - PAGE_ROWS), -1))


@given(st.integers(1, 2_000), st.lists(st.integers(0, 2_100), min_size=1, max_size=12), st.integers(1, 1_200))
def test_whatever_is_seen_can_be_had_in_few_reads(newest: int, rows: list[int], height: int) -> None:
    pages: RowPages[Entry] = RowPages()
    pages.begin(newest, list(read(newest)))
    for row in rows:
        reads = 0
        while missing := pages.missing(row, row + height):
            top = min(newest, top_of(missing[0]))
            pages.put(missing[0], top, list(read(top)), first_row=row, last_row=row + height)
            reads += 1
            assert reads <= height // PAGE_ROWS + 4, "it ends"
        assert pages.kept <= max(MOST_KEPT, height + 4 * PAGE_ROWS)
        for each in range(row, min(row + height, newest)):
            found = pages.at(each)
            assert found is not None
            assert found.sequence == newest - each


def test_an_empty_history_wants_nothing() -> None:
    pages: RowPages[Entry] = RowPages()
    pages.begin(0, [])
    assert pages.missing(0, 30) == []
    assert pages.at(0) is None
