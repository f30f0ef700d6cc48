"""Answers as real servers give them, over a real connection and through the real client."""

from __future__ import annotations

import pytest

from spotintro.writers.base import WriterEmpty, WriterError, WriterRefused, WriterUnreachable, WriterUnusable
from tests.fakes.openai_server import Answer, Ending
from tests.writers.answering import SENTENCES, G, outcome, refused, said, streamed, whole
from tests.writers.real_answers import ADAPTED, BAD, GOOD, HALF, STOP, too_much

pytestmark = pytest.mark.slow  # a server of its own for each


@pytest.mark.parametrize("clean", [False, True], ids=["first", "later"])
@pytest.mark.parametrize(("source", "answer"), GOOD, ids=[row[0] for row in GOOD])
async def test_the_text_alone_is_given_out(source: str, answer: Answer, clean: bool) -> None:
    result, server, _ = await outcome([answer], clean=clean)
    assert result == SENTENCES, source
    assert len(server.requests) == 1


@pytest.mark.parametrize("clean", [False, True], ids=["first", "later"])
@pytest.mark.parametrize(("source", "answer", "kind", "message"), BAD, ids=[row[0] for row in BAD])
async def test_what_is_no_whole_text_is_an_error(
    source: str, answer: Answer, kind: type[WriterError], message: str, clean: bool
) -> None:
    result, _, given = await outcome([answer], clean=clean)
    assert isinstance(result, WriterError), f"{source} gave {result}"
    assert type(result) is kind
    assert message in result.message
    assert clean or given == [], "a text that fails is not begun before the server is known"


@pytest.mark.parametrize(("source", "refusals", "present", "absent"), ADAPTED, ids=[row[0] for row in ADAPTED])
async def test_what_a_server_refuses_is_left_out_once_and_for_all(
    source: str, refusals: list[Answer], present: dict[str, object], absent: set[str]
) -> None:
    good = whole(G) if absent == {"stream"} else streamed(G)
    result, server, _ = await outcome([*refusals, good], times=2)
    assert result == SENTENCES, source
    assert len(server.requests) == len(refusals) + 2, "it is remembered for the second text"
    for received in server.requests[len(refusals) :]:
        body = received.body
        assert {key: body.get(key) for key in present} == present
        assert not absent & {*body, *(message["role"] for message in body["messages"])}
        assert "Nuit blanche" in str(body["messages"])
        assert "radio" in str(body["messages"]) or "host" in str(body["messages"])


async def test_a_server_that_refuses_everything_is_not_asked_for_ever() -> None:
    answer = refused(400, too_much("context size, stream not supported, max_tokens, system role not supported"))
    result, server, _ = await outcome([answer])
    assert type(result) is WriterRefused
    assert len(server.requests) <= 8


def test_there_are_enough_of_them() -> None:
    sources = [*(row[0] for row in GOOD), *(row[0] for row in BAD), *(row[0] for row in ADAPTED)]
    assert len(sources) >= 60
    assert all("#" in source for source in sources)


async def test_thoughts_that_were_said_fail_the_text_and_are_expected_from_then_on() -> None:
    """As in ggml-org/llama.cpp#23320, where an update of the server changed what it lets through."""
    habit = streamed(f"Good evening, good people. A warm one, with the name of the artist.</think>{G}")
    result, _, given = await outcome([streamed(G), habit], times=2)
    assert isinstance(result, WriterUnusable)
    assert "wrote its thoughts" in result.message
    assert given
    assert not set(SENTENCES) & set(given)
    later, _, _ = await outcome([streamed(G), habit, habit], times=3)
    assert later == SENTENCES


async def test_the_stall_limit_begins_with_the_text() -> None:
    """1667-ai/1667#127: the role comes at once, and then a slow machine reads the prompt."""
    slow = Answer(chunks=[""], between_tokens_s=0.8, raw_lines=(said(G),))
    result, _, _ = await outcome([slow], stall_s=0.3)
    assert result == SENTENCES


async def test_keep_alives_are_no_text() -> None:
    result, _, _ = await outcome([Answer(chunks=[HALF], ending=Ending.PINGS)], stall_s=0.3)
    assert isinstance(result, WriterUnreachable)
    assert "sent nothing for 0.3 s" in result.message


async def test_a_text_that_has_ended_does_not_wait_for_the_connection_to_close() -> None:
    answer = Answer(chunks=[G], raw_lines=(STOP,), ending=Ending.SILENCE)
    result, _, _ = await outcome([answer], stall_s=10)
    assert result == SENTENCES


REFUSAL = streamed("I'm sorry, but I can't write an introduction for this track.")


@pytest.mark.parametrize("clean", [False, True], ids=["first", "later"])
async def test_a_text_that_came_to_nothing_is_asked_for_once_more(clean: bool) -> None:
    result, server, _ = await outcome([REFUSAL, streamed(G)], clean=clean)
    assert result == SENTENCES
    assert len(server.requests) == 2
    first, second = (str(request.body["messages"]) for request in server.requests)
    assert "refuse or explain" in second
    assert "refuse or explain" not in first


async def test_what_was_said_of_an_answer_that_came_to_nothing_is_not_said_again() -> None:
    greeting = streamed("Good evening, night owls. And now", "length")
    result, server, _ = await outcome([greeting, streamed(G)], clean=True)
    assert result == SENTENCES
    assert len(server.requests) == 2


async def test_a_second_answer_that_fails_tells_of_the_first_which_another_writer_may_make_up_for() -> None:
    result, server, _ = await outcome([REFUSAL, refused(500, {"error": "out of memory"})])
    assert isinstance(result, WriterEmpty)
    assert "declined" in result.message
    assert len(server.requests) == 2
