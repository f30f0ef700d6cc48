"""From the schema before sources and favourites, with rows in it as that version wrote them."""

from __future__ import annotations

import contextlib
import sqlite3
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from spotintro.knowledge import Source
from spotintro.store.opening import missing_safeguards, open_store
from tests.fakes.ledger import FakeClock
from tests.store.conftest import MakeLedger
from tests.store.requests import intro

DATABASES = ("sqlite",)
OLD_STORE = Path(__file__).parent / "data" / "store_0004.sql"
WRITTEN = datetime(2026, 1, 6, 12, 1, 41, tzinfo=UTC)
WIKIPEDIA = Source("Wikipedia", "https://en.wikipedia.org/wiki/Für_Elise", "CC BY-SA 4.0", "Für Elise")


def old_store(path: Path) -> Path:
    with contextlib.closing(sqlite3.connect(path)) as old:
        old.executescript(OLD_STORE.read_text(encoding="utf-8"))
    return path


def test_all_that_is_in_it_stays_as_it_is(tmp_path: Path) -> None:
    path = old_store(tmp_path / "credits.sqlite3")
    with contextlib.closing(sqlite3.connect(path)) as old:
        tables = [name for (name,) in old.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        before = {table: old.execute(f'SELECT * FROM "{table}" ORDER BY rowid').fetchall() for table in tables}
    open_store(path, busy_timeout_s=1).dispose()
    with contextlib.closing(sqlite3.connect(path)) as new:
        assert missing_safeguards(new) == []
        for table, rows in before.items():
            if table != "alembic_version":
                found = new.execute(f'SELECT * FROM "{table}" ORDER BY rowid').fetchall()
                assert [row[: len(rows[0])] for row in found] == rows
    assert all(before.values()), "rows in every table"


def test_its_intros_have_no_sources_and_are_no_favourites_until_they_are_made_so(
    tmp_path: Path, make_ledger: MakeLedger
) -> None:
    ledger = make_ledger(old_store(tmp_path / "credits.sqlite3"), clock=FakeClock(WRITTEN))
    ledger.open()
    newest, *others = ledger.last_intros(limit=9)
    assert (newest.text, newest.track.artists[1], newest.spoken) == (
        "Elise, für dich.",
        "“Quotes” \\ & more",
        True,
    )
    assert len(others) == 3
    assert {(kept.sources, kept.favourite) for kept in (newest, *others)} == {((), False)}
    assert ledger.mark_favourite(newest.workflow, favourite=True)
    ledger.record_intro(replace(intro("new"), sources=(WIKIPEDIA,)))
    assert [(kept.sources, kept.favourite) for kept in ledger.last_intros(limit=2)] == [
        ((WIKIPEDIA,), False),
        ((), True),
    ]
    assert ledger.audit().ok
