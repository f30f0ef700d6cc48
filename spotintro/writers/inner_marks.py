"""Marks that are a part of a name: "Godspeed You! Black Emperor", "Tyler, The Creator"."""

from __future__ import annotations

import re
from collections.abc import Iterable


class InnerMarks:
    """Tells whether a mark in a text is one inside a name.

    Args:
        names: The names of the track.
        marks: What a mark looks like.
    """

    def __init__(self, names: Iterable[str], marks: re.Pattern[str]) -> None:
        self._inner = [
            (name[: mark.end()].casefold(), name[mark.end() :].casefold())
            for name in names
            for mark in marks.finditer(name)
            if mark.end() < len(name)
        ]

    def hold(self, text: str, end: int) -> bool | None:
        """Return whether the mark that ends at `end` is inside a name; None while what follows is not there."""
        rest = text[end:]
        for head, tail in self._inner:
            if text[max(0, end - len(head)) : end].casefold() != head:
                continue
            if rest[: len(tail)].casefold() == tail:
                return True
            if len(rest) < len(tail) and tail[: len(rest)] == rest.casefold():
                return None
        return False
