"""What a voice is given of a text: what it can say, in words it says well.

A speech engine spells out what it can't read: eSpeak NG's English voice says "Chinese letter" for each character
of 坂本龍一, "dollar" for the $ of $uicideboy$ and "b bold slash b" for <b>bold</b>. The text is shown as it is;
this is only what is heard.
"""

from __future__ import annotations

import html
import re
import unicodedata

from spotintro.plain_text import single_line

MAX_CHARACTERS = 600
"""About 40 s of speech. pyttsx3 2.99 gathers sound in quadratic time: 3,200 characters take 0.4 s, ten times that
27 s."""

_MARKUP = re.compile(
    r"<\|.{0,80}?\|>"  # a model's own control tokens
    r"|</?[A-Za-z!?][^<>]{0,300}>"
    r"|(?:https?://|www\.)\S+"
)
_LINK = re.compile(r"\[([^\[\]]{0,300})\]\([^()\s]{0,500}\)")
_BETWEEN_WORDS = re.compile(r"(?<=[^\W\d])[/\\|](?=[^\W\d])")
_SIGN_IN_NAME = (
    (re.compile(r"(?<=[^\W\d_])!(?=[^\W\d_])"), "i"),  # P!nk
    (re.compile(r"\$(?=[^\W\d_])|(?<=[^\W\d_])\$"), "s"),  # $uicideboy$, Ke$ha, A$AP
)
_REPEATED = re.compile(r"([^\w\s.])\1+")
_DOTS = re.compile(r"\.{2,}|…")
_UNSAID = frozenset("*_`~^|\\<>[]{}=#@•·¦¬")
_SAID_SYMBOLS = frozenset("%&+€£¥$¢§°")
_SAID_FRACTIONS = frozenset("½¼¾")

_ENGLISH = (
    (re.compile(r"\bop(?:us)?\.\s*(?=\d)", re.IGNORECASE), "opus "),
    (re.compile(r"\b(?:no|nr)\.\s*(?=\d)|№\s*|#(?=\d)", re.IGNORECASE), "number "),
    (re.compile(r"\bvol\.\s*(?=\d)", re.IGNORECASE), "volume "),
    (re.compile(r"\bpt\.\s*(?=\d|[IVX]+\b)", re.IGNORECASE), "part "),
    (re.compile(r"\b(?:feat|ft)\.(?=\s)", re.IGNORECASE), "featuring"),
    (re.compile(r"\bvs\.?(?=\s)", re.IGNORECASE), "versus"),
    (re.compile(r"(?<=\s)[&+](?=\s)"), "and"),
    (re.compile(r"(?<=\b[A-Ga-g])\s?♯"), " sharp"),
    (re.compile(r"(?<=\b[A-Ga-g])\s?♭"), " flat"),
)

_SCRIPTS = {
    "am": {"ETHIOPIC"},
    "ar": {"ARABIC"},
    "as": {"BENGALI"},
    "ba": {"CYRILLIC"},
    "be": {"CYRILLIC"},
    "bg": {"CYRILLIC"},
    "bn": {"BENGALI"},
    "chr": {"CHEROKEE"},
    "cmn": {"CJK", "BOPOMOFO"},
    "cv": {"CYRILLIC"},
    "el": {"GREEK"},
    "fa": {"ARABIC"},
    "gu": {"GUJARATI"},
    "hak": {"CJK"},
    "he": {"HEBREW"},
    "hi": {"DEVANAGARI"},
    "hy": {"ARMENIAN"},
    "ja": {"HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA"},
    "ka": {"GEORGIAN"},
    "kk": {"CYRILLIC"},
    "kn": {"KANNADA"},
    "ko": {"HANGUL"},
    "kok": {"DEVANAGARI"},
    "ky": {"CYRILLIC"},
    "mk": {"CYRILLIC"},
    "ml": {"MALAYALAM"},
    "mr": {"DEVANAGARI"},
    "my": {"MYANMAR"},
    "ne": {"DEVANAGARI"},
    "or": {"ORIYA"},
    "pa": {"GURMUKHI"},
    "ru": {"CYRILLIC"},
    "sd": {"ARABIC"},
    "shn": {"MYANMAR"},
    "si": {"SINHALA"},
    "sr": {"CYRILLIC", "LATIN"},
    "ta": {"TAMIL"},
    "te": {"TELUGU"},
    "th": {"THAI"},
    "tt": {"CYRILLIC"},
    "ug": {"ARABIC"},
    "uk": {"CYRILLIC"},
    "ur": {"ARABIC"},
    "yue": {"CJK"},
    "zh": {"CJK", "BOPOMOFO"},
}
"""The scripts a language's voice reads besides the Latin one, as Unicode names begin. Kanji are missing on
purpose: eSpeak NG's Japanese voice reads kana only."""


def _said(char: str, scripts: frozenset[str]) -> str:
    if char.isascii():
        return " " if char in _UNSAID else char
    kind = unicodedata.category(char)
    if kind[0] in "LM":
        if unicodedata.name(char, "").split(" ")[0] in scripts or kind[0] == "M":
            return char
        plain = unicodedata.normalize("NFKC", char)  # 𝓑𝓸𝓵𝓭, ＷＩＤＥ and ﬁ are Latin letters in costume
        return plain if plain != char and plain.isascii() else " "
    if char in _SAID_FRACTIONS:
        return char
    if kind in {"Nd", "No", "Nl"}:
        digits = unicodedata.normalize("NFKC", char).replace("\u2044", "/")
        return digits if digits.isascii() else str(unicodedata.digit(char, "")) or " "
    if kind[0] == "P":
        return " " if char in _UNSAID else char
    return char if char in _SAID_SYMBOLS else " "


def spoken_text(text: str, language: str = "en") -> str:
    """Return the text as this language's voice is to say it, at most 600 characters.

    "" where nothing can be said.
    """
    primary = language.replace("_", "-").lower().partition("-")[0]
    scripts = frozenset(_SCRIPTS.get(primary, set()) | {"LATIN"})
    spoken = html.unescape(single_line(text, limit=4 * MAX_CHARACTERS))
    spoken = _MARKUP.sub(" ", _LINK.sub(r"\1", spoken))
    if primary == "en":
        for pattern, words in _ENGLISH:
            spoken = pattern.sub(words, spoken)
    for pattern, letter in _SIGN_IN_NAME:
        spoken = pattern.sub(letter, spoken)
    spoken = _BETWEEN_WORDS.sub(" ", spoken)
    spoken = "".join(_said(char, scripts) for char in _DOTS.sub(". ", spoken))
    spoken = _REPEATED.sub(r"\1", spoken)
    spoken = re.sub(r"\(\W*\)", " ", spoken)
    spoken = re.sub(r"\s+([.,;:!?])", r"\1", " ".join(spoken.split()))
    spoken = unicodedata.normalize("NFC", re.sub(r"[,;:]+(?=[,;:.!?])", "", spoken))
    if len(spoken) > MAX_CHARACTERS:
        spoken = spoken[:MAX_CHARACTERS].rsplit(" ", 1)[0]
    return spoken if any(char.isalnum() for char in spoken) else ""
