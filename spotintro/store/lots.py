"""Lots: which credits are spent first, where they go back to, and when they lapse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, case, insert, select, update

from spotintro.credits.base import EntryKind
from spotintro.store import entries
from spotintro.store.entries import Booking
from spotintro.store.tables import allocation, lot

GRACE = timedelta(hours=24)
"""How long credits live on that come back from a hold after their lot has lapsed: what was held is protected."""


@dataclass(slots=True)
class Remaining:
    """A lot with something left in it, while a transaction takes from it."""

    id: int
    credits: int


SPENDING_ORDER = (
    lot.c.priority,
    lot.c.expires_at.is_(None),
    lot.c.expires_at,
    lot.c.promotional.desc(),
    lot.c.granted_at,
    lot.c.id,
)
_OPEN = (
    select(lot.c.id, lot.c.remaining, lot.c.expires_at)
    .where(lot.c.account_id == bindparam("mine"), lot.c.remaining > 0)
    .order_by(*SPENDING_ORDER)
)
_TAKE = update(lot).where(lot.c.id == bindparam("lot")).values(remaining=lot.c.remaining - bindparam("amount"))
_EXPIRE = (
    update(lot)
    .where(lot.c.id == bindparam("lot"))
    .values(remaining=lot.c.remaining - bindparam("amount"), expired=lot.c.expired + bindparam("amount"))
)
_ALLOCATE = insert(allocation)
_OF_HOLD = allocation.c.hold_id == bindparam("hold")
_AMOUNT_OF_LOT = (
    select(allocation.c.amount).where(_OF_HOLD, allocation.c.lot_id == lot.c.id).correlate(lot).scalar_subquery()
)
_LOTS_OF_HOLD = lot.c.id.in_(select(allocation.c.lot_id).where(_OF_HOLD))
_CAPTURE = update(lot).where(_LOTS_OF_HOLD).values(captured=lot.c.captured + _AMOUNT_OF_LOT)
_RETURN = (
    update(lot)
    .where(_LOTS_OF_HOLD)
    .values(
        remaining=lot.c.remaining + _AMOUNT_OF_LOT,
        expires_at=case((lot.c.expires_at <= bindparam("at"), bindparam("grace")), else_=lot.c.expires_at),
    )
)


def grant(
    booking: Booking,
    amount: int,
    *,
    source: str,
    reference: str,
    promotional: bool,
    expires_at: datetime | None = None,
    priority: int = 0,
) -> int:
    """Add a lot and book it; its id. The same source and reference a second time breaks a key of the table."""
    made = booking.connection.execute(
        insert(lot),
        {
            "account_id": booking.account_id,
            "source": source,
            "reference": reference,
            "granted": amount,
            "remaining": amount,
            "priority": priority,
            "promotional": promotional,
            "granted_at": booking.at,
            "expires_at": expires_at,
        },
    )
    key = made.inserted_primary_key
    assert key is not None
    entries.post(booking, EntryKind.GRANT, amount, lot_id=key[0])
    return int(key[0])


def unexpired(booking: Booking) -> list[Remaining]:
    """What can be spent, in the order of spending.

    What has lapsed is booked out first: as an entry, not a filter, so that no clock that is set back revives it.
    """
    found: list[Remaining] = []
    for lot_id, remaining, expires_at in booking.connection.execute(_OPEN, {"mine": booking.account_id}).all():
        if expires_at is not None and expires_at <= booking.at:
            booking.connection.execute(_EXPIRE, {"lot": lot_id, "amount": remaining})
            entries.post(booking, EntryKind.EXPIRE, -remaining, lot_id=lot_id)
        else:
            found.append(Remaining(lot_id, remaining))
    return found


def allocate(booking: Booking, lots: Sequence[Remaining], hold_id: int, amount: int) -> None:
    """Take from the lots in their order; the caller has reserved that much."""
    left = amount
    taken = []
    for position, part in enumerate(lots):
        take = min(left, part.credits)
        if take > 0:
            part.credits -= take
            left -= take
            booking.connection.execute(_TAKE, {"lot": part.id, "amount": take})
            taken.append({"hold_id": hold_id, "lot_id": part.id, "position": position, "amount": take})
        if left == 0:
            break
    assert left == 0, "the lots hold less than the account says"
    booking.connection.execute(_ALLOCATE, taken)


def capture(booking: Booking, hold_id: int) -> None:
    booking.connection.execute(_CAPTURE, {"hold": hold_id})


def give_back(booking: Booking, hold_id: int) -> None:
    """Return to the lots it came from. Call `unexpired` before, or the rest of a lapsed lot revives with it."""
    booking.connection.execute(_RETURN, {"hold": hold_id, "at": booking.at, "grace": booking.at + GRACE})
