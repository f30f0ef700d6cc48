"""What the Web API says, made into clean values. Pure: never raises, whatever comes in.

Fields go missing, turn null, change their type and are renamed without notice (the reference's changes of February
2026 removed a dozen), so nothing is required but what makes a value at all. Names of the fields:
https://developer.spotify.com/documentation/web-api/reference/get-information-about-the-users-current-playback
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final
from urllib.parse import urlsplit

from spotintro.music import Capability, Device, Playback, PlaybackState, Repeat, Track, TrackKind
from spotintro.plain_text import single_line

PLAYER: Final = "Spotify"
AD: Final = Track(id="spotify:ad", title="Advertisement", kind=TrackKind.AD)

_MAX_NAMES: Final = 20
_MAX_DEVICES: Final = 50
_MAX_QUEUE: Final = 50
_MAX_URL_CHARACTERS: Final = 2_000
_MAX_DURATION_MS: Final = 7 * 24 * 3_600_000
_MAX_NUMBER: Final = 9_999
_ART_PIXELS: Final = 300
"""Enough for a terminal; the API offers 64, 300 and 640."""

_URI = re.compile(r"spotify:[A-Za-z]+:[A-Za-z0-9:%+_.*'()~-]+")
_ISRC = re.compile(r"[A-Z]{2}[A-Z0-9]{3}[0-9]{7}")
_DEVICE_ID = re.compile(r"[A-Za-z0-9_-]{1,120}")
_YEAR = re.compile(r"(1[0-9]{3}|20[0-9]{2})(?![0-9])")
_REPEATS: Final = {repeat.value: repeat for repeat in Repeat}
_Fields = Mapping[object, object]
_NOTHING: Final[_Fields] = {}


@dataclass(frozen=True, slots=True)
class Queue:
    """The answer to `GET /me/player/queue`."""

    playing: Track | None
    upcoming: tuple[Track, ...]


def playback(document: object, *, read_at_s: float, before: Playback | None = None) -> Playback | None:
    """Parse the answer to `GET /me/player` or `GET /me/player/currently-playing`.

    None where nothing plays on any device. Where the service doesn't tell the progress (web-api#748), it goes on
    from `before` if that is the same track.
    """
    fields = _fields(document)
    if not fields:
        return None
    playing = _playing(fields)
    position_ms = _bounded(fields.get("progress_ms"), _MAX_DURATION_MS)
    if position_ms is None and before is not None and before.track is not None and playing is not None:
        position_ms = before.position_at(read_at_s) if before.track.id == playing.id else 0
    return Playback(
        state=PlaybackState.PLAYING if fields.get("is_playing") is True else PlaybackState.PAUSED,
        track=playing,
        position_ms=position_ms or 0,
        read_at_s=read_at_s,
        player=PLAYER,
        device=device(fields.get("device")) or Device(name=PLAYER),
        capabilities=_capabilities(fields),
        shuffle=_flag(fields.get("shuffle_state")),
        repeat=_REPEATS.get(_word(fields.get("repeat_state"))),
    )


def queue(document: object) -> Queue:
    fields = _fields(document)
    found = (track(item) for item in _items(fields.get("queue"), _MAX_QUEUE))
    return Queue(track(fields.get("currently_playing")), tuple(each for each in found if each is not None))


def devices(document: object) -> tuple[Device, ...]:
    """Parse `GET /me/player/devices`: the devices that can be played on, in the service's order."""
    found = (device(item) for item in _items(_fields(document).get("devices"), _MAX_DEVICES))
    return tuple(each for each in found if each is not None and each.id is not None)


def liked(document: object, uris: Sequence[str]) -> dict[str, bool]:
    """Parse `GET /me/library/contains` for these URIs; those it says nothing about are left out."""
    items = _items(document, len(uris))
    return {uri: item for uri, item in zip(uris, items, strict=False) if isinstance(item, bool)}


def account_id(document: object) -> str | None:
    """Parse the account's id from `GET /me`: the stable `account_id`, or the older `id` where that is not sent."""
    fields = _fields(document)
    for name in ("account_id", "id"):
        if (found := single_line(fields.get(name), limit=120)) and "/" not in found:
            return found
    return None


def device(document: object) -> Device | None:
    fields = _fields(document)
    if not fields:
        return None
    restricted = fields.get("is_restricted") is True
    return Device(
        name=single_line(fields.get("name"), limit=80) or "Unnamed device",
        volume_percent=_bounded(fields.get("volume_percent"), 100) if _has_volume(fields) else None,
        id=None if restricted else _device_id(fields.get("id")),
        kind=_word(fields.get("type")),
        active=fields.get("is_active") is True,
        private_session=fields.get("is_private_session") is True,
    )


def track(document: object) -> Track | None:
    """Parse a track, an episode or a chapter; None for what names nothing."""
    fields = _fields(document)
    kind, album = _kind(fields)
    title = single_line(fields.get("name"), limit=300)
    artists = _names(fields.get("artists")) or _names(album.get("authors"))
    if not artists and kind is TrackKind.EPISODE:
        artists = _names([{"name": album.get("publisher")}])
    uri = single_line(fields.get("uri"), limit=300)
    if not _URI.fullmatch(uri):
        uri = ""
    if title in {uri, uri.rpartition(":")[2]}:
        title = ""
    if not title and not uri:
        return None
    return Track(
        id=uri or _fingerprint(title, artists),
        title=title,
        artists=artists,
        album=single_line(album.get("name"), limit=300) or None,
        duration_ms=_bounded(fields.get("duration_ms"), _MAX_DURATION_MS) or None,
        kind=kind,
        year=_year(fields.get("release_date")) or _year(album.get("release_date")),
        track_number=_bounded(fields.get("track_number"), _MAX_NUMBER) or None,
        disc_number=_bounded(fields.get("disc_number"), _MAX_NUMBER) or None,
        url=_url(_fields(fields.get("external_urls")).get("spotify"), host="open.spotify.com"),
        isrc=_isrc(_fields(fields.get("external_ids")).get("isrc")),
        art_url=_art(fields.get("images")) or _art(album.get("images")),
    )


def _kind(fields: _Fields) -> tuple[TrackKind, _Fields]:
    """Return what a playable thing is, and the album, show or book that it belongs to.

    A chapter is told as one, or as an episode whose show is an audiobook; its URI is an episode's.
    """
    book, show = _fields(fields.get("audiobook")), _fields(fields.get("show"))
    told = _word(fields.get("type"))
    if told == "chapter" or book or "audiobook" in {_word(show.get("type")), _word(show.get("media_type"))}:
        return TrackKind.CHAPTER, book or show
    if told == "episode" or "show" in fields:
        return TrackKind.EPISODE, show
    return TrackKind.TRACK, _fields(fields.get("album"))


def _playing(fields: _Fields) -> Track | None:
    if _word(fields.get("currently_playing_type")) == "ad":
        return AD
    return track(fields.get("item"))


def _capabilities(fields: _Fields) -> frozenset[Capability]:
    held = _fields(fields.get("device"))
    if held.get("is_restricted") is True:
        return frozenset()
    disallowed = _fields(_fields(fields.get("actions")).get("disallows"))
    playing = fields.get("is_playing") is True
    needs = {
        Capability.PLAY_PAUSE: ("pausing" if playing else "resuming",),
        Capability.SEEK: ("seeking",),
        Capability.SHUFFLE: ("toggling_shuffle",),
        Capability.REPEAT: ("toggling_repeat_context", "toggling_repeat_track"),
        Capability.TRANSFER: ("transferring_playback",),
    }
    found = {each for each, actions in needs.items() if not any(disallowed.get(name) is True for name in actions)}
    if not all(disallowed.get(name) is True for name in ("skipping_next", "skipping_prev")):
        found.add(Capability.SKIP)
    if _has_volume(held):
        found.add(Capability.VOLUME)
    return frozenset(found | {Capability.QUEUE, Capability.LIKE})


def _device_id(value: object) -> str | None:
    # It becomes a part of an address.
    text = single_line(value, limit=120)
    return text if _DEVICE_ID.fullmatch(text) else None


def _has_volume(fields: _Fields) -> bool:
    # Older answers had no such field; a null volume is the other sign of a device without one.
    return fields.get("supports_volume") is not False and fields.get("volume_percent") is not None


def _fields(value: object) -> _Fields:
    return value if isinstance(value, Mapping) else _NOTHING


def _items(value: object, most: int) -> Sequence[object]:
    return list(islice(value, most)) if isinstance(value, list) else []


def _names(value: object) -> tuple[str, ...]:
    named = (single_line(_fields(item).get("name"), limit=200) for item in _items(value, _MAX_NAMES))
    return tuple(dict.fromkeys(name for name in named if name))


def _word(value: object) -> str:
    return single_line(value, limit=40).lower()


def _flag(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _bounded(value: object, most: int) -> int | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value:  # noqa: PLR0124 - NaN
        return None
    return int(max(0, min(value, most)))


def _isrc(value: object) -> str | None:
    # It becomes a part of an address.
    code = single_line(value, limit=40).replace("-", "").upper()
    return code if _ISRC.fullmatch(code) else None


def _year(value: object) -> int | None:
    found = _YEAR.match(single_line(value, limit=40))
    return int(found[1]) if found else None


def _art(value: object) -> str | None:
    """Choose the smallest picture of at least `_ART_PIXELS`, else the largest there is."""
    sized = []
    for item in _items(value, _MAX_NAMES):
        url = _url(_fields(item).get("url"))
        if url is not None:
            sized.append((_bounded(_fields(item).get("width"), 100_000) or 0, url))
    enough = [each for each in sized if each[0] >= _ART_PIXELS]
    chosen = min(enough, default=None) or max(sized, default=None)
    return None if chosen is None else chosen[1]


def _url(value: object, *, host: str | None = None) -> str | None:
    text = single_line(value, limit=_MAX_URL_CHARACTERS)
    try:
        parts = urlsplit(text)
        named = parts.hostname
    except ValueError:
        return None
    if parts.scheme != "https" or not named or (host is not None and named != host) or " " in text:
        return None
    return text


def _fingerprint(title: str, artists: Sequence[str]) -> str:
    return "spotify:unknown:" + hashlib.sha256(json.dumps([title, *artists]).encode()).hexdigest()[:16]
