"""How many tokens a request takes: by the server's own figures, else estimated by what was sent and received."""

from __future__ import annotations

from typing import Final

from spotintro.writers import answers
from spotintro.writers.base import Usage
from spotintro.writers.prompt import Chat

_BYTES_PER_TOKEN: Final = 3
"""Fewer than a model's tokens have in any of its languages on the average: rather too many tokens than too few."""
_TOKENS_PER_MESSAGE: Final = 4
"""For the marks that a model's template puts around each."""


def tokens_of(chat: Chat) -> int:
    """Estimate the tokens of what is asked."""
    return sum(_tokens(len(message["content"].encode())) + _TOKENS_PER_MESSAGE for message in chat)


def _tokens(length: int) -> int:
    return -(-length // _BYTES_PER_TOKEN)


class Tally:
    """Adds up what one request takes, over every answer that it gets until one is read to its end.

    Args:
        chat: What is asked, each time.
    """

    def __init__(self, chat: Chat) -> None:
        self._asked = tokens_of(chat)
        self._is_open = False
        self._received = 0
        self._told: answers.Told | None = None
        self._before = Usage(0, 0)

    def sent(self) -> None:
        """Note that the request goes out: from now on it counts, whatever becomes of its answer."""
        self._before = self.usage
        self._is_open = True
        self._received = 0
        self._told = None

    def refused(self) -> None:
        """Note that the server took none of it, unless it had begun to answer."""
        self._is_open = self._is_open and self._received > 0

    def read(self, piece: answers.Piece) -> None:
        """Take a piece of the answer."""
        self._received += len(piece.text.encode()) + piece.unsaid
        # Some tell in every piece how much it is so far.
        self._told = piece.told or self._told

    @property
    def is_told(self) -> bool:
        """Whether the server has told what the last answer took."""
        return self._told is not None

    @property
    def usage(self) -> Usage:
        """Return what the request has taken by now."""
        if not self._is_open:
            return self._before
        if self._told is not None:
            now = Usage(self._told.tokens_in, self._told.tokens_out)
        else:
            now = Usage(self._asked, _tokens(self._received), is_estimated=True)
        return Usage(
            self._before.tokens_in + now.tokens_in,
            self._before.tokens_out + now.tokens_out,
            is_estimated=self._before.is_estimated or now.is_estimated,
        )
