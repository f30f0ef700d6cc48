"""`spotintro credits` and `spotintro support`: the shapes that scripts rely on."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.cli.commands import Commands


@pytest.mark.parametrize("words", [["credits", "balance"], ["credits"]])
def test_the_balance(spotintro: Commands, words: list[str]) -> None:
    assert spotintro(*words, "--json").document() == {
        "user": "local",
        "available": 10,
        "used": 0,
        "held": 0,
        "low": False,
    }
    plain = spotintro(*words)
    assert (plain.status, plain.out, plain.err) == (0, "10 credits available, 0 used\n", "")


def test_a_low_balance_is_said_in_words(spotintro: Commands) -> None:
    spotintro.config("[credits]\nlow_balance = 10\n")
    assert spotintro("credits", "--json").document()["low"] is True
    assert "10 credits (low)" in spotintro("credits").out


def test_the_history_newest_first(spotintro: Commands, tmp_path: Path) -> None:
    assert spotintro("intro", "--player", "demo", "--out", str(tmp_path / "x.wav")).status == 0
    entries = spotintro("credits", "history", "--json").document()["entries"]
    assert [entry["amount"] for entry in entries] == [-1, 10]
    assert [entry["balance_after"] for entry in entries] == [9, 10]
    assert [entry["step"] for entry in entries] == ["SPEAK_TRACK_INTRO", None]
    assert set(entries[0]) == {"sequence", "at", "kind", "amount", "balance_after", "step", "description"}
    assert len(spotintro("credits", "history", "--json", "--limit", "1").document()["entries"]) == 1
    lines = spotintro("credits", "history").out.splitlines()
    assert len(lines) == 2
    assert "-1, 9 left voice: " in lines[0]
    assert "+10, 10 left credits added: " in lines[1]


@pytest.mark.parametrize("limit", ["0", "-1", "10001", "x"])
def test_a_limit_out_of_bounds(spotintro: Commands, limit: str) -> None:
    result = spotintro("credits", "history", "--json", "--limit", limit)
    assert result.status == 2
    assert result.error()["code"] == "USAGE"


def test_the_costs_with_the_users_own(spotintro: Commands) -> None:
    assert spotintro("credits", "costs", "--json").document() == {
        "GENERATE_TRACK_INTRO": 1,
        "TELL_MORE": 2,
        "SPEAK_TRACK_INTRO": 1,
    }
    spotintro.config("[credits.costs]\nSPEAK_TRACK_INTRO = 4\n")
    assert spotintro("credits", "costs", "--json").document() == {
        "GENERATE_TRACK_INTRO": 1,
        "TELL_MORE": 2,
        "SPEAK_TRACK_INTRO": 4,
    }
    assert "voice: 4 credits (SPEAK_TRACK_INTRO)" in spotintro("credits", "costs").out
    assert not spotintro.data_dir.exists(), "prices are told without a data folder"


def test_a_clean_audit(spotintro: Commands) -> None:
    assert spotintro("credits", "audit", "--json").document() == {
        "ok": True,
        "entries": 1,
        "problems": [],
    }
    assert spotintro("credits", "audit").out == "1 entry, everything agrees.\n"


def test_an_audit_that_finds_something_exits_1(spotintro: Commands) -> None:
    spotintro("credits")
    with closing(sqlite3.connect(spotintro.data_dir / "credits.sqlite3")) as store:
        triggers = store.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            store.execute(f"DROP TRIGGER {name}")
        store.execute("UPDATE entry SET amount = amount + 5")
        for _, statement in triggers:
            store.execute(statement)
        store.commit()
    result = spotintro("credits", "audit", "--json")
    assert result.status == 1
    document = result.document()
    assert document["ok"] is False
    assert document["problems"]
    assert all(set(problem) == {"check", "row", "message"} for problem in document["problems"])
    plain = spotintro("credits", "audit")
    assert plain.status == 1
    assert document["problems"][0]["message"] in plain.out
    doctor = spotintro("doctor", "--json").document()
    assert "fail" in [check["status"] for check in doctor["checks"] if check["part"] == "audit"]


def test_a_store_that_is_none(spotintro: Commands) -> None:
    spotintro.data_dir.mkdir()
    (spotintro.data_dir / "credits.sqlite3").write_text("this is no database, however long it may be " * 50)
    result = spotintro("credits", "--json")
    assert result.status == 1
    assert result.error()["code"] == "SYSTEM_ERROR"
    support = spotintro("support", "--json")
    assert support.status == 0, "support answers above all when the account does not"
    assert "Available: not readable" in support.document()["message"]


def test_support_from_the_settings(spotintro: Commands) -> None:
    spotintro.config(
        '[support]\nname = "Ana & Co"\nemail = "ana+credits@example.org"\nurl = "https://example.org/help"\n'
    )
    document = spotintro("support", "--json").document()
    assert document["contact"]["name"] == "Ana & Co"
    assert "Available: 10 credits" in document["message"]
    link = urlsplit(document["mailto"])
    assert (link.scheme, link.path) == ("mailto", "ana%2Bcredits@example.org")
    query = parse_qs(link.query, strict_parsing=True)
    assert query["subject"] == [document["subject"]]
    assert query["body"][0].replace("\r\n", "\n") == document["message"]
    plain = spotintro("support").out
    for part in (
        "Ana & Co",
        "https://example.org/help",
        "Available: 10 credits",
        "mailto:ana%2Bcredits@example.org?",
    ):
        assert part in plain


def test_support_without_an_address_has_no_link(spotintro: Commands) -> None:
    assert spotintro("support", "--json").document()["mailto"] is None
    assert "mailto" not in spotintro("support").out


def test_a_clock_that_is_believed_needs_no_confirmation(spotintro: Commands) -> None:
    result = spotintro("credits", "confirm-clock")
    assert (result.status, result.out) == (0, "The clock was believed already; 10 credits available.\n")
    assert spotintro("credits", "confirm-clock", "--json").document()["available"] == 10
