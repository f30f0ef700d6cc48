"""mpv with mpv-mpris: a real player that plays tagged files on a test's own session bus, without a sound card."""

from __future__ import annotations

import contextlib
import math
import struct
import subprocess
import wave
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

import pytest

from tests.conftest import REQUIRE_SERVICES, require_program
from tests.session_bus import SessionBusDaemon

MPRIS_PLUGIN = Path("/usr/lib/mpv-mpris/mpris.so")
RATE_HZ = 8_000


def tagged_flac(path: Path, *, seconds: int, tags: Mapping[str, str]) -> Path:
    """A quiet tone with these tags (names as in FLAC: title, artist, album, date, genre, composer)."""
    mpv = require_program("mpv")["mpv"]
    tone = path.with_suffix(".wav")
    period = b"".join(struct.pack("<h", int(900 * math.sin(2 * math.pi * n / 20))) for n in range(20))
    with wave.open(str(tone), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes(period * (seconds * RATE_HZ // 20))
    # Each tag by its own length, so that any sign may stand in it.
    metadata = ",".join(f"{name}=%{len(value.encode())}%{value}" for name, value in tags.items())
    subprocess.run(
        [mpv, "--no-config", "--really-quiet", str(tone), "-o", str(path), f"--oset-metadata={metadata}"],
        check=True,
        timeout=30,
    )
    return path


@contextlib.contextmanager
def mpv_playing(
    bus: SessionBusDaemon,
    *files: Path,
    paused: bool = False,
    loop: bool = False,
    ao: str = "null",
    env: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[subprocess.Popen[bytes]]:
    """Plays the files one after the other; ended by its process id. Needs the `mpv` and `mpv-mpris` packages.

    Without a sound card, unless `ao` and `env` name a sound server.
    """
    mpv = require_program("mpv")["mpv"]
    if not MPRIS_PLUGIN.exists():
        reason = "needs mpv-mpris from the system's packages"
        pytest.fail(reason) if REQUIRE_SERVICES else pytest.skip(reason)
    process = subprocess.Popen(
        [
            mpv,
            "--no-config",
            "--no-terminal",
            "--no-video",
            f"--ao={ao}",
            "--idle",
            f"--script={MPRIS_PLUGIN}",
            f"--pause={'yes' if paused else 'no'}",
            f"--loop-playlist={'inf' if loop else 'no'}",
            *map(str, files),
        ],
        env={**bus.environment, **env},
        stdin=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
