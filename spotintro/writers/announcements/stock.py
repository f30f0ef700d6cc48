"""What a language's stock of sentences is made of, and how its host words names, numbers and durations.

No language stands here. Each has a module of its own, named for its primary tag, with a `STOCK`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

_NAMED = 3
_MINUTES_OF_AN_HOUR = 60


class Fact(Enum):
    """A place in a pattern that a fact fills."""

    TITLE = auto()
    ARTISTS = auto()
    ALBUM = auto()
    YEAR = auto()
    GENRES = auto()
    COMPOSERS = auto()
    DURATION = auto()
    TRACK_NUMBER = auto()


TITLE, ARTISTS, ALBUM, YEAR = Fact.TITLE, Fact.ARTISTS, Fact.ALBUM, Fact.YEAR
GENRES, COMPOSERS, DURATION, TRACK_NUMBER = Fact.GENRES, Fact.COMPOSERS, Fact.DURATION, Fact.TRACK_NUMBER

# A pattern is a tuple of its parts and not a format string: a title such as "{0}" or "%s" is only ever joined.
Pattern = tuple[str | Fact, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """How a language's host words what stands in a place of a pattern.

    Attributes:
        quotation: The marks before and behind a title.
        joints: What stands before the last of several names: pairs of a regular expression that the name begins
            with, and the joint. The first that fits counts.
        others: What stands in place of the names after the second, where there are more than three.
        numbers: Words from zero on; greater numbers are written in digits.
        half_minute, minute, minute_and_a_half, hour, two_hours: Whole durations, as behind "about".
        minutes, minutes_and_a_half, hours: The same with `{}` for the number.
        duration_joint: Between hours and minutes.
    """

    quotation: tuple[str, str]
    joints: tuple[tuple[str, str], ...]
    others: str
    numbers: tuple[str, ...]
    half_minute: str
    minute: str
    minute_and_a_half: str
    minutes: str
    minutes_and_a_half: str
    hour: str
    two_hours: str
    hours: str
    duration_joint: str

    def quoted(self, title: str) -> str:
        return title.join(self.quotation)

    def joined(self, names: Sequence[str]) -> str:
        """Join one or more names as they are read out; of more than three, two and "others"."""
        if len(names) > _NAMED:
            return f"{', '.join(names[: _NAMED - 1])}{self.others}"
        if len(names) == 1:
            return names[0]
        joint = next(joint for start, joint in self.joints if re.match(start, names[-1], re.IGNORECASE))
        return f"{', '.join(names[:-1])}{joint}{names[-1]}"

    def number(self, number: int) -> str:
        """Write a number as a host's copy has it: in words up to twenty, in digits above."""
        return self.numbers[number] if 0 <= number < len(self.numbers) else str(number)

    def duration(self, duration_ms: int) -> str:
        """Word a duration to the nearest half minute: "three and a half minutes", "one hour"."""
        halves = max(1, round(duration_ms / 30_000))
        if halves == 1:
            return self.half_minute
        minutes, half = divmod(halves, 2)
        # Nobody says the half of what is so long that its number is written in digits.
        if half and minutes < len(self.numbers):
            return self.minute_and_a_half if minutes == 1 else self.minutes_and_a_half.format(self.number(minutes))
        hours, rest = divmod(minutes, _MINUTES_OF_AN_HOUR)
        said = [] if not hours else [self._counted(hours, self.hour, self.hours, two=self.two_hours)]
        if rest:
            said.append(self._counted(rest, self.minute, self.minutes))
        return self.duration_joint.join(said)

    def _counted(self, number: int, one: str, many: str, *, two: str | None = None) -> str:
        if number == 1:
            return one
        return two if two is not None and number == 2 else many.format(self.number(number))  # noqa: PLR2004 - two


@dataclass(frozen=True, slots=True)
class Stock:
    """The sentences of one language.

    They fit any title, name, year and number: none agrees with a gender or a number that isn't known, and none
    says more than the facts in its places. Each pattern is one sentence. An opener, a title line and a closer
    come to 20 words together, also with a title of one word.

    Attributes:
        openers: Before anything; `music_openers` before music alone.
        titles: With title and artists; then with one of them, with the album alone, and with none.
        albums, details: What follows of the facts.
        episodes, episode_details, talk_closers: Of a show's episode.
        chapters, chapter_details: Of a book that is read out.
        episodes_untitled, chapters_untitled: In place of their title lines, the one that names most first.
    """

    wording: Wording
    openers: tuple[Pattern, ...]
    music_openers: tuple[Pattern, ...]
    titles: tuple[Pattern, ...]
    titles_alone: tuple[Pattern, ...]
    artists_alone: tuple[Pattern, ...]
    albums_alone: tuple[Pattern, ...]
    nameless: tuple[Pattern, ...]
    albums: tuple[Pattern, ...]
    details: tuple[Pattern, ...]
    closers: tuple[Pattern, ...]
    episodes: tuple[Pattern, ...]
    episodes_untitled: tuple[Pattern, ...]
    episode_details: tuple[Pattern, ...]
    talk_closers: tuple[Pattern, ...]
    chapters: tuple[Pattern, ...]
    chapters_untitled: tuple[Pattern, ...]
    chapter_details: tuple[Pattern, ...]
