"""What every source of facts offers, and how it fails."""

from __future__ import annotations

from typing import Protocol

from spotintro.errors import SpotIntroError
from spotintro.knowledge import Fact
from spotintro.music import Track

_GOES_ON = "Nothing has to be done: intros use what is known without it."


class FactError(SpotIntroError):
    """A source could not be asked, or its answer is of no use. An intro goes on without its facts."""

    def __init__(self, message: str, next_step: str = _GOES_ON) -> None:
        super().__init__(message, next_step)


class SourceUnreachable(FactError):
    """No connection, a time-out, or a fault of the server's: asking again later may help."""


class SourceBusy(FactError):
    """The source asked to be left alone for a while, or other programs have its turns.

    Attributes:
        wait_s: How long it wants to be left alone at least; None where it didn't say.
    """

    def __init__(self, message: str, next_step: str = _GOES_ON, *, wait_s: float | None = None) -> None:
        super().__init__(message, next_step)
        self.wait_s = wait_s


class SourceUnreadable(FactError):
    """What answered is not the source, or sent what can't be read: a portal's page, a cut or endless answer."""


class SourceMisplaced(FactError):
    """The address of the source can't be used, or it sent to a place that is not asked."""


class FactSource(Protocol):
    """One place where facts are read."""

    @property
    def name(self) -> str:
        """Name it as the screen does: MusicBrainz, Wikipedia."""
        ...

    async def look_up(self, track: Track, *, language: str) -> tuple[Fact, ...]:
        """Return what the source knows of this very track, its artists and its album; () where it knows nothing.

        It takes seconds, and is bounded. What can't be told apart from another of the same name is left out.

        Args:
            track: As the player tells it.
            language: BCP 47, of texts where the source has them; else they are English.

        Raises:
            FactError: it could not be asked.
        """
        ...

    async def close(self) -> None:
        """Let go of the connections; what is under way ends by itself within its bounds."""
        ...
