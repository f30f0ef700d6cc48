"""Intros over a player in another process: kill -9, cancel, the user's hand and failures at random moments."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from spotintro.config import OverMusicMode
from tests import forks
from tests.host.over_music_runs import Runs

pytestmark = [pytest.mark.service, pytest.mark.slow]

EVERY = ",".join(OverMusicMode)


def live_through(
    program: str, folder: Path, modes: str, count: int, seed: int, *more: int, timeout_s: float = 100
) -> Runs:
    folder.mkdir(exist_ok=True)
    return forks.result_of(f"tests.host.{program}", Runs, folder, modes, count, seed, *more, timeout_s=timeout_s)


def test_the_player_is_as_its_user_left_it_after_the_next_start(tmp_path: Path) -> None:
    found = live_through("over_music_runs", tmp_path, EVERY, 8, 19)
    assert found.problems == []
    assert found.changed > 0


def test_without_a_next_start_it_is_not(tmp_path: Path) -> None:
    """The control."""
    found = live_through("over_music_runs", tmp_path, "pause,duck", 8, 20, 0)
    assert any("and was left" in problem for problem in found.problems), found


@pytest.mark.soak
@pytest.mark.timeout(900)
@pytest.mark.parametrize("mode", list(OverMusicMode))
def test_a_hundred_intros(tmp_path: Path, mode: OverMusicMode, capsys: pytest.CaptureFixture[str]) -> None:
    seed = random.randrange(2**32)
    found = live_through("over_music_runs", tmp_path, mode, 100, seed, timeout_s=800)
    with capsys.disabled():
        print(f"\n{mode}, seed {seed}: {found}")  # noqa: T201 - the soak's figures, and so that it can be run again
    assert found.problems == []
    assert found.changed > 50 or mode is OverMusicMode.OVER


@pytest.mark.soak
@pytest.mark.timeout(900)
@pytest.mark.parametrize("mode", list(OverMusicMode))
def test_twenty_intros_over_mpv(tmp_path: Path, mode: OverMusicMode, capsys: pytest.CaptureFixture[str]) -> None:
    seed = random.randrange(2**32)
    found = live_through("over_mpv_runs", tmp_path, mode, 20, seed, timeout_s=800)
    with capsys.disabled():
        print(f"\n{mode} on mpv, seed {seed}: {found}")  # noqa: T201 - the soak's figures, to be run again
    assert found.problems == []
    # Where music may sound under the voice it does, or the recording tells nothing.
    heard_s = found.spoken_s if mode in {OverMusicMode.PAUSE, OverMusicMode.GAP} else found.overlapped_s
    assert heard_s > 2
