"""What a voice is given of a text: what it can say, in words it says well.

A speech engine spells out what it can't read: eSpeak NG's English voice says "Chinese letter" for each character
of 坂本龍一, "dollar" for the $ of $uicideboy$ and "b bold slash b" for <b>bold</b>. The text is shown as it is;
this is only what is heard.
"""

from __future__ import annotations

import asyncio
import html
import re
import unicodedata
from collections.abc import Iterator

from spotintro.plain_text import single_line
from spotintro.spelling.editions import without_editions
from spotintro.spelling.numerals import load
from spotintro.voices.as_people_say import as_people_say
from spotintro.voices.foreign_letters import is_foreign_text, readable

_LOADED: set[str] = set()

MAX_CHARACTERS = 6_000
"""Longer than any text of a host; what is longer still is cut."""

_MARKUP = re.compile(
    r"<\|.{0,80}?\|>"  # a model's own control tokens
    r"|</?[A-Za-z!?][^<>]{0,300}>"
    r"|(?:https?://|www\.)\S+"
)
_LINK = re.compile(r"\[([^\[\]]{0,300})\]\([^()\s]{0,500}\)")
_BETWEEN_WORDS = re.compile(r"(?<=[^\W\d])[/\\|](?=[^\W\d])")
_REPEATED = re.compile(r"([^\w\s.])\1+")
_DOTS = re.compile(r"\.{2,}|…")
_UNSAID = frozenset("*_`~^|\\<>[]{}=#@•·¦¬")
_SAID_SYMBOLS = frozenset("%&+€£¥$¢§°")
_SAID_FRACTIONS = frozenset("½¼¾")
_SENTENCE_END = re.compile(r"(?<=[.!?…。！？])\s+")
_CLAUSE_END = re.compile(r"(?<=[,;:–—、，])\s*")

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


async def load_words(language: str) -> None:
    """Load a language's words for numbers off the event loop, once: the first number would stop it for 0.1 s."""
    primary = _primary(language)
    if primary not in _LOADED:
        await asyncio.to_thread(load, primary)
        _LOADED.add(primary)


def _primary(language: str) -> str:
    return language.replace("_", "-").lower().partition("-")[0]


def spoken_text(text: str, language: str = "en") -> str:
    """Return the text as this language's voice is to say it; "" where nothing can be said."""
    primary = _primary(language)
    scripts = frozenset(_SCRIPTS.get(primary, set()) | {"LATIN"})
    spoken = html.unescape(single_line(text, limit=MAX_CHARACTERS))
    spoken = _MARKUP.sub(" ", _LINK.sub(r"\1", spoken))
    spoken = _plain_letters(spoken)
    if is_foreign_text(spoken, scripts):
        return ""
    spoken = as_people_say(without_editions(spoken), primary)
    spoken = _BETWEEN_WORDS.sub(" ", spoken)
    spoken = readable(_DOTS.sub(". ", spoken), primary, scripts)
    spoken = "".join(_said(char, scripts) for char in spoken)
    spoken = _REPEATED.sub(r"\1", spoken)
    spoken = re.sub(r"\(\W*\)", " ", spoken)
    spoken = re.sub(r"\s+([.,;:!?])", r"\1", " ".join(spoken.split()))
    spoken = unicodedata.normalize("NFC", re.sub(r"[,;:]+(?=[,;:.!?])", "", spoken))
    return spoken if any(char.isalnum() for char in spoken) else ""


def _plain_letters(text: str) -> str:
    """Undress letters in costume: 𝓑𝓸𝓵𝓭, ＷＩＤＥ and ﬁ are Latin letters."""
    if text.isascii():
        return text
    return "".join(
        plain
        if char not in "ªº"
        and unicodedata.category(char)[0] == "L"
        and (plain := unicodedata.normalize("NFKC", char)) != char
        and plain.isascii()
        else char
        for char in text
    )


def spoken_parts(text: str, language: str = "en", *, longest: int) -> tuple[str, ...]:
    """Cut what `spoken_text` makes into parts of at most `longest` characters.

    They end at sentences, else at clauses, else at words.
    """
    return tuple(_parts(spoken_text(text, language), longest, (_SENTENCE_END, _CLAUSE_END, re.compile(r"\s+"))))


def _parts(text: str, longest: int, cuts: tuple[re.Pattern[str], ...]) -> Iterator[str]:
    if len(text) <= longest:
        if any(char.isalnum() for char in text):
            yield text
        return
    if not cuts:
        for start in range(0, len(text), longest):
            yield from _parts(text[start : start + longest], longest, ())
        return
    gathered = ""
    for piece in cuts[0].split(text):
        joined = f"{gathered} {piece}".strip()
        if len(joined) > longest:
            yield from _parts(gathered, longest, cuts[1:])
            joined = piece
        gathered = joined
    yield from _parts(gathered, longest, cuts[1:])
