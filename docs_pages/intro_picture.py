"""Takes the README's moving picture: the real demo through one intro, on a clock of its own.

`python -m docs_pages.intro_picture FILE` writes it, the same each time as long as the screen is.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import AsyncGenerator, Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from rich.style import Style

from docs_pages.moving_svg import Frame, Piece, Row, moving_svg
from spotintro.config import Paths, ScreenSettings, Settings, VoiceProvider, VoiceSettings
from spotintro.config.settings import AlbumArt
from spotintro.tui.app import SpotIntroApp
from spotintro.tui.widgets.album_art import AlbumArt as AlbumArtWidget
from spotintro.voices.paced_output import PacedOutput
from spotintro.wiring.parts import Parts
from spotintro.writers.announcer import Announcer
from spotintro.writers.base import IntroRequest, Line, Writer

if TYPE_CHECKING:
    from rich.segment import Segment
    from textual.pilot import Pilot

    from spotintro.voices.base import Output

SIZE = (84, 25)
BEGIN = datetime(2026, 11, 22, 21, 4, 5, tzinfo=UTC)
SETTLE_S = 0.05
"""Long enough for the screen to show what has happened."""
SEED = 21
SAID = "✓ said"
SAME = 10
"""The screen stands where it was the same so many times."""
STEP_S = 0.5
BEFORE_S = 12.0
WORD_S = 0.09
"""What a writer takes for a word: a model's pace, which the announcer has not."""
TITLE = (
    "An intro in the terminal: on one key the host's words appear and are spoken, sentence by sentence,"
    " and the credits go from 10 to 8"
)


class PictureClock:
    """Goes on when it is told to, so that the picture is the same each time."""

    def __init__(self) -> None:
        self._elapsed_s = 0.0
        self._sleepers: list[tuple[float, asyncio.Event]] = []

    def now(self) -> datetime:
        return BEGIN + timedelta(seconds=self._elapsed_s)

    def monotonic_s(self) -> float:
        return self._elapsed_s

    @property
    def is_awaited(self) -> bool:
        """Whether something sleeps by this clock."""
        return bool(self._sleepers)

    def advance(self, seconds: float) -> None:
        self._elapsed_s += seconds

    async def sleep(self, seconds: float) -> None:
        woken = asyncio.Event()
        self._sleepers.append((self._elapsed_s + seconds, woken))
        await woken.wait()

    def step(self, most_s: float) -> float:
        """Go on to where the first sleep ends, but no further than so many seconds; return how many they were."""
        before = self._elapsed_s
        self._sleepers.sort(key=lambda sleeper: sleeper[0])
        if self._sleepers and self._sleepers[0][0] <= before + most_s:
            self._elapsed_s, woken = self._sleepers.pop(0)
            woken.set()
        else:
            self._elapsed_s = before + most_s
        return self._elapsed_s - before


class PacedAnnouncer(Announcer):
    """Takes its time for each word, as a model does."""

    def __init__(self, clock: PictureClock) -> None:
        super().__init__(Random(SEED))  # noqa: S311 - a choice of words, no secret
        self._clock = clock

    async def write(self, request: IntroRequest) -> AsyncGenerator[Line, None]:
        async for line in super().write(request):
            await self._clock.sleep(WORD_S * len(line.text.split()))
            yield line


class PictureParts(Parts):
    """The demo's parts, with chance seeded and the speech on the picture's clock."""

    def __init__(self, data_dir: Path, clock: PictureClock) -> None:
        settings = Settings(
            voice=VoiceSettings(provider=VoiceProvider.SILENT), screen=ScreenSettings(album_art=AlbumArt.BLOCKS)
        )
        super().__init__(settings, Paths(data_dir / "config.toml", data_dir), demo=True, clock=clock)
        self._picture_clock = clock

    async def _make_writer(self) -> Writer | None:
        return PacedAnnouncer(self._picture_clock)

    def _make_output(self) -> Output:
        return PacedOutput(sleep=self._picture_clock.sleep)


async def take(data_dir: Path) -> str:
    """Run the demo through an intro, and return all that was seen as a picture that moves."""
    clock = PictureClock()
    app = SpotIntroApp(PictureParts(data_dir, clock))
    async with app.run_test(size=SIZE) as pilot:
        film = Film(app, pilot, clock)
        await _until(pilot, lambda: "text" in app.main.credit_bar.text)
        await _until(pilot, lambda: any(art.drawing is not None for art in app.main.query(AlbumArtWidget)))
        await film.pass_by(BEFORE_S)
        await film.shoot(2.0)
        await pilot.press("i")
        while app.main.host_text.status != SAID:
            await film.go_on()
        still = len(film.frames) - 2
        for _ in range(3):
            await film.pass_by(1.0)
            await film.shoot(1.0)
        background = app.screen.styles.background.hex6
        return moving_svg(film.frames, background=background, title=TITLE, still=still)


class Film:
    """What the app has shown, frame by frame, each at a moment when nothing but time could change it."""

    def __init__(self, app: SpotIntroApp, pilot: Pilot[int], clock: PictureClock) -> None:
        self._app = app
        self._pilot = pilot
        self._clock = clock
        self.frames: list[Frame] = []

    async def pass_by(self, seconds: float) -> None:
        self._clock.advance(seconds)
        await self._settle()

    async def go_on(self) -> None:
        """Show what there is, for as long as it stands: until something wakes, or for half a second."""
        # Until something takes time by the clock, what goes on takes real time, which is no part of the picture.
        status = self._app.main.host_text
        await _until(self._pilot, lambda: self._clock.is_awaited or status.status == SAID)
        rows = await self._settle()
        self._keep(rows, self._clock.step(STEP_S) if self._clock.is_awaited else 0.0)

    async def shoot(self, lasts_s: float) -> None:
        self._keep(await self._settle(), lasts_s)

    def _keep(self, rows: tuple[Row, ...], lasts_s: float) -> None:
        if self.frames and self.frames[-1].rows == rows:
            self.frames[-1] = Frame(rows, self.frames[-1].lasts_s + lasts_s)
        elif lasts_s > 0:
            self.frames.append(Frame(rows, lasts_s))

    async def _settle(self) -> tuple[Row, ...]:
        """Wait until the screen stays as it is: what is written, sent and drawn beside it has come."""
        same, before = 0, tuple(self._rows())
        while same < SAME:
            await self._pilot.pause(SETTLE_S)
            rows = tuple(self._rows())
            same, before = (same + 1, rows) if rows == before else (0, rows)
        return before

    def _rows(self) -> Iterator[Row]:
        own = self._app.screen.styles.background.hex6.lower()
        for strip in self._app.screen._compositor.render_strips():  # noqa: SLF001 - Textual tells it nowhere else
            yield tuple(_piece(segment, own) for segment in strip)


def _piece(segment: Segment, own: str) -> Piece:
    style = segment.style or Style()
    colour = style.color.get_truecolor().hex if style.color is not None else "#ffffff"
    background = style.bgcolor.get_truecolor().hex if style.bgcolor is not None else own
    if style.reverse:
        colour, background = background, colour
    return Piece(
        segment.text,
        segment.cell_length,
        colour,
        None if background == own else background,
        bold=bool(style.bold),
        underlined=bool(style.underline),
    )


async def _until(pilot: Pilot[int], reached: Callable[[], bool]) -> None:
    for _ in range(600):
        if reached():
            return
        await pilot.pause(SETTLE_S)
    message = "the demo never came to where the picture is taken"
    raise TimeoutError(message)


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
