"""Prepared statements say and hear what SQLAlchemy itself would, on both databases."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import Connection, bindparam, insert, select, update
from sqlalchemy.exc import IntegrityError, StatementError

from spotintro.store.ledger import SqlLedger
from spotintro.store.prepared import Prepared
from spotintro.store.tables import account, lot
from tests.store.conftest import MakeLedger

AT = datetime(2026, 3, 4, 5, 6, 7, 89, tzinfo=UTC)
IN_KOLKATA = AT.astimezone(timezone(timedelta(hours=5, minutes=30)))
COLUMNS = ("account_id", "source", "reference", "granted", "remaining", "promotional", "granted_at", "expires_at")
ADD = Prepared(insert(lot), columns=COLUMNS)
READ = select(lot.c.reference, lot.c.promotional, lot.c.granted_at, lot.c.expires_at).where(
    lot.c.account_id == bindparam("mine")
)
EMPTY = (
    update(lot)
    .where(lot.c.account_id == bindparam("mine"), lot.c.reference == bindparam("which"))
    .values(remaining=0)
    .returning(lot.c.reference, lot.c.remaining, lot.c.granted_at)
)


@pytest.fixture
def ledger(make_ledger: MakeLedger) -> SqlLedger:
    ledger = make_ledger(demo_credits=0)
    ledger.open()
    return ledger


def row(reference: str, *, promotional: bool, expires_at: datetime | None) -> dict[str, Any]:
    return {
        "account_id": "local",
        "source": "voucher",
        "reference": reference,
        "granted": 5,
        "remaining": 5,
        "promotional": promotional,
        "granted_at": IN_KOLKATA,
        "expires_at": expires_at,
    }


def within(ledger: SqlLedger, work: Callable[[Connection], Any]) -> Any:
    with ledger.transactions.booking() as booking:
        return work(booking.connection)


def fill(connection: Connection) -> None:
    assert ADD.all(connection, row("a", promotional=True, expires_at=None)) == []
    assert ADD.first(connection, row("b", promotional=False, expires_at=AT)) is None
    connection.execute(insert(lot), row("c", promotional=False, expires_at=IN_KOLKATA))


def test_values_are_written_and_read_as_their_columns_have_them(ledger: SqlLedger) -> None:
    within(ledger, fill)

    def compared(connection: Connection) -> None:
        plainly = [tuple(each) for each in connection.execute(READ.order_by(lot.c.reference), {"mine": "local"})]
        found = Prepared(READ.order_by(lot.c.reference)).all(connection, {"mine": "local"})
        assert found == plainly == [("a", True, AT, None), ("b", False, AT, AT), ("c", False, AT, AT)]
        assert [type(each[1]) for each in found] == [bool] * 3
        assert {each[2].tzinfo for each in found} == {UTC}

    within(ledger, compared)


def test_what_a_statement_has_of_its_own_goes_along_each_time(ledger: SqlLedger) -> None:
    within(ledger, fill)
    empty = Prepared(EMPTY)

    def twice(connection: Connection) -> None:
        for which in ("a", "b"):
            assert empty.first(connection, {"mine": "local", "which": which}) == (which, 0, AT)
        assert empty.first(connection, {"mine": "local", "which": "z"}) is None
        assert empty.all(connection, {"mine": "local", "which": "z"}) == []
        remaining = connection.execute(select(lot.c.remaining).order_by(lot.c.reference)).scalars().all()
        assert remaining == [0, 0, 5]
        # As the rows stood, with nothing booked: the account would say otherwise.
        connection.execute(update(lot).values(remaining=5))

    within(ledger, twice)


def test_more_than_one_row_is_a_defect_where_there_can_be_one(ledger: SqlLedger) -> None:
    within(ledger, fill)
    one = Prepared(READ)
    with pytest.raises(AssertionError):
        within(ledger, lambda connection: one.first(connection, {"mine": "local"}))


def test_a_value_that_is_not_given_is_an_error(ledger: SqlLedger) -> None:
    read = Prepared(READ)
    with pytest.raises((KeyError, StatementError)):
        within(ledger, lambda connection: read.all(connection, {"yours": "local"}))
    assert within(ledger, lambda connection: read.all(connection, {"mine": "local", "which": "a"})) == []


def test_a_local_time_is_refused(ledger: SqlLedger) -> None:
    no_zone = AT.replace(tzinfo=None)
    with pytest.raises((ValueError, StatementError), match="timezone"):
        within(ledger, lambda connection: ADD.all(connection, row("a", promotional=True, expires_at=no_zone)))


def test_a_broken_rule_is_the_drivers_own_error_and_nothing_stands(ledger: SqlLedger) -> None:
    spend = Prepared(update(account).where(account.c.id == bindparam("mine")).values(held=bindparam("much")))
    assert ledger.transactions.writing is not None
    caught: type[Exception] = (
        IntegrityError if ledger.transactions.writing.dialect.name == "postgresql" else sqlite3.IntegrityError
    )

    before = ledger.user()

    def overspend(connection: Connection) -> None:
        spend.all(connection, {"mine": "local", "much": 0})
        with pytest.raises(caught, match="ck_account_posted_covers_held"):
            spend.all(connection, {"mine": "local", "much": 1})
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        within(ledger, overspend)
    assert ledger.user() == before
