"""Allowances: what a voucher grants again and again, taken when it is due and the balance is low."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta

from sqlalchemy import Connection, RowMapping, bindparam, func, insert, or_, select, update

from spotintro.credits.base import Allowance, Grant, LotKind, VoucherTerms
from spotintro.store import entries, holds, lots
from spotintro.store.entries import CLOCK_TOLERANCE, Booking
from spotintro.store.tables import account, allowance, lot

ALLOWANCE_SOURCE = "allowance"

_MINE = allowance.c.account_id == bindparam("mine")
_OPEN = allowance.c.claimed < allowance.c.times
_OLDEST_FIRST = (allowance.c.started_at, allowance.c.id)
_INSERT = insert(allowance)
_ALL = select(allowance).where(_MINE).order_by(*_OLDEST_FIRST)
_WITH_PARTS_LEFT = _ALL.where(_OPEN)
_LAPSED = (
    select(func.coalesce(func.sum(lot.c.remaining), 0))
    .where(
        lot.c.account_id == account.c.id,
        lot.c.remaining > 0,
        or_(lot.c.expires_at <= bindparam("now"), lot.c.expires_at <= account.c.last_at),
    )
    .correlate(account)
    .scalar_subquery()
)
_GLANCE = (
    select(
        allowance,
        account.c.last_at,
        (account.c.posted - account.c.held).label("available"),
        _LAPSED.label("lapsed"),
    )
    .select_from(allowance.join(account, account.c.id == allowance.c.account_id))
    .where(_MINE, _OPEN)
)
_CLAIM = update(allowance).where(allowance.c.id == bindparam("which")).values(claimed=bindparam("part"))


def start(booking: Booking, terms: VoucherTerms) -> None:
    """Write the allowance of a voucher that was just redeemed: its first part came with it."""
    booking.connection.execute(
        _INSERT,
        {
            "account_id": booking.account_id,
            "serial": terms.serial,
            "operator_key": terms.operator_key,
            "amount": terms.credits,
            "every_days": terms.every_days,
            "times": terms.times,
            "claimed": 1,
            "lot_days": terms.lot_days,
            "promotional": terms.kind is LotKind.PROMOTIONAL,
            "started_at": booking.at,
        },
    )


def all_of(connection: Connection, account_id: str) -> tuple[Allowance, ...]:
    """Return all allowances of the account, oldest first."""
    rows = connection.execute(_ALL, {"mine": account_id}).mappings()
    return tuple(
        Allowance(
            amount=row["amount"],
            every_days=row["every_days"],
            times=row["times"],
            claimed=row["claimed"],
            next_at=_next_at(row),
        )
        for row in rows
    )


def may_claim(
    connection: Connection, account_id: str, now: datetime, *, low: int, needed: int, revoked: Collection[str]
) -> bool:
    """Tell whether `claim` might find something: read without a lock, so that a no costs next to nothing.

    Abandoned holds, which only `claim` sweeps, can but raise the balance: a no stays a no.
    """
    rows = connection.execute(_GLANCE, {"mine": account_id, "now": now}).mappings().all()
    if not rows:
        return False
    # Of the account, so the same in every row.
    last_at, available = rows[0]["last_at"], rows[0]["available"] - rows[0]["lapsed"]
    if last_at - now > CLOCK_TOLERANCE or not _is_wanted(available, low=low, needed=needed):
        return False
    return any(_is_due(row, max(now, last_at)) and not _is_revoked(row, revoked) for row in rows)


def claim(booking: Booking, *, low: int, needed: int, revoked: Collection[str]) -> tuple[Grant, ...]:
    """Book the parts that are due and wanted, by the rules of `Ledger.claim_due`."""
    if booking.clock_is_far_behind:
        return ()
    holds.sweep(booking)
    lots.unexpired(booking)
    return tuple(_claimed(booking, low=low, needed=needed, revoked=revoked))


def _claimed(booking: Booking, *, low: int, needed: int, revoked: Collection[str]) -> Iterator[Grant]:
    rows = booking.connection.execute(_WITH_PARTS_LEFT, {"mine": booking.account_id}).mappings().all()
    for row in rows:
        if _is_revoked(row, revoked):
            continue
        for part in range(row["claimed"] + 1, row["times"] + 1):
            if _due_at(row, part) > booking.at:
                break
            balance = entries.balance(booking.connection, booking.account_id)
            assert balance is not None, "the account was locked by this transaction"
            if not _is_wanted(balance.available, low=low, needed=needed):
                return
            yield _take(booking, row, part)


def _take(booking: Booking, row: RowMapping, part: int) -> Grant:
    """Grant one part. The lot's reference is a key of the table, so no part is granted twice."""
    lot_days = row["lot_days"]
    expires_at = None if lot_days is None else booking.at + timedelta(days=lot_days)
    lots.grant(
        booking,
        row["amount"],
        source=ALLOWANCE_SOURCE,
        reference=f"{row['operator_key']}:{row['serial']}:{part}",
        promotional=row["promotional"],
        expires_at=expires_at,
    )
    booking.connection.execute(_CLAIM, {"which": row["id"], "part": part})
    return Grant(row["amount"], entries.source_label(ALLOWANCE_SOURCE), expires_at)


def _is_wanted(available: int, *, low: int, needed: int) -> bool:
    return available <= low or available < needed


def _is_revoked(row: RowMapping, revoked: Collection[str]) -> bool:
    return row["operator_key"] in revoked or row["serial"] in revoked


def _is_due(row: RowMapping, at: datetime) -> bool:
    """Tell whether a row with parts left has one that is due by now."""
    return _due_at(row, row["claimed"] + 1) <= at


def _next_at(row: RowMapping) -> datetime | None:
    return None if row["claimed"] >= row["times"] else _due_at(row, row["claimed"] + 1)


def _due_at(row: RowMapping, part: int) -> datetime:
    started_at: datetime = row["started_at"]
    return started_at + timedelta(days=(part - 1) * row["every_days"])
