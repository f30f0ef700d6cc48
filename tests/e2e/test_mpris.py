"""A real player that this project did not write, over a real session bus: mpv with its MPRIS plug-in."""

from __future__ import annotations

import contextlib
import subprocess
import time
import wave
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import require_program
from tests.e2e.commands import SPOTINTRO, answer, spotintro
from tests.e2e.tmux import terminal
from tests.session_bus import session_bus

PLUG_INS = (Path("/usr/lib/mpv-mpris/mpris.so"), Path("/usr/lib/mpv/mpris.so"), Path("/etc/mpv/scripts/mpris.so"))
SECONDS = 60


def silence(file: Path) -> Path:
    with wave.open(str(file), "wb") as wav:
        wav.setnchannels(1)
        wav.setsampwidth(2)
        wav.setframerate(8000)
        wav.writeframes(bytes(2 * 8000 * SECONDS))
    return file


@contextlib.contextmanager
def mpv(env: dict[str, str], *files: Path) -> Iterator[None]:
    programs = require_program("mpv", "playerctl")
    plug_in = next((path for path in PLUG_INS if path.exists()), None)
    if plug_in is None:
        require_program("mpv-mpris")
    player = subprocess.Popen(
        [str(programs["mpv"]), "--no-config", "--no-video", "--ao=null", f"--script={plug_in}", *map(str, files)],
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield
    finally:
        player.terminate()
        player.wait(10)


def playerctl(env: dict[str, str], *arguments: str) -> str:
    result = subprocess.run(
        ["playerctl", *arguments], env=env, capture_output=True, text=True, timeout=10, check=False
    )
    return result.stdout.strip()


def wait_until(env: dict[str, str], status: str) -> None:
    deadline = time.monotonic() + 10
    while playerctl(env, "status") != status:
        assert time.monotonic() < deadline, f"mpv is not {status}"
        time.sleep(0.02)  # another process's state has no signal to wait for


@pytest.mark.service
def test_what_mpv_plays(tmp_path: Path) -> None:
    first, second = silence(tmp_path / "First song.wav"), silence(tmp_path / "Second [b]song[b].wav")
    with session_bus() as bus, mpv(bus.environment, first, second):
        bus_env = {"DBUS_SESSION_BUS_ADDRESS": bus.address}
        wait_until(bus.environment, "Playing")
        now = answer("now", "--player", "mpris", data_dir=tmp_path, env=bus_env)
        assert "First song" in now["track"]["title"]

        playerctl(bus.environment, "next")
        changed_s = time.monotonic()
        while (
            "Second [b]song[b]"
            not in (now := answer("now", "--player", "mpris", data_dir=tmp_path, env=bus_env))["track"]["title"]
        ):
            assert time.monotonic() - changed_s < 1.5, now

        intro = answer("intro", "--player", "mpris", "--writer", "announcer", data_dir=tmp_path, env=bus_env)
        assert "Second [b]song[b]" in intro["text"]
        assert intro["track"]["title"].startswith("Second")
        assert playerctl(bus.environment, "status") == "Playing", "the music goes on"


@pytest.mark.service
def test_space_in_the_app_pauses_mpv(tmp_path: Path) -> None:
    with session_bus() as bus:
        env = {"DBUS_SESSION_BUS_ADDRESS": bus.address, "SPOTINTRO_DATA_DIR": str(tmp_path)}
        with terminal([SPOTINTRO], width=100, height=32, env=env) as screen:
            screen.wait_for(r"(?i)nothing playing")
            with mpv(bus.environment, silence(tmp_path / "A song.wav")):
                wait_until(bus.environment, "Playing")
                screen.wait_for(r"A song", within_s=5)
                screen.press("space")
                screen.wait_for(r"(?i)paused")
                wait_until(bus.environment, "Paused")
                screen.press("space")
                wait_until(bus.environment, "Playing")
            screen.wait_for(r"(?i)nothing playing")
            screen.press("q")
            screen.wait_for(r"exit=0")


@pytest.mark.service
def test_nothing_plays(tmp_path: Path) -> None:
    with session_bus() as bus:
        bus_env = {"DBUS_SESSION_BUS_ADDRESS": bus.address}
        nothing = spotintro("now", data_dir=tmp_path, env=bus_env, expect=5)
        assert "playing" in nothing.stderr.lower()
