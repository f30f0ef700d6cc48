from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from spotintro.state.answers import LOOKED_UP, Answers

AT = datetime(2026, 3, 1, 12, tzinfo=timezone(timedelta(hours=2)))


def test_nothing_is_agreed_before_it_is(tmp_path: Path) -> None:
    assert not Answers(tmp_path / "answers.json").agreed("api.openai.com")
    assert list(tmp_path.iterdir()) == []


def test_an_answer_holds_for_its_host_alone_and_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "answers.json"
    Answers(path).agree("api.openai.com", AT)
    Answers(path).agree("localhost:11434", AT)
    kept = Answers(path)
    assert kept.agreed("api.openai.com")
    assert kept.agreed("localhost:11434")
    assert not kept.agreed("evil.example")
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert '"2026-03-01T10:00:00+00:00"' in path.read_text()
    assert [found.name for found in path.parent.iterdir()] == ["answers.json"]
    assert AT.astimezone(UTC).hour == 10


def test_forgetting_takes_every_answer_back(tmp_path: Path) -> None:
    answers = Answers(tmp_path / "answers.json")
    answers.agree("api.openai.com", AT)
    answers.forget()
    answers.forget()
    assert not answers.agreed("api.openai.com")


def test_who_agreed_when_less_was_sent_is_asked_anew(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "answers.json"
    path.write_bytes(b'{"track_facts_sent_to": {"api.openai.com": "2026-11-22T20:15:00+00:00"}}')
    with caplog.at_level(logging.WARNING):
        assert not Answers(path).agreed("api.openai.com")
    assert caplog.text == ""


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe",
        b'{"facts_and_evening_sent_to": ["api.openai.com"]}',
        b'{"facts_and_evening_sent_to": {"api.openai.com": true}}',
        b'"api.openai.com"',
    ],
)
def test_a_corrupt_file_is_nothing_agreed(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, content: bytes
) -> None:
    path = tmp_path / "answers.json"
    path.write_bytes(content)
    with caplog.at_level(logging.WARNING):
        assert not Answers(path).agreed("api.openai.com")
    assert "not given" in caplog.text
    Answers(path).agree("api.openai.com", AT)
    assert Answers(path).agreed("api.openai.com")


def test_a_file_that_cant_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "answers.json"
    path.mkdir()  # os.replace fails on it for everybody, root too
    with pytest.raises(OSError, match="answers"):
        Answers(path).agree("api.openai.com", AT)
    assert [found.name for found in tmp_path.iterdir()] == ["answers.json"]


def test_a_no_is_kept_as_a_yes_is_and_the_last_answer_counts(tmp_path: Path) -> None:
    path = tmp_path / "answers.json"
    Answers(path).decline("musicbrainz.org", AT)
    assert Answers(path).declined("musicbrainz.org")
    assert not Answers(path).agreed("musicbrainz.org")
    Answers(path).agree("musicbrainz.org", AT)
    assert Answers(path).agreed("musicbrainz.org")
    assert not Answers(path).declined("musicbrainz.org")


def test_the_answer_to_one_question_is_none_to_another(tmp_path: Path) -> None:
    path = tmp_path / "answers.json"
    Answers(path).agree("one.example", AT)
    Answers(path, LOOKED_UP).decline("one.example", AT)
    assert Answers(path).agreed("one.example")
    assert not Answers(path).declined("one.example")
    assert Answers(path, LOOKED_UP).declined("one.example")
    assert not Answers(path, LOOKED_UP).agreed("one.example")
