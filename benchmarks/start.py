"""How long a start takes, as seen on a terminal, against the smallest Textual app and the bare library."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.figure import Figure, paired
from benchmarks.terminal import terminal

SPOTINTRO = str(Path(sys.executable).with_name("spotintro"))
FIRST_FRAME = "The host"  # the heading under the now-playing pane: painted with it, in one frame
ONE_LABEL = [sys.executable, "-m", "benchmarks.one_label"]


def surroundings(data_dir: Path) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return {**kept, "TERM": "xterm-256color", "COLORTERM": "truecolor", "SPOTINTRO_DATA_DIR": str(data_dir)}


def appears(command: Sequence[str], pattern: str, env: dict[str, str]) -> Callable[[], float]:
    def once() -> float:
        with terminal(command, env) as running:
            return running.until(pattern)

    return once


def whole(command: Sequence[str], env: dict[str, str]) -> Callable[[], float]:
    def once() -> float:
        started = time.perf_counter()
        # No time-out: with one, the library polls for the end every 50 ms.
        subprocess.run(command, env=env, check=True, stdout=subprocess.DEVNULL)
        return time.perf_counter() - started

    return once


def measure(data_dir: Path) -> list[Figure]:
    env = surroundings(data_dir)
    with terminal([SPOTINTRO, "demo"], env) as first_run:  # makes the account, as every later start finds it
        first_run.until("10 credits")
    label = appears(ONE_LABEL, re.escape("the only label"), env)
    pane, pane_detail = paired(appears([SPOTINTRO, "demo"], FIRST_FRAME, env), label)
    balance, balance_detail = paired(appears([SPOTINTRO, "demo"], r"\d+ credits", env), label)
    bare_click = whole([sys.executable, "-c", "import click"], env)
    usage, usage_detail = paired(whole([SPOTINTRO, "--help"], env), bare_click, runs=15)
    return [
        Figure("first frame with the now-playing pane, against a one-label app", pane, 1.15, detail=pane_detail),
        Figure("balance on the screen, against a one-label app", balance, 1.6, detail=balance_detail),
        Figure("spotintro --help, against importing click", usage, 1.5, detail=usage_detail),
    ]
