"""The lines: what comes out is what went in, and nothing else is taken."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spotintro.remote.messages import (
    VERSION,
    Answer,
    Command,
    NoRequest,
    Request,
    answer_of,
    line_of,
    request_of,
)
from spotintro.remote.status import Status


@pytest.mark.parametrize("command", list(Command))
def test_a_request_is_a_line(command: Command) -> None:
    line = line_of(Request(v=VERSION, do=command))
    assert line.count(b"\n") == 1
    assert request_of(line).do is command


def test_an_answer_is_a_line_whatever_is_in_it() -> None:
    answer = Answer(done=True, message="a\nb", status=Status(title="So\u2028What", credits=8))
    line = line_of(answer)
    assert line.count(b"\n") == 1
    assert answer_of(line) == answer


def test_fields_that_are_not_known_are_passed_over() -> None:
    assert request_of(b'{"v": 1, "do": "skip", "later": [1]}\n').do is Command.SKIP
    assert answer_of(b'{"v": 1, "done": true, "status": {"later": 1, "title": "T"}}') == Answer(
        done=True, status=Status(title="T")
    )


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"\n",
        b"introduce\n",
        b"[]\n",
        b"{}\n",
        b'{"v": 1}\n',
        b'{"v": 1, "do": "buy"}\n',
        b'{"v": 1, "do": ["skip"]}\n',
        b'{"v": 2, "do": "skip"}\n',
        b'{"v": true, "do": "skip"}\n',
        b'\xff\xfe{"v": 1}\n',
        pytest.param(b"[" * 4000 + b"\n", id="nested"),
        b'{"v": 1, "do": "skip"} {"v": 1, "do": "skip"}\n',
    ],
)
def test_what_is_no_request_is_said_to_be_none(line: bytes) -> None:
    with pytest.raises(NoRequest):
        request_of(line)
    assert answer_of(line) is None


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reading(line: bytes) -> None:
    with pytest.raises(NoRequest):
        request_of(line)
    assert answer_of(line) is None


def test_the_commands_are_these_and_no_more() -> None:
    assert {command.value for command in Command} == {
        *("introduce", "next-intro", "again", "stop", "skip", "previous", "play", "pause", "play-pause"),
        *("auto", "auto-on", "auto-off", "voice", "status", "follow"),
    }
    assert json.loads(line_of(Request(v=VERSION, do=Command.AUTO_ON))) == {"v": 1, "do": "auto-on"}
