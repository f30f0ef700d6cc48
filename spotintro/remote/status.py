"""How everything stands, in one flat value that goes over the socket and that other programs print."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from spotintro.plain_text import single_line

if TYPE_CHECKING:
    from spotintro.session.standing import Standing

LEAP_MS: Final = 1_500
"""A position that is off by more than this from where it was to be expected was set by somebody."""


class Status(msgspec.Struct, frozen=True, kw_only=True):
    """What plays, the account and the host. Where nothing plays, the texts of the track are empty."""

    state: str = "none"
    """`playing`, `paused`, `stopped`; `none` where no player is there."""
    title: str = ""
    artist: str = ""
    """All of them, in one line."""
    album: str = ""
    position_ms: int | None = None
    """At the moment of the reading."""
    duration_ms: int | None = None
    player: str = ""
    device: str = ""
    volume_percent: int | None = None
    liked: bool | None = None
    next_title: str = ""
    next_artist: str = ""
    credits: int | None = None
    """What can be spent; None where that is not known."""
    low: bool = False
    """Whether the credits run low."""
    price: int | None = None
    """Of the next intro with its voice; None where no app says so."""
    auto_on: bool = False
    auto: str = ""
    """How it stands with auto, in words; "" where it is off."""
    next_intro: str = ""
    """How it stands with an intro of what comes next, in words; "" where there is none."""
    host: str = "idle"
    """How far the host is with its last intro: `writing`, `speaking`, `said`, …"""
    host_title: str = ""
    """The track that the host speaks of, or spoke of last."""

    def goes_on_from(self, before: Status, passed_s: float) -> bool:
        """Tell whether this is only `before`, so many seconds later."""
        if msgspec.structs.replace(self, position_ms=None) != msgspec.structs.replace(before, position_ms=None):
            return False
        if self.position_ms is None or before.position_ms is None:
            return self.position_ms is before.position_ms
        return abs(self.position_ms - before.position_after(passed_s)) <= LEAP_MS

    def position_after(self, passed_s: float) -> int:
        """Return the position in ms so many seconds later, if nobody touches the player; 0 where it isn't told."""
        position = self.position_ms or 0
        if self.state == "playing":
            position += round(passed_s * 1000)
        return position if self.duration_ms is None else min(position, self.duration_ms)


def status_of(standing: Standing, now_s: float, *, low_balance: int) -> Status:
    """Say how it stands, at this moment of the monotonic clock."""
    from spotintro.credits.features import UserTransaction

    user, auto = standing.user, standing.auto
    quote = dict(standing.quotes).get(UserTransaction.GENERATE_TRACK_INTRO)
    speaks_of = standing.on_air.track
    return msgspec.structs.replace(
        _playing(standing, now_s),
        credits=None if user is None else user.available_credits,
        low=user is not None and user.left <= low_balance,
        price=None if quote is None else quote.total,
        auto_on=auto is not None and auto.is_on,
        auto="" if auto is None else auto.in_words,
        next_intro="" if standing.next_intro is None else standing.next_intro.in_words,
        host=standing.on_air.phase.value,
        host_title="" if speaks_of is None else speaks_of.title,
    )


def _playing(standing: Standing, now_s: float) -> Status:
    playback = standing.playback
    if playback is None:
        return Status()
    track, following = playback.track, playback.next_track
    return Status(
        state=playback.state.value,
        title="" if track is None else track.title,
        artist="" if track is None else single_line(track.artist_line),
        album="" if track is None else track.album or "",
        position_ms=None if track is None else playback.position_at(now_s),
        duration_ms=None if track is None else track.duration_ms,
        player=playback.player_in_words,
        device=playback.device.name,
        volume_percent=playback.device.volume_percent,
        liked=playback.liked,
        next_title="" if following is None else following.title,
        next_artist="" if following is None else single_line(following.artist_line),
    )
