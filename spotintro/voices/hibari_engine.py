"""The natural English voice, for a synthesising child. The only place where hibari is imported.

Its voice comes from its wheel: the file is named, since a voice that is only named may be downloaded.
"""

from __future__ import annotations

from typing import Any

from spotintro.voices.base import VoiceUnavailable
from spotintro.voices.engine import HIBARI, EngineFailed
from spotintro.voices.messages import Configure, FoundVoice
from spotintro.voices.natural_voices import NaturalVoice, natural_voices

_OWN_PACE_WPM = 170
"""The rate at which its own pace is kept: that of the default persona."""
_SLOWEST, _FASTEST = 0.5, 2.0
"""As its documentation has them; beyond, syllables go missing."""
_FULL = 32_767


class HibariEngine:
    """The natural voice, loaded. Of the settings it has no variants of a voice ("heart+f3")."""

    def __init__(self, settings: Configure) -> None:
        chosen = _choose(settings)
        self.voice, self.language = chosen.id, chosen.language.lower()
        self._speed = min(max(settings.rate_wpm / _OWN_PACE_WPM, _SLOWEST), _FASTEST)
        self._volume = settings.volume_percent / 100
        try:
            import numpy as np
            from hibari import Hibari

            self._numpy: Any = np
            self._hibari: Any = Hibari(voice=chosen.id, model=str(chosen.model))
            _ = self._hibari.g2p.oov  # what reads unknown words: it would load at the first of them
        except Exception as error:  # a wheel for another processor or half a one fails in ways of its own
            raise VoiceUnavailable(
                f"The natural voice is installed and can't be loaded ({type(error).__name__}: {error}).",
                HIBARI.remedy,
            ) from error

    @staticmethod
    def voices() -> tuple[FoundVoice, ...]:
        return tuple(FoundVoice(voice.id, voice.language.lower()) for voice in natural_voices())

    def synthesise(self, text: str) -> tuple[bytes, int]:
        """Make the sound of a text, the same each time.

        Raises:
            EngineFailed: the engine says why not.
        """
        try:
            wave = self._hibari(text, speed=self._speed, seed=0)
        except Exception as error:  # it fails on a text in whatever way its tables fail
            raise EngineFailed(f"{type(error).__name__}: {error}") from error
        np = self._numpy
        return (np.clip(wave * self._volume, -1, 1) * _FULL).astype("<i2").tobytes(), int(self._hibari.sample_rate)


def _choose(settings: Configure) -> NaturalVoice:
    voices = natural_voices()
    if not voices:
        raise VoiceUnavailable(
            "The natural voice isn't installed.",
            "Install it with `uv tool install 'spotintro[natural]'` or `pip install 'spotintro[natural]'`, "
            'or set voice.provider = "auto".',
        )
    named = settings.voice.casefold()
    for voice in voices:
        if voice.id.casefold() == named:
            return voice
    some = ", ".join(voice.id for voice in voices)
    if named:
        raise VoiceUnavailable(
            f"There is no natural voice {settings.voice!r}.",
            f"Leave voice.voice empty, or set it to one of: {some}. `spotintro voices list` has every voice.",
        )
    wanted = settings.language.replace("_", "-").lower()
    own = [voice for voice in voices if voice.language.lower().partition("-")[0] == wanted.partition("-")[0]]
    if not own:
        raise VoiceUnavailable(
            f"There is no natural voice for the language {settings.language!r}.",
            'Set voice.provider = "auto", or choose another writer.language.',
        )
    return next((voice for voice in own if voice.language.lower() == wanted), own[0])
