"""How long a start takes, as seen on a terminal, against the smallest Textual app and the bare library."""

from __future__ import annotations

import contextlib
import os
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.figure import Figure, paired
from benchmarks.terminal import terminal

SPOTINTRO = str(Path(sys.executable).with_name("spotintro"))
FIRST_FRAME = "The host"  # the heading under the now-playing pane: painted with it, in one frame
PLAYS = ("Nuit blanche", "3:34")
"""The demo's first track: its title, and how long it is, at the end of the line of time."""
BALANCE = r"\d+ credits"
STARTS = 15
DEMO = [SPOTINTRO, "demo"]
ONE_LABEL = [sys.executable, "-m", "benchmarks.one_label"]


def surroundings(data_dir: Path) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return {**kept, "TERM": "xterm-256color", "COLORTERM": "truecolor", "SPOTINTRO_DATA_DIR": str(data_dir)}


def moments(command: Sequence[str], patterns: Sequence[str], env: dict[str, str]) -> list[float]:
    """Start it, and return when each text was on its terminal."""
    with terminal(command, env) as running:
        return running.moments(patterns)


def whole(command: Sequence[str], env: dict[str, str]) -> Callable[[], float]:
    def once() -> float:
        started = time.perf_counter()
        # No time-out: with one, the library polls for the end every 50 ms.
        subprocess.run(command, env=env, check=True, stdout=subprocess.DEVNULL)
        return time.perf_counter() - started

    return once


def forget_files() -> None:
    """Have the system read every file of the interpreter and of the environment from the disk again."""
    for folder in {Path(sys.prefix), Path(sys.base_prefix)}:
        for path in folder.rglob("*"):
            if path.is_file() and path.suffix in {"", ".py", ".pyc", ".so", ".tcss"}:
                with contextlib.suppress(OSError), path.open("rb") as file:
                    os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def measure(data_dir: Path) -> list[Figure]:
    env = surroundings(data_dir)
    with terminal([SPOTINTRO, "demo"], env) as first_run:  # makes the account, as every later start finds it
        first_run.until("10 credits")

    def ours() -> list[float]:
        frame, title, length, balance = moments(DEMO, [FIRST_FRAME, *PLAYS, BALANCE], env)
        return [frame, max(title, length), balance]

    def theirs() -> float:
        return moments(ONE_LABEL, [re.escape("the only label")], env)[0]

    ours()
    theirs()
    pairs = [(ours(), theirs()) for _ in range(STARTS)]
    label_ms = statistics.median(label for _, label in pairs) * 1000

    def figure(name: str, place: int, goal: float) -> Figure:
        ratio = statistics.median(seen[place] / label for seen, label in pairs)
        ms = statistics.median(seen[place] for seen, _ in pairs) * 1000
        detail = f"{ms:.0f} ms against {label_ms:.0f} ms, median of {STARTS} pairs"
        return Figure(f"{name}, against a one-label app", ratio, goal, detail=detail)

    figures = [
        figure("first frame with the now-playing pane", 0, 1.15),
        figure("title and time of what plays", 1, 1.35),
        figure("balance on the screen", 2, 1.6),
    ]
    forget_files()
    cold = ours()
    forget_files()
    cold_label = theirs()
    detail = f"{cold[1] * 1000:.0f} ms against {cold_label * 1000:.0f} ms, one start of each"
    figures.append(Figure("title and time at a cold start", cold[1] / cold_label, None, detail=detail))
    bare_click = whole([sys.executable, "-c", "import click"], env)
    usage, usage_detail = paired(whole([SPOTINTRO, "--help"], env), bare_click, runs=15)
    return [*figures, Figure("spotintro --help, against importing click", usage, 1.5, detail=usage_detail)]
