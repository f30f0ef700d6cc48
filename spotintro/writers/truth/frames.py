"""Reads a sentence: names and values become marks, and what needs no statement is taken out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from spotintro.knowledge import Relation
from spotintro.writers.statements import Statement
from spotintro.writers.truth.claims import CLAIMS, TOOLS
from spotintro.writers.truth.entities import Entities, Part
from spotintro.writers.truth.figures import Figure, Figures
from spotintro.writers.truth.speech import lexicon_of, stem
from spotintro.writers.truth.wordings import NAMED, NAMED_ARTIST, NAMED_TITLE, NAMES, wordings_of

_PAUSES = re.compile(r"[.,;:!?…()\[\]/|–—¿¡]+|(?<=\s)-+(?=\s)")
_QUOTES = re.compile(r"[\"“”„«»‹›*_]|(?<!\w)['‘]|'(?!\w)")
_HYPHEN = re.compile(r"(?<=\w)[-‑](?=\w)|(?<=[\ue000-\uf8ff])\s*[-‑]\s*(?=\w)")
_ENDS = re.compile(r"[.!?:…]\W*$")
"""What a new sentence, or one in a sentence, begins behind."""
_QUOTED = re.compile(rf"[\"“„«]([^\W\d_a-zß-ÿ][^\"“”„«»{NAMES[0]}-{NAMES[1]}]*)[\"“”»]")
"""A title of which no fact knows."""
_CAPITALISED = re.compile(r"(?<![\w'’-])[^\W\d_][\w'’]*")
_CREDITS = frozenset(
    relation.value
    for relation in (
        Relation.WRITER, Relation.COMPOSER, Relation.LYRICIST, Relation.PRODUCER, Relation.ARRANGER,
        Relation.ENGINEER, Relation.PERFORMER, Relation.MEMBER,
    )
)  # fmt: skip
"""What an artist may have done beside performing."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One sentence as a row of marks, words and commas."""

    tokens: tuple[str, ...]
    names: Mapping[str, frozenset[Part]]
    figures: Mapping[str, Figure]
    carriers: tuple[int, ...] = ()
    """The statements that the frames took."""
    unknown_name: str = ""
    """A word with a capital that belongs to no known name."""


class Reader:
    """Reads sentences of one language.

    Args:
        statements: Of the track and the show.
        language: BCP 47.
        primary: Its primary tag.
    """

    def __init__(self, statements: Sequence[Statement], language: str, primary: str) -> None:
        self._primary = primary
        self._statements = {statement.number: statement for statement in statements}
        self._lexicon = lexicon_of(primary)
        self._entities = Entities(statements, language, self._lexicon)
        self._expansions = [(re.compile(pattern), to) for pattern, to in self._lexicon.speech.expansions]

    def read(self, sentence: str) -> Reading:
        """Put marks in the places of names and values, and bring the rest to the form of the words."""
        marked, names = self._entities.marked(sentence.replace("’", "'"))
        text = marked.lower()
        for pattern, to in self._expansions:
            text = pattern.sub(to, text)
        figures = Figures(self._primary)
        text = figures.marked(_HYPHEN.sub(" ", text))
        text = _PAUSES.sub(" , ", _QUOTES.sub(" ", text))
        row = re.sub(r"(?:, )+", ", ", " ".join(text.split()) + " ")
        row = re.sub(r"^, ", "", row)
        carriers: list[int] = []
        present = set(row.split())
        for wording in wordings_of(self._primary):
            if all(present & anchor for anchor in wording.anchors):
                row = wording.pattern.sub(lambda found: self._framed(found, names, carriers), row)
                present = set(row.split())
        tokens = tuple(self._joined(row.split()))
        return Reading(tokens, names, figures.by_mark, tuple(carriers), self._unknown_name(marked))

    def _framed(
        self,
        found: re.Match[str],
        names: Mapping[str, frozenset[Part]],
        carriers: list[int],
    ) -> str:
        before = found.string[: found.start()].split()[-1:]
        inside = found.group()
        if ", and " in inside[2:] or (inside[0] != "," and any(self._is_claim(word) for word in before)):
            return found.group()
        taken: list[int] = []
        for slot, value in found.groupdict().items():
            if value is None:
                continue
            role = slot.rpartition("_")[0]
            for mark in filter(lambda char: NAMES[0] <= char <= NAMES[1], value):
                roles = {"title", "artist"} if role == "named" else {role}
                numbers = [part.number for part in names[mark] if part.role in roles]
                if not numbers:
                    return found.group()
                taken.append(min(numbers))
        carriers += taken
        if self._is_credited(found, names):
            return found.group()
        roles = {part.role for char in found.group() for part in names.get(char, ())} & {"title", "artist"}
        named = NAMED if len(roles) != 1 else NAMED_TITLE if "title" in roles else NAMED_ARTIST
        # "... from", behind which no artist came: what follows stands behind it still.
        last = inside.split()[-1]
        return f"{named} {last} " if last in self._lexicon.agent else f"{named} "

    def _is_credited(self, found: re.Match[str], names: Mapping[str, frozenset[Part]]) -> bool:
        """Return whether a name in a frame is rather who did what the words around the frame claim."""
        did = {
            self._statements[part.number].relation.value
            for char in found.group()
            for part in names.get(char, ())
            if part.role == "name"
        } & _CREDITS
        if not did:
            return False
        around = (found.string[: found.start()] + found.string[found.end() :]).split()
        return any(not did.isdisjoint(self._claimed_by(word)) for word in around)

    def _claimed_by(self, word: str) -> frozenset[str]:
        """Return the relations that a word claims, if it can't be host talk."""
        lexicon = self._lexicon
        if word in lexicon.speech.tools:
            return TOOLS
        if word in lexicon.talk or word in lexicon.function:
            return frozenset()
        return frozenset().union(*(CLAIMS[claim].relations for claim in lexicon.claims.get(word, ())))

    def _is_of_calendar_or_country(self, word: str) -> bool:
        lexicon, speech = self._lexicon, self._lexicon.speech
        return word in lexicon.weekdays or word in lexicon.months or word in speech.natives

    def _is_known(self, word: str) -> bool:
        """Return whether a word is one of the language's, for one in which nouns have capitals."""
        lexicon, speech = self._lexicon, self._lexicon.speech
        words = (lexicon.talk, lexicon.function, lexicon.fillers, lexicon.claims, lexicon.things, lexicon.pronouns)
        tables = (speech.he, speech.tools, speech.kinds, speech.decades, speech.parts_of_day, speech.natives)
        if any(word in known for known in (*words, *tables, lexicon.weekdays, lexicon.months, lexicon.shades)):
            return True
        return word in lexicon.first_words or stem(word, lexicon.endings) in lexicon.stems

    def _is_claim(self, word: str) -> bool:
        lexicon = self._lexicon
        return word in lexicon.claims and word not in lexicon.talk and word not in lexicon.function

    def _joined(self, words: list[str]) -> Iterator[str]:
        """Yield the tokens, words that count as one joined."""
        index = 0
        while index < len(words):
            for phrase in self._lexicon.phrases.get(words[index], ()):
                if tuple(words[index : index + len(phrase)]) == phrase:
                    yield "_".join(phrase)
                    index += len(phrase)
                    break
            else:
                yield words[index]
                index += 1

    def _unknown_name(self, marked: str) -> str:
        if (quoted := _QUOTED.search(marked)) is not None:
            return quoted[1]
        first = True
        lexicon = self._lexicon
        for found in _CAPITALISED.finditer(marked):
            word = found.group()
            starts = first and not any(NAMES[0] <= char <= NAMES[1] for char in marked[: found.start()])
            starts = starts or (_ENDS.search(marked[: found.start()]) is not None and self._is_known(word.lower()))
            first = False
            if not word[0].isupper() or (starts and (word[1:].islower() or len(word) == 1)):
                continue
            plain = re.split("['’]", word.lower())[0]
            if (
                plain in lexicon.capitals
                or self._is_of_calendar_or_country(plain)
                or any(plain in words.split() for words in lexicon.speech.decades)
                or ("*" in lexicon.nouns and self._is_known(word.lower()))
            ):
                continue
            return word
        return ""
