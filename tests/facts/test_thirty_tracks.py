"""Thirty tracks, looked up at the fakes: all that is known of them is found, and nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from spotintro.facts.base import FactSource
from spotintro.facts.looking_up import LookingUp
from spotintro.knowledge import Relation
from tests.facts.thirty_documents import sources
from tests.facts.thirty_tracks import TRACKS, facts_of

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[FactSource, ...]]:
    with sources(tmp_path_factory.mktemp("thirty")) as found:
        yield found


@pytest.mark.parametrize("language", ["en", "de", "pt-BR"])
async def test_all_that_is_known_of_a_track_is_found_and_nothing_else(
    language: str, both: tuple[FactSource, ...]
) -> None:
    here = LookingUp(both)
    for track in TRACKS:
        found = await here.find(track, language=language)
        assert Counter(found) == Counter(facts_of(track, language=language)), track.title


def test_there_is_something_to_know() -> None:
    assert len({track.id for track in TRACKS}) == 30
    facts = [facts_of(track) for track in TRACKS]
    assert min(len(each) for each in facts) >= 10
    assert {fact.relation for each in facts for fact in each} >= {
        *(Relation.FIRST_RELEASED, Relation.RELEASE_KIND, Relation.LABEL, Relation.RELEASE_COUNTRY),
        *(Relation.COMPOSER, Relation.LYRICIST, Relation.WRITER, Relation.PRODUCER, Relation.ENGINEER),
        *(Relation.PERFORMER, Relation.COVER_OF, Relation.LIVE, Relation.INSTRUMENTAL, Relation.ORIGIN),
        *(Relation.ARTIST_KIND, Relation.GENDER, Relation.BEGAN, Relation.ENDED, Relation.MEMBER, Relation.TEXT),
    }
