"""Which voice stands behind the settings, and where its sound goes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from spotintro.config import VoiceProvider, VoiceSettings

if TYPE_CHECKING:
    from spotintro.voices.base import Output, Voice


def make_voice(settings: VoiceSettings, *, language: str) -> Voice:
    if settings.provider is VoiceProvider.SILENT:
        from spotintro.voices.silent_voice import SilentVoice

        return SilentVoice()
    from spotintro.voices.pyttsx3_voice import Pyttsx3Voice

    return Pyttsx3Voice(
        voice=settings.voice,
        language=language,
        rate_wpm=settings.rate_wpm,
        volume_percent=settings.volume_percent,
    )


def make_output(settings: VoiceSettings, *, wav_file: Path | None) -> Output:
    """Make the output that the settings name, or one that writes a WAV file: then nothing is played."""
    if wav_file is not None:
        from spotintro.voices.wav_file import WavFileOutput

        return WavFileOutput(wav_file)
    if settings.provider is VoiceProvider.SILENT:
        from spotintro.voices.paced_output import PacedOutput

        return PacedOutput()
    from spotintro.voices.miniaudio_output import MiniaudioOutput

    return MiniaudioOutput()
