"""Allowances: what a voucher grants again and again, taken when it is due and the balance is low."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import Connection, RowMapping, bindparam, insert, select, update

from spotintro.credits.base import Allowance, Grant, LotKind, VoucherTerms
from spotintro.store import chain, entries, lots
from spotintro.store.entries import Booking
from spotintro.store.standing import Standing, due_at, is_revoked, parts_due
from spotintro.store.tables import allowance

ALLOWANCE_SOURCE = "allowance"

_MINE = allowance.c.account_id == bindparam("mine")
_OPEN = allowance.c.claimed < allowance.c.times
_OLDEST_FIRST = (allowance.c.started_at, allowance.c.id)
_INSERT = insert(allowance)
_ALL = select(allowance).where(_MINE).order_by(*_OLDEST_FIRST)
_WITH_PARTS_LEFT = _ALL.where(_OPEN)
_CLAIM = update(allowance).where(allowance.c.id == bindparam("which")).values(claimed=bindparam("part"))


def bound(booking: Booking, terms: VoucherTerms) -> chain.Terms | None:
    """Return what the grant's bytes bind of the allowance that a voucher starts; None where it starts none.

    Its amount and kind are those of the grant.
    """
    if terms.times is None:
        return None
    return (terms.every_days, terms.times, terms.lot_days, booking.believed)


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
            "started_at": booking.believed,
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


def may_claim(found: Standing, *, low: int, needed: int) -> bool:
    """Tell whether `claim` would find something, so that a no costs no lock."""
    return found.due > 0 and _is_wanted(found.on_hand, low=low, needed=needed)


def claim(booking: Booking, *, low: int, needed: int) -> tuple[Grant, ...]:
    """Book the parts that are due and wanted, by the rules of `Ledger.claim_due`.

    Sweep before, and book out what has lapsed.
    """
    return tuple(_claimed(booking, low=low, needed=needed))


def _claimed(booking: Booking, *, low: int, needed: int) -> Iterator[Grant]:
    rows = booking.connection.execute(_WITH_PARTS_LEFT, {"mine": booking.account_id}).mappings().all()
    for row in rows:
        if is_revoked(row, booking.revoked):
            continue
        for part in range(row["claimed"] + 1, parts_due(row, booking.believed) + 1):
            balance = entries.balance(booking.connection, booking.account_id)
            assert balance is not None, "the account was locked by this transaction"
            if not _is_wanted(balance.available, low=low, needed=needed):
                return
            yield _take(booking, row, part)


def _take(booking: Booking, row: RowMapping, part: int) -> Grant:
    """Grant one part. The lot's reference is a key of the table, so no part is granted twice."""
    lot_days = row["lot_days"]
    expires_at = None if lot_days is None else booking.latest + timedelta(days=lot_days)
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


def _next_at(row: RowMapping) -> datetime | None:
    return None if row["claimed"] >= row["times"] else due_at(row, row["claimed"] + 1)
