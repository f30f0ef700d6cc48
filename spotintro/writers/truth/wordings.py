"""Compiles the frames of a language to regular expressions over a sentence whose names and values are marks."""

from __future__ import annotations

import re
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
NAMED, NAMED_TITLE, NAMED_ARTIST = "\ue001", "\ue002", "\ue003"
"""Stands where a frame was: the track was named or spoken of in a way that needs no statement."""
_PLACE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Wording:
    """A frame.

    It is written as a row of elements: a word, words to choose from ("in|from", several words joined by "_"),
    either of them optional in brackets ("[back]"), any number of them with a star ("[just|only]*"), a place for a
    name ("{title}", "{artist}", "{heard}", "{heard_artist}", ...), or one of the language's own `groups` ("{be}").
    """

    kind: str
    """frames, heard or coming."""
    pattern: re.Pattern[str]
    anchors: tuple[frozenset[str], ...]
    """Words of which each set has one in every text that fits."""


class _Compiler:
    """Compiles one wording; the places in it get names of their own, since one may stand in it twice."""

    def __init__(self, speech: Speech) -> None:
        self._speech = speech
        self._places = 0

    def wording(self, kind: str, text: str) -> Wording:
        anchors = tuple(
            frozenset(choice.split("_")[0] for choice in element.split("|"))
            for element in text.split()
            if element[0] not in "[^" and "{" not in element
        )
        # Whose words a name follows ("written by"), or who is said to have done something, is no mere name.
        begins = "".join(f"(?<!{word} )" for word in self._speech.agent.split()) if text[0] == "{" else ""
        tools = "|".join(tool.replace("_", " ") for tool in self._speech.tools)
        relatives = "|".join(self._speech.relatives.split())
        ends = f"(?!(?:{relatives}) |(?:[^ ,]+ ){{0,2}}(?:{tools}) )" if kind == "frames" else ""
        return Wording(kind, re.compile(f"(?<![^ ]){begins}(?:{self._row(text)}){ends}"), anchors)

    def _row(self, text: str) -> str:
        return "".join(self._element(element) for element in text.split())

    def _element(self, element: str) -> str:
        if element == "^":
            return "(?:^|(?<=, ))"
        bare = element.rstrip("*")
        if bare.startswith("["):
            return f"(?:{self._choice(bare[1:-1])}){'*' if element.endswith('*') else '?'}"
        return f"(?:{self._choice(bare)})"

    def _choice(self, choices: str) -> str:
        return "|".join(self._one(choice) for choice in choices.split("|"))

    def _one(self, choice: str) -> str:
        place = _PLACE.fullmatch(choice)
        if place is None:
            return "".join(f"{re.escape(word)} " for word in choice.split("_"))
        name = place[1]
        if name in self._speech.groups:
            return self._choice("|".join(self._speech.groups[name].split()))
        self._places += 1
        one = f"[{NAMES[0]}-{NAMES[1]}]"
        return f"(?P<{name}_{self._places}>{one}(?: (?:(?:,|&|and|und|et|y|e) )*{one})*) "


@cache
def wordings_of(primary: str) -> tuple[Wording, ...]:
    """Compile the frames of a language, in their order."""
    speech = speech_of(primary)
    return tuple(
        _Compiler(speech).wording(kind, text)
        for kind, texts in (("heard", speech.heard), ("coming", speech.coming), ("frames", speech.frames))
        for text in texts
    )
