"""What a model writes for a name or a figure, such as `{title}`, and what the program puts in its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from spotintro.knowledge import Relation
from spotintro.spelling.editions import without_edition, without_guests
from spotintro.writers.announcements.languages import SPOKEN, stock_for
from spotintro.writers.citations import is_citation
from spotintro.writers.language_names import primary_of
from spotintro.writers.statements import Own, Statement

_KEY = r"[^\W\d_][\w .-]{0,30}?"
_PLACEHOLDER = re.compile(rf"\{{\{{\s*({_KEY})\s*\}}\}}|\{{\s*({_KEY})\s*\}}")
_BEGUN = re.compile(r"(?:\{\{\s*(?:[^\W\d_][\w .-]{0,30}\}?)?|\{\s*(?:[^\W\d_][\w .-]{0,30})?)$")
_OF_THE_TRACK = {
    Own.TITLE: "title",
    Own.ARTIST: "artist",
    Own.ALBUM: "album",
    Own.YEAR: "year",
    Own.LENGTH: "length",
}
_OF_OTHERS = {Own.HEARD: "heard", Own.COMING: "next"}
_CALLED = {
    name: key
    for key, names in (
        ("title", "track song tracktitle songtitle trackname songname titel titre título titulo titolo"),
        ("artist", "artists artistname artistnames band bandname singer interpret künstler artiste artista"),
        ("album", "albumtitle albumname record álbum"),
        ("year", "releaseyear jahr année año ano anno"),
        ("length", "duration länge dauer durée duración durata duração"),
    )
    for name in names.split()
}


def is_placeholder(text: str) -> bool:
    """Return whether a text is a placeholder and nothing else, whether or not there is a value for it."""
    return _PLACEHOLDER.fullmatch(text) is not None


def as_data(name: str) -> str:
    """Return a name as it stands in a text: in quotation marks where it would pass for a mark of ours."""
    return f"“{name}”" if is_citation(name) or is_placeholder(name) else name


class Placeholders:
    """The placeholders of one text, and what they stand for.

    Args:
        told: The statements that the model was told.
        language: BCP 47, of the text: a length is worded in it, and several artists are joined.
    """

    def __init__(self, told: Iterable[Statement], language: str) -> None:
        self._values: dict[str, str] = {}
        self._offered: dict[int, tuple[str, ...]] = {}
        self._pending = ""
        for statement in told:
            pairs = [(key, value) for key, value in _values(statement, language) if value]
            self._offered[statement.number] = tuple(f"{{{key}}}" for key, _ in pairs)
            for key, value in pairs:
                self._values[_bare(key)] = self._values[_bare(f"{key}{statement.number}")] = as_data(value)

    def of(self, statement: Statement) -> tuple[str, ...]:
        """Return the placeholders for what stands in a statement, as they are written."""
        return self._offered[statement.number]

    def fill(self, text: str) -> str:
        """Take a piece of a text; return as much as can be read, filled in.

        What has no value stays as it is, and the beginning of a placeholder is held back.
        """
        text = self._pending + text
        begun = _BEGUN.search(text)
        self._pending = "" if begun is None else text[begun.start() :]
        return _PLACEHOLDER.sub(self._filled, text[: len(text) - len(self._pending)])

    @property
    def pending(self) -> str:
        """The beginning of what may be a placeholder."""
        return self._pending

    def flush(self) -> str:
        """Return what was held back, and begin anew."""
        rest, self._pending = self._pending, ""
        return rest

    def _filled(self, found: re.Match[str]) -> str:
        key = _bare(found[1] or found[2])
        return self._values.get(_CALLED.get(key, key), found.group())


def _bare(key: str) -> str:
    return re.sub(r"[\W_]", "", key).casefold()


def _values(statement: Statement, language: str) -> Iterator[tuple[str, str]]:
    """Yield the keys of a statement, each with its value; "" where it has none in this language."""
    number, relation = statement.number, statement.relation
    if relation in _OF_THE_TRACK:
        yield _OF_THE_TRACK[Own(relation)], _own(statement, language)
    elif relation in _OF_OTHERS:
        when = _OF_OTHERS[Own(relation)]
        yield f"{when}_title", without_guests(without_edition(statement.subject))
        yield f"{when}_artist", _joined(statement.names, language)
    elif relation is Relation.COVER_OF:
        yield from zip((f"name{number}", f"title{number}"), statement.names, strict=False)
    elif relation is not Relation.GENRE:
        kind = "title" if relation is Relation.FIRST_RELEASED else "name"
        yield f"{kind}{number}", _joined(statement.names, language)
        yield from zip((f"year{number}", f"until{number}"), map(str, statement.years), strict=False)


def _own(statement: Statement, language: str) -> str:
    match statement.relation:
        case Own.TITLE:
            return without_guests(without_edition(statement.subject))
        case Own.YEAR:
            return str(statement.years[0])
        case Own.LENGTH if statement.seconds and primary_of(language) in SPOKEN:
            return stock_for(language).wording.duration(statement.seconds * 1000)
        case _:
            return _joined(statement.names, language)


def _joined(names: tuple[str, ...], language: str) -> str:
    if len(names) > 1 and primary_of(language) in SPOKEN:
        return stock_for(language).wording.joined(names)
    return ", ".join(names)
