"""What plays now, for the commands that need it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spotintro.music import Playback, Track
from spotintro.players.base import NothingPlaying

if TYPE_CHECKING:
    from spotintro.wiring.parts import Parts


async def read_playback(parts: Parts) -> Playback:
    """Read what plays now.

    Raises:
        PlayerError: nothing plays, or no player can be asked.
    """
    player = await parts.player()
    await player.open()
    playback = await player.read()
    if playback is None or playback.track is None:
        raise NothingPlaying("Nothing is playing.", "Start a track in your player, or try `spotintro demo`.")
    return playback


async def current_track(parts: Parts) -> Track:
    """Return the track that plays; fails as `read_playback` does."""
    track = (await read_playback(parts)).track
    assert track is not None
    return track
