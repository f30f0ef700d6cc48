"""Names of other scripts in Latin letters.

`anyascii` (every script of Unicode, character by character) does the most of it. What its way can't give is done
here: kana that change their neighbour, the vowels that Indic scripts imply and those that Arabic and Hebrew leave
out, and Greek's pairs of letters. A name in Chinese characters is read as Mandarin, in Japanese too: how a
Japanese name is read can't be told from its characters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from itertools import groupby

_KANA = frozenset({"HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA"})
_ABJADS = frozenset({"ARABIC", "HEBREW"})
_INDIC = frozenset({
    "DEVANAGARI", "BENGALI", "GURMUKHI", "GUJARATI", "ORIYA", "TAMIL", "TELUGU", "KANNADA", "MALAYALAM"
})  # fmt: skip
_SCHWA_IS_SAID_AT_THE_END = frozenset({"TAMIL", "TELUGU", "KANNADA", "MALAYALAM"})
_ARABIC = {
    "ا": "a", "أ": "a", "إ": "i", "آ": "a", "ى": "a", "ة": "a", "و": "w", "ي": "y", "ی": "y", "ع": "a", "ء": "",
    "ئ": "y", "ؤ": "w", "ق": "q", "خ": "kh", "غ": "gh", "ش": "sh", "چ": "ch", "ج": "j", "ث": "th", "ذ": "dh",
    "ك": "k", "ک": "k", "ه": "h", "ح": "h", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "ژ": "zh", "پ": "p", "گ": "g",
}  # fmt: skip
_HEBREW = {
    "א": "a", "ב": "b", "ג": "g", "ד": "d", "ה": "h", "ו": "w", "ז": "z", "ח": "kh", "ט": "t", "י": "y", "כ": "kh",
    "ך": "kh", "ל": "l", "מ": "m", "ם": "m", "נ": "n", "ן": "n", "ס": "s", "ע": "a", "פ": "p", "ף": "f", "צ": "ts",
    "ץ": "ts", "ק": "k", "ר": "r", "ש": "sh", "ת": "t",
}  # fmt: skip
_GREEK = (
    ("γγ", "ng"), ("γξ", "nx"), ("γχ", "nch"), ("ου", "ou"), ("μπ", "b"), ("ντ", "nt"), ("τζ", "tz"),
    ("αυ", "av"), ("ευ", "ev"),
)  # fmt: skip
_INDIC_CONSONANTS = {
    "C": "ch", "CH": "chh", "TT": "t", "TTH": "th", "DD": "d", "DDH": "dh", "NN": "n", "SS": "sh", "SH": "sh",
    "NG": "ng", "NY": "ny", "LL": "l", "RR": "r", "LLL": "zh", "V": "v", "PH": "ph", "J": "j", "NNN": "n",
}  # fmt: skip
_INDIC_VOWELS = {"AA": "a", "II": "i", "UU": "u", "EE": "e", "OO": "o", "AI": "ai", "AU": "au", "VOCALIC R": "ri"}


def script_of(char: str) -> str:
    """Name the script of a letter as Unicode's names begin: "LATIN", "CJK", "HIRAGANA"; "" for no letter."""
    if unicodedata.category(char)[0] not in "LM":
        return ""
    return unicodedata.name(char, "").split(" ")[0]


def _runs(text: str) -> Iterator[tuple[str, str]]:
    script = ""
    scripts = []
    for char in text:
        own = script_of(char)
        if char == "ー" or own in _KANA:
            own = "HIRAGANA"
        elif own == "COMBINING":  # a mark belongs to the letter before it
            own = script
        script = own
        scripts.append(own)
    position = 0
    for own, group in groupby(scripts):
        length = len(list(group))
        yield own, text[position : position + length]
        position += length


def _kana(text: str) -> str:
    from anyascii import anyascii

    said = ""
    doubled = False
    for char in text:
        name = unicodedata.name(char, "")
        if char == "ー":
            continue
        if name.endswith("LETTER SMALL TU"):
            doubled = True
            continue
        sound = anyascii(char)
        if "SMALL Y" in name and said.endswith("i"):
            said = said[:-1]
            sound = sound[1:] if said.endswith(("sh", "ch", "j")) else sound
        elif "LETTER SMALL" in name and said:
            said = said[:-1]  # ファ, ティ
        if doubled and sound:
            sound = ("t" if sound.startswith("ch") else sound[0]) + sound
            doubled = False
        said += sound
    # A long vowel is not written in a name: Tōkyō is Tokyo.
    return re.sub(r"ou|oo", "o", said.replace("uu", "u"))


def _abjad(text: str, script: str) -> str:
    """Fill in the vowels that are not written: w and y between consonants are u and i, other gaps take one."""
    table, filler = (_ARABIC, "a") if script == "ARABIC" else (_HEBREW, "e")
    from anyascii import anyascii

    letters = [
        table.get(char, anyascii(char).lower()) for char in text if not unicodedata.category(char).startswith("M")
    ]
    word = "".join(letters)
    if word.startswith("al") and script == "ARABIC" and len(letters) > 4:  # noqa: PLR2004 - the article and a root
        return "al " + _abjad(text[2:], script)
    word = word.replace("yy", "ai")
    if script == "HEBREW":
        word = re.sub(r"^a(?=[yw])", "", word)
    word = re.sub(r"(?<![aeiou])w(?![aeiou])|(?<=[^aeiou])w$", "u" if script == "ARABIC" else "o", word)
    word = re.sub(r"(?<![aeiou])y(?![aeiou])|(?<=[^aeiou])y$", "i", word)
    word = re.sub(r"^([aeiou])\1", r"\1", re.sub(r"aa+", "a", word))
    consonant = r"(?:kh|gh|sh|ch|th|dh|zh|ts|[b-df-hj-np-tv-z])"
    word = re.sub(rf"^({consonant})(?={consonant})", rf"\1{filler}", word)
    # Three in a row, or two at the end, take a vowel before the last.
    return re.sub(rf"({consonant})(?={consonant}(?:{consonant}|$))", rf"\1{filler}", word)


def _indic(text: str, script: str) -> str:
    said: list[str] = []
    implied = False
    for char in text:
        kind, _, letter = unicodedata.name(char, "").removeprefix(f"{script} ").partition(" ")
        if char in "\u200c\u200d":
            continue
        if kind == "SIGN" and letter in {"VIRAMA", "NUKTA"}:
            implied = implied and letter == "NUKTA"
            continue
        if kind == "VOWEL":
            vowel = letter.removeprefix("SIGN ")
            said.append(_INDIC_VOWELS.get(vowel, vowel.lower()))
            implied = False
            continue
        if implied:
            said.append("a")
        implied = False
        if kind == "SIGN" or script + " " + kind == f"{script} TIPPI":
            said.append("h" if letter == "VISARGA" else "n")
        elif kind == "LETTER" and letter.endswith("A") and letter not in {"A", "AA"}:
            consonant = letter[:-1]
            said.append(_INDIC_CONSONANTS.get(consonant, consonant.lower()))
            implied = True
        elif kind == "LETTER":
            said.append(_INDIC_VOWELS.get(letter, letter.lower()))
    if implied and script in _SCHWA_IS_SAID_AT_THE_END:
        said.append("a")
    return "".join(said)


def _greek(text: str) -> str:
    from anyascii import anyascii

    plain = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if c not in "\u0301\u0384")
    plain = unicodedata.normalize("NFC", plain)
    plain = re.sub(r"([αε])υ(?=[θκξπσςτφχψ])", lambda found: {"α": "af", "ε": "ef"}[found[1]], plain)
    plain = re.sub(r"^ντ", "d", plain)
    for pair, letters in _GREEK:
        plain = plain.replace(pair, letters)
    return anyascii(plain)


def plain_letters(text: str) -> str:
    """Write Latin letters of any language with the 26: "Łódź" becomes "Lodz", "Straße" "Strasse"."""
    from anyascii import anyascii

    return text if text.isascii() else anyascii(text)


def folded(text: str) -> str:
    """Fold a text to the letters and digits that tell one name from another: "Amélie & Co." becomes "amelieco"."""
    return re.sub(r"[^a-z0-9]", "", plain_letters(text).casefold())


def _word(script: str, run: str) -> str:
    from anyascii import anyascii

    if script in _KANA:
        return _kana(run).capitalize()
    if script in _ABJADS:
        return " ".join(part.capitalize() for part in _abjad(run, script).split())
    if script in _INDIC:
        return _indic(run, script).capitalize()
    if script == "GREEK":
        return _greek(run).capitalize()
    if script in {"CJK", "BOPOMOFO"}:
        return " ".join(re.findall(r"[A-Z]?[a-z]+", anyascii(run)))
    return re.sub(r"[^A-Za-z]", "", anyascii(run)).capitalize()


def romanised(
    text: str, *, kept: frozenset[str] = frozenset({"LATIN"}), respell: Callable[[str, str], str] | None = None
) -> str:
    """Write what is of another script than `kept` in Latin letters, each word with a capital.

    Chinese characters become one word for each, in pinyin without tones. Signs and digits stay as they are.

    Args:
        text: Anything; what is of no script stays.
        kept: Names of scripts, as `script_of` gives them.
        respell: Gets the script and the word in Latin letters, spelt as English says it; returns what stands.
    """
    out = ""
    for script, run in _runs(unicodedata.normalize("NFC", text)):
        if not script or script in kept or script in {"MODIFIER", "COMBINING"}:
            out += (" " if script in kept and out and script_of(out[-1]) else "") + run
            continue
        word = _word(script, run)
        if respell is not None:
            word = respell(script, word)
        out += (" " if word and out and script_of(out[-1]) else "") + word
    return out
