"""Over the music of a real player that we did not write."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from spotintro.clock import SystemClock
from spotintro.config import OverMusicMode
from spotintro.host.over_music import OverMusic
from spotintro.music import PlaybackState
from spotintro.players.mpris import MprisPlayer
from spotintro.state.playback_journal import FOLDER, PlaybackJournal
from tests.conftest import require_program
from tests.mpv import mpv_playing, tagged_flac
from tests.session_bus import SessionBusDaemon, session_bus

pytestmark = pytest.mark.service


@pytest.fixture
async def mpv(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[tuple[MprisPlayer, SessionBusDaemon]]:
    file = tagged_flac(tmp_path / "one.flac", seconds=60, tags={"title": "Heard", "artist": "One"})
    with session_bus() as bus, mpv_playing(bus, file):
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus.address)
        player = MprisPlayer(clock=SystemClock())
        await player.open()
        await until(player, PlaybackState.PLAYING)
        yield player, bus
        await player.close()


async def until(player: MprisPlayer, state: PlaybackState) -> None:
    async with asyncio.timeout(15):
        async with contextlib.aclosing(player.changes()) as changes:
            async for playback in changes:
                loaded = playback is not None and playback.track is not None and playback.track.duration_ms
                if playback is not None and loaded and playback.state is state:
                    return


async def test_it_is_paused_and_resumed(mpv: tuple[MprisPlayer, SessionBusDaemon], tmp_path: Path) -> None:
    player, _ = mpv
    over = OverMusic(player, PlaybackJournal(tmp_path))
    assert await over.begin() is True
    await until(player, PlaybackState.PAUSED)
    await over.end()
    await until(player, PlaybackState.PLAYING)
    assert list((tmp_path / FOLDER).iterdir()) == []


async def test_the_users_hand_wins(mpv: tuple[MprisPlayer, SessionBusDaemon], tmp_path: Path) -> None:
    player, bus = mpv
    playerctl = str(require_program("playerctl")["playerctl"])
    over = OverMusic(player, PlaybackJournal(tmp_path))
    assert await over.begin() is True
    for command, state in (("play", PlaybackState.PLAYING), ("pause", PlaybackState.PAUSED)):
        process = await asyncio.create_subprocess_exec(playerctl, "-p", "mpv", command, env=bus.environment)
        assert await process.wait() == 0
        await until(player, state)
    await over.end()
    playback = await player.read()
    assert playback is not None
    assert playback.state is PlaybackState.PAUSED


async def test_in_a_gap_the_track_begins_anew(mpv: tuple[MprisPlayer, SessionBusDaemon], tmp_path: Path) -> None:
    player, _ = mpv
    await player.seek(6_000)
    over = OverMusic(player, PlaybackJournal(tmp_path), OverMusicMode.GAP)
    notices: list[str] = []
    over.prepare(between=True, tell=lambda notice: notices.append(notice.message))
    assert await over.begin() is True
    await over.end()
    async with asyncio.timeout(5):
        while (playback := await player.read()) is None or playback.state is not PlaybackState.PLAYING:  # noqa: ASYNC110 - mpv tells it late
            await asyncio.sleep(0.02)
    assert notices == []
    assert playback.position_ms < 3_000


@pytest.mark.parametrize("volume", [100, 55, 10, 1, 0])
async def test_it_is_turned_down_and_up_again(
    mpv: tuple[MprisPlayer, SessionBusDaemon], tmp_path: Path, volume: int
) -> None:
    player, _ = mpv
    await player.set_volume(volume)
    over = OverMusic(player, PlaybackJournal(tmp_path), OverMusicMode.DUCK)
    assert await over.begin() is True
    ducked = await player.read()
    await over.end()
    playback = await player.read()
    assert ducked is not None
    assert playback is not None
    assert (ducked.device.volume_percent, playback.device.volume_percent) == (round(volume * 0.33), volume)
    assert list((tmp_path / FOLDER).iterdir()) == []


async def test_a_volume_beyond_100_is_left_alone(
    mpv: tuple[MprisPlayer, SessionBusDaemon], tmp_path: Path
) -> None:
    player, bus = mpv
    playerctl = str(require_program("playerctl")["playerctl"])
    process = await asyncio.create_subprocess_exec(playerctl, "-p", "mpv", "volume", "1.2", env=bus.environment)
    assert await process.wait() == 0
    async with asyncio.timeout(15):
        while (playback := await player.read()) is None or not playback.device.amplified:  # noqa: ASYNC110 - mpv signals it late
            await asyncio.sleep(0.02)
    over = OverMusic(player, PlaybackJournal(tmp_path), OverMusicMode.DUCK)
    assert await over.begin() is True
    await until(player, PlaybackState.PAUSED)
    await over.end()
    playback = await player.read()
    assert playback is not None
    assert playback.device.amplified
