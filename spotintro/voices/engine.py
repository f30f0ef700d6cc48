"""The speech engines that a synthesising child can hold, and what each of them offers there.

Both ends read this: the parent what to expect of an engine, the child which one it is to load.
"""

from __future__ import annotations

import sys
from typing import NamedTuple, Protocol

from spotintro.voices.messages import Configure, FoundVoice


class EngineFailed(Exception):
    """The engine refused this text. The child catches it, and has it told to the parent."""


class Engine(Protocol):
    """One loaded engine with one voice. It may hang or end the process: it is used in a child alone."""

    voice: str
    """Its own id of the voice that speaks."""
    language: str
    """The tag of that voice's language, as "en-us"."""

    def synthesise(self, text: str) -> tuple[bytes, int]:
        """Make the sound of a text; return mono PCM, signed 16 bit little endian, and its rate in Hz.

        Raises:
            EngineFailed: the engine says why not.
        """
        ...


class EngineClass(Protocol):
    """A class of engines: what can be asked before one is chosen."""

    def __call__(self, settings: Configure) -> Engine:
        """Load the engine with the voice of these settings.

        Raises:
            VoiceUnavailable: there is no engine, or no such voice.
        """
        ...

    def voices(self) -> tuple[FoundVoice, ...]:
        """List every voice that the engine has here.

        Raises:
            VoiceUnavailable: there is no engine.
        """
        ...


class EngineTraits(NamedTuple):
    """What the parent of a synthesising child has to know about its engine."""

    name: str
    part_characters: int
    """The longest text that the engine is given at once."""
    idle_s: float | None
    """After how long without a request its child ends; None: it stays."""
    remedy: str
    """What a person can do where it doesn't start."""


PYTTSX3 = EngineTraits(
    name="pyttsx3",
    # About 40 s of speech. pyttsx3 2.99 gathers sound in quadratic time: 3,200 characters take 0.4 s, ten times
    # that 27 s.
    part_characters=600,
    idle_s=None,
    remedy=(
        "Reinstall eSpeak NG: `pip install --force-reinstall espeakng-loader`."
        if sys.platform == "linux"
        else 'Look whether the system\'s own settings of speech have a voice, or set voice.provider = "silent".'
    ),
)
SAY = EngineTraits(
    name="say",
    part_characters=600,
    idle_s=None,
    remedy='Set voice.provider = "silent": the text is then shown at reading pace.',
)
HIBARI = EngineTraits(
    name="hibari",
    # About 15 s of speech. Its memory grows with the square of a sentence: 300 characters take 60 MB more than a
    # short one, 3,700 characters 1.1 GB.
    part_characters=300,
    # It keeps some 200 MB.
    idle_s=600.0,
    remedy=(
        'Reinstall it: `pip install --force-reinstall hibari-tts onnxruntime`, or set voice.provider = "pyttsx3".'
    ),
)


def system_engine(system: str = sys.platform) -> EngineTraits:
    """Return the engine of the system's voices: a Mac's own has them without the packages of pyttsx3."""
    return SAY if system == "darwin" else PYTTSX3
