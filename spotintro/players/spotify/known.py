"""What is believed to play, from readings that come late, from before a command, or with holes in them.

Pure; the times are seconds of the monotonic clock.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

from spotintro.music import Playback, PlaybackState

SETTLE_S: Final = 4.0
"""For so long after a command a reading that contradicts it is from before it: 0.2 to 2 s are reported, with the
old track, the old shuffle or nothing at all in the answer (spotify-mcp PR#23, SpotifyService#1)."""
STEADY_MS: Final = 1_000
"""A position this little off the one that is shown is the service's own imprecision."""
HOLES: Final = 2
"""So many readings in a row may name no track while one plays (ts-sdk PR#163) before it is believed."""
LOST_S: Final = 30.0
"""Past a track's end without an answer, what plays is not known any more."""
LONGEST_UNKNOWN_S: Final = 900.0
"""The same where the track's length isn't known."""

_NEAR_MS: Final = 3_000


class Verdict(Enum):
    STALE = "stale"
    """From before a command, or with a hole: read again soon."""
    STEADY = "steady"
    """Nothing but the running position."""
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class _Expected:
    until_s: float
    met: Callable[[Playback], bool]


class KnownPlayback:
    """Holds what is believed to play.

    `shown` is what a user sees, its position never a little back; `read` is what the service said last.
    """

    def __init__(self) -> None:
        self.shown: Playback | None = None
        self.read: Playback | None = None
        self._expected: dict[str, _Expected] = {}
        self._holes = 0

    def take(self, reading: Playback | None, now_s: float) -> Verdict:
        self._expected = {
            what: each
            for what, each in self._expected.items()
            if now_s < each.until_s and (reading is None or not each.met(reading))
        }
        if self._expected or self._is_hole(reading):
            return Verdict.STALE
        self._holes = 0
        before, self.read = self.shown, reading
        self.shown = _steadied(before, reading, now_s)
        return Verdict.STEADY if _alike(before, self.shown, now_s) else Verdict.CHANGED

    def expect(
        self, what: str, shown: Playback, met: Callable[[Playback], bool], now_s: float, *, instead_of: str = ""
    ) -> None:
        """Show the outcome of a command that was accepted, and disbelieve readings that contradict it at first.

        A later one of the same kind takes its place; so it does of the kind `instead_of`.
        """
        self._expected.pop(instead_of, None)
        self._expected[what] = _Expected(now_s + SETTLE_S, met)
        self.shown = self.read = shown

    def forget(self) -> None:
        """Drop all that is known."""
        self.shown = self.read = None
        self._expected.clear()

    def until_end_s(self, now_s: float) -> float | None:
        """Return the seconds to the track's end by the last reading, negative past it; None where unknown."""
        playback = self.read
        if playback is None or playback.track is None or not playback.track.duration_ms:
            return None
        return (playback.track.duration_ms - playback.position_ms) / 1000 - (now_s - playback.read_at_s)

    def is_lost(self, now_s: float) -> bool:
        """Return whether what is shown must be over by now, so long after the last answer."""
        shown = self.shown
        if shown is None or shown.state is not PlaybackState.PLAYING:
            return False
        until_end_s = self.until_end_s(now_s)
        if until_end_s is None:
            until_end_s = LONGEST_UNKNOWN_S - (now_s - shown.read_at_s)
        return until_end_s < -LOST_S

    def _is_hole(self, reading: Playback | None) -> bool:
        if (
            reading is None
            or reading.track is not None
            or reading.state is not PlaybackState.PLAYING
            or self.shown is None
            or self.shown.track is None
            or self._holes >= HOLES
        ):
            return False
        self._holes += 1
        return True


def moved_on(before: Playback) -> Callable[[Playback], bool]:
    """Make a check of readings: they show another track, or the same one from its start."""

    def met(reading: Playback) -> bool:
        if track_id(reading) != track_id(before):
            return True
        return reading.position_ms < min(before.position_at(reading.read_at_s) - STEADY_MS, 2 * _NEAR_MS)

    return met


def sought(target: Playback) -> Callable[[Playback], bool]:
    def met(reading: Playback) -> bool:
        off_ms = abs(reading.position_ms - target.position_at(reading.read_at_s))
        return track_id(reading) != track_id(target) or off_ms < _NEAR_MS

    return met


def track_id(playback: Playback | None) -> str | None:
    return None if playback is None or playback.track is None else playback.track.id


def _steadied(before: Playback | None, reading: Playback | None, now_s: float) -> Playback | None:
    if before is None or reading is None or track_id(before) != track_id(reading):
        return reading
    shown_ms = before.position_at(now_s)
    back_ms = shown_ms - reading.position_at(now_s)
    if 0 < back_ms <= STEADY_MS:
        return replace(reading, position_ms=shown_ms, read_at_s=now_s)
    return reading


def _alike(before: Playback | None, after: Playback | None, now_s: float) -> bool:
    if before is None or after is None:
        return before is after
    jump_ms = abs(before.position_at(now_s) - after.position_at(now_s))
    same = replace(before, position_ms=0, read_at_s=0) == replace(after, position_ms=0, read_at_s=0)
    return same and jump_ms <= STEADY_MS
