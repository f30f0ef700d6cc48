"""What follows, and which tracks the user has saved: asked rarely, for many tracks at once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from spotintro.music import Track
from spotintro.players.spotify.wire import MOST_URIS

MOST_KEPT: Final = 500
"""Answers about saved tracks; the oldest goes first."""

_SAVABLE = re.compile(r"spotify:(track|episode):[A-Za-z0-9]{22}")


class Upcoming:
    """Holds the queue as it was read last, and walks through it as its tracks come to play."""

    def __init__(self) -> None:
        self._tracks: tuple[Track, ...] = ()
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

    def described(self, track: Track | None) -> Track | None:
        """Return a track with what the queue's answer tells of it where a local player left it out."""
        playing = self._playing
        if track is None or playing is None or track.id != self._asked_for:
            return track
        if not track.artists:
            # A client that plays elsewhere has been seen to show neither title nor artists (playerctl#177).
            track = replace(track, title=playing.title, artists=playing.artists)
        return replace(track, album=track.album or playing.album, year=track.year or playing.year)

    def playing(self, track: Track | None) -> None:
        """Note that a track plays now: where it was one to come, the rest of the queue still follows."""
        if track is None or track.id == self._asked_for:
            return
        ids = [each.id for each in self._tracks]
        self._tracks = self._tracks[ids.index(track.id) + 1 :] if track.id in ids else ()
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


def savable(track: Track) -> bool:
    """Return whether a track can be saved: local files and advertisements have no place in the library."""
    return _SAVABLE.fullmatch(track.id) is not None
