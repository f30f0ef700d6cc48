from __future__ import annotations

import pytest

from spotintro.music import Track
from spotintro.writers.facts import known_facts


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
