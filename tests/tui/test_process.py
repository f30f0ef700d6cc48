"""The app as a process in a real pseudo-terminal: its first frame, and every way it can end."""

from __future__ import annotations

import asyncio
import fcntl
import os
import pty
import signal
import struct
import sys
import termios
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DEADLINE_S = 30.0

HEAVY = {
    "pydantic",
    "sqlmodel",
    "sqlalchemy",
    "sqlite3",
    "openai",
    "httpx",
    "dbus_fast",
    "PIL",
    "requests",
    "keyring",
    "filelock",
    "miniaudio",
    "pyttsx3",
    "hibari",
    "numpy",
    "alembic",
    "cryptography",
    "segno",
    "anyascii",
    "unicode_rbnf",
    "spotintro.host",
    "spotintro.store",
    "spotintro.writers",
    "spotintro.voices",
    "spotintro.players",
    "spotintro.credits.base",
    "spotintro.credits.gate",
    "textual.widgets._footer",
    "textual.widgets._rich_log",
    "textual.widgets._data_table",
    "textual.widgets._markdown",
    "spotintro.tui.screens.help",
    "spotintro.tui.screens.page",
    "spotintro.tui.screens.support",
    "spotintro.tui.screens.account",
    "spotintro.operators.demo_desk",
    "spotintro.session.session",
    "spotintro.session.intros",
}


class Terminal:
    """A process with a pseudo-terminal, and all it has written there."""

    def __init__(self, *arguments: str, columns: int = 100, rows: int = 32, deaf: bool = False) -> None:
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            if deaf:  # it never hears that its terminal was closed
                signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGHUP])
            os.chdir(ROOT)
            os.environ["TERM"] = "xterm-256color"
            os.execv(sys.executable, [sys.executable, "-m", "tests.tui.first_frame_app", *arguments])
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        os.set_blocking(self.fd, False)
        self.output = b""
        self.status: int | None = None

    def read(self) -> None:
        try:
            while chunk := os.read(self.fd, 65536):
                self.output += chunk
        except BlockingIOError:
            return
        except OSError:  # the other end is closed
            return

    async def until(self, marker: bytes) -> None:
        end = time.monotonic() + DEADLINE_S
        while marker not in self.output:
            assert time.monotonic() < end, self.output[-2000:].decode(errors="replace")
            await asyncio.sleep(0.02)
            self.read()

    async def exit_status(self) -> int:
        """The exit status; negative for a signal."""
        end = time.monotonic() + DEADLINE_S
        while self.status is None:
            assert time.monotonic() < end, "the process does not end"
            pid, status = os.waitpid(self.pid, os.WNOHANG)  # noqa: ASYNC222 - returns at once
            if pid:
                self.status = os.waitstatus_to_exitcode(status)
            else:
                self.read()
                await asyncio.sleep(0.02)
        self.read()
        return self.status

    def end(self) -> None:
        if self.status is None:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        if self.fd >= 0:
            os.close(self.fd)


@pytest.fixture
def terminals() -> Iterator[list[Terminal]]:
    started: list[Terminal] = []
    yield started
    for terminal in started:
        terminal.end()


def restored(output: bytes) -> bool:
    """Whether the last things written leave the alternate screen and show the cursor."""
    tail = output[output.rfind(b"\x1b[?1049h") :]
    return b"\x1b[?1049l" in tail and b"\x1b[?25h" in tail


async def test_the_first_frame_loads_nothing_heavy(terminals: list[Terminal]) -> None:
    terminal = Terminal("modules")
    terminals.append(terminal)
    assert await terminal.exit_status() == 0
    assert b"looking for a player" in terminal.output
    loaded = set(terminal.output[terminal.output.rfind(b"\x1b[?25h") :].decode().split())
    assert "spotintro.tui.app" in loaded
    assert loaded & HEAVY == set()


@pytest.mark.parametrize(
    ("number", "status"), [(signal.SIGTERM, 143), (signal.SIGINT, 130), (signal.SIGHUP, 129)], ids=str
)
async def test_a_signal_ends_it_with_the_terminal_restored(
    terminals: list[Terminal], number: signal.Signals, status: int
) -> None:
    terminal = Terminal()
    terminals.append(terminal)
    before = termios.tcgetattr(terminal.fd)
    await terminal.until(b"voice 1")
    os.kill(terminal.pid, number)
    assert await terminal.exit_status() == status
    assert restored(terminal.output)
    assert b"Traceback" not in terminal.output
    assert termios.tcgetattr(terminal.fd)[3] == before[3]


async def test_a_closed_terminal_ends_it(terminals: list[Terminal]) -> None:
    terminal = Terminal()
    terminals.append(terminal)
    await terminal.until(b"voice 1")
    os.close(terminal.fd)
    terminal.fd = -1
    assert await terminal.exit_status() in {129, 1}


async def test_a_terminal_that_goes_without_a_signal_ends_it_as_well(terminals: list[Terminal]) -> None:
    terminal = Terminal(deaf=True)
    terminals.append(terminal)
    await terminal.until(b"voice 1")
    os.close(terminal.fd)
    terminal.fd = -1
    assert await terminal.exit_status() == 129


@pytest.mark.parametrize("key", [b"q", b"\x11"], ids=["q", "ctrl+q"])
async def test_two_keys_quit_it(terminals: list[Terminal], key: bytes) -> None:
    terminal = Terminal()
    terminals.append(terminal)
    await terminal.until(b"voice 1")
    os.write(terminal.fd, key)
    assert await terminal.exit_status() == 0
    assert restored(terminal.output)
