"""The number of a statement that a model writes behind a sentence, in all the shapes that models give it."""

from __future__ import annotations

import re
import unicodedata

_STEMS = (
    "fact", "statement", "source", "ref", "fakt", "quelle", "fait", "dato", "hecho", "fuente", "dati", "fatt",
    "font", "fato", "dado",
)  # fmt: skip
_JOINTS = ("and", "und", "et", "y", "e")
_WORD = rf"(?:see\s+)?(?:(?:{'|'.join(_STEMS)})[^\W\d_]{{0,6}})?\s*[:.#^]?\s*"
_JOINT = rf"\s*(?:[,;&/–-]|\b(?:{'|'.join(_JOINTS)})\b)\s*"
_NUMBERS = rf"{_WORD}\d{{1,2}}(?:{_JOINT}{_WORD}\d{{1,2}})*\s*"
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_LINK = r"(?:\(https?:[^()\s]{1,300}\))?"
_CITATION = re.compile(
    rf"\[\s*{_NUMBERS}\]{_LINK}|【\s*{_NUMBERS}(?:†[^】]{{0,60}})?】|\(\s*{_NUMBERS}\)|\{{\s*\d{{1,2}}\s*\}}"
    rf"|(?<!\d)⁽?[{_RAISED}]{{1,2}}(?:[,，‚]\s?[{_RAISED}]{{1,2}})*⁾?",
    re.IGNORECASE,
)
_SEVERAL = re.compile(rf"(?:[\s,;]*(?:{_CITATION.pattern}))+", re.IGNORECASE)
_OPENED = re.compile(r"[\s,;]*[\[【({]([^\[\]【】(){}\n]{0,60})")
_AT_AN_EDGE = re.compile(rf"[\s,;]*[,;]\s*|\s*⁽[{_RAISED}]*|\([^()\s]{{0,300}}")
_BROKEN_OFF = re.compile(rf"\s*[\[【]\s*(?:{_WORD})?(?:\d{{1,2}}[\s,;]*)*$", re.IGNORECASE)
_LEAD = re.compile(r"^[\s:–-]+")


def is_citation(text: str) -> bool:
    """Return whether a text is a citation and nothing else."""
    return _CITATION.fullmatch(text) is not None


def cited_in(text: str) -> tuple[int, ...]:
    """Return the numbers that a text cites, in their order, each once."""
    found = (unicodedata.normalize("NFKC", each.group().partition("†")[0]) for each in _CITATION.finditer(text))
    return tuple(dict.fromkeys(int(number) for each in found for number in re.findall(r"\d+", each)))


def without_citations(text: str) -> str:
    """Take the citations out of a text, and the beginning of one that it breaks off in."""
    return _BROKEN_OFF.sub("", _CITATION.sub("", text))


def citations_before(text: str) -> int | None:
    """Return how many characters of citations a text begins with; None while they may not be whole."""
    found = _SEVERAL.match(text)
    end = 0 if found is None else found.end()
    return None if _has_begun(text[end:], behind_one=end > 0) else end


def without_lead(text: str) -> str:
    """Take away the citations that a text begins with, and what sets them apart."""
    end = citations_before(text)
    return _LEAD.sub("", text[end:], count=1) if end else text


def _has_begun(text: str, *, behind_one: bool) -> bool:
    """Return whether a text may be the beginning of a citation."""
    if behind_one and _AT_AN_EDGE.fullmatch(text):
        return True
    opened = _OPENED.fullmatch(text)
    if opened is None:
        return False
    within = opened[1].partition("†")[0].casefold()
    words = re.findall(r"[^\W\d_]+", within)
    return re.fullmatch(r"[\w\s,;&/–:.#^-]*", within) is not None and all(
        any(known.startswith(word[: len(known)]) for known in ("see", *_STEMS, *_JOINTS)) for word in words
    )
