"""Two minutes from the announcer, and the same asked of a model."""

from __future__ import annotations

from dataclasses import replace

import pytest

from spotintro.host.texts import MORE_WORDS
from spotintro.knowledge import About, Fact, Relation
from spotintro.music import Track
from spotintro.writers.announcer import Announcer
from spotintro.writers.base import IntroRequest, Line, WriterEmpty
from spotintro.writers.prompt import messages
from spotintro.writers.telling_more import told_at_length
from tests.fakes.facts import ARTICLE, FACTS, MUSICBRAINZ, ORIGIN, RELEASED, WIKIPEDIA
from tests.fakes.writer import intro_request

TRACK = Track(id="t:1", title="Clair de lune", artists=("Claude Debussy",))


def request(*facts: Fact, language: str = "en", max_words: int = MORE_WORDS) -> IntroRequest:
    asked = intro_request(TRACK, language=language, max_words=max_words)
    return replace(asked, facts=facts, at_length=True)


def told(asked: IntroRequest, *, language: str = "en") -> list[Line]:
    return told_at_length(
        asked, opening="Here it is.", language=language, sentence_for=lambda fact: f"{fact.relation} {fact.year}."
    )


def article(number: int) -> Fact:
    return Fact(
        Relation.TEXT,
        About.ARTIST,
        "Claude Debussy",
        WIKIPEDIA,
        text=f"Sentence {number} has seven words, not eight.",
        language="en",
    )


def test_each_fact_is_a_sentence_and_the_articles_follow_the_single_facts() -> None:
    lines = told(request(ARTICLE, ORIGIN, RELEASED))
    assert [line.fact for line in lines] == [None, RELEASED, ARTICLE, ORIGIN]
    assert lines[2].text == ARTICLE.text


def test_it_ends_within_its_words_and_says_nothing_twice() -> None:
    lines = told(request(*map(article, range(100)), article(0)))
    words = sum(len(line.text.split()) for line in lines)
    assert MORE_WORDS - 10 < words <= MORE_WORDS
    assert len({line.text for line in lines}) == len(lines)


def test_an_article_in_another_language_is_not_read_out() -> None:
    assert [line.fact for line in told(request(ARTICLE, RELEASED), language="de")] == [None, RELEASED]


async def test_the_announcer_reads_what_the_article_says_and_names_the_track() -> None:
    lines = [piece async for piece in Announcer().write(request(*FACTS))]
    assert TRACK.title in lines[0].text
    assert ARTICLE.text in [line.text for line in lines]


async def test_where_no_fact_can_be_said_there_is_no_text() -> None:
    unsayable = Fact(Relation.TEXT, About.TRACK, TRACK.title, WIKIPEDIA, text="Ein Stück.", language="de")
    with pytest.raises(WriterEmpty, match="in English"):
        [piece async for piece in Announcer().write(request(unsayable))]


def test_a_model_is_asked_for_the_facts_and_no_introduction() -> None:
    system = messages(request(Fact(Relation.LABEL, About.ALBUM, "Suite", MUSICBRAINZ, text="Erato")))[0]["content"]
    assert f"About {MORE_WORDS} words." in system
    assert "no introduction" in system
    assert "two to four sentences" not in system
