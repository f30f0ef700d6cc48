"""Numbers in words, years and ordinals as each language says them, and Roman numerals.

The words are those of Unicode's CLDR, by `unicode_rbnf`, which is loaded with the first number (0.1 s; 20 to 50 ms
more for each language).
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from unicode_rbnf import RbnfEngine

LANGUAGES = frozenset({"en", "de", "fr", "es", "it", "pt"})
_CANONICAL = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_ORDINAL = {
    "en": ("spellout-ordinal", "spellout-ordinal"),
    "de": ("spellout-ordinal", "spellout-ordinal"),
    "fr": ("spellout-ordinal-masculine", "spellout-ordinal-feminine"),
    "es": ("spellout-ordinal-masculine", "spellout-ordinal-feminine"),
    "it": ("spellout-ordinal-masculine", "spellout-ordinal-feminine"),
    "pt": ("spellout-ordinal-masculine", "spellout-ordinal-feminine"),
}
_FIRST_HUNDREDS_YEAR, _LAST_HUNDREDS_YEAR = 1100, 2199


@cache
def _engine(language: str) -> RbnfEngine:
    from unicode_rbnf import RbnfEngine

    return RbnfEngine.for_language(language)


def load(language: str) -> None:
    """Load the words of English and of a language (BCP 47) ahead of the first number: a tenth of a second."""
    for primary in ("en", language.replace("_", "-").partition("-")[0].casefold()):
        if primary in LANGUAGES:
            _engine(primary)


@cache
def cardinal(number: int, language: str) -> str:
    """Write a number in words, in one of `LANGUAGES`: "forty-two", "zweiundvierzig"."""
    said = _engine(language).format_number(number).text_by_ruleset
    return said["spellout-numbering"]


@cache
def ordinal(number: int, language: str, *, feminine: bool = False, before_noun: bool = False) -> str:
    """Write an ordinal number in words, in one of `LANGUAGES`: "eighth", "achte", "octavo".

    `before_noun` is for Spanish, which says "primer movimiento", but "Felipe primero".
    """
    from unicode_rbnf import FormatPurpose

    said = _engine(language).format_number(number, FormatPurpose.ORDINAL).text_by_ruleset
    ruleset = _ORDINAL[language][feminine]
    return (before_noun and said.get(f"{ruleset}-adjective")) or said[ruleset]


@cache
def year(number: int, language: str) -> str:
    """Write a year as it is said: "nineteen ninety-nine", "neunzehnhundertneunundneunzig".

    French, Spanish, Italian and Portuguese say a year like any number.
    """
    from unicode_rbnf import FormatPurpose

    if language not in {"en", "de"} or not _FIRST_HUNDREDS_YEAR <= number <= _LAST_HUNDREDS_YEAR:
        return cardinal(number, language)
    return str(_engine(language).format_number(number, FormatPurpose.YEAR).text)


def pairs(number: int) -> str:
    """Write a number of three or four digits as English reads it in a catalogue: "five forty-five"."""
    hundreds, rest = divmod(number, 100)
    if not hundreds or hundreds % 10 == 0:
        return cardinal(number, "en")
    if not rest:
        return f"{cardinal(hundreds, 'en')} hundred"
    return f"{cardinal(hundreds, 'en')} {'oh-' if rest < 10 else ''}{cardinal(rest, 'en')}"  # noqa: PLR2004 - one digit


def roman_value(numeral: str) -> int | None:
    """Compute the value of a Roman numeral in capitals; None for what is none ("XCX", "IIII")."""
    if not numeral or _CANONICAL.fullmatch(numeral) is None:
        return None
    values = [_VALUES[letter] for letter in numeral]
    return sum(-value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True))
