"""No document breaks the reading, whatever of it is missing, null or of another type."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spotintro.facts import musicbrainz_facts as reading
from spotintro.facts.matching import candidates, match, namesakes
from spotintro.knowledge import About, Fact, Relation
from tests.facts.thirty_documents import library
from tests.facts.thirty_tracks import TRACKS
from tests.fakes import musicbrainz_documents as form

LIBRARY = library()
DOCUMENTS = [
    *LIBRARY.recordings.values(),
    *LIBRARY.artists.values(),
    *LIBRARY.groups.values(),
    *LIBRARY.works.values(),
    *({"releases": each} for each in LIBRARY.releases.values()),
    form.artist("A", genres=[{"name": "rock", "count": 5}, {"name": "pop", "count": 7}]),
]
JUNK: st.SearchStrategy[object] = st.sampled_from(
    [None, "", "x", 0, -1, 1.5, True, [], {}, [None], [[]], {"id": None}, "\x1b[31m", "9" * 30]
)


def read(document: object) -> list[Fact]:
    """Read a document as each of the kinds that there are."""
    return [
        *reading.of_recording(document, "S", language="en"),
        *reading.of_cover(document, "S", (), language="en"),
        *reading.of_artist(document, "S", language="en"),
        *reading.of_group(document, "S"),
        *reading.of_releases(document, "S"),
        *reading.genres(document, "S", About.ARTIST, "artist"),
    ]


def paths(value: object, here: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the way to each value in a document."""
    found = [here] if here else []
    if isinstance(value, dict):
        for name, each in value.items():
            found += paths(each, (*here, name))
    elif isinstance(value, list):
        for number, each in enumerate(value):
            found += paths(each, (*here, number))
    return found


@given(data=st.data())
def test_a_broken_value_is_a_fact_less(data: st.DataObject) -> None:
    document = copy.deepcopy(data.draw(st.sampled_from(DOCUMENTS)))
    for _ in range(data.draw(st.integers(1, 4))):
        *way, last = data.draw(st.sampled_from(paths(document)))
        target: Any = document
        try:
            for step in way:
                target = target[step]
            target[last] = copy.deepcopy(data.draw(JUNK))
        except (KeyError, IndexError, TypeError):
            continue  # what was broken before lies on the way
    for fact in read(document):
        assert "\x1b" not in fact.text + fact.detail
        assert fact.source.url.startswith("https://musicbrainz.org/")
    reading.links(document)
    reading.covered_work(document)
    namesakes({"artists": [document]}, "Queen")
    found = candidates({"recordings": [document]})
    for track in TRACKS[:3]:
        match(track, found, found)


@pytest.mark.parametrize("document", [None, 1, "x", [], [1], {}, {"relations": [None, {}, {"type": "mix"}]}])
def test_what_is_no_document_tells_nothing(document: object) -> None:
    assert read(document) == []


def told(*releases: form.Document) -> set[str]:
    return {fact.text for fact in reading.of_releases({"releases": list(releases)}, "S")}


def test_the_first_release_tells_label_and_country() -> None:
    album = form.group("Album")

    def release(day: str, country: str, label: str | None, **more: str) -> form.Document:
        return form.release(album, key=f"{day}{country}", day=day, country=country, label=label, **more)

    first = release("1990-05-01", "Sweden", "One")
    assert told(release("1991", "Japan", "Two"), first) == {"One", "Sweden"}
    assert told(release("1990", "Japan", "Two"), first) == {"One", "Sweden"}  # when in that year isn't known
    assert told(release("1990", "Japan", "Two")) == {"Two", "Japan"}
    assert told(first, release("1980", "Japan", "Two", status="Bootleg")) == {"One", "Sweden"}
    assert told(first, release("", "Japan", "Two")) == {"One", "Sweden"}
    assert told(first, release("1990-05-01", "Norway", "Two")) == {"One", "Two"}
    assert told(first, release("1989", "Norway", "[no label]")) == {"Norway"}
    assert told(first, release("1989", "", None)) == set()
    assert told(first | {"country": "XW"}) == {"One"}
    assert told() == set()


def test_an_artist_without_years_place_or_kind_has_none() -> None:
    bare = form.artist("Somebody", kind=None)
    assert list(reading.of_artist(bare, "Somebody", language="en")) == []
    country = form.artist("Somebody", kind=None, country="Iceland")
    (origin,) = reading.of_artist(country, "S", language="en")
    assert (origin.relation, origin.text, origin.detail) == (Relation.ORIGIN, "Iceland", "")
    alive = form.artist("Somebody", kind=None, began="1980-01-01")
    alive["life-span"]["end"] = "1999"
    assert [fact.relation for fact in reading.of_artist(alive, "S", language="en")] == [Relation.BEGAN]


def test_a_member_of_another_band_is_no_band() -> None:
    other = form.relation("member of band", "artist", form.stub(form.artist("Other Band")), direction="forward")
    assert list(reading.of_artist(form.artist("Somebody", kind=None, relations=[other]), "S", language="en")) == []


@pytest.mark.parametrize(
    ("secondary", "primary", "kind"),
    [
        ([], "Album", "album"),
        ([], "EP", "ep"),
        (["Live"], "Album", "live"),
        (["Compilation", "DJ-mix"], "Album", "compilation"),
        (["Mixtape/Street"], "Album", "mixtape/street"),
        ([], "Other", None),
        ([], None, None),
    ],
)
def test_the_kind_of_an_album(secondary: list[str], primary: str | None, kind: str | None) -> None:
    facts = reading.of_group(form.group("Album", primary=primary, secondary=secondary), "Album")
    assert [fact.text for fact in facts] == ([] if kind is None else [kind])
