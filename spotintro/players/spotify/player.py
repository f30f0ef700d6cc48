"""Spotify on whatever device it plays, by its Web API."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing, asynccontextmanager
from dataclasses import replace
from typing import Final

from spotintro.clock import Clock
from spotintro.music import Capability, Device, Playback, PlaybackState, Repeat, Track
from spotintro.players.base import (
    CommandFailed,
    CommandUnsupported,
    Expected,
    NothingPlaying,
    PlayerError,
    PlayerUnreachable,
    Usage,
)
from spotintro.players.changes import ChangeBroadcast
from spotintro.players.spotify import parsing, wire
from spotintro.players.spotify.known import moved_on, sought, track_id
from spotintro.players.spotify.limiter import PremiumRequired, SpotifyLimiter
from spotintro.players.spotify.reader import SpotifyReader
from spotintro.players.spotify.tokens import SignInNeeded
from spotintro.players.spotify.tracks import completed, savable
from spotintro.players.spotify.wire import Call

_log = logging.getLogger(__name__)

ANSWER_S: Final = 2.8
"""Under the three seconds that `Player` promises. A request may take longer: then its thread waits alone."""
FRESH_S: Final = 10.0
"""`read` asks again only what is older."""
_PREMIUM: Final = frozenset(Capability) - {Capability.QUEUE, Capability.LIKE}


class SpotifyPlayer:
    """Reads and steers what plays on a Spotify account, on any of its devices.

    A command is sent once and shown as soon as Spotify has accepted it. Where no answer came in time it may have
    been done all the same: a reading follows and tells.
    """

    name: Final = "spotify"

    def __init__(
        self, limiter: SpotifyLimiter, clock: Clock, *, report: Callable[[str], None] = lambda _: None
    ) -> None:
        """Make a player that has read nothing yet.

        `limiter` is closed with the player. `report` gets sentences for the user that belong to no command.
        """
        self._limiter = limiter
        self._clock = clock
        self._premium = True
        self._broadcast = ChangeBroadcast(self.playback)
        self._device_id: str | None = None
        self._devices: tuple[Device, ...] = ()
        self._reader = SpotifyReader(limiter, clock, on_change=self._on_change, on_end=self._on_end, report=report)

    async def open(self) -> None:
        """Read once, then keep up with what plays until the player is closed.

        Raises:
            PlayerError: it can't be read: nobody signed in, no network, a pause that Spotify asked for.
        """
        await self._read_now()
        self._reader.start()

    async def close(self) -> None:
        """Stop following and end every stream, within a moment, also while a request hangs."""
        self._broadcast.end()
        await self._reader.stop()
        await self._limiter.close()

    async def read(self) -> Playback | None:
        """Return the present state, at most `FRESH_S` old where Spotify answers.

        Raises:
            PlayerError: nothing is known.
        """
        if not self._reader.following or self._reader.failure is not None or self._reader.age_s > FRESH_S:
            try:
                await self._read_now()
            except PlayerError:
                if self._reader.known.shown is None:
                    raise
        return self.playback()

    async def changes(self) -> AsyncGenerator[Playback | None, None]:
        if isinstance(self._reader.failure, SignInNeeded):
            await self._read_now()
        async with aclosing(self._broadcast.stream()) as stream:
            async for playback in stream:
                yield playback

    async def usage(self) -> Usage:
        return replace(await self._limiter.usage(), alone=True, leads=True)

    def fix(self, fixed: bool) -> None:
        """Change nothing: there is one playback."""

    def set_watched(self, watched: bool) -> None:
        self._reader.set_watched(watched)

    def expect_change(self, expected: Expected) -> None:
        self._reader.expect_change(expected)

    # Beside a clock on this machine

    def set_local_playback(self, local: Playback | None) -> None:
        """Take what a player on this machine shows of this account; None where it shows nothing of it any more."""
        self._reader.set_local_playback(local)

    def completed(self, local: Playback) -> Playback:
        """Add what the account knows to a local player's reading.

        That is what follows, whether the track is liked, and what the local player left out of it.
        """
        track, shown = local.track, self._reader.known.shown
        if track is not None and shown is not None and shown.track is not None and shown.track.id == track.id:
            track = completed(track, shown.track)
        offered = {Capability.QUEUE} if not self._premium else {Capability.QUEUE, Capability.TRANSFER}
        if local.track is not None and savable(local.track):
            offered.add(Capability.LIKE)
        return replace(
            local,
            track=self._reader.upcoming.described(track),
            capabilities=local.capabilities | offered,
            next_track=self._reader.next_after(local.track),
            liked=self._reader.likes.of(local.track),
        )

    async def look_up(self, track: Track) -> None:
        """Ask what a track is called whose player on this machine doesn't tell; `completed` has the answer.

        Raises:
            PlayerError: why there is none.
        """
        async with _bounded():
            await self._reader.look_up(track)

    # Commands

    async def play(self) -> None:
        self._require(Capability.PLAY_PAUSE)
        try:
            await self._send("play", wire.play(None))
        except NothingPlaying:
            # After a long pause no device is active; naming the last one wakes it. The first did nothing.
            if self._device_id is None:
                raise
            await self._send("play", wire.play(self._device_id))
        self._set_state(PlaybackState.PLAYING)

    async def pause(self) -> None:
        self._require(Capability.PLAY_PAUSE)
        await self._send("pause", wire.pause(None))
        self._set_state(PlaybackState.PAUSED)

    async def next(self) -> None:
        before = self._require(Capability.SKIP)
        await self._send("next", wire.skip_to_next(None))
        self._skipped(before, self._reader.next_after(None if before is None else before.track))

    async def previous(self) -> None:
        before = self._require(Capability.SKIP)
        await self._send("previous", wire.skip_to_previous(None))
        self._skipped(before, None)

    async def seek(self, position_ms: int) -> None:
        before = self._require(Capability.SEEK)
        longest_ms = before.track.duration_ms if before is not None and before.track is not None else None
        position_ms = max(0, position_ms if longest_ms is None else min(position_ms, longest_ms))
        await self._send("seek", wire.seek(position_ms, None))
        shown = self._reader.known.shown
        if shown is not None and track_id(shown) == track_id(before):
            target = replace(shown, position_ms=position_ms, read_at_s=self._clock.monotonic_s())
            self._expect("position", target, sought(target))

    async def set_volume(self, percent: int) -> None:
        self._require(Capability.VOLUME)
        percent = max(0, min(percent, 100))
        await self._send("volume", wire.volume(percent, None))
        if (shown := self._reader.known.shown) is not None:
            target = replace(shown, device=replace(shown.device, volume_percent=percent))
            self._expect("volume", target, lambda reading: reading.device.volume_percent == percent)

    async def set_shuffle(self, on: bool) -> None:
        self._require(Capability.SHUFFLE)
        await self._send("shuffle", wire.shuffle(None, on=on))
        self._reader.ask_queue_again()
        if (shown := self._reader.known.shown) is not None:
            self._expect("shuffle", replace(shown, shuffle=on), lambda reading: reading.shuffle is on)

    async def set_repeat(self, repeat: Repeat) -> None:
        self._require(Capability.REPEAT)
        await self._send("repeat", wire.repeat(repeat, None))
        self._reader.ask_queue_again()
        if (shown := self._reader.known.shown) is not None:
            self._expect("repeat", replace(shown, repeat=repeat), lambda reading: reading.repeat is repeat)

    async def devices(self) -> tuple[Device, ...]:
        async with _bounded():
            found = parsing.devices(await self._limiter.read("devices", wire.devices()))
        self._devices = found
        return found

    async def transfer(self, device_id: str) -> None:
        before = self._require(Capability.TRANSFER, nothing_plays=True)
        playing = before is not None and before.state is PlaybackState.PLAYING
        await self._send("transfer", wire.transfer(device_id, playing=playing))
        shown = self._reader.known.shown
        device = next((each for each in self._devices if each.id == device_id), None)
        if shown is not None and device is not None:
            target = replace(shown, device=replace(device, active=True))
            self._expect("device", target, lambda reading: reading.device.id == device_id, instead_of="volume")

    async def set_liked(self, liked: bool) -> None:
        shown = self._require(Capability.LIKE)
        if shown is None or shown.track is None:
            raise NothingPlaying("No track is loaded.", "Start one in Spotify.")
        await self.like(shown.track, liked=liked)

    async def like(self, track: Track, *, liked: bool) -> None:
        """Save a track, or take it out; any track, not only the one that plays."""
        if not savable(track):
            raise CommandUnsupported("This can't be saved to your library.", "Songs and episodes can be.")
        call = wire.like(track.id) if liked else wire.unlike(track.id)
        await self._send("like", call)
        self._reader.likes.set(track, liked)
        self._on_change()

    async def _send(self, kind: str, call: Call) -> None:
        try:
            async with _bounded():
                await self._limiter.command(kind, call)
        except PremiumRequired:
            self._premium = False
            self._on_change()
            raise
        except (CommandFailed, PlayerUnreachable):
            # It may have arrived.
            if kind != "like":
                self._reader.command_done()
            raise
        if kind != "like":
            self._reader.command_done()

    def _require(self, needs: Capability, *, nothing_plays: bool = False) -> Playback | None:
        """Return what is shown, or raise where the command can't be done now.

        None where nothing is known: then Spotify itself decides, and says why not.
        """
        if needs in _PREMIUM and not self._premium:
            raise PremiumRequired
        shown = self._reader.known.shown
        if shown is not None and not nothing_plays and needs not in self._allowed(shown):
            raise CommandUnsupported(
                f"{shown.device.name} can't do that at the moment.", "Use Spotify's own controls."
            )
        return shown

    def _set_state(self, state: PlaybackState) -> None:
        if (shown := self._reader.known.shown) is not None:
            now_s = self._clock.monotonic_s()
            target = replace(shown, state=state, position_ms=shown.position_at(now_s), read_at_s=now_s)
            self._expect("state", target, lambda reading: reading.state is state)

    def _skipped(self, before: Playback | None, following: Track | None) -> None:
        shown = self._reader.known.shown
        if before is None or shown is None or track_id(shown) != track_id(before):
            return  # a reading was there first
        target = shown
        if following is not None:
            target = replace(shown, track=following, position_ms=0, read_at_s=self._clock.monotonic_s())
        self._expect("track", target, moved_on(before), instead_of="position")

    def _expect(
        self, what: str, target: Playback, met: Callable[[Playback], bool], *, instead_of: str = ""
    ) -> None:
        known = self._reader.known
        before = known.shown
        known.expect(what, target, met, self._clock.monotonic_s(), instead_of=instead_of)
        if track_id(before) != track_id(target):
            self._reader.see_shown()
        self._on_change()

    # What is shown

    async def _read_now(self) -> None:
        async with _bounded():
            await self._reader.read()

    def playback(self) -> Playback | None:
        """Return what is known, without asking Spotify."""
        playback = self._reader.playback()
        return None if playback is None else replace(playback, capabilities=self._allowed(playback))

    def _allowed(self, playback: Playback) -> frozenset[Capability]:
        found = playback.capabilities if self._premium else playback.capabilities - _PREMIUM
        return found if playback.track is not None and savable(playback.track) else found - {Capability.LIKE}

    def _on_change(self) -> None:
        shown = self._reader.known.shown
        if shown is not None and shown.device.id is not None:
            self._device_id = shown.device.id
        self._broadcast.notify()

    def _on_end(self, error: PlayerError) -> None:
        ended, self._broadcast = self._broadcast, ChangeBroadcast(self.playback)
        ended.end(error)


@asynccontextmanager
async def _bounded() -> AsyncGenerator[None, None]:
    try:
        async with asyncio.timeout(ANSWER_S):
            yield
    except TimeoutError:
        raise CommandFailed(
            "Spotify has not answered yet; what plays shows whether it was done.", "Wait a moment, then look."
        ) from None
