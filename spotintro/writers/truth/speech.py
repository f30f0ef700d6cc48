"""What the judge knows of a language: its words, and which of them claim what."""

from __future__ import annotations

import importlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

_LEAST_OF_A_WORD = 3


@dataclass(frozen=True, slots=True)
class Speech:
    """One language's words.

    The texts that these are held against are in lower case, without quotation marks and hyphens; a name or a value
    stands there as one mark. Several words that count as one are joined by "_".

    Attributes:
        expansions: Regular expressions and what takes their place, before all else: contractions.
        groups: Words to choose from, by the name that `frames` use.
        frames: What a host may say of the track, of what was heard and of what comes: see `wordings`.
        heard, coming: The same, with the name of what was heard or comes.
        claims: Words that claim something, by what they claim: see `claims`.
        links: Words before a value that make it one of a relation, by relation.
        fillers: Words of a sentence that claims something; they say nothing by themselves.
        function: Words that say nothing by themselves.
        talk: Words of host talk.
        endings: Of which one may be missing at the end of a word, or be one more: "late", "later".
        genitive: What a name may end with.
        naming: Verbs with which a thing of the music may be named, or said to be one of the `predicates`.
        past: What a host says of nothing but what a statement carries.
        upon: What stands before a record, and not before an artist.
        within: What stands before a group, and not before one of its members.
        comes_out: What a record does, and not who made it.
        address: Pronouns of the host and the listener; none for a language whose talk has to be all in `talk`.
        bidding: What begins a sentence to the listener that has none of them.
        telling: What may not stand in a sentence between the two, if it has words that are not in `talk`.
        past_ending: Of most verbs in the past.
        nouns: Those that are written with a capital, in a language that does so.
        capitals: Other words that may be written with a capital.
        addressed: Regular expressions for a verb of any kind in a form in which the host speaks of himself or to
            the listener. They are sought in up to three words, the word in question in "<>", and the next.
        purpose: What, between a piece of music and a word of host talk, says what kind of music it is.
        things: What a piece of music is called.
        pronouns: What may stand for the track, as a subject.
        he: Pronouns and nouns that stand for an artist, with MusicBrainz's word for the gender or the kind of
            artist that they tell, or several, parted by "|"; "" where they tell none.
        adverbs: What may stand between a subject and its verb.
        finite: Verbs that make of what stands before them a subject.
        before_thing: What may stand right before one of `things`.
        after_thing: What may not stand right after one: who says what it does, says a claim.
        relatives: What ends no frame: "it is you who ...".
        by: What stands before an artist, and not before a title.
        called: What stands before a title, and not before an artist.
        artist_nouns: What stands before an artist's name as what he is.
        be, determiners: What stands between a name and what it is said to be.
        album_nouns: The same for an album.
        agent: What stands before who made something, in the passive.
        negations: No sentence with one carries a fact.
        tools: What is played, with MusicBrainz's word.
        kinds: Words for a release, with MusicBrainz's word.
        natives: Adjectives of countries, with the countries' English names, parted by "|".
        countries: The names of countries in this language, with their English one.
        genres: The same for kinds of music.
        decades: Words, with the first year of the decade.
        decade_digits: A regular expression whose groups hold the digits.
        minutes, seconds, half: Regular expressions.
        lengths, ages: Phrases such as "half an hour" and "half a century ago", with their seconds or years.
        years_ago, decades_ago: Regular expressions with `#` for the number.
        more, less: What stands before a length or an age that is exceeded, or not reached.
        early, mid, late: What stands before a decade of which a part is meant.
        parts_of_day: Words, with the hours from and before which they are said.
    """

    expansions: tuple[tuple[str, str], ...]
    groups: Mapping[str, str]
    frames: tuple[str, ...]
    heard: tuple[str, ...]
    coming: tuple[str, ...]
    claims: Mapping[str, str]
    links: Mapping[str, str]
    fillers: str
    function: str
    talk: str
    things: str
    pronouns: str
    he: Mapping[str, str]
    adverbs: str
    finite: str
    before_thing: str
    after_thing: str
    relatives: str
    by: str
    called: str
    artist_nouns: str
    album_nouns: str
    agent: str
    be: str
    determiners: str
    negations: str
    tools: Mapping[str, str]
    kinds: Mapping[str, str]
    natives: Mapping[str, str]
    countries: Mapping[str, str]
    genres: Mapping[str, str]
    decades: Mapping[str, int]
    decade_digits: str
    minutes: str
    seconds: str
    half: str
    years_ago: str
    decades_ago: str
    parts_of_day: Mapping[str, tuple[int, int]]
    weekdays: str
    months: str
    lengths: Mapping[str, int] = field(default_factory=dict)
    ages: Mapping[str, int] = field(default_factory=dict)
    more: str = ""
    less: str = ""
    early: str = ""
    mid: str = ""
    late: str = ""
    endings: str = ""
    genitive: str = ""
    naming: str = ""
    predicates: str = ""
    past: str = ""
    upon: str = ""
    within: str = ""
    comes_out: str = ""
    address: str = ""
    bidding: str = ""
    telling: str = ""
    past_ending: str = ""
    nouns: str = ""
    capitals: str = ""
    addressed: tuple[str, ...] = ()
    purpose: str = ""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The same words as sets, to be looked up."""

    speech: Speech
    claims: Mapping[str, frozenset[str]]
    """By word: what it claims."""
    phrases: Mapping[str, list[tuple[str, ...]]]
    """By first word: words that count as one, the longest first."""
    fillers: frozenset[str]
    function: frozenset[str]
    talk: frozenset[str]
    things: frozenset[str]
    pronouns: frozenset[str]
    adverbs: frozenset[str]
    finite: frozenset[str]
    before_thing: frozenset[str]
    after_thing: frozenset[str]
    by: frozenset[str]
    called: frozenset[str]
    artist_nouns: frozenset[str]
    album_nouns: frozenset[str]
    agent: frozenset[str]
    be: frozenset[str]
    determiners: frozenset[str]
    negations: frozenset[str]
    nouns: frozenset[str]
    capitals: frozenset[str]
    naming: frozenset[str]
    past: frozenset[str]
    upon: frozenset[str]
    within: frozenset[str]
    comes_out: frozenset[str]
    address: frozenset[str]
    bidding: frozenset[str]
    telling: frozenset[str]
    predicates: frozenset[str]
    first_words: frozenset[str]
    """Of what counts as one word, and of what is measured."""
    purpose: frozenset[str]
    addressed: re.Pattern[str]
    stems: frozenset[str]
    endings: tuple[str, ...]
    weekdays: tuple[str, ...]
    months: tuple[str, ...]
    shades: Mapping[str, str]
    links: Mapping[str, frozenset[str]]


def stem(word: str, endings: tuple[str, ...]) -> str:
    """Return a word without the longest of the endings, where enough of it remains."""
    ending = next((e for e in endings if word.endswith(e) and len(word) - len(e) >= _LEAST_OF_A_WORD), "")
    return word[: len(word) - len(ending)]


@cache
def speech_of(primary: str) -> Speech:
    """Load what is known of one of the judged languages."""
    speech = importlib.import_module(f"spotintro.writers.truth.{primary}").SPEECH
    assert isinstance(speech, Speech)
    return speech


def _alternatives(speech: Speech) -> list[str]:
    units = f"{speech.minutes} {speech.seconds} {speech.half} {speech.years_ago} {speech.decades_ago}"
    return re.findall(r"\w+", re.sub(r"\(\?[:!=<]+|\\w", " ", units))


@cache
def lexicon_of(primary: str) -> Lexicon:
    """Load the words of one of the judged languages."""
    speech = speech_of(primary)
    claims: dict[str, set[str]] = {}
    for claim, words in speech.claims.items():
        for word in words.split():
            claims.setdefault(word, set()).add(claim)
    shades = {
        word: shade
        for shade, words in (
            ("more", speech.more), ("less", speech.less),
            ("early", speech.early), ("mid", speech.mid), ("late", speech.late),
        )
        for word in words.split()
    }  # fmt: skip
    texts = {
        name: frozenset(getattr(speech, name).split())
        for name in (
            "fillers", "function", "talk", "things", "pronouns", "adverbs", "finite", "before_thing",
            "after_thing",
            "by", "called", "artist_nouns", "album_nouns", "agent", "be", "determiners", "negations", "nouns",
            "capitals", "naming", "predicates", "past", "upon", "within", "comes_out",
            "address", "bidding", "telling", "purpose",
        )
    }  # fmt: skip
    every = {*claims, *shades, *speech.he, *speech.tools, *speech.kinds, *speech.natives}.union(*texts.values())
    endings = tuple(sorted(speech.endings.split(), key=len, reverse=True))
    phrases: dict[str, list[tuple[str, ...]]] = {}
    for phrase in sorted((tuple(word.split("_")) for word in every if "_" in word), key=len, reverse=True):
        phrases.setdefault(phrase[0], []).append(phrase)
    return Lexicon(
        speech,
        {word: frozenset(claimed) for word, claimed in claims.items()},
        phrases,
        weekdays=tuple(speech.weekdays.split()),
        months=tuple(speech.months.split()),
        shades=shades,
        links={relation: frozenset(words.split()) for relation, words in speech.links.items()},
        endings=endings,
        first_words=frozenset(
            word
            for text in (*every, *speech.lengths, *speech.ages, *speech.weekdays.split(), *_alternatives(speech))
            for word in text.replace("_", " ").split()
        ),
        addressed=re.compile("|".join(speech.addressed) or "(?!)"),
        stems=frozenset(stem(word, endings) for word in texts["talk"]),
        **texts,
    )
