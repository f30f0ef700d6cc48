"""What of a text may still be said when the hour and the show have gone on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from spotintro.music import Track
from spotintro.writers.base import IntroRequest, Line, Show
from spotintro.writers.lasting import NO_LONGER, SAID_MEANWHILE, faults, is_named, lasts
from tests.fakes.writer import intro_request

TRACK = Track("t:1", "Glass Harbour", ("Ada Quell",), year=1999)
HEARD, COMING = Track("t:0", "Forerunner", ("Earlier Ones",)), Track("t:2", "Epilogue", ("Later Ones",))
TEN = datetime(2026, 1, 2, 10, 5, tzinfo=UTC)
HALF_PAST = TEN.replace(minute=30)
NIGHT = TEN.replace(hour=23)


def asked(show: Show, language: str = "en") -> IntroRequest:
    return intro_request(TRACK, language=language, show=show)


def left(
    lines: Sequence[Line | str], then: Show, now: Show, *, by_model: bool = True, language: str = "en"
) -> list[str]:
    text = [Line(line) if isinstance(line, str) else line for line in lines]
    found = faults(text, asked(then, language), now, by_model=by_model)
    assert set(found) <= {"", NO_LONGER, SAID_MEANWHILE}
    return [line.text for line, fault in zip(text, found, strict=True) if not fault]


@pytest.mark.parametrize(
    ("sentence", "then", "now", "stays"),
    [
        ("Good morning.", Show(TEN), Show(HALF_PAST), True),
        ("Good morning.", Show(TEN), Show(NIGHT), False),
        ("Good morning, here is Glass Harbour by Ada Quell.", Show(TEN), Show(NIGHT), False),
        ("Here is Glass Harbour by Ada Quell.", Show(TEN), Show(NIGHT), True),
        ("This release is from 1999.", Show(TEN), Show(NIGHT), True),
        ("That was Forerunner by Earlier Ones.", Show(TEN, HEARD), Show(TEN, HEARD), True),
        ("That was Forerunner by Earlier Ones.", Show(TEN, HEARD), Show(TEN), False),
        ("That was Forerunner by Earlier Ones.", Show(TEN, HEARD), Show(TEN, COMING), False),
        ("Coming up is Epilogue by Later Ones.", Show(TEN, None, COMING), Show(TEN, None, COMING), True),
        ("Coming up is Epilogue by Later Ones.", Show(TEN, None, COMING), Show(TEN), False),
        ("A sentence that the judge has never carried, in 1812.", Show(TEN, HEARD), Show(NIGHT), True),
    ],
)
def test_a_models_sentence_falls_where_it_no_longer_stands(
    sentence: str, then: Show, now: Show, *, stays: bool
) -> None:
    assert left([sentence], then, now) == [sentence] * stays


@pytest.mark.parametrize("language", ["en", "pl"])
@pytest.mark.parametrize(
    ("then", "now", "stays"),
    [
        (Show(TEN, HEARD), Show(HALF_PAST, HEARD, COMING), True),
        (Show(TEN, HEARD), Show(TEN), False),
        (Show(TEN, HEARD), Show(TEN, COMING), False),
        (Show(TEN, HEARD), Show(NIGHT, HEARD), False),
        (Show(TEN, None, COMING), Show(TEN), False),
        (Show(), Show(NIGHT, HEARD), True),
    ],
)
def test_a_text_that_cannot_be_judged_stays_whole_or_falls_whole(
    then: Show, now: Show, language: str, *, stays: bool
) -> None:
    text = ["Good morning.", "Here is Glass Harbour."]
    assert left(text, then, now, by_model=language == "pl", language=language) == text * stays


def test_what_was_added_stays_as_long_as_the_show_does() -> None:
    text = [Line("They toured with Earlier Ones.", added=True)]
    assert left(text, Show(TEN, HEARD), Show(HALF_PAST, HEARD)) == [text[0].text]
    assert left(text, Show(TEN, HEARD), Show(HALF_PAST)) == []


def test_what_was_said_meanwhile_falls_and_what_was_said_before_is_its_writers_affair() -> None:
    lean = "Lean back and enjoy the evening."
    earlier, later = f"{lean} Here is A.", f"Here is B. {lean}"
    assert left([lean], Show(evening=(earlier,)), Show(evening=(earlier,))) == [lean]
    assert left([lean], Show(), Show(evening=(later,))) == []


def test_whether_what_is_left_names_the_track() -> None:
    request = asked(Show())
    assert is_named([Line("Lean back."), Line("Here is Glass Harbour.")], request)
    assert not is_named([Line("Lean back.")], request)
    assert is_named([], intro_request(Track("t", "", (), "Low Tide")))


@pytest.mark.parametrize(
    ("then", "now", "expected"),
    [
        (Show(TEN, HEARD), Show(HALF_PAST, HEARD, COMING, ("Good morning.",)), False),
        (Show(TEN, HEARD, evening=("Hello.",)), Show(HALF_PAST, HEARD, COMING, ("Hello.",)), True),
        (Show(TEN, HEARD), Show(HALF_PAST), False),
        (Show(TEN), Show(TEN.replace(hour=11)), False),
        (Show(TEN), Show(TEN.replace(day=3)), False),
        (Show(TEN), Show(), False),
        (Show(), Show(NIGHT), True),
    ],
)
def test_within_the_hour_and_at_the_same_place_nothing_needs_a_look(
    then: Show, now: Show, *, expected: bool
) -> None:
    assert lasts(then, now) is expected
