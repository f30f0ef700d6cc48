"""The intro of the track that comes next, on the command line: `spotintro intro --next`."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from spotintro.cli.failures import EXIT_FAILED, CommandFailed, Failure
from spotintro.cli.session_face import SessionFace, session_over

if TYPE_CHECKING:
    from spotintro.cli.delivering import Manner
    from spotintro.cli.introducing import Transcript
    from spotintro.host.events import Finished
    from spotintro.session.events import NextTold, SessionEvent
    from spotintro.session.session import Session
    from spotintro.wiring.parts import Parts

_ENDINGS: Final = {
    "NOT_COME": Failure("ANOTHER_CAME", "Another track came in place of “{title}”.", "Ask again.", EXIT_FAILED),
    "KEPT": Failure(
        "SEEN_LATE",
        "“{title}” was seen to begin too late.",
        "`spotintro intro` introduces what plays.",
        EXIT_FAILED,
    ),
    "FAILED": Failure(
        "NOT_PREPARED",
        "The intro of “{title}” can't be prepared.",
        "`spotintro doctor` checks every part.",
        EXIT_FAILED,
    ),
}
"""How an intro of the next track ends without being delivered, by its state; the message lacks the title."""


class _NextFace(SessionFace):
    """Tells one intro as `spotintro intro` does, and waits for its track to begin."""

    def __init__(self, transcript: Transcript) -> None:
        super().__init__()
        self._transcript = transcript
        self._over = asyncio.Event()
        self._ended: NextTold | None = None
        self._begun_track = False

    def hear(self, event: SessionEvent) -> None:
        """Take an event of the session."""
        from spotintro.session.events import NextState, NextTold

        super().hear(event)
        if isinstance(event, NextTold):
            self._begun_track = self._begun_track or event.state is NextState.BEGUN
            if not event.state.is_ahead and event.state is not NextState.BEGUN and not self._begun_track:
                self._ended = event
                self._over.set()
        elif not self._over.is_set():
            self._transcript.hear(event)
            if self._transcript.finished is not None or self._transcript.ended_early is not None:
                self._over.set()

    async def perform(self, session: Session, *, speak: bool) -> Finished:
        """Wait for the next track and introduce it, to the run's end; stopped before it, nothing is charged.

        Raises:
            SpotIntroError: nothing was delivered.
        """
        from spotintro.cli.introducing import IntroFailed

        try:
            await self.begin(session, speak=speak)
            await session.between.introduce_next()
            await self._over.wait()
        except BaseException:
            await session.rest()
            # A signal that came at the very end has nothing left to stop: all is delivered.
            if self._transcript.finished is None:
                raise
        else:
            await session.rest()
        if self._ended is not None:
            ending = _ENDINGS[self._ended.state.name]
            message = ending.message.format(title=self._ended.track.title)
            raise CommandFailed(ending.code, f"{message} Nothing was charged.", ending.next_step)
        if self._transcript.failed is not None:
            raise IntroFailed(self._transcript.failed)
        assert self._transcript.finished is not None
        return self._transcript.finished


async def deliver_next(parts: Parts, manner: Manner) -> int:
    """Introduce the track that comes next when it begins, to the exit code.

    Raises:
        SpotIntroError: nothing was delivered; as plain lines, what was is printed.
    """
    from spotintro.cli.delivering import IntroDocument, print_outcome, require_stdout, transcript_for
    from spotintro.cli.grounds import tell_grounds

    require_stdout()
    low_balance = parts.settings.credits.low_balance
    document = (
        IntroDocument(low_balance=low_balance, written=lambda: session.intros.last) if manner.as_json else None
    )
    transcript = transcript_for(document)
    face = _NextFace(transcript)
    session = session_over(parts, face.hear)
    return await print_outcome(
        face.perform(session, speak=manner.speak),
        transcript,
        document,
        low_balance=low_balance,
        tell_facts=lambda: tell_grounds(session.intros.last, each=False),
    )
