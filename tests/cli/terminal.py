"""A command in a pseudo-terminal, driven as a person does."""

from __future__ import annotations

import codecs
import contextlib
import fcntl
import os
import pty
import select
import subprocess
import termios
import time

from tests.cli.commands import PROJECT, SPOTINTRO


class Terminal:
    """Started with it; `end` waits for the command's end."""

    def __init__(self, *arguments: str) -> None:
        self.shown = ""
        self._decoder = codecs.getincrementaldecoder("utf-8")()  # a character can come in two parts
        self._ours, theirs = pty.openpty()
        self._process = subprocess.Popen(
            [*SPOTINTRO, *arguments],
            cwd=PROJECT,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # noqa: PLW1509 - else ctrl+c reaches nobody
            env={**os.environ, "TERM": "xterm"},
        )
        os.close(theirs)

    def wait_for(self, text: str, *, within_s: float = 20) -> None:
        until = time.monotonic() + within_s
        while text not in self.shown:
            left = until - time.monotonic()
            assert left > 0, f"{text!r} is not in {self.shown!r}"
            if select.select([self._ours], [], [], left)[0]:
                self.shown += self._decoder.decode(os.read(self._ours, 4096))

    def type(self, text: str) -> None:
        os.write(self._ours, text.encode())

    def interrupt_until(self, text: str) -> None:
        """ctrl+c again and again, as a person does: one just before the read begins is seen after it."""
        for _ in range(10):
            self.type("\x03")
            with contextlib.suppress(AssertionError):
                return self.wait_for(text, within_s=2)
        raise AssertionError(f"nothing ends it: {self.shown!r}")

    def end(self) -> int:
        status = self._process.wait(20)
        os.close(self._ours)
        return status
