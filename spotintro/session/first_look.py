"""The first look at what plays, taken while the session is still being loaded, which takes some 100 ms."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from spotintro.music import Playback
    from spotintro.players.base import Player

LONGEST_S: Final = 0.1
"""So long the rest waits for what plays, unless told otherwise."""


class FirstLook:
    """Opens the player and reads it once; the session goes on with the player as it is, open.

    Args:
        player: Gives the player.
        show: Takes what plays.
    """

    def __init__(self, player: Callable[[], Awaitable[Player]], show: Callable[[Playback | None], object]) -> None:
        self._player = player
        self._show = show
        self._look = asyncio.create_task(self._open_and_read(), name="first look")

    async def _open_and_read(self) -> Player:
        from spotintro.players.base import PlayerError

        player = await self._player()
        await player.open()
        # Who follows the player reads it again, and tells what stands against it.
        with contextlib.suppress(PlayerError):
            self._show(await player.read())
        return player

    async def wait(self, seconds: float = LONGEST_S) -> None:
        """Wait for what it shows, so long at the most: a player that takes longer is opened beside the rest."""
        await asyncio.wait({self._look}, timeout=seconds)

    async def opened(self) -> Player:
        """Return the player, open.

        Raises:
            PlayerError: it could not be opened.
        """
        return await self._look

    async def close(self) -> None:
        """End it, where it still goes on. Whoever made the player closes it."""
        self._look.cancel()
        await asyncio.gather(self._look, return_exceptions=True)
