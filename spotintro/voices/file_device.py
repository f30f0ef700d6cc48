"""A player of sound files as a sound device, where nothing takes a stream: `afplay` on a Mac, winsound on Windows.

It keeps to the way of `playback_child.Device`, but is handed one whole sound at a time: a cut within one would be
heard. Between two sounds stands the player's start.
"""

from __future__ import annotations

import contextlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import wave
from collections.abc import Generator, Iterator

from spotintro.voices.system_device import NoSystemPlayer, ends_with_this_process, plays

_POLL_S = 0.01
_STUCK_S = 5.0
"""So long after a sound's own length its player is taken to hang, and ended."""
_WINSOUND = "import sys, winsound; winsound.PlaySound(sys.argv[1], winsound.SND_FILENAME | winsound.SND_NODEFAULT)"
"""In a process of its own, which can be ended at any moment; without a sound device it ends with an error."""


class FileDevice:
    """One player of files, started anew for each sound.

    Raises:
        NoSystemPlayer: this system has none, or it reaches no sound device.
    """

    audible = True

    def __init__(self, rate_hz: int) -> None:
        self.started = False
        self._rate_hz = rate_hz
        self._stretch: _Stretch | None = None
        afplay = shutil.which("afplay")
        if afplay is not None:
            self.name, player = "afplay", [afplay]
        elif importlib.util.find_spec("winsound") is not None:
            self.name, player = "winsound", [sys.executable, "-c", _WINSOUND]
        else:
            raise NoSystemPlayer("no afplay, no winsound")
        self._command = [*ends_with_this_process(), *player]
        with _sound_file(bytes(2), rate_hz) as path:
            if not plays([*player, path]):
                raise NoSystemPlayer(f"{self.name} reaches no sound device")

    def start(self, frames: Generator[bytes, int, None]) -> None:
        next(frames)
        self.started = True
        self._stretch = _Stretch(self._command, self._rate_hz, frames)

    def stop(self) -> None:
        """End the player, and silence the sound with it."""
        self.started = False
        stretch, self._stretch = self._stretch, None
        if stretch is not None:
            stretch.end()

    def close(self) -> None:
        self.stop()


@contextlib.contextmanager
def _sound_file(pcm: bytes, rate_hz: int) -> Iterator[str]:
    file, path = tempfile.mkstemp(prefix="spotintro-speech-", suffix=".wav")
    try:
        with os.fdopen(file, "wb") as target, wave.open(target) as sound:
            sound.setnchannels(1)
            sound.setsampwidth(2)
            sound.setframerate(rate_hz)
            sound.writeframes(pcm)
        yield path
    finally:
        os.unlink(path)  # noqa: PTH108 - pathlib costs this process's start 4 ms


class _Stretch:
    """The sounds between a start and a stop, on a thread of its own."""

    def __init__(self, command: list[str], rate_hz: int, frames: Generator[bytes, int, None]) -> None:
        self._command = command
        self._rate_hz = rate_hz
        self._lock = threading.Lock()
        self._ended = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._feed, args=(frames,), daemon=True)
        self._thread.start()

    def end(self) -> None:
        """End the player, and wait until its file is deleted."""
        with self._lock:
            self._ended.set()
            if self._process is not None:
                self._process.kill()
        self._thread.join(_STUCK_S)

    def _feed(self, frames: Generator[bytes, int, None]) -> None:
        """Play sound after sound, until this ends or the player fails: then nobody asks for frames any more."""
        while not self._ended.is_set():
            pcm = frames.send(sys.maxsize)
            if not pcm:
                self._ended.wait(_POLL_S)
            elif not self._plays(pcm, frames):
                return

    def _plays(self, pcm: bytes, frames: Generator[bytes, int, None]) -> bool:
        with _sound_file(pcm, self._rate_hz) as path:
            process = self._begin(path)
            if process is None:
                return False
            stuck_at_s = time.monotonic() + len(pcm) / 2 / self._rate_hz + _STUCK_S
            while process.poll() is None and time.monotonic() < stuck_at_s:
                frames.send(0)  # asks for nothing: it tells that the device lives
                self._ended.wait(_POLL_S)
            if process.poll() is None:
                process.kill()
            return process.wait() == 0

    def _begin(self, path: str) -> subprocess.Popen[bytes] | None:
        """Start the player, unless this has ended, or it can't be started."""
        with self._lock:
            if self._ended.is_set():
                return None
            try:
                self._process = subprocess.Popen(  # noqa: S603 - a known player, with a file of ours
                    [*self._command, path],
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                )
            except OSError:
                return None
            return self._process
