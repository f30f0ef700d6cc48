"""Whether a model's text is in another language than it was asked for: by its letters first, then by its words.

The words are judged by Google's CLD3 (a small neural net, 1.4 MB in all, 0.1 ms a text), which is loaded with the
first text that its letters don't decide. What it isn't sure of counts as right, and so does a close relative: of
1,354 texts of 8 to 60 words in nine languages none was judged wrong, and 1,342 were decided.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from spotintro.spelling.romanisation import script_of
from spotintro.writers.cleaning import word_count
from spotintro.writers.language_names import language_name, primary_of
from spotintro.writers.names import Names

if TYPE_CHECKING:
    import gcld3

MIN_WORDS = 8
"""Fewer, with the track's names removed, tell too little."""
_SURE = 0.8
_MOST_CHARS = 4_000
_FOREIGN_SHARE = 0.5
_KANA_SHARE = 0.1

_LATIN = frozenset({"LATIN"})
_HAN = frozenset({"CJK", "BOPOMOFO"})
_KANA = frozenset({"HIRAGANA", "KATAKANA"})
_CYRILLIC = frozenset({"CYRILLIC"})
_ARABIC = frozenset({"ARABIC"})
_DEVANAGARI = frozenset({"DEVANAGARI"})
_SCRIPTS = {
    "ja": _HAN | _KANA, "zh": _HAN, "yue": _HAN, "ko": frozenset({"HANGUL"}) | _HAN,
    "ru": _CYRILLIC, "uk": _CYRILLIC, "be": _CYRILLIC, "bg": _CYRILLIC, "mk": _CYRILLIC, "tg": _CYRILLIC,
    "mn": _CYRILLIC, "kk": _CYRILLIC | _LATIN, "ky": _CYRILLIC, "sr": _CYRILLIC | _LATIN,
    "el": frozenset({"GREEK"}), "he": frozenset({"HEBREW"}), "yi": frozenset({"HEBREW"}),
    "ar": _ARABIC, "fa": _ARABIC, "ur": _ARABIC, "ps": _ARABIC,
    "hi": _DEVANAGARI, "mr": _DEVANAGARI, "ne": _DEVANAGARI,
    "th": frozenset({"THAI"}), "ka": frozenset({"GEORGIAN"}), "hy": frozenset({"ARMENIAN"}),
    "ta": frozenset({"TAMIL"}), "te": frozenset({"TELUGU"}), "bn": frozenset({"BENGALI"}),
}  # fmt: skip
"""In whose letters a language is written; Latin ones where it isn't listed and CLD3 knows it."""
_WRITTEN_BY = {
    "HANGUL": "ko", "GREEK": "el", "HEBREW": "he", "THAI": "th", "GEORGIAN": "ka", "ARMENIAN": "hy", "TAMIL": "ta",
    "TELUGU": "te", "BENGALI": "bn", "CYRILLIC": "ru", "ARABIC": "ar", "DEVANAGARI": "hi",
}  # fmt: skip
"""Whose letters they are before all, where the words don't tell."""
_IN_LATIN = frozenset({
    "af", "az", "bs", "ca", "cs", "cy", "da", "de", "en", "eo", "es", "et", "eu", "fi", "fil", "fr",
    "fy", "ga", "gd", "gl", "hr", "hu", "id", "is", "it", "la", "lb", "lt", "lv", "ms", "mt", "nb",
    "nl", "nn", "no", "pl", "pt", "ro", "sk", "sl", "so", "sq", "sv", "sw", "tl", "tr", "uz", "vi",
    "xh", "zu",
})  # fmt: skip
_SAME = {"iw": "he", "nb": "no", "nn": "no", "tl": "fil", "yue": "zh", "jv": "id"}
_WRITTEN_UNASKED = frozenset({
    "cs", "da", "de", "en", "es", "fi", "fr", "hu", "id", "it", "nl", "no", "pl", "pt", "ro", "sv", "tr", "vi",
})  # fmt: skip
"""In Latin letters, the languages that models fall into. Others are what CLD3 sees in an odd text: "A sentence it
must be" is no Luxembourgish."""
_RELATIVES = (
    frozenset({"da", "no", "sv"}), frozenset({"bs", "hr", "sr", "sl"}), frozenset({"cs", "sk"}),
    frozenset({"sk", "pl"}), frozenset({"es", "gl", "ca"}), frozenset({"pt", "gl"}), frozenset({"it", "co"}),
    frozenset({"nl", "af", "fy"}),
    frozenset({"de", "lb"}), frozenset({"id", "ms", "jv", "su"}), frozenset({"bg", "mk"}), frozenset({"ru", "be"}),
    frozenset({"uk", "be"}), frozenset({"hi", "mr", "ne"}), frozenset({"gd", "ga"}), frozenset({"xh", "zu"}),
    frozenset({"az", "tr"}), frozenset({"fr", "ca"}),
)  # fmt: skip


def load() -> None:
    """Load what judges the words, a few ms. Call it in a thread, ahead of the first text.

    Where it isn't installed (it has no wheel for each system), the letters alone are judged.
    """
    _identifier()


@cache
def _identifier() -> gcld3.NNetLanguageIdentifier | None:
    try:
        import gcld3
    except ImportError:
        return None
    return gcld3.NNetLanguageIdentifier(min_num_bytes=0, max_num_bytes=_MOST_CHARS)


class TextLanguage:
    """Judges the texts about one track.

    Args:
        language: BCP 47, what was asked for. Of one that nothing is known of, every text counts as right.
        names: Of the track, as the player gives them: whatever language they are in, they tell nothing.
    """

    def __init__(self, language: str, names: Iterable[str]) -> None:
        primary = primary_of(language)
        self._asked = _SAME.get(primary, primary)
        self._scripts = _SCRIPTS.get(primary) or (_LATIN if primary in _IN_LATIN else None)
        self._names = Names(names, language)

    def is_other(self, text: str) -> str | None:
        """Return the English name of the text's language where it is decidedly another; else None."""
        if self._scripts is None:
            return None
        rest = self._without_names(text)[:_MOST_CHARS]
        if word_count(rest) < MIN_WORDS:
            return None
        other = self._by_letters(rest, self._scripts) or self._by_words(rest)
        return None if other is None else language_name(other)

    def _without_names(self, text: str) -> str:
        rest = text
        for start, end in reversed(self._names.spans(text)):
            rest = f"{rest[:start]} {rest[end:]}"
        return rest

    def _by_letters(self, text: str, scripts: frozenset[str]) -> str | None:
        letters = Counter(filter(None, map(script_of, text)))
        total = letters.total()
        kana = sum(letters[script] for script in _KANA)
        foreign = total - sum(letters[script] for script in scripts)
        if self._asked == "ja" and letters["CJK"] > total * _FOREIGN_SHARE and kana < total * _KANA_SHARE:
            return "zh"  # no Japanese sentence does without kana
        if foreign <= total * _FOREIGN_SHARE and not (self._asked == "zh" and kana > total * _KANA_SHARE):
            return None
        if kana > total * _KANA_SHARE:
            return "ja"
        script = max((script for script in letters if script not in scripts), key=letters.__getitem__)
        if script in _HAN:
            return "zh"
        return self._by_words(text) or _WRITTEN_BY.get(script, "en" if script == "LATIN" else script.capitalize())

    def _by_words(self, text: str) -> str | None:
        identifier = _identifier()
        if identifier is None:
            return None
        found = identifier.FindLanguage(text)
        heard = primary_of(found.language)
        heard = _SAME.get(heard, heard)
        if not found.is_reliable or found.probability < _SURE or heard == self._asked:
            return None
        if heard in _IN_LATIN and heard not in _WRITTEN_UNASKED:
            return None
        # What is written in Latin letters for want of its own ("zh-Latn") is found in any odd text.
        if "-" in found.language or any({heard, self._asked} <= relatives for relatives in _RELATIVES):
            return None
        return heard
