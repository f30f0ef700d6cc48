"""MusicBrainz: which recording a track is, who made it, and who its artist is."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urlencode

from spotintro.facts import musicbrainz_facts as reading
from spotintro.facts.asking import Asking
from spotintro.facts.comparing import bare_title
from spotintro.facts.matching import OFF_MS, Match, candidates, match, namesakes
from spotintro.fetching.lane import Lane
from spotintro.knowledge import About, Fact, Source
from spotintro.music import Track

_log = logging.getLogger(__name__)

URL: Final = "https://musicbrainz.org/ws/2"
INTERVAL_S: Final = 1.1
"""Between two requests; one a second is allowed: https://musicbrainz.org/doc/MusicBrainz_API/Rate_Limiting.

The tenth is for a program that is killed while its request is on the way.
"""
MOST_ARTISTS: Final = 2
"""Of one track that are looked up, each a request."""
MOST_LINKS: Final = 100
_RECORDING: Final = "aliases artist-credits artist-rels isrcs place-rels url-rels work-level-rels work-rels"


@dataclass(frozen=True, slots=True)
class Links:
    """The addresses of pages at Wikidata and Wikipedia that MusicBrainz names, for the track and its names."""

    track: tuple[str, ...] = ()
    album: tuple[str, ...] = ()
    artists: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """By the artist's name as the player writes it."""


_Key = tuple[str, str, str | None]


class MusicBrainz:
    """Looks up what MusicBrainz knows of a track, with five to eight requests where nothing is kept.

    Args:
        asking: The way to the server.
        url: Where the web service is.
        noncommercial: Whether genres are read, too, which may not be used for gain.
    """

    name = reading.NAME

    def __init__(self, asking: Asking, *, url: str = URL, noncommercial: bool = False) -> None:
        self._asking = asking
        self._url = url.rstrip("/")
        self._genres = " genres" if noncommercial else ""
        self._lane = Lane("musicbrainz")
        self._links: dict[_Key, Links] = {}

    async def look_up(self, track: Track, *, language: str) -> tuple[Fact, ...]:
        """Return what is known of this very recording, its artists and its album; () where none is sure to be it.

        Raises:
            FactError: it could not be asked.
        """
        return await self._in_lane(track, language)

    async def links(self, track: Track, *, language: str) -> Links:
        """Return the pages of a track, its album and its artists; where it wasn't looked up yet, it is.

        Raises:
            FactError: it could not be asked.
        """
        if _key(track) not in self._links:
            await self._in_lane(track, language)
        return self._links[_key(track)]

    async def close(self) -> None:
        """Begin no further request; one under way ends by itself, and nobody waits for it."""
        self._asking.close()
        self._lane.shutdown()

    async def _in_lane(self, track: Track, language: str) -> tuple[Fact, ...]:
        loop = asyncio.get_running_loop()
        facts, links = await loop.run_in_executor(self._lane, self._look_up, track, language)
        self._links.pop(_key(track), None)
        self._links[_key(track)] = links
        while len(self._links) > MOST_LINKS:
            del self._links[next(iter(self._links))]
        return facts

    # In the thread

    def _look_up(self, track: Track, language: str) -> tuple[tuple[Fact, ...], Links]:
        found = self._match(track)
        if found is None:
            return (), Links()
        recording = self._get(f"recording/{found.recording_id}", inc=_RECORDING)
        artists = [
            (self._get(f"artist/{artist_id}", inc=f"aliases artist-rels url-rels{self._genres}"), name)
            for artist_id, name in found.credits[:MOST_ARTISTS]
        ]
        group = None
        if found.group is not None:
            group = self._get(f"release-group/{found.group.id}", inc=f"url-rels{self._genres}")
        facts = (
            *self._of_recording(track, found, recording, language),
            *self._of_album(track, found, group),
            *(fact for document, name in artists for fact in self._of_artist(document, name, language)),
        )
        links = Links(
            reading.links(recording),
            reading.links(group),
            tuple((name, reading.links(document)) for document, name in artists),
        )
        return tuple(dict.fromkeys(facts)), links

    def _match(self, track: Track) -> Match | None:
        """Find the recording by its ISRC and by a search, which tells of its earlier releases as well."""
        by_isrc = []
        if track.isrc:
            inc = "aliases artist-credits releases"
            by_isrc = candidates(self._get(f"isrc/{quote(track.isrc, safe='')}", inc=inc))
        search = self._address("recording", query=_query(track), limit="25")
        found = match(track, by_isrc, candidates(self._asking.get(search)))
        if found is not None and not found.is_sure and self._has_namesakes(track.artists[0]):
            _log.info("MusicBrainz knows several artists of this name, and not which of them this track is by")
            found = None
        if found is None:
            self._asking.was_of_no_use(search)
        return found

    def _has_namesakes(self, name: str) -> bool:
        search = self._address("artist", query=f"artist:{_phrase(name)} OR alias:{_phrase(name)}", limit="25")
        return namesakes(self._asking.get(search), name) != 1

    def _of_recording(self, track: Track, found: Match, recording: object, language: str) -> Iterator[Fact]:
        source = Source(self.name, f"{reading.SITE}/recording/{found.recording_id}", reading.CORE)
        yield from reading.first_released(found.first_released, track.title, About.TRACK, source)
        yield from reading.of_recording(recording, track.title, language=language)
        if work_id := reading.covered_work(recording):
            work = self._get(f"work/{work_id}", inc="artist-credits recording-rels")
            own = tuple(artist_id for artist_id, _ in found.credits)
            yield from reading.of_cover(work, track.title, own, language=language)

    def _of_album(self, track: Track, found: Match, group: object) -> Iterator[Fact]:
        if found.group is None or track.album is None:
            return
        yield from reading.of_group(group, track.album)
        if self._genres:
            yield from reading.genres(group, track.album, About.ALBUM, "release-group")
        releases = self._address(
            "release", **{"release-group": found.group.id}, inc="labels", status="official", limit="100"
        )
        yield from reading.of_releases(self._asking.get(releases), track.album)

    def _of_artist(self, document: object, name: str, language: str) -> Iterator[Fact]:
        yield from reading.of_artist(document, name, language=language)
        if self._genres:
            yield from reading.genres(document, name, About.ARTIST, "artist")

    def _get(self, path: str, *, inc: str) -> object:
        return self._asking.get(self._address(path, inc=inc))

    def _address(self, path: str, **query: str) -> str:
        return f"{self._url}/{path}?{urlencode(query | {'fmt': 'json'})}"


def _query(track: Track) -> str:
    """Write the search for a recording (https://musicbrainz.org/doc/MusicBrainz_API/Search, Lucene's syntax)."""
    name = _phrase(track.artists[0])
    query = f"recording:{_phrase(bare_title(track.title))} AND (artist:{name} OR creditname:{name})"
    if track.duration_ms:
        query += f" AND dur:[{max(0, track.duration_ms - OFF_MS)} TO {track.duration_ms + OFF_MS}]"
    return query


def _phrase(text: str) -> str:
    escaped = text.replace("\\", " ").replace('"', " ").strip()
    return f'"{escaped}"'


def _key(track: Track) -> _Key:
    return track.id, track.title, track.isrc
