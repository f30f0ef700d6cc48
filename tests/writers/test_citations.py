from __future__ import annotations

import pytest

from spotintro.writers.citations import citations_before, cited_in, is_citation, without_citations, without_lead
from spotintro.writers.sentences import SentenceSplitter

SHAPES: list[tuple[str, tuple[int, ...]]] = [
    ("[1]", (1,)),
    ("[12]", (12,)),
    ("[ 1 ]", (1,)),
    ("[1, 2]", (1, 2)),
    ("[1,2;3]", (1, 2, 3)),
    ("[1-3]", (1, 3)),
    ("[1 and 2]", (1, 2)),
    ("[1 und 2]", (1, 2)),
    ("[fact 1]", (1,)),
    ("[Fact: 1]", (1,)),
    ("[facts 1 and 2]", (1, 2)),
    ("[fact 1, fact 2]", (1, 2)),
    ("[source 3]", (3,)),
    ("[statement 3]", (3,)),
    ("[see 3]", (3,)),
    ("[Fakt 2]", (2,)),
    ("[fait 2]", (2,)),
    ("[dato 2]", (2,)),
    ("[fatto 2]", (2,)),
    ("[fato 2]", (2,)),
    ("[#4]", (4,)),
    ("[^4]", (4,)),
    ("(1)", (1,)),
    ("(fact 1)", (1,)),
    ("{1}", (1,)),
    ("【1】", (1,)),
    ("【1†source】", (1,)),
    ("¹", (1,)),
    ("¹²", (12,)),
    ("¹,²", (1, 2)),
    ("[1](https://a.example/b)", (1,)),
]


@pytest.mark.parametrize(("shape", "numbers"), SHAPES)
def test_a_citation_is_one_in_each_shape(shape: str, numbers: tuple[int, ...]) -> None:
    assert is_citation(shape)
    for text in (f"It is on the air.{shape}", f"It is on the air. {shape}", f"It is on the air {shape}.", shape):
        assert cited_in(text) == numbers
        assert without_citations(text).replace(" ", "").strip(".") in {"Itisontheair", ""}


@pytest.mark.parametrize("text", ["(1994)", "[Sound of rain]", "10²", "(and 2 more)", "1]", "(a) first", "[]"])
def test_what_is_none_stays(text: str) -> None:
    assert not is_citation(text)
    assert cited_in(text) == ()
    assert without_citations(text) == text


def test_one_that_breaks_off_goes_too() -> None:
    for end in ("[", "[2", "[2, ", "[fact ", "【3"):
        assert without_citations(f"So it is. {end}") == "So it is."
    assert without_citations("So it is (and") == "So it is (and"


def test_several_in_a_row_count_each_once() -> None:
    assert cited_in("So it is [1][2] and [fact 2].") == (1, 2)


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("", 0),
        (" ", 0),
        ("A", 0),
        (" [", None),
        ("[1", None),
        ("[fact", None),
        ("(", None),
        ("[1]", 3),
        (" [1] A", 4),
        ("[1][2] A", 6),
        (" [1], [2] A", 9),
        ("[1],", None),
        ("[Sound of", 0),
        ("¹ A", 1),
    ],
)
def test_what_stands_before_a_text_is_known_once_it_is_whole(text: str, length: int | None) -> None:
    assert citations_before(text) == length


def test_a_lead_goes_with_what_sets_it_apart() -> None:
    assert without_lead("[1]: It is late.") == "It is late."
    assert without_lead("[1] – It is late.") == "It is late."
    assert without_lead("It is late. [1]") == "It is late. [1]"


def cut(text: str, size: int, *, eager: bool = False) -> list[str]:
    splitter = SentenceSplitter((), eager=eager)
    sentences: list[str] = []
    for start in range(0, len(text), size):
        sentences += splitter.feed(text[start : start + size])
    return [*sentences, *splitter.flush()]


@pytest.mark.parametrize("size", [1, 2, 3, 7, 1000])
@pytest.mark.parametrize("shape", [shape for shape, _ in SHAPES])
def test_a_citation_goes_with_its_sentence_on_either_side_of_the_mark(shape: str, size: int) -> None:
    first, second, third = "This is the first one of them", "It came out very late", "Stay here for a while"
    behind = f"{first}. {shape} {second}. {shape} {third}."
    assert cut(behind, size) == [f"{first}. {shape}", f"{second}. {shape}", f"{third}."]
    glued = f"{first}.{shape} {second}.{shape} {third}."
    assert cut(glued, size) == [f"{first}.{shape}", f"{second}.{shape}", f"{third}."]
    within = f"{first}{shape}. {second}{shape}. {third}."
    assert cut(within, size) == [f"{first}{shape}.", f"{second}{shape}.", f"{third}."]
    ahead = f"{shape} {first}. {shape} {second}. {shape} {third}."
    assert cut(ahead, size) == [f"{shape} {first}.", f"{shape} {second}.", f"{shape} {third}."]


@pytest.mark.parametrize("shape", ["[2]", "(2)", "¹", "[fact 2]", "[1][2]", "【2】"])
def test_the_voice_does_not_wait_for_the_citation_of_the_first_sentence(shape: str) -> None:
    first, second = "Good evening to all of you.", "It came out very late. [3]"
    splitter = SentenceSplitter((), eager=True)
    assert splitter.feed(first) == [first]
    for char in f" {shape} {second} Stay":
        if sentences := splitter.feed(char):
            assert sentences == [second]
    capital = SentenceSplitter((), eager=True)
    # Behind a name it isn't sure that a sentence ends, until something comes.
    assert capital.feed("This is by Ada Quell.") == []
    assert capital.feed(" [") == ["This is by Ada Quell."]
    assert capital.feed("2] And now it plays for you. ") == []
    assert capital.feed("Stay") == ["And now it plays for you."]


def test_a_short_sentence_that_cites_stands_alone() -> None:
    assert cut("This is the first of them. [1] Tom did it. [2] Stay here.", 3) == [
        "This is the first of them. [1]",
        "Tom did it. [2]",
        "Stay here.",
    ]


def test_a_bracket_that_is_no_citation_is_a_part_of_the_next_sentence() -> None:
    assert cut("Good evening, dear friends. (And what an evening.) Stay here for it.", 3) == [
        "Good evening, dear friends.",
        "(And what an evening.)",
        "Stay here for it.",
    ]
