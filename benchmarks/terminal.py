"""A command in a terminal of its own: when a text appears on it, and what it costs to let it run."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

_ESCAPE = re.compile(rb"\x1b\[[0-?]*[ -/]*[@-~]|\x1b[\]P].*?(?:\x07|\x1b\\)|\x1b[=>()][0B]?", re.DOTALL)


class Terminal:
    """A child process on a pseudo-terminal of 100 x 32; its output is read, so that it never blocks."""

    def __init__(self, command: Sequence[str], env: Mapping[str, str]) -> None:
        self.started_s = time.perf_counter()
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            os.execvpe(command[0], list(command), dict(env))
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", 32, 100, 0, 0))
        self._seen = b""

    def read(self, timeout_s: float) -> bool:
        """Take what comes within that time; False at the end of the output."""
        ready, _, _ = select.select([self._fd], [], [], timeout_s)
        if not ready:
            return True
        try:
            chunk = os.read(self._fd, 65536)
        except OSError:
            return False
        self._seen += chunk
        return bool(chunk)

    def until(self, pattern: str, *, within_s: float = 30.0) -> float:
        """Return the seconds from the start of the command until the text is on the terminal.

        Raises:
            TimeoutError: with the end of what was seen.
        """
        wanted = re.compile(pattern.encode())
        deadline = time.perf_counter() + within_s
        while time.perf_counter() < deadline:
            going_on = self.read(0.05)
            if wanted.search(_ESCAPE.sub(b"", self._seen)):
                return time.perf_counter() - self.started_s
            if not going_on:
                break
        raise TimeoutError(f"{pattern!r} did not appear: {_ESCAPE.sub(b'', self._seen)[-2000:]!r}")

    def moments(self, patterns: Sequence[str], *, within_s: float = 60.0) -> list[float]:
        """Return the seconds from the start of the command until each text is on the terminal, as they are named.

        Raises:
            TimeoutError: as `until`.
        """
        wanted = [re.compile(pattern.encode()) for pattern in patterns]
        found: dict[int, float] = {}
        deadline = time.perf_counter() + within_s
        while len(found) < len(wanted) and time.perf_counter() < deadline and self.read(0.05):
            text, now_s = _ESCAPE.sub(b"", self._seen), time.perf_counter() - self.started_s
            found |= {
                place: now_s for place, pattern in enumerate(wanted) if place not in found and pattern.search(text)
            }
        if len(found) < len(wanted):
            raise TimeoutError(f"not all of {patterns} appeared: {_ESCAPE.sub(b'', self._seen)[-2000:]!r}")
        return [found[place] for place in range(len(wanted))]

    def forget(self) -> None:
        self._seen = b""

    def let_run(self, seconds: float) -> None:
        end = time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            self.read(left)

    def press(self, keys: str) -> None:
        os.write(self._fd, keys.encode())

    def cpu_s(self) -> float:
        """Return the CPU seconds of the process and its children so far, by the scheduler's own ns count."""
        return sum(_cpu_of(pid) for pid in _family(self.pid))

    def end(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGTERM)
        deadline = time.perf_counter() + 10
        while time.perf_counter() < deadline:
            self.read(0.02)
            if os.waitpid(self.pid, os.WNOHANG)[0]:
                break
        else:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self._fd)


def _cpu_of(pid: int) -> float:
    total_ns = 0
    for stat in Path(f"/proc/{pid}/task").glob("*/schedstat"):
        with contextlib.suppress(OSError):
            total_ns += int(stat.read_text().split()[0])
    return total_ns / 1e9


def _family(pid: int) -> list[int]:
    family = [pid]
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            for child in children.read_text().split():
                family += _family(int(child))
    return family


@contextlib.contextmanager
def terminal(command: Sequence[str], env: Mapping[str, str]) -> Iterator[Terminal]:
    running = Terminal(command, env)
    try:
        yield running
    finally:
        running.end()
