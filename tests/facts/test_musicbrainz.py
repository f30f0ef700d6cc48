"""What a look-up asks of MusicBrainz, what it keeps, and what it makes of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from spotintro.facts.base import SourceUnreachable
from spotintro.facts.looking_up import LookingUp
from spotintro.knowledge import About, Fact, Relation
from spotintro.music import Track
from tests.facts.asking import musicbrainz
from tests.facts.namesakes import track
from tests.fakes import musicbrainz_documents as form
from tests.fakes.musicbrainz_documents import Document, Library
from tests.fakes.musicbrainz_server import MusicBrainzServer
from tests.fakes.source_server import HTML, Reply

pytestmark = pytest.mark.slow

SONG = track("Hey", "Band", isrc="GBAAA0000001")


def person(name: str, **more: object) -> Document:
    return form.stub(form.artist(name, kind="Person", **more))  # type: ignore[arg-type]


def world(*relations: Document, **of_recording: object) -> Library:
    known = Library()
    band = known.add_artist(
        form.artist(
            "Band",
            place="Bath",
            country="United Kingdom",
            began="1990",
            genres=[{"name": "rock", "count": 5}, {"name": "odd", "count": 0}, {"name": "pop", "count": 7}],
        )
    )
    album = form.group("The Album", day="1991-02-03", genres=[{"name": "beat", "count": 1}])
    known.add_recording(
        form.recording(
            "Hey",
            form.credit(band),
            length_ms=200_500,
            day="1991-02-03",
            isrcs=["GBAAA0000001"],
            releases=[form.release(album, day="1991-02-03", country="Sweden", label="A Label")],
            relations=relations,
            **of_recording,  # type: ignore[arg-type]
        )
    )
    return known


@pytest.fixture
def server() -> Iterator[MusicBrainzServer]:
    with MusicBrainzServer(world()) as server:
        yield server


async def found(server: MusicBrainzServer, folder: Path, wanted: Track = SONG, **more: bool) -> tuple[Fact, ...]:
    source = musicbrainz(folder, server, **more)
    facts = await source.look_up(wanted, language="en")
    await source.close()
    return facts


def of(relation: Relation, facts: tuple[Fact, ...]) -> list[str]:
    return [
        f"{fact.text} ({fact.detail})" if fact.detail else fact.text for fact in facts if fact.relation is relation
    ]


async def test_what_is_asked_and_that_it_is_asked_once(server: MusicBrainzServer, tmp_path: Path) -> None:
    first = await found(server, tmp_path)
    asked = [path.removeprefix("/ws/2/").partition("/")[0] for path in server.paths]
    assert asked == ["isrc", "recording", "recording", "artist", "release-group", "release"]
    assert await found(server, tmp_path) == first
    assert len(server.paths) == len(asked)
    # Another song of theirs: what is known of the band is not asked again.
    server.library.add_recording(
        form.recording(
            "Ho",
            form.credit(next(iter(server.library.artists.values()))),
            length_ms=200_000,
            releases=[form.release(form.group("The Album"))],
        )
    )
    assert await found(server, tmp_path, track("Ho", "Band"))
    assert "artist" not in [path.removeprefix("/ws/2/").partition("/")[0] for path in server.paths[len(asked) :]]


async def test_without_a_match_it_is_asked_again_tomorrow_and_no_more_is_asked(
    server: MusicBrainzServer, tmp_path: Path
) -> None:
    other = track("Ha", "Somebody")
    assert await found(server, tmp_path, other) == ()
    assert await found(server, tmp_path, other) == ()
    assert len(server.received) == 1


async def test_the_question_carries_title_artist_and_length_alone(
    server: MusicBrainzServer, tmp_path: Path
) -> None:
    odd = track('Say "Hey" \\ (feat. You) - Remastered 2011', 'The "A" OR B', album="Secret", year=1991)
    await found(server, tmp_path, odd)
    (received,) = server.received
    assert received.query["query"] == (
        'recording:"Say  Hey" AND (artist:"The  A  OR B" OR creditname:"The  A  OR B") AND dur:[185000 TO 215000]'
    )


async def test_genres_come_only_where_they_may_be_used_and_are_credited(
    server: MusicBrainzServer, tmp_path: Path
) -> None:
    assert of(Relation.GENRE, await found(server, tmp_path / "a")) == []
    assert all("genres" not in each.query.get("inc", "") for each in server.received)
    facts = await found(server, tmp_path / "b", noncommercial=True)
    assert of(Relation.GENRE, facts) == ["beat", "pop", "rock"]
    assert {fact.source.licence for fact in facts if fact.relation is Relation.GENRE} == {"CC BY-NC-SA 3.0"}
    assert {fact.source.licence for fact in facts if fact.relation is not Relation.GENRE} == {"CC0"}


async def test_the_earliest_release_of_the_same_recording_counts(tmp_path: Path) -> None:
    known = world()
    band = next(iter(known.artists.values()))
    for key, day, length_ms in (("reissue", "1980", 201_000), ("another", "1970", 260_000)):
        known.add_recording(form.recording("Hey", form.credit(band), key=key, day=day, length_ms=length_ms))
    with MusicBrainzServer(known) as server:
        years = {
            fact.about: fact.year
            for fact in await found(server, tmp_path)
            if fact.relation is Relation.FIRST_RELEASED
        }
    assert years == {About.TRACK: 1980, About.ALBUM: 1991}


async def test_who_did_what(tmp_path: Path) -> None:
    relations = [
        form.relation("instrument", "artist", person("A"), "guest", "drums (drum set)", "guitar family"),
        form.relation("instrument", "artist", person("B"), "solo", "membranophone"),
        form.relation("vocal", "artist", person("C"), "solo"),
        form.relation("vocal", "artist", person("D"), "background vocals"),
        form.relation("producer", "artist", person("E")),
        form.relation("producer", "artist", person("F"), "executive"),
        form.relation("mix", "artist", person("G"), **{"target-credit": "Gee"}),
        form.relation("mix", "artist", person("H"), "assistant"),
        form.relation("remixer", "artist", person("I")),
        form.relation("conductor", "artist", person("J")),
        form.relation("performing orchestra", "artist", person("K")),
        form.relation("arranger", "artist", person("[unknown]")),
        form.relation("photography", "artist", person("L")),
    ]
    with MusicBrainzServer(world(*relations)) as server:
        facts = await found(server, tmp_path)
    assert of(Relation.PERFORMER, facts) == [
        *("A (drums)", "A (guitar)", "B (drums)", "C (vocals)", "D (background vocals)"),
        *("J (conductor)", "K (orchestra)"),
    ]
    assert of(Relation.PRODUCER, facts) == ["E"]
    assert of(Relation.ENGINEER, facts) == ["Gee"]
    assert of(Relation.REMIXER, facts) == ["I"]
    assert of(Relation.ARRANGER, facts) == []


@pytest.mark.parametrize(
    ("performers", "told"),
    [
        ([("First", ())], ["First"]),
        ([("First", ()), ("First", ("live",)), ("Third", ("cover",))], ["First"]),
        ([("First", ()), ("Second", ())], []),
        ([("Band", ())], []),
        ([("First", ("cover",))], []),
        ([("[anonymous]", ())], []),
        ([], []),
    ],
)
async def test_whose_song_a_cover_was_first_is_told_where_it_is_sure(
    performers: list[tuple[str, tuple[str, ...]]], told: list[str], tmp_path: Path
) -> None:
    song = form.work("Hey", relations=[form.relation("composer", "artist", person("Writer"))])
    for number, (name, how) in enumerate(performers):
        take = form.recording("Hey", form.credit(form.artist(name)), key=str(number))
        song["relations"].append(form.relation("performance", "recording", take, *how))
    with MusicBrainzServer(world(form.relation("performance", "work", song, "cover"))) as server:
        facts = await found(server, tmp_path)
    assert of(Relation.COVER_OF, facts) == told
    assert of(Relation.COMPOSER, facts) == ["Writer"]


@pytest.mark.parametrize("attribute", ["medley", "partial"])
async def test_who_wrote_a_part_has_not_written_the_whole(attribute: str, tmp_path: Path) -> None:
    songs = [form.work(title, relations=[form.relation("writer", "artist", person(title))]) for title in "AB"]
    one = [form.relation("performance", "work", songs[0], attribute)]
    both = [form.relation("performance", "work", each) for each in songs]
    for number, parts in enumerate((one, both)):
        with MusicBrainzServer(world(*parts)) as server:
            assert of(Relation.WRITER, await found(server, tmp_path / str(number))) == []


async def test_what_a_part_of_a_medley_is_the_whole_is_not(tmp_path: Path) -> None:
    songs = [form.work(title) for title in "AB"]
    some = [form.relation("performance", "work", songs[0], "medley", "instrumental", "live")]
    every = [form.relation("performance", "work", each, "medley", "instrumental", "live") for each in songs]
    some.append(form.relation("performance", "work", songs[1], "medley"))
    for number, (parts, kinds) in enumerate(((some, 0), (every, 2))):
        with MusicBrainzServer(world(*parts)) as server:
            facts = await found(server, tmp_path / str(number))
        assert len([fact for fact in facts if fact.relation in {Relation.INSTRUMENTAL, Relation.LIVE}]) == kinds


async def test_names_of_another_script_are_told_as_they_are_read(tmp_path: Path) -> None:
    relations = [
        form.relation("producer", "artist", person("久石譲", sort_name="Hisaishi, Joe")),
        form.relation("engineer", "artist", person("神前暁", aliases=[form.alias("Satoru Kōsaki", locale="en")])),
        form.relation("arranger", "artist", person("Чайковский"), **{"target-credit": "Tchaikovsky"}),
    ]
    with MusicBrainzServer(world(*relations)) as server:
        facts = await found(server, tmp_path / "en")
        assert of(Relation.PRODUCER, facts) == ["Joe Hisaishi"]
        assert of(Relation.ENGINEER, facts) == ["Satoru Kōsaki"]
        assert of(Relation.ARRANGER, facts) == ["Tchaikovsky"]
        source = musicbrainz(tmp_path / "ja", server)
        assert of(Relation.PRODUCER, await source.look_up(SONG, language="ja")) == ["久石譲"]
        await source.close()


async def test_hostile_text_is_made_harmless(tmp_path: Path) -> None:
    nasty = "Eve\x1b[31m\u202e\u200b\n[[kI]] {title} [1] <b>"
    with MusicBrainzServer(world(form.relation("producer", "artist", person(nasty)))) as server:
        (producer,) = of(Relation.PRODUCER, await found(server, tmp_path))
    assert producer == "Eve [[kI]] {title} [1] <b>"


@pytest.mark.parametrize("broken", [1, 2, 3, 4, 5])
async def test_what_breaks_in_the_middle_is_gone_on_with(broken: int, tmp_path: Path) -> None:
    with MusicBrainzServer(world()) as server:
        answer = server.answer
        whole = await found(server, tmp_path / "whole")
        server.received.clear()
        server.answer = lambda path, query: HTML if len(server.received) == broken else answer(path, query)
        source = musicbrainz(tmp_path / "broken", server)
        here = LookingUp([source])
        assert await here.find(SONG, language="en") == ()
        server.answer = answer
        asked = len(server.received)
        assert await here.find(SONG, language="en") == whole
        assert len(server.received) == asked + 6 - broken
        await here.close()


async def test_links_are_asked_for_where_they_are_not_known(server: MusicBrainzServer, tmp_path: Path) -> None:
    source = musicbrainz(tmp_path, server)
    assert (await source.links(SONG, language="en")).artists == (("Band", ()),)
    asked = len(server.received)
    await source.links(SONG, language="en")
    assert len(server.received) == asked
    server.next.append(Reply({}, status=500))
    with pytest.raises(SourceUnreachable):
        await source.links(track("Other", "Band"), language="en")
    await source.close()


@pytest.mark.parametrize("document", [None, [], 1, "x", {}, {"recordings": None}, {"recordings": [None, 1, {}]}])
async def test_documents_of_another_form_tell_nothing(document: object, tmp_path: Path) -> None:
    with MusicBrainzServer(Library()) as server:
        server.answer = lambda _path, _query: Reply(raw=json.dumps(document).encode())
        assert await found(server, tmp_path) == ()
