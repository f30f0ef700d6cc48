"""What is PostgreSQL's own: how a store is made there, what its database refuses, whose clock counts."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.operations import Operations

from spotintro.credits.base import User
from spotintro.credits.errors import CreditError, CreditErrorCode
from spotintro.store.address import PostgresUrl
from spotintro.store.engine import create_store_engine
from spotintro.store.ledger import SqlLedger
from spotintro.store.migrations.versions import r0001_account
from spotintro.store.opening import REVISIONS, open_store
from spotintro.store.postgres.triggers import missing_safeguards
from spotintro.store.tables import metadata
from tests.fakes.ledger import FakeClock
from tests.fakes.postgres_server import Server, running_server
from tests.store import test_audit
from tests.store.requests import figures, intro, request, voucher

pytestmark = pytest.mark.slow


@pytest.fixture
def address(server: Server) -> Iterator[PostgresUrl]:
    made = server.make_store()
    yield made
    server.give_back(made)


@pytest.fixture
def empty(server: Server) -> Iterator[PostgresUrl]:
    made = server.address(server.make_database())
    yield made
    server.drop(made)


@pytest.fixture
def ledgers(address: PostgresUrl) -> Iterator[Any]:
    made: list[SqlLedger] = []

    def make(account_id: str = "local", **options: Any) -> SqlLedger:
        ledger = SqlLedger(
            address,
            account_id=account_id,
            demo_credits=10,
            clock=FakeClock(datetime(1999, 1, 1, tzinfo=UTC)),
            **options,
        )
        made.append(ledger)
        ledger.open()
        return ledger

    yield make
    for ledger in made:
        ledger.close()


def test_the_migrations_make_what_the_tables_say(empty: PostgresUrl) -> None:
    engine = open_store(empty, busy_timeout_s=5)
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        assert compare_metadata(context, metadata) == []
        assert missing_safeguards(connection) == []
    engine.dispose()


def test_a_store_of_the_first_version_is_brought_up_to_date_with_its_rows(
    empty: PostgresUrl, server: Server
) -> None:
    _make_first_version(empty)
    server.run(
        "INSERT INTO account (id, posted, last_sequence, last_at, created_at)"
        " VALUES ('local', 10, 1, '2026-01-01 12:00Z', '2026-01-01 12:00Z');"
        "INSERT INTO lot (account_id, source, reference, granted, remaining, promotional, granted_at)"
        " VALUES ('local', 'demo', '', 10, 10, true, '2026-01-01 12:00Z');"
        "INSERT INTO entry (account_id, sequence, at, kind, amount, balance_after, lot_id)"
        " VALUES ('local', 1, '2026-01-01 12:00Z', 'grant', 10, 10, 1)",
        database=empty.database,
    )
    ledger = SqlLedger(empty, account_id="local", demo_credits=99, clock=FakeClock())
    assert figures(ledger.open()) == (10, 0, 0)
    report = ledger.audit()
    ledger.close()
    assert report.ok, report.problems
    assert report.entries == 1


def _make_first_version(address: PostgresUrl) -> None:
    engine = create_store_engine(address, busy_timeout_s=5)
    with engine.begin() as connection, Operations.context(MigrationContext.configure(connection)):
        r0001_account.upgrade()
        connection.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32) PRIMARY KEY)")
        connection.exec_driver_sql("INSERT INTO alembic_version VALUES ('0001')")
    engine.dispose()


def test_programs_at_once_make_a_store_and_its_account_once(empty: PostgresUrl) -> None:
    def start(_: int) -> User:
        ledger = SqlLedger(empty, account_id="local", demo_credits=10, clock=FakeClock())
        try:
            return ledger.open()
        finally:
            ledger.close()

    with ThreadPoolExecutor(8) as pool:
        assert {figures(user) for user in pool.map(start, range(8))} == {(10, 0, 0)}


def test_another_programs_database_is_left_alone(empty: PostgresUrl, server: Server) -> None:
    server.run("CREATE TABLE account (id int)", database=empty.database)
    with pytest.raises(CreditError, match="belongs to another program"):
        open_store(empty, busy_timeout_s=1)
    tables = server.run("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'", database=empty.database)
    assert tables == [(1,)]


def test_a_newer_store_is_refused(address: PostgresUrl, server: Server) -> None:
    server.run("UPDATE alembic_version SET version_num = '9999'", database=address.database)
    with pytest.raises(CreditError, match="newer SpotIntro"):
        open_store(address, busy_timeout_s=1)
    server.run(f"UPDATE alembic_version SET version_num = '{REVISIONS[-1]}'", database=address.database)


@pytest.mark.parametrize(
    ("statement", "names"),
    [
        ("DROP TRIGGER entry_no_update ON entry", "entry_no_update"),
        ("ALTER TABLE entry DISABLE TRIGGER entry_no_delete", "entry_no_delete"),
        ("ALTER TABLE lot DROP CONSTRAINT ck_lot_sum", "ck_lot_sum"),
        ("ALTER TABLE entry DROP CONSTRAINT fk_entry_lot", "fk_entry_lot"),
        ("ALTER TABLE allocation DISABLE TRIGGER ALL", "fk_allocation_lot"),
        (
            (
                "CREATE OR REPLACE FUNCTION spotintro_refuse() RETURNS trigger LANGUAGE plpgsql"
                " AS 'BEGIN RETURN NEW; END'"
            ),
            "entry_no_truncate",
        ),
        (
            (
                "DROP TRIGGER hold_fixed ON hold; CREATE TRIGGER hold_fixed BEFORE UPDATE OF id ON hold"
                " FOR EACH ROW EXECUTE FUNCTION spotintro_refuse('hold terms are final')"
            ),
            "hold_fixed",
        ),
        (
            (
                "DROP TRIGGER entry_no_update ON entry; CREATE TRIGGER entry_no_update BEFORE UPDATE ON entry"
                " FOR EACH ROW WHEN (false) EXECUTE FUNCTION spotintro_refuse('entry rows are final')"
            ),
            "entry_no_update",
        ),
    ],
)
def test_a_missing_safeguard_is_named(address: PostgresUrl, statement: str, names: str) -> None:
    engine = create_store_engine(address, busy_timeout_s=5)
    with engine.connect() as connection, connection.begin() as transaction:
        connection.exec_driver_sql(statement)
        missing = missing_safeguards(connection)
        transaction.rollback()
    engine.dispose()
    assert names in missing


def test_a_store_without_a_safeguard_is_refused(address: PostgresUrl, server: Server) -> None:
    server.run("ALTER TABLE entry DISABLE TRIGGER entry_no_delete", database=address.database)
    with pytest.raises(CreditError, match=r"lacks its safeguards \(entry_no_delete\)"):
        open_store(address, busy_timeout_s=1)


REWRITINGS = [
    "UPDATE entry SET amount = 100 WHERE sequence = 1",
    "DELETE FROM entry WHERE sequence = 2",
    "INSERT INTO entry SELECT * FROM entry WHERE sequence = 1 ON CONFLICT (id) DO UPDATE SET amount = 100",
    "UPDATE event SET kind = 'uncollected'",
    "DELETE FROM event",
    "UPDATE allocation SET amount = 5",
    "DELETE FROM allocation",
    "DELETE FROM hold",
    "UPDATE hold SET state = 'held', settled_at = NULL WHERE state = 'captured'",
    "UPDATE hold SET state = 'released' WHERE state = 'refused'",
    "UPDATE hold SET amount = 2",
    "UPDATE hold SET key = 'another'",
    "DELETE FROM lot",
    "UPDATE lot SET granted = 1000",
    "DELETE FROM account",
    "UPDATE redemption SET serial = 'x'",
    "DELETE FROM redemption",
    "UPDATE store SET id = 'x'",
    "DELETE FROM store",
    *(f"TRUNCATE {name} CASCADE" for name in metadata.tables if name != "intro"),
]


def test_the_triggers_stop_what_rewrites_the_books(ledgers: Any, address: PostgresUrl, server: Server) -> None:
    ledger = ledgers()
    ledger.hold([request("captured"), request("held")], ttl_s=60)
    ledger.capture(request("captured").key)
    ledger.redeem(voucher(1))
    with pytest.raises(CreditError):
        ledger.hold([request("refused", amount=99)], ttl_s=60)
    with server.administrator(address.database) as connection:
        for statement in REWRITINGS:
            with pytest.raises(psycopg.errors.RestrictViolation, match=r"are kept|are final|is settled once"):
                connection.execute(statement.encode())
    assert ledger.audit().ok


TAMPERINGS = next(
    mark.args[1]
    for mark in test_audit.test_the_audit_names_the_row_that_disagrees.pytestmark  # type: ignore[attr-defined] # pytest's
    if mark.name == "parametrize"
)


@pytest.mark.parametrize(("script", "check", "row"), TAMPERINGS)
def test_the_audit_names_the_row_that_disagrees(
    ledgers: Any, address: PostgresUrl, server: Server, *, script: str, check: str, row: str
) -> None:
    """The same as on SQLite, by who may do anything: past triggers and foreign keys, the CHECKs gone."""
    ledger = ledgers(server_clock=None)
    ledger.hold([request("captured", amount=2), request("held", amount=3), request("released")], ttl_s=60)
    ledger.capture(request("captured").key)
    ledger.release(request("released").key)
    ledger.hold([request("second")], ttl_s=60)
    ledger.capture(request("second").key)
    ledger.redeem(voucher(1))
    assert ledger.audit().ok
    script = script.replace("2027-01-01", "2200-01-01")
    with server.administrator(address.database) as connection:
        connection.execute("SET session_replication_role = replica")
        try:
            connection.execute(script.encode())
        except psycopg.errors.CheckViolation:
            drop_checks(connection)
            connection.execute(script.encode())
    found = [(problem.check, problem.row) for problem in ledger.audit().problems]
    assert (check, "account local" if check == "integrity" else row) in found


def drop_checks(connection: psycopg.Connection[Any]) -> None:
    for table, name in connection.execute(
        "SELECT conrelid::regclass::text, conname FROM pg_constraint"
        " WHERE contype = 'c' AND connamespace = 'public'::regnamespace"
    ).fetchall():
        connection.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}".encode())


def test_the_books_are_the_same_bytes_on_both(ledgers: Any, address: PostgresUrl, server: Server) -> None:
    ledgers("local")
    rows = server.run("SELECT at, canonical FROM entry", database=address.database)
    ((at, stored),) = rows
    told = at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
    assert (
        stored
        == (f'["local",1,"{told}","grant",10,10,null,null,1,null,["demo","",0,true,"{told}",null,null]]').encode()
    )


def test_the_servers_clock_counts_not_the_hosts(ledgers: Any, address: PostgresUrl, server: Server) -> None:
    before = server.run("SELECT clock_timestamp()")[0][0]
    ledger = ledgers()  # on a host that believes it is 1999
    (hold,), _ = ledger.hold([request("w")], ttl_s=60)
    ledger.capture(hold.key)
    after = server.run("SELECT clock_timestamp()")[0][0]
    newest, oldest = ledger.history()
    assert before <= oldest.at <= newest.at <= after
    assert before <= hold.expires_at - timedelta(seconds=60) <= after


def test_a_hold_of_more_than_the_next_lot_has_takes_from_two(ledgers: Any) -> None:
    ledger = ledgers()
    ledger.redeem(voucher(1, 5, lot_days=30))
    ledger.hold([request("w", amount=8)], ttl_s=60)
    assert [lot.remaining for lot in ledger.lots()] == [7]
    ledger.capture(request("w").key)
    assert figures(ledger.user()) == (7, 8, 0)
    assert ledger.audit().ok


def test_a_lot_that_changes_although_the_account_is_locked_is_no_hold(
    ledgers: Any, server: Server, address: PostgresUrl
) -> None:
    ledger = ledgers()
    with ThreadPoolExecutor(1) as pool:
        with server.administrator(address.database) as meddling, meddling.transaction():
            meddling.execute("UPDATE lot SET remaining = 0, captured = 10")
            held = pool.submit(ledger.hold, [request("w")], ttl_s=60)
            _wait_until_somebody_waits(ledgers("watching"))
        with pytest.raises(CreditError, match="disagree about what is left"):
            held.result(timeout=30)
    assert figures(ledger.user()) == (10, 0, 0)


def test_a_server_that_loses_its_memory_has_what_was_acknowledged() -> None:
    with running_server(durable=True, settings="wal_writer_delay = 10s") as server:
        ledger = SqlLedger(server.make_store(), account_id="local", demo_credits=10, clock=FakeClock())
        ledger.open()
        ledger.hold([request("safe")], ttl_s=60)
        server.crash()
        assert figures(ledger.user()) == (9, 0, 1)
        ledger.capture(request("safe").key)
        assert ledger.audit().ok
        ledger.close()


def test_the_time_is_that_of_the_lock_not_of_the_wait_for_it(ledgers: Any) -> None:
    one, other = ledgers(), ledgers()
    with ThreadPoolExecutor(1) as pool:
        with one.transactions.booking() as booking:
            waiting = pool.submit(other.hold, [request("w")], ttl_s=60)
            _wait_for_a_lock(one)
            released = entries_time(booking)
        (hold,), _ = waiting.result(timeout=30)
    assert hold.expires_at - timedelta(seconds=60) >= released


def entries_time(booking: Any) -> datetime:
    found = booking.connection.exec_driver_sql("SELECT clock_timestamp()").scalar_one()
    assert isinstance(found, datetime)
    return found


def _wait_for_a_lock(ledger: SqlLedger) -> None:
    connection = ledger.transactions.writing
    assert connection is not None
    while not connection.exec_driver_sql(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    ).scalar_one():
        pass


def test_one_unbound_voucher_at_two_accounts_at_once_counts_once(ledgers: Any) -> None:
    one, other = ledgers("one"), ledgers("other")
    inserted, go_on = threading.Event(), threading.Event()

    def first() -> None:
        from spotintro.store import redemptions

        with one.transactions.booking() as booking:
            redemptions.redeem(booking, voucher(1))
            inserted.set()
            assert go_on.wait(30)

    with ThreadPoolExecutor(2) as pool:
        winning = pool.submit(first)
        assert inserted.wait(30)
        losing = pool.submit(other.redeem, voucher(1))
        watching = ledgers("watching")
        _wait_until_somebody_waits(watching)
        go_on.set()
        winning.result(timeout=30)
        with pytest.raises(CreditError, match="used before") as caught:
            losing.result(timeout=30)
    assert caught.value.code is CreditErrorCode.OPERATION_FAILED
    assert figures(one.user()) == (15, 0, 0)
    assert figures(other.user()) == (10, 0, 0)
    assert other.audit().ok


def _wait_until_somebody_waits(ledger: SqlLedger) -> None:
    waiting = 0
    while not waiting:
        with ledger.transactions.snapshot() as connection:
            waiting = connection.exec_driver_sql("SELECT count(*) FROM pg_locks WHERE NOT granted").scalar_one()


def test_a_snapshot_can_write_nothing(ledgers: Any) -> None:
    ledger = ledgers()
    with pytest.raises(CreditError, match="takes no changes"), ledger.transactions.snapshot() as connection:
        connection.exec_driver_sql("UPDATE account SET posted = posted + 1")


def test_a_store_that_stays_busy_is_a_sentence(ledgers: Any) -> None:
    one, other = ledgers(), ledgers(busy_timeout_s=0.05)
    with one.transactions.booking(), pytest.raises(CreditError, match="busy with another program"):
        other.hold([request("w")], ttl_s=60)
    other.hold([request("w")], ttl_s=60)
    other.capture(request("w").key, intro=intro("w"))
    assert figures(one.user()) == (9, 1, 0)


def test_no_transaction_is_left_open(ledgers: Any, address: PostgresUrl, server: Server) -> None:
    ledger = ledgers()
    ledger.hold([request("w")], ttl_s=60)
    with pytest.raises(CreditError):
        ledger.hold([request("w", amount=2)], ttl_s=60)
    ledger.history()
    ledger.audit()
    states = server.run(
        "SELECT DISTINCT state FROM pg_stat_activity"
        f" WHERE datname = '{address.database}' AND pid <> pg_backend_pid()"
    )
    assert states == [("idle",)]
