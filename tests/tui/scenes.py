"""The states of the app that its pictures show, each brought about by its keys."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from pathlib import Path

from spotintro.artwork.picture import Picture
from spotintro.config import CreditSettings, ScreenSettings, Settings, SupportSettings
from spotintro.config.settings import AlbumArt
from spotintro.credits.base import User
from spotintro.host.events import Notice
from spotintro.music import Repeat
from spotintro.tui.widgets.lines import NARROW_COLUMNS
from spotintro.wiring.setting_up import SetUp
from tests.fakes.tui_parts import TRACK, FakeParts, playing
from tests.tui.running import Running, whole_intro
from tests.tui.test_account import USED, voucher_lot
from tests.tui.test_pages import entries
from tests.tui.test_retry import refused
from tests.tui.test_vouchers import PACKAGES, opened, submit, told, trust, voucher

COVER = "https://i.scdn.co/image/1"


def one_colour(width: int, height: int) -> Picture:
    """Draw a cover as a flat block, so that no picture changes with how covers are scaled."""
    return Picture(width, height, bytes((90, 90, 160)) * (width * height))


def spotify(
    folder: Path, *, available: int = 10, nothing: bool = False, theme: str = "spotintro-dark"
) -> FakeParts:
    """Return parts that tell all that Spotify does, a cover among it."""
    track = replace(TRACK, id="spotify:track:4uLU6hMCjMI75M1A2tKUQC", art_url=COVER)
    shown = replace(playing(track), player="Spotify", liked=True, shuffle=True, repeat=Repeat.CONTEXT)
    parts = FakeParts(
        playback=None if nothing else shown,
        available=available,
        data_dir=folder,
        settings=Settings(
            screen=ScreenSettings(theme=theme, album_art=AlbumArt.BLOCKS),
            support=SupportSettings(email="credits@example.org"),
            credits=CreditSettings(packages=PACKAGES),
        ),
    )
    parts.artwork.pictures[COVER] = one_colour
    trust(parts)
    return parts


@dataclass(frozen=True, slots=True)
class Scene:
    """A state of the app: where it begins, and what is done there."""

    play: Callable[[Running], Awaitable[None]]
    available: int = 10
    nothing: bool = False
    """Whether nothing plays."""
    prepare: Callable[[FakeParts], None] = lambda _: None

    def parts(self, folder: Path, theme: str = "spotintro-dark") -> FakeParts:
        parts = spotify(folder, available=self.available, nothing=self.nothing, theme=theme)
        self.prepare(parts)
        return parts


async def cover_seen(here: Running) -> None:
    width, height = here.app.size
    if here.app.no_color:
        return
    if (width >= 80 and height >= 24) or (width < NARROW_COLUMNS and height >= 60):
        await here.until_seen("▀▀▀▀▀▀")


async def _start(here: Running) -> None:
    await cover_seen(here)
    await here.until_seen("… account")


async def _playing(here: Running) -> None:
    await cover_seen(here)


async def _writing(here: Running) -> None:
    await cover_seen(here)
    run = await here.introduced()
    run.put(*whole_intro()[:3])
    await here.until_seen("Claude Debussy wrote it.")


async def _speaking(here: Running) -> None:
    await cover_seen(here)
    run = await here.introduced()
    run.put(Notice("There is no sound device here. The intro is shown at reading pace."), *whole_intro()[:7])
    await here.until(lambda: "1 reserved" in here.bar)
    await here.until_seen("▸ Claude Debussy wrote it.")


async def _refused(here: Running) -> None:
    await cover_seen(here)
    await refused(here)
    await here.pilot.pause()


async def _low(here: Running) -> None:
    await cover_seen(here)
    await here.until_logged("Low")


async def _empty(here: Running) -> None:
    await cover_seen(here)
    await here.until(lambda: "0 credits" in here.bar)


async def _support(here: Running) -> None:
    await opened(here)
    await here.until_seen("Choose")


async def _redeemed(here: Running) -> None:
    page = await opened(here)
    await submit(here, page, voucher())
    await told(here, page, "25 credits added")


def _used(parts: FakeParts) -> None:
    parts.the_account.balance = User("local", 17, 14, 1)
    parts.the_account.used = USED
    parts.the_account.kept_lots = (voucher_lot(5, 3), voucher_lot(2, 30), voucher_lot(10, 300))


async def _account(here: Running) -> None:
    await here.press("u")
    await here.until_seen("lapsing")


def _many_entries(parts: FakeParts) -> None:
    parts.the_account.entries = entries(40)


async def _history(here: Running) -> None:
    await here.press("h")
    await here.until_seen("Track [b]40[/b]")


async def _help(here: Running) -> None:
    await here.press("?")
    await here.until(lambda: here.app.screen.id == "help")
    await here.pilot.pause()


async def _palette(here: Running) -> None:
    await here.press("ctrl+p")
    await here.until_seen("Introduce this track")
    await here.press("down")
    await here.pilot.pause()


def _nothing_set_up(parts: FakeParts) -> None:
    parts.demo = False
    parts.is_set_up = SetUp(spotify=False, writer=False)


async def _first_minute(here: Running) -> None:
    await here.until_seen("demo")
    await here.pilot.pause()


async def _devices(here: Running) -> None:
    await cover_seen(here)
    await here.press("d")
    await here.until_seen("▸ ♪ Kitchen")
    await here.press("down")
    await here.until_seen("▸   Phone")


SCENES = {
    "start": Scene(_start, prepare=FakeParts.hold_account),
    "playing": Scene(_playing),
    "writing": Scene(_writing),
    "speaking": Scene(_speaking),
    "refused": Scene(_refused, available=0),
    "low": Scene(_low, available=2),
    "empty": Scene(_empty, available=0),
    "support": Scene(_support, available=0),
    "redeemed": Scene(_redeemed, available=0),
    "account": Scene(_account, prepare=_used),
    "history": Scene(_history, prepare=_many_entries),
    "help": Scene(_help),
    "palette": Scene(_palette),
    "first minute": Scene(_first_minute, nothing=True, prepare=_nothing_set_up),
    "devices": Scene(_devices),
}
