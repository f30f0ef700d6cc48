"""The media session of Windows, with a binding of the test's own in the place of the system's."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from spotintro.clock import SystemClock
from spotintro.music import Capability, PlaybackState, Repeat
from spotintro.players.base import CommandFailed, CommandUnsupported, NothingPlaying, PlayerUnreachable
from spotintro.players.windows import WindowsPlayer
from spotintro.wiring.local_player import make_local_player, way_in_words

EVERYTHING = {
    "is_play_enabled": True, "is_pause_enabled": True, "is_next_enabled": True,
    "is_playback_position_enabled": True, "is_shuffle_enabled": True, "is_repeat_enabled": True,
}  # fmt: skip


@dataclass
class FakeInfo:
    playback_status: int = 4
    controls: object = field(default_factory=lambda: SimpleNamespace(**EVERYTHING))
    is_shuffle_active: bool | None = False
    auto_repeat_mode: int | None = 0


@dataclass
class FakeTimeline:
    position: timedelta = timedelta(seconds=60)
    end_time: timedelta = timedelta(minutes=5)
    last_updated_time: datetime = field(default_factory=lambda: datetime.now(UTC) - timedelta(seconds=4))


@dataclass
class FakeProperties:
    title: str = "Blue in Green"
    artist: str = "Miles Davis"
    album_title: str = "Kind of Blue"
    track_number: int = 3


@dataclass
class FakeSession:
    source_app_user_model_id: str = "Spotify.exe"
    info: FakeInfo = field(default_factory=FakeInfo)
    timeline: FakeTimeline = field(default_factory=FakeTimeline)
    properties: FakeProperties = field(default_factory=FakeProperties)
    takes: bool = True
    fails: OSError | TimeoutError | None = None

    def get_playback_info(self) -> FakeInfo:
        return self.info

    def get_timeline_properties(self) -> FakeTimeline:
        return self.timeline

    async def try_get_media_properties_async(self) -> FakeProperties:
        if self.fails is not None:
            raise self.fails
        return self.properties

    async def _taken(self) -> bool:
        if self.fails is not None:
            raise self.fails
        return self.takes

    async def try_play_async(self) -> bool:
        self.info.playback_status = 4
        return await self._taken()

    async def try_pause_async(self) -> bool:
        self.info.playback_status = 5
        return await self._taken()

    async def try_skip_next_async(self) -> bool:
        self.properties = FakeProperties(title="All Blues")
        return await self._taken()

    async def try_skip_previous_async(self) -> bool:
        self.properties = FakeProperties(title="So What")
        return await self._taken()

    async def try_change_playback_position_async(self, ticks: int, /) -> bool:
        self.timeline = FakeTimeline(timedelta(microseconds=ticks // 10), last_updated_time=datetime.now(UTC))
        return await self._taken()

    async def try_change_shuffle_active_async(self, on: bool, /) -> bool:
        self.info.is_shuffle_active = on
        return await self._taken()

    async def try_change_auto_repeat_mode_async(self, mode: object, /) -> bool:
        assert isinstance(mode, int)
        self.info.auto_repeat_mode = mode
        return await self._taken()


@dataclass
class FakeBinding:
    each: list[FakeSession]

    async def sessions(self) -> FakeBinding:
        return self

    def get_sessions(self) -> list[FakeSession]:
        return self.each

    def get_current_session(self) -> FakeSession | None:
        return self.each[0] if self.each else None

    def repeat_mode(self, value: int) -> object:
        return value


@pytest.fixture
def session() -> FakeSession:
    return FakeSession()


@pytest.fixture
def binding(session: FakeSession) -> FakeBinding:
    return FakeBinding([FakeSession("firefox.exe"), session])


@pytest.fixture
async def player(binding: FakeBinding) -> AsyncIterator[WindowsPlayer]:
    player = WindowsPlayer(prefer="spotify", clock=SystemClock(), binding=binding)
    await player.open()
    yield player
    await player.close()


async def test_what_plays_is_told_with_a_position_that_is_now_s(player: WindowsPlayer) -> None:
    playback = await player.read()
    assert playback is not None
    track = playback.track
    assert track is not None
    assert (track.title, track.artists, track.album) == ("Blue in Green", ("Miles Davis",), "Kind of Blue")
    assert (track.duration_ms, track.track_number) == (300_000, 3)
    assert playback.position_ms == pytest.approx(64_000, abs=1_000)
    assert (playback.state, playback.player, playback.device.name) == (PlaybackState.PLAYING, "spotify", "Spotify")
    assert Capability.SEEK in playback.capabilities
    assert Capability.VOLUME not in playback.capabilities


async def test_each_command_reaches_the_session(player: WindowsPlayer, session: FakeSession) -> None:
    await player.pause()
    await player.seek(5_250)
    await player.set_shuffle(True)
    await player.set_repeat(Repeat.TRACK)
    playback = await player.read()
    assert playback is not None
    assert (playback.state, playback.position_ms) == (PlaybackState.PAUSED, 5_250)
    assert (playback.shuffle, playback.repeat) == (True, Repeat.TRACK)
    await player.next()
    assert session.properties.title == "All Blues"
    await player.previous()
    assert session.properties.title == "So What"
    await player.play()
    assert session.info.playback_status == 4
    with pytest.raises(CommandUnsupported):
        await player.set_volume(50)


async def test_a_command_that_is_not_taken_is_told(player: WindowsPlayer, session: FakeSession) -> None:
    session.takes = False
    with pytest.raises(CommandUnsupported, match="Spotify"):
        await player.pause()
    session.fails = TimeoutError()
    with pytest.raises(CommandFailed):
        await player.pause()
    session.fails = OSError("the RPC server is unavailable")
    with pytest.raises(NothingPlaying):
        await player.pause()
    assert await player.read() is None


async def test_without_the_preferred_one_the_current_session_is_shown(
    player: WindowsPlayer, binding: FakeBinding
) -> None:
    del binding.each[1]
    playback = await player.read()
    assert playback is not None
    assert playback.device.name == "firefox"
    binding.each.clear()
    assert await player.read() is None
    with pytest.raises(NothingPlaying):
        await player.play()


async def test_an_application_s_long_id_is_no_name(player: WindowsPlayer, session: FakeSession) -> None:
    session.source_app_user_model_id = "SpotifyAB.SpotifyMusic_zpdnekdrzrea0!Spotify"
    playback = await player.read()
    assert playback is not None
    assert playback.player_in_words == "Spotify"


async def test_where_nothing_has_a_title_nothing_is_loaded(player: WindowsPlayer, session: FakeSession) -> None:
    session.properties = FakeProperties(title="")
    playback = await player.read()
    assert playback is not None
    assert playback.track is None
    with pytest.raises(NothingPlaying):
        await player.seek(1)


async def test_without_the_binding_it_is_unreachable() -> None:
    with pytest.raises(PlayerUnreachable, match="Windows"):
        await WindowsPlayer(prefer="spotify", clock=SystemClock()).open()


def test_windows_has_its_way() -> None:
    assert make_local_player("spotify", SystemClock(), "win32").name == "windows"
    assert "D-Bus" not in " ".join(way_in_words("win32"))
