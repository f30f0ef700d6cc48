"""Whole sentences out of a text that arrives in pieces."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from spotintro.writers.citations import citations_before, without_citations, without_lead
from spotintro.writers.inner_marks import InnerMarks

_SPACED_MARKS = ".!?…؟۔।"
_WIDE_MARKS = "。！？｡"
_CLOSERS = "\"'”’»›)]}*_`」』）】》〉”"
_MARK = re.compile(f"[{re.escape(_SPACED_MARKS + _WIDE_MARKS)}]+[{re.escape(_CLOSERS)}]*|\n")
_ABBREVIATIONS = frozenset({
    "mr", "mrs", "ms", "mx", "dr", "st", "ste", "sr", "jr", "prof", "rev", "hon", "gen", "col", "sgt",
    "capt", "lt", "mt", "ft", "feat", "vs", "arr", "orch", "cf", "approx", "bros", "inc", "ltd", "dept",
    "est", "esp", "ph", "e.g", "i.e", "a.k.a", "d.h", "z.b", "bzw", "ca", "usw", "mme", "mlle", "sra", "srta",
})  # fmt: skip
_BEFORE_NUMBERS = frozenset({"no", "nos", "nr", "op", "opp", "vol", "pt", "bd", "ch", "ep", "p", "pp", "art"})
_OFTEN_SAID = frozenset({"no", "art", "ch", "p", "ep"})  # words, notes and letters too: "No. I did that."
_MAY_BE_SHORT = frozenset({
    "etc", "prod", "rec", "orig", "min", "max", "sec", "incl", "inst", "instr", "comp", "dir", "ver", "alt", "ext",
    "arr", "trad", "evtl", "bspw", "vgl", "bzgl", "env", "chap", "pág", "núm", "ecc", "pag",
})  # fmt: skip
_SHORTEST_SURE = 3
_PAIRS = (("“", "”"), ("«", "»"), ("„", "“"), ("(", ")"), ("[", "]"))
_NUMERAL = re.compile(r"[IVXLCDM]+")
_LIST_MARK = re.compile(r"[-*•–]\s|#{1,6}\s|>\s|\d{1,2}[.)]\s|```")
_LONGEST_LIST_MARK = 7
_HEADING = re.compile(r"\s*(?:#{1,6}\s.*|```.*|.*:[*_]*|\*\*[^*]*\*\*|-{3,}|={3,}|\*{3,})\s*")
_INITIALS = re.compile(r"(?:^|[\s\"'“‘(\[])(?:[^\W\d_]\.)+$")
_LAST_WORD = re.compile(r"[^\s\"'“‘(\[]+$")
_MAX_BRACKET_CHARS = 200


def _width(text: str) -> int:
    """Count characters as the eye does: a CJK one says as much as two Latin ones."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


class SentenceSplitter:
    """Cuts a stream into sentences as early as it can be told that one is over.

    A sentence is over at its mark, followed by white space and something that no sentence goes on with, or by a
    capital letter where the white space is forgotten; at an empty line and around headings and list items; and
    after a wide mark (。！？) at once. A single line break is white space: many models wrap their lines.
    Abbreviations, initials, numbers of parts ("Vol. II"), names of the track with marks in them and open square
    brackets don't end one. What is too short to be spoken alone joins its neighbour.

    Citations behind the mark of a sentence belong to it, unless a citation stands before it already. One that
    comes when the sentence is out is lost.

    Joined, the output is the input but for white space at the cuts, and what is lost.

    Args:
        names: The names of the track. A mark inside one ("Godspeed You! Black Emperor") is no end.
        min_chars: The shortest sentence given out alone.
        first_min_chars: The same for the very first, which the voice waits for: a short greeting may go ahead.
        eager: Give the very first out at its mark where that is a plain one behind a plain word, without waiting
            for what follows: a token earlier.
    """

    def __init__(
        self,
        names: Iterable[str] = (),
        *,
        min_chars: int = 20,
        first_min_chars: int = 10,
        eager: bool = False,
    ) -> None:
        self._names = InnerMarks(names, _MARK)
        self._min_chars = min_chars
        self._wanted = first_min_chars
        self._eager = eager
        self._text = ""
        self._scanned = 0
        self._is_behind = False

    @property
    def pending(self) -> str:
        """The text that has come in and not gone out."""
        return self._text

    def feed(self, chunk: str) -> list[str]:
        """Take a piece of the text; return the sentences that are whole now."""
        self._text += chunk
        sentences: list[str] = []
        while self._is_after_citations() and (end := self._next_end()) is not None:
            sentences.append(self._text[:end].strip())
            self._is_behind = self._eager and not citations_before(self._text)
            self._text = self._text[end:].lstrip()
            self._scanned = 0
            self._wanted = self._min_chars
            self._eager = False
        return sentences

    def flush(self) -> list[str]:
        """Return what is left, however it ends; at most one sentence."""
        rest, self._text, self._scanned = self._text.strip(), "", 0
        rest = without_lead(rest) if self._is_behind else rest
        return [rest] if rest else []

    def _is_after_citations(self) -> bool:
        """Leave out the citations of a sentence that is out already; return whether they have all come."""
        if self._is_behind:
            end = citations_before(self._text)
            if end is None or not self._text[end:].strip():
                return False
            self._text = without_lead(self._text)
            self._is_behind = False
        return True

    def _next_end(self) -> int | None:
        is_led = bool(citations_before(self._text))
        for mark in _MARK.finditer(self._text, self._scanned):
            cited = 0 if is_led else citations_before(self._text[mark.end() :])
            over = self._is_end(mark, cited)
            if over is None:
                self._scanned = mark.start()
                return None
            cited = cited or 0
            if over and (
                cited
                or _width(self._text[: mark.end()].strip()) >= self._wanted
                or (mark.group() == "\n" and _HEADING.fullmatch(self._line_before(mark)))
            ):
                return mark.end() + cited
        # A mark that may still grow ("." into "...") is looked at again from its start.
        self._scanned = max(self._scanned, len(self._text.rstrip(_SPACED_MARKS + _WIDE_MARKS + _CLOSERS)))
        return None

    def _is_end(self, mark: re.Match[str], cited: int | None) -> bool | None:
        """Return whether a sentence ends at `mark`; None while what follows has not come yet.

        Args:
            mark: What may end it.
            cited: The length of the citations behind it; None where one has begun. The voice waits for the very
                first sentence, and not for its citation.
        """
        text, end = self._text, mark.end()
        if mark.group() == "\n":
            return self._is_end_of_block(mark)
        inside = self._inside_a_name(mark)
        rest = text[end:]
        if cited != 0:
            if not self._eager and (cited is None or end + cited == len(text)):
                return None
            rest = f" {rest[cited:].lstrip() or '['}"
        if not rest:
            return True if inside is False and self._is_sure_end(mark) else None
        if inside or inside is None:
            return None if inside is None else False
        opened = text.rfind("[", 0, end)
        if opened > text.rfind("]", 0, end) and end - opened < _MAX_BRACKET_CHARS:
            return False
        if mark.group()[0] in _WIDE_MARKS:
            return True
        if not rest[0].isspace():
            return self._is_glued(mark, rest)
        following = rest.lstrip()
        gap = rest[: len(rest) - len(following)]
        if gap.count("\n") > 1:
            return True
        if not following:
            return None
        if following[0].islower():
            return False
        if not mark.group().startswith("."):
            return True
        abbreviates = self._is_abbreviation(without_citations(text[: mark.start()]), following)
        return None if abbreviates is None else not abbreviates

    def _line_before(self, mark: re.Match[str]) -> str:
        return self._text[: mark.start()].rpartition("\n")[2]

    def _is_end_of_block(self, mark: re.Match[str]) -> bool | None:
        """Return whether a line break ends more than a line; None while what follows has not come yet."""
        if not self._text[: mark.start()].strip():
            return False
        following = self._text[mark.end() :].lstrip(" \t\r")
        if _HEADING.fullmatch(self._line_before(mark)) or following.startswith("\n"):
            return True
        if not following:
            return None
        if following[0].isalpha() or following[0] in "\"'“‘«„(":
            return False
        if _LIST_MARK.match(following):
            return True
        return None if len(following) < _LONGEST_LIST_MARK else False

    def _is_glued(self, mark: re.Match[str], rest: str) -> bool | None:
        """Return whether a sentence begins right after `mark`, without white space: "owls.Here is"."""
        before = self._text[max(0, mark.start() - 2) : mark.start()]
        if not (len(before) > 1 and before.isalpha() and before[-1].islower() and rest[0].isupper()):
            return False
        if len(rest) == 1:
            return None
        if not (rest[1].islower() or rest[1] in " '’"):
            return False
        return not (mark.group()[0] == "." and self._is_abbreviation(self._text[: mark.start()], rest))

    def _inside_a_name(self, mark: re.Match[str]) -> bool | None:
        marks_end = mark.start() + len(mark.group().rstrip(_CLOSERS))
        inside = {self._names.hold(self._text, end) for end in (marks_end, mark.end())}
        return True if True in inside else None if None in inside else False

    def _is_sure_end(self, mark: re.Match[str]) -> bool:
        """Return whether a sentence ends at `mark`, as far as can be told without what follows.

        One that is taken wrongly for an end ("last.fm") is a pause too many.
        """
        before = self._text[: mark.start()]
        word = _LAST_WORD.search(before)
        if not self._eager or len(mark.group()) > 1 or word is None or before.count('"') % 2:
            return False
        plain = word.group()
        return (
            len(plain) >= _SHORTEST_SURE
            and plain.isalpha()
            and plain.islower()
            and plain not in _ABBREVIATIONS | _BEFORE_NUMBERS | _MAY_BE_SHORT
            and all(before.count(opening) <= before.count(end) for opening, end in _PAIRS)
        )

    @staticmethod
    def _is_abbreviation(before: str, following: str) -> bool | None:
        found = _LAST_WORD.search(before)
        if found is None:
            return False
        word = found.group().casefold()
        if word in _ABBREVIATIONS:
            return True
        if word in _BEFORE_NUMBERS:
            if following[0].isdigit():
                return True
            numeral = _NUMERAL.match(following)
            if numeral is not None:
                return _is_number_of_part(word, numeral.group(), following[numeral.end() :])
        # "I." ends more sentences than it stands for a name.
        return word != "i" and _INITIALS.search(before + ".") is not None


def _is_number_of_part(word: str, numeral: str, rest: str) -> bool | None:
    """Tell "Vol. II" from "No. I did"; None while the end of the numeral has not come yet."""
    if not rest:
        return None
    if rest[0].isalnum() or rest[0] in "'’":
        return False
    return numeral != "I" or word not in _OFTEN_SAID or rest[0] in ",;:.)"
