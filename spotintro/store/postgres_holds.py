"""A hold with what it takes from the next lot, and its capture, each in one statement.

Each statement is a round trip, for which everybody else waits who wants the account. SQLite, which has no round
trips, has no statement either that changes several tables.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import bindparam, exists, insert, literal_column, select, true, update

from spotintro.credits.base import EntryKind, HoldState
from spotintro.store import entries, lots
from spotintro.store.entries import Balance, Booking, Posting
from spotintro.store.holds import SETTLE
from spotintro.store.tables import account, allocation, hold, lot

if TYPE_CHECKING:
    from sqlalchemy import Connection

_WRITTEN = tuple(column for column in hold.c if not column.primary_key)
_HELD = (
    insert(hold)
    .values({column: bindparam(f"new_{column.name}", type_=column.type) for column in _WRITTEN})
    .returning(hold.c.id)
    .cte("held")
)
_TAKEN = lots.TAKE_FROM_NEXT.cte("taken")
_ALLOCATED = (
    insert(allocation)
    .from_select(
        ["hold_id", "lot_id", "position", "amount"],
        select(
            _HELD.c.id, _TAKEN.c.id, literal_column("0"), bindparam("amount", type_=lot.c.remaining.type)
        ).join_from(_HELD, _TAKEN, true()),
    )
    .returning(allocation.c.hold_id)
    .cte("allocated")
)
_TAKE = select(_HELD.c.id, exists().where(_ALLOCATED.c.hold_id == _HELD.c.id).label("allocated"))

_SETTLED = SETTLE.cte("settled")
_CAPTURED = (
    update(lot)
    .where(allocation.c.lot_id == lot.c.id, allocation.c.hold_id == _SETTLED.c.id)
    .values(captured=lot.c.captured + allocation.c.amount)
    .returning(lot.c.promotional, lots.UNREWARDED_FRIEND.label("friend"))
    .cte("captured")
)
_POSTED = (
    update(account)
    .where(account.c.id == _SETTLED.c.account_id)
    .values(
        posted=account.c.posted - _SETTLED.c.amount,
        held=account.c.held - _SETTLED.c.amount,
        used=account.c.used + _SETTLED.c.amount,
        last_sequence=account.c.last_sequence + 1,
        last_at=bindparam("at"),
    )
    .returning(*entries.POSTED)
    .cte("posted")
)
_FRIEND = select(_CAPTURED.c.friend).where(~_CAPTURED.c.promotional).limit(1).scalar_subquery()
_CAPTURE = select(_SETTLED.c.id, _SETTLED.c.amount, _SETTLED.c.step, _FRIEND.label("friend"), _POSTED).join_from(
    _SETTLED, _POSTED, true()
)


class Captured(NamedTuple):
    balance: Balance
    friend: str | None
    """Whose reward it earns, as `lots.capture` has it."""


def capture(booking: Booking, key: str) -> Captured | None:
    """None, and nothing changed, where that hold is not open."""
    terms = {
        "mine": booking.account_id,
        "which": key,
        "to": HoldState.CAPTURED.value,
        "now": booking.now,
        "at": booking.at,
    }
    row = booking.connection.execute(_CAPTURE, terms).one_or_none()
    if row is None:
        return None
    hold_id, amount, step, friend, *posting = row
    balance = entries.record(booking, Posting(*posting), EntryKind.CAPTURE, -amount, step=step, hold_id=hold_id)
    return Captured(balance, friend)


def take(connection: Connection, held: Mapping[str, str | int | datetime | None]) -> tuple[int, bool]:
    """The new hold's id, and whether the next lot had all of it; else nothing is taken from any."""
    new = {f"new_{column.name}": held[column.name] for column in _WRITTEN}
    row = connection.execute(_TAKE, {**new, "mine": held["account_id"], "amount": held["amount"]}).one()
    return row.id, row.allocated
