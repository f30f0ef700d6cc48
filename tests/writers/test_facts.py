from __future__ import annotations

import pytest

from spotintro.music import Track
from spotintro.writers.facts import known_facts, spoken_duration, spoken_number


def test_placeholders_are_not_facts() -> None:
    facts = known_facts(
        Track("1", "T", ("Unknown Artist", "Björk"), "Unknown Album", 0, year=0, genres=("Other",), track_number=0)
    )

    assert facts.artists == ("Björk",)
    assert (facts.album, facts.duration_ms, facts.year, facts.track_number) == (None, None, None, None)
    assert facts.genres == ()


@pytest.mark.parametrize(
    ("title", "opus"),
    [
        ("Piano Sonata No. 14, Op. 27 No. 2: I. Adagio", "Op. 27 No. 2"),
        ("Goldberg Variations, BWV 988: Aria", "BWV 988"),
        ("Symphony No. 40, K. 550", "K. 550"),
        ("Opus 40", "Opus 40"),
        ("Ride On", None),
        ("Op", None),
    ],
)
def test_the_catalogue_number_is_read_from_the_title(title: str, opus: str | None) -> None:
    assert known_facts(Track("1", title)).opus == opus


@pytest.mark.parametrize(
    ("duration_ms", "said"),
    [
        (1_000, "half a minute"),
        (61_000, "one minute"),
        (88_000, "one and a half minutes"),
        (208_000, "three and a half minutes"),
        (1_500_000, "25 minutes"),
        (3_600_000, "one hour"),
        (3_660_000, "one hour and one minute"),
        (7_800_000, "two hours and ten minutes"),
    ],
)
def test_a_duration_is_said_to_the_half_minute(duration_ms: int, said: str) -> None:
    assert spoken_duration(duration_ms) == said


def test_numbers_are_words_up_to_twenty() -> None:
    assert [spoken_number(n) for n in (1, 20, 21)] == ["one", "twenty", "21"]
