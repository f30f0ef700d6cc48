"""What was said: found again, kept as a favourite, deleted one by one or for its age."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from time import perf_counter

import pytest

from spotintro.credits.base import Intro
from spotintro.knowledge import Source
from spotintro.music import Track
from spotintro.store import intros as intros_module
from spotintro.store import ledger as ledger_module
from spotintro.store import tables
from spotintro.store.engine import create_store_engine
from spotintro.store.ledger import SqlLedger
from spotintro.store.moving import move_account
from tests.fakes.ledger import FakeClock
from tests.store.conftest import MakeLedger
from tests.store.requests import SPEAK, figures, intro, request

NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)
WIKIPEDIA = Source("Wikipedia", "https://de.wikipedia.org/wiki/Die_Zauberflöte", "CC BY-SA 4.0", "Die Zauberflöte")
BRAINZ = Source("MusicBrainz", "https://musicbrainz.org/recording/1", "CC0")


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(NOW)


def workflows(found: tuple[Intro, ...]) -> list[str]:
    return [kept.workflow for kept in found]


def fill(ledger: SqlLedger, *names: str) -> None:
    for name in names:
        ledger.record_intro(intro(name))


def aged(ledger: SqlLedger, name: str, days: float, *, favourite: bool = False) -> None:
    ledger.record_intro(replace(intro(name), written_at=NOW - timedelta(days=days), favourite=favourite))


def test_pages_follow_each_other_without_a_gap(ledger: SqlLedger) -> None:
    fill(ledger, *"abcdefg")
    first = ledger.last_intros(limit=3)
    second = ledger.last_intros(limit=3, before=first[-1].number)
    third = ledger.last_intros(limit=3, before=second[-1].number)
    assert workflows(first + second + third) == [*"gfedcba"]
    assert workflows(ledger.last_intros(skip=2, limit=3)) == [*"edc"]
    assert workflows(ledger.last_intros(skip=1, before=second[0].number, limit=2)) == ["b", "a"]
    assert ledger.last_intros(before=0, limit=9) == ()
    assert ledger.count_intros() == 7


def test_one_is_found_by_its_workflow(ledger: SqlLedger) -> None:
    fill(ledger, "a", "b")
    found = ledger.intro("a")
    assert found == intro("a")
    assert found is not None
    assert found.number == ledger.last_intros(limit=2)[1].number
    assert ledger.intro("never") is None


def test_sources_come_back_as_they_were(ledger: SqlLedger) -> None:
    kept = replace(intro("w"), sources=(WIKIPEDIA, BRAINZ))
    ledger.hold([request("w")], ttl_s=60)
    ledger.capture(request("w").key, intro=kept)
    assert ledger.last_intros() == (kept,)
    assert ledger.audit().ok


@pytest.mark.parametrize("kept", ["", "[", '{"name": 1}', '[{"name": "Wikipedia"}]', '"x"', "[[[[[[[["])
def test_sources_that_are_none_hide_no_text(
    ledger: SqlLedger, kept: str, caplog: pytest.LogCaptureFixture
) -> None:
    ledger.record_intro(replace(intro("w"), sources=(BRAINZ,)))
    engine = create_store_engine(ledger.address, busy_timeout_s=5)
    with engine.begin() as connection:
        connection.execute(tables.intro.update().values(sources=kept))
    engine.dispose()
    (found,) = ledger.last_intros()
    assert (found.text, found.sources) == ("Here comes Satie.", ())
    assert "the sources of intro" in caplog.text


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("zauberflöte", [*"a"]),
        ("ZAUBERFLOTE mozart", [*"a"]),
        ("satie", [*"cb"]),
        ("mozart satie", []),
        ("gymnopédie", [*"cb"]),
        ("duration", []),
        ("100%", [*"b"]),
        ("_", []),
        ("'; DROP TABLE intro", []),
    ],
)
def test_words_are_found_in_track_and_text_alone(ledger: SqlLedger, words: str, found: list[str]) -> None:
    flute = Track("t", "Die Zauberflöte", ("W. A. Mozart",), "Opern")
    ledger.record_intro(intro("a", track=flute, text="Der Vogelfänger."))
    ledger.record_intro(intro("b", text="100% piano."))
    ledger.record_intro(intro("c"))
    assert workflows(ledger.last_intros(words=words, limit=9)) == found


def test_a_search_goes_on_behind_a_page(ledger: SqlLedger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intros_module, "_LOOKED_THROUGH", 3)
    for number in range(11):
        ledger.record_intro(intro(f"w{number}", text="odd" if number % 2 else "even"))
    first = ledger.last_intros(words="odd", limit=2)
    assert workflows(first) == ["w9", "w7"]
    assert workflows(ledger.last_intros(words="odd", limit=9, before=first[-1].number)) == ["w5", "w3", "w1"]
    assert workflows(ledger.last_intros(words="odd", limit=2, skip=1)) == ["w7", "w5"]


def test_favourites_are_found_alone_and_are_so_no_more(ledger: SqlLedger) -> None:
    fill(ledger, *"abc")
    assert ledger.mark_favourite("b", favourite=True)
    assert ledger.mark_favourite("b", favourite=True)
    (found,) = ledger.last_intros(favourites=True, limit=9)
    assert (found.workflow, found.favourite) == ("b", True)
    assert ledger.mark_favourite("b", favourite=False)
    assert ledger.last_intros(favourites=True, limit=9) == ()
    assert not ledger.mark_favourite("never", favourite=True)


def test_one_is_deleted_and_its_charge_keeps_its_track(ledger: SqlLedger) -> None:
    ledger.hold([request("a")], ttl_s=60)
    ledger.capture(request("a").key, intro=intro("a"))
    fill(ledger, "b")
    assert ledger.forget_intro("a")
    assert not ledger.forget_intro("a")
    assert workflows(ledger.last_intros(limit=9)) == ["b"]
    assert ledger.history(limit=1)[0].description == "Gymnopédie No. 1 – Erik Satie"
    assert ledger.audit().ok


def test_what_was_deleted_while_it_was_said_again_stays_deleted(ledger: SqlLedger) -> None:
    fill(ledger, "a")
    (kept,) = ledger.last_intros()
    speech = request("a", step=SPEAK)
    ledger.hold([speech], ttl_s=60)
    ledger.forget_intro("a")
    assert figures(ledger.capture(speech.key, intro=replace(kept, spoken=True))) == (9, 1, 0)
    ledger.record_intro(replace(kept, spoken=True))
    assert ledger.last_intros() == ()


def test_the_old_ones_go_and_favourites_stay(ledger: SqlLedger) -> None:
    aged(ledger, "older", 31)
    aged(ledger, "favourite", 300, favourite=True)
    aged(ledger, "marked", 300)
    ledger.mark_favourite("marked", favourite=True)
    aged(ledger, "younger", 29)
    assert ledger.forget_old_intros(keep_days=30) == 1
    assert ledger.forget_old_intros(keep_days=30) == 0
    assert workflows(ledger.last_intros(limit=9)) == ["younger", "marked", "favourite"]


def test_they_go_by_the_day_that_it_is(ledger: SqlLedger, clock: FakeClock) -> None:
    aged(ledger, "a", 0)
    clock.advance(30 * 86_400)
    assert ledger.forget_old_intros(keep_days=30) == 0
    clock.advance(1)
    assert ledger.forget_old_intros(keep_days=30) == 1


def test_a_clock_that_is_not_believed_deletes_nothing(ledger: SqlLedger, clock: FakeClock) -> None:
    aged(ledger, "a", 1)
    clock.advance(3000 * 86_400)
    assert ledger.forget_old_intros(keep_days=30) == 0
    assert workflows(ledger.last_intros()) == ["a"]


def test_many_old_ones_go_in_small_transactions(ledger: SqlLedger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger_module, "FORGET_ROWS", 3)
    for number in range(7):
        aged(ledger, f"w{number}", 99)
    assert ledger.forget_old_intros(keep_days=30) == 7


def test_others_intros_are_neither_seen_nor_touched(make_ledger: MakeLedger) -> None:
    mine, theirs = make_ledger(account_id="me"), make_ledger(account_id="you")
    mine.open()
    theirs.open()
    aged(theirs, "a", 99)
    assert mine.forget_old_intros(keep_days=1) == 0
    assert not mine.forget_intro("a")
    assert not mine.mark_favourite("a", favourite=True)
    assert mine.intro("a") is None
    assert (mine.count_intros(), theirs.count_intros()) == (0, 1)
    assert theirs.last_intros()[0].favourite is False


def test_sources_and_favourites_move_along(
    make_ledger: MakeLedger, tmp_path_factory: pytest.TempPathFactory
) -> None:
    here = make_ledger()
    here.open()
    here.record_intro(replace(intro("a"), sources=(WIKIPEDIA,)))
    here.mark_favourite("a", favourite=True)
    there = make_ledger(tmp_path_factory.mktemp("there") / "credits.sqlite3")
    move_account(here, there, place="there", stopped=lambda: False)
    (kept,) = there.last_intros()
    assert (kept.sources, kept.favourite) == ((WIKIPEDIA,), True)


def seconds(work: object) -> float:
    assert callable(work)
    took = []
    for _ in range(5):
        began = perf_counter()
        work()
        took.append(perf_counter() - began)
    return min(took)


@pytest.mark.slow
def test_a_page_of_ten_thousand_is_as_quick_as_one_of_a_hundred(make_ledger: MakeLedger) -> None:
    few, many = make_ledger(account_id="few"), make_ledger(account_id="many")
    for ledger, count in ((few, 100), (many, 10_000)):
        ledger.open()
        with ledger.transactions.booking() as booking:
            for number in range(count):
                intros_module.keep(booking, intro(f"w{number}", text=f"Text number {number}. " * 20))

    def newest(ledger: SqlLedger) -> float:
        return seconds(lambda: ledger.last_intros(limit=100))

    assert newest(many) < 10 * newest(few), "a hundred times as many"
    assert seconds(lambda: many.last_intros(limit=100, skip=9_900)) < 20 * newest(few)
    assert len(many.last_intros(words="9999", limit=9)) == 1
    assert seconds(lambda: many.last_intros(words="nowhere", limit=9)) < 2.0
