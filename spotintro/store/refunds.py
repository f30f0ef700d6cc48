"""Refunds: what one charge took goes back, once."""

from __future__ import annotations

from sqlalchemy import bindparam, select

from spotintro.credits.base import EntryKind
from spotintro.credits.errors import CreditError, CreditErrorCode
from spotintro.store import entries, lots
from spotintro.store.entries import Balance, Booking
from spotintro.store.tables import entry

_refund = entry.alias("refund")
_CHARGED = (
    select(
        entry.c.id, entry.c.kind, entry.c.amount, entry.c.step, entry.c.hold_id, _refund.c.at.label("refunded_at")
    )
    .select_from(entry.outerjoin(_refund, _refund.c.refund_of == entry.c.id))
    .where(entry.c.account_id == bindparam("mine"), entry.c.sequence == bindparam("sequence"))
)


def refund(booking: Booking, sequence: int) -> Balance:
    """Give back the charge that is this account's entry `sequence`; its hold stays captured.

    What lapsed meanwhile comes back with the grace that a release has, and not the rest of its lot.

    Raises:
        CreditError: OPERATION_FAILED where there is no such charge, or it was given back before; the booking is to
            be rolled back.
    """
    row = booking.connection.execute(_CHARGED, {"mine": booking.account_id, "sequence": sequence}).one_or_none()
    if row is None:
        raise _refused(f"The account {booking.account_id} has no entry {sequence}.")
    if row.kind != EntryKind.CAPTURE:
        raise _refused(f"Entry {sequence} is no charge, so there is nothing to give back.")
    if row.refunded_at is not None:
        raise _refused(f"Entry {sequence} was given back before, on {row.refunded_at:%Y-%m-%d}.")
    lots.unexpired(booking)
    lots.refund(booking, row.hold_id)
    return entries.post(booking, EntryKind.REFUND, -row.amount, step=row.step, refund_of=row.id)


def _refused(message: str) -> CreditError:
    return CreditError(
        CreditErrorCode.OPERATION_FAILED,
        message,
        "See the numbers of the charges in `spotintro credits history --json`.",
    )
