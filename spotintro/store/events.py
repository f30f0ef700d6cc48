"""What happened beside the books and must be seen afterwards. Append-only."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import insert

from spotintro.store.entries import Booking
from spotintro.store.tables import event


class EventKind(StrEnum):
    REFUSED = "refused"
    """Too few credits; the key is burnt."""
    UNCOLLECTED = "uncollected"
    """Delivered after its hold had expired, and by then the credits were spent: nothing was charged."""
    SUPPORT = "support"
    """The user asked for credits or help."""


_INSERT = insert(event)


def record(booking: Booking, kind: EventKind, *, hold_key: str | None = None, amount: int | None = None) -> None:
    booking.connection.execute(
        _INSERT,
        {
            "account_id": booking.account_id,
            "at": booking.at,
            "kind": kind.value,
            "hold_key": hold_key,
            "amount": amount,
        },
    )
