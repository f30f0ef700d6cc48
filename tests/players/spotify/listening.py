"""A real player before a real server on loopback, both in virtual time."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

from spotintro.music import Playback
from spotintro.players.spotify.call_log import CallLog
from spotintro.players.spotify.limiter import SpotifyLimiter
from spotintro.players.spotify.player import SpotifyPlayer
from spotintro.players.spotify.tokens import SignInNeeded
from spotintro.players.spotify.wire import Wire
from tests.fakes.spotify_server import SpotifyServer
from tests.fakes.virtual_loop import LoopClock, VirtualLoop, run_in_virtual_time

ANSWER_S = 0.3
"""Real seconds: what a silent server costs a test."""


@dataclass
class HeldToken:
    token: str
    ended: bool = False

    def current(self) -> str:
        if self.ended:
            raise SignInNeeded
        return self.token

    def refreshed(self, stale: str) -> str:
        assert stale == self.token
        return self.current()


@dataclass
class Listening:
    loop: VirtualLoop
    clock: LoopClock
    server: SpotifyServer
    limiter: SpotifyLimiter
    player: SpotifyPlayer
    token: HeldToken
    told: list[str]
    shown: list[tuple[float, Playback | None]] = field(default_factory=list)

    async def follow(self) -> None:
        """Note everything that the stream of changes shows."""
        async for playback in self.player.changes():
            self.shown.append((self.loop.time(), playback))

    async def pass_s(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
        self.server.player.move_to(self.loop.time())

    @property
    def last(self) -> Playback:
        playback = self.player.playback()
        assert playback is not None
        return playback

    @property
    def title(self) -> str:
        track = self.last.track
        return "" if track is None else track.title

    def calls(self, path: str, method: str = "GET") -> int:
        return self.server.calls(method, f"/v1/{path}")


def listen(
    folder: Path,
    script: Callable[[Listening], Awaitable[None]],
    *,
    budget: int = 1_000,
    tracks: int = 40,
    late_s: float = 0.0,
    prepare: Callable[[SpotifyServer], None] = lambda _: None,
    opened: bool = True,
) -> None:
    """Run a script against the player, from its opening on; it is closed after it."""

    async def work(loop: VirtualLoop, clock: LoopClock) -> None:
        with SpotifyServer(tracks=tracks, now=loop.time, late_s=late_s) as server:
            prepare(server)
            token = HeldToken(server.token)
            told: list[str] = []
            limiter = SpotifyLimiter(
                lambda: Wire(server.api_url, answer_s=ANSWER_S),
                token,
                CallLog(folder / "calls", clock),
                clock,
                budget=budget,
                jitter=lambda: 1.0,
            )
            player = SpotifyPlayer(limiter, clock, report=told.append)
            here = Listening(loop, clock, server, limiter, player, token, told)
            following = None
            try:
                if opened:
                    await player.open()
                    following = asyncio.create_task(here.follow())
                await script(here)
            finally:
                await player.close()
                if following is not None:
                    await following

    run_in_virtual_time(work)
