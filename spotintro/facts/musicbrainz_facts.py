"""MusicBrainz's documents made into facts. Pure: never raises, whatever comes in.

The form is that of https://musicbrainz.org/doc/MusicBrainz_API; the names of relations and their attributes are in
https://musicbrainz.org/relationships. A field that is missing, null or of another type is a fact less.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from spotintro.facts.comparing import key
from spotintro.facts.documents import Fields, date, fields, items, mbid, number, text, texts, year
from spotintro.knowledge import About, Fact, Relation, Source
from spotintro.spelling.romanisation import script_of

SITE: Final = "https://musicbrainz.org"
NAME: Final = "MusicBrainz"
CORE: Final = "CC0"
SUPPLEMENT: Final = "CC BY-NC-SA 3.0"
"""Of genres and tags: https://musicbrainz.org/doc/About/Data_License."""
MOST_OF_A_KIND: Final = 12
MOST_GENRES: Final = 3

_OF_WORK: Final = {
    "composer": Relation.COMPOSER,
    "lyricist": Relation.LYRICIST,
    "librettist": Relation.LYRICIST,
    "writer": Relation.WRITER,
}
_OF_RECORDING: Final = {
    "producer": Relation.PRODUCER,
    "arranger": Relation.ARRANGER,
    "engineer": Relation.ENGINEER,
    "recording": Relation.ENGINEER,
    "mix": Relation.ENGINEER,
    "remixer": Relation.REMIXER,
}
_PERFORMS: Final = {
    "vocal": "vocals",
    "performing orchestra": "orchestra",
    "conductor": "conductor",
    "chorus master": "chorus master",
}
_NOT_DONE_ALONE: Final = frozenset({"assistant", "associate", "co", "executive", "additional"})
"""Attributes of a role that is another one: an executive producer produced no sound."""
_BARE_INSTRUMENT = re.compile(r"\s*\(.*\)|\s+family$")
_INSTRUMENTS: Final = {"membranophone": "drums", "strings": "strings"}
_NO_INSTRUMENT: Final = frozenset({"additional", "guest", "solo", "minor", "original", "eponymous", "founder"})
_NO_NAME: Final = frozenset({"various artists", "unknown artist"})
_NO_LABEL: Final = frozenset({"no label", "none", "not on label", "unknown"})
_NO_COUNTRY: Final = frozenset({"XW", "XE", "XU", "XG"})
"""Worldwide, Europe, unknown, and East Germany under a name that nobody says."""
_LATIN: Final = frozenset({"", "LATIN", "MODIFIER", "COMBINING", "FULLWIDTH"})


def of_recording(document: object, subject: str, *, language: str) -> Iterator[Fact]:
    """Read who made a recording, who wrote its song, and what kind of a performance it is."""
    recording = fields(document)
    source = _source("recording", recording)
    relations = items(recording.get("relations"))
    for each in relations:
        yield from _made(each, subject, source, language)
    performances = [each for each in relations if each.get("type") == "performance" and fields(each.get("work"))]
    if performances:
        yield from _performed(performances, relations, subject, source)
    if len(performances) == 1 and not {"medley", "partial"} & set(texts(performances[0].get("attributes"))):
        yield from _written(fields(performances[0].get("work")), subject, language)


def first_released(day: str, subject: str, about: About, source: Source) -> Iterator[Fact]:
    if (released := year(day)) is not None:
        yield Fact(Relation.FIRST_RELEASED, about, subject, source, year=released)


def covered_work(document: object) -> str:
    """Return the id of the work that a recording is a cover of; "" where it isn't marked as one."""
    for each in items(fields(document).get("relations")):
        if each.get("type") == "performance" and "cover" in texts(each.get("attributes")):
            return mbid(fields(each.get("work")).get("id"))
    return ""


def of_cover(document: object, subject: str, artist_ids: Sequence[str], *, language: str) -> Iterator[Fact]:
    """Read from a work whose song it was first: all who performed it, and not as a cover, have to be one."""
    work = fields(document)
    originals = {}
    for each in items(work.get("relations"), 5_000):
        attributes = set(texts(each.get("attributes")))
        credit = next(iter(items(fields(each.get("recording")).get("artist-credit"), 1)), {})
        artist = fields(credit.get("artist"))
        if each.get("type") == "performance" and not attributes & {"cover", "karaoke", "medley", "partial"}:
            originals[mbid(artist.get("id"))] = artist
    if len(originals) != 1:
        return
    (artist_id, artist), title = next(iter(originals.items())), text(work.get("title"), limit=300)
    name = name_of(artist, "", language)
    if artist_id and artist_id not in artist_ids and name:
        other = title if title and key(title) != key(subject) and key(title) not in key(subject) else ""
        yield Fact(Relation.COVER_OF, About.TRACK, subject, _source("work", work), text=name, detail=other)


def of_artist(document: object, subject: str, *, language: str) -> Iterator[Fact]:
    """Read who an artist is: kind, origin, years and members."""
    artist = fields(document)
    source = _source("artist", artist)

    def fact(relation: Relation, told: str = "", **more: int | str | None) -> Fact:
        return Fact(relation, About.ARTIST, subject, source, text=told, **more)  # type: ignore[arg-type]

    if kind := text(artist.get("type"), limit=40).lower():
        yield fact(Relation.ARTIST_KIND, kind)
    gender = text(artist.get("gender"), limit=40).lower()
    if gender in {"female", "male", "non-binary"}:
        yield fact(Relation.GENDER, gender)
    area = fields(artist.get("area"))
    place = fields(artist.get("begin-area")) or fields(artist.get("begin_area")) or area
    if name := text(place.get("name")):
        country = text(area.get("name")) if texts(area.get("iso-3166-1-codes")) else ""
        yield fact(Relation.ORIGIN, name, detail=country if country != name else "")
    span = fields(artist.get("life-span"))
    if (began := year(span.get("begin"))) is not None:
        yield fact(Relation.BEGAN, year=began)
    if span.get("ended") is True and (ended := year(span.get("end"))) is not None:
        yield fact(Relation.ENDED, year=ended)
    for each in items(artist.get("relations")):
        if each.get("type") == "member of band" and each.get("direction") == "backward":
            yield from _member(each, subject, source, language)


def _member(relation: Fields, subject: str, source: Source, language: str) -> Iterator[Fact]:
    name = name_of(fields(relation.get("artist")), relation.get("target-credit"), language)
    if name:
        ended = relation.get("ended") is True
        yield Fact(
            Relation.MEMBER,
            About.ARTIST,
            subject,
            source,
            text=name,
            detail=next(iter(_instruments(relation)), ""),
            year=year(relation.get("begin")),
            until=year(relation.get("end")) if ended else None,
        )


def of_group(document: object, subject: str) -> Iterator[Fact]:
    """Read the kind of an album, and when it came out first."""
    group = fields(document)
    source = _source("release-group", group)
    yield from first_released(date(group.get("first-release-date")), subject, About.ALBUM, source)
    secondary = texts(group.get("secondary-types"), 10)
    kind = secondary[0] if secondary else text(group.get("primary-type"), limit=40)
    if kind and kind != "Other":
        yield Fact(Relation.RELEASE_KIND, About.ALBUM, subject, source, text=kind.lower())


def of_releases(document: object, subject: str) -> Iterator[Fact]:
    """Read the label and the country of an album from its first release; of several, the country if it is one."""
    dated = [
        (day, each)
        for each in items(fields(document).get("releases"), 200)
        if (day := date(each.get("date"))) and text(each.get("status")) in {"", "Official"}
    ]
    if not dated:
        return
    # Of a year alone it isn't known whether it was before the days of that year.
    first_year = min(day[:4] for day, _ in dated)
    days = [day for day, _ in dated if day.startswith(first_year)]
    exact = [day for day in days if len(day) > len(first_year)]
    first = [each for day, each in dated if day == min(exact, default=first_year)]
    source = _source("release", first[0])
    labels = {
        name: None
        for each in first
        for info in items(each.get("label-info"), 20)
        if (name := text(fields(info.get("label")).get("name"))) and name.strip("[]").casefold() not in _NO_LABEL
    }
    for name in list(labels)[:3]:
        yield Fact(Relation.LABEL, About.ALBUM, subject, source, text=name)
    countries = {_country(each) for each in first}
    if len(countries) == 1 and (country := countries.pop()):
        yield Fact(Relation.RELEASE_COUNTRY, About.ALBUM, subject, source, text=country)


def genres(document: object, subject: str, about: About, kind: str) -> Iterator[Fact]:
    """Read the genres that most people chose. They may not be used for gain."""
    found = fields(document)
    chosen = [(votes, each) for each in items(found.get("genres")) if (votes := number(each.get("count")))]
    for _, each in sorted(chosen, key=lambda vote: -vote[0])[:MOST_GENRES]:
        if name := text(each.get("name"), limit=60):
            yield Fact(Relation.GENRE, about, subject, _source(kind, found, SUPPLEMENT), text=name)


def links(document: object) -> tuple[str, ...]:
    """Return the addresses of an entity's pages at Wikidata and Wikipedia, and of the one work it performs."""
    found = fields(document)
    relations = list(items(found.get("relations")))
    works = [fields(each.get("work")) for each in relations if each.get("type") == "performance"]
    if len(works) == 1:
        relations += items(works[0].get("relations"))
    return tuple(
        text(fields(each.get("url")).get("resource"), limit=1_000)
        for each in relations
        if text(each.get("type")) in {"wikidata", "wikipedia"} and each.get("ended") is not True
    )


def name_of(artist: Fields, credited: object, language: str) -> str:
    """Return an artist's name as a reader of this language reads it; "" for one that stands for nobody.

    Args:
        artist: Of a document.
        credited: As the record names them, where it does otherwise.
        language: BCP 47. Of names in another script an alias in this language is taken, one in English, or the
            name by which they are sorted, turned round.
    """
    name = text(artist.get("name"))
    if name.startswith("[") or name.casefold() in _NO_NAME:
        return ""
    told = text(credited) or name
    if _is_latin(told) or language.partition("-")[0] not in {"en", "de", "fr", "es", "it", "pt"}:
        return told
    primary = {
        text(each.get("locale")).partition("_")[0]: text(each.get("name"))
        for each in items(artist.get("aliases"), 60)
        if each.get("primary") is True
    }
    last, _, first = text(artist.get("sort-name")).partition(", ")
    for other in (primary.get(language.partition("-")[0], ""), primary.get("en", ""), f"{first} {last}".strip()):
        if other and _is_latin(other):
            return other
    return told


def _is_latin(name: str) -> bool:
    return all(script_of(char) in _LATIN for char in name)


def _made(relation: Fields, subject: str, source: Source, language: str) -> Iterator[Fact]:
    kind, attributes = text(relation.get("type"), limit=60), set(texts(relation.get("attributes")))
    name = name_of(fields(relation.get("artist")), relation.get("target-credit"), language)
    if not name:
        return
    role = _OF_RECORDING.get(kind)
    if role is not None and not attributes & _NOT_DONE_ALONE:
        yield Fact(role, About.TRACK, subject, source, text=name)
    elif kind == "instrument":
        for instrument in _instruments(relation):
            yield Fact(Relation.PERFORMER, About.TRACK, subject, source, text=name, detail=instrument)
    elif kind in _PERFORMS:
        vocals = [each for each in texts(relation.get("attributes")) if each.endswith("vocals")]
        detail = vocals[0] if vocals else _PERFORMS[kind]
        yield Fact(Relation.PERFORMER, About.TRACK, subject, source, text=name, detail=detail)


def _performed(
    performances: Sequence[Fields], relations: Sequence[Fields], subject: str, source: Source
) -> Iterator[Fact]:
    """Read what kind of a performance it is: of a medley, what is so of each of its parts."""
    attributes = frozenset.intersection(*(frozenset(texts(each.get("attributes"))) for each in performances))
    if "instrumental" in attributes:
        yield Fact(Relation.INSTRUMENTAL, About.TRACK, subject, source)
    if "live" in attributes:
        place = next((each for each in relations if each.get("type") == "recorded at"), {})
        day = date(performances[0].get("begin")) or date(place.get("begin"))
        name = text(fields(place.get("place")).get("name"))
        yield Fact(Relation.LIVE, About.TRACK, subject, source, text=name, year=year(day))


def _written(work: Fields, subject: str, language: str) -> Iterator[Fact]:
    source = _source("work", work)
    for each in items(work.get("relations")):
        role = _OF_WORK.get(text(each.get("type"), limit=60))
        name = name_of(fields(each.get("artist")), each.get("target-credit"), language)
        if role is not None and name and "additional" not in texts(each.get("attributes")):
            yield Fact(role, About.TRACK, subject, source, text=name)


def _instruments(relation: Fields) -> list[str]:
    found = [
        _INSTRUMENTS.get(each, _BARE_INSTRUMENT.sub("", each))
        for each in texts(relation.get("attributes"), 10)
        if each not in _NO_INSTRUMENT
    ]
    return list(dict.fromkeys(each for each in found if each))


def _country(release: Fields) -> str:
    if text(release.get("country")) in _NO_COUNTRY:
        return ""
    areas = {
        text(fields(event.get("area")).get("name"))
        for event in items(release.get("release-events"), 300)
        if date(event.get("date")) == date(release.get("date"))
    }
    return areas.pop() if len(areas) == 1 else ""


def _source(kind: str, entity: Fields, licence: str = CORE) -> Source:
    return Source(NAME, f"{SITE}/{kind}/{mbid(entity.get('id'))}", licence)
