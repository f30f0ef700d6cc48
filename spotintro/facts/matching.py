"""Which of MusicBrainz's recordings a track is; where that isn't sure, none: another's facts are worse than none.

A title and an artist's name say little, for many share them. A recording is taken by what nobody shares: its ISRC,
its album, or its length where MusicBrainz knows one artist of this name alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from spotintro.facts.comparing import LIVE, key, marks, marks_of, same_title, tells_apart
from spotintro.facts.documents import Fields, date, fields, items, mbid, number, text
from spotintro.music import Track

LEAST_SCORE: Final = 70
"""Of MusicBrainz's own search, 0 to 100; below it nothing is looked at."""
CLOSE_MS: Final = 3_000
"""Masterings of one recording differ by a second or two."""
NEAR_MS: Final = 8_000
"""With the right album beside it."""
OFF_MS: Final = 15_000
"""Beyond this it is another recording, whatever else fits."""

_NOBODY: Final = frozenset({"variousartists", "various", "unknownartist", "unknown", "traditional", "anonymous"})


@dataclass(frozen=True, slots=True)
class Credit:
    artist_id: str
    name: str
    names: tuple[str, ...]
    """As credited, as the artist is called, and what else they are called."""

    def is_called(self, name: str) -> bool:
        wanted = key(name)
        return any(key(each) == wanted for each in self.names)


@dataclass(frozen=True, slots=True)
class Group:
    """A release group: an album, single or EP in all its editions."""

    id: str
    title: str
    primary: str
    secondary: tuple[str, ...]
    first_released: str


@dataclass(frozen=True, slots=True)
class Candidate:
    id: str
    title: str
    aliases: tuple[str, ...]
    length_ms: int | None
    disambiguation: str
    video: bool
    score: int
    first_released: str
    credits: tuple[Credit, ...]
    albums: tuple[tuple[str, Group | None], ...]
    """Of each release its title and its group, which an answer by an ISRC doesn't tell."""

    @property
    def artist_id(self) -> str:
        return self.credits[0].artist_id

    @property
    def marks(self) -> frozenset[str]:
        # "Taylor's version" beside a title that says so is no other version.
        own = marks_of(self.title) | (marks(self.disambiguation) - marks(self.title))
        is_live = bool(self.albums) and all(
            group is not None and "Live" in group.secondary for _, group in self.albums
        )
        return own | {LIVE} if is_live else own


@dataclass(frozen=True, slots=True)
class Match:
    recording_id: str
    credits: tuple[tuple[str, str], ...]
    """Of each artist of the track that MusicBrainz credits: the id, and the name as the player writes it."""
    group: Group | None
    """The track's album."""
    first_released: str
    """The earliest date of any of the same recordings; "" where none is known."""
    is_sure: bool
    """False: it counts only if no other artist has this name."""


def candidates(found: object) -> list[Candidate]:
    """Parse the recordings of an answer, of a search or by an ISRC; what names nothing is left out."""
    parsed = (_candidate(each) for each in items(fields(found).get("recordings"), 100))
    return [each for each in parsed if each is not None]


def match(track: Track, by_isrc: Sequence[Candidate], searched: Sequence[Candidate]) -> Match | None:
    """Return the recording that a track is; None where none is sure, or two artists' could be it."""
    fitting = [each for each in (*by_isrc, *searched) if _fits(track, each)]
    isrc_ids = {each.artist_id for each in fitting if each in by_isrc}
    close = {each.artist_id for each in fitting if _is_within(track, each, CLOSE_MS)}
    albums = {each.artist_id for each in fitting if _has_album(track, each)}
    artist_ids = isrc_ids or (albums & close if len(albums) > 1 else albums or close)
    if len(artist_ids) != 1:
        return None
    own = [each for each in fitting if each.artist_id in artist_ids]
    if LIVE in marks_of(track.title) and not isrc_ids:
        # One plays a song live more than once.
        own = [each for each in own if _is_of_album(track, each)]
    if not own:
        return None
    best = min(own, key=lambda each: _rank(track, each, by_isrc))
    return Match(
        best.id,
        _credited(track, best),
        _group(track, own),
        min((each.first_released for each in own if _is_same(track, each)), key=_padded, default=""),
        is_sure=bool(isrc_ids or albums),
    )


def namesakes(found: object, name: str) -> int:
    """Count the artists in an answer to a search that are called so."""
    return sum(
        any(key(each) == key(name) for each in _names(artist) if each)
        for artist in items(fields(found).get("artists"), 100)
    )


def _candidate(found: Fields) -> Candidate | None:
    credited = tuple(
        Credit(mbid(artist.get("id")), text(each.get("name")) or text(artist.get("name")), _credit_names(each))
        for each in items(found.get("artist-credit"), 30)
        if mbid((artist := fields(each.get("artist"))).get("id"))
    )
    recording_id, title = mbid(found.get("id")), text(found.get("title"), limit=300)
    if not (recording_id and title and credited):
        return None
    score = number(found.get("score"))
    return Candidate(
        id=recording_id,
        title=title,
        aliases=tuple(text(each.get("name")) for each in items(found.get("aliases"), 30)),
        length_ms=number(found.get("length")) or None,
        disambiguation=text(found.get("disambiguation")),
        video=found.get("video") is True,
        score=100 if score is None else score,
        first_released=date(found.get("first-release-date")),
        credits=credited,
        albums=tuple(
            (text(release.get("title"), limit=300), _release_group(release))
            for release in items(found.get("releases"), 200)
        ),
    )


def _credit_names(credit: Fields) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, (text(credit.get("name")), *_names(fields(credit.get("artist")))))))


def _names(artist: Fields) -> tuple[str, ...]:
    """Return an artist's names. A hint for the search may be a misspelling, or another artist's name."""
    aliases = (each for each in items(artist.get("aliases"), 60) if text(each.get("type")) != "Search hint")
    return (text(artist.get("name")), *(text(each.get("name")) for each in aliases))


def _release_group(release: Fields) -> Group | None:
    group = fields(release.get("release-group"))
    if not mbid(group.get("id")):
        return None
    secondary = group.get("secondary-types")
    return Group(
        mbid(group.get("id")),
        text(group.get("title"), limit=300),
        text(group.get("primary-type"), limit=40),
        tuple(text(each, limit=40) for each in secondary[:10]) if isinstance(secondary, list) else (),
        date(group.get("first-release-date")) or date(release.get("date")),
    )


def _fits(track: Track, candidate: Candidate) -> bool:
    return (
        key(track.artists[0]) not in _NOBODY
        and not candidate.video
        and candidate.score >= LEAST_SCORE
        and same_title(track.title, (candidate.title, *candidate.aliases))
        and _is_version(track, candidate)
        and _is_by(track, candidate)
        and (candidate.length_ms is None or track.duration_ms is None or _is_within(track, candidate, OFF_MS))
    )


def _is_version(track: Track, candidate: Candidate) -> bool:
    own, theirs = marks_of(track.title), candidate.marks
    if own == theirs:
        return True
    return LIVE in marks(track.album or "") and own | {LIVE} == theirs | {LIVE}


def _is_by(track: Track, candidate: Candidate) -> bool:
    """Return whether the track's first artist is the recording's first, and one names no stranger to the other."""
    credited, first = candidate.credits, candidate.credits[0]
    phrase = {key(" ".join(each.name for each in credited)), key(" and ".join(each.name for each in credited))}
    if key(track.artist_line) in phrase or (len(track.artists) == 1 and key(track.artists[0]) in phrase):
        return True
    if not first.is_called(track.artists[0]):
        return False
    missing = [name for name in track.artists if not any(each.is_called(name) for each in credited)]
    strangers = [each for each in credited if not any(each.is_called(name) for name in track.artists)]
    guests = key(track.title)
    return not missing or all(key(each.name) in guests for each in strangers)


def _is_within(track: Track, candidate: Candidate, most_ms: int) -> bool:
    if track.duration_ms is None or candidate.length_ms is None:
        return False
    return abs(track.duration_ms - candidate.length_ms) <= most_ms


def _is_same(track: Track, candidate: Candidate) -> bool:
    """Return whether a take is the same music, as far as its length tells; it has to have a date."""
    untold = track.duration_ms is None or candidate.length_ms is None
    return bool(candidate.first_released) and (untold or _is_within(track, candidate, NEAR_MS))


def _is_of_album(track: Track, candidate: Candidate) -> bool:
    if not track.album:
        return False
    return any(same_title(track.album, _titles(release, group)) for release, group in candidate.albums)


def _has_album(track: Track, candidate: Candidate) -> bool:
    """Return whether the album speaks for this recording: it is the track's, and no title that many have."""
    near = track.duration_ms is None or candidate.length_ms is None or _is_within(track, candidate, NEAR_MS)
    return near and _is_of_album(track, candidate) and tells_apart(track.album or "", track.artists)


def _rank(track: Track, candidate: Candidate, by_isrc: Sequence[Candidate]) -> tuple[object, ...]:
    off_ms = abs((track.duration_ms or 0) - (candidate.length_ms or 0))
    return (
        candidate not in by_isrc,
        not _is_of_album(track, candidate),
        _padded(candidate.first_released),
        off_ms,
        candidate.id,
    )


def _credited(track: Track, candidate: Candidate) -> tuple[tuple[str, str], ...]:
    found = (
        (credit.artist_id, name)
        for name in track.artists
        for credit in candidate.credits
        if credit.is_called(name)
    )
    pairs = tuple(dict(found).items())
    if not pairs and len(candidate.credits) == 1:
        return ((candidate.artist_id, track.artists[0]),)
    return pairs


def _group(track: Track, own: Iterable[Candidate]) -> Group | None:
    if not track.album:
        return None
    found = {
        group.id: group
        for candidate in own
        for release, group in candidate.albums
        if group is not None and same_title(track.album, _titles(release, group))
    }
    wanted = str(track.year or "")
    return min(
        found.values(),
        key=lambda group: (
            group.primary != "Album",
            bool(wanted) and not group.first_released.startswith(wanted),
            _padded(group.first_released),
            group.id,
        ),
        default=None,
    )


def _titles(release: str, group: Group | None) -> tuple[str, ...]:
    return tuple(title for title in (release, "" if group is None else group.title) if title)


def _padded(day: str) -> str:
    """Order dates: a year alone comes behind its days, and an unknown one behind all."""
    return f"{day or '9999'}-99-99"[:10] if len(day) < 10 else day  # noqa: PLR2004 - a whole date
