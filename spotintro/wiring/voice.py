"""Which voice stands behind the settings, and where its sound goes."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from spotintro.config import VoiceProvider, VoiceSettings
from spotintro.config.personas.persona import Gender, Persona

if TYPE_CHECKING:
    from spotintro.voices.base import Output, Voice
    from spotintro.voices.child_voice import ChildVoice
    from spotintro.voices.preferred_voice import PreferredVoice


@dataclass(frozen=True, slots=True)
class Choice:
    """The provider that speaks, never `auto`, and why it is that one."""

    provider: VoiceProvider
    why: str


def choose_provider(settings: VoiceSettings, *, language: str, natural: Collection[str]) -> Choice:
    """Choose who speaks.

    Args:
        settings: What the user wants.
        language: Of the text, a tag.
        natural: The ids of the natural voices that are installed here.
    """
    if settings.provider is not VoiceProvider.AUTO:
        return Choice(settings.provider, "voice.provider names it")
    if settings.voice:
        is_natural = settings.voice.casefold() in {voice.casefold() for voice in natural}
        return Choice(VoiceProvider.HIBARI if is_natural else VoiceProvider.PYTTSX3, "voice.voice names it")
    if language.replace("_", "-").lower().partition("-")[0] != "en":
        return Choice(VoiceProvider.PYTTSX3, f'the natural voice speaks English alone, not "{language}"')
    if not natural:
        return Choice(VoiceProvider.PYTTSX3, "the natural voice isn't installed")
    return Choice(VoiceProvider.HIBARI, "the natural voice is installed, and the language is English")


def choose(settings: VoiceSettings, *, language: str) -> Choice:
    """Choose who speaks on this machine."""
    from spotintro.voices.natural_voices import natural_voices

    return choose_provider(settings, language=language, natural=[voice.id for voice in natural_voices()])


def faults_of(settings: VoiceSettings) -> Iterator[tuple[tuple[str, ...], str]]:
    """Find what the settings ask for that isn't installed: each with the path of its setting."""
    from spotintro.voices.natural_voices import natural_voices

    if settings.provider is not VoiceProvider.HIBARI:
        return
    natural = [voice.id for voice in natural_voices()]
    if not natural:
        yield ("voice", "provider"), "the natural voice isn't installed (`pip install 'spotintro[natural]'`)."
    elif settings.voice and settings.voice.casefold() not in {voice.casefold() for voice in natural}:
        yield ("voice", "voice"), f"there is no natural voice of that name. Allowed: {', '.join(natural)}."


def is_named(settings: VoiceSettings) -> bool:
    """Return whether the user named a voice, for which then nothing stands in."""
    return bool(settings.voice) or settings.provider is VoiceProvider.HIBARI


def provider_for_wish(
    settings: VoiceSettings, persona: Persona, *, natural: Collection[str]
) -> VoiceProvider | None:
    """Return whose voice the persona wishes for; None for no wish, or where the settings leave it none."""
    if settings.voice or not persona.voice:
        return None
    is_natural = persona.voice.casefold() in {voice.casefold() for voice in natural}
    provider = VoiceProvider.HIBARI if is_natural else VoiceProvider.PYTTSX3
    return provider if settings.provider in {VoiceProvider.AUTO, provider} else None


def make_voice(settings: VoiceSettings, *, language: str, persona: Persona) -> Voice:
    """Make the voice that the settings name, else the persona's, else the best that is installed.

    Args:
        settings: With a pace, which is the persona's where they name none.
        language: Of the text, a tag.
        persona: Whose wishes count where the settings name no voice.
    """
    return make_speaking_voice(settings, language=language, persona=persona) or _silent()


def make_speaking_voice(
    settings: VoiceSettings, *, language: str, persona: Persona
) -> ChildVoice | PreferredVoice | None:
    """Make the same voice; None where it is to be silent."""
    from spotintro.voices.natural_voices import natural_voices

    provider = choose(settings, language=language).provider
    if provider is VoiceProvider.SILENT:
        return None
    from spotintro.voices.child_voice import ChildVoice
    from spotintro.voices.engine import HIBARI, EngineTraits, system_engine
    from spotintro.voices.preferred_voice import PreferredVoice

    gender = "" if persona.gender is Gender.ANY else persona.gender.value

    def voice_of(engine: EngineTraits, voice: str = settings.voice) -> ChildVoice:
        return ChildVoice(
            engine,
            voice=voice,
            language=language,
            rate_wpm=settings.rate_wpm,
            volume_percent=settings.volume_percent,
            gender=gender,
        )

    usual: ChildVoice | PreferredVoice
    if provider is VoiceProvider.PYTTSX3:
        usual = voice_of(system_engine())
    elif is_named(settings):
        usual = voice_of(HIBARI)
    else:
        usual = PreferredVoice(voice_of(HIBARI), voice_of(system_engine()))
    wished = provider_for_wish(settings, persona, natural=[voice.id for voice in natural_voices()])
    if wished is None:
        return usual
    return PreferredVoice(
        voice_of(HIBARI if wished is VoiceProvider.HIBARI else system_engine(), persona.voice), usual
    )


def _silent() -> Voice:
    from spotintro.voices.silent_voice import SilentVoice

    return SilentVoice()


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
