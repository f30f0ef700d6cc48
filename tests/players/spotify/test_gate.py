"""The gate before a real server: what is asked is counted, and nothing is asked that must not be."""

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
from spotintro.players.spotify.gate import BudgetSpent, Paused, PremiumRequired, SpotifyGate
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
async def gate(
    server: SpotifyServer, tokens: FakeTokens, time: VirtualTime, tmp_path: Path
) -> AsyncIterator[SpotifyGate]:
    made = SpotifyGate(
        lambda: Wire(server.api_url, answer_s=ANSWER_S),
        tokens,
        CallLog(tmp_path / "calls", time),
        time,
        budget=100,
        jitter=lambda: 1.0,
    )
    yield made
    await made.close()


async def read(gate: SpotifyGate) -> object:
    return await gate.read("playback", wire.playback())


async def test_what_is_asked_twice_at_once_is_asked_once(server: SpotifyServer, gate: SpotifyGate) -> None:
    first, second, queue = await asyncio.gather(read(gate), read(gate), gate.read("queue", wire.queue()))
    assert first is second
    assert queue != first
    assert len(server.received) == 2
    assert (await gate.usage()).used == 2


async def test_who_stops_waiting_does_not_stop_the_others(server: SpotifyServer, gate: SpotifyGate) -> None:
    one, other = asyncio.create_task(read(gate)), asyncio.create_task(read(gate))
    await asyncio.sleep(0)
    one.cancel()
    assert await other is not None
    assert len(server.received) == 1


async def test_a_pause_is_obeyed_shown_and_kept(
    server: SpotifyServer, gate: SpotifyGate, time: VirtualTime, tmp_path: Path
) -> None:
    server.next_answers.append(refusal(429, "Too many", reason="QUOTA_EXCEEDED", Retry_After="48925"))
    with pytest.raises(Paused, match=r"quota.* in 14 h"):
        await read(gate)
    with pytest.raises(Paused):
        await read(gate)
    with pytest.raises(Paused):
        await gate.command("next", wire.skip_to_next(None))
    assert len(server.received) == 1
    usage = await gate.usage()
    assert usage.paused_until is not None
    time.advance(48_926)
    assert await read(gate)


async def test_a_rate_limit_is_told_from_the_quota(
    server: SpotifyServer, gate: SpotifyGate, time: VirtualTime
) -> None:
    server.next_answers.append(refusal(429, "API rate limit exceeded", Retry_After="7"))
    with pytest.raises(Paused, match="asked for a pause; it goes on in 7 s"):
        await read(gate)
    time.advance(7)
    assert await read(gate)


async def test_without_retry_after_the_pause_grows(
    server: SpotifyServer, gate: SpotifyGate, time: VirtualTime
) -> None:
    for wait_s in (2, 4, 8):
        server.next_answers.append(refusal(429, "Too many", Retry_After="abc"))
        with pytest.raises(Paused, match=f"in {wait_s} s"):
            await read(gate)
        time.advance(wait_s)
    assert await read(gate)


@pytest.mark.parametrize(
    "answer", [Answer(500, b"oops"), Answer(502, b"<html>"), PAGE, Answer(cut=True), Answer(silent=True)]
)
async def test_after_a_fault_reading_waits_and_commands_may_go(
    server: SpotifyServer, gate: SpotifyGate, time: VirtualTime, answer: Answer
) -> None:
    server.next_answers.append(answer)
    with pytest.raises(PlayerError):
        await read(gate)
    with pytest.raises(PlayerUnreachable):
        await read(gate)
    assert len(server.received) == 1
    await gate.command("pause", wire.pause(None))
    time.advance(2)
    assert await read(gate)


@pytest.mark.parametrize("status", [500, 502, 503])
async def test_a_command_that_failed_is_not_sent_again(
    server: SpotifyServer, gate: SpotifyGate, status: int
) -> None:
    server.next_answers.append(Answer(status, b"", carried_out=True))
    with pytest.raises(CommandFailed):
        await gate.command("next", wire.skip_to_next(None))
    assert server.player.index == 1
    assert len(server.received) == 1


async def test_commands_go_in_their_order(server: SpotifyServer, gate: SpotifyGate) -> None:
    await asyncio.gather(*(gate.command("volume", wire.volume(percent, None)) for percent in (10, 20, 30, 40)))
    assert [each.query["volume_percent"] for each in server.received] == ["10", "20", "30", "40"]


async def test_a_command_that_is_cancelled_before_its_turn_is_never_sent(
    server: SpotifyServer, gate: SpotifyGate
) -> None:
    server.next_answers.append(Answer(silent=True))
    first = asyncio.create_task(gate.command("pause", wire.pause(None)))
    await asyncio.to_thread(server.asked.wait, 10)
    waiting = asyncio.create_task(gate.command("next", wire.skip_to_next(None)))
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(PlayerError):
        await first
    await gate.command("seek", wire.seek(5, None))
    assert [each.path.rpartition("/")[2] for each in server.received] == ["pause", "seek"]


async def test_a_reading_that_hangs_holds_up_no_command(server: SpotifyServer, gate: SpotifyGate) -> None:
    server.next_answers.append(Answer(silent=True))
    hanging = asyncio.create_task(read(gate))
    await asyncio.to_thread(server.asked.wait, 10)
    await gate.command("next", wire.skip_to_next(None))
    assert not hanging.done()
    with pytest.raises(PlayerError):
        await hanging


async def test_an_expired_token_is_replaced_once_and_the_command_done_once(
    server: SpotifyServer, gate: SpotifyGate, tokens: FakeTokens
) -> None:
    tokens.token, tokens.following = "expired", [server.token]
    await gate.command("next", wire.skip_to_next(None))
    assert server.player.index == 1
    assert tokens.refreshes == 1


async def test_a_wrong_401_at_a_tracks_change_is_no_dead_token(
    server: SpotifyServer, gate: SpotifyGate, tokens: FakeTokens, time: VirtualTime
) -> None:
    server.tokens.add("another")
    tokens.following = ["another", "a third"]
    server.next_answers += [refusal(401, "Unauthorized"), refusal(401, "Unauthorized")]
    with pytest.raises(CommandFailed, match="for the moment"):
        await read(gate)
    server.next_answers.append(refusal(401, "Unauthorized"))
    with pytest.raises(CommandFailed):
        await read(gate)
    assert tokens.refreshes == 1
    assert await read(gate)
    time.advance(30)
    server.tokens.add("a third")
    server.next_answers.append(refusal(401, "Unauthorized"))
    assert await read(gate)
    assert tokens.refreshes == 2


async def test_a_dead_token_is_a_sign_in_not_a_loop(
    server: SpotifyServer, gate: SpotifyGate, tokens: FakeTokens
) -> None:
    tokens.token = "dead"
    with pytest.raises(SignInNeeded):
        await read(gate)
    tokens.token = ""
    with pytest.raises(SignInNeeded):
        await read(gate)
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
    server: SpotifyServer, gate: SpotifyGate, answer: Answer, error: type[PlayerError]
) -> None:
    server.next_answers.append(answer)
    with pytest.raises(error) as failure:
        await gate.command("volume", wire.volume(3, None))
    assert failure.value.next_step
    assert "\x1b" not in failure.value.message


async def test_the_budget_is_never_overrun(server: SpotifyServer, gate: SpotifyGate, time: VirtualTime) -> None:
    for _ in range(100):
        await read(gate)
    with pytest.raises(BudgetSpent):
        await read(gate)
    with pytest.raises(BudgetSpent):
        await gate.command("next", wire.skip_to_next(None))
    assert len(server.received) == 100
    time.advance(24 * 3600)
    assert await read(gate)


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
async def test_reading_slows_down_by_steps(gate: SpotifyGate, used: int, pace: Pace) -> None:
    assert gate.pace(used) is pace


async def test_closing_ends_what_waits_and_leaves_no_thread(server: SpotifyServer, gate: SpotifyGate) -> None:
    server.next_answers.append(Answer(silent=True))
    waiting = asyncio.create_task(read(gate))
    await asyncio.to_thread(server.asked.wait, 10)
    await gate.close()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    for thread in threading.enumerate():
        if thread.name.startswith("spotify"):
            await asyncio.to_thread(thread.join, CALL_S)
            assert not thread.is_alive()
