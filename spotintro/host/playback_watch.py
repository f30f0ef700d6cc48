"""What plays, kept in sight while the host speaks over it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from spotintro.host.hands import Hand
from spotintro.music import Playback
from spotintro.players.base import Player, PlayerError

_log = logging.getLogger(__name__)


class PlaybackWatch:
    """Has the newest reading of a player, and shows each to the hands that are looked out for."""

    def __init__(self, player: Player, on_moved: Callable[[], None] | None) -> None:
        self._player = player
        self._on_moved = on_moved
        self._newest: Playback | None = None
        self._seen_first = asyncio.Event()
        self._ended = False
        self._task: asyncio.Task[None] | None = None
        self._hands: list[Hand] = []

    @property
    def newest(self) -> Playback | None:
        """The newest reading; None where the player can't be watched, or not any more."""
        return self._newest

    async def start(self) -> None:
        """Watch from here on, and wait for the first reading."""
        self._task = asyncio.create_task(self._run(), name="watch the playback")
        await self._seen_first.wait()

    def look_out_for(self, *hands: Hand) -> None:
        """Show each reading from here on to these, in place of any before."""
        self._hands = list(hands)
        if self._ended:
            self._end()

    def see(self, playback: Playback | None) -> None:
        """Take a reading that was asked for."""
        # Each has to see it, whatever the others say.
        moved = [hand.see(playback) for hand in self._hands]
        if any(moved) and self._on_moved is not None:
            self._on_moved()

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self) -> None:
        try:
            async for playback in self._player.changes():
                self._newest = playback
                self._seen_first.set()
                self.see(playback)
        except PlayerError as error:
            _log.warning("the playback can't be watched any more: %s", error.message)
        finally:
            self._end()

    def _end(self) -> None:
        self._ended, self._newest = True, None
        self._seen_first.set()
        for hand in self._hands:
            hand.shown.set()
