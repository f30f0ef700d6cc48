"""A command that got no answer may take effect after the speech is over: it is undone as soon as it shows."""

from __future__ import annotations

import asyncio
import logging
from functools import partial
from typing import Final

from spotintro.host.over_music_modes import Change, Pause
from spotintro.host.playback_watch import PlaybackWatch
from spotintro.host.putting_back import journalled
from spotintro.players.base import Player, PlayerError
from spotintro.state.playback_journal import Abandoned, PlaybackJournal

_log = logging.getLogger(__name__)

LATE_S: Final = 10.0
"""For so long after the speech a command may still come; what shows later is the user's."""


class LateCommand:
    """One change whose command failed without a refusal, and its note for a start after this process."""

    def __init__(self, player: Player, journal: PlaybackJournal, change: Change, note: Abandoned | None) -> None:
        self._player = player
        self._journal = journal
        self._change = change
        self._note = note
        self._watch: PlaybackWatch | None = None
        self._free = asyncio.Event()
        self._free.set()

    async def suspend(self) -> None:
        """Look away while another speech changes the music."""
        self._free.clear()
        watch, self._watch = self._watch, None
        if watch is not None:
            watch.look_out_for()
            await watch.stop()

    def resume(self) -> None:
        """Look again, at what that speech has left."""
        self._free.set()

    def leave_paused(self) -> None:
        """Take note that the user has paused."""
        if isinstance(self._change, Pause):
            self._change.hand.touched = True
            self._change.hand.shown.set()

    async def undo(self) -> None:
        """Undo the change if it shows in time; the note stays where that can't be seen or done."""
        try:
            async with asyncio.timeout(LATE_S):
                can_be_seen = await self._shown()
        except TimeoutError:
            can_be_seen = True
        finally:
            if self._watch is not None:
                self._watch.look_out_for()
                await self._watch.stop()
        if not can_be_seen:
            return
        try:
            if not self._free.is_set():
                await self._free.wait()
                playback = await self._player.read()
                for hand in self._change.hands:
                    hand.see(playback)
            if not self._change.may_come():
                await self._change.end(await self._player.read())
        except PlayerError as error:
            _log.warning("what came late can't be put back: %s", error.message)
            return
        if self._note is not None:
            await journalled(partial(self._journal.discard, self._note))

    async def _shown(self) -> bool:
        """Wait until a reading shows the change; tell whether there was one."""
        while True:
            await self._free.wait()
            for hand in self._change.hands:
                hand.shown.clear()
            watch = self._watch = PlaybackWatch(self._player, None)
            watch.look_out_for(*self._change.hands)
            await watch.start()
            waits = [asyncio.ensure_future(hand.shown.wait()) for hand in self._change.hands[-1:]]
            try:
                while not waits[0].done() and self._watch is watch:
                    await asyncio.wait(waits, timeout=0.5)
            finally:
                for wait in waits:
                    wait.cancel()
            if self._watch is watch:
                return watch.newest is not None
