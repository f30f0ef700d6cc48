"""How a picture fails to come."""

from __future__ import annotations


class ArtworkError(Exception):
    """There is no picture to show.

    Attributes:
        message: A sentence, for the log: the screen shows no picture then, and says nothing.
        next_step: What could be done about it.
    """

    def __init__(
        self, message: str, next_step: str = "Nothing has to be done: the music goes on without."
    ) -> None:
        super().__init__(message)
        self.message = message
        self.next_step = next_step


class ForbiddenSource(ArtworkError):
    """The address leads where no picture is fetched from."""


class NotFetched(ArtworkError):
    """The source did not give it."""


class NoPicture(ArtworkError):
    """What came is no picture that is shown."""
