"""Another hand on the music, told by what the player shows.

Each class here is shown every reading from our command on. `see` answers whether somebody went on to other music,
another place or another device; the rest of what was done is kept for the end of the speech. Pure, but for the
event that tells when our own command shows.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Final, Protocol

from spotintro.music import Playback, PlaybackState
from spotintro.state.playback_journal import Lowered

MOVED_MS: Final = 1_500
"""A track whose position differs by this much from the expected one was sought by someone."""
STALLED_MS: Final = 4_000
"""Music that plays may stand still for so long, as over a slow network, without having been sought back."""
RAN_OUT_MS: Final = 12_500
"""A change of track in its last seconds comes by itself: Spotify crossfades for up to 12 s."""
SETTLED_S: Final = 3.0
"""For so long after a track ran out the position may still be the old one's."""
ROUNDING: Final = 4
"""A device that a service tells of may show its own step in place of the percent that was set, and late."""


class Hand(Protocol):
    """Watches for one thing that others may do."""

    shown: asyncio.Event
    """Set once the player shows our own command; also where nothing can be seen any more."""

    def see(self, playback: Playback | None) -> bool:
        """Take a reading; tell whether it is a move to other music."""
        ...


class OnPaused:
    """Another hand on music that we pause, from the command on."""

    def __init__(self, player: str) -> None:
        self.shown = asyncio.Event()
        self.paused_at: Playback | None = None
        """The reading that shows our pause; after a move by others, the newest."""
        self.touched = False
        """Whether somebody has played or stopped it since, and so decided by themselves."""
        self.moved = False
        self.player = player
        self.anew = False
        """Whether we have sought the track's beginning: standing there is ours as well."""

    def is_as_left(self) -> bool:
        """Whether nobody has done anything to it since."""
        return not (self.touched or self.moved)

    def see(self, playback: Playback | None) -> bool:
        if playback is None or playback.player != self.player:
            self.touched = True
        elif self.paused_at is not None:
            return self._see_since(self.paused_at, playback)
        elif playback.state is PlaybackState.PAUSED:
            # Ours. Its track counts, not the one read before: a track may end while the pause is on its way.
            self.paused_at = playback
            self.shown.set()
        elif playback.state is PlaybackState.STOPPED:
            self.touched = True
        return False

    def _see_since(self, paused_at: Playback, playback: Playback) -> bool:
        # What is moved after somebody has played it, or stopped it, is no longer ours.
        places = [paused_at, *([replace(paused_at, position_ms=0)] if self.anew else [])]
        is_elsewhere = all(_is_moved(playback, place) for place in places)
        moved = is_elsewhere and not self.touched and playback.state is not PlaybackState.STOPPED
        if playback.state is not PlaybackState.PAUSED:
            self.touched = True
        elif moved:
            self.paused_at = playback
        self.moved |= moved
        return moved


class OnPlaying:
    """Another hand on music that plays on under the voice."""

    def __init__(self, playback: Playback) -> None:
        self.shown = asyncio.Event()
        self._last = playback
        self._settled_at_s = 0.0

    def see(self, playback: Playback | None) -> bool:
        """Take a reading. A track that ran out is no hand: the next one came by itself."""
        if playback is None or playback.player != self._last.player or playback.state is PlaybackState.STOPPED:
            return False
        last, self._last = self._last, playback
        if _is_elsewhere(playback, last):
            return True
        if _ran_out(last, playback):
            self._settled_at_s = playback.read_at_s + SETTLED_S
            return False
        if playback.read_at_s < self._settled_at_s:
            return _track_id(playback) != _track_id(last)
        return _track_id(playback) != _track_id(last) or _is_sought(playback, last)


class OnVolume:
    """Another hand on the volume that we turn down, from the command on."""

    def __init__(self, player: str, lowered: Lowered) -> None:
        self.shown = asyncio.Event()
        self.touched = False
        """Whether somebody has set it since: it stays as they have left it."""
        self.settled = lowered.now
        """What the player made of our command; some have steps of their own."""
        self.seen = False
        """Whether a reading has shown another volume than it was."""
        self._player = player
        self._lowered = lowered

    def is_reached(self, playback: Playback | None) -> bool:
        """Tell whether this is the player and the device whose volume it is."""
        return playback is not None and playback.player == self._player and self._lowered.is_of(playback.device)

    def see(self, playback: Playback | None) -> bool:
        if playback is None or not self.is_reached(playback):
            return False
        volume = playback.device.volume_percent
        if volume is None:
            return False
        if self.seen:
            self.touched |= not stands(replace(self._lowered, now=self.settled), playback)
        elif volume != self._lowered.was:
            self.seen = True
            self.shown.set()
            self.touched = abs(volume - self._lowered.now) > 2 * ROUNDING
            self.settled = volume
        return False


def stands(lowered: Lowered, playback: Playback) -> bool:
    """Tell whether a volume is as we left it.

    A device with an id is told by a service, which may show the device's own rounding late; others tell exactly.
    """
    volume = playback.device.volume_percent
    rounding = 0 if playback.device.id is None else ROUNDING
    return volume is not None and abs(volume - lowered.now) <= rounding


def _is_moved(playback: Playback, paused_at: Playback) -> bool:
    """Tell whether somebody went on to another track, place or device since our pause.

    Volume and the like may change. What plays again may have come as far as the time allows: that is no seek.
    """
    since_ms = round((playback.read_at_s - paused_at.read_at_s) * 1000)
    played_ms = max(0, since_ms) if playback.state is PlaybackState.PLAYING else 0
    on_ms = playback.position_ms - paused_at.position_ms
    return (
        _track_id(playback) != _track_id(paused_at)
        or _is_elsewhere(playback, paused_at)
        or not -MOVED_MS < on_ms < played_ms + MOVED_MS
    )


def _is_elsewhere(playback: Playback, before: Playback) -> bool:
    return (playback.device.id or before.device.id) != (before.device.id or playback.device.id)


def _is_sought(playback: Playback, last: Playback) -> bool:
    played_ms = max(0, round((playback.read_at_s - last.read_at_s) * 1000 * last.rate))
    on_ms = playback.position_ms - last.position_ms
    plays_on = playback.state is last.state is PlaybackState.PLAYING
    if playback.state is last.state is PlaybackState.PAUSED:
        played_ms = 0
    # Where it was paused or played between the two readings, nobody can say when.
    least_ms = played_ms - STALLED_MS if plays_on else -MOVED_MS
    return not least_ms < on_ms < played_ms + MOVED_MS


def _ran_out(last: Playback, playback: Playback) -> bool:
    """Tell whether the track that played has ended by itself and something else has begun, or the same anew."""
    if last.state is not PlaybackState.PLAYING or last.track is None:
        return False
    duration_ms = last.track.duration_ms
    if duration_ms is None:
        # As on a radio station, whose titles change under what plays.
        return _track_id(playback) != _track_id(last)
    at_end = last.position_at(playback.read_at_s) >= duration_ms - RAN_OUT_MS
    anew = playback.position_ms < min(last.position_ms, RAN_OUT_MS)
    return at_end and (anew or _track_id(playback) != _track_id(last))


def _track_id(playback: Playback) -> str | None:
    return None if playback.track is None else playback.track.id
