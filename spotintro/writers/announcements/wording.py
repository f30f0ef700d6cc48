"""How a language's host words names, numbers, durations and what stands before a name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_NAMED = 3
_MINUTES_OF_AN_HOUR = 60
_ENDS = (".", "!", "?", "…", "。", "！", "？")


@dataclass(frozen=True, slots=True)
class Seam:
    """What becomes of the words before a name where the name begins in a certain way: "de" before "Adele".

    Attributes:
        before: A regular expression for the end of the words.
        name: One for the beginning of the name, its quotation mark included.
        instead: What stands in place of the words' end; None where a host would not say it so at all.
    """

    before: str
    name: str
    instead: str | None


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
        seams: The first that fits counts.
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
    seams: tuple[Seam, ...] = ()

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

    def followed(self, words: str, name: str) -> str | None:
        """Put a name behind the words of a sentence; None where a host wouldn't say it so."""
        for seam in self.seams:
            end = re.search(rf"(?:{seam.before})\Z", words)
            if end is not None and re.match(seam.name, name):
                return None if seam.instead is None else f"{words[: end.start()]}{seam.instead}{name}"
        return words + name

    def before_any_name(self, words: str) -> str:
        """Leave off the end of the words that a name may change."""
        for seam in self.seams:
            if seam.instead is not None:
                words = re.sub(rf"(?:{seam.before})\Z", "", words)
        return words

    def ended(self, sentence: str) -> str:
        """Leave the full stop out where the name before it ends a sentence by itself: "by Wham!"."""
        if sentence.endswith(".") and sentence[:-1].rstrip(self.quotation[1]).endswith(_ENDS):
            return sentence[:-1]
        return sentence

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
