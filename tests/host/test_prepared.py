"""Intros that are written ahead: free until they are delivered, and then what they were, as far as that is so."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path

import pytest

from spotintro.clock import SystemClock
from spotintro.config.personas.persona import Chattiness, Persona
from spotintro.credits.features import UserTransaction
from spotintro.credits.gate import CreditGate
from spotintro.credits.prices import Prices
from spotintro.errors import SpotIntroError
from spotintro.host import prepared as room
from spotintro.host.events import (
    Charge,
    Composed,
    Failed,
    Finished,
    Held,
    HostEvent,
    LeftOut,
    Notice,
    Sentence,
    Speaking,
    Spoken,
    Stopped,
    Written,
)
from spotintro.host.host import Host
from spotintro.host.over_music import OverMusic
from spotintro.host.prepared import PreparedIntro
from spotintro.host.research import Answer
from spotintro.host.texts import Style
from spotintro.music import Track, TrackKind
from spotintro.state.playback_journal import PlaybackJournal
from spotintro.store.ledger import SqlLedger
from spotintro.voices.base import SynthesisFailed, VoiceUnavailable
from spotintro.writers.announcer import Announcer
from spotintro.writers.base import Clause, Dropped, Line, Show, Usage, WriterEmpty, WriterRefused
from tests.fakes.facts import FACTS, FakeSource, research_of
from tests.fakes.ledger import FakeLedger
from tests.fakes.player import FakePlayer
from tests.fakes.voice import FakeOutput, FakeVoice, sound_of
from tests.fakes.writer import HOST, FakeWriter, said_in
from tests.host.test_introduction import MORE, TEXT, TRACK, VOICE, Stage, told, until

HEARD = Track(id="t:0", title="Forerunner", artists=("Earlier Ones",))
SHOW = Show(heard=HEARD)
SENTENCES = ["Good evening.", "This is the track you asked for."]
NOTHING = WriterEmpty("The model declined.", "Try again.")


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    stage = Stage()
    yield stage
    for gate in stage.gates:
        await gate.close()


async def delivered(
    host: Host, prepared: PreparedIntro, *, speak: bool = True, show: Show = SHOW, track: Track = TRACK
) -> list[HostEvent]:
    return await told(host.introduce(track, speak=speak, show=show, prepared=prepared))


def ending(events: list[HostEvent]) -> Finished:
    assert isinstance(events[-1], Finished), events[-1]
    return events[-1]


def announced(*sentences: str) -> FakeWriter:
    return FakeWriter(sentences, name="announcer", is_ai=False, destination=None)


async def test_a_preparation_writes_and_voices_all_and_nobody_knows(stage: Stage) -> None:
    prepared = await stage.host().prepare_intro(TRACK, speak=True, show=SHOW)
    assert said_in(prepared.pieces) == stage.voice.asked == SENTENCES
    assert prepared.sounds == (sound_of(1), sound_of(1))
    assert (prepared.track, prepared.writer, prepared.asked) == (TRACK, "fake", "fake")
    assert prepared.request.show.heard == HEARD
    assert stage.output.asked == []
    assert stage.ledger.kept == {}
    assert (stage.ledger.used, stage.ledger.intros) == (0, [])


async def test_a_delivery_asks_neither_writer_nor_voice_again(stage: Stage) -> None:
    stage.voice.script.extend([sound_of(1, sample=7), sound_of(2, sample=8)])
    host = stage.host()
    prepared = await host.prepare_intro(TRACK, speak=True, show=SHOW)
    events = await delivered(host, prepared)
    kinds = [type(event) for event in events if not isinstance(event, Speaking)]
    assert kinds == [Held, Sentence, Sentence, Composed, Written, Spoken, Finished]
    assert len(stage.writer.history) == 1
    assert stage.voice.asked == SENTENCES
    assert stage.output.heard == [sound_of(1, sample=7), sound_of(2, sample=8)]
    assert ending(events).charges == (Charge(TEXT, 1), Charge(VOICE, 1))
    assert ending(events).text == stage.ledger.intros[0].text == " ".join(SENTENCES)
    assert stage.ledger.intros[0].spoken


async def test_what_fell_and_what_a_sentence_stands_on_is_told_at_the_delivery(stage: Stage) -> None:
    line = Line("It is a fine one.", added=True)
    dropped = Dropped("It won a Grammy.", "No fact carries it.")
    stage.writer = FakeWriter([Clause("Here is Song,"), "Here is Song, at last.", dropped, line, Usage(400, 60)])
    host = stage.host()
    events = await delivered(host, await host.prepare_intro(TRACK, speak=True, show=SHOW))
    assert [event for event in events if isinstance(event, Sentence | LeftOut)] == [
        Sentence(0, "Here is Song, at last."),
        LeftOut("It won a Grammy.", "No fact carries it."),
        Sentence(1, "It is a fine one.", added=True),
    ]
    assert stage.voice.asked == ["Here is Song, at last.", "It is a fine one."], "no clause goes ahead"


async def test_a_sound_that_is_ready_waits_for_no_voice(stage: Stage) -> None:
    """The voice may have been unloaded meanwhile, and loads for as long as it likes."""
    host = stage.host()
    prepared = await host.prepare_intro(TRACK, speak=True, show=SHOW)
    opened = stage.voice.opened
    await delivered(host, prepared)
    assert stage.voice.opened == opened


async def test_prepared_without_a_voice_it_is_voiced_at_the_delivery(stage: Stage) -> None:
    host = stage.host()
    prepared = await host.prepare_intro(TRACK, speak=False, show=SHOW)
    assert stage.voice.asked == []
    assert ending(await delivered(host, prepared)).spoken
    assert stage.voice.asked == SENTENCES


async def test_prepared_with_a_voice_it_may_be_shown_alone(stage: Stage) -> None:
    host = stage.host()
    prepared = await host.prepare_intro(TRACK, speak=True, show=SHOW)
    assert ending(await delivered(host, prepared, speak=False)).charges == (Charge(TEXT, 1),)
    assert stage.output.asked == []


async def test_a_voice_that_fails_ahead_is_asked_again(stage: Stage) -> None:
    stage.voice = FakeVoice([sound_of(1), SynthesisFailed("The voice hung.", "Try again.")])
    host = stage.host()
    prepared = await host.prepare_intro(TRACK, speak=True, show=SHOW)
    assert prepared.sounds == (sound_of(1),)
    assert ending(await delivered(host, prepared)).spoken
    assert stage.voice.asked == [*SENTENCES, SENTENCES[1]]


async def test_the_sounds_are_bounded(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "MOST_SOUND_BYTES", len(sound_of(1.5).pcm))
    host = stage.host()
    prepared = await host.prepare_intro(TRACK, speak=True, show=SHOW)
    assert prepared.sounds == (sound_of(1),)
    assert len(stage.output.heard) == 0
    assert ending(await delivered(host, prepared)).speech_s == 2


async def test_what_nobody_would_hear_is_not_voiced_ahead(stage: Stage) -> None:
    stage.output = FakeOutput(audible=False)
    host = stage.host()
    prepared = await host.prepare_intro(TRACK, speak=True, show=SHOW)
    assert prepared.sounds == ()
    assert ending(await delivered(host, prepared)).charges == (Charge(TEXT, 1),)


@pytest.mark.parametrize(
    ("track", "code"),
    [
        (Track("spotify:ad:1", "Buy now", ("Shop",), kind=TrackKind.AD), "ADVERT_PLAYS"),
        (Track("spotify:track:0123456789012345678901", ""), "TRACK_NOT_TOLD"),
    ],
)
async def test_what_cannot_be_introduced_is_not_prepared(stage: Stage, track: Track, code: str) -> None:
    with pytest.raises(SpotIntroError) as refused:
        await stage.host().prepare_intro(track, speak=True, show=SHOW)
    assert refused.value.code == code
    assert stage.writer.history == []


async def test_a_failure_of_the_writer_is_raised(stage: Stage) -> None:
    stage.writer = FakeWriter([SENTENCES[0], WriterRefused("The server said no.", "Check the key.")])
    with pytest.raises(WriterRefused):
        await stage.host().prepare_intro(TRACK, speak=False, show=SHOW)
    assert stage.ledger.kept == {}


async def test_a_voice_that_is_needed_and_missing_is_told_before_the_writer_is_asked(stage: Stage) -> None:
    stage.needs_voice, stage.voice = True, FakeVoice(open_error=VoiceUnavailable("There is no voice.", "Get one."))
    with pytest.raises(VoiceUnavailable):
        await stage.host().prepare_intro(TRACK, speak=True, show=SHOW)
    assert stage.writer.history == []


@pytest.mark.parametrize("turns", range(0, 40, 2))
async def test_cancelled_at_any_moment_nothing_is_left_of_it(stage: Stage, turns: int) -> None:
    preparing = asyncio.create_task(stage.host().prepare_intro(TRACK, speak=True, show=SHOW))
    for _ in range(turns):
        await asyncio.sleep(0)
    preparing.cancel()
    await asyncio.wait([preparing])
    assert stage.ledger.kept == {}
    assert all(writing.finished or writing.closed_early for writing in stage.writer.history)


async def test_where_nothing_is_left_of_a_text_the_announcer_stands_in_free(stage: Stage) -> None:
    stage.writer = FakeWriter([SENTENCES[0], NOTHING])
    stage.announcer = announced("Here comes Song.")
    host = stage.host()
    prepared = await host.prepare_intro(TRACK, speak=True, show=SHOW)
    assert (prepared.writer, prepared.asked, prepared.stood_in_because) == ("announcer", "fake", NOTHING.message)
    events = await delivered(host, prepared)
    assert (ending(events).text, ending(events).charges) == ("Here comes Song.", ())
    assert [event.message for event in events if isinstance(event, Notice)] == [
        "The model declined. The announcer introduces instead, free."
    ]
    assert stage.ledger.kept == {}, "nothing was held"
    assert stage.ledger.intros[0].writer == "announcer"
    assert len(stage.writer.history) == 1


async def test_an_announcer_without_a_word_is_a_failure(stage: Stage) -> None:
    stage.writer = stage.announcer = announced()
    with pytest.raises(SpotIntroError):
        await stage.host().prepare_intro(TRACK, speak=False, show=SHOW)


@pytest.mark.parametrize(("demo", "charges"), [(False, (VOICE,)), (True, (TEXT, VOICE))])
async def test_the_announcers_intro_costs_what_it_costs_unprepared(
    stage: Stage, demo: bool, charges: tuple[UserTransaction, ...]
) -> None:
    stage.writer, stage.demo = stage.announcer, demo
    host = stage.host()
    finished = ending(await delivered(host, await host.prepare_intro(TRACK, speak=True, show=SHOW)))
    assert tuple(charge.step for charge in finished.charges) == charges


async def test_too_few_credits_at_the_delivery_leave_it_for_later(stage: Stage) -> None:
    stage.ledger = FakeLedger(demo_credits=1)
    host = stage.host()
    prepared = await host.prepare_intro(TRACK, speak=True, show=SHOW)
    (failed,) = await delivered(host, prepared)
    assert isinstance(failed, Failed)
    assert failed.code == "INSUFFICIENT_CREDITS"
    stage.ledger.grant(1)
    assert len(ending(await delivered(host, prepared)).charges) == 2
    assert len(stage.writer.history) == 1


# -- who it is for -----------------------------------------------------------------------------------------------


async def test_another_track_is_told_of_in_words_of_its_own(stage: Stage) -> None:
    host = stage.host()
    prepared = await host.prepare_intro(TRACK, speak=True, show=SHOW)
    ending(await delivered(host, prepared, track=Track("t:2", "Other", ("Band",))))
    assert [request.track.id for request in stage.writer.requests] == ["t:1", "t:2"]


async def test_another_feature_has_a_text_of_its_own(stage: Stage) -> None:
    research = research_of(FakeSource(*FACTS), fixed=Answer.SET_ON)
    await research.find(TRACK)
    host = stage.host(research=research)
    prepared = await host.prepare_intro(TRACK, speak=False, show=SHOW)
    ending(await told(host.introduce(TRACK, speak=False, feature=MORE, prepared=prepared)))
    assert [request.at_length for request in stage.writer.requests] == [False, True]
    await research.close()


async def test_declined_meanwhile_a_models_text_is_not_delivered(stage: Stage) -> None:
    stage.announcer = announced("Here comes Song.")
    host = stage.host()
    prepared = await host.prepare_intro(TRACK, speak=True, show=SHOW)
    assert host.fits(prepared)
    host.decline()
    assert not host.fits(prepared)
    assert ending(await delivered(host, prepared)).text == "Here comes Song."


@pytest.mark.parametrize(
    "style",
    [
        Style("de", HOST),
        Style("en", Persona(title="Pirate", who="a pirate")),
        Style("en", HOST, Chattiness.BRIEF),
    ],
    ids=repr,
)
async def test_in_another_manner_it_is_written_anew(stage: Stage, style: Style) -> None:
    prepared = await stage.host().prepare_intro(TRACK, speak=True, show=SHOW)
    other = stage.host(style=style)
    assert not other.fits(prepared)
    ending(await delivered(other, prepared))
    assert [request.persona for request in stage.writer.requests] == [HOST, style.persona]


async def test_the_sounds_of_another_voice_are_not_heard(stage: Stage) -> None:
    prepared = await stage.host().prepare_intro(TRACK, speak=True, show=SHOW)
    stage.voice = FakeVoice(name="another")
    ending(await delivered(stage.host(), prepared))
    assert stage.voice.asked == SENTENCES


# -- what has changed meanwhile ----------------------------------------------------------------------------------

BEFORE = Line("That was Forerunner by Earlier Ones.", 'Before it, you heard "Forerunner" by "Earlier Ones".')
NAMED = Line("Here is Song by Band.")
LEAN_BACK = "Lean back and enjoy the evening."


async def test_what_was_not_heard_after_all_is_not_said_to_have_been(stage: Stage) -> None:
    stage.writer = FakeWriter([BEFORE, NAMED])
    host = stage.host()
    prepared = await host.prepare_intro(TRACK, speak=True, show=SHOW)
    events = await delivered(host, prepared, show=Show())
    assert [event.text for event in events if isinstance(event, LeftOut)] == [BEFORE.text]
    assert ending(events).text == NAMED.text
    assert stage.output.heard == [sound_of(1)], "and not voiced anew"
    assert len(stage.voice.asked) == 2
    assert len(stage.writer.history) == 1


async def test_what_another_player_does_not_tell_of_the_track_is_still_known(stage: Stage) -> None:
    """The queue tells of a release's year, the player that then plays it may not."""
    dated = Line("This release is from 1999.", "This release is from 1999.")
    stage.writer = FakeWriter([NAMED, dated])
    host = stage.host()
    prepared = await host.prepare_intro(replace(TRACK, year=1999), speak=True, show=SHOW)
    assert ending(await delivered(host, prepared, show=Show())).text == f"{NAMED.text} {dated.text}"


async def test_what_was_heard_is_said(stage: Stage) -> None:
    stage.writer = FakeWriter([BEFORE, NAMED])
    host = stage.host()
    prepared = await host.prepare_intro(TRACK, speak=True, show=SHOW)
    assert ending(await delivered(host, prepared)).text == f"{BEFORE.text} {NAMED.text}"


async def test_where_the_sentence_that_names_the_track_falls_another_does(stage: Stage) -> None:
    stage.writer = FakeWriter([Line("After Forerunner by Earlier Ones, here is Song by Band."), "Lean back."])
    host = stage.host()
    prepared = await host.prepare_intro(TRACK, speak=True, show=SHOW)
    assert ending(await delivered(host, prepared, show=Show())).text == "Here comes Song. Lean back."


async def test_where_nothing_is_left_it_is_written_anew(stage: Stage) -> None:
    stage.writer = FakeWriter([BEFORE], [NAMED])
    host = stage.host()
    prepared = await host.prepare_intro(TRACK, speak=True, show=SHOW)
    finished = ending(await delivered(host, prepared, show=Show()))
    assert finished.text == NAMED.text
    assert finished.charges == (Charge(TEXT, 1), Charge(VOICE, 1))
    assert len(stage.ledger.intros) == 1


async def test_what_was_let_through_unchecked_falls_with_the_show(stage: Stage) -> None:
    stage.writer = FakeWriter([NAMED, Line("They toured with Earlier Ones.", added=True)])
    host = stage.host()
    prepared = await host.prepare_intro(TRACK, speak=True, show=SHOW)
    assert ending(await delivered(host, prepared, show=Show())).text == NAMED.text


async def test_a_text_that_cannot_be_judged_is_written_anew_when_the_show_has_changed(stage: Stage) -> None:
    host = stage.host(style=Style("pl", HOST))
    prepared = await host.prepare_intro(TRACK, speak=True, show=SHOW)
    ending(await delivered(host, prepared))
    assert len(stage.writer.history) == 1
    prepared = await host.prepare_intro(TRACK, speak=True, show=SHOW)
    ending(await delivered(host, prepared, show=Show()))
    assert len(stage.writer.history) == 3


async def test_the_announcer_writes_anew_when_the_show_has_changed(stage: Stage) -> None:
    stage.writer = stage.announcer
    host = stage.host()
    prepared = await host.prepare_intro(TRACK, speak=True, show=SHOW)
    finished = ending(await delivered(host, prepared, show=Show()))
    assert [request.show.heard for request in stage.writer.requests] == [HEARD, None]
    assert finished.charges == (Charge(VOICE, 1),)


async def test_who_stood_in_writes_anew_too_and_stays_free(stage: Stage) -> None:
    stage.writer = FakeWriter([NOTHING])
    stage.announcer = announced("Here comes Song.")
    host = stage.host()
    prepared = await host.prepare_intro(TRACK, speak=True, show=SHOW)
    finished = ending(await delivered(host, prepared, show=Show()))
    assert (finished.writer, finished.charges) == ("announcer", ())
    assert (len(stage.announcer.history), len(stage.writer.history)) == (2, 1)


async def test_what_another_intro_has_said_meanwhile_is_not_said_again(stage: Stage) -> None:
    other = Track("t:9", "Other", ("Else",))
    stage.writer = FakeWriter([NAMED, LEAN_BACK], [LEAN_BACK, "Here is Other by Else."])
    host = stage.host()
    prepared = await host.prepare_intro(TRACK, speak=True, show=SHOW)
    await told(host.introduce(other, speak=False))
    events = await delivered(host, prepared)
    assert ending(events).text == NAMED.text
    assert [event.text for event in events if isinstance(event, LeftOut)] == [LEAN_BACK]


async def test_the_announcer_has_another_whole_text_for_one_of_which_a_sentence_was_said_meanwhile(
    stage: Stage,
) -> None:
    stage.writer = stage.announcer = FakeWriter(
        [NAMED, LEAN_BACK],
        [LEAN_BACK, "Here is Other by Else."],
        ["A new one.", "Here comes Song."],
        name="announcer",
        is_ai=False,
        destination=None,
    )
    host = stage.host()
    prepared = await host.prepare_intro(TRACK, speak=True, show=SHOW)
    await told(host.introduce(Track("t:9", "Other", ("Else",)), speak=False))
    assert ending(await delivered(host, prepared)).text == "A new one. Here comes Song."


# -- what is charged ---------------------------------------------------------------------------------------------


class Bank:
    """A host on the real store."""

    def __init__(self, folder: Path) -> None:
        self.stage = Stage()
        self._file = folder / "credits.sqlite3"
        self.gate = CreditGate(self._open, Prices())
        self.host = self.stage.host(self.gate)

    def _open(self) -> SqlLedger:
        return SqlLedger(self._file, account_id="local", demo_credits=10, clock=SystemClock())

    async def check(self, *, used: int, intros: int) -> None:
        user, report = await self.gate.user(), await self.gate.audit()
        assert report.problems == ()
        assert (user.used_credits, user.held_credits) == (used, 0)
        assert await self.gate.count_intros() == intros


@pytest.fixture
async def bank(tmp_path: Path) -> AsyncIterator[Bank]:
    bank = Bank(tmp_path)
    yield bank
    await bank.gate.close()


async def test_what_is_never_delivered_charges_nothing(bank: Bank) -> None:
    for number in range(6):
        await bank.host.prepare_intro(replace(TRACK, id=f"t:{number}"), speak=True, show=SHOW)
    await bank.check(used=0, intros=0)
    assert await bank.gate.history() == await bank.gate.history(limit=1), "the demo's credits alone"


async def test_a_second_delivery_is_a_replay(bank: Bank) -> None:
    prepared = await bank.host.prepare_intro(TRACK, speak=True, show=SHOW)
    first = ending(await delivered(bank.host, prepared))
    again = ending(await delivered(bank.host, prepared))
    assert (len(first.charges), again.charges, again.text) == (2, (), first.text)
    await bank.check(used=2, intros=1)


async def test_what_was_shown_alone_costs_its_speech_when_it_is_said(bank: Bank) -> None:
    prepared = await bank.host.prepare_intro(TRACK, speak=True, show=SHOW)
    shown = ending(await delivered(bank.host, prepared, speak=False))
    said = [ending(await delivered(bank.host, prepared)) for _ in range(2)]
    assert [each.charges for each in (shown, *said)] == [(Charge(TEXT, 1),), (Charge(VOICE, 1),), ()]
    await bank.check(used=2, intros=1)


async def test_two_deliveries_at_once_are_one(bank: Bank) -> None:
    prepared = await bank.host.prepare_intro(TRACK, speak=True, show=SHOW)
    both = await asyncio.gather(delivered(bank.host, prepared), delivered(bank.host, prepared))
    assert sorted(type(events[-1]).__name__ for events in both) == ["Failed", "Finished"]
    (failed,) = (events[-1] for events in both if isinstance(events[-1], Failed))
    assert failed.code == "BEING_DELIVERED"
    await bank.check(used=2, intros=1)


@pytest.mark.parametrize("turns", [*range(0, 60, 4), *range(60, 300, 20)])
@pytest.mark.slow
async def test_stopped_at_any_moment_and_asked_for_again_each_step_is_charged_once(bank: Bank, turns: int) -> None:
    prepared = await bank.host.prepare_intro(TRACK, speak=True, show=SHOW)
    first = bank.host.introduce(TRACK, speak=True, show=SHOW, prepared=prepared)
    reading = asyncio.create_task(told(first))
    for _ in range(turns):
        await asyncio.sleep(0)
    await first.stop()
    stopped = (await reading)[-1]
    assert isinstance(stopped, Stopped | Finished)
    await bank.check(used=len(stopped.charges), intros=min(1, len(stopped.charges)))
    again = ending(await delivered(bank.host, prepared))
    assert sorted(charge.step for charge in (*stopped.charges, *again.charges)) == [TEXT, VOICE]
    await bank.check(used=2, intros=1)
    assert len(bank.stage.writer.history) == 1


async def test_a_text_whose_speech_was_stopped_is_not_charged_again(bank: Bank) -> None:
    endless = asyncio.Event()

    async def sleep(_seconds: float) -> None:
        await endless.wait()

    bank.stage.output = FakeOutput(sleep=sleep)
    host = bank.stage.host(bank.gate)
    prepared = await host.prepare_intro(TRACK, speak=True, show=SHOW)
    introduction = host.introduce(TRACK, speak=True, show=SHOW, prepared=prepared)
    await until(introduction, Written)
    await introduction.stop()
    await bank.check(used=1, intros=1)
    endless.set()
    assert ending(await delivered(host, prepared)).charges == (Charge(VOICE, 1),)
    await bank.check(used=2, intros=1)


# -- between two tracks ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("between", [False, True])
async def test_who_looks_after_the_music_is_told_that_a_track_has_just_begun(
    stage: Stage, tmp_path: Path, *, between: bool
) -> None:
    asked: list[bool] = []

    class Noted(OverMusic):
        def prepare(
            self,
            on_moved: Callable[[], None] | None = None,
            *,
            between: bool = False,
            tell: Callable[[Notice], None] = lambda _notice: None,
        ) -> None:
            if on_moved is not None:
                asked.append(between)
            super().prepare(on_moved, between=between, tell=tell)

    host = stage.host(over_music=Noted(FakePlayer(), PlaybackJournal(tmp_path)))
    prepared = await host.prepare_intro(TRACK, speak=True, show=SHOW)
    assert asked == []
    ending(await told(host.introduce(TRACK, speak=True, show=SHOW, prepared=prepared, between=between)))
    assert asked == [between]


async def test_the_real_announcer_goes_ahead_and_comes_anew(stage: Stage) -> None:
    announcer = Announcer()
    host = stage.host(writer=announcer, announcer=announcer)
    prepared = await host.prepare_intro(TRACK, speak=True, show=SHOW)
    assert ending(await delivered(host, prepared)).text == " ".join(said_in(prepared.pieces))
    prepared = await host.prepare_intro(replace(TRACK, id="t:2"), speak=True, show=SHOW)
    anew = ending(await delivered(host, prepared, show=Show(), track=replace(TRACK, id="t:2")))
    assert HEARD.title not in anew.text
