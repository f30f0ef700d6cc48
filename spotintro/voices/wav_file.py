"""The speech of one intro as a WAV file."""

from __future__ import annotations

import asyncio
import errno
import os
import shutil
import stat
import tempfile
import wave
from pathlib import Path
from typing import BinaryIO, Final

from spotintro.state.open_flags import NO_TERMINAL, NO_WAIT, PLAIN
from spotintro.voices.base import OutputFailed, Sound

_POLL_S: Final = 0.05


class WavFileOutput:
    """Writes the sounds one after the other, as fast as they come.

    The file stands under its name, or under the one that a link leads to, only once `finish` was called: `close`
    without it, after a failed or stopped run, leaves what was there before. A pipe or a device is written to as it
    is, once all of the sound is there, since its length stands in front of it.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        # /dev/stdout is a link as well, but to what is open, whose name is another file's once it is replaced.
        self._through = _is_stream(path)
        self._final = path if self._through else Path(os.path.realpath(path))
        self._part = self._final.with_name(f".{self._final.name}.{os.getpid()}.part")
        self._stream: BinaryIO | None = None
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
            if self._through and self._stream is None:
                self._stream = await self._opened_stream()
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
            if self._through:
                self._file = tempfile.TemporaryFile()  # noqa: SIM115 - closed by _replace or _discard
                return
            descriptor = os.open(self._part, os.O_CREAT | os.O_EXCL | os.O_RDWR | PLAIN, 0o666)
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
            if self._stream is not None:
                self._file.seek(0)
                shutil.copyfileobj(self._file, self._stream)
                self._stream.close()
                self._stream = None
                return
            os.fsync(self._file.fileno())
            self._file.close()
            self._file = None
            self._part.replace(self._final)
            self._created = False
        except OSError as error:
            raise self._failed(error) from error

    def _discard(self) -> None:
        try:
            if self._wave is not None:
                self._wave.close()
            if self._file is not None:
                self._file.close()
            if self._stream is not None:
                self._stream.close()
        except OSError:
            pass  # a full disk: the file is thrown away below
        self._wave = None
        self._file = None
        self._stream = None
        if self._created:
            self._part.unlink(missing_ok=True)
            self._created = False

    async def _opened_stream(self) -> BinaryIO:
        """Open the pipe or device. A pipe without a reader is waited for, so that it can be named first."""
        while True:
            try:
                descriptor = os.open(self._path, os.O_WRONLY | NO_WAIT | NO_TERMINAL | PLAIN)
            except OSError as error:
                if error.errno != errno.ENXIO or not self._path.is_fifo():
                    raise self._failed(error) from error
                await asyncio.sleep(_POLL_S)
                continue
            try:
                os.write(descriptor, b"")  # a device that takes nothing says so at once
                if NO_WAIT:
                    os.set_blocking(descriptor, True)
            except OSError as error:
                os.close(descriptor)
                raise self._failed(error) from error
            return os.fdopen(descriptor, "wb")

    def _failed(self, error: OSError) -> OutputFailed:
        return OutputFailed(
            f"{self._path} can't be written ({error.strerror or error}).",
            "Choose another file with --out, or make room on the disk.",
        )


def _is_stream(path: Path) -> bool:
    """Tell whether it is something to write to rather than a file to replace."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)) or path.parts[1:2] in {("dev",), ("proc",)}
