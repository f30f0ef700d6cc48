"""The limiter before a real server: what is asked is counted, and nothing is asked that must not be."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from spotintro.players.base import (
    CommandFailed,
    CommandUnsupported,
    NothingPlaying,
    Pace,
    PlayerError,
    PlayerUnreachable,
)
from spotintro.players.spotify import wire
from spotintro.players.spotify.call_log import CallLog
from spotintro.players.spotify.limiter import BudgetSpent, Paused, PremiumRequired, SpotifyLimiter
from spotintro.players.spotify.tokens import SignInNeeded
from spotintro.players.spotify.transport import CALL_S
from spotintro.players.spotify.wire import Wire
from tests.fakes.spotify_server import PAGE, Answer, SpotifyServer, refusal
from tests.fakes.virtual_time import VirtualTime

pytestmark = pytest.mark.slow

ANSWER_S = 0.3


@dataclass
class FakeTokens:
    token: str
    following: list[str] = field(default_factory=list)
    refreshes: int = 0

    def current(self) -> str:
        if not self.token:
            raise SignInNeeded
        return self.token

    def refreshed(self, stale: str) -> str:
        assert stale == self.token
        self.refreshes += 1
        if not self.following:
            raise SignInNeeded
        self.token = self.following.pop(0)
        return self.token


@pytest.fixture
def time() -> VirtualTime:
    return VirtualTime()


@pytest.fixture
def server() -> Iterator[SpotifyServer]:
    with SpotifyServer() as server:
        yield server


@pytest.fixture
def tokens(server: SpotifyServer) -> FakeTokens:
    return FakeTokens(server.token)


@pytest.fixture
async def limiter(
    server: SpotifyServer, tokens: FakeTokens, time: VirtualTime, tmp_path: Path
) -> AsyncIterator[SpotifyLimiter]:
    made = SpotifyLimiter(
        lambda: Wire(server.api_url, answer_s=ANSWER_S),
        tokens,
        CallLog(tmp_path / "calls", time),
        time,
        budget=100,
        jitter=lambda: 1.0,
    )
    yield made
    await made.close()


async def read(limiter: SpotifyLimiter) -> object:
    return await limiter.read("playback", wire.playback())


async def test_what_is_asked_twice_at_once_is_asked_once(server: SpotifyServer, limiter: SpotifyLimiter) -> None:
    first, second, queue = await asyncio.gather(read(limiter), read(limiter), limiter.read("queue", wire.queue()))
    assert first is second
    assert queue != first
    assert len(server.received) == 2
    assert (await limiter.usage()).used == 2


async def test_who_stops_waiting_does_not_stop_the_others(server: SpotifyServer, limiter: SpotifyLimiter) -> None:
    one, other = asyncio.create_task(read(limiter)), asyncio.create_task(read(limiter))
    await asyncio.sleep(0)
    one.cancel()
    assert await other is not None
    assert len(server.received) == 1


async def test_a_pause_is_obeyed_shown_and_kept(
    server: SpotifyServer, limiter: SpotifyLimiter, time: VirtualTime, tmp_path: Path
) -> None:
    server.next_answers.append(refusal(429, "Too many", reason="QUOTA_EXCEEDED", Retry_After="48925"))
    with pytest.raises(Paused, match=r"quota.* in 14 h"):
        await read(limiter)
    with pytest.raises(Paused):
        await read(limiter)
    with pytest.raises(Paused):
        await limiter.command("next", wire.skip_to_next(None))
    assert len(server.received) == 1
    usage = await limiter.usage()
    assert usage.paused_until is not None
    time.advance(48_926)
    assert await read(limiter)


async def test_a_rate_limit_is_told_from_the_quota(
    server: SpotifyServer, limiter: SpotifyLimiter, time: VirtualTime
) -> None:
    server.next_answers.append(refusal(429, "API rate limit exceeded", Retry_After="7"))
    with pytest.raises(Paused, match="asked for a pause; it goes on in 7 s"):
        await read(limiter)
    time.advance(7)
    assert await read(limiter)


async def test_without_retry_after_the_pause_grows(
    server: SpotifyServer, limiter: SpotifyLimiter, time: VirtualTime
) -> None:
    for wait_s in (2, 4, 8):
        server.next_answers.append(refusal(429, "Too many", Retry_After="abc"))
        with pytest.raises(Paused, match=f"in {wait_s} s"):
            await read(limiter)
        time.advance(wait_s)
    assert await read(limiter)


@pytest.mark.parametrize(
    "answer", [Answer(500, b"oops"), Answer(502, b"<html>"), PAGE, Answer(cut=True), Answer(silent=True)]
)
async def test_after_a_fault_reading_waits_and_commands_may_go(
    server: SpotifyServer, limiter: SpotifyLimiter, time: VirtualTime, answer: Answer
) -> None:
    server.next_answers.append(answer)
    with pytest.raises(PlayerError):
        await read(limiter)
    with pytest.raises(PlayerUnreachable):
        await read(limiter)
    assert len(server.received) == 1
    await limiter.command("pause", wire.pause(None))
    time.advance(2)
    assert await read(limiter)


@pytest.mark.parametrize("status", [500, 502, 503])
async def test_a_command_that_failed_is_not_sent_again(
    server: SpotifyServer, limiter: SpotifyLimiter, status: int
) -> None:
    server.next_answers.append(Answer(status, b"", carried_out=True))
    with pytest.raises(CommandFailed):
        await limiter.command("next", wire.skip_to_next(None))
    assert server.player.index == 1
    assert len(server.received) == 1


async def test_commands_go_in_their_order(server: SpotifyServer, limiter: SpotifyLimiter) -> None:
    await asyncio.gather(*(limiter.command("volume", wire.volume(percent, None)) for percent in (10, 20, 30, 40)))
    assert [each.query["volume_percent"] for each in server.received] == ["10", "20", "30", "40"]


async def test_a_command_that_is_cancelled_before_its_turn_is_never_sent(
    server: SpotifyServer, limiter: SpotifyLimiter
) -> None:
    server.next_answers.append(Answer(silent=True))
    first = asyncio.create_task(limiter.command("pause", wire.pause(None)))
    await asyncio.to_thread(server.asked.wait, 10)
    waiting = asyncio.create_task(limiter.command("next", wire.skip_to_next(None)))
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(PlayerError):
        await first
    await limiter.command("seek", wire.seek(5, None))
    assert [each.path.rpartition("/")[2] for each in server.received] == ["pause", "seek"]


async def test_a_reading_that_hangs_holds_up_no_command(server: SpotifyServer, limiter: SpotifyLimiter) -> None:
    server.next_answers.append(Answer(silent=True))
    hanging = asyncio.create_task(read(limiter))
    await asyncio.to_thread(server.asked.wait, 10)
    await limiter.command("next", wire.skip_to_next(None))
    assert not hanging.done()
    with pytest.raises(PlayerError):
        await hanging


async def test_an_expired_token_is_replaced_once_and_the_command_done_once(
    server: SpotifyServer, limiter: SpotifyLimiter, tokens: FakeTokens
) -> None:
    tokens.token, tokens.following = "expired", [server.token]
    await limiter.command("next", wire.skip_to_next(None))
    assert server.player.index == 1
    assert tokens.refreshes == 1


async def test_a_wrong_401_at_a_tracks_change_is_no_dead_token(
    server: SpotifyServer, limiter: SpotifyLimiter, tokens: FakeTokens, time: VirtualTime
) -> None:
    server.tokens.add("another")
    tokens.following = ["another", "a third"]
    server.next_answers += [refusal(401, "Unauthorized"), refusal(401, "Unauthorized")]
    with pytest.raises(CommandFailed, match="for the moment"):
        await read(limiter)
    server.next_answers.append(refusal(401, "Unauthorized"))
    with pytest.raises(CommandFailed):
        await read(limiter)
    assert tokens.refreshes == 1
    assert await read(limiter)
    time.advance(30)
    server.tokens.add("a third")
    server.next_answers.append(refusal(401, "Unauthorized"))
    assert await read(limiter)
    assert tokens.refreshes == 2


async def test_a_dead_token_is_a_sign_in_not_a_loop(
    server: SpotifyServer, limiter: SpotifyLimiter, tokens: FakeTokens
) -> None:
    tokens.token = "dead"
    with pytest.raises(SignInNeeded):
        await read(limiter)
    tokens.token = ""
    with pytest.raises(SignInNeeded):
        await read(limiter)
    assert len(server.received) == 1


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (refusal(403, "Premium required", reason="PREMIUM_REQUIRED"), PremiumRequired),
        (refusal(404, "No active device found", reason="NO_ACTIVE_DEVICE"), NothingPlaying),
        (refusal(403, "Cannot control device volume", reason="VOLUME_CONTROL_DISALLOW"), CommandUnsupported),
        (refusal(403, "Player command failed: Restriction violated", reason="UNKNOWN"), CommandFailed),
        (refusal(400, "Bad \x1b[2Jrequest"), CommandFailed),
    ],
)
async def test_each_refusal_has_its_own_error(
    server: SpotifyServer, limiter: SpotifyLimiter, answer: Answer, error: type[PlayerError]
) -> None:
    server.next_answers.append(answer)
    with pytest.raises(error) as failure:
        await limiter.command("volume", wire.volume(3, None))
    assert failure.value.next_step
    assert "\x1b" not in failure.value.message


RESTRICTED = "It may be so already; else try again in a moment."


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (
            refusal(403, "Player command failed: Restriction violated", reason="UNKNOWN"),
            f"Spotify refused: Restriction violated. {RESTRICTED}",
        ),
        (refusal(403, "Restriction violated."), f"Spotify refused: Restriction violated. {RESTRICTED}"),
        (refusal(403, "Not for you!"), "Spotify refused: Not for you! Try again in a moment."),
        (refusal(403, ""), "Spotify refused: 403. Try again in a moment."),
        (refusal(400, "Bad request"), "Spotify refused: 400 Bad request. Try again in a moment."),
        (refusal(418, "", reason="TEAPOT"), "Spotify refused: 418 TEAPOT. Try again in a moment."),
    ],
)
async def test_a_refusal_is_a_sentence_before_the_next_step(
    server: SpotifyServer, limiter: SpotifyLimiter, answer: Answer, told: str
) -> None:
    server.next_answers.append(answer)
    with pytest.raises(CommandFailed) as failure:
        await limiter.command("pause", wire.pause(None))
    assert failure.value.in_full == told


async def test_a_pause_does_not_speak_of_players_on_this_machine(
    server: SpotifyServer, limiter: SpotifyLimiter
) -> None:
    server.next_answers.append(refusal(429, "Too many", Retry_After="70"))
    with pytest.raises(Paused) as failure:
        await limiter.command("pause", wire.pause(None))
    assert failure.value.in_full == (
        "Spotify asked for a pause; it goes on in 70 s. Spotify's own controls work meanwhile."
    )


async def test_the_budget_is_never_overrun(
    server: SpotifyServer, limiter: SpotifyLimiter, time: VirtualTime
) -> None:
    for _ in range(100):
        await read(limiter)
    with pytest.raises(BudgetSpent):
        await read(limiter)
    with pytest.raises(BudgetSpent):
        await limiter.command("next", wire.skip_to_next(None))
    assert len(server.received) == 100
    time.advance(24 * 3600)
    assert await read(limiter)


@pytest.mark.parametrize(
    ("used", "pace"),
    [
        (0, Pace.FULL),
        (49, Pace.FULL),
        (50, Pace.HALF),
        (79, Pace.HALF),
        (80, Pace.QUARTER),
        (95, Pace.COMMANDS_ONLY),
    ],
)
async def test_reading_slows_down_by_steps(limiter: SpotifyLimiter, used: int, pace: Pace) -> None:
    assert limiter.pace(used) is pace


async def test_closing_ends_what_waits_and_leaves_no_thread(
    server: SpotifyServer, limiter: SpotifyLimiter
) -> None:
    server.next_answers.append(Answer(silent=True))
    waiting = asyncio.create_task(read(limiter))
    await asyncio.to_thread(server.asked.wait, 10)
    await limiter.close()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    for thread in threading.enumerate():
        if thread.name.startswith("spotify"):
            await asyncio.to_thread(thread.join, CALL_S)
            assert not thread.is_alive()
