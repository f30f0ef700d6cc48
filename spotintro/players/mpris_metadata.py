"""What a player says over D-Bus, made into clean values. Pure: never raises, whatever comes in.

Players break the MPRIS specification in every field: types (a string where an object path belongs, `t`, `i`, `d`
or `s` where `x` belongs), missing fields, and values that mean something else. Names of the fields:
https://www.freedesktop.org/wiki/Specifications/mpris-spec/metadata/
"""

from __future__ import annotations

import hashlib
import math
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Final
from urllib.parse import quote, unquote, unquote_to_bytes, urlsplit

from spotintro.music import Capability, PlaybackState, Repeat, Track, TrackKind
from spotintro.plain_text import single_line

ADVERTISEMENT: Final = "Advertisement"
"""The title of an advertisement that has none, and what Spotify's client calls one that has no id."""

_FILE: Final = "file:"
_MAX_NAMES: Final = 20
_MAX_URL_CHARACTERS: Final = 2_000
_MAX_DURATION_US: Final = 7 * 24 * 3600 * 1_000_000  # a longer "length" is an overflow or a live stream's maximum
_MAX_NUMBER: Final = 9_999
_MAX_RATE: Final = 16.0
_MAX_VARIANT_DEPTH: Final = 64  # what D-Bus itself allows

_SPOTIFY_URI = re.compile(r"spotify:(?P<kind>[a-z]+):(?P<id>[A-Za-z0-9:%+_.-]*)")
_SPOTIFY_PATH = re.compile(r"/com/spotify/(?P<kind>[a-z]+)/(?P<id>[A-Za-z0-9_/]*)")
_SPOTIFY_URL = re.compile(
    r"https?://open\.spotify\.com/(?:intl-[a-z-]+/)?(?P<kind>track|episode|chapter|ad)/(?P<id>[A-Za-z0-9]+)"
)
_KINDS: Final = {"ad": TrackKind.AD, "episode": TrackKind.EPISODE, "chapter": TrackKind.CHAPTER}
# What players write where there is no title; "Untitled" and "Unknown" are titles of real songs.
_NO_TITLE: Final = frozenset(
    {"unknown title", "unknown track", "unknown song", "<unknown>", "[unknown]", "(unknown)", "no title", "n/a"}
)
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://\S+|spotify:[a-z]+:\S*", re.IGNORECASE)
_BROWSER_TITLE = re.compile(r".{1,60} is playing media")
"""A browser's word for a page that names nothing, or of a private window: "Firefox is playing media"."""
_OBJECT_PATH = re.compile(r"(/[A-Za-z0-9_]+)+")
_NO_TRACK: Final = frozenset({"/org/mpris/MediaPlayer2/TrackList/NoTrack", "/noplaylist", "/"})
_YEAR = re.compile(r"(1[0-9]{3}|20[0-9]{2})(?![0-9])|(1[0-9]{3}|20[0-9]{2})[0-9]{4}$")
_STATES: Final = {state.value: state for state in PlaybackState}
LOOP_STATUS: Final = {Repeat.OFF: "None", Repeat.TRACK: "Track", Repeat.CONTEXT: "Playlist"}
_REPEATS: Final = {status.lower(): repeat for repeat, status in LOOP_STATUS.items()}


@dataclass(frozen=True, slots=True)
class MprisReading:
    """A player's properties at one moment."""

    state: PlaybackState
    track: Track | None
    track_path: str | None
    """The track as `SetPosition` takes it; None where the player's track id is no object path."""
    position_ms: int | None
    rate: float
    volume_percent: int | None
    amplified: bool
    """Whether the player is set louder than that, beyond 100."""
    capabilities: frozenset[Capability]
    can_go_next: bool
    can_go_previous: bool
    shuffle: bool | None
    """None where the player has no such property, as the next one."""
    repeat: Repeat | None


def bare(value: object) -> object:
    """Return the value inside any number of variants; None where they are nested beyond reason.

    Their class is not named: this module knows no D-Bus library.
    """
    for _ in range(_MAX_VARIANT_DEPTH):
        if not (hasattr(value, "signature") and hasattr(value, "value")):
            return value
        value = value.value
    return None


def reading(properties: Mapping[str, object]) -> MprisReading:
    """Parse the properties of `org.mpris.MediaPlayer2.Player`, as far as they are there."""
    metadata = bare(properties.get("Metadata"))
    fields: Mapping[object, object] = metadata if isinstance(metadata, Mapping) else {}
    state = _STATES.get(_text(properties.get("PlaybackStatus"), limit=20).lower(), PlaybackState.STOPPED)
    volume = volume_percent(properties.get("Volume"))
    shuffle = _yes_or_no(properties.get("Shuffle"))
    repeat = _REPEATS.get(_text(properties.get("LoopStatus"), limit=20).lower())
    can_go_next = _flag(properties.get("CanGoNext"))
    can_go_previous = _flag(properties.get("CanGoPrevious"))
    capabilities = set()
    if _flag(properties.get("CanControl")):
        # What the toggle does next is what has to be possible: a live stream may know only one of the two.
        if _flag(properties.get("CanPause" if state is PlaybackState.PLAYING else "CanPlay")):
            capabilities.add(Capability.PLAY_PAUSE)
        if can_go_next or can_go_previous:
            capabilities.add(Capability.SKIP)
        if _flag(properties.get("CanSeek")):
            capabilities.add(Capability.SEEK)
        if volume is not None:
            capabilities.add(Capability.VOLUME)
        if shuffle is not None:
            capabilities.add(Capability.SHUFFLE)
        if repeat is not None:
            capabilities.add(Capability.REPEAT)
    track_id = _text(fields.get("mpris:trackid"), limit=300)
    return MprisReading(
        state=state,
        track=track(fields),
        track_path=track_id if _OBJECT_PATH.fullmatch(track_id) and track_id not in _NO_TRACK else None,
        position_ms=position_ms(properties.get("Position")),
        rate=_rate(properties.get("Rate")),
        volume_percent=volume,
        amplified=_is_amplified(properties.get("Volume")),
        capabilities=frozenset(capabilities),
        can_go_next=can_go_next,
        can_go_previous=can_go_previous,
        shuffle=shuffle,
        repeat=repeat,
    )


def track(fields: Mapping[object, object]) -> Track | None:
    """Parse the track that the metadata describes; None where it names nothing."""
    raw_id = _text(fields.get("mpris:trackid"), limit=300)
    raw_url = _text(fields.get("xesam:url"), limit=_MAX_URL_CHARACTERS)
    artists = _names(fields.get("xesam:artist")) or _names(fields.get("xesam:albumArtist"))
    album = _text(fields.get("xesam:album")) or None
    uri, kind = _spotify_uri(raw_id, raw_url)
    title = _text(fields.get("xesam:title"))
    names_nothing = _is_no_title(title, url=raw_url, alone=not (artists or album))
    if names_nothing or title in {raw_id, uri, (uri or "").rpartition(":")[2]}:
        title = ""
    if kind is TrackKind.AD or (title == ADVERTISEMENT and not (artists or album)):
        title, kind = title or ADVERTISEMENT, TrackKind.AD
    if uri is None:
        named = "" if raw_id in _NO_TRACK else raw_id
        if not (title or artists or album or raw_url or named):
            return None
        # Other players' track ids are places in a list ("/5") or constants, so they identify no music. The length
        # is left out: it often comes later than the names, and would make a second track of the same.
        identity = [raw_url, title, *artists, album or ""]
        uri = _fingerprint(identity if any(identity) else [named])
    return Track(
        id=uri,
        title=title or _file_name(raw_url),
        artists=artists,
        album=album,
        duration_ms=_duration_ms(fields.get("mpris:length")),
        kind=kind,
        year=_year(fields.get("xesam:contentCreated")) or _year(fields.get("xesam:year")),
        genres=_names(fields.get("xesam:genre")),
        composers=_names(fields.get("xesam:composer")),
        track_number=_ordinal(fields.get("xesam:trackNumber")),
        disc_number=_ordinal(fields.get("xesam:discNumber")),
        url=_url(raw_url),
        art_url=_art_url(fields.get("mpris:artUrl")),
    )


def position_ms(value: object) -> int | None:
    """Parse microseconds of whatever type into milliseconds; None where it is no time at all."""
    number = _number(value)
    if number is None or number > _MAX_DURATION_US:
        return None
    return max(0, int(number // 1000))


def volume_percent(value: object) -> int | None:
    """Turn MPRIS's 0.0 to 1.0 into 0 to 100; players that amplify beyond are shown at 100."""
    number = _number(value)
    return None if number is None else round(max(0.0, min(float(number), 1.0)) * 100)


def _is_amplified(value: object) -> bool:
    number = _number(value)
    return number is not None and round(number, 2) > 1


def _number(value: object) -> int | float | None:
    value = bare(value)
    if isinstance(value, bool):
        return None
    if isinstance(value, str):
        try:
            value = float(value[:40])
        except ValueError:
            return None
    if isinstance(value, int):
        # Beyond every D-Bus type; and beyond what a float can hold.
        return value if abs(value) < 2**64 else None
    if isinstance(value, float) and math.isfinite(value):
        return value
    return None


def _flag(value: object) -> bool:
    """Parse a flag that says what is possible; a missing or odd one counts as yes.

    A command that then fails says so; one that was never offered can't be found.
    """
    value = bare(value)
    return value if isinstance(value, bool) else True


def _yes_or_no(value: object) -> bool | None:
    value = bare(value)
    return value if isinstance(value, bool) else None


def _text(value: object, *, limit: int = 200) -> str:
    value = bare(value)
    if isinstance(value, (list, tuple)) and value:
        value = bare(value[0])
    return single_line(value, limit=limit)


def _names(value: object) -> tuple[str, ...]:
    value = bare(value)
    values: Iterable[object] = value if isinstance(value, (list, tuple)) else (value,)
    names = (single_line(bare(name)) for name in islice(values, _MAX_NAMES))
    return tuple(dict.fromkeys(name for name in names if name))


def _duration_ms(value: object) -> int | None:
    duration = position_ms(value)
    return duration or None


def _ordinal(value: object) -> int | None:
    number = _number(value)
    return int(number) if number is not None and 1 <= number <= _MAX_NUMBER else None


def _rate(value: object) -> float:
    number = _number(value)
    return float(number) if number is not None and 0 < number <= _MAX_RATE else 1.0


def _year(value: object) -> int | None:
    value = bare(value)
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value) if 0 < value <= _MAX_NUMBER else ""
    found = _YEAR.match(_text(value, limit=40))
    return int(found[0][:4]) if found else None


def _spotify_uri(track_id: str, url: str) -> tuple[str | None, TrackKind]:
    """Return the Spotify URI and the kind of a track; None for what is not Spotify's.

    The Spotify client changed the form of its ids over the years; one track has one id here.
    """
    found = _SPOTIFY_URI.fullmatch(track_id) or _SPOTIFY_PATH.fullmatch(track_id) or _SPOTIFY_URL.match(url)
    if found is None:
        return None, TrackKind.TRACK
    return f"spotify:{found['kind']}:{found['id']}", _KINDS.get(found["kind"], TrackKind.TRACK)


def _fingerprint(identity: list[str]) -> str:
    return "mpris:" + hashlib.sha256("\0".join(identity).encode()).hexdigest()[:32]


def _is_no_title(text: str, *, url: str, alone: bool) -> bool:
    """Return whether what a player calls a track is its address, an id, or a word that stands for no title.

    Args:
        text: What it is called.
        url: Where it lies.
        alone: Neither artists nor an album are known.
    """
    if text.casefold() in _NO_TITLE or _ADDRESS.fullmatch(text):
        return True
    found = _SPOTIFY_URL.match(url) or _SPOTIFY_URI.fullmatch(url)
    if found is not None and text == found["id"]:
        return True
    if not alone or _path_of(url):
        return False
    # mpv calls a stream by the last part of its address, the query with it.
    return _BROWSER_TITLE.fullmatch(text) is not None or text in _last_parts(url)


def _last_parts(url: str) -> set[str]:
    """Return the end of an address, and its server, in the forms that players show them in."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return set()
    last = parts.path.rstrip("/").rpartition("/")[2]
    found = {last, f"{last}?{parts.query}", parts.query, parts.netloc}
    return {single_line(form) for each in found for form in (each, unquote(each, errors="replace"))}


def _path_of(url: str) -> str:
    """Return the path of a file of this machine, named by a `file:` address or as it is; "" for all else.

    Players leave it to the reader what is encoded: spaces, "#" and "?" stand in such addresses as they are.
    """
    url = url.encode(errors="replace").decode()  # of lone surrogates, which no encoder takes
    if url.startswith("/"):
        return url
    rest = url[len(_FILE) :] if url[: len(_FILE)].lower() == _FILE else ""
    host, slash, path = rest[2:].partition("/") if rest.startswith("//") else ("", rest[:1], rest[1:])
    return os.fsdecode(unquote_to_bytes(f"/{path}")) if slash == "/" and host in {"", "localhost"} else ""


def _file_name(url: str) -> str:
    return single_line(_path_of(url).rstrip("/").rpartition("/")[2])


def _url(text: str) -> str | None:
    """Return an address that can be opened from elsewhere; None for any other.

    A data: URL is the thing itself, a megabyte of it at times.
    """
    if not text.startswith(("https://", "http://", "file://")) or len(text) >= _MAX_URL_CHARACTERS:
        return None
    return text if " " not in text else None


def _art_url(value: object) -> str | None:
    value = bare(value)
    # As it is: a file's name in another form than NFC is the name of another file.
    path = _path_of(value) if isinstance(value, str) and len(value) < _MAX_URL_CHARACTERS else ""
    if path:
        return None if "\0" in path else f"{_FILE}//{quote(os.fsencode(path))}"
    url = _url(_text(value, limit=_MAX_URL_CHARACTERS))
    # Old Spotify clients name a page that no longer serves the picture.
    return url and url.replace("https://open.spotify.com/image/", "https://i.scdn.co/image/", 1)
