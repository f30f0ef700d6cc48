"""What was listened to is erased; the books stay exact."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import text

from spotintro.credits.base import EntryKind
from spotintro.music import Track
from spotintro.store import ledger as ledger_module
from spotintro.store.engine import create_store_engine, erasing
from spotintro.store.ledger import SqlLedger
from tests.store.conftest import MakeLedger
from tests.store.requests import SPEAK, figures, intro, request

if TYPE_CHECKING:
    import pytest

SECRET = Track(id="track:Zauberfloete", title="Zauberfloete", artists=("Mozartissimo",))


def listen(ledger: SqlLedger, workflow: str) -> None:
    asked = request(workflow, track=SECRET)
    ledger.hold([asked], ttl_s=60)
    ledger.capture(asked.key, intro=intro(workflow, track=SECRET, text="Now, Sarastrorama."))


def test_texts_and_tracks_are_gone_and_every_figure_stays(ledger: SqlLedger) -> None:
    listen(ledger, "a")
    ledger.record_intro(intro("free", track=SECRET))
    before, state = ledger.history(), ledger.state()
    assert ledger.forget_history() == 2
    assert ledger.last_intros(limit=9) == ()
    after = ledger.history()
    assert [entry.description for entry in after] == ["", "Demo credits"]
    assert [(e.sequence, e.amount, e.balance_after, e.step) for e in after] == [
        (e.sequence, e.amount, e.balance_after, e.step) for e in before
    ]
    assert ledger.state() == state, "chain and balance are what they were"
    report = ledger.audit()
    assert (report.ok, report.entries) == (True, 2)
    assert ledger.forget_history() == 0


def test_the_file_itself_holds_no_title_any_more(ledger: SqlLedger, store_path: Path) -> None:
    for number in range(50):
        listen(ledger, f"w{number}") if number < 10 else ledger.record_intro(
            intro(f"w{number}", track=SECRET, text="Sarastrorama. " * 400)
        )
    words = (b"Zauberfloete", b"Mozartissimo", b"Sarastrorama")
    assert all(word in store_path.read_bytes() for word in words)
    ledger.forget_history()
    ledger.close()
    for file in store_path.parent.iterdir():
        assert not any(word in file.read_bytes() for word in words), file.name


def test_many_rows_go_in_small_transactions(ledger: SqlLedger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger_module, "FORGET_ROWS", 3)
    for number in range(7):
        listen(ledger, f"w{number}")
    assert ledger.forget_history() == 7
    assert {entry.description for entry in ledger.history() if entry.kind is EntryKind.CAPTURE} == {""}


def test_what_is_under_way_is_still_charged(ledger: SqlLedger) -> None:
    ledger.hold([request("open", track=SECRET)], ttl_s=60)
    ledger.forget_history()
    assert figures(ledger.capture(request("open").key)) == (9, 1, 0)
    assert ledger.history(limit=1)[0].description == ""
    assert ledger.audit().ok


def test_that_a_text_was_spoken_is_learnt_once_and_for_good(ledger: SqlLedger) -> None:
    listen(ledger, "a")
    ledger.record_intro(intro("b", track=SECRET))
    assert [kept.spoken for kept in ledger.last_intros(limit=2)] == [False, False]
    speech = request("a", step=SPEAK, track=SECRET)
    ledger.hold([speech], ttl_s=60)
    ledger.capture(speech.key, intro=replace(intro("a", track=SECRET, text="Another text."), spoken=True))
    ledger.record_intro(replace(intro("b", track=SECRET), spoken=True))
    ledger.record_intro(intro("b", track=SECRET))
    kept = ledger.last_intros(limit=9)
    assert [(each.workflow, each.spoken) for each in kept] == [("b", True), ("a", True)]
    assert kept[1].text == "Now, Sarastrorama.", "what was delivered first stands"


def test_another_accounts_history_stays(make_ledger: MakeLedger) -> None:
    mine, theirs = make_ledger(account_id="me"), make_ledger(account_id="you")
    mine.open()
    theirs.open()
    listen(theirs, "a")
    assert mine.forget_history() == 0
    assert theirs.last_intros() != ()
    assert theirs.history(limit=1)[0].description == "Zauberfloete – Mozartissimo"


def test_deleted_text_is_overwritten_only_as_long_as_it_is_asked_for(store_path: Path) -> None:
    engine = create_store_engine(store_path, busy_timeout_s=5)
    with engine.connect() as connection, connection.begin():
        connection.execute(text("PRAGMA secure_delete = OFF"))
        with erasing(connection):
            assert connection.execute(text("PRAGMA secure_delete")).scalar_one() == 1
        assert connection.execute(text("PRAGMA secure_delete")).scalar_one() == 0
    engine.dispose()
