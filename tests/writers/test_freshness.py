from __future__ import annotations

from collections.abc import Sequence

import pytest

from spotintro.music import Track
from spotintro.writers.base import Clause, Line, Show
from spotintro.writers.freshness import Evening, repeats
from spotintro.writers.model_text import ModelText
from spotintro.writers.names import Names
from tests.fakes.writer import intro_request

NAMES = Names(("Respect", "Aretha Franklin"))
EVENING = (
    "Good evening. This is Respect, by Aretha Franklin. Sit back and let it play.",
    "Welcome back, night owls, and make yourselves comfortable. Here is Naima. Respect comes later.",
)


@pytest.mark.parametrize(
    ("sentence", "is_again"),
    [
        ("Good evening.", True),
        ("good evening!", True),
        ("Good morning.", False),
        ("Sit back and let it play.", True),
        ("Sit back, and let it play!", True),
        ("Now sit back and let it play.", True),
        ("Sit back and let the band play for you.", False),
        ("Make yourselves comfortable, night owls, and welcome back.", True),
        ("And now for something else altogether.", False),
        ("This is Respect, by Aretha Franklin.", False),
        ("Respect comes later.", True),
        ("Respect comes now.", False),
        ("…", False),
        ("", False),
    ],
)
def test_a_sentence_without_a_name_is_not_said_twice_nor_an_opening_or_a_closing(
    sentence: str, is_again: bool
) -> None:
    assert repeats(sentence, EVENING, NAMES) == is_again


def test_at_the_evenings_beginning_nothing_was_said() -> None:
    assert not repeats("Good evening.", (), NAMES)
    assert not repeats("Good evening.", ("",), NAMES)


def test_a_greeting_before_a_name_in_small_letters_is_one_all_the_same() -> None:
    assert repeats("Good evening.", ("Good evening. girl in red is next.",), NAMES)


@pytest.mark.parametrize(
    ("parts", "is_like"),
    [
        (("This is ", ", by ", ""), True),
        (("This is ", ", from ", ""), False),
        (("Here is ", ""), True),
        (("", " comes later"), True),
        (("", " comes now"), False),
        (("Good evening.",), True),
    ],
)
def test_a_pattern_is_known_again_by_what_stands_between_the_names(parts: Sequence[str], is_like: bool) -> None:
    assert Evening(EVENING).has_heard_like(parts) == is_like
    assert not Evening(()).has_heard_like(parts)


def written(text: str, evening: tuple[str, ...]) -> list[str]:
    track = Track("1", "Respect", ("Aretha Franklin",))
    request = intro_request(track, show=Show(evening=evening))
    model = ModelText(request, strict=False)
    pieces = [*model.feed(text), *model.finish(cut=False)]
    return [piece.text for piece in pieces if isinstance(piece, Line)]


def test_a_models_repeated_opening_and_closing_are_dropped_like_false_ones() -> None:
    said = written("Good evening. Up next is Respect, by Aretha Franklin. Sit back and let it play.", EVENING)
    assert said == ["Up next is Respect, by Aretha Franklin."]


def test_at_another_hour_the_same_text_is_whole() -> None:
    text = "Good evening. Up next is Respect, by Aretha Franklin. Sit back and let it play."
    assert " ".join(written(text, ())) == text


@pytest.mark.parametrize(("evening", "goes_ahead"), [((), True), (EVENING, True), (("again",), False)])
def test_a_clause_of_an_opening_that_was_said_does_not_go_ahead(
    evening: tuple[str, ...], goes_ahead: bool
) -> None:
    text = "Here is Respect by Aretha Franklin tonight, and it is good to have you all with us on this evening."
    said_before = (text,) if evening == ("again",) else evening
    request = intro_request(Track("1", "Respect", ("Aretha Franklin",)), show=Show(evening=said_before))
    model = ModelText(request, strict=False)
    pieces = [piece for word in text.split(" ") for piece in model.feed(f"{word} ")]
    assert any(isinstance(piece, Clause) for piece in pieces) is goes_ahead
