"""The ways that a newcomer is shown, and the test of a writer that was set up."""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from spotintro.writers.base import WriterUnavailable

if TYPE_CHECKING:
    from spotintro.config import Settings
    from spotintro.config.personas.persona import Persona
    from spotintro.writers.base import Writer

TEST_TIMEOUT_S: Final = 30.0
_TEST_WORDS: Final = 15


@dataclass(frozen=True, slots=True)
class SetUp:
    """What is there already."""

    spotify: bool
    """Somebody is signed in to Spotify."""
    writer: bool
    """A model writes, or may write once the user has agreed."""


class NoWriterSetUp(WriterUnavailable):
    """There is no model to ask."""

    def __init__(self) -> None:
        super().__init__("No AI writer is set up yet.", "Enter a key, or a server's address.")


async def ask_for_a_line(
    writer: Writer, settings: Settings, persona: Persona, *, timeout_s: float = TEST_TIMEOUT_S
) -> str:
    """Return what a model says in one short request about an invented track. Cancelling it ends the request.

    Raises:
        WriterError: what is wrong, with its next step; also where it takes longer.
    """
    from spotintro.writers.base import Dropped, IntroRequest, Line
    from spotintro.writers.example import EXAMPLE_TRACK

    request = IntroRequest(EXAMPLE_TRACK, settings.writer.language, persona, _TEST_WORDS)
    said: list[str] = []
    try:
        async with asyncio.timeout(timeout_s), aclosing(writer.write(request)) as pieces:
            async for piece in pieces:
                if isinstance(piece, Line | Dropped):
                    said.append(piece.text)  # noqa: PERF401 - what came before an error is closed in order
    except TimeoutError:
        pass  # raised below, without what was under way as its context
    else:
        return " ".join(said)
    raise WriterUnavailable(
        f"The model has not answered within {timeout_s:.0f} s.",
        "Test it again, since a model of one's own may have been loading; else take a smaller one.",
    )
