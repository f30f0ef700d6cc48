"""Facts in a few words, each kind of them, with their sources."""

from __future__ import annotations

import pytest

from spotintro.knowledge import About, Fact, Relation
from spotintro.session.fact_wording import (
    by_subject,
    credit_line,
    line_of_fact,
    row_of,
    source_in_words,
    sources_of,
)
from tests.fakes.facts import ARTICLE, FACTS, MUSICBRAINZ, ORIGIN, RELEASED, WIKIPEDIA


def fact(
    relation: Relation, *, text: str = "", detail: str = "", year: int | None = None, until: int | None = None
) -> Fact:
    return Fact(relation, About.TRACK, "Song", MUSICBRAINZ, text=text, detail=detail, year=year, until=until)


@pytest.mark.parametrize("relation", list(Relation))
def test_each_kind_has_words(relation: Relation) -> None:
    label, value = row_of(fact(relation, text="Text", year=1975))
    assert value
    assert (label == "") is (relation is Relation.TEXT)
    assert not label.endswith(":")


@pytest.mark.parametrize(
    ("said", "line"),
    [
        (fact(Relation.FIRST_RELEASED, year=1975), "first released: 1975 (MusicBrainz)"),
        (fact(Relation.FIRST_RELEASED, year=1975, text="Old"), "first released: 1975, as “Old” (MusicBrainz)"),
        (fact(Relation.PERFORMER, text="Ann", detail="harp"), "played by: Ann, harp (MusicBrainz)"),
        (fact(Relation.COVER_OF, text="Ann"), "a cover of: Ann (MusicBrainz)"),
        (fact(Relation.COVER_OF, text="Ann", detail="Old"), "a cover of: “Old” by Ann (MusicBrainz)"),
        (fact(Relation.LIVE), "recorded live: before an audience (MusicBrainz)"),
        (fact(Relation.LIVE, text="Budokan", year=1978), "recorded live: Budokan, 1978 (MusicBrainz)"),
        (fact(Relation.INSTRUMENTAL), "instrumental: nobody sings (MusicBrainz)"),
        (
            fact(Relation.MEMBER, text="Ann", detail="harp", year=1970, until=1978),
            "member: Ann, harp, 1970–1978 (MusicBrainz)",
        ),
        (fact(Relation.MEMBER, text="Ann", year=1970), "member: Ann, 1970– (MusicBrainz)"),
        (fact(Relation.MEMBER, text="Ann"), "member: Ann (MusicBrainz)"),
        (ORIGIN, "comes from: Saint-Germain-en-Laye, France (MusicBrainz)"),
        (ARTICLE, "Clair de lune is the third movement of a suite. (Wikipedia)"),
    ],
)
def test_a_fact_is_one_line_with_its_source(said: Fact, line: str) -> None:
    assert line_of_fact(said) == line


def test_the_track_goes_before_the_artist_and_each_subject_has_its_heading() -> None:
    album = Fact(Relation.LABEL, About.ALBUM, "Suite", MUSICBRAINZ, text="Erato")
    assert by_subject((ORIGIN, album, RELEASED, ARTICLE)) == [
        ("The track: Clair de lune", [RELEASED, ARTICLE]),
        ("The artist: Claude Debussy", [ORIGIN]),
        ("The record: Suite", [album]),
    ]


def test_each_source_is_named_once_with_its_licence() -> None:
    assert sources_of(FACTS) == (MUSICBRAINZ, WIKIPEDIA)
    assert credit_line(FACTS) == "MusicBrainz (CC0), Wikipedia (CC BY-SA 4.0)"
    assert credit_line(()) == ""
    assert source_in_words(WIKIPEDIA) == (
        "Wikipedia, “Clair de lune” (CC BY-SA 4.0): https://en.wikipedia.org/wiki/Clair_de_lune"
    )
