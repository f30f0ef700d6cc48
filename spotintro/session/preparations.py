"""The intros that are prepared and not delivered yet: one for a track, for an hour, and only so many at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from spotintro.host.prepared import PreparedIntro
    from spotintro.music import Track

KEEP_S: Final = 3_600.0
"""How long a prepared intro waits for its track, and how long an undelivered one counts."""
MOST_UNDELIVERED: Final = 6
"""So many texts may be asked for within an hour without being heard: each of them costs its writer's price."""


@dataclass(slots=True)
class _Asked:
    """A text that a writer was asked for."""

    track_id: str
    at_s: float
    prepared: PreparedIntro | None = None
    is_forgotten: bool = False
    """Whether what comes of it is to be kept no more."""


class Preparations:
    """Keeps prepared intros by their tracks, and counts what was asked for and not delivered.

    Args:
        now_s: The monotonic clock.
        fits: Tells whether one would still be delivered as it is: the manner or the writer may be another by now.
    """

    def __init__(
        self, now_s: Callable[[], float], fits: Callable[[PreparedIntro], bool] = lambda _prepared: True
    ) -> None:
        self._now_s = now_s
        self._fits = fits
        self._asked: list[_Asked] = []

    def ask(self, track: Track) -> None:
        """Count a text that is asked for, ahead of its track or as it begins."""
        self._asked.append(_Asked(track.id, self._now_s()))

    def keep(self, prepared: PreparedIntro) -> None:
        """Keep what was asked for and is not forgotten since, until it is delivered or an hour has passed."""
        waiting = [
            asked for asked in self._recent() if asked.track_id == prepared.track.id and not asked.is_forgotten
        ]
        if waiting:
            waiting[-1].prepared = prepared

    def of(self, track: Track) -> PreparedIntro | None:
        """Return the prepared intro of this track; None where there is none."""
        kept = (asked.prepared for asked in self._recent() if asked.track_id == track.id)
        return next((prepared for prepared in kept if prepared is not None and self._fits(prepared)), None)

    def delivered(self, track: Track) -> None:
        """Take note that an intro of this track was delivered: it is kept and counted no more."""
        of_it = [asked for asked in self._recent() if asked.track_id == track.id]
        if of_it:
            # Of one that failed before, the text was asked for in vain, and still counts.
            self._asked.remove(next((asked for asked in of_it if asked.prepared is not None), of_it[-1]))

    @property
    def undelivered(self) -> int:
        """How many texts were asked for within the last hour and not delivered."""
        return len(self._recent())

    @property
    def has_room(self) -> bool:
        """Whether another text may be asked for ahead of its delivery."""
        return self.undelivered < MOST_UNDELIVERED

    def forget(self) -> None:
        """Drop what is kept, and what is still being written; what was asked for still counts."""
        for asked in self._asked:
            asked.prepared, asked.is_forgotten = None, True

    def _recent(self) -> list[_Asked]:
        since_s = self._now_s() - KEEP_S
        self._asked = [asked for asked in self._asked if asked.at_s > since_s]
        return self._asked
