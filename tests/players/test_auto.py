"""This machine's player and the account as one: who is shown, who is asked, what goes on when one is missing."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from spotintro.music import Capability, Device, Playback, PlaybackState, Repeat, Track
from spotintro.players.auto import PATIENCE_S, PAUSED_HERE_S, RETRY_S, AutoPlayer
from spotintro.players.base import CommandUnsupported, Expected, Metered, Player, PlayerError, PlayerUnreachable
from spotintro.players.spotify.player import SpotifyPlayer
from spotintro.players.spotify.tokens import SignInNeeded
from tests.fakes.player import FakePlayer
from tests.players.spotify.listening import Listening, listen

pytestmark = pytest.mark.slow

GONE = PlayerUnreachable("There is no bus.", "Start one.")
OWN = frozenset({Capability.PLAY_PAUSE, Capability.SKIP})


def local(number: int = 0, *, state: PlaybackState = PlaybackState.PLAYING, title: str = "") -> Playback:
    track = Track(f"spotify:track:{number:022d}", title or f"Song {number}", ("Artist",), duration_ms=200_000)
    return Playback(state, track, 0, 1_000.0, "spotify", Device("Spotify", 50), OWN)


def untitled(*, state: PlaybackState = PlaybackState.PLAYING) -> Playback:
    """What Spotify's client shows while it plays on another device."""
    playback = local(state=state)
    assert playback.track is not None
    return replace(playback, track=replace(playback.track, title="", artists=(), duration_ms=None))


class SlowSpotify(SpotifyPlayer):
    """Its first answer comes when it is let."""

    defect: Exception | None = None

    def delay(self) -> asyncio.Event:
        self.answers = asyncio.Event()
        self.given_up = False
        return self.answers

    async def open(self) -> None:
        try:
            await self.answers.wait()
        except asyncio.CancelledError:
            self.given_up = True
            raise
        if self.defect is not None:
            raise self.defect
        await super().open()


@dataclass
class Both:
    here: Listening
    mpris: FakePlayer
    auto: AutoPlayer
    shown: list[Playback | None]
    ended: list[PlayerError | None]

    async def follow(self) -> None:
        try:
            async for playback in self.auto.changes():
                self.shown.append(playback)
        except PlayerError as error:
            self.ended.append(error)
        else:
            self.ended.append(None)

    async def show(self, playback: Playback | None) -> None:
        now_s = self.here.clock.monotonic_s()
        self.mpris.show(None if playback is None else replace(playback, read_at_s=now_s))
        await asyncio.sleep(0.001)

    async def read(self) -> Playback:
        playback = await self.auto.read()
        assert playback is not None
        return playback


def run(folder: Path, script: Callable[[Both], Awaitable[None]], *, at_first: Playback | None = None) -> None:
    async def with_auto(here: Listening) -> None:
        mpris = FakePlayer(at_first, name="mpris")
        both = Both(here, mpris, AutoPlayer(mpris, here.player, here.clock), [], [])
        await script(both)
        await both.auto.close()
        assert mpris.closed

    listen(folder, with_auto, opened=False)


async def opened(both: Both) -> None:
    player: Player = both.auto
    assert isinstance(player, Metered)
    await player.open()
    asyncio.create_task(both.follow())  # noqa: RUF006 - it ends with the player
    await asyncio.sleep(0.001)


def test_what_plays_here_is_the_clock_and_the_account_is_asked_once_a_track(tmp_path: Path) -> None:
    async def script(both: Both) -> None:
        await opened(both)
        start = len(both.here.server.received)
        for number in range(10):
            await both.show(local(number))
            assert both.shown[-1] is not None
            assert both.shown[-1].track == local(number).track
            both.here.server.player.index = number
            await both.here.pass_s(200)
            shown = await both.read()
            assert shown.next_track is not None
            assert (shown.next_track.title, shown.liked) == (f"Song {number + 1}", False)
            assert shown.capabilities == OWN | {Capability.LIKE, Capability.TRANSFER, Capability.QUEUE}
            assert shown.position_ms == 200_000
        calls = [each.path.removeprefix("/v1/") for each in both.here.server.received[start:]]
        assert calls.count("me/player/queue") == 10
        assert calls.count("me/library/contains") == 1
        assert len(calls) == 11

    run(tmp_path, script, at_first=local())


def test_without_a_bus_the_account_goes_on_and_the_bus_is_looked_for(tmp_path: Path) -> None:
    async def script(both: Both) -> None:
        both.mpris.failures["open"] = GONE
        await opened(both)
        assert (await both.read()).player == "Spotify"
        await both.auto.pause()
        assert not both.here.server.player.playing
        assert both.mpris.history == []
        del both.mpris.failures["open"]
        await both.here.pass_s(RETRY_S + 1)
        await both.show(local(3))
        assert (await both.read()).player == "spotify"

    run(tmp_path, script)


def test_without_a_sign_in_what_plays_here_goes_on_and_a_sign_in_is_found(tmp_path: Path) -> None:
    async def script(both: Both) -> None:
        both.here.token.ended = True
        await opened(both)
        shown = await both.read()
        assert (shown.player, shown.capabilities, shown.liked) == ("spotify", OWN, None)
        await both.auto.next()
        assert both.mpris.history == [("next", None)]
        await both.show(local())
        assert both.here.server.received == []
        both.here.token.ended = False
        await both.here.pass_s(RETRY_S + 30)
        assert (await both.read()).liked is False

    run(tmp_path, script, at_first=local())


def test_with_neither_it_says_what_can_be_mended_here(tmp_path: Path) -> None:
    async def script(both: Both) -> None:
        both.here.token.ended = True
        both.mpris.failures["open"] = GONE
        for _ in range(2):
            with pytest.raises(SignInNeeded):
                await both.auto.open()
        both.here.token.ended = False
        await opened(both)
        assert (await both.read()).player == "Spotify"

    run(tmp_path, script)


def test_another_device_is_seen_where_this_machine_is_silent(tmp_path: Path) -> None:
    async def script(both: Both) -> None:
        await opened(both)
        await both.here.pass_s(30)
        await both.show(local(state=PlaybackState.PAUSED))
        assert (await both.read()).player == "spotify"
        await both.here.pass_s(40)
        assert (await both.read()).player == "Spotify"
        await both.auto.set_volume(12)
        await both.auto.seek(5_000)
        assert both.here.server.player.devices[0]["volume_percent"] == 12
        await both.show(local(7))
        assert both.shown[-1] is not None
        assert both.shown[-1].player == "spotify"
        await both.auto.previous()
        assert both.mpris.history == [("previous", None)]

    run(tmp_path, script, at_first=local())


def test_the_account_does_what_this_machine_cannot(tmp_path: Path) -> None:
    async def script(both: Both) -> None:
        await opened(both)
        await both.show(local())
        await both.auto.set_liked(True)
        assert both.here.server.player.liked == {local().track.id}  # type: ignore[union-attr]  # it has one
        assert (await both.read()).liked is True
        both.mpris.failures |= dict.fromkeys(("set_shuffle", "set_repeat"), CommandUnsupported("It can't.", "No."))
        await both.auto.set_shuffle(True)
        await both.auto.set_repeat(Repeat.TRACK)
        assert (both.here.server.player.shuffle, both.here.server.player.repeat) == (True, "track")
        assert [each.name for each in await both.auto.devices()] == ["Kitchen", "Phone"]
        await both.auto.transfer("phone")
        await both.show(local(state=PlaybackState.PAUSED))
        await both.here.pass_s(3)
        shown = await both.read()
        assert (shown.player, shown.device.name, shown.state) == ("Spotify", "Phone", PlaybackState.PLAYING)

    run(tmp_path, script, at_first=local())


def test_a_player_that_is_not_spotify_is_left_as_it_is(tmp_path: Path) -> None:
    async def script(both: Both) -> None:
        await opened(both)
        film = replace(local(), track=Track("mpris:5", "A film"), player="mpv")
        await both.show(film)
        shown = await both.read()
        assert (shown.player, shown.liked, shown.capabilities) == ("mpv", None, OWN)
        with pytest.raises(CommandUnsupported):
            await both.auto.set_liked(True)
        await both.auto.pause()
        assert both.mpris.history == [("pause", None)]

    run(tmp_path, script)


def test_what_this_machine_leaves_out_comes_from_the_account(tmp_path: Path) -> None:
    async def script(both: Both) -> None:
        await opened(both)
        await both.show(untitled())
        await both.here.pass_s(30)
        track = both.shown[-1].track if both.shown[-1] is not None else None
        assert track is not None
        assert (track.title, track.artists, track.album, track.year) == ("Song 0", ("Artist 0",), "Album 0", 2001)

    run(tmp_path, script)


def test_a_bus_that_goes_leaves_the_account_and_both_gone_end_the_stream(tmp_path: Path) -> None:
    async def script(both: Both) -> None:
        await opened(both)
        both.mpris.failures["open"] = GONE
        both.mpris.go_away(GONE)
        await both.here.pass_s(40)
        assert (await both.read()).player == "Spotify"
        both.here.token.ended = True
        await both.here.pass_s(300)
        # So that whoever follows opens it again.
        assert [type(each) for each in both.ended] == [PlayerUnreachable]
        both.here.token.ended = False
        await opened(both)
        assert (await both.read()).player == "Spotify"

    run(tmp_path, script, at_first=local())


def test_nobody_looking_reaches_the_account(tmp_path: Path) -> None:
    async def script(both: Both) -> None:
        await opened(both)
        both.auto.set_watched(False)
        before = len(both.here.server.received)
        await both.here.pass_s(600)
        assert len(both.here.server.received) - before <= 15
        usage = await both.auto.usage()
        assert (usage.used, usage.alone) == (len(both.here.server.received), False)

    run(tmp_path, script)


def test_a_pause_from_here_asks_the_account_nothing_for_a_minute(tmp_path: Path) -> None:
    async def script(both: Both) -> None:
        await opened(both)
        await both.here.pass_s(30)
        before = len(both.here.server.received)
        both.here.server.player.playing = False
        await both.auto.pause()
        await both.here.pass_s(59)
        assert len(both.here.server.received) == before
        await both.auto.play()
        await both.here.pass_s(100)
        assert len(both.here.server.received) == before
        await both.auto.pause()
        await both.here.pass_s(PAUSED_HERE_S + 1)
        assert len(both.here.server.received) > before
        both.here.server.player.index, both.here.server.player.playing = 7, True
        await both.here.pass_s(31)
        assert (await both.read()).track == await title_of(both, 7)

    run(tmp_path, script, at_first=local())


async def title_of(both: Both, number: int) -> Track | None:
    await both.here.player.read()
    shown = both.here.player.playback()
    assert shown is not None
    assert shown.track is not None
    assert shown.track.title == f"Song {number}"
    return shown.track


def test_who_comes_back_after_a_pause_from_here_sees_what_plays_elsewhere(tmp_path: Path) -> None:
    async def script(both: Both) -> None:
        await opened(both)
        await both.here.pass_s(30)
        await both.auto.pause()
        both.auto.set_watched(False)
        await both.here.pass_s(10)
        both.here.server.player.index = 7
        both.auto.set_watched(True)
        await both.here.pass_s(1)
        assert (await both.read()).track == await title_of(both, 7)

    run(tmp_path, script, at_first=local())


def test_coming_back_to_what_plays_here_costs_no_call(tmp_path: Path) -> None:
    async def script(both: Both) -> None:
        await opened(both)
        await both.here.pass_s(100)
        before = len(both.here.server.received)
        both.auto.set_watched(False)
        await both.here.pass_s(10)
        both.auto.set_watched(True)
        await both.here.pass_s(10)
        assert len(both.here.server.received) == before

    run(tmp_path, script, at_first=local())


def test_it_is_told_whether_what_plays_takes_calls(tmp_path: Path) -> None:
    async def script(both: Both) -> None:
        await opened(both)
        assert (await both.auto.usage()).leads is False
        await both.show(None)
        await both.here.pass_s(5)
        assert (await both.auto.usage()).leads is True
        assert (await both.here.player.usage()).leads is True

    run(tmp_path, script, at_first=local())


def test_beside_a_player_here_the_queue_waits_for_the_change_that_is_expected(tmp_path: Path) -> None:
    async def script(both: Both) -> None:
        await opened(both)
        both.auto.set_watched(False)
        both.auto.expect_change(Expected.LATER)
        await both.here.pass_s(1)
        before = both.here.calls("me/player/queue")
        await both.show(local(1))
        both.here.server.player.index = 1
        await both.here.pass_s(190)
        assert both.here.calls("me/player/queue") == before
        both.auto.expect_change(Expected.NEXT)
        await both.show(local(2))
        both.here.server.player.index, both.here.server.player.position_ms = 2, 0
        await both.here.pass_s(154)
        assert both.here.calls("me/player/queue") == before
        await both.here.pass_s(2)
        assert both.here.calls("me/player/queue") == before + 1
        shown = await both.read()
        assert shown.next_track is not None
        assert shown.next_track.title == "Song 3"

    run(tmp_path, script, at_first=local())


def run_slowly(
    folder: Path, script: Callable[[Both, SlowSpotify], Awaitable[None]], *, at_first: Playback | None
) -> None:
    async def with_auto(here: Listening) -> None:
        mpris = FakePlayer(at_first, name="mpris")
        slow = SlowSpotify(here.limiter, here.clock)
        slow.delay()
        both = Both(here, mpris, AutoPlayer(mpris, slow, here.clock), [], [])
        await script(both, slow)
        await both.auto.close()

    listen(folder, with_auto, opened=False)


def test_a_slow_account_keeps_nobody_from_what_plays_here(tmp_path: Path) -> None:
    async def script(both: Both, slow: SlowSpotify) -> None:
        began = both.here.loop.time()
        await opened(both)
        assert both.here.loop.time() - began == pytest.approx(PATIENCE_S, abs=0.01)
        assert ((await both.read()).player, (await both.read()).liked) == ("spotify", None)
        slow.answers.set()
        await both.here.pass_s(30)
        assert both.shown[-1] is not None
        assert both.shown[-1].liked is False

    run_slowly(tmp_path, script, at_first=local())


def test_where_nothing_plays_here_the_account_is_waited_for(tmp_path: Path) -> None:
    async def script(both: Both, slow: SlowSpotify) -> None:
        both.here.loop.call_later(2, slow.answers.set)
        await both.auto.open()
        assert (await both.read()).player == "Spotify"

    run_slowly(tmp_path, script, at_first=None)


def test_an_opening_that_is_cancelled_or_closed_leaves_nothing_behind(tmp_path: Path) -> None:
    async def script(both: Both, slow: SlowSpotify) -> None:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(PATIENCE_S / 2):
                await both.auto.open()
        await asyncio.sleep(0)
        assert slow.given_up
        slow.delay()
        await both.auto.open()
        await both.auto.close()
        assert slow.given_up

    run_slowly(tmp_path, script, at_first=local())


def test_a_defect_in_one_side_ends_the_stream_with_a_sentence(tmp_path: Path) -> None:
    async def script(both: Both, slow: SlowSpotify) -> None:
        await opened(both)
        slow.defect = KeyError("what")
        slow.answers.set()
        await asyncio.sleep(1)
        assert [error and error.message for error in both.ended] == [
            "What plays can't be followed: KeyError in its player."
        ]

    run_slowly(tmp_path, script, at_first=local())


@pytest.mark.parametrize("state", [PlaybackState.PLAYING, PlaybackState.PAUSED])
def test_the_account_is_asked_for_a_title_by_the_first_reading(tmp_path: Path, state: PlaybackState) -> None:
    async def script(both: Both) -> None:
        if state is PlaybackState.PAUSED:
            both.here.server.player.playing = False
        await both.auto.open()
        track = (await both.read()).track
        assert track is not None
        assert (track.title, track.artists, track.duration_ms) == ("Song 0", ("Artist 0",), 200_000)
        asked = len(both.here.server.received)
        for _ in range(5):
            await both.read()
        assert len(both.here.server.received) <= asked + 1, "what is known is not asked for again"

    run(tmp_path, script, at_first=untitled(state=state))


def test_what_the_account_does_not_tell_either_stays_without_a_title_and_costs_little(tmp_path: Path) -> None:
    async def script(both: Both) -> None:
        await both.auto.open()
        both.here.server.player.index = 3
        for _ in range(20):
            track = (await both.read()).track
            assert track is not None
            assert track.title == ""
        assert len(both.here.server.received) <= 5

    run(tmp_path, script, at_first=untitled())


def test_a_slow_account_is_waited_for_where_a_title_is_missing(tmp_path: Path) -> None:
    async def script(both: Both, slow: SlowSpotify) -> None:
        both.here.loop.call_later(2, slow.answers.set)
        await both.auto.open()
        track = (await both.read()).track
        assert track is not None
        assert track.title == "Song 0"

    run_slowly(tmp_path, script, at_first=untitled())


def test_an_account_that_cannot_be_asked_leaves_what_is_known(tmp_path: Path) -> None:
    async def script(both: Both) -> None:
        both.here.token.ended = True
        await both.auto.open()
        track = (await both.read()).track
        assert track is not None
        assert track.title == ""

    run(tmp_path, script, at_first=untitled())


def test_fixed_it_stays_with_what_is_shown(tmp_path: Path) -> None:
    async def script(both: Both) -> None:
        await opened(both)
        await both.here.pass_s(3)
        both.auto.fix(True)
        assert both.mpris.fixes == [True]
        await both.show(local(state=PlaybackState.PAUSED))
        both.here.server.player.playing = True
        await both.here.pass_s(60)
        shown = await both.read()
        assert (shown.player, shown.state) == ("spotify", PlaybackState.PAUSED), "not the account's other device"
        await both.show(None)
        assert await both.auto.read() is None
        await both.show(local(state=PlaybackState.PAUSED))
        both.auto.fix(False)
        assert both.mpris.fixes == [True, False]
        await both.here.pass_s(60)
        assert (await both.read()).player == "Spotify"

    run(tmp_path, script, at_first=local())


def test_fixed_to_another_device_it_is_not_drawn_to_what_begins_here(tmp_path: Path) -> None:
    async def script(both: Both) -> None:
        await opened(both)
        await both.here.pass_s(3)
        assert (await both.read()).player == "Spotify"
        both.auto.fix(True)
        assert both.mpris.fixes == [False]
        await both.show(replace(local(5), track=Track("mpris:5", "A film"), player="vlc"))
        assert (await both.read()).player == "Spotify"
        await both.show(local(7))
        await both.auto.pause()
        assert both.mpris.history == []
        assert (await both.read()).player == "Spotify"
        both.auto.fix(False)
        await both.here.pass_s(0.01)
        assert (await both.read()).track == local(7).track
        assert both.shown[-1] is not None
        assert both.shown[-1].player == "spotify"

    run(tmp_path, script)


def test_with_nothing_shown_nothing_is_fixed(tmp_path: Path) -> None:
    async def script(both: Both) -> None:
        both.here.server.player.devices.clear()
        await opened(both)
        both.auto.fix(True)
        await both.show(local())
        assert (await both.read()).player == "spotify"
        both.auto.fix(False)

    run(tmp_path, script)
