"""The first clause of a long sentence, which may be spoken while the rest is still written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from spotintro.writers.base import Clause
from spotintro.writers.inner_marks import InnerMarks

AT_ONCE_WORDS: Final = 8
"""A clause of so many is spoken as soon as its mark is there: a sentence that begins so goes on for long."""
LEAST_WORDS: Final = 4
"""On either side of the mark of a shorter clause, which waits until the sentence is seen to be long."""
LONG_WORDS: Final = 12

_CLOSERS = '"”’»)]'
_MARK = re.compile(rf"[,;:][{re.escape(_CLOSERS)}]?|(?<=\s)[–—](?=\s)|(?<=\w)—(?=\w)")
_PAIRS = (("“", "”"), ("«", "»"), ("„", "“"), ("(", ")"), ("[", "]"))
_NOT_ALONE = frozenset({
    # A condition, a time, a reason, a place: what hangs on the rest.
    "if", "when", "whenever", "while", "as", "although", "though", "because", "since", "after", "before",
    "until", "unless", "once", "whether", "whatever", "wherever", "whoever", "however", "even", "despite",
    "given", "for", "from", "with", "without", "by", "in", "on", "at", "of", "to", "not", "no", "never",
    "neither", "that", "which", "wenn", "als", "während", "obwohl", "weil", "da", "nachdem", "bevor", "bis",
    "ob", "falls", "auch", "trotz", "von", "vom", "mit", "ohne", "aus", "im", "am", "auf", "nach", "bei", "zu",
    "zum", "zur", "nicht", "kein", "si", "quand", "lorsque", "pendant", "bien", "parce", "puisque", "après",
    "avant", "depuis", "malgré", "de", "du", "des", "avec", "sans", "par", "dans", "sur", "à", "pour", "ne",
    "cuando", "mientras", "aunque", "porque", "después", "antes", "desde", "del", "con", "sin", "por", "en",
    "para", "quando", "mentre", "benché", "perché", "dopo", "prima", "dal", "dalla", "di", "per", "su", "senza",
    "non", "enquanto", "embora", "depois", "com", "sem", "em", "não", "nem",
    # What may become a question or an excuse to whom the model takes for its user.
    "would", "do", "does", "did", "can", "could", "shall", "should", "will", "may", "might", "must", "what",
    "who", "whom", "whose", "how", "why", "where", "is", "are", "was", "were", "has", "have", "i", "let",
    "please", "sorry", "unfortunately", "apologies", "sure", "certainly", "okay", "ok", "ich", "kann", "können",
    "soll", "möchtest", "möchten", "leider", "je", "puis", "peux", "voulez", "est", "désolé", "désolée", "yo",
    "puedo", "quieres", "lo", "io", "posso", "vuoi", "mi", "eu", "gostaria", "infelizmente",
})  # fmt: skip


class ClauseFinder:
    """Finds where the first clause of a sentence ends.

    Marks inside names, brackets, quotations and numbers end none, and a clause that hangs on the rest ("If you
    like …,") is none: it has to stand where the rest is dropped.

    Args:
        names: The names of the track.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._names = InnerMarks(names, _MARK)

    def clauses(self, text: str) -> Iterator[str]:
        """Yield what may be spoken ahead by now, each from the beginning to a mark, the shortest first.

        Args:
            text: The sentence from its beginning, as far as it has come.
        """
        first = re.match(r"\W*(\w+)", text)
        if first is None or first[1].casefold() in _NOT_ALONE:
            return
        for mark in _MARK.finditer(text):
            clause = text[: mark.end()]
            words = _words(clause)
            words_behind = _words(text[mark.end() :]) - 1  # the last may not be whole
            is_long = words_behind >= LEAST_WORDS and words + words_behind >= LONG_WORDS
            # What ends with a colon may be about the text that follows.
            at_once = words >= AT_ONCE_WORDS and mark.group()[0] != ":"
            if (at_once or (is_long and words >= LEAST_WORDS)) and self._ends_a_clause(text, mark):
                yield clause

    def _ends_a_clause(self, text: str, mark: re.Match[str]) -> bool:
        before, up_to, rest = text[: mark.start()], text[: mark.end()], text[mark.end() :]
        if self._names.hold(text, mark.end()) is not False:
            return False
        if mark.group() != "—" and (not rest[:1].isspace() if rest else before[-1:].isdigit()):
            return False  # within a number, or glued to what follows
        if up_to.count('"') % 2 or any(up_to.count(opening) > up_to.count(end) for opening, end in _PAIRS):
            return False
        return not before.rstrip().endswith(".")


def _words(text: str) -> int:
    return sum(any(char.isalnum() for char in word) for word in text.split())


class FirstClause:
    """The clause that goes ahead of the first sentence of a text, if there is one.

    Args:
        names: The names of the track.
        clean: Makes of raw text what is shown and spoken; "" where that is nothing.
        stands: Tells whether a clean clause may be said by itself.
    """

    def __init__(
        self, names: Iterable[str], *, clean: Callable[[str], str], stands: Callable[[str], bool]
    ) -> None:
        self._finder = ClauseFinder(names)
        self._clean = clean
        self._stands = stands
        self._looked_at: set[str] = set()
        self.said = ""
        """The clause that was given out; "" again once its sentence has come."""

    def find(self, text: str) -> Clause | None:
        """Return the clause, once, as soon as there is one.

        Args:
            text: The sentence from its beginning, as far as it has come.
        """
        if self.said:
            return None
        for raw in self._finder.clauses(text):
            if raw not in self._looked_at:
                self._looked_at.add(raw)
                clause = self._clean(raw)
                if clause and self._stands(clause) and self._clean(text).startswith(clause):
                    self.said = clause
                    return Clause(clause)
        return None

    def sentence(self, text: str) -> str:
        """Return the sentence that follows the clause: this one if it goes on from there, else the clause alone.

        Args:
            text: The clean sentence; "" where the rest of it is not to be said.
        """
        said, self.said = self.said, ""
        return text if text.startswith(said) else closed(said)


def closed(clause: str) -> str:
    """Return a clause as the sentence that it is where nothing more of it is said."""
    bare = clause.rstrip()
    closers = bare[len(bare.rstrip(_CLOSERS)) :]
    return bare.rstrip(_CLOSERS).rstrip(",;:–— ") + closers + "."
