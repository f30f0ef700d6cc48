"""What is known of a track, and what may be said of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from spotintro.music import Track, TrackKind

_NO_ONE = frozenset({"various artists", "various", "unknown artist", "unknown", "<unknown>", "[unknown]", "n/a"})
_NO_ALBUM = frozenset({"unknown album", "unknown", "<unknown>", "[unknown]", "n/a"})
_NO_GENRE = frozenset({"unknown", "other", "n/a"})
# The first printed music is of 1501; a player that says less sends a placeholder (0, 1) or a broken tag.
_FIRST_YEAR, _LAST_YEAR = 1500, 2100
_LONGEST_MS = 48 * 3_600_000
_OPUS = re.compile(
    r"\b(?:op(?:us)?\.?\s*(?:posth\.?\s*)?\d+[a-z]?|(?:BWV|HWV|RV|TWV|KV|WoO|Hob\.|[KDSL]\.)\s*\d+[a-z]?(?:[:/.]\d+\w*)*)"
    r"(?:[\s,]+(?:no|nr)\.?\s*\d+)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Facts:
    """The known facts of one track, placeholders removed; what is None or empty is not known and not to be said.

    Attributes:
        year: Of this release as the player tells it. A remaster or a compilation carries its own year, so it may
            be said when the release is from, never when the music was written, recorded or first heard.
        genres: As the player files it; no judgement on the piece.
        duration_ms: May be rounded to half minutes when said.
        opus: The catalogue number in the title ("Op. 27 No. 2", "BWV 988"); it adds nothing to the title, but
            tells that its numbers are names, to be read as such.
    """

    kind: TrackKind
    title: str
    artists: tuple[str, ...] = ()
    album: str | None = None
    year: int | None = None
    genres: tuple[str, ...] = ()
    composers: tuple[str, ...] = ()
    duration_ms: int | None = None
    track_number: int | None = None
    disc_number: int | None = None
    opus: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Every name among the facts, in the order title, artists, album, composers, genres."""
        album = () if self.album is None else (self.album,)
        title = (self.title,) if self.title else ()
        return (*title, *self.artists, *album, *self.composers, *self.genres)


def _known(names: tuple[str, ...], placeholders: frozenset[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name and name.casefold() not in placeholders))


def _within(number: int | None, low: int, high: int) -> int | None:
    return number if number is not None and low <= number <= high else None


def known_facts(track: Track) -> Facts:
    """Sort out the facts of a track: placeholders such as "Unknown Artist" or the year 0 are none."""
    album = track.album if track.album and track.album.casefold() not in _NO_ALBUM else None
    opus = _OPUS.search(track.title)
    return Facts(
        kind=track.kind,
        title=track.title,
        artists=_known(track.artists, _NO_ONE),
        album=album,
        year=_within(track.year, _FIRST_YEAR, _LAST_YEAR),
        genres=_known(track.genres, _NO_GENRE),
        composers=_known(track.composers, _NO_ONE),
        duration_ms=_within(track.duration_ms, 1_000, _LONGEST_MS),
        track_number=_within(track.track_number, 1, 999),
        disc_number=_within(track.disc_number, 1, 99),
        opus=opus.group().strip() if opus else None,
    )
