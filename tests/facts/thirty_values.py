"""The form of `tests/data/thirty_tracks.json`, whose values are true of thirty well-known tracks."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import msgspec

from spotintro.knowledge import Relation


class Article(msgspec.Struct, frozen=True, omit_defaults=True):
    title: str
    lead: tuple[str, ...]
    sections: tuple[tuple[str, tuple[str, ...]], ...] = ()
    german: Article | None = None

    @property
    def path(self) -> str:
        """The title as it stands in an address."""
        return quote(self.title.replace(" ", "_"), safe=";@$!*(),/~:")


class Member(msgspec.Struct, frozen=True, omit_defaults=True):
    name: str
    instrument: str
    since: int | None
    until: int | None = None


class Artist(msgspec.Struct, frozen=True, omit_defaults=True):
    name: str
    kind: str
    """Person or Group."""
    place: str
    country: str
    began: int
    ended: int | None = None
    gender: str = ""
    members: tuple[Member, ...] = ()
    article: Article | None = None


class Song(msgspec.Struct, frozen=True, omit_defaults=True):
    title: str
    artist: Artist
    album: str
    year: int
    """Of the song's first release."""
    album_year: int
    seconds: int
    label: str
    country: str
    """Where the album came out first."""
    written: tuple[tuple[Relation, str], ...]
    made: tuple[tuple[Relation, str], ...] = ()
    played: tuple[tuple[str, str], ...] = ()
    album_kind: str = "album"
    guests: tuple[str, ...] = ()
    player_title: str = ""
    """As the player writes it, where that is otherwise."""
    cover_of: str = ""
    instrumental: bool = False
    live: tuple[str, int] | None = None
    article: Article | None = None
    album_article: Article | None = None

    @property
    def key(self) -> str:
        return f"{self.artist.name}: {self.title}"


SONGS: tuple[Song, ...] = msgspec.json.decode(
    (Path(__file__).parent.parent / "data" / "thirty_tracks.json").read_bytes(), type=tuple[Song, ...]
)
