"""The tokens of each request, told by the server or estimated, and the meter that hears of them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from spotintro.money import Money
from spotintro.writers.base import Line, Usage, WriterEmpty, WriterError, WriterRefused
from spotintro.writers.habits import Habits
from spotintro.writers.known_servers import KnownServers
from spotintro.writers.openai import OpenAIWriter
from spotintro.writers.prompt import messages
from spotintro.writers.tally import tokens_of
from tests.fakes.openai_server import FAULTS, Answer, OpenAIServer, error
from tests.writers.answering import DONE, REQUEST, G, chunk, lines, refused, said, whole

pytestmark = pytest.mark.slow

ASKED = tokens_of(messages(REQUEST))
PRICE = Money(12, "EUR")


@dataclass
class FakeMeter:
    """Writes down what it is told; `refuses` has it refuse the request of that number."""

    refuses: int | None = None
    events: list[Usage | str | None] = field(default_factory=list)
    reserved: list[Usage] = field(default_factory=list)
    settled: list[Usage] = field(default_factory=list)
    closed: bool = False

    async def reserve(self, most: Usage, *, workflow: str | None) -> str:
        if len(self.reserved) == self.refuses:
            raise WriterRefused("That is too much.", "Wait.")
        self.reserved.append(most)
        self.events.append(workflow)
        return str(len(self.reserved))

    def settle(self, reservation: str, used: Usage) -> Usage:
        assert reservation == str(len(self.reserved))
        self.settled.append(used)
        return replace(used, cost=PRICE)

    async def close(self) -> None:
        self.closed = True


def usage_line(**usage: Any) -> str:
    return "data: " + json.dumps({"object": "chat.completion.chunk", "choices": [], "usage": usage})


@dataclass
class Outcome:
    text: list[str]
    usages: list[Usage]
    error: WriterError | None
    bodies: list[dict[str, Any]]


async def write(
    answers: Sequence[Answer], *, meter: FakeMeter | None = None, times: int = 1, **options: Any
) -> Outcome:
    """The last of some texts, and every request that was made."""
    outcome = Outcome([], [], None, [])
    with OpenAIServer(*answers) as server:
        known = KnownServers()
        known.habits(server.base_url, "m", expected=Habits(is_clean=True))
        settings = {"timeout_s": 20.0, "stall_s": 0.3, **options}
        writer = OpenAIWriter(
            api_key=None,
            base_url=server.base_url,
            model="m",
            strict=True,
            servers=known,
            meter=meter,
            **settings,
        )
        try:
            for _ in range(times):
                outcome = Outcome([], [], None, [])
                try:
                    async for piece in writer.write(REQUEST):
                        if isinstance(piece, Line):
                            outcome.text.append(piece.text)
                        elif isinstance(piece, Usage):
                            outcome.usages.append(piece)
                except WriterError as problem:
                    outcome.error = problem
        finally:
            await writer.close()
        outcome.bodies = [dict(request.body) for request in server.requests]
    return outcome


@pytest.mark.parametrize(
    ("usage", "told"),
    [
        ({"prompt_tokens": 900, "completion_tokens": 50, "total_tokens": 950}, (900, 50)),
        # Those it had kept and those of its thoughts are in its sums already.
        (
            {
                "prompt_tokens": 900,
                "completion_tokens": 450,
                "total_tokens": 1350,
                "prompt_tokens_details": {"cached_tokens": 800},
                "completion_tokens_details": {"reasoning_tokens": 400},
            },
            (900, 450),
        ),
        # The thoughts in the total alone
        ({"prompt_tokens": 900, "completion_tokens": 50, "total_tokens": 1350}, (900, 450)),
        ({"input_tokens": 900, "output_tokens": 50}, (900, 50)),
        ({"prompt_tokens": 900, "completion_tokens": 0, "total_tokens": 900}, (900, 0)),
    ],
)
@pytest.mark.parametrize("place", ["in a piece of its own", "with the end", "in every piece", "in one object"])
async def test_the_servers_own_figures_are_taken(usage: dict[str, Any], told: tuple[int, int], place: str) -> None:
    body = {"usage": usage}
    answers = {
        "in a piece of its own": lines(said(G), said("", "stop"), usage_line(**usage), DONE),
        "with the end": lines(said(G), f"{said('', 'stop')[:-1]}, {json.dumps(body)[1:]}", DONE),
        "in every piece": lines(
            f'{said(G)[:-1]}, "usage": {{"prompt_tokens": 900, "completion_tokens": 1}}}}',
            said("", "stop"),
            usage_line(**usage),
            DONE,
        ),
        "in one object": replace(whole(G), body=f"{str(whole(G).body)[:-1]}, {json.dumps(body)[1:]}"),
    }
    outcome = await write([answers[place]])
    assert outcome.usages == [Usage(*told)]
    assert " ".join(outcome.text) == G


@pytest.mark.parametrize(
    "usage",
    [
        "null",
        "[]",
        '{"prompt_tokens": -1, "completion_tokens": 5}',
        '{"prompt_tokens": true, "completion_tokens": 5}',
        '{"prompt_tokens": 1e3, "completion_tokens": 5}',
        '{"prompt_tokens": 99999999999999999999, "completion_tokens": 5}',
        '{"prompt_tokens": 7}',
    ],
)
async def test_what_is_no_figure_is_estimated(usage: str) -> None:
    outcome = await write([lines(said(G), said("", "stop"), f'data: {{"choices": [], "usage": {usage}}}', DONE)])
    assert outcome.usages == [Usage(ASKED, -(-len(G.encode()) // 3), is_estimated=True)]


async def test_thoughts_that_are_sent_count_in_an_estimate() -> None:
    plain = await write([lines(said(G), said("", "stop"), DONE)])
    thinking = await write(
        [lines(chunk({"reasoning_content": "x" * 300, "reasoning": "x" * 300}), said(G), said("", "stop"), DONE)]
    )
    assert thinking.usages[0].tokens_out - plain.usages[0].tokens_out == 100


async def test_it_asks_for_the_figures_in_the_same_request() -> None:
    outcome = await write([lines(said(G), said("", "stop"), DONE)])
    assert [body["stream_options"] for body in outcome.bodies] == [{"include_usage": True}]


REFUSALS = {
    "by its name": error(400, "Unrecognized request argument supplied: stream_options"),
    "by a parameter": error(400, "Unknown parameter.", param="stream_options.include_usage"),
    "by a validator": refused(422, {"detail": [{"type": "extra_forbidden", "loc": ["body", "stream_options"]}]}),
    "without a word": Answer(status=400, body="Bad Request", content_type="text/plain"),
    "with a 422 without a word": refused(422, {"error": "invalid"}),
}


@pytest.mark.parametrize("refusal", REFUSALS)
async def test_a_server_that_refuses_the_wish_is_asked_once_more_without_it(refusal: str) -> None:
    meter = FakeMeter()
    outcome = await write([REFUSALS[refusal], lines(said(G), said("", "stop"), DONE)], meter=meter, times=2)
    assert " ".join(outcome.text) == G
    assert ["stream_options" in body for body in outcome.bodies] == [True, False, False]
    assert [used.tokens_in for used in meter.settled] == [ASKED, ASKED], "what was refused took nothing"


async def test_a_refusal_of_something_else_leaves_the_wish_as_it_is() -> None:
    outcome = await write([error(400, "The prompt is indecent."), error(400, "The prompt is indecent.")], times=2)
    assert isinstance(outcome.error, WriterRefused)
    assert ["stream_options" in body for body in outcome.bodies] == [True, False, True, False]


async def test_one_that_has_told_figures_is_not_suspected() -> None:
    good = lines(said(G), said("", "stop"), usage_line(prompt_tokens=9, completion_tokens=5), DONE)
    outcome = await write([good, error(400, "The prompt is indecent.")], times=2)
    assert ["stream_options" in body for body in outcome.bodies] == [True, True]


async def test_the_most_is_set_aside_before_anything_is_sent() -> None:
    meter = FakeMeter(refuses=0)
    outcome = await write([lines(said(G), said("", "stop"), DONE)], meter=meter)
    assert (outcome.error is not None, outcome.bodies, outcome.usages) == (True, [], [])
    meter = FakeMeter()
    outcome = await write([lines(said(G), said("", "stop"), DONE)], meter=meter)
    (body,) = outcome.bodies
    assert meter.reserved == [Usage(ASKED, body["max_tokens"], is_estimated=True)]
    assert meter.events == [None]
    assert outcome.usages == [replace(meter.settled[0], cost=PRICE)]
    assert meter.closed


async def test_a_text_that_is_asked_for_again_counts_twice() -> None:
    nothing = lines(
        said("I can't do that, sorry."), said("", "stop"), usage_line(prompt_tokens=9, completion_tokens=5)
    )
    good = lines(said(G), said("", "stop"), usage_line(prompt_tokens=8, completion_tokens=7), DONE)
    meter = FakeMeter()
    outcome = await write([nothing, good], meter=meter)
    assert meter.settled == [Usage(9, 5), Usage(8, 7)]
    assert [usage.tokens_in for usage in outcome.usages] == [9, 8]
    meter = FakeMeter(refuses=1)
    outcome = await write([nothing, good], meter=meter)
    assert isinstance(outcome.error, WriterEmpty), "the first answer's error, as if it had not been asked again"
    assert (len(outcome.bodies), meter.settled) == (1, [Usage(9, 5)])


@pytest.mark.parametrize("fault", ["drop", "stall", "cut-off", "error-in-stream", "malformed"])
async def test_a_stream_that_fails_counts_with_what_was_received(fault: str) -> None:
    meter = FakeMeter()
    outcome = await write([FAULTS[fault]], meter=meter)
    assert outcome.error is not None
    (used,) = meter.settled
    assert (used.tokens_in, used.is_estimated) == (ASKED, True)
    assert 0 < used.tokens_out < 60
    assert [usage.tokens_out for usage in outcome.usages] == [used.tokens_out]


@pytest.mark.parametrize("fault", ["unauthorized", "no-model", "rate-limited", "server-error", "no-route"])
async def test_a_refusal_takes_nothing(fault: str) -> None:
    meter = FakeMeter()
    outcome = await write([FAULTS[fault]], meter=meter)
    assert outcome.error is not None
    assert meter.settled == [Usage(0, 0)]


async def test_a_server_that_was_not_reached_takes_nothing_and_one_that_never_answers_may_have() -> None:
    meter = FakeMeter()
    with OpenAIServer() as server:
        url = server.base_url
    writer = OpenAIWriter(api_key=None, base_url=url, model="m", timeout_s=5, strict=True, meter=meter)
    with pytest.raises(WriterError):
        _ = [piece async for piece in writer.write(REQUEST)]
    await writer.close()
    assert meter.settled == [Usage(0, 0)]
    meter = FakeMeter()
    await write([FAULTS["no-answer"]], meter=meter, timeout_s=0.3)
    assert meter.settled == [Usage(ASKED, 0, is_estimated=True)]


async def test_a_text_that_is_left_counts_at_once() -> None:
    meter = FakeMeter()
    with OpenAIServer(replace(FAULTS["stall"], text=G)) as server:
        known = KnownServers()
        known.habits(server.base_url, "m", expected=Habits(is_clean=True))
        writer = OpenAIWriter(
            api_key=None,
            base_url=server.base_url,
            model="m",
            timeout_s=20,
            strict=True,
            servers=known,
            meter=meter,
        )
        async with aclosing(writer.write(REQUEST)) as pieces:
            async for _ in pieces:
                break
        (used,) = meter.settled
        assert used.tokens_in == ASKED
        assert used.tokens_out > 0
        await writer.close()
