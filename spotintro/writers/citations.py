"""The number of a statement that a model writes behind a sentence, in all the shapes that models give it."""

from __future__ import annotations

import re
import unicodedata

_WORD = (
    r"(?:(?:see\s+)?(?:facts?|statements?|sources?|refs?|references?|fakt(?:en|um)?|quellen?|faits?|hechos?|datos?"
    r"|fatt[oi]|fatos?|fontes?|fuentes?|dat[oi])\b)?\s*[:.#^]?\s*"
)
_JOINT = r"\s*(?:[,;&/–-]|\band\b|\bund\b|\bet\b|\by\b|\be\b)\s*"
_NUMBERS = rf"{_WORD}\d{{1,2}}(?:{_JOINT}{_WORD}\d{{1,2}})*\s*"
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_LINK = r"(?:\(https?:[^()\s]{1,300}\))?"
_CITATION = re.compile(
    rf"\[\s*{_NUMBERS}\]{_LINK}|【\s*{_NUMBERS}(?:†[^】]{{0,60}})?】|\(\s*{_NUMBERS}\)|\{{\s*\d{{1,2}}\s*\}}"
    rf"|(?<!\d)⁽?[{_RAISED}]{{1,2}}(?:[,，‚]\s?[{_RAISED}]{{1,2}})*⁾?",
    re.IGNORECASE,
)
_SEVERAL = re.compile(rf"(?:[\s,;]*(?:{_CITATION.pattern}))+", re.IGNORECASE)
_BEGUN = re.compile(
    rf"[\s,;]*(?:[,;]\s*$|[\[【({{]\s*(?:see\s+)?[^\W\d_]{{0,12}}\s*[:.#^]?[\d\s,;&/–-]*|⁽|[{_RAISED}]+)",
    re.IGNORECASE,
)
_LEAD = re.compile(r"^[\s:–-]+")


def is_citation(text: str) -> bool:
    """Return whether a text is a citation and nothing else."""
    return _CITATION.fullmatch(text) is not None


def cited_in(text: str) -> tuple[int, ...]:
    """Return the numbers that a text cites, in their order, each once."""
    digits = (unicodedata.normalize("NFKC", found.group()) for found in _CITATION.finditer(text))
    return tuple(
        dict.fromkeys(int(number) for each in digits for number in re.findall(r"\d+", each.split("†")[0]))
    )


def without_citations(text: str) -> str:
    """Take the citations out of a text."""
    return _CITATION.sub("", text)


def citations_before(text: str) -> int | None:
    """Return how many characters of citations a text begins with; None while they may not be whole."""
    found = _SEVERAL.match(text)
    end = 0 if found is None else found.end()
    begun = _BEGUN.fullmatch(text, end)
    return None if begun is not None else end


def without_lead(text: str) -> str:
    """Take away the citations that a text begins with, and what sets them apart."""
    end = citations_before(text)
    return _LEAD.sub("", text[end:], count=1) if end else text
