"""`spotintro credits move`."""

from __future__ import annotations

import contextlib
import signal
import sqlite3
import time
import tomllib
from pathlib import Path

import pytest

from spotintro.cli.move import _place
from tests.cli.commands import Commands, start
from tests.cli.test_credit_files import spend


def test_the_account_goes_and_the_settings_line_follows_it(spotintro: Commands, tmp_path: Path) -> None:
    spend(spotintro, tmp_path, "a")
    target = tmp_path / "other" / "credits.sqlite3"
    moved = spotintro("credits", "move", "--to", str(target))
    assert moved.status == 0
    told, *setting = moved.out.splitlines()
    assert told == f"9 credits moved to {target}. 9 credits available there."
    assert tomllib.loads("\n".join(setting)) == {"store": {"url": str(target)}}
    assert str(tmp_path / "config.toml") in moved.err
    assert spotintro("credits", "--json").document()["available"] == 0
    spotintro.config("\n".join(setting))
    assert spotintro("credits", "--json").document()["available"] == 9
    assert spotintro("credits", "audit").status == 0


def test_as_json(spotintro: Commands, tmp_path: Path) -> None:
    document = spotintro("credits", "move", "--to", f"sqlite:///{tmp_path}/other.sqlite3", "--json").document()
    assert set(document) == {"moved", "transfer", "balance"}
    assert (document["moved"], len(document["transfer"])) == (10, 32)
    assert document["balance"] == {"user": "local", "available": 10, "used": 0, "held": 0, "low": False}


def test_refusals_and_usage(spotintro: Commands, tmp_path: Path) -> None:
    unnamed = spotintro("credits", "move")
    assert (unnamed.status, "--to" in unnamed.err) == (2, True)
    same = spotintro("credits", "move", "--to", str(spotintro.data_dir / "credits.sqlite3"), "--json")
    assert (same.status, same.error()["code"]) == (1, "OPERATION_FAILED")
    assert same.error()["message"].endswith("Nothing was moved.")
    assert spotintro("credits", "--json").document()["available"] == 10


def test_what_is_on_its_way_is_told_and_goes_on_without_its_name(spotintro: Commands, tmp_path: Path) -> None:
    target = tmp_path / "other.sqlite3"
    spotintro("credits", "move", "--to", str(target))
    store = spotintro.data_dir / "credits.sqlite3"
    with contextlib.closing(sqlite3.connect(store)) as connection, connection:
        connection.execute("UPDATE transfer SET done_at = NULL")
    shown = spotintro("credits", "balance")
    assert shown.err == f"10 credits are on their way to {target}; run `spotintro credits move` again.\n"
    assert f"10 credits are on their way to {target}" in spotintro("doctor").out
    assert spotintro("credits", "move", "--json").document()["moved"] == 10
    assert spotintro("credits", "balance").err == ""
    assert spotintro("credits", "--json").document()["available"] == 0


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("postgresql+psycopg://ana:hush@host/db", "postgresql+psycopg://ana:***@host/db"),
        ("postgresql+psycopg://host/db?password=hush", "postgresql+psycopg://host/db?password=***"),
        ("/a/../b.sqlite3", "/b.sqlite3"),
        ("sqlite:////b.sqlite3", "/b.sqlite3"),
    ],
)
def test_a_place_has_no_password(address: str, place: str) -> None:
    assert _place(address) == place


def test_a_relative_file_is_kept_with_its_whole_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert _place("b.sqlite3") == _place("sqlite:///b.sqlite3") == str(tmp_path / "b.sqlite3")


def test_stopped_by_a_signal_it_says_where_the_credits_are(spotintro: Commands, tmp_path: Path) -> None:
    """Somebody else is booking in the target meanwhile, so the move waits there."""
    target, source = tmp_path / "other.sqlite3", spotintro.data_dir / "credits.sqlite3"
    spotintro("--data-dir", str(tmp_path / "else"), "credits")
    (tmp_path / "else" / "credits.sqlite3").rename(target)
    with contextlib.closing(sqlite3.connect(target, isolation_level=None)) as busy:
        busy.execute("BEGIN IMMEDIATE")
        with start("credits", "move", "--to", str(target)) as process:
            until = time.monotonic() + 60
            while not _has_account(source):
                assert time.monotonic() < until
                time.sleep(0.01)  # another process's file: nothing tells of it
            process.send_signal(signal.SIGINT)
            busy.execute("ROLLBACK")
            out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (130, "")
    assert err == "Nothing was moved.\nStopped.\n"
    assert spotintro("credits", "--json").document()["available"] == 10


def _has_account(store: Path) -> bool:
    if not store.exists():
        return False
    with contextlib.closing(sqlite3.connect(store)) as connection, contextlib.suppress(sqlite3.OperationalError):
        return connection.execute("SELECT 1 FROM account").fetchone() is not None
    return False
