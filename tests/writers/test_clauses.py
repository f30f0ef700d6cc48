from __future__ import annotations

import pytest

from spotintro.writers.clauses import ClauseFinder, closed

NAMES = ["Glass Harbour", "Ada Quell", "Tyler, The Creator", "Wait, What", "Space: 1999"]


def first(text: str) -> str | None:
    return next(ClauseFinder(NAMES).clauses(text), None)


def as_it_comes(text: str) -> tuple[str | None, str]:
    """The first clause of a text that comes word by word, and what had come by then."""
    tokens = text.split(" ")
    for number in range(1, len(tokens) + 1):
        seen = " ".join(tokens[:number])
        if (clause := first(seen)) is not None:
            return clause, seen
    return None, text


@pytest.mark.parametrize(
    ("text", "clause", "words_seen"),
    [
        # Long enough by itself: at its mark.
        ("Here is Glass Harbour by Ada Quell tonight, and it", "Here is Glass Harbour by Ada Quell tonight,", 8),
        ("Here is Glass Harbour by Ada Quell tonight; lean", "Here is Glass Harbour by Ada Quell tonight;", 8),
        ("Good evening, here is Glass Harbour this late, so", "Good evening, here is Glass Harbour this late,", 8),
        ("This is the one for this late hour: a song by Ada Quell", "This is the one for this late hour:", 13),
        ("Here is Glass Harbour by Ada Quell now – a fine one", "Here is Glass Harbour by Ada Quell now –", 10),
        # Shorter: when the sentence is seen to be long.
        ("Here is Glass Harbour, a song that you will find on Low Tide", "Here is Glass Harbour,", 13),
        ("Here is Glass Harbour—a song that you will find on Low Tide tonight", "Here is Glass Harbour—", 13),
    ],
)  # fmt: skip
def test_a_clause_is_found_as_early_as_it_may_be_spoken(text: str, clause: str, words_seen: int) -> None:
    found, seen = as_it_comes(text)
    assert found == clause
    assert len(seen.split()) <= words_seen


@pytest.mark.parametrize(
    "text",
    [
        "Here is Glass Harbour, and enjoy it.",
        "Good evening, night owls. Here is Glass Harbour by Ada Quell tonight",
        "I would love to play Glass Harbour by Ada Quell tonight, but there is nothing that I know of it",
        "Would you like to hear Glass Harbour by Ada Quell tonight, or is there another one for you",
        "If you like Glass Harbour by Ada Quell tonight, you will love what comes after it in this long night",
        "From the album called Low Tide by Ada Quell, here is a song for all of you out there",
        "Wenn ihr Glass Harbour von Ada Quell mögt, dann bleibt bei uns bis in den späten Abend",
        "Here is one that was played for more than 8,000 people on a night like this one is",
        "Here is one that begins for all of us at 10:30 on a night like this one is",
        "Here is one more song for tonight by Tyler, The Creator and it will be with us for long",
        "Here is one more song for tonight from Space: 1999 and it will be with us for long",
        "Here is what they call “a song for a late, late night on the water” and it will be with us",
        'Here is what they call "a song for a late, late night on the water" and it will be with us',
        "Here is Glass Harbour (one for a late, late night on the water) and it will be with us",
        "Here is one more song for tonight by Earth etc., and it will be with us for a long",
    ],
)
def test_what_is_no_clause_or_hangs_on_the_rest_is_not_spoken_ahead(text: str) -> None:
    assert as_it_comes(text)[0] is None


def test_the_next_mark_may_be_the_one() -> None:
    text = "Good evening to you all, here is Glass Harbour by Ada Quell tonight, and it is good"
    assert list(ClauseFinder(NAMES).clauses(text)) == [
        "Good evening to you all,",
        "Good evening to you all, here is Glass Harbour by Ada Quell tonight,",
    ]


@pytest.mark.parametrize(
    ("clause", "sentence"),
    [
        ("Here is Glass Harbour,", "Here is Glass Harbour."),
        ("Here is Glass Harbour –", "Here is Glass Harbour."),
        ("Here is Glass Harbour—", "Here is Glass Harbour."),
        ("Here it is, “Glass Harbour,”", "Here it is, “Glass Harbour”."),
    ],
)
def test_a_clause_that_stays_alone_ends_with_a_full_stop(clause: str, sentence: str) -> None:
    assert closed(clause) == sentence
