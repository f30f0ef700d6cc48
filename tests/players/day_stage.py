"""The stage of a day of listening: the account's server, with its distance, and a client on a session bus."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from spotintro.players.spotify.call_log import CallLog
from spotintro.players.spotify.limiter import SpotifyLimiter
from spotintro.players.spotify.player import SpotifyPlayer
from spotintro.players.spotify.wire import Call, Wire
from tests.fakes.spotify_server import SpotifyServer
from tests.fakes.virtual_loop import LoopClock, VirtualLoop
from tests.players import listening_day as day
from tests.players.local_client import LocalClient, Probe
from tests.players.spotify.listening import HeldToken

SEED = 20_261_123
BUDGET = 10_000
"""Far away: how reading slows down with it is another matter."""
WAY_S = 0.12
"""Each way over the network."""


class FarLimiter(SpotifyLimiter):
    """A limiter that takes the network's time for each call."""

    async def read(self, kind: str, call: Call) -> object:
        await asyncio.sleep(WAY_S)
        answer = await super().read(kind, call)
        await asyncio.sleep(WAY_S)
        return answer

    async def command(self, kind: str, call: Call) -> None:
        await asyncio.sleep(WAY_S)
        await super().command(kind, call)
        await asyncio.sleep(WAY_S)


def server_of_the_day(loop: VirtualLoop) -> SpotifyServer:
    lot = random.Random(SEED)
    server = SpotifyServer(now=loop.time, late_s=day.LATE_S)
    server.player.tracks, server.player.devices = day.tracks(lot), day.devices()
    server.off_ms = lambda: lot.uniform(-day.OFF_MS, day.OFF_MS)
    return server


def far_player(server: SpotifyServer, folder: Path, clock: LoopClock, *, budget: int = BUDGET) -> SpotifyPlayer:
    calls = CallLog(folder / f"calls-{id(server)}", clock)
    limiter = FarLimiter(lambda: Wire(server.api_url), HeldToken(server.token), calls, clock, budget=budget)
    return SpotifyPlayer(limiter, clock)


@asynccontextmanager
async def client_here(server: SpotifyServer, loop: VirtualLoop, address: str) -> AsyncIterator[LocalClient]:
    """Have a client on the bus of this address play along with the account."""
    probe = await Probe.connected(address)
    client = LocalClient(server, loop.time)
    with loop.settling_with(probe.settle, descriptor=probe.descriptor):
        await client.start(address)
        yield client
        await client.stop()
    await probe.close()
