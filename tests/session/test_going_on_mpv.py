"""A hand on a real player that we did not write, while the host speaks over it."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from spotintro.clock import SystemClock
from spotintro.players.mpris import MprisPlayer
from tests.mpv import mpv_playing, tagged_flac
from tests.session.going_on import Act, Hand, Pace, Scene, play, random_act
from tests.session_bus import session_bus

pytestmark = pytest.mark.service

PACE = Pace(writing_s=0.05, speaking_s=0.3, settling_s=0.4, blurred_s=0.25)
INTO_THE_TRACK_MS = 20_000
HANDS = [hand for hand in Hand if hand is not Hand.TRANSFER]


@pytest.fixture
async def remote(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[MprisPlayer]:
    """Another program's way to the same mpv."""
    files = [
        tagged_flac(tmp_path / f"{title}.flac", seconds=90, tags={"title": title, "artist": "Someone"})
        for title in ("One", "Two", "Three")
    ]
    with session_bus() as bus, mpv_playing(bus, *files, loop=True):
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus.address)
        player = MprisPlayer(clock=SystemClock())
        await player.open()
        yield player
        await player.close()


async def on_mpv(folder: Path, act: Act, remote: MprisPlayer) -> str:
    await ready(remote)
    clock = SystemClock()
    player = MprisPlayer(clock=clock)
    try:
        return await play(Scene(player, clock, folder, PACE), act, remote=remote)
    finally:
        await player.close()


async def ready(remote: MprisPlayer) -> None:
    """Have it play in the middle of a track."""
    async with asyncio.timeout(15):
        while (playback := await remote.read()) is None or playback.track is None:  # noqa: ASYNC110 - mpv loads it
            await asyncio.sleep(0.05)
        await remote.play()
        await remote.seek(INTO_THE_TRACK_MS)
        await asyncio.sleep(0.2)


@pytest.mark.parametrize("by_app", [True, False])
@pytest.mark.parametrize("hand", [Hand.NEXT, Hand.PREVIOUS, Hand.SEEK])
async def test_who_goes_on_while_the_host_speaks_hears_the_music(
    tmp_path: Path, remote: MprisPlayer, hand: Hand, by_app: bool
) -> None:
    assert await on_mpv(tmp_path, Act(hand, by_app, at_s=0.5), remote) == "Stopped"


@pytest.mark.soak
@pytest.mark.timeout(500)
async def test_forty_hands_at_random_moments(
    tmp_path: Path, remote: MprisPlayer, capsys: pytest.CaptureFixture[str]
) -> None:
    seed = random.randrange(2**32)
    lot = random.Random(seed)
    with capsys.disabled():
        print(f"\nhands on mpv, seed {seed}")  # noqa: T201 - so that it can be run again
    ends: Counter[str] = Counter()
    for _ in range(40):
        act = random_act(lot, HANDS, PACE)
        ends[f"{act.hand.name} {await on_mpv(tmp_path, act, remote)}"] += 1
    with capsys.disabled():
        print(dict(ends))  # noqa: T201 - the soak's figures
