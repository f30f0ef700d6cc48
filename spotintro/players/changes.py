"""One source of change notifications, any number of independent streams of readings."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable

from spotintro.music import Playback
from spotintro.players.base import PlayerError


class ChangeBroadcast:
    """Turns "something changed" into `Player.changes` streams.

    A stream takes its reading when its reader asks for it, so a slow reader gets the newest one and nothing
    queues up behind it. Everything happens on the event loop.
    """

    def __init__(self, reading: Callable[[], Playback | None]) -> None:
        self._reading = reading
        self._readers: set[asyncio.Event] = set()
        self._ended = False
        self._error: PlayerError | None = None

    def notify(self) -> None:
        for changed in self._readers:
            changed.set()

    def end(self, error: PlayerError | None = None) -> None:
        """End every stream, the waiting ones at once: normally, or with this error. Only the first call counts."""
        if self._ended:
            return
        self._ended, self._error = True, error
        self.notify()

    @property
    def ended(self) -> bool:
        return self._ended

    async def stream(self) -> AsyncGenerator[Playback | None, None]:
        changed = asyncio.Event()
        self._readers.add(changed)
        try:
            while not self._ended:
                # Cleared before the reading is taken: what happens while the reader is busy is not missed.
                changed.clear()
                yield self._reading()
                await changed.wait()
            if self._error is not None:
                # Not of the trace that another reader's raising has left in it.
                raise self._error.with_traceback(None)
        finally:
            self._readers.discard(changed)
