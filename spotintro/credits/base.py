"""The account's values, and what the gate asks of a store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final, Protocol

from spotintro.credits.errors import credits_in_words
from spotintro.credits.prices import UserTransaction
from spotintro.music import Track


@dataclass(frozen=True, slots=True)
class User:
    """An account with its balance: available = posted - held, used = captured."""

    id: str
    available_credits: int
    used_credits: int
    held_credits: int = 0


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


class EntryKind(StrEnum):
    GRANT = "grant"
    CAPTURE = "capture"
    EXPIRE = "expire"
    REFUND = "refund"
    ADJUST = "adjust"

    @property
    def label(self) -> str:
        """For a person; a capture is told by its step instead."""
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
        """What it is and what to do, for a person."""
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


@dataclass(frozen=True, slots=True)
class AuditReport:
    entries: int
    problems: tuple[AuditProblem, ...]

    @property
    def ok(self) -> bool:
        return not self.problems


class Ledger(Protocol):
    """One account in one store. Synchronous and short: called in a worker thread, by one thread at a time.

    Every method raises `CreditError`; a refused call leaves the store as it was.
    """

    def open(self) -> User:
        """The account, made with its demo credits where it is new; abandoned holds are swept."""
        ...

    def user(self) -> User: ...

    def hold(self, requests: Sequence[HoldRequest], *, ttl_s: float) -> tuple[Hold, ...]:
        """All or none, after a sweep. A known key with the same inputs gives the hold that is there.

        Raises:
            InsufficientCredits: the keys are burnt: a delayed retry can't surprise after a top-up.
        """
        ...

    def extend(self, keys: Sequence[str], *, ttl_s: float) -> None:
        """The heartbeat of work in progress; holds that are settled are left alone."""
        ...

    def capture(self, key: str, *, intro: Intro | None = None) -> User:
        """Book the charge, with its result in the same transaction. Again: the same outcome, no second charge.

        A hold that expired meanwhile is taken afresh where the balance allows; where it doesn't, the result is
        kept, nothing is charged and the event is recorded.

        Raises:
            CreditError: OPERATION_FAILED where the hold was released.
        """
        ...

    def release(self, key: str) -> User:
        """Give back. Again: no change. A captured hold stays captured and raises OPERATION_FAILED."""
        ...

    def record_intro(self, intro: Intro) -> None:
        """Keep a text that cost nothing."""
        ...

    def last_intros(self, *, track_id: str | None = None, limit: int = 1) -> tuple[Intro, ...]:
        """Newest first."""
        ...

    def history(self, *, before: int | None = None, limit: int = 50) -> tuple[Entry, ...]:
        """Newest first, from below the sequence number `before`."""
        ...

    def state(self) -> AccountState: ...

    def redeem(self, terms: VoucherTerms) -> Redemption:
        """One transaction: the serial, the lot and the grant; the signature was checked before.

        Raises:
            CreditError: OPERATION_FAILED, each with its own sentence: another store's or account's, past its day,
                used before, or the clock is far behind the last entry. Nothing changed.
        """
        ...

    def transfer_under_way(self) -> TransferUnderWay | None:
        """The move to another store that was begun and not finished."""
        ...

    def audit(self) -> AuditReport: ...

    def close(self) -> None: ...
