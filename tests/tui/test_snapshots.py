"""Pictures of the screen in each of its states at named sizes, on a clock that stands still."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from spotintro.tui.app import SpotIntroApp
from tests.fakes.tui_parts import FakeParts
from tests.tui.running import Running
from tests.tui.scenes import SCENES
from tests.tui.test_intros import said

if TYPE_CHECKING:
    from textual.pilot import Pilot

SnapCompare = Callable[..., bool]

SIZES = {"36x70": (36, 70), "40x20": (40, 20), "80x24": (80, 24), "100x32": (100, 32), "200x60": (200, 60)}
SEEN_IN_EACH = ("playing", "speaking", "refused", "account", "palette")


def _shows(
    snap_compare: SnapCompare, scene_name: str, folder: Path, size: str, theme: str = "spotintro-dark"
) -> bool:
    scene = SCENES[scene_name]
    parts = scene.parts(folder, theme)

    async def run_before(pilot: Pilot[int]) -> None:
        app = pilot.app
        assert isinstance(app, SpotIntroApp)
        here = Running(app, pilot, parts)
        if scene_name != "start":
            await here.until(lambda: "text" in here.bar, "the price")
        await scene.play(here)

    return snap_compare(SpotIntroApp(parts), terminal_size=SIZES[size], run_before=run_before)


@pytest.fixture(autouse=True)
def _with_all_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("COLORTERM", "truecolor")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scene", SCENES)
def test_dark(snap_compare: SnapCompare, tmp_path: Path, scene: str, size: str) -> None:
    assert _shows(snap_compare, scene, tmp_path, size)


@pytest.mark.parametrize("size", ["36x70", "100x32"])
@pytest.mark.parametrize("scene", SEEN_IN_EACH)
@pytest.mark.parametrize("theme", ["spotintro-light", "ansi-dark"])
def test_other_themes(snap_compare: SnapCompare, tmp_path: Path, theme: str, scene: str, size: str) -> None:
    assert _shows(snap_compare, scene, tmp_path, size, theme)


@pytest.mark.parametrize("size", ["36x70", "100x32"])
@pytest.mark.parametrize("scene", SEEN_IN_EACH)
def test_colourless(
    snap_compare: SnapCompare, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, scene: str, size: str
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert _shows(snap_compare, scene, tmp_path, size)


@pytest.mark.parametrize("size", ["100x32", "40x20"])
def test_what_was_said(snap_compare: SnapCompare, parts: FakeParts, size: str) -> None:
    parts.the_account.intros = [said(number, favourite=number == 8, spoken=number != 9) for number in range(1, 10)]
    width, _ = SIZES[size]

    async def run_before(pilot: Pilot[int]) -> None:
        app = pilot.app
        assert isinstance(app, SpotIntroApp)
        here = Running(app, pilot, parts)
        await here.until(lambda: "text" in here.bar)
        await here.press("Y")
        await here.until_seen("1 of 9")
        if width > 60:
            await here.press("enter")
            await here.until_seen("by openai")

    assert snap_compare(SpotIntroApp(parts), terminal_size=SIZES[size], run_before=run_before)
