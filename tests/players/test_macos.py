"""The Spotify client of a Mac, played by a program that stands where `osascript` does."""

from __future__ import annotations

import asyncio
import json
import shlex
import sys
from collections.abc import AsyncIterator
from contextlib import aclosing
from dataclasses import dataclass
from pathlib import Path

import pytest

from spotintro.clock import SystemClock
from spotintro.music import PlaybackState, Repeat, TrackKind
from spotintro.players.base import CommandFailed, CommandUnsupported, NothingPlaying, PlayerUnreachable
from spotintro.players.macos import MacPlayer
from spotintro.wiring.local_player import make_local_player, way_in_words
from tests.players import fake_osascript
from tests.players.fake_osascript import PLAYING
from tests.voices.processes import wait_until_gone

pytestmark = pytest.mark.slow


@dataclass
class Client:
    file: Path

    def set(self, **state: object) -> None:
        before = json.loads(self.file.read_text()) if self.file.exists() else PLAYING
        part = self.file.with_suffix(".part")
        part.write_text(json.dumps({**before, **state}))
        part.replace(self.file)


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Client:
    program = tmp_path / "osascript"
    program.write_text(
        f'#!/bin/sh\nexec {shlex.quote(sys.executable)} {shlex.quote(fake_osascript.__file__)} "$@"\n'
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setenv("FAKE_SPOTIFY", str(tmp_path / "client.json"))
    found = Client(tmp_path / "client.json")
    found.set()
    return found


@pytest.fixture
async def ticks() -> asyncio.Semaphore:
    """Each release is a second that has passed."""
    return asyncio.Semaphore(0)


@pytest.fixture
async def player(client: Client, ticks: asyncio.Semaphore) -> AsyncIterator[MacPlayer]:
    async def sleep(_: float) -> None:
        await ticks.acquire()

    player = MacPlayer(clock=SystemClock(), sleep=sleep)
    await player.open()
    yield player
    await player.close()


async def test_everything_that_the_client_tells_is_read(player: MacPlayer) -> None:
    playback = await player.read()
    assert playback is not None
    track = playback.track
    assert track is not None
    assert (track.title, track.artists, track.album) == ("Blue in Green", ("Miles Davis",), "Kind of Blue")
    assert (track.id, track.duration_ms, track.kind) == ("spotify:track:1", 337_733, TrackKind.TRACK)
    assert (track.track_number, track.disc_number) == (3, 1)
    assert track.art_url == "https://i.scdn.co/image/1"
    assert (playback.state, playback.position_ms) == (PlaybackState.PLAYING, 61_500)
    assert (playback.device.volume_percent, playback.shuffle, playback.repeat) == (60, False, Repeat.OFF)


async def test_each_command_is_shown_by_the_next_reading(player: MacPlayer) -> None:
    await player.pause()
    await player.seek(5_250)
    await player.set_shuffle(True)
    await player.set_repeat(Repeat.CONTEXT)
    playback = await player.read()
    assert playback is not None
    assert (playback.state, playback.position_ms) == (PlaybackState.PAUSED, 5_250)
    assert (playback.shuffle, playback.repeat) == (True, Repeat.CONTEXT)
    await player.play()
    await player.next()
    playback = await player.read()
    assert playback is not None
    assert playback.track is not None
    assert (playback.state, playback.track.title) == (PlaybackState.PLAYING, "All Blues")
    with pytest.raises(CommandUnsupported):
        await player.set_repeat(Repeat.TRACK)


@pytest.mark.parametrize("lost", [0, 1])
@pytest.mark.parametrize("percent", [0, 42, 100])
async def test_a_volume_that_reads_back_one_lower_is_set_again(
    client: Client, player: MacPlayer, percent: int, lost: int
) -> None:
    client.set(volume_lost=lost)
    await player.set_volume(percent)
    playback = await player.read()
    assert playback is not None
    assert playback.device.volume_percent == (99 if (percent, lost) == (100, 1) else percent)


async def test_a_change_is_told_within_a_second_and_the_running_position_is_none(
    client: Client, player: MacPlayer, ticks: asyncio.Semaphore
) -> None:
    async with aclosing(player.changes()) as changes, asyncio.timeout(20):
        await anext(changes)
        client.set(position_ms=61_600)
        ticks.release()
        client.set(name="So What", id="spotify:track:3", position_ms=0)
        ticks.release()
        playback = await anext(changes)
        assert playback is not None
        assert playback.track is not None
        assert playback.track.title == "So What"
        client.set(state="closed")
        ticks.release()
        assert await anext(changes) is None


async def test_a_client_that_is_closed_or_not_installed_plays_nothing(client: Client, player: MacPlayer) -> None:
    for state in ({"state": "closed"}, {"error": "Can't get application id. (-1728)"}):
        client.set(**state)
        assert await player.read() is None
        with pytest.raises(NothingPlaying):
            await player.pause()


async def test_one_that_has_stopped_has_no_track(client: Client, player: MacPlayer) -> None:
    client.set(state="stopped")
    playback = await player.read()
    assert playback is not None
    assert (playback.state, playback.track, playback.device.volume_percent) == (PlaybackState.STOPPED, None, 60)


async def test_without_the_user_s_consent_it_says_where_it_is_given(client: Client, player: MacPlayer) -> None:
    client.set(error="Not authorized to send Apple events to Spotify. (-1743)")
    with pytest.raises(PlayerUnreachable) as caught:
        await player.read()
    assert "Automation" in caught.value.next_step


async def test_what_else_goes_wrong_is_told(client: Client, player: MacPlayer) -> None:
    client.set(error="AppleEvent handler failed. (-10000)")
    with pytest.raises(CommandFailed, match="AppleEvent handler failed"):
        await player.pause()


async def test_without_osascript_it_is_unreachable(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(PlayerUnreachable, match="osascript"):
        await MacPlayer(clock=SystemClock()).open()


def test_each_system_has_its_way() -> None:
    assert make_local_player("spotify", SystemClock(), "darwin").name == "macos"
    assert make_local_player("spotify", SystemClock(), "linux").name == "mpris"
    assert "D-Bus" not in " ".join(way_in_words("darwin"))


async def test_a_reading_that_is_given_up_leaves_no_process(client: Client, tmp_path: Path) -> None:
    program = tmp_path / "osascript"
    program.write_text(f"#!/bin/sh\necho $$ > {tmp_path / 'pid'}\nexec sleep 60\n")
    reading = asyncio.create_task(MacPlayer(clock=SystemClock()).read())
    async with asyncio.timeout(10):
        while not (tmp_path / "pid").exists() or not (tmp_path / "pid").read_text():  # noqa: ASYNC110 - another process
            await asyncio.sleep(0.01)
        reading.cancel()
        await asyncio.wait({reading})
    assert reading.cancelled()
    wait_until_gone(int((tmp_path / "pid").read_text()))
