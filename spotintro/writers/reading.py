"""The reading of one answer to its end, with what may go wrong on the way."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

from spotintro.plain_text import single_line
from spotintro.writers import answers
from spotintro.writers.answers import AnswerReader, End, Fault
from spotintro.writers.base import (
    Piece,
    WriterEmpty,
    WriterError,
    WriterRefused,
    WriterUnreachable,
    WriterUnusable,
)
from spotintro.writers.model_text import ModelText
from spotintro.writers.server_faults import ANNOUNCER
from spotintro.writers.tally import Tally

_LINGER_S = 0.5  # after a finish reason: some send one with each piece, and some never close their stream

Say = Callable[[Piece], None]


class Reading:
    """Reads answers of one server.

    Args:
        destination: The server, for sentences about it.
        stall_s: The longest wait for the next piece of a text that has begun.
    """

    def __init__(self, destination: str, *, stall_s: float) -> None:
        self._destination = destination
        self._stall_s = stall_s

    async def read(
        self, response: Any, text: ModelText, say: Say, tally: Tally
    ) -> tuple[End | None, Fault | None]:
        """Read an answer to its end; return how it ended, or what went wrong by the server's own words."""
        end: End | None = None
        has_text = False
        reader = AnswerReader()
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(None) as patience:
                async for piece in _pieces(response, reader):
                    tally.read(piece)
                    if piece.fault is not None:
                        return None, piece.fault
                    self._check(piece)
                    # A finish reason in each piece means nothing but in the last.
                    end = piece.end or (None if piece.text else end)
                    has_text = has_text or bool(piece.text)
                    if piece.is_last and end is None and has_text:
                        end = End.LENGTH  # it says that it is done, and not how: what is whole of it counts
                    for ready in text.feed(piece.text):
                        say(ready)
                    if piece.is_last or text.is_full or text.ended:
                        break
                    if end is not None:
                        patience.reschedule(loop.time() + _LINGER_S)
                    elif piece.text or piece.has_thoughts:
                        patience.reschedule(loop.time() + self._stall_s)
        except TimeoutError:
            if not patience.expired():
                raise
        if patience.expired() and end is None:
            raise stalled(self._destination, self._stall_s)
        if reader.is_page:
            raise WriterRefused(
                f"{self._destination} answers with a web page, not with a text.",
                "Check writer.openai.base_url, and whether the network wants a sign-in.",
            )
        return end, None

    def _check(self, piece: answers.Piece) -> None:
        """Check that a piece is one of a text.

        Raises:
            WriterError: It is not.
        """
        if piece.is_unreadable:
            raise WriterUnusable(
                f"The answer of {self._destination} can't be read.", "Try again, or check the server."
            )
        if piece.refuses:
            raise WriterEmpty(
                f"The model at {self._destination} refuses to write this.", f"Try again, {ANNOUNCER}."
            )
        if piece.end is End.ABNORMAL:
            raise WriterUnusable(
                f"{self._destination} broke off the text ({single_line(piece.reason, limit=40)}).",
                f"Try again, {ANNOUNCER}.",
            )


def stalled(host: str, seconds: float) -> WriterError:
    """Return the error of a server that sends nothing."""
    return WriterUnreachable(f"{host} sent nothing for {seconds:g} s.", f"Try again, {ANNOUNCER}.")


async def _pieces(response: Any, reader: AnswerReader) -> AsyncIterator[answers.Piece]:
    async for chunk in response.iter_bytes():
        for piece in reader.feed(chunk):
            yield piece
    for piece in reader.finish():
        yield piece
