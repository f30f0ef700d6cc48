"""An account's credits leaving one store and arriving in another: each half one transaction, done once.

What leaves is written into the `transfer` row of the store it leaves; from then on that row is all there is of it,
until the other store has booked the same row. Its id is the key in both, so neither half happens twice.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

import msgspec
from sqlalchemy import BindParameter, Connection, bindparam, func, insert, select, update

from spotintro.credits.base import EntryKind, MoveUnderWay
from spotintro.credits.errors import CreditError, CreditErrorCode, credits_in_words
from spotintro.store import chain, entries, failures, holds, lots, redemptions
from spotintro.store.entries import Booking
from spotintro.store.standing import lapse_of_lot
from spotintro.store.tables import account, allowance, lot, redemption, referral, transfer

MOVED_SOURCE = "moved"
ALLOWANCE_SOURCE = "allowance"
"""Of the lot of each part but the first, whose reference is `<operator key>:<serial>:<part>`."""
_OUT, _IN = "out", "in"


class MovedLot(msgspec.Struct, frozen=True):
    credits: int
    priority: int
    promotional: bool
    source: str
    """Where the credits came from before they were moved."""
    expires_at: datetime | None


class MovedAllowance(msgspec.Struct, frozen=True):
    serial: str
    operator_key: str
    amount: int
    every_days: int
    times: int
    claimed: int
    lot_days: int | None
    promotional: bool
    started_at: datetime


class MovedReferral(msgspec.Struct, frozen=True):
    code: str
    entered_at: datetime
    rewarded_at: datetime | None


class Voucher(NamedTuple):
    serial: str
    operator_key: str


class Content(msgspec.Struct, frozen=True):
    """All that leaves a store, as both stores keep it."""

    from_store: str
    to_store: str
    place: str
    """Where the other store is, as the user named it, without a password."""
    account_id: str
    at: datetime
    """By the clock of the store it leaves."""
    lots: tuple[MovedLot, ...]
    """In the order in which they are spent."""
    allowances: tuple[MovedAllowance, ...]
    redemptions: tuple[Voucher, ...]
    """Every voucher used up there: one that is bound to no store counts once, wherever its account goes."""
    referral: MovedReferral | None

    @property
    def credits(self) -> int:
        return sum(each.credits for each in self.lots)


@dataclass(frozen=True, slots=True)
class MovedAccount:
    id: str
    content: Content

    def under_way(self) -> MoveUnderWay:
        return MoveUnderWay(self.id, self.content.credits, self.content.to_store, self.content.place)


_MINE: BindParameter[str] = bindparam("mine")
_UNDER_WAY = select(transfer.c.id, transfer.c.content).where(
    transfer.c.account_id == _MINE, transfer.c.direction == _OUT, transfer.c.done_at.is_(None)
)
_KNOWN = select(transfer.c.direction, transfer.c.account_id, transfer.c.content).where(
    transfer.c.id == bindparam("transfer")
)
_INSERT = insert(transfer)
_DONE = (
    update(transfer)
    .where(transfer.c.id == bindparam("transfer"), transfer.c.done_at.is_(None))
    .values(done_at=bindparam("now"))
)
_LOTS = (
    select(
        lot.c.id, lot.c.remaining, lot.c.priority, lot.c.promotional, lot.c.source, lapse_of_lot.label("lapses_at")
    )
    .where(lot.c.account_id == _MINE, lot.c.remaining > 0)
    .order_by(*lots.SPENDING_ORDER)
)
_MOVE_LOT = (
    update(lot)
    .where(lot.c.id == bindparam("lot"))
    .values(remaining=lot.c.remaining - bindparam("amount"), moved=lot.c.moved + bindparam("amount"))
)
_TERMS = tuple(allowance.c[name] for name in MovedAllowance.__struct_fields__)
_RUNNING = allowance.c.claimed < allowance.c.times
_ALLOWANCES = select(*_TERMS).where(allowance.c.account_id == _MINE, _RUNNING).order_by(allowance.c.id)
# An allowance whose every part is claimed has ended: that is how it stops in the store it leaves.
_STOP = (
    update(allowance)
    .where(allowance.c.account_id == _MINE, _RUNNING)
    .values(claimed=allowance.c.times, elsewhere=allowance.c.elsewhere + allowance.c.times - allowance.c.claimed)
)
_KNOWN_ALLOWANCE = select(allowance.c.id, allowance.c.account_id, allowance.c.claimed).where(
    allowance.c.serial == bindparam("serial"), allowance.c.operator_key == bindparam("operator_key")
)
_PARTS_HERE = select(lot.c.reference).where(
    lot.c.account_id == _MINE,
    lot.c.source == ALLOWANCE_SOURCE,
    func.substr(lot.c.reference, 1, bindparam("length")) == bindparam("prefix"),
)
_RESUME = (
    update(allowance)
    .where(allowance.c.id == bindparam("which"))
    .values(claimed=bindparam("parts"), elsewhere=bindparam("not_here"))
)
_VOUCHERS = (
    select(redemption.c.serial, redemption.c.operator_key)
    .where(redemption.c.account_id == _MINE)
    .order_by(redemption.c.operator_key, redemption.c.serial)
)
_REDEEMED = select(redemption.c.serial).where(
    redemption.c.serial == bindparam("serial"), redemption.c.operator_key == bindparam("operator_key")
)
_REFERRAL = select(referral.c.code, referral.c.entered_at, referral.c.rewarded_at).where(
    referral.c.account_id == _MINE
)
_FRIEND = select(account.c.id).where(account.c.referral_code == bindparam("code"), account.c.id != _MINE)


def under_way(connection: Connection, account_id: str) -> MovedAccount | None:
    """Return what has left this store and is not known to have arrived; None: nothing is under way."""
    row = connection.execute(_UNDER_WAY, {"mine": account_id}).one_or_none()
    return None if row is None else MovedAccount(row.id, msgspec.json.decode(row.content, type=Content))


def make_ready(booking: Booking) -> None:
    """Sweep and book what has lapsed, so that what is left is what can leave.

    Raises:
        CreditError: OPERATION_FAILED: an intro is under way. Nothing left.
    """
    holds.sweep(booking)
    lots.unexpired(booking)
    balance = entries.balance(booking.connection, booking.account_id)
    assert balance is not None, "the account was locked by this transaction"
    if balance.held > 0:
        raise _refused(
            f"An intro is under way: it holds {credits_in_words(balance.held)}.",
            "Move the account when it is done; what a program that died has held is free a minute later.",
        )


def gather(booking: Booking, *, to_store: str, place: str) -> Content:
    """Gather what would leave now. Call `make_ready` before."""
    connection, mine = booking.connection, {"mine": booking.account_id}
    entered = connection.execute(_REFERRAL, mine).one_or_none()
    return Content(
        from_store=redemptions.store_id(connection),
        to_store=to_store,
        place=place,
        account_id=booking.account_id,
        at=booking.at,
        lots=tuple(MovedLot(*row[1:]) for row in connection.execute(_LOTS, mine)),
        allowances=tuple(MovedAllowance(*row) for row in connection.execute(_ALLOWANCES, mine)),
        redemptions=tuple(Voucher(*row) for row in connection.execute(_VOUCHERS, mine)),
        referral=None if entered is None else MovedReferral(*entered),
    )


def send(booking: Booking, move_id: str, content: Content) -> MovedAccount:
    """Take everything out of this store, in the transaction that gathered it."""
    connection, mine = booking.connection, {"mine": booking.account_id}
    _write(booking, move_id, _OUT, other_store=content.to_store, content=content, done_at=None)
    for lot_id, remaining, *_ in connection.execute(_LOTS, mine).all():
        connection.execute(_MOVE_LOT, {"lot": lot_id, "amount": remaining})
        entries.post(
            booking, EntryKind.ADJUST, -remaining, lot_id=lot_id, brought=bound(move_id, _canonical(content))
        )
    connection.execute(_STOP, mine)
    left = entries.balance(connection, booking.account_id)
    if left is None or left.posted != 0 or left.held != 0:
        raise failures.books_disagree()
    return MovedAccount(move_id, content)


def receive(booking: Booking, arriving: MovedAccount) -> None:
    """Book what left the other store; again: no change.

    What lapsed on the way is booked in and out. An allowance that this store knows, since the account was here
    before, goes on after the last part that was claimed in either.

    Raises:
        CreditError: OPERATION_FAILED: this account is leaving itself, an allowance is somebody else's here, or
            the id is known for something else. Nothing was booked.
    """
    content = arriving.content
    if _arrived(booking, arriving):
        return
    _require_staying(booking)
    _write(booking, arriving.id, _IN, other_store=content.from_store, content=content, done_at=booking.at)
    for number, each in enumerate(content.lots, start=1):
        lots.grant(
            booking,
            each.credits,
            source=MOVED_SOURCE,
            reference=f"{arriving.id}:{number}",
            promotional=each.promotional,
            expires_at=each.expires_at,
            priority=each.priority,
            more=bound(arriving.id, _canonical(content)),
        )
    lots.unexpired(booking)
    _use_up(booking, content.redemptions, arriving.id)
    for running in content.allowances:
        _resume(booking, running)
    if content.referral is not None:
        _enter(booking, content.referral)


def settle(booking: Booking, move_id: str) -> None:
    """Note that it has arrived; again: no change."""
    booking.connection.execute(_DONE, {"transfer": move_id, "now": booking.at})


def _write(
    booking: Booking,
    move_id: str,
    direction: str,
    *,
    other_store: str,
    content: Content,
    done_at: datetime | None,
) -> None:
    booking.connection.execute(
        _INSERT,
        {
            "id": move_id,
            "account_id": booking.account_id,
            "direction": direction,
            "other_store": other_store,
            "amount": content.credits,
            "content": _canonical(content),
            "at": booking.at,
            "done_at": done_at,
        },
    )


def bound(move_id: str, content: str) -> chain.Terms:
    """Return what the entries of a move bind of it."""
    return (move_id, hashlib.sha256(content.encode()).hexdigest())


def _canonical(content: Content) -> str:
    return msgspec.json.encode(content, order="deterministic").decode()


def _arrived(booking: Booking, arriving: MovedAccount) -> bool:
    known = booking.connection.execute(_KNOWN, {"transfer": arriving.id}).one_or_none()
    if known is None:
        return False
    if tuple(known) != (_IN, booking.account_id, _canonical(arriving.content)):
        raise _refused(
            "The other store knows this move with another content.",
            "Run spotintro credits audit on both stores, and ask for support; nothing was booked.",
        )
    return True


def _require_staying(booking: Booking) -> None:
    leaving = under_way(booking.connection, booking.account_id)
    if leaving is not None:
        raise _refused(
            f"The account in the other store is being moved itself, to {leaving.content.place}.",
            "Finish that move first, from there.",
        )


def _use_up(booking: Booking, vouchers: Sequence[Voucher], move_id: str) -> None:
    for voucher in vouchers:
        if booking.connection.execute(_REDEEMED, voucher._asdict()).first() is None:
            booking.connection.execute(
                insert(redemption),
                voucher._asdict()
                | {"account_id": booking.account_id, "lot_id": None, "at": booking.at, "transfer_id": move_id},
            )


def _resume(booking: Booking, running: MovedAllowance) -> None:
    named = {"serial": running.serial, "operator_key": running.operator_key}
    known = booking.connection.execute(_KNOWN_ALLOWANCE, named).one_or_none()
    if known is None:
        terms = msgspec.structs.asdict(running)
        terms |= {"account_id": booking.account_id, "elsewhere": running.claimed - 1}
        booking.connection.execute(insert(allowance), terms)
        return
    if known.account_id != booking.account_id:
        raise _refused(
            "An allowance of this account is another account's in the other store.",
            "Ask who gave you its voucher for another one, and move the account when this one has ended.",
        )
    prefix = f"{running.operator_key}:{running.serial}:"
    found = booking.connection.execute(
        _PARTS_HERE, {"mine": booking.account_id, "length": len(prefix), "prefix": prefix}
    )
    here = [int(reference.removeprefix(prefix)) for (reference,) in found]
    parts = min(known.claimed, max([running.claimed, *here]))
    booking.connection.execute(_RESUME, {"which": known.id, "parts": parts, "not_here": parts - 1 - len(here)})


def _enter(booking: Booking, entered: MovedReferral) -> None:
    """Write down who brought the account. The friend is looked for in this store, unless rewarded before."""
    connection, mine = booking.connection, {"mine": booking.account_id}
    if connection.execute(_REFERRAL, mine).first() is not None:
        return
    friend = None
    if entered.rewarded_at is None:
        friend = connection.execute(_FRIEND, mine | {"code": entered.code}).scalar_one_or_none()
    connection.execute(
        insert(referral),
        {
            "account_id": booking.account_id,
            "code": entered.code,
            "referrer_id": friend,
            "entered_at": entered.entered_at,
            "rewarded_at": None,
        },
    )


def _refused(message: str, next_step: str) -> CreditError:
    return CreditError(CreditErrorCode.OPERATION_FAILED, message, next_step)
