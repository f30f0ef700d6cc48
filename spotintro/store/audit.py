"""Everything that is kept about an account, derived again from its entries, lots and holds, and compared.

Quick enough for every start: one pass over the entries for the chain and the running figures, then one statement
per identity of the holds and lots. Nothing is kept of a row that agrees: a million take no more memory than ten.
"""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, text

from spotintro.credits.base import AuditProblem, AuditReport, EntryKind
from spotintro.secrets.chain_keys import ChainRecord
from spotintro.store import anchors, chain
from spotintro.store.opening import missing_safeguards
from spotintro.store.postgres.server import LONG_TIMEOUT_S, is_server, set_timeout


@dataclass(frozen=True, slots=True)
class _Identity:
    """`query` yields the rows that disagree: name, what is kept, what was derived.

    On SQLite `{all}h.account_id = :id` reads the holds in the order they were made; by the account's index they
    would come in that of their random keys, which takes 5 times as long at a million.
    """

    check: str
    says: str
    query: str


_IDENTITIES = (
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
        "lot",
        "what a lot granted is what remains, was captured, lapsed, was moved or is held",
        """SELECT 'lot ' || l.id, l.granted,
                  l.remaining + l.captured + l.expired + l.moved + COALESCE(SUM(al.amount), 0)
           FROM lot l
           LEFT JOIN (SELECT al.lot_id, al.amount FROM allocation al JOIN hold h ON h.id = al.hold_id
                      WHERE h.state = 'held') al ON al.lot_id = l.id
           WHERE l.account_id = :id
           GROUP BY l.id, l.granted, l.remaining, l.captured, l.expired, l.moved
           HAVING l.granted <> l.remaining + l.captured + l.expired + l.moved + COALESCE(SUM(al.amount), 0)""",
    ),
    _Identity(
        "lot-parts",
        "no part of a lot is negative, and no more is captured than was granted",
        """SELECT 'lot ' || id, captured, granted FROM lot
           WHERE account_id = :id AND (remaining < 0 OR captured < 0 OR expired < 0 OR captured > granted)""",
    ),
    _Identity(
        "lot-captured",
        "what a lot has captured is what captured holds took from it, but for what was refunded",
        """SELECT 'lot ' || l.id, l.captured, COALESCE(al.total, 0)
           FROM lot l
           LEFT JOIN (SELECT al.lot_id, SUM(al.amount) AS total FROM allocation al JOIN hold h ON h.id = al.hold_id
                      WHERE {all}h.account_id = :id AND h.state = 'captured' AND h.id NOT IN
                            (SELECT c.hold_id FROM entry r JOIN entry c ON c.id = r.refund_of
                             WHERE r.account_id = :id AND c.hold_id IS NOT NULL)
                      GROUP BY al.lot_id) al
                ON al.lot_id = l.id
           WHERE l.account_id = :id AND l.captured <> COALESCE(al.total, 0)""",
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
           WHERE {all}h.account_id = :id AND h.state <> 'refused'
           GROUP BY h.id HAVING h.amount <> COALESCE(SUM(al.amount), 0)""",
    ),
    _Identity(
        "captures",
        "a captured hold has one capture entry of its amount",
        """SELECT 'hold ' || h.key, h.amount, COALESCE(-SUM(e.amount), 0)
           FROM hold h LEFT JOIN entry e ON e.hold_id = h.id AND e.kind = 'capture'
           WHERE {all}h.account_id = :id AND h.state = 'captured'
           GROUP BY h.id HAVING COUNT(e.id) <> 1 OR -SUM(e.amount) <> h.amount""",
    ),
    _Identity(
        "capture-of",
        "a capture entry belongs to a captured hold",
        """SELECT 'entry ' || e.sequence, 'captured', COALESCE(h.state, 'no hold')
           FROM entry e LEFT JOIN hold h ON h.id = e.hold_id
           WHERE e.account_id = :id AND e.kind = 'capture' AND (h.state IS NULL OR h.state <> 'captured')""",
    ),
    _Identity(
        "refund",
        "a refund gives back one whole charge of its account, made before it",
        """SELECT 'entry ' || r.sequence, r.amount, COALESCE(-c.amount, 0)
           FROM entry r LEFT JOIN entry c ON c.id = r.refund_of AND c.account_id = r.account_id
                                         AND c.kind = 'capture' AND c.sequence < r.sequence
           WHERE r.account_id = :id AND r.kind = 'refund' AND (c.id IS NULL OR r.amount <> -c.amount)""",
    ),
    _Identity(
        "last-at",
        "the account knows the time of its last entry",
        """SELECT 'account ' || a.id, a.last_at, COALESCE(e.at, a.created_at)
           FROM account a LEFT JOIN entry e ON e.account_id = a.id AND e.sequence = a.last_sequence
           WHERE a.id = :id AND a.last_at <> COALESCE(e.at, a.created_at)""",
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
           WHERE r.account_id = :id AND r.transfer_id IS NULL AND COALESCE(g.grants, 0) <> 1""",
    ),
    _Identity(
        "voucher-lot",
        "a lot of a voucher belongs to a redeemed one",
        """SELECT 'lot ' || l.id, l.reference, 'none'
           FROM lot l LEFT JOIN redemption r ON r.lot_id = l.id
           WHERE l.account_id = :id AND l.source = 'voucher' AND r.serial IS NULL""",
    ),
    _Identity(
        "allowance",
        "an allowance has a lot of its own for each part after the first",
        """SELECT 'allowance ' || a.serial, a.claimed - 1 - a.elsewhere, COUNT(l.id)
           FROM allowance a
           LEFT JOIN lot l ON l.account_id = a.account_id AND l.source = 'allowance'
                           AND l.granted = a.amount AND l.promotional = a.promotional
                           AND substr(l.reference, 1, length(a.operator_key) + length(a.serial) + 2)
                               = a.operator_key || ':' || a.serial || ':'
           WHERE a.account_id = :id
           GROUP BY a.id, a.serial, a.claimed, a.elsewhere HAVING COUNT(l.id) <> a.claimed - 1 - a.elsewhere""",
    ),
    _Identity(
        "allowance-lot",
        "a lot of an allowance has its amount, and belongs to one",
        """SELECT 'lot ' || l.id, l.granted, COALESCE(a.amount, 0)
           FROM lot l
           LEFT JOIN allowance a ON a.account_id = l.account_id
                                 AND substr(l.reference, 1, length(a.operator_key) + length(a.serial) + 2)
                                     = a.operator_key || ':' || a.serial || ':'
           WHERE l.account_id = :id AND l.source = 'allowance' AND l.granted <> COALESCE(a.amount, 0)""",
    ),
    _Identity(
        "referral",
        "a friend who was rewarded has one lot for it",
        """SELECT 'referral ' || r.account_id, 1, COUNT(l.id)
           FROM referral r
           LEFT JOIN lot l ON l.account_id = r.referrer_id AND l.source = 'referral' AND l.reference = r.account_id
           WHERE (r.account_id = :id OR r.referrer_id = :id) AND r.rewarded_at IS NOT NULL
           GROUP BY r.account_id HAVING COUNT(l.id) <> 1""",
    ),
    _Identity(
        "referral-lot",
        "a lot for bringing a friend belongs to a friend who was brought",
        """SELECT 'lot ' || l.id, l.reference, 'none'
           FROM lot l
           LEFT JOIN referral r ON r.referrer_id = l.account_id AND r.account_id = l.reference
                                AND r.rewarded_at IS NOT NULL
           WHERE l.account_id = :id AND l.source = 'referral' AND r.account_id IS NULL""",
    ),
    _Identity(
        "lot-moved",
        "what was moved out of a lot is what its entries say",
        """SELECT 'lot ' || l.id, l.moved, COALESCE(-SUM(e.amount), 0)
           FROM lot l LEFT JOIN entry e ON e.lot_id = l.id AND e.kind = 'adjust'
           WHERE l.account_id = :id
           GROUP BY l.id, l.moved HAVING l.moved <> COALESCE(-SUM(e.amount), 0)""",
    ),
    _Identity(
        "moved-out",
        "what was moved out of the lots is what the account's moves to other stores say",
        """SELECT 'account ' || a.id, l.total, t.total
           FROM account a,
                (SELECT COALESCE(SUM(moved), 0) AS total FROM lot WHERE account_id = :id) l,
                (SELECT COALESCE(SUM(amount), 0) AS total FROM transfer
                 WHERE account_id = :id AND direction = 'out') t
           WHERE a.id = :id AND l.total <> t.total""",
    ),
    _Identity(
        "moved-in",
        "a move from another store brought lots of its amount",
        """SELECT 'transfer ' || t.id, t.amount, COALESCE(SUM(l.granted), 0)
           FROM transfer t
           LEFT JOIN lot l ON l.account_id = t.account_id AND l.source = 'moved'
                           AND SUBSTR(l.reference, 1, 33) = t.id || ':'
           WHERE t.account_id = :id AND t.direction = 'in'
           GROUP BY t.id, t.amount HAVING t.amount <> COALESCE(SUM(l.granted), 0)""",
    ),
    _Identity(
        "moved-lot",
        "a lot that was moved here belongs to a move",
        """SELECT 'lot ' || l.id, l.reference, 'none'
           FROM lot l LEFT JOIN transfer t ON t.account_id = l.account_id AND t.direction = 'in'
                                           AND SUBSTR(l.reference, 1, 33) = t.id || ':'
           WHERE l.account_id = :id AND l.source = 'moved' AND t.id IS NULL""",
    ),
)


_RUNNING = {
    "posted": "the account's posted credits are the sum of its entries",
    "used": "the account's used credits are the sum of its captures less its refunds",
    "last-sequence": "the account knows the number of its last entry",
    "sequence": "entries are numbered from 1 without a gap",
    "balance-after": "the balance after an entry is the sum up to it",
    "time": "no entry is older than the one before it",
}
"""What is derived while the entries pass by: with SQL's window functions it takes several times as long."""

_OF_USE = (EntryKind.CAPTURE.value, EntryKind.REFUND.value)

_MOST_NAMED = 100
"""Of the rows that disagree with one identity: a file that is wrong everywhere must not fill the memory."""


def audit(
    connection: Connection, account_id: str, record: ChainRecord | None = None, *, structure: bool = True
) -> AuditReport:
    """Check everything that is kept about the account, in the caller's snapshot.

    With the chain's record, keyed entries are verified and the books are compared with its marks.

    `structure` has the file's own structure checked too, and the safeguards in its schema.

    At 1,000,000 entries the structure alone takes longer than everything else and reads the whole file, the texts
    and indexes too. A start does without: opening has checked the safeguards, and damage where credits are kept
    shows in the identities and the chain.
    """
    if is_server(connection):
        set_timeout(connection, LONG_TIMEOUT_S)
    entries = _Entries()
    problems = (
        *(_structure(connection, account_id) if structure else ()),
        *_broken_chain(connection, account_id, entries, record),
        *entries.disagreements(connection, account_id),
        *_disagreements(connection, account_id),
        *anchors.problems(connection, account_id, record),
    )
    unverified = anchors.unverified(connection, account_id, record)
    return AuditReport(entries=entries.count, problems=problems, unverified=unverified)


def _disagreements(connection: Connection, account_id: str) -> Iterator[AuditProblem]:
    for identity in _IDENTITIES:
        query = identity.query.replace("{all}", "+" if connection.dialect.name == "sqlite" else "")
        with connection.execute(text(query), {"id": account_id}) as rows:
            for row, kept, derived in itertools.islice(rows, _MOST_NAMED):
                yield _not_true(identity.check, identity.says, row, kept, derived)


def _not_true(check: str, says: str, row: str, kept: object, derived: object) -> AuditProblem:
    return AuditProblem(check, row, f"Not true that {says}: {kept} against {derived}.")


class _Entries:
    """The running figures of an account's entries, and the first entry that each of them finds wrong."""

    def __init__(self) -> None:
        self.count = 0
        self._derived: tuple[object, ...] = (0, 0, 0)
        self._wrong: dict[str, AuditProblem] = {}

    def passing(self, rows: Iterable[tuple[object, ...]]) -> Iterator[tuple[object, ...]]:
        """Yield the rows, in the order of their numbers; the figures stand when the last one is out."""
        count = posted = used = 0
        sequence: object = 0
        previous_at = ""
        for row in rows:
            count += 1
            _, sequence, at, kind, amount, balance_after = row[:6]
            if isinstance(amount, int):
                posted += amount
                if kind in _OF_USE:
                    used -= amount
            if sequence != count:
                self._first("sequence", sequence, sequence, count)
            if balance_after != posted:
                self._first("balance-after", sequence, balance_after, posted)
            if not isinstance(at, str) or at < previous_at:
                self._first("time", sequence, at, previous_at)
            else:
                previous_at = at
            yield row
        self.count, self._derived = count, (posted, used, sequence)

    def disagreements(self, connection: Connection, account_id: str) -> Iterator[AuditProblem]:
        kept = connection.execute(
            text("SELECT posted, used, last_sequence FROM account WHERE id = :id"), {"id": account_id}
        ).one_or_none()
        for check, here, there in zip(
            ("posted", "used", "last-sequence"), kept or (), self._derived, strict=False
        ):
            if here != there:
                yield _not_true(check, _RUNNING[check], f"account {account_id}", here, there)
        yield from self._wrong.values()

    def _first(self, check: str, sequence: object, kept: object, derived: object) -> None:
        if check not in self._wrong:
            self._wrong[check] = _not_true(check, _RUNNING[check], f"entry {sequence}", kept, derived)


def _broken_chain(
    connection: Connection, account_id: str, entries: _Entries, record: ChainRecord | None
) -> Iterator[AuditProblem]:
    last = connection.execute(
        text("SELECT last_sequence FROM account WHERE id = :id"), {"id": account_id}
    ).scalar_one_or_none()
    passing = entries.passing(_chained_rows(connection, account_id))
    found = chain.first_break(
        passing,
        last_sequence=last or 0,
        keys={} if record is None else record.by_version,
        keyed_from=None if record is None or record.first is None else record.first.sequence,
    )
    for _ in passing:  # the figures are of all entries, the chain's check ends at the first break
        pass
    if found is not None:
        yield AuditProblem(
            "chain", f"entry {found.sequence}", f"The chain of the entries breaks here: {found.reason}."
        )


def _chained_rows(connection: Connection, account_id: str) -> Iterable[tuple[object, ...]]:
    """Return the rows that `chain.first_break` reads; SQLite's by the plain driver, in half of the time."""
    if is_server(connection):
        from spotintro.store.postgres.audit import chained_rows

        return chained_rows(connection, account_id)
    return _plain(connection).execute(
        f"SELECT {chain.CHAINED} FROM entry WHERE account_id = ? ORDER BY sequence",  # noqa: S608 - our own constant
        (account_id,),
    )


def _plain(connection: Connection) -> sqlite3.Connection:
    plain = connection.connection.driver_connection
    if not isinstance(plain, sqlite3.Connection):
        raise TypeError(f"not a SQLite connection: {type(plain).__name__}")
    return plain


def _structure(connection: Connection, account_id: str) -> Iterator[AuditProblem]:
    if is_server(connection):
        from spotintro.store.postgres.audit import structure

        yield from structure(connection, account_id)
        return
    plain = _plain(connection)
    for (verdict,) in plain.execute("PRAGMA integrity_check"):
        if verdict != "ok":
            yield AuditProblem("integrity", "file", str(verdict))
    for table, rowid, parent, _ in plain.execute("PRAGMA foreign_key_check"):
        yield AuditProblem("references", f"{table} {rowid}", f"It refers to a row of {parent} that is not there.")
    for name in missing_safeguards(plain):
        yield AuditProblem("safeguards", name, "This safeguard is missing in the file.")
