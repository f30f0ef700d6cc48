from __future__ import annotations

from dataclasses import replace

import pytest

from spotintro.knowledge import About, Fact, Relation, Source
from spotintro.music import Track
from spotintro.writers.base import Show
from spotintro.writers.placeholders import Placeholders, as_data, is_placeholder
from spotintro.writers.statements import statements

TRACK = Track("1", "Glass Harbour", ("Ada Quell", "Tom Bell"), "Low Tide", 208_000, year=1987)
MADE_UP = Source("MusicBrainz", "https://musicbrainz.org/recording/1", "CC0")
FACTS = (
    Fact(Relation.PRODUCER, About.TRACK, "Glass Harbour", MADE_UP, text="Ida Moreau"),
    Fact(Relation.COVER_OF, About.TRACK, "Glass Harbour", MADE_UP, text="The Reeds", detail="Harbour of Glass"),
    Fact(
        Relation.MEMBER, About.ARTIST, "Ada Quell", MADE_UP, text="Jo Finch", detail="drums", year=1981, until=1990
    ),
    Fact(Relation.GENRE, About.TRACK, "Glass Harbour", MADE_UP, text="dream pop"),
    Fact(Relation.ORIGIN, About.ARTIST, "Ada Quell", MADE_UP, text="Bergen", detail="Norway"),
    Fact(Relation.FIRST_RELEASED, About.ALBUM, "Low Tide", MADE_UP, text="Low Tide (LP)", year=1986),
)
SHOW = Show(heard=Track("2", "Tin Roof Rain", ("The Night Porters",)), coming=Track("3", "Morning Post", ()))


def places(track: Track = TRACK, language: str = "en") -> Placeholders:
    return Placeholders(statements(track, FACTS, SHOW, language), language)


@pytest.mark.parametrize(
    ("written", "filled"),
    [
        ("{title}", "Glass Harbour"),
        ("{{title}}", "Glass Harbour"),
        ("{ Title }", "Glass Harbour"),
        ("{song_title}", "Glass Harbour"),
        ("{track name}", "Glass Harbour"),
        ("{title1}", "Glass Harbour"),
        ("{artist}", "Ada Quell and Tom Bell"),
        ("{artists}'s", "Ada Quell and Tom Bell's"),
        ("{Artist Name}", "Ada Quell and Tom Bell"),
        ("{album}", "Low Tide"),
        ("{album-title}", "Low Tide"),
        ("{year}s", "1987s"),
        ("{length}", "three and a half minutes"),
        ("{duration}", "three and a half minutes"),
        ("{heard_title} by {heard_artist}", "Tin Roof Rain by The Night Porters"),
        ("{next_title}", "Morning Post"),
        ("{name8}", "Ida Moreau"),
        ("{name 8}", "Ida Moreau"),
        ("{name9}", "The Reeds"),
        ("{title9}", "Harbour of Glass"),
        ("{name10} from {year10} to {until10}", "Jo Finch from 1981 to 1990"),
        ("{title13} in {year13}", "Low Tide (LP) in 1986"),
        ("{titel}, {künstler}", "Glass Harbour, Ada Quell and Tom Bell"),
        ("{next_artist}", "{next_artist}"),
        ("{name7}", "{name7}"),
        ("{host}", "{host}"),
        ("{name}", "{name}"),
        ("{0}", "{0}"),
        ("{title", "{title"),
        ("{title.__class__}", "{title.__class__}"),
    ],
)
@pytest.mark.parametrize("size", [1, 2, 5, 1000])
def test_what_is_known_is_put_in_and_what_is_not_stays(written: str, filled: str, size: int) -> None:
    here = places()
    text = f"Here is {written}, once more."
    given = "".join(here.fill(text[start : start + size]) for start in range(0, len(text), size)) + here.flush()
    assert given == f"Here is {filled}, once more."


def test_only_what_may_be_a_placeholder_is_held_back() -> None:
    here = places()
    assert here.fill("Here is {ti") == "Here is "
    assert here.pending == "{ti"
    assert here.fill("tle} and {") == "Glass Harbour and "
    assert here.fill(' "a": 1}') == '{ "a": 1}'
    assert here.fill("{" + "a" * 50) == "{" + "a" * 50
    assert here.flush() == ""


def test_each_statement_offers_what_stands_in_it() -> None:
    told = statements(TRACK, FACTS, SHOW, "en")
    here = Placeholders(told, "en")
    assert [here.of(each) for each in told] == [
        ("{title}",),
        ("{artist}",),
        ("{album}",),
        ("{year}",),
        ("{length}",),
        ("{heard_title}", "{heard_artist}"),
        ("{next_title}",),
        ("{name8}",),
        ("{name9}", "{title9}"),
        ("{name10}", "{year10}", "{until10}"),
        (),
        (),
        ("{title13}", "{year13}"),
    ]


def test_a_length_and_several_artists_are_in_the_language_of_the_text() -> None:
    assert places(language="de").fill("{artist}, {length}") == "Ada Quell und Tom Bell, dreieinhalb Minuten"
    # Of a language that the program doesn't speak itself, the names alone.
    assert places(language="ja").fill("{artist}, {length}") == "Ada Quell, Tom Bell, {length}"


@pytest.mark.parametrize("name", ["[2]", "(1)", "¹", "{artist}", "{x}", "[fact 2]"])
def test_a_name_that_would_pass_for_a_mark_is_put_in_quotation_marks(name: str) -> None:
    assert as_data(name) == f"“{name}”"
    assert places(replace(TRACK, title=name)).fill("{title}") == f"“{name}”"


@pytest.mark.parametrize("name", ["Intro (2)", "Part [1]", "{artist} on tour", "m³", "(What's the Story)", "100%"])
def test_a_name_with_marks_in_it_stays_as_it_is(name: str) -> None:
    assert as_data(name) == name
    assert not is_placeholder(name)
    assert places(replace(TRACK, title=name)).fill("{title}!") == f"{name}!"


def test_what_is_put_in_is_not_read_again() -> None:
    here = places(replace(TRACK, title="{artist} on {album}"))
    assert here.fill("{title} by {artist}") == "{artist} on {album} by Ada Quell and Tom Bell"
