"""A real sound server of a test's own: PulseAudio with a null sink, and a recorder of what was really played."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.conftest import require_program

RATE_HZ = 22_050
_START_S = 20.0


@dataclass
class Recording:
    """What the sink played since the recorder began, mono, signed 16 bit, 22 050 Hz."""

    file: Path

    def pcm(self) -> bytes:
        data = self.file.read_bytes()
        return data[: len(data) // 2 * 2]

    @property
    def seconds(self) -> float:
        return len(self.pcm()) / 2 / RATE_HZ


@dataclass
class SoundServer:
    """`env` is what a program needs to play here and nowhere else."""

    env: dict[str, str]
    pid: int
    programs: dict[str, Path]
    folder: Path
    _recordings: int = field(default=0)

    @contextlib.contextmanager
    def recording(self) -> Iterator[Recording]:
        """Record from here on; ended, and complete, when the block is left."""
        self._recordings += 1
        file = self.folder / f"recording-{self._recordings}.raw"
        with (
            file.open("wb") as sink,
            _running(
                [
                    str(self.programs["parec"]),
                    "--device=sink.monitor",
                    "--format=s16le",
                    f"--rate={RATE_HZ}",
                    "--channels=1",
                    "--latency-msec=10",
                    "--raw",
                ],
                env=self.env,
                stdout=sink.fileno(),
            ),
        ):
            recording = Recording(file)
            _wait(lambda: recording.seconds > 0.05, "the recorder gets no sound")
            yield recording


@contextlib.contextmanager
def running_sound_server() -> Iterator[SoundServer]:
    """PulseAudio in a folder of its own, its null sink kept awake, ended when the block is left."""
    programs = require_program("pulseaudio", "pacat", "parec")
    folder = Path(tempfile.mkdtemp(prefix="sound-"))  # short: a socket's path has 108 bytes at most
    try:
        socket = folder / "native"
        config = folder / "server.pa"
        config.write_text(
            f"load-module module-native-protocol-unix auth-anonymous=1 socket={socket}\n"
            "load-module module-null-sink sink_name=sink rate=48000 channels=2\n"
            "set-default-sink sink\n"
        )
        env = {
            **os.environ,
            "HOME": str(folder),
            "XDG_RUNTIME_DIR": str(folder),
            "PULSE_SERVER": f"unix:{socket}",
            "PULSE_COOKIE": str(folder / "cookie"),
        }
        server = [
            str(programs["pulseaudio"]),
            "-n",
            f"--file={config}",
            "--daemonize=no",
            "--exit-idle-time=-1",
            "--disable-shm=yes",
            "--use-pid-file=no",
        ]
        # Without a stream of its own the null sink sleeps, and a recorder of it gets nothing until it wakes.
        keep_awake = [str(programs["pacat"]), "--raw", "--rate=48000", "--latency-msec=20", "/dev/zero"]
        with _running(server, env=env) as process:
            _wait(socket.exists, "PulseAudio does not start")
            with _running(keep_awake, env=env):
                yield SoundServer(env=env, pid=process.pid, programs=programs, folder=folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def sound_server(monkeypatch: pytest.MonkeyPatch) -> Iterator[SoundServer]:
    """A sound server, and this test's environment pointing at it."""
    with running_sound_server() as server:
        for name in ("XDG_RUNTIME_DIR", "PULSE_SERVER", "PULSE_COOKIE"):
            monkeypatch.setenv(name, server.env[name])
        yield server


@contextlib.contextmanager
def _running(
    command: list[str], *, env: dict[str, str], stdout: int = subprocess.DEVNULL
) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        command,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=stdout,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(condition: object, failure: str) -> None:
    assert callable(condition)
    deadline = time.monotonic() + _START_S
    while not condition():
        if time.monotonic() > deadline:
            pytest.fail(failure)
        time.sleep(0.01)  # another process's state has no signal to wait for
