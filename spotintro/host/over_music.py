"""Speech over the music: what plays is changed as the mode says, and put back.

Another hand on the playback meanwhile is told by what it did. Who goes on to another track, place or device wants
that one to play: the speech is to end, and the music is put back there. Who plays, stops or sets the volume has
decided by themselves: that is left as they leave it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Final

from spotintro.config import OverMusicMode
from spotintro.host.events import LeftPaused, Notice
from spotintro.host.hands import OnPaused
from spotintro.host.late_command import LateCommand
from spotintro.host.over_music_modes import Change, Pause, Tell, Way, may_be_mended, ways
from spotintro.host.playback_watch import PlaybackWatch
from spotintro.host.putting_back import journalled, put_back_left
from spotintro.music import Playback, PlaybackState
from spotintro.players.base import Player, PlayerError
from spotintro.state.playback_journal import Abandoned, PlaybackJournal, PutBack

_log = logging.getLogger(__name__)

DUCK_PERCENT: Final = 33


@dataclass(slots=True)
class _Run:
    """One speech over the music."""

    ways: tuple[Way, ...]
    tell: Tell
    watch: PlaybackWatch
    noted: PutBack | None = None
    """What the journal's prepared note says."""
    changes: list[Change] = field(default_factory=list)
    """Those that were made, or may have been."""
    doubtful: list[Change] = field(default_factory=list)
    """Those whose command failed without a refusal: it may take effect later."""
    late: list[LateCommand] = field(default_factory=list)
    """Those of them that had not shown by the end."""
    settling: asyncio.Task[None] | None = None

    @property
    def paused(self) -> Pause | None:
        """The change that has paused the music."""
        return next((change for change in self.changes if isinstance(change, Pause)), None)


class OverMusic:
    """One intro at a time. No failure of a player or of the journal gets out: the intro matters more."""

    def __init__(
        self,
        player: Player,
        journal: PlaybackJournal,
        mode: OverMusicMode = OverMusicMode.PAUSE,
        *,
        duck_percent: int = DUCK_PERCENT,
    ) -> None:
        self._player = player
        self._journal = journal
        self._mode = mode
        self._duck_percent = duck_percent
        self._preparing: asyncio.Task[_Run | None] | None = None
        self._beginning: asyncio.Task[bool] | None = None
        self._ending: asyncio.Task[LeftPaused | None] | None = None
        self._late: dict[asyncio.Task[None], LateCommand] = {}

    def steer(self, player: Player) -> None:
        """Go on with another player; no run may be under way."""
        self._player = player

    def prepare(
        self,
        on_moved: Callable[[], None] | None = None,
        *,
        between: bool = False,
        tell: Tell = lambda _: None,
    ) -> None:
        """Start to look at what plays and to note what to put back, so that `begin` waits for the command alone.

        Where `begin` never comes, it still has to be followed by `end`.

        Args:
            on_moved: Called when somebody moves the music under the speech to another track, place or device.
            between: A track has just begun, and may begin anew after the speech.
            tell: Called where the music can't be treated as the mode says, or put back, with why.
        """
        if self._preparing is not None and self._beginning is None:
            return
        earlier = self._end_soon()
        run = _Run(
            ways(self._mode, between=between, duck_percent=self._duck_percent),
            tell,
            PlaybackWatch(self._player, on_moved),
        )
        self._preparing = asyncio.create_task(self._prepare(earlier, run), name="look at the music")

    async def begin(self) -> bool:
        """Treat what plays as the mode says; tell whether something plays and could be.

        A cancelled call still has to be followed by `end`.
        """
        self.prepare()
        assert self._preparing is not None
        self._beginning = asyncio.create_task(self._begin(self._preparing), name="begin over the music")
        # Shielded: a command that is on its way can't be called back, so what became of it has to be known.
        return await asyncio.shield(self._beginning)

    async def end(self) -> LeftPaused | None:
        """Put back what `begin` changed, unless somebody else changed it since. Again: no change.

        Returns:
            That the music stays paused, and why; None where it plays, or nothing was begun.
        """
        ending = self._end_soon()
        return None if ending is None else await asyncio.shield(ending)

    def leave_paused(self) -> None:
        """Take note that the user has paused; where our pause crossed theirs, the player alone doesn't tell."""
        for late in self._late.values():
            late.leave_paused()
        preparing = self._preparing
        if preparing is not None and preparing.done() and not preparing.cancelled():
            run = preparing.result()
            if run is not None and run.paused is not None:
                run.paused.hand.touched = True

    async def recover(self) -> str | None:
        """Put back what earlier processes left, if it still stands as they left it; return a sentence about it."""
        return await put_back_left(self._player, self._journal)

    def _end_soon(self) -> asyncio.Task[LeftPaused | None] | None:
        if self._preparing is not None:
            ending = self._end(self._ending, self._preparing, self._beginning)
            self._ending = asyncio.create_task(ending, name="put the music back")
            self._preparing = self._beginning = None
        return self._ending

    async def _prepare(self, earlier: asyncio.Task[LeftPaused | None] | None, run: _Run) -> _Run | None:
        """Return the run when its watch knows what plays; None where that can't be seen."""
        if earlier is not None:
            await asyncio.wait([earlier])
        for late in self._late.values():
            # What this speech does to the music must not be taken for theirs.
            await late.suspend()
        try:
            playback = await self._player.read()
        except PlayerError as error:
            _log.warning("what plays can't be seen, nothing is changed: %s", error.message)
            return None
        try:
            change = self._change(run, playback)
            if change is not None:
                await self._note(run, change)
            # Noting took its time: the watch begins with what is there after it.
            await run.watch.start()
        except asyncio.CancelledError:
            await run.watch.stop()
            raise
        return run

    def _change(self, run: _Run, playback: Playback | None, *, tell: Tell = lambda _: None) -> Change | None:
        """Return the first change that can be made to what plays, and tell why not those before it."""
        if playback is None or playback.state is not PlaybackState.PLAYING:
            return None
        for way in run.ways:
            lacks = way.lacks(playback)
            if lacks == "":
                return way.make(self._player, playback, run.tell)
            if lacks is not None:
                tell(Notice(lacks))
        return None

    async def _note(self, run: _Run, change: Change) -> bool:
        """Have the prepared note say what to put back; tell whether it does."""
        put_back = change.put_back
        if put_back is None:
            return True
        for earlier in run.changes:
            # What may have been done before counts as well.
            if earlier.put_back is not None:
                put_back = replace(put_back, lowered=earlier.put_back.lowered)
        if run.noted != put_back:
            run.noted = None
            if await journalled(partial(self._journal.prepare, put_back)):
                run.noted = put_back
        return run.noted is not None

    async def _begin(self, preparing: asyncio.Task[_Run | None]) -> bool:
        run = await preparing
        if run is None:
            return False
        while (change := await self._committed(run)) is not None:
            run.changes.append(change)
            run.watch.look_out_for(*(hand for each in run.changes for hand in each.hands))
            try:
                await change.begin()
            except PlayerError as error:
                _log.warning("the music can't be treated as it was meant to be: %s", error.message)
                if may_be_mended(error):
                    run.doubtful.append(change)
                else:
                    run.changes.remove(change)
                if isinstance(change, Pause):
                    break
                run.tell(Notice(f"{error.message} The music is paused instead.", each_time=True))
                run.ways = run.ways[-1:]
                continue
            run.settling = asyncio.create_task(self._settle(change), name="settle the music")
            return True
        if run.changes:
            return False
        await run.watch.stop()
        await journalled(self._journal.clear)
        return False

    async def _committed(self, run: _Run) -> Change | None:
        """Return the change to make to what plays, its note counting; None where nothing may be changed."""
        # What plays may be another track by now, or nothing: what the user has paused is not ours to resume.
        change = self._change(run, run.watch.newest, tell=run.tell)
        if change is None or not await self._note(run, change):
            return None
        if change.put_back is None:
            return change
        # Nothing is changed that could not be put back after a crash.
        if not await journalled(self._journal.commit):
            return None
        run.noted = None
        newest = run.watch.newest
        return change if newest is not None and newest.state is PlaybackState.PLAYING else None

    async def _settle(self, change: Change) -> None:
        put_back = await change.settle()
        if put_back is not None and await journalled(partial(self._journal.prepare, put_back)):
            await journalled(self._journal.commit)

    async def _end(
        self,
        earlier: asyncio.Task[LeftPaused | None] | None,
        preparing: asyncio.Task[_Run | None],
        beginning: asyncio.Task[bool] | None,
    ) -> LeftPaused | None:
        if earlier is not None:
            await asyncio.wait([earlier])
        if beginning is None:
            preparing.cancel()
        await asyncio.wait([preparing])
        if beginning is not None:
            await beginning
        run = None if preparing.cancelled() else preparing.result()
        left: LeftPaused | None = None
        if run is not None:
            if run.settling is not None:
                await asyncio.wait([run.settling])
            if beginning is not None:
                left = await self._put_back(run)
            await run.watch.stop()
        await journalled(self._journal.clear)
        for late in self._late.values():
            late.resume()
        if run is not None:
            # The run's own watch has ended: its end would pass for the command's showing.
            for late in run.late:
                self._look_out_later(late)
        return left

    async def _put_back(self, run: _Run) -> LeftPaused | None:
        """Undo each change that is ours to undo; tell whether the music stays paused."""
        pause = run.paused
        try:
            playback = await self._player.read()
        except PlayerError as error:
            _log.warning("the music can't be put back: %s", error.message)
            for change in run.changes:
                await self._leave(change.remains(error))
            return None if pause is None else LeftPaused(error.in_full)
        run.watch.see(playback)
        # Judged before our own command, which the watch would take for the user's.
        left = _left_paused(playback, None if pause is None else pause.hand)
        for change in run.changes:
            if change in run.doubtful and change.may_come():
                note = await self._leave(change.put_back)
                run.late.append(LateCommand(self._player, self._journal, change, note))
                continue
            try:
                await self._leave(await change.end(playback))
            except PlayerError as error:
                _log.warning("the music can't be put back: %s", error.message)
                await self._leave(change.remains(error))
                if change is pause:
                    return LeftPaused(error.in_full)
        return left

    def _look_out_later(self, late: LateCommand) -> None:
        task = asyncio.create_task(late.undo(), name="look out for a late command")
        self._late[task] = late
        task.add_done_callback(lambda task: self._late.pop(task, None))

    async def _leave(self, put_back: PutBack | None) -> Abandoned | None:
        if put_back is None:
            return None
        notes: list[Abandoned] = []
        await journalled(lambda: notes.append(self._journal.leave(put_back)))
        return notes[0] if notes else None


def _left_paused(playback: Playback | None, hand: OnPaused | None) -> LeftPaused | None:
    if playback is None or playback.state is not PlaybackState.PAUSED:
        return None
    if hand is None:
        return LeftPaused()
    return LeftPaused() if hand.touched and playback.player == hand.player else None
