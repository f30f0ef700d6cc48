"""What follows, and which tracks the user has saved: asked rarely, for many tracks at once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from spotintro.music import Repeat, Track, TrackKind
from spotintro.players.spotify.wire import MOST_URIS

MOST_KEPT: Final = 500
"""Answers about saved tracks; the oldest goes first."""

SAME_LENGTH_MS: Final = 1_000
"""Two lengths this little apart may be one track's in two places."""

_SAVABLE = re.compile(r"spotify:(track|episode):[A-Za-z0-9]{22}")


class Upcoming:
    """Holds the queue as it was read last, and walks through it as its tracks come to play."""

    def __init__(self) -> None:
        self._tracks: tuple[Track, ...] = ()
        self._new: int | None = None
        """So many of them come before what played begins again; None where it doesn't."""
        self._asked_for: str | None = None
        self._playing: Track | None = None

    def known(self, playing: Track | None) -> bool:
        """Return whether the queue was asked for while this track played."""
        return playing is not None and playing.id == self._asked_for

    def take(self, playing: Track, described: Track | None, upcoming: tuple[Track, ...]) -> None:
        """Take the queue's answer; `described` is the track that plays, as that answer has it."""
        self._asked_for = playing.id
        self._playing = described
        self._tracks = upcoming
        again = (number for number, track in enumerate(upcoming) if same(track, described or playing))
        self._new = next(again, None)

    def described(self, track: Track | None) -> Track | None:
        """Return a track with what the queue's answer tells of it where a local player left it out."""
        if track is None or self._playing is None or track.id != self._asked_for:
            return track
        return completed(track, self._playing)

    def playing(self, track: Track | None) -> None:
        """Note that a track plays now: where it was one to come, the rest of the queue still follows."""
        if track is None or track.id == self._asked_for:
            return
        ids = [each.id for each in self._tracks]
        passed = ids.index(track.id) + 1 if track.id in ids else len(ids)
        self._tracks = self._tracks[passed:]
        self._new = None if self._new is None else max(0, self._new - passed)
        self._asked_for = None

    def ask_again(self) -> None:
        """Have the queue asked for again, since something may have changed its order."""
        self._asked_for = None

    @property
    def tracks(self) -> tuple[Track, ...]:
        return self._tracks

    @property
    def next(self) -> Track | None:
        return self._tracks[0] if self._tracks else None

    def next_with(self, repeat: Repeat | None) -> Track | None:
        """Return what follows where that is repeated.

        With repeat off the service goes on telling the whole album, or the one track, as if it began again
        (spotify-player#178); nothing follows there.
        """
        return None if repeat is Repeat.OFF and self._new == 0 else self.next


class Likes:
    """Remembers which tracks the user has saved, each asked about once."""

    def __init__(self) -> None:
        self._liked: dict[str, bool | None] = {}

    def of(self, track: Track | None) -> bool | None:
        return None if track is None else self._liked.get(track.id)

    def unknown(self, tracks: Iterable[Track | None]) -> list[str]:
        """Return the URIs of tracks that were not asked about, as many as may be asked about at once."""
        found = dict.fromkeys(
            each.id for each in tracks if each is not None and each.id not in self._liked and savable(each)
        )
        return list(found)[:MOST_URIS]

    def take(self, asked: Iterable[str], liked: dict[str, bool]) -> None:
        for uri in asked:
            self._keep(uri, liked.get(uri))

    def set(self, track: Track, liked: bool) -> None:
        self._keep(track.id, liked)

    def _keep(self, uri: str, liked: bool | None) -> None:
        self._liked.pop(uri, None)
        self._liked[uri] = liked
        if len(self._liked) > MOST_KEPT:
            del self._liked[next(iter(self._liked))]


def completed(track: Track, told: Track) -> Track:
    """Return a track with what another word on the same one tells where the first leaves it out.

    A client that plays elsewhere has been seen to show neither title nor artists (playerctl#177).
    """
    return replace(
        track,
        title=track.title or told.title,
        artists=track.artists or told.artists,
        album=track.album or told.album,
        year=track.year or told.year,
        duration_ms=track.duration_ms or told.duration_ms,
        isrc=track.isrc or told.isrc,
        kind=told.kind if track.kind is TrackKind.EPISODE else track.kind,
    )


def same(one: Track, other: Track) -> bool:
    """Return whether two tracks are one: where its album came out in several countries, it has several ids.

    `other` may have no name: then its album and length have to do.
    """
    if one.id == other.id or (one.title, one.artists) == (other.title, other.artists):
        return True
    if other.title or not other.album or not other.duration_ms or not one.duration_ms:
        return False
    return one.album == other.album and abs(one.duration_ms - other.duration_ms) <= SAME_LENGTH_MS


def savable(track: Track) -> bool:
    """Return whether a track can be saved: local files and advertisements have no place in the library."""
    return _SAVABLE.fullmatch(track.id) is not None
