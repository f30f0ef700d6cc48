"""Everything that is kept about an account, derived again from its entries, lots and holds, and compared."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, text

from spotintro.credits.base import AuditProblem, AuditReport
from spotintro.store import chain
from spotintro.store.opening import missing_safeguards


@dataclass(frozen=True, slots=True)
class _Identity:
    """`query` yields the rows that disagree: name, what is kept, what was derived."""

    check: str
    says: str
    query: str


_IDENTITIES = (
    _Identity(
        "posted",
        "the account's posted credits are the sum of its entries",
        """SELECT 'account ' || a.id, a.posted, e.total
           FROM account a, (SELECT COALESCE(SUM(amount), 0) AS total FROM entry WHERE account_id = :id) e
           WHERE a.id = :id AND a.posted <> e.total""",
    ),
    _Identity(
        "held",
        "the account's held credits are the sum of its open holds",
        """SELECT 'account ' || a.id, a.held, h.total
           FROM account a,
                (SELECT COALESCE(SUM(amount), 0) AS total FROM hold WHERE account_id = :id AND state = 'held') h
           WHERE a.id = :id AND a.held <> h.total""",
    ),
    _Identity(
        "available",
        "posted less held is what remains in the lots",
        """SELECT 'account ' || a.id, a.posted - a.held, l.total
           FROM account a, (SELECT COALESCE(SUM(remaining), 0) AS total FROM lot WHERE account_id = :id) l
           WHERE a.id = :id AND a.posted - a.held <> l.total""",
    ),
    _Identity(
        "used",
        "the account's used credits are the sum of its captures",
        """SELECT 'account ' || a.id, a.used, -e.total
           FROM account a,
                (SELECT COALESCE(SUM(amount), 0) AS total FROM entry WHERE account_id = :id AND kind = 'capture') e
           WHERE a.id = :id AND a.used <> -e.total""",
    ),
    _Identity(
        "lot",
        "what a lot granted is what remains, was captured, lapsed or is held",
        """SELECT 'lot ' || l.id, l.granted, l.remaining + l.captured + l.expired + COALESCE(SUM(al.amount), 0)
           FROM lot l
           LEFT JOIN (SELECT al.lot_id, al.amount FROM allocation al JOIN hold h ON h.id = al.hold_id
                      WHERE h.state = 'held') al ON al.lot_id = l.id
           WHERE l.account_id = :id
           GROUP BY l.id, l.granted, l.remaining, l.captured, l.expired
           HAVING l.granted <> l.remaining + l.captured + l.expired + COALESCE(SUM(al.amount), 0)""",
    ),
    _Identity(
        "lot-parts",
        "no part of a lot is negative, and no more is captured than was granted",
        """SELECT 'lot ' || id, captured, granted FROM lot
           WHERE account_id = :id AND (remaining < 0 OR captured < 0 OR expired < 0 OR captured > granted)""",
    ),
    _Identity(
        "lot-captured",
        "what a lot has captured is what captured holds took from it",
        """SELECT 'lot ' || l.id, l.captured, COALESCE(SUM(al.amount), 0)
           FROM lot l
           LEFT JOIN (SELECT al.lot_id, al.amount FROM allocation al JOIN hold h ON h.id = al.hold_id
                      WHERE h.state = 'captured') al ON al.lot_id = l.id
           WHERE l.account_id = :id
           GROUP BY l.id, l.captured HAVING l.captured <> COALESCE(SUM(al.amount), 0)""",
    ),
    _Identity(
        "lot-entries",
        "what a lot granted and let lapse is what its entries say",
        """SELECT 'lot ' || l.id, l.granted - l.expired, COALESCE(SUM(e.amount), 0)
           FROM lot l LEFT JOIN entry e ON e.lot_id = l.id AND e.kind IN ('grant', 'expire')
           WHERE l.account_id = :id
           GROUP BY l.id, l.granted, l.expired HAVING l.granted - l.expired <> COALESCE(SUM(e.amount), 0)""",
    ),
    _Identity(
        "allocations",
        "what a hold took from the lots is its amount",
        """SELECT 'hold ' || h.key, h.amount, COALESCE(SUM(al.amount), 0)
           FROM hold h LEFT JOIN allocation al ON al.hold_id = h.id
           WHERE h.account_id = :id AND h.state <> 'refused'
           GROUP BY h.id, h.key, h.amount HAVING h.amount <> COALESCE(SUM(al.amount), 0)""",
    ),
    _Identity(
        "captures",
        "a captured hold has one capture entry of its amount",
        """SELECT 'hold ' || h.key, h.amount, COALESCE(-SUM(e.amount), 0)
           FROM hold h LEFT JOIN entry e ON e.hold_id = h.id AND e.kind = 'capture'
           WHERE h.account_id = :id AND h.state = 'captured'
           GROUP BY h.id, h.key, h.amount HAVING COUNT(e.id) <> 1 OR -SUM(e.amount) <> h.amount""",
    ),
    _Identity(
        "capture-of",
        "a capture entry belongs to a captured hold",
        """SELECT 'entry ' || e.sequence, 'captured', COALESCE(h.state, 'no hold')
           FROM entry e LEFT JOIN hold h ON h.id = e.hold_id
           WHERE e.account_id = :id AND e.kind = 'capture' AND (h.state IS NULL OR h.state <> 'captured')""",
    ),
    _Identity(
        "sequence",
        "entries are numbered from 1 without a gap",
        """SELECT 'entry ' || sequence, sequence, expected
           FROM (SELECT sequence, ROW_NUMBER() OVER (ORDER BY sequence) AS expected
                 FROM entry WHERE account_id = :id) numbered
           WHERE sequence <> expected ORDER BY sequence LIMIT 1""",
    ),
    _Identity(
        "last-sequence",
        "the account knows the number of its last entry",
        """SELECT 'account ' || a.id, a.last_sequence, e.last
           FROM account a, (SELECT COALESCE(MAX(sequence), 0) AS last FROM entry WHERE account_id = :id) e
           WHERE a.id = :id AND a.last_sequence <> e.last""",
    ),
    _Identity(
        "balance-after",
        "the balance after an entry is the sum up to it",
        """SELECT 'entry ' || sequence, balance_after, total
           FROM (SELECT sequence, balance_after, SUM(amount) OVER (ORDER BY sequence) AS total
                 FROM entry WHERE account_id = :id) summed
           WHERE balance_after <> total ORDER BY sequence LIMIT 1""",
    ),
    _Identity(
        "time",
        "no entry is older than the one before it",
        """SELECT 'entry ' || sequence, at, previous
           FROM (SELECT sequence, at, LAG(at) OVER (ORDER BY sequence) AS previous
                 FROM entry WHERE account_id = :id) ordered
           WHERE at < previous ORDER BY sequence""",
    ),
    _Identity(
        "voucher",
        "a redeemed voucher has one grant of its own",
        """SELECT 'voucher ' || r.serial, 1, COALESCE(g.grants, 0)
           FROM redemption r
           LEFT JOIN lot l ON l.id = r.lot_id AND l.account_id = r.account_id AND l.source = 'voucher'
                           AND l.reference = r.operator_key || ':' || r.serial
           LEFT JOIN (SELECT lot_id, COUNT(*) AS grants FROM entry
                      WHERE account_id = :id AND kind = 'grant' GROUP BY lot_id) g ON g.lot_id = l.id
           WHERE r.account_id = :id AND COALESCE(g.grants, 0) <> 1""",
    ),
    _Identity(
        "voucher-lot",
        "a lot of a voucher belongs to a redeemed one",
        """SELECT 'lot ' || l.id, l.reference, 'none'
           FROM lot l LEFT JOIN redemption r ON r.lot_id = l.id
           WHERE l.account_id = :id AND l.source = 'voucher' AND r.serial IS NULL""",
    ),
)


def audit(connection: Connection, account_id: str) -> AuditReport:
    """In one snapshot. The file's own structure is checked too, and the safeguards in its schema."""
    count = connection.execute(
        text("SELECT COUNT(*) FROM entry WHERE account_id = :id"), {"id": account_id}
    ).scalar_one()
    problems = (
        *_structure(connection),
        *_disagreements(connection, account_id),
        *_broken_chain(connection, account_id),
    )
    return AuditReport(entries=count, problems=problems)


def _disagreements(connection: Connection, account_id: str) -> Iterator[AuditProblem]:
    for identity in _IDENTITIES:
        for row, kept, derived in connection.execute(text(identity.query), {"id": account_id}):
            yield AuditProblem(identity.check, row, f"Not true that {identity.says}: {kept} against {derived}.")


def _broken_chain(connection: Connection, account_id: str) -> Iterator[AuditProblem]:
    """By the plain driver: SQLAlchemy's rows take twice the time."""
    plain = _plain(connection)
    last = plain.execute("SELECT last_sequence FROM account WHERE id = ?", (account_id,)).fetchone()
    rows = plain.execute(
        f"SELECT {chain.CHAINED} FROM entry WHERE account_id = ? ORDER BY sequence",  # noqa: S608 - our own constant
        (account_id,),
    )
    found = chain.first_break(rows, last_sequence=0 if last is None else last[0])
    if found is not None:
        yield AuditProblem(
            "chain", f"entry {found.sequence}", f"The chain of the entries breaks here: {found.reason}."
        )


def _plain(connection: Connection) -> sqlite3.Connection:
    plain = connection.connection.driver_connection
    if not isinstance(plain, sqlite3.Connection):
        raise TypeError(f"not a SQLite connection: {type(plain).__name__}")
    return plain


def _structure(connection: Connection) -> Iterator[AuditProblem]:
    plain = _plain(connection)
    for (verdict,) in plain.execute("PRAGMA integrity_check"):
        if verdict != "ok":
            yield AuditProblem("integrity", "file", str(verdict))
    for table, rowid, parent, _ in plain.execute("PRAGMA foreign_key_check"):
        yield AuditProblem("references", f"{table} {rowid}", f"It refers to a row of {parent} that is not there.")
    for name in missing_safeguards(plain):
        yield AuditProblem("safeguards", name, "This safeguard is missing in the file.")
