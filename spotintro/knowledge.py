"""Facts worth hearing, as frozen values with their source. No I/O."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class About(StrEnum):
    """The thing that a fact is about."""

    TRACK = "track"
    ARTIST = "artist"
    ALBUM = "album"


class Relation(StrEnum):
    """What a fact says of its subject: one relation holds one kind of value."""

    FIRST_RELEASED = "first_released"
    """`year`, of the first release of the track or the album; `text` its title, where it has another."""
    RELEASE_KIND = "release_kind"
    """`text`: album, single, ep, live, compilation, soundtrack, remix, mixtape, ... as MusicBrainz words it."""
    LABEL = "label"
    RELEASE_COUNTRY = "release_country"
    COMPOSER = "composer"
    LYRICIST = "lyricist"
    WRITER = "writer"
    """Of words and music, or not told of which."""
    PRODUCER = "producer"
    ARRANGER = "arranger"
    ENGINEER = "engineer"
    """Recorded or mixed it."""
    PERFORMER = "performer"
    """`text` is who; `detail` the instrument, or "vocals"."""
    COVER_OF = "cover_of"
    """`text` is whose song it was first; `detail` its title, where that is another."""
    REMIXER = "remixer"
    LIVE = "live"
    """Recorded before an audience; `text` is where, and may be empty; `year` when, where that is known."""
    INSTRUMENTAL = "instrumental"
    """Nobody sings; no value."""
    ORIGIN = "origin"
    """`text`: the place that the artist comes from; `detail` the country, where the place is a town."""
    ARTIST_KIND = "artist_kind"
    """`text`: person, group, orchestra, choir, character."""
    GENDER = "gender"
    """`text`: female, male, non-binary; of a person."""
    BEGAN = "began"
    """`year`: born, or formed."""
    ENDED = "ended"
    """`year`: died, or split up."""
    MEMBER = "member"
    """`text` is who; `detail` the instrument; `year` and `until` where they are known."""
    GENRE = "genre"
    TEXT = "text"
    """`text`: one sentence of an article, as it stands there."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact was read, as it is named on the screen."""

    name: str
    """MusicBrainz or Wikipedia."""
    url: str
    """Of the page that a person would open."""
    licence: str
    """CC0, CC BY-SA 4.0, CC BY-NC-SA 3.0."""
    title: str = ""
    """Of an article."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that is known. Every text in it has gone through `plain_text.single_line`."""

    relation: Relation
    about: About
    subject: str
    """The name of the track, artist or album that it is about, as the player writes it."""
    source: Source
    text: str = ""
    year: int | None = None
    until: int | None = None
    """The year in which it ended."""
    detail: str = ""
    language: str = ""
    """Of a TEXT: BCP 47."""
