"""Text from outside, made harmless for a terminal, a prompt, a voice and a log.

Titles, model output, server errors and settings are data. What can steer a terminal (C0 and C1 controls,
escape sequences), reorder a line (bidirectional controls, Trojan Source, CVE-2021-42574), hide in it (zero-width
and tag characters) or break an encoder (lone surrogates) is removed here, once, where the text enters.
Markup of the screen is not escaped here: the screen renders such text as literal content.
"""

from __future__ import annotations

import re
import unicodedata

_ESCAPE_SEQUENCE = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]"  # CSI
    r"|\x1b[\]PX^_].*?(?:\x07|\x1b\\|\x9c|$)"  # OSC, DCS, SOS, PM, APC with what they carry
    r"|\x1b[ -/]*[0-~]"
    r"|\x9b[0-?]*[ -/]*[@-~]",
    re.DOTALL,
)
_REMOVED_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_KEPT_FORMAT_CHARACTERS = frozenset("\u200c\u200d")  # joiners: Persian, Indic scripts and emoji need them
_MAX_COMBINING_MARKS = 4  # "Zalgo" text paints over the neighbouring lines

ELLIPSIS = "…"


def _visible(text: str, *, keep: str) -> str:
    marks = 0
    kept: list[str] = []
    for char in text:
        if char in keep:
            marks = 0
            kept.append(char)
            continue
        category = unicodedata.category(char)
        if category in {"Mn", "Me"}:
            marks += 1
            if marks <= _MAX_COMBINING_MARKS:
                kept.append(char)
            continue
        marks = 0
        if category in _REMOVED_CATEGORIES and char not in _KEPT_FORMAT_CHARACTERS:
            # A control between two words stood for a gap; removing it must not glue them together.
            kept.append(" " if category == "Cc" else "")
        else:
            kept.append(char)
    return "".join(kept)


def _shorten(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1].rstrip() + ELLIPSIS


def single_line(text: object, *, limit: int = 200) -> str:
    """Make one line of at most `limit` characters, NFC, white space folded; "" for what is no string."""
    if not isinstance(text, str):
        return ""
    head = text[: limit * 8]  # a megabyte of title is not normalised to be thrown away
    clean = _visible(_ESCAPE_SEQUENCE.sub("", head), keep="")
    return _shorten(" ".join(unicodedata.normalize("NFC", clean).split()), limit)


def paragraph(text: object, *, limit: int = 4000) -> str:
    """Clean a text as `single_line` does, but keep its line breaks (at most one empty line in a row)."""
    if not isinstance(text, str):
        return ""
    head = text[: limit * 8].replace("\r\n", "\n").replace("\r", "\n")
    clean = _visible(_ESCAPE_SEQUENCE.sub("", head), keep="\n")
    lines = [" ".join(line.split()) for line in unicodedata.normalize("NFC", clean).split("\n")]
    return _shorten(re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip(), limit)


def sentence(text: str) -> str:
    """End a text with a full stop where it has no end of its own, so that another sentence may follow."""
    return text if not text or text.endswith((".", "!", "?", "…", "。", "！", "？")) else f"{text}."
