"""The playback keys: one command after the other, each failure one line."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Final

from spotintro.clock import Clock
from spotintro.music import Capability, Device, Playback, PlaybackState, Repeat, TrackKind
from spotintro.players.base import CommandUnsupported, NothingPlaying

if TYPE_CHECKING:
    from spotintro.players.base import Player

SEEK_MS: Final = 10_000
VOLUME_STEP_PERCENT: Final = 5
SKIPS: Final = frozenset({"next_track", "previous_track"})
SEEKS: Final = frozenset({"back", "forward"})

_NEEDED: Final = {
    "play_pause": Capability.PLAY_PAUSE,
    "play": Capability.PLAY_PAUSE,
    "pause": Capability.PLAY_PAUSE,
    "next_track": Capability.SKIP,
    "previous_track": Capability.SKIP,
    "back": Capability.SEEK,
    "forward": Capability.SEEK,
    "louder": Capability.VOLUME,
    "quieter": Capability.VOLUME,
    "like": Capability.LIKE,
    "shuffle": Capability.SHUFFLE,
    "repeat": Capability.REPEAT,
}
_REFUSAL: Final = {
    Capability.PLAY_PAUSE: "can't be paused from here",
    Capability.SKIP: "can't skip",
    Capability.SEEK: "can't seek",
    Capability.VOLUME: "has no volume to set",
    Capability.LIKE: "can't like a track from here",
    Capability.SHUFFLE: "can't shuffle from here",
    Capability.REPEAT: "can't repeat from here",
    Capability.TRANSFER: "can't be moved to another device from here",
}
_NEEDS_ACCOUNT: Final = frozenset({Capability.LIKE, Capability.TRANSFER})
_AFTER: Final = {Repeat.OFF: Repeat.CONTEXT, Repeat.CONTEXT: Repeat.TRACK, Repeat.TRACK: Repeat.OFF}


class Steering:
    """Steers the player that is there.

    Each command reads the player first, so that a key held down adds up instead of repeating the same step.
    """

    def __init__(self, player: Callable[[], Awaitable[Player]], clock: Clock) -> None:
        self._player = player
        self._clock = clock
        self._one_at_a_time = asyncio.Lock()

    async def steer(self, command: str) -> bool:
        """Give the player the command that this name stands for; return whether that was to pause.

        Raises:
            PlayerError: with a sentence for the user.
        """
        async with self._one_at_a_time:
            player, playback = await self._ready_for(_NEEDED[command])
            await self._do(command, player, playback)
        return command in {"play_pause", "pause"} and playback.state is PlaybackState.PLAYING

    async def seek(self, position_ms: int) -> None:
        """Go on from this place in the track. Raises: PlayerError: with a sentence for the user."""
        async with self._one_at_a_time:
            player, _ = await self._ready_for(Capability.SEEK)
            await player.seek(position_ms)

    async def _ready_for(self, needed: Capability) -> tuple[Player, Playback]:
        player = await self._player()
        playback = await player.read()
        if playback is None:
            raise _nothing_on(player)
        _require(needed, playback)
        return player, playback

    async def devices(self) -> tuple[Device, ...]:
        """Return the devices that can be played on; also where nothing plays, since their lack may be why.

        Raises:
            PlayerError: with a sentence for the user.
        """
        player = await self._player()
        playback = await player.read()
        if playback is not None:
            _require(Capability.TRANSFER, playback)
        return await player.devices()

    async def transfer(self, device_id: str) -> None:
        """Move the playback to that device. Raises: PlayerError: with a sentence for the user."""
        async with self._one_at_a_time:
            player = await self._player()
            await player.transfer(device_id)

    async def _do(self, command: str, player: Player, playback: Playback) -> None:
        match command:
            case "play_pause" | "pause" if playback.state is PlaybackState.PLAYING:
                await player.pause()
            case "play_pause" | "play" if playback.state is not PlaybackState.PLAYING:
                await player.play()
            case "play" | "pause":
                pass  # it does so already
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
                        f"{playback.player_in_words} doesn't tell its volume.", "Use the player itself."
                    )
                step = VOLUME_STEP_PERCENT if command == "louder" else -VOLUME_STEP_PERCENT
                await player.set_volume(min(100, max(0, volume + step)))
            case "like":
                await player.set_liked(not _likeable(playback).liked)
            case "shuffle":
                await player.set_shuffle(not playback.shuffle)
            case "repeat":
                await player.set_repeat(_AFTER[playback.repeat or Repeat.OFF])
            case _:
                raise AssertionError(command)


def _nothing_on(player: Player) -> NothingPlaying:
    if player.name == "spotify":  # no player on this machine is read
        return NothingPlaying("Nothing plays on Spotify.", "Start a track there; it appears here by itself.")
    return NothingPlaying("No player is running.", "Start one; it appears here by itself.")


def _require(needed: Capability, playback: Playback) -> None:
    if needed not in playback.capabilities:
        sign_in = ", or sign in to Spotify" if needed in _NEEDS_ACCOUNT else ""
        raise CommandUnsupported(
            f"{playback.player_in_words} {_REFUSAL[needed]}.", f"Use the player itself{sign_in}."
        )


def _likeable(playback: Playback) -> Playback:
    if playback.track is None:
        raise NothingPlaying("No track is loaded.", "Start one, then try again.")
    if playback.track.kind is TrackKind.AD:
        raise CommandUnsupported("An advertisement can't be liked.", "The music goes on after it.")
    return playback
