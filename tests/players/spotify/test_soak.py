"""A day of listening with faults of every kind: no hang, no command twice, no call too many, nothing grows."""

from __future__ import annotations

import gc
import random
import tracemalloc
from bisect import bisect_right
from pathlib import Path

import pytest

import spotintro
from tests.fakes.spotify_server import Answer, Received, SpotifyServer
from tests.players import listening_day as day
from tests.players.spotify.faults import Faults
from tests.players.spotify.listening import Listening, listen

pytestmark = pytest.mark.slow

BUDGET = 700
CALM_S = 900.0
GROWTH_BYTES = 60_000


async def nothing_else() -> None:
    return


async def live_through(here: Listening, *, hours: float, long_pause_at_s: float, seed: int) -> Faults:
    server, lot = here.server, random.Random(seed)
    faults = Faults(server, lot, here.loop.time, long_pause_at_s=long_pause_at_s)
    times: list[float] = []

    def fault(received: Received) -> Answer | None:
        times.append(here.loop.time())
        return faults(received)

    server.fault = fault
    life = day.Life(server, here.player, lot, changed=nothing_else)
    await life.live(hours * 3_600 / 2)
    before = _held_bytes(here)
    await life.live(hours * 3_600)
    grown = _held_bytes(here) - before

    faults.over = True
    here.player.set_watched(True)
    await here.pass_s(CALM_S)
    server.player.playing = True
    while (await here.limiter.usage()).paused_until or (await here.limiter.usage()).used >= BUDGET // 2:
        await here.pass_s(3_600)
    server.player.index, server.player.playing, server.player.position_ms = 1, True, 0.0
    await here.pass_s(400)
    assert here.title == server.player.tracks[server.player.index]["name"]

    assert faults.commands_done <= life.commands
    assert faults.too_early == 0
    for number, at_s in enumerate(times):
        assert number + 1 - bisect_right(times, at_s - 24 * 3_600) <= BUDGET
    assert grown < GROWTH_BYTES
    return faults


def _held_bytes(here: Listening) -> int:
    """By the package's own lines, where that is traced."""
    if not tracemalloc.is_tracing():
        return 0
    here.shown.clear()
    gc.collect()
    ours = tracemalloc.Filter(inclusive=True, filename_pattern=str(Path(spotintro.__file__).parent / "*"))
    return sum(each.size for each in tracemalloc.take_snapshot().filter_traces([ours]).statistics("filename"))


def prepare(server: SpotifyServer) -> None:
    server.player.tracks, server.player.devices = day.tracks(random.Random(1)), day.devices()


def soak(folder: Path, *, hours: float, long_pause_at_s: float, seed: int) -> Faults:
    found: list[Faults] = []

    async def script(here: Listening) -> None:
        found.append(await live_through(here, hours=hours, long_pause_at_s=long_pause_at_s, seed=seed))

    listen(folder, script, budget=BUDGET, prepare=prepare, late_s=day.LATE_S)
    return found[0]


def test_two_hours_with_faults(tmp_path: Path) -> None:
    faults = soak(tmp_path, hours=2, long_pause_at_s=1.5 * 3_600, seed=7)
    assert faults.met["a pause of 14 h"] == 1
    assert len(faults.met) >= 4


@pytest.mark.soak
@pytest.mark.timeout(900)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_day_with_faults(tmp_path: Path, seed: int) -> None:
    """And the 14 h that Spotify asked for meanwhile on top."""
    tracemalloc.start()
    try:
        faults = soak(tmp_path, hours=38, long_pause_at_s=(2 + seed) * 3_600, seed=seed)
    finally:
        tracemalloc.stop()
    assert len(faults.met) == 10
