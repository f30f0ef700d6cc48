"""When what plays is read next. Pure.

A small quota has to tell of three things: a track's end, which can be predicted; a skip made elsewhere, which
can't and mostly falls into a track's first seconds; and a pause's end. So a reading comes just after the predicted
end; in between they are dense where somebody looks, and sparse where nobody does. What the sparse hours leave over
pays for the dense ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from spotintro.players.base import Expected, Pace

DENSE_S: Final = 18.0
"""Between two readings where somebody looks: with the answer's time and what the service is late, under 20 s."""
EARLY_S: Final = 45.0
"""From a track's first reading on, this long is always dense: tracks are skipped early."""
SPARSE_S: Final = 60.0
"""Later in a track, where nothing is left over."""
SPENT_S: Final = 75.0
"""The same where more was spent than there is."""
UNSEEN_S: Final = 75.0
"""Where nobody looks: the end of a track is still read, so that what comes next can be prepared."""

AFTER_END_S: Final = 0.7
"""After the predicted end. Earlier than the service changes over is a call for nothing."""
END_AGAIN_S: Final = (1.0, 2.5, 6.0)
"""And so long after each reading that still shows the track near its end or past it; a client that died stays
there for ever (web-api#533)."""
NEAR_END_S: Final = 2.0
SPARED_S: Final = 1.5
"""A reading that would be this much earlier than the one after the end is left out for it."""

PAUSED_S: Final = (30.0, 300.0)
"""The shortest and the longest time between two readings of a player that is paused or gone; half as long as it
has been so."""
PAUSED_UNSEEN_S: Final = (120.0, 1_800.0)

CALLS_PER_HOUR: Final = 105.0
"""Of listening, that `CallBucket` lets through in the long run."""
LEFT_OVER: Final = 60.0
"""At most so many calls are saved up."""
ENOUGH: Final = 8.0
"""With so many left over, reading is dense later in a track too."""


@dataclass(frozen=True, slots=True)
class Situation:
    """The state that decides when the next reading is due; all times are seconds, as they are now."""

    playing: bool
    seen_s: float
    """For how long the track that plays has been known; for how long nothing has played."""
    until_end_s: float | None
    """None where the track's length isn't known."""
    readings_at_end: int
    """In a row that showed this track in its last `NEAR_END_S` or past its end."""
    watched: bool
    left_over: float
    pace: Pace
    expected: Expected = Expected.NOTHING


def wait_s(now: Situation) -> float | None:
    """Return the seconds until the next reading; None where only commands may be sent."""
    if now.pace is Pace.COMMANDS_ONLY:
        return None
    if not now.playing:
        shortest, longest = PAUSED_S if now.watched else PAUSED_UNSEEN_S
        return max(shortest, min(now.seen_s / 2, longest)) * now.pace
    regular_s = _regular_s(now) * now.pace
    if now.until_end_s is None:
        return regular_s
    end_s = now.until_end_s + AFTER_END_S
    if now.readings_at_end > len(END_AGAIN_S):
        return regular_s
    if now.readings_at_end:
        return max(min(end_s, regular_s), END_AGAIN_S[now.readings_at_end - 1])
    # A reading shortly before the end would tell nothing that the one after it doesn't.
    return max(0.0, end_s) if end_s < regular_s + SPARED_S else regular_s


def _regular_s(now: Situation) -> float:
    if not now.watched:
        return UNSEEN_S
    # Who acts at a change needs calls for that: then a skip in a track's beginning has to wait for what is left.
    is_early = now.seen_s < EARLY_S and (now.expected is Expected.NOTHING or now.left_over > 0)
    if is_early or now.left_over >= ENOUGH:
        return DENSE_S
    return SPARSE_S if now.left_over > 0 else SPENT_S


class CallBucket:
    """A token bucket of calls: listening fills it, each call takes one out; `left_over` may turn negative.

    It only slows down what is regular. The day's budget, which refuses calls, is the limiter's.
    """

    def __init__(self) -> None:
        self._left = LEFT_OVER / 2

    def listened(self, seconds: float) -> None:
        self._left = min(LEFT_OVER, self._left + seconds * CALLS_PER_HOUR / 3600)

    def spend(self, calls: int = 1) -> None:
        self._left = max(-LEFT_OVER, self._left - calls)

    @property
    def left_over(self) -> float:
        return self._left
