"""How everything stands in a session, as one value: for a face that joins when others have heard the events."""

from __future__ import annotations

import secrets
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import Enum
from typing import Final

from spotintro.credits.base import User
from spotintro.credits.features import UserTransaction
from spotintro.host.events import (
    Failed,
    Finished,
    Held,
    HostEvent,
    Quote,
    Sentence,
    Speaking,
    Spoken,
    Stopped,
    Written,
)
from spotintro.knowledge import Fact, Source
from spotintro.music import Playback, Track
from spotintro.players.base import PlayerError
from spotintro.session import events
from spotintro.session.auto import AutoState
from spotintro.session.events import NextTold, Refusal, Said, SessionEvent

KEPT_LINES: Final = 50
"""Of the log; the log of a face keeps more."""


class Phase(Enum):
    """How far the host is with its last intro."""

    IDLE = "idle"
    """There was none yet, or what was refused can be paid by now."""
    WRITING = "writing"
    SPEAKING = "speaking"
    WRITTEN = "written"
    """The text is complete, and is spoken next, or is not to be spoken."""
    SAID = "said"
    REFUSED = "refused"
    """Too few credits."""
    FAILED = "failed"
    STOPPED = "stopped"

    @property
    def is_under_way(self) -> bool:
        """Whether the host has an intro in hand, so that it can be stopped."""
        return self in {Phase.WRITING, Phase.SPEAKING}


@dataclass(frozen=True, slots=True)
class OnAir:
    """What the host says, or said last."""

    phase: Phase = Phase.IDLE
    track: Track | None = None
    """The track that it speaks of, where that was told."""
    sentences: tuple[Sentence, ...] = ()
    heard: int | None = None
    """The index of the sentence that is heard."""
    sources: tuple[Source, ...] = ()
    """Of a text that was said again, whose facts are known no more."""
    failure: Failed | None = None

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The facts that the sentences stand on, in their order."""
        return tuple(sentence.fact for sentence in self.sentences if sentence.fact is not None)

    def after(self, event: HostEvent) -> OnAir:
        """Return how it stands after this event."""
        match event:
            case Held(track=track):
                return OnAir(Phase.WRITING, track)
            case Sentence():
                return replace(self, sentences=(*self.sentences, event))
            case Speaking(index=index):
                return replace(self, phase=Phase.SPEAKING, heard=index)
            case Written() if self.heard is None:
                return replace(self, phase=Phase.WRITTEN)
            case Spoken():
                return replace(self, heard=None)
            case Finished(spoken=spoken, sources=sources):
                phase = Phase.SAID if spoken else Phase.WRITTEN
                return replace(self, phase=phase, heard=None, sources=sources)
            case Failed(is_answer=True):
                return self  # it was not begun: what was said before stays as it was
            case Failed(code=code):
                phase = Phase.REFUSED if code == "INSUFFICIENT_CREDITS" else Phase.FAILED
                return replace(self, phase=phase, heard=None, failure=event)
            case Stopped():
                return replace(self, phase=Phase.STOPPED, heard=None)
            case _:
                return self


@dataclass(frozen=True, slots=True)
class LogLine:
    """A line of the log with its time."""

    at: datetime
    said: Said
    number: int
    """Of all lines of this session, from 1 on."""


@dataclass(frozen=True, slots=True)
class Standing:
    """All that a face shows, as it is now."""

    looked: bool = False
    """Whether the player was read at all, so that no playback means that nothing plays."""
    playback: Playback | None = None
    problem: PlayerError | None = None
    """Why what plays can't be read, where that is so."""
    user: User | None = None
    """The account's balance."""
    account_fails: bool = False
    """Whether the account can't be read."""
    books_disagree: bool = False
    quotes: tuple[tuple[UserTransaction, Quote], ...] = ()
    """The price of each feature that a command begins; empty until it is known."""
    speak: bool = False
    replay: Quote | None = None
    """The price of saying the last intro again; None where there is none."""
    refusal: Refusal | None = None
    """What was refused for want of credits and waits, also once they have come."""
    on_air: OnAir = field(default_factory=OnAir)
    consent: str | None = None
    """The question about the AI writer, as long as it stands."""
    facts_question: str | None = None
    auto_question: str | None = None
    auto: AutoState | None = None
    next_intro: NextTold | None = None
    """How it stands with an intro of the track that comes next."""
    is_ready: bool = False
    """Whether account and host are open, or could not be opened."""

    def after(self, event: SessionEvent) -> Standing:
        """Return how it all stands after this event."""
        match event:
            case events.PlaybackRead(playback=playback, problem=problem):
                return replace(self, looked=True, playback=playback, problem=problem)
            case events.BalanceRead(user=user):
                return replace(self, user=user, account_fails=user is None).without_old_refusal()
            case events.BooksDisagreed():
                return replace(self, books_disagree=True)
            case events.Quoted(quotes=quotes, speak=speak):
                return replace(self, quotes=tuple(quotes), speak=speak)
            case events.ReplayQuoted(quote=quote):
                return replace(self, replay=quote)
            case events.RefusalTold(refusal=refusal):
                return replace(self, refusal=refusal).without_old_refusal()
            case events.HostSaid(event=told):
                return replace(self, on_air=self.on_air.after(told))
            case events.ConsentAsked(disclosure=question):
                return replace(self, consent=question)
            case events.FactsAsked(question=question):
                return replace(self, facts_question=question)
            case events.AutoAsked(question=question):
                return replace(self, auto_question=question)
            case events.AutoTold(state=state):
                return replace(self, auto=state)
            case events.NextTold():
                return replace(self, next_intro=event)
            case events.MadeReady():
                return replace(self, is_ready=True)
            case events.Said() | events.DevicesRead() | events.FactsArrived() | events.SetUpTold():
                return self

    def without_old_refusal(self) -> Standing:
        """Return the same, but where the credits for what was refused are there, the host is not short of them."""
        is_short = self.refusal is not None and (
            self.user is None or self.refusal.quote.total > self.user.available_credits
        )
        if is_short or self.on_air.phase is not Phase.REFUSED:
            return self
        return replace(self, on_air=replace(self.on_air, phase=Phase.IDLE, failure=None))


class Record:
    """Keeps how a session stands, and the last lines of its log, by the events that it tells."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._number = 0
        self.run: Final = secrets.token_hex(4)
        """Tells this session's numbers from those of one before: each begins anew."""
        self.standing = Standing()
        self._lines: deque[LogLine] = deque(maxlen=KEPT_LINES)

    @property
    def lines(self) -> tuple[LogLine, ...]:
        """The last lines of the log, the oldest first."""
        return tuple(self._lines)

    def hear(self, event: SessionEvent) -> None:
        """Take an event in."""
        self.standing = self.standing.after(event)
        said = event if isinstance(event, Said) else event.line if isinstance(event, events.HostSaid) else None
        if said is not None:
            self._number += 1
            self._lines.append(LogLine(self._now(), said, self._number))
