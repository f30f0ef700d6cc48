"""Everything that is kept about an account, derived again from its entries, lots and holds, and compared.

Quick enough for every start: one pass over the entries for the chain and the running figures, then one statement
per identity of the holds and lots. Nothing is kept of a row that agrees: a million take no more memory than ten.
"""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, text

from spotintro.credits.base import AuditProblem, AuditReport, EntryKind
from spotintro.secrets.chain_keys import ChainRecord
from spotintro.store import anchors, chain, terms
from spotintro.store.identities import IDENTITIES
from spotintro.store.opening import missing_safeguards
from spotintro.store.postgres.server import LONG_TIMEOUT_S, is_server, set_timeout

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
        *terms.problems(connection, account_id),
        *anchors.problems(connection, account_id, record),
    )
    unverified = anchors.unverified(connection, account_id, record)
    return AuditReport(entries=entries.count, problems=problems, unverified=unverified)


def _disagreements(connection: Connection, account_id: str) -> Iterator[AuditProblem]:
    for identity in IDENTITIES:
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
            _, sequence, at, kind, amount, balance_after, step = row[:7]
            if isinstance(amount, int):
                posted += amount
                if kind in _OF_USE and step is not None:  # a refund of what lapsed has none
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
