"""`make demo` brings the natural voice where it can be installed, and goes on without it where it can't."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import require_program

PROJECT = Path(__file__).parents[2]
UV = """#!/bin/sh
echo "$*" >> calls
case "$*" in *"--extra natural"*) {natural} ;; esac
{rest}
mkdir -p .venv/bin
printf '#!/bin/sh\\necho "the demo: $*"\\n' > .venv/bin/spotintro
chmod +x .venv/bin/spotintro
"""
"""Notes how it is called, and installs a program that says that it runs."""


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    for name in ("Makefile", "pyproject.toml", "uv.lock"):
        shutil.copy(PROJECT / name, tmp_path)
    return tmp_path


def make_demo(clone: Path, *, natural: str = ":", rest: str = ":") -> subprocess.CompletedProcess[str]:
    uv = clone / "uv"
    uv.write_text(UV.format(natural=natural, rest=rest))
    uv.chmod(0o755)
    make = require_program("make")["make"]
    # The tests may run under another make, whose flags are not this one's.
    env = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    return subprocess.run(
        [make, "demo", f"UV={uv}"], cwd=clone, env=env, capture_output=True, text=True, timeout=60, check=False
    )


def calls(clone: Path) -> list[str]:
    return (clone / "calls").read_text().splitlines()


def test_it_brings_the_natural_voice(clone: Path) -> None:
    done = make_demo(clone)
    assert (done.returncode, done.stdout, done.stderr) == (0, "the demo: demo\n", "")
    assert [call.endswith("--extra natural") for call in calls(clone)] == [True]
    make_demo(clone)
    assert len(calls(clone)) == 1, "once"


def test_it_goes_on_without_it(clone: Path) -> None:
    done = make_demo(clone, natural="echo 'no wheel for this system' >&2; exit 1")
    assert (done.returncode, done.stdout) == (0, "the demo: demo\n")
    assert "The natural voice can't be installed here (`uv sync --extra natural` says why)" in done.stderr
    assert [call.endswith("--extra natural") for call in calls(clone)] == [True, False]


def test_where_nothing_can_be_installed_it_says_why(clone: Path) -> None:
    done = make_demo(clone, rest="echo 'no network' >&2; exit 2")
    assert done.returncode != 0
    assert "no network" in done.stderr
    assert "the demo" not in done.stdout
