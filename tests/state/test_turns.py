"""The turns of several programs at one server."""

from __future__ import annotations

import itertools
import multiprocessing
import stat
import threading
import time
from pathlib import Path

import pytest

from spotintro.state.turns import LONGEST_PAUSE_S, Turns


class _Clock:
    """A clock that goes on by what is waited: reading it takes a millisecond."""

    def __init__(self) -> None:
        self.now_s = 1_000.0

    def __call__(self) -> float:
        self.now_s += 0.001
        return self.now_s


def file_in(folder: Path) -> Path:
    return folder / "turns" / "source"


def test_the_first_turn_comes_at_once_and_the_files_are_ones_own(tmp_path: Path) -> None:
    with Turns(file_in(tmp_path), interval_s=1_000).turn(within_s=1):
        pass
    assert stat.S_IMODE(file_in(tmp_path).parent.stat().st_mode) == 0o700
    for path in file_in(tmp_path).parent.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_turn_that_would_come_too_late_is_none(tmp_path: Path) -> None:
    clock = _Clock()
    turns = Turns(file_in(tmp_path), interval_s=60, monotonic_s=clock)
    with turns.turn(within_s=1):
        clock.now_s += 30  # the request takes this long
    with pytest.raises(TimeoutError), turns.turn(within_s=59):
        pytest.fail("a turn")
    clock.now_s += 58
    with pytest.raises(TimeoutError), turns.turn(within_s=1):
        pytest.fail("a turn")
    clock.now_s += 3
    with turns.turn(within_s=1):
        pass


def test_a_pause_is_for_all_programs_and_has_an_end(tmp_path: Path) -> None:
    clock = _Clock()
    turns, other = (Turns(file_in(tmp_path), interval_s=1, monotonic_s=clock) for _ in range(2))
    with turns.turn(within_s=1):
        turns.pause(100 * LONGEST_PAUSE_S)
    with pytest.raises(TimeoutError), other.turn(within_s=LONGEST_PAUSE_S - 10):
        pytest.fail("a turn")
    clock.now_s += LONGEST_PAUSE_S
    with other.turn(within_s=1):
        pass


@pytest.mark.parametrize("content", ["", "x", "1", "nan nan", "9e9 9e9", "1000 9e99", "\xff", "inf 0"])
def test_a_damaged_file_and_one_from_before_a_start_of_the_machine_cost_an_interval(
    tmp_path: Path, content: str
) -> None:
    clock = _Clock()
    turns = Turns(file_in(tmp_path), interval_s=50, monotonic_s=clock)
    file_in(tmp_path).parent.mkdir()
    file_in(tmp_path).write_text(content, encoding="latin-1")
    with pytest.raises(TimeoutError), turns.turn(within_s=49):
        pytest.fail("a turn")


def test_stopping_ends_a_wait(tmp_path: Path) -> None:
    turns = Turns(file_in(tmp_path), interval_s=100)
    with turns.turn(within_s=1):
        pass
    failed: list[BaseException] = []

    def wait() -> None:
        try:
            with turns.turn(within_s=200):
                pytest.fail("a turn")
        except TimeoutError as error:
            failed.append(error)

    waiting = [threading.Thread(target=wait) for _ in range(2)]  # one for its time, one for the lock
    for each in waiting:
        each.start()
    began = time.monotonic()
    turns.stop()
    for each in waiting:
        each.join(10)
    assert time.monotonic() - began < 5
    assert len(failed) == 2
    with pytest.raises(TimeoutError), turns.turn(within_s=200):
        pytest.fail("a turn")


def _take(folder: Path, turns: int, told: multiprocessing.SimpleQueue[tuple[float, float]]) -> None:
    own = Turns(file_in(folder), interval_s=0.1)
    for _ in range(turns):
        with own.turn(within_s=30):
            told.put((time.monotonic(), time.monotonic()))


@pytest.mark.slow
def test_programs_take_turns(tmp_path: Path) -> None:
    start = multiprocessing.get_context("spawn")
    told: multiprocessing.SimpleQueue[tuple[float, float]] = start.SimpleQueue()
    programs = [start.Process(target=_take, args=(tmp_path, 4, told)) for _ in range(4)]
    for each in programs:
        each.start()
    taken = sorted(told.get() for _ in range(16))
    for each in programs:
        each.join(30)
        assert each.exitcode == 0
    assert min(later[0] - earlier[1] for earlier, later in itertools.pairwise(taken)) >= 0.1
