"""A real terminal: tmux on a server of its own, with keys to press and a screen to read."""

from __future__ import annotations

import contextlib
import os
import re
import shlex
import subprocess
import time
import uuid
from collections.abc import Iterator, Mapping, Sequence

from tests.conftest import require_program


class Screen:
    def __init__(self, socket: str) -> None:
        self._socket = socket

    def _tmux(self, *arguments: str) -> str:
        result = subprocess.run(
            ["tmux", "-L", self._socket, *arguments], capture_output=True, text=True, timeout=20, check=False
        )
        return result.stdout

    def text(self) -> str:
        return self._tmux("capture-pane", "-p")

    def press(self, *keys: str) -> None:
        self._tmux("send-keys", *keys)

    def resize(self, width: int, height: int) -> None:
        self._tmux("resize-window", "-x", str(width), "-y", str(height))

    @property
    def pid(self) -> int:
        """Of the command in the terminal."""
        return int(self._tmux("list-panes", "-F", "#{pane_pid}"))

    def wait_for(self, pattern: str, *, within_s: float = 30.0) -> str:
        """The screen once the pattern is on it.

        Raises:
            AssertionError: with the screen as it was last.
        """
        deadline = time.monotonic() + within_s
        while True:
            screen = self.text()
            if re.search(pattern, screen):
                return screen
            assert time.monotonic() < deadline, f"{pattern!r} is not on the screen:\n{screen}"
            time.sleep(0.05)


@contextlib.contextmanager
def terminal(
    command: Sequence[str], *, width: int, height: int, env: Mapping[str, str] | None = None
) -> Iterator[Screen]:
    """The command in a terminal of that size; after its end the line `exit=N`, and whether the terminal echoes."""
    require_program("tmux")
    socket = f"spotintro-{os.getpid()}-{uuid.uuid4().hex[:8]}"
    kept = {**os.environ, **(env or {})}
    line = f"{shlex.join(command)}; echo exit=$?; stty -a | grep -o -- '-\\?echo\\b' | head -1; exec sleep 1000"
    subprocess.run(
        [
            "tmux",
            "-L",
            socket,
            "-f",
            "/dev/null",
            "new-session",
            "-d",
            "-x",
            str(width),
            "-y",
            str(height),
            "sh",
            "-c",
            line,
        ],
        env={**kept, "TERM": "xterm-256color"},
        check=True,
        timeout=20,
    )
    screen = Screen(socket)
    try:
        yield screen
    finally:
        subprocess.run(["tmux", "-L", socket, "kill-server"], capture_output=True, check=False, timeout=20)
