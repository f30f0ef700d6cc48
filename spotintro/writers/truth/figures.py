"""Years, ages, lengths and other numbers of a sentence, in digits or in words, as values."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial

from spotintro.spelling.numerals import cardinal, ordinal, year
from spotintro.writers.truth.speech import Speech, speech_of
from spotintro.writers.truth.wordings import MARKS

_FIRST_YEAR, _LAST_YEAR = 1880, 2039
_LARGEST = 100
_SMALLEST_ORDINAL, _LARGEST_ORDINAL = 3, 31
"""The first two are words like others: "the first release", "wait a second"."""
_MOST_WORDS = 6
_WORD = re.compile(r"[^\W\d_]+")
_CENTURY = 100
_MOST_OF_A_KIND = 64


@dataclass(frozen=True, slots=True)
class Figure:
    """A value in a sentence.

    Attributes:
        kind: One of `wordings.MARKS`.
        value: A year, the first year of a decade, seconds, years ago, or a number.
        exact: Whether it was told to the second, or to the year.
    """

    kind: str
    value: int
    exact: bool = True


def plain(text: str) -> str:
    """Bring a text to the form in which numbers are looked up: without hyphens, in lower case."""
    return text.replace("\u00ad", "").replace("-", " ").lower()


@cache
def _number_words(primary: str) -> dict[str, tuple[str, int]]:
    said: dict[str, tuple[str, int]] = {}
    for number in range(2, _LARGEST + 1):
        said[plain(cardinal(number, primary))] = ("number", number)
    for number in range(_SMALLEST_ORDINAL, _LARGEST_ORDINAL + 1):
        for feminine in (False, True):
            for before_noun in (False, True):
                word = plain(ordinal(number, primary, feminine=feminine, before_noun=before_noun))
                for ending in ("", "r", "n", "s", "m") if primary == "de" else ("",):
                    said.setdefault(word + ending, ("ordinal", number))
    for number in range(_FIRST_YEAR, _LAST_YEAR + 1):
        for form in _said_years(number, primary):
            said[form] = ("year", number)
    return said


def _said_years(number: int, primary: str) -> Iterator[str]:
    yield plain(year(number, primary))
    if primary == "de":
        yield plain(cardinal(number, "de")).replace("eintausend", "tausend")
    if primary != "en":
        return
    century, rest = divmod(number, _CENTURY)
    head, tail = plain(cardinal(century, "en")), plain(cardinal(rest, "en"))
    if century == 20:  # noqa: PLR2004 - "two thousand and four" is said of this century alone
        yield from (f"two thousand and {tail}", f"two thousand {tail}") if rest else ("two thousand",)
    if 0 < rest < 10:  # noqa: PLR2004 - one digit
        yield from (f"{head} oh {tail}", f"{head} o {tail}")
    elif rest:
        yield f"{head} {tail}"


class Figures:
    """Puts marks in the places of the values of one sentence.

    Args:
        primary: The tag of its language.
    """

    def __init__(self, primary: str) -> None:
        self._primary = primary
        self._speech = speech_of(primary)
        self.by_mark: dict[str, Figure] = {}
        self._counts = dict.fromkeys(MARKS, 0)

    def marked(self, text: str) -> str:
        """Return a text with a mark for each value.

        Args:
            text: In lower case, with straight apostrophes and gaps for hyphens; names are marks by now.
        """
        for pattern, read in _digits(self._primary):
            text = pattern.sub(lambda found, read=read: self._mark(read(found), found), text)  # type: ignore[misc]
        text = " ".join(self._words_marked(text).split())
        for unit, measure in _units(self._primary):
            text = unit.sub(partial(self._measured, measure), text)
        return text

    def _mark(self, figure: Figure | None, found: re.Match[str]) -> str:
        if figure is None:
            return found.group()
        count = self._counts[figure.kind] = self._counts[figure.kind] + 1
        if count >= _MOST_OF_A_KIND:
            return "\uf8ff"  # more than a sentence has: no word that anything carries
        mark = chr(ord(MARKS[figure.kind][0]) + count - 1)
        self.by_mark[mark] = figure
        return f" {mark} "

    def _words_marked(self, text: str) -> str:
        said, first = _number_words(self._primary), _first_words(self._primary)
        words = list(_WORD.finditer(text))
        done: list[str] = []
        at = index = 0
        while index < len(words):
            step = 1
            if words[index].group() in first:
                for last in range(min(len(words), index + _MOST_WORDS) - 1, index - 1, -1):
                    start, end = words[index].start(), words[last].end()
                    if (number := said.get(text[start:end])) is not None:
                        done += [text[at:start], self._mark(Figure(*number), words[index])]
                        at, step = end, last - index + 1
                        break
            index += step
        return "".join((*done, text[at:]))

    def _measured(self, read: _Measure, found: re.Match[str]) -> str:
        groups = found.groupdict()
        number, more = (self.by_mark.get(groups.get(name) or "") for name in ("number", "more"))
        half = bool(groups.get("half") or groups.get("behind"))
        return self._mark(
            read(found.group(), number.value if number else 0, more.value if more else None, half), found
        )


_Measure = Callable[[str, int, int | None, bool], Figure]


@cache
def _first_words(primary: str) -> frozenset[str]:
    return frozenset(phrase.split()[0] for phrase in _number_words(primary))


@cache
def _digits(primary: str) -> list[tuple[re.Pattern[str], Callable[[re.Match[str]], Figure | None]]]:
    speech = speech_of(primary)
    decades = "|".join(sorted(speech.decades, key=len, reverse=True))
    return [
        (
            re.compile(r"(?<![\w:.])(\d{1,2}):([0-5]\d)(?![\w:])"),
            lambda f: Figure("clock", int(f[1]) * 60 + int(f[2])),
        ),
        (re.compile(speech.decade_digits), _decade),
        (re.compile(rf"(?<!\w)(?:{decades})(?!\w)"), lambda f: Figure("decade", speech.decades[f.group()])),
        (re.compile(r"(?<![\w.,:])(?:1[5-9]\d\d|20\d\d)(?!\w|[.,:]\d)"), lambda f: Figure("year", int(f.group()))),
        (re.compile(r"(?<!\w)'(\d\d)(?!\w)"), lambda f: Figure("year", _full_year(int(f[1])))),
        (
            re.compile(r"(?<!\w)(\d{1,3})(?:st|nd|rd|th|\.(?= ?[^\W\d_])|º|ª|ème|e|er|re|o|a)(?!\w)"),
            lambda f: Figure("ordinal", int(f[1])),
        ),
        (
            re.compile(r"(?<!\w)\d+(?:[.,]\d+)*(?!\w)"),
            lambda f: Figure("number", int(re.sub(r"\D", "", f.group())[:9])),
        ),
    ]


def _full_year(two_digits: int) -> int:
    return two_digits + (1900 if two_digits >= 30 else 2000)  # noqa: PLR2004 - the way it is heard now


def _decade(found: re.Match[str]) -> Figure:
    digits = int(next(filter(None, found.groups())))
    return Figure("decade", digits if digits >= _CENTURY else _full_year(digits))


def _as_told(figure: Figure, _text: str, _number: int, _more: int | None, _half: bool) -> Figure:
    return figure


@cache
def _units(primary: str) -> list[tuple[re.Pattern[str], _Measure]]:
    speech: Speech = speech_of(primary)
    low, high = MARKS["number"]
    one, more = f"(?P<number>[{low}-{high}])", f"(?P<more>[{low}-{high}])"
    minutes = (
        rf"{one} +(?P<half>{speech.half} +)?(?:{speech.minutes})(?!\w)"
        rf"(?:(?: (?:and|und|et|y|e))? +{more} +(?:{speech.seconds})(?!\w)|(?P<behind> +(?:{speech.half}))(?!\w))?"
    )
    years, decades = (text.replace("#", one) for text in (speech.years_ago, speech.decades_ago))
    phrases = [(text, Figure("length", value, exact=False)) for text, value in speech.lengths.items()]
    phrases += [(text, Figure("ago", value, exact=False)) for text, value in speech.ages.items()]
    told: list[tuple[str, _Measure]] = [
        (
            minutes,
            lambda _, n, more, half: Figure("length", n * 60 + 30 * half + (more or 0), exact=more is not None),
        ),
        (rf"{one} +(?:{speech.seconds})(?!\w)", lambda _, n, _more, _half: Figure("length", n)),
        (rf"(?<!\w){decades}(?!\w)", lambda _, n, _more, _half: Figure("ago", n * 10, exact=False)),
        (rf"(?<!\w){years}(?!\w)", lambda _, n, _more, _half: Figure("ago", n)),
    ]
    for text, figure in sorted(phrases, key=lambda phrase: -len(phrase[0])):
        told.insert(0, (rf"(?<!\w){re.escape(text)}(?!\w)", partial(_as_told, figure)))
    return [(re.compile(text), read) for text, read in told]
