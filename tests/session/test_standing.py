"""A face that joins late: it has before it what the others were told, and hears what comes."""

from __future__ import annotations

from spotintro.credits.features import UserTransaction
from spotintro.host.events import Failed, Held, Quote, Sentence, Speaking, Spoken, Stopped
from spotintro.session.events import BalanceRead, HostSaid, Refusal, RefusalTold, Said, SessionEvent
from spotintro.session.session import Session
from spotintro.session.standing import KEPT_LINES, OnAir, Phase, Record, Standing
from tests.fakes.tui_parts import FOLLOWING, INTRO, TRACK, VOICE, FakeParts, FrozenClock, playing
from tests.session.test_session import FEATURE, facing
from tests.tui.running import user, whole_intro


async def test_it_has_what_plays_the_balance_and_the_prices() -> None:
    parts = FakeParts(playback=playing())
    async with facing(parts) as face:
        standing = face.session.standing
        assert standing.playback == parts.the_player.playback
        assert (standing.user, standing.account_fails) == (user(10), False)
        assert dict(standing.quotes)[UserTransaction.GENERATE_TRACK_INTRO].total == 2
        assert (standing.speak, standing.is_ready, standing.looked) == (True, True, True)
        assert standing.on_air == OnAir()


async def test_it_has_what_the_host_says_of_which_track() -> None:
    parts = FakeParts(playback=playing())
    async with facing(parts) as face:
        face.session.perform(FEATURE)
        await face.until(lambda: bool(parts.the_host.runs))
        story = whole_intro()
        speaking = next(index for index, event in enumerate(story) if isinstance(event, Speaking))
        parts.the_host.run.put(*story[: speaking + 1])
        await face.until(lambda: len(face.host) == speaking + 1)
        on_air = face.session.standing.on_air
        assert (on_air.phase, on_air.heard) == (Phase.SPEAKING, 0)
        assert on_air.track == TRACK
        assert on_air.sentences == tuple(event for event in story[:speaking] if isinstance(event, Sentence))
        parts.the_host.run.put(*story[speaking + 1 :])
        parts.the_host.run.end()
        await face.until(lambda: not face.session.intros.busy)
        assert (face.session.standing.on_air.phase, face.session.standing.on_air.heard) == (Phase.SAID, None)
        assert [line.said.text for line in face.session.last_lines] == [
            *face.said,
            *(told.line.text for told in face.of(HostSaid) if told.line is not None),
        ]


async def test_who_listens_hears_what_the_first_face_hears_until_it_leaves() -> None:
    parts = FakeParts(playback=playing())
    async with facing(parts) as face:
        heard: list[SessionEvent] = []
        leave = face.session.listen(heard.append)
        before = len(face.told)
        face.session.say("One line.")
        assert heard == face.told[before:] != []
        leave()
        leave()
        face.session.say("Another line.")
        assert len(heard) == 1


async def test_nothing_is_told_of_a_session_that_has_not_begun() -> None:
    session = Session(FakeParts(playback=None), lambda _: None, key_of=lambda _: "")
    assert (session.standing.looked, session.standing.user, session.last_lines) == (False, None, ())


def test_each_end_of_an_intro_is_told_apart() -> None:
    begun = OnAir().after(whole_intro()[0])
    assert isinstance(whole_intro()[0], Held)
    assert (begun.phase, begun.phase.is_under_way) == (Phase.WRITING, True)
    refused = begun.after(Failed("INSUFFICIENT_CREDITS", "Too few.", "Ask.", "", (), user(1)))
    failed = begun.after(Failed("OPERATION_FAILED", "It failed.", "Again.", "", (), user(1)))
    stopped = begun.after(Speaking(0)).after(Stopped("", (), (), user(1)))
    assert [each.phase for each in (refused, failed, stopped)] == [Phase.REFUSED, Phase.FAILED, Phase.STOPPED]
    assert refused.failure is not None
    assert stopped.heard is None
    assert begun.after(Speaking(0)).after(Spoken(1.0, True, None, user(1))).heard is None


def test_the_last_words_stay_when_nothing_more_can_be_told_and_when_credits_come_for_the_next_ones() -> None:
    said = Standing()
    for event in whole_intro():
        said = said.after(HostSaid(event, None))
    answered = said.after(HostSaid(Failed("NO_FACTS_KNOWN", "No facts.", "Ask.", "", (), user(8)), None))
    assert answered == said
    refused = said.after(HostSaid(Failed("INSUFFICIENT_CREDITS", "Too few.", "Ask.", "", (), user(1)), None))
    refused = refused.after(RefusalTold(Refusal(Quote((INTRO, VOICE))))).after(BalanceRead(user(1)))
    assert refused.on_air.phase is Phase.REFUSED
    paid = refused.after(BalanceRead(user(2))).on_air
    assert (paid.phase, paid.failure) == (Phase.IDLE, None)
    assert (paid.track, paid.sentences) == (TRACK, said.on_air.sentences)


def test_lines_are_numbered_and_each_run_has_a_name_of_its_own() -> None:
    first, second = [Record(FrozenClock().now) for _ in range(2)]
    for number in range(KEPT_LINES + 1):
        first.hear(Said(str(number)))
    assert [line.number for line in first.lines] == [*range(2, KEPT_LINES + 2)]
    assert first.run != second.run


def test_a_text_that_is_said_again_takes_the_place_of_the_last_one() -> None:
    said = OnAir()
    for event in whole_intro():
        said = said.after(event)
    again = said.after(Held(FOLLOWING, Quote(()), user(8))).after(Sentence(0, "Once more."))
    assert again.track == FOLLOWING
    assert ([each.text for each in again.sentences], again.phase) == (["Once more."], Phase.WRITING)
    assert said.sentences[0].text != "Once more."
