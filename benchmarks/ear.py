"""When something is heard: on a null sink that is recorded, or where there is none, in what is played."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import subprocess
import threading
import time
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from unittest import mock

from spotintro.voices.base import Output, Sound
from spotintro.voices.miniaudio_output import MiniaudioOutput
from spotintro.voices.wav_file import WavFileOutput
from tests.sound_server import RATE_HZ, running_sound_server

_LOUD = 300
"""About 1 % of a voice's loudest sample."""
_BLOCK_BYTES = 2 * RATE_HZ // 200
_PROGRAMS = ("pulseaudio", "pacat", "parec")


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of what was heard, and when its last sample was."""

    pcm: array[int]
    end_s: float


class Ear(Protocol):
    where: str
    output: Output

    async def first_sound_s(self, since_s: float) -> float:
        """Wait until something is heard; return when that was, on the monotonic clock."""
        ...

    def heard(self, since_s: float) -> bytes:
        """Return everything that was heard since then, silence included."""
        ...


def loud_at_s(block: Block) -> float | None:
    for index, value in enumerate(block.pcm):
        if abs(value) > _LOUD:
            return block.end_s - (len(block.pcm) - index) / RATE_HZ
    return None


class _Blocks:
    def __init__(self) -> None:
        self._blocks: list[Block] = []

    def add(self, block: Block) -> None:
        self._blocks.append(block)

    def _since(self, since_s: float) -> list[Block]:
        return [block for block in list(self._blocks) if block.end_s > since_s]

    async def first_sound_s(self, since_s: float) -> float:
        async with asyncio.timeout(30):
            while True:
                for block in self._since(since_s):
                    at_s = loud_at_s(block)
                    if at_s is not None and at_s >= since_s:
                        return at_s
                await asyncio.sleep(0.02)  # what was heard is marked with its time: looking late costs nothing

    def heard(self, since_s: float) -> bytes:
        return b"".join(block.pcm.tobytes() for block in self._since(since_s))


class Recorder(_Blocks):
    """Reads the null sink's monitor, 5 ms at a time, in a thread of its own."""

    where = "on a null sink"

    def __init__(self, parec: subprocess.Popen[bytes]) -> None:
        super().__init__()
        self.output: Output = MiniaudioOutput()
        self._parec = parec
        threading.Thread(target=self._read, name="ear", daemon=True).start()

    def _read(self) -> None:
        assert self._parec.stdout is not None
        while len(data := self._parec.stdout.read(_BLOCK_BYTES)) == _BLOCK_BYTES:
            self.add(Block(array("h", data), time.monotonic()))


class FileEar(_Blocks):
    """Takes the moment at which a sound is in the file for the one at which it is heard."""

    where = "in a file"

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.output: Output = _Noted(folder / "speech.wav", self)


class _Noted(WavFileOutput):
    def __init__(self, file: Path, ear: FileEar) -> None:
        super().__init__(file)
        self._ear = ear

    async def play(self, sound: Sound) -> None:
        await super().play(sound)
        self._ear.add(Block(array("h", sound.pcm), time.monotonic() + sound.duration_s))


@contextlib.contextmanager
def listening(folder: Path) -> Iterator[Ear]:
    """Listen to what this process and its children play."""
    if not all(shutil.which(program) for program in _PROGRAMS):
        yield FileEar(folder)
        return
    with running_sound_server() as server, mock.patch.dict(os.environ, server.env):
        command = [str(server.programs["parec"]), "--device=sink.monitor", "--format=s16le", f"--rate={RATE_HZ}"]
        command += ["--channels=1", "--latency-msec=5", "--raw"]
        with subprocess.Popen(command, env=server.env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as parec:
            try:
                yield Recorder(parec)
            finally:
                parec.terminate()
