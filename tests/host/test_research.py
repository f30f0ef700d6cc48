"""Looking up only where the user has agreed to it, and an answer that is asked for once."""

from __future__ import annotations

import asyncio

import pytest

from spotintro.facts.base import SourceUnreachable
from spotintro.host.errors import FactsNotAgreed, FactsTurnedOff
from spotintro.host.research import Answer, question
from spotintro.music import Track
from tests.fakes.facts import FACTS, FakeAnswers, FakeSource, research_of

TRACK = Track(id="t:1", title="Clair de lune", artists=("Claude Debussy",))


async def turns() -> None:
    """Let threads and tasks that were begun come to their end."""
    for _ in range(20):
        await asyncio.sleep(0.001)


def test_the_question_names_what_is_sent_and_each_place() -> None:
    asked = question(("musicbrainz.org", "wikipedia.org", "wikidata.org"))
    for part in (
        "artist",
        "title",
        "length",
        "ISRC",
        "musicbrainz.org",
        "wikipedia.org and wikidata.org",
    ):
        assert part in asked
    assert "article" not in question(("mirror.example",))


@pytest.mark.parametrize("answer", [None, "no", Answer.SET_OFF])
async def test_without_a_yes_no_source_is_asked_or_even_made(answer: str | Answer | None) -> None:
    source, answers = FakeSource(*FACTS), FakeAnswers()
    research = research_of(source, answers=answers, fixed=answer if isinstance(answer, Answer) else None)
    if answer == "no":
        research.decline()
    await research.begin(TRACK)
    with pytest.raises(FactsTurnedOff if answer is Answer.SET_OFF else FactsNotAgreed):
        await research.find(TRACK)
    await turns()
    assert source.asked == []
    assert research.known(TRACK) == ()
    assert research._looks_up is None
    await research.close()


async def test_after_a_yes_what_has_arrived_is_handed_out(caplog: pytest.LogCaptureFixture) -> None:
    source, answers = FakeSource(*FACTS), FakeAnswers()
    research = research_of(source, answers=answers)
    arrived: list[Track] = []
    research.hear(arrived.append)
    research.agree()
    source.may_answer.clear()
    await research.begin(TRACK, None)
    assert research.known(TRACK) == ()
    assert research.is_looking_up(TRACK)
    source.may_answer.set()
    assert await research.find(TRACK) == FACTS
    assert research.known(TRACK) == FACTS
    assert not research.is_looking_up(TRACK)
    assert arrived == [TRACK]
    assert set(answers.given) == {"musicbrainz.org", "wikipedia.org", "wikidata.org"}
    await research.close()
    assert source.closed


async def test_the_answer_is_kept_and_a_later_no_takes_the_facts_away() -> None:
    answers = FakeAnswers()
    first = research_of(FakeSource(*FACTS), answers=answers)
    assert first.answer is Answer.UNASKED
    first.agree()
    second = research_of(FakeSource(*FACTS), answers=answers)
    assert second.answer is Answer.AGREED
    await second.find(TRACK)
    second.decline()
    assert second.known(TRACK) == ()
    assert research_of(answers=answers).answer is Answer.DECLINED
    await second.close()


def test_a_yes_to_fewer_places_is_none() -> None:
    answers = FakeAnswers()
    answers.given["musicbrainz.org"] = True
    assert research_of(answers=answers).answer is Answer.UNASKED


def test_a_forgotten_answer_is_asked_for_again() -> None:
    answers = FakeAnswers()
    research = research_of(answers=answers)
    research.agree()
    answers.given.clear()
    research.forget()
    assert research.answer is Answer.UNASKED


def test_an_answer_that_can_not_be_kept_holds_for_this_run(caplog: pytest.LogCaptureFixture) -> None:
    answers = FakeAnswers()
    answers.fail = PermissionError(13, "Permission denied")
    research = research_of(answers=answers)
    research.agree()
    assert research.answer is Answer.AGREED
    assert "can't be kept" in caplog.text


@pytest.mark.parametrize("fixed", [Answer.SET_ON, Answer.SET_OFF])
def test_what_the_settings_say_nobody_answers(fixed: Answer) -> None:
    answers = FakeAnswers()
    research = research_of(answers=answers, fixed=fixed)
    research.agree()
    research.decline()
    assert research.answer is fixed
    assert answers.given == {}


async def test_a_source_that_can_not_be_asked_is_told_where_nothing_else_is_known() -> None:
    source = FakeSource()
    source.fail = SourceUnreachable("MusicBrainz can't be reached.")
    other = FakeSource(*FACTS, name="Wikipedia")
    research = research_of(source, fixed=Answer.SET_ON)
    with pytest.raises(SourceUnreachable):
        await research.find(TRACK)
    await research.close()
    both = research_of(source, other, fixed=Answer.SET_ON)
    assert await both.find(TRACK) == FACTS
    assert both.problem(TRACK) is source.fail
    source.fail = None
    await both.find(TRACK)
    assert both.problem(TRACK) is None
    await both.close()
