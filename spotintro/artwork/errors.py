"""How a picture fails to come."""

from __future__ import annotations

from spotintro.errors import SpotIntroError


class ArtworkError(SpotIntroError):
    """There is no picture to show. The log says why; the screen shows no picture then, and says nothing."""

    def __init__(
        self, message: str, next_step: str = "Nothing has to be done: the music goes on without."
    ) -> None:
        super().__init__(message, next_step)


class ForbiddenSource(ArtworkError):
    """The address leads where no picture is fetched from."""


class NotFetched(ArtworkError):
    """The source did not give it."""


class NoPicture(ArtworkError):
    """What came is no picture that is shown."""
