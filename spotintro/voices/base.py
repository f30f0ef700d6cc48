"""What every voice and every sound output offers, and how they fail."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from spotintro.errors import SpotIntroError


class VoiceError(SpotIntroError):
    """Nothing was said, or not all of it. The speech is not charged."""


class VoiceUnavailable(VoiceError):
    """The engine can't be started on this machine."""


class SynthesisFailed(VoiceError):
    """The engine hung, died or made no sound of this text. The next request gets a fresh one."""


class OutputFailed(VoiceError):
    """The sound device went away while playing."""


@dataclass(frozen=True, slots=True)
class Sound:
    """A stretch of mono PCM, signed 16 bit little endian."""

    pcm: bytes
    rate_hz: int

    @property
    def duration_s(self) -> float:
        return len(self.pcm) / 2 / self.rate_hz

    @property
    def is_silent(self) -> bool:
        """Whether there is nothing in it to be heard: no sample at all, or none but zeros."""
        return self.pcm.count(0) == len(self.pcm)


class Voice(Protocol):
    """Makes sound of text; plays nothing."""

    @property
    def name(self) -> str: ...

    async def open(self) -> None:
        """Make ready, so that the first request is quick. Optional: `synthesise` opens by itself.

        Raises:
            VoiceUnavailable: there is no voice; the message says what is missing.
        """
        ...

    async def synthesise(self, text: str) -> Sound:
        """Make the sound of one sentence.

        Text that the voice can't read is left out, so the sound may be short or empty.

        Raises:
            VoiceError: bounded in time; the engine is replaced.
        """
        ...

    async def close(self) -> None: ...


class Output(Protocol):
    """Plays the sounds of one intro after the other, without a gap of its own."""

    @property
    def audible(self) -> bool | None:
        """Whether a person at this machine can hear it; None before `open`."""
        ...

    async def open(self) -> None:
        """Find out what there is to play on.

        Never raises for a missing device: `audible` is then False, and playing is paced.

        Raises:
            OutputFailed: what was named to be written can't be.
        """
        ...

    async def play(self, sound: Sound) -> None:
        """Append a sound, and return when it was heard to its end.

        Where nothing is audible, it returns when that time has passed.

        Cancelling stops the sound within 100 ms. Several calls may be waiting: they are played in the order of
        the calls.

        Raises:
            OutputFailed: the device went away; the next `play` tries again.
        """
        ...

    async def finish(self) -> None:
        """Make what was played last, where it is to last (a file). Called once everything was played.

        Raises:
            OutputFailed: it can't be kept.
        """
        ...

    async def stop(self) -> None:
        """Go silent within 100 ms; every waiting `play` is cancelled."""
        ...

    async def close(self) -> None: ...
