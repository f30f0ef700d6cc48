"""The system's own voice, for a synthesising child. The only place where pyttsx3 is imported.

Its eSpeak driver ends the whole process when the voice data is missing, can't be stopped, prints, and its
`runAndWait` doesn't wait; so it is used to fill a file, one request at a time. It runs on the main thread, which
macOS requires.
"""

from __future__ import annotations

import io
import os
import sys
import tempfile
import threading
import wave
from typing import Any, Self

from spotintro.voices.base import VoiceUnavailable
from spotintro.voices.engine import EngineFailed
from spotintro.voices.messages import Configure, FoundVoice

_SYSTEM_ESPEAK = "libespeak-ng.so.1"
_STARTS = 3
"""A finishing utterance can end the loop of the one that begins at that moment: then it is begun again."""
_ESPEAK_VARIANTS = {"female": "+f3", "male": "+m3"}
"""Which eSpeak NG has of each of its voices."""
_PLAIN_RATE_HZ = 22_050


def _load_espeak() -> None:
    """Load the bundled eSpeak NG where the system has none: pyttsx3 then finds it under its own name."""
    import ctypes

    try:
        ctypes.CDLL(_SYSTEM_ESPEAK)
    except OSError:
        try:
            import espeakng_loader

            ctypes.CDLL(espeakng_loader.get_library_path())
            os.environ["ESPEAK_DATA_PATH"] = espeakng_loader.get_data_path()
        except (ImportError, OSError, RuntimeError) as error:
            raise VoiceUnavailable(
                "The voice needs eSpeak NG, and neither the system nor this installation has it.",
                "Install the system's package `espeak-ng`, or run `pip install espeakng-loader`.",
            ) from error


def _make_espeak_synchronous() -> None:
    """Have eSpeak NG work on the thread that asks, where the driver would have it work on one of its own.

    The driver's two threads share its queue, its text and its buffer without a lock: on a busy machine, sentences
    came out empty or with the settings of another. It initialises the library only where nobody did before.

    Raises:
        RuntimeError: the library can't be initialised.
    """
    from pyttsx3.drivers import _espeak
    from pyttsx3.drivers.espeak import EspeakDriver

    if not EspeakDriver._moduleInitialized:  # noqa: SLF001 - what the driver itself asks; its version is pinned
        if _espeak.Initialize(_espeak.AUDIO_OUTPUT_SYNCHRONOUS, 0) == -1:
            raise RuntimeError("eSpeak NG can't be initialised")
        EspeakDriver._moduleInitialized = True  # noqa: SLF001 - as above
        EspeakDriver._defaultVoice = "gmw/en"  # noqa: SLF001 - what it falls back to where no voice is set


def _tell_the_end(engine: Any) -> None:
    """Pass the end of each text on to the driver.

    A synchronous eSpeak NG tells the end by a call without sound; the driver waits for an event.
    """
    from pyttsx3.drivers import _espeak

    driver = engine.proxy._driver  # noqa: SLF001 - there is no other way to what the library calls
    end = (_espeak.EVENT * 2)()
    end[0].type = _espeak.EVENT_MSG_TERMINATED
    end[1].type = _espeak.EVENT_LIST_TERMINATED

    def on_sound(sound: Any, samples: int, events: Any) -> int:
        driver._onSynth(sound, samples, events if sound else end)  # noqa: SLF001 - as above
        return 0

    _espeak.SetSynthCallback(on_sound)


def _start() -> Any:
    """Return the library's engine.

    Raises:
        VoiceUnavailable: it can't be started.
    """
    if sys.platform == "linux":
        _load_espeak()
    try:
        from pyttsx3.engine import Engine as SpeechEngine

        if sys.platform == "linux":
            _make_espeak_synchronous()
        engine = SpeechEngine()
        if sys.platform == "linux":
            _tell_the_end(engine)
    except Exception as error:  # each driver fails in its own way; all mean: no voice here
        raise VoiceUnavailable(
            f"The speech engine of this system can't be started ({type(error).__name__}).",
            'Give the system a voice (Linux: its package `espeak-ng`), or set voice.provider = "silent".',
        ) from error
    return engine


def _voices_of(engine: Any) -> dict[str, str]:
    return {
        voice.id: str(language).replace("_", "-").lower()
        for voice in engine.getProperty("voices")
        for language in (voice.languages or [""])[:1]
    }


def _is_of(gender: str, told: object) -> bool:
    """Return whether a driver's word, such as "VoiceGenderFemale", is of that gender."""
    word = str(told or "").lower()
    return word.endswith(gender) and (gender == "female" or not word.endswith("female"))


class Pyttsx3Engine:
    """One pyttsx3 engine, made to answer in sequence."""

    def __init__(self, settings: Configure) -> None:
        self._engine = _start()
        self._runs_ahead = self._engine.driver_name == "espeak"
        self._started = threading.Event()
        self._finished = threading.Event()
        self._error: BaseException | None = None
        self._engine.connect("started-utterance", lambda **_: self._started.set())
        self._engine.connect("finished-utterance", lambda **_: self._finished.set())
        self._engine.connect("error", self._failed)
        self.voice, self.language = choose_voice(self._voices_for(settings), settings)
        if self._runs_ahead and not settings.voice:
            self.voice += _ESPEAK_VARIANTS.get(settings.gender, "")
        self._engine.setProperty("voice", self.voice)
        self._engine.setProperty("rate", settings.rate_wpm)
        self._engine.setProperty("volume", settings.volume_percent / 100)

    def _voices_for(self, settings: Configure) -> dict[str, str]:
        """Return the voices to choose from: those of the gender, where one of them speaks the language."""
        every = _voices_of(self._engine)
        if settings.voice or not settings.gender:
            return every
        fitting = {
            voice.id: every[voice.id]
            for voice in self._engine.getProperty("voices")
            if voice.id in every and _is_of(settings.gender, voice.gender)
        }
        return fitting if voice_for(fitting, settings.language) else every

    @staticmethod
    def voices() -> tuple[FoundVoice, ...]:
        return tuple(FoundVoice(*found) for found in _voices_of(_start()).items())

    def synthesise(self, text: str) -> tuple[bytes, int]:
        """Make the sound of a text; return its PCM and its rate. It may hang: hence the parent's time-out.

        Raises:
            EngineFailed: the engine says why not.
        """
        with _SoundFile() as file:
            for _ in range(_STARTS):
                self._started.clear()
                self._finished.clear()
                self._error = None
                self._engine.save_to_file(text, file.path)
                self._engine.runAndWait()
                if self._started.is_set() or not self._runs_ahead:
                    break
            if self._error is not None:
                raise EngineFailed(f"{type(self._error).__name__}: {self._error}")
            if self._runs_ahead:
                self._finished.wait()
            return read_sound(file.content())

    def _failed(self, exception: BaseException, **_: object) -> None:
        self._error = exception


def choose_voice(languages: dict[str, str], settings: Configure) -> tuple[str, str]:
    """Choose the voice that is named, else the best for the language; return it with its language.

    Raises:
        VoiceUnavailable: there is none.
    """
    if settings.voice:
        base = settings.voice.partition("+")[0]  # eSpeak NG's variants: gmw/en+f3
        for voice, language in languages.items():
            if voice.lower() == base.lower():
                return settings.voice, language or settings.language
        some = ", ".join(sorted({voice_for(languages, start) for start in ("en", settings.language)} - {""}))
        raise VoiceUnavailable(
            f"The speech engine has no voice {settings.voice!r}.",
            f"Leave voice.voice empty, or set it to one of the engine's own ids, such as {some}; "
            "`spotintro voices list` has every voice.",
        )
    voice = voice_for(languages, settings.language)
    if not voice:
        raise VoiceUnavailable(
            f"The speech engine has no voice for the language {settings.language!r}.",
            "Set voice.voice to one of the engine's own ids, or choose another writer.language.",
        )
    return voice, languages[voice]


def voice_for(languages: dict[str, str], language: str) -> str:
    """Choose the voice that fits best: the same tag, else the plainest voice of the language; "" for none."""
    wanted = language.replace("_", "-").lower()
    primary = wanted.partition("-")[0]
    primary = {"zh": "cmn", "no": "nb"}.get(primary, primary) if primary not in _primaries(languages) else primary
    fitting = [voice for voice, tag in languages.items() if tag.partition("-")[0] == primary]
    exact = [voice for voice in fitting if languages[voice] == wanted]
    return min(exact or fitting, key=lambda voice: (len(voice), voice), default="")


def _primaries(languages: dict[str, str]) -> set[str]:
    return {tag.partition("-")[0] for tag in languages.values()}


def read_sound(content: bytes) -> tuple[bytes, int]:
    """Decode a sound file into PCM (mono, 16 bit) and its rate: WAV, or what NSSpeechSynthesizer writes, AIFF."""
    if content.startswith(b"RIFF"):
        with wave.open(io.BytesIO(content)) as file:
            if (file.getnchannels(), file.getsampwidth()) == (1, 2):
                return file.readframes(file.getnframes()), file.getframerate()
    import miniaudio

    decoded = miniaudio.decode(content, nchannels=1, sample_rate=_PLAIN_RATE_HZ)
    return bytes(decoded.samples), _PLAIN_RATE_HZ


class _SoundFile:
    """A file with a name for the engine to fill; on Linux it never touches a disk, so a kill leaves nothing."""

    def __enter__(self) -> Self:
        if sys.platform == "linux":
            self._fd = os.memfd_create("speech")
            self.path = f"/proc/self/fd/{self._fd}"
        else:
            descriptor, self.path = tempfile.mkstemp(prefix="spotintro-speech-", suffix=".wav")
            os.close(descriptor)  # Windows lets a program have a file for itself, or not at all
        return self

    def content(self) -> bytes:
        with open(self.path, "rb") as file:  # noqa: PTH123 - pathlib costs this process's start 4 ms
            return file.read()

    def __exit__(self, *_: object) -> None:
        if sys.platform == "linux":
            os.close(self._fd)
        else:
            os.unlink(self.path)  # noqa: PTH108 - as above
