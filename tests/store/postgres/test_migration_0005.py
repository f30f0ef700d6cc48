"""A server's store of the version before sources and favourites, with an intro in it."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import pytest

from spotintro.credits.referral import referral_code
from spotintro.store.address import PostgresUrl
from spotintro.store.ledger import SqlLedger
from spotintro.store.opening import open_store
from tests.fakes.ledger import FakeClock
from tests.fakes.postgres_server import Server
from tests.store.requests import TRACK

pytestmark = pytest.mark.slow


@pytest.fixture
def older(server: Server) -> Iterator[PostgresUrl]:
    address = server.address(server.make_database())
    open_store(address, busy_timeout_s=5).dispose()
    server.run(
        "DROP TABLE spending; DROP INDEX ix_intro_newest;"
        "ALTER TABLE intro DROP COLUMN sources, DROP COLUMN favourite;"
        "UPDATE alembic_version SET version_num = '0004'",
        database=address.database,
    )
    yield address
    server.drop(address)


def test_its_intro_is_kept_as_it_is_and_can_become_a_favourite(older: PostgresUrl, server: Server) -> None:
    track = msgspec.json.encode(TRACK).decode().replace("'", "''")
    ((store_id,),) = server.run("SELECT id FROM store", database=older.database)
    server.run(
        "INSERT INTO account (id, last_at, created_at, referral_code)"
        f" VALUES ('local', '2026-01-01 12:00Z', '2026-01-01 12:00Z', '{referral_code(store_id, 'local')}');"
        "INSERT INTO intro (account_id, workflow, track_id, track, text, writer, written_at, spoken)"
        f" VALUES ('local', 'w', '{TRACK.id}', '{track}', 'Here comes Satie.', 'announcer',"
        " '2026-01-01 12:00Z', false)",
        database=older.database,
    )
    ledger = SqlLedger(older, account_id="local", demo_credits=0, clock=FakeClock())
    ledger.open()
    (kept,) = ledger.last_intros(limit=9)
    assert (kept.track, kept.text, kept.spoken, kept.sources, kept.favourite) == (
        TRACK,
        "Here comes Satie.",
        False,
        (),
        False,
    )
    assert ledger.mark_favourite("w", favourite=True)
    assert ledger.last_intros(favourites=True) == ledger.last_intros()
    assert ledger.audit().ok
    ledger.close()
