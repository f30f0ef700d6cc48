"""The value of a persona, as its file has it, with the bounds of all that it may hold."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct, field

SENTENCE_PATTERN = r"^[^<>\[\]{}|*_`#\\\n]*\S[^<>\[\]{}|*_`#\\\n]*\Z"
Sentence = Annotated[str, Meta(min_length=2, max_length=120, pattern=SENTENCE_PATTERN)]
"""It is read out, so that marks of markup and of our own have no place in it."""
Words = Annotated[int, Meta(ge=15, le=200)]


class Gender(StrEnum):
    ANY = "any"
    FEMALE = "female"
    MALE = "male"


class Care(StrEnum):
    """Something that a host likes to tell of; its value is how the files write it."""

    ORIGIN = "origin"
    YEARS = "years"
    INSTRUMENTS = "instruments"
    CREDITS = "credits"
    RECORD = "record"
    GENRE = "genre"
    HEARD = "heard"
    COMING = "coming"
    HOUR = "hour"


class Chattiness(StrEnum):
    BRIEF = "brief"
    NORMAL = "normal"
    CHATTY = "chatty"


class Lengths(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The longest text, in words."""

    brief: Words = 30
    normal: Words = 70
    chatty: Words = 120

    def of(self, chattiness: Chattiness) -> int:
        lengths = {Chattiness.BRIEF: self.brief, Chattiness.NORMAL: self.normal, Chattiness.CHATTY: self.chatty}
        return lengths[chattiness]


class Persona(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A host: what the AI writer is told of them, and what the announcer and the voice make of it.

    Attributes:
        title: How a list calls them.
        who: Who they are, for the AI writer; it goes on after "You are".
        voice: A voice's id, taken where it is there and the settings name none.
        gender: Of the voice, where the engine has such a one.
        language: BCP 47; empty: the settings'.
        cares: What they like to tell of.
        samples: Lines in their manner, for the AI writer, which are no facts and are not to be said.
        openings, closings: What the announcer begins and ends with, by primary language tags. A language that
            isn't among them gets the announcer's own; an empty list is none at all.
    """

    title: Annotated[str, Meta(min_length=1, max_length=60)]
    who: Annotated[str, Meta(min_length=1, max_length=300)]
    voice: Annotated[str, Meta(max_length=200)] = ""
    gender: Gender = Gender.ANY
    rate_wpm: Annotated[int, Meta(ge=80, le=400)] = 170
    language: Annotated[str, Meta(pattern=r"^([A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*)?\Z", max_length=35)] = ""
    cares: Annotated[tuple[Care, ...], Meta(max_length=len(Care))] = ()
    samples: Annotated[tuple[Sentence, ...], Meta(max_length=4)] = ()
    words: Lengths = field(default_factory=Lengths)
    openings: Mapping[str, Annotated[tuple[Sentence, ...], Meta(max_length=60)]] = field(default_factory=dict)
    closings: Mapping[str, Annotated[tuple[Sentence, ...], Meta(max_length=60)]] = field(default_factory=dict)
