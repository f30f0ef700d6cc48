"""From the schema before sources and favourites, with rows in it as that version wrote them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from spotintro.knowledge import Source
from tests.fakes.ledger import FakeClock
from tests.store.conftest import MakeLedger
from tests.store.old_stores import assert_rows_stay, old_store
from tests.store.requests import intro

DATABASES = ("sqlite",)
WRITTEN = datetime(2026, 1, 6, 12, 1, 41, tzinfo=UTC)
WIKIPEDIA = Source("Wikipedia", "https://en.wikipedia.org/wiki/Für_Elise", "CC BY-SA 4.0", "Für Elise")


def test_all_that_is_in_it_stays_as_it_is(tmp_path: Path) -> None:
    assert_rows_stay(old_store("0004", tmp_path / "credits.sqlite3"))


def test_its_intros_have_no_sources_and_are_no_favourites_until_they_are_made_so(
    tmp_path: Path, make_ledger: MakeLedger
) -> None:
    ledger = make_ledger(old_store("0004", tmp_path / "credits.sqlite3"), clock=FakeClock(WRITTEN))
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
