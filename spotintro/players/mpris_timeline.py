"""Where a player is in its track, from what it says of position and length; both are wrong at times.

Positions that stand still while the music plays are common (sone#83, ncspot#236, Spotify before 2022), and so are
lengths in milliseconds (deezer-linux#159) or ones that are too short (pear-desktop#3510). Pure; the times are
seconds of the monotonic clock.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from spotintro.music import PlaybackState, Repeat
from spotintro.players.mpris_metadata import MprisReading

JUMP_MS: Final = 1_500
"""A position this far from the computed one is a jump that the player told nobody of."""
PAST_MS: Final = 2_000
PAST_SHARE: Final = 0.02
"""A position that is past the length by more than both can't be told by rounding, or by a player that is slow."""
SURE_S: Final = 1.0
"""Between two readings that tell against a length: at a track's change, players tell the old position a while."""
SURE_AT_FIRST_S: Final = 0.1
"""The same for a player that was just found, which has changed no track."""
MOST_LOOKS: Final = 3
"""For one track: so often a player is asked that says nothing of its own though its track should have ended."""


@dataclass(slots=True)
class Timeline:
    """Follows the position of one player through its readings."""

    position_ms: int = 0
    at_s: float = 0.0
    """When the position was that."""
    jumped: bool = False
    """The position is another one than the computed one, and that has not been shown yet."""
    _told_ms: int | None = None
    _runs: bool = False
    """Whether the told position was seen to go on by itself, in this track."""
    _doubted_at_s: float | None = None
    _sure_s: float = SURE_AT_FIRST_S
    _wrong: tuple[str, int] | None = None
    """The track and the length that is not its own."""
    _looks: int = 0

    def take(self, before: MprisReading | None, now: MprisReading, at_s: float) -> MprisReading:
        """Take a reading, `before` being the last one as it was returned; return it without a wrong length."""
        if before is None or track_id(before) != track_id(now):
            if before is not None:
                self._sure_s = SURE_S
            self._runs, self._doubted_at_s, self._looks = False, None, 0
            self.position_ms, self._told_ms = now.position_ms or 0, now.position_ms
        else:
            self._go_on(before, now, at_s)
        self.at_s = at_s
        return self._checked(now)

    def told(self, reading: MprisReading, position_ms: int, at_s: float, *, sought: bool) -> None:
        """Take a position that the player pushed; `sought` where it says that it has jumped there."""
        expected_ms = self.expected_ms(reading, at_s)
        if not sought and self._stands_still(reading, position_ms, expected_ms):
            position_ms = expected_ms
        elif not sought:
            self._told_ms = position_ms
        self.jumped |= abs(position_ms - expected_ms) > JUMP_MS
        self.position_ms, self.at_s = position_ms, at_s

    def expected_ms(self, reading: MprisReading, at_s: float) -> int:
        """Compute the position from the last one, as far as the track's length allows."""
        position_ms = self._computed_ms(reading, at_s)
        length_ms = _length_ms(reading)
        return position_ms if length_ms is None else min(position_ms, length_ms)

    def look_s(self, reading: MprisReading, at_s: float) -> float | None:
        """Return how many seconds later the player has to be asked again; None where its signals do."""
        if self._doubted_at_s is not None:
            return max(0.0, self._doubted_at_s + self._sure_s - at_s)
        length_ms = _length_ms(reading)
        if reading.state is not PlaybackState.PLAYING or length_ms is None or self._looks >= MOST_LOOKS:
            return None
        return max(SURE_S, (_latest_ms(length_ms) - self.position_ms) / 1000 / reading.rate + SURE_AT_FIRST_S)

    def looked(self) -> None:
        """Count one asking that `look_s` wanted."""
        self._looks += 1

    def _go_on(self, before: MprisReading, now: MprisReading, at_s: float) -> None:
        expected_ms = self.expected_ms(before, at_s)
        told_ms = now.position_ms
        if told_ms is None or self._stands_still(before, told_ms, expected_ms):
            self.position_ms = self._computed_ms(before, at_s)
            return
        off_ms = abs(told_ms - expected_ms)
        if self._told_ms is not None and told_ms > self._told_ms and off_ms <= JUMP_MS:
            self._runs = self._runs or before.state is PlaybackState.PLAYING
        self.jumped |= off_ms > JUMP_MS
        self.position_ms = self._told_ms = told_ms

    def _stands_still(self, reading: MprisReading, told_ms: int, expected_ms: int) -> bool:
        """Return whether a position says nothing: it is the one that was told last, and never went on by itself.

        At a track's end it may well stand; and where that is repeated, it may be of the next time.
        """
        length_ms = _length_ms(reading)
        again = reading.repeat is Repeat.TRACK and length_ms is not None and expected_ms >= length_ms
        at_end = length_ms is not None and told_ms >= length_ms
        return told_ms == self._told_ms and not (self._runs or again or at_end)

    def _computed_ms(self, reading: MprisReading, at_s: float) -> int:
        if reading.state is not PlaybackState.PLAYING:
            return self.position_ms
        return self.position_ms + round((at_s - self.at_s) * 1000 * reading.rate)

    def _checked(self, now: MprisReading) -> MprisReading:
        length_ms = _length_ms(now)
        if now.track is None or length_ms is None:
            self._doubted_at_s = None
            return now
        if self._wrong != (now.track.id, length_ms):
            # A paused player has told more than the length of a track that is right (Clementine#5097).
            if now.state is not PlaybackState.PLAYING or self.position_ms <= _latest_ms(length_ms):
                self._doubted_at_s = None
                return now
            if self._doubted_at_s is None:
                self._doubted_at_s = self.at_s
            elif self.at_s - self._doubted_at_s >= self._sure_s:
                self._doubted_at_s, self._wrong = None, (now.track.id, length_ms)
        return replace(now, track=replace(now.track, duration_ms=None))


def track_id(reading: MprisReading) -> str | None:
    return None if reading.track is None else reading.track.id


def _length_ms(reading: MprisReading) -> int | None:
    return None if reading.track is None else reading.track.duration_ms


def _latest_ms(length_ms: int) -> int:
    """Return the latest position that a track of this length is believed to have."""
    return length_ms + max(PAST_MS, round(length_ms * PAST_SHARE))
