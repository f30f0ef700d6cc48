"""A language's stock of sentences, read from its file: one line, one sentence, with `<title>` where a title goes.

The files (`en.txt`, ...) are written for who listens to radio, and say what fits any name, year and number:
nothing in them agrees with a gender or a number that isn't known, and none says more than the facts in its places.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from spotintro.writers.announcements.wording import Wording

_MARKED = re.compile(r"<([a-z ]+)>")


class Place(StrEnum):
    """A place in a pattern that something known fills; its value is how the files write it."""

    TITLE = "title"
    ARTISTS = "artists"
    ALBUM = "album"
    YEAR = "year"
    """Of the release that the player names."""
    GENRES = "genres"
    COMPOSERS = "composers"
    DURATION = "duration"
    HEARD_TITLE = "heard title"
    HEARD_ARTISTS = "heard artists"
    COMING_TITLE = "coming title"
    COMING_ARTISTS = "coming artists"
    SUBJECT = "subject"
    """The track, album (both in quotation marks) or artist that a fact is about."""
    WHO = "who"
    """One or more names that a fact tells."""
    SONG = "song"
    """The title that a fact tells."""
    WHERE = "where"
    """A venue by its name."""
    IN_LAND = "in land"
    """With its preposition: "in den USA"."""
    FROM_LAND = "from land"
    """With its preposition: "aus den USA"."""
    TOWN = "town"
    INSTRUMENT = "on instrument"
    """With its preposition: "an der Gitarre"."""
    WHEN = "when"
    """The year that a fact tells."""
    UNTIL = "until"


# A pattern is a tuple of its parts and not a format string: a title such as "{0}" or "%s" is only ever joined.
Pattern = tuple[str | Place, ...]


class Section(StrEnum):
    """What the sentences of one heading in a file are for; its value is the heading."""

    ANYTIME = "anytime"
    EARLY = "early"
    MORNING = "morning"
    MIDDAY = "midday"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    NIGHT = "night"
    WEEKEND = "weekend"
    MUSIC = "music"
    """Openings before music alone."""
    HEARD = "heard"
    STAYING = "staying"
    """Where the same artists were heard before."""

    NAMING = "naming"
    TITLE_ALONE = "title alone"
    ARTISTS_ALONE = "artists alone"
    ALBUM_ALONE = "album alone"
    NAMELESS = "nameless"

    RECORD = "record"
    COMPOSERS = "composers"
    GENRE = "genre"

    FIRST_RELEASED = "first released"
    ALBUM_FIRST_RELEASED = "album first released"
    KIND_SINGLE = "kind single"
    KIND_EP = "kind ep"
    KIND_LIVE = "kind live"
    KIND_COMPILATION = "kind compilation"
    KIND_SOUNDTRACK = "kind soundtrack"
    KIND_REMIX = "kind remix"
    KIND_MIXTAPE = "kind mixtape"
    LABEL = "label"
    RELEASE_COUNTRY = "release country"
    COMPOSER = "composer"
    LYRICIST = "lyricist"
    WRITER = "writer"
    PRODUCER = "producer"
    ALBUM_PRODUCER = "album producer"
    ARRANGER = "arranger"
    ENGINEER = "engineer"
    PERFORMER = "performer"
    SINGER = "singer"
    COVER = "cover"
    REMIXER = "remixer"
    LIVE = "live"
    INSTRUMENTAL = "instrumental"
    ORIGIN = "origin"
    BORN = "born"
    FORMED = "formed"
    DIED = "died"
    SPLIT = "split"
    ORCHESTRA = "orchestra"
    CHOIR = "choir"
    MEMBER = "member"

    COMING = "coming"
    CLOSING = "closing"

    EPISODE = "episode"
    EPISODE_UNTITLED = "episode untitled"
    EPISODE_KNOWN = "episode known"
    CHAPTER = "chapter"
    CHAPTER_UNTITLED = "chapter untitled"
    CHAPTER_KNOWN = "chapter known"
    TALK_CLOSING = "talk closing"


@dataclass(frozen=True, slots=True)
class Land:
    """A country in the words of a language, each with its preposition."""

    where: str
    whence: str


@dataclass(frozen=True, slots=True)
class Stock:
    """The sentences of one language, and its words for what the facts tell in English.

    Attributes:
        lands: By their English names and their codes, in lower case.
        towns: Those whose name differs, by their English names in lower case.
        instruments: With their preposition, by their English names in lower case.
    """

    wording: Wording
    sections: Mapping[Section, tuple[Pattern, ...]]
    lands: Mapping[str, Land] = field(default_factory=dict)
    towns: Mapping[str, str] = field(default_factory=dict)
    instruments: Mapping[str, str] = field(default_factory=dict)

    def patterns(self, *sections: Section) -> list[Pattern]:
        return [pattern for section in sections for pattern in self.sections[section]]

    def sentence(self, pattern: Pattern, values: Mapping[Place, str]) -> str:
        """Fill a pattern; "" where a place stays empty or a host wouldn't say it so."""
        text = ""
        words = ""
        for part in pattern:
            if not isinstance(part, Place):
                words = part
                continue
            said = self.wording.followed(words, values[part]) if part in values else None
            if said is None:
                return ""
            text, words = text + said, ""
        return self.wording.ended(text + words)

    def parts_of(self, pattern: Pattern) -> list[str]:
        """Return the words between a pattern's places as they stand in any sentence that it makes."""
        parts = [""]
        for part in pattern:
            if isinstance(part, Place):
                parts[-1] = self.wording.before_any_name(parts[-1])
                parts.append("")
            else:
                parts[-1] = part
        # A name that ends in a mark has left the full stop out.
        return parts if len(parts) == 1 else [*parts[:-1], parts[-1].removesuffix(".")]


def sections_of(text: str) -> dict[Section, tuple[Pattern, ...]]:
    """Read the sentences of a file, by their headings in square brackets; lines with # are remarks.

    Raises:
        ValueError: a heading or a place that there is none of.
    """
    found: dict[Section, list[Pattern]] = {section: [] for section in Section}
    section = Section.ANYTIME
    for line in filter(None, map(str.strip, text.splitlines())):
        if line.startswith("["):
            section = Section(line.strip("[]"))
        elif not line.startswith("#"):
            found[section].append(_pattern(line))
    return {section: tuple(patterns) for section, patterns in found.items()}


def _pattern(line: str) -> Pattern:
    parts = _MARKED.split(line)
    return tuple(Place(part) if index % 2 else part for index, part in enumerate(parts) if part)
