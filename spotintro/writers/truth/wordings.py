"""Compiles the wordings of a language to regular expressions over a sentence whose names and values are marks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from spotintro.writers.truth.speech import Speech, speech_of

NAMES = ("\ue100", "\ue1ff")
MARKS = {
    "year": ("\ue200", "\ue23f"),
    "decade": ("\ue240", "\ue27f"),
    "length": ("\ue280", "\ue2bf"),
    "ago": ("\ue2c0", "\ue2ff"),
    "clock": ("\ue300", "\ue33f"),
    "ordinal": ("\ue340", "\ue37f"),
    "number": ("\ue380", "\ue3bf"),
}
CARRIED = "\ue000"
"""Stands where a statement carries what was said."""
NAMED = "\ue001"
"""Stands where the track was named: what follows may be said of it."""
_PLACE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Wording:
    """One way of saying a relation."""

    relations: tuple[str, ...]
    """Any of them will do; empty for what needs no statement."""
    pattern: re.Pattern[str]
    anchors: tuple[frozenset[str], ...]
    """Words of which each set has one in every text that fits."""


class _Compiler:
    """Compiles one wording; the places in it get names of their own, since one may stand in it twice."""

    def __init__(self, speech: Speech) -> None:
        self._speech = speech
        self._places = 0

    def wording(self, relations: str, text: str) -> Wording:
        anchors: list[frozenset[str]] = []
        for element in text.split():
            if element[0] not in "[{" and "{" not in element:
                anchors.append(frozenset(choice.split("_")[0] for choice in element.split("|")))
        pattern = re.compile(f"(?<![^ ])(?:{self._row(text)})")
        return Wording(tuple(filter(None, relations.split("+"))), pattern, tuple(anchors))

    def _row(self, text: str) -> str:
        return "".join(self._element(element) for element in text.split())

    def _element(self, element: str) -> str:
        many = element.endswith("*")
        bare = element.rstrip("*")
        if bare.startswith("["):
            return f"(?:{self._choice(bare[1:-1])}){'*' if many else '?'}"
        return f"(?:{self._choice(bare)})"

    def _choice(self, choices: str) -> str:
        return "|".join(self._one(choice) for choice in choices.split("|"))

    def _one(self, choice: str) -> str:
        parts: list[str] = []
        for piece in choice.split("_") if "{" not in choice else [choice]:
            place = _PLACE.fullmatch(piece)
            parts.append(self._place(place[1]) if place else f"{re.escape(piece)} ")
        return "".join(parts)

    def _place(self, name: str) -> str:
        if name in self._speech.groups:
            rows = self._speech.groups[name].split("||")
            return "|".join(self._row(row) for row in rows) if len(rows) == 1 else self._rows(rows)
        self._places += 1
        group = f"{name}_{self._places}"
        if name in MARKS:
            low, high = MARKS[name]
            return f"(?P<{group}>[{low}-{high}]) "
        if name in _words_of(self._speech):
            return f"(?P<{group}>{_words_of(self._speech)[name]}) "
        low, high = NAMES
        one = f"[{low}-{high}]"
        return f"(?P<{group}>{one}(?: (?:, )?(?:(?:{self._speech.joints}) )?{one})*) "

    def _rows(self, rows: Iterable[str]) -> str:
        return "(?:" + "|".join(self._row(row) for row in rows) + ")"


@cache
def _alternatives(words: tuple[str, ...]) -> str:
    longest_first = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(word) for word in longest_first)


def _words_of(speech: Speech) -> Mapping[str, str]:
    """Return the places that words fill, and their expressions."""
    return {
        "made": _alternatives(tuple(speech.made)),
        "makes": _alternatives(tuple(speech.makes)),
        "maker": _alternatives(tuple(speech.maker)),
        "tool": _alternatives(tuple(speech.tools)),
        "player": _alternatives(tuple(speech.players)),
        "kind": _alternatives(tuple(speech.kinds)),
        "group": _alternatives(tuple(speech.artist_kinds)),
        "native": _alternatives(tuple(speech.natives)),
        "part": _alternatives(tuple(speech.parts_of_day)),
        "weekday": _alternatives(speech.weekdays),
        "month": _alternatives(speech.months),
        "he": _alternatives(tuple(speech.he)),
    }


@cache
def wordings_of(primary: str) -> tuple[Wording, ...]:
    """Compile the wordings of a language, in their order."""
    speech = speech_of(primary)
    return tuple(
        _Compiler(speech).wording(relations, text)
        for relations, texts in (*speech.relations.items(), ("", speech.frames))
        for text in texts
    )
