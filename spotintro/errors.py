"""The root of every error that a user may be told: a sentence, what to do next, and a code for programs."""

from __future__ import annotations

import re

_BETWEEN_WORDS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


class SpotIntroError(Exception):
    """Something can't be done, and the user is told why and what to do.

    What catches for the user (the command line, the host's run, the screen) catches this class, and takes whatever
    else comes for a defect. `str()` of an error is its sentence as it stands alone: `message`, and where a kind of
    error knows a place, that before it.

    Attributes:
        message: A sentence for the user.
        next_step: What the user can do about it; empty where there is nothing to do.
        code: Names the kind for programs. A class that sets none has its name as one: `NothingPlaying` has
            `NOTHING_PLAYING`.
    """

    code: str = ""

    def __init__(self, message: str, next_step: str) -> None:
        super().__init__(message)
        self.message = message
        self.next_step = next_step
        if not self.code:
            self.code = _BETWEEN_WORDS.sub("_", type(self).__name__).upper()

    @property
    def in_full(self) -> str:
        """The sentence and the next step, in one line."""
        return f"{self} {self.next_step}".rstrip()
