"""Auto, the intros between tracks: when one is due, and what stands against it. Pure values: no task, no clock."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final

from spotintro.credits.errors import credits_in_words

FAILURES_IN_A_ROW: Final = 2
"""After so many intros that failed one after the other, auto waits for its user."""

CHANGES_AN_HOUR: Final = 17
"""Of tracks, where each is heard to its end."""
CALLS_AN_INTRO: Final = 6
"""Pause, seek and play, and the readings that they and their end ask for."""
OTHER_CALLS: Final = 70
"""An hour, at the least: each end of a track is read, and between the ends a skip or a pause made elsewhere."""
REGULAR_CALLS: Final = 105
"""An hour, that reading takes as long as it has them; intros that are rare cost it nothing but some of these."""
SPARED_CALLS: Final = 120
"""An hour: what takes no more is not told again each time that auto is turned on."""

UNHEARD: Final = (
    "No more intros are written ahead for now: six of the last hour were not heard, since other tracks came. "
    "It goes on by itself within the hour; what plays can be introduced as ever."
)


@dataclass(frozen=True, slots=True)
class Every:
    """How often auto introduces: every so many tracks, or the first change after so many minutes."""

    tracks: int = 0
    minutes: int = 0

    @classmethod
    def of(cls, text: str) -> Every:
        """Read it as the settings have it: "3 tracks", "15 minutes".

        Raises:
            ValueError: it is neither.
        """
        number, _, unit = text.strip().partition(" ")
        # Of ASCII alone: there are other digits, which int takes.
        if not (number.isascii() and number.isdigit() and 1 <= int(number) <= 999):  # noqa: PLR2004 - as the settings
            raise ValueError(text)
        if unit not in {"track", "tracks", "minute", "minutes"}:
            raise ValueError(text)
        return cls(tracks=int(number)) if unit.startswith("track") else cls(minutes=int(number))

    @property
    def in_words(self) -> str:
        """Say it for a person: `every track`, `every 3 tracks`, `every 15 minutes`."""
        number, unit = (self.tracks, "track") if self.tracks else (self.minutes, "minute")
        return f"every {unit}" if number == 1 else f"every {number} {unit}s"


def calls_an_hour(every: Every) -> int:
    """Estimate the calls an hour of listening where what plays is read and steered by calls alone, in tens."""
    intros = CHANGES_AN_HOUR / every.tracks if every.tracks else min(CHANGES_AN_HOUR, 60 / every.minutes)
    return round(max(REGULAR_CALLS, OTHER_CALLS + intros * CALLS_AN_INTRO) / 10 + 0.1) * 10


def calls_note(every: Every, *, budget: int) -> str:
    """Say what auto takes in calls, of so many a day."""
    calls = calls_an_hour(every)
    return f"On other devices that takes about {calls} Spotify calls an hour, of your {budget:,} a day."


class Tally:
    """Counts the tracks that begin, and tells whether the intro of one is due.

    Counted is from the last intro of any kind, or from `start`. An intro that is due stays due until one is
    delivered.
    """

    def __init__(self, every: Every) -> None:
        self._every = every
        self._begun = 0
        self._counted_from = 0
        self._counted_from_s = 0.0

    def start(self, now_s: float) -> None:
        """Count from here on, as after an intro."""
        self._counted_from, self._counted_from_s = self._begun, now_s

    def began(self) -> None:
        """Take note that another track begins."""
        self._begun += 1

    @property
    def number(self) -> int:
        """The number of the track that began last."""
        return self._begun

    def introduced(self, number: int, now_s: float) -> None:
        """Take note that the track of this number was introduced."""
        self._counted_from, self._counted_from_s = max(self._counted_from, number), now_s

    def is_due(self, now_s: float) -> bool:
        """Tell whether the track that began last is one to introduce."""
        if self._every.tracks:
            return self._begun - self._counted_from >= self._every.tracks
        return self._has_passed(now_s)

    def is_due_next(self, change_s: float) -> bool:
        """Tell whether the track that begins next, at about that time, will be one to introduce."""
        if self._every.tracks:
            return self.tracks_to_go == 1
        return self._has_passed(change_s)

    @property
    def tracks_to_go(self) -> int | None:
        """Return in how many changes of track the next intro comes; None where minutes are counted."""
        if not self._every.tracks:
            return None
        return max(1, self._counted_from + self._every.tracks - self._begun)

    def _has_passed(self, at_s: float) -> bool:
        return at_s - self._counted_from_s >= self._every.minutes * 60


class Pause(Enum):
    """Why auto waits, each as the state on the screen has it."""

    CREDITS = "no credits"
    SESSION_CAP = "session's cap"
    DAY_CAP = "day's cap"
    QUOTA = "Spotify's quota"
    FAILING = "it failed"


@dataclass(frozen=True, slots=True)
class Means:
    """What the next intro costs, and what there is for it."""

    price: int
    available: int
    used: int
    """By auto, since the session began."""
    session_cap: int
    used_today: int
    day_cap: int

    @property
    def lack(self) -> Pause | None:
        """Return what there isn't enough of; None where the next intro can be paid. What is free always can."""
        if not self.price:
            return None
        if self.session_cap and self.used + self.price > self.session_cap:
            return Pause.SESSION_CAP
        if self.day_cap and self.used_today + self.price > self.day_cap:
            return Pause.DAY_CAP
        return Pause.CREDITS if self.available < self.price else None


@dataclass(frozen=True, slots=True)
class AutoState:
    """What a face shows of auto."""

    is_on: bool
    every: Every
    tracks_to_go: int | None = None
    pause: Pause | None = None
    used: int = 0
    session_cap: int = 0
    """0: none."""

    @property
    def in_words(self) -> str:
        """Say it in a few words; "" where auto is off."""
        if not self.is_on:
            return ""
        if self.pause is not None:
            return f"auto: paused, {self.pause.value}"
        cap = f" · {self.used} of {self.session_cap} used" if self.session_cap else ""
        if self.tracks_to_go is None:
            return f"auto: {self.every.in_words}{cap}"
        when = "next track" if self.tracks_to_go == 1 else f"in {self.tracks_to_go} tracks"
        return f"auto: {when}{cap}"


def pause_line(pause: Pause, means: Means | None, *, auto_key: str, support_key: str) -> str:
    """Say why auto waits, and what to do about it."""
    off = f"{auto_key} turns it off." if auto_key else ""
    if pause is Pause.FAILING or means is None:
        anew = f"{auto_key} turns it off, and on again." if auto_key else "Mend that, and begin anew."
        return f"Auto waits: intros fail. {anew}"
    match pause:
        case Pause.CREDITS:
            why = f"the next intro needs {credits_in_words(means.price)} and you have {means.available}"
            how = f"{support_key or '`spotintro support`'} shows how to get more; it goes on by itself then."
        case Pause.SESSION_CAP:
            why = f"this session's cap is {credits_in_words(means.session_cap)}, and {means.used} are used"
            how = "host.auto_session_cap sets it, and a new start counts anew."
        case Pause.DAY_CAP:
            why = f"the day's cap is {credits_in_words(means.day_cap)}, and {means.used_today} are used"
            how = "It goes on by itself tomorrow; host.auto_day_cap sets it."
        case Pause.QUOTA:
            why = "Spotify's calls are used up, or it asked for a pause"
            how = "It goes on by itself after that."
    return f"Auto waits: {why}. {how} {off}".rstrip()


def question_of(
    every: Every, price: str, *, session_cap: int, day_cap: int, over_music: str, calls: str = ""
) -> str:
    """Return what auto asks its user once: what it does, costs at most, and where Spotify's terms stand.

    Args:
        every: How often it introduces.
        price: Of each intro, in words; "" where it is free, which no cap is for.
        session_cap: In credits; 0: none.
        day_cap: In credits; 0: none.
        over_music: The setting `host.over_music`.
        calls: What it takes in calls, as a sentence; "" where it takes none.
    """
    spans = [(cap, span) for cap, span in ((session_cap, "a session"), (day_cap, "a day")) if cap]
    caps = [f"{cap if number else credits_in_words(cap)} {span}" for number, (cap, span) in enumerate(spans)]
    most = f"at most {' and '.join(caps)}" if caps else "without a cap"
    # Three lines of 36 columns: on a phone all of it is seen before the answer.
    asked = f"An intro {every.in_words}: {f'{price} each, {most}' if price else 'free'}."
    terms = f" {terms_note(over_music)}" if terms_note(over_music) else ""
    return f"{asked}{f' {calls}' if calls else ''}{terms}"


def terms_note(over_music: str) -> str:
    """Return the sentence about Spotify's terms that stands beside a way to speak; "" beside the pause.

    Spotify's developer terms (III.7) forbid to segue its audio into other audio, and to overlap the two.
    """
    if over_music == "pause":
        return ""
    does = "joins the voice to the music" if over_music == "gap" else "speaks over the music"
    return f"Spotify's developer terms (III.7) name segue and overlap: “{over_music}” {does} at your own choice."
