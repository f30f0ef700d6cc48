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
