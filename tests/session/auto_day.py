"""A day of listening with auto on: what it takes in calls, and what is heard of a track before its intro."""

from __future__ import annotations

import asyncio
import os
import random
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from unittest import mock

from spotintro.config import OverMusicMode
from spotintro.players.auto import AutoPlayer
from spotintro.players.base import Player
from spotintro.players.mpris import MprisPlayer
from tests.fakes.spotify_server import Moment, Received, SpotifyServer
from tests.fakes.virtual_loop import LoopClock, VirtualLoop, run_in_virtual_time
from tests.players import listening_day as day
from tests.players.day_stage import SEED, client_here, far_player, server_of_the_day
from tests.session.evening import Evening, check_books
from tests.session_bus import session_bus

CREDITS = 10_000
SENTENCE_S = 7.0
"""Of three: an intro takes a good 20 s."""


@dataclass(frozen=True)
class AutoDay:
    """What came of it."""

    received: list[Received]
    history: list[Moment]
    intros: int
    until_s: float

    @property
    def hours(self) -> float:
        """Of listening, the time that the host spoke included."""
        return (day.heard_s(self.history, self.until_s) + self.intros * 3 * SENTENCE_S) / 3_600

    @property
    def calls_per_hour(self) -> float:
        return len(self.received) / self.hours

    @property
    def by_kind(self) -> Counter[str]:
        return Counter(f"{each.method} {each.path.rpartition('/')[2]}" for each in self.received)

    @property
    def beginnings_s(self) -> list[float]:
        """How much of each track was heard before it was paused to begin anew after its intro."""
        return [
            paused.position_ms / 1000
            for paused, anew in pairwise(self.history)
            if not paused.playing and not anew.playing and paused.cause == anew.cause == "here"
            if anew.position_ms == 0 and paused.uri == anew.uri
        ]


def without_mpris(
    folder: Path, *, every: str = "3 tracks", until_s: float = day.DAY_S, looks_always: bool = False
) -> AutoDay:
    """Live a day with the Web API alone."""

    async def work(loop: VirtualLoop, clock: LoopClock) -> AutoDay:
        async def nothing_else() -> None:
            return

        with server_of_the_day(loop) as server:
            player = far_player(server, folder, clock)
            return await _lived(
                server,
                player,
                clock,
                folder=folder,
                every=every,
                until_s=until_s,
                changed=nothing_else,
                looks_always=looks_always,
            )

    return run_in_virtual_time(work)


def with_mpris(folder: Path, *, every: str = "3 tracks", until_s: float = day.DAY_S) -> AutoDay:
    """Live a day with a client on this machine, which plays most of the time."""

    async def work(loop: VirtualLoop, clock: LoopClock, address: str) -> AutoDay:
        with server_of_the_day(loop) as server:
            async with client_here(server, loop, address) as client:
                here = MprisPlayer(prefer="spotify", clock=clock)
                player = AutoPlayer(here, far_player(server, folder, clock), clock)
                return await _lived(
                    server, player, clock, folder=folder, every=every, until_s=until_s, changed=client.push
                )

    with session_bus() as bus, mock.patch.dict(os.environ, {"DBUS_SESSION_BUS_ADDRESS": bus.address}):
        return run_in_virtual_time(lambda loop, clock: work(loop, clock, bus.address))


async def _lived(
    server: SpotifyServer,
    player: Player,
    clock: LoopClock,
    *,
    folder: Path,
    every: str,
    until_s: float,
    changed: Callable[[], Awaitable[None]],
    looks_always: bool = False,
) -> AutoDay:
    loop = asyncio.get_running_loop()
    history: list[Moment] = []
    server.player.history = history
    server.player.note("start", loop.time())
    evening = Evening(
        player, clock, folder, every=every, credits=CREDITS, mode=OverMusicMode.GAP, speaking_s=SENTENCE_S
    )
    await evening.begin()
    life = day.Life(server, player, random.Random(SEED), changed=changed, looks_always=looks_always)
    await life.live(until_s)
    await evening.close()
    await player.close()
    check_books(evening)
    return AutoDay(list(server.received), history, len(evening.introduced), until_s)
