"""The number that makes a phone one that may spend credits: shown on the computer, typed on the phone."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable
from enum import Enum
from typing import Final

WRONG_EACH: Final = 5
"""So many wrong numbers, and another one is to be typed."""
WRONG_IN_ALL: Final = 20
"""So many in one run of the program, and no phone is paired any more: 20 guesses of a million."""


class Answer(Enum):
    """What has become of a number that was typed, as a sentence for who typed it."""

    PAIRED = "This phone is paired: it can spend credits now."
    WRONG = "That is not the number. The computer shows it: six digits."
    CHANGED = "That was wrong too often: the computer shows another number now."
    CLOSED = "Pairing is closed after too many wrong numbers. Start the page on the computer anew."


class Pairing:
    """Makes the number, and judges what is typed.

    Args:
        changed: Called with each new number; with "" once there is none any more.
    """

    def __init__(self, changed: Callable[[str], object]) -> None:
        self._changed = changed
        self._wrong = 0
        self.number = _new()

    def judge(self, typed: str) -> Answer:
        """Compare what was typed; a number that was right is used up."""
        if not self.number:
            return Answer.CLOSED
        digits = "".join(filter(str.isdigit, typed[:40]))
        if hmac.compare_digest(digits.encode(), self.number.encode()):
            self._make()
            return Answer.PAIRED
        self._wrong += 1
        if self._wrong >= WRONG_IN_ALL:
            self.number = ""
            self._changed("")
            return Answer.CLOSED
        if self._wrong % WRONG_EACH == 0:
            self._make()
            return Answer.CHANGED
        return Answer.WRONG

    def _make(self) -> None:
        self.number = _new()
        self._changed(self.number)


def _new() -> str:
    return f"{secrets.randbelow(1_000_000):06}"
