"""What is done to the music under a speech, mode by mode, and how it is undone.

Each class is one change for one speech. Who uses them notes `put_back` before `begin`.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Final, Protocol

from spotintro.config import OverMusicMode
from spotintro.host.events import Notice
from spotintro.host.hands import Hand, OnPaused, OnPlaying, OnVolume
from spotintro.music import Capability, Playback, PlaybackState
from spotintro.players.base import CommandFailed, Player, PlayerError, PlayerUnreachable
from spotintro.state.playback_journal import Lowered, PutBack, name_of

_log = logging.getLogger(__name__)

CONFIRMED_WITHIN_S: Final = 1.0
"""How long a change that the player has accepted is waited for; some show it late."""
ANEW_WITHIN_MS: Final = 10_000
"""Later than this into a track, it is not begun anew: what was heard of it is more than a beginning."""
STARTED_MS: Final = 1_500
"""Before this a track counts as being at its beginning."""

Tell = Callable[[Notice], None]


class Change(Protocol):
    """A change to what plays, from before it is made to after it is undone."""

    @property
    def put_back(self) -> PutBack | None:
        """Return what to note before it is made; None where nothing is changed."""
        ...

    @property
    def hands(self) -> tuple[Hand, ...]:
        """The hands to look out for from the change on."""
        ...

    async def begin(self) -> None:
        """Make it; return once the player shows it.

        Raises:
            PlayerError: it was not made, or nobody knows.
        """
        ...

    def may_come(self) -> bool:
        """Tell whether no reading has shown it yet, so that it may still take effect."""
        ...

    async def settle(self) -> PutBack | None:
        """Do what the speech needn't wait for; return the note in place of the first, where it is another now."""
        ...

    async def end(self, playback: Playback | None) -> PutBack | None:
        """Undo it, where it is still ours to undo; return what is left for a later start to put back.

        Raises:
            PlayerError: it could not be undone; `remains` says what that leaves.
        """
        ...

    def remains(self, error: PlayerError) -> PutBack | None:
        """Return what a later start has to put back where an error keeps this one from it."""
        ...


class MakeChange(Protocol):
    def __call__(self, player: Player, playback: Playback, tell: Tell) -> Change: ...


@dataclass(frozen=True, slots=True)
class Way:
    """One way to treat the music.

    Attributes:
        lacks: Tells what a reading lacks for it, as a sentence; "" where it can be done, None where it can't and
            nothing needs to be said.
        make: Makes its change.
    """

    lacks: Callable[[Playback], str | None]
    make: MakeChange


def ways(mode: OverMusicMode, *, between: bool, duck_percent: int) -> tuple[Way, ...]:
    """Return what to try for a mode, the best first; each falls back on the next one."""
    pause = Way(_lacks_for_pause, Pause)
    match mode:
        case OverMusicMode.GAP if between:
            return (Way(_lacks_for_gap, Gap), pause)
        case OverMusicMode.DUCK:
            return (Way(_lacks_for_duck, partial(Duck, percent=duck_percent)), pause)
        case OverMusicMode.OVER:
            return (Way(lambda _: "", Over),)
        case _:
            return (pause,)


def _lacks_for_pause(playback: Playback) -> str | None:
    return "" if Capability.PLAY_PAUSE in playback.capabilities else None


def _lacks_for_gap(playback: Playback) -> str | None:
    if playback.position_ms > ANEW_WITHIN_MS or Capability.PLAY_PAUSE not in playback.capabilities:
        return None
    if Capability.SEEK in playback.capabilities:
        return ""
    return f"{playback.player_in_words} can't begin a track anew. The music is paused where it is."


def _lacks_for_duck(playback: Playback) -> str | None:
    device = playback.device
    if device.amplified:
        return f"{device.name} is set louder than 100 %, which can't be put back. The music is paused instead."
    if device.volume_percent is None or Capability.VOLUME not in playback.capabilities:
        return f"{device.name} has no volume to turn down. The music is paused instead."
    return ""


class Pause:
    """The music stands still, and goes on where it stood."""

    def __init__(self, player: Player, playback: Playback, tell: Tell) -> None:
        self._player = player
        self._tell = tell
        self._playback = playback
        self.hand = OnPaused(playback.player)

    @property
    def put_back(self) -> PutBack:
        return PutBack(self._playback.player, track_id(self._playback), self._playback.state)

    @property
    def hands(self) -> tuple[Hand, ...]:
        return (self.hand,)

    async def begin(self) -> None:
        try:
            await self._player.pause()
        except PlayerError:
            if self.hand.paused_at is None:
                raise
            # It paused and left the answer out.
        if not await _shown(self.hand):
            _log.info("the player accepted the pause and does not show it")

    def may_come(self) -> bool:
        return self.hand.paused_at is None and not self.hand.touched

    async def settle(self) -> PutBack | None:
        return None

    async def end(self, playback: Playback | None) -> PutBack | None:
        if not self.hand.touched and playback is not None:
            await self._player.play()
        return None

    def remains(self, error: PlayerError) -> PutBack | None:
        if self.hand.touched or not may_be_mended(error):
            return None
        stands = self.hand.paused_at
        if stands is None or (self.hand.anew and not self.hand.moved):
            return self.put_back
        return PutBack(stands.player, track_id(stands), PlaybackState.PLAYING, stands.position_ms)


class Gap(Pause):
    """The music stands still, and the track that has just begun goes on from its beginning."""

    @property
    def put_back(self) -> PutBack:
        return replace(super().put_back, begins_anew=True)

    async def settle(self) -> PutBack | None:
        if not self.hand.is_as_left():
            return None
        self.hand.anew = True
        try:
            await self._player.seek(0)
            playback = await self._player.read()
        except PlayerError as error:
            _log.warning("the track can't begin anew: %s", error.message)
        else:
            if playback is None or not self.hand.is_as_left() or playback.position_ms <= STARTED_MS:
                return None
        name = self._playback.player_in_words
        self._tell(Notice(f"{name} did not begin the track anew. It goes on where it was paused.", each_time=True))
        return super().put_back


class Duck:
    """The music plays on, turned down, and is turned up again."""

    def __init__(self, player: Player, playback: Playback, tell: Tell, *, percent: int) -> None:
        self._player = player
        self._tell = tell
        self._playback = playback
        was = playback.device.volume_percent
        assert was is not None
        self.lowered = Lowered(name_of(playback.device), was, round(was * percent / 100))
        self.hand = OnVolume(playback.player, self.lowered)

    @property
    def put_back(self) -> PutBack:
        return PutBack(self._playback.player, track_id(self._playback), None, lowered=self.lowered)

    @property
    def hands(self) -> tuple[Hand, ...]:
        return (OnPlaying(self._playback), self.hand)

    async def begin(self) -> None:
        if self.lowered.now == self.lowered.was:
            return
        await self._player.set_volume(self.lowered.now)
        if not await _shown(self.hand):
            # Not for good: some obey late, and then it is to be turned up again.
            raise CommandFailed(
                f"{self._playback.device.name} ignored the change of volume.", "Use the player's own controls."
            )

    def may_come(self) -> bool:
        return not self.hand.seen and self.lowered.now != self.lowered.was

    async def settle(self) -> PutBack | None:
        if self.hand.settled == self.lowered.now:
            return None
        return replace(self.put_back, lowered=replace(self.lowered, now=self.hand.settled))

    async def end(self, playback: Playback | None) -> PutBack | None:
        if self.hand.touched or self.lowered.now == self.lowered.was:
            return None
        if playback is None or not self.hand.is_reached(playback):
            return self._left()
        if playback.device.volume_percent != self.lowered.was:
            await self._player.set_volume(self.lowered.was)
        return None

    def remains(self, error: PlayerError) -> PutBack | None:
        if self.hand.touched or self.lowered.now == self.lowered.was:
            return None
        left = self._left(f" {error.message}")
        return left if may_be_mended(error) else None

    def _left(self, why: str = "") -> PutBack:
        was, name = self.lowered.was, self._playback.device.name
        text = f"{name} is still turned down to {self.hand.settled} %; it was at {was} %.{why}"
        self._tell(Notice(text, each_time=True))
        return replace(self.put_back, lowered=replace(self.lowered, now=self.hand.settled))


class Over:
    """The music plays on as it is."""

    put_back: Final = None

    def __init__(self, player: Player, playback: Playback, tell: Tell) -> None:  # noqa: ARG002 - as every change
        self.hands = (OnPlaying(playback),)

    async def begin(self) -> None:
        """Change nothing."""

    def may_come(self) -> bool:
        return False

    async def settle(self) -> PutBack | None:
        return None

    async def end(self, playback: Playback | None) -> PutBack | None:  # noqa: ARG002 - as every change
        return None

    def remains(self, error: PlayerError) -> PutBack | None:  # noqa: ARG002 - as every change
        return None


def may_be_mended(error: PlayerError) -> bool:
    """Tell whether a later start may have more luck: the player can do it, and did not."""
    return isinstance(error, (PlayerUnreachable, CommandFailed))


def track_id(playback: Playback) -> str | None:
    return None if playback.track is None else playback.track.id


async def _shown(hand: Hand) -> bool:
    try:
        await asyncio.wait_for(hand.shown.wait(), CONFIRMED_WITHIN_S)
    except TimeoutError:
        return False
    return True
