"""An account's lock on a server, with the time at which it was got, and whatever is sent along with it.

For the answer to a statement everybody else waits who wants the account. So the first one of a booking, which
can't know the answer to the lock, goes with that; it finds the booking's times in settings of the transaction.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, String, bindparam, cast, func, select, true, type_coerce

from spotintro.store.entries import BALANCE, Balance, Locked
from spotintro.store.postgres import server
from spotintro.store.prepared import Bound, Prepared
from spotintro.store.tables import account

if TYPE_CHECKING:
    from sqlalchemy import Connection

_TIME = account.c.last_at.type


def _setting(name: str) -> ColumnElement[datetime]:
    # An empty text is what such a setting has after a transaction that set it.
    return cast(func.nullif(func.current_setting(name, True), ""), _TIME)


_NOW, _AT = "spotintro.now", "spotintro.at"
NOW, AT = _setting(_NOW), _setting(_AT)
"""`Booking.now` and `Booking.at`, for statements that go with the lock."""

# Who waits for a row of PostgreSQL is overtaken by whoever comes after its next change; for this lock they queue.
_TURN = func.pg_advisory_xact_lock(func.hashtextextended(bindparam("mine"), 0)).table_valued("turn")
_LOCKED = (
    select(*BALANCE, account.c.last_at)
    .join_from(account, _TURN, true())
    .where(account.c.id == bindparam("mine"))
    .with_for_update(of=account)
    .subquery("locked")
)
_CLOCK = func.coalesce(bindparam("given", type_=_TIME), func.clock_timestamp(), type_=_TIME)
# Outside the locking query, or the time would be that of before the wait for the lock.
_TIMED = select(*_LOCKED.c, _CLOCK.label("now")).subquery("timed")
_LOCK = Prepared(
    select(
        *_TIMED.c,
        func.set_config(_NOW, _TIMED.c.now.cast(String), True),
        func.set_config(_AT, func.greatest(_TIMED.c.now, _TIMED.c.last_at).cast(String), True),
        # The commit doesn't wait for the disk while others wait for the account: `server.commit` does.
        func.set_config("synchronous_commit", "off", True),
    )
)


def lock(
    connection: Connection, account_id: str, opening: Bound | None, *, given: datetime | None = None
) -> Locked | None:
    """None where there is no such account. What was sent along is for the caller to undo then.

    What this transaction commits is safe only where `server.commit` committed it.

    Args:
        connection: In a transaction.
        account_id: Whose account.
        opening: What is sent along.
        given: The time, for tests; None: the server's.
    """
    with server.round_trip(connection) as plain:
        locked = _LOCK.send(plain, {"mine": account_id, "given": given})
        opened = None if opening is None else opening.send(plain)
    row = next(iter(locked()), None)
    if row is None:
        return None
    posted, held, used, last_at, now, *_ = row
    return Locked(Balance(posted, held, used), last_at, now, () if opened is None else opened())


def server_time(connection: Connection) -> datetime:
    time: datetime = connection.execute(select(type_coerce(func.clock_timestamp(), _TIME))).scalar_one()
    return time
