"""What a whole text is wrapped in: code fences, a JSON object, thoughts that only words set apart."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

_FENCE = re.compile(r"^[ \t]*(?:```|~~~)[\w+-]*[ \t]*$", re.MULTILINE)
_OPENING = re.compile(r"\s*(?:\{\s*[\"'}]|\[\s*[\"{]|```|~~~)")
_JSON_OBJECT = re.compile(r"\{\s*\"|\[\s*[\"{]")
_TEXT_KEYS = frozenset({
    "intro", "introduction", "text", "script", "content", "message", "response", "announcement", "output",
    "answer", "speech", "host", "spoken_text", "narration",
})  # fmt: skip
_MIN_WORDS = 4
_THINKING = re.compile(
    r"\W*(?:analysis(?=\s|(?-i:[A-Z]))|thinking\b(?: process| aloud)?\W{0,3}(?:\.\.\.|…|:)"
    r"|here(?:['’]s| is) my (?:thought process|reasoning|thinking)"
    r"|(?:my )?(?:thought process|thoughts?|reasoning|chain of thought)\W{0,3}:"
    r"|(?:(?:okay|ok|alright|hm+|so|well|right|first)\b[,.]*\s*)*(?:the user|let['’]s (?:see|think|craft|break)"
    r"|let me (?:think|see|write|craft|draft)|i['’]m (?:asked|supposed) to"
    r"|(?:i|we) (?:need|have) to (?:write|produce|create|craft|introduce|generate|output|answer))\b)",
    re.IGNORECASE,
)
_WORDS_OF_THOUGHTS = re.compile(
    r"\b(?:user|intro(?:duction)?|sentences?|words?|prompt|instructions?|json|script|need to|should"
    r"|must|let me|maybe"
    r"|wait|hmm|okay|output|draft|request|nutzer|utilisateur|usuario|utente|usuário)\b"
    r"|用户|需要|首先|ユーザー|пользовател",
    re.IGNORECASE,
)
_MIN_WORDS_OF_THOUGHTS = 3
_PARTS = re.compile(r"[.!?:\n]+")
_MIN_SHARE_OF_NEW_PARTS = 0.75
_SAID_END = re.compile(
    r"assistant\s?final(?=[\s\"“*]|(?-i:[A-Z]))|\.\.\.\s?done thinking\.?"
    r"|\bhere(?:['’]s| is) my (?:final )?response\s?:",
    re.IGNORECASE,
)
_HEADED_END = re.compile(
    r"^[ \t#*_]*(?:(?:the )?final (?:answer|response|text|version|script|intro(?:duction)?|output)"
    r"|answer|response)[*_]*\s?:",
    re.IGNORECASE | re.MULTILINE,
)


def opens_like_thoughts(text: str) -> bool:
    """Tell whether a text begins as thoughts do, though no mark says so."""
    return _THINKING.match(text) is not None


def reads_like_thoughts(text: str) -> bool:
    """Tell whether a text speaks of its task: thoughts that no mark has begun, and whose end may yet come.

    A small model that has lost its thread speaks of it too, but again and again in the same lines.
    """
    if opens_like_thoughts(text):
        return True
    parts = [part.strip().casefold() for part in _PARTS.split(text) if part.strip()]
    if len(set(parts)) < len(parts) * _MIN_SHARE_OF_NEW_PARTS:
        return False
    return len({word.casefold() for word in _WORDS_OF_THOUGHTS.findall(text)}) >= _MIN_WORDS_OF_THOUGHTS


def may_be_wrapped(opening: str) -> bool:
    """Tell whether only the whole text can show what of it is to be said."""
    return _OPENING.match(opening) is not None or opens_like_thoughts(opening)


def after_thoughts(text: str) -> str:
    """Return what comes after thoughts that are set apart by words alone; the whole where there are none."""
    ends = [*_SAID_END.finditer(text), *(_HEADED_END.finditer(text) if opens_like_thoughts(text) else ())]
    return text[max(end.end() for end in ends) :] if ends else text


def unwrapped(text: str) -> str:
    """Take a text out of its code fence, and out of the one JSON object that holds it."""
    text = _FENCE.sub("", text)
    found = _JSON_OBJECT.search(text)
    if found is None:
        return text
    try:
        content, length = json.JSONDecoder().raw_decode(text[found.start() :])
    except ValueError:
        return text
    before, after = text[: found.start()], text[found.start() + length :]
    texts = list(_texts(content))
    if len(after.split()) >= _MIN_WORDS or not texts:
        return f"{before}\n{after}"  # the facts, echoed
    return "\n".join(texts)


def _texts(content: object) -> Iterator[str]:
    """Find what in a JSON value is a text, and no name or fact."""
    if isinstance(content, dict):
        named = [value for name, value in content.items() if name.casefold() in _TEXT_KEYS and _is_text(value)]
        for value in named or content.values():
            yield from _texts(value)
    elif isinstance(content, list) and any(isinstance(value, str) and _is_text(value) for value in content):
        yield from (value for value in content if isinstance(value, str))
    elif isinstance(content, list):
        for value in content:
            yield from _texts(value)
    elif _is_text(content):
        yield str(content)


def _is_text(value: object) -> bool:
    if isinstance(value, list):
        return any(_is_text(one) for one in value)
    if not isinstance(value, str) or len(value.split()) < _MIN_WORDS:
        return False
    return value.rstrip(" \"'”’*_)")[-1:] in {".", "!", "?", "…", "。", "！", "？"}
