"""Holds, captures and releases, each in one statement where nothing is to be tidied up.

Each goes with the account's lock. SQLite, which has no round trips, has no statement either that changes several
tables.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import (
    JSON,
    BindParameter,
    ClauseElement,
    ColumnElement,
    Interval,
    String,
    any_,
    bindparam,
    case,
    cast,
    column,
    exists,
    func,
    insert,
    literal,
    literal_column,
    null,
    or_,
    select,
    true,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.sql import visitors

from spotintro.credits.base import EntryKind, HoldState
from spotintro.store import entries, failures, holds, lots
from spotintro.store.entries import Balance, Booking, Posting
from spotintro.store.events import EventKind
from spotintro.store.postgres.lock import AT, NOW
from spotintro.store.prepared import Bound, Prepared
from spotintro.store.tables import account, allocation, event, hold, lot

_Clause = TypeVar("_Clause", bound=ClauseElement)
_TIMES: Mapping[str, ColumnElement[datetime]] = {
    "now": NOW,
    "at": AT,
    "latest": NOW + holds.LONGEST_TTL,
    "grace": AT + lots.GRACE,
}


def _timed(clause: _Clause) -> _Clause:
    """With the times that the lock found, where it asks for them."""

    def time(element: Any, **_: Any) -> Any:
        return _TIMES.get(element.key) if isinstance(element, BindParameter) else None

    timed: Any = visitors.replacement_traverse(clause, {}, time)
    return timed  # type: ignore[no-any-return] # the same kind, which its stub doesn't say


_EACH = ("key", "input_hash", "step", "amount", "workflow", "description")
_ASKED = (
    func.json_to_recordset(cast(bindparam("asked", type_=String), JSON))
    .table_valued(*(column(name, hold.c[name].type) for name in _EACH), name="asked")
    .render_derived(with_types=True)
)
_FITS = lots.NEXT.cte("next")
_IS_ASKED_FOR = hold.c.key == any_(bindparam("keys", type_=ARRAY(String)))
_TIDY = (
    select((account.c.posted - account.c.held).label("available"))
    .where(account.c.id == bindparam("mine"), _timed(holds.is_tidy(_IS_ASKED_FOR)))
    .cte("tidy")
)
_SHORT = select(_TIDY.c.available).where(_TIDY.c.available < bindparam("amount")).cte("short")
_RESERVED = entries.RESERVE.where(
    exists(select(_TIDY)), exists().where(_FITS.c.remaining >= bindparam("amount"))
).cte("reserved")
_IS_RESERVED = exists(select(_RESERVED))
_ALL = {
    "account_id": bindparam("mine"),
    "state": case((_IS_RESERVED, HoldState.HELD.value), else_=holds.REFUSED),
    "created_at": NOW,
    "expires_at": NOW + bindparam("ttl", type_=Interval),
    "settled_at": case((_IS_RESERVED, null()), else_=NOW),
}
_TAKEN = (
    update(lot)
    .where(lot.c.id == _FITS.c.id, lot.c.remaining >= bindparam("amount"), _IS_RESERVED)
    .values(remaining=lot.c.remaining - bindparam("amount"))
    .returning(lot.c.id)
    .cte("taken")
)
_HELD = (
    insert(hold)
    .from_select(
        [*_EACH, *_ALL],
        select(*(_ASKED.c[name] for name in _EACH), *_ALL.values()).where(
            or_(_IS_RESERVED, exists(select(_SHORT)))
        ),
    )
    .returning(hold.c.id, hold.c.key, hold.c.amount)
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
_NOTED = (
    insert(event)
    .from_select(
        ["account_id", "at", "kind", "hold_key", "amount"],
        select(bindparam("mine"), AT, literal(EventKind.REFUSED.value), _HELD.c.key, _HELD.c.amount).where(
            exists(select(_SHORT))
        ),
    )
    .cte("noted")
)
_TAKE = Prepared(
    select(
        select(func.count()).select_from(_RESERVED).scalar_subquery().label("reserved"),
        select(func.count()).select_from(_ALLOCATED).scalar_subquery().label("allocated"),
        select(_SHORT.c.available).scalar_subquery().label("available"),
    ).add_cte(_NOTED)
)

_SETTLED = _timed(holds.SETTLE).cte("settled")
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
        last_at=AT,
    )
    .returning(*entries.POSTED)
    .cte("posted")
)
_FRIEND = select(_CAPTURED.c.friend).where(~_CAPTURED.c.promotional).limit(1).scalar_subquery()
_CAPTURE = Prepared(
    select(_SETTLED.c.id, _SETTLED.c.amount, _SETTLED.c.step, _FRIEND.label("friend"), _POSTED).join_from(
        _SETTLED, _POSTED, true()
    )
)

_FREED = _timed(holds.SETTLE.where(~exists().where(lots.LAPSED))).cte("freed")
_RETURNED = (
    update(lot)
    .where(allocation.c.lot_id == lot.c.id, allocation.c.hold_id == _FREED.c.id)
    .values(remaining=lot.c.remaining + allocation.c.amount, expires_at=_timed(lots.WITH_GRACE))
    .returning(lot.c.id)
    .cte("returned")
)
_RELEASE = Prepared(
    update(account)
    .where(account.c.id == _FREED.c.account_id)
    .values(held=account.c.held - _FREED.c.amount)
    .returning(*entries.BALANCE)
    .add_cte(_RETURNED)
)


class Taken(NamedTuple):
    available: int | None
    """What there was where that was too little, and all were refused; None: all are held."""


class Captured(NamedTuple):
    balance: Balance
    friend: str | None
    """Whose reward it earns, as `lots.capture` has it."""


def take(account_id: str, asked: Sequence[Mapping[str, str | int]], *, ttl: timedelta) -> Bound:
    """All or none, or all refused; nothing changes where there is something to tidy up, or one lot has not all."""
    values = {
        "mine": account_id,
        "amount": sum(int(terms["amount"]) for terms in asked),
        "keys": [terms["key"] for terms in asked],
        "ttl": ttl,
        "asked": json.dumps(asked),
    }
    return Bound(_TAKE, values)


def taken(booking: Booking, count: int) -> Taken | None:
    """What `take` did, which was sent for so many holds; None: nothing.

    Raises:
        CreditError: SYSTEM_ERROR: the next lot changed while the account was locked.
    """
    if not booking.opened:
        return None
    ((reserved, allocated, available),) = booking.opened
    if allocated != (count if reserved else 0):
        raise failures.books_disagree()
    return Taken(available) if reserved or available is not None else None


def capture(account_id: str, key: str) -> Bound:
    """Nothing changes where that hold is not open."""
    return Bound(_CAPTURE, _settling(account_id, key, HoldState.CAPTURED))


def captured(booking: Booking) -> Captured | None:
    """What `capture` has captured; its entry is written with the commit."""
    if not booking.opened:
        return None
    ((hold_id, amount, step, friend, *posting),) = booking.opened
    posted = Posting(*posting)
    booking.write_unread(entries.chained(booking, posted, EntryKind.CAPTURE, -amount, step=step, hold_id=hold_id))
    return Captured(posted.balance, friend)


def release(account_id: str, key: str) -> Bound:
    """Nothing changes where that hold is not open, or lapsed credits are to be booked out first."""
    return Bound(_RELEASE, _settling(account_id, key, HoldState.RELEASED))


def released(booking: Booking) -> Balance | None:
    """What `release` has left."""
    if not booking.opened:
        return None
    (row,) = booking.opened
    return Balance(*row)


def _settling(account_id: str, key: str, to: HoldState) -> dict[str, str]:
    return {"mine": account_id, "which": key, "to": to.value}
