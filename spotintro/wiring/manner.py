"""What a persona makes of the settings: the host's style and voices."""

from __future__ import annotations

import msgspec

from spotintro.config import Settings
from spotintro.config.personas.persona import Persona
from spotintro.host.manner import Manner
from spotintro.host.texts import Style
from spotintro.wiring.voice import make_voice
from spotintro.wiring.writer import foreign_language_notice, unchecked_notice
from spotintro.writers.announcements.languages import language_spoken


def in_manner(settings: Settings, persona: Persona) -> Settings:
    """Return the settings as the persona completes them: its language, and its pace where they name none."""
    writer = msgspec.structs.replace(settings.writer, language=persona.language or settings.writer.language)
    voice = msgspec.structs.replace(settings.voice, rate_wpm=settings.voice.rate_wpm or persona.rate_wpm)
    return msgspec.structs.replace(settings, writer=writer, voice=voice)


def make_manner(settings: Settings, persona: Persona) -> Manner:
    """Return the manner in which this persona talks under these settings. Blocks a little."""
    settings = in_manner(settings, persona)
    asked = settings.writer.language
    spoken = language_spoken(asked)
    foreign = None if spoken == asked else make_voice(settings.voice, language=spoken, persona=persona)
    return Manner(
        style=Style(asked, persona, settings.host.chattiness),
        voice=make_voice(settings.voice, language=asked, persona=persona),
        announcer_voice=foreign,
        language_notice=foreign_language_notice(asked, spoken),
        unchecked_notice=unchecked_notice(asked, strict=settings.writer.strict),
    )
