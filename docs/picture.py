# ruff: noqa: INP001 - a script, no package
"""Takes the pages' picture: the real demo at 100x32 in the middle of its second intro, on a clock of its own."""

from __future__ import annotations

import asyncio
import os
import re
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from spotintro.config import Paths, ScreenSettings, Settings, VoiceProvider, VoiceSettings
from spotintro.config.settings import AlbumArt
from spotintro.tui.app import SpotIntroApp
from spotintro.tui.widgets.album_art import AlbumArt as AlbumArtWidget
from spotintro.voices.paced_output import PacedOutput
from spotintro.wiring.parts import Parts
from spotintro.writers.announcer import Announcer

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from spotintro.voices.base import Output

SIZE = (100, 32)
BEGIN = datetime(2026, 11, 22, 21, 4, 5, tzinfo=UTC)
SETTLE_S = 0.05
"""Long enough for the screen to show what has happened."""
SEED = 21
FONTS = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', 'Liberation Mono', monospace"


class PictureClock:
    """Goes on when it is told to, so that the picture is the same each time."""

    def __init__(self) -> None:
        self._elapsed_s = 0.0
        self._sleepers: list[tuple[float, asyncio.Event]] = []

    def now(self) -> datetime:
        return BEGIN + timedelta(seconds=self._elapsed_s)

    def monotonic_s(self) -> float:
        return self._elapsed_s

    def advance(self, seconds: float) -> None:
        self._elapsed_s += seconds

    async def sleep(self, seconds: float) -> None:
        woken = asyncio.Event()
        self._sleepers.append((self._elapsed_s + seconds, woken))
        await woken.wait()

    def wake_next(self) -> None:
        """On to where the first sleep ends; nothing where none is under way."""
        if self._sleepers:
            self._sleepers.sort(key=lambda sleeper: sleeper[0])
            self._elapsed_s, woken = self._sleepers.pop(0)
            woken.set()


class PictureParts(Parts):
    """The demo's parts, with chance seeded and the speech on the picture's clock."""

    def __init__(self, data_dir: Path, clock: PictureClock) -> None:
        settings = Settings(
            voice=VoiceSettings(provider=VoiceProvider.SILENT), screen=ScreenSettings(album_art=AlbumArt.BLOCKS)
        )
        super().__init__(settings, Paths(data_dir / "config.toml", data_dir), demo=True, clock=clock)
        self._picture_clock = clock

    def _make_announcer(self) -> Announcer:
        return Announcer(Random(SEED))  # noqa: S311 - a choice of words, no secret

    def _make_output(self) -> Output:
        return PacedOutput(sleep=self._picture_clock.sleep)


async def take(data_dir: Path) -> str:
    clock = PictureClock()
    app = SpotIntroApp(PictureParts(data_dir, clock))
    async with app.run_test(size=SIZE) as pilot:
        host_text, message_log = app.main.host_text, app.main.message_log
        await _until(pilot, lambda: "intro" in app.main.credit_bar.text)
        await _pass(pilot, clock, 31)
        await pilot.press("i")
        await _until(pilot, lambda: host_text.status == "✓ said", clock)
        await _pass(pilot, clock, 48)
        await pilot.press("n")
        await _pass(pilot, clock, 23)
        await pilot.press("i")
        await _until(pilot, lambda: len(message_log.texts) == 3)  # noqa: PLR2004 - two charges, and one
        await _until(pilot, lambda: host_text.speaking == 1, clock)
        await _until(pilot, lambda: any(art.drawing is not None for art in app.main.query(AlbumArtWidget)))
        await pilot.pause()
        return _self_contained(app.export_screenshot(title="SpotIntro"))


async def _pass(pilot: Pilot[int], clock: PictureClock, seconds: float) -> None:
    clock.advance(seconds)
    await pilot.pause(SETTLE_S)


async def _until(pilot: Pilot[int], reached: Callable[[], bool], clock: PictureClock | None = None) -> None:
    for _ in range(600):
        if reached():
            return
        if clock is not None:
            clock.wake_next()
        await pilot.pause(SETTLE_S)
    message = "the demo never came to where the picture is taken"
    raise TimeoutError(message)


def _self_contained(svg: str) -> str:
    """Textual's pictures load a web font; a page should load nothing from elsewhere."""
    svg = re.sub(r"\s*<!--.*?-->", "", svg, flags=re.DOTALL)
    svg = re.sub(r"terminal-[0-9]+", "terminal", svg)  # a number of this one run
    svg = re.sub(r"\s*@font-face \{.*?\}", "", svg, flags=re.DOTALL)
    return re.sub(r"font-family: Fira Code, ?monospace", f"font-family: {FONTS}", svg)


def main() -> None:
    os.environ["TZ"] = "UTC"
    time.tzset()
    os.environ.pop("NO_COLOR", None)
    os.environ["COLORTERM"] = "truecolor"
    with tempfile.TemporaryDirectory() as folder:
        svg = asyncio.run(take(Path(folder)))
    Path(sys.argv[1]).write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    main()
