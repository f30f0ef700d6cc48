"""One run of the host, told as it happens; what the commands of paid features and the demo's transcript share."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from spotintro.cli.failures import CommandFailed
from spotintro.cli.values import added_in_words, charge_in_words
from spotintro.credits.base import User
from spotintro.host.events import (
    Charge,
    Composed,
    CreditsAdded,
    Failed,
    Finished,
    HostEvent,
    LeftPaused,
    Notice,
    Sentence,
    Spoken,
    Stopped,
    Written,
)
from spotintro.session.events import HostSaid, Said, SessionEvent
from spotintro.session.session import Session
from spotintro.session.step import Step
from spotintro.session.wording import left_paused_line

if TYPE_CHECKING:
    from spotintro.wiring.parts import Parts


class IntroFailed(CommandFailed):
    """The run ended early; what was charged before, nothing for most failures, is in its transcript."""

    def __init__(self, event: Failed) -> None:
        super().__init__(event.code, event.message, event.next_step)


class Transcript:
    """The command line as a face of a session: each event is printed, or kept for the end.

    A callable that raises stops the run, before the charge of a text that was not taken.

    Args:
        on_sentence: Takes each sentence of the text.
        on_text: Takes the whole text, before it is charged.
        on_account: Takes each charge in words.
        on_notice: Takes what else there is to know.
    """

    def __init__(
        self,
        *,
        on_sentence: Callable[[str], None],
        on_account: Callable[[str], None],
        on_notice: Callable[[str], None],
        on_text: Callable[[Composed], None] = lambda _composed: None,
    ) -> None:
        self._on_sentence = on_sentence
        self._on_text = on_text
        self._on_account = on_account
        self._on_notice = on_notice
        self._charged: list[Charge] = []
        self.finished: Finished | None = None
        self.failed: Failed | None = None
        self.ended_early: Failed | Stopped | None = None

    def hear(self, event: SessionEvent) -> None:
        """Take an event of the session."""
        if isinstance(event, HostSaid):
            self._hear_host(event.event)
        elif isinstance(event, Said):
            self._on_notice(event.text)

    def _hear_host(self, event: HostEvent) -> None:
        match event:
            case Sentence(text=text):
                self._on_sentence(text)
            case Notice(message=message):
                self._on_notice(message)
            case LeftPaused():
                self._on_notice(left_paused_line(event, play_key="").text)
            case CreditsAdded():
                self._on_notice(added_in_words(event))
            case Composed():
                self._on_text(event)
            case Written(charged=Charge() as charge, balance=balance):
                self._tell_charge(charge, balance)
            case Spoken(charged=Charge() as charge, balance=balance):
                self._tell_charge(charge, balance)
            case Finished():
                self.finished = event
            case Failed():
                self._tell_late(event.charges, event.balance)
                self.failed = self.ended_early = event
            case Stopped():
                self.ended_early = event
                self._tell_late(event.charges, event.balance)
                if event.moved_on:
                    self.failed = _moved_on(event)

    def _tell_charge(self, charge: Charge, balance: User) -> None:
        self._charged.append(charge)
        self._on_account(charge_in_words(charge, balance))

    def _tell_late(self, charges: tuple[Charge, ...], balance: User | None) -> None:
        """Tell of a charge that was booked after the last line about one, when a run ends in the middle of it."""
        for charge in charges:
            if charge not in self._charged and balance is not None:
                self._on_account(charge_in_words(charge, balance))


def _moved_on(event: Stopped) -> Failed:
    return Failed(
        "MOVED_ON",
        "The host stopped, since the player went on to something else.",
        "Ask again for what plays now.",
        event.text,
        event.charges,
        event.balance,
    )


def session_of(parts: Parts, transcript: Transcript) -> Session:
    """Return a session whose only face is this transcript, which has no keys."""
    return Session(parts, transcript.hear, key_of=lambda _command: "")


async def perform(session: Session, step: Step, transcript: Transcript) -> Finished:
    """Do the step, and tell its events until it has ended.

    Cancelled before its end, or where telling fails, the run is stopped and what was not delivered is given back;
    what had been charged is told.

    Raises:
        IntroFailed: the run's own failure.
    """
    running = asyncio.ensure_future(session.intros.run(step))
    try:
        await asyncio.shield(running)
    except BaseException:
        await session.intros.end()
        await asyncio.wait([running])
        # A signal that came at the very end has nothing left to stop: all is delivered.
        if transcript.finished is None:
            raise
    if transcript.failed is not None:
        raise IntroFailed(transcript.failed)
    assert transcript.finished is not None
    return transcript.finished
