"""Which voices there are on this machine, and which of them speaks."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from spotintro.config import VoiceProvider, VoiceSettings
from spotintro.config.personas.persona import Persona
from spotintro.voices.base import VoiceUnavailable
from spotintro.wiring.voice import Choice, choose, provider_for_wish


@dataclass(frozen=True, slots=True)
class OfferedVoice:
    provider: VoiceProvider
    id: str
    language: str
    """Its tag; "" where the engine doesn't tell."""
    in_force: bool


@dataclass(frozen=True, slots=True)
class OfferedVoices:
    voices: tuple[OfferedVoice, ...]
    choice: Choice
    problem: VoiceUnavailable | None
    """What keeps the system's voices from being listed."""

    @property
    def in_force(self) -> OfferedVoice | None:
        """The voice that speaks; None where it is silent, or where there is none such."""
        return next((voice for voice in self.voices if voice.in_force), None)


async def offered_voices(settings: VoiceSettings, *, language: str, persona: Persona) -> OfferedVoices:
    """List every voice by its engine's own account; none of them is loaded."""
    from spotintro.voices.child_voice import voices_of
    from spotintro.voices.engine import HIBARI, system_engine
    from spotintro.voices.pyttsx3_engine import voice_for

    choice = choose(settings, language=language)
    found = {VoiceProvider.HIBARI: {voice.id: voice.language for voice in await voices_of(HIBARI)}}
    problem = None
    try:
        system = {voice.id: voice.language for voice in await voices_of(system_engine())}
        found[VoiceProvider.PYTTSX3] = dict(sorted(system.items()))
    except VoiceUnavailable as error:
        problem = error
    named = settings.voice
    wished = provider_for_wish(settings, persona, natural=found[VoiceProvider.HIBARI])
    if wished is not None and _is_among(persona.voice, found.get(wished, {})):
        choice, named = Choice(wished, "it is the persona's voice"), persona.voice
    of_chosen = found.get(choice.provider, {})
    named = named.partition("+")[0].casefold()
    speaking = named or voice_for(of_chosen, language)
    voices = tuple(
        OfferedVoice(
            provider, name, tag, in_force=provider is choice.provider and name.casefold() == speaking.casefold()
        )
        for provider, tags in found.items()
        for name, tag in tags.items()
    )
    return OfferedVoices(voices, choice, problem)


def _is_among(voice: str, voices: Collection[str]) -> bool:
    """Return whether an id, with or without a variant of eSpeak NG ("gmw/en+f3"), is one of these."""
    return voice.partition("+")[0].casefold() in {each.casefold() for each in voices}
