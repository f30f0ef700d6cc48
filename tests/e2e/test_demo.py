"""The demo as a newcomer walks it: in a pipe, and in a terminal by keys."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.tmux import terminal

SPOTINTRO = str(Path(sys.executable).with_name("spotintro"))


def demo_transcript(data_dir: Path) -> str:
    result = subprocess.run(
        [SPOTINTRO, "demo"],
        env={**os.environ, "SPOTINTRO_DATA_DIR": str(data_dir)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    return result.stdout


def test_a_transcript_where_there_is_no_terminal(tmp_path: Path) -> None:
    transcript = demo_transcript(tmp_path)
    balances = re.findall(r"\b(\d+) credits?\b", transcript)
    assert balances[0] == "10"
    assert balances[-1] == "8"
    assert "\x1b" not in transcript
    assert "8 credits" in demo_transcript(tmp_path), "a second run goes on from where the first ended"


@pytest.mark.service
@pytest.mark.parametrize(("width", "height"), [(100, 32), (40, 20)])
def test_the_whole_circle_by_keys(tmp_path: Path, width: int, height: int) -> None:
    env = {"SPOTINTRO_DATA_DIR": str(tmp_path)}
    with terminal([SPOTINTRO, "demo"], width=width, height=height, env=env) as screen:
        screen.wait_for(r"10 credits")
        screen.wait_for(r"text 1\s*\+\s*voice 1")
        for left in (8, 6, 4, 2, 0):
            screen.press("i")
            # At 40 columns the line of the log may have made room for a later one.
            screen.wait_for(rf"(?s)✓ said.*[●▲○] {left} credits", within_s=60)
        screen.press("i")
        screen.wait_for(r"0\s+credits")
        refused = screen.wait_for(r"(?s)too few credits.*2 needed")
        assert "0 credits" in refused
        screen.press("space")
        screen.wait_for(r"(?i)paused")
        screen.press("s")
        screen.wait_for(r"c copy")
        screen.press("Escape")
        screen.wait_for(r"i introduce")
        screen.press("q")
        screen.wait_for(r"exit=0")


@pytest.mark.service
@pytest.mark.parametrize(("signal_name", "code"), [("TERM", 143), ("HUP", 129), ("INT", 130)])
def test_a_signal_leaves_the_terminal_as_it_was(tmp_path: Path, signal_name: str, code: int) -> None:
    env = {"SPOTINTRO_DATA_DIR": str(tmp_path)}
    with terminal([SPOTINTRO, "demo"], width=100, height=32, env=env) as screen:
        screen.wait_for(r"10 credits")
        screen.press("i")
        screen.wait_for(r"1\s+held|[Ss]peaking|held")
        app = children_of(screen.pid)
        assert app
        family = app + [child for pid in app for child in children_of(pid)]
        subprocess.run(["kill", f"-{signal_name}", str(app[0])], check=True)
        screen.wait_for(rf"exit={code}\necho")  # and the terminal echoes again
        assert not [pid for pid in family if Path(f"/proc/{pid}").exists()], "children ended"


def children_of(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
