"""How long the event loop is ever blocked, and what idling costs."""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.figure import Figure
from benchmarks.start import ONE_LABEL, SPOTINTRO, surroundings
from benchmarks.terminal import Terminal, terminal

IDLE_S = 20.0


class Probe:
    """Times every callback of every event loop of this process.

    The standard library's own slow-callback log does the same in debug mode, which slows the rest down.
    """

    def __init__(self) -> None:
        self.slow: list[tuple[float, float, str]] = []
        run = asyncio.Handle._run  # noqa: SLF001 - the one place all callbacks pass

        def timed(handle: asyncio.Handle) -> None:
            started_s = time.monotonic()
            run(handle)
            took_ms = (time.monotonic() - started_s) * 1000
            if took_ms > 4:
                self.slow.append((took_ms, started_s, _name_of(handle)))

        asyncio.Handle._run = timed  # type: ignore[method-assign, assignment] # noqa: SLF001 - this process alone

    def write(self, file: Path) -> None:
        file.write_text(json.dumps(sorted(self.slow, reverse=True)))


def _name_of(handle: asyncio.Handle) -> str:
    """Name what a callback belongs to: by its task's name, since the handle of a step says only that it is one."""
    callback = handle._callback  # type: ignore[attr-defined] # noqa: SLF001 - no public way leads to it
    stepped = getattr(callback, "__self__", None)
    return stepped.get_name() if isinstance(stepped, asyncio.Task) else repr(handle)[:200]


def probed(command: list[str], report: Path) -> list[str]:
    return [sys.executable, "-m", "benchmarks.event_loop", str(report), *command]


def _quit(app: Terminal) -> float:
    """Quit the app by its own key, so that the probe writes what it saw; return when that was.

    Textual waits up to 0.1 s for its input thread then, on the loop; nobody is there any more to be kept waiting.
    """
    quit_s = time.monotonic()
    app.press("\x11")
    app.let_run(2)
    return quit_s


def _longest(report: Path, quit_s: float) -> tuple[float, str]:
    """Return the longest block in ms, before the end, and what it was."""
    slow = [(took_ms, what) for took_ms, started_s, what in json.loads(report.read_text()) if started_s < quit_s]
    return max(slow, default=(4.0, ""))


def _label(data_dir: Path, report: Path) -> tuple[float, str]:
    with terminal(probed(["one_label"], report), surroundings(data_dir)) as app:
        app.until("the only label")
        app.let_run(1)
        return _longest(report, _quit(app))


def _start(data_dir: Path, report: Path) -> tuple[float, str]:
    with terminal(probed(["spotintro", "demo"], report), surroundings(data_dir)) as app:
        app.until(r"\d+ credits")
        app.let_run(3)
        return _longest(report, _quit(app))


def _intro(data_dir: Path, report: Path) -> tuple[float, str]:
    with terminal(probed(["spotintro", "demo"], report), surroundings(data_dir)) as app:
        app.until(r"\d+ credits")
        app.let_run(3)
        app.press("i")
        app.until(r"voice 1 · \d+ left", within_s=60)
        app.let_run(1)
        return _longest(report, _quit(app))


def _least(once: Callable[[Path, Path], tuple[float, str]], data_dir: Path, *, runs: int) -> tuple[float, str]:
    """Return the longest block of the best run.

    One of our own stands in every run, one of the machine's doesn't.
    """
    once(data_dir, data_dir / "warm-up.json")
    return min(once(data_dir, data_dir / f"{once.__name__}-{run}.json") for run in range(runs))


def _blocked(data_dir: Path) -> list[Figure]:
    base_ms, _ = _least(_label, data_dir, runs=5)
    start_ms, start_where = _least(_start, data_dir, runs=5)
    # No more: the demo credits are enough for five intros, the one to warm up included.
    intro_ms, intro_where = _least(_intro, data_dir, runs=3)
    return [
        Figure(
            "longest block of the event loop during a start, against a one-label app's own",
            start_ms / base_ms,
            2.0,
            detail=f"{start_ms:.1f} against {base_ms:.1f} ms; {start_where}",
        ),
        Figure(
            "longest block of the event loop during start and intro, against a one-label app's own start",
            intro_ms / base_ms,
            2.0,
            detail=f"{intro_ms:.1f} against {base_ms:.1f} ms; {intro_where}",
        ),
    ]


def _idle_cpu_s(app: Terminal) -> float:
    app.let_run(5)
    before = app.cpu_s()
    app.let_run(IDLE_S)
    return app.cpu_s() - before


def _idle(data_dir: Path) -> Figure:
    env = surroundings(data_dir)
    with terminal([SPOTINTRO, "demo"], env) as app:
        app.until(r"\d+ credits")
        ours = _idle_cpu_s(app)
    with terminal([*ONE_LABEL, "tick"], env) as app:
        app.until("the only label")
        theirs = _idle_cpu_s(app)
    detail = f"{ours / IDLE_S:.2%} against {theirs / IDLE_S:.2%} of a core over {IDLE_S:.0f} s"
    return Figure(
        "idle CPU while a track plays, against a one-label app ticking", ours / theirs, 1.5, detail=detail
    )


def measure(data_dir: Path) -> list[Figure]:
    return [*_blocked(data_dir), _idle(data_dir)]


def main() -> None:
    report, program, *arguments = sys.argv[1:]
    probe = Probe()
    try:
        if program == "one_label":
            from benchmarks.one_label import OneLabel

            OneLabel().run()
        else:
            from spotintro.__main__ import main as spotintro

            sys.argv = [program, *arguments]
            spotintro()
    finally:
        probe.write(Path(report))


if __name__ == "__main__":
    main()
