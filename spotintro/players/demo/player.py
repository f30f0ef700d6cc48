"""A player whose music is only time passing."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncGenerator, Callable
from dataclasses import replace
from typing import Final, Protocol

from spotintro.clock import Clock
from spotintro.music import Capability, Device, Playback, PlaybackState, Repeat, Track
from spotintro.players.base import CommandFailed, CommandUnsupported, Expected, NothingPlaying
from spotintro.players.changes import ChangeBroadcast
from spotintro.players.demo.catalogue import CATALOGUE

RESTART_AFTER_MS: Final = 3_000
"""Later than this into a track, `previous` goes back to its start, as the Spotify client does."""

DEVICES: Final = (
    Device("Demo player", 70, id="demo-player", kind="computer"),
    Device("Kitchen speaker", 45, id="demo-kitchen", kind="speaker", active=False),
    Device("Car radio", None, id="demo-car", kind="automobile", active=False),
)
"""The last one has no volume that can be set, as phones and cars often have none."""
_EVERYTHING: Final = frozenset(Capability)
_LIKED_FROM_THE_START: Final = frozenset({"demo:track:03"})


class Timer(Protocol):
    def cancel(self) -> None: ...


class CallLater(Protocol):
    """The part of `asyncio.AbstractEventLoop.call_later` that is used; times are those of `Clock.monotonic_s`."""

    def __call__(self, delay_s: float, callback: Callable[[], None], /) -> Timer: ...


class DemoPlayer:
    """A player without sound that goes through its catalogue round and round, from the moment it is opened.

    The position is computed from the clock; the end of a track is one timer. Nothing is polled.
    """

    name: Final = "demo"

    def __init__(
        self, clock: Clock, *, call_later: CallLater | None = None, shuffler: random.Random | None = None
    ) -> None:
        """Make a player that is not opened yet.

        `call_later` is for tests that own the time; without it the running event loop's is used.
        """
        self._shuffler = shuffler or random.Random()  # noqa: S311 - the order of songs is no secret
        self._clock = clock
        self._call_later = call_later
        self._tracks = CATALOGUE
        self._index = 0
        self._state = PlaybackState.STOPPED
        self._order = list(range(len(self._tracks)))
        self._shuffle = False
        self._repeat = Repeat.CONTEXT
        self._liked = set(_LIKED_FROM_THE_START)
        self._devices: tuple[Device, ...] = DEVICES
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
        """Go to the following track, also where this one is repeated.

        A paused player stays paused, as MPRIS asks.
        """
        self._ready()
        self._pass_end()
        self._go_to(self._neighbour(1))

    async def previous(self) -> None:
        """Go to the track before, or to the start of this one when it has run for more than three seconds."""
        self._ready()
        self._go_to(self._index if self._position_ms() > RESTART_AFTER_MS else self._neighbour(-1))

    async def seek(self, position_ms: int) -> None:
        self._ready()
        self._anchor(max(0, min(position_ms, self._duration_ms)))
        self._settle()
        self._changed()

    async def set_volume(self, percent: int) -> None:
        self._ready()
        if self._device.volume_percent is None:
            raise CommandUnsupported(f"{self._device.name} has no volume to set.", "Use the device itself.")
        percent = max(0, min(percent, 100))
        if percent != self._device.volume_percent:
            self._devices = tuple(
                replace(each, volume_percent=percent) if each.active else each for each in self._devices
            )
            self._changed()

    async def devices(self) -> tuple[Device, ...]:
        return self._devices

    async def transfer(self, device_id: str) -> None:
        self._ready()
        if device_id not in {each.id for each in self._devices}:
            raise CommandFailed("That device is no longer there.", "Choose another one.")
        self._devices = tuple(replace(each, active=each.id == device_id) for each in self._devices)
        self._changed()

    async def set_liked(self, liked: bool) -> None:
        self._ready()
        if liked:
            self._liked.add(self._track.id)
        else:
            self._liked.discard(self._track.id)
        self._changed()

    async def set_shuffle(self, on: bool) -> None:
        """Put the other tracks in another order, or back into the catalogue's order from this track on."""
        self._ready()
        if on is not self._shuffle:
            self._shuffle = on
            self._order = list(range(len(self._tracks)))
            if on:
                self._order.remove(self._index)
                self._shuffler.shuffle(self._order)
                self._order.insert(0, self._index)
            self._changed()

    async def set_repeat(self, repeat: Repeat) -> None:
        self._ready()
        if repeat is not self._repeat:
            self._repeat = repeat
            self._changed()

    def fix(self, fixed: bool) -> None:
        """Change nothing: there is one playback."""

    def set_watched(self, watched: bool) -> None:
        """Change nothing: readings are free here."""

    def expect_change(self, expected: Expected) -> None:
        """Change nothing: readings are free here."""

    @property
    def _device(self) -> Device:
        return next(each for each in self._devices if each.active)

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
            device=self._device,
            capabilities=_EVERYTHING
            if self._device.volume_percent is not None
            else _EVERYTHING - {Capability.VOLUME},
            next_track=self._next_track(),
            shuffle=self._shuffle,
            repeat=self._repeat,
            liked=self._track.id in self._liked,
        )

    def _next_track(self) -> Track | None:
        """Return the track that follows by itself; None where playback ends with this one."""
        if self._repeat is Repeat.TRACK:
            return self._track
        return None if self._ends_here() else self._tracks[self._neighbour(1)]

    def _neighbour(self, step: int) -> int:
        return self._order[(self._order.index(self._index) + step) % len(self._order)]

    def _ends_here(self) -> bool:
        return self._repeat is Repeat.OFF and self._order[-1] == self._index

    def _pass_end(self) -> None:
        """Pause at the end of the last track; it then stands at the start of the first, as in Spotify."""
        if self._ends_here():
            self._state = PlaybackState.PAUSED

    def _position_ms(self) -> float:
        if self._state is not PlaybackState.PLAYING:
            return self._anchor_ms
        return self._anchor_ms + (self._clock.monotonic_s() - self._anchor_s) * 1000

    def _anchor(self, position_ms: float) -> None:
        self._anchor_ms = position_ms
        self._anchor_s = self._clock.monotonic_s()

    def _go_to(self, index: int) -> None:
        self._index = index
        self._anchor(0)
        self._changed()

    def _settle(self) -> None:
        """Go on to the track that plays by now: the timer may be late (a blocked loop, a suspended process)."""
        moved = False
        # Half a millisecond of tolerance: what floating point loses must not leave a track unended at its end.
        while self._state is PlaybackState.PLAYING and self._position_ms() >= self._duration_ms - 0.5:
            self._anchor_s += (self._duration_ms - self._anchor_ms) / 1000
            self._anchor_ms = 0
            if self._repeat is not Repeat.TRACK:
                self._pass_end()
                self._index = self._neighbour(1)
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
        self._settle()
        if self._end_timer is None:
            # Timers may fire a hair early (the loop rounds to its clock's resolution).
            self._schedule_end()
