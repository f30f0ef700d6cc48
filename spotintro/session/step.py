"""What a command began, as all it takes to do it again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spotintro.credits.features import UserTransaction
    from spotintro.music import Track


@dataclass(frozen=True, slots=True)
class Step:
    """What a command began: all it takes to do it again as it was."""

    speak: bool
    feature: UserTransaction | None = None
    """None: the last intro is said again."""
    track: Track | None = None
    """Of a feature."""
    workflow: str | None = None
    """Of the intro that is said again; None: the last one."""
    coming: Track | None = None
    """What plays next, for who knows it from elsewhere than the session's own readings."""
    between: bool = False
    """The track has just begun, so that it may be played from its beginning after the intro."""

    @property
    def asks_writer(self) -> bool:
        """Whether the writer is told what plays, which a user has to agree to."""
        return self.feature is not None and self.feature.terms.by_writer

    @property
    def does(self) -> str:
        """The step in words, for a person."""
        if self.feature is not None:
            return _lowered(self.feature.terms.does)
        return "say the last intro again" if self.workflow is None else "say that intro again"


def _lowered(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
