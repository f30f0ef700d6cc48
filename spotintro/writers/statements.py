"""Everything that may be said of a track, as statements that a model cites and a sentence is held against.

First what the player and the show know by themselves, then the facts with a source, each in their order.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import partial

from spotintro.knowledge import About, Fact, Relation
from spotintro.music import Track, TrackKind
from spotintro.writers.announcements.en import WORDING as ENGLISH
from spotintro.writers.base import Show
from spotintro.writers.facts import Facts, known_facts
from spotintro.writers.language_names import primary_of


class Own(StrEnum):
    """What is known without a source: the track's own values, and the show's."""

    TITLE = "title"
    ARTIST = "artist"
    ALBUM = "album"
    YEAR = "year"
    """Of this release, as the player tells it."""
    LENGTH = "length"
    HEARD = "heard"
    """`subject` is the title of what played just before, `names` its artists."""
    COMING = "coming"
    """`subject` is the title of what plays next, `names` its artists."""
    HOUR = "hour"


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing that may be said: a relation of its subject to values.

    Attributes:
        number: From 1, as a model cites it.
        subject: The title of the track or the album, or the name of the artist.
        english: A sentence that puts it to a model, each name in JSON's quotation marks.
        names: Of people, groups, labels, records and genres.
        words: Of the few that a relation knows (album, single, live; person, group; female), or of a TEXT.
    """

    number: int
    relation: Relation | Own
    about: About
    subject: str
    english: str
    names: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    seconds: int | None = None
    instruments: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    words: str = ""
    moment: datetime | None = None
    kind: TrackKind = TrackKind.TRACK
    """Of the track that it belongs to."""
    fact: Fact | None = None
    """Where it comes from; None for what is known without a source."""


def statements(track: Track, facts: Iterable[Fact], show: Show, language: str) -> tuple[Statement, ...]:
    """Return what may be said of a track on a show, numbered from 1.

    An article's sentence in another language than the text's (BCP 47) is left out, for a translation of it can't
    be held against it.
    """
    known = known_facts(track)
    told = [*_own(known), *_of_show(show, known.kind)]
    told += [
        replace(statement, kind=known.kind)
        for fact in facts
        if fact.relation is not Relation.TEXT or primary_of(fact.language or "en") == primary_of(language)
        if (statement := _of_fact(fact)) is not None
    ]
    return tuple(replace(statement, number=number) for number, statement in enumerate(told, 1))


def _quoted(*names: str) -> str:
    return ", ".join(json.dumps(name, ensure_ascii=False) for name in names)


def _own(known: Facts) -> Iterator[Statement]:
    said = partial(Statement, 0, about=About.TRACK, subject=known.title, kind=known.kind)
    is_episode, is_chapter = known.kind is TrackKind.EPISODE, known.kind is TrackKind.CHAPTER
    if known.title:
        yield said(Own.TITLE, english=f"It is called {_quoted(known.title)}.")
    if known.artists:
        by = "It comes from" if is_episode else "The book is by" if is_chapter else "It is by"
        yield said(Own.ARTIST, english=f"{by} {_quoted(*known.artists)}.", names=known.artists)
    if known.album:
        on = "an episode of the show" if is_episode else "a chapter of the book" if is_chapter else "on the album"
        yield said(Own.ALBUM, english=f"It is {on} {_quoted(known.album)}.", names=(known.album,))
    if known.year:
        yield said(Own.YEAR, english=f"This release is from {known.year}.", years=(known.year,))
    if known.composers:
        composed = f"It was composed by {_quoted(*known.composers)}."
        yield said(Relation.COMPOSER, english=composed, names=known.composers)
    if known.genres:
        yield said(Relation.GENRE, english=f"It is filed under {_quoted(*known.genres)}.", names=known.genres)
    if known.duration_ms:
        length = f"It lasts about {ENGLISH.duration(known.duration_ms)}."
        yield said(Own.LENGTH, english=length, seconds=round(known.duration_ms / 1000))


def _of_show(show: Show, kind: TrackKind) -> Iterator[Statement]:
    for relation, track, when in (
        (Own.HEARD, show.heard, "Before it, you heard"),
        (Own.COMING, show.coming, "After it comes"),
    ):
        known = known_facts(track) if track is not None else None
        if known is not None and known.title:
            by = f" by {_quoted(*known.artists)}" if known.artists else ""
            english = f"{when} {_quoted(known.title)}{by}."
            yield Statement(0, relation, About.TRACK, known.title, english, names=known.artists, kind=kind)
    if show.now is not None:
        english = f"It is {show.now:%H:%M} on a {show.now:%A}."
        yield Statement(0, Own.HOUR, About.TRACK, "", english, moment=show.now, kind=kind)


_BY = {
    Relation.COMPOSER: "The music of {} was composed by {}.",
    Relation.LYRICIST: "The words of {} are by {}.",
    Relation.WRITER: "{} was written by {}.",
    Relation.PRODUCER: "{} was produced by {}.",
    Relation.ARRANGER: "{} was arranged by {}.",
    Relation.ENGINEER: "{} was recorded or mixed by the engineer {}.",
    Relation.REMIXER: "{} was remixed by {}.",
    Relation.LABEL: "{} was released on the label {}.",
}
_WITHOUT_TEXT = frozenset({
    Relation.FIRST_RELEASED, Relation.BEGAN, Relation.ENDED, Relation.INSTRUMENTAL, Relation.LIVE,
})  # fmt: skip


def _of_fact(fact: Fact) -> Statement | None:
    """Put a fact as a statement; None where the value that its relation holds is missing."""
    said = partial(Statement, 0, fact.relation, fact.about, fact.subject, fact=fact)
    subject, text, detail, year = _quoted(fact.subject), _quoted(fact.text), fact.detail, fact.year
    values = tuple(value for value in (fact.text, detail) if value)
    if not fact.text and fact.relation not in _WITHOUT_TEXT:
        return None
    if fact.relation in _BY:
        return said(english=_BY[fact.relation].format(subject, text), names=(fact.text,))
    match fact.relation:
        case Relation.FIRST_RELEASED if year:
            other = f", as {text}" if fact.text and fact.text.casefold() != fact.subject.casefold() else ""
            english = f"{subject} was first released in {year}{other}."
            return said(english=english, years=(year,), names=values)
        case Relation.RELEASE_KIND:
            return said(english=f"{subject}: the release is of the kind {text}.", words=fact.text)
        case Relation.RELEASE_COUNTRY:
            return said(english=f"{subject} was released in {text}.", places=(fact.text,))
        case Relation.PERFORMER | Relation.MEMBER:
            return _of_performer(fact, said)
        case Relation.COVER_OF:
            title = f", under the title {_quoted(detail)}" if detail else ""
            return said(english=f"{subject} is a cover; the song was first by {text}{title}.", names=values)
        case Relation.LIVE:
            where = f" at {text}" if fact.text else ""
            when = f" in {year}" if year else ""
            english = f"{subject} was recorded live, before an audience,{where}{when}.".replace(",.", ".")
            return said(english=english, places=values, years=(year,) if year else ())
        case Relation.INSTRUMENTAL:
            return said(english=f"{subject} is an instrumental: nobody sings.")
        case Relation.ORIGIN:
            return said(english=f"{subject} is from {_quoted(*values)}.", places=values)
        case Relation.ARTIST_KIND:
            return said(english=f"{subject} is of the kind {text}.", words=fact.text)
        case Relation.GENDER:
            return said(english=f"{subject} is {text}.", words=fact.text)
        case Relation.BEGAN if year:
            return said(english=f"{subject} was born, or formed, in {year}.", years=(year,))
        case Relation.ENDED if year:
            return said(english=f"{subject} died, or split up, in {year}.", years=(year,))
        case Relation.GENRE:
            return said(english=f"{subject} is filed under {text}.", names=(fact.text,))
        case Relation.TEXT:
            return said(english=f"An article says: {text}", words=fact.text)
    return None


def _of_performer(fact: Fact, said: partial[Statement]) -> Statement:
    instruments = (fact.detail,) if fact.detail else ()
    who, subject = _quoted(fact.text), _quoted(fact.subject)
    years = tuple(year for year in (fact.year, fact.until) if year)
    if fact.relation is Relation.MEMBER:
        plays = f" ({_quoted(fact.detail)})" if fact.detail else ""
        since = f" from {fact.year}" if fact.year else ""
        until = f" until {fact.until}" if fact.until else ""
        english = f"{who}{plays} is or was a member of {subject}{since}{until}."
    else:
        does = {"vocals": "sings", "": "performs"}.get(fact.detail.casefold(), f"plays {_quoted(fact.detail)}")
        english = f"{who} {does} on {subject}."
    return said(english=english, names=(fact.text,), years=years, instruments=instruments)
