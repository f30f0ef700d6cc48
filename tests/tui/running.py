"""Starting the app on given parts, and waiting for what it shows."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from spotintro.credits.base import User
from spotintro.host.events import Charge, Finished, Held, HostEvent, Quote, Sentence, Speaking, Spoken, Written
from spotintro.tui.app import SpotIntroApp
from spotintro.tui.screens.main import MainScreen
from tests.fakes.tui_parts import INTRO, TRACK, VOICE, FakeParts, ScriptedRun

if TYPE_CHECKING:
    from textual.pilot import Pilot

SENTENCES = ("This is Clair de lune.", "Claude Debussy wrote it.", "Enjoy the moonlight.")


@dataclass
class Running:
    app: SpotIntroApp
    pilot: Pilot[int]
    parts: FakeParts

    @property
    def main(self) -> MainScreen:
        return self.app.main

    @property
    def log(self) -> list[str]:
        return self.main.message_log.texts

    @property
    def bar(self) -> str:
        return self.main.credit_bar.text

    @property
    def seen(self) -> str:
        """The text on the screen, as a person reads it."""
        _width, height = self.app.size
        return "\n".join(
            "".join(segment.text for segment in strip).rstrip()
            for strip in self.app.screen._compositor.render_strips()[:height]
        )

    @property
    def times(self) -> str:
        """Where the track is and how long it is, as the line of time shows both."""
        found = re.search(r"(\d+:[\d:]+) [━╸─]+ (\d+:[\d:]+)", self.seen)
        return " / ".join(found.groups()) if found else ""

    async def until(self, reached: Callable[[], bool], what: str = "") -> None:
        for _ in range(3_000):
            if reached():
                return
            await self.pilot.pause(0.01)
        raise AssertionError(f"never reached: {what or reached}; log {self.log}; bar {self.bar!r}\n{self.seen}")

    async def until_logged(self, part: str) -> None:
        await self.until(lambda: any(part in line for line in self.log), f"{part!r} in the log")

    async def until_seen(self, part: str) -> None:
        """Wait until it stands on the screen, wherever its line is broken: a path in it is of any length."""
        await self.until(
            lambda: part in self.seen or part in " ".join(self.seen.split()), f"{part!r} on the screen"
        )

    async def asked(self, times: int) -> None:
        """Wait until the player was asked that many times."""
        await self.until(lambda: len(self.parts.the_player.asked) == times)

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)

    async def introduced(self, key: str = "i") -> ScriptedRun:
        """Press the key, and return the run that it began."""
        before = len(self.parts.the_host.runs)
        await self.press(key)
        await self.until(lambda: len(self.parts.the_host.runs) > before, "a run")
        return self.parts.the_host.run


@asynccontextmanager
async def running(
    parts: FakeParts,
    size: tuple[int, int] = (100, 32),
    *,
    ready: bool = True,
    app_class: type[SpotIntroApp] = SpotIntroApp,
) -> AsyncIterator[Running]:
    """Run the app; yield it once it is ready: player read, account open, price told."""
    app = app_class(parts)
    async with app.run_test(size=size) as pilot:
        here = Running(app, pilot, parts)
        if ready and parts.the_account.fail is None and parts.fail_host is None:
            await here.until(lambda: "text" in here.bar, "the price")
        await pilot.pause()
        yield here


async def until(reached: Callable[[], bool]) -> None:
    """Let other tasks work until that state is reached."""
    for _ in range(10_000):
        if reached():
            return
        await asyncio.sleep(0)
    raise AssertionError("never reached")


def user(available: int, *, held: int = 0, used: int = 0) -> User:
    return User("local", available, used, held)


def whole_intro(*, before: int = 10, charges: tuple[Charge, ...] = (INTRO, VOICE)) -> list[HostEvent]:
    """Return the events of an intro that goes well, paid from a balance of `before`."""
    text = " ".join(SENTENCES)
    total = sum(charge.amount for charge in charges)
    written, spoken = user(before - total, held=total - 1, used=1), user(before - total, used=total)
    return [
        Held(TRACK, Quote(charges), user(before - total, held=total)),
        *(Sentence(index, sentence) for index, sentence in enumerate(SENTENCES)),
        Speaking(0),
        Written(text, "announcer", INTRO, written),
        Speaking(1),
        Speaking(2),
        Spoken(9.0, audible=True, charged=VOICE, balance=spoken),
        Finished(text, "announcer", spoken=True, speech_s=9.0, charges=charges, balance=spoken),
    ]
