"""The voice of macOS by its own `say`, for a synthesising child: no library, one short process for each text."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from array import array

from spotintro.voices.base import VoiceUnavailable
from spotintro.voices.engine import SAY, EngineFailed
from spotintro.voices.messages import Configure, FoundVoice
from spotintro.voices.pyttsx3_engine import choose_voice, read_sound

_RATE_HZ = 22_050
_LINE = re.compile(r"(?P<name>.+?)\s+(?P<tag>[a-z]{2,3}[_-][A-Za-z0-9_-]+)\s+#")
"""Of `say -v '?'`: a name, which may have spaces, the language, and a sample text."""
_TRICKS = frozenset({
    "Albert", "Bad News", "Bahh", "Bells", "Boing", "Bubbles", "Cellos", "Deranged", "Fred", "Good News",
    "Hysterical", "Jester", "Junior", "Organ", "Pipe Organ", "Ralph", "Superstar", "Trinoids", "Whisper",
    "Wobble", "Zarvox",
})  # fmt: skip
"""Voices that are jokes, or speak like a robot of 1984: for who names them."""
_LOUDEST = 32_767


def _say(*arguments: str, text: str = "") -> str:
    """Run it; what is to be said goes to its standard input, where no text is an option.

    Raises:
        OSError: it isn't there.
        EngineFailed: it says why not.
    """
    done = subprocess.run(  # noqa: S603 - the system's program, with options of ours
        ["say", *arguments],  # noqa: S607 - wherever the system has it
        input=text.encode(),
        capture_output=True,
        check=False,
    )
    if done.returncode:
        raise EngineFailed(done.stderr.decode(errors="replace").strip() or f"exit status {done.returncode}")
    return done.stdout.decode(errors="replace")


def _voices() -> dict[str, str]:
    try:
        lines = _say("-v", "?").splitlines()
    except (OSError, EngineFailed) as error:
        raise VoiceUnavailable(f"The system's `say` can't be run ({error}).", SAY.remedy) from error
    found = (_LINE.match(line) for line in lines)
    return {each["name"]: each["tag"].replace("_", "-").lower() for each in found if each is not None}


class SayEngine:
    """The system's voices. They don't tell whose gender they have, so a wish for one counts for nothing."""

    def __init__(self, settings: Configure) -> None:
        every = _voices()
        plain = {name: tag for name, tag in every.items() if settings.voice or name not in _TRICKS}
        self.voice, self.language = choose_voice(plain, settings)
        self._rate_wpm = settings.rate_wpm
        self._volume = settings.volume_percent / 100

    @staticmethod
    def voices() -> tuple[FoundVoice, ...]:
        return tuple(FoundVoice(*found) for found in _voices().items())

    def synthesise(self, text: str) -> tuple[bytes, int]:
        """Make the sound of a text; return its PCM and its rate.

        Raises:
            EngineFailed: the engine says why not.
        """
        descriptor, path = tempfile.mkstemp(prefix="spotintro-speech-", suffix=".wav")
        os.close(descriptor)
        try:
            _say(
                "-v", self.voice, "-r", str(self._rate_wpm), "-o", path,
                "--file-format=WAVE", f"--data-format=LEI16@{_RATE_HZ}", "-f", "-",
                text=_plain(text),
            )  # fmt: skip
            with open(path, "rb") as file:  # noqa: PTH123 - pathlib costs this process's start 4 ms
                pcm, rate_hz = read_sound(file.read())
        except OSError as error:
            raise EngineFailed(str(error)) from error
        finally:
            os.unlink(path)  # noqa: PTH108 - as above
        return _at_volume(pcm, self._volume), rate_hz


def _plain(text: str) -> str:
    """Take out the brackets by which a text would give the synthesiser commands ("[[slnc 9000]]")."""
    return text.replace("[[", " ").replace("]]", " ")


def _at_volume(pcm: bytes, volume: float) -> bytes:
    if volume == 1:
        return pcm
    samples = array("h", pcm)
    if sys.byteorder == "big":
        samples.byteswap()
    scaled = array("h", (max(-_LOUDEST, min(_LOUDEST, round(sample * volume))) for sample in samples))
    if sys.byteorder == "big":
        scaled.byteswap()
    return scaled.tobytes()
