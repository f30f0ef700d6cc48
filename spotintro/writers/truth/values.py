"""Whether a value that a wording found is the one that a statement carries."""

from __future__ import annotations

from collections.abc import Iterable

from spotintro.spelling.romanisation import plain_letters
from spotintro.writers.statements import Statement
from spotintro.writers.truth.figures import Figure

_LENGTH_TOLERANCE_S = 35
"""Of a length that is told in minutes: it is rounded to half of one."""
_DECADE_TOLERANCE = 3
_EARLY, _MID, _LATE = range(5), range(3, 8), range(5, 10)


def year_is(statement: Statement, figure: Figure) -> bool:
    """Return whether a statement carries a year."""
    return figure.value in statement.years


def decade_is(statement: Statement, figure: Figure, part: str) -> bool:
    """Return whether a statement's year is in a decade, or in its "early", "mid" or "late" part."""
    within = {"early": _EARLY, "mid": _MID, "late": _LATE}.get(part, range(10))
    return any(year - figure.value in within for year in statement.years)


def age_is(statement: Statement, figure: Figure, now: int | None, more_or_less: str) -> bool:
    """Return whether a statement's year is so long ago; never where the present year isn't known."""
    if now is None:
        return False
    slack = 1 if figure.exact else _DECADE_TOLERANCE
    for year in statement.years:
        beyond = now - year - figure.value
        if more_or_less == "more" and 0 <= beyond < 10:  # noqa: PLR2004 - a decade on, another number is said
            return True
        if more_or_less == "less" and -slack - 2 <= beyond <= 0:
            return True
        if not more_or_less and abs(beyond) <= slack:
            return True
    return False


def length_is(statement: Statement, figure: Figure, more_or_less: str) -> bool:
    """Return whether a statement's length is told rightly, to the second or rounded."""
    if statement.seconds is None:
        return False
    beyond = statement.seconds - figure.value
    if figure.exact:
        return abs(beyond) <= 1
    if more_or_less == "more":
        return -5 <= beyond < 60  # noqa: PLR2004 - seconds, up to the next minute
    if more_or_less == "less":
        return -60 < beyond <= 5  # noqa: PLR2004 - seconds, down to the minute before
    return abs(beyond) <= _LENGTH_TOLERANCE_S


def tool_is(statement: Statement, tool: str) -> bool:
    """Return whether a statement's instrument is this one, or a kind of it: "electric guitar" is a guitar."""
    return any(
        instrument.casefold() == tool or instrument.casefold().endswith(f" {tool}")
        for instrument in statement.instruments
    )


def word_is(statement: Statement, kind: str) -> bool:
    """Return whether a statement's word, or one of them, is this one."""
    return kind in {word.strip() for word in statement.words.casefold().replace("+", ",").split(",")}


def place_is(statement: Statement, countries: Iterable[str]) -> bool:
    """Return whether a statement's place is one of these countries."""
    known = {plain_letters(place).casefold() for place in statement.places}
    return not known.isdisjoint(countries)
