"""The account row and the books: every change of the balance is one entry, in one order."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, RowMapping, bindparam, func, insert, select, update

from spotintro.credits.base import Entry, EntryKind, User
from spotintro.credits.features import UserTransaction
from spotintro.music import Track
from spotintro.secrets.chain_keys import ChainKey
from spotintro.store import chain
from spotintro.store.clocks import CORRECTED, is_believed, is_void
from spotintro.store.prepared import Prepared
from spotintro.store.standing import SETTLED, moments
from spotintro.store.tables import account, entry, hold, lot


@dataclass(frozen=True, slots=True)
class Booking:
    """One write transaction on one account, whose row is locked."""

    connection: Connection
    account_id: str
    now: datetime
    """The wall clock: for what lives a minute."""
    at: datetime
    """The ledger's clock, for entries: never below the last entry's time, and no later while it isn't believed."""
    held: int
    """When the account was locked."""
    key: ChainKey | None = None
    """Of the chain; without one, entries go on unkeyed."""
    referral_reward: int = 0
    """Credits for the friend of a newcomer whose first paid credit this books; 0: none."""
    revoked: Collection[str] = ()
    """Operators' keys and vouchers' serials whose allowances bring no more."""
    clock_went_back: bool = False
    """Whether the clock is seen to be earlier than at the last entry, or than what was confirmed."""

    @property
    def believed(self) -> datetime:
        """Return the time by which credits lapse and are due.

        That is the wall clock's, also where it is earlier than the last entry: then that one was made by a clock
        that was ahead. While the clock isn't believed it is the last entry's.
        """
        return min(self.now, self.at)

    @property
    def latest(self) -> datetime:
        """Return the time from which new credits last: whichever clock is wrong, they don't last shorter."""
        return max(self.now, self.at)


@dataclass(frozen=True, slots=True)
class Balance:
    """The account's row. What is told to others is the `standing`, which it may lag behind."""

    posted: int
    held: int
    used: int
    settled: bool = False
    """Whether it is known that nothing has lapsed, run out or become due that is not booked."""

    @property
    def available(self) -> int:
        return self.posted - self.held

    def user(self, account_id: str) -> User:
        return User(account_id, self.available, self.used, self.held)


class Locked(NamedTuple):
    """An account whose row is locked."""

    balance: Balance
    last_at: datetime
    """Its last entry's."""
    clock_confirmed_at: datetime | None

    def booking(self, connection: Connection, account_id: str, now: datetime) -> Booking:
        """Return a booking on the account, by its own clock."""
        believed = is_believed(now, last_at=self.last_at, confirmed_at=self.clock_confirmed_at)
        at = max(now, self.last_at) if believed else self.last_at
        confirmed_at = self.clock_confirmed_at
        went_back = now < at or (confirmed_at is not None and is_void(confirmed_at, now=now))
        return Booking(connection, account_id, now=now, at=at, held=self.balance.held, clock_went_back=went_back)


_BALANCE = (account.c.posted, account.c.held, account.c.used)
_MINE = account.c.id == bindparam("mine")

_SELECT = select(*_BALANCE).where(_MINE)
# FOR UPDATE compiles to nothing on SQLite, where BEGIN IMMEDIATE has locked everything already.
_LOCK = Prepared(select(*_BALANCE, account.c.last_at, account.c.clock_confirmed_at).where(_MINE).with_for_update())
_RESERVE = Prepared(
    update(account)
    .where(_MINE, account.c.posted - account.c.held >= bindparam("amount"))
    .values(held=account.c.held + bindparam("amount"))
    .returning(*_BALANCE, SETTLED)
)
_GIVE_BACK = (
    update(account).where(_MINE).values(held=account.c.held - bindparam("amount")).returning(*_BALANCE, SETTLED)
)
_CONFIRM = update(account).where(_MINE).values(clock_confirmed_at=bindparam("clock"))
_FORGET_CONFIRMATION = (
    update(account)
    .where(_MINE, account.c.clock_confirmed_at > bindparam("corrected"))
    .values(clock_confirmed_at=None)
)
_PREVIOUS_HASH = (
    select(entry.c.hash)
    .where(entry.c.account_id == bindparam("mine"), entry.c.sequence == account.c.last_sequence - 1)
    .correlate(account)
    .scalar_subquery()
)
_POST = Prepared(
    update(account)
    .where(_MINE)
    .values(
        posted=account.c.posted + bindparam("amount"),
        held=account.c.held + bindparam("held_change"),
        used=account.c.used + bindparam("used_change"),
        last_sequence=account.c.last_sequence + 1,
        last_at=bindparam("at"),
    )
    .returning(*_BALANCE, SETTLED, account.c.last_sequence, _PREVIOUS_HASH)
)
_HEAD = select(entry.c.sequence, entry.c.hash).where(
    entry.c.account_id == bindparam("mine"),
    entry.c.sequence == select(account.c.last_sequence).where(_MINE).scalar_subquery(),
)
_USE = update(account).where(_MINE).values(used=account.c.used + bindparam("more"))
_INSERT = Prepared(insert(entry), columns=[column.name for column in entry.c if column is not entry.c.id])
_given_back = entry.alias("given_back")
_HISTORY = (
    select(
        entry.c.sequence,
        entry.c.at,
        entry.c.kind,
        entry.c.amount,
        entry.c.balance_after,
        entry.c.step,
        hold.c.description,
        lot.c.source,
    )
    .select_from(
        entry.outerjoin(_given_back, entry.c.refund_of == _given_back.c.id)
        .outerjoin(hold, hold.c.id == func.coalesce(entry.c.hold_id, _given_back.c.hold_id))
        .outerjoin(lot, entry.c.lot_id == lot.c.id)
    )
    .where(entry.c.account_id == bindparam("mine"), entry.c.sequence < bindparam("before"))
    .order_by(entry.c.sequence.desc())
    .limit(bindparam("most"))
)

_SOURCES = {
    "demo": "Demo credits",
    "voucher": "Voucher",
    "allowance": "Automatic top-up",
    "moved": "Moved from another store",
    "referral": "Thanks for bringing a friend",
}


_WHAT_BECAME = {
    EntryKind.ADJUST.value: ", moved to another store",
    EntryKind.EXPIRE.value: ", lapsed",
    EntryKind.REFUND.value: ", not lapsed: the clock was ahead",
}


def balance(connection: Connection, account_id: str) -> Balance | None:
    """Return the account's balance; None where there is no such account."""
    row = connection.execute(_SELECT, {"mine": account_id}).one_or_none()
    return None if row is None else Balance(*row)


def lock(connection: Connection, account_id: str) -> Locked | None:
    """Lock the account's row until the transaction ends; None where there is no such account."""
    row = _LOCK.first(connection, {"mine": account_id})
    if row is None:
        return None
    posted, held, used, last_at, clock_confirmed_at = row
    return Locked(Balance(posted, held, used), last_at, clock_confirmed_at)


def create(connection: Connection, account_id: str, code: str, at: datetime) -> None:
    connection.execute(insert(account).values(id=account_id, last_at=at, created_at=at, referral_code=code))


def write_again(booking: Booking) -> None:
    """Change nothing, and have the commit write and sync what stands there.

    In two steps: what an UPDATE leaves as it was, SQLite doesn't write (btreeOverwriteContent in its btree.c).
    """
    for more in (1, -1):
        booking.connection.execute(_USE, {"mine": booking.account_id, "more": more})


def reserve(booking: Booking, amount: int) -> Balance | None:
    """Add to what is held; where less than that is available, change nothing and return None."""
    row = _RESERVE.first(booking.connection, _asked(booking) | {"amount": amount})
    return None if row is None else _balance(booking, *row)


def give_back(booking: Booking, amount: int) -> Balance:
    row = booking.connection.execute(_GIVE_BACK, _asked(booking) | {"amount": amount}).one()
    return _balance(booking, *row)


def _asked(booking: Booking) -> dict[str, Any]:
    return {"mine": booking.account_id, **moments(booking.now, booking.at)}


def _balance(booking: Booking, posted: int, held: int, used: int, settled: int) -> Balance:
    return Balance(posted, held, used, bool(settled) and not booking.clock_went_back)


def confirm_clock(booking: Booking) -> None:
    """Note what the clock says, which its owner confirms."""
    booking.connection.execute(_CONFIRM, {"mine": booking.account_id, "clock": booking.now})


def forget_confirmation(booking: Booking) -> None:
    """Forget that a clock was confirmed which is seen to have been ahead."""
    corrected = booking.now + CORRECTED
    booking.connection.execute(_FORGET_CONFIRMATION, {"mine": booking.account_id, "corrected": corrected})


def post(
    booking: Booking,
    kind: EntryKind,
    amount: int,
    *,
    step: str | None = None,
    hold_id: int | None = None,
    lot_id: int | None = None,
    refund_of: int | None = None,
    brought: chain.Terms | None = None,
) -> Balance:
    """Book a signed amount: a capture's goes from what is held to what is used, its refund's comes from there.

    `brought` is what else the entry's bytes are to bind.
    """
    captured = -amount if kind is EntryKind.CAPTURE else 0
    used_change = -amount if step is not None else 0
    changes = _asked(booking) | {
        "amount": amount,
        "held_change": -captured,
        "used_change": used_change,
        "at": booking.at,
    }
    ((*figures, sequence, previous_hash),) = _POST.all(booking.connection, changes)
    balance = _balance(booking, *figures)
    terms: dict[str, Any] = {
        "account_id": booking.account_id,
        "sequence": sequence,
        "at": booking.at,
        "kind": kind.value,
        "amount": amount,
        "balance_after": balance.posted,
        "step": step,
        "hold_id": hold_id,
        "lot_id": lot_id,
        "refund_of": refund_of,
    }
    version = chain.version_for(booking.key)
    stored = chain.canonical(**terms, brought=brought)
    previous = previous_hash or chain.GENESIS
    links = {
        "canonical": stored,
        "chain_version": version,
        "previous_hash": previous,
        "hash": chain.entry_hash(version, previous, stored, booking.key),
    }
    _INSERT.all(booking.connection, terms | links)
    return balance


def head(connection: Connection, account_id: str) -> tuple[int, str]:
    """Return the newest entry's number and hash."""
    row = connection.execute(_HEAD, {"mine": account_id}).one_or_none()
    return (0, chain.GENESIS) if row is None else (row.sequence, row.hash)


def history(connection: Connection, account_id: str, *, before: int | None, limit: int) -> tuple[Entry, ...]:
    rows = connection.execute(
        _HISTORY, {"mine": account_id, "before": 2**62 if before is None else before, "most": limit}
    ).mappings()
    return tuple(
        Entry(
            sequence=row["sequence"],
            at=row["at"],
            kind=EntryKind(row["kind"]),
            amount=row["amount"],
            balance_after=row["balance_after"],
            step=known_step(row["step"]),
            description=_description(row),
        )
        for row in rows
    )


def known_step(name: str | None) -> UserTransaction | None:
    """Return the paid step of that name; None also for one that this version no longer has."""
    return UserTransaction(name) if name is not None and name in set(UserTransaction) else None


def title_of(track: Track) -> str:
    """Name a track by its title and artists; where it has no title, say so, with its artists or its album."""
    by = track.artist_line or ("" if track.title else track.album)
    title = track.title or "(no title)"
    return f"{title} – {by}" if by else title


def source_label(source: str) -> str:
    """Say where a lot's credits came from, for a person."""
    return _SOURCES.get(source, source)


def _description(row: RowMapping) -> str:
    if row["description"]:
        return str(row["description"])
    if row["source"] is None:
        return ""
    source = source_label(str(row["source"]))
    return source + _WHAT_BECAME.get(row["kind"], "")
