"""The schedule and what is believed, over generated situations."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from spotintro.music import Device, Playback, PlaybackState, Track
from spotintro.players.base import Pace
from spotintro.players.spotify import schedule
from spotintro.players.spotify.known import HOLES, SETTLE_S, STEADY_MS, KnownPlayback, Verdict, moved_on
from spotintro.players.spotify.schedule import CallBucket, Situation, wait_s

SITUATIONS = st.builds(
    Situation,
    playing=st.booleans(),
    seen_s=st.floats(0, 100_000),
    until_end_s=st.none() | st.floats(-10_000, 10_000),
    readings_at_end=st.integers(0, 10),
    watched=st.booleans(),
    left_over=st.floats(-60, 60),
    pace=st.sampled_from([Pace.FULL, Pace.HALF, Pace.QUARTER]),
)
READINGS = st.builds(
    Playback,
    state=st.sampled_from(PlaybackState),
    track=st.none()
    | st.sampled_from([Track(f"spotify:track:{n}", f"Song {n}", duration_ms=200_000) for n in (1, 2)]),
    position_ms=st.integers(0, 250_000),
    read_at_s=st.just(0.0),
    player=st.just("Spotify"),
    device=st.just(Device("Kitchen")),
)


@given(SITUATIONS)
def test_who_looks_waits_less_and_a_smaller_budget_never_means_more_calls(now: Situation) -> None:
    wait = wait_s(now)
    assert wait is not None
    assert wait >= 0
    looking, away = (wait_s(replace(now, watched=watched)) for watched in (True, False))
    assert looking is not None
    assert away is not None
    assert looking <= away
    full, half = (wait_s(replace(now, pace=pace)) for pace in (Pace.FULL, Pace.HALF))
    assert full is not None
    assert half is not None
    assert full <= half
    assert wait_s(replace(now, pace=Pace.COMMANDS_ONLY)) is None


@given(SITUATIONS)
def test_where_somebody_looks_an_early_skip_is_seen_within_20_s(now: Situation) -> None:
    now = replace(now, playing=True, watched=True, pace=Pace.FULL, seen_s=now.seen_s % schedule.EARLY_S)
    wait = wait_s(now)
    assert wait is not None
    assert wait < 19.5  # and the answer's own time


@given(st.floats(0.1, 200), st.booleans())
def test_a_natural_end_is_read_right_after_it(until_end_s: float, watched: bool) -> None:
    wait = wait_s(Situation(True, 100, until_end_s, 0, watched, 30, Pace.FULL))
    assert wait is not None
    assert wait <= until_end_s + schedule.AFTER_END_S


@given(st.lists(st.tuples(st.floats(0, 600), st.integers(0, 5)), max_size=200))
def test_what_is_left_over_stays_in_its_bounds(steps: list[tuple[float, int]]) -> None:
    bucket = CallBucket()
    for seconds, calls in steps:
        bucket.listened(seconds)
        bucket.spend(calls)
        assert -schedule.LEFT_OVER <= bucket.left_over <= schedule.LEFT_OVER


@given(st.lists(st.tuples(st.floats(0, 30), st.none() | READINGS), max_size=30))
def test_the_same_track_never_steps_back_a_little(steps: list[tuple[float, Playback | None]]) -> None:
    known, now_s = KnownPlayback(), 0.0
    for passed_s, reading in steps:
        now_s += passed_s
        before = known.shown
        before_ms = None if before is None else before.position_at(now_s)
        known.take(None if reading is None else replace(reading, read_at_s=now_s), now_s)
        after = known.shown
        if before is None or after is None or before_ms is None or before.track != after.track:
            continue
        back_ms = before_ms - after.position_at(now_s)
        assert back_ms <= 0 or back_ms > STEADY_MS


@given(READINGS.filter(lambda reading: reading.track is not None), st.floats(0, SETTLE_S * 2))
def test_a_reading_from_before_a_skip_is_believed_only_when_it_stays_so(before: Playback, after_s: float) -> None:
    known = KnownPlayback()
    known.take(before, 0)
    following = replace(before, track=Track("spotify:track:9", "Song 9", duration_ms=1_000), position_ms=0)
    known.expect("track", following, moved_on(before), 0)
    verdict = known.take(before, after_s)
    assert (verdict is Verdict.STALE) is (after_s < SETTLE_S)
    assert known.shown == (following if after_s < SETTLE_S else before)


def test_a_hole_is_waited_out_a_few_times() -> None:
    known = KnownPlayback()
    named = Playback(PlaybackState.PLAYING, Track("t", "T"), 0, 0, "Spotify", Device("Kitchen"))
    known.take(named, 0)
    verdicts = [known.take(replace(named, track=None), second) for second in range(1, HOLES + 2)]
    assert verdicts == [*[Verdict.STALE] * HOLES, Verdict.CHANGED]
