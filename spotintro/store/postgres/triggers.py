"""The safeguards as PostgreSQL's triggers, and the check that they are there.

An INSERT never replaces a row there, its `ON CONFLICT DO UPDATE` fires the triggers of an UPDATE; but TRUNCATE
empties a table past every trigger of a row. Who owns the tables can switch all of it off: the program's own role
should not (docs/postgres.md).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, text

from spotintro.store.safeguards import APPEND_ONLY, FIXED, SAME, SETTLED_ONCE
from spotintro.store.tables import metadata

if TYPE_CHECKING:
    from sqlalchemy import Connection

_REFUSE = "spotintro_refuse"
_SETTLED_FUNCTIONS = {"hold": "spotintro_settled_once", "spending": "spotintro_spending_settled_once"}
_BODIES = {
    # restrict_violation: of the class that breaks a rule of the schema, as a CHECK does.
    _REFUSE: "BEGIN RAISE EXCEPTION USING MESSAGE = TG_ARGV[0], ERRCODE = 'restrict_violation'; END",
}
_BODIES |= {
    _SETTLED_FUNCTIONS[table]: (
        f"BEGIN IF {settled} THEN"
        " RAISE EXCEPTION USING MESSAGE = TG_ARGV[0], ERRCODE = 'restrict_violation';"
        " END IF; RETURN NEW; END"
    )
    for table, (settled, _) in SETTLED_ONCE.items()
}
_ROW, _BEFORE = 1, 2
_BITS = {"DELETE": 8, "UPDATE": 16, "TRUNCATE": 32}
"""As pg_trigger.tgtype has them (PostgreSQL's catalog/pg_trigger.h)."""


@dataclass(frozen=True, slots=True)
class _Trigger:
    name: str
    table: str
    event: str
    message: str
    columns: tuple[str, ...] = ()
    function: str = _REFUSE

    @property
    def statement(self) -> str:
        of = f" OF {', '.join(self.columns)}" if self.columns else ""
        each = "STATEMENT" if self.event == "TRUNCATE" else "ROW"
        return (
            f"CREATE TRIGGER {self.name} BEFORE {self.event}{of} ON {self.table}"
            f" FOR EACH {each} EXECUTE FUNCTION {self.function}('{self.message}')"
        )

    @property
    def kind(self) -> int:
        return _BEFORE | _BITS[self.event] | (0 if self.event == "TRUNCATE" else _ROW)


def _triggers() -> Iterator[_Trigger]:
    for table in SAME:
        for event in ("DELETE", "TRUNCATE"):
            yield _Trigger(f"{table}_no_{event.lower()}", table, event, f"{table} rows are kept")
    for table in APPEND_ONLY:
        yield _Trigger(f"{table}_no_update", table, "UPDATE", f"{table} rows are final")
    for table, columns in FIXED.items():
        yield _Trigger(f"{table}_fixed", table, "UPDATE", f"{table} terms are final", columns)
    for table, (_, columns) in SETTLED_ONCE.items():
        message = f"a {table} is settled once"
        yield _Trigger(
            f"{table}_settled_once", table, "UPDATE", message, columns, function=_SETTLED_FUNCTIONS[table]
        )


_FOUND_TRIGGERS = text(
    """SELECT t.tgname, c.relname, t.tgtype::int AS kind, p.proname, p.prosrc, t.tgenabled = 'O' AS enabled,
              t.tgqual IS NULL AS always, encode(t.tgargs, 'escape') AS message,
              ARRAY(SELECT a.attname::text FROM unnest(t.tgattr::int2[]) WITH ORDINALITY AS of (number, place)
                    JOIN pg_attribute a ON a.attrelid = t.tgrelid AND a.attnum = of.number
                    ORDER BY of.place) AS columns
       FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
       WHERE c.relnamespace = current_schema()::regnamespace AND NOT t.tgisinternal"""
)
_FOUND_CONSTRAINTS = text(
    """SELECT r.conname, c.relname FROM pg_constraint r JOIN pg_class c ON c.oid = r.conrelid
       WHERE c.relnamespace = current_schema()::regnamespace AND r.contype IN ('c', 'f') AND r.convalidated
         AND NOT EXISTS (SELECT 1 FROM pg_trigger t WHERE t.tgconstraint = r.oid AND t.tgenabled <> 'O')"""
)


def drop(connection: Connection) -> None:
    ours = {(trigger.name, trigger.table) for trigger in _triggers()}
    for row in connection.execute(_FOUND_TRIGGERS).all():
        if (row.tgname, row.relname) in ours:
            connection.exec_driver_sql(f"DROP TRIGGER {row.tgname} ON {row.relname}")


def create(connection: Connection) -> None:
    """Create every trigger anew, inside the caller's transaction."""
    drop(connection)
    for name, body in _BODIES.items():
        connection.exec_driver_sql(
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $body${body}$body$"
        )
    for trigger in _triggers():
        connection.exec_driver_sql(trigger.statement)


def missing_safeguards(connection: Connection) -> list[str]:
    """Name the triggers, CHECKs and foreign keys of the schema that are not there, or are switched off."""
    found = {
        (row.tgname, row.relname, row.kind, row.proname, row.message, tuple(row.columns))
        for row in connection.execute(_FOUND_TRIGGERS)
        if row.enabled and row.always and row.prosrc == _BODIES.get(row.proname)
    }
    missing = [
        trigger.name
        for trigger in _triggers()
        if (
            trigger.name,
            trigger.table,
            trigger.kind,
            trigger.function,
            f"{trigger.message}\\000",  # pg_trigger keeps each argument with a NUL after it
            trigger.columns,
        )
        not in found
    ]
    constraints = {(row.conname, row.relname) for row in connection.execute(_FOUND_CONSTRAINTS)}
    missing += [
        str(constraint.name)
        for table in metadata.sorted_tables
        for constraint in table.constraints
        if isinstance(constraint, CheckConstraint | ForeignKeyConstraint)
        and (constraint.name, table.name) not in constraints
    ]
    return missing
