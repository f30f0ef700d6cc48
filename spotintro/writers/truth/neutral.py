"""Whether a sentence is host talk that fits any hour and any music."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from typing import Final

from spotintro.music import Track
from spotintro.writers.base import Show
from spotintro.writers.statements import statements
from spotintro.writers.truth.judge import Judge

_HOURS: Final = (3, 9, 15, 21)
_NOTHING: Final = Track("", "")


def claim_in(sentence: str, language: str) -> str:
    """Return why a sentence isn't plain talk, as a sentence for a person; "" where it claims nothing.

    Args:
        sentence: Cleaned.
        language: BCP 47, one that `judge.can_judge` knows.
    """
    verdicts = (judge.verdict(sentence) for judge in _judges(language))
    return next((verdict.reason for verdict in verdicts if not verdict.stands), "")


@cache
def _judges(language: str) -> tuple[Judge, ...]:
    shows = (Show(now=datetime(2026, 1, 7, hour, tzinfo=UTC)) for hour in _HOURS)
    return tuple(Judge(statements(_NOTHING, (), show, language), language) for show in shows)
