"""Nothing is heard, but time passes as if it were."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from spotintro.voices.base import Sound


class PacedOutput:
    """Keeps each sound's time without a sound, in the order of the calls, for a text that is shown instead."""

    def __init__(self, *, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        self._sleep = sleep
        self._turn = asyncio.Lock()
        self._playing: set[asyncio.Task[None]] = set()
        self._opened = False

    @property
    def audible(self) -> bool | None:
        """False once it is open."""
        return False if self._opened else None

    async def open(self) -> None:
        self._opened = True

    async def play(self, sound: Sound) -> None:
        """Return when the sound's time has passed, after that of the sounds before it."""
        self._opened = True
        playing = asyncio.create_task(self._pace(sound.duration_s))
        self._playing.add(playing)
        playing.add_done_callback(self._playing.discard)
        await playing

    async def finish(self) -> None:
        """Do nothing: there is nothing to keep."""

    async def stop(self) -> None:
        for playing in tuple(self._playing):
            playing.cancel()
        await asyncio.gather(*self._playing, return_exceptions=True)

    async def close(self) -> None:
        await self.stop()

    async def _pace(self, duration_s: float) -> None:
        async with self._turn:
            await self._sleep(duration_s)
