"""When an intro between tracks is due, what stands against it, and the lines about it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from spotintro.host.prepared import PreparedIntro
from spotintro.music import Track
from spotintro.session.auto import (
    AutoState,
    Every,
    Means,
    Pause,
    Tally,
    calls_an_hour,
    calls_note,
    pause_line,
    question_of,
    terms_note,
)
from spotintro.session.preparations import KEEP_S, MOST_UNDELIVERED, Preparations
from spotintro.state.auto_use import AutoUse, file_in
from spotintro.writers.base import IntroRequest, Line
from tests.fakes.virtual_time import VirtualTime
from tests.fakes.writer import HOST


@pytest.mark.parametrize(
    ("text", "every", "words"),
    [
        ("3 tracks", Every(tracks=3), "every 3 tracks"),
        ("1 track", Every(tracks=1), "every track"),
        ("15 minutes", Every(minutes=15), "every 15 minutes"),
    ],
)
def test_how_often_is_read_from_words(text: str, every: Every, words: str) -> None:
    assert Every.of(text) == every
    assert every.in_words == words


@pytest.mark.parametrize(
    "text", ["", "3", "tracks", "0 tracks", "-1 tracks", "1000 tracks", "3 songs", "٣ tracks"]
)
def test_how_often_is_refused_where_it_says_neither(text: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(text)}$"):
        Every.of(text)


def due(tally: Tally, tracks: int) -> list[int]:
    """Let tracks begin, each of which is introduced where that is due; list their numbers."""
    found = []
    for number in range(1, tracks + 1):
        tally.began()
        if tally.is_due(0.0):
            found.append(number)
            tally.introduced(tally.number, 0.0)
    return found


def test_every_third_track_that_begins_is_due() -> None:
    tally = Tally(Every(tracks=3))
    tally.start(0.0)
    assert due(tally, 10) == [3, 6, 9]


def test_what_is_due_stays_so_until_it_is_delivered() -> None:
    tally = Tally(Every(tracks=2))
    tally.start(0.0)
    for _ in range(4):
        tally.began()
    assert tally.is_due(0.0)
    assert tally.tracks_to_go == 1
    tally.introduced(3, 0.0)  # it was of the track before the one that plays by now
    assert not tally.is_due(0.0)
    assert tally.tracks_to_go == 1


def test_minutes_are_counted_from_the_last_intro() -> None:
    tally = Tally(Every(minutes=10))
    tally.start(100.0)
    tally.began()
    assert not tally.is_due(699.0)
    assert tally.is_due(700.0)
    assert tally.is_due_next(700.0)
    assert tally.tracks_to_go is None
    tally.introduced(1, 700.0)
    assert not tally.is_due(1299.0)


def means(*, price: int = 2, available: int = 10, used: int = 0, used_today: int = 0) -> Means:
    return Means(price, available, used, 6, used_today, 8)


@pytest.mark.parametrize(
    ("what", "lack"),
    [
        (means(), None),
        (means(available=2, used=4, used_today=6), None),
        (means(available=1), Pause.CREDITS),
        (means(used=5), Pause.SESSION_CAP),
        (means(used_today=7), Pause.DAY_CAP),
        (means(price=0, available=0, used=9, used_today=9), None),
        (Means(2, 2, 900, 0, 900, 0), None),
    ],
)
def test_what_an_intro_lacks(what: Means, lack: Pause | None) -> None:
    assert what.lack is lack


@pytest.mark.parametrize("pause", list(Pause))
def test_each_pause_says_why_and_what_to_do(pause: Pause) -> None:
    line = pause_line(pause, means(available=1), auto_key="a", support_key="s")
    assert line.startswith("Auto waits: ")
    assert "a turns it off" in line
    assert pause_line(pause, means(), auto_key="", support_key="").endswith(".")


def test_the_state_in_a_few_words() -> None:
    every = Every(tracks=3)
    assert AutoState(is_on=False, every=every).in_words == ""
    assert AutoState(True, every, 2, used=4, session_cap=20).in_words == "auto: in 2 tracks · 4 of 20 used"
    assert AutoState(True, every, 1).in_words == "auto: next track"
    assert AutoState(True, every, 1, Pause.CREDITS).in_words == "auto: paused, no credits"
    assert AutoState(True, Every(minutes=5)).in_words == "auto: every 5 minutes"


def test_the_question_names_price_rhythm_caps_and_spotifys_terms() -> None:
    asked = question_of(Every(tracks=3), "text 1 + voice 1", session_cap=20, day_cap=40, over_music="pause")
    assert asked == ("An intro every 3 tracks: text 1 + voice 1 each, at most 20 credits a session and 40 a day.")
    over = question_of(Every(tracks=1), "text 1", session_cap=0, day_cap=0, over_music="duck")
    assert over.startswith("An intro every track: text 1 each, without a cap.")
    free = question_of(Every(tracks=2), "", session_cap=20, day_cap=40, over_music="pause")
    assert free == "An intro every 2 tracks: free."
    assert over.endswith(terms_note("duck"))


@pytest.mark.parametrize(
    ("every", "calls"),
    [
        (Every(tracks=1), 170),
        (Every(tracks=2), 120),
        (Every(tracks=3), 110),
        (Every(tracks=20), 110),
        (Every(minutes=1), 170),
        (Every(minutes=30), 110),
    ],
)
def test_the_price_in_calls_grows_as_intros_come_more_often(every: Every, calls: int) -> None:
    assert calls_an_hour(every) == calls
    told = calls_note(every, budget=1_000)
    assert told == f"On other devices that takes about {calls} Spotify calls an hour, of your 1,000 a day."
    asked = question_of(every, "text 1", session_cap=0, day_cap=0, over_music="gap", calls=told)
    assert f"without a cap. {told} Spotify's developer terms" in asked


@pytest.mark.parametrize("mode", ["gap", "duck", "over"])
def test_spotifys_terms_stand_beside_every_way_but_the_pause(mode: str) -> None:
    assert "III.7" in terms_note(mode)
    assert terms_note("pause") == ""


# What is prepared

SONG, OTHER = Track("t:1", "One"), Track("t:2", "Two")


def prepared(track: Track) -> PreparedIntro:
    request = IntroRequest(track, "en", HOST, 70)
    at = datetime(2026, 11, 22, 20, tzinfo=UTC)
    return PreparedIntro("w", request, "openai", (Line("Here it comes."),), at, "openai")


@pytest.fixture
def time() -> VirtualTime:
    return VirtualTime()


def test_a_prepared_intro_waits_an_hour_for_its_track(time: VirtualTime) -> None:
    kept = Preparations(time.monotonic_s)
    kept.ask(SONG)
    assert kept.of(SONG) is None
    intro = prepared(SONG)
    kept.keep(intro)
    assert kept.of(SONG) is intro
    assert kept.of(OTHER) is None
    time.jump(KEEP_S - 1)
    assert kept.of(SONG) is intro
    time.jump(1)
    assert kept.of(SONG) is None


def test_six_of_an_hour_may_go_unheard(time: VirtualTime) -> None:
    kept = Preparations(time.monotonic_s)
    for number in range(MOST_UNDELIVERED):
        assert kept.has_room
        kept.ask(Track(f"t:{number}", "Song"))
        time.jump(60)
    assert not kept.has_room
    kept.delivered(Track("t:3", "Song"))
    assert kept.has_room
    kept.ask(OTHER)
    assert not kept.has_room
    time.jump(KEEP_S - 60 * MOST_UNDELIVERED)
    assert kept.has_room


def test_what_failed_before_still_counts_after_a_delivery(time: VirtualTime) -> None:
    kept = Preparations(time.monotonic_s)
    kept.ask(SONG)
    kept.ask(SONG)
    kept.keep(prepared(SONG))
    kept.delivered(SONG)
    assert kept.of(SONG) is None
    assert kept.undelivered == 1


def test_forgotten_ones_are_kept_no_more_and_still_count(time: VirtualTime) -> None:
    kept = Preparations(time.monotonic_s)
    kept.ask(SONG)
    kept.keep(prepared(SONG))
    kept.forget()
    assert kept.of(SONG) is None
    assert kept.undelivered == 1


# The day's use


def test_the_use_of_a_day_is_counted_over_programs_and_begins_anew(tmp_path: Path, time: VirtualTime) -> None:
    file = file_in(tmp_path / "data")
    here, elsewhere = AutoUse(file, time), AutoUse(file, time)
    assert here.today() == 0
    here.add(2)
    elsewhere.add(3)
    assert here.today() == 5
    assert file.stat().st_mode & 0o777 == 0o600
    time.jump(timedelta(days=1).total_seconds())
    assert here.today() == 0
    here.add(1)
    assert elsewhere.today() == 1


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"day": 1}', b'{"day": "2026-01-01", "credits": -4}'])
def test_a_damaged_count_is_none(tmp_path: Path, time: VirtualTime, content: bytes) -> None:
    file = file_in(tmp_path)
    file.write_bytes(content)
    assert AutoUse(file, time).today() == 0
