"""What the AI writer's texts have taken: set aside before a request is sent, settled when it has ended.

A request that was never settled, since its program died, counts with all that was set aside for it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, RowMapping, bindparam, exists, func, insert, select, update

from spotintro.credits.spending import DaySpending, Request, SpendingCapReached, Spent
from spotintro.credits.statistics import day_starts, require_days
from spotintro.money import Money
from spotintro.store.entries import Booking
from spotintro.store.prepared import Prepared
from spotintro.store.tables import spending

_MINE = spending.c.account_id == bindparam("mine")
_FROM = spending.c.at >= bindparam("low", type_=spending.c.at.type)
_BEFORE = spending.c.at < bindparam("high", type_=spending.c.at.type)
_COLUMNS = tuple(column.name for column in spending.c if column is not spending.c.id)
_SAME = exists().where(spending.c.account_id == bindparam("account_id"), spending.c.key == bindparam("key"))
_INSERT_FIRST = Prepared(
    insert(spending).from_select(
        _COLUMNS, select(*(bindparam(name, type_=spending.c[name].type) for name in _COLUMNS)).where(~_SAME)
    )
)
_SETTLE = (
    update(spending)
    .where(_MINE, spending.c.key == bindparam("which"), spending.c.settled_at.is_(None))
    .values(
        tokens_in=bindparam("used_in"),
        tokens_out=bindparam("used_out"),
        cost=bindparam("price"),
        currency=bindparam("unit"),
        estimated=bindparam("is_estimate"),
        settled_at=bindparam("now"),
    )
)
_COST_SINCE = select(func.sum(spending.c.cost)).where(_MINE, _FROM, spending.c.currency == bindparam("unit"))
_NEXT = select(func.min(spending.c.at)).where(_MINE, _FROM)
_SUMS = (
    select(
        spending.c.currency,
        func.count(),
        func.sum(spending.c.tokens_in),
        func.sum(spending.c.tokens_out),
        func.sum(spending.c.cost),
        func.count().filter(spending.c.estimated),
    )
    .where(_MINE, _FROM)
    .group_by(spending.c.currency)
    .order_by(spending.c.currency.is_(None), spending.c.currency)
)
_SUMS_OF_DAY = _SUMS.where(_BEFORE)
_PAGE = (
    select(spending.c.id, *(spending.c[name] for name in _COLUMNS))
    .where(_MINE, spending.c.id > bindparam("after"))
    .order_by(spending.c.id)
    .limit(bindparam("most"))
)


def reserve(booking: Booking, request: Request, *, cap: Money | None) -> None:
    """Set aside the most that a request can take; the day is the one that the store's clock says.

    Raises:
        SpendingCapReached: with it, the day's cost would be above the cap. Nothing is set aside.
    """
    most = request.most
    if cap is not None and most.cost is not None:
        (midnight,) = day_starts(booking.believed.astimezone().date(), 1)
        values = {"mine": booking.account_id, "low": midnight, "unit": cap.currency}
        today = Money(int(booking.connection.execute(_COST_SINCE, values).scalar_one() or 0), cap.currency)
        if today.micros + most.cost.micros > cap.micros:
            raise SpendingCapReached(today=today, most=most.cost, cap=cap)
    _INSERT_FIRST.all(
        booking.connection,
        {
            "account_id": booking.account_id,
            "key": request.key,
            "at": booking.believed,
            "model": request.model,
            "server": request.server,
            "workflow": request.workflow,
            "currency": None if most.cost is None else most.cost.currency,
            "tokens_in": most.tokens_in,
            "tokens_out": most.tokens_out,
            "cost": None if most.cost is None else most.cost.micros,
            "estimated": True,
            "settled_at": None,
        },
    )


def settle(booking: Booking, key: str, used: Spent) -> None:
    """Book what a request has taken, in place of the most that it could; a second time changes nothing."""
    booking.connection.execute(
        _SETTLE,
        {
            "mine": booking.account_id,
            "which": key,
            "used_in": used.tokens_in,
            "used_out": used.tokens_out,
            "price": None if used.cost is None else used.cost.micros,
            "unit": None if used.cost is None else used.cost.currency,
            "is_estimate": used.is_estimated,
            "now": booking.believed,
        },
    )


def by_day(connection: Connection, account_id: str, starts: Sequence[datetime]) -> tuple[DaySpending, ...]:
    """Add up each day that has any, by currency; see `Ledger.spending`."""
    require_days(starts)
    found: list[DaySpending] = []
    day = 0
    while day < len(starts):
        values: dict[str, object] = {"mine": account_id, "low": starts[day]}
        earliest: datetime | None = connection.execute(_NEXT, values).scalar_one()
        if earliest is None:
            break
        day = bisect_right(starts, earliest) - 1
        values["low"] = starts[day]
        is_last = day + 1 == len(starts)
        statement = _SUMS if is_last else _SUMS_OF_DAY
        rows = connection.execute(statement, values if is_last else values | {"high": starts[day + 1]})
        found.extend(DaySpending(day, int(times), _sum(*sums)) for sums in rows if (times := sums[1]))
        day += 1
    return tuple(found)


def _sum(
    currency: str | None, _times: int, tokens_in: int, tokens_out: int, cost: int | None, estimated: int
) -> Spent:
    price = None if currency is None else Money(int(cost or 0), currency)
    return Spent(int(tokens_in), int(tokens_out), price, bool(estimated))


def page(connection: Connection, account_id: str, *, after: int, limit: int) -> Sequence[RowMapping]:
    """Return the rows behind this id, oldest first, for `keep_rows` in another store."""
    return connection.execute(_PAGE, {"mine": account_id, "after": after, "most": limit}).mappings().all()


def keep_rows(connection: Connection, rows: Sequence[RowMapping]) -> None:
    """Keep rows of another store, one per key. The caller has locked the account."""
    for row in rows:
        _INSERT_FIRST.all(connection, {name: row[name] for name in _COLUMNS})
