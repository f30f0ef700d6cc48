"""Workers forked from a small program, each with a pipe on which it tells what it did: that outlives its SIGKILL.

Such a program forks after everything is imported and before any thread or connection is there, so a worker starts
in 1 ms. It runs beside the tests' own process, which has threads: `result_of` starts it and reads its answer.
"""

from __future__ import annotations

import contextlib
import mmap
import os
import select
import signal
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import msgspec

T = TypeVar("T")
Tell = Callable[[str], None]
"""One line to the parent, whole or not at all as long as it is shorter than 4 KiB."""


def result_of(module: str, kind: type[T], *arguments: object, timeout_s: float = 100) -> T:
    """What `python -m module ARGUMENTS` answered on its standard output, as JSON of this type."""
    with subprocess.Popen(
        [sys.executable, "-m", module, *map(str, arguments)],
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[1],
        start_new_session=True,
    ) as program:
        try:
            out, _ = program.communicate(timeout=timeout_s)
        except BaseException:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(program.pid, signal.SIGKILL)  # its workers too
            raise
    assert program.returncode == 0, f"{module} ended with {program.returncode}"
    return msgspec.json.decode(out, type=kind)


@dataclass
class Worker:
    name: str
    pid: int
    pipe: int
    """The end to read; closed by `reap`."""
    told: bytearray = field(default_factory=bytearray)

    @property
    def lines(self) -> list[str]:
        return self.told.decode().splitlines()

    def kill(self) -> None:
        os.kill(self.pid, signal.SIGKILL)

    def reap(self) -> int:
        """Read what it told to the end, and wait for it; its exit code, a signal's negative number."""
        while drain([self], timeout_s=None):
            pass
        os.close(self.pipe)
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])


def start(name: str, work: Callable[[Tell], None]) -> Worker:
    reading, writing = os.pipe()
    child = os.fork()
    if child != 0:
        os.close(writing)
        return Worker(name, child, reading)
    code = 1
    try:
        # Without the other workers' pipes, a write fails once the parent is gone: nobody is left behind.
        os.closerange(3, writing)
        os.closerange(writing + 1, 1024)
        work(lambda line: _write(writing, f"{line}\n".encode()))
        code = 0
    except BaseException:  # noqa: BLE001 - a forked child must never return into its parent's code
        traceback.print_exc()
    finally:
        os._exit(code)


def drain(workers: Sequence[Worker], *, timeout_s: float | None = 0) -> bool:
    """Read what is there, waiting that long for the first of it (None: for ever); whether more may come."""
    by_pipe = {worker.pipe: worker for worker in workers}
    readable, _, _ = select.select(list(by_pipe), [], [], timeout_s)
    open_still = len(workers)
    for pipe in readable:
        part = os.read(pipe, 65536)
        by_pipe[pipe].told += part
        open_still -= not part
    return open_still > 0


def together(works: Iterable[Callable[[Tell], None]]) -> list[Worker]:
    """All of them at once, each to its end.

    Raises:
        RuntimeError: one of them failed; its traceback is on standard error.
    """
    workers = [start(str(number), work) for number, work in enumerate(works)]
    # One after the other: a worker whose pipe is full waits, and tells few lines here.
    codes = [worker.reap() for worker in workers]
    if any(codes):
        raise RuntimeError(f"workers ended with {codes}")
    return workers


class SharedCounter:
    """A number in memory that forked processes share; each has one writer."""

    def __init__(self) -> None:
        self._memory = mmap.mmap(-1, 8)
        self._view = memoryview(self._memory).cast("q")

    @property
    def value(self) -> int:
        return self._view[0]

    @value.setter
    def value(self, value: int) -> None:
        self._view[0] = value


def _write(pipe: int, data: bytes) -> None:
    while data:
        data = data[os.write(pipe, data) :]
