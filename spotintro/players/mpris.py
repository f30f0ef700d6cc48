"""Any MPRIS player on the D-Bus session bus: read by its signals, steered by its methods."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, Callable
from typing import Final

from spotintro.clock import Clock
from spotintro.music import Capability, Device, Playback, Repeat
from spotintro.players.base import CommandFailed, CommandUnsupported, Expected, NothingPlaying
from spotintro.players.changes import ChangeBroadcast
from spotintro.players.mpris_bus import CALL_TIMEOUT_S, PROPERTIES, NoAnswer, SessionBus, unreachable
from spotintro.players.mpris_follower import PATH, PLAYER_INTERFACE, MprisFollower, Peer
from spotintro.players.mpris_metadata import LOOP_STATUS, MprisReading

_log = logging.getLogger(__name__)

OPEN_TIMEOUT_S: Final = 2.4
FIRST_READING_S: Final = 0.5
"""How long `open` waits for players that don't answer; they appear later, when they do."""
SETTLE_S: Final = 0.25
TAKEN_S: Final = 1.5
"""How long a player has, from the command on, to show what was set: Spotify's Flatpak client ignores shuffle and
repeat without a word (opendeck-spotify's notes on 1.2.95)."""
_ASK_AGAIN_S: Final = 0.1

_IN_WORDS: Final = {"Shuffle": "shuffle", "LoopStatus": "repeat"}
_OTHER_DEVICES: Final = "With a Spotify account other devices can be chosen: spotintro login"
_LONGEST_MS: Final = 7 * 24 * 3_600_000


class MprisPlayer:
    """Reads and steers one of the session bus's MPRIS players; `read` gives None until one is there.

    When the bus goes away, the streams end in `PlayerUnreachable`: open it again then.
    """

    name: Final = "mpris"

    def __init__(self, *, prefer: str = "spotify", clock: Clock) -> None:
        """Make a player that is not connected yet.

        `prefer` is the end of a bus name, as in `org.mpris.MediaPlayer2.spotify`.
        """
        self._follower = MprisFollower(prefer=prefer, clock=clock, on_change=self._on_change)
        self._broadcast = ChangeBroadcast(self._follower.playback)
        self._bus: SessionBus | None = None
        self._lost_reason: str | None = None

    async def open(self) -> None:
        if self._broadcast.ended:
            await self.close()
            self._broadcast, self._lost_reason = ChangeBroadcast(self._follower.playback), None
        bus = self._bus = SessionBus(self._follower.on_signal, self._on_lost)
        try:
            async with asyncio.timeout(OPEN_TIMEOUT_S):
                await bus.connect()
                asked = await self._follower.start(bus)
        except TimeoutError:
            await self.close()
            raise unreachable("the D-Bus session bus does not answer") from None
        except CommandFailed as error:
            await self.close()
            raise unreachable(f"the D-Bus session bus refused ({error.message.rstrip('.')})") from error
        except BaseException:
            await self.close()
            raise
        if asked:
            await asyncio.wait(asked, timeout=FIRST_READING_S)

    async def close(self) -> None:
        self._broadcast.end()
        self._follower.stop()
        bus, self._bus = self._bus, None
        if bus is not None:
            await bus.close()

    async def read(self) -> Playback | None:
        self._check_connection()
        return self._follower.playback()

    def changes(self) -> AsyncGenerator[Playback | None, None]:
        return self._broadcast.stream()

    async def play(self) -> None:
        peer, _ = self._target(Capability.PLAY_PAUSE)
        await self._send(peer, PLAYER_INTERFACE, "Play")

    async def pause(self) -> None:
        peer, _ = self._target(Capability.PLAY_PAUSE)
        peer.paused_here = True
        await self._send(peer, PLAYER_INTERFACE, "Pause")

    async def next(self) -> None:
        peer, reading = self._target(Capability.SKIP)
        if not reading.can_go_next:
            raise CommandUnsupported("There is no next track.", "Use the player's own controls.")
        await self._send(peer, PLAYER_INTERFACE, "Next")

    async def previous(self) -> None:
        peer, reading = self._target(Capability.SKIP)
        if not reading.can_go_previous:
            raise CommandUnsupported("There is no previous track.", "Use the player's own controls.")
        await self._send(peer, PLAYER_INTERFACE, "Previous")

    async def seek(self, position_ms: int) -> None:
        peer, reading = self._target(Capability.SEEK)
        if reading.track is None:
            raise NothingPlaying("No track is loaded.", "Start one in your player.")
        position_us = max(0, min(position_ms, reading.track.duration_ms or _LONGEST_MS)) * 1000
        try:
            async with asyncio.timeout(CALL_TIMEOUT_S):
                await self._seek_to(peer, reading, position_us)
        except TimeoutError:
            raise NoAnswer from None

    async def _seek_to(self, peer: Peer, reading: MprisReading, position_us: int) -> None:
        if reading.track_path is not None:
            try:
                await self._send(peer, PLAYER_INTERFACE, "SetPosition", "ox", reading.track_path, position_us)
            except (CommandUnsupported, CommandFailed) as error:
                _log.info("SetPosition failed, seeking by an offset: %s", error.message)
            else:
                return
        offset_us = position_us - self._follower.playback_of(peer, reading).position_ms * 1000
        await self._send(peer, PLAYER_INTERFACE, "Seek", "x", offset_us)

    async def set_volume(self, percent: int) -> None:
        from dbus_fast import Variant

        peer, _ = self._target(Capability.VOLUME)
        volume = Variant("d", max(0, min(percent, 100)) / 100)
        await self._send(peer, PROPERTIES, "Set", "ssv", PLAYER_INTERFACE, "Volume", volume)

    async def devices(self) -> tuple[Device, ...]:
        raise CommandUnsupported("This player plays on this machine alone.", _OTHER_DEVICES)

    async def transfer(self, device_id: str) -> None:  # noqa: ARG002 - the protocol's
        raise CommandUnsupported("This player plays on this machine alone.", _OTHER_DEVICES)

    async def set_liked(self, liked: bool) -> None:  # noqa: ARG002 - the protocol's
        raise CommandUnsupported("The player's own connection can't like a track.", "Use the player itself.")

    async def set_shuffle(self, on: bool) -> None:
        peer, _ = self._target(Capability.SHUFFLE)
        await self._set_property(peer, "Shuffle", "b", on, lambda reading: reading.shuffle is on)

    async def set_repeat(self, repeat: Repeat) -> None:
        peer, _ = self._target(Capability.REPEAT)
        status = LOOP_STATUS[repeat]
        await self._set_property(peer, "LoopStatus", "s", status, lambda reading: reading.repeat is repeat)

    def fix(self, fixed: bool) -> None:
        self._follower.fix(fixed)

    def set_watched(self, watched: bool) -> None:
        """Change nothing: readings are free here."""

    def expect_change(self, expected: Expected) -> None:
        """Change nothing: readings are free here."""

    # Commands

    async def _set_property(
        self, peer: Peer, name: str, signature: str, value: object, taken: Callable[[MprisReading], bool]
    ) -> None:
        """Set a property, and wait until the player tells that it is set.

        Raises:
            CommandUnsupported: The player took the order and did nothing.
        """
        from dbus_fast import Variant

        deadline = asyncio.get_running_loop().time() + TAKEN_S
        await self._send(peer, PROPERTIES, "Set", "ssv", PLAYER_INTERFACE, name, Variant(signature, value))
        try:
            async with asyncio.timeout_at(deadline):
                while peer.reading is not None and not taken(peer.reading):
                    await asyncio.sleep(_ASK_AGAIN_S)
                    await asyncio.wait({self._follower.start_refresh(peer)})
        except TimeoutError:
            raise CommandUnsupported(
                f"{peer.identity or peer.name} ignored the change of {_IN_WORDS[name]}.",
                "Use the player's own controls.",
            ) from None

    def _target(self, needs: Capability) -> tuple[Peer, MprisReading]:
        self._check_connection()
        peer = self._follower.followed
        if peer is None or peer.reading is None:
            raise NothingPlaying("No music player is running.", "Start your player; it appears here by itself.")
        if needs not in peer.reading.capabilities:
            what = needs.value.replace("_", "/")
            raise CommandUnsupported(
                f"{self._follower.playback_of(peer, peer.reading).device.name} does not offer {what}.",
                "Use the player's own controls.",
            )
        return peer, peer.reading

    async def _send(self, peer: Peer, interface: str, member: str, signature: str = "", *body: object) -> None:
        await self._check_connection().call(peer.owner, PATH, interface, member, signature, *body)
        # So that a `read` right after the command knows of it, also where the player signals late or never.
        await asyncio.wait({self._follower.start_refresh(peer)}, timeout=SETTLE_S)

    def _check_connection(self) -> SessionBus:
        if self._bus is None or self._lost_reason is not None:
            raise unreachable(self._lost_reason or "the connection to the D-Bus session bus is closed")
        return self._bus

    def _on_change(self) -> None:
        self._broadcast.notify()

    def _on_lost(self, reason: str) -> None:
        self._lost_reason = reason
        self._follower.stop()
        self._broadcast.end(unreachable(reason))
