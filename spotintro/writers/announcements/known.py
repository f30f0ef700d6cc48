"""Each thing that may be told, as the sections that tell it and what fills their places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from spotintro.knowledge import About, Fact, Relation
from spotintro.music import Track
from spotintro.writers.announcements.stock import Place, Section, Stock
from spotintro.writers.base import IntroRequest
from spotintro.writers.facts import Facts, known_facts

_MOST_GENRES: Final = 2
_SATURDAY: Final = 5
_HOURS: Final = (
    (4, Section.NIGHT),
    (7, Section.EARLY),
    (11, Section.MORNING),
    (14, Section.MIDDAY),
    (18, Section.AFTERNOON),
    (22, Section.EVENING),
    (24, Section.NIGHT),
)
"""Until which hour they are said."""
_AT_WORK: Final = frozenset({Section.MIDDAY, Section.AFTERNOON})
_KINDS: Final = {
    "single": Section.KIND_SINGLE,
    "ep": Section.KIND_EP,
    "live": Section.KIND_LIVE,
    "compilation": Section.KIND_COMPILATION,
    "soundtrack": Section.KIND_SOUNDTRACK,
    "remix": Section.KIND_REMIX,
    "mixtape": Section.KIND_MIXTAPE,
    "mixtape/street": Section.KIND_MIXTAPE,
}
_OF_TRACKS: Final = {
    Relation.FIRST_RELEASED: Section.FIRST_RELEASED,
    Relation.LABEL: Section.LABEL,
    Relation.RELEASE_COUNTRY: Section.RELEASE_COUNTRY,
    Relation.COMPOSER: Section.COMPOSER,
    Relation.LYRICIST: Section.LYRICIST,
    Relation.WRITER: Section.WRITER,
    Relation.PRODUCER: Section.PRODUCER,
    Relation.ARRANGER: Section.ARRANGER,
    Relation.ENGINEER: Section.ENGINEER,
    Relation.PERFORMER: Section.PERFORMER,
    Relation.COVER_OF: Section.COVER,
    Relation.REMIXER: Section.REMIXER,
    Relation.LIVE: Section.LIVE,
    Relation.INSTRUMENTAL: Section.INSTRUMENTAL,
    Relation.GENRE: Section.GENRE,
}
_OF_ALBUMS: Final = {
    Relation.FIRST_RELEASED: Section.ALBUM_FIRST_RELEASED,
    Relation.LABEL: Section.LABEL,
    Relation.RELEASE_COUNTRY: Section.RELEASE_COUNTRY,
    Relation.PRODUCER: Section.ALBUM_PRODUCER,
    Relation.GENRE: Section.GENRE,
}
_OF_ARTISTS: Final = {
    Relation.ORIGIN: Section.ORIGIN,
    Relation.MEMBER: Section.MEMBER,
    Relation.GENRE: Section.GENRE,
}
_OF_PEOPLE: Final = {Relation.BEGAN: Section.BORN, Relation.ENDED: Section.DIED}
_OF_GROUPS: Final = {Relation.BEGAN: Section.FORMED, Relation.ENDED: Section.SPLIT}
_ARTIST_KINDS: Final = {"orchestra": Section.ORCHESTRA, "choir": Section.CHOIR}
_TELLS_KIND: Final = re.compile(r"orch|orqu|phil[ah]|symphon|sinfoni|ch(?:o|œ)|coro", re.IGNORECASE)
_SUNG: Final = frozenset({"vocals", "lead vocals", "vocal", "voice", "lead vocal"})
_NAMED_TOGETHER: Final = frozenset({
    Relation.LABEL, Relation.COMPOSER, Relation.LYRICIST, Relation.WRITER, Relation.PRODUCER, Relation.ARRANGER,
    Relation.ENGINEER, Relation.PERFORMER, Relation.REMIXER, Relation.MEMBER, Relation.GENRE,
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that may be told.

    Attributes:
        places: Of these a sentence fills as many as it can: who tells a concert's place tells its year.
        needs_subject: A sentence has to name what it is about, for it isn't plain.
        fact: The one, or the first of those that it joins; None for what the player tells.
    """

    section: Section
    values: Mapping[Place, str]
    places: frozenset[Place] = frozenset()
    needs_subject: bool = False
    fact: Fact | None = None


def values_of_track(facts: Facts, stock: Stock) -> dict[Place, str]:
    """Word what the player tells; what is not known has no entry, so no pattern can ask for it."""
    wording = stock.wording
    said: dict[Place, str] = {}
    if facts.title:
        said[Place.TITLE] = wording.quoted(facts.title)
    if facts.artists:
        said[Place.ARTISTS] = wording.joined(facts.artists)
    # A single's album carries its title again; saying it twice tells nothing.
    if facts.album and facts.album.casefold() != facts.title.casefold():
        said[Place.ALBUM] = wording.quoted(facts.album)
    if facts.year:
        said[Place.YEAR] = str(facts.year)
    if facts.genres:
        said[Place.GENRES] = wording.joined(facts.genres[:_MOST_GENRES])
    # Who plays it has been named already; that they wrote it, too, sounds like a stutter.
    if not set(facts.composers) <= set(facts.artists):
        said[Place.COMPOSERS] = wording.joined(facts.composers)
    if facts.duration_ms:
        said[Place.DURATION] = wording.duration(facts.duration_ms)
    return said


def values_of_show(request: IntroRequest, stock: Stock) -> dict[Place, str]:
    """Word what was heard before and what comes; a track's own repetition is neither."""
    said: dict[Place, str] = {}
    for track, title, artists in (
        (request.show.heard, Place.HEARD_TITLE, Place.HEARD_ARTISTS),
        (request.show.coming, Place.COMING_TITLE, Place.COMING_ARTISTS),
    ):
        if track is None or _is_same(track, request.track):
            continue
        facts = known_facts(track)
        if facts.title:
            said[title] = stock.wording.quoted(facts.title)
        # Their name stands in the intro already.
        if facts.artists and facts.artists != known_facts(request.track).artists:
            said[artists] = stock.wording.joined(facts.artists)
    return said


def _is_same(track: Track, other: Track) -> bool:
    return track.id == other.id or (track.title, track.artists) == (other.title, other.artists)


def sections_of_hour(now: datetime | None) -> tuple[Section, ...]:
    """Return the sections that fit the hour; at a weekend nobody is told of the work that waits at noon."""
    if now is None:
        return ()
    hour = next(section for until, section in _HOURS if now.hour < until)
    if now.weekday() < _SATURDAY or hour is Section.NIGHT:
        return (hour,)
    return (Section.WEEKEND,) if hour in _AT_WORK else (hour, Section.WEEKEND)


def told_by_player(values: Mapping[Place, str]) -> list[Told]:
    """Return what is worth telling of what the player itself knows, where nothing better is known."""
    sections = {
        Section.RECORD: {Place.ALBUM, Place.YEAR},
        Section.COMPOSERS: {Place.COMPOSERS},
        Section.GENRE: {Place.GENRES},
    }
    return [Told(section, values) for section, places in sections.items() if places & values.keys()]


def told_by_facts(facts: Iterable[Fact], request: IntroRequest, stock: Stock) -> list[Told]:
    """Return what the facts tell, those of several names joined; nothing where no sentence is for it."""
    gathered: dict[object, list[Fact]] = {}
    for number, fact in enumerate(facts):
        alone: object = number
        together = (fact.relation, fact.about, fact.subject, fact.detail.casefold(), fact.year, fact.until)
        gathered.setdefault(together if fact.relation in _NAMED_TOGETHER else alone, []).append(fact)
    told = (_told(group, request, stock) for group in gathered.values())
    return [one for one in told if one is not None]


def _told(facts: Sequence[Fact], request: IntroRequest, stock: Stock) -> Told | None:
    fact = facts[0]
    section = _section_for(fact, request)
    if section is None or (section is Section.GENRE and not _texts(facts)):
        return None
    known = known_facts(request.track)
    values = values_of_track(known, stock) | _values(facts, stock)
    is_artist = fact.about is About.ARTIST
    if fact.subject:
        values[Place.SUBJECT] = fact.subject if is_artist else stock.wording.quoted(fact.subject)
    is_plain = not is_artist or (fact.subject.casefold(),) == tuple(name.casefold() for name in known.artists)
    places = frozenset(_values(facts, stock)) - {Place.SUBJECT}
    if section is Section.GENRE:
        values[Place.GENRES] = stock.wording.joined(_texts(facts)[:_MOST_GENRES])
        places = frozenset({Place.GENRES})
    return Told(section, values, places, needs_subject=not is_plain and section is not Section.GENRE, fact=fact)


def _section_for(fact: Fact, request: IntroRequest) -> Section | None:
    if fact.relation is Relation.RELEASE_KIND:
        return _KINDS.get(fact.text.casefold())
    if fact.relation is Relation.PERFORMER and fact.detail.casefold() in _SUNG:
        return Section.SINGER
    if fact.about is About.TRACK:
        return _OF_TRACKS.get(fact.relation)
    if fact.about is About.ALBUM:
        return _OF_ALBUMS.get(fact.relation)
    if fact.relation is Relation.ARTIST_KIND:
        # "Orchestre de Paris" has said so itself.
        return None if _TELLS_KIND.search(fact.subject) else _ARTIST_KINDS.get(fact.text.casefold())
    kinds = {
        other.text.casefold()
        for other in request.facts
        if other.relation is Relation.ARTIST_KIND and other.subject == fact.subject
    }
    by_kind = _OF_PEOPLE if kinds == {"person"} else _OF_GROUPS if kinds == {"group"} else {}
    return (_OF_ARTISTS | by_kind).get(fact.relation)


def _texts(facts: Sequence[Fact]) -> list[str]:
    return list(dict.fromkeys(fact.text for fact in facts if fact.text))


def _values(facts: Sequence[Fact], stock: Stock) -> dict[Place, str]:
    """Word the values of facts of one relation, those that the language has words for."""
    fact = facts[0]
    said: dict[Place, str] = {}
    if fact.year:
        said[Place.WHEN] = str(fact.year)
    if fact.until and fact.year:
        said[Place.UNTIL] = str(fact.until)
    match fact.relation:
        case Relation.RELEASE_COUNTRY:
            if (land := stock.lands.get(fact.text.casefold())) is not None:
                said[Place.IN_LAND] = land.where
        case Relation.ORIGIN:
            said |= _of_origin(fact, stock)
        case Relation.LIVE:
            if fact.text:
                said[Place.WHERE] = fact.text
        case Relation.FIRST_RELEASED | Relation.RELEASE_KIND | Relation.ARTIST_KIND | Relation.GENRE:
            pass
        case _:
            if names := _texts(facts):
                said[Place.WHO] = stock.wording.joined(names)
            if fact.relation is Relation.COVER_OF and fact.detail:
                said[Place.SONG] = stock.wording.quoted(fact.detail)
            elif (instrument := stock.instruments.get(fact.detail.casefold())) is not None:
                said[Place.INSTRUMENT] = instrument
    return said


def _of_origin(fact: Fact, stock: Stock) -> dict[Place, str]:
    land = stock.lands.get(fact.text.casefold())
    if land is not None and fact.text.casefold() not in stock.towns:
        return {Place.FROM_LAND: land.whence}
    # Without its country it may be a region, whose article isn't known.
    is_town = bool(fact.detail) or fact.text.casefold() in stock.towns
    return {Place.TOWN: stock.towns.get(fact.text.casefold(), fact.text)} if is_town else {}
