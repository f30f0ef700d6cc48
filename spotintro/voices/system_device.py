"""The system's own player as a sound device, where miniaudio has no wheel: a program that plays what it is sent.

It keeps to the way of `playback_child.Device`: frames are taken as they are played, and closing it is silence.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Generator

_LATENCY_MS = 120
"""What a player is asked to keep ahead of the ear."""
_PIPE_BYTES = 4096
"""The least that Linux gives a pipe (fcntl(2)): 0.1 s of speech. Its usual 64 KiB are 1.5 s, and nobody could
tell when a sound was heard."""
_CHUNK_BYTES = 1024
_PROBE_S = 2.0
_IDLE_S = 0.01


class NoSystemPlayer(Exception):
    """There is no program that plays here. The child that plays catches it, and reports that nothing is heard."""


def _commands(rate_hz: int) -> dict[str, list[str]]:
    """Return how each player is called to play mono PCM, signed 16 bit, from its standard input."""
    rate = str(rate_hz)
    return {
        "paplay": ["--raw", "--format=s16le", f"--rate={rate}", "--channels=1", f"--latency-msec={_LATENCY_MS}"],
        "pw-cat": ["--playback", "--raw", "--format=s16", f"--rate={rate}", "--channels=1",
                   f"--latency={_LATENCY_MS}ms", "-"],
        "aplay": ["-q", "-t", "raw", "-f", "S16_LE", "-r", rate, "-c", "1", f"--buffer-time={_LATENCY_MS * 1000}"],
    }  # fmt: skip


class SystemDevice:
    """One player that was found to work, started anew for each stretch of sound.

    Args:
        rate_hz: Of the frames.
        has_sound_card: Whether ALSA has a card; without one its player would discard everything.

    Raises:
        NoSystemPlayer: none is installed, or none reaches a sound device; the message names each.
    """

    buffer_s = 0.4
    """From a frame's handing over until it is heard, at most: the pipe, the player's latency, the server's."""
    audible = True

    def __init__(self, rate_hz: int, *, has_sound_card: bool) -> None:
        self.started = False
        self._process: subprocess.Popen[bytes] | None = None
        failures: list[str] = []
        for name, options in _commands(rate_hz).items():
            program = shutil.which(name)
            if program is None:
                failures.append(f"no {name}")
            elif (name == "aplay" and not has_sound_card) or not plays([program, *options]):
                failures.append(f"{name} reaches no sound device")
            else:
                self.name = name
                self._command = [*ends_with_this_process(), program, *options]
                return
        raise NoSystemPlayer(", ".join(failures))

    def start(self, frames: Generator[bytes, int, None]) -> None:
        next(frames)
        process = self._process = _popen(self._command)
        self.started = True
        threading.Thread(target=_feed, args=(process, frames), daemon=True).start()

    def stop(self) -> None:
        """End the player; what it holds is dropped, and a sound server drops it with the connection."""
        self.started = False
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()

    def close(self) -> None:
        self.stop()


def is_wanting() -> bool:
    """Return whether a sound device may be here, but nothing that plays on it: neither miniaudio nor a player."""
    try:
        import miniaudio  # noqa: F401 - whether it is there
    except ImportError:
        return sys.platform == "linux" and not any(shutil.which(name) for name in _commands(0))
    return False


def ends_with_this_process() -> list[str]:
    """Return what a command begins with, so that a kill of this process ends the player too, where it is there."""
    setpriv = shutil.which("setpriv") if sys.platform == "linux" else None
    return [] if setpriv is None else [setpriv, "--pdeathsig", "KILL"]


def _popen(command: list[str]) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(  # noqa: S603 - a known player, with options of ours
        command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, bufsize=0
    )
    if sys.platform == "linux":
        import fcntl

        assert process.stdin is not None
        fcntl.fcntl(process.stdin.fileno(), fcntl.F_SETPIPE_SZ, _PIPE_BYTES)
    return process


def plays(command: list[str]) -> bool:
    """Return whether the player, given next to no sound, reaches a device and ends well."""
    try:
        done = subprocess.run(  # noqa: S603 - as above
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_PROBE_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _feed(process: subprocess.Popen[bytes], frames: Generator[bytes, int, None]) -> None:
    """Hand frames over as the pipe takes them, until the player is gone: then nobody asks for frames any more."""
    assert process.stdin is not None
    try:
        while process.poll() is None:
            pcm = frames.send(_CHUNK_BYTES // 2)
            if not pcm:
                time.sleep(_IDLE_S)
            while pcm:
                pcm = pcm[os.write(process.stdin.fileno(), pcm) :]
    except OSError:
        pass  # the player ended; the child sees that no frames are asked for
    finally:
        process.stdin.close()
