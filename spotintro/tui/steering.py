"""The playback keys: one command after the other, each failure one line."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Final

from spotintro.clock import Clock
from spotintro.music import Capability, Playback, PlaybackState
from spotintro.players.base import CommandUnsupported, NothingPlaying

if TYPE_CHECKING:
    from spotintro.players.base import Player

SEEK_MS: Final = 10_000
VOLUME_STEP_PERCENT: Final = 5

_NEEDED: Final = {
    "play_pause": Capability.PLAY_PAUSE,
    "next_track": Capability.SKIP,
    "previous_track": Capability.SKIP,
    "back": Capability.SEEK,
    "forward": Capability.SEEK,
    "louder": Capability.VOLUME,
    "quieter": Capability.VOLUME,
}
_REFUSAL: Final = {
    Capability.PLAY_PAUSE: "can't be paused from here",
    Capability.SKIP: "can't skip",
    Capability.SEEK: "can't seek",
    Capability.VOLUME: "has no volume to set",
}


class Steering:
    """Steers the player that is there.

    Each command reads the player first, so that a key held down adds up instead of repeating the same step.
    """

    def __init__(self, player: Callable[[], Awaitable[Player]], clock: Clock) -> None:
        self._player = player
        self._clock = clock
        self._one_at_a_time = asyncio.Lock()

    async def steer(self, command: str) -> None:
        """Do what the key says.

        Raises:
            PlayerError: with a sentence for the user.
        """
        async with self._one_at_a_time:
            player = await self._player()
            playback = await player.read()
            if playback is None:
                raise NothingPlaying("No player is running.", "Start one; it appears here by itself.")
            needed = _NEEDED[command]
            if needed not in playback.capabilities:
                raise CommandUnsupported(f"{playback.player} {_REFUSAL[needed]}.", "Use the player itself.")
            await self._do(command, player, playback)

    async def _do(self, command: str, player: Player, playback: Playback) -> None:
        match command:
            case "play_pause" if playback.state is PlaybackState.PLAYING:
                await player.pause()
            case "play_pause":
                await player.play()
            case "next_track":
                await player.next()
            case "previous_track":
                await player.previous()
            case "back" | "forward":
                step = SEEK_MS if command == "forward" else -SEEK_MS
                await player.seek(max(0, playback.position_at(self._clock.monotonic_s()) + step))
            case "louder" | "quieter":
                volume = playback.device.volume_percent
                if volume is None:
                    raise CommandUnsupported(
                        f"{playback.player} doesn't tell its volume.", "Use the player itself."
                    )
                step = VOLUME_STEP_PERCENT if command == "louder" else -VOLUME_STEP_PERCENT
                await player.set_volume(min(100, max(0, volume + step)))
            case _:
                raise AssertionError(command)
