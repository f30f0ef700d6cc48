"""The account's values, and what the gate asks of a store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final, Protocol

from spotintro.credits.errors import credits_in_words
from spotintro.credits.features import UserTransaction
from spotintro.credits.statistics import Statistics
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
    EntryKind.EXPIRE: "expired",
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
class TransferUnderWay:
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

    transfer_id: str
    credits: int
    user: User
    """As the account stands there now, with what it had there before."""


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


class Ledger(Protocol):
    """One account in one store. Synchronous and short: called in a worker thread, by one thread at a time.

    Every method raises `CreditError`; a refused call leaves the store as it was.
    """

    def open(self) -> User:
        """Open the account, made with its demo credits where it is new, and sweep abandoned holds."""
        ...

    def user(self) -> User: ...

    def hold(self, requests: Sequence[HoldRequest], *, ttl_s: float) -> tuple[Hold, ...]:
        """Hold all or none, after a sweep. A known key with the same inputs gives the hold that is there.

        Raises:
            InsufficientCredits: the keys are burnt: a delayed retry can't surprise after a top-up.
        """
        ...

    def extend(self, keys: Sequence[str], *, ttl_s: float) -> None:
        """Have these holds live longer: the heartbeat of work in progress. Settled ones are left alone."""
        ...

    def capture(self, key: str, *, intro: Intro | None = None) -> User:
        """Book the charge, with its result in the same transaction. A second call charges nothing more.

        The speech's capture brings the text once more, as spoken.

        A hold that expired meanwhile is taken afresh where the balance allows.

        Raises:
            Uncollected: the balance doesn't allow it: the result is kept, and the event is recorded.
            CreditError: OPERATION_FAILED where the hold was released.
        """
        ...

    def release(self, key: str) -> User:
        """Give a hold back; a second call changes nothing. A captured one stays captured: OPERATION_FAILED."""
        ...

    def record_intro(self, intro: Intro) -> None:
        """Keep a text that cost nothing, or note that one which is kept already was spoken."""
        ...

    def last_intros(self, *, track_id: str | None = None, limit: int = 1) -> tuple[Intro, ...]:
        """Return the last intros, newest first."""
        ...

    def history(self, *, before: int | None = None, limit: int = 50) -> tuple[Entry, ...]:
        """Return entries, newest first, from below the number `before`. Numbers go from 1 on without gaps."""
        ...

    def lots(self) -> tuple[Lot, ...]:
        """Return the lots that are left: what lapses first comes first, what lasts without end last.

        What has lapsed by now is booked out before.
        """
        ...

    def announce_expiry(self, *, until: datetime, told_before: datetime) -> tuple[Lot, ...]:
        """Return lots that lapse before `until`, last announced before `told_before`; they count as told now.

        In the order of `lots`.
        """
        ...

    def statistics(self, starts: Sequence[datetime]) -> Statistics:
        """Count the use of the days that begin at `starts`, ascending; the last one has no end."""
        ...

    def record_support_contact(self) -> None: ...

    def forget_history(self) -> int:
        """Erase the texts and each charge's track; return how many texts that were.

        The entries stay as they are: what they add up to and how they are chained holds no track.
        """
        ...

    def state(self) -> AccountState: ...

    def redeem(self, terms: VoucherTerms) -> Redemption:
        """Book serial, lot and grant in one transaction; the signature was checked before.

        Raises:
            CreditError: OPERATION_FAILED, each with its own sentence: another store's or account's, past its day,
                used before, or the clock is far behind the last entry. Nothing changed.
        """
        ...

    def refund(self, sequence: int) -> User:
        """Give back one charge, once: the entry points at it, the credits go to the lots they came from.

        Raises:
            CreditError: OPERATION_FAILED where this account's entry `sequence` is no charge, or was given back
                before. Nothing changed.
        """
        ...

    def claim_due(self, *, low: int, needed: int = 0) -> tuple[Grant, ...]:
        """Take the parts of allowances that are due, oldest allowance first, while the balance is low.

        Low is: no more than `low` available, or less than `needed`. In one transaction, after abandoned holds and
        what has lapsed; each part once, however many ask. Nothing is claimed while the clock is far behind, nor
        from an allowance whose key or voucher is revoked. Where nothing is due this only reads.
        """
        ...

    def allowances(self) -> tuple[Allowance, ...]:
        """Return the allowances, oldest first; also those of which all parts have come."""
        ...

    def referral(self) -> Referral: ...

    def enter_referral(self, code: str) -> Referral:
        """Name the friend who is rewarded after this account's first captured paid credit.

        The friend's account has to be the older one where it is in this same store. So nobody can be rewarded in
        a circle, and whoever books on both accounts locks the younger first, which can't deadlock.

        Args:
            code: 20 hexadecimal digits, as `credits.referral.read` gives them.

        Raises:
            CreditError: OPERATION_FAILED, each with its own sentence: the own code, a second one, an account that
                has captured a paid credit already, a younger friend, or no code at all. Nothing changed.
        """
        ...

    def transfer_under_way(self) -> TransferUnderWay | None:
        """Return the move to another store that was begun and not finished."""
        ...

    def audit(self) -> AuditReport: ...

    def close(self) -> None: ...
