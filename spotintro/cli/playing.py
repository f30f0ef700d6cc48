"""What plays now, for the commands that need it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spotintro.music import Playback, PlaybackState, Track
from spotintro.players.base import NothingPlaying, TrackUntold

if TYPE_CHECKING:
    from spotintro.wiring.parts import Parts


async def read_playback(parts: Parts) -> Playback:
    """Read what plays now; its track is None where something plays that the player doesn't tell.

    Raises:
        PlayerError: nothing plays, or no player can be asked.
    """
    player = await parts.player()
    await player.open()
    playback = await player.read()
    if playback is None or (playback.track is None and playback.state is not PlaybackState.PLAYING):
        raise NothingPlaying("Nothing is playing.", "Start a track, or try `spotintro demo`.")
    return playback


def track_of(playback: Playback) -> Track:
    """Return the track that plays.

    Raises:
        TrackUntold: the player doesn't tell it.
    """
    if playback.track is None:
        raise TrackUntold
    return playback.track
