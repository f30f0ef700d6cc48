"""Several programs on one store, and programs that die: nothing is overspent, doubled, lost or half booked."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Field, Session, SQLModel, create_engine

from spotintro.credits.errors import CreditError
from spotintro.store.ledger import SqlLedger
from tests.fakes.ledger import FakeClock
from tests.store.requests import figures, request


def run(*arguments: object, timeout_s: float = 100) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.store.processes", *map(str, arguments)],
        stdout=subprocess.PIPE,
        check=True,
        timeout=timeout_s,
        cwd=Path(__file__).parents[2],
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def assert_nothing_is_wrong(found: dict[str, Any]) -> None:
    assert found["problems"] == []
    assert found["told but lost"] == []
    assert found["written"] == found["intros"]  # charged and delivered together, or neither
    assert found["intros"] >= found["told"] > 0
    assert found["user"] == found["expected"]


def test_a_killed_program_leaves_the_books_sound(tmp_path: Path) -> None:
    assert_nothing_is_wrong(run("crash", tmp_path / "credits.sqlite3", 60, 1))


@pytest.mark.soak
@pytest.mark.timeout(1800)
def test_a_thousand_killed_programs_leave_the_books_sound(tmp_path: Path) -> None:
    assert_nothing_is_wrong(run("crash", tmp_path / "credits.sqlite3", 1000, 2, timeout_s=1700))


def check_redeemed(path: Path, workers: int, serials: int, *, timeout_s: float) -> None:
    assert run("redeem", path, workers, serials, timeout_s=timeout_s) == {
        "codes": [0] * workers,
        "redeemed": serials,
        "refused": (workers - 1) * serials,
        "errors": [],
        "problems": [],
        "user": [3 * serials, 0, 0],
    }


def test_programs_at_once_redeem_each_voucher_once(tmp_path: Path) -> None:
    check_redeemed(tmp_path / "credits.sqlite3", 8, 100, timeout_s=100)


@pytest.mark.soak
@pytest.mark.timeout(1800)
def test_sixteen_programs_redeem_a_thousand_vouchers_once(tmp_path: Path) -> None:
    check_redeemed(tmp_path / "credits.sqlite3", 16, 1000, timeout_s=1700)


def test_programs_at_once_claim_each_part_once(tmp_path: Path) -> None:
    assert run("claim", tmp_path / "credits.sqlite3", 4, 20) == {
        "codes": [0] * 4,
        "claimed": 60,
        "problems": [],
        "user": [240, 0, 0],
    }


@pytest.mark.parametrize(("workers", "credits_there"), [(2, 60), (8, 60)])
def test_programs_at_once_spend_each_credit_once(tmp_path: Path, workers: int, credits_there: int) -> None:
    found = run("compete", tmp_path / "credits.sqlite3", workers, credits_there)
    assert found["errors"] == []
    assert found["codes"] == [0] * workers
    assert found["problems"] == []
    assert found["granted"] == found["captured"]
    # The last ones may find the last credits held by one that then gives them back.
    assert found["user"][1] == found["captured"] <= credits_there
    assert found["user"] == [credits_there - found["captured"], found["captured"], 0]
    assert found["captured"] >= credits_there - workers


class NaiveAccount(SQLModel, table=True):
    id: int = Field(primary_key=True)
    posted: int
    held: int = 0


def test_the_default_engine_would_hand_out_one_credit_twice(tmp_path: Path) -> None:
    """The control: why the store has an engine of its own. The same order of events is refused there, below."""
    engines = [create_engine(f"sqlite:///{tmp_path}/naive.db") for _ in range(2)]
    SQLModel.metadata.create_all(engines[0], tables=[SQLModel.metadata.tables["naiveaccount"]])
    with Session(engines[0]) as session:
        session.add(NaiveAccount(id=1, posted=1))
        session.commit()
    handed_out = 0
    with Session(engines[0]) as one, Session(engines[1]) as other:
        accounts = [session.get(NaiveAccount, 1) for session in (one, other)]
        for session, account in zip((one, other), accounts, strict=True):
            assert account is not None
            if account.posted - account.held >= 1:
                account.held += 1
                session.commit()
                handed_out += 1
    with Session(engines[0]) as session:
        account = session.get(NaiveAccount, 1)
        assert account is not None
        assert (handed_out, account.posted, account.held) == (2, 1, 1)
    for engine in engines:
        engine.dispose()


def test_our_engine_lets_nobody_read_a_balance_that_somebody_is_spending(store_path: Path) -> None:
    one, other = (
        SqlLedger(store_path, account_id="local", demo_credits=1, clock=FakeClock(), busy_timeout_s=0.05)
        for _ in range(2)
    )
    one.open()
    other.open()
    with one._booking(), pytest.raises(CreditError, match="locked"):
        other.hold([request("w")], ttl_s=60)
    one.hold([request("w1")], ttl_s=60)
    with pytest.raises(CreditError, match="needs 1 credit and you have 0"):
        other.hold([request("w2")], ttl_s=60)
    assert figures(other.user()) == (0, 0, 1)
    one.close()
    other.close()
