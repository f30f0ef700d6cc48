"""`spotintro intros`: what was said, on a real store."""

from __future__ import annotations

import json
import re
import stat
import wave
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter

import pytest

from spotintro.clock import SystemClock
from spotintro.credits.base import Intro
from spotintro.knowledge import Source
from spotintro.music import Track
from spotintro.store import intros as intros_module
from spotintro.store.ledger import SqlLedger
from tests.cli.commands import Commands
from tests.store.requests import intro

SOURCE = Source("Wikipedia", "https://en.wikipedia.org/wiki/Erik_Satie", "CC BY-SA 4.0", "Erik Satie")
FLUTE = Track("flute", "Die Zauberflöte", ("Wolfgang Amadeus Mozart",), "Opern")
NOW = datetime.now(UTC)


@pytest.fixture
def store(spotintro: Commands) -> Iterator[SqlLedger]:
    """The store of the command line, as another program has it open."""
    assert spotintro("credits").status == 0
    ledger = SqlLedger(
        spotintro.data_dir / "credits.sqlite3", account_id="local", demo_credits=10, clock=SystemClock()
    )
    ledger.open()
    yield ledger
    ledger.close()


@pytest.fixture
def kept(spotintro: Commands, store: SqlLedger) -> Commands:
    """Three intros: a spoken one with a source, an unspoken favourite, a spoken one of another track."""
    store.record_intro(replace(intro("a"), spoken=True, sources=(SOURCE,), written_at=NOW - timedelta(days=40)))
    store.record_intro(
        replace(intro("b", text="Only shown."), written_at=NOW - timedelta(days=39), favourite=True)
    )
    store.record_intro(replace(intro("c", track=FLUTE, text="Papageno."), spoken=True, written_at=NOW))
    return spotintro


def ids(result: object) -> list[int]:
    assert isinstance(result, dict)
    return [each["id"] for each in result["intros"]]


def test_the_newest_come_first_each_with_its_id(kept: Commands) -> None:
    result = kept("intros")
    assert result.status == 0
    assert result.out == kept("intros", "list").out
    first, second, third = result.out.splitlines()
    assert first == f"3 {NOW.astimezone():%Y-%m-%d %H:%M} Die Zauberflöte — Wolfgang Amadeus Mozart: Papageno."
    assert second.endswith("Gymnopédie No. 1 — Erik Satie ★ favourite: Only shown.")
    assert third.startswith("1 ")
    assert result.err == ""


def test_an_intro_as_json_has_all_of_it(kept: Commands) -> None:
    document = kept("intros", "show", "1", "--json").document()
    assert set(document) == {"id", "at", "track", "text", "writer", "spoken", "favourite", "sources"}
    assert (document["id"], document["text"], document["writer"]) == (1, "Here comes Satie.", "announcer")
    assert (document["spoken"], document["favourite"]) == (True, False)
    assert document["track"]["artists"] == ["Erik Satie"]
    assert document["sources"] == [
        {
            "name": "Wikipedia",
            "title": "Erik Satie",
            "url": "https://en.wikipedia.org/wiki/Erik_Satie",
            "licence": "CC BY-SA 4.0",
        }
    ]
    assert kept("intros", "list", "--json").document()["intros"][2] == document


def test_an_intro_in_words_names_its_sources(kept: Commands) -> None:
    lines = kept("intros", "show", "1").out.splitlines()
    assert lines[0].endswith("Gymnopédie No. 1 — Erik Satie")
    assert lines[1:] == [
        "Here comes Satie.",
        "by announcer · spoken",
        "Source: Wikipedia: Erik Satie, https://en.wikipedia.org/wiki/Erik_Satie, CC BY-SA 4.0",
    ]


def test_sources_are_named_where_an_intro_is_said_again(kept: Commands) -> None:
    said = kept("intros", "say", "1")
    assert "Source: Wikipedia: Erik Satie, https://en.wikipedia.org/wiki/Erik_Satie, CC BY-SA 4.0" in said.err
    assert "Source:" not in kept("intros", "say", "3").err


def test_pages_and_filters(kept: Commands) -> None:
    first = kept("intros", "list", "--limit", "2", "--json").document()
    assert (ids(first), first["older_than"]) == ([3, 2], 2)
    second = kept("intros", "list", "--limit", "2", "--before", "2", "--json").document()
    assert (ids(second), second["older_than"]) == ([1], None)
    assert kept("intros", "list", "--limit", "2").err == "Older ones: --before 2\n"
    assert ids(kept("intros", "list", "--favourites", "--json").document()) == [2]
    assert ids(kept("intros", "list", "--search", "ZAUBERFLOTE mozart", "--json").document()) == [3]
    assert ids(kept("intros", "list", "--search", "satie shown", "--json").document()) == [2]
    nothing = kept("intros", "list", "--search", "nowhere")
    assert (nothing.status, nothing.out, nothing.err) == (0, "", "None is found.\n")


def test_where_nothing_was_said_a_line_says_so(spotintro: Commands) -> None:
    result = spotintro("intros")
    assert (result.status, result.out, result.err) == (0, "", "No intro is kept.\n")
    assert spotintro("intros", "--json").document() == {"intros": [], "older_than": None}
    assert spotintro("intros", "export").out == '{"intros": [\n]}\n'


def test_a_favourite_is_kept_and_let_go(kept: Commands) -> None:
    assert "1 is a ★ favourite: Gymnopédie" in kept("intros", "favourite", "1").out
    assert ids(kept("intros", "list", "--favourites", "--json").document()) == [2, 1]
    assert kept("intros", "favourite", "2", "--off", "--json").document() == {"id": 2, "favourite": False}
    assert ids(kept("intros", "list", "--favourites", "--json").document()) == [1]


def test_what_was_said_is_said_again_for_nothing_and_what_was_not_at_the_voices_price(
    kept: Commands, tmp_path: Path
) -> None:
    free = kept("intros", "say", "1", "--out", str(tmp_path / "a.wav"), "--json").document()
    assert (free["id"], free["text"], free["charged"]) == (1, "Here comes Satie.", {})
    assert free["balance"]["available"] == 10
    with wave.open(str(tmp_path / "a.wav")) as sound:
        assert sound.getnframes() > 0
    paid = kept("intros", "say", "2", "--out", str(tmp_path / "b.wav"))
    assert (paid.status, paid.out) == (0, "Only shown.\n")
    assert "Charged: voice 1 credit, 9 left" in paid.err
    again = kept("intros", "say", "2", "--out", str(tmp_path / "b.wav"), "--force", "--json").document()
    assert (again["spoken"], again["charged"], again["balance"]["available"]) == (True, {}, 9)
    assert kept("credits", "audit", "--json").document()["ok"] is True


def test_a_speech_that_cannot_be_paid_leaves_no_file(kept: Commands, tmp_path: Path) -> None:
    kept.config("[credits.costs]\nSPEAK_TRACK_INTRO = 99\n")
    result = kept("intros", "say", "2", "--out", str(tmp_path / "b.wav"), "--json")
    assert result.status == 3
    assert result.error()["code"] == "INSUFFICIENT_CREDITS"
    assert not (tmp_path / "b.wav").exists()


def test_one_is_deleted_and_then_all(kept: Commands) -> None:
    assert "2 is deleted" in kept("intros", "delete", "2").out
    assert kept("intros", "show", "2").status == 1
    assert ids(kept("intros", "--json").document()) == [3, 1]
    assert kept("intros", "delete", "--all", "--json").document() == {"texts_deleted": 2}
    assert ids(kept("intros", "--json").document()) == []


@pytest.mark.parametrize("arguments", [(), ("1", "--all"), ("0",), ("x",), ("-1",), (str(2**63),)])
def test_what_is_to_be_deleted_must_be_said(kept: Commands, arguments: tuple[str, ...]) -> None:
    assert kept("intros", "delete", *arguments).status == 2
    assert len(ids(kept("intros", "--json").document())) == 3


@pytest.mark.parametrize("command", ["show", "say", "favourite", "delete"])
@pytest.mark.parametrize("number", ["4", str(2**63 - 2)])
def test_an_id_that_is_not_there(kept: Commands, command: str, number: str) -> None:
    result = kept("intros", command, number, "--json")
    assert result.status == 1
    assert result.error()["code"] == "INTRO_NOT_KEPT"


def test_every_format_by_name_and_by_option(kept: Commands, tmp_path: Path) -> None:
    listed = kept("intros", "--json").document()["intros"]
    assert json.loads(kept("intros", "export").out) == {"intros": listed}
    assert json.loads(kept("intros", "export", "--json").out) == {"intros": listed}
    file = tmp_path / "said.json"
    assert kept("intros", "export", str(file)).status == 0
    assert json.loads(file.read_text(encoding="utf-8")) == {"intros": listed}
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    (favourite,) = json.loads(kept("intros", "export", "--favourites").out)["intros"]
    assert favourite["id"] == 2
    marked = tmp_path / "said.md"
    assert kept("intros", "export", str(marked)).status == 0
    assert marked.read_text(encoding="utf-8") == kept("intros", "export", "--format", "md").out
    assert (
        "[Wikipedia: Erik Satie](<https://en.wikipedia.org/wiki/Erik_Satie>) (CC BY-SA 4.0)" in marked.read_text()
    )
    plain = kept("intros", "export", "--format", "txt").out
    assert plain.count("\n\n") == 3
    assert "Gymnopédie No. 1 — Erik Satie\nOnly shown.\nby announcer · not spoken · ★ favourite\n" in plain
    assert kept("intros", "export", "--json", "--format", "md").status == 2


def test_a_file_that_is_there_is_replaced_only_where_it_is_said(kept: Commands, tmp_path: Path) -> None:
    file = tmp_path / "said.txt"
    file.write_text("mine")
    refused = kept("intros", "export", str(file))
    assert refused.status == 2
    assert "FILE: " in refused.err
    assert "--force replaces it" in refused.err
    assert file.read_text() == "mine"
    assert kept("intros", "export", str(file), "--force").status == 0
    assert "Papageno." in file.read_text()
    assert kept("intros", "export", str(tmp_path / "nowhere" / "x.txt")).status == 2


def test_nothing_hostile_reaches_a_terminal_or_a_file(spotintro: Commands, store: SqlLedger) -> None:
    evil = "\x1b]0;owned\x07\x1b[31m<script>\u202e[x](javascript:y)\n# heading"
    source = Source(evil, evil, evil, evil)
    store.record_intro(
        Intro("w", Track("t", evil, (evil,), evil), evil, evil, NOW, sources=(source,)),
    )
    for arguments in (
        ("list",),
        ("show", "1"),
        ("export", "--format", "txt"),
        ("export", "--format", "md"),
        ("favourite", "1"),
        ("export",),
        ("list", "--json"),
    ):
        out = spotintro("intros", *arguments).out
        assert out
        assert "\x1b" not in out
        assert "\x07" not in out
        if "export" not in arguments or "--format" in arguments:
            assert "\u202e" not in out or "--json" in arguments
    marked = spotintro("intros", "export", "--format", "md").out
    assert "<script>" not in marked.replace("\\<", "")
    assert not re.search(r"(?<!\\)\]\(", marked)
    assert "\n# heading" not in marked


def test_old_ones_go_with_the_next_command_and_favourites_stay(kept: Commands) -> None:
    kept.config("[history]\nkeep_days = 30\n")
    result = kept("intros", "--json")
    assert ids(result.document()) == [3, 2]
    assert result.err == "1 intro older than history.keep_days (30) was deleted; favourites stay.\n"
    assert kept("intros").err == ""


def test_an_intro_deletes_old_ones_too(kept: Commands) -> None:
    kept.config("[history]\nkeep_days = 30\n")
    result = kept("intro", "--player", "demo", "--no-speak")
    assert result.status == 0
    assert "1 intro older than history.keep_days (30) was deleted" in result.err
    kept.config("")
    assert ids(kept("intros", "--json").document()) == [4, 3, 2]


def test_none_is_deleted_unless_the_settings_say_so(kept: Commands, store: SqlLedger) -> None:
    store.record_intro(replace(intro("old"), written_at=NOW - timedelta(days=9000)))
    assert len(ids(kept("intros", "--json").document())) == 4


@pytest.mark.slow
def test_ten_thousand_are_listed_as_quickly_as_a_few(kept: Commands, store: SqlLedger) -> None:
    def seconds() -> float:
        began = perf_counter()
        assert kept("intros", "list").status == 0
        return perf_counter() - began

    few = min(seconds() for _ in range(3))
    with store.transactions.booking() as booking:
        for number in range(10_000):
            intros_module.keep(booking, intro(f"w{number}", text="A text of some length. " * 20))
    assert min(seconds() for _ in range(3)) < few + 0.1
    exported = kept("intros", "export").document()["intros"]
    assert len(exported) == 10_003
