"""Wikipedia's plain text made into sentences. Pure: never raises, whatever comes in.

The form is that of https://www.mediawiki.org/wiki/Extension:TextExtracts with `explaintext` and
`exsectionformat=wiki`: a paragraph a line, headings between equals signs.
"""

from __future__ import annotations

import re
from typing import Final

from spotintro.plain_text import ELLIPSIS, paragraph, single_line
from spotintro.spelling.romanisation import script_of

MOST_LEAD: Final = 12
"""Sentences before the first heading."""
MOST_SECTIONS: Final = 2
MOST_OF_SECTION: Final = 8
_SHORTEST, _LONGEST = 10, 400
_MOST_CHARACTERS: Final = 60_000
_HEADING = re.compile(r"^(={2,6})[^\S\n]*(\S.*?)[^\S\n]*\1[^\S\n]*$", re.MULTILINE)
_NO_PROSE: Final = frozenset(
    {
        "references", "notes", "see also", "external links", "further reading", "bibliography", "sources",
        "citations", "footnotes", "track listing", "track listings", "personnel", "charts", "certifications",
        "credits", "credits and personnel", "release history", "awards", "discography",
        "einzelnachweise", "weblinks", "literatur", "siehe auch", "titelliste", "trackliste", "auszeichnungen",
        "diskografie", "besetzung", "chartplatzierungen", "charts und chartplatzierungen",
        "références", "notes et références", "voir aussi", "liens externes", "liste des titres", "classements",
        "referencias", "véase también", "enlaces externos", "lista de canciones", "listas", "créditos",
        "note", "altri progetti", "collegamenti esterni", "tracce", "formazione", "classifiche",
        "referências", "ver também", "ligações externas", "faixas", "paradas",
    }
)  # fmt: skip
# What the software has taken out leaves its brackets: "( ; born …)", "()".
_EMPTY_BRACKETS = re.compile(r"\s*[(\[]\s*[;,:]*\s*[)\]]")
_LEFT_IN_BRACKETS = re.compile(r"(?<=[(\[])\s*[;,:]\s*")
_UNSPEAKABLE = re.compile(r"\{\\|==|\bISBN\b|https?:|\bwww\.|\w\.[a-z]{2,}/\w|[<>{}|]")
_IN_LATIN_LETTERS: Final = frozenset({"de", "en", "es", "fr", "it", "pt"})
"""Languages in which a voice can't read a sentence of other letters, such as one that is quoted from a song."""
_END = re.compile(r"([.!?…]+[\"'”’»)\]]*)\s+(?=[\"'“‘„«(\[]*[^\W_a-zà-öø-ÿ])|(?<=[。！？])")
_ABBREVIATED = re.compile(
    r"(?:^|[\s(\[\"“„«'‘])(?:[^\W\d_]|(?:[^\W\d_]\.)+[^\W\d_]|Mr|Mrs|Ms|Mx|Dr|St|Ste|Sr|Jr|Prof|Rev|Gen|Col|Sgt|Lt|Capt"
    r"|Mt|No|Nos|Nr|Vol|Op|Pt|Ch|feat|ft|vs|ca|cf|approx|Bros|Inc|Ltd|Co|bzw|geb|gest|sog|ggf|Chr|usw|Mme|Mlle|Sra|Srta"
    r"|núm|págs?)\.$"
)
_ORDINAL = re.compile(r"(?:^|\s)\d{1,2}\.$")
_ORDINALS_HAVE_DOTS: Final = frozenset(
    {"cs", "da", "de", "et", "fi", "hr", "hu", "nb", "nn", "no", "pl", "sk", "sl", "sr"}
)


def lead(extract: object, *, language: str) -> list[str]:
    """Return the sentences of an article before its first heading."""
    text = _clean(extract)
    heading = _HEADING.search(text)
    return sentences(text[: heading.start()] if heading else text, language=language)[:MOST_LEAD]


def first_sections(extract: object, *, language: str) -> list[str]:
    """Return the sentences of the first sections that are prose: lists and tables leave none."""
    text = _clean(extract)
    found: list[str] = []
    taken = 0
    headings = [each for each in _HEADING.finditer(text) if len(each[1]) == 2]  # noqa: PLR2004 - sections, no parts
    for number, heading in enumerate(headings):
        end = headings[number + 1].start() if number + 1 < len(headings) else len(text)
        told = _HEADING.sub("", text[heading.end() : end])
        prose = [] if heading[2].casefold() in _NO_PROSE else sentences(told, language=language)
        if prose:
            found += prose[:MOST_OF_SECTION]
            taken += 1
        if taken == MOST_SECTIONS:
            break
    return found


def sentences(text: str, *, language: str) -> list[str]:
    """Split paragraphs into sentences, each one line; what is none, or too long to be of use, is left out."""
    found = []
    for line in text.splitlines():
        bare = _LEFT_IN_BRACKETS.sub("", _EMPTY_BRACKETS.sub("", line))
        found += [single_line(each, limit=_LONGEST) for each in _split(bare, language) if len(each) <= _LONGEST]
    return [
        each for each in found if len(each) >= _SHORTEST and _is_sentence(each) and _is_legible(each, language)
    ]


def _clean(extract: object) -> str:
    return paragraph(extract, limit=_MOST_CHARACTERS).removesuffix(ELLIPSIS)


def _split(line: str, language: str) -> list[str]:
    parts: list[str] = []
    begin = 0
    for mark in _END.finditer(line):
        end = mark.end(1) if mark[1] else mark.end()
        before = line[begin:end]
        if _ABBREVIATED.search(before) or (language in _ORDINALS_HAVE_DOTS and _ORDINAL.search(before)):
            continue
        parts.append(before)
        begin = mark.end()
    return [*parts, line[begin:]]


def _is_sentence(text: str) -> bool:
    return text.rstrip("\"'”’»)]").endswith((".", "!", "?", "…", "。", "！", "？")) and not _UNSPEAKABLE.search(
        text
    )


def _is_legible(text: str, language: str) -> bool:
    """Tell whether most of its letters are those that the language is written with."""
    if language not in _IN_LATIN_LETTERS:
        return True
    scripts = [script for char in text if (script := script_of(char))]
    return 2 * scripts.count("LATIN") >= len(scripts)
