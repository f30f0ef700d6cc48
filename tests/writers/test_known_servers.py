from __future__ import annotations

import json
import logging
from dataclasses import fields
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from spotintro.writers.habits import Habits
from spotintro.writers.known_servers import KnownServers
from spotintro.writers.openai import OpenAIWriter
from tests.fakes.ledger import FakeClock
from tests.fakes.openai_server import FAULTS, Answer, Ending, OpenAIServer
from tests.fakes.writer import whole_sentences
from tests.writers.answering import REQUEST, SENTENCES, G

ADDRESS = "http://user:secret@model.example/v1"


def learned(path: Path, clock: FakeClock) -> Habits:
    return KnownServers(path, clock).habits(ADDRESS, "m", expected=Habits())


def keep(path: Path, clock: FakeClock, **values: Any) -> None:
    servers = KnownServers(path, clock)
    servers.habits(ADDRESS, "m", expected=Habits(**values))
    servers.keep(ADDRESS, "m")


def test_what_was_learned_is_there_for_the_next_program_and_for_a_week(tmp_path: Path) -> None:
    path, clock = tmp_path / "new" / "servers.json", FakeClock()
    values: dict[str, Any] = {
        "is_clean": True, "streams": False, "length_parameter": None, "refused": ["max_tokens"]
    }  # fmt: skip
    keep(path, clock, **values)
    assert learned(path, clock) == Habits(**values)
    assert KnownServers(path, clock).habits(ADDRESS, "another", expected=Habits()) == Habits()
    assert path.stat().st_mode & 0o777 == 0o600
    assert "secret" not in path.read_text()
    assert "model.example" not in path.read_text()
    clock.advance(timedelta(days=7, seconds=1).total_seconds())
    assert learned(path, clock) == Habits()


def test_a_file_does_not_grow_for_ever(tmp_path: Path) -> None:
    servers = KnownServers(tmp_path / "servers.json", FakeClock())
    for number in range(60):
        servers.habits(ADDRESS, str(number), expected=Habits())
        servers.keep(ADDRESS, str(number))
    assert len(json.loads((tmp_path / "servers.json").read_text())) == 50


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff", b"null", b"9" * 200_000])
def test_a_corrupt_file_is_nothing_learned(tmp_path: Path, content: bytes) -> None:
    path, clock = tmp_path / "servers.json", FakeClock()
    path.write_bytes(content)
    assert learned(path, clock) == Habits()
    keep(path, clock, is_clean=True)
    assert learned(path, clock).is_clean


@pytest.mark.parametrize("name", ["at", *(each.name for each in fields(Habits))])
@pytest.mark.parametrize("value", [7, "max_items", {"a": 1}, [1]])
def test_an_entry_of_another_form_is_nothing_learned(tmp_path: Path, name: str, value: object) -> None:
    path, clock = tmp_path / "servers.json", FakeClock()
    keep(path, clock, is_clean=True)
    entries = json.loads(path.read_text())
    for entry in entries.values():
        entry[name] = value
    path.write_text(json.dumps(entries))
    assert learned(path, clock) == Habits()


def test_what_can_not_be_written_is_logged(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "file").write_text("")
    with caplog.at_level(logging.WARNING):
        keep(tmp_path / "file" / "servers.json", FakeClock(), is_clean=True)
    assert "is not kept" in caplog.text


@pytest.mark.slow
async def test_the_first_text_of_another_program_is_said_as_it_comes(tmp_path: Path) -> None:
    def writer(url: str) -> OpenAIWriter:
        servers = KnownServers(tmp_path / "servers.json", FakeClock())
        return OpenAIWriter(api_key=None, base_url=url, model="m", timeout_s=20, strict=True, servers=servers)

    open_end = Answer(chunks=(G[:60],), ending=Ending.SILENCE)
    with OpenAIServer(FAULTS["no-max-tokens"], Answer(G), open_end) as server:
        first = writer(server.base_url)
        assert [sentence async for sentence in whole_sentences(first, REQUEST)] == SENTENCES
        await first.close()
        second = writer(server.base_url)
        sentences = whole_sentences(second, REQUEST)
        assert await anext(sentences) == SENTENCES[0]
        await sentences.aclose()
        await second.close()
        assert "max_tokens" not in server.requests[2].body
