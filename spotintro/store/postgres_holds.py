"""Holds, captures and releases, each in one statement where nothing is to be tidied up.

Each statement is a round trip, for which everybody else waits who wants the account. SQLite, which has no round
trips, has no statement either that changes several tables.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import (
    JSON,
    String,
    bindparam,
    cast,
    column,
    exists,
    func,
    insert,
    literal_column,
    select,
    true,
    update,
)

from spotintro.credits.base import EntryKind, HoldState
from spotintro.store import entries, failures, lots
from spotintro.store.entries import Balance, Booking, Posting
from spotintro.store.holds import RESERVE_AT_ONCE, SETTLE
from spotintro.store.tables import account, allocation, hold, lot

_EACH = ("key", "input_hash", "step", "amount", "workflow", "description")
_SHARED = ("account_id", "state", "created_at", "expires_at", "settled_at")
_ASKED = (
    func.json_to_recordset(cast(bindparam("asked", type_=String), JSON))
    .table_valued(*(column(name, hold.c[name].type) for name in _EACH), name="asked")
    .render_derived(with_types=True)
)
_FITS = lots.NEXT.cte("next")
_RESERVED = RESERVE_AT_ONCE.where(exists().where(_FITS.c.remaining >= bindparam("amount"))).cte("reserved")
_TAKEN = (
    update(lot)
    .where(lot.c.id == _FITS.c.id, lot.c.remaining >= bindparam("amount"), exists(select(_RESERVED)))
    .values(remaining=lot.c.remaining - bindparam("amount"))
    .returning(lot.c.id)
    .cte("taken")
)
_HELD = (
    insert(hold)
    .from_select(
        [*_EACH, *_SHARED],
        select(
            *(_ASKED.c[name] for name in _EACH),
            *(bindparam(f"new_{name}", type_=hold.c[name].type) for name in _SHARED),
        ).where(exists(select(_RESERVED))),
    )
    .returning(hold.c.id, hold.c.amount)
    .cte("held")
)
_ALLOCATED = (
    insert(allocation)
    .from_select(
        ["hold_id", "lot_id", "position", "amount"],
        select(_HELD.c.id, _TAKEN.c.id, literal_column("0"), _HELD.c.amount).join_from(_HELD, _TAKEN, true()),
    )
    .returning(allocation.c.hold_id)
    .cte("allocated")
)
_TAKE = select(
    select(func.count()).select_from(_RESERVED).scalar_subquery().label("reserved"),
    select(func.count()).select_from(_ALLOCATED).scalar_subquery().label("allocated"),
)

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

_FREED = SETTLE.where(~exists().where(lots.LAPSED)).cte("freed")
_RETURNED = (
    update(lot)
    .where(allocation.c.lot_id == lot.c.id, allocation.c.hold_id == _FREED.c.id)
    .values(remaining=lot.c.remaining + allocation.c.amount, expires_at=lots.WITH_GRACE)
    .returning(lot.c.id)
    .cte("returned")
)
_RELEASE = (
    update(account)
    .where(account.c.id == _FREED.c.account_id)
    .values(held=account.c.held - _FREED.c.amount)
    .returning(*entries.BALANCE)
    .add_cte(_RETURNED)
)


class Captured(NamedTuple):
    balance: Balance
    friend: str | None
    """Whose reward it earns, as `lots.capture` has it."""


def take(
    booking: Booking,
    asked: Sequence[Mapping[str, str | int]],
    guards: Mapping[str, str | int | datetime | list[str]],
    *,
    expires_at: datetime,
) -> bool:
    """Whether all were taken; else nothing changed: there is something to tidy up, or one lot has not all of it.

    `asked` is what each hold says by itself, `guards` what `RESERVE_AT_ONCE` asks for.

    Raises:
        CreditError: SYSTEM_ERROR: the next lot changed while the account was locked.
    """
    shared = {
        "new_account_id": booking.account_id,
        "new_state": HoldState.HELD.value,
        "new_created_at": booking.now,
        "new_expires_at": expires_at,
        "new_settled_at": None,
    }
    row = booking.connection.execute(_TAKE, {**guards, **shared, "asked": json.dumps(asked)}).one()
    if row.allocated != (len(asked) if row.reserved else 0):
        raise failures.books_disagree()
    return bool(row.reserved)


def capture(booking: Booking, key: str) -> Captured | None:
    """None, and nothing changed, where that hold is not open."""
    row = booking.connection.execute(
        _CAPTURE, _settling(booking, key, HoldState.CAPTURED) | {"at": booking.at}
    ).one_or_none()
    if row is None:
        return None
    hold_id, amount, step, friend, *posting = row
    balance = entries.record(booking, Posting(*posting), EntryKind.CAPTURE, -amount, step=step, hold_id=hold_id)
    return Captured(balance, friend)


def release(booking: Booking, key: str) -> Balance | None:
    """None, and nothing changed, where that hold is not open, or lapsed credits are to be booked out first."""
    terms = {"at": booking.at, "grace": booking.at + lots.GRACE}
    row = booking.connection.execute(_RELEASE, _settling(booking, key, HoldState.RELEASED) | terms).one_or_none()
    return None if row is None else Balance(*row)


def _settling(booking: Booking, key: str, to: HoldState) -> dict[str, str | datetime]:
    return {"mine": booking.account_id, "which": key, "to": to.value, "now": booking.now}
