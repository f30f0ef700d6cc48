"""Real tracks with what is known of them, read from `tracks.toml` and `artists.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from spotintro.knowledge import About, Fact, Relation, Source
from spotintro.music import Track

FOLDER = Path(__file__).parent
SOURCE = Source(name="MusicBrainz", url="https://musicbrainz.org/", licence="CC0")
_CREDITS = {
    "writers": Relation.WRITER,
    "composers": Relation.COMPOSER,
    "lyricists": Relation.LYRICIST,
    "producers": Relation.PRODUCER,
}


@dataclass(frozen=True, slots=True)
class Artist:
    name: str
    kind: str
    country: str
    gender: str = ""
    town: str = ""
    began: int | None = None
    ended: int | None = None
    members: tuple[tuple[str, str], ...] = ()
    """Name and instrument; the instrument may be empty."""

    def facts(self) -> tuple[Fact, ...]:
        def fact(relation: Relation, text: str = "", *, year: int | None = None, detail: str = "") -> Fact:
            return Fact(relation, About.ARTIST, self.name, SOURCE, text, year=year, detail=detail)

        facts = [fact(Relation.ARTIST_KIND, self.kind)]
        if self.gender:
            facts.append(fact(Relation.GENDER, self.gender))
        if self.town:
            facts.append(fact(Relation.ORIGIN, self.town, detail=self.country))
        else:
            facts.append(fact(Relation.ORIGIN, self.country))
        if self.began is not None:
            facts.append(fact(Relation.BEGAN, year=self.began))
        if self.ended is not None:
            facts.append(fact(Relation.ENDED, year=self.ended))
        facts += [fact(Relation.MEMBER, name, detail=instrument) for name, instrument in self.members]
        return tuple(facts)


@dataclass(frozen=True, slots=True)
class Entry:
    """A track, its artist, and the facts; `values` is the table of the track as the file has it."""

    track: Track
    artist: Artist
    facts: tuple[Fact, ...]
    values: dict[str, Any]

    def people(self) -> frozenset[str]:
        """Return every name that a fact of this track carries."""
        return frozenset({*self.track.artists, *(fact.text for fact in self.facts)})


@cache
def table(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def _track_facts(track: Track, values: dict[str, Any]) -> tuple[Fact, ...]:
    facts: list[Fact] = []

    def add(
        relation: Relation,
        text: str = "",
        *,
        about: About = About.TRACK,
        year: int | None = None,
        detail: str = "",
    ) -> None:
        subject = (track.album or "") if about is About.ALBUM else track.title
        facts.append(Fact(relation, about, subject, SOURCE, text, year=year, detail=detail))

    if "first_released" in values:
        add(Relation.FIRST_RELEASED, year=values["first_released"])
    elif track.year is not None:
        add(Relation.FIRST_RELEASED, about=About.ALBUM, year=track.year)
    if "release_kind" in values:
        add(Relation.RELEASE_KIND, values["release_kind"], about=About.ALBUM)
    if "label" in values:
        add(Relation.LABEL, values["label"], about=About.ALBUM)
    if "release_country" in values:
        add(Relation.RELEASE_COUNTRY, values["release_country"], about=About.ALBUM)
    for key, relation in _CREDITS.items():
        for name in values.get(key, ()):
            add(relation, name)
    for name, instrument in values.get("performers", ()):
        add(Relation.PERFORMER, name, detail=instrument)
    if "cover_of" in values:
        add(Relation.COVER_OF, values["cover_of"])
    if "live_at" in values:
        add(Relation.LIVE, values["live_at"], year=values["live_in"])
    if values.get("instrumental"):
        add(Relation.INSTRUMENTAL)
    return tuple(facts)


@cache
def artists() -> dict[str, Artist]:
    found = {}
    for values in table("artists")["artist"]:
        members = tuple((member[0], member[1] if len(member) > 1 else "") for member in values.pop("members", ()))
        found[values["name"]] = Artist(members=members, **values)
    return found


@cache
def entries() -> tuple[Entry, ...]:
    found = []
    for number, values in enumerate(table("tracks")["track"]):
        track = Track(
            id=f"truth:{number}",
            title=values["title"],
            artists=tuple(values["artists"]),
            album=values["album"],
            duration_ms=values["length_s"] * 1000,
            year=values.get("year"),
            genres=(values["genre"],),
        )
        artist = artists()[track.artists[0]]
        found.append(Entry(track, artist, (*_track_facts(track, values), *artist.facts()), values))
    return tuple(found)
