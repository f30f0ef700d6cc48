"""What a persona makes of the announcer: what it begins and ends with, what it tells rather, and how much."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from spotintro.config.personas.persona import Care, Chattiness, Persona
from spotintro.writers.announcements.languages import stock_for
from spotintro.writers.announcements.stock import Section, Stock
from spotintro.writers.language_names import primary_of

_TELLS: Final[Mapping[Care, frozenset[Section]]] = {
    Care.ORIGIN: frozenset({Section.ORIGIN, Section.RELEASE_COUNTRY}),
    Care.YEARS: frozenset({
        Section.RECORD, Section.FIRST_RELEASED, Section.ALBUM_FIRST_RELEASED, Section.BORN, Section.FORMED,
        Section.DIED, Section.SPLIT,
    }),
    Care.INSTRUMENTS: frozenset({
        Section.PERFORMER, Section.SINGER, Section.INSTRUMENTAL, Section.ORCHESTRA, Section.CHOIR, Section.MEMBER,
    }),
    Care.CREDITS: frozenset({
        Section.COMPOSERS, Section.COMPOSER, Section.LYRICIST, Section.WRITER, Section.PRODUCER,
        Section.ALBUM_PRODUCER, Section.ARRANGER, Section.ENGINEER, Section.COVER, Section.REMIXER,
    }),
    Care.RECORD: frozenset({
        Section.RECORD, Section.LABEL, Section.LIVE, Section.KIND_SINGLE, Section.KIND_EP, Section.KIND_LIVE,
        Section.KIND_COMPILATION, Section.KIND_SOUNDTRACK, Section.KIND_REMIX, Section.KIND_MIXTAPE,
    }),
    Care.GENRE: frozenset({Section.GENRE}),
}  # fmt: skip
_SHARES: Final = {Care.HEARD: 0.5, Care.HOUR: 0.35, Care.COMING: 0.45}
"""Of the intros, where the persona cares for it."""
_CHATTY_SHARES: Final = {Care.HEARD: 0.9, Care.HOUR: 0.7, Care.COMING: 0.9}
_CHATTY_ANYHOW: Final = 0.4


@dataclass(frozen=True, slots=True)
class Measure:
    """How much is said: the words that a text has, as far as something is known, and the facts to choose from."""

    min_words: int
    max_words: int
    most_told: int


MEASURES: Final = {
    Chattiness.BRIEF: Measure(6, 24, 2),
    Chattiness.NORMAL: Measure(16, 45, 2),
    Chattiness.CHATTY: Measure(32, 80, 4),
}
"""For normal ones eight to fifteen seconds, as a host has them between two records."""


def stock_of(persona: Persona, language: str) -> Stock:
    """Return the sentences of a language, with the persona's own openings and closings before music."""
    stock = stock_for(language)
    primary = primary_of(language)
    sections = dict(stock.sections)
    for said, own, of_talk in (
        (persona.openings, Section.MUSIC, Section.ANYTIME),
        (persona.closings, Section.CLOSING, Section.TALK_CLOSING),
    ):
        if primary not in said:
            continue
        sections[own] = tuple((sentence,) for sentence in said[primary])
        if not said[primary]:
            sections[of_talk] = ()
    return replace(stock, sections=sections)


def openings_of(persona: Persona, language: str) -> tuple[Section, ...]:
    """Return the sections that an intro of music begins with."""
    return (Section.MUSIC,) if primary_of(language) in persona.openings else (Section.ANYTIME, Section.MUSIC)


def cared_for(persona: Persona) -> frozenset[Section]:
    """Return the sections that tell what the persona likes to tell."""
    return frozenset().union(*(_TELLS.get(care, frozenset()) for care in persona.cares))


def share_of(care: Care, persona: Persona, chattiness: Chattiness) -> float:
    """Return in which share of the intros something of the show is told, where it is known."""
    cares = care in persona.cares
    if chattiness is Chattiness.CHATTY:
        return _CHATTY_SHARES[care] if cares else _CHATTY_ANYHOW
    return _SHARES[care] if cares else 0.0
