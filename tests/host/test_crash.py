"""A run that dies or is stopped at any of its awaits: charged and delivered, or neither, and never twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import forks
from tests.host.crash import Crashes, Way

pytestmark = pytest.mark.slow

AT_LEAST = 60
"""Crossings of a run; far fewer would mean that they are no longer seen."""


def crashed(folder: Path, way: Way, *, first: int, stride: int, timeout_s: float = 100) -> Crashes:
    return forks.result_of("tests.host.crash", Crashes, folder, way, first, stride, timeout_s=timeout_s)


def assert_sound(found: Crashes, *, stride: int) -> None:
    assert found.problems == []
    assert found.points >= AT_LEAST
    assert found.ended_early >= AT_LEAST // stride
    assert min(found.charged) > 0, f"runs that ended with nothing, the text, and all charged: {found.charged}"


@pytest.mark.parametrize(("way", "first"), [(Way.KILL, 1), (Way.CANCEL, 2)])
def test_an_intro_that_ends_at_any_await_is_charged_as_delivered(tmp_path: Path, way: Way, first: int) -> None:
    assert_sound(crashed(tmp_path, way, first=first, stride=4), stride=4)


def test_a_charge_apart_from_its_text_is_found_out(tmp_path: Path) -> None:
    """The control."""
    problems = crashed(tmp_path, Way.KILL_IN_PARTS, first=1, stride=4).problems
    assert any("delivered: []" in problem for problem in problems), problems


@pytest.mark.soak
@pytest.mark.timeout(900)
@pytest.mark.parametrize("way", [Way.KILL, Way.CANCEL])
def test_an_intro_that_ends_at_every_await_is_charged_as_delivered(tmp_path: Path, way: Way) -> None:
    found = crashed(tmp_path, way, first=1, stride=1, timeout_s=800)
    print(f"\n{way}: {found.ended_early} points, {found.charged} with nothing, the text, and all charged")  # noqa: T201 - the soak's figures
    assert_sound(found, stride=1)
