"""What the session's readings tell of the show: what was heard, and what comes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from spotintro.music import Playback, Track, TrackKind
from spotintro.session.follower import PlayerFollower
from tests.fakes.tui_parts import FakePlayer, playing

FIRST = Track("1", "First", ("A",), duration_ms=200_000)
SECOND = Track("2", "Second", ("B",), duration_ms=180_000)
SHORT = Track("3", "Short", ("C",), duration_ms=8_000)
AD = Track("ad", "", kind=TrackKind.AD, duration_ms=30_000)


def at(seconds: float, track: Track | None, *, position_ms: int = 0, following: Track | None = None) -> Playback:
    return replace(playing(track, position_ms=position_ms, following=following), read_at_s=seconds)


def follower_of(*readings: Playback | None) -> PlayerFollower:
    async def give() -> FakePlayer:
        return FakePlayer(None)

    follower = PlayerFollower(give, lambda _event: None)
    for reading in readings:
        follower._read(reading)
    return follower


@pytest.mark.parametrize(
    ("left", "seconds", "heard"),
    [
        (FIRST, 200.0, FIRST),
        (FIRST, 31.0, FIRST),
        (FIRST, 5.0, None),
        (SHORT, 8.0, SHORT),
        (AD, 30.0, None),
        (replace(FIRST, duration_ms=None), 40.0, replace(FIRST, duration_ms=None)),
    ],
    ids=["whole", "half a minute", "skipped", "short and whole", "an ad", "of no known length"],
)
def test_what_was_heard_is_what_played_for_a_while(left: Track, seconds: float, heard: Track | None) -> None:
    assert follower_of(at(0, left), at(seconds, SECOND)).heard_before(SECOND) == heard


def test_what_was_skipped_in_between_takes_the_place_of_what_was_heard() -> None:
    follower = follower_of(at(0, FIRST), at(200, SHORT), at(201, SECOND))
    assert follower.heard_before(SECOND) is None


def test_further_readings_of_the_same_track_change_nothing() -> None:
    follower = follower_of(at(0, FIRST), at(200, SECOND), at(260, SECOND, position_ms=60_000))
    assert follower.heard_before(SECOND) == FIRST
    assert follower.heard_before(FIRST) is None, "it isn't what plays"


def test_a_player_that_is_gone_for_a_moment_tells_nothing() -> None:
    assert follower_of(at(0, FIRST), None, at(200, SECOND)).heard_before(SECOND) is None
    assert follower_of().heard_before(FIRST) is None


def test_what_comes_is_told_of_the_track_that_plays_alone() -> None:
    follower = follower_of(at(0, FIRST, following=SECOND))
    assert follower.coming_after(FIRST) == SECOND
    assert follower.coming_after(SECOND) is None
    assert follower_of(at(0, FIRST, following=AD)).coming_after(FIRST) is None
    assert follower_of().coming_after(FIRST) is None
