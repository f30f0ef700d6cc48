"""What a model writes besides the text: its thoughts, marks, directions and manners. Removed here."""

from __future__ import annotations

import re
from collections.abc import Iterable

from spotintro.plain_text import single_line

_NOT_TEXT = re.compile(
    r"<(?P<thought>think|thinking|thought|reasoning)>"
    r"|<\|[^<>|\[\]]{0,40}\|>|</?s>|<(?:start|end)_of_turn>|\[/?INST\]",
    re.IGNORECASE,
)
_END_OF_TURN = frozenset({"<|im_end|>", "<|endoftext|>", "<|eot_id|>", "<|end|>", "<end_of_turn>", "</s>"})
_LONGEST_TAG = 48
_MAX_SENTENCE_CHARS = 2000

_TAG = re.compile(r"</?[a-z][^<>]{0,80}>", re.IGNORECASE)
_LINK = re.compile(r"!?\[([^\]\n]{1,200})\]\((?:[^()\s]{1,500})\)")
_BRACKETED = re.compile(r"\[[^\]]{0,200}\]|【[^】]{0,200}】|♪[^♪]{0,200}♪|♪")
_STAGE_WORDS = (
    r"(?:pause|beat|sigh|laugh|chuckle|smile|grin|whisper|breath|cough|applause|silence|music|song|track|jingle|intro|"
    r"outro|fade|voice|tone|sound|soft|warm|gentle|slow|quiet|excited|cheerful|upbeat|dramatic|clears?|leans?)"
)
_DIRECTION = re.compile(
    rf"(\*{{1,2}}|_)\s*{_STAGE_WORDS}[^*_.!?]{{0,80}}\1|\(\s*{_STAGE_WORDS}[^()]{{0,80}}\)", re.IGNORECASE
)
_LINE_MARK = re.compile(r"^(?:#{1,6}\s+|>\s+|[-*•]\s+|-{3,}\s*|={3,}\s*)+")
_EMPHASIS = re.compile(r"(?<![\w*_])(\*{1,3}|_{1,3}|~~)(?=\S)(.+?)(?<=\S)\1(?![\w*_])")
_LEFT_OVER_MARKS = re.compile(r"\*{2,}|_{2,}|~~|`+|(?<!\S)\*(?=\w)|(?<=\S)\*(?!\S)")
_SPEAKER = re.compile(
    r"^(?:radio\s+)?(?:host|dj|announcer|narrator|presenter|moderator|intro(?:duction)?|script|text|output|assistant)"
    r"\s*:\s*(?=\S)",
    re.IGNORECASE,
)
_MANNERS = re.compile(
    r"(?:(?:sure(?: thing)?|certainly|of course|absolutely|okay|ok|alright|got it|understood|great)[,.!:]*\s*)"
    r"(?:(?:here|below)\b.*|let me know.*)?",
    re.IGNORECASE,
)
_PREAMBLE = re.compile(
    r"(?:(?:sure(?: thing)?|certainly|of course|absolutely|okay|ok|alright|got it|understood)\b[^:]{0,40}?)?"
    r"\b(?:here(?:['’]s| is| are)|below is|this is|i(?:['’]ve| have) written)\b[^:]{0,80}?"
    r"\b(?:introduction|intro|script|announcement|version|draft|text|response|radio segment)\b[^:]{0,100}:",
    re.IGNORECASE,
)
_AFTERWORD = re.compile(
    r"(?:i hope (?:this|that|you like)|let me know if|feel free to|would you like me to|\(?note:|word count).*",
    re.IGNORECASE,
)
_JSON = re.compile(r"[{\[]\s*\"|\"\s*:\s*[\"\[{\d]")
_WORD = re.compile(r"\w")
_QUOTE_PAIRS = (("“", "”"), ("«", "»"), ("„", "“"), ("「", "」"))


class ThoughtFilter:
    """Passes a stream on without `<think>…</think>` and control tokens such as `<|channel|>`, however it is cut.

    Attributes:
        ended: The model ended its turn by a token that its server let through; what follows is not passed on.
    """

    def __init__(self) -> None:
        self.ended = False
        self._held = ""
        self._closing: re.Pattern[str] | None = None

    def feed(self, chunk: str) -> str:
        text, self._held = self._held + chunk, ""
        passed: list[str] = []
        while text and not self.ended:
            if self._closing is not None:
                end = self._closing.search(text)
                if end is None:
                    self._held = text[-_LONGEST_TAG:]
                    break
                text, self._closing = text[end.end() :], None
                continue
            found = _NOT_TEXT.search(text)
            if found:
                passed.append(text[: found.start()])
                text = text[found.end() :]
                self.ended = found.group().lower() in _END_OF_TURN
                if found.group("thought"):
                    self._closing = re.compile(f"</{found.group('thought')}>", re.IGNORECASE)
                continue
            start = max(text.rfind("<"), text.rfind("["))
            tail = text[start:] if start >= 0 else ""
            if tail and not re.search(r"[>\]]", tail) and len(tail) < _LONGEST_TAG:
                text, self._held = text[:start], tail
            passed.append(text)
            break
        return "".join(passed)

    def flush(self) -> str:
        """Return what was held back; a thought that never ended is none of the text."""
        held, self._held = self._held, ""
        return "" if self._closing is not None else held


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
        marked = {name for name in names if re.search(r"[\[\]<>*_`~#♪【】(){}\"“”]", name)}
        self._protected = sorted(marked, key=len, reverse=True)

    def clean(self, sentence: str) -> str:
        """Return the sentence, harmless and without marks; "" where nothing of it is to be said."""
        text = single_line(sentence, limit=_MAX_SENTENCE_CHARS)
        for number, name in enumerate(self._protected):
            # A private-use character can't be in `text` any more: `single_line` removes them all.
            text = text.replace(name, chr(0xE000 + number))
        if _JSON.search(text):
            return ""  # the facts, echoed
        text = _LINE_MARK.sub("", text)
        text = _LINK.sub(r"\1", text)
        text = _DIRECTION.sub(" ", _BRACKETED.sub(" ", _TAG.sub("", text)))
        for _ in range(3):  # ***nested*** marks
            text = _EMPHASIS.sub(r"\2", text)
        text = _LEFT_OVER_MARKS.sub("", text)
        text = _SPEAKER.sub("", " ".join(text.split()))
        text = _without_manners(text)
        text = re.sub(r"\s+([,.!?;:…])", r"\1", _unquoted(text)).strip()
        for number, name in enumerate(self._protected):
            text = text.replace(chr(0xE000 + number), name)
        return text if _WORD.search(text) else ""


def _without_manners(text: str) -> str:
    if _AFTERWORD.fullmatch(text):
        return ""
    preamble = _PREAMBLE.match(text)
    if preamble:
        return text[preamble.end() :].strip()
    return "" if _MANNERS.fullmatch(text) else text


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
