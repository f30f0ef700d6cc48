"""A skip, seek, pause, quit or another device while the host speaks: the music is as the last hand left it."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest

from spotintro.config import OverMusicMode
from spotintro.players.demo import DemoPlayer
from tests.fakes.virtual_loop import LoopClock, VirtualLoop, run_in_virtual_time
from tests.players.spotify.listening import Listening, listen
from tests.session.going_on import Act, Hand, Pace, Scene, play, random_act

PACE = Pace(writing_s=0.4, speaking_s=2.0, settling_s=0.5)
INTO_THE_TRACK_S = 20.0
WHILE_IT_SPEAKS_S = 3.0
HANDS = list(Hand)


async def on_the_demo(folder: Path, act: Act, clock: LoopClock, mode: OverMusicMode) -> str:
    player = DemoPlayer(clock)
    scene = Scene(player, clock, folder, PACE, mode=mode)
    await player.open()
    await player.seek(round(INTO_THE_TRACK_S * 1000))
    device = (await scene.shown()).device
    player.open = _opened  # type: ignore[method-assign]  # it is there already, and in the middle of a track
    try:
        ended = await play(scene, act, remote=player)
        if act.hand is not Hand.TRANSFER:
            assert (await scene.shown()).device == device
        return ended
    finally:
        await player.close()


async def _opened() -> None:
    return


def live_through(folder: Path, acts: list[Act], mode: OverMusicMode = OverMusicMode.PAUSE) -> Counter[str]:
    async def work(_: VirtualLoop, clock: LoopClock) -> Counter[str]:
        ends: Counter[str] = Counter()
        for act in acts:
            ends[f"{act.hand.name} {await on_the_demo(folder, act, clock, mode)}"] += 1
        return ends

    return run_in_virtual_time(work)


@pytest.mark.parametrize("by_app", [True, False])
@pytest.mark.parametrize("hand", [Hand.NEXT, Hand.PREVIOUS, Hand.SEEK])
def test_who_goes_on_while_the_host_speaks_hears_the_music(tmp_path: Path, hand: Hand, by_app: bool) -> None:
    assert live_through(tmp_path, [Act(hand, by_app, WHILE_IT_SPEAKS_S)]) == {f"{hand.name} Stopped": 1}


def test_a_transfer_while_the_host_speaks_ends_it(tmp_path: Path) -> None:
    ends = live_through(tmp_path, [Act(Hand.TRANSFER, by_app=True, at_s=WHILE_IT_SPEAKS_S)])
    assert ends == {"TRANSFER Stopped": 1}


@pytest.mark.parametrize("mode", [OverMusicMode.DUCK, OverMusicMode.OVER])
@pytest.mark.parametrize("by_app", [True, False])
@pytest.mark.parametrize("hand", [Hand.NEXT, Hand.SEEK])
def test_who_goes_on_in_music_that_plays_on_ends_the_speech_too(
    tmp_path: Path, hand: Hand, by_app: bool, mode: OverMusicMode
) -> None:
    assert live_through(tmp_path, [Act(hand, by_app, WHILE_IT_SPEAKS_S)], mode) == {f"{hand.name} Stopped": 1}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("mode", "count"), [(OverMusicMode.PAUSE, 20), (OverMusicMode.DUCK, 10), (OverMusicMode.OVER, 10)]
)
def test_hands_at_random_moments(tmp_path: Path, mode: OverMusicMode, count: int) -> None:
    lot = random.Random(17)
    live_through(tmp_path, [random_act(lot, HANDS, PACE) for _ in range(count)], mode)


@pytest.mark.soak
@pytest.mark.timeout(300)
def test_three_hundred_hands_at_random_moments(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    seed = random.randrange(2**32)
    lot = random.Random(seed)
    with capsys.disabled():
        print(f"\nhands on the demo, seed {seed}")  # noqa: T201 - so that it can be run again
    ends = live_through(tmp_path, [random_act(lot, HANDS, PACE) for _ in range(300)])
    with capsys.disabled():
        print(dict(ends))  # noqa: T201 - the soak's figures


@pytest.mark.slow
@pytest.mark.parametrize("hand", [Hand.TRANSFER, Hand.NEXT, Hand.SEEK])
@pytest.mark.parametrize("at_s", [0.2, WHILE_IT_SPEAKS_S])
def test_over_the_web_api_the_music_goes_on_where_the_user_went(tmp_path: Path, hand: Hand, at_s: float) -> None:
    async def script(here: Listening) -> None:
        scene = Scene(here.player, here.clock, tmp_path, PACE, tells_at_once=False)
        ended = await play(scene, Act(hand, by_app=True, at_s=at_s), remote=here.player)
        speaks = at_s == WHILE_IT_SPEAKS_S
        assert ended == ("Stopped" if speaks or hand.skips else "Finished"), scene.lines
        assert here.server.player.playing
        active = here.server.player.active()
        assert active is not None
        assert active["name"] == ("Phone" if hand is Hand.TRANSFER else "Kitchen")

    listen(tmp_path, script, opened=False)
