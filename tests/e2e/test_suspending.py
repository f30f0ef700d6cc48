"""`ctrl+z` and `fg` in a real terminal and a real shell."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import require_program
from tests.e2e.test_demo import SPOTINTRO
from tests.e2e.tmux import Screen, terminal

pytestmark = pytest.mark.service


def _started(screen: Screen) -> str:
    screen.wait_for(r"\$")
    screen.press(f"{SPOTINTRO} demo", "Enter")
    screen.wait_for(r"10 credits")
    return screen.wait_for(r"text 1\s*\+\s*voice 1")


def _suspended(screen: Screen) -> None:
    screen.press("C-z")
    screen.wait_for(r"Stopped")
    screen.press("echo in the $((40 + 2)) shell", "Enter")
    screen.wait_for(r"in the 42 shell")


@pytest.mark.parametrize(("width", "height"), [(100, 32), (40, 20)])
def test_the_whole_screen_is_there_again(tmp_path: Path, width: int, height: int) -> None:
    bash = str(require_program("bash")["bash"])
    env = {"SPOTINTRO_DATA_DIR": str(tmp_path), "PS1": "$ "}
    with terminal([bash, "--norc", "-i"], width=width, height=height, env=env) as screen:
        before = _started(screen)
        lasting = [line for line in before.splitlines() if re.search(r"credits|introduce|SpotIntro|Demo", line)]
        assert len(lasting) >= 2
        for _ in range(2):
            _suspended(screen)
            screen.press("fg", "Enter")
            for line in lasting:
                screen.wait_for(re.escape(line.strip()[:20]))
            assert "in the 42 shell" not in screen.text()
        screen.press("q")
        screen.wait_for(r"\$\s*$")


def test_a_host_that_speaks_is_stopped_and_the_music_goes_on(tmp_path: Path) -> None:
    bash = str(require_program("bash")["bash"])
    env = {"SPOTINTRO_DATA_DIR": str(tmp_path), "PS1": "$ "}
    with terminal([bash, "--norc", "-i"], width=100, height=32, env=env) as screen:
        _started(screen)
        screen.press("i")
        screen.wait_for(r"(?i)paused")
        _suspended(screen)
        screen.press("fg", "Enter")
        shown = screen.wait_for(r"(?i)playing")
        assert "paused" not in shown.lower()
        screen.press("q")
        screen.wait_for(r"\$\s*$")
