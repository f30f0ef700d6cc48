"""Every column of every table edited once: the audit names it, or the operators' page says that it doesn't."""

from __future__ import annotations

import contextlib
import re
import sqlite3
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path

import pytest
from sqlalchemy import BigInteger, Boolean
from sqlmodel import UTCDateTime

from spotintro.credits.base import LotKind
from spotintro.credits.spending import Request, Spent
from spotintro.money import Money
from spotintro.secrets.chain_keys import ChainRecord
from spotintro.store.audit import audit
from spotintro.store.engine import create_store_engine, reading
from spotintro.store.ledger import SqlLedger
from spotintro.store.moving import move_account
from spotintro.store.tables import metadata
from spotintro.store.triggers import sqlite_triggers
from tests.fakes.ledger import FakeClock
from tests.store.conftest import MakeLedger
from tests.store.requests import SPEAK, intro, request, voucher

pytestmark = pytest.mark.slow
DATABASES = ("sqlite",)

PAGE = Path(__file__).parents[2] / "docs" / "operators.md"
DAY = 86_400
COUNTS = {
    "hold.step": "state = 'captured'",
    "hold": "state IN ('held', 'captured')",
    "allocation": """hold_id IN (SELECT id FROM hold WHERE state = 'held' UNION
                      SELECT hold_id FROM entry e WHERE kind = 'capture'
                      AND NOT EXISTS (SELECT 1 FROM entry WHERE refund_of = e.id))""",
}
"""The rows that stand for something: what was given back does no more, as the page says."""


def documented(heading: str) -> set[str]:
    """The columns that a table of the page lists: `table` | columns, ..."""
    page = PAGE.read_text(encoding="utf-8").partition(f"\n### {heading}\n")[2].partition("\n#")[0]
    rows = re.findall(r"^\| `(\w+)` \| (.+?) \|", page, re.MULTILINE)
    return {f"{table}.{column}" for table, columns in rows for column in re.findall(r"`(\w+)`", columns)}


def use(ledger: SqlLedger, clock: FakeClock, friend_code: str) -> None:
    """Rows in every table, most of the columns with a value."""
    ledger.enter_referral(friend_code)
    ledger.redeem(voucher(1, 9, kind=LotKind.PAID, lot_days=1))
    ledger.redeem(voucher(2, 7, kind=LotKind.PAID))
    ledger.redeem(voucher(3, 4, every_days=2, times=5, lot_days=40))
    for workflow in ("a", "b", "c"):
        ledger.hold([request(workflow, amount=2), request(workflow, step=SPEAK)], ttl_s=60)
        ledger.capture(request(workflow).key, intro=intro(workflow))
        ledger.capture(request(workflow, step=SPEAK).key)
    ledger.refund(ledger.state().sequence)
    ledger.hold([request("held over")], ttl_s=600)
    clock.advance(DAY - 300)
    ledger.hold([request("late", amount=1)], ttl_s=600)
    clock.advance(400)
    ledger.release(request("late").key)
    ledger.record_support_contact()
    ledger.reserve_spending(Request("s", "m", "model.example", "a", Spent(9, 9, Money(9, "EUR"))), cap=None)
    ledger.settle_spending("s", Spent(5, 6, Money(7, "EUR")))
    with contextlib.suppress(Exception):
        ledger.hold([request("much", amount=999)], ttl_s=60)
    clock.advance(4 * DAY)
    ledger.claim_due(low=99)
    ledger.announce_expiry(until=clock.now() + timedelta(days=90), told_before=clock.now())


@pytest.fixture
def books(make_ledger: MakeLedger, store_path: Path, tmp_path: Path, clock: FakeClock) -> Path:
    """A friend's account, and one that came by a move, was used, and whose copy went on to another store."""
    friend = make_ledger(account_id="friend", demo_credits=3)
    friend.open()
    code = friend.referral().code
    clock.advance(1)
    elsewhere = make_ledger(tmp_path / "elsewhere.sqlite3")
    elsewhere.open()
    elsewhere.redeem(voucher(11, 5, kind=LotKind.PAID, lot_days=300))
    elsewhere.redeem(voucher(12, 2, every_days=30, times=6))
    here = make_ledger(referral_reward=2)
    move_account(elsewhere, here, place="here", stopped=lambda: False)
    use(here, clock, code)
    leaving = make_ledger(account_id="leaving")
    leaving.open()
    leaving.redeem(voucher(21, 3, kind=LotKind.PAID))
    away = make_ledger(tmp_path / "away.sqlite3", account_id="leaving")
    move_account(leaving, away, place="away", stopped=lambda: False)
    here.hold([request("open", amount=2)], ttl_s=600)
    with here.transactions.booking() as booking:
        booking.connection.exec_driver_sql("UPDATE account SET clock_confirmed_at = created_at")
    for ledger in (friend, elsewhere, here, leaving, away):
        ledger.close()
    return store_path


def problems(path: Path, record: ChainRecord | None = None) -> list[str]:
    """What the audits of all the accounts find."""
    engine = create_store_engine(path, busy_timeout_s=5)
    try:
        with reading(engine).connect() as connection, connection.begin():
            accounts = connection.exec_driver_sql("SELECT id FROM account ORDER BY id").scalars().all()
            found = [each for account in accounts for each in audit(connection, str(account), record).problems]
    finally:
        engine.dispose()
    return [f"{each.check}, {each.row}: {each.message}" for each in found]


def edits(table: str, column: str, value: object) -> Iterator[object]:
    """Other values for it, of a kind that a reader would take for sound."""
    kind = metadata.tables[table].c[column].type
    if value is not None and metadata.tables[table].c[column].nullable and column != "grace_until":
        yield None  # who takes a grace away loses it
    if column in {"account_id", "referrer_id"}:
        yield from (each for each in ("friend", "local", "leaving") if each != value)
    elif isinstance(kind, Boolean):
        yield not value
    elif isinstance(kind, UTCDateTime):
        at = datetime(2026, 1, 1) if value is None else datetime.fromisoformat(str(value))  # noqa: DTZ001
        yield (at + timedelta(days=1)).strftime("%Y-%m-%d %H:%M:%S.%f")
        yield "2999-01-01 00:00:00.000000"
    elif isinstance(kind, BigInteger):
        yield int(str(value or 0)) + 1
    elif isinstance(value, bytes):
        yield value[:-1] + b"x"
    elif column == "state":
        yield from (each for each in ("held", "captured", "released", "expired", "refused") if each != value)
    elif column == "direction":
        yield "out" if value == "in" else "in"
    elif (table, column) == ("event", "kind"):
        yield "support" if value != "support" else "refused"
    elif value is not None:
        text = str(value)
        yield text[:-1] + ("0" if text[-1:] != "0" else "1")


def edited(books: Path, folder: Path, table: str, column: str) -> Iterator[tuple[str, Path]]:
    """A copy of the store for each edit of each row that counts, its triggers dropped and put back."""
    counts = COUNTS.get(f"{table}.{column}", COUNTS.get(table, "true"))
    with contextlib.closing(sqlite3.connect(books, isolation_level=None)) as kept:
        rows = kept.execute(f'SELECT rowid, "{column}" FROM "{table}" WHERE {counts} ORDER BY rowid').fetchall()
        for rowid, value in rows:
            for new in edits(table, column, value):
                path = folder / "edited.sqlite3"
                path.unlink(missing_ok=True)
                with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as copy:
                    kept.backup(copy)
                    copy.execute("PRAGMA synchronous = OFF")
                    copy.execute("PRAGMA ignore_check_constraints = ON")
                    for name in sqlite_triggers():
                        copy.execute(f"DROP TRIGGER {name}")
                    try:
                        copy.execute(f'UPDATE "{table}" SET "{column}" = ? WHERE rowid = ?', (new, rowid))
                    except sqlite3.IntegrityError:
                        continue  # a key of the table, or its NOT NULL, stands in the way
                    for statement in sqlite_triggers().values():
                        copy.execute(statement)
                yield f"{table} {rowid}: {column} from {value!r} to {new!r}", path


COLUMNS = [f"{table.name}.{column.name}" for table in metadata.sorted_tables for column in table.c]


def test_the_page_lists_every_column_once() -> None:
    seen, unseen = documented("What an audit names"), documented("What no audit names")
    assert seen & unseen == set()
    assert seen | unseen == set(COLUMNS)


@pytest.mark.timeout(900)
@pytest.mark.parametrize("most", [4, pytest.param(None, marks=pytest.mark.soak)])
def test_each_column_is_named_by_the_audit_or_by_the_page(books: Path, tmp_path: Path, most: int | None) -> None:
    assert problems(books) == []
    unseen: dict[str, list[str]] = {}
    never_edited = []
    for name in COLUMNS:
        table, _, column = name.partition(".")
        told = [(edit, problems(path)) for edit, path in islice(edited(books, tmp_path, table, column), most)]
        if not told:
            never_edited.append(name)
        if missed := [edit for edit, found in told if not found]:
            unseen[name] = missed
    assert never_edited == []
    assert set(unseen) == documented("What no audit names"), "\n".join(
        f"{name}: {missed[:3]}" for name, missed in sorted(unseen.items())
    )
