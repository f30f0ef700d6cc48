"""Against a real dbus-daemon, with players of our own that can also misbehave."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path

import pytest
from dbus_fast import Variant

from spotintro.clock import SystemClock
from spotintro.music import Capability, Playback, PlaybackState, Repeat, Track, TrackKind
from spotintro.players.base import (
    CommandFailed,
    CommandUnsupported,
    NothingPlaying,
    Player,
    PlayerUnreachable,
)
from spotintro.players.mpris import MprisPlayer
from tests.players.mpris_service import PLAYER, PREFIX, PROPERTIES, ScriptedMpris, honest, metadata
from tests.session_bus import SessionBusDaemon, session_bus

pytestmark = pytest.mark.service

PATIENCE_S = 10
CLOCK = SystemClock()


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[SessionBusDaemon]:
    with session_bus() as daemon:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", daemon.address)
        yield daemon


@pytest.fixture
async def serve(bus: SessionBusDaemon) -> AsyncIterator[Callable[[ScriptedMpris], Awaitable[ScriptedMpris]]]:
    started: list[ScriptedMpris] = []

    async def start(service: ScriptedMpris) -> ScriptedMpris:
        await service.start(bus.address)
        started.append(service)
        return service

    yield start
    for service in started:
        await service.stop()


@pytest.fixture
async def player(bus: SessionBusDaemon) -> AsyncIterator[MprisPlayer]:
    """Not opened: a test says when."""
    player = MprisPlayer(prefer="spotify", clock=CLOCK)
    yield player
    await player.close()


Serve = Callable[[ScriptedMpris], Awaitable[ScriptedMpris]]


async def until(player: MprisPlayer, wanted: Callable[[Playback | None], bool]) -> Playback | None:
    """The first reading of the stream that is as wanted."""
    async with asyncio.timeout(PATIENCE_S):
        async with contextlib.aclosing(player.changes()) as changes:
            async for playback in changes:
                if wanted(playback):
                    return playback
    raise AssertionError("the stream ended")


async def until_title(player: MprisPlayer, title: str) -> Playback:
    playback = await until(player, lambda seen: title_of(seen) == title)
    assert playback is not None
    return playback


def title_of(playback: Playback | None) -> str | None:
    return None if playback is None or playback.track is None else playback.track.title


def track_of(playback: Playback) -> Track:
    assert playback.track is not None
    return playback.track


async def seen(player: MprisPlayer, service: ScriptedMpris) -> None:
    """Wait until the player has read what a service that it does not show has told."""
    await service.round_trip()
    service.was_asked.clear()
    service.change(Rate=Variant("d", 1.0))
    await asyncio.wait_for(service.was_asked.wait(), PATIENCE_S)
    for _ in range(3):  # the answer is on its way
        await service.round_trip()
        await player.read()


async def present(player: Player) -> Playback:
    playback = await player.read()
    assert playback is not None
    return playback


async def test_without_a_player_there_is_nothing_and_one_appears_by_itself(
    player: MprisPlayer, serve: Serve
) -> None:
    await player.open()
    assert await player.read() is None
    with pytest.raises(NothingPlaying) as refused:
        await player.pause()
    assert refused.value.next_step
    await serve(ScriptedMpris("spotify", identity="Spotify"))
    playback = await until_title(player, "First")
    assert playback.player == "spotify"
    playback = await until(player, lambda seen: seen is not None and seen.device.name == "Spotify") or playback
    assert playback.track is not None
    assert playback.track.id == f"spotify:track:{1:022d}"
    assert playback.track.artists == ("An Artist", "Another")
    assert playback.track.duration_ms == 180_000
    assert playback.device.volume_percent == 50
    assert playback.capabilities == {
        Capability.PLAY_PAUSE,
        Capability.SKIP,
        Capability.SEEK,
        Capability.VOLUME,
    }


async def test_what_already_plays_is_there_when_open_returns(player: MprisPlayer, serve: Serve) -> None:
    await serve(ScriptedMpris("spotify"))
    await player.open()
    playback = await present(player)
    assert playback.state is PlaybackState.PLAYING
    assert 5_000 <= playback.position_ms < 8_000


async def test_a_player_that_ends_disappears(player: MprisPlayer, serve: Serve) -> None:
    service = await serve(ScriptedMpris("spotify"))
    await player.open()
    await present(player)
    await service.stop()
    await until(player, lambda seen: seen is None)


async def test_a_track_change_is_one_reading_however_many_signals_it_takes(
    player: MprisPlayer, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Long enough for a busy machine to send all pieces within it.
    monkeypatch.setattr("spotintro.players.mpris_follower.COALESCE_S", 0.5)
    service = await serve(ScriptedMpris("spotify"))
    await player.open()
    async with contextlib.aclosing(player.changes()) as changes:
        assert title_of(await anext(changes)) == "First"
        asked = len(service.asked("GetAll"))
        service.change(Metadata=metadata("Second", number=2, length_us=0))
        await service.round_trip()
        service.change(Position=Variant("x", 0))
        await service.round_trip()
        service.change(Metadata=metadata("Second", number=2, length_us=90_000_000))
        service.change(PlaybackStatus=Variant("s", "Playing"))
        second = await asyncio.wait_for(anext(changes), PATIENCE_S)
        assert title_of(second) == "Second"
        assert second is not None
        assert second.track is not None
        assert second.track.duration_ms == 90_000
        assert len(service.asked("GetAll")) == asked + 1
        # The next reading is the next change, not a remnant of this one.
        service.change(Metadata=metadata("Third", number=3))
        assert title_of(await asyncio.wait_for(anext(changes), PATIENCE_S)) == "Third"


async def test_nothing_is_polled_between_changes(player: MprisPlayer, serve: Serve) -> None:
    service = await serve(ScriptedMpris("spotify"))
    await player.open()
    first = await present(player)
    asked = len(service.calls)
    later = first
    while later.position_ms - first.position_ms < 300:
        await asyncio.sleep(0.01)
        later = await present(player)
    assert len(service.calls) == asked


async def test_a_seek_by_another_hand_is_seen(player: MprisPlayer, serve: Serve) -> None:
    service = await serve(ScriptedMpris("spotify"))
    await player.open()
    service.seeked(120_000_000)
    playback = await until(player, lambda seen: seen is not None and seen.position_ms >= 119_000)
    assert title_of(playback) == "First"


async def test_a_position_pushed_every_second_wakes_nobody_unless_it_jumps(
    player: MprisPlayer, serve: Serve
) -> None:
    service = await serve(ScriptedMpris("spotify", honest(status="Paused")))
    await player.open()
    async with contextlib.aclosing(player.changes()) as changes:
        await anext(changes)
        asked = len(service.calls)
        service.change(Position=Variant("x", 5_400_000))
        service.change(Position=Variant("x", 90_000_000))
        jumped = await asyncio.wait_for(anext(changes), PATIENCE_S)
    assert jumped is not None
    assert jumped.position_ms == 90_000
    assert len(service.calls) == asked


async def test_what_plays_comes_first_then_the_preferred_player_then_the_one_active_last(
    player: MprisPlayer, serve: Serve
) -> None:
    await player.open()
    one = await serve(ScriptedMpris("one", honest("One")))
    await until_title(player, "One")
    two = await serve(ScriptedMpris("two", honest("Two")))
    await until_title(player, "Two")
    one.change(Metadata=metadata("One again", number=11))
    await until_title(player, "One again")
    spotify = await serve(ScriptedMpris("spotify", honest("Preferred", status="Paused")))
    await seen(player, spotify)
    assert title_of(await present(player)) == "One again", "what is paused hides nothing that plays"
    spotify.change(PlaybackStatus=Variant("s", "Playing"))
    await until_title(player, "Preferred")
    two.change(Metadata=metadata("Two again", number=12))
    await seen(player, two)
    assert title_of(await present(player)) == "Preferred"
    spotify.change(PlaybackStatus=Variant("s", "Paused"))
    await until_title(player, "Two again")
    two.change(PlaybackStatus=Variant("s", "Paused"))
    await until_title(player, "One again")
    one.change(PlaybackStatus=Variant("s", "Paused"))
    await until_title(player, "Preferred")
    await spotify.stop()
    await until_title(player, "One again")
    await one.round_trip()  # the bus keeps no order between two that send
    two.change(Metadata=metadata("Two at last", number=13))
    await until_title(player, "Two at last")


async def test_a_paused_spotify_does_not_hide_what_plays(player: MprisPlayer, serve: Serve) -> None:
    await serve(ScriptedMpris("spotify", honest("Paused", status="Paused")))
    vlc = await serve(ScriptedMpris("vlc", honest("Heard")))
    await player.open()
    assert title_of(await present(player)) == "Heard"
    await player.pause()
    assert vlc.asked("Pause") == [[]], "a command is for what is shown"


@pytest.mark.parametrize("state", ["Stopped", "Paused"])
async def test_what_plays_and_tells_nothing_goes_before_what_is_silent(
    player: MprisPlayer, serve: Serve, state: str
) -> None:
    await serve(ScriptedMpris("spotify", honest("Silent", status=state)))
    await serve(ScriptedMpris("chromium.instance7", honest(Metadata=Variant("a{sv}", {})), identity="Chromium"))
    await player.open()
    playback = await present(player)
    assert (playback.player, playback.track) == ("chromium.instance7", None)


async def test_fixed_it_stays_with_one_player(player: MprisPlayer, serve: Serve) -> None:
    vlc = await serve(ScriptedMpris("vlc", honest("Heard")))
    await player.open()
    player.fix(True)
    spotify = await serve(ScriptedMpris("spotify", honest("Preferred")))
    await seen(player, spotify)
    vlc.change(PlaybackStatus=Variant("s", "Paused"))
    playback = await until(player, lambda seen: seen is not None and seen.state is PlaybackState.PAUSED)
    assert title_of(playback) == "Heard"
    await player.play()
    assert (vlc.asked("Play"), spotify.asked("Play")) == ([[]], [])
    await vlc.stop()
    await until(player, lambda seen: seen is None)
    with pytest.raises(NothingPlaying):
        await player.pause()
    assert spotify.asked("Pause") == []
    player.fix(False)
    await until_title(player, "Preferred")
    player.fix(True)
    player.fix(True)
    await spotify.stop()
    await until(player, lambda seen: seen is None)
    player.fix(False)
    assert await player.read() is None
    player.fix(True)
    await serve(ScriptedMpris("spotify", honest("New")))
    await until_title(player, "New")


async def test_a_player_has_the_name_that_people_know(player: MprisPlayer, serve: Serve) -> None:
    firefox = ScriptedMpris(
        "firefox.instance_1_84", identity="Mozilla org.mozilla.firefox", desktop_entry="firefox"
    )
    await serve(firefox)
    await player.open()
    playback = await until(player, lambda seen: seen is not None and seen.player_name == "Firefox")
    assert playback is not None
    assert (playback.player, playback.device.name) == ("firefox.instance_1_84", "Firefox")
    firefox.properties["CanSeek"] = Variant("b", False)
    firefox.change(CanSeek=Variant("b", False))
    await until(player, lambda seen: seen is not None and Capability.SEEK not in seen.capabilities)
    with pytest.raises(CommandUnsupported, match=r"^Firefox does not offer seek"):
        await player.seek(1)


async def test_a_browser_and_its_bridge_to_the_desktop_are_one(player: MprisPlayer, serve: Serve) -> None:
    """Both tell of the same page, the bridge with its length and position (cosmic-applets#650)."""
    await player.open()
    firefox = await serve(ScriptedMpris("firefox.instance_1_84", honest("Page"), desktop_entry="firefox"))
    other = await serve(ScriptedMpris("chromium.instance7", honest("Other page", status="Paused")))
    await until_title(player, "Page")
    bridge = ScriptedMpris(
        "plasma-browser-integration", honest("Page"), identity="Mozilla Firefox", desktop_entry="firefox"
    )
    await serve(bridge)
    await until(player, lambda seen: seen is not None and seen.player_name == "Mozilla Firefox")
    firefox.change(Metadata=metadata("Next page", number=2))
    await seen(player, firefox)
    assert (await present(player)).player == "plasma-browser-integration"
    bridge.change(Metadata=metadata("Next page", number=2))
    assert (await until_title(player, "Next page")).player == "plasma-browser-integration"
    other.change(PlaybackStatus=Variant("s", "Playing"))
    assert (await until_title(player, "Other page")).player == "chromium.instance7"


async def test_a_player_that_does_not_say_its_name_has_one_all_the_same(player: MprisPlayer, serve: Serve) -> None:
    service = ScriptedMpris("chromium.instance30516")
    service.silent.add("Get")
    await serve(service)
    await player.open()
    assert (await present(player)).player_in_words == "Chromium"


async def test_what_spotify_shows_while_it_plays_elsewhere_has_no_title(player: MprisPlayer, serve: Serve) -> None:
    uri = "0123456789012345678901"
    fields = {
        "mpris:trackid": Variant("s", f"/com/spotify/track/{uri}"),
        "xesam:url": Variant("s", f"https://open.spotify.com/track/{uri}"),
        "xesam:title": Variant("s", ""),
        "xesam:artist": Variant("as", [""]),
        "xesam:album": Variant("s", "An Album"),
    }
    await serve(ScriptedMpris("spotify", honest(Metadata=Variant("a{sv}", fields))))
    await player.open()
    track = (await present(player)).track
    assert track is not None
    assert (track.id, track.title, track.artists, track.album) == (f"spotify:track:{uri}", "", (), "An Album")


async def test_a_length_in_milliseconds_clamps_no_seek(player: MprisPlayer, serve: Serve) -> None:
    """Deezer's client told 186000 for three minutes (deezer-linux#159)."""
    service = ScriptedMpris("deezer", honest(Metadata=metadata("Song", length_us=186_000)))
    service.runs_from_s = asyncio.get_running_loop().time() - 60
    await serve(service)
    await player.open()
    playback = await present(player)
    assert playback.track is not None
    assert playback.track.duration_ms is None, "by the time that it is open"
    position_ms = playback.position_at(CLOCK.monotonic_s())
    assert 60_000 <= position_ms < 70_000
    await player.seek(position_ms + 10_000)
    [[_, sought_us]] = service.asked("SetPosition")
    assert sought_us == (position_ms + 10_000) * 1000


async def test_a_track_that_outlasts_its_length_is_noticed_without_a_signal(
    player: MprisPlayer, serve: Serve
) -> None:
    service = ScriptedMpris("spotify", honest(Metadata=metadata("Song", length_us=1_000_000)))
    service.runs_from_s = asyncio.get_running_loop().time() - 2.5  # not past it by enough
    await serve(service)
    await player.open()
    assert track_of(await present(player)).duration_ms == 1_000
    playback = await until(player, lambda seen: seen is not None and track_of(seen).duration_ms is None)
    assert playback is not None
    assert playback.position_ms > 3_000
    assert len(service.asked("GetAll")) <= 4


class Moved(SystemClock):
    """The system's clock, and so many seconds later as a test says."""

    later_s = 0.0

    def monotonic_s(self) -> float:
        return super().monotonic_s() + self.later_s


async def test_a_position_that_stands_still_is_not_set_back_by_a_change_of_volume(serve: Serve) -> None:
    """Sone kept the position at which playback began (sone#83)."""
    clock = Moved()
    player = MprisPlayer(clock=clock)
    service = await serve(ScriptedMpris("sone", honest(Position=Variant("x", 9))))
    await player.open()
    assert (await present(player)).position_ms < 60_000
    clock.later_s = 60
    service.change(Volume=Variant("d", 0.9))
    louder = await until(player, lambda seen: seen is not None and seen.device.volume_percent == 90)
    assert louder is not None
    assert 60_000 <= louder.position_ms < 120_000
    await player.close()


async def test_a_preferred_player_with_nothing_loaded_does_not_hide_one_that_plays(
    player: MprisPlayer, serve: Serve
) -> None:
    await serve(ScriptedMpris("spotify", honest(status="Stopped", Metadata=Variant("a{sv}", {}))))
    await serve(ScriptedMpris("other", honest("Heard")))
    await player.open()
    assert title_of(await present(player)) == "Heard"


async def test_a_player_paused_from_here_stays_the_one_to_resume(player: MprisPlayer, serve: Serve) -> None:
    await serve(ScriptedMpris("other", honest("Other")))
    paused = await serve(ScriptedMpris("one", honest("One")))
    await player.open()
    paused.change(Metadata=metadata("One now", number=2))
    await until_title(player, "One now")
    await player.pause()
    playback = await until(player, lambda seen: seen is not None and seen.state is PlaybackState.PAUSED)
    assert title_of(playback) == "One now"
    await player.play()
    assert paused.asked("Play") == [[]]
    paused.change(PlaybackStatus=Variant("s", "Paused"))
    await until_title(player, "Other")


async def test_a_name_that_only_begins_alike_is_not_preferred(player: MprisPlayer, serve: Serve) -> None:
    await serve(ScriptedMpris("spotify.instance7", honest("Client")))
    await serve(ScriptedMpris("spotifyd", honest("Daemon")))
    await player.open()
    assert title_of(await present(player)) == "Client"


async def test_a_proxy_of_other_players_is_left_out(player: MprisPlayer, serve: Serve) -> None:
    await serve(ScriptedMpris("playerctld"))
    await player.open()
    assert await player.read() is None


async def test_the_commands_arrive(player: MprisPlayer, serve: Serve) -> None:
    service = await serve(ScriptedMpris("spotify"))
    await player.open()
    await player.pause()
    assert (await present(player)).state is PlaybackState.PAUSED
    await player.play()
    assert (await present(player)).state is PlaybackState.PLAYING
    await player.next()
    await player.previous()
    await player.seek(10**9)
    await player.set_volume(130)
    assert (await present(player)).device.volume_percent == 100
    commands = [call for call in service.calls if call[0] not in {"Get", "GetAll"}]
    assert [member for member, _ in commands] == ["Pause", "Play", "Next", "Previous", "SetPosition", "Set"]
    assert commands[4][1] == [f"/com/spotify/track/{1:022d}", 180_000_000]
    assert commands[5][1] == [PLAYER, "Volume", Variant("d", 1.0)]


async def test_shuffle_and_repeat_are_read_and_set(player: MprisPlayer, serve: Serve) -> None:
    properties = honest(Shuffle=Variant("b", False), LoopStatus=Variant("s", "Playlist"))
    service = await serve(ScriptedMpris("spotify", properties))
    await player.open()
    playback = await present(player)
    assert (playback.shuffle, playback.repeat) == (False, Repeat.CONTEXT)
    assert {Capability.SHUFFLE, Capability.REPEAT} <= playback.capabilities
    await player.set_shuffle(True)
    await player.set_repeat(Repeat.TRACK)
    playback = await present(player)
    assert (playback.shuffle, playback.repeat) == (True, Repeat.TRACK)
    assert [body[1:] for body in service.asked("Set")] == [
        ["Shuffle", Variant("b", True)],
        ["LoopStatus", Variant("s", "Track")],
    ]


async def test_what_a_player_takes_without_doing_it_is_said(player: MprisPlayer, serve: Serve) -> None:
    service = ScriptedMpris("spotify", honest(Shuffle=Variant("b", False)), identity="Spotify")
    service.ignored.add("Shuffle")
    await serve(service)
    await player.open()
    await until(player, lambda seen: seen is not None and seen.device.name == "Spotify")
    with pytest.raises(CommandUnsupported) as refused:
        await player.set_shuffle(True)
    assert refused.value.message == "Spotify ignored the change of shuffle."
    assert (await present(player)).shuffle is False
    assert len(service.asked("Set")) == 1


async def test_what_the_bus_knows_nothing_of_is_refused(player: MprisPlayer, serve: Serve) -> None:
    service = await serve(ScriptedMpris("spotify"))
    await player.open()
    playback = await present(player)
    assert (playback.shuffle, playback.repeat, playback.liked) == (None, None, None)
    player.set_watched(False)
    for ask in (
        player.devices,
        lambda: player.transfer("x"),
        lambda: player.set_liked(True),
        lambda: player.set_shuffle(True),
        lambda: player.set_repeat(Repeat.OFF),
    ):
        with pytest.raises(CommandUnsupported):
            await ask()
    assert service.asked("Set") == []


@pytest.mark.parametrize("reason", ["no object path", "refused"])
async def test_seeking_falls_back_to_an_offset(player: MprisPlayer, serve: Serve, reason: str) -> None:
    service = ScriptedMpris("spotify", honest(status="Paused"))
    if reason == "refused":
        service.refuse["SetPosition"] = "org.freedesktop.DBus.Error.UnknownMethod"
    else:
        service.properties["Metadata"] = metadata("Odd", mpris_trackid=Variant("s", "spotify:track:abc"))
    await serve(service)
    await player.open()
    await player.seek(60_000)
    assert service.asked("Seek") == [[55_000_000]]


@pytest.mark.parametrize(
    ("flag", "command"),
    [
        ("CanControl", "pause"),
        ("CanPause", "pause"),
        ("CanGoNext", "next"),
        ("CanGoPrevious", "previous"),
        ("CanSeek", "seek"),
        ("Volume", "set_volume"),
    ],
)
async def test_what_a_player_can_not_do_is_refused_without_asking_it(
    player: MprisPlayer, serve: Serve, flag: str, command: str
) -> None:
    service = ScriptedMpris("spotify")
    if flag == "Volume":
        del service.properties["Volume"]
    else:
        service.properties[flag] = Variant("b", False)
    await serve(service)
    await player.open()
    arguments = [1] if command in {"seek", "set_volume"} else []
    with pytest.raises(CommandUnsupported):
        await getattr(player, command)(*arguments)
    assert {member for member, _ in service.calls} == {"Get", "GetAll"}


@pytest.mark.parametrize(
    ("dbus_error", "expected"),
    [
        ("org.freedesktop.DBus.Error.NotSupported", CommandUnsupported),
        ("org.freedesktop.DBus.Error.Failed", CommandFailed),
        ("org.mpris.Nonsense", CommandFailed),
    ],
)
async def test_a_refusal_is_typed_and_its_text_is_harmless(
    player: MprisPlayer, serve: Serve, dbus_error: str, expected: type[Exception]
) -> None:
    service = await serve(ScriptedMpris("spotify"))
    service.refuse["Pause"] = dbus_error
    await player.open()
    with pytest.raises(expected) as refused:
        await player.pause()
    assert "\x1b" not in str(refused.value)


async def test_a_player_that_hangs_ends_in_an_error_within_three_seconds_and_blocks_no_other(
    player: MprisPlayer, serve: Serve
) -> None:
    hanging = await serve(ScriptedMpris("spotify", honest("Hanging")))
    await player.open()
    assert title_of(await present(player)) == "Hanging"
    hanging.silent.add("*")
    other = await serve(ScriptedMpris("other", honest("Other")))
    started = time.monotonic()
    command = asyncio.ensure_future(player.seek(1_000))
    hanging.change(Metadata=metadata("Hanging still", number=2))
    with pytest.raises(CommandFailed):
        await command
    assert time.monotonic() - started < 3
    # Its signals still count, also though it answers no question.
    await until_title(player, "Hanging still")
    await hanging.stop()
    other.change(Metadata=metadata("Other goes on", number=3))
    await until_title(player, "Other goes on")


async def test_a_player_that_hangs_from_the_start_does_not_hold_up_the_others(
    player: MprisPlayer, serve: Serve
) -> None:
    hanging = ScriptedMpris("spotify", honest("Hanging"))
    hanging.silent.add("*")
    await serve(hanging)
    await serve(ScriptedMpris("other", honest("Other")))
    started = time.monotonic()
    await player.open()
    assert time.monotonic() - started < 2
    assert title_of(await present(player)) == "Other"


NONSENSE: list[dict[str, Variant]] = [
    {},
    {"Metadata": Variant("i", 3), "PlaybackStatus": Variant("as", ["Playing"]), "Volume": Variant("s", "loud")},
    {"Metadata": Variant("a{sv}", {"xesam:title": Variant("v", Variant("v", Variant("s", "Deep")))})},
    {
        "PlaybackStatus": Variant("s", "Playing"),
        "Position": Variant("t", 2**64 - 1),
        "Rate": Variant("d", float("nan")),
        "Volume": Variant("d", float("inf")),
        "Metadata": Variant(
            "a{sv}",
            {
                "mpris:trackid": Variant("i", 7),
                "mpris:length": Variant("x", -5),
                "xesam:title": Variant("s", "x" * 1_000_000),
                "xesam:artist": Variant("a{sv}", {}),
                "xesam:album": Variant("s", "a\x1b[2Jb\u202e"),
            },
        ),
    },
]


@pytest.mark.parametrize("nonsense", NONSENSE)
async def test_nonsense_is_survived_and_an_honest_change_follows(
    player: MprisPlayer, serve: Serve, nonsense: dict[str, Variant]
) -> None:
    service = await serve(ScriptedMpris("spotify", nonsense))
    await player.open()
    playback = await present(player)
    if playback.track is not None:
        assert len(playback.track.title) <= 200
        assert playback.track.duration_ms is None
        assert playback.track.album in {None, "ab"}
    service.emit("PropertiesChanged", "i", 3)
    service.emit("PropertiesChanged", "sa{sv}as", PLAYER, {"Metadata": Variant("s", "no")}, ["Metadata", "x"])
    service.emit("Seeked", "s", "soon", interface=PLAYER)
    service.emit("Seeked", "", interface=PLAYER)
    service.change(**honest("Honest"))
    await until_title(player, "Honest")


async def test_a_forged_signal_makes_no_player_go(player: MprisPlayer, serve: Serve) -> None:
    service = await serve(ScriptedMpris("spotify", honest("Real")))
    forger = await serve(ScriptedMpris("other", honest("Forger", status="Paused")))
    await player.open()
    forger.forge(
        "NameOwnerChanged",
        "sss",
        PREFIX + "spotify",
        service.bus.unique_name,
        "",
        interface="org.freedesktop.DBus",
    )
    forger.forge("PropertiesChanged", "sa{sv}as", PLAYER, {"Volume": Variant("d", 0.1)}, [], interface=PROPERTIES)
    # Its own volume is read again: by then the forged signal, sent before, has arrived too.
    forger.was_asked.clear()
    await asyncio.wait_for(forger.was_asked.wait(), PATIENCE_S)
    assert title_of(await present(player)) == "Real"


async def test_an_advertisement_is_told_as_one(player: MprisPlayer, serve: Serve) -> None:
    ad = metadata("Advertisement", mpris_trackid=Variant("s", "/com/spotify/ad/000000012c603a6600000020316a17a1"))
    await serve(ScriptedMpris("spotify", honest(Metadata=ad)))
    await player.open()
    track = (await present(player)).track
    assert track is not None
    assert track.kind is TrackKind.AD


@pytest.mark.parametrize("how", ["unset", "no socket", "nonsense", "stranger", "silent"])
async def test_without_a_bus_it_says_so_with_a_next_step_within_three_seconds(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, how: str
) -> None:
    listener = socket.socket(socket.AF_UNIX)
    path = tmp_path / "s"
    accepted: list[asyncio.StreamWriter] = []

    async def hang_up(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        accepted.append(writer)
        if how == "stranger":
            writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
            await writer.drain()

    listener.bind(str(path))
    server = await asyncio.start_unix_server(hang_up, sock=listener)
    monkeypatch.delenv("DISPLAY", raising=False)
    addresses = {
        "no socket": f"unix:path={tmp_path}/none",
        "nonsense": "carrier-pigeon:speed=1",
        "stranger": f"unix:path={path}",
        "silent": f"unix:path={path}",
    }
    if how in addresses:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", addresses[how])
    player = MprisPlayer(clock=CLOCK)
    started = time.monotonic()
    with pytest.raises(PlayerUnreachable) as unreachable:
        await player.open()
    assert time.monotonic() - started < 3
    assert unreachable.value.message.endswith(".")
    assert "spotintro demo" in unreachable.value.next_step
    with pytest.raises(PlayerUnreachable):
        await player.read()
    for writer in accepted:
        writer.close()
    server.close()
    await server.wait_closed()


async def test_the_runtime_folders_bus_is_found_where_the_address_is_not_set(
    monkeypatch: pytest.MonkeyPatch, bus: SessionBusDaemon
) -> None:
    socket_path = Path(bus.address.split("path=", 1)[1].split(",", 1)[0])
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(socket_path.parent))
    player = MprisPlayer(clock=CLOCK)
    await player.open()
    assert await player.read() is None
    await player.close()


async def test_a_bus_that_goes_away_ends_the_streams_and_a_new_player_can_be_opened(
    player: MprisPlayer, serve: Serve, bus: SessionBusDaemon, monkeypatch: pytest.MonkeyPatch
) -> None:
    await serve(ScriptedMpris("spotify"))
    await player.open()
    waiting = asyncio.ensure_future(until(player, lambda _: False))
    await asyncio.sleep(0)
    bus.end()
    with pytest.raises(PlayerUnreachable):
        await waiting
    for call in (player.read, player.pause):
        with pytest.raises(PlayerUnreachable):
            await call()
    with session_bus() as another:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", another.address)
        again = MprisPlayer(clock=CLOCK)
        await again.open()
        assert await again.read() is None
        await again.close()


async def test_closing_ends_the_streams_and_may_come_before_opening(player: MprisPlayer, serve: Serve) -> None:
    await MprisPlayer(clock=CLOCK).close()
    await serve(ScriptedMpris("spotify"))
    await player.open()
    changes = player.changes()
    await anext(changes)
    waiting = asyncio.ensure_future(anext(changes))
    await player.close()
    with pytest.raises(StopAsyncIteration):
        await asyncio.wait_for(waiting, PATIENCE_S)


async def test_after_the_bus_has_gone_it_can_be_opened_again(
    bus: SessionBusDaemon, player: MprisPlayer, monkeypatch: pytest.MonkeyPatch
) -> None:
    await player.open()
    bus.end()
    with pytest.raises(PlayerUnreachable):
        await until(player, lambda _: False)
    with session_bus() as other:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", other.address)
        service = ScriptedMpris("spotify")
        await service.start(other.address)
        await player.open()
        assert title_of(await player.read()) == "First"
        await until_title(player, "First")
        await player.close()
        await service.stop()
