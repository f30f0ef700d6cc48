"""A player whose music is only time passing."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from typing import Final, Protocol

from spotintro.clock import Clock
from spotintro.music import Capability, Device, Playback, PlaybackState, Track
from spotintro.players.base import NothingPlaying
from spotintro.players.changes import ChangeBroadcast
from spotintro.players.demo.catalogue import CATALOGUE

RESTART_AFTER_MS: Final = 3_000
"""Later than this into a track, `previous` goes back to its start, as the Spotify client does."""


class Timer(Protocol):
    def cancel(self) -> None: ...


class CallLater(Protocol):
    """What `asyncio.AbstractEventLoop.call_later` offers; times run on the same clock as `Clock.monotonic_s`."""

    def __call__(self, delay_s: float, callback: Callable[[], None], /) -> Timer: ...


class DemoPlayer:
    """Plays its catalogue round and round, from the moment it is opened.

    The position is computed from the clock; the end of a track is one timer. Nothing is polled.
    """

    name: Final = "demo"

    def __init__(self, clock: Clock, *, call_later: CallLater | None = None) -> None:
        """`call_later` is for tests that own the time; it is the running event loop's where left out."""
        self._clock = clock
        self._call_later = call_later
        self._tracks = CATALOGUE
        self._index = 0
        self._state = PlaybackState.STOPPED
        self._volume_percent = 70
        self._anchor_ms = 0.0
        self._anchor_s = 0.0
        self._end_timer: Timer | None = None
        self._broadcast = ChangeBroadcast(self._reading)

    async def open(self) -> None:
        if self._call_later is None:
            self._call_later = asyncio.get_running_loop().call_later
        self._state = PlaybackState.PLAYING
        self._anchor(0)
        self._changed()

    async def close(self) -> None:
        self._settle()
        self._state = PlaybackState.STOPPED
        self._cancel_timer()
        self._broadcast.end()

    async def read(self) -> Playback | None:
        self._settle()
        return self._reading()

    def changes(self) -> AsyncGenerator[Playback | None, None]:
        return self._broadcast.stream()

    async def play(self) -> None:
        self._ready()
        if self._state is PlaybackState.PAUSED:
            self._anchor(self._anchor_ms)
            self._state = PlaybackState.PLAYING
            self._changed()

    async def pause(self) -> None:
        self._ready()
        if self._state is PlaybackState.PLAYING:
            self._anchor(self._position_ms())
            self._state = PlaybackState.PAUSED
            self._changed()

    async def next(self) -> None:
        """The following track; a paused player stays paused, as MPRIS asks."""
        self._ready()
        self._go_to(self._index + 1)

    async def previous(self) -> None:
        """The track before, or the start of this one when it has run for more than three seconds."""
        self._ready()
        self._go_to(self._index if self._position_ms() > RESTART_AFTER_MS else self._index - 1)

    async def seek(self, position_ms: int) -> None:
        self._ready()
        self._anchor(max(0, min(position_ms, self._duration_ms)))
        self._settle()
        self._changed()

    async def set_volume(self, percent: int) -> None:
        self._ready()
        percent = max(0, min(percent, 100))
        if percent != self._volume_percent:
            self._volume_percent = percent
            self._changed()

    @property
    def _track(self) -> Track:
        return self._tracks[self._index]

    @property
    def _duration_ms(self) -> int:
        return self._track.duration_ms or 0

    def _ready(self) -> None:
        if self._state is PlaybackState.STOPPED:
            raise NothingPlaying("The demo player is not running.", "Start it with: spotintro demo")
        self._settle()

    def _reading(self) -> Playback:
        return Playback(
            state=self._state,
            track=self._track,
            position_ms=max(0, round(self._position_ms())),
            read_at_s=self._clock.monotonic_s(),
            player=self.name,
            device=Device("Demo player", self._volume_percent),
            capabilities=frozenset(Capability),
            next_track=self._tracks[(self._index + 1) % len(self._tracks)],
        )

    def _position_ms(self) -> float:
        if self._state is not PlaybackState.PLAYING:
            return self._anchor_ms
        return self._anchor_ms + (self._clock.monotonic_s() - self._anchor_s) * 1000

    def _anchor(self, position_ms: float) -> None:
        self._anchor_ms = position_ms
        self._anchor_s = self._clock.monotonic_s()

    def _go_to(self, index: int) -> None:
        self._index = index % len(self._tracks)
        self._anchor(0)
        self._changed()

    def _settle(self) -> None:
        """Go on to the track that plays by now: the timer may be late (a blocked loop, a suspended process)."""
        moved = False
        # Half a millisecond of tolerance: what floating point loses must not leave a track unended at its end.
        while self._state is PlaybackState.PLAYING and self._position_ms() >= self._duration_ms - 0.5:
            self._anchor_s += (self._duration_ms - self._anchor_ms) / 1000
            self._anchor_ms = 0
            self._index = (self._index + 1) % len(self._tracks)
            moved = True
        if moved:
            self._changed()

    def _changed(self) -> None:
        self._schedule_end()
        self._broadcast.notify()

    def _schedule_end(self) -> None:
        self._cancel_timer()
        if self._state is PlaybackState.PLAYING and self._call_later is not None:
            self._end_timer = self._call_later((self._duration_ms - self._position_ms()) / 1000, self._track_ended)

    def _cancel_timer(self) -> None:
        if self._end_timer is not None:
            self._end_timer.cancel()
            self._end_timer = None

    def _track_ended(self) -> None:
        self._end_timer = None
        before = self._index
        self._settle()
        if self._index == before:
            # Timers may fire a hair early (the loop rounds to its clock's resolution).
            self._schedule_end()
