"""The speech of one intro as a WAV file."""

from __future__ import annotations

import asyncio
import os
import wave
from pathlib import Path
from typing import BinaryIO

from spotintro.voices.base import OutputFailed, Sound


class WavFileOutput:
    """Writes the sounds one after the other, as fast as they come.

    The file stands under its name only once `finish` was called: `close` without it, after a failed or stopped
    run, leaves what was there before.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._part = path.with_name(f".{path.name}.{os.getpid()}.part")
        self._turn = asyncio.Lock()
        self._file: BinaryIO | None = None
        self._wave: wave.Wave_write | None = None
        self._created = False
        self._writing: set[asyncio.Task[None]] = set()

    @property
    def audible(self) -> bool | None:
        """True once it is open, since what is in the file counts as delivered."""
        return True if self._file is not None else None

    async def open(self) -> None:
        """Create the file beside its final place, so that a folder that can't be written is known at once.

        Raises:
            OutputFailed: it can't be created.
        """
        async with self._turn:
            await asyncio.to_thread(self._create)

    async def play(self, sound: Sound) -> None:
        """Append a sound to the file.

        Raises:
            OutputFailed: the disk is full, or the sound has another rate than the ones before it.
        """
        writing = asyncio.create_task(self._append(sound))
        self._writing.add(writing)
        writing.add_done_callback(self._writing.discard)
        await writing

    async def stop(self) -> None:
        for writing in tuple(self._writing):
            writing.cancel()
        await asyncio.gather(*self._writing, return_exceptions=True)

    async def finish(self) -> None:
        """Put the file in its place, in one step and on the disk. Called once everything was said.

        Raises:
            OutputFailed: it can't be put there.
        """
        async with self._turn:
            await asyncio.to_thread(self._replace)

    async def close(self) -> None:
        """Throw away what was not finished."""
        await self.stop()
        async with self._turn:
            await asyncio.to_thread(self._discard)

    async def _append(self, sound: Sound) -> None:
        async with self._turn:
            await asyncio.to_thread(self._write, sound)

    def _create(self) -> None:
        if self._file is not None:
            return
        try:
            if self._path.is_dir():
                raise IsADirectoryError(None, "Is a directory")
            descriptor = os.open(self._part, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o666)
        except OSError as error:
            raise self._failed(error) from error
        self._created = True
        self._file = os.fdopen(descriptor, "w+b")

    def _write(self, sound: Sound) -> None:
        self._create()
        assert self._file is not None
        if self._wave is None:
            self._wave = wave.open(self._file, "wb")  # noqa: SIM115 - closed by _replace or _discard
            self._wave.setnchannels(1)
            self._wave.setsampwidth(2)
            self._wave.setframerate(sound.rate_hz)
        elif sound.pcm and self._wave.getframerate() != sound.rate_hz:
            raise OutputFailed(
                f"The voice changed its rate from {self._wave.getframerate()} to {sound.rate_hz} Hz.",
                "Run the command again; the voice setting must stay the same meanwhile.",
            )
        try:
            self._wave.writeframes(sound.pcm)
        except OSError as error:
            raise self._failed(error) from error

    def _replace(self) -> None:
        self._write(Sound(pcm=b"", rate_hz=22_050))  # a valid file, also where there was nothing to say
        assert self._wave is not None
        assert self._file is not None
        try:
            self._wave.close()
            self._wave = None
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
            self._file = None
            self._part.replace(self._path)
            self._created = False
        except OSError as error:
            raise self._failed(error) from error

    def _discard(self) -> None:
        try:
            if self._wave is not None:
                self._wave.close()
            if self._file is not None:
                self._file.close()
        except OSError:
            pass  # a full disk: the file is thrown away below
        self._wave = None
        self._file = None
        if self._created:
            self._part.unlink(missing_ok=True)
            self._created = False

    def _failed(self, error: OSError) -> OutputFailed:
        return OutputFailed(
            f"{self._path} can't be written ({error.strerror or error}).",
            "Choose another file with --out, or make room on the disk.",
        )
