"""Speech over the music: pause, speak, resume.

Another hand on the playback meanwhile is told by what it did. Who moves what we paused, to another track, place or
device, wants that one to play: the speech is to end, and it is resumed. Who plays or stops it has decided by
themselves: it is left as they leave it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from functools import partial
from typing import Final, TypeGuard

from spotintro.config import OverMusicMode
from spotintro.host.events import LeftPaused, Notice
from spotintro.music import Capability, Playback, PlaybackState
from spotintro.players.base import CommandFailed, Player, PlayerError, PlayerUnreachable
from spotintro.state.playback_journal import PlaybackJournal, PutBack

_log = logging.getLogger(__name__)

CONFIRMED_WITHIN_S: Final = 1.0
"""How long `begin` waits to see the pause that the player has accepted; some say so late."""
MOVED_MS: Final = 1_500
"""A track whose position differs by this much from where it was paused was sought by someone."""


class OverMusic:
    """One intro at a time. No failure of a player or of the journal gets out: the intro matters more."""

    def __init__(
        self, player: Player, journal: PlaybackJournal, mode: OverMusicMode = OverMusicMode.PAUSE
    ) -> None:
        self._player = player
        self._journal = journal
        self._mode = mode
        self._preparing: asyncio.Task[_Watch | None] | None = None
        self._beginning: asyncio.Task[bool] | None = None
        self._ending: asyncio.Task[LeftPaused | None] | None = None

    def prepare(
        self,
        on_moved: Callable[[], None] | None = None,
        *,
        between: bool = False,  # noqa: ARG002 - the modes take it
        tell: Callable[[Notice], None] | None = None,  # noqa: ARG002 - the modes take it
    ) -> None:
        """Start to look at what plays and to note what to put back, so that `begin` waits for the pause alone.

        Where `begin` never comes, it still has to be followed by `end`.

        Args:
            on_moved: Called when somebody moves what we have paused to another track, place or device.
            between: A track has just begun, and may begin anew after the speech.
            tell: Called where the music can't be treated as the mode says, with why.
        """
        if self._preparing is not None and self._beginning is None:
            return
        earlier = self._end_soon()
        self._preparing = asyncio.create_task(self._prepare(earlier, on_moved), name="look at the music")

    async def begin(self) -> bool:
        """Pause what plays, and tell whether it was paused. A cancelled call still has to be followed by `end`."""
        self.prepare()
        assert self._preparing is not None
        self._beginning = asyncio.create_task(self._begin(self._preparing), name="pause the music")
        # Shielded: a pause that is on its way can't be called back, so what became of it has to be known.
        return await asyncio.shield(self._beginning)

    async def end(self) -> LeftPaused | None:
        """Resume what `begin` paused, unless somebody else played or stopped it since. Again: no change.

        Returns:
            That the music stays paused, and why; None where it plays, or nothing was begun.
        """
        ending = self._end_soon()
        return None if ending is None else await asyncio.shield(ending)

    def leave_paused(self) -> None:
        """Take note that the user has paused; where our pause crossed theirs, the player alone doesn't tell."""
        preparing = self._preparing
        if preparing is not None and preparing.done() and not preparing.cancelled():
            watch = preparing.result()
            if watch is not None:
                watch.touch()

    async def recover(self) -> bool:
        """Resume what a process that died had paused, if it still stands as it was left; tell whether it did."""
        try:
            left = await asyncio.to_thread(self._journal.abandoned)
        except OSError as error:
            _log.warning("what an earlier run left to put back can't be read: %s", error)
            return False
        resumed = False
        for abandoned in left:
            try:
                playback = await self._player.read()
                if not resumed and playback is not None and _stands_as_left(playback, abandoned.put_back):
                    await self._player.play()
                    resumed = True
            except PlayerError as error:
                _log.warning("the music of an interrupted intro can't be resumed: %s", error.message)
                if isinstance(error, (PlayerUnreachable, CommandFailed)):
                    # Not to be judged from here (no bus in this session): left for a start that can.
                    continue
            await self._journalled(partial(self._journal.discard, abandoned))
        return resumed

    def _end_soon(self) -> asyncio.Task[LeftPaused | None] | None:
        if self._preparing is not None:
            ending = self._end(self._ending, self._preparing, self._beginning)
            self._ending = asyncio.create_task(ending, name="resume the music")
            self._preparing = self._beginning = None
        return self._ending

    async def _prepare(
        self, earlier: asyncio.Task[LeftPaused | None] | None, on_moved: Callable[[], None] | None
    ) -> _Watch | None:
        """Return a watch that knows what plays; None where that can't be seen."""
        if earlier is not None:
            await asyncio.wait([earlier])
        try:
            playback = await self._player.read()
        except PlayerError as error:
            _log.warning("what plays can't be seen, nothing is paused: %s", error.message)
            return None
        watch = _Watch(self._player, on_moved)
        try:
            if _can_be_paused(playback):
                await self._note(watch, playback)
            # Noting took its time: the watch begins with what is there after it.
            await watch.start()
        except asyncio.CancelledError:
            await watch.stop()
            raise
        return watch

    async def _note(self, watch: _Watch, playback: Playback) -> bool:
        """Have the prepared note say what to put back; tell whether it does."""
        put_back = PutBack(playback.player, _track_id(playback), playback.state)
        if watch.noted != put_back:
            watch.noted = None
            if await self._journalled(partial(self._journal.prepare, put_back)):
                watch.noted = put_back
        return watch.noted is not None

    async def _begin(self, preparing: asyncio.Task[_Watch | None]) -> bool:
        watch = await preparing
        if watch is None:
            return False
        try:
            if await self._committed(watch):
                await self._player.pause()
                await watch.confirmed(CONFIRMED_WITHIN_S)
                return True
        except PlayerError as error:
            if watch.seen_pause:
                # It paused and left the answer out.
                return True
            _log.warning("the music goes on under the speech: %s", error.message)
        await watch.stop()
        await self._journalled(self._journal.clear)
        return False

    async def _committed(self, watch: _Watch) -> bool:
        """Tell whether something plays that may be paused, and the note of it counts."""
        # What plays may be another track by now, or nothing: what the user has paused is not ours to resume.
        playback = watch.newest
        if not _can_be_paused(playback) or not await self._note(watch, playback):
            return False
        # Nothing is changed that could not be put back after a crash.
        if not await self._journalled(self._journal.commit) or not _can_be_paused(watch.newest):
            return False
        watch.begin(playback.player)
        return True

    async def _end(
        self,
        earlier: asyncio.Task[LeftPaused | None] | None,
        preparing: asyncio.Task[_Watch | None],
        beginning: asyncio.Task[bool] | None,
    ) -> LeftPaused | None:
        if earlier is not None:
            await asyncio.wait([earlier])
        if beginning is None:
            preparing.cancel()
        await asyncio.wait([preparing])
        paused = beginning is not None and await beginning
        watch = None if preparing.cancelled() else preparing.result()
        left: LeftPaused | None = None
        if watch is not None:
            if beginning is not None:
                left = await self._leave(watch, paused=paused)
            await watch.stop()
        await self._journalled(self._journal.clear)
        return left

    async def _leave(self, watch: _Watch, *, paused: bool) -> LeftPaused | None:
        """Resume what we `paused`, where it is ours to resume; tell whether the music stays paused."""
        try:
            playback = await self._player.read()
            if paused and watch.may_resume(playback):
                await self._player.play()
                return None
        except PlayerError as error:
            _log.warning("the music can't be resumed: %s", error.message)
            return LeftPaused(error.in_full) if paused else None
        if playback is None or (paused and not watch.is_of(playback)):
            return None
        return LeftPaused() if playback.state is PlaybackState.PAUSED else None

    async def _journalled(self, work: Callable[[], None]) -> bool:
        working = asyncio.ensure_future(asyncio.to_thread(work))
        try:
            await asyncio.shield(working)
        except OSError as error:
            _log.warning("the note of what to put back can't be kept: %s", error)
            return False
        except asyncio.CancelledError:
            # A thread can't be called back, and what it writes must not come after what removes it.
            await asyncio.wait([working])
            raise
        return True


class _Watch:
    """Looks out for what plays, and from our pause on for another hand on the playback."""

    def __init__(self, player: Player, on_moved: Callable[[], None] | None) -> None:
        self._player = player
        self._on_moved = on_moved
        self._name: str | None = None
        self._newest: Playback | None = None
        self._paused_at: Playback | None = None
        self._touched = False
        self._seen_first = asyncio.Event()
        self._seen_pause = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self.noted: PutBack | None = None
        """What the journal's prepared note says."""

    @property
    def newest(self) -> Playback | None:
        """The newest reading; None where the player can't be watched, or not any more."""
        return self._newest

    async def start(self) -> None:
        """Watch from here on, and wait for the first reading."""
        self._task = asyncio.create_task(self._run(), name="watch the playback")
        await self._seen_first.wait()

    def begin(self, name: str) -> None:
        """Take each change from here on for ours, the pause of this player, or for another hand."""
        self._name = name

    def touch(self) -> None:
        """Take what the user does to the music that we pause, or have paused, for their last word."""
        self._touched |= self._name is not None

    async def confirmed(self, within_s: float) -> None:
        """Wait until the player shows the pause, but no longer than `within_s`."""
        try:
            await asyncio.wait_for(self._seen_pause.wait(), within_s)
        except TimeoutError:
            _log.info("the player accepted the pause and does not show it")

    @property
    def seen_pause(self) -> bool:
        return self._paused_at is not None

    def is_of(self, playback: Playback) -> bool:
        """Tell whether this is the player that we have paused."""
        return playback.player == self._name

    def may_resume(self, playback: Playback | None) -> bool:
        self._judge(playback)
        return not self._touched

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self) -> None:
        try:
            async for playback in self._player.changes():
                self._newest = playback
                self._seen_first.set()
                if self._name is not None:
                    self._judge(playback)
        except PlayerError as error:
            _log.warning("the playback can't be watched any more: %s", error.message)
        finally:
            self._newest = None
            self._seen_first.set()
            self._seen_pause.set()

    def _judge(self, playback: Playback | None) -> None:
        if playback is None or not self.is_of(playback):
            self._touched = True
        elif self._paused_at is not None:
            self._judge_since(self._paused_at, playback)
        elif playback.state is PlaybackState.PAUSED:
            # Ours. Its track counts, not the one read before: a track may end while the pause is on its way.
            self._paused_at = playback
            self._seen_pause.set()
        elif playback.state is PlaybackState.STOPPED:
            self._touched = True

    def _judge_since(self, paused_at: Playback, playback: Playback) -> None:
        # What is moved after somebody has played it, or stopped it, is no longer ours.
        moved = not self._touched and playback.state is not PlaybackState.STOPPED and _moved(playback, paused_at)
        if playback.state is not PlaybackState.PAUSED:
            self._touched = True
        elif moved:
            self._paused_at = playback
        if moved and self._on_moved is not None:
            self._on_moved()


def _can_be_paused(playback: Playback | None) -> TypeGuard[Playback]:
    return (
        playback is not None
        and playback.state is PlaybackState.PLAYING
        and Capability.PLAY_PAUSE in playback.capabilities
    )


def _moved(playback: Playback, paused_at: Playback) -> bool:
    """Tell whether somebody went on to another track, place or device since our pause.

    Volume and the like may change. What plays again may have come as far as the time allows: that is no seek.
    """
    since_ms = round((playback.read_at_s - paused_at.read_at_s) * 1000)
    played_ms = max(0, since_ms) if playback.state is PlaybackState.PLAYING else 0
    on_ms = playback.position_ms - paused_at.position_ms
    return (
        _track_id(playback) != _track_id(paused_at)
        or (playback.device.id or paused_at.device.id) != (paused_at.device.id or playback.device.id)
        or not -MOVED_MS < on_ms < played_ms + MOVED_MS
    )


def _stands_as_left(playback: Playback, put_back: PutBack) -> bool:
    return (
        put_back.state is PlaybackState.PLAYING
        and playback.state is PlaybackState.PAUSED
        and playback.player == put_back.player
        and _track_id(playback) == put_back.track_id
    )


def _track_id(playback: Playback) -> str | None:
    return None if playback.track is None else playback.track.id
