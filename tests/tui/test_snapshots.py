"""Pictures of the screen at named sizes, on a clock that stands still."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from spotintro.artwork.picture import Picture
from spotintro.config import ScreenSettings, Settings
from spotintro.config.settings import AlbumArt
from spotintro.credits.base import User
from spotintro.host.events import HostEvent, Notice
from spotintro.music import Repeat
from spotintro.tui.app import SpotIntroApp
from spotintro.tui.widgets.lines import NARROW_COLUMNS
from tests.fakes.tui_parts import TRACK, FakeParts, playing
from tests.tui.running import Running, whole_intro
from tests.tui.test_account import USED, voucher_lot
from tests.tui.test_intros import said

if TYPE_CHECKING:
    from textual.pilot import Pilot

SnapCompare = Callable[..., bool]

COVER = "https://i.scdn.co/image/1"


def _striped(width: int, height: int) -> Picture:
    rows = (bytes((60 + 150 * y // height, 90, 200 - 120 * y // height)) * width for y in range(height))
    return Picture(width, height, b"".join(rows))


@pytest.fixture
def spotify(monkeypatch: pytest.MonkeyPatch) -> FakeParts:
    """All that Spotify tells, in a terminal with all colours."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("COLORTERM", "truecolor")
    track = replace(TRACK, id="spotify:track:4uLU6hMCjMI75M1A2tKUQC", art_url=COVER)
    parts = FakeParts(
        playback=replace(playing(track), player="Spotify", liked=True, shuffle=True, repeat=Repeat.CONTEXT),
        settings=Settings(screen=ScreenSettings(album_art=AlbumArt.BLOCKS)),
    )
    parts.artwork.pictures[COVER] = _striped
    return parts


async def _until_ready(here: Running) -> None:
    await here.until(lambda: "text" in here.bar)
    if here.app.size.width >= NARROW_COLUMNS:
        await here.until_seen("▀▀▀▀▀▀")


@pytest.mark.parametrize("size", [(100, 32), (40, 20), (200, 60)], ids=["100x32", "40x20", "200x60"])
def test_what_plays_on_spotify(snap_compare: SnapCompare, spotify: FakeParts, size: tuple[int, int]) -> None:
    async def run_before(pilot: Pilot[int]) -> None:
        app = pilot.app
        assert isinstance(app, SpotIntroApp)
        await _until_ready(Running(app, pilot, spotify))

    assert snap_compare(SpotIntroApp(spotify), terminal_size=size, run_before=run_before)


@pytest.mark.parametrize("size", [(100, 32), (40, 20)], ids=["100x32", "40x20"])
def test_choosing_a_device(snap_compare: SnapCompare, spotify: FakeParts, size: tuple[int, int]) -> None:
    async def run_before(pilot: Pilot[int]) -> None:
        app = pilot.app
        assert isinstance(app, SpotIntroApp)
        here = Running(app, pilot, spotify)
        await _until_ready(here)
        await here.press("d")
        await here.until_seen("▸ ♪ Kitchen")
        await here.press("down")
        await here.until_seen("▸   Phone")

    assert snap_compare(SpotIntroApp(spotify), terminal_size=size, run_before=run_before)


def _while_speaking(parts: FakeParts) -> Callable[[Pilot[int]], Awaitable[None]]:
    async def run_before(pilot: Pilot[int]) -> None:
        app = pilot.app
        assert isinstance(app, SpotIntroApp)
        here = Running(app, pilot, parts)
        await here.until(lambda: "text" in here.bar)
        run = await here.introduced()
        events: list[HostEvent] = whole_intro()
        run.put(Notice("There is no sound device here. The intro is shown at reading pace."), *events[:7])
        await here.until(lambda: "1 reserved" in here.bar)
        await here.until_seen("▸ Claude Debussy wrote it.")

    return run_before


@pytest.mark.parametrize("size", [(100, 32), (40, 20)], ids=["100x32", "40x20"])
def test_the_main_screen_while_the_host_speaks(
    snap_compare: SnapCompare, parts: FakeParts, size: tuple[int, int]
) -> None:
    assert snap_compare(SpotIntroApp(parts), terminal_size=size, run_before=_while_speaking(parts))


def test_the_main_screen_with_nothing_playing_and_few_credits(snap_compare: SnapCompare) -> None:
    parts = FakeParts(playback=None, available=2)

    async def run_before(pilot: Pilot[int]) -> None:
        app = pilot.app
        assert isinstance(app, SpotIntroApp)
        here = Running(app, pilot, parts)
        await here.until(lambda: "text" in here.bar)
        await here.until_logged("Low")
        await here.until_seen("Low: 2 credits left")

    assert snap_compare(SpotIntroApp(parts), terminal_size=(100, 32), run_before=run_before)


def test_the_wide_screen(snap_compare: SnapCompare) -> None:
    parts = FakeParts(playback=playing())
    assert snap_compare(SpotIntroApp(parts), terminal_size=(200, 60), run_before=_while_speaking(parts))


@pytest.mark.parametrize("size", [(100, 32), (40, 20)], ids=["100x32", "40x20"])
def test_the_account_page(snap_compare: SnapCompare, parts: FakeParts, size: tuple[int, int]) -> None:
    parts.the_account.balance = User("local", 17, 14, 1)
    parts.the_account.used = USED
    parts.the_account.kept_lots = (voucher_lot(5, 3), voucher_lot(2, 30), voucher_lot(10, 300))

    async def run_before(pilot: Pilot[int]) -> None:
        app = pilot.app
        assert isinstance(app, SpotIntroApp)
        here = Running(app, pilot, parts)
        await here.until(lambda: "text" in here.bar)
        await here.press("u")
        await here.until_seen("lapsing")
        if size[0] < 60:
            await here.press("pagedown")
        await here.until_seen("Used in 14 days")

    assert snap_compare(SpotIntroApp(parts), terminal_size=size, run_before=run_before)


@pytest.mark.parametrize("size", [(100, 32), (40, 20)], ids=["100x32", "40x20"])
def test_what_was_said(snap_compare: SnapCompare, parts: FakeParts, size: tuple[int, int]) -> None:
    parts.the_account.intros = [said(number, favourite=number == 8, spoken=number != 9) for number in range(1, 10)]

    async def run_before(pilot: Pilot[int]) -> None:
        app = pilot.app
        assert isinstance(app, SpotIntroApp)
        here = Running(app, pilot, parts)
        await here.until(lambda: "text" in here.bar)
        await here.press("Y")
        await here.until_seen("1 of 9")
        if size[0] > 60:
            await here.press("enter")
            await here.until_seen("by openai")

    assert snap_compare(SpotIntroApp(parts), terminal_size=size, run_before=run_before)


@pytest.mark.parametrize("size", [(100, 32), (36, 70)], ids=["100x32", "36x70"])
@pytest.mark.parametrize("theme", ["spotintro-light", "ansi-dark"])
def test_other_colours_while_the_host_speaks(snap_compare: SnapCompare, theme: str, size: tuple[int, int]) -> None:
    parts = FakeParts(playback=playing(), settings=Settings(screen=ScreenSettings(theme=theme)))
    assert snap_compare(SpotIntroApp(parts), terminal_size=size, run_before=_while_speaking(parts))


@pytest.mark.parametrize("size", [(100, 32), (40, 20)], ids=["100x32", "40x20"])
def test_the_palette(snap_compare: SnapCompare, parts: FakeParts, size: tuple[int, int]) -> None:
    async def run_before(pilot: Pilot[int]) -> None:
        app = pilot.app
        assert isinstance(app, SpotIntroApp)
        here = Running(app, pilot, parts)
        await here.until(lambda: "text" in here.bar)
        await here.press("ctrl+p")
        await here.until_seen("Introduce this track")
        await here.press("down")
        await pilot.pause()

    assert snap_compare(SpotIntroApp(parts), terminal_size=size, run_before=run_before)
