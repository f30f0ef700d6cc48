"""The names of a track, found in a text in whatever spelling.

"Nuit blanche a Alesund", Pink for P!nk, "Part Two" for "Pt. 2", ACDC for AC/DC, "Nancy Ajram" for نانسي عجرم. Each
name is brought into the forms that people write, folded to the 26 letters and digits without gaps; a text holds a
name where words in a row come to one of these forms. A name of another script is known by its consonants, too, for
everybody romanises the vowels as they like.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from spotintro.spelling.editions import without_edition, without_guests
from spotintro.spelling.numerals import LANGUAGES, cardinal, ordinal, pairs, roman_value, year
from spotintro.spelling.romanisation import folded, romanised, script_of
from spotintro.writers.vocabulary import COMMON_OPENERS

_WORD = re.compile(r"[^\W_]+")
_PIECE = re.compile(r"[^\W_]+|[&+]")
_OPENING_QUOTES = frozenset("\"'“‘„«‹「『*_")
_ENDS_A_SENTENCE = frozenset(".!?…:。！？")
_COMMON = COMMON_OPENERS | {"changes", "crazy", "help", "home", "me", "radio", "ready", "run", "song", "sorry"}
"""Words that a host's sentence begins with, and that are titles as well (English)."""
_HEAD = re.compile(r"\s*(?:[(\[:,;/]|\s[-–—]\s)")
_ARTICLE = re.compile(r"^(?:the|der|die|das|les|los|las)\s+", re.IGNORECASE)
_SAME = tuple(
    frozenset(words.split())
    for words in (
        "and und et y e ed n",
        "featuring feat ft with mit avec con com",
        "part pt teil partie parte",
        "volume vol volumen band",
        "number no nr nummer numero",
        "opus op opera",
        "versus vs v gegen contre contra contro",
        "saint st",
        "mount mt",
        "sergeant sgt",
        "mister mr",
        "missus mrs",
        "doctor dr doktor",
        "junior jr",
        "brothers bros",
    )
)
_AND = _SAME[0]
_BEFORE_NUMERALS = frozenset().union(*_SAME[2:6])
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})
_MOST_FORMS = 96
_LEAST_LETTERS = 4
"""Of a part of a name (without its article, up to its colon) that stands for the whole."""
_LEAST_CONSONANTS = 3
_LARGEST_NUMERAL = 39
_MOST_DIGITS = 4
_CLASSES = (
    (re.compile(r"(.)\1+"), r"\1"),
    (re.compile(r"tsch|tsh|tch|cz|ch"), "1"),
    (re.compile(r"sch|sh|sz"), "2"),
    (re.compile(r"zh|dj|dz|j"), "3"),
    (re.compile(r"kh"), "h"),
    (re.compile(r"gh"), "g"),
    (re.compile(r"ph|v|w"), "f"),
    (re.compile(r"th"), "t"),
    (re.compile(r"ts|tz"), "z"),
    (re.compile(r"c(?=[eiy])"), "s"),
    (re.compile(r"ck|q|c"), "k"),
    (re.compile(r"x"), "ks"),
    (re.compile(r"[aeiouy]+"), ""),
)


def _consonants(latin: str) -> str:
    bare = folded(latin)
    for pattern, sound in _CLASSES:
        bare = pattern.sub(sound, bare)
    return bare


def _is_foreign(name: str) -> bool:
    return any(script_of(char) not in {"", "LATIN", "MODIFIER", "COMBINING"} for char in name)


class Names:
    """The names of one track, ready to be looked for.

    Args:
        names: As the player gives them.
        language: BCP 47, of the texts that are looked through: numbers may stand in its words.
    """

    def __init__(self, names: Iterable[str], language: str = "en") -> None:
        primary = language.partition("-")[0].casefold()
        self._languages = tuple(dict.fromkeys(("en", primary))) if primary in LANGUAGES else ("en",)
        self._numbers: dict[str, int] | None = None
        self._forms: dict[str, bool] = {}  # folded; whether it counts with a capital alone
        self._consonants: set[str] = set()
        names = tuple(names)
        for name in names:
            self._add(name)
        # Of scripts without capitals, too, each place counts.
        self._is_lower = any(name == name.lower() for name in names)
        self._longest = max(map(len, self._forms), default=0)
        self._most_consonants = max(map(len, self._consonants), default=0)

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Find where names stand in a text, from left to right, the longest first, without overlaps."""
        words = [(found.start(), found.end()) for found in _WORD.finditer(text)]
        spans: list[tuple[int, int]] = []
        index = 0
        while index < len(words):
            end = self._longest_match(text, words, index)
            if end > index:
                spans.append((words[index][0], words[end - 1][1]))
            index = max(end, index + 1)
        return spans

    def named_in(self, text: str) -> bool:
        """Return whether any of the names stands in a text."""
        return bool(self.spans(text))

    def surely_in(self, text: str) -> bool:
        """Return whether a name stands in a text that can't be its common words: "Help is on the way", "so what".

        It is in quotation marks, has a capital elsewhere than at a sentence's beginning, or a word that is not
        among the common ones. Of names that are themselves without capitals, each place counts.
        """
        for start, end in self.spans(text):
            words, before = text[start:end].split(), text[:start].rstrip()
            has_capital = any(word[:1] != word[:1].lower() for word in words)
            begins = not before or before[-1] in _ENDS_A_SENTENCE
            if self._is_lower or (before and before[-1] in _OPENING_QUOTES) or (has_capital and not begins):
                return True
            if has_capital and not all(folded(word) in _COMMON for word in words):
                return True
        return False

    def make_up(self, text: str) -> bool:
        """Return whether a text is names and nothing else."""
        rest = list(text)
        for start, end in self.spans(text):
            rest[start:end] = " " * (end - start)
        return not any(char.isalnum() for char in rest)

    def _longest_match(self, text: str, words: list[tuple[int, int]], first: int) -> int:
        """Find the longest name that begins with word `first`; return the index behind it, else `first`."""
        joined = ""
        end = first
        capital = not text[words[first][0]].islower()
        for index in range(first, len(words)):
            joined += folded(text[slice(*words[index])])
            if len(joined) > max(self._longest, 4 * self._most_consonants):
                break
            as_written = self._forms.get(joined)
            by_ear = capital and self._consonants and _consonants(joined) in self._consonants
            if (as_written is not None and (capital or not as_written)) or by_ear:
                end = index + 1
        return end

    def _add(self, name: str) -> None:
        for whole in dict.fromkeys((name, without_edition(name), without_guests(without_edition(name)))):
            is_word = len(whole.split()) == 1 and any(char.isalpha() for char in whole)
            needs_capital = is_word and next(filter(str.isalnum, whole)).isupper()
            for form in self._written(whole):
                self._forms[form] = self._forms.get(form, True) and needs_capital
        bare = without_guests(without_edition(name))
        for part in (_ARTICLE.sub("", bare), _HEAD.split(bare, maxsplit=1)[0]):
            if part != bare and len(folded(part)) >= _LEAST_LETTERS:
                for form in self._written(part):
                    self._forms.setdefault(form, True)
        if _is_foreign(bare):
            latin = romanised(bare)
            self._forms.setdefault(folded(latin), True)
            for spelling in (latin, latin.replace("kh", "ch").replace("Kh", "Ch")):  # Rachmaninoff
                if len(by_ear := _consonants(spelling)) >= _LEAST_CONSONANTS:
                    self._consonants.add(by_ear)

    def _written(self, name: str) -> Iterator[str]:
        """Yield the forms of one name, folded."""
        seen = {name, re.sub(r"(?<=\w)!(?=\w)", "i", name.replace("$", "s")), name.casefold().translate(_UMLAUTS)}
        for spelling in sorted(seen):
            forms = [""]
            pieces = _PIECE.findall(spelling)
            for index, piece in enumerate(pieces):
                before = pieces[index - 1].casefold() if index else ""
                others = self._same_as(piece, before)
                if len(forms) * len(others) > _MOST_FORMS:
                    others = others[:1]
                forms = [form + other for form in forms for other in others]
            yield from filter(None, forms)

    def _same_as(self, piece: str, before: str) -> list[str]:
        word = folded(piece)
        if piece in {"&", "+"}:
            return ["", *sorted(_AND)]
        for same in _SAME:
            if word in same:
                return [word, *sorted(same - {word}), *([""] if same is _AND else [])]
        value = roman_value(piece)
        is_numeral = (
            value is not None and value <= _LARGEST_NUMERAL and (len(piece) > 1 or before in _BEFORE_NUMERALS)
        )
        if value is not None and is_numeral:
            said = {f"the{folded(ordinal(value, 'en'))}", *(folded(ordinal(value, to)) for to in self._languages)}
            return [word, str(value), *sorted(said | self._in_words(value))]
        if word.isdecimal() and len(word) <= _MOST_DIGITS:
            return [word, *sorted(self._in_words(int(word)) | self._roman(int(word), before))]
        number = self._number_words().get(word) if piece.isalpha() else None
        return [word] if number is None else [word, str(number), *sorted(self._roman(number, before))]

    def _in_words(self, number: int) -> set[str]:
        said = {folded(cardinal(number, to)) for to in self._languages}
        said |= {folded(year(number, to)) for to in self._languages}
        return said | {folded(pairs(number))}

    def _number_words(self) -> dict[str, int]:
        if self._numbers is None:
            numbers = (*range(21), *range(30, 100, 10))
            self._numbers = {folded(cardinal(number, to)): number for to in self._languages for number in numbers}
        return self._numbers

    @staticmethod
    def _roman(number: int, before: str) -> set[str]:
        if before not in _BEFORE_NUMERALS or not 0 < number <= _LARGEST_NUMERAL:
            return set()
        tens, ones = divmod(number, 10)
        return {"x" * tens + ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[ones]}
