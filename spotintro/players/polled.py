"""What players of this machine share that are asked each second, since their systems push no changes to us."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, Awaitable, Callable
from dataclasses import replace
from typing import Final

from spotintro.clock import Clock
from spotintro.music import Device, Playback
from spotintro.players.base import CommandUnsupported, Expected, NothingPlaying, PlayerError, PlayerUnreachable
from spotintro.players.changes import ChangeBroadcast

_log = logging.getLogger(__name__)

POLL_S: Final = 1.0
_JUMP_MS: Final = 1_500
_OTHER_DEVICES: Final = "With a Spotify account other devices can be chosen: spotintro login"


class PolledPlayer:
    """Asks each second and tells what changed; commands and the asking itself are the subclass's.

    Args:
        clock: Tells when a reading was taken.
        sleep: Waits between two readings; `asyncio.sleep`, unless a test owns time.
    """

    def __init__(self, *, clock: Clock, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        self._clock = clock
        self._sleep = sleep
        self._now: Playback | None = None
        self._broadcast = ChangeBroadcast(lambda: self._now)
        self._polling: asyncio.Task[None] | None = None

    async def _ask(self) -> Playback | None:
        """Take one reading; None where no player is there."""
        # Not abstract: beside one, the methods below that do nothing, as told, would be taken for forgotten.
        raise NotImplementedError

    async def open(self) -> None:
        if self._broadcast.ended:
            await self.close()
            self._broadcast = ChangeBroadcast(lambda: self._now)
        await self.read()
        self._polling = asyncio.create_task(self._poll(), name="reading this machine's player")

    async def close(self) -> None:
        self._broadcast.end()
        polling, self._polling = self._polling, None
        if polling is not None:
            polling.cancel()
            await asyncio.wait({polling})

    async def read(self) -> Playback | None:
        before, self._now = self._now, await self._ask()
        if _lasting(before) != _lasting(self._now) or _jumped(before, self._now):
            self._broadcast.notify()
        return self._now

    def changes(self) -> AsyncGenerator[Playback | None, None]:
        return self._broadcast.stream()

    async def devices(self) -> tuple[Device, ...]:
        raise CommandUnsupported("This player plays on this machine alone.", _OTHER_DEVICES)

    async def transfer(self, device_id: str) -> None:  # noqa: ARG002 - the protocol's
        raise CommandUnsupported("This player plays on this machine alone.", _OTHER_DEVICES)

    async def set_liked(self, liked: bool) -> None:  # noqa: ARG002 - the protocol's
        raise CommandUnsupported("The player's own connection can't like a track.", "Use the player itself.")

    def fix(self, fixed: bool) -> None:
        """Change nothing: there is one player."""

    def set_watched(self, watched: bool) -> None:
        """Change nothing: readings are free here."""

    def expect_change(self, expected: Expected) -> None:
        """Change nothing: readings are free here."""

    def _within_track(self, position_ms: int) -> int:
        """Clamp a position to the track that plays.

        Raises:
            NothingPlaying: there is none.
        """
        if self._now is None or self._now.track is None:
            raise NothingPlaying("No track is loaded.", "Start one in your player.")
        return max(0, min(position_ms, self._now.track.duration_ms or position_ms))

    async def _poll(self) -> None:
        while True:
            await self._sleep(POLL_S)
            try:
                await self.read()
            except PlayerUnreachable as error:
                self._now = None
                self._broadcast.end(error)
                return
            except PlayerError as error:
                _log.info("this machine's player can't be read: %s", error.message)


def _lasting(playback: Playback | None) -> Playback | None:
    return playback and replace(playback, position_ms=0, read_at_s=0)


def _jumped(before: Playback | None, after: Playback | None) -> bool:
    if before is None or after is None:
        return False
    return abs(after.position_ms - before.position_at(after.read_at_s)) > _JUMP_MS
