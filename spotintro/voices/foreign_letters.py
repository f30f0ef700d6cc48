"""What a voice can't read, in letters that it reads: other scripts, and Latin letters of other languages.

A German voice says "ch" where an English one says "sh", so a romanised name is spelt for the ear of each language.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

from spotintro.spelling.romanisation import plain_letters, romanised, script_of

_PINYIN = {r"\bzh": "j", r"\bq": "ch", r"\bx": "sh", r"\bc(?!h)": "ts", r"ou\b": "oh", r"ie\b": "ieh"}
_SPELT_AS: Mapping[str, Mapping[str, str]] = {
    "de": {
        "shch": "sch", "tch": "tsch", "ch": "tsch", "sh": "sch", "zh": "sch", "kh": "ch", "gh": "g", "ts": "z",
        "z": "s", "v": "w", "j": "dsch", "i?y(?![aeiou])": "i", "y(?=[aeiou])": "j",
    },
    "fr": {
        "shch": "ch", "ou": "ou", "tch": "tch", "ch": "tch", "sh": "ch", "zh": "j", "j": "dj", "u": "ou",
        "w": "ou", "g(?=[ei])": "gu", "gh": "gh", "z": "z", "(?<=[aeiou])s(?=[aeiou])": "ss",
        "i?y(?![aeiou])": "i",
        r"n\b": "ne",
    },
    "es": {
        "shch": "sh", "zh": "y", "kh": "j", "gh": "g", "j": "y", "g(?=[ei])": "gu", "z": "s",
        "i?y(?![aeiou])": "i",
    },
    "it": {
        "shch(?=[ei])": "sc", "shch": "sci", "tch(?=[ei])": "cc", "tch": "cci", "ch(?=[ei])": "c", "ch": "ci",
        "sh(?=[ei])": "sc", "sh": "sci", "zh(?=[ei])": "g", "zh": "gi", "kh": "k", "gh(?=[ei])": "gh", "gh": "g",
        "j(?=[ei])": "g", "j": "gi", "g(?=[ei])": "gh", "ts": "z", "z": "s", "i?y(?![aeiou])": "i",
        "y(?=[aeiou])": "i", "w": "u",
    },
    "pt": {
        "shch": "ch", "tch": "tch", "ch": "tch", "sh": "ch", "zh": "j", "j": "dj", "kh": "k", "gh": "g",
        "g(?=[ei])": "gu", "(?<=[aeiou])s(?=[aeiou])": "ss", "i?y(?![aeiou])": "i", "w": "u",
    },
    "en": {
        "shch": "sh", "iy(?![aeiou])": "y", r"ieh\b": "yeh", "i(?=r)": "ee", r"(?<=\b[^aeiou\W])i\b|\bi\b": "ee",
        r"u(?=[^aeiou\W]\b)": "oo",
    },
}  # fmt: skip
"""For each language, how it writes what English writes so; the first that fits wins."""

_READ_BY_ALL_SIX = frozenset("àáâãäçèéêëìíîïñòóôõöùúûüýÿœæß")
_SOUNDS = {
    "š": "sh", "ś": "sh", "ş": "sh", "ș": "sh", "č": "ch", "ć": "ch", "ž": "zh", "ź": "zh", "ż": "zh", "ř": "rzh",
    "đ": "j", "ţ": "ts", "ț": "ts", "ń": "ny", "ň": "ny", "ğ": "", "ł": "w", "ą": "on", "ę": "en", "ě": "ye",
    "ű": "ü", "å": "o", "þ": "th", "ð": "th", "ə": "e", "ı": "i", "ŋ": "ng", "ư": "u", "ơ": "o",
}  # fmt: skip


@cache
def _spelling(language: str) -> tuple[re.Pattern[str], tuple[str, ...]] | None:
    table = _SPELT_AS.get(language)
    if table is None:
        return None
    return re.compile("|".join(f"({form})" for form in table)), tuple(table.values())


def _as_heard(word: str, language: str) -> str:
    found = _spelling(language)
    if found is None:
        return word
    pattern, spelt = found
    lower = word.lower()
    said = pattern.sub(lambda match: spelt[(match.lastindex or 1) - 1], lower)
    return said.title() if word.istitle() else said


def _pinyin_as_heard(word: str) -> str:
    for letters, heard in _PINYIN.items():
        word = re.sub(letters, heard, word, flags=re.IGNORECASE)
    return word.title()


_MARKS = frozenset(".,;:!?…。，、；：！？।۔؟،")
_DENSE = frozenset({"CJK", "HIRAGANA", "KATAKANA", "HANGUL"})
_A_LETTER_SAYS = 3
_LONGEST_LONE_NAME, _LONGEST_LONE_SENTENCE = 60, 12
_WORDS_OF_A_HOST = 2


def is_foreign_text(text: str, scripts: frozenset[str]) -> bool:
    """Return whether a text is not just a name or two in another script, but a text in it.

    In the voice's letters nobody understands it, so it isn't said. Names are told by the host's words around
    them, or by their being short and without a mark.
    """
    if text.isascii():
        return False
    own_words = sum(any(script_of(char) in scripts for char in word) for word in re.findall(r"[^\W\d_]+", text))
    if own_words >= _WORDS_OF_A_HOST:
        return False
    foreign = [script_of(char) for char in text if char.isalpha() and script_of(char) not in scripts]
    length = sum(_A_LETTER_SAYS if script in _DENSE else 1 for script in foreign)
    return length > (_LONGEST_LONE_SENTENCE if _MARKS & set(text) else _LONGEST_LONE_NAME)


def readable(text: str, language: str, scripts: frozenset[str]) -> str:
    """Put what is of no script in `scripts` into Latin letters, spelt for the ear of `language` (as "en")."""
    if text.isascii():
        return text

    def respell(script: str, word: str) -> str:
        return _as_heard(_pinyin_as_heard(word) if script == "CJK" else word, language)

    said = romanised(text, kept=scripts, respell=respell)
    return _latin(said, language) if language in _SPELT_AS else said


def _latin(text: str, language: str) -> str:
    said: list[str] = []
    for char in unicodedata.normalize("NFC", text):
        lower = char.lower()
        if char.isascii() or script_of(char) != "LATIN" or (lower in _READ_BY_ALL_SIX and lower != "ß"):
            said.append(char)
            continue
        if lower == "ß":
            said.append("ß" if language == "de" else "ss")
            continue
        if lower in "øő":
            sound = {"en": "ö", "de": "ö", "fr": "eu"}.get(language, "o")
        else:
            heard = _SOUNDS.get(lower)
            sound = plain_letters(lower) if heard is None else _as_heard(heard, language)
        said.append(sound.capitalize() if char.isupper() else sound)
    return "".join(said)
