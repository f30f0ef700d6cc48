"""Facts and their sources in a few English words each, for a page or a line. Pure functions."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final, NamedTuple

from spotintro.knowledge import About, Fact, Relation, Source


class Row(NamedTuple):
    """A fact as it is shown."""

    label: str
    """Two or three words; "" for a sentence of an article, which stands for itself."""
    value: str


_HEADINGS: Final = {About.TRACK: "The track", About.ARTIST: "The artist", About.ALBUM: "The record"}


def row_of(fact: Fact) -> Row:
    """Return a fact as a label and a value, both without an end mark but for an article's sentence."""
    label, value = _ROWS[fact.relation]
    return Row(label, value(fact))


def line_of_fact(fact: Fact) -> str:
    """Return a fact with its source, as one line."""
    label, value = row_of(fact)
    return f"{label}: {value} ({fact.source.name})" if label else f"{value} ({fact.source.name})"


def heading_of(about: About, subject: str) -> str:
    """Return the heading above the facts of one subject."""
    return f"{_HEADINGS[about]}: {subject}" if subject else _HEADINGS[about]


def source_in_words(source: Source) -> str:
    """Name a source with the article, the licence and the address where it can be read."""
    title = f", “{source.title}”" if source.title else ""
    licence = f" ({source.licence})" if source.licence else ""
    return f"{source.name}{title}{licence}{f': {source.url}' if source.url else ''}"


def sources_of(facts: Iterable[Fact]) -> tuple[Source, ...]:
    """Return each source of these facts once, in their order."""
    return tuple(dict.fromkeys(fact.source for fact in facts))


def credit_line(facts: Iterable[Fact]) -> str:
    """Name the sources with their licences in a few words; "" where there are none."""
    return credit_of(sources_of(facts))


def credit_of(sources: Iterable[Source]) -> str:
    """Name sources with their licences in a few words; "" where there are none."""
    named = dict.fromkeys(
        f"{source.name} ({source.licence})" if source.licence else source.name for source in sources
    )
    return ", ".join(named)


def by_subject(facts: Iterable[Fact]) -> list[tuple[str, list[Fact]]]:
    """Sort the facts under their headings: the track's, the artists', the record's."""
    found: dict[tuple[About, str], list[Fact]] = {}
    for fact in facts:
        found.setdefault((fact.about, fact.subject), []).append(fact)
    order = list(About)
    return [
        (heading_of(*subject), found[subject]) for subject in sorted(found, key=lambda each: order.index(each[0]))
    ]


def _text(fact: Fact) -> str:
    return fact.text


def _year(fact: Fact) -> str:
    return str(fact.year or "")


def _with_detail(fact: Fact) -> str:
    return ", ".join(part for part in (fact.text, fact.detail) if part)


def _released(fact: Fact) -> str:
    return f"{_year(fact)}, as “{fact.text}”" if fact.text else _year(fact)


def _cover(fact: Fact) -> str:
    return f"“{fact.detail}” by {fact.text}" if fact.detail else fact.text


def _live(fact: Fact) -> str:
    return ", ".join(part for part in (fact.text, _year(fact)) if part) or "before an audience"


def _member(fact: Fact) -> str:
    years = f"{fact.year or ''}–{fact.until or ''}" if fact.year or fact.until else ""
    return ", ".join(part for part in (fact.text, fact.detail, years) if part)


_ROWS: Final[dict[Relation, tuple[str, Callable[[Fact], str]]]] = {
    Relation.FIRST_RELEASED: ("first released", _released),
    Relation.RELEASE_KIND: ("released as", _text),
    Relation.LABEL: ("label", _text),
    Relation.RELEASE_COUNTRY: ("released in", _text),
    Relation.COMPOSER: ("music by", _text),
    Relation.LYRICIST: ("words by", _text),
    Relation.WRITER: ("written by", _text),
    Relation.PRODUCER: ("produced by", _text),
    Relation.ARRANGER: ("arranged by", _text),
    Relation.ENGINEER: ("engineered by", _text),
    Relation.PERFORMER: ("played by", _with_detail),
    Relation.COVER_OF: ("a cover of", _cover),
    Relation.REMIXER: ("remixed by", _text),
    Relation.LIVE: ("recorded live", _live),
    Relation.INSTRUMENTAL: ("instrumental", lambda _fact: "nobody sings"),
    Relation.ORIGIN: ("comes from", _with_detail),
    Relation.ARTIST_KIND: ("is a", _text),
    Relation.GENDER: ("gender", _text),
    Relation.BEGAN: ("born or formed", _year),
    Relation.ENDED: ("died or ended", _year),
    Relation.MEMBER: ("member", _member),
    Relation.GENRE: ("genre", _text),
    Relation.TEXT: ("", _text),
}
