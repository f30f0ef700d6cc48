"""An account moves from one store to another: no credit is lost or doubled, whatever happens between the two."""

from __future__ import annotations

import contextlib
import json
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spotintro.credits.base import LotKind
from spotintro.credits.errors import CreditError, CreditErrorCode, InsufficientCredits
from spotintro.store.moving import move_account
from spotintro.store.opening import open_store
from tests.fakes.ledger import FakeClock, FakeLedger
from tests.store import moves
from tests.store.moves import everything, ledger_at, move, on_its_way, posted, problems, query
from tests.store.requests import figures, request, voucher
from tests.store.test_audit import tamper

pytestmark = pytest.mark.slow

DAY_S = 86_400


@pytest.fixture(scope="module")
def templates(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return moves.two_stores(tmp_path_factory.mktemp("templates"))


@pytest.fixture
def source(tmp_path: Path, templates: tuple[Path, Path]) -> Path:
    return Path(shutil.copy(templates[0], tmp_path / "source.sqlite3"))


@pytest.fixture
def target(tmp_path: Path, templates: tuple[Path, Path]) -> Path:
    return Path(shutil.copy(templates[1], tmp_path / "target.sqlite3"))


def refusal(source: Path, target: Path, clock: FakeClock | None = None) -> CreditError:
    with pytest.raises(CreditError) as refused:
        move(source, target, clock)
    assert refused.value.message.endswith(".")
    return refused.value


def test_everything_arrives_and_nothing_stays(source: Path, target: Path) -> None:
    before, total = everything(source), posted(source)
    moved = move(source, target)
    assert moved.credits == total == posted(target) == 27
    assert figures(moved.user) == (total, 0, 0)
    assert everything(target) == before
    assert posted(source) == 0
    assert query(source, "SELECT COUNT(*) FROM lot WHERE remaining > 0") == [(0,)]
    assert query(source, "SELECT claimed, times FROM allowance") == [(5, 5)]
    assert problems(source, target) == []
    ((out, done), (into, done_there)) = (
        query(path, "SELECT id, done_at FROM transfer")[0] for path in (source, target)
    )
    assert out == into == moved.move_id
    assert done is not None
    assert done_there is not None


def test_the_history_tells_of_it_on_both_sides(source: Path, target: Path) -> None:
    move(source, target)
    with contextlib.closing(ledger_at(source)) as left, contextlib.closing(ledger_at(target)) as arrived:
        left.open()
        arrived.open()
        moved_out = left.history(limit=4)
        assert all(entry.amount < 0 for entry in moved_out)
        assert {"Demo credits, moved to another store", "Voucher, moved to another store"} <= {
            entry.description for entry in moved_out
        }
        assert len(left.history(limit=100)) > len(left.history(limit=7))
        assert {entry.description for entry in arrived.history()} == {"Moved from another store"}
        assert [text.workflow for text in left.last_intros(limit=9)] == ["c", "b", "a"]
        assert left.last_intros(limit=9) == arrived.last_intros(limit=9)


@pytest.mark.parametrize(
    ("script", "check", "which"),
    [
        ("UPDATE lot SET moved = moved - 1, captured = captured + 1 WHERE moved > 0 AND id = 1", "lot-moved", 0),
        ("UPDATE lot SET moved = moved + 1, granted = granted + 1 WHERE id = 1", "lot-moved", 0),
        ("UPDATE lot SET moved = moved - 1 WHERE id = 1", "lot", 0),
        ("UPDATE transfer SET amount = 1", "moved-out", 0),
        ("DELETE FROM transfer", "moved-out", 0),
        ("UPDATE transfer SET amount = 1", "moved-in", 1),
        ("UPDATE lot SET reference = 'x:1' WHERE id = 1", "moved-in", 1),
        ("UPDATE lot SET reference = 'x:1' WHERE id = 1", "moved-lot", 1),
        ("UPDATE transfer SET direction = 'out'", "moved-lot", 1),
    ],
)
def test_the_audit_sees_a_move_that_was_tampered_with(
    source: Path, target: Path, script: str, check: str, which: int
) -> None:
    move(source, target)
    tamper((source, target)[which], script)
    assert any(f"check='{check}'" in problem for problem in problems((source, target)[which]))


def test_a_new_store_gives_no_demo_credits_beside_the_moved_ones(source: Path, tmp_path: Path) -> None:
    target = tmp_path / "new" / "credits.sqlite3"
    assert move(source, target).user.available_credits == 27
    with contextlib.closing(ledger_at(target)) as ledger:
        assert figures(ledger.open()) == (27, 0, 0)


def test_what_was_there_before_stays(source: Path, target: Path) -> None:
    with contextlib.closing(ledger_at(target)) as ledger:
        ledger.open()
        ledger.redeem(voucher(1, 7, kind=LotKind.PAID, lot_days=30))
    assert move(source, target).user.available_credits == 27 + 17
    assert problems(source, target) == []


def test_a_voucher_used_up_before_the_move_is_used_up_after_it(source: Path, target: Path) -> None:
    move(source, target)
    with contextlib.closing(ledger_at(target)) as ledger:
        ledger.open()
        for number in (1, 2, 3):
            with pytest.raises(CreditError, match="used before"):
                ledger.redeem(voucher(number, 7))
        ledger.redeem(voucher(4, 7))
    assert posted(target) == 34


def test_credits_that_lapse_on_the_way_are_booked_in_and_out(source: Path, target: Path) -> None:
    clock = FakeClock()
    with (
        contextlib.closing(ledger_at(source, clock)) as left,
        contextlib.closing(ledger_at(target, clock)) as there,
    ):
        with pytest.raises(CreditError, match=r"Stopped\. 27 credits are on their way"):
            move_account(left, there, place="there", stopped=iter([False, False, True]).__next__)
        clock.advance(2 * DAY_S)
        moved = move_account(left, there, place="there", stopped=lambda: False)
        assert moved.credits == 27
        assert figures(moved.user) == (24, 0, 0)
        assert sorted(entry.amount for entry in there.history() if entry.amount < 0) == [-3]
        assert moved.user == there.user()
    assert problems(source, target) == []


def test_again_moves_nothing_and_what_is_new_since(source: Path, target: Path) -> None:
    move(source, target)
    assert move(source, target).credits == 0
    with contextlib.closing(ledger_at(source)) as ledger:
        ledger.open()
        ledger.redeem(voucher(9, 4))
    again = move(source, target)
    assert (again.credits, again.user.available_credits) == (4, 31)
    assert problems(source, target) == []


def test_there_and_back(source: Path, target: Path) -> None:
    before = everything(source)
    move(source, target)
    back = move(target, source)
    assert (back.credits, posted(source), posted(target)) == (27, 27, 0)
    assert everything(source) == before
    assert move(source, target).credits == 27
    assert everything(target) == before
    assert problems(source, target) == []


def test_refused_while_an_intro_holds_credits_and_only_then(source: Path, target: Path) -> None:
    clock = FakeClock()
    with contextlib.closing(ledger_at(source, clock)) as ledger:
        ledger.open()
        ledger.hold([request("open", amount=2)], ttl_s=60)
    before = everything(source)
    error = refusal(source, target, clock)
    assert error.message == "An intro is under way: it holds 2 credits. Nothing was moved."
    assert (everything(source), posted(target), query(target, "SELECT 1 FROM account")) == (before, 0, [])
    clock.advance(61)
    assert move(source, target, clock).credits == 27


def test_refused_into_a_copy_of_itself(source: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copy(source, tmp_path / "copy.sqlite3"))
    for same in (source, copy):
        assert "in use, or a copy of it" in refusal(source, same).message
    assert posted(source) == posted(copy) == 27


def test_refused_where_the_target_is_not_to_be_had(source: Path, tmp_path: Path) -> None:
    newer = Path(shutil.copy(source, tmp_path / "newer.sqlite3"))
    with contextlib.closing(sqlite3.connect(newer)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    foreign, text = tmp_path / "foreign.sqlite3", tmp_path / "text"
    with contextlib.closing(sqlite3.connect(foreign)) as connection:
        connection.execute("CREATE TABLE t (a)")
    text.write_text("no database" * 1000)
    for target in (newer, foreign, text, tmp_path):
        error = refusal(source, target)
        assert error.message.endswith("Nothing was moved.")
        assert error.next_step
    assert posted(source) == 27
    assert query(source, "SELECT 1 FROM transfer") == []


def test_refused_where_the_other_account_is_leaving_itself(source: Path, target: Path, tmp_path: Path) -> None:
    third = tmp_path / "third.sqlite3"
    with (
        contextlib.closing(ledger_at(target)) as leaving,
        contextlib.closing(ledger_at(third)) as far,
        pytest.raises(CreditError, match="10 credits are on their way to far"),
    ):
        move_account(leaving, far, place="far", stopped=iter([False, False, True]).__next__)
    error = refusal(source, target)
    assert error.message == "The account in the other store is being moved itself, to far. Nothing was moved."
    assert (posted(source), on_its_way(target, third)) == (27, 10)


def test_a_begun_move_goes_to_its_own_target_only(source: Path, target: Path, tmp_path: Path) -> None:
    with contextlib.closing(ledger_at(source)) as left, contextlib.closing(ledger_at(target)) as there:
        with pytest.raises(CreditError):
            move_account(left, there, place="there", stopped=iter([False, False, True]).__next__)
        under_way = left.move_under_way()
        assert under_way is not None
        assert (under_way.credits, under_way.place) == (27, "there")
        assert under_way.line == ("27 credits are on their way to there; run `spotintro credits move` again.")
        assert under_way.store_id == there.state().store_id if there.snapshot(_has_account) else True
        left.redeem(voucher(9, 4))
    error = refusal(source, tmp_path / "third.sqlite3")
    assert error.message.startswith("A move to another store than this was begun before")
    assert posted(tmp_path / "third.sqlite3") == 0
    assert move(source, target).credits == 27
    assert (posted(source), posted(target)) == (4, 27)


def _has_account(connection: Any) -> bool:
    return connection.exec_driver_sql("SELECT 1 FROM account").first() is not None


def test_what_the_target_cannot_take_is_known_before_anything_leaves(source: Path, target: Path) -> None:
    """An allowance of the same voucher is another account's there."""
    with contextlib.closing(ledger_at(target)) as ledger:
        ledger.open()
        ledger.redeem(voucher(3, 4))
    with contextlib.closing(sqlite3.connect(target)) as connection, connection:
        connection.execute(
            "INSERT INTO account SELECT 'other', 0, 0, 0, 0, last_at, created_at, 'x', NULL FROM account"
        )
        connection.execute(
            "INSERT INTO allowance SELECT 1, 'other', serial, operator_key, 4, 30, 5, 1, NULL, 1, at, 0"
            " FROM redemption"
        )
    error = refusal(source, target)
    assert error.message.startswith("An allowance of this account is another account's")
    assert error.message.endswith("Nothing was moved.")
    assert (posted(source), posted(target)) == (27, 14)


def test_an_allowance_that_comes_back_goes_on_after_its_last_part(source: Path, target: Path) -> None:
    move(source, target)
    with contextlib.closing(sqlite3.connect(target)) as connection, connection:
        assert connection.execute("SELECT claimed, elsewhere FROM allowance").fetchall() == [(2, 1)]
        connection.execute("UPDATE allowance SET claimed = 4, elsewhere = 3")
    move(target, source)
    assert query(source, "SELECT claimed, elsewhere FROM allowance") == [(4, 2)]
    assert query(target, "SELECT claimed, elsewhere FROM allowance") == [(5, 4)]


def test_an_allowance_that_went_on_here_by_itself_does_not_go_back(source: Path, target: Path) -> None:
    """Its voucher is bound to no store, and was redeemed in both."""
    with contextlib.closing(ledger_at(target)) as ledger:
        ledger.open()
        ledger.redeem(voucher(3, 4))
        ledger.transaction(moves.add_allowance)
    with contextlib.closing(sqlite3.connect(source)) as connection, connection:
        connection.execute("UPDATE allowance SET claimed = 1")
    move(source, target)
    assert query(target, "SELECT claimed, elsewhere FROM allowance") == [(2, 0)]


def test_a_friend_is_known_where_they_are(source: Path, target: Path) -> None:
    with contextlib.closing(ledger_at(target)) as ledger:
        ledger.open()
    with contextlib.closing(sqlite3.connect(target)) as connection, connection:
        connection.execute(
            "INSERT INTO account SELECT 'ana', 0, 0, 0, 0, last_at, created_at, 'FRIEND', NULL FROM account"
        )
    move(source, target)
    assert query(target, "SELECT account_id, code, referrer_id, rewarded_at FROM referral") == [
        ("local", "FRIEND", "ana", None)
    ]


def test_stopped_at_each_step_it_says_where_the_credits_are(source: Path, target: Path) -> None:
    said = []
    for number in range(4):
        with contextlib.closing(ledger_at(source)) as left, contextlib.closing(ledger_at(target)) as there:
            answers = iter([*[False] * number, True])
            with pytest.raises(CreditError) as stopped:
                move_account(left, there, place="there", stopped=answers.__next__)
            said.append(stopped.value.message)
            assert posted(source) + posted(target) + on_its_way(source, target) == 27
        if number > 1:  # from here on each goes on from the one before
            break
    with contextlib.closing(ledger_at(source)) as left, contextlib.closing(ledger_at(target)) as there:
        with pytest.raises(CreditError) as stopped:
            move_account(left, there, place="there", stopped=iter([False, True]).__next__)
        said.append(stopped.value.message)
    assert said == [
        "Stopped. Nothing was moved.",
        "Stopped. Nothing was moved.",
        "Stopped. 27 credits are on their way to there; run `spotintro credits move` again.",
        (
            "Stopped. The credits have arrived in there; run `spotintro credits move` again to copy the texts of "
            "your intros, too."
        ),
    ]
    assert move(source, target).credits == 27
    assert len(everything(target)["intros"]) == 3


def fail_everywhere(tmp_path: Path, templates: tuple[Path, Path], *, every: bool) -> None:
    """A store that fails at each statement in turn: a sentence each time, and nothing lost."""
    before, expected = posted(templates[0]), everything(templates[0])

    def fail() -> None:
        raise sqlite3.OperationalError("disk I/O error")

    for number in count():
        source, target = tmp_path / f"{number}.source", tmp_path / f"{number}.target"
        shutil.copy(templates[0], source)
        shutil.copy(templates[1], target)
        error: CreditError | None = None
        with moves.at_statement(number, fail, every=every):
            try:
                move(source, target)
            except CreditError as failure:
                error = failure
        assert error is None or (error.code is CreditErrorCode.SYSTEM_ERROR and error.next_step)
        assert list(moves.resumed(source, target, before, expected)) == []
        if error is None:
            assert number > 10
            return


def test_a_store_that_fails_at_any_transaction(tmp_path: Path, templates: tuple[Path, Path]) -> None:
    fail_everywhere(tmp_path, templates, every=False)


@pytest.mark.soak
@pytest.mark.timeout(600)
def test_a_store_that_fails_at_any_statement(tmp_path: Path, templates: tuple[Path, Path]) -> None:
    fail_everywhere(tmp_path, templates, every=True)


def run(*arguments: object, timeout_s: float = 100) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.store.moves", *map(str, arguments)],
        stdout=subprocess.PIPE,
        check=True,
        timeout=timeout_s,
        cwd=Path(__file__).parents[2],
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_killed_at_any_transaction(tmp_path: Path) -> None:
    found = run("kill", tmp_path, 0)
    assert (found["wrong"], found["code"]) == ([], 0)
    assert found["statements"] > 10


@pytest.mark.soak
@pytest.mark.timeout(600)
def test_killed_at_any_statement(tmp_path: Path) -> None:
    found = run("kill", tmp_path, 1, timeout_s=500)
    assert (found["wrong"], found["code"]) == ([], 0)
    assert found["statements"] > 100


def test_two_movers_and_a_spender_at_once(tmp_path: Path) -> None:
    assert run("race", tmp_path, 2) == {"wrong": []}


@pytest.mark.soak
@pytest.mark.timeout(1800)
def test_two_movers_and_a_spender_at_once_many_times(tmp_path: Path) -> None:
    assert run("race", tmp_path, 500, timeout_s=1700) == {"wrong": []}


LOTS = st.lists(
    st.tuples(st.integers(1, 50), st.sampled_from(LotKind), st.sampled_from([None, 1, 2, 30])), max_size=6
)


@settings(max_examples=8, deadline=None)
@given(granted=LOTS, spent=st.lists(st.integers(1, 20), max_size=5), hours=st.integers(0, 60), back=st.booleans())
def test_any_account_arrives_as_it_left(
    templates: tuple[Path, Path],
    granted: list[tuple[int, LotKind, int | None]],
    spent: list[int],
    hours: int,
    back: bool,
) -> None:
    with tempfile.TemporaryDirectory() as name:
        source, target, clock = Path(name) / "source", Path(name) / "target", FakeClock()
        shutil.copy(templates[1], source)
        open_store(target, busy_timeout_s=5).dispose()
        oracle = FakeLedger(demo_credits=10, clock=clock)
        oracle.open()
        with contextlib.closing(ledger_at(source, clock)) as ledger:
            ledger.open()
            for number, (amount, kind, days) in enumerate(granted):
                ledger.redeem(voucher(number, amount, kind=kind, lot_days=days))
            for number, amount in enumerate(spent):
                with contextlib.suppress(InsufficientCredits):
                    ledger.hold([request(str(number), amount=amount)], ttl_s=60)
                    ledger.capture(request(str(number)).key)
            clock.wall += timedelta(hours=hours)
            before = ledger.user()
        # What has lapsed by now is no part of the balance, and leaves the source as an expiry, not as a move.
        moved = move(source, target, clock)
        assert moved.credits == before.available_credits
        assert (posted(source), posted(target)) == (0, moved.credits)
        arrived = everything(target)
        assert len(arrived["vouchers"]) == len(granted)
        if back:
            move(target, source, clock)
            assert (posted(source), posted(target)) == (moved.credits, 0)
            assert everything(source) == arrived
        assert problems(source, target) == []
