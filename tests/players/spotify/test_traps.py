"""One test for each known trap of spotipy and each known quirk of the player API, against real HTTP.

What is told here of spotipy was measured with 2.26.0.
"""

from __future__ import annotations

import asyncio
import io
import json
import logging
import socket
import sys
import threading
import time
import webbrowser
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from urllib.request import urlopen

import pytest

from spotintro.clock import SystemClock
from spotintro.music import Capability, PlaybackState
from spotintro.players.base import (
    CommandFailed,
    CommandUnsupported,
    NothingPlaying,
    PlayerError,
    PlayerUnreachable,
)
from spotintro.players.spotify import wire
from spotintro.players.spotify.call_log import CallLog
from spotintro.players.spotify.limiter import Paused, SpotifyLimiter
from spotintro.players.spotify.player import SpotifyPlayer
from spotintro.players.spotify.sign_in import SigningIn
from spotintro.players.spotify.tokens import SCOPES, Accounts, SignIn, SignInNeeded, SpotifyTokens
from spotintro.players.spotify.transport import CALL_S, Refused
from spotintro.players.spotify.wire import Wire
from tests.fakes.spotify_server import PAGE, Answer, Document, SpotifyServer, refusal
from tests.players.spotify.listening import HeldToken, Listening, listen
from tests.players.spotify.token_file import TokenFile

pytestmark = pytest.mark.slow

ANSWER_S = 0.3
CLOCK = SystemClock()
AT_ONCE_S = 2.0
"""Far below every sleep that is meant here, the shortest of which is 9 s."""


@pytest.fixture
def server() -> Iterator[SpotifyServer]:
    with SpotifyServer(tracks=30) as server:
        yield server


@pytest.fixture
def line(server: SpotifyServer) -> Iterator[Wire]:
    made = Wire(server.api_url, answer_s=ANSWER_S)
    yield made
    made.close()


@pytest.fixture
async def limiter(server: SpotifyServer, tmp_path: Path) -> AsyncIterator[SpotifyLimiter]:
    calls = CallLog(tmp_path / "calls", CLOCK)
    made = SpotifyLimiter(
        lambda: Wire(server.api_url, answer_s=ANSWER_S), HeldToken(server.token), calls, CLOCK, budget=100
    )
    yield made
    await made.close()


def kept_sign_in() -> SignIn:
    now = CLOCK.now()
    return SignIn("client", "old", "good-refresh", now - timedelta(seconds=1), SCOPES, now)


def tokens_in(server: SpotifyServer, folder: Path) -> SpotifyTokens:
    accounts = Accounts(server.accounts_url, answer_s=ANSWER_S)
    return SpotifyTokens(TokenFile(folder / "tokens"), accounts, folder / "lock", CLOCK)


# Retry and Retry-After


def test_a_429_of_3_s_is_not_slept_through_three_times(server: SpotifyServer, line: Wire) -> None:
    """Left to itself: 9 s of sleep, 4 requests, and neither headers nor reason at the end."""
    server.next_answers += [refusal(429, "Too many", reason="QUOTA_EXCEEDED", Retry_After="3")] * 4
    started = time.monotonic()
    with pytest.raises(Refused) as failure:
        line.send(wire.playback(), server.token)
    assert time.monotonic() - started < AT_ONCE_S
    assert len(server.received) == 1
    assert (failure.value.reason, failure.value.retry_after_s) == ("QUOTA_EXCEEDED", 3)


def test_the_reason_of_a_429_is_not_lost(server: SpotifyServer, line: Wire) -> None:
    """With retries=0 it is immediate, and the headers and QUOTA_EXCEEDED are gone all the same."""
    for reason in ("QUOTA_EXCEEDED", ""):
        server.next_answers.append(refusal(429, "API rate limit exceeded", reason=reason or None, Retry_After="7"))
        with pytest.raises(Refused) as failure:
            line.send(wire.queue(), server.token)
        assert failure.value.reason == reason


@pytest.mark.parametrize("status", [413, 429, 503])
def test_urllib3_honours_no_retry_after_of_its_own(server: SpotifyServer, line: Wire, status: int) -> None:
    """Taken out of status_forcelist, or with that empty (which is ignored), these three still sleep 9 s."""
    server.next_answers += [Answer(status, b"", {"Retry-After": "3"})] * 4
    started = time.monotonic()
    with pytest.raises(Refused):
        line.send(wire.playback(), server.token)
    assert time.monotonic() - started < AT_ONCE_S
    assert len(server.received) == 1


def test_a_pause_of_14_h_blocks_no_thread(server: SpotifyServer, line: Wire) -> None:
    """urllib3 caps one sleep at 6 h, three times over."""
    server.next_answers.append(refusal(429, "Too many", Retry_After="50400"))
    started = time.monotonic()
    with pytest.raises(Refused) as failure:
        line.send(wire.playback(), server.token)
    assert time.monotonic() - started < AT_ONCE_S
    assert failure.value.retry_after_s == 50_400


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_a_skip_that_met_a_502_is_not_sent_four_times(server: SpotifyServer, line: Wire, status: int) -> None:
    """Left to itself: four POSTs, so the skip happens twice; and the error says 429."""
    server.next_answers.append(Answer(status, b"<html>", carried_out=True))
    with pytest.raises(Refused) as failure:
        line.send(wire.skip_to_next(None), server.token)
    assert failure.value.status == status
    assert server.player.index == 1
    assert len(server.received) == 1


async def test_a_retry_after_that_is_no_number_is_a_pause_all_the_same(
    server: SpotifyServer, limiter: SpotifyLimiter
) -> None:
    """Left to itself: None, the same as nothing playing."""
    server.next_answers.append(refusal(429, "Too many", Retry_After="abc"))
    with pytest.raises(Paused):
        await limiter.read("playback", wire.playback())


async def test_a_hotels_page_is_not_nothing_playing(server: SpotifyServer, limiter: SpotifyLimiter) -> None:
    """Left to itself a 200 with HTML in it is None."""
    server.next_answers.append(PAGE)
    with pytest.raises(PlayerUnreachable, match="in its place"):
        await limiter.read("playback", wire.playback())


@pytest.mark.parametrize("error", ["invalid_client", None, ["x"], {"message": None}, 5])
def test_an_error_that_is_a_string_is_no_crash(server: SpotifyServer, line: Wire, error: object) -> None:
    """Left to itself: AttributeError."""
    server.next_answers.append(Answer(400, json.dumps({"error": error}).encode()))
    with pytest.raises(Refused):
        line.send(wire.playback(), server.token)


@pytest.mark.parametrize(("percent", "sent"), [(50, 50), (101, 100), (-3, 0)])
def test_a_volume_is_always_sent(server: SpotifyServer, line: Wire, percent: int, sent: int) -> None:
    """Left to itself volume(101) and volume(50.0) make no request, and say nothing."""
    line.send(wire.volume(percent, None), server.token)
    assert server.received[0].query["volume_percent"] == str(sent)


# Signing in


async def test_without_a_usable_token_no_browser_opens_and_nothing_is_read_from_the_terminal(
    server: SpotifyServer, limiter: SpotifyLimiter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Left to itself any call does, and waits for ever."""
    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", opened.append)
    monkeypatch.setattr(sys, "stdin", io.StringIO("http://127.0.0.1/?code=x\n"))
    server.tokens.clear()
    with pytest.raises(PlayerError):
        await limiter.read("playback", wire.playback())
    assert opened == []
    assert sys.stdin.read() != ""


async def _came_back(signing_in: SigningIn, server: SpotifyServer) -> str:
    query = {name: values[0] for name, values in parse_qs(urlsplit(signing_in.address).query).items()}
    return server.authorize(query)


async def test_a_stray_request_does_not_use_up_the_listener(server: SpotifyServer) -> None:
    """Left to itself a favicon is taken for the answer (spotatui 0.41.0 had the same)."""
    async with SigningIn("client", Accounts(server.accounts_url), CLOCK) as signing_in:
        address = await _came_back(signing_in, server)
        root = address.partition("?")[0]
        await asyncio.to_thread(_asked, root + "favicon.ico")
        parts = urlsplit(root)
        socket.create_connection((parts.hostname or "", parts.port or 0)).close()  # a browser's early connection
        await asyncio.to_thread(_asked, address)
        assert (await signing_in.finished()).refresh_token == "good-refresh"


async def test_an_answer_with_another_state_is_not_taken(server: SpotifyServer) -> None:
    """Left to itself `state` is None: anybody's code is taken."""
    async with SigningIn("client", Accounts(server.accounts_url), CLOCK) as signing_in:
        address = await _came_back(signing_in, server)
        await asyncio.to_thread(_asked, address.partition("state=")[0] + "state=forged")
        assert server.token_requests == []
        await asyncio.to_thread(_asked, address)
        await signing_in.finished()


async def test_a_port_in_use_is_no_crash(server: SpotifyServer) -> None:
    """Left to itself: OSError. Two sign-ins at once get a port each."""
    async with (
        SigningIn("client", Accounts(server.accounts_url), CLOCK) as one,
        SigningIn("client", Accounts(server.accounts_url), CLOCK) as other,
    ):
        assert await _came_back(one, server) != await _came_back(other, server)


def _asked(address: str) -> None:
    try:
        with urlopen(address, timeout=5) as response:
            response.read()
    except OSError:
        return  # a refusal is an answer


# Tokens


def test_four_threads_with_an_expired_token_make_one_refresh(server: SpotifyServer, tmp_path: Path) -> None:
    """Left to themselves: four."""
    tokens_in(server, tmp_path).keep(kept_sign_in())
    found: list[str] = []
    threads = [
        threading.Thread(target=lambda: found.append(tokens_in(server, tmp_path).current())) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    assert len(set(found)) == 1
    assert len(server.token_requests) == 1


def test_invalid_grant_is_asked_once(server: SpotifyServer, tmp_path: Path) -> None:
    """Left to itself the dead token stays in the cache, and every call repeats it."""
    tokens = tokens_in(server, tmp_path)
    tokens.keep(kept_sign_in())
    server.refresh_tokens.clear()
    for _ in range(3):
        with pytest.raises(SignInNeeded):
            tokens.current()
    assert len(server.token_requests) == 1


def test_a_new_sign_in_replaces_a_dead_one(server: SpotifyServer, tmp_path: Path) -> None:
    """Left to itself a fresh code is ignored, and the dead token tried again."""
    tokens = tokens_in(server, tmp_path)
    tokens.keep(kept_sign_in())
    now = CLOCK.now()
    tokens.keep(SignIn("client", "fresh", "good-refresh", now + timedelta(hours=1), SCOPES, now))
    assert tokens.current() == "fresh"
    assert server.token_requests == []


def test_a_refresh_without_scopes_ends_no_sign_in(server: SpotifyServer, tmp_path: Path) -> None:
    """Left to itself the next call wants a new sign-in. Nor does a new refresh token come any more."""
    tokens = tokens_in(server, tmp_path)
    tokens.keep(kept_sign_in())
    tokens.current()
    sign_in = tokens_in(server, tmp_path).sign_in()
    assert sign_in is not None
    assert (sign_in.scopes, sign_in.refresh_token) == (SCOPES, "good-refresh")


def test_a_refresh_nobody_answers_ends(server: SpotifyServer, tmp_path: Path) -> None:
    """Left to itself there is no time-out."""
    tokens = tokens_in(server, tmp_path)
    tokens.keep(kept_sign_in())
    server.next_answers.append(Answer(silent=True))
    started = time.monotonic()
    with pytest.raises(PlayerUnreachable):
        tokens.current()
    assert time.monotonic() - started < CALL_S


def test_no_log_shows_a_token(
    server: SpotifyServer, line: Wire, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Left to itself DEBUG prints the bearer token and the refresh token."""
    caplog.set_level(logging.DEBUG)
    tokens = tokens_in(server, tmp_path)
    tokens.keep(kept_sign_in())
    line.send(wire.playback(), tokens.current())
    assert tokens.current() not in caplog.text
    assert "good-refresh" not in caplog.text


def test_no_cache_file_is_left_in_the_folder_one_works_in(
    server: SpotifyServer, line: Wire, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Left to itself: `.cache`, in the current directory."""
    monkeypatch.chdir(tmp_path)
    line.send(wire.playback(), server.token)
    assert list(tmp_path.iterdir()) == []


# The player's quirks


@pytest.mark.parametrize("late_s", [0.2, 1.0, 1.9])
def test_a_reading_from_before_a_command_is_not_believed(tmp_path: Path, late_s: float) -> None:
    """The old track, the old shuffle (spotify-mcp PR#23, SpotifyService#1)."""

    async def script(here: Listening) -> None:
        await here.pass_s(10)
        await here.player.next()
        await here.player.set_shuffle(True)
        for _ in range(20):
            await here.pass_s(0.3)
            assert here.title == "Song 1"
            assert here.last.shuffle is True
        assert here.calls("me/player/next", "POST") == 1

    listen(tmp_path, script, late_s=late_s)


def test_nothing_at_all_right_after_a_command_is_not_believed(tmp_path: Path) -> None:
    """None in place of the state (the same)."""

    async def script(here: Listening) -> None:
        await here.pass_s(10)
        await here.player.pause()
        here.server.next_answers.append(Answer(204))
        await here.pass_s(1.2)
        assert len(here.server.next_answers) == 0
        assert here.last.state is PlaybackState.PAUSED

    listen(tmp_path, script)


def _playing(here: Listening, **changed: object) -> Answer:
    document: Document = here.server._playback() or {}
    return Answer(200, json.dumps(document | changed).encode())


def test_an_item_that_is_null_while_something_plays_is_waited_out(tmp_path: Path) -> None:
    """(ts-sdk PR#163.) Named again soon it was a hole; else it is so."""

    async def script(here: Listening) -> None:
        await here.pass_s(20)
        here.server.next_answers.append(_playing(here, item=None))
        await here.pass_s(30)
        assert here.title == "Song 0"
        assert all(playback is None or playback.track is not None for _, playback in here.shown)
        here.server.next_answers += [_playing(here, item=None, currently_playing_type="unknown")] * 4
        await here.pass_s(30)
        assert here.last.track is None

    listen(tmp_path, script)


def test_a_progress_that_is_null_goes_on_from_the_last(tmp_path: Path) -> None:
    """(web-api#748: "expected".)"""

    async def script(here: Listening) -> None:
        await here.pass_s(20)
        here.server.next_answers.append(_playing(here, progress_ms=None))
        await here.pass_s(5)
        assert not here.server.next_answers
        assert 24_000 < here.last.position_ms < 26_000

    listen(tmp_path, script)


def test_an_episode_is_told_because_it_is_asked_for(server: SpotifyServer, line: Wire) -> None:
    """Else `item` is null for it (obsidian-spotify#5)."""
    line.send(wire.playback(), server.token)
    assert server.received[0].query["additional_types"] == "track,episode"


def test_a_progress_past_the_end_is_clamped_and_asked_for_rarely(tmp_path: Path) -> None:
    """It runs on for ever after a client has died (web-api#533)."""

    def dead(server: SpotifyServer) -> None:
        server.off_ms = lambda: 500_000

    async def script(here: Listening) -> None:
        here.server.player.repeat = "track"
        assert here.last.position_ms == 200_000
        await here.pass_s(150)
        assert here.last.position_ms == 200_000
        assert len(here.server.received) < 20

    listen(tmp_path, script, prepare=dead)


def test_no_active_device_after_a_long_pause_is_woken_by_its_name(tmp_path: Path) -> None:
    """(l-lemaire/opendeck-spotify's notes.)"""

    async def script(here: Listening) -> None:
        await here.player.pause()
        await here.pass_s(3)
        here.server.player.devices[0]["is_active"] = False
        await here.player.play()
        assert here.server.player.playing
        assert here.server.received[-1].query == {"device_id": "kitchen"}

    listen(tmp_path, script)


def test_no_active_device_and_none_known_says_what_to_do(tmp_path: Path) -> None:
    def silent(server: SpotifyServer) -> None:
        server.player.devices[0]["is_active"] = False

    async def script(here: Listening) -> None:
        with pytest.raises(NothingPlaying) as failure:
            await here.player.play()
        assert "device" in failure.value.next_step

    listen(tmp_path, script, prepare=silent)


def test_a_device_without_a_volume_is_not_asked_for_one(tmp_path: Path) -> None:
    """403 VOLUME_CONTROL_DISALLOW on phones (nocturne-ui#25)."""

    async def script(here: Listening) -> None:
        await here.player.transfer("phone")
        await here.pass_s(3)
        assert Capability.VOLUME not in here.last.capabilities
        with pytest.raises(CommandUnsupported):
            await here.player.set_volume(3)
        assert here.calls("me/player/volume", "PUT") == 0

    listen(tmp_path, script)


def test_a_volume_refused_all_the_same_is_said_as_what_it_is(tmp_path: Path) -> None:
    async def script(here: Listening) -> None:
        here.server.next_answers.append(refusal(403, "Cannot control", reason="VOLUME_CONTROL_DISALLOW"))
        with pytest.raises(CommandUnsupported, match="volume"):
            await here.player.set_volume(3)

    listen(tmp_path, script)


def test_a_restriction_violated_is_a_failure_of_the_moment(tmp_path: Path) -> None:
    """Transient in places (spotatui 0.41.0): not taken for something the player can't do, nor sent again."""

    async def script(here: Listening) -> None:
        here.server.next_answers.append(refusal(403, "Player command failed: Restriction violated"))
        with pytest.raises(CommandFailed, match="Restriction violated"):
            await here.player.pause()
        assert here.server.player.playing
        assert Capability.PLAY_PAUSE in here.last.capabilities
        await here.player.pause()
        assert not here.server.player.playing

    listen(tmp_path, script)


def test_a_wrong_401_at_a_tracks_change_ends_no_sign_in(tmp_path: Path) -> None:
    """(spotatui#395, spotify-player#1044.)"""

    async def script(here: Listening) -> None:
        await here.pass_s(195)
        here.server.next_answers += [refusal(401, "Unauthorized")] * 2
        await here.pass_s(20)
        assert here.title == "Song 1"
        assert here.told == []

    listen(tmp_path, script)


def test_nothing_is_pushed_so_a_skip_elsewhere_is_looked_for(tmp_path: Path) -> None:
    """(web-api#492, #526.)"""

    async def script(here: Listening) -> None:
        await here.pass_s(3)
        here.server.player.skip(2)
        await here.pass_s(20)
        assert here.title == "Song 2"

    listen(tmp_path, script)


def test_without_premium_the_refusal_of_a_command_is_the_only_sign(tmp_path: Path) -> None:
    """GET /me has no `product` any more."""

    def without(server: SpotifyServer) -> None:
        server.premium = False

    async def script(here: Listening) -> None:
        assert Capability.SKIP in here.last.capabilities
        with pytest.raises(CommandUnsupported, match="Premium"):
            await here.player.next()
        assert Capability.SKIP not in here.last.capabilities

    listen(tmp_path, script, prepare=without)


def test_an_advertisement_a_private_session_and_an_unknown_type_are_shown_as_what_they_are(tmp_path: Path) -> None:
    async def script(here: Listening) -> None:
        await here.pass_s(10)
        device = here.server.player.devices[0] | {"is_private_session": True}
        here.server.next_answers.append(_playing(here, item=None, currently_playing_type="ad", device=device))
        here.player.set_watched(False)
        here.player.set_watched(True)
        await here.pass_s(1)
        assert (here.title, here.last.device.private_session) == ("Advertisement", True)
        assert Capability.LIKE not in here.last.capabilities
        await here.pass_s(20)
        assert here.title == "Song 0"
        await here.pass_s(10)
        document = here.server.player.tracks[0] | {"type": "hologram"}
        here.server.next_answers.append(_playing(here, item=document, currently_playing_type="hologram"))
        here.player.set_watched(False)
        here.player.set_watched(True)
        await here.pass_s(1)
        assert here.title == "Song 0"

    listen(tmp_path, script)


# Cancelling


@pytest.mark.parametrize("answer", [Answer(silent=True), Answer(200, b" " * 100, drip_s=0.05)])
async def test_a_reading_or_a_command_can_be_cancelled_at_any_point(
    server: SpotifyServer, tmp_path: Path, answer: Answer
) -> None:
    """Waiting for its turn it is never sent; under way its thread is free after the time-out."""
    calls = CallLog(tmp_path / "calls", CLOCK)
    held = HeldToken(server.token)
    limiter = SpotifyLimiter(lambda: Wire(server.api_url, answer_s=ANSWER_S), held, calls, CLOCK, budget=100)
    player = SpotifyPlayer(limiter, CLOCK)
    steps: tuple[Callable[[], Awaitable[object]], ...] = (player.open, player.pause, player.read, player.devices)
    for turns in range(4):
        for step in steps:
            server.next_answers.append(answer)
            task = asyncio.ensure_future(step())
            for _ in range(turns):
                await asyncio.sleep(0)
            started = time.monotonic()
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            assert time.monotonic() - started < ANSWER_S
            server.next_answers.clear()
    await player.close()
    for thread in threading.enumerate():
        if thread.name.startswith("spotify"):
            await asyncio.to_thread(thread.join, CALL_S)
            assert not thread.is_alive()
