"""The Spotify client of a Mac: asked each second by AppleScript, which costs no calls of the Web API."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, Awaitable, Callable
from dataclasses import replace
from typing import Final

from spotintro.clock import Clock
from spotintro.music import Capability, Device, Playback, PlaybackState, Repeat, Track, TrackKind
from spotintro.plain_text import single_line
from spotintro.players import applescript
from spotintro.players.base import CommandUnsupported, Expected, NothingPlaying, PlayerError, PlayerUnreachable
from spotintro.players.changes import ChangeBroadcast

_log = logging.getLogger(__name__)

POLL_S: Final = 1.0
"""The client's pushed changes (`com.spotify.client.PlaybackStateChanged`) reach programs with a compiled bridge to
the system's notifications alone; a reading takes one short process."""
_JUMP_MS: Final = 1_500
_NAME: Final = "Spotify"
_CAPABILITIES: Final = frozenset(
    {Capability.PLAY_PAUSE, Capability.SKIP, Capability.SEEK, Capability.VOLUME, Capability.SHUFFLE,
     Capability.REPEAT}
)  # fmt: skip
_VALUES: Final = 14
_LOUDEST: Final = 100
_OTHER_DEVICES: Final = "With a Spotify account other devices can be chosen: spotintro login"


class MacPlayer:
    """Reads and steers the Spotify client of this Mac; `read` gives None until it runs.

    Args:
        clock: Tells when a reading was taken.
        sleep: Waits between two readings; `asyncio.sleep`, unless a test owns time.
    """

    name: Final = "macos"

    def __init__(self, *, clock: Clock, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        self._clock = clock
        self._sleep = sleep
        self._now: Playback | None = None
        self._broadcast = ChangeBroadcast(lambda: self._now)
        self._polling: asyncio.Task[None] | None = None

    async def open(self) -> None:
        if self._broadcast.ended:
            await self.close()
            self._broadcast = ChangeBroadcast(lambda: self._now)
        await self.read()
        self._polling = asyncio.create_task(self._poll(), name="reading Spotify's client")

    async def close(self) -> None:
        self._broadcast.end()
        polling, self._polling = self._polling, None
        if polling is not None:
            polling.cancel()
            await asyncio.wait({polling})

    async def read(self) -> Playback | None:
        try:
            values = await applescript.read_client()
        except applescript.NotRunning:
            return self._show(None)
        return self._show(playback_of(values, self._clock.monotonic_s()))

    def changes(self) -> AsyncGenerator[Playback | None, None]:
        return self._broadcast.stream()

    async def play(self) -> None:
        await self._command("play")

    async def pause(self) -> None:
        await self._command("pause")

    async def next(self) -> None:
        await self._command("next track")

    async def previous(self) -> None:
        await self._command("previous track")

    async def seek(self, position_ms: int) -> None:
        if self._now is None or self._now.track is None:
            raise NothingPlaying("No track is loaded.", "Start one in your player.")
        position_ms = max(0, min(position_ms, self._now.track.duration_ms or position_ms))
        await self._command("set player position to ((item 1 of argv) as integer) / 1000", position_ms)

    async def set_volume(self, percent: int) -> None:
        """Set the volume; once more by one, where the client then tells one less (shpotify#145)."""
        percent = max(0, min(percent, _LOUDEST))
        for asked in (percent, percent + 1):
            await self._command("set sound volume to ((item 1 of argv) as integer)", asked)
            if asked == _LOUDEST or self._now is None or self._now.device.volume_percent != percent - 1:
                return

    async def devices(self) -> tuple[Device, ...]:
        raise CommandUnsupported("This player plays on this machine alone.", _OTHER_DEVICES)

    async def transfer(self, device_id: str) -> None:  # noqa: ARG002 - the protocol's
        raise CommandUnsupported("This player plays on this machine alone.", _OTHER_DEVICES)

    async def set_liked(self, liked: bool) -> None:  # noqa: ARG002 - the protocol's
        raise CommandUnsupported("The player's own connection can't like a track.", "Use the player itself.")

    async def set_shuffle(self, on: bool) -> None:
        await self._command(f"set shuffling to {'true' if on else 'false'}")

    async def set_repeat(self, repeat: Repeat) -> None:
        if repeat is Repeat.TRACK:
            raise CommandUnsupported(
                "Spotify's client repeats no single track from here.", "Use the player itself."
            )
        await self._command(f"set repeating to {'true' if repeat is Repeat.CONTEXT else 'false'}")

    def fix(self, fixed: bool) -> None:
        """Change nothing: there is one client."""

    def set_watched(self, watched: bool) -> None:
        """Change nothing: readings are free here."""

    def expect_change(self, expected: Expected) -> None:
        """Change nothing: readings are free here."""

    async def _command(self, line: str, *arguments: int) -> None:
        await applescript.run(line, *arguments)
        await self.read()

    async def _poll(self) -> None:
        while True:
            await self._sleep(POLL_S)
            try:
                await self.read()
            except PlayerUnreachable as error:
                self._now = None
                self._broadcast.end(error)
                return
            except PlayerError as error:
                _log.info("Spotify's client can't be read: %s", error.message)

    def _show(self, playback: Playback | None) -> Playback | None:
        before, self._now = self._now, playback
        if _lasting(before) != _lasting(playback) or _jumped(before, playback):
            self._broadcast.notify()
        return playback


def _lasting(playback: Playback | None) -> Playback | None:
    return playback and replace(playback, position_ms=0, read_at_s=0)


def _jumped(before: Playback | None, after: Playback | None) -> bool:
    if before is None or after is None:
        return False
    return abs(after.position_ms - before.position_at(after.read_at_s)) > _JUMP_MS


def playback_of(values: list[str], now_s: float) -> Playback:
    """Make a reading of what `applescript.read_client` returns."""
    stopped = len(values) < _VALUES
    values = [*values, *[""] * _VALUES]
    return Playback(
        state=PlaybackState(values[0]) if values[0] in set(PlaybackState) else PlaybackState.STOPPED,
        track=None if stopped else _track(values),
        position_ms=max(0, _number(values[2]) or 0),
        read_at_s=now_s,
        player="spotify",
        player_name=_NAME,
        device=Device(_NAME, _number(values[1])),
        capabilities=_CAPABILITIES,
        shuffle=None if stopped else values[3] == "true",
        repeat=None if stopped else Repeat.CONTEXT if values[4] == "true" else Repeat.OFF,
    )


def _track(values: list[str]) -> Track:
    id, name, artist, album, duration, number, disc, cover, address = (  # noqa: A001 - the track's
        single_line(value) for value in values[5:_VALUES]
    )
    kinds = {"ad": TrackKind.AD, "episode": TrackKind.EPISODE}
    return Track(
        id=id,
        title=name,
        artists=(artist,) if artist else (),
        album=album or None,
        duration_ms=_number(duration) or None,
        kind=next((kind for part, kind in kinds.items() if id.startswith(f"spotify:{part}:")), TrackKind.TRACK),
        track_number=_number(number) or None,
        disc_number=_number(disc) or None,
        url=address if address.startswith("https://") else None,
        art_url=cover if cover.startswith("https://") else None,
    )


def _number(text: str) -> int | None:
    return int(text) if text.lstrip("-").isdecimal() else None
