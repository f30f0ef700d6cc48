"""Lots: which credits are spent first, where they go back to, and when they lapse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import RowMapping, bindparam, case, insert, or_, select, update

from spotintro.credits.base import EntryKind, Lot, LotKind
from spotintro.store import chain, entries, failures
from spotintro.store.entries import Booking
from spotintro.store.prepared import Prepared
from spotintro.store.standing import LAPSED_TOO_EARLY, LAPSES, MY_LOTS, lapse_of_lot
from spotintro.store.tables import allocation, entry, lot, referral

GRACE = timedelta(hours=24)
"""How long credits live on that come back from a hold after their lot has lapsed: what was held is protected."""


@dataclass(slots=True)
class Remaining:
    """A lot with something left in it, while a transaction takes from it."""

    id: int
    credits: int


SPENDING_ORDER = (
    lot.c.priority,
    lapse_of_lot.is_(None),
    lapse_of_lot,
    lot.c.promotional.desc(),
    lot.c.granted_at,
    lot.c.id,
)
_OPEN = Prepared(
    select(lot.c.id, lot.c.remaining, lapse_of_lot.label("lapses_at")).where(MY_LOTS).order_by(*SPENDING_ORDER)
)
_LEFT = (
    select(lot.c.id, lot.c.remaining, lot.c.source, lot.c.promotional, lapse_of_lot.label("lapses_at"))
    .where(MY_LOTS)
    .order_by(lapse_of_lot.is_(None), lapse_of_lot, lot.c.granted_at, lot.c.id)
)
_TO_ANNOUNCE = _LEFT.where(
    lapse_of_lot < bindparam("until", type_=lot.c.expires_at.type),
    or_(
        lot.c.announced_at.is_(None), lot.c.announced_at < bindparam("told_before", type_=lot.c.announced_at.type)
    ),
)
_ANNOUNCED = update(lot).where(lot.c.id == bindparam("lot")).values(announced_at=bindparam("at"))
_TAKE = Prepared(
    update(lot)
    .where(lot.c.id == bindparam("lot"), lot.c.remaining >= bindparam("amount"))
    .values(remaining=lot.c.remaining - bindparam("amount"))
    .returning(lot.c.id)
)
_EXPIRE = (
    update(lot)
    .where(lot.c.id == bindparam("lot"))
    .values(remaining=lot.c.remaining - bindparam("amount"), expired=lot.c.expired + bindparam("amount"))
)
_TOO_EARLY = (
    select(entry.c.id, entry.c.lot_id, entry.c.amount)
    .select_from(LAPSES)
    .where(LAPSED_TOO_EARLY)
    .order_by(entry.c.sequence)
)
# With the clock that gave it, a day of grace beyond the lot's own time is gone.
_NO_GRACE = (
    update(lot)
    .where(
        lot.c.account_id == bindparam("mine"), lot.c.expires_at > bindparam("now"), lot.c.grace_until.is_not(None)
    )
    .values(grace_until=None)
)
_ALLOCATE = Prepared(insert(allocation), columns=allocation.c.keys())
_OF_HOLD = allocation.c.hold_id == bindparam("hold")
_AMOUNT_OF_LOT = (
    select(allocation.c.amount).where(_OF_HOLD, allocation.c.lot_id == lot.c.id).correlate(lot).scalar_subquery()
)
_LOTS_OF_HOLD = lot.c.id.in_(select(allocation.c.lot_id).where(_OF_HOLD))
# By the account's own id: SQLite's RETURNING has the lot's columns without the table's name, so `account_id` in a
# subquery is that of the subquery's own table.
_UNREWARDED_FRIEND = (
    select(referral.c.referrer_id)
    .where(referral.c.account_id == bindparam("mine"), referral.c.rewarded_at.is_(None))
    .scalar_subquery()
)
_CAPTURE = Prepared(
    update(lot)
    .where(_LOTS_OF_HOLD)
    .values(captured=lot.c.captured + _AMOUNT_OF_LOT)
    .returning(lot.c.promotional, _UNREWARDED_FRIEND)
)
# Its type is said: a CASE gives its parts none, and the driver would write another text than the column's.
_WITH_GRACE = case(
    (
        lapse_of_lot <= bindparam("by", type_=lot.c.expires_at.type),
        bindparam("grace", type_=lot.c.grace_until.type),
    ),
    else_=lot.c.grace_until,
)
"""When credits lapse that come back: by `grace` where their lot has lapsed `by` then."""
_RETURN = (
    update(lot).where(_LOTS_OF_HOLD).values(remaining=lot.c.remaining + _AMOUNT_OF_LOT, grace_until=_WITH_GRACE)
)
_REFUND = _RETURN.values(captured=lot.c.captured - _AMOUNT_OF_LOT)


def grant(
    booking: Booking,
    amount: int,
    *,
    source: str,
    reference: str,
    promotional: bool,
    expires_at: datetime | None = None,
    priority: int = 0,
    more: chain.Terms | None = None,
) -> int:
    """Add a lot and book it; return its id. The same source and reference again breaks a key of the table.

    `more` is what else came with it, to be bound by the entry's bytes.
    """
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
    brought = (source, reference, priority, promotional, booking.at, expires_at, more)
    entries.post(booking, EntryKind.GRANT, amount, lot_id=key[0], brought=brought)
    return int(key[0])


def unexpired(booking: Booking) -> list[Remaining]:
    """Return the lots that can be spent, in the order of spending.

    Those that have lapsed are booked out first, as entries; and what a clock that was ahead let lapse is booked
    back in, by an entry that names the lapse.
    """
    if booking.clock_went_back:
        _bring_back(booking)
    found: list[Remaining] = []
    for lot_id, remaining, lapses_at in _OPEN.all(booking.connection, {"mine": booking.account_id}):
        if lapses_at is not None and lapses_at <= booking.believed:
            booking.connection.execute(_EXPIRE, {"lot": lot_id, "amount": remaining})
            entries.post(booking, EntryKind.EXPIRE, -remaining, lot_id=lot_id)
        else:
            found.append(Remaining(lot_id, remaining))
    return found


def _bring_back(booking: Booking) -> None:
    terms = {"mine": booking.account_id, "now": booking.now}
    for entry_id, lot_id, amount in booking.connection.execute(_TOO_EARLY, terms).all():
        booking.connection.execute(_EXPIRE, {"lot": lot_id, "amount": amount})
        entries.post(booking, EntryKind.REFUND, -amount, lot_id=lot_id, refund_of=entry_id)
    booking.connection.execute(_NO_GRACE, terms)
    entries.forget_confirmation(booking)


def left(booking: Booking) -> tuple[Lot, ...]:
    """Return the lots that have something left, what lapses first before the rest.

    Those that have lapsed are booked out before.
    """
    unexpired(booking)
    return tuple(_value(row) for row in booking.connection.execute(_LEFT, {"mine": booking.account_id}).mappings())


def announce(booking: Booking, *, until: datetime, told_before: datetime) -> tuple[Lot, ...]:
    """Return the lots that lapse before `until` and were last announced before `told_before`, or never.

    From now on they count as announced.
    """
    unexpired(booking)
    terms = {"mine": booking.account_id, "until": until, "told_before": told_before}
    rows = booking.connection.execute(_TO_ANNOUNCE, terms).mappings().all()
    for row in rows:
        # By the wall clock, as `told_before` is.
        booking.connection.execute(_ANNOUNCED, {"lot": row["id"], "at": booking.now})
    return tuple(_value(row) for row in rows)


def _value(row: RowMapping) -> Lot:
    kind = LotKind.PROMOTIONAL if row["promotional"] else LotKind.PAID
    return Lot(row["remaining"], entries.source_label(row["source"]), kind, row["lapses_at"])


def allocate(booking: Booking, lots: Sequence[Remaining], hold_id: int, amount: int) -> None:
    """Take from the lots in their order; the caller has reserved that much.

    Raises:
        CreditError: SYSTEM_ERROR: the lots hold less than the account says.
    """
    left = amount
    for position, part in enumerate(lots):
        take = min(left, part.credits)
        if take > 0:
            part.credits -= take
            left -= take
            if _TAKE.first(booking.connection, {"lot": part.id, "amount": take}) is None:
                raise failures.books_disagree()
            terms = {"hold_id": hold_id, "lot_id": part.id, "position": position, "amount": take}
            _ALLOCATE.all(booking.connection, terms)
        if left == 0:
            break
    if left > 0:
        raise failures.books_disagree()


def capture(booking: Booking, hold_id: int) -> str | None:
    """Capture what a hold took from its lots; return the account of the friend whom this earns a reward.

    That is the friend, in this store, of a newcomer who spends what was paid for; None: nobody. It is asked in the
    statement that captures: that costs no other one, and sees a friend whom another program has just entered.
    """
    captured = _CAPTURE.all(booking.connection, {"mine": booking.account_id, "hold": hold_id})
    return next((friend for promotional, friend in captured if not promotional), None)


def give_back(booking: Booking, hold_id: int) -> None:
    """Return a hold's credits to their lots. Call `unexpired` before, or the rest of a lapsed lot revives too."""
    booking.connection.execute(
        _RETURN, {"hold": hold_id, "by": booking.believed, "grace": booking.now + GRACE}
    )  # by the clock that the hold is settled by


def refund(booking: Booking, hold_id: int) -> None:
    """Return the credits of a captured hold, as `give_back` does.

    It is all of them, so the order of the lots makes no difference.
    """
    booking.connection.execute(
        _REFUND, {"hold": hold_id, "by": booking.believed, "grace": booking.at + GRACE}
    )  # by the clock of its entry
