"""What a model writes into its sentences besides the text: marks, directions and manners. Removed here."""

from __future__ import annotations

import re
from collections.abc import Iterable

from spotintro.plain_text import single_line
from spotintro.writers.citations import cited_in, without_citations
from spotintro.writers.manners import without_manners
from spotintro.writers.placeholders import as_data

_MAX_SENTENCE_CHARS = 2000

_TAG = re.compile(r"</?[a-z][^<>]{0,80}>", re.IGNORECASE)
_LINK = re.compile(r"!?\[([^\]\n]{1,200})\]\((?:[^()\s]{1,500})\)")
_BRACKETED = re.compile(r"\[{1,2}[^\]]{0,200}\]{1,2}|【[^】]{0,200}】|♪[^♪]{0,200}♪|♪")
_STAGE_WORDS = (
    r"(?:pause|beat|sigh|laugh|chuckle|smile|grin|whisper|breath|cough|applause|silence|music|song|track|jingle|intro|"
    r"outro|fade|voice|tone|sound|soft|warm|gentle|slow|quiet|excited|cheerful|upbeat|dramatic|clears?|leans?)"
)
_DIRECTION = re.compile(
    rf"(\*{{1,2}}|_)\s*{_STAGE_WORDS}[^*_.!?]{{0,80}}\1|\(\s*{_STAGE_WORDS}[^()]{{0,80}}\)", re.IGNORECASE
)
# Standing alone at the start of a sentence; within one, both are the speaker's own.
_ASIDE = re.compile(r"^(?:\([^()]{1,120}\)|(\*{1,2}|_)[a-z][^*_.!?]{0,80}\1)\s*(?=[^\W\d_a-zß-ÿ]|[\"“«„]|$)")
_FENCE = re.compile(r"(?:```|~~~)[a-z]{0,12}(?:\s|$)")
_LINE_MARK = re.compile(r"^(?:#{1,6}\s+|>\s+|[-*•]\s+|-{3,}\s*|={3,}\s*|\d{1,2}[.)]\s+(?=\D))+")
_PLACEHOLDER = re.compile(
    r"\{{1,2}\s*[^\W\d_][\w .-]{1,30}\}{1,2}|[\[<%](?:the |your |insert )?"
    r"(?:track|song|artists?|album|title|host|dj|station|show|name|band|genre|year|composer)"
    r"(?:[ _'’]{1,2}[a-z]{1,12}){0,3}[\]>%]",
    re.IGNORECASE,
)
_EMPHASIS = re.compile(r"(?<![\w*_])(\*{1,3}|_{1,3}|~~)(?=\S)(.+?)(?<=\S)\1(?![\w*_])")
_LEFT_OVER_MARKS = re.compile(r"\*{2,}|_{2,}|~~|`+|(?<!\S)\*(?=\w)|(?<=\S)\*(?!\S)")
_SPEAKER = re.compile(
    r"^(?:radio\s+)?(?:host|dj|announcer|narrator|presenter|moderator|intro(?:duction)?|script|text|output|assistant)"
    r"\s*:\s*(?=\S)",
    re.IGNORECASE,
)
_JSON = re.compile(r"[{\[]\s*\"|\"\s*:\s*[\"\[{\d]")
_WORD = re.compile(r"\w")
_MARKED = re.compile(r"[\[\]<>*_`~#♪【】(){}\"“”⁰¹²³⁴-⁹]")
_FEW_WORDS = 2
"""A name of more may read like a whole preamble; one of fewer, such as Intro, may be a speaker's label as well."""
_SECOND_MARK = re.compile(r"(?<![.])([.!?…])\.(?![.\w])")
_QUOTE_PAIRS = (("“", "”"), ("«", "»"), ("„", "“"), ("「", "」"))


def word_count(text: str) -> int:
    """Count the words; two characters of a script without spaces count as one."""
    wide = sum(1 for char in text if "\u2e80" <= char <= "\u9fff" or "\u3040" <= char <= "\u30ff")
    return len(re.sub(r"[\u2e80-\u9fff\uff00-\uffef]+", " ", text).split()) + (wide + 1) // 2


class SentenceCleaner:
    """Turns a raw sentence of a model into one to show and to speak.

    Args:
        names: The names of the track: data, whose own brackets, stars and tags stay as they are.
    """

    def __init__(self, names: Iterable[str] = ()) -> None:
        marked: set[str] = set()
        for name in names:
            if len(name.split()) <= _FEW_WORDS and not _MARKED.search(name):
                continue
            # What is nothing but a mark of ours is the name in quotation marks alone.
            marked |= {name} if as_data(name) == name else {as_data(name), f'"{name}"'}
        self._protected = sorted(marked, key=len, reverse=True)

    def cited(self, sentence: str) -> tuple[int, ...]:
        """Return the numbers of the statements that the sentence cites."""
        return cited_in(self.masked(sentence))

    def has_gap(self, sentence: str) -> bool:
        """Return whether a placeholder in the sentence has no value."""
        return _PLACEHOLDER.search(self.masked(sentence)) is not None

    def masked(self, sentence: str) -> str:
        """Return the sentence on one line, a character of private use in place of each name that may mislead."""
        text = single_line(sentence, limit=_MAX_SENTENCE_CHARS)
        for number, name in enumerate(self._protected):
            # A private-use character can't be in `text` any more: `single_line` removes them all.
            text = text.replace(name, chr(0xE000 + number))
        return text

    def clean(self, sentence: str) -> str:
        """Return the sentence, harmless and without marks; "" where nothing of it is to be said."""
        text = self.masked(sentence)
        if _JSON.search(text) or _PLACEHOLDER.search(text):
            return ""  # the facts, echoed, or a form that isn't filled in
        text = without_citations(_LINE_MARK.sub("", _FENCE.sub("", text)))
        text = _LINK.sub(r"\1", text)
        text = _DIRECTION.sub(" ", _BRACKETED.sub(" ", _TAG.sub("", text)))
        text = _ASIDE.sub("", text.strip())
        for _ in range(3):  # ***nested*** marks
            text = _EMPHASIS.sub(r"\2", text)
        text = _LEFT_OVER_MARKS.sub("", text)
        text = _SPEAKER.sub("", " ".join(text.split()))
        text = without_manners(text)
        text = re.sub(r"\s+([,.!?;:…])", r"\1", _unquoted(text)).strip()
        for number, name in enumerate(self._protected):
            text = text.replace(chr(0xE000 + number), name)
        return _SECOND_MARK.sub(r"\1", text) if _WORD.search(text) else ""


def _unquoted(text: str) -> str:
    """Take away a quote that opens or closes more than this sentence, or wraps exactly it."""
    if text.count('"') % 2:
        text = text[1:] if text.startswith('"') else text.removesuffix('"')
    elif text.count('"') == 2 and text[0] == text[-1] == '"':  # noqa: PLR2004 - a pair
        text = text[1:-1]
    for opening, closing in _QUOTE_PAIRS:
        opened, closed = text.count(opening), text.count(closing)
        if opened == closed == 1 and text.startswith(opening) and text.endswith(closing):
            text = text[1:-1]
        elif opened > closed and text.startswith(opening):
            text = text[1:]
        elif closed > opened and text.endswith(closing):
            text = text[:-1]
    return text.strip()
