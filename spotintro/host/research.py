"""The look-up of facts, ahead of time and where the user has agreed to it: an intro takes what has come."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from enum import Enum
from typing import Protocol

from spotintro.clock import Clock
from spotintro.errors import SpotIntroError
from spotintro.host.consent import YesOrNo
from spotintro.host.errors import FactsNotAgreed, FactsTurnedOff
from spotintro.knowledge import Fact
from spotintro.music import Track

_log = logging.getLogger(__name__)


class LooksUp(Protocol):
    """The sources together: asked for one track at a time, in the background."""

    def begin(self, *tracks: Track | None, language: str) -> None: ...

    def known(self, track: Track, *, language: str) -> tuple[Fact, ...]: ...

    def is_looking_up(self, track: Track, *, language: str) -> bool: ...

    def problem(self, track: Track, *, language: str) -> SpotIntroError | None: ...

    async def find(self, track: Track, *, language: str) -> tuple[Fact, ...]: ...

    async def close(self) -> None: ...


class Answer(Enum):
    """Whether facts may be looked up."""

    UNASKED = "unasked"
    AGREED = "agreed"
    DECLINED = "declined"
    SET_ON = "set on"
    """By the settings, or because nothing leaves this machine."""
    SET_OFF = "set off"

    @property
    def allows(self) -> bool:
        return self in {Answer.AGREED, Answer.SET_ON}

    @property
    def is_set(self) -> bool:
        """Whether nobody has to be asked, and nobody's answer changes it."""
        return self in {Answer.SET_ON, Answer.SET_OFF}


Arrived = Callable[[Track], None]


def question(destinations: Sequence[str]) -> str:
    """Say in one line exactly what a look-up sends, and where; the first is MusicBrainz's server."""
    first, *others = destinations
    articles = f", and an article's name to {' and '.join(others)}" if others else ""
    return (
        f"A look-up sends artist, title, length and any ISRC of what plays and comes next to {first}{articles}. "
        "Nothing else: no account, no listening history."
    )


class Research:
    """The facts of what plays and of what comes next, and the user's answer about looking them up.

    Nothing is made and nothing is sent before the answer is yes. Used from one event loop.

    Args:
        make: Makes what looks up, and has it call when facts of a track have arrived. Called once, in a thread.
        destinations: The hosts that are asked; the answer is kept for each.
        consent: Where the answer is kept.
        language: BCP 47, of articles.
        clock: For the moment of the answer.
        fixed: The answer, where nobody has to be asked; else None.
    """

    def __init__(
        self,
        make: Callable[[Arrived], LooksUp],
        *,
        destinations: Sequence[str],
        consent: YesOrNo,
        language: str,
        clock: Clock,
        fixed: Answer | None = None,
    ) -> None:
        self._make = make
        self._destinations = tuple(destinations)
        self._consent = consent
        self._language = language
        self._clock = clock
        self._fixed = fixed
        self._answer = fixed
        self._looks_up: LooksUp | None = None
        self._making = asyncio.Lock()
        self._hear: Arrived | None = None

    @property
    def question(self) -> str:
        """The line that says what is sent where."""
        return question(self._destinations)

    @property
    def answer(self) -> Answer:
        """The answer as it stands. Reads a small file the first time."""
        if self._answer is None:
            if all(map(self._consent.agreed, self._destinations)):
                self._answer = Answer.AGREED
            elif any(map(self._consent.declined, self._destinations)):
                self._answer = Answer.DECLINED
            else:
                self._answer = Answer.UNASKED
        return self._answer

    def agree(self) -> bool:
        """Keep that the facts may be looked up; return whether it is kept beyond this run. Blocks."""
        return self._answered(Answer.AGREED, self._consent.agree)

    def decline(self) -> bool:
        """Keep that they may not, as `agree` does; what has arrived is no longer handed out. Blocks."""
        return self._answered(Answer.DECLINED, self._consent.decline)

    def forget(self) -> None:
        """Forget the answer as it was read: the file has forgotten it."""
        self._answer = self._fixed

    def hear(self, arrived: Arrived) -> None:
        """Have `arrived` called, on the loop, when facts of a track have come."""
        self._hear = arrived

    def problem(self, track: Track) -> SpotIntroError | None:
        """Return why not all that could be known of a track is; None where nothing went wrong."""
        return None if self._looks_up is None else self._looks_up.problem(track, language=self._language)

    def check_allowed(self) -> None:
        """Check that facts may be looked up.

        Raises:
            FactsNotAgreed: nobody has agreed to it.
            FactsTurnedOff: the settings forbid it.
        """
        if self.answer is Answer.SET_OFF:
            raise FactsTurnedOff
        if not self.answer.allows:
            raise FactsNotAgreed(self.question)

    async def begin(self, *tracks: Track | None) -> None:
        """Look these up in the background, the first one first, where that is agreed to."""
        if any(tracks) and self.answer.allows:
            (await self._ready()).begin(*tracks, language=self._language)

    def known(self, track: Track) -> tuple[Fact, ...]:
        """Return what has arrived of a track by now; it asks nobody and waits for nothing."""
        if self._looks_up is None or not self.answer.allows:
            return ()
        return self._looks_up.known(track, language=self._language)

    def is_looking_up(self, track: Track) -> bool:
        """Return whether more may arrive of a track."""
        return (
            self._looks_up is not None
            and self.answer.allows
            and self._looks_up.is_looking_up(track, language=self._language)
        )

    async def find(self, track: Track) -> tuple[Fact, ...]:
        """Look a track up and wait for all of it.

        Raises:
            SpotIntroError: it is not allowed (`check_allowed`), or no source could be asked.
        """
        self.check_allowed()
        found = await (await self._ready()).find(track, language=self._language)
        if not found and (problem := self.problem(track)) is not None:
            raise problem
        return found

    async def close(self) -> None:
        """Stop what is under way."""
        if self._looks_up is not None:
            await self._looks_up.close()

    def _answered(self, answer: Answer, keep: Callable[..., None]) -> bool:
        if self._fixed is not None:
            return True
        self._answer = answer
        try:
            for destination in self._destinations:
                keep(destination, self._clock.now())
        except OSError as error:
            _log.warning("the answer can't be kept and holds for this run alone: %s", error)
            return False
        return True

    async def _ready(self) -> LooksUp:
        async with self._making:
            if self._looks_up is None:
                self._looks_up = await asyncio.to_thread(self._make, self._arrived)
            return self._looks_up

    def _arrived(self, track: Track) -> None:
        if self._hear is not None and self.answer.allows:
            self._hear(track)
