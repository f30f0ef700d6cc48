"""When what follows is asked for: where somebody sees it, and before a change at which somebody acts."""

from __future__ import annotations

from typing import Final

from spotintro.music import Track, TrackKind
from spotintro.players.base import Expected, Pace
from spotintro.players.spotify.schedule import DENSE_S, UNSEEN_S
from spotintro.players.spotify.tracks import Upcoming

TRIES: Final = 2
"""For one track: the service may still tell of the one before."""
SOON_S: Final = 2.5
"""From a track's first sight to the queue's reading where what follows isn't known."""
AHEAD_S: Final = 45.0
"""Before a track's end, what follows is asked for whoever acts at the change: it can still be prepared then, and
seldom changes after."""
HOLDS_S: Final = 90.0
"""An answer that is no further from the track's end than this isn't asked for anew."""
EARLY_S: Final = 1.0
"""A reading that is due so shortly before the queue's turn is one of the queue."""


class QueueTimes:
    """Holds how often the queue was asked for the track that plays, and what somebody expects of its end."""

    def __init__(self, upcoming: Upcoming) -> None:
        self.expected = Expected.NOTHING
        self._upcoming = upcoming
        self._tries = 0
        self._asked_before_end_s: float | None = None

    def begin(self) -> None:
        """Take note that another track plays, or that the order may be another."""
        self._tries = 0

    def asking(self, until_end_s: float | None) -> None:
        """Take note that the queue is being asked for, so long before the track's end."""
        self._tries += 1
        self._asked_before_end_s = until_end_s

    def wait_s(
        self, track: Track, *, seen_s: float, until_end_s: float | None, watched: bool, pace: Pace
    ) -> float | None:
        """Return the seconds until the queue is asked for; None where it isn't, as long as this track plays.

        `seen_s` is for how long the track has been known.
        """
        if pace is Pace.COMMANDS_ONLY or track.kind is TrackKind.AD or self._tries >= TRIES:
            return None
        if not track.title and not self._tries:
            return 0.0
        asked, is_known = self._upcoming.known(track), self._upcoming.next is not None
        if self.expected is Expected.NEXT and until_end_s is not None and (asked or is_known or not watched):
            before_end_s = self._asked_before_end_s
            holds = asked and before_end_s is not None and before_end_s <= HOLDS_S
            return None if holds else max(0.0, until_end_s - AHEAD_S)
        if asked or (self.expected is Expected.LATER and not watched):
            return None
        # What follows is known from the track before, mostly: then a row of skips asks for the last of them alone.
        later_s = DENSE_S if watched else UNSEEN_S
        return max(0.0, (later_s if is_known else SOON_S) * pace - seen_s)

    def takes_turn(self, track: Track, wait_s: float | None, *, watched: bool) -> bool:
        """Return whether a reading that is due anyway is better one of the queue, which is due in `wait_s`."""
        if self.expected is Expected.NOTHING or (self.expected is Expected.LATER and watched):
            return track.kind is not TrackKind.AD and not self._upcoming.known(track) and self._tries < TRIES
        return wait_s is not None and wait_s <= EARLY_S
