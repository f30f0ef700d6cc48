"""The looking up of facts as a session has it: asked about once, then begun whenever a track becomes known."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from spotintro.host.research import Answer
from spotintro.music import TrackKind
from spotintro.session.events import FactsArrived, FactsAsked, Said, SessionEvent, Weight
from spotintro.session.wording import UNKEPT_ANSWER

if TYPE_CHECKING:
    from spotintro.host.research import Research
    from spotintro.music import Playback, Track


class LookUps:
    """Has facts looked up of what plays and what comes next. Everything it has to tell goes out as events.

    Args:
        research: What looks up, and keeps the answer.
        tell: Takes an event to the faces.
        key_of: How the face writes the key of a command; "" where it has none.
    """

    def __init__(
        self, research: Research, tell: Callable[[SessionEvent], object], key_of: Callable[[str], str]
    ) -> None:
        self._research = research
        self._tell = tell
        self._key_of = key_of
        self._wanted: tuple[Track, ...] = ()
        self._changed = asyncio.Event()
        self._asked = False
        research.hear(self._arrived)

    def read(self, playback: Playback | None) -> None:
        """Take note of a reading of the player."""
        tracks = () if playback is None else (playback.track, playback.next_track)
        wanted = tuple(track for track in tracks if track is not None)
        if wanted != self._wanted:
            self._wanted = wanted
            self._changed.set()

    async def follow(self) -> None:
        """Begin a look-up, or ask whether one may, with each change of track; ends when it is cancelled."""
        while True:
            await self._changed.wait()
            self._changed.clear()
            await self._consider()

    async def answer(self, *, agreed: bool) -> None:
        """Keep the user's answer; a look-up that waited for it begins."""
        if (await self._read_answer()).is_set:
            self._tell(Said("The settings say whether facts are looked up (facts.lookup)."))
            return
        is_kept = await asyncio.to_thread(self._research.agree if agreed else self._research.decline)
        self._asked = True
        self._tell(FactsAsked(None))
        key = self._key_of("facts")
        if agreed:
            shown = f"; {key} shows them" if key else ""
            self._tell(Said(f"Agreed: facts are looked up as soon as a track is known{shown}."))
            self._changed.set()
        else:
            change = f"; {key} changes that" if key else ""
            self._tell(Said(f"Nothing is looked up{change}."))
        if not is_kept:
            self._tell(Said(UNKEPT_ANSWER, Weight.WARNING))

    def forget(self) -> None:
        """Take note that the answer is forgotten: it is asked for again."""
        self._research.forget()
        self._asked = False
        self._changed.set()

    async def _consider(self) -> None:
        answer = await self._read_answer()
        if answer is not Answer.UNASKED:
            await self._research.begin(*self._wanted)
        elif not self._asked and any(track.kind is TrackKind.TRACK for track in self._wanted):
            self._asked = True
            self._tell(FactsAsked(self._research.question))
            agree, decline = self._key_of("agree_facts"), self._key_of("decline_facts")
            if agree and decline:
                # The keys last: of a log of three lines the end is seen.
                keys = f"{agree} agrees, {decline} declines."
                self._tell(Said(f"Facts worth hearing? {self._research.question} {keys}", Weight.WARNING))

    def _arrived(self, track: Track) -> None:
        self._tell(FactsArrived(track))

    async def _read_answer(self) -> Answer:
        return await asyncio.to_thread(lambda: self._research.answer)
