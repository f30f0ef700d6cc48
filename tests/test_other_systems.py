"""The program on the systems that can't be had here: with what they lack taken away, it does what it does."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent

pytestmark = [pytest.mark.slow, pytest.mark.parametrize("system", ["win32", "darwin"])]


def run(system: str, data_dir: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tests.other_system", system, *arguments],
        cwd=PROJECT,
        env={**os.environ, "SPOTINTRO_DATA_DIR": str(data_dir), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_the_demo_is_one_whole_intro(system: str, tmp_path: Path) -> None:
    done = run(system, tmp_path / "data", "demo", "--plain")
    assert done.returncode == 0, done.stderr
    assert "Host: " in done.stdout
    assert "Traceback" not in done.stderr


def test_doctor_checks_every_part_and_speaks_of_this_system(system: str, tmp_path: Path) -> None:
    done = run(system, tmp_path / "data", "doctor")
    assert done.returncode in {0, 1}, done.stderr
    assert "account" in done.stdout.lower()
    for of_linux in ("D-Bus", "sound server", "espeak-ng"):
        assert of_linux not in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_now_tells_what_is_missing_by_this_system_s_names(system: str, tmp_path: Path) -> None:
    done = run(system, tmp_path / "data", "now")
    assert done.returncode in {1, 4, 5}
    assert done.stderr.strip()
    assert "D-Bus" not in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.timeout(300)  # four programs, one after the other
def test_what_is_written_gets_its_name(system: str, tmp_path: Path) -> None:
    data_dir = tmp_path / "data"
    for command in (
        ("intro", "--player", "demo", "--writer", "announcer", "--out", "intro.wav"),
        ("intros", "export", "intros.md"),
        ("credits", "backup", "copy.sqlite3"),
        ("credits", "restore", "copy.sqlite3"),
    ):
        words = [str(tmp_path / word) if "." in word else word for word in command]
        done = run(system, data_dir, *words)
        assert done.returncode == 0, (command, done.stdout, done.stderr)
    assert (tmp_path / "intro.wav").read_bytes().startswith(b"RIFF")
    assert (tmp_path / "intros.md").stat().st_size > 0
