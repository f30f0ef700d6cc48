"""Positions and lengths as players tell them, right or wrong, without a bus."""

from __future__ import annotations

from dataclasses import replace

import pytest

from spotintro.music import PlaybackState, Repeat
from spotintro.players import mpris_metadata
from spotintro.players.mpris_metadata import MprisReading
from spotintro.players.mpris_timeline import MOST_LOOKS, SURE_S, Timeline

MINUTE = 60_000


def reading(
    position_ms: int | None,
    *,
    length_ms: int = 3 * MINUTE,
    title: str = "Song",
    status: str = "Playing",
    **more: object,
) -> MprisReading:
    return mpris_metadata.reading(
        {
            "PlaybackStatus": status,
            "Metadata": {"xesam:title": title, "mpris:length": length_ms * 1000},
            **({} if position_ms is None else {"Position": position_ms * 1000}),
            **more,
        }
    )


class Told:
    """A timeline that is told things at moments; it keeps the reading that came of the last one."""

    def __init__(self) -> None:
        self.timeline = Timeline()
        self.now: MprisReading | None = None
        self.at_s = 0.0

    def take(self, at_s: float, told: MprisReading) -> tuple[int, int | None]:
        """Return the position and the length that are shown."""
        self.at_s = at_s
        self.now = self.timeline.take(self.now, told, at_s)
        assert self.now.track is not None
        return self.timeline.position_ms, self.now.track.duration_ms

    @property
    def look_s(self) -> float | None:
        assert self.now is not None
        return self.timeline.look_s(self.now, self.at_s)


@pytest.mark.parametrize("stuck_ms", [0, 9, 45_000])
def test_a_position_that_stands_still_is_computed_on(stuck_ms: int) -> None:
    told = Told()
    assert told.take(100, reading(stuck_ms)) == (stuck_ms, 3 * MINUTE)
    assert told.take(110, reading(stuck_ms, Volume=0.4)) == (stuck_ms + 10_000, 3 * MINUTE)
    assert told.take(130, reading(stuck_ms, Volume=0.5)) == (stuck_ms + 30_000, 3 * MINUTE)
    assert told.take(131, reading(stuck_ms, status="Paused")) == (stuck_ms + 31_000, 3 * MINUTE)
    assert told.take(190, reading(stuck_ms)) == (stuck_ms + 31_000, 3 * MINUTE)
    assert told.take(191, reading(stuck_ms)) == (stuck_ms + 32_000, 3 * MINUTE)
    assert not told.timeline.jumped
    # The next track begins where the player says, and stands still there too.
    assert told.take(200, reading(stuck_ms, title="Next")) == (stuck_ms, 3 * MINUTE)
    assert told.take(205, reading(stuck_ms, title="Next")) == (stuck_ms + 5_000, 3 * MINUTE)


def test_one_that_moves_only_where_somebody_seeks_is_taken_there_and_computed_on() -> None:
    told = Told()
    told.take(0, reading(0))
    assert told.take(5, reading(MINUTE)) == (MINUTE, 3 * MINUTE)
    assert told.timeline.jumped
    assert told.take(15, reading(MINUTE)) == (MINUTE + 10_000, 3 * MINUTE)
    assert told.now is not None
    told.timeline.told(told.now, 10_000, 20, sought=True)
    assert told.take(25, reading(MINUTE))[0] == 15_000, "the old position is no news"


def test_one_that_goes_on_by_itself_is_believed_also_where_it_comes_twice() -> None:
    told = Told()
    told.take(0, reading(0))
    told.take(5, reading(5_100))
    told.take(8, reading(8_050))
    assert told.take(20, reading(8_050)) == (8_050, 3 * MINUTE), "it waits for data"
    assert told.timeline.jumped


def test_a_repeated_track_begins_again() -> None:
    told = Told()
    told.take(0, reading(0, LoopStatus="Track"))
    assert told.take(181, reading(0, LoopStatus="Track")) == (0, 3 * MINUTE)


def test_a_player_without_a_position_is_computed() -> None:
    told = Told()
    assert told.take(0, reading(None)) == (0, 3 * MINUTE)
    assert told.take(10, reading(None, Rate=1.5)) == (10_000, 3 * MINUTE)
    assert told.take(20, reading(None)) == (25_000, 3 * MINUTE)


def test_a_pushed_position_that_stands_still_is_no_jump() -> None:
    told = Told()
    told.take(0, reading(0))
    assert told.now is not None
    told.timeline.told(told.now, 0, 30, sought=False)
    assert (told.timeline.position_ms, told.timeline.jumped) == (30_000, False)
    told.timeline.told(told.now, 31_000, 31, sought=False)
    assert (told.timeline.position_ms, told.timeline.jumped) == (31_000, False)
    told.timeline.told(told.now, 90_000, 32, sought=False)
    assert (told.timeline.position_ms, told.timeline.jumped) == (90_000, True)


# Lengths


@pytest.mark.parametrize(
    ("length_ms", "position_ms"),
    [(186, 60_000), (186, 2_187), (2 * MINUTE, 2 * MINUTE + 2_500), (60 * MINUTE, 60 * MINUTE + 73_000)],
)
def test_a_length_that_was_passed_twice_is_unknown(length_ms: int, position_ms: int) -> None:
    told = Told()
    told.take(0, reading(position_ms, length_ms=length_ms))
    assert told.look_s == pytest.approx(0.1), "a player just found is asked again at once"
    assert told.take(0.1, reading(position_ms + 100, length_ms=length_ms)) == (position_ms + 100, None)
    assert told.look_s is None
    # For good: also where somebody goes back to the start.
    assert told.take(9, reading(0, length_ms=length_ms))[1] is None
    # Another length of the same track may be right, and so may the next track's be.
    assert told.take(12, reading(3_000, length_ms=9 * MINUTE))[1] == 9 * MINUTE
    assert told.take(15, reading(0, length_ms=length_ms, title="Next"))[1] == length_ms


@pytest.mark.parametrize(
    ("length_ms", "position_ms"),
    [(3 * MINUTE, 3 * MINUTE + 1_900), (60 * MINUTE, 60 * MINUTE + 71_000), (3 * MINUTE, 3 * MINUTE)],
)
def test_a_length_is_believed_within_the_tolerance(length_ms: int, position_ms: int) -> None:
    told = Told()
    for at_s in (0, 1, 2):
        assert told.take(at_s, reading(position_ms, length_ms=length_ms))[1] == length_ms


def test_once_is_not_enough() -> None:
    told = Told()
    told.take(0, reading(0))
    told.take(3, reading(200_000))
    assert told.look_s is not None
    assert told.take(3.05, reading(200_050))[1] is None, "in doubt, nothing is clamped to it"
    assert told.take(3.5, reading(3_500))[1] == 3 * MINUTE


def test_the_old_position_at_a_change_of_track_is_no_proof() -> None:
    told = Told()
    told.take(0, reading(170_000))
    short = {"length_ms": MINUTE, "title": "Short"}
    for at_s in (1.0, 1.04, 1.3):
        told.take(at_s, reading(171_000, **short))  # type: ignore[arg-type]
    assert told.look_s == pytest.approx(SURE_S - 0.3)
    assert told.take(2, reading(1_000, **short)) == (1_000, MINUTE)  # type: ignore[arg-type]
    told.take(62.5, reading(63_500, **short))  # type: ignore[arg-type]
    assert told.take(63.6, reading(64_600, **short))[1] is None  # type: ignore[arg-type]


def test_a_paused_player_proves_nothing() -> None:
    """Clementine told nonsense while it was paused (its issue 5097)."""
    told = Told()
    told.take(0, reading(10_000))
    for at_s in (1, 2, 3):
        assert told.take(at_s, reading(9 * MINUTE, status="Paused"))[1] == 3 * MINUTE
    assert told.take(4, reading(11_000)) == (11_000, 3 * MINUTE)


def test_a_wrong_length_is_found_where_the_position_stands_still_too() -> None:
    told = Told()
    told.take(0, reading(0, length_ms=186))
    assert told.look_s == pytest.approx(2.286)
    told.take(2.3, reading(0, length_ms=186))
    assert told.look_s == pytest.approx(0.1)
    assert told.take(2.4, reading(0, length_ms=186)) == (2_400, None)


@pytest.mark.parametrize("position_ms", [3 * MINUTE, 100_000])
def test_a_player_that_says_playing_at_the_end_for_ever_is_asked_a_few_times_only(position_ms: int) -> None:
    told = Told()
    told.take(0, reading(position_ms - 1_000))
    told.take(1, reading(position_ms))
    looks = 0
    while (wait_s := told.look_s) is not None:
        assert wait_s >= SURE_S
        told.timeline.looked()
        told.take(told.at_s + wait_s, reading(position_ms))
        looks += 1
    assert looks <= MOST_LOOKS
    assert told.now is not None
    assert told.now.track is not None
    assert told.now.track.duration_ms == 3 * MINUTE


def test_nobody_is_asked_where_nothing_runs() -> None:
    told = Told()
    told.take(0, reading(1_000, status="Paused"))
    assert told.look_s is None
    told.take(1, reading(1_000, length_ms=0))
    assert told.look_s is None
    told.now = replace(told.now, track=None) if told.now is not None else None
    assert told.look_s is None
    assert reading(0, LoopStatus="Track").repeat is Repeat.TRACK
    assert reading(0).state is PlaybackState.PLAYING
