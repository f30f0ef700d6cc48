"""The schema: the migrations make what the tables say, and the database refuses what the rules forbid."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from spotintro.store.engine import connect, create_store_engine, has_wal_reset_fix, journal_mode, set_pragmas
from spotintro.store.ledger import SqlLedger
from spotintro.store.opening import MIGRATIONS, REVISIONS, missing_safeguards
from spotintro.store.tables import metadata
from tests.store.requests import request

BOOK = "INSERT INTO entry SELECT 9, account_id,"
CHAINED = ", x'', '', '', '', NULL FROM entry WHERE id = 1"


@pytest.fixture
def plain(ledger: SqlLedger, store_path: Path) -> Iterator[sqlite3.Connection]:
    """A connection as any other program makes it, on a store with an entry, an event and two holds."""
    ledger.hold([request("captured"), request("held")], ttl_s=60)
    ledger.capture(request("captured").key)
    with contextlib.suppress(Exception):
        ledger.hold([request("refused", amount=99)], ttl_s=60)
    ledger.close()
    with contextlib.closing(sqlite3.connect(store_path)) as connection:
        yield connection


def test_the_migrations_make_what_the_tables_say(store_path: Path) -> None:
    engine = create_store_engine(store_path, busy_timeout_s=1)
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        assert compare_metadata(context, metadata) == []
        driver = connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        assert missing_safeguards(driver) == []
    engine.dispose()


def test_the_list_of_revisions_is_that_of_the_scripts() -> None:
    scripts = ScriptDirectory(str(MIGRATIONS))
    assert [script.revision for script in scripts.walk_revisions()][::-1] == list(REVISIONS)


def test_every_number_has_64_bits_on_postgresql() -> None:
    for table in metadata.sorted_tables:
        made = str(CreateTable(table).compile(dialect=postgresql.dialect()))  # type: ignore[no-untyped-call] # SQLAlchemy's gap
        assert " INTEGER" not in made
        assert " SERIAL" not in made


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entry SET amount = 100 WHERE sequence = 1",
        "DELETE FROM entry WHERE sequence = 2",
        (
            "INSERT OR REPLACE INTO entry SELECT id, account_id, 99, at, kind, 100, 100, step, hold_id, lot_id,"
            " canonical, chain_version, previous_hash, hash, NULL FROM entry WHERE sequence = 1"
        ),
        (
            "INSERT OR REPLACE INTO entry SELECT 9, account_id, sequence, at, kind, 9, 9, step, hold_id, lot_id,"
            " canonical, chain_version, previous_hash, hash, NULL FROM entry WHERE sequence = 1"
        ),
        (
            "INSERT OR REPLACE INTO entry SELECT 99, account_id, 99, at, kind, amount, 100, step, hold_id, lot_id,"
            " canonical, chain_version, previous_hash, hash, NULL FROM entry WHERE sequence = 2"
        ),
        "INSERT INTO entry SELECT * FROM entry WHERE sequence = 1 ON CONFLICT (id) DO UPDATE SET amount = 100",
        "UPDATE event SET kind = 'uncollected'",
        "DELETE FROM event",
        "INSERT OR REPLACE INTO event SELECT id, account_id, at, 'uncollected', hold_key, 5 FROM event",
        "UPDATE allocation SET amount = 5",
        "DELETE FROM allocation",
        "INSERT OR REPLACE INTO allocation SELECT hold_id, lot_id, position, 5 FROM allocation",
        "DELETE FROM hold",
        "INSERT OR REPLACE INTO hold SELECT * FROM hold WHERE state = 'held'",
        "UPDATE hold SET state = 'held', settled_at = NULL WHERE state = 'captured'",
        "UPDATE hold SET state = 'released' WHERE state = 'refused'",
        "UPDATE hold SET amount = 2",
        "UPDATE hold SET key = 'another'",
        "DELETE FROM lot",
        "UPDATE lot SET granted = 1000",
        (
            "INSERT OR REPLACE INTO lot SELECT id, account_id, source, reference, 50, 50, 0, 0, 0, 0, granted_at,"
            " NULL, 0, NULL, NULL FROM lot"
        ),
        "DELETE FROM account",
        (
            "INSERT OR REPLACE INTO account SELECT id, 1000, 0, 0, last_sequence, last_at, created_at, NULL, NULL"
            " FROM account"
        ),
    ],
)
def test_the_triggers_stop_what_rewrites_the_books(plain: sqlite3.Connection, statement: str) -> None:
    before = "\n".join(plain.iterdump())
    with pytest.raises(sqlite3.IntegrityError, match=r"are kept|are final|are not replaced|is settled once"):
        plain.execute(statement)
    plain.rollback()
    assert "\n".join(plain.iterdump()) == before


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE account SET held = -1",
        "UPDATE account SET held = posted + 1",
        "UPDATE account SET used = -1",
        "UPDATE account SET last_sequence = -1",
        "UPDATE lot SET remaining = -1",
        "UPDATE lot SET captured = -1",
        "UPDATE lot SET expired = -1",
        "UPDATE lot SET remaining = granted",
        "UPDATE hold SET state = 'lost' WHERE state = 'held'",
        "UPDATE hold SET state = 'captured' WHERE state = 'held'",
        (
            "INSERT INTO hold SELECT 99, account_id, 'k', input_hash, step, 0, workflow, state, description,"
            " created_at, expires_at, settled_at FROM hold WHERE state = 'held'"
        ),
        (
            "INSERT INTO lot SELECT 99, account_id, 'x', 'y', 0, 0, 0, 0, 0, 0, granted_at, NULL, 0, NULL, NULL"
            " FROM lot"
        ),
        "INSERT INTO event SELECT 99, account_id, at, 'lost', hold_key, amount FROM event",
        f"{BOOK} 0, at, kind, 1, 1, NULL, NULL, lot_id {CHAINED}",
        f"{BOOK} 9, at, kind, 1, -1, NULL, NULL, lot_id {CHAINED}",
        f"{BOOK} 9, at, kind, -1, 1, NULL, NULL, lot_id {CHAINED}",
        f"{BOOK} 9, at, kind, 1, 1, NULL, NULL, NULL {CHAINED}",
        f"{BOOK} 9, at, 'gift', 1, 1, NULL, NULL, lot_id {CHAINED}",
        f"{BOOK} 9, at, 'capture', -1, 1, 'S', NULL, NULL {CHAINED}",
        f"{BOOK} 9, at, 'adjust', 0, 1, NULL, NULL, NULL {CHAINED}",
        "INSERT INTO allocation SELECT hold_id, 99, 0, 0 FROM allocation",
    ],
)
def test_the_checks_stop_what_no_row_may_be(plain: sqlite3.Connection, statement: str) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="CHECK constraint failed"):
        plain.execute(statement)


def test_a_row_of_nowhere_is_refused_on_our_connections(plain: sqlite3.Connection, store_path: Path) -> None:
    with contextlib.closing(connect(store_path, busy_timeout_s=1)) as ours:
        set_pragmas(ours)
        with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
            ours.execute("INSERT INTO allocation VALUES (1, 99, 0, 1)")


def test_every_connection_is_durable_and_guarded(store_path: Path) -> None:
    engine = create_store_engine(store_path, busy_timeout_s=3)
    with engine.connect() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "recursive_triggers", "busy_timeout")
        }
    engine.dispose()
    assert pragmas == {
        "journal_mode": journal_mode().lower(),
        "synchronous": 2,
        "foreign_keys": 1,
        "recursive_triggers": 1,
        "busy_timeout": 3000,
    }


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 9), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 52, 0), True),
        ((4, 0, 0), True),
    ],
)
def test_wal_only_where_its_reset_is_fixed(version: tuple[int, int, int], *, safe: bool) -> None:
    assert has_wal_reset_fix(version) is safe
    assert journal_mode(version) == ("WAL" if safe else "TRUNCATE")
