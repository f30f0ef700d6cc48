"""Which personas there are, and what is wrong with those of the user's own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

from spotintro.config import HostSettings
from spotintro.config.errors import ConfigError, PersonaUnknown, SettingRejected
from spotintro.config.personas.persona import Persona
from spotintro.config.personas.reading import BUILT_IN, examined, names, own_file, read_persona, stray_files


@dataclass(frozen=True, slots=True)
class OfferedPersona:
    name: str
    persona: Persona | None
    """None where its file has faults."""
    file: Path | None
    """None for one that comes along."""
    problems: tuple[ConfigError, ...]
    """The faults of its file, or what of it isn't said."""


def make_persona(name: str, folder: Path) -> Persona:
    """Return the persona of that name, without the openings and closings that claim something. Blocks.

    Raises:
        PersonaUnknown: there is none.
        ConfigError: the first fault of its file.
    """
    persona = read_persona(folder, name)
    return persona if name in BUILT_IN else _neutral(persona)


def offered_personas(folder: Path) -> tuple[OfferedPersona, ...]:
    """Return every persona, each with what is wrong with it. Blocks."""
    return tuple(offered_persona(name, folder) for name in names(folder))


def offered_persona(name: str, folder: Path) -> OfferedPersona:
    """Return one of them. Blocks.

    Raises:
        PersonaUnknown: there is none of that name.
    """
    persona, faults = examined(folder, name)
    if name in BUILT_IN:
        return OfferedPersona(name, persona, None, faults)
    file = own_file(folder, name)
    if persona is None:
        return OfferedPersona(name, None, file, faults)
    unsaid = tuple(
        SettingRejected(file, None, f"{path}: “{sentence}” is not said: {reason}", "Say it without a claim.")
        for path, sentence, reason in _claims(persona)
    )
    return OfferedPersona(name, _neutral(persona), file, unsaid)


def faults_of_host(settings: HostSettings, folder: Path) -> Iterator[tuple[tuple[str, ...], str]]:
    """Find the persona that the settings name and that there is none of. Blocks a little."""
    if settings.persona not in names(folder):
        yield ("host", "persona"), PersonaUnknown(settings.persona, names(folder)).message


def problems_of_files(folder: Path) -> tuple[ConfigError, ...]:
    """Return what is wrong with the user's own personas, in the order of their names. Blocks."""
    own = (problem for each in offered_personas(folder) for problem in each.problems)
    return (*own, *stray_files(folder))


def _neutral(persona: Persona) -> Persona:
    """Leave out the openings and closings that are more than talk."""
    left_out = {(path, sentence) for path, sentence, _ in _claims(persona)}

    def kept(name: str, said: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        return {
            language: tuple(each for each in sentences if (f"{name}.{language}", each) not in left_out)
            for language, sentences in said.items()
        }

    openings, closings = kept("openings", persona.openings), kept("closings", persona.closings)
    return msgspec.structs.replace(persona, openings=openings, closings=closings)


def _claims(persona: Persona) -> Iterator[tuple[str, str, str]]:
    """Find the openings and closings that are more than talk: where each stands, its words, and why."""
    from spotintro.writers.announcements.languages import SPOKEN
    from spotintro.writers.truth.neutral import claim_in

    for name, said in (("openings", persona.openings), ("closings", persona.closings)):
        for language, sentences in said.items():
            path = f"{name}.{language}"
            for sentence in sentences:
                if language not in SPOKEN:
                    yield path, sentence, f"the announcer speaks {', '.join(SPOKEN)}."
                elif reason := claim_in(sentence, language):
                    yield path, sentence, reason
