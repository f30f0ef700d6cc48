"""What the judge knows of a language: its words and the ways in which it says a relation."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class Speech:
    """One language's words and wordings.

    The texts that these are held against are in lower case, without quotation marks, each word and each comma
    followed by a gap; a name or a value stands there as one mark.

    A wording is a row of elements: a word, words to choose from ("in|from", several words joined by "_"), either of
    them optional in brackets ("[back]"), any number of them with a star ("[just|only]*"), a place for a value
    ("{who}", see `wordings`), or one of the language's own `groups` ("{be}"), whose rows "||" parts.

    Attributes:
        expansions: Regular expressions and what takes their place, before all else: contractions.
        joints: Between the last two of several names: a regular expression.
        groups: Rows by the name that wordings use.
        relations: Wordings by what they say: a relation, or several joined by "+" of which any will do.
        frames: Wordings of what a host may say of the track without a fact.
        function: Words that say nothing by themselves.
        talk: Words of host talk.
        things: What a piece of music is called.
        pronouns: What may stand for the track, as a subject.
        he: Pronouns that stand for an artist, and the gender they tell; "" where they tell none.
        adverbs: What may stand between a subject and its verb.
        finite: Verbs that make of what stands before them a subject.
        before_thing: What may stand right before one of `things`.
        after_thing: What may not stand right after one: who says what it does, says a claim.
        by: What stands before an artist, and not before a title.
        called: What stands before a title, and not before an artist.
        artist_nouns: What stands before an artist's name as what he is.
        negations: No sentence with one carries a fact.
        made, makes, maker: Participles, verbs and nouns of who makes music, and the relations they say.
        tools, players: What is played, and who plays it, with MusicBrainz's words for the instrument.
        kinds, artist_kinds: Words for a release or an artist, with MusicBrainz's words.
        natives: Adjectives of countries, with the country's names.
        countries: The names of countries in this language, with their English one.
        decades: Words, with the number of the decade within its century.
        minutes, seconds, half: Regular expressions.
        ages: "half a century ago", with its years.
        years_ago, decades_ago: Regular expressions with `#` for the number.
        parts_of_day: Words, with the hours from and before which they are said.
    """

    expansions: tuple[tuple[str, str], ...]
    joints: str
    groups: Mapping[str, str]
    relations: Mapping[str, tuple[str, ...]]
    frames: tuple[str, ...]
    function: frozenset[str]
    talk: frozenset[str]
    things: frozenset[str]
    pronouns: frozenset[str]
    he: Mapping[str, str]
    adverbs: frozenset[str]
    finite: frozenset[str]
    before_thing: frozenset[str]
    after_thing: frozenset[str]
    by: frozenset[str]
    called: frozenset[str]
    artist_nouns: frozenset[str]
    negations: frozenset[str]
    made: Mapping[str, str]
    makes: Mapping[str, str]
    maker: Mapping[str, str]
    tools: Mapping[str, str]
    players: Mapping[str, str]
    kinds: Mapping[str, str]
    artist_kinds: Mapping[str, str]
    natives: Mapping[str, str]
    countries: Mapping[str, str]
    decades: Mapping[str, int]
    decade_digits: str
    minutes: str
    seconds: str
    half: str
    lengths: Mapping[str, int]
    ages: Mapping[str, int]
    years_ago: str
    decades_ago: str
    parts_of_day: Mapping[str, tuple[int, int]]
    weekdays: tuple[str, ...]
    months: tuple[str, ...]


def words(text: str) -> frozenset[str]:
    """Return the words of a text as a set."""
    return frozenset(text.split())


@cache
def speech_of(primary: str) -> Speech:
    """Load what is known of one of the judged languages."""
    speech = importlib.import_module(f"spotintro.writers.truth.{primary}").SPEECH
    assert isinstance(speech, Speech)
    return speech
