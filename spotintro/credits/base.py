"""The account's values."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from spotintro.credits.errors import credits_in_words
from spotintro.credits.features import UserTransaction
from spotintro.knowledge import Source
from spotintro.music import Track


@dataclass(frozen=True, slots=True)
class User:
    """An account with its balance: available = posted - held, used = captured."""

    id: str
    available_credits: int
    used_credits: int
    held_credits: int = 0

    @property
    def left(self) -> int:
        """Return what is available plus what open holds set aside: the balance once they are given back."""
        return self.available_credits + self.held_credits


class HoldState(StrEnum):
    HELD = "held"
    CAPTURED = "captured"
    RELEASED = "released"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class HoldRequest:
    key: str
    """Made by the client per click; the same key with other inputs is an error."""
    step: UserTransaction
    amount: int
    workflow: str
    """Ties the steps of one intro."""
    track: Track


@dataclass(frozen=True, slots=True)
class Hold:
    key: str
    step: UserTransaction
    amount: int
    workflow: str
    state: HoldState
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Intro:
    """A delivered text, kept so that it can be read and said again for free."""

    workflow: str
    track: Track
    text: str
    writer: str
    written_at: datetime
    spoken: bool = False
    """Whether it was said to its end for somebody to hear: from then on saying it again is free."""
    sources: tuple[Source, ...] = ()
    """Where the facts were read that it tells, each once."""
    favourite: bool = False
    """Whether it is kept however old it is."""
    number: int = field(default=0, compare=False)
    """Its place in the store, later ones higher, some left out; 0: it is not read from there."""


class EntryKind(StrEnum):
    GRANT = "grant"
    CAPTURE = "capture"
    EXPIRE = "expire"
    REFUND = "refund"
    ADJUST = "adjust"

    @property
    def label(self) -> str:
        """Name the kind to a person; a capture is told by its step instead."""
        return _KIND_LABELS[self]


_KIND_LABELS: Final = {
    EntryKind.GRANT: "credits added",
    EntryKind.CAPTURE: "charged",
    EntryKind.EXPIRE: "lapsed",
    EntryKind.REFUND: "given back",
    EntryKind.ADJUST: "corrected",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the history."""

    sequence: int
    at: datetime
    kind: EntryKind
    amount: int
    """Signed: a capture is negative."""
    balance_after: int
    """Posted credits after this entry."""
    step: UserTransaction | None
    description: str
    """What it was for: a track's title and artists, or where a grant came from."""


class LotKind(StrEnum):
    PAID = "paid"
    PROMOTIONAL = "promotional"


@dataclass(frozen=True, slots=True)
class Lot:
    """What is left of credits that came from one source at one time."""

    remaining: int
    """Without what is held."""
    source: str
    """Where they came from, for a person."""
    kind: LotKind
    expires_at: datetime | None
    """None: they last without end."""


@dataclass(frozen=True, slots=True)
class VoucherTerms:
    """What a voucher whose signature stood the check says."""

    serial: str
    """16 hexadecimal digits, unique per operator key."""
    operator_key: str
    """The public key that signed it: 64 lower-case hexadecimal digits, as in `credits.operator_keys`."""
    credits: int
    kind: LotKind
    store_id: str | None
    """The store it is bound to; None: any."""
    account_id: str | None
    """The account it is bound to; None: any."""
    redeem_by: date | None
    """The last day (UTC) on which it can be redeemed; None: any day."""
    lot_days: int | None
    """How many days the credits last from their redemption on; None: without end."""
    every_days: int | None = None
    """An allowance: its credits come again every so many days, each part when the balance is low; None: once."""
    times: int | None = None
    """How many parts an allowance has, the one of the redemption included; None: it is none."""
    referral_code: str | None = None
    """The code (`credits.referral`) of the account it is bound to; None: any."""


@dataclass(frozen=True, slots=True)
class Grant:
    """Credits that came by themselves."""

    credits: int
    source: str
    """For a person: where they came from."""
    expires_at: datetime | None


@dataclass(frozen=True, slots=True)
class Allowance:
    """Credits that come again and again, of one voucher."""

    amount: int
    """Credits of each part."""
    every_days: int
    times: int
    claimed: int
    """How many parts have come."""
    next_at: datetime | None
    """When the next part is due; it comes then or later, once the balance is low. None: all have come."""


@dataclass(frozen=True, slots=True)
class Referral:
    """An account's own code, and the friend's it has entered."""

    code: str
    """20 hexadecimal digits; `credits.referral` writes it for people."""
    friend_code: str | None = None
    """None: none was entered."""
    entered_at: datetime | None = None
    friend_is_here: bool = False
    """Whether the friend's account is in this same store: rewarded at once then, else by the operator."""
    has_captured_paid: bool = False
    """Whether a credit was captured that was paid for: the account is a newcomer no more."""
    rewarded_at: datetime | None = None
    """When the friend here was rewarded."""


@dataclass(frozen=True, slots=True)
class AccountState:
    """Where an account stands: what a request for credits tells its operator."""

    store_id: str
    """32 lower-case hexadecimal digits, drawn when the store was made (`uuid4().hex`)."""
    account_id: str
    sequence: int
    """Of the newest entry."""
    chain_head: str
    """The hash of the newest entry, hexadecimal; what was signed against an older one shows a restored copy."""
    user: User
    referral: Referral | None = None


@dataclass(frozen=True, slots=True)
class Redemption:
    credits: int
    expires_at: datetime | None
    user: User


@dataclass(frozen=True, slots=True)
class MoveUnderWay:
    """Credits that left this store and are not known to have arrived in the other: spendable in neither."""

    id: str
    """32 lower-case hexadecimal digits, the same in both stores."""
    credits: int
    store_id: str
    """Of the store they go to."""
    place: str
    """Where that is, as it was named, without a password."""

    @property
    def line(self) -> str:
        """Tell a person what is under way and what to do."""
        are, their = ("is", "its") if self.credits == 1 else ("are", "their")
        return (
            f"{credits_in_words(self.credits)} {are} on {their} way to {self.place}; "
            "run `spotintro credits move` again."
        )


@dataclass(frozen=True, slots=True)
class Move:
    """An account that has arrived in another store."""

    move_id: str
    credits: int
    user: User
    """As the account stands there now, with what it had there before."""


CONFIRM_CLOCK: Final = "spotintro credits confirm-clock"


@dataclass(frozen=True, slots=True)
class ClockDoubt:
    """A clock that is so far ahead of all that is known of the time that no credits lapse by it."""

    says: datetime
    known: datetime
    """The later of the account's last entry and the program's release."""

    @property
    def line(self) -> str:
        """Tell a person what is doubted, what follows from it and what to do."""
        return (
            f"The clock says {self.says:%Y-%m-%d}, {(self.says - self.known).days} days after all that is known "
            f"here, so no credits lapse by it. If it is right, say so: `{CONFIRM_CLOCK}`; if not, set it right."
        )


@dataclass(frozen=True, slots=True)
class Outlook:
    """How the passing of time goes on with the balance."""

    changes_in_s: float | None
    """How long the balance stays as it is if nobody books; None: for ever."""
    doubt: ClockDoubt | None = None
    """Why nothing lapses; None where the clock is believed."""


@dataclass(frozen=True, slots=True)
class AuditProblem:
    check: str
    row: str
    message: str
    next_step: str = "Put a copy of the store back: `spotintro credits restore FILE`."


@dataclass(frozen=True, slots=True)
class AuditReport:
    entries: int
    problems: tuple[AuditProblem, ...]
    unverified: int = 0
    """Keyed entries whose key is not at hand: their links and bytes were checked, their hashes could not be."""

    @property
    def ok(self) -> bool:
        return not self.problems
