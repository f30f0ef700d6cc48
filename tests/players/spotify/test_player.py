"""The player before a real server, in virtual time: what is asked when, and what is shown."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import pytest

from spotintro.clock import SystemClock
from spotintro.music import Capability, PlaybackState, Repeat
from spotintro.players.base import (
    CommandFailed,
    CommandUnsupported,
    Expected,
    Metered,
    NothingPlaying,
    Pace,
    Player,
    PlayerUnreachable,
)
from spotintro.players.spotify.call_log import CallLog
from spotintro.players.spotify.limiter import PremiumRequired, SpotifyLimiter
from spotintro.players.spotify.player import SpotifyPlayer
from spotintro.players.spotify.tokens import SignInNeeded
from spotintro.players.spotify.wire import Wire
from tests.fakes.spotify_server import Answer, SpotifyServer, refusal
from tests.players.spotify.listening import HeldToken, Listening, listen

pytestmark = pytest.mark.slow

PLAYER = "me/player"


def test_at_the_start_it_is_read_once_with_what_follows_and_whether_it_is_liked(tmp_path: Path) -> None:
    async def script(here: Listening) -> None:
        player: Player = here.player
        assert isinstance(player, Metered)
        assert here.title == "Song 0"
        await here.pass_s(10)
        shown = await player.read()
        assert shown is not None
        assert shown.next_track is not None
        assert (shown.next_track.title, shown.liked, shown.position_ms) == ("Song 1", True, 10_000)
        assert len(here.server.received) == 3

    listen(tmp_path, script, prepare=lambda server: server.player.liked.add(server.player.tracks[0]["uri"]))


def test_a_natural_end_is_read_just_after_it(tmp_path: Path) -> None:
    async def script(here: Listening) -> None:
        here.player.set_watched(False)
        await here.pass_s(5 * 200 + 10)
        changes = [at for at, each in here.shown if each is not None and each.position_ms < 2_000][1:]
        assert [round(at - 200 * (number + 1), 1) for number, at in enumerate(changes)] == [0.7] * 5

    listen(tmp_path, script)


def test_a_skip_made_elsewhere_is_seen_within_20_s_where_somebody_looks(tmp_path: Path) -> None:
    async def script(here: Listening) -> None:
        for after_s in (3, 17, 19, 30, 44):
            await here.pass_s(after_s)
            here.server.player.skip(1)
            await here.pass_s(20)
            assert here.title == f"Song {here.server.player.index}"

    listen(tmp_path, script)


def test_the_queue_is_asked_once_per_track_and_tells_a_skip_as_well(tmp_path: Path) -> None:
    async def script(here: Listening) -> None:
        await here.pass_s(10)
        await here.pass_s(195)
        assert here.calls("me/player/queue") == 1
        here.server.player.skip(1)  # the next reading is of the queue
        await here.pass_s(18)
        assert here.title == "Song 2"
        await here.pass_s(60)
        assert here.calls("me/player/queue") == 3
        assert here.calls("me/library/contains") == 1

    listen(tmp_path, script, tracks=10)


@pytest.mark.parametrize("watched", [True, False])
def test_what_follows_is_asked_for_shortly_before_a_change_that_is_waited_for(
    tmp_path: Path, watched: bool
) -> None:
    async def script(here: Listening) -> None:
        await here.pass_s(20)
        here.player.set_watched(watched)
        here.player.expect_change(Expected.NEXT)
        before = here.calls("me/player/queue")
        await here.pass_s(200 - 20 - 46)
        assert here.calls("me/player/queue") == before
        tracks = here.server.player.tracks
        tracks[1], tracks[3] = tracks[3], tracks[1]
        await here.pass_s(2)
        assert here.calls("me/player/queue") == before + 1
        assert here.last.next_track is not None
        assert here.last.next_track.title == "Song 3"
        await here.pass_s(45)
        assert here.title == "Song 3"
        assert here.calls("me/player/queue") == before + 1

    listen(tmp_path, script)


def test_calls_are_kept_for_a_later_change(tmp_path: Path) -> None:
    async def script(here: Listening) -> None:
        here.player.set_watched(False)
        here.player.expect_change(Expected.LATER)
        await here.pass_s(5)
        await here.pass_s(5 * 200)
        assert here.title == "Song 5"
        assert here.calls("me/player/queue") == 0

    listen(tmp_path, script)


def test_who_looks_away_is_read_for_rarely_and_at_once_when_back(tmp_path: Path) -> None:
    async def script(here: Listening) -> None:
        await here.pass_s(60)
        here.player.set_watched(False)
        before = len(here.server.received)
        await here.pass_s(3_600)
        assert len(here.server.received) - before <= 75
        here.server.player.skip(3)
        here.player.set_watched(True)
        await here.pass_s(0.1)
        assert here.title == f"Song {here.server.player.index}"
        before = len(here.server.received)
        for _ in range(10):
            here.player.set_watched(False)
            here.player.set_watched(True)
            await here.pass_s(0.1)
        assert len(here.server.received) == before

    listen(tmp_path, script)


def test_a_long_pause_and_a_night_cost_nearly_nothing(tmp_path: Path) -> None:
    async def script(here: Listening) -> None:
        await here.player.pause()
        await here.pass_s(10)
        before = len(here.server.received)
        await here.pass_s(3 * 3_600)
        assert len(here.server.received) - before <= 50
        here.player.set_watched(False)
        before = len(here.server.received)
        await here.pass_s(8 * 3_600)
        assert len(here.server.received) - before <= 20

    listen(tmp_path, script)


def test_calls_an_hour_stay_within_the_limit_even_where_somebody_always_looks(tmp_path: Path) -> None:
    async def script(here: Listening) -> None:
        await here.pass_s(6 * 3_600)
        assert len(here.server.received) <= 6 * 120

    listen(tmp_path, script, tracks=200, budget=5_000)


@pytest.mark.parametrize("late_s", [0.0, 0.5, 1.7])
def test_a_command_is_shown_at_once_and_stays_though_the_service_is_late(tmp_path: Path, late_s: float) -> None:
    async def script(here: Listening) -> None:
        await here.pass_s(10)
        player = here.player
        steps: tuple[tuple[Callable[[], Awaitable[None]], Callable[[], bool]], ...] = (
            (player.pause, lambda: here.last.state is PlaybackState.PAUSED),
            (player.play, lambda: here.last.state is PlaybackState.PLAYING),
            (player.next, lambda: here.title == "Song 1"),
            (lambda: player.set_volume(31), lambda: here.last.device.volume_percent == 31),
            (lambda: player.set_shuffle(True), lambda: here.last.shuffle is True),
            (lambda: player.set_repeat(Repeat.TRACK), lambda: here.last.repeat is Repeat.TRACK),
            (lambda: player.seek(90_000), lambda: 90_000 <= here.last.position_ms < 96_500),
        )
        for command, is_shown in steps:
            before = len(here.server.received)
            await command()
            assert is_shown()
            for _ in range(12):
                await here.pass_s(0.5)
                assert is_shown()
            assert len(here.server.received) - before <= 4

    listen(tmp_path, script, late_s=late_s)


def test_a_command_that_was_overruled_elsewhere_is_not_believed_for_ever(tmp_path: Path) -> None:
    async def script(here: Listening) -> None:
        await here.player.pause()
        here.server.player.playing = True
        await here.pass_s(6)
        assert here.last.state is PlaybackState.PLAYING

    listen(tmp_path, script)


def test_a_volume_key_held_down_is_followed_by_one_reading(tmp_path: Path) -> None:
    async def script(here: Listening) -> None:
        await here.pass_s(5)
        before = here.calls(PLAYER)
        for percent in range(50, 70, 2):
            await here.player.set_volume(percent)
            await here.pass_s(0.1)
        await here.pass_s(3)
        assert here.calls(PLAYER) - before == 1
        assert here.last.device.volume_percent == 68

    listen(tmp_path, script)


def test_the_position_never_steps_back_a_little(tmp_path: Path) -> None:
    async def script(here: Listening) -> None:
        last_ms = 0
        for step in range(180):
            here.server.player.position_ms -= 150 if step % 45 == 7 else 0
            await here.pass_s(1)
            assert here.last.position_ms >= last_ms
            last_ms = here.last.position_ms
        await here.player.seek(20_000)
        await here.pass_s(3)
        assert 22_000 < here.last.position_ms < 24_000

    listen(tmp_path, script)


def test_another_device(tmp_path: Path) -> None:
    async def script(here: Listening) -> None:
        assert [each.name for each in await here.player.devices()] == ["Kitchen", "Phone"]
        await here.player.transfer("phone")
        assert here.last.device.name == "Phone"
        await here.pass_s(5)
        assert here.last.device.name == "Phone"
        assert here.last.state is PlaybackState.PLAYING
        assert Capability.VOLUME not in here.last.capabilities
        with pytest.raises(CommandUnsupported, match="Phone"):
            await here.player.set_volume(5)

    listen(tmp_path, script, late_s=1.0)


def test_liking(tmp_path: Path) -> None:
    async def script(here: Listening) -> None:
        await here.pass_s(5)
        uri = here.server.player.tracks[0]["uri"]
        await here.player.set_liked(True)
        assert here.server.player.liked == {uri}
        assert here.last.liked is True
        await here.player.set_liked(False)
        assert here.server.player.liked == set()
        await here.pass_s(60)
        assert here.last.liked is False
        assert here.calls("me/library/contains") == 1

    listen(tmp_path, script)


def test_without_premium_a_command_says_why_once_and_is_not_offered_again(tmp_path: Path) -> None:
    async def script(here: Listening) -> None:
        assert Capability.PLAY_PAUSE in here.last.capabilities
        for _ in range(2):
            with pytest.raises(PremiumRequired, match="Premium"):
                await here.player.pause()
        assert here.calls("me/player/pause", "PUT") == 1
        await here.pass_s(1)
        assert here.last.capabilities == {Capability.QUEUE, Capability.LIKE}
        assert here.shown[-1][1] is not None
        assert Capability.PLAY_PAUSE not in here.shown[-1][1].capabilities
        await here.player.set_liked(True)

    def without(server: SpotifyServer) -> None:
        server.premium = False

    listen(tmp_path, script, prepare=without)


def test_after_a_long_pause_play_wakes_the_last_device(tmp_path: Path) -> None:
    async def script(here: Listening) -> None:
        await here.player.pause()
        await here.pass_s(60)
        here.server.player.devices[0]["is_active"] = False
        await here.pass_s(3_600)
        assert here.player.playback() is None
        await here.player.play()
        assert here.server.player.playing
        await here.pass_s(2)
        assert (here.title, here.last.state) == ("Song 0", PlaybackState.PLAYING)
        here.server.player.devices[0]["is_active"] = False
        with pytest.raises(NothingPlaying):
            await here.player.next()

    listen(tmp_path, script)


def test_as_the_budget_shrinks_it_is_read_less_and_in_the_end_not_at_all(tmp_path: Path) -> None:
    async def script(here: Listening) -> None:
        await here.pass_s(5 * 3_600)
        assert (await here.player.usage()).pace is Pace.COMMANDS_ONLY
        used = len(here.server.received)
        assert used <= 97
        await here.pass_s(3_600)
        assert len(here.server.received) == used
        await here.player.pause()
        assert not here.server.player.playing
        await here.pass_s(26 * 3_600)
        assert len(here.server.received) > used + 20

    listen(tmp_path, script, budget=100, tracks=200)


def test_a_pause_of_14_h_is_known_and_obeyed(tmp_path: Path) -> None:
    async def script(here: Listening) -> None:
        here.server.next_answers.append(refusal(429, "Too many", reason="QUOTA_EXCEEDED", Retry_After="50400"))
        await here.pass_s(13.9 * 3_600)
        assert len(here.server.received) == 2
        assert (await here.player.usage()).paused_until is not None
        assert here.told == []
        assert here.player.playback() is None
        await here.pass_s(600)
        assert here.title.startswith("Song")

    listen(tmp_path, script, tracks=400)


def test_an_outage_is_told_once_and_what_is_shown_stays_till_the_end_of_the_track(tmp_path: Path) -> None:
    async def script(here: Listening) -> None:
        await here.pass_s(5)
        here.server.next_answers += [Answer(502, b"<html>")] * 5
        await here.pass_s(100)
        assert here.title == "Song 0"
        assert len(here.told) == 1
        assert "Spotify" in here.told[0]
        await here.pass_s(200)
        assert here.title == "Song 1"

    listen(tmp_path, script)


def test_a_sign_in_that_ends_ends_the_streams_and_a_new_one_goes_on(tmp_path: Path) -> None:
    async def script(here: Listening) -> None:
        async def streamed() -> None:
            async for _ in here.player.changes():
                pass

        stream = asyncio.create_task(streamed())
        await here.pass_s(1)
        here.token.ended = True
        with pytest.raises(SignInNeeded):
            await asyncio.wait_for(stream, 100)
        with pytest.raises(SignInNeeded):
            await streamed()
        with pytest.raises(SignInNeeded):
            await here.player.read()
        here.token.ended = False
        again = asyncio.create_task(streamed())
        await here.pass_s(90)
        assert here.title == "Song 0"
        assert not again.done()
        again.cancel()

    async def ignoring(here: Listening) -> None:
        try:
            await script(here)
        finally:
            here.shown.clear()

    with pytest.raises(SignInNeeded):  # of the listening's own stream
        listen(tmp_path, ignoring)


def test_nobody_signed_in_is_said_on_opening(tmp_path: Path) -> None:
    async def script(here: Listening) -> None:
        here.token.ended = True
        with pytest.raises(SignInNeeded):
            await here.player.open()
        here.token.ended = False
        await here.player.open()
        assert here.title == "Song 0"

    listen(tmp_path, script, opened=False)


async def test_a_silent_server_keeps_nobody_waiting(tmp_path: Path) -> None:
    """In real time: a command is given up after 3 s, one that waited is not sent later, closing takes no time."""
    with SpotifyServer() as server:
        limiter = SpotifyLimiter(
            lambda: Wire(server.api_url),
            HeldToken(server.token),
            CallLog(tmp_path, SystemClock()),
            SystemClock(),
            budget=100,
        )
        player = SpotifyPlayer(limiter, SystemClock())
        await player.open()
        server.next_answers.append(Answer(silent=True))
        started = time.monotonic()
        results = await asyncio.gather(player.pause(), player.next(), return_exceptions=True)
        assert all(isinstance(each, CommandFailed) for each in results)
        assert time.monotonic() - started < 3
        hanging = asyncio.create_task(player.seek(1))
        await asyncio.sleep(0)
        hanging.cancel()
        started = time.monotonic()
        await player.close()
        assert time.monotonic() - started < 1
        assert len([each for each in server.received if each.method != "GET"]) == 1
        with pytest.raises(PlayerUnreachable):
            await player.play()


def test_what_is_read_is_what_is_shown_by_the_stream(tmp_path: Path) -> None:
    async def script(here: Listening) -> None:
        await here.pass_s(500)
        _, shown = here.shown[-1]
        read = await here.player.read()
        assert shown is not None
        assert read is not None
        assert replace(read, position_ms=0, read_at_s=0) == replace(shown, position_ms=0, read_at_s=0)

    listen(tmp_path, script)


def queue_of(here: Listening, *numbers: int) -> Answer:
    tracks = here.server.player.tracks
    document = {"currently_playing": tracks[here.server.player.index], "queue": [tracks[n] for n in numbers]}
    return Answer(200, json.dumps(document).encode())


@pytest.mark.parametrize(
    ("repeat", "queue", "following"),
    [
        ("off", (0, 0, 0, 0), None),
        ("off", (0, 1, 2), None),
        ("off", (1, 2, 0, 1, 2), "Song 1"),
        ("off", (), None),
        ("track", (0, 0, 0), "Song 0"),
        ("context", (0, 0, 0), "Song 0"),
        ("context", (1, 0, 1), "Song 1"),
    ],
)
def test_a_queue_that_begins_again_with_repeat_off_has_an_end(
    tmp_path: Path, repeat: str, queue: tuple[int, ...], following: str | None
) -> None:
    """The service tells an album as a circle, whatever the mode is (spotify-player#178)."""

    def told_so(server: SpotifyServer) -> None:
        server.player.repeat = repeat

    async def script(here: Listening) -> None:
        here.server.fault = lambda received: queue_of(here, *queue) if received.path.endswith("queue") else None
        await here.pass_s(30)
        assert (here.last.next_track and here.last.next_track.title) == following

    listen(tmp_path, script, prepare=told_so)


def test_the_last_track_of_such_a_queue_has_no_next_either(tmp_path: Path) -> None:
    async def script(here: Listening) -> None:
        here.server.fault = lambda received: (
            queue_of(here, 1, 0, 1, 0) if received.path.endswith("queue") else None
        )
        await here.pass_s(30)
        assert here.last.next_track is not None
        here.server.fault = lambda received: Answer(500) if received.path.endswith("queue") else None
        await here.player.next()
        assert here.title == "Song 1"
        assert here.last.next_track is None

    listen(tmp_path, script)


def test_usage_says_that_spotify_is_all_that_is_read(tmp_path: Path) -> None:
    async def script(here: Listening) -> None:
        assert (await here.player.usage()).alone

    listen(tmp_path, script)
