"""The cached figures of accounts and lots, derived from the entries, holds and allocations alone.

Nothing here touches the store: what is derived goes into a copy. That an account's figures disagree with its books
says that one of the two is wrong, and not which one; who wants the books to win puts the copy in the store's place
by `restore`, which takes it only if it agrees in everything.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from spotintro.store.engine import connect
from spotintro.store.opening import keep_copy

_BUSY_TIMEOUT_S: Final = 5.0

_CACHED: Final = {
    "account": ("posted", "held", "used", "last_sequence", "last_at"),
    "lot": ("remaining", "captured", "expired", "moved"),
}
"""Held back is nothing: what else a row has are terms, which nothing else in the store says."""

_FORGET: Final = (
    "UPDATE account SET posted = 0, held = 0, used = 0, last_sequence = 0, last_at = created_at",
    "UPDATE lot SET remaining = 0, captured = 0, expired = 0, moved = 0",
)
_DERIVE: Final = (
    """UPDATE account SET
         posted = (SELECT COALESCE(SUM(amount), 0) FROM entry WHERE account_id = account.id),
         held = (SELECT COALESCE(SUM(amount), 0) FROM hold WHERE account_id = account.id AND state = 'held'),
         used = (SELECT COALESCE(-SUM(amount), 0) FROM entry
                 WHERE account_id = account.id AND kind IN ('capture', 'refund')),
         last_sequence = (SELECT COALESCE(MAX(sequence), 0) FROM entry WHERE account_id = account.id),
         last_at = COALESCE(
           (SELECT at FROM entry WHERE account_id = account.id ORDER BY sequence DESC LIMIT 1), created_at)""",
    """WITH taken AS (
         SELECT al.lot_id,
                SUM(CASE WHEN h.state = 'captured' AND back.id IS NULL THEN al.amount ELSE 0 END) AS captured,
                SUM(CASE WHEN h.state = 'held' THEN al.amount ELSE 0 END) AS held
         FROM allocation al
         JOIN hold h ON h.id = al.hold_id
         LEFT JOIN entry charge ON charge.hold_id = h.id
         LEFT JOIN entry back ON back.refund_of = charge.id
         GROUP BY al.lot_id),
       booked AS (
         SELECT lot_id,
                -SUM(CASE kind WHEN 'expire' THEN amount ELSE 0 END) AS expired,
                -SUM(CASE kind WHEN 'adjust' THEN amount ELSE 0 END) AS moved
         FROM entry WHERE lot_id IS NOT NULL GROUP BY lot_id),
       derived AS (
         SELECT l.id, COALESCE(t.captured, 0) AS captured, COALESCE(t.held, 0) AS held,
                COALESCE(b.expired, 0) AS expired, COALESCE(b.moved, 0) AS moved
         FROM lot l LEFT JOIN taken t ON t.lot_id = l.id LEFT JOIN booked b ON b.lot_id = l.id)
       UPDATE lot SET captured = derived.captured, expired = derived.expired, moved = derived.moved,
         remaining = granted - derived.captured - derived.expired - derived.moved - derived.held
       FROM derived WHERE derived.id = lot.id""",
)


@dataclass(frozen=True, slots=True)
class Change:
    """One figure that the store keeps otherwise than its books say."""

    row: str
    figure: str
    kept: object
    derived: object


def rebuild(store: Path, copy: Path) -> tuple[Change, ...]:
    """Write a copy in which every cached figure is derived anew; what differs from the store. Both are files.

    Raises:
        sqlite3.Error: the books themselves can't be right: a figure derived from them breaks a rule of its table.
    """
    keep_copy(store, copy, _BUSY_TIMEOUT_S)
    with contextlib.closing(connect(copy, busy_timeout_s=_BUSY_TIMEOUT_S)) as connection:
        before = list(_figures(connection))
        try:
            connection.execute("BEGIN IMMEDIATE")
            # First away with the old ones: what is derived must not lean on them.
            for statement in (*_FORGET, *_DERIVE):
                connection.execute(statement)
            connection.execute("COMMIT")
        except BaseException:
            connection.close()
            copy.unlink()
            raise
        after = dict(_figures(connection))
    return tuple(Change(*name, kept, after[name]) for name, kept in before if kept != after[name])


def _figures(connection: sqlite3.Connection) -> Iterator[tuple[tuple[str, str], object]]:
    for table, columns in _CACHED.items():
        for row_id, *values in connection.execute(
            f"SELECT id, {', '.join(columns)} FROM {table} ORDER BY id"  # noqa: S608 - our own constants
        ):
            for column, value in zip(columns, values, strict=True):
                yield (f"{table} {row_id}", column), value
