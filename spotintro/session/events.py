"""What a session tells its faces, each as one frozen value."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import Enum
from typing import TYPE_CHECKING

from spotintro.session.keys import Key, unmarked

if TYPE_CHECKING:
    from spotintro.credits.base import User
    from spotintro.credits.features import UserTransaction
    from spotintro.host.events import HostEvent, Quote
    from spotintro.music import Device, Playback, Track
    from spotintro.players.base import PlayerError
    from spotintro.session.auto import AutoState
    from spotintro.writers.local_servers import LocalServer


class Weight(Enum):
    """How a line of the log is marked: by a glyph, and by a colour beside it."""

    INFO = "·"
    CHARGE = "●"
    WARNING = "▲"
    FAILURE = "✖"


@dataclass(frozen=True, slots=True)
class Said:
    """One line for the log."""

    text: str
    weight: Weight = Weight.INFO
    keys: tuple[Key, ...] = field(default=(), compare=False)
    """Those that it names, as the first face writes them; another face may write its own (`session/keys.py`)."""

    def without_marks(self) -> Said:
        """Return the same line with the keys that are marked in it found, and their marks taken out."""
        plain, keys = unmarked(self.text)
        return replace(self, text=plain, keys=keys) if keys else self


@dataclass(frozen=True, slots=True)
class PlaybackRead:
    """A new reading of the player; None where none is there."""

    playback: Playback | None
    problem: PlayerError | None = None
    """Why what plays can't be read, where that is so."""


@dataclass(frozen=True, slots=True)
class DevicesRead:
    """What can be played on; None where the question came to nothing, which a line of the log tells."""

    devices: tuple[Device, ...] | None


@dataclass(frozen=True, slots=True)
class BalanceRead:
    """The account's balance; None where the account can't be read."""

    user: User | None


@dataclass(frozen=True, slots=True)
class BooksDisagreed:
    """The audit found a problem; nothing is blocked by it."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """The price of each feature that a key begins, and whether it would be spoken; empty until it is known."""

    quotes: tuple[tuple[UserTransaction, Quote], ...]
    speak: bool


@dataclass(frozen=True, slots=True)
class ReplayQuoted:
    """The price of saying the last intro again; None where there is none."""

    quote: Quote | None


@dataclass(frozen=True, slots=True)
class Refusal:
    """A step that wanted more credits than there were, and waits to be done again."""

    quote: Quote
    """What it costs."""
    text_only: Quote | None = None
    """What it costs with the voice off; None where that is no way to have it."""


@dataclass(frozen=True, slots=True)
class RefusalTold:
    """What was refused and waits; None: nothing does any more."""

    refusal: Refusal | None


@dataclass(frozen=True, slots=True)
class HostSaid:
    """An event of the host, and the line of the log that tells of it; None where it is seen elsewhere."""

    event: HostEvent
    line: Said | None


@dataclass(frozen=True, slots=True)
class ConsentAsked:
    """The line that says what is sent where; None once it is answered."""

    disclosure: str | None


@dataclass(frozen=True, slots=True)
class FactsAsked:
    """The line that says what a look-up sends where; None once it is answered."""

    question: str | None


@dataclass(frozen=True, slots=True)
class FactsArrived:
    """Facts of this track have come."""

    track: Track


class NextState(Enum):
    """What has become of an intro of the track that comes next, each as the screen has it."""

    WRITING = "being written"
    READY = "ready"
    WAITING = "waiting"
    """It is written when its track begins."""
    BEGUN = "begun"
    TAKEN_BACK = "taken back"
    NOT_COME = "not come"
    """Another track came in its place; it is kept for an hour."""
    KEPT = "kept"
    """Its track began and was not interrupted, as where that was seen late; it is kept for an hour."""
    FAILED = "failed"

    @property
    def is_ahead(self) -> bool:
        """Whether its track is still to come."""
        return self in {NextState.WRITING, NextState.READY, NextState.WAITING}


@dataclass(frozen=True, slots=True)
class NextTold:
    """How it stands with the intro of this track, that was asked for or is due."""

    track: Track
    state: NextState

    @property
    def in_words(self) -> str:
        """Say it in a few words; "" where nothing is ahead."""
        return f"next: {self.state.value}" if self.state.is_ahead else ""


@dataclass(frozen=True, slots=True)
class AutoTold:
    """How it stands with auto, the intros between tracks."""

    state: AutoState


@dataclass(frozen=True, slots=True)
class AutoAsked:
    """The question that auto asks once; None once it is answered."""

    question: str | None


@dataclass(frozen=True, slots=True)
class SetUpTold:
    """What is set up, and which AI servers run on this machine; told at the start and after each change."""

    spotify: bool
    writer: bool
    servers: tuple[LocalServer, ...] = ()


@dataclass(frozen=True, slots=True)
class MadeReady:
    """Account and host are loaded and open, or could not be: what a start does is done."""


SessionEvent = (
    Said
    | PlaybackRead
    | DevicesRead
    | BalanceRead
    | BooksDisagreed
    | Quoted
    | ReplayQuoted
    | RefusalTold
    | HostSaid
    | ConsentAsked
    | FactsAsked
    | FactsArrived
    | NextTold
    | AutoTold
    | AutoAsked
    | SetUpTold
    | MadeReady
)
