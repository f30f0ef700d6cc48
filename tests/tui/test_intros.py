"""The page of what was said: the list, the whole text, and what its keys do."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from time import perf_counter

import pytest

from spotintro.config import ScreenSettings, Settings
from spotintro.credits.base import Intro
from spotintro.credits.errors import CreditError, CreditErrorCode
from spotintro.knowledge import Source
from spotintro.music import Track
from spotintro.tui.row_pages import MOST_PAGES, PAGE_ROWS
from spotintro.tui.screens.intros import IntrosPage
from tests.fakes.tui_parts import FakeParts, playing
from tests.tui.running import Running, running, whole_intro

WRITTEN = datetime(2026, 11, 22, 20, 15, tzinfo=UTC)
WIKIPEDIA = Source("Wikipedia", "https://en.wikipedia.org/wiki/Clair_de_lune", "CC BY-SA 4.0", "Clair de lune")
SIZES = [(100, 32), (40, 20)]


def said(number: int, *, spoken: bool = True, favourite: bool = False, text: str = "") -> Intro:
    return Intro(
        f"w{number}",
        Track(f"t{number}", f"Title {number}", (f"Artist {number}",)),
        text or f"This is number {number}. It was written at night, and nobody knows by whom.",
        "openai",
        WRITTEN + timedelta(minutes=number),
        spoken=spoken,
        sources=(WIKIPEDIA,) if number % 2 else (),
        favourite=favourite,
        number=number * 3,
    )


@pytest.fixture
def parts() -> FakeParts:
    made = FakeParts(playback=playing())
    made.the_account.intros = [said(1), said(2, favourite=True), said(3, spoken=False)]
    return made


@asynccontextmanager
async def page(parts: FakeParts, size: tuple[int, int] = (100, 32)) -> AsyncIterator[Running]:
    async with running(parts, size) as here:
        await here.press("Y")
        await here.until_seen("1 of ")
        yield here


def shown(here: Running) -> IntrosPage:
    screen = here.app.screen
    assert isinstance(screen, IntrosPage)
    return screen


def on_one_line(here: Running) -> str:
    return " ".join(here.seen.split())


@pytest.mark.parametrize("size", SIZES)
async def test_the_newest_comes_first_with_its_time_and_its_first_words(
    parts: FakeParts, size: tuple[int, int]
) -> None:
    async with page(parts, size) as here:
        seen = here.seen
        assert "What was said · 3 intros" in seen
        assert [int(found) for found in re.findall(r"Title (\d)", seen)] == [3, 2, 1, 3], "and the chosen one"
        assert f"{said(3).written_at.astimezone():%m-%d %H:%M}" in seen
        assert "This is nu" in seen
        assert seen.count("★ favourite") == 1, "as a sign and as a word"
        assert seen.count("▸") == 1
        assert "enter read" in seen
        assert len(here.app.screen_stack) == 2


async def test_the_line_of_status_tells_which_is_chosen_and_what_it_costs(parts: FakeParts) -> None:
    async with page(parts) as here:
        await here.until_seen("1 of 3 · Title 3 — Artist 3 · r says it again: voice 1")
        await here.press("down")
        await here.until_seen("2 of 3 · Title 2 — Artist 2 · r says it again: free")
        await here.press("down", "down", "down")
        await here.until_seen("3 of 3")
        await here.press("home")
        await here.until_seen("1 of 3")
        await here.press("end")
        await here.until_seen("3 of 3")
        await here.press("v")
        await here.press("up")
        await here.until_seen("r shows it again: free")


@pytest.mark.parametrize("size", SIZES)
async def test_enter_shows_the_whole_text_and_its_sources(parts: FakeParts, size: tuple[int, int]) -> None:
    async with page(parts, size) as here:
        await here.press("enter")
        await here.until_seen("by openai")
        for part in (
            "Title 3 — Artist 3",
            "It was written at night, and nobody knows by whom.",
            "not spoken",
            "Source: Wikipedia: Clair de lune, https://en.wikipedia.org/wiki/Clair_de_lune, CC BY-SA 4.0",
        ):
            # An address may be broken over lines.
            assert part.replace(" ", "") in here.seen.replace(" ", "").replace("\n", "")
        await here.press("down")
        await here.until_seen("Title 2 — Artist 2")
        await here.until(lambda: "Source" not in here.seen)
        assert "★ favourite" in here.seen
        await here.press("enter")
        await here.until(lambda: "by openai" not in here.seen)
        await here.press("escape")
        await here.until(lambda: here.app.screen is here.main)


async def test_a_long_text_can_be_scrolled_on_a_small_screen(parts: FakeParts) -> None:
    parts.the_account.intros = [said(1, text=" ".join(f"Sentence number {each}." for each in range(90)))]
    async with page(parts, (40, 20)) as here:
        await here.press("enter")
        await here.until_seen("Sentence number 0.")
        for _ in range(8):
            await here.press("pagedown")
        await here.until_seen("CC BY-SA")


async def test_r_says_the_chosen_one_again_on_the_main_screen(parts: FakeParts) -> None:
    async with page(parts) as here:
        await here.press("down")
        run = await here.introduced("r")
        assert parts.the_host.asked == [("replay w2", True)]
        await here.until(lambda: here.app.screen is here.main)
        run.put(*whole_intro())
        run.end()
        await here.until(lambda: not here.app.session.intros.busy)


async def test_a_running_intro_is_not_disturbed(parts: FakeParts) -> None:
    async with running(parts) as here:
        run = await here.introduced()
        await here.press("Y")
        await here.until_seen("1 of 3")
        await here.press("r")
        await here.until_seen("▲ The host is at work; x stops it first.")
        assert not run.stopped
        assert len(parts.the_host.runs) == 1
        await here.press("k", "down", "enter", "c")
        assert not run.stopped
        run.put(*whole_intro())
        run.end()
        await here.until_logged("voice 1 ·")


async def test_k_keeps_a_favourite_and_lets_it_go(parts: FakeParts) -> None:
    async with page(parts) as here:
        await here.press("k")
        await here.until_seen("★ A favourite: it is kept however old it is.")
        assert [each.favourite for each in parts.the_account.intros] == [False, True, True]
        assert here.seen.count("★ favourite") == 2
        await here.press("k")
        await here.until_seen("✓ No favourite any more.")
        assert here.seen.count("★ favourite") == 1


async def test_what_is_gone_meanwhile_is_said(parts: FakeParts) -> None:
    async with page(parts) as here:
        del parts.the_account.intros[-1]
        await here.press("k")
        await here.until_seen("✖ This intro is not kept any more.")


async def test_c_copies_it_with_its_sources(parts: FakeParts) -> None:
    async with page(parts) as here:
        await here.press("c")
        await here.until_seen("✓ Copied")
        lines = here.app.clipboard.splitlines()
        assert lines[0].endswith("Title 3 — Artist 3")
        assert lines[3].startswith("Source: Wikipedia: Clair de lune, https://")


async def test_nothing_said_yet_names_the_key(parts: FakeParts) -> None:
    parts.the_account.intros = []
    async with running(parts) as here:
        await here.press("Y")
        await here.until_seen("Nothing was said yet; i introduces what plays.")
        await here.press("r", "k", "c", "enter", "down", "end", "home")
        await here.until_seen("There is no intro here to choose.")
        assert not parts.the_host.runs


async def test_keys_are_the_users_own(parts: FakeParts) -> None:
    parts.settings = Settings(screen=ScreenSettings(keys={"say_intro": "z", "intros": "W"}))
    async with running(parts) as here:
        await here.press("W")
        await here.until_seen("z says it again: voice 1")
        assert "z say again" in here.seen
        await here.introduced("z")


@pytest.mark.parametrize(
    "hostile",
    ["\x1b]0;owned\x07\x1b[31mred", "[b]bold[/b] [@click=app.quit]q[/]", "\u202eevil\n\n\nlines", "x" * 9000],
)
@pytest.mark.parametrize("size", SIZES)
async def test_hostile_words_are_shown_as_words(parts: FakeParts, hostile: str, size: tuple[int, int]) -> None:
    source = Source(hostile, hostile, hostile, hostile)
    track = Track("t", hostile, (hostile,), hostile)
    one = replace(said(1), track=track, text=hostile, writer=hostile, sources=(source,))
    parts.the_account.intros = [one, said(2)]
    async with page(parts, size) as here:
        await here.press("down", "enter")
        await here.until_seen("2 of 2")
        assert "\x1b" not in here.seen
        assert "owned" not in here.seen
        assert "\u202e" not in here.seen
        if hostile.startswith("["):
            assert "[b]bold[/b]" in here.seen
        assert "esc back" in here.seen, "the keys are still there"


async def test_ten_thousand_are_there_at_once_and_few_of_them_are_read(parts: FakeParts) -> None:
    account = parts.the_account
    account.intros = [said(number) for number in range(1, 10_001)]
    async with running(parts) as here:
        began = perf_counter()
        await here.press("Y")
        await here.until_seen("1 of 10,000")
        assert perf_counter() - began < 3
        assert "Title 10000" in here.seen
        await here.until(lambda: len(account.intros_asked) == 2, "its neighbour")
        await here.press("end")
        await here.until_seen("10,000 of 10,000")
        await here.until_seen("That is all.")
        await here.until_seen("Title 1 —")
        await here.press("enter")
        await here.until_seen("This is number 1.")
        await here.press("pageup", "up", "home")
        await here.until_seen("1 of 10,000")
        await here.until_seen("Title 10000")
        assert len(account.intros_asked) < 12
        assert all(limit == PAGE_ROWS for _, limit in account.intros_asked)
        assert shown(here).list.pages.kept <= MOST_PAGES * PAGE_ROWS


async def test_what_is_said_meanwhile_moves_no_row_until_home(parts: FakeParts) -> None:
    account = parts.the_account
    account.intros = [said(number) for number in range(1, 1001)]
    async with page(parts) as here:
        account.intros.append(said(1001))
        await here.press("end")
        await here.until_seen("1,000 of 1,000")
        await here.until_seen("Title 1 —")
        await here.press("home")
        await here.until_seen("1 of 1,001")
        await here.until_seen("Title 1001")


async def test_what_cannot_be_read_is_said(parts: FakeParts) -> None:
    parts.the_account.fail = CreditError(CreditErrorCode.SYSTEM_ERROR, "The store is gone.", "Look for it.")
    async with running(parts, ready=False) as here:
        await here.press("Y")
        await here.until_seen("The account is unavailable")


async def test_a_resize_keeps_the_choice_in_view(parts: FakeParts) -> None:
    parts.the_account.intros = [said(number) for number in range(1, 301)]
    async with page(parts) as here:
        for _ in range(4):
            await here.press("pagedown")
        chosen = shown(here).list.chosen
        assert chosen > 40
        await here.pilot.resize_terminal(40, 20)
        await here.until(lambda: f"▸ {said(300 - chosen).written_at.astimezone():%m-%d %H:%M}" in here.seen)
        await here.pilot.resize_terminal(100, 32)
        await here.until(lambda: f"Title {300 - chosen} —" in here.seen)
        assert on_one_line(here).count("▸") == 1
