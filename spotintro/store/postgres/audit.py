"""What an audit asks PostgreSQL in other words than SQLite."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, and_, select, text

from spotintro.credits.base import AuditProblem
from spotintro.store import chain
from spotintro.store.postgres.triggers import missing_safeguards
from spotintro.store.tables import metadata

if TYPE_CHECKING:
    from sqlalchemy import Connection, Table

_PAGE = 2000
# As SQLite keeps it, whatever the zone of the session: the bytes of the chain are the same on both.
_AT = "to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') AS at"
_COLUMNS = ", ".join(_AT if name == "at" else name for name in chain.CHAINED.split(", "))
_NEXT_PAGE = text(
    f"SELECT {_COLUMNS} FROM entry WHERE account_id = :mine AND sequence > :after"  # noqa: S608 - our own constants
    " ORDER BY sequence LIMIT :most"
)


def chained_rows(connection: Connection, account_id: str) -> Iterator[tuple[object, ...]]:
    """Yield an account's entries in their order, as `chain.first_break` reads them; a page in memory at a time."""
    after = -(2**62)
    while page := connection.execute(_NEXT_PAGE, {"mine": account_id, "after": after, "most": _PAGE}).all():
        yield from map(tuple, page)
        after = page[-1].sequence


def structure(connection: Connection, account_id: str) -> Iterator[AuditProblem]:
    """Check this account's rows by the rules of the schema, which the server's administrator can get past."""
    for table in metadata.sorted_tables:
        if "account_id" in table.c:
            yield from _broken_references(connection, table, account_id)
            yield from _broken_checks(connection, table, table.c.account_id.name, account_id)
    yield from _broken_checks(connection, metadata.tables["account"], "id", account_id)
    for name in missing_safeguards(connection):
        yield AuditProblem("safeguards", name, "This safeguard is missing in the database.")


def _broken_references(connection: Connection, table: Table, account_id: str) -> Iterator[AuditProblem]:
    key = next(iter(table.primary_key.columns))
    for constraint in table.constraints:
        if not isinstance(constraint, ForeignKeyConstraint):
            continue
        # A table may refer to itself.
        parent = constraint.referred_table.alias("parent")
        pairs = [(pair.parent, parent.c[pair.column.name]) for pair in constraint.elements]
        lost = (
            select(key)
            .select_from(table.outerjoin(parent, and_(*(here == there for here, there in pairs))))
            .where(table.c.account_id == account_id, pairs[0][0].is_not(None), pairs[0][1].is_(None))
        )
        for found in connection.execute(lost).scalars():
            yield AuditProblem(
                "references",
                f"{table.name} {found}",
                f"It refers to a row of {constraint.referred_table.name} that is not there.",
            )


def _broken_checks(connection: Connection, table: Table, whose: str, account_id: str) -> Iterator[AuditProblem]:
    key = next(iter(table.primary_key.columns))
    for constraint in table.constraints:
        if isinstance(constraint, CheckConstraint):
            broken = select(key).where(table.c[whose] == account_id, text(f"NOT ({constraint.sqltext})"))
            for found in connection.execute(broken).scalars():
                yield AuditProblem("integrity", f"{table.name} {found}", f"It breaks the rule {constraint.name}.")
