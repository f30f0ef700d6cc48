"""A D-Bus session bus of a test's own, ended with it."""

from __future__ import annotations

import contextlib
import os
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.conftest import require_program


class SessionBusDaemon:
    def __init__(self, process: subprocess.Popen[bytes], address: str) -> None:
        self.process = process
        self.address = address

    @property
    def environment(self) -> dict[str, str]:
        """For children that belong on this bus."""
        return {**os.environ, "DBUS_SESSION_BUS_ADDRESS": self.address}

    def end(self) -> None:
        """By its process id, as a logout ends it; again: no change."""
        self.process.terminate()
        self.process.wait(10)


@contextlib.contextmanager
def session_bus() -> Iterator[SessionBusDaemon]:
    """Starts a dbus-daemon that listens before this returns; needs the `dbus-daemon` package."""
    daemon = require_program("dbus-daemon")["dbus-daemon"]
    # Not below pytest's own folder: a socket's path has to fit in 108 bytes.
    with tempfile.TemporaryDirectory(prefix="bus") as folder:
        read_fd, write_fd = os.pipe()
        process = subprocess.Popen(
            [
                daemon,
                "--session",
                "--nofork",
                "--nopidfile",
                f"--address=unix:path={Path(folder) / 'bus'}",
                f"--print-address={write_fd}",
            ],
            pass_fds=[write_fd],
            stderr=subprocess.DEVNULL,
        )
        os.close(write_fd)
        try:
            with os.fdopen(read_fd) as printed:
                address = printed.readline().strip()
            assert address, "dbus-daemon ended before it listened"
            bus = SessionBusDaemon(process, address)
            yield bus
        finally:
            process.terminate()
            process.wait(10)
