"""What a model says with citations and placeholders, held against what it was told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from spotintro.knowledge import About, Fact, Relation, Source
from spotintro.music import Track
from spotintro.writers.base import Clause, Dropped, Line, Piece, WriterEmpty
from spotintro.writers.model_text import ModelText
from spotintro.writers.prompt import AGAIN, AGAIN_WITH_LESS
from tests.fakes.writer import intro_request, said_in

MADE_UP = Source("MusicBrainz", "https://musicbrainz.org/recording/1", "CC0")
PRODUCER = Fact(Relation.PRODUCER, About.TRACK, "Glass Harbour", MADE_UP, text="Ida Moreau")
ORIGIN = Fact(Relation.ORIGIN, About.ARTIST, "Ada Quell", MADE_UP, text="Bergen", detail="Norway")
FIRST = Fact(Relation.FIRST_RELEASED, About.TRACK, "Glass Harbour", MADE_UP, year=1986)
REQUEST = replace(
    intro_request(Track("1", "Glass Harbour", ("Ada Quell",), "Low Tide", 208_000, year=1987)),
    facts=(PRODUCER, ORIGIN, FIRST),
    stand_ins=("Ida Moreau sat at the desk for it.", "", "It was first released in 1986."),
)
PRODUCED = '"Glass Harbour" was produced by "Ida Moreau".'
HELLO = "Good evening to all of you."
NAMED = "Here is Glass Harbour by Ada Quell."
SAID = "It was produced by Ida Moreau."


def pieces(text: str, *, strict: bool = True, size: int = 4, whole: bool = False) -> list[Piece]:
    model_text = ModelText(REQUEST, strict=strict, whole=whole)
    given: list[Piece] = []
    for start in range(0, len(text), size):
        given += model_text.feed(text[start : start + size])
    return [*given, *model_text.finish(cut=False)]


def lines(text: str, **how: bool) -> list[Line]:
    return [piece for piece in pieces(text, **how) if isinstance(piece, Line)]


def dropped(text: str, **how: bool) -> list[Dropped]:
    return [piece for piece in pieces(text, **how) if isinstance(piece, Dropped)]


@pytest.mark.parametrize("whole", [True, False])
def test_a_sentence_comes_with_what_it_stands_on(whole: bool) -> None:
    text = "Good evening to all of you. Here is {title} by {artist}. [2] It was produced by {name6}. [6]"
    hello, named, produced = lines(text, whole=whole)
    assert hello == Line(HELLO)
    assert (named.text, named.fact) == (NAMED, None)
    assert named.carried_by.startswith("It is ")
    assert produced == Line(SAID, PRODUCED, PRODUCER)


@pytest.mark.parametrize(
    "shape",
    ["[6]", "[fact 6]", "(6)", "⁶", "【6】", "[6][1]", "[1, 6]", "{6}", "[6](https://a.example)"],
)
@pytest.mark.parametrize("place", ["It was produced by {{name6}}. {0}", "It was produced by {{name6}} {0}."])
@pytest.mark.parametrize("size", [1, 5, 1000])
def test_no_citation_is_shown(shape: str, place: str, size: int) -> None:
    text = f"{HELLO} {NAMED} [2] {place.format(shape)} Lean back and enjoy it."
    said = said_in(pieces(text, size=size))
    assert said == [HELLO, NAMED, SAID, "Lean back and enjoy it."]


def test_a_citation_before_each_sentence_is_one_of_it() -> None:
    told = lines("[1] This is {title} by {artist}. [6] It was produced by {name6}.")
    assert [line.text for line in told] == ["This is Glass Harbour by Ada Quell.", SAID]
    assert told[1].fact == PRODUCER


def test_what_is_not_cited_is_held_against_each_statement() -> None:
    told = lines(f"{HELLO} {NAMED} It was produced by Ida Moreau. Ada Quell is from Bergen.")
    assert [line.fact for line in told] == [None, None, PRODUCER, ORIGIN]


def test_what_is_held_against_another_statement_falls_with_its_reason() -> None:
    (fallen,) = dropped(f"{HELLO} {NAMED} [2] It was produced by Ida Moreau. [7]")
    assert fallen.text == SAID
    assert fallen.reason.endswith(".")
    (unknown,) = dropped(f"{HELLO} {NAMED} [2] It was produced by Ida Moreau. [40]")
    assert "there is not" in unknown.reason


def test_of_several_that_are_cited_one_has_to_carry_it() -> None:
    assert lines(f"{NAMED} [2] It was produced by Ida Moreau. [7, 6]")[1].fact == PRODUCER


def test_where_a_sentence_falls_the_announcers_for_that_fact_takes_its_place() -> None:
    text = f"{HELLO} {NAMED} [2] It was produced by Tom Bell. [6] Lean back and enjoy it."
    told = pieces(text)
    assert said_in(told) == [HELLO, NAMED, "Ida Moreau sat at the desk for it.", "Lean back and enjoy it."]
    assert Line("Ida Moreau sat at the desk for it.", PRODUCED, PRODUCER) in told
    assert [piece.text for piece in told if isinstance(piece, Dropped)] == ["It was produced by Tom Bell."]


def test_it_takes_its_place_once_and_where_there_is_none_nothing_does() -> None:
    twice = f"{NAMED} [2] It was produced by Tom Bell. [6] Tom Bell was at the desk. [6]"
    assert said_in(pieces(twice)) == [NAMED, "Ida Moreau sat at the desk for it."]
    assert said_in(pieces(f"{NAMED} [2] Ada Quell comes from Oslo. [7] {HELLO}")) == [NAMED, HELLO]
    assert said_in(pieces(f"{NAMED} [2] It won every prize there is. [1] {HELLO}")) == [NAMED, HELLO]


def test_what_a_model_adds_is_said_and_marked_where_that_is_allowed() -> None:
    text = f"{HELLO} {NAMED} [2] It won a Grammy in 1971. It was produced by Ida Moreau. [6]"
    told = lines(text, strict=False)
    assert [line.added for line in told] == [False, False, True, False]
    assert told[2] == Line("It won a Grammy in 1971.", added=True)
    assert dropped(text, strict=False) == []


@pytest.mark.parametrize("strict", [True, False])
def test_a_placeholder_that_nothing_is_known_for_is_never_said(strict: bool) -> None:
    text = f"{HELLO} {NAMED} [2] It was mixed by {{name12}} in {{studio}}. [12] Lean back and enjoy it."
    assert said_in(pieces(text, strict=strict)) == [HELLO, NAMED, "Lean back and enjoy it."]
    (fallen,) = dropped(text, strict=strict)
    assert "placeholder" in fallen.reason
    assert "{studio}" in fallen.text


def test_a_short_sentence_is_held_for_itself_though_it_is_said_with_its_neighbour() -> None:
    told = pieces(f"{HELLO} {NAMED} [2] It won. Lean back. Enjoy it. Here we go, friends.")
    assert [piece.text for piece in told if isinstance(piece, Dropped)] == ["It won."]
    assert "Lean back." in " ".join(said_in(told))
    assert "It won." not in " ".join(said_in(told))


def test_a_clause_goes_ahead_of_its_citation_and_a_placeholder_is_in_it() -> None:
    told = pieces("Here is {title} by {artist} tonight, and it is good to have you all here. [2] Enjoy it all.")
    assert told[0] == Clause("Here is Glass Harbour by Ada Quell tonight,")
    assert said_in(told)[0] == "Here is Glass Harbour by Ada Quell tonight, and it is good to have you all here."


def test_a_text_that_begins_with_a_placeholder_is_not_taken_for_json() -> None:
    model_text = ModelText(REQUEST, strict=True)
    given = [piece for char in "{title} by {artist}, for all of you. [2] Lean" for piece in model_text.feed(char)]
    assert said_in(given) == ["Glass Harbour by Ada Quell, for all of you."]
    whole = pieces('{"intro": "' + f"{HELLO} Here is {{title}} by {{artist}}. [2] Lean back and enjoy it." + '"}')
    assert said_in(whole) == [HELLO, NAMED, "Lean back and enjoy it."]


def test_a_text_of_which_nothing_stands_is_asked_for_again_with_the_reason() -> None:
    model_text = ModelText(REQUEST, strict=True)
    model_text.feed("It won a Grammy in 1971. It sold a million copies. ")
    model_text.finish(cut=False)
    with pytest.raises(WriterEmpty, match="facts don't carry"):
        model_text.check("host")
    assert model_text.again == AGAIN_WITH_LESS
    refused = ModelText(REQUEST, strict=True)
    refused.feed("I'm sorry, I can't help with that.")
    refused.finish(cut=False)
    assert refused.again == AGAIN


def test_a_language_that_is_not_judged_is_said_as_it_is_and_not_marked() -> None:
    request = replace(REQUEST, language="nl")
    for strict in (True, False):
        text = ModelText(request, strict=strict)
        given = text.feed("Goedenavond allemaal, luister goed. Hier is {title} van {artist}. [2] En nu ")
        given += text.finish(cut=True)
        assert given == [
            Line("Goedenavond allemaal, luister goed."),
            Line("Hier is Glass Harbour van Ada Quell."),
        ]
