"""Auto over a real player that we did not write, which tells nothing of what comes next."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from spotintro.clock import SystemClock
from spotintro.music import Playback, PlaybackState, Track
from spotintro.players.base import Player
from spotintro.players.mpris import MprisPlayer
from tests.mpv import mpv_playing, tagged_flac
from tests.session.evening import Evening, check_books, check_rhythm
from tests.session_bus import session_bus

pytestmark = [pytest.mark.service, pytest.mark.slow]

TITLES = ("One", "Two", "Three", "Four", "Five", "Six")
LENGTH_S = 8


def _track_of(playback: Playback | None) -> Track | None:
    return playback.track if playback is not None else None


async def _plays(player: Player) -> bool:
    playback = await player.read()
    return playback is not None and playback.state is PlaybackState.PLAYING


@pytest.mark.timeout(150)
async def test_six_short_tracks_each_introduced_as_it_begins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [
        tagged_flac(tmp_path / f"{title}.flac", seconds=LENGTH_S, tags={"title": title, "artist": "Someone"})
        for title in TITLES
    ]
    with session_bus() as bus, mpv_playing(bus, *files):
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus.address)
        player = MprisPlayer(clock=SystemClock())
        evening = Evening(player, SystemClock(), tmp_path, every="1 track", speaking_s=0.2)
        await evening.begin(auto=False)
        # mpv loads it, and the session has seen it: what begins after is what auto counts.
        await evening.until(lambda: _track_of(evening.session.standing.playback) is not None)
        await evening.session.between.auto.turn_on()
        async with asyncio.timeout(100):
            while [each.title for each in evening.introduced][-1:] != ["Six"]:  # noqa: ASYNC110 - as the music goes
                await asyncio.sleep(0.2)
        await evening.until(lambda: not evening.session.intros.busy)
        async with asyncio.timeout(10):
            while not await _plays(player):  # noqa: ASYNC110 - mpv tells its state after it has answered
                await asyncio.sleep(0.05)
        await evening.close()
        await player.close()
    assert [each.title for each in evening.introduced] == list(TITLES[1:])
    assert check_rhythm(evening.begun, 1) == len(TITLES) - 1
    check_books(evening)
