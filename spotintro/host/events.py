"""What happens during an intro, in order, for whoever shows it.

A whole run: (CreditsAdded), Held, Sentence… and LeftOut…, (TokensUsed…),
(Speaking…), Composed, Written, (LeftPaused), Spoken,
(CreditsAdded), Finished.
Every run ends in exactly one of Finished, Failed or Stopped, and each of these carries the balance that then
stands in the store.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from spotintro.credits.base import User
from spotintro.credits.features import UserTransaction
from spotintro.knowledge import Fact, Source
from spotintro.money import Money
from spotintro.music import Track


@dataclass(frozen=True, slots=True)
class Charge:
    step: UserTransaction
    amount: int


@dataclass(frozen=True, slots=True)
class Quote:
    """The price of what a key begins next, step by step; steps that are free are not in it."""

    charges: tuple[Charge, ...]

    @property
    def total(self) -> int:
        return sum(charge.amount for charge in self.charges)


@dataclass(frozen=True, slots=True)
class CreditsAdded:
    """Credits came by themselves, of an allowance that was due while the balance was low."""

    credits: int
    description: str
    """Where they came from."""
    expires_at: datetime | None
    balance: User
    """After all that came with them."""


@dataclass(frozen=True, slots=True)
class Held:
    track: Track
    quote: Quote
    balance: User


@dataclass(frozen=True, slots=True)
class Sentence:
    """The next sentence of the text, checked and ready to show."""

    index: int
    text: str
    carried_by: str = ""
    """The statement that it stands on, in English; "" for host talk, and for what was added."""
    fact: Fact | None = None
    """Where that statement comes from; None for what the player and the show tell."""
    added: bool = False
    """No fact carries it: a model has added it, and the settings let it be said."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A sentence that was written and is not said, with one sentence of why."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class TokensUsed:
    """What the model took for the text, or for one of two attempts at it; it is no matter of credits."""

    tokens_in: int
    tokens_out: int
    is_estimated: bool
    cost: Money | None
    """None where no price is known."""


@dataclass(frozen=True, slots=True)
class Speaking:
    """The sentence with this index begins to be heard (or to be shown at reading pace).

    A long first one may be heard before its Sentence, while its end is still written.
    """

    index: int


@dataclass(frozen=True, slots=True)
class Composed:
    """The text is complete. It is charged once the reader has taken this event, and not before."""

    track: Track
    text: str
    writer: str


@dataclass(frozen=True, slots=True)
class Written:
    """The text is complete, kept and charged."""

    text: str
    writer: str
    charged: Charge | None
    balance: User
    feature: UserTransaction = UserTransaction.GENERATE_TRACK_INTRO
    """What the text is, where its charge doesn't tell."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """The speech was heard to its end and charged. Of one without a sound, a Notice tells instead."""

    speech_s: float
    audible: bool
    charged: Charge | None
    balance: User


@dataclass(frozen=True, slots=True)
class LeftPaused:
    """The speech is over and the music stays paused."""

    problem: str = ""
    """Why the host could not resume it; "" where another hand has left it so."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the user should know that stops nothing; said once a run."""

    message: str
    each_time: bool = False
    """It tells of this run alone; else it stays so, and needs no line again and again."""


@dataclass(frozen=True, slots=True)
class Finished:
    text: str
    writer: str
    spoken: bool
    speech_s: float
    charges: tuple[Charge, ...]
    balance: User
    sources: tuple[Source, ...] = ()
    """Of the facts in the text, also where it is said again and they themselves are known no more."""


@dataclass(frozen=True, slots=True)
class Failed:
    """The run ended early. What was charged before (the text, where only the speech failed) is in `charges`."""

    code: str
    message: str
    next_step: str
    text: str
    charges: tuple[Charge, ...]
    balance: User | None
    """None where the store itself can't be read."""
    unconfirmed: tuple[Charge, ...] = ()
    """What may have been charged or not: the store was lost while it was booking."""

    @property
    def cost_nothing(self) -> bool:
        """Whether it is sure that nothing was charged."""
        return not (self.charges or self.unconfirmed)

    @property
    def is_answer(self) -> bool:
        """Whether nothing is wrong: no facts are known that more could be told of, or none yet."""
        return self.code in {"NO_FACTS_KNOWN", "STILL_LOOKING_UP"}


@dataclass(frozen=True, slots=True)
class Stopped:
    """The user stopped it, or went on to other music.

    What was held is in `charges`, `given_back` or `unconfirmed`, but for what could not be collected, and for what
    the store could not be told of: that lapses by itself.
    """

    text: str
    charges: tuple[Charge, ...]
    given_back: tuple[Charge, ...]
    balance: User | None
    moved_on: bool = False
    """Whether it was a skip, a seek or another device that ended it."""
    unconfirmed: tuple[Charge, ...] = ()
    """As of `Failed`."""


HostEvent = (
    CreditsAdded
    | Held
    | Sentence
    | LeftOut
    | TokensUsed
    | Speaking
    | Composed
    | Written
    | LeftPaused
    | Spoken
    | Notice
    | Finished
    | Failed
    | Stopped
)
