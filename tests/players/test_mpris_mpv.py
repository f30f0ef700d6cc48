"""A real player that we did not write: mpv with mpv-mpris, steered from outside by playerctl."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest

from spotintro.clock import SystemClock
from spotintro.music import Capability, Playback, PlaybackState, Repeat
from spotintro.players.mpris import MprisPlayer
from tests.conftest import require_program
from tests.mpv import mpv_playing, tagged_flac
from tests.session_bus import SessionBusDaemon, session_bus

pytestmark = pytest.mark.service

PATIENCE_S = 15


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("music")
    first = {
        "title": "Première [b], 100%",
        "artist": "Émile Faux",
        "album": "Album, the",
        "date": "1999",
        "genre": "Jazz",
    }
    return [
        tagged_flac(folder / "one.flac", seconds=60, tags=first),
        tagged_flac(folder / "two.flac", seconds=40, tags={"title": "Второй", "artist": "Две"}),
    ]


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[SessionBusDaemon]:
    with session_bus() as daemon:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", daemon.address)
        yield daemon


@pytest.fixture
async def player(bus: SessionBusDaemon) -> AsyncIterator[MprisPlayer]:
    player = MprisPlayer(clock=SystemClock())
    await player.open()
    yield player
    await player.close()


async def until(player: MprisPlayer, wanted: Callable[[Playback], bool]) -> Playback:
    async with asyncio.timeout(PATIENCE_S):
        async with contextlib.aclosing(player.changes()) as changes:
            async for playback in changes:
                if playback is not None and wanted(playback):
                    return playback
    raise AssertionError("the stream ended")


def plays(title: str) -> Callable[[Playback], bool]:
    """With its length: mpv tells of it a moment after the title."""
    return lambda playback: (
        playback.track is not None and playback.track.title == title and playback.track.duration_ms is not None
    )


async def playerctl(bus: SessionBusDaemon, *arguments: str) -> None:
    program = require_program("playerctl")["playerctl"]
    process = await asyncio.create_subprocess_exec(str(program), "-p", "mpv", *arguments, env=bus.environment)
    assert await process.wait() == 0


async def test_its_track_is_read(player: MprisPlayer, bus: SessionBusDaemon, files: list[Path]) -> None:
    with mpv_playing(bus, *files):
        playback = await until(player, plays("Première [b], 100%"))
    track = playback.track
    assert track is not None
    assert track.artists == ("Émile Faux",)
    assert track.album == "Album, the"
    assert track.year == 1999
    assert track.genres == ("Jazz",)
    assert track.duration_ms is not None
    assert 59_000 < track.duration_ms < 61_000
    assert (playback.player, playback.device.name) == ("mpv", "mpv")
    assert playback.capabilities == {
        Capability.PLAY_PAUSE,
        Capability.SKIP,
        Capability.SEEK,
        Capability.VOLUME,
        Capability.SHUFFLE,
        Capability.REPEAT,
    }


async def test_a_change_by_another_hand_is_read_within_a_second(
    player: MprisPlayer, bus: SessionBusDaemon, files: list[Path]
) -> None:
    with mpv_playing(bus, *files):
        first = await until(player, plays("Première [b], 100%"))
        started = time.monotonic()
        await playerctl(bus, "next")
        second = await until(player, plays("Второй"))
        assert time.monotonic() - started < 1
        assert first.track is not None
        assert second.track is not None
        assert first.track.id != second.track.id
        await playerctl(bus, "pause")
        await until(player, lambda playback: playback.state is PlaybackState.PAUSED)
        await playerctl(bus, "position", "25")
        jumped = await until(player, lambda playback: playback.position_ms >= 24_000)
        assert jumped.position_ms < 27_000


async def test_it_does_what_it_is_told(player: MprisPlayer, bus: SessionBusDaemon, files: list[Path]) -> None:
    with mpv_playing(bus, *files):
        await until(player, plays("Première [b], 100%"))
        await player.pause()
        await until(player, lambda playback: playback.state is PlaybackState.PAUSED)
        await player.seek(30_000)
        await until(player, lambda playback: 29_500 <= playback.position_ms <= 30_500)
        await player.set_volume(30)
        await until(player, lambda playback: playback.device.volume_percent == 30)
        await player.play()
        await until(player, lambda playback: playback.state is PlaybackState.PLAYING)
        await player.next()
        await until(player, plays("Второй"))
        await player.previous()
        await until(player, plays("Première [b], 100%"))
        for repeat in Repeat:
            await player.set_repeat(repeat)
            assert (await until(player, lambda _: True)).repeat is repeat
        await player.set_shuffle(True)
        await until(player, lambda playback: playback.shuffle is True)


async def test_it_comes_and_goes(player: MprisPlayer, bus: SessionBusDaemon, files: list[Path]) -> None:
    for _ in range(2):
        with mpv_playing(bus, files[0], paused=True):
            await until(player, lambda playback: playback.state is PlaybackState.PAUSED)
        async with asyncio.timeout(PATIENCE_S):
            async with contextlib.aclosing(player.changes()) as changes:
                async for playback in changes:
                    if playback is None:
                        break
