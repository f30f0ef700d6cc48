"""What a source sends, taken as what it may be: nothing is required, and every text is made harmless."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Final

from spotintro.plain_text import single_line

Fields = Mapping[object, object]
_NOTHING: Final[Fields] = {}
_MOST: Final = 500
_MBID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_DATE = re.compile(r"(1[0-9]{3}|20[0-9]{2})(?:-[0-9]{2}){0,2}")


def fields(value: object) -> Fields:
    return value if isinstance(value, Mapping) else _NOTHING


def items(value: object, most: int = _MOST) -> Sequence[Fields]:
    """Return the objects in a list, at most so many; () where it is none."""
    return [fields(each) for each in islice(value, most)] if isinstance(value, list) else ()


def texts(value: object, most: int = _MOST) -> Sequence[str]:
    """Return the strings in a list, each as one line; what is none or empty is left out."""
    found = [single_line(each) for each in islice(value, most)] if isinstance(value, list) else []
    return [each for each in found if each]


def text(value: object, *, limit: int = 200) -> str:
    return single_line(value, limit=limit)


def mbid(value: object) -> str:
    """Return MusicBrainz's id of something; "" for what is none, as it becomes a part of an address."""
    found = single_line(value, limit=40).lower()
    return found if _MBID.fullmatch(found) else ""


def date(value: object) -> str:
    """Return a date, as far as it is known: 1975, 1975-11, 1975-11-21; "" for none."""
    found = single_line(value, limit=20)
    return found if _DATE.fullmatch(found) else ""


def year(value: object) -> int | None:
    found = date(value)
    return int(found[:4]) if found else None


def number(value: object) -> int | None:
    """Return a whole number that isn't negative; None for anything else."""
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**9 else None
