"""What MusicBrainz and Wikipedia serve of the thirty tracks, and the sources that look them up there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from spotintro.facts.base import FactSource
from spotintro.knowledge import Relation
from tests.facts.asking import both
from tests.facts.ids import item, mbid
from tests.facts.thirty_values import SONGS, Article, Artist, Song
from tests.fakes import musicbrainz_documents as form
from tests.fakes.musicbrainz_documents import Document, Library
from tests.fakes.musicbrainz_server import MusicBrainzServer
from tests.fakes.wikipedia_server import Encyclopedia, Page, WikipediaServer

_ROLES = {
    Relation.WRITER: "writer",
    Relation.COMPOSER: "composer",
    Relation.LYRICIST: "lyricist",
    Relation.PRODUCER: "producer",
    Relation.ENGINEER: "engineer",
    Relation.ARRANGER: "arranger",
}
_SECONDARY = {"live": "Live", "soundtrack": "Soundtrack", "compilation": "Compilation"}
_INSTRUMENTS = {"drums": "drums (drum set)"}


def library() -> Library:
    known = Library()
    for song in SONGS:
        known.add_recording(_recording(song, known.add_artist(_artist(song.artist))))
    return known


def encyclopedia() -> Encyclopedia:
    known = Encyclopedia()
    for song in SONGS:
        for article in filter(None, (song.article, song.album_article, song.artist.article)):
            known.add("en", _page(article, article))
            if article.german is not None:
                known.add("de", _page(article.german, article))
    return known


@contextmanager
def sources(folder: Path, *, interval_s: float = 0.0) -> Iterator[tuple[FactSource, ...]]:
    """Serve the thirty tracks on loopback, and give out the sources that ask there, for as long as it lasts.

    Args:
        folder: Of the turns and the kept answers.
        interval_s: Between two requests; the real one makes a track take ten seconds.
    """
    with MusicBrainzServer(library()) as musicbrainz, WikipediaServer(encyclopedia()) as wikipedia:
        yield both(folder, musicbrainz.root, wikipedia.address, wikipedia.wikidata, interval_s=interval_s)


def _link(article: Article | None) -> list[Document]:
    if article is None:
        return []
    return [form.link("wikidata", f"https://www.wikidata.org/wiki/{item(article.title)}")]


def _page(article: Article, known_as: Article) -> Page:
    text = " ".join(article.lead)
    for heading, sentences in article.sections:
        text += f"\n\n\n== {heading} ==\n" + " ".join(sentences)
    text += "\n\n\n== References ==\n\n\n== External links ==\nOfficial website is not read."
    return Page(article.title, text, item(known_as.title))


def _person(name: str) -> Document:
    return form.stub(form.artist(name, kind="Person"))


def _artist(found: Artist) -> Document:
    members = [
        form.relation(
            "member of band",
            "artist",
            _person(each.name),
            _INSTRUMENTS.get(each.instrument, each.instrument),
            "original",
            begin=str(each.since or "") or None,
            end=str(each.until or "") or None,
            ended=each.until is not None,
        )
        for each in found.members
    ]
    return form.artist(
        found.name,
        kind=found.kind,
        gender=found.gender.capitalize() or None,
        place=found.place,
        country=found.country,
        began=f"{found.began}-01-02",
        ended=None if found.ended is None else str(found.ended),
        relations=[*members, *_link(found.article), form.link("official homepage", "https://artist.example/")],
    )


def _recording(song: Song, by: Document) -> Document:
    written = [form.relation(_ROLES[role], "artist", _person(name)) for role, name in song.written]
    attributes = [*(["cover"] if song.cover_of else []), *(["instrumental"] if song.instrumental else [])]
    attributes += ["live"] if song.live is not None else []
    song_work = form.work(song.title, key=song.key, relations=[*written, *_link(song.article)])
    if song.cover_of:
        first = form.recording(song.title, form.credit(form.artist(song.cover_of)), key=f"first: {song.key}")
        song_work["relations"].append(form.relation("performance", "recording", first))
    relations = [form.relation(_ROLES[role], "artist", _person(name)) for role, name in song.made]
    for name, instrument in song.played:
        is_sung = instrument.endswith("vocals")
        relations.append(
            form.relation(
                "vocal" if is_sung else "instrument",
                "artist",
                _person(name),
                *([] if instrument == "vocals" else [_INSTRUMENTS.get(instrument, instrument)]),
            )
        )
    when = None if song.live is None else f"{song.live[1]}-07-18"
    relations.append(
        form.relation("performance", "work", song_work, *attributes, direction="forward", begin=when, end=when)
    )
    if song.live is not None:
        place = {"id": mbid("place", song.live[0]), "name": song.live[0], "disambiguation": "", "area": None}
        relations.append(form.relation("recorded at", "place", place, direction="forward", begin=when, end=when))
    secondary = [_SECONDARY[song.album_kind]] if song.album_kind in _SECONDARY else []
    primary = "EP" if song.album_kind == "ep" else "Album"
    album = form.group(
        song.album,
        primary=primary,
        secondary=secondary,
        day=f"{song.album_year}-03-01",
        relations=_link(song.album_article),
    )
    first = form.release(album, day=f"{song.album_year}-03-01", country=song.country, label=song.label)
    later = form.release(
        album, key=f"later: {song.album}", day="2020-05-05", country="Japan", label="Another Label"
    )
    return form.recording(
        song.title,
        form.credit(by, *(form.artist(name, kind="Person") for name in song.guests)),
        key=song.key,
        length_ms=song.seconds * 1000 + 640,
        day=f"{song.year}-02-03",
        disambiguation="live, 1975-07-18: Lyceum, London" if song.live is not None else "",
        releases=[later, first],
        relations=relations,
    )
