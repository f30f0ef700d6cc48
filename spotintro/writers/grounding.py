"""The strict mode: which of a model's sentences stand on the known facts.

A sentence is dropped when it holds one of these, and the facts don't:

* a number, in digits or (English) in words, that is not the track's year, length, number or part of a name;
* a name: a capitalised word that neither starts the sentence as a common word nor belongs to a known name, in
  whatever spelling (`writers/names.py`);
* words of a claim about music (English): prizes, charts, sales, who wrote, sang, produced or recorded it and
  where, origins, fame, instruments, kinds of music, what the words are about, how it relates to other records;
* a quotation of two words or more that is none of the names.

It is a net for words, no understanding. It can't catch a false claim made of plain words ("they never met
again"), of known names put together wrongly (the album said to be the artist), of adjectives that describe the
sound ("a slow, sad piece"), a false year that happens to be another known number, a name that is also a common
word at the start of a sentence ("Will"), or praise in common words. It drops harmless sentences too, when
they use a number, a name or a word of music as a figure of speech; the rest of the text stands without them.

In other languages than English only numbers in digits, names and international words are looked at; in German,
where every noun is capitalised, not even names; in scripts without capitals only digits and Latin names.
"""

from __future__ import annotations

import re

from spotintro.spelling.romanisation import plain_letters, romanised
from spotintro.writers.announcements.en import WORDING as ENGLISH
from spotintro.writers.facts import Facts
from spotintro.writers.names import Names
from spotintro.writers.vocabulary import (
    CLAIMS,
    COMMON_OPENERS,
    INTERNATIONAL_CLAIMS,
    NAME_GAP,
    NUMBER_GAP,
    NUMBER_WORDS,
    Needs,
)

_WORD = re.compile(r"[^\W_]+(?:['’.&][^\W_]+)*")
_STARTS_A_SENTENCE = re.compile(r"(?:^|[.!?…:]['\"”’)]*\s+|[—–]\s*|^\W+|[\"“‘«(]\s*)$")
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_QUOTATION = re.compile(r"[“\"«„]([^”\"»“„«]{1,300})[”\"»“]")
_ALWAYS_CAPITAL = frozenset({"i", "dj", "ok"})
_CAPITALISES_NOUNS = frozenset({"de", "lb", "gsw", "nds"})
_POSSESSIVE = re.compile(r"['’]s?$")


def _words(text: str) -> list[str]:
    return [plain_letters(word).casefold() for word in re.findall(r"[^\W_]+", text)]


def _spoken_years(year: int) -> set[str]:
    """List how a year is read in English: "nineteen eighty-four", "two thousand and four", "eighties", "1980s"."""
    tens = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
    decades = {2: "twenties", 3: "thirties", 4: "forties", 5: "fifties", 6: "sixties", 7: "seventies"}
    decades |= {8: "eighties", 9: "nineties"}

    def two(number: int) -> list[str]:
        if number <= 20:  # noqa: PLR2004 - above, English joins two words
            return [ENGLISH.number(number)]
        joined = (tens[number // 10], ENGLISH.number(number % 10)) if number % 10 else (tens[number // 10],)
        return ["-".join(joined), " ".join(joined)]

    century, rest = divmod(year, 100)
    decade = rest // 10
    said = {f"{year // 10 * 10}s", f"'{decade}0s", f"’{decade}0s", f"{decade}0s"}
    for head in two(century):
        if rest == 0:
            said.add(f"{head} hundred")
        elif rest < 10:  # noqa: PLR2004 - one digit
            said |= {f"{head} oh {ENGLISH.number(rest)}", f"{head} o {ENGLISH.number(rest)}"}
        else:
            said |= {f"{head} {tail}" for tail in two(rest)}
        if decade in decades:
            said |= {f"{head} {decades[decade]}", decades[decade]}
    if century == 20:  # noqa: PLR2004 - "two thousand" is said of this century alone
        said.add("two thousand")
        for tail in two(rest):
            said |= {f"two thousand {tail}", f"two thousand and {tail}"}
    return said


class Grounding:
    """Checks sentences against the facts of one track.

    Args:
        language: BCP 47, of the text that is checked.
    """

    def __init__(self, facts: Facts, language: str = "en") -> None:
        primary = language.partition("-")[0].casefold()
        self._english = primary == "en"
        self._names_are_seen = primary not in _CAPITALISES_NOUNS
        self._names = Names(facts.names, language)
        self._known_words = {word for name in facts.names for word in (*_words(name), *_words(romanised(name)))}
        self._known_texts = {name.casefold() for name in facts.names}
        self._numbers = self._known_numbers(facts)
        self._needs_met = _needs_met(facts)
        phrases = {name for name in facts.names if name}
        if self._english:
            phrases |= self._spoken_phrases(facts)
        self._phrases = (
            re.compile(
                "|".join(
                    rf"(?<!\w){re.escape(phrase)}(?!\w)" for phrase in sorted(phrases, key=len, reverse=True)
                ),
                re.IGNORECASE,
            )
            if phrases
            else None
        )

    @staticmethod
    def _known_numbers(facts: Facts) -> set[str]:
        in_names = {number.lstrip("0") for name in facts.names for number in re.findall(r"\d+", name)}
        numbers = {number for number in (facts.year, facts.track_number, facts.disc_number) if number}
        if facts.duration_ms:
            seconds = round(facts.duration_ms / 1000)
            numbers |= {seconds, seconds // 60, seconds % 60, -(-seconds // 60), round(seconds / 60)}
        return in_names | {str(number).lstrip("0") for number in numbers}

    def _spoken_phrases(self, facts: Facts) -> set[str]:
        phrases: set[str] = set()
        if facts.year:
            phrases |= _spoken_years(facts.year)
        if facts.duration_ms:
            phrases.add(ENGLISH.duration(facts.duration_ms))
            for minutes in (facts.duration_ms // 60_000, -(-facts.duration_ms // 60_000)):
                for said in (str(minutes), ENGLISH.number(minutes)):
                    phrases |= {f"{said}-minute", f"{said} minutes", f"{said} minute"}
        for number in (facts.track_number, facts.disc_number):
            if number:
                phrases |= {f"{kind} {ENGLISH.number(number)}" for kind in ("track", "disc", "track number")}
        return phrases

    def unknown_claim(self, sentence: str) -> str | None:
        """Find the first thing in `sentence` that the facts don't carry; None where the sentence stands."""
        for quotation in _QUOTATION.findall(sentence):
            said = quotation.strip(" .,!?").casefold()
            known = any(said in name for name in self._known_texts) or self._names.make_up(quotation)
            if len(said.split()) > 1 and not known:
                return str(quotation)
        rest = sentence
        for start, end in reversed(self._names.spans(sentence)):
            rest = f"{rest[:start]} {NAME_GAP} {rest[end:]}"
        rest = rest if self._phrases is None else self._phrases.sub(self._gap, rest)
        return self._unknown_number(rest) or self._unknown_words(rest) or self._unknown_name(rest)

    def _gap(self, found: re.Match[str]) -> str:
        return f" {NAME_GAP if found.group().casefold() in self._known_texts else NUMBER_GAP} "

    def _unknown_number(self, text: str) -> str | None:
        for number in _NUMBER.findall(text):
            if not all(part.lstrip("0") in self._numbers for part in re.findall(r"\d+", number)):
                return str(number)
        if self._english:
            for word in _words(text):
                if word in NUMBER_WORDS and word not in self._known_words:
                    return word
        return None

    def _unknown_words(self, text: str) -> str | None:
        claims = CLAIMS if self._english else INTERNATIONAL_CLAIMS
        for claim in claims:
            if claim.needs in self._needs_met:
                continue
            for found in claim.pattern.finditer(text):
                if not self._known_words.issuperset(_words(found.group())):
                    return found.group()
        return None

    def _unknown_name(self, text: str) -> str | None:
        if not self._names_are_seen:
            return None
        for found in _WORD.finditer(text):
            word = found.group()
            if word.islower() or not any(char.isupper() or char.istitle() for char in word):
                continue
            bare = _POSSESSIVE.sub("", word.casefold())
            first = re.split(r"['’]", bare)[0]
            if self._known_words.issuperset(_words(bare)) or first in _ALWAYS_CAPITAL:
                continue
            starts = _STARTS_A_SENTENCE.search(text[: found.start()]) is not None
            # Common openers are listed for English alone; elsewhere the first word is let pass.
            if starts and word[1:].islower() and (not self._english or {bare, first} & COMMON_OPENERS):
                continue
            if starts and len(word) == 1 and (not self._english or bare in {"a", "o"}):
                continue
            return word
        return None


def _needs_met(facts: Facts) -> set[Needs]:
    met = {
        Needs.YEAR: facts.year is not None,
        Needs.COMPOSERS: bool(facts.composers),
        Needs.ALBUM: facts.album is not None,
        Needs.SEVERAL_ARTISTS: len(facts.artists) > 1,
        Needs.FIRST_TRACK: facts.track_number == 1 and facts.disc_number in {None, 1},
    }
    return {need for need, is_met in met.items() if is_met}
