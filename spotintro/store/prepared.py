"""Statements that SQLite's driver gets as they were compiled once: those of a hold and its capture.

What SQLAlchemy does around a statement takes ten times what SQLite needs for a row by its key. Without this, a
hold and its capture through the gate reach less than half the rate of the same statements in plain `sqlite3`
(`make bench`); on a server the way there takes longer than both.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlalchemy import Connection, Dialect, Executable
    from sqlalchemy.sql.expression import ReturnsRows, UpdateBase
    from sqlalchemy.types import TypeEngine

_Converter = Callable[[Any], Any]
Rows = Sequence[tuple[Any, ...]]


class Prepared:
    """A Core statement, which a SQLite connection's driver gets as it was compiled, and a server's by SQLAlchemy.

    On SQLite its errors are therefore those of `sqlite3`, and SQLAlchemy's events don't see it.

    Args:
        statement: With everything that differs from call to call as a `bindparam`, none of them expanding.
        columns: Those that an INSERT without VALUES sets, each from the value of its name.
    """

    def __init__(self, statement: ReturnsRows | UpdateBase, *, columns: Sequence[str] = ()) -> None:
        self._statement: Any = statement
        self._columns = columns
        self._compiled: _Compiled | None = None

    def all(self, connection: Connection, values: Mapping[str, Any]) -> Rows:
        """Return its rows; none, where it returns no rows."""
        plain = connection.connection.driver_connection
        if isinstance(plain, sqlite3.Connection):
            if self._compiled is None:
                from sqlalchemy.dialects import sqlite

                self._compiled = _Compiled(self._statement, self._columns, sqlite.dialect(paramstyle="named"))
            compiled = self._compiled
            # All of them: a statement that changes rows is done when the last one has been read.
            return compiled.read(plain.execute(compiled.text, compiled.written(values)).fetchall())
        statement: Executable = self._statement
        result = connection.execute(statement, values)
        return [tuple(row) for row in result.all()] if result.returns_rows else []

    def first(self, connection: Connection, values: Mapping[str, Any]) -> tuple[Any, ...] | None:
        """Return its row, which is one at most."""
        rows = self.all(connection, values)
        assert len(rows) <= 1, "a key has one row"
        return rows[0] if rows else None


class _Compiled:
    """Its text for a driver, and how each value is written and read, by the types of its columns."""

    def __init__(self, statement: Any, columns: Sequence[str], dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect, **({"column_keys": columns} if columns else {}))
        self.text = str(compiled)

        def writer(kind: TypeEngine[Any]) -> _Converter | None:
            return kind.dialect_impl(dialect).bind_processor(dialect)

        binds = compiled.bind_names.items()
        self._asked = [(name, writer(bind.type)) for bind, name in binds if bind.required]
        self._fixed = {
            name: bind.value if (write := writer(bind.type)) is None else write(bind.value)
            for bind, name in binds
            if not bind.required
        }
        readers = [
            column.type.dialect_impl(dialect).result_processor(dialect, None)
            for column in statement.exported_columns
        ]
        self._readers: Sequence[_Converter | None] = readers if any(readers) else ()

    def written(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return the values as the driver takes them."""
        return self._fixed | {
            name: values[name] if write is None else write(values[name]) for name, write in self._asked
        }

    def read(self, rows: Rows) -> Rows:
        """Return the driver's rows as the columns' types read them."""
        if not self._readers or not rows:
            return rows
        return [
            tuple(value if read is None else read(value) for read, value in zip(self._readers, row, strict=True))
            for row in rows
        ]
