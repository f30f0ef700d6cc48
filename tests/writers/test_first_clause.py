"""What goes ahead of a text's first sentence, and how that sentence then ends."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

import pytest

from spotintro.music import Track
from spotintro.writers.base import Clause, Dropped, Line, Piece, Usage, WriterUnusable
from spotintro.writers.habits import Habits
from spotintro.writers.known_servers import KnownServers
from spotintro.writers.model_text import ModelText
from spotintro.writers.openai import OpenAIWriter
from tests.fakes.openai_server import Answer, Ending, OpenAIServer
from tests.fakes.writer import intro_request

REQUEST = intro_request(Track("1", "Glass Harbour", ("Ada Quell",), album="Low Tide", year=1999))
CLAUSE = "Here is Glass Harbour by Ada Quell tonight,"
CLOSED = "Here is Glass Harbour by Ada Quell tonight."
REST = " and it is good to have you all with us."
MORE = "Lean back and enjoy it."


def tokens(text: str) -> list[str]:
    return re.findall(r"\s*[\w'’-]+|\s*[^\w\s]", text)


def shown(pieces: Iterable[Piece]) -> list[str | Clause]:
    """Return sentences as bare text, clauses as they are, and leave out what fell."""
    return [
        piece.text if isinstance(piece, Line) else piece
        for piece in pieces
        if not isinstance(piece, Dropped | Usage)
    ]


def run(text: str, *, strict: bool = True, cut: bool = False, whole: bool = False) -> list[str | Clause]:
    model_text = ModelText(REQUEST, strict=strict, whole=whole)
    pieces: list[str | Clause] = []
    for token in tokens(text):
        pieces += shown(model_text.feed(token))
        if model_text.is_full:
            break
    return [*pieces, *shown(model_text.finish(cut=cut))]


def test_a_long_first_sentence_is_begun_at_its_clause() -> None:
    assert run(f"{CLAUSE}{REST} {MORE}") == [Clause(CLAUSE), CLAUSE + REST, MORE]


def test_a_clause_comes_with_its_mark_and_not_later() -> None:
    model_text = ModelText(REQUEST, strict=True)
    *before, comma = tokens(CLAUSE)
    assert [piece for token in before for piece in model_text.feed(token)] == []
    assert model_text.feed(comma) == [Clause(CLAUSE)]


@pytest.mark.parametrize(
    "rest",
    [
        " and it won a Grammy in the end.",
        " which sold three million copies.",
        " but could you tell me what style you want?",
        " " + "and on and on " * 40 + "it goes.",
    ],
)
def test_where_the_rest_may_not_be_said_the_sentence_ends_with_its_clause(rest: str) -> None:
    assert run(CLAUSE + rest) == [Clause(CLAUSE), CLOSED]


def test_a_false_rest_is_dropped_and_the_text_goes_on() -> None:
    assert run(f"{CLAUSE} which sold three million copies. {MORE}") == [Clause(CLAUSE), CLOSED, MORE]


@pytest.mark.parametrize("cut", [True, False])
def test_a_text_that_ends_within_the_rest_ends_with_its_clause(cut: bool) -> None:
    pieces = run(f"{CLAUSE} and it won a Gram", cut=cut)
    assert pieces == [Clause(CLAUSE), CLOSED]


def test_a_text_cut_in_a_true_rest_ends_with_its_clause() -> None:
    assert run(f"{CLAUSE} and it is good to", cut=True) == [Clause(CLAUSE), CLOSED]


@pytest.mark.parametrize(
    "text",
    [
        "Good evening to all of you night owls out there, here is Low Tide.",  # names neither title nor artist
        "I would love to introduce Glass Harbour by Ada Quell tonight, but I can’t help you with that.",
        "Here is Glass Harbour, enjoy it.",
        "It sold a million copies after Glass Harbour by Ada Quell, and that is it.",
    ],
)
def test_what_must_wait_for_its_sentence_waits(text: str) -> None:
    assert [piece for piece in run(f"{text} {MORE}") if isinstance(piece, Clause)] == []


def test_what_was_begun_ahead_needs_no_line_that_names_the_track() -> None:
    line = "Here comes Glass Harbour."
    for text, pieces in (
        (f"{CLAUSE} which sold three million copies. {MORE}", [Clause(CLAUSE), CLOSED, MORE]),
        ("It is good to have you all with us tonight, friends.", [line]),
    ):
        model_text = ModelText(replace(REQUEST, naming_line=line), strict=True)
        given = [piece for token in tokens(text) for piece in shown(model_text.feed(token))]
        given += shown(model_text.finish(cut=False))
        assert given[: len(pieces)] == pieces
        model_text.check("host")


def test_only_the_first_sentence_is_begun_ahead() -> None:
    pieces = run(f"Good evening, everybody. {CLAUSE}{REST}")
    assert pieces == ["Good evening, everybody.", CLAUSE + REST]


def test_a_text_that_is_taken_whole_has_nothing_ahead() -> None:
    assert run(f"{CLAUSE}{REST} {MORE}", whole=True) == [CLAUSE + REST, MORE]


def test_thoughts_that_were_begun_aloud_end_the_text() -> None:
    model_text = ModelText(REQUEST, strict=True)
    for token in tokens(CLAUSE):
        model_text.feed(token)
    model_text.feed(" and so on.\n</think>\nGood evening.")
    model_text.finish(cut=False)
    with pytest.raises(WriterUnusable):
        model_text.check("host")


@pytest.mark.slow
async def test_a_clause_is_out_while_the_model_still_writes() -> None:
    answer = Answer(chunks=tokens(CLAUSE), ending=Ending.SILENCE)
    with OpenAIServer(answer) as server:
        known = KnownServers()
        known.habits(server.base_url, "m", expected=Habits(is_clean=True))
        writer = OpenAIWriter(
            api_key=None, base_url=server.base_url, model="m", timeout_s=20.0, strict=True, servers=known
        )
        pieces = writer.write(REQUEST)
        assert await anext(pieces) == Clause(CLAUSE)
        await pieces.aclose()
        await writer.close()
