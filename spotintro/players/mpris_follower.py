"""The MPRIS players on the session bus: who is there, what each plays, and which one is followed.

Nothing is polled: a signal wakes one `GetAll`, which brings the position along (players don't push it); between
two of them the position is computed. Only where a track should have ended untold, its player is asked.
https://specifications.freedesktop.org/mpris-spec/latest/
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from spotintro.clock import Clock
from spotintro.music import Device, Playback, PlaybackState
from spotintro.plain_text import single_line
from spotintro.players import mpris_metadata
from spotintro.players.base import NothingPlaying, PlayerError
from spotintro.players.mpris_bus import DAEMON, DAEMON_PATH, PROPERTIES, SessionBus
from spotintro.players.mpris_names import PREFIX, base_name, known_name
from spotintro.players.mpris_timeline import SURE_S, Timeline, track_id

if TYPE_CHECKING:
    from dbus_fast import Message

_log = logging.getLogger(__name__)

PATH: Final = "/org/mpris/MediaPlayer2"
ROOT_INTERFACE: Final = "org.mpris.MediaPlayer2"
PLAYER_INTERFACE: Final = "org.mpris.MediaPlayer2.Player"

COALESCE_S: Final = 0.04
"""How long the rest of a change is waited for after its first signal: players send it in pieces."""
IDENTITY_TIMEOUT_S: Final = 0.5

_BRIDGE: Final = PREFIX + "plasma-browser-integration"
_PROXIES: Final = frozenset({"playerctld"})  # repeats the player that was active last under a name of its own
_MATCH_RULES: Final = (
    f"type='signal',sender='{DAEMON}',member='NameOwnerChanged',arg0namespace='org.mpris.MediaPlayer2'",
    f"type='signal',path='{PATH}',interface='{PROPERTIES}',member='PropertiesChanged',arg0='{PLAYER_INTERFACE}'",
    f"type='signal',path='{PATH}',interface='{PLAYER_INTERFACE}',member='Seeked'",
)


@dataclass(eq=False, slots=True)
class Peer:
    """One player on the bus, known by its connection: one connection may own several names."""

    owner: str
    names: set[str] = field(default_factory=set)
    identity: str = ""
    desktop_entry: str = ""
    properties: dict[str, object] = field(default_factory=dict)
    reading: mpris_metadata.MprisReading | None = None
    timeline: Timeline = field(default_factory=Timeline)
    look: asyncio.TimerHandle | None = None
    """Asks the player of its own accord, where its signals may have left something out."""
    active: int = 0
    """Grows with each change of track or state: the highest was active last."""
    paused_here: bool = False
    """Paused by a command of ours: still the one to follow, though another that plays were next in line."""
    coalescing: bool = False
    stale: bool = False
    """Something other than the position was signalled and has not been read yet."""
    tasks: set[asyncio.Task[None]] = field(default_factory=set)

    @property
    def name(self) -> str:
        return min(self.names, key=lambda name: (len(name), name), default="")


class MprisFollower:
    """Follows one that plays, else one that has a track; among equals the preferred one, else the one active last.

    `on_change` is called when the followed player's reading differs in more than its running position.
    """

    def __init__(self, *, prefer: str, clock: Clock, on_change: Callable[[], None]) -> None:
        """Make a follower of no bus yet.

        `prefer` is the end of a bus name, as in `org.mpris.MediaPlayer2.spotify`.
        """
        self._prefer = prefer.lower()
        self._clock = clock
        self._on_change = on_change
        self._bus: SessionBus | None = None
        self._peers: dict[str, Peer] = {}
        self._activity = 0
        self._shown: Playback | None = None
        self._fixed: Peer | None = None

    async def start(self, bus: SessionBus) -> set[asyncio.Task[None]]:
        """Find the players of a connected bus and return the tasks that still wait for a player's first answer.

        Raises:
            PlayerError: the bus itself refuses.
        """
        self._bus = bus
        await asyncio.gather(*(bus.add_match(rule) for rule in _MATCH_RULES))
        await self._find_players(bus)
        return {task for peer in self._peers.values() for task in peer.tasks}

    def stop(self) -> None:
        self._bus = None
        for peer in list(self._peers.values()):
            self._drop(peer)

    @property
    def followed(self) -> Peer | None:
        if self._fixed is not None:
            return self._fixed if self._fixed.owner in self._peers else None
        known = [peer for peer in self._peers.values() if peer.reading is not None and not self._is_bridged(peer)]
        return max(known, key=self._rank, default=None)

    def fix(self, fixed: bool) -> None:
        """Follow the player that is followed now, whatever others do, until it is let go."""
        self._fixed = self.followed if fixed else None
        self._publish()

    def playback(self) -> Playback | None:
        """Return the followed player's state with its position at this moment; None where there is no player."""
        peer = self.followed
        return None if peer is None or peer.reading is None else self.playback_of(peer, peer.reading)

    def start_refresh(self, peer: Peer) -> asyncio.Task[None]:
        """Ask a player for its state now, without waiting for a signal."""
        return self._start(peer, self._refresh(peer))

    # Players that come and go

    async def _find_players(self, bus: SessionBus) -> None:
        [listed] = await bus.call(DAEMON, DAEMON_PATH, DAEMON, "ListNames")
        names = [name for name in _strings(listed) if _is_player(name)]
        owners = await asyncio.gather(
            *(bus.call(DAEMON, DAEMON_PATH, DAEMON, "GetNameOwner", "s", name) for name in names),
            return_exceptions=True,
        )
        for name, owner in zip(names, owners, strict=True):
            if isinstance(owner, NothingPlaying):
                continue  # gone since it was listed
            if isinstance(owner, BaseException):
                raise owner
            self._arrived(name, str(owner[0]))

    def _arrived(self, name: str, owner: str) -> None:
        peer = self._peers.get(owner)
        if peer is None:
            peer = self._peers[owner] = Peer(owner)
            self._start(peer, self._introduce(peer))
        peer.names.add(name)

    def _left(self, name: str, owner: str) -> None:
        peer = self._peers.get(owner)
        if peer is None:
            return
        peer.names.discard(name)
        if not peer.names:
            self._drop(peer)
        self._publish()

    def _drop(self, peer: Peer) -> None:
        del self._peers[peer.owner]
        for work in (*peer.tasks, peer.look):
            if work is not None:
                work.cancel()

    async def _introduce(self, peer: Peer) -> None:
        """Read a new player's state, show it as soon as it is there, then ask what the player calls itself."""
        await self._refresh(peer)
        while peer.reading is not None and (look_s := self._look_s(peer)) is not None and look_s < SURE_S:
            await asyncio.sleep(look_s)
            await self._refresh(peer)
        peer.identity = await self._root_text(peer, "Identity")
        peer.desktop_entry = await self._root_text(peer, "DesktopEntry")
        self._publish()

    async def _root_text(self, peer: Peer, name: str) -> str:
        try:
            async with asyncio.timeout(IDENTITY_TIMEOUT_S):
                body = await self._ask(peer, "Get", "ss", ROOT_INTERFACE, name)
        except (PlayerError, TimeoutError) as error:
            _log.info("a player does not tell its %s: %s", name, error)
            return ""
        return single_line(mpris_metadata.bare(body[0] if body else None))

    def _start(self, peer: Peer, work: Coroutine[None, None, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work, name=f"mpris {peer.owner}")
        peer.tasks.add(task)
        task.add_done_callback(peer.tasks.discard)
        return task

    # Signals

    def on_signal(self, message: Message) -> None:
        sender, body = message.sender or "", message.body
        match message.member:
            case "NameOwnerChanged" if sender == DAEMON:
                name, old, new = (str(part) for part in body)
                if not _is_player(name):
                    return
                if old:
                    self._left(name, old)
                if new:
                    self._arrived(name, new)
            case "PropertiesChanged" if message.interface == PROPERTIES and (peer := self._peers.get(sender)):
                self._properties_changed(peer, body)
            case "Seeked" if message.interface == PLAYER_INTERFACE and (peer := self._peers.get(sender)):
                position_ms = mpris_metadata.position_ms(body[0] if body else None)
                if position_ms is not None:
                    self._moved(peer, position_ms, sought=True)
                    peer.timeline.jumped = True
                    self._coalesce(peer)

    def _properties_changed(self, peer: Peer, body: Sequence[object]) -> None:
        match body:
            case [str(interface), dict(changed), *rest] if interface == PLAYER_INTERFACE:
                pass
            case _:
                return
        if changed.keys() == {"Position"} and not any(rest):
            # Against the specification, and some send it every second: no reason to ask for everything.
            position_ms = mpris_metadata.position_ms(changed["Position"])
            if position_ms is not None and self._moved(peer, position_ms, sought=False):
                self._coalesce(peer)
            return
        peer.properties.update({str(name): value for name, value in changed.items()})
        peer.stale = True
        self._coalesce(peer)

    def _coalesce(self, peer: Peer) -> None:
        if not peer.coalescing:
            peer.coalescing = True
            self._start(peer, self._after_coalescing(peer))

    async def _after_coalescing(self, peer: Peer) -> None:
        await asyncio.sleep(COALESCE_S)
        peer.coalescing = False
        if peer.stale:
            await self._refresh(peer)
        else:
            self._publish()

    async def _ask(self, peer: Peer, member: str, signature: str, *body: object) -> list[object]:
        if self._bus is None:
            raise NothingPlaying("The player has gone.", "Start your player; it appears here by itself.")
        return await self._bus.call(peer.owner, PATH, PROPERTIES, member, signature, *body)

    async def _refresh(self, peer: Peer) -> None:
        peer.stale = False
        try:
            body = await self._ask(peer, "GetAll", "s", PLAYER_INTERFACE)
        except PlayerError as error:
            _log.info("a player does not tell its state, its signals have to do: %s", error.message)
            if not peer.properties:
                return
            peer.properties.pop("Position", None)
        else:
            found = body[0] if body else None
            peer.properties = {str(k): v for k, v in found.items()} if isinstance(found, dict) else {}
        if self._peers.get(peer.owner) is peer:
            self._apply(peer)

    def _apply(self, peer: Peer) -> None:
        before, told = peer.reading, mpris_metadata.reading(peer.properties)
        now = peer.timeline.take(before, told, self._clock.monotonic_s())
        if before is not None and before.state is not now.state and now.state is PlaybackState.PLAYING:
            peer.paused_here = False
        peer.reading = now
        if before is None or (track_id(before), before.state) != (track_id(now), now.state):
            self._activity += 1
            peer.active = self._activity
        self._plan_look(peer)
        self._publish()

    def _look_s(self, peer: Peer) -> float | None:
        return None if peer.reading is None else peer.timeline.look_s(peer.reading, self._clock.monotonic_s())

    def _plan_look(self, peer: Peer) -> None:
        """Ask again where a position is past its track's length, or should be: nothing else would tell of it."""
        if peer.look is not None:
            peer.look.cancel()
        look_s = self._look_s(peer)
        peer.look = None if look_s is None else asyncio.get_running_loop().call_later(look_s, self._look, peer)

    def _look(self, peer: Peer) -> None:
        peer.timeline.looked()
        self.start_refresh(peer)

    def _moved(self, peer: Peer, position_ms: int, *, sought: bool) -> bool:
        """Take a position that the player pushed, and return whether it is another one than the computed one."""
        if peer.reading is None:
            return False
        peer.timeline.told(peer.reading, position_ms, self._clock.monotonic_s(), sought=sought)
        self._plan_look(peer)
        return peer.timeline.jumped

    # Which one is followed, and what of it is shown

    def _rank(self, peer: Peer) -> tuple[bool, bool, bool, bool, int]:
        reading = peer.reading
        loaded = reading is not None and reading.track is not None
        paused = reading is not None and reading.state is PlaybackState.PAUSED
        playing = reading is not None and (reading.state is PlaybackState.PLAYING or (peer.paused_here and paused))
        preferred = any(self._is_preferred(name) for name in peer.names)
        return playing, loaded, paused, preferred, peer.active

    def _is_bridged(self, peer: Peer) -> bool:
        """Return whether a browser shows under its own name what its bridge to the desktop tells in full.

        The two say the same one after the other, so that each track would be a switch there and back.
        """
        base = base_name(peer.name)
        return any(
            base in other.desktop_entry.casefold()
            and other.reading is not None
            and other.reading.track is not None
            for other in self._peers.values()
            if base and other is not peer and _BRIDGE in other.names
        )

    def _is_preferred(self, name: str) -> bool:
        name = name.removeprefix(PREFIX).lower()
        return name == self._prefer or name.startswith(f"{self._prefer}.")

    def playback_of(self, peer: Peer, reading: mpris_metadata.MprisReading) -> Playback:
        name = single_line(peer.name.removeprefix(PREFIX), limit=60)
        playback = Playback(
            state=reading.state,
            track=reading.track,
            position_ms=peer.timeline.position_ms,
            read_at_s=peer.timeline.at_s,
            player=name,
            player_name=(known := known_name(peer.identity, peer.desktop_entry, peer.name)),
            device=Device(known, reading.volume_percent, amplified=reading.amplified),
            capabilities=reading.capabilities,
            rate=reading.rate,
            shuffle=reading.shuffle,
            repeat=reading.repeat,
        )
        now_s = self._clock.monotonic_s()
        return replace(playback, position_ms=playback.position_at(now_s), read_at_s=now_s)

    def _publish(self) -> None:
        followed, playback = self.followed, self.playback()
        lasting = playback and replace(playback, position_ms=0, read_at_s=0)
        jumped = followed is not None and followed.timeline.jumped
        if lasting != self._shown or jumped:
            self._shown = lasting
            self._on_change()
        if followed is not None:
            followed.timeline.jumped = False


def _is_player(name: str) -> bool:
    return name.startswith(PREFIX) and name.removeprefix(PREFIX) not in _PROXIES


def _strings(value: object) -> list[str]:
    return [part for part in value if isinstance(part, str)] if isinstance(value, list) else []
