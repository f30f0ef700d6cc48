"""What every writer offers, and how it fails."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from spotintro.config.personas.persona import Chattiness, Persona
from spotintro.errors import SpotIntroError
from spotintro.knowledge import Fact
from spotintro.money import Money
from spotintro.music import Track


class WriterError(SpotIntroError):
    """No text, or not a whole one. Nothing is charged for it."""


class WriterUnavailable(WriterError):
    """Not set up: no key, no server, no consent."""


class WriterRefused(WriterError):
    """The server said no: key, quota, model name, policy."""


class WriterUnreachable(WriterError):
    """No connection, a time-out, a server fault: trying again may help."""


class WriterUnusable(WriterError):
    """An answer came that can't be read out: cut off, unreadable, or thoughts that were taken for the text."""


class WriterEmpty(WriterUnusable):
    """An answer came whole, and nothing in it is an intro: no text, a refusal, or no fact that is known.

    Another writer may take its place.
    """


@dataclass(frozen=True, slots=True)
class Show:
    """What a host knows of the hour and of the evening, as far as it is known."""

    now: datetime | None = None
    """In the listener's own time zone."""
    heard: Track | None = None
    """What played just before."""
    coming: Track | None = None
    """What plays next."""
    evening: tuple[str, ...] = ()
    """The last intros of any track, newest first: no sentence of theirs is said again."""


@dataclass(frozen=True, slots=True)
class IntroRequest:
    track: Track
    language: str
    """BCP 47."""
    persona: Persona
    max_words: int
    """By the persona's lengths, for a plain introduction."""
    recent_texts: tuple[str, ...] = ()
    """The last intros of this track, newest first: not to be repeated."""
    naming_line: str = ""
    """A sentence that names the track: goes before a model's text that doesn't; "" where there is no name."""
    facts: tuple[Fact, ...] = ()
    """What is known beyond the track's own values, each with its source."""
    stand_ins: tuple[str, ...] = ()
    """For each of the facts the announcer's sentence, that takes the place of a model's; "" where it has none."""
    show: Show = Show()
    workflow: str | None = None
    """The paid workflow that the text is for; None where it is written ahead of any."""
    chattiness: Chattiness = Chattiness.NORMAL
    at_length: bool = False
    """Not an introduction: told is what the facts say, for as long as they last."""


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence, cleaned and ready to show and to speak, with what stands behind it."""

    text: str
    carried_by: str = ""
    """The statement that it stands on, in English; "" for host talk, and for what was added."""
    fact: Fact | None = None
    """Where that statement comes from; None for what the player and the show tell."""
    added: bool = False
    """No fact carries it: the model has added it, and the settings let it be said."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """A sentence that was written and is not said."""

    text: str
    reason: str
    """One sentence, for who looks why."""


@dataclass(frozen=True, slots=True)
class Clause:
    """How the next sentence begins, to be spoken while the rest of it is still written.

    That sentence follows, and begins with this text; or it is this clause with a full stop, where the rest is not
    to be said.
    """

    text: str


@dataclass(frozen=True, slots=True)
class Usage:
    """The tokens that a model has read and written for one request, after all else that came of it.

    It comes before the error as well, where the text fails. A text that was asked for twice tells of each.
    """

    tokens_in: int
    tokens_out: int
    is_estimated: bool = False
    """By what was sent and received: the server told no figures, or not of all of it."""
    cost: Money | None = None
    """None where no price is known."""


Piece = Line | Clause | Dropped | Usage


class Meter(Protocol):
    """Counts what is asked of a model, and refuses what would cost more than may be spent."""

    async def reserve(self, most: Usage, *, workflow: str | None) -> str:
        """Set aside the most that a request can take, before it is sent; return the name of it.

        Raises:
            WriterError: it would be too much.
        """
        ...

    def settle(self, reservation: str, used: Usage) -> Usage:
        """Have what it has really taken booked, and return that with its price. Once for each reservation."""
        ...

    async def close(self) -> None:
        """Wait until everything is booked."""
        ...


class Writer(Protocol):
    """Writes an intro, sentence by sentence."""

    @property
    def name(self) -> str: ...

    @property
    def is_ai(self) -> bool:
        """Whether a model writes, so that track facts leave this process."""
        ...

    @property
    def destination(self) -> str | None:
        """The host the track's facts are sent to; None where nothing is sent."""
        ...

    async def warm_up(self) -> None:
        """Load what the first request would wait for; nothing is sent. Optional, and never raises."""
        ...

    def write(self, request: IntroRequest) -> AsyncGenerator[Piece, None]:
        """Stream whole sentences in order, some after their clause, between them what was dropped, and the usage.

        The iterator ending without an error means that the text is complete. Closing it stops the work at once,
        the server's included.

        Raises:
            WriterError: at any point, also after some sentences.
        """
        ...

    async def close(self) -> None: ...


class NamingWriter(Writer, Protocol):
    """A writer that can help another's text out with the name of the track."""

    def naming_line(self, request: IntroRequest) -> str:
        """Return one sentence that names the track; "" where neither title nor artist is known."""
        ...

    def sentence_for(self, fact: Fact, request: IntroRequest) -> str:
        """Return one sentence that tells a fact of the request; "" where there is none for it."""
        ...
