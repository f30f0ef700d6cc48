"""The question about facts, and look-ups that begin with a track and never with a key."""

from __future__ import annotations

from dataclasses import replace

import pytest

from spotintro.credits.features import UserTransaction
from spotintro.host.research import Answer
from spotintro.music import TrackKind
from spotintro.session.events import FactsArrived, FactsAsked, Said, Weight
from spotintro.session.wording import UNKEPT_ANSWER
from tests.fakes.facts import FACTS
from tests.fakes.tui_parts import FOLLOWING, TRACK, FakeParts, playing
from tests.session.test_session import facing


@pytest.fixture
def parts() -> FakeParts:
    return FakeParts(playback=playing(), facts=None)


async def test_it_is_asked_once_with_what_is_sent_where_and_nothing_is_sent_before(parts: FakeParts) -> None:
    async with facing(parts) as face:
        await face.until(lambda: bool(face.of(FactsAsked)))
        parts.the_player.set(playing(FOLLOWING, following=None))
        await face.until(lambda: face.session.track == FOLLOWING)
        face.session.perform(UserTransaction.GENERATE_TRACK_INTRO)
        await face.until(lambda: bool(parts.the_host.runs))
        assert face.of(FactsAsked) == [FactsAsked(parts.research.question)]
        (line,) = [line for line in face.said if "worth hearing" in line]
        assert line.endswith("<agree_facts> agrees, <decline_facts> declines.")
        assert parts.research.question in line
    assert parts.source.asked == []


async def test_after_a_yes_what_plays_and_what_comes_is_looked_up(parts: FakeParts) -> None:
    async with facing(parts) as face:
        await face.until(lambda: bool(face.of(FactsAsked)))
        face.session.answer_facts(agreed=True)
        await face.until(lambda: face.of(FactsArrived) == [FactsArrived(TRACK), FactsArrived(FOLLOWING)])
        assert face.of(FactsAsked)[-1] == FactsAsked(None)
        assert parts.research.known(TRACK) == FACTS
        third = replace(TRACK, id="demo:3", title="Gymnopédie")
        parts.the_player.set(playing(FOLLOWING, following=third))
        await face.until(lambda: face.of(FactsArrived)[-1] == FactsArrived(third))
    assert parts.source.asked == [TRACK.title, FOLLOWING.title, third.title]
    assert parts.answers.given["musicbrainz.org"] is True


@pytest.mark.parametrize("agreed", [True, False])
async def test_an_answer_that_cant_be_kept_holds_for_this_run(parts: FakeParts, agreed: bool) -> None:
    parts.answers.fail = OSError("full")
    async with facing(parts) as face:
        await face.until(lambda: bool(face.of(FactsAsked)))
        face.session.answer_facts(agreed=agreed)
        await face.until(lambda: Said(UNKEPT_ANSWER, Weight.WARNING) in face.told)
        if agreed:
            await face.until(lambda: FactsArrived(TRACK) in face.told)
    assert bool(parts.source.asked) is agreed


async def test_after_a_no_nothing_is_looked_up_and_nobody_is_asked_again(parts: FakeParts) -> None:
    async with facing(parts) as face:
        await face.until(lambda: bool(face.of(FactsAsked)))
        face.session.answer_facts(agreed=False)
        await face.until(lambda: "Nothing is looked up; <facts> changes that." in face.said)
    again = FakeParts(playback=playing(), facts=None)
    again.answers.given.update(parts.answers.given)
    async with facing(again) as face:
        again.the_player.set(playing(FOLLOWING, following=None))
        await face.until(lambda: face.session.track == FOLLOWING)
        assert face.of(FactsAsked) == []
    assert parts.source.asked == again.source.asked == []


async def test_who_said_yes_before_is_not_asked(parts: FakeParts) -> None:
    parts.research.agree()
    async with facing(parts) as face:
        await face.until(lambda: bool(face.of(FactsArrived)))
        assert face.of(FactsAsked) == []


@pytest.mark.parametrize("fixed", [Answer.SET_ON, Answer.SET_OFF])
async def test_where_the_settings_decide_nobody_is_asked(fixed: Answer) -> None:
    parts = FakeParts(playback=playing(), facts=fixed)
    async with facing(parts) as face:
        if fixed is Answer.SET_ON:
            await face.until(lambda: bool(face.of(FactsArrived)))
        face.session.answer_facts(agreed=False)
        await face.until(lambda: "The settings say whether facts are looked up (facts.lookup)." in face.said)
        assert face.of(FactsAsked) == []
    assert bool(parts.source.asked) is (fixed is Answer.SET_ON)


async def test_of_a_podcast_nobody_is_asked(parts: FakeParts) -> None:
    parts.the_player.set(playing(replace(TRACK, kind=TrackKind.EPISODE), following=None))
    async with facing(parts) as face:
        face.session.answer_facts(agreed=True)
        await face.until(lambda: bool([line for line in face.said if line.startswith("Agreed")]))
    assert parts.source.asked == []
    assert [event.question for event in face.of(FactsAsked)] == [None]


async def test_signing_out_forgets_the_answer_and_it_is_asked_again(parts: FakeParts) -> None:
    parts.research.agree()
    async with facing(parts) as face:
        await face.until(lambda: bool(face.of(FactsArrived)))
        parts.answers.given.clear()  # as the file is removed
        await face.session.sign_out(delete_history=False)
        await face.until(lambda: bool(face.of(FactsAsked)))


async def test_more_without_facts_asks_no_consent_and_holds_nothing(parts: FakeParts) -> None:
    parts.the_host.disclosure = "The title goes to model.example."
    async with facing(parts) as face:
        face.session.perform(UserTransaction.TELL_MORE)
        await face.until(lambda: bool(face.host))
        (failed,) = face.host
        assert failed.code == "NO_FACTS_KNOWN"  # type: ignore[union-attr]
    assert parts.the_host.features == []


async def test_what_the_last_text_was_made_of_stays_when_it_is_said_again(parts: FakeParts) -> None:
    from spotintro.host.events import Held, LeftOut, Quote, Sentence
    from tests.tui.running import user

    async with facing(parts) as face:
        face.session.perform(UserTransaction.GENERATE_TRACK_INTRO)
        await face.until(lambda: bool(parts.the_host.runs))
        made = (Sentence(0, "It is of 1905.", "It was first released in 1905.", FACTS[0]), LeftOut("No.", "Why."))
        parts.the_host.run.put(Held(TRACK, Quote(()), user(10)), *made)
        parts.the_host.run.end()
        await face.until(lambda: not face.session.intros.busy)
        face.session.replay()
        await face.until(lambda: len(parts.the_host.runs) == 2)
        parts.the_host.run.put(Sentence(0, "It is of 1905."))
        parts.the_host.run.end()
        await face.until(lambda: not face.session.intros.busy)
        assert face.session.intros.last.pieces == made
        assert face.session.intros.last.facts == FACTS[:1]
