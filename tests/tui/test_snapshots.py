"""Pictures of the screen at named sizes, on a clock that stands still."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

import pytest

from spotintro.credits.base import User
from spotintro.host.events import HostEvent, Notice
from spotintro.tui.app import SpotIntroApp
from tests.fakes.tui_parts import FakeParts, playing
from tests.tui.running import Running, whole_intro
from tests.tui.test_account import USED, voucher_lot

if TYPE_CHECKING:
    from textual.pilot import Pilot

SnapCompare = Callable[..., bool]


def _while_speaking(parts: FakeParts) -> Callable[[Pilot[int]], Awaitable[None]]:
    async def run_before(pilot: Pilot[int]) -> None:
        app = pilot.app
        assert isinstance(app, SpotIntroApp)
        here = Running(app, pilot, parts)
        await here.until(lambda: "intro" in here.bar)
        run = await here.introduced()
        events: list[HostEvent] = whole_intro()
        run.put(Notice("There is no sound device here. The intro is shown at reading pace."), *events[:7])
        await here.until(lambda: "1 set aside" in here.bar)
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
        await here.until(lambda: "intro" in here.bar)
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
        await here.until(lambda: "intro" in here.bar)
        await here.press("u")
        await here.until_seen("lapsing")
        if size[0] < 60:
            await here.press("pagedown")
        await here.until_seen("Used in 14 days")

    assert snap_compare(SpotIntroApp(parts), terminal_size=size, run_before=run_before)
