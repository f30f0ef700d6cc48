"""The statements of docs/postgres.md, run as they stand there: the daily role can do its work and no more."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from spotintro.credits.errors import CreditError
from spotintro.store.address import PostgresUrl
from spotintro.store.diagnosis import server_ground
from spotintro.store.ledger import SqlLedger
from spotintro.store.opening import open_store
from tests.fakes.ledger import FakeClock
from tests.fakes.postgres_server import Server
from tests.store.requests import SPEAK, figures, intro, request, voucher

pytestmark = pytest.mark.slow

DOCUMENT = Path(__file__).parents[3] / "docs" / "postgres.md"


@pytest.fixture
def app(server: Server) -> Iterator[PostgresUrl]:
    setting_up, granting = re.findall(r"```sql\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)
    with server.administrator() as connection:
        for statement in re.sub("--.*", "", setting_up).strip().rstrip(";").split(";"):
            connection.execute(statement.encode())
    try:
        owner = server.address("credits", user="spotintro_owner")
        as_app = server.address("credits", user="spotintro_app")
        with pytest.raises(CreditError, match="has to be brought up to date by the role that owns it"):
            open_store(as_app, busy_timeout_s=5)
        open_store(owner, busy_timeout_s=5).dispose()
        with psycopg.connect(host=str(server.folder), user="spotintro_owner", dbname="credits") as connection:
            connection.execute(granting.encode())
        yield as_app
    finally:
        server.run("DROP DATABASE credits WITH (FORCE)")
        server.run("DROP ROLE spotintro_owner")
        server.run("DROP ROLE spotintro_app")


REFUSED = [
    *(f"UPDATE {table} SET account_id = 'x'" for table in ("entry", "event", "redemption", "lot", "hold")),
    "UPDATE entry SET amount = 100",
    "UPDATE allocation SET amount = 1",
    "UPDATE store SET id = 'x'",
    "UPDATE lot SET granted = 100",
    "UPDATE hold SET amount = 1",
    *(
        f"{verb} {table}"
        for verb in ("DELETE FROM", "TRUNCATE")
        for table in ("account", "lot", "hold", "allocation", "entry", "redemption", "event", "store")
    ),
    "ALTER TABLE entry DISABLE TRIGGER ALL",
    "DROP TRIGGER entry_no_update ON entry",
    "CREATE TABLE mine (id int)",
]


def test_the_daily_role_works_and_can_rewrite_nothing(app: PostgresUrl, server: Server) -> None:
    ledger = SqlLedger(app, account_id="local", demo_credits=10, clock=FakeClock())
    ledger.open()
    ledger.hold([request("w"), request("w", step=SPEAK)], ttl_s=60)
    ledger.extend([request("w").key], ttl_s=60)
    ledger.capture(request("w").key, intro=intro("w"))
    ledger.release(request("w", step=SPEAK).key)
    ledger.redeem(voucher(1))
    ledger.record_intro(intro("free"))
    assert ledger.mark_favourite("free", favourite=True)
    ledger.record_intro(intro("old"))
    assert ledger.forget_intro("w")
    assert ledger.forget_old_intros(keep_days=30) == 1
    with pytest.raises(CreditError):
        ledger.hold([request("dear", amount=99)], ttl_s=60)
    assert figures(ledger.user()) == (14, 1, 0)
    assert len(ledger.history()) == 3
    assert ledger.audit().ok
    with psycopg.connect(
        host=str(server.folder), user="spotintro_app", dbname="credits", autocommit=True
    ) as connection:
        for statement in REFUSED:
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement.encode())
    ledger.close()
    ground = server_ground(app)
    assert (ground.role, ground.rewrites_entries) == ("spotintro_app", False)
    assert server_ground(server.address("credits")).rewrites_entries
    assert re.fullmatch(r"\d+\.\d+.*", ground.version)


def test_a_right_that_is_missing_is_a_sentence(app: PostgresUrl, server: Server) -> None:
    server.run("REVOKE INSERT ON entry FROM spotintro_app", database="credits")
    ledger = SqlLedger(app, account_id="local", demo_credits=10, clock=FakeClock())
    with pytest.raises(CreditError, match="may not do this") as caught:
        ledger.open()
    assert "docs/postgres.md" in caught.value.next_step
