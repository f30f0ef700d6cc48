"""The names that the statements carry, each with the part it plays in which of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from spotintro.knowledge import About, Relation
from spotintro.spelling.romanisation import folded
from spotintro.writers.names import Names
from spotintro.writers.statements import Own, Statement
from spotintro.writers.truth.speech import Lexicon, Speech
from spotintro.writers.truth.wordings import NAMES

_PEOPLE = frozenset({
    Relation.COMPOSER, Relation.LYRICIST, Relation.WRITER, Relation.PRODUCER, Relation.ARRANGER, Relation.ENGINEER,
    Relation.PERFORMER, Relation.REMIXER, Relation.MEMBER, Relation.COVER_OF,
})  # fmt: skip
_ABOUT: Final[Mapping[About, str]] = {About.TRACK: "title", About.ARTIST: "artist", About.ALBUM: "album"}
_MOST_WORDS_OF_A_PERSON = 3
_OPENING = frozenset("\"'“‘„«‹「『*_")


@dataclass(frozen=True, slots=True)
class Part:
    """A part that a name plays in one statement: title, artist, album, name, place, heard, coming."""

    role: str
    number: int


@dataclass(frozen=True, slots=True)
class _Name:
    text: str
    parts: frozenset[Part]
    forms: Names
    is_lower: bool


class Entities:
    """Finds the statements' names in sentences.

    Args:
        statements: What the names come from.
        language: BCP 47, of the sentences.
    """

    def __init__(self, statements: Sequence[Statement], language: str, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        parts: dict[str, set[Part]] = {}
        for statement in statements:
            for text, part in _parts(statement, lexicon.speech):
                if text:
                    parts.setdefault(text, set()).add(part)
        self._all = Names(parts, language)
        self._names = [
            _Name(text, frozenset(played), Names((text,), language), text == text.lower())
            for text, played in parts.items()
        ]
        self._found: dict[str, frozenset[Part]] = {}

    def marked(self, sentence: str) -> tuple[str, dict[str, frozenset[Part]]]:
        """Return a sentence with a mark for each name, and which parts each mark plays."""
        marks: dict[str, frozenset[Part]] = {}
        marked: list[str] = []
        at = 0
        for start, end in self._all.spans(sentence):
            parts = self._parts_of(sentence[start:end], quoted=sentence[start - 1 : start] in _OPENING)
            mark = chr(ord(NAMES[0]) + len(marks))
            if not parts or mark > NAMES[1] or (not start and self._is_word(sentence[start:end], parts)):
                continue
            marks[mark] = parts
            marked += [sentence[at:start], f" {mark} "]
            at = end
        return "".join((*marked, sentence[at:])), marks

    def _is_word(self, text: str, parts: frozenset[Part]) -> bool:
        """Return whether a name at a sentence's beginning is rather a word that begins many."""
        is_other = {"title", "artist"}.isdisjoint(part.role for part in parts)
        return is_other and (text.casefold() in self._lexicon.talk or text.casefold() in self._lexicon.function)

    def _parts_of(self, text: str, *, quoted: bool) -> frozenset[Part]:
        bare = text.strip()
        has_no_capital = bare == bare.lower() and bare != bare.upper() and not quoted
        key = f"{has_no_capital}{bare}"
        if (known := self._found.get(key)) is None:
            known = frozenset(
                part
                for name in self._names
                # "number one" is a name where it is written as one.
                if (name.is_lower or not has_no_capital) and name.forms.make_up(bare)
                for part in name.parts
            )
            self._found[key] = known
        return known


def _parts(statement: Statement, speech: Speech) -> Iterator[tuple[str, Part]]:
    number = statement.number
    if statement.relation in {Own.HEARD, Own.COMING}:
        yield statement.subject, Part(statement.relation.value, number)
        for name in statement.names:
            yield name, Part(f"{statement.relation.value}_artist", number)
        if len(statement.names) > 1:
            yield " & ".join(statement.names), Part(f"{statement.relation.value}_artist", number)
        return
    if statement.subject:
        yield statement.subject, Part(_ABOUT[statement.about], number)
    if statement.relation is Own.ARTIST and len(statement.names) > 1:
        yield " & ".join(statement.names), Part("artist", number)
    if speech.genitive:
        for name in filter(None, (statement.subject, *statement.names)):
            yield f"{name}{speech.genitive}", Part(_role_of(statement, name), number)
    role = "artist" if statement.relation is Own.ARTIST else "album" if statement.relation is Own.ALBUM else "name"
    for name in statement.names:
        yield name, Part(role, number)
        surname = name.split()[-1:]
        if statement.relation in _PEOPLE and 1 < len(name.split()) <= _MOST_WORDS_OF_A_PERSON:
            yield surname[0], Part(role, number)
        for said, english in speech.genres.items() if statement.relation is Relation.GENRE else ():
            if folded(english) == folded(name):
                yield said, Part(role, number)
    for place in statement.places:
        yield place, Part("place", number)
        for said, english in speech.countries.items():
            if folded(english) == folded(place):
                yield said, Part("place", number)


def _role_of(statement: Statement, name: str) -> str:
    if name == statement.subject and statement.relation not in {Own.ARTIST, Own.ALBUM}:
        return _ABOUT[statement.about]
    return "artist" if statement.relation is Own.ARTIST else "album" if statement.relation is Own.ALBUM else "name"
