"""A writer that says what a test tells it to, when the test tells it to."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Iterable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field

from spotintro.config.personas.persona import Care, Chattiness, Persona
from spotintro.knowledge import Fact
from spotintro.music import Track
from spotintro.writers.base import Clause, Dropped, IntroRequest, Line, Piece, Show, Usage, Writer

HOST = Persona(title="Host", who="a host", cares=(Care.HEARD, Care.COMING, Care.HOUR))


def intro_request(
    track: Track,
    *,
    language: str = "en",
    persona: Persona = HOST,
    max_words: int = 70,
    recent_texts: tuple[str, ...] = (),
    chattiness: Chattiness = Chattiness.NORMAL,
    show: Show = Show(),  # noqa: B008 - a frozen value
) -> IntroRequest:
    """Make a request as the default settings have it, but for what a test names."""
    return IntroRequest(track, language, persona, max_words, recent_texts, show=show, chattiness=chattiness)


def said_in(pieces: Iterable[Piece]) -> list[str]:
    """Return the sentences among some pieces."""
    return [piece.text for piece in pieces if isinstance(piece, Line)]


async def whole_sentences(writer: Writer, request: IntroRequest) -> AsyncGenerator[str, None]:
    """Write, and leave out what goes ahead of its sentence."""
    async with aclosing(writer.write(request)) as pieces:
        async for piece in pieces:
            if isinstance(piece, Line):
                yield piece.text


Step = str | Piece | asyncio.Event | BaseException
"""A sentence or another piece to yield, an event to wait for, or an error to raise."""


@dataclass
class Writing:
    """A record of one call of `write`, and of what became of it."""

    request: IntroRequest
    yielded: list[Piece] = field(default_factory=list)
    finished: bool = False
    closed_early: bool = False
    """The consumer closed or cancelled it before its end."""
    waiting: asyncio.Event = field(default_factory=asyncio.Event)
    """Set while the writer waits at an event of the script: the moment to act on."""


class FakeWriter:
    """A `Writer` with one script a call, in order; the last one serves every further call.

    Args:
        scripts: Each a series of steps; without any, two plain sentences.
    """

    def __init__(
        self,
        *scripts: Sequence[Step],
        name: str = "fake",
        is_ai: bool = True,
        destination: str | None = "model.example",
    ) -> None:
        self._scripts = list(scripts) or [("Good evening.", "This is the track you asked for.")]
        self._name = name
        self._is_ai = is_ai
        self._destination = destination
        self.history: list[Writing] = []
        self.closed = False
        self.warmed_up = 0

    @property
    def name(self) -> str:
        return self._name

    @property
    def is_ai(self) -> bool:
        return self._is_ai

    @property
    def destination(self) -> str | None:
        return self._destination

    @property
    def requests(self) -> list[IntroRequest]:
        return [writing.request for writing in self.history]

    async def warm_up(self) -> None:
        self.warmed_up += 1

    async def write(self, request: IntroRequest) -> AsyncGenerator[Piece, None]:
        script = self._scripts[min(len(self.history), len(self._scripts) - 1)]
        writing = Writing(request)
        self.history.append(writing)
        try:
            for step in script:
                if isinstance(step, str | Line | Clause | Dropped | Usage):
                    piece = Line(step) if isinstance(step, str) else step
                    writing.yielded.append(piece)
                    yield piece
                elif isinstance(step, asyncio.Event):
                    writing.waiting.set()
                    await step.wait()
                    writing.waiting.clear()
                else:
                    raise step
            writing.finished = True
        except (GeneratorExit, asyncio.CancelledError):
            writing.closed_early = True
            raise

    def naming_line(self, request: IntroRequest) -> str:
        return f"Here comes {request.track.title}."

    def sentence_for(self, fact: Fact, request: IntroRequest) -> str:
        assert fact in request.facts
        return f"The announcer tells of {fact.text or fact.year}."

    async def close(self) -> None:
        self.closed = True
