"""Thirty tracks that many people know, and what MusicBrainz and Wikipedia tell of them.

The facts are true, the wording of the articles is this project's own, ids and Wikidata's numbers are made up. From
one `Song` come MusicBrainz's documents and Wikipedia's articles, which the fakes serve
(`tests/facts/thirty_documents.py`), and the facts that a look-up has to find (`facts_of`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spotintro.knowledge import About, Fact, Relation, Source
from spotintro.music import Track
from tests.facts.ids import mbid
from tests.facts.thirty_values import SONGS, Artist, Song


def track_of(song: Song) -> Track:
    """Return the track as Spotify's Web API tells it."""
    return Track(
        id=f"spotify:track:{mbid('spotify', song.title).replace('-', '')[:22]}",
        title=song.player_title or song.title,
        artists=(song.artist.name, *song.guests),
        album=song.album,
        duration_ms=song.seconds * 1000,
        year=song.album_year,
    )


TRACKS: tuple[Track, ...] = tuple(track_of(song) for song in SONGS)
BY_ID: dict[str, Song] = {track_of(song).id: song for song in SONGS}


def facts_of(track: Track, *, language: str = "en") -> tuple[Fact, ...]:
    """Return what a look-up finds of one of `TRACKS`: MusicBrainz's facts, then Wikipedia's sentences.

    Their subjects are the names as the player writes them. The order within a source says nothing.
    """
    song = BY_ID[track.id]
    return (*_of_recording(song), *_of_album(song), *_of_artist(song.artist), *_texts(song, language))


def _source(kind: str, name: str) -> Source:
    return Source("MusicBrainz", f"https://musicbrainz.org/{kind}/{mbid(kind, name)}", "CC0")


def _of_recording(song: Song) -> Iterator[Fact]:
    recording = Fact(
        Relation.FIRST_RELEASED, About.TRACK, track_of(song).title, _source("recording", song.key), year=song.year
    )
    work = replace(recording, year=None, source=_source("work", song.key))
    yield recording
    for relation, name in song.written:
        yield replace(work, relation=relation, text=name)
    for relation, name in song.made:
        yield replace(recording, year=None, relation=relation, text=name)
    for name, instrument in song.played:
        yield replace(recording, year=None, relation=Relation.PERFORMER, text=name, detail=instrument)
    if song.cover_of:
        yield replace(work, relation=Relation.COVER_OF, text=song.cover_of)
    if song.instrumental:
        yield replace(recording, year=None, relation=Relation.INSTRUMENTAL)
    if song.live is not None:
        place, year = song.live
        yield replace(recording, relation=Relation.LIVE, text=place, year=year)


def _of_album(song: Song) -> Iterator[Fact]:
    album = Fact(
        Relation.FIRST_RELEASED,
        About.ALBUM,
        song.album,
        _source("release-group", song.album),
        year=song.album_year,
    )
    yield album
    yield replace(album, year=None, relation=Relation.RELEASE_KIND, text=song.album_kind)
    release = replace(album, year=None, source=_source("release", song.album))
    yield replace(release, relation=Relation.LABEL, text=song.label)
    yield replace(release, relation=Relation.RELEASE_COUNTRY, text=song.country)


def _of_artist(artist: Artist) -> Iterator[Fact]:
    fact = Fact(
        Relation.ARTIST_KIND, About.ARTIST, artist.name, _source("artist", artist.name), text=artist.kind.lower()
    )
    yield fact
    if artist.gender:
        yield replace(fact, relation=Relation.GENDER, text=artist.gender)
    yield replace(fact, relation=Relation.ORIGIN, text=artist.place, detail=artist.country)
    yield replace(fact, relation=Relation.BEGAN, text="", year=artist.began)
    if artist.ended:
        yield replace(fact, relation=Relation.ENDED, text="", year=artist.ended)
    for member in artist.members:
        yield replace(
            fact,
            relation=Relation.MEMBER,
            text=member.name,
            detail=member.instrument,
            year=member.since,
            until=member.until,
        )


def _texts(song: Song, language: str) -> Iterator[Fact]:
    for about, subject, article in (
        (About.TRACK, track_of(song).title, song.article),
        (About.ALBUM, song.album, song.album_article),
        (About.ARTIST, song.artist.name, song.artist.article),
    ):
        if article is None:
            continue
        told = article.german if language == "de" and article.german else article
        place = "de" if told is article.german else "en"
        source = Source("Wikipedia", f"https://{place}.wikipedia.org/wiki/{told.path}", "CC BY-SA 4.0", told.title)
        for sentence in (*told.lead, *(each for _, sentences in told.sections for each in sentences)):
            yield Fact(Relation.TEXT, about, subject, source, text=sentence, language=place)
