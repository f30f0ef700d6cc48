"""A source of facts in memory, and what is looked up in it."""

from __future__ import annotations

import asyncio
from datetime import datetime

from spotintro.facts.base import FactError
from spotintro.facts.looking_up import LookingUp
from spotintro.host.research import Answer, Arrived, LooksUp, Research
from spotintro.knowledge import About, Fact, Relation, Source
from spotintro.music import Track
from tests.fakes.virtual_time import VirtualTime

MUSICBRAINZ = Source("MusicBrainz", "https://musicbrainz.org/recording/1", "CC0")
WIKIPEDIA = Source("Wikipedia", "https://en.wikipedia.org/wiki/Clair_de_lune", "CC BY-SA 4.0", "Clair de lune")
RELEASED = Fact(Relation.FIRST_RELEASED, About.TRACK, "Clair de lune", MUSICBRAINZ, year=1905)
ORIGIN = Fact(
    Relation.ORIGIN, About.ARTIST, "Claude Debussy", MUSICBRAINZ, text="Saint-Germain-en-Laye", detail="France"
)
ARTICLE = Fact(
    Relation.TEXT,
    About.TRACK,
    "Clair de lune",
    WIKIPEDIA,
    text="Clair de lune is the third movement of a suite.",
    language="en",
)
FACTS = (RELEASED, ORIGIN, ARTICLE)


class FakeSource:
    """Knows what a test tells it, of every track; writes down what it was asked."""

    def __init__(self, *facts: Fact, name: str = "MusicBrainz") -> None:
        self.name = name
        self.facts = facts
        self.asked: list[str] = []
        self.fail: FactError | None = None
        self.may_answer = asyncio.Event()
        self.may_answer.set()
        self.closed = False

    async def look_up(self, track: Track, *, language: str) -> tuple[Fact, ...]:
        self.asked.append(track.title)
        await self.may_answer.wait()
        if self.fail is not None:
            raise self.fail
        return self.facts

    async def close(self) -> None:
        self.closed = True


class FakeAnswers:
    """Answers in memory, by host."""

    def __init__(self) -> None:
        self.given: dict[str, bool] = {}
        self.fail: Exception | None = None

    def agreed(self, destination: str) -> bool:
        return self.given.get(destination) is True

    def declined(self, destination: str) -> bool:
        return self.given.get(destination) is False

    def agree(self, destination: str, at: datetime) -> None:
        self._keep(destination, agreed=True)

    def decline(self, destination: str, at: datetime) -> None:
        self._keep(destination, agreed=False)

    def _keep(self, destination: str, *, agreed: bool) -> None:
        if self.fail is not None:
            raise self.fail
        self.given[destination] = agreed


def research_of(*sources: FakeSource, answers: FakeAnswers | None = None, fixed: Answer | None = None) -> Research:
    """Return research over these sources."""

    def make(arrived: Arrived) -> LooksUp:
        return LookingUp(sources, on_change=arrived)

    return Research(
        make,
        destinations=("musicbrainz.org", "wikipedia.org", "wikidata.org"),
        consent=answers or FakeAnswers(),
        language="en",
        clock=VirtualTime(),
        fixed=fixed,
    )
