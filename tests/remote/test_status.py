"""How it stands, as one flat value."""

from __future__ import annotations

from dataclasses import replace

from spotintro.credits.features import UserTransaction
from spotintro.host.events import Held, Quote
from spotintro.music import PlaybackState, Track
from spotintro.remote.status import Status, status_of
from spotintro.session.auto import AutoState, Every
from spotintro.session.events import (
    AutoTold,
    BalanceRead,
    HostSaid,
    NextState,
    NextTold,
    PlaybackRead,
    Quoted,
    SessionEvent,
)
from spotintro.session.standing import Standing
from tests.fakes.tui_parts import FOLLOWING, INTRO, TRACK, VOICE, playing
from tests.tui.running import user


def standing(*events: SessionEvent) -> Standing:
    now = Standing()
    for event in events:
        now = now.after(event)
    return now


def status(*events: SessionEvent, now_s: float = 0.0) -> Status:
    return status_of(standing(*events), now_s, low_balance=2)


def test_nothing_is_known_at_first() -> None:
    assert status() == Status()
    assert (Status().state, Status().credits, Status().price) == ("none", None, None)


def test_everything_that_stands_on_the_screen_is_in_it() -> None:
    quotes = ((UserTransaction.GENERATE_TRACK_INTRO, Quote((INTRO, VOICE))),)
    told = status(
        PlaybackRead(playing()),
        BalanceRead(user(2)),
        Quoted(quotes, speak=True),
        HostSaid(Held(TRACK, Quote(()), user(2)), None),
        AutoTold(AutoState(is_on=True, every=Every(tracks=3), tracks_to_go=2)),
        NextTold(FOLLOWING, NextState.READY),
        now_s=2.0,
    )
    assert told == Status(
        state="playing",
        title="Clair de lune",
        artist="Claude Debussy, Ana Ferreira",
        album="Suite bergamasque",
        position_ms=85_000,
        duration_ms=304_000,
        player="Demo",
        device="Kitchen",
        volume_percent=70,
        next_title="Für Elise",
        next_artist="Ludwig van Beethoven",
        credits=2,
        low=True,
        price=2,
        auto_on=True,
        auto="auto: in 2 tracks",
        next_intro="next: ready",
        host="writing",
        host_title="Clair de lune",
    )


def test_a_player_without_a_track_has_no_position() -> None:
    told = status(PlaybackRead(playing(None, following=None)))
    assert (told.state, told.title, told.position_ms) == ("playing", "", None)


def test_many_artists_are_one_line_of_bounded_length() -> None:
    track = Track("a", "T", artists=tuple(f"Artist {number}" for number in range(100)))
    assert len(status(PlaybackRead(playing(track))).artist) in {199, 200}


def test_playing_on_is_no_change_and_a_seek_is_one() -> None:
    before = status(PlaybackRead(playing()))
    assert status(PlaybackRead(playing()), now_s=7.0).goes_on_from(before, 7.0)
    sought = status(PlaybackRead(playing(position_ms=95_000)))
    assert not sought.goes_on_from(before, 7.0)
    assert sought.goes_on_from(before, 12.0)


def test_a_paused_track_stands_still() -> None:
    paused = status(PlaybackRead(playing(state=PlaybackState.PAUSED)))
    assert paused.position_after(60.0) == 83_000
    assert paused.goes_on_from(paused, 60.0)
    assert not paused.goes_on_from(status(PlaybackRead(playing())), 0.0)


def test_a_track_does_not_play_past_its_end() -> None:
    before = status(PlaybackRead(playing(position_ms=303_000)))
    assert before.position_after(600.0) == 304_000
    assert status(PlaybackRead(playing(position_ms=303_000)), now_s=600.0).goes_on_from(before, 600.0)


def test_without_a_position_only_the_rest_counts() -> None:
    nothing = status()
    assert nothing.goes_on_from(nothing, 5.0)
    endless = status(PlaybackRead(playing(replace(TRACK, duration_ms=None))))
    assert endless.position_after(1000.0) == 1_083_000
    assert not endless.goes_on_from(nothing, 0.0)
