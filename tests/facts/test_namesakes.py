"""Never another's facts: namesakes, songs and bands of one name, covers, and other versions of a song."""

from __future__ import annotations

from pathlib import Path

import pytest

from spotintro.knowledge import Fact, Relation
from tests.facts.asking import musicbrainz
from tests.facts.ids import mbid
from tests.facts.namesakes import CASES, RIGHT, Case, library
from tests.fakes.musicbrainz_server import MusicBrainzServer

pytestmark = pytest.mark.slow


async def looked_up(case: Case, folder: Path) -> tuple[Fact, ...]:
    with MusicBrainzServer(library(case)) as server:
        source = musicbrainz(folder, server)
        found = await source.look_up(case.track, language="en")
        await source.close()
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.about)
async def test_only_the_right_artists_facts_are_taken(case: Case, tmp_path: Path) -> None:
    found = await looked_up(case, tmp_path)
    origins = {fact.text for fact in found if fact.relation is Relation.ORIGIN}
    labels = {fact.text for fact in found if fact.relation is Relation.LABEL}
    assert origins <= {f"Town of {RIGHT}"}
    assert labels <= {f"Label of {RIGHT}"}
    assert bool(found) == bool(origins) == case.found


def test_there_are_many_and_most_of_them_are_traps() -> None:
    assert len(CASES) >= 60
    assert len({case.about for case in CASES}) == len(CASES)
    assert sum(not case.found for case in CASES) >= 40
    assert sum(any(take.by != RIGHT for take in case.takes) for case in CASES) >= 30


async def test_whatever_the_search_says_a_wrong_match_is_none(tmp_path: Path) -> None:
    """Its score is 100, as the real one's is now and then for anything."""
    for number, case in enumerate(CASES):
        strangers = [
            each
            for each in CASES
            if each.track.artists[0] != case.track.artists[0] and each.track.title != case.track.title
        ]
        others = library(strangers[number % len(strangers)])
        with MusicBrainzServer(library(case)) as server:
            server.wrong = list(others.recordings.values())
            source = musicbrainz(tmp_path / str(number), server)
            found = await source.look_up(case.track, language="en")
            await source.close()
        assert bool(found) == case.found, case.about
        for fact in found:
            if fact.relation is Relation.ORIGIN:
                assert fact.source.url.endswith(mbid("artist", RIGHT))
