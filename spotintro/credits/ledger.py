"""What the gate asks of a store."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from spotintro.credits.base import (
    AccountState,
    Allowance,
    AuditReport,
    Entry,
    Grant,
    Hold,
    HoldRequest,
    Intro,
    Lot,
    MoveUnderWay,
    Outlook,
    Redemption,
    Referral,
    User,
    VoucherTerms,
)
from spotintro.credits.spending import DaySpending, Request, Spent
from spotintro.credits.statistics import Statistics
from spotintro.money import Money


class Ledger(Protocol):
    """One account in one store. Synchronous and short: called in a worker thread, by one thread at a time.

    Every method raises `CreditError`; a refused call leaves the store as it was.
    """

    def open(self) -> User:
        """Open the account, made with its demo credits where it is new, and sweep abandoned holds."""
        ...

    def user(self) -> User:
        """Return what can be spent now: lapsed, run out and due credits count as such, booked or not.

        Every balance that a method returns is this one.
        """
        ...

    def outlook(self) -> Outlook:
        """Tell when the balance changes by itself, and whether the clock is believed."""
        ...

    def confirm_clock(self) -> User:
        """Believe a clock that is far ahead of all that is known, and book what has lapsed by it.

        Where it is believed already nothing changes. If it was wrong all the same, what it let lapse comes back as
        soon as it is seen to be earlier.
        """
        ...

    def hold(self, requests: Sequence[HoldRequest], *, ttl_s: float) -> tuple[tuple[Hold, ...], User]:
        """Hold all or none, after a sweep; return the holds in their order, and the balance.

        A known key with the same inputs gives the hold that is there.

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
        """Keep a text that cost nothing, or note that one which is kept already was spoken.

        One that was read from the store (`Intro.number`) and was deleted since is not kept again.
        """
        ...

    def last_intros(
        self,
        *,
        track_id: str | None = None,
        before: int | None = None,
        skip: int = 0,
        favourites: bool = False,
        words: str = "",
        limit: int = 1,
    ) -> tuple[Intro, ...]:
        """Return the last intros that are kept, newest first.

        Args:
            track_id: Of this track alone.
            before: From below this `Intro.number`.
            skip: Leave out so many first.
            favourites: Favourites alone.
            words: What title, artists, album or text hold, each word somewhere; without regard to capitals and
                accents. Reads as far as it has to.
            limit: At most so many.
        """
        ...

    def count_intros(self) -> int:
        """Count the intros that are kept."""
        ...

    def intro(self, workflow: str) -> Intro | None:
        """Return the intro of this workflow; None where it is not kept."""
        ...

    def mark_favourite(self, workflow: str, *, favourite: bool) -> bool:
        """Keep an intro however old it is, or no longer so; return False where it is not kept."""
        ...

    def forget_intro(self, workflow: str) -> bool:
        """Erase one text, a favourite as well; return False where it is not kept. Its charge keeps its track."""
        ...

    def forget_old_intros(self, *, keep_days: int) -> int:
        """Erase the texts that are older and no favourites; return how many that were. Mostly just a read.

        The time is the one by which credits lapse: a clock that isn't believed erases nothing.
        """
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

    def reserve_spending(self, request: Request, *, cap: Money | None) -> None:
        """Set aside the most that a request to a model can take, before it is sent.

        Args:
            request: The same key again changes nothing.
            cap: The most that the requests of a day may cost; None for no limit. The day is the local one of the
                time by which credits lapse.

        Raises:
            SpendingCapReached: nothing is set aside.
        """
        ...

    def settle_spending(self, key: str, used: Spent) -> None:
        """Book what a request has taken, in place of the most that it could. Settled again: no change."""
        ...

    def spending(self, starts: Sequence[datetime]) -> tuple[DaySpending, ...]:
        """Add up the days that begin at `starts`, ascending, by currency; the last one has no end."""
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
                or used before. Nothing changed.
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
        what has lapsed; each part once, however many ask. Nothing is claimed from an allowance whose key or
        voucher is revoked. Where nothing is due this only reads.
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

    def move_under_way(self) -> MoveUnderWay | None:
        """Return the move to another store that was begun and not finished."""
        ...

    def audit(self) -> AuditReport: ...

    def close(self) -> None: ...
