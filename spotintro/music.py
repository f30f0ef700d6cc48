"""What plays, as frozen values with their units. No I/O."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class TrackKind(StrEnum):
    TRACK = "track"
    EPISODE = "episode"
    CHAPTER = "chapter"
    """Of an audiobook."""
    AD = "ad"


@dataclass(frozen=True, slots=True)
class Track:
    """One piece of audio. Every text in it has gone through `plain_text.single_line`."""

    id: str
    """Unique within its player, stable over time: a Spotify URI where there is one."""
    title: str
    """Empty where the player doesn't tell it: nothing else is put in its place."""
    artists: tuple[str, ...] = ()
    album: str | None = None
    duration_ms: int | None = None
    kind: TrackKind = TrackKind.TRACK
    year: int | None = None
    genres: tuple[str, ...] = ()
    composers: tuple[str, ...] = ()
    track_number: int | None = None
    disc_number: int | None = None
    url: str | None = None
    isrc: str | None = None
    """The recording's code (ISO 3901), twelve capitals and digits without hyphens."""
    art_url: str | None = None
    """Where the cover is, `https:` or `file:`; or `cover:` with a name to draw one from."""

    @property
    def artist_line(self) -> str:
        """The artists as one line; "" where none is known."""
        return ", ".join(self.artists)

    @property
    def is_unread_file(self) -> bool:
        """Whether it is a file of which the player knows the name alone, as long as it hasn't read the tags."""
        is_file = self.url is not None and self.url.startswith("file:")
        return is_file and not (self.artists or self.album or self.duration_ms)

    def is_unread_file_of(self, other: Track) -> bool:
        """Tell whether it is the same file, before its player had read the tags."""
        return self.is_unread_file and self.url == other.url


class PlaybackState(StrEnum):
    PLAYING = "playing"
    PAUSED = "paused"
    STOPPED = "stopped"


class Capability(StrEnum):
    """A thing that a player can do; asked for by name before a command is offered."""

    PLAY_PAUSE = "play_pause"
    SKIP = "skip"
    SEEK = "seek"
    VOLUME = "volume"
    QUEUE = "queue"
    SHUFFLE = "shuffle"
    REPEAT = "repeat"
    LIKE = "like"
    TRANSFER = "transfer"


class Repeat(StrEnum):
    OFF = "off"
    TRACK = "track"
    CONTEXT = "context"
    """The whole album, playlist or queue."""


@dataclass(frozen=True, slots=True)
class Device:
    name: str
    volume_percent: int | None = None
    id: str | None = None
    """As transfer takes it; None where a player has no such thing."""
    kind: str = ""
    """The player's own word: computer, smartphone, speaker, ..."""
    active: bool = True
    private_session: bool = False
    amplified: bool = False
    """Whether it is set louder than the 100 % that are told of it."""


@dataclass(frozen=True, slots=True)
class Playback:
    """One reading of a player. `track` is None where a player is there but nothing is loaded."""

    state: PlaybackState
    track: Track | None
    position_ms: int
    read_at_s: float
    """The monotonic clock at the reading."""
    player: str
    """What it is told apart by: the end of a bus name, or the provider's name."""
    device: Device
    capabilities: frozenset[Capability] = frozenset()
    next_track: Track | None = None
    rate: float = 1.0
    shuffle: bool | None = None
    repeat: Repeat | None = None
    liked: bool | None = None
    """Whether the user has saved the track; None where that is not known."""
    player_name: str = ""
    """The player as people know it; empty where `player` is that."""

    @property
    def player_in_words(self) -> str:
        return self.player_name or self.player

    def plays(self, track: Track) -> bool:
        """Tell whether it is this track, and playing."""
        return self.state is PlaybackState.PLAYING and self.track is not None and self.track.id == track.id

    def left_s(self, now_s: float) -> float | None:
        """Return the seconds to the track's end if it plays on; None where its length isn't known."""
        if self.track is None or not self.track.duration_ms:
            return None
        return max(0, self.track.duration_ms - self.position_at(now_s)) / 1000

    def position_at(self, monotonic_s: float) -> int:
        """Compute the position in ms at that moment from the reading, clamped to the track.

        Players report positions past the end after a client died (web-api#533), so the clamp is not cosmetic.
        """
        position = self.position_ms
        if self.state is PlaybackState.PLAYING:
            position += round((monotonic_s - self.read_at_s) * 1000 * self.rate)
        position = max(0, position)
        if self.track is not None and self.track.duration_ms:
            position = min(position, self.track.duration_ms)
        return position
