"""The whole flow over fakes: what is told, what is charged, what is given back."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any, TypeVar

import pytest

from spotintro.credits.base import HoldRequest, HoldState, Intro, User
from spotintro.credits.errors import CreditError, CreditErrorCode, Unconfirmed
from spotintro.credits.features import UserTransaction
from spotintro.credits.gate import CreditGate
from spotintro.credits.ledger import Ledger
from spotintro.credits.prices import Prices
from spotintro.host.events import (
    Charge,
    Composed,
    Failed,
    Finished,
    Held,
    HostEvent,
    LeftOut,
    Notice,
    Quote,
    Sentence,
    Speaking,
    Spoken,
    Stopped,
    Written,
)
from spotintro.host.host import Host
from spotintro.host.introduction import UNSETTLED, Introduction
from spotintro.host.over_music import OverMusic
from spotintro.host.research import Answer
from spotintro.host.speech import DEVICE_GONE
from spotintro.host.texts import MORE_WORDS, Style
from spotintro.knowledge import About, Fact, Relation, Source
from spotintro.music import Track, TrackKind
from spotintro.state.playback_journal import PlaybackJournal
from spotintro.voices.base import OutputFailed, Sound, SynthesisFailed, VoiceUnavailable
from spotintro.writers.base import Clause, Dropped, Line, Show, WriterEmpty, WriterRefused, WriterUnreachable
from tests.fakes.facts import FACTS, FakeAnswers, FakeSource, research_of
from tests.fakes.ledger import FakeClock, FakeLedger
from tests.fakes.tui_parts import FakePlayer, playing
from tests.fakes.voice import RATE_HZ, FakeOutput, FakeVoice, sound_of
from tests.fakes.writer import HOST, FakeWriter

_T = TypeVar("_T")
TEXT, VOICE = UserTransaction.GENERATE_TRACK_INTRO, UserTransaction.SPEAK_TRACK_INTRO
MORE = UserTransaction.TELL_MORE
TRACK = Track(id="t:1", title="Song", artists=("Band",))


class Stage:
    """A host on fakes, each within reach."""

    def __init__(self) -> None:
        self.ledger = FakeLedger()
        self.writer = FakeWriter()
        self.announcer = FakeWriter(name="announcer", is_ai=False, destination=None)
        self.voice = FakeVoice()
        self.silent = FakeVoice(name="silent")
        self.output = FakeOutput()
        self.answers = FakeAnswers()
        self.prices = Prices()
        self.demo = False
        self.needs_voice = False
        self.gates: list[CreditGate] = []

    def host(self, gate: CreditGate | None = None, **options: Any) -> Host:
        gate = gate or CreditGate(lambda: self.ledger, self.prices)
        self.gates.append(gate)
        made: dict[str, Any] = {
            "writer": self.writer,
            "announcer": self.announcer,
            "over_music": None,
            "style": Style("en", HOST),
            **options,
        }
        return Host(
            gate=gate,
            voice=self.voice,
            silent_voice=self.silent,
            output=self.output,
            consent=self.answers,
            disclosure="Title and artists go to model.example.",
            clock=FakeClock(),
            demo=self.demo,
            needs_voice=self.needs_voice,
            **made,
        )

    @property
    def open_holds(self) -> list[str]:
        return [key for key, kept in self.ledger.kept.items() if kept.hold.state is HoldState.HELD]


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    stage = Stage()
    yield stage
    for gate in stage.gates:
        await gate.close()


async def told(introduction: Introduction) -> list[HostEvent]:
    return [event async for event in introduction]


async def until(introduction: Introduction, kind: type[HostEvent]) -> HostEvent:
    async for event in introduction:
        if isinstance(event, kind):
            return event
    raise AssertionError(f"no {kind.__name__}")


async def test_a_whole_run(stage: Stage) -> None:
    events = await told(stage.host().introduce(TRACK, speak=True))
    kinds = [type(event) for event in events if not isinstance(event, Speaking | Sentence)]
    assert kinds == [Held, Composed, Written, Spoken, Finished]
    assert [event.index for event in events if isinstance(event, Speaking)] == [0, 1]
    held, finished = events[0], events[-1]
    assert isinstance(held, Held)
    assert (held.balance.available_credits, held.balance.held_credits) == (8, 2)
    assert isinstance(finished, Finished)
    assert [(charge.step, charge.amount) for charge in finished.charges] == [(TEXT, 1), (VOICE, 1)]
    assert (finished.balance.available_credits, finished.balance.used_credits) == (8, 2)
    assert finished.text == "Good evening. This is the track you asked for."
    assert stage.ledger.intros[0].text == finished.text
    assert stage.voice.asked == ["Good evening.", "This is the track you asked for."]
    assert len(stage.output.heard) == 2
    assert stage.output.finished == 1


async def test_without_a_voice_the_text_alone_is_charged(stage: Stage) -> None:
    finished = (await told(stage.host().introduce(TRACK, speak=False)))[-1]
    assert isinstance(finished, Finished)
    assert finished.balance.used_credits == 1
    assert not finished.spoken
    assert not stage.voice.asked


async def test_the_announcer_is_free_but_its_voice_is_not(stage: Stage) -> None:
    stage.writer = stage.announcer
    finished = (await told(stage.host().introduce(TRACK, speak=True)))[-1]
    assert isinstance(finished, Finished)
    assert [charge.step for charge in finished.charges] == [VOICE]
    assert stage.ledger.intros, "a free text is kept too"


async def test_in_the_demo_the_announcer_stands_in_for_the_writer(stage: Stage) -> None:
    stage.writer, stage.demo, stage.output = stage.announcer, True, FakeOutput(audible=False)
    events = await told(stage.host().introduce(TRACK, speak=True))
    finished = events[-1]
    assert isinstance(finished, Finished)
    assert finished.balance.used_credits == 2
    told_before = next(event.message for event in events if isinstance(event, Notice))
    assert told_before.endswith("is shown at reading pace. In the demo it is charged like a voice.")


async def test_what_nobody_can_hear_is_not_charged(stage: Stage) -> None:
    stage.output = FakeOutput(audible=False)
    events = await told(stage.host().introduce(TRACK, speak=True))
    finished = events[-1]
    assert isinstance(finished, Finished)
    assert [charge.step for charge in finished.charges] == [TEXT]
    assert not finished.spoken
    assert stage.silent.asked
    assert not stage.voice.asked


async def test_without_an_engine_the_text_is_shown_at_reading_pace(stage: Stage) -> None:
    stage.voice = FakeVoice(open_error=VoiceUnavailable("No engine.", "Install one."))
    events = await told(stage.host().introduce(TRACK, speak=True))
    assert "No engine." in next(event.message for event in events if isinstance(event, Notice))
    finished = events[-1]
    assert isinstance(finished, Finished)
    assert finished.balance.used_credits == 1


async def test_a_voice_that_is_silent_by_choice_is_no_news(stage: Stage) -> None:
    stage.voice, stage.output = FakeVoice(name="silent"), FakeOutput(audible=False)
    events = await told(stage.host().introduce(TRACK, speak=True))
    assert isinstance(events[-1], Finished)
    assert not [event for event in events if isinstance(event, Notice)]


async def test_insufficient_credits_call_nothing(stage: Stage) -> None:
    stage.ledger = FakeLedger(demo_credits=1)
    events = await told(stage.host().introduce(TRACK, speak=True))
    assert len(events) == 1
    failed = events[0]
    assert isinstance(failed, Failed)
    assert failed.code == "INSUFFICIENT_CREDITS"
    assert failed.balance is not None
    assert failed.balance.available_credits == 1
    assert not stage.writer.history
    assert not stage.voice.asked


@pytest.mark.parametrize("sentences_before", [0, 1, 2])
async def test_a_writer_that_fails_costs_nothing(stage: Stage, sentences_before: int) -> None:
    script = ["Good evening.", "A song."][:sentences_before]
    stage.writer = FakeWriter([*script, WriterRefused("The server said no.", "Check the key.")])
    failed = (await told(stage.host().introduce(TRACK, speak=True)))[-1]
    assert isinstance(failed, Failed)
    assert (failed.code, failed.next_step) == ("WRITER_REFUSED", "Check the key.")
    assert failed.charges == ()
    assert failed.balance is not None
    assert failed.balance.available_credits == 10
    assert not stage.open_holds


async def test_no_text_at_all_costs_nothing(stage: Stage) -> None:
    stage.writer = FakeWriter([])
    failed = (await told(stage.host().introduce(TRACK, speak=True)))[-1]
    assert isinstance(failed, Failed)
    assert failed.code == "WRITER_UNUSABLE"
    assert failed.balance is not None
    assert failed.balance.available_credits == 10


async def test_a_voice_that_fails_costs_the_text_alone(stage: Stage) -> None:
    stage.voice = FakeVoice([SynthesisFailed("The voice hung.", "Try again.")])
    events = await told(stage.host().introduce(TRACK, speak=True))
    failed = events[-1]
    assert isinstance(failed, Failed)
    assert failed.text == "Good evening. This is the track you asked for."
    assert [charge.step for charge in failed.charges] == [TEXT]
    assert failed.balance is not None
    assert (failed.balance.available_credits, failed.balance.held_credits) == (9, 0)
    assert any(isinstance(event, Written) for event in events)


async def test_a_sound_device_that_goes_away_costs_the_text_alone(stage: Stage) -> None:
    stage.output = FakeOutput(failures={1: OutputFailed("The device went away.", "Plug it in.")})
    failed = (await told(stage.host().introduce(TRACK, speak=True)))[-1]
    assert isinstance(failed, Failed)
    assert failed.code == "OUTPUT_FAILED"
    assert [charge.step for charge in failed.charges] == [TEXT]


class LeavingOutput(FakeOutput):
    """Its device is unplugged between two intros, which the first sound finds out, as with `MiniaudioOutput`."""

    def __init__(self) -> None:
        super().__init__()
        self.unplugged = self.noticed = False

    @property
    def audible(self) -> bool | None:
        if not self.unplugged:
            return super().audible
        return False if self.noticed else None

    async def play(self, sound: Sound) -> None:
        self.noticed = self.unplugged
        await super().play(sound)


async def test_a_voice_whose_device_was_unplugged_since_the_last_intro_is_not_charged(stage: Stage) -> None:
    stage.output = output = LeavingOutput()
    host = stage.host()
    await told(host.introduce(TRACK, speak=True))
    output.unplugged = True
    events = await told(host.introduce(TRACK, speak=True))
    finished = events[-1]
    assert isinstance(finished, Finished)
    assert [charge.step for charge in finished.charges] == [TEXT]
    assert not finished.spoken
    (notice,) = [event for event in events if isinstance(event, Notice)]
    assert notice == Notice(DEVICE_GONE, each_time=True)
    assert (stage.ledger.used, stage.open_holds) == (3, [])
    assert host.quote(speak=True).total == 1


async def told_after_its_hold(stage: Stage, *, speak: bool, spent_meanwhile: int) -> list[HostEvent]:
    begun, go_on = stage.ledger.pause("capture")
    reading = asyncio.create_task(told(stage.host().introduce(TRACK, speak=speak)))
    await asyncio.to_thread(begun.wait)
    spend_elsewhere(stage, spent_meanwhile)
    go_on.set()
    return await reading


def spend_elsewhere(stage: Stage, amount: int) -> None:
    """Once what is held here has lapsed."""
    stage.ledger.clock.advance(61)
    bought = HoldRequest(key="elsewhere", step=TEXT, amount=amount, workflow="elsewhere", track=TRACK)
    stage.ledger.hold([bought], ttl_s=60)
    stage.ledger.capture(bought.key)


async def test_what_outlasts_its_hold_and_can_not_be_collected_is_delivered_and_said(stage: Stage) -> None:
    events = await told_after_its_hold(stage, speak=True, spent_meanwhile=9)
    assert [event.message for event in events if isinstance(event, Notice)] == [
        "The voice outlasted its hold of 1 credit, spent elsewhere meanwhile: it is not charged."
    ]
    finished = events[-1]
    assert isinstance(finished, Finished)
    assert [charge.step for charge in finished.charges] == [TEXT]
    assert [event.charged for event in events if isinstance(event, Spoken)] == [None]
    assert finished.balance.available_credits == 0
    assert [intro.spoken for intro in stage.ledger.intros] == [True]
    assert not stage.open_holds


async def test_a_text_that_can_not_be_collected_is_told_as_free(stage: Stage) -> None:
    events = await told_after_its_hold(stage, speak=False, spent_meanwhile=10)
    assert sum(isinstance(event, Notice) for event in events) == 1
    assert [event.charged for event in events if isinstance(event, Written)] == [None]
    assert isinstance(events[-1], Finished)
    assert events[-1].charges == ()
    assert len(stage.ledger.intros) == 1


class LostLedger(FakeLedger):
    """Is lost as it books a charge, before that stands or after, as a server can be; for the next `lost` times."""

    def __init__(self, *, books: bool, lost: int) -> None:
        super().__init__()
        self.books = books
        self.lost = lost

    def capture(self, key: str, *, intro: Intro | None = None) -> User:
        if self.lost and not self.books:
            self._lose()
        user = super().capture(key, intro=intro)
        if self.lost:
            self._lose()
        return user

    def _lose(self) -> None:
        self.lost -= 1
        raise Unconfirmed(
            CreditErrorCode.SYSTEM_ERROR, "The store was lost while it was booking.", "The balance shows it."
        )


@pytest.mark.parametrize("books", [True, False])
async def test_a_charge_that_the_store_was_lost_at_is_asked_for_once_more_and_told(
    stage: Stage, books: bool
) -> None:
    stage.ledger = LostLedger(books=books, lost=1)
    events = await told(stage.host().introduce(TRACK, speak=False))
    finished = events[-1]
    assert isinstance(finished, Finished)
    assert [charge.step for charge in finished.charges] == [TEXT]
    assert stage.ledger.used == 1


@pytest.mark.parametrize("books", [True, False])
async def test_what_was_charged_is_told_also_where_that_shows_only_when_it_is_to_be_given_back(
    stage: Stage, books: bool
) -> None:
    stage.ledger = LostLedger(books=books, lost=2)
    failed = (await told(stage.host().introduce(TRACK, speak=False)))[-1]
    assert isinstance(failed, Failed)
    assert failed.message == "The store was lost while it was booking."
    assert sum(charge.amount for charge in failed.charges) == stage.ledger.used == books
    assert failed.cost_nothing is not books
    assert failed.unconfirmed == ()


async def test_where_nobody_can_tell_whether_it_was_charged_nothing_says_that_it_was_not(stage: Stage) -> None:
    stage.ledger = LostLedger(books=True, lost=2)
    for call in ("release", "user"):
        stage.ledger.fail(call, CreditError(CreditErrorCode.SYSTEM_ERROR, "It is gone.", "Find it."))
    failed = (await told(stage.host().introduce(TRACK, speak=False)))[-1]
    assert isinstance(failed, Failed)
    assert (failed.charges, [charge.step for charge in failed.unconfirmed]) == ((), [TEXT])
    assert not failed.cost_nothing


async def test_a_defect_is_no_secret_and_no_charge(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    stage.writer = FakeWriter([ZeroDivisionError("defect")])
    failed = (await told(stage.host().introduce(TRACK, speak=True)))[-1]
    assert isinstance(failed, Failed)
    assert failed.code == "UNEXPECTED"
    assert not stage.open_holds
    assert "ZeroDivisionError" in caplog.text


async def test_a_store_that_fails_is_said(stage: Stage) -> None:
    broken = CreditError(CreditErrorCode.SYSTEM_ERROR, "The account can't be read.", "Look at the disk.")
    stage.ledger.fail("hold", broken)
    stage.ledger.fail("user", broken)
    failed = (await told(stage.host().introduce(TRACK, speak=True)))[-1]
    assert isinstance(failed, Failed)
    assert failed.code == "SYSTEM_ERROR"
    assert failed.balance is None


async def test_a_free_text_that_can_not_be_kept_is_delivered_and_said(stage: Stage) -> None:
    stage.writer = stage.announcer
    stage.ledger.fail("record_intro", CreditError(CreditErrorCode.SYSTEM_ERROR, "It is read-only.", "Change it."))
    events = await told(stage.host().introduce(TRACK, speak=False))
    assert isinstance(events[-1], Finished)
    assert [event.message for event in events if isinstance(event, Notice)] == [
        "It is read-only. This intro is not kept. Change it."
    ]


async def test_stopped_while_writing_gives_everything_back(stage: Stage) -> None:
    never = asyncio.Event()
    stage.writer = FakeWriter(["Good evening.", never])
    introduction = stage.host().introduce(TRACK, speak=True)
    await until(introduction, Sentence)
    await stage.writer.history[0].waiting.wait()
    await introduction.stop()
    stopped = (await told(introduction))[-1]
    assert isinstance(stopped, Stopped)
    assert stopped.charges == ()
    assert [charge.step for charge in stopped.given_back] == [TEXT, VOICE]
    assert stopped.balance is not None
    assert (stopped.balance.available_credits, stopped.balance.held_credits) == (10, 0)
    assert stage.writer.history[0].closed_early
    assert stage.output.stops == 1


async def test_stopped_while_speaking_gives_the_voice_back(stage: Stage) -> None:
    endless = asyncio.Event()

    async def sleep(_seconds: float) -> None:
        await endless.wait()

    stage.output = FakeOutput(sleep=sleep)
    introduction = stage.host().introduce(TRACK, speak=True)
    await until(introduction, Written)
    await introduction.stop()
    stopped = (await told(introduction))[-1]
    assert isinstance(stopped, Stopped)
    assert [charge.step for charge in stopped.charges] == [TEXT]
    assert [charge.step for charge in stopped.given_back] == [VOICE]
    assert stopped.balance is not None
    assert (stopped.balance.available_credits, stopped.balance.used_credits) == (9, 1)
    assert stopped.text


@pytest.mark.parametrize("turns", range(0, 120, 3))
async def test_stopped_at_any_moment_the_account_is_right(stage: Stage, turns: int) -> None:
    """Whatever await the stop falls upon: what is told as charged is what the store says; nothing stays held."""
    introduction = stage.host().introduce(TRACK, speak=True)
    reading = asyncio.create_task(told(introduction))
    for _ in range(turns):
        await asyncio.sleep(0)
    await introduction.stop()
    events = await reading
    ending = events[-1]
    assert isinstance(ending, Stopped | Finished)
    held = [event.quote.charges for event in events if isinstance(event, Held)]
    if held and isinstance(ending, Stopped):
        assert (*ending.charges, *ending.given_back) == held[0]
    assert not stage.open_holds
    assert stage.ledger.used == sum(charge.amount for charge in ending.charges)
    assert len(stage.ledger.intros) == any(charge.step is TEXT for charge in ending.charges)


async def stopped_during(method: str, stage: Stage, *, speak: bool, spent_meanwhile: int = 0) -> Stopped:
    """The end of a run that is stopped while the store is at it."""
    begun, go_on = stage.ledger.pause(method)
    introduction = stage.host().introduce(TRACK, speak=speak)
    reading = asyncio.create_task(told(introduction))
    await asyncio.to_thread(begun.wait)
    if spent_meanwhile:
        spend_elsewhere(stage, spent_meanwhile)
    stopping = asyncio.create_task(introduction.stop())
    await asyncio.sleep(0)
    go_on.set()
    await stopping
    stopped = (await reading)[-1]
    assert isinstance(stopped, Stopped)
    return stopped


async def test_a_capture_that_is_stopped_halfway_is_told_as_charged(stage: Stage) -> None:
    stopped = await stopped_during("capture", stage, speak=False)
    assert [charge.step for charge in stopped.charges] == [TEXT]
    assert stopped.given_back == ()
    assert stage.ledger.used == 1


async def test_what_could_not_be_collected_is_not_told_as_given_back(stage: Stage) -> None:
    stopped = await stopped_during("capture", stage, speak=False, spent_meanwhile=10)
    assert (stopped.charges, stopped.given_back) == ((), ())


async def test_a_stop_during_the_hold_leaves_nothing_held(stage: Stage) -> None:
    stopped = await stopped_during("hold", stage, speak=True)
    assert stopped.charges == ()
    assert not stage.open_holds


async def test_what_the_store_was_not_told_of_is_not_told_as_given_back(stage: Stage) -> None:
    stage.writer = FakeWriter([asyncio.Event()])
    stage.ledger.fail("release", CreditError(CreditErrorCode.SYSTEM_ERROR, "It is gone.", "Find it."))
    introduction = stage.host().introduce(TRACK, speak=True)
    await until(introduction, Held)
    await introduction.stop()
    stopped = (await told(introduction))[-1]
    assert isinstance(stopped, Stopped)
    assert [charge.step for charge in stopped.given_back] == [VOICE]


async def test_the_first_sentence_is_spoken_while_the_second_is_written(stage: Stage) -> None:
    more = asyncio.Event()
    stage.writer = FakeWriter(["Good evening.", more, "This is it."])
    introduction = stage.host().introduce(TRACK, speak=True)
    await until(introduction, Speaking)
    assert stage.voice.asked == ["Good evening."]
    more.set()
    assert isinstance((await told(introduction))[-1], Finished)


async def test_a_replay_of_what_was_said_is_free_and_the_same(stage: Stage) -> None:
    host = stage.host()
    first = (await told(host.introduce(TRACK, speak=True)))[-1]
    again = (await told(host.replay(speak=True)))[-1]
    assert isinstance(first, Finished)
    assert isinstance(again, Finished)
    assert again.text == first.text
    assert again.charges == ()
    assert again.balance == first.balance
    assert len(stage.writer.history) == 1


async def spoken_again(stage: Stage, host: Host) -> Finished:
    finished = (await told(host.replay(speak=True)))[-1]
    assert isinstance(finished, Finished)
    assert not stage.open_holds
    return finished


async def test_speech_that_failed_is_charged_when_it_is_delivered_and_only_once(stage: Stage) -> None:
    stage.voice = FakeVoice([SynthesisFailed("The voice hung.", "Try again.")])
    host = stage.host()
    assert await host.quote_replay(speak=True) is None
    assert isinstance((await told(host.introduce(TRACK, speak=True)))[-1], Failed)
    assert await host.quote_replay(speak=True) == Quote((Charge(VOICE, 1),))
    assert await host.quote_replay(speak=False) == Quote(())
    events = await told(host.replay(speak=True))
    held, finished = events[0], events[-1]
    assert isinstance(held, Held)
    assert (held.quote.total, held.balance.held_credits) == (1, 1)
    assert isinstance(finished, Finished)
    assert finished.charges == (Charge(VOICE, 1),)
    assert (finished.balance.available_credits, finished.balance.used_credits) == (8, 2)
    assert await host.quote_replay(speak=True) == Quote(())
    assert (await spoken_again(stage, host)).charges == ()
    assert stage.ledger.used == 2


async def test_speech_that_fails_again_still_costs_nothing(stage: Stage) -> None:
    hung = SynthesisFailed("The voice hung.", "Try again.")
    stage.voice = FakeVoice([hung, hung])
    host = stage.host()
    await told(host.introduce(TRACK, speak=True))
    failed = (await told(host.replay(speak=True)))[-1]
    assert isinstance(failed, Failed)
    assert failed.charges == ()
    assert not stage.open_holds
    assert stage.ledger.used == 1
    assert (await spoken_again(stage, host)).charges == (Charge(VOICE, 1),)


async def test_a_text_that_was_only_shown_costs_its_speech_later(stage: Stage) -> None:
    host = stage.host()
    await told(host.introduce(TRACK, speak=False))
    assert (await told(host.replay(speak=False)))[-1].charges == ()  # type: ignore[union-attr]
    assert (await spoken_again(stage, host)).charges == (Charge(VOICE, 1),)
    assert (await spoken_again(stage, host)).charges == ()


async def test_an_earlier_intro_is_said_again_by_the_same_rules(stage: Stage) -> None:
    host = stage.host()
    await told(host.introduce(TRACK, speak=False))
    await told(host.introduce(TRACK, speak=True))
    said, shown = stage.ledger.last_intros(limit=2)
    assert (said.spoken, shown.spoken) == (True, False)
    assert host.quote_again(said, speak=True) == Quote(())
    assert host.quote_again(shown, speak=True) == Quote((Charge(VOICE, 1),))
    assert host.quote_again(shown, speak=False) == Quote(())
    for workflow, charges in ((said.workflow, ()), (shown.workflow, (Charge(VOICE, 1),)), (shown.workflow, ())):
        finished = (await told(host.replay(speak=True, workflow=workflow)))[-1]
        assert isinstance(finished, Finished)
        assert finished.charges == charges
        assert not stage.open_holds
    assert [kept.spoken for kept in stage.ledger.last_intros(limit=9)] == [True, True]
    assert stage.ledger.used == 4


async def test_an_intro_that_is_not_kept_any_more_costs_nothing(stage: Stage) -> None:
    host = stage.host()
    await told(host.introduce(TRACK, speak=False))
    stage.ledger.forget_history()
    failed = (await told(host.replay(speak=True, workflow="never")))[-1]
    assert isinstance(failed, Failed)
    assert (failed.code, failed.charges) == ("INTRO_NOT_KEPT", ())
    assert not stage.open_holds


async def test_one_that_is_deleted_while_it_is_said_stays_deleted(stage: Stage) -> None:
    host = stage.host()
    await told(host.introduce(TRACK, speak=False))
    (kept,) = stage.ledger.last_intros()
    replay = host.replay(speak=True, workflow=kept.workflow)
    await until(replay, Held)
    stage.ledger.forget_intro(kept.workflow)
    finished = (await told(replay))[-1]
    assert isinstance(finished, Finished)
    assert finished.charges == (Charge(VOICE, 1),)
    assert stage.ledger.last_intros() == ()


async def test_what_was_said_for_nothing_is_said_again_for_nothing(stage: Stage) -> None:
    stage.prices = Prices({VOICE: 0})
    await told(stage.host().introduce(TRACK, speak=True))
    stage.prices = Prices({VOICE: 5})
    assert (await spoken_again(stage, stage.host())).charges == ()


async def test_what_nobody_heard_was_not_delivered(stage: Stage) -> None:
    stage.output = FakeOutput(audible=False)
    host = stage.host()
    await told(host.introduce(TRACK, speak=True))
    assert await host.quote_replay(speak=True) == Quote(())
    assert (await spoken_again(stage, host)).charges == ()
    stage.output = FakeOutput()
    assert (await spoken_again(stage, stage.host())).charges == (Charge(VOICE, 1),)


async def test_what_came_during_a_free_replay_is_in_the_balance_at_its_end(stage: Stage) -> None:
    """Who has run out says the last one again, and pastes the voucher meanwhile."""
    host = stage.host()
    await told(host.introduce(TRACK, speak=True))
    replay = host.replay(speak=True)
    await until(replay, Speaking)
    stage.ledger.grant(10)
    spoken, finished = (await told(replay))[-2:]
    assert isinstance(spoken, Spoken)
    assert isinstance(finished, Finished)
    assert spoken.balance == finished.balance == stage.ledger.user()
    assert finished.balance.available_credits == 18


async def test_a_free_replay_ends_well_where_the_account_is_lost_meanwhile(stage: Stage) -> None:
    host = stage.host()
    await told(host.introduce(TRACK, speak=True))
    replay = host.replay(speak=True)
    await until(replay, Speaking)
    stage.ledger.fail("user", CreditError(CreditErrorCode.SYSTEM_ERROR, "The store is gone.", "Find it."))
    finished = (await told(replay))[-1]
    assert isinstance(finished, Finished)
    assert finished.balance.available_credits == 8


async def test_too_few_credits_for_the_speech_leave_the_text(stage: Stage) -> None:
    stage.ledger = FakeLedger(demo_credits=1)
    host = stage.host()
    await told(host.introduce(TRACK, speak=False))
    for _ in range(2):
        failed = (await told(host.replay(speak=True)))[-1]
        assert isinstance(failed, Failed)
        assert failed.code == "INSUFFICIENT_CREDITS"
    stage.ledger.grant(1)
    assert (await spoken_again(stage, host)).charges == (Charge(VOICE, 1),)


@pytest.mark.parametrize("turns", range(0, 60, 3))
async def test_a_replay_stopped_at_any_moment_leaves_the_account_right(stage: Stage, turns: int) -> None:
    host = stage.host()
    await told(host.introduce(TRACK, speak=False))
    replay = host.replay(speak=True)
    for _ in range(turns):
        await asyncio.sleep(0)
    await replay.stop()
    ending = (await told(replay))[-1]
    assert isinstance(ending, Stopped | Finished)
    assert not stage.open_holds
    charged = sum(charge.amount for charge in ending.charges)
    assert stage.ledger.used == 1 + charged
    quote = await host.quote_replay(speak=True)
    assert quote is not None
    assert quote.total == 1 - charged


async def test_there_is_nothing_to_replay_at_first(stage: Stage) -> None:
    failed = (await told(stage.host().replay(speak=True)))[-1]
    assert isinstance(failed, Failed)
    assert failed.next_step


async def test_recent_intros_of_the_track_reach_the_writer(stage: Stage) -> None:
    host = stage.host()
    await told(host.introduce(TRACK, speak=False))
    await told(host.introduce(Track(id="t:2", title="Other"), speak=False))
    await told(host.introduce(TRACK, speak=False))
    assert [len(request.recent_texts) for request in stage.writer.requests] == [0, 0, 1]


async def test_a_writer_is_told_of_the_evening_the_hour_and_what_was_heard(stage: Stage) -> None:
    stage.writer = stage.announcer
    host = stage.host()
    tracks = [Track(id=f"t:{n}", title=f"Song {n}") for n in range(12)]
    heard, coming = Track(id="h", title="Before"), Track(id="c", title="After")
    for track in tracks:
        await told(host.introduce(track, speak=False))
    await told(host.introduce(TRACK, speak=False, show=Show(heard=heard, coming=coming)))

    shows = [request.show for request in stage.writer.requests]
    assert [len(show.evening) for show in shows] == [*range(10), 10, 10, 10]
    assert set(shows[-1].evening) == {"Good evening. This is the track you asked for."}
    assert (shows[-1].heard, shows[-1].coming) == (heard, coming)
    assert shows[0].heard is None
    now = shows[-1].now
    assert now == FakeClock().now()
    assert now is not None
    assert now.tzinfo == FakeClock().now().astimezone().tzinfo, "the listener's own"


async def test_consent_is_asked_once(stage: Stage) -> None:
    host = stage.host()
    assert host.needs_consent() == "Title and artists go to model.example."
    host.agree()
    assert host.needs_consent() is None
    assert stage.host().needs_consent() is None, "the answer is kept"


async def test_a_consent_that_can_not_be_kept_holds_for_this_run(stage: Stage) -> None:
    stage.answers.fail = PermissionError(13, "Permission denied")
    host = stage.host()
    host.agree()
    assert host.needs_consent() is None
    assert stage.host().needs_consent() is not None


@pytest.mark.parametrize("ahead", [False, True])
async def test_a_writer_that_comes_while_a_run_begins_is_not_told_of_its_track(stage: Stage, ahead: bool) -> None:
    """Nobody has agreed to it for this run, and the price that was shown is the other one's."""
    stage.writer = stage.announcer
    host = stage.host()
    await told(host.replay(speak=False))  # the account is open
    begun, go_on = stage.ledger.pause("last_intros")
    other = FakeWriter()
    running = asyncio.create_task(
        host.prepare_intro(TRACK, speak=False) if ahead else told(host.introduce(TRACK, speak=False))
    )
    await asyncio.to_thread(begun.wait)
    await host.write_with(other, "Title and artists go to other.example.", stage.answers)
    go_on.set()
    await running
    assert other.history == []
    assert (stage.ledger.used, len(stage.announcer.history)) == (0, 1)
    assert host.needs_consent() is not None


async def test_declined_the_announcer_writes_and_the_price_follows(stage: Stage) -> None:
    host = stage.host()
    assert host.quote(speak=True).total == 2
    host.decline()
    assert host.needs_consent() is None
    assert host.quote(speak=True).total == 1
    assert (await until(host.introduce(TRACK, speak=False), Finished)).writer == "announcer"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("costs", "used"), [({TEXT: 0}, 1), ({VOICE: 0}, 1), ({TEXT: 0, VOICE: 0}, 0), ({TEXT: 3, VOICE: 2}, 5)]
)
async def test_the_users_own_prices(stage: Stage, costs: dict[UserTransaction, int], used: int) -> None:
    stage.prices = Prices(costs)
    host = stage.host()
    assert host.quote(speak=True).total == used
    finished = (await told(host.introduce(TRACK, speak=True)))[-1]
    assert isinstance(finished, Finished)
    assert finished.balance.used_credits == used
    assert stage.ledger.intros


async def test_a_file_that_cannot_be_written_costs_nothing(stage: Stage) -> None:
    class Unwritable(FakeOutput):
        async def open(self) -> None:
            raise OutputFailed("intro.wav can't be written.", "Choose another file.")

    stage.output = Unwritable()
    failed = (await told(stage.host().introduce(TRACK, speak=True)))[-1]
    assert isinstance(failed, Failed)
    assert "intro.wav" in failed.message
    assert not stage.writer.history
    assert stage.ledger.used == 0


@pytest.mark.parametrize("last", [Held, Sentence, Composed])
async def test_a_reader_that_goes_away_is_charged_nothing(stage: Stage, last: type[HostEvent]) -> None:
    introduction = stage.host().introduce(TRACK, speak=False)
    await until(introduction, last)
    while not (stage.writer.history and stage.writer.history[0].finished):  # noqa: ASYNC110 - nobody reads the events
        await asyncio.sleep(0)
    for _ in range(20):
        await asyncio.sleep(0)
    assert introduction.running
    assert stage.ledger.used == 0
    await introduction.stop()
    assert not stage.open_holds
    assert stage.ledger.used == 0


async def test_closing_closes_the_parts(stage: Stage) -> None:
    host = stage.host()
    await host.prepare()
    assert stage.writer.warmed_up == 1
    await host.close()
    assert stage.voice.closed == stage.output.closed == 1
    assert stage.writer.closed


async def test_a_stop_while_a_run_settles_lets_it_tell_how_it_ended(stage: Stage) -> None:
    silencing, silenced = asyncio.Event(), asyncio.Event()

    class SlowOutput(FakeOutput):
        async def stop(self) -> None:
            silencing.set()
            await silenced.wait()
            await super().stop()

    stage.output = SlowOutput()
    introduction = stage.host().introduce(TRACK, speak=True)
    reading = asyncio.create_task(told(introduction))
    await silencing.wait()
    stopping = asyncio.create_task(introduction.stop())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    silenced.set()
    await stopping
    assert isinstance((await reading)[-1], Finished)


class BrokenOutput(FakeOutput):
    async def stop(self) -> None:
        await super().stop()
        raise RuntimeError("a defect")


async def test_a_defect_in_settling_is_told_and_the_run_tells_how_it_ended(stage: Stage) -> None:
    stage.output = BrokenOutput()
    *_, notice, finished = await told(stage.host().introduce(TRACK, speak=True))
    assert notice == Notice(UNSETTLED, each_time=True)
    assert isinstance(finished, Finished)
    assert len(finished.charges) == 2


async def test_a_defect_in_falling_silent_leaves_no_music_paused_and_nothing_held(
    stage: Stage, tmp_path: Path
) -> None:
    stage.output = BrokenOutput()
    stage.writer = FakeWriter(["Good evening.", asyncio.Event()])
    player = FakePlayer(playing())
    introduction = stage.host(over_music=OverMusic(player, PlaybackJournal(tmp_path))).introduce(TRACK, speak=True)
    await until(introduction, Speaking)
    await introduction.stop()
    assert isinstance((await told(introduction))[-1], Stopped)
    assert player.asked == ["pause", "play"]
    assert not stage.open_holds


async def test_a_spoken_intro_makes_seven_trips_to_the_ledger(stage: Stage) -> None:
    """With the one that asks what saying it again costs, as every face does afterwards."""
    trips: list[str] = []

    class Counted(CreditGate):
        def _submit(self, work: Callable[[Ledger], _T]) -> asyncio.Future[_T]:
            trips.append(work.__qualname__)
            return super()._submit(work)

    gate = Counted(lambda: stage.ledger, stage.prices)
    host = stage.host(gate)
    finished = (await told(host.introduce(TRACK, speak=True)))[-1]
    assert isinstance(finished, Finished)
    assert finished.balance == stage.ledger.user()
    await host.quote_replay(speak=True)
    assert len(trips) == 7, trips


NO_SOUND = Sound(b"", RATE_HZ)


@pytest.mark.parametrize(
    "sounds", [[NO_SOUND, NO_SOUND], [sound_of(1, sample=0), NO_SOUND]], ids=["none", "zeros"]
)
async def test_a_speech_without_a_sound_is_none(stage: Stage, sounds: list[Sound]) -> None:
    stage.voice.script.extend(sounds)
    host = stage.host()
    events = await told(host.introduce(TRACK, speak=True))
    assert [type(event) for event in events if not isinstance(event, Speaking | Sentence)] == [
        Held,
        Composed,
        Written,
        Notice,
        Finished,
    ]
    notice, finished = events[-2:]
    assert isinstance(notice, Notice)
    assert "made no sound" in notice.message
    assert "not charged" in notice.message
    assert isinstance(finished, Finished)
    assert (finished.spoken, finished.speech_s) == (False, 0.0)
    assert [charge.step for charge in finished.charges] == [TEXT]
    assert (finished.balance.available_credits, finished.balance.held_credits) == (9, 0)
    assert stage.open_holds == []
    assert stage.output.finished == 0, "no file is kept of it"

    stage.voice.script.extend(sounds)
    again = await told(host.replay(speak=True))
    assert isinstance(again[-1], Finished)
    assert again[-1].charges == ()
    assert again[-1].balance.available_credits == 9
    assert any(isinstance(event, Notice) for event in again)

    finished = (await told(host.replay(speak=True)))[-1]
    assert isinstance(finished, Finished)
    assert [charge.step for charge in finished.charges] == [VOICE], "once it is heard, it costs what it costs"


async def test_a_speech_of_which_something_was_heard_is_one(stage: Stage) -> None:
    stage.voice.script.extend([NO_SOUND, sound_of(1)])
    finished = (await told(stage.host().introduce(TRACK, speak=True)))[-1]
    assert isinstance(finished, Finished)
    assert [charge.step for charge in finished.charges] == [TEXT, VOICE]
    assert stage.output.finished == 1


async def test_in_the_demo_the_silent_voice_stands_in_for_one_that_is_heard(stage: Stage) -> None:
    stage.demo = True
    stage.voice = stage.silent
    stage.silent.script.extend([sound_of(1, sample=0), sound_of(1, sample=0)])
    finished = (await told(stage.host().introduce(TRACK, speak=True)))[-1]
    assert isinstance(finished, Finished)
    assert [charge.step for charge in finished.charges] == [TEXT, VOICE]
    assert finished.spoken


@pytest.mark.parametrize("demo", [False, True])
async def test_a_voice_that_was_named_and_is_missing_fails_before_anything_is_held(
    stage: Stage, demo: bool
) -> None:
    stage.demo, stage.needs_voice = demo, True
    stage.voice = FakeVoice(open_error=VoiceUnavailable("There is no voice 'x'.", "Leave voice.voice empty."))
    host = stage.host()
    for introduction in (host.introduce(TRACK, speak=True), host.introduce(TRACK, speak=True)):
        (failed,) = await told(introduction)
        assert isinstance(failed, Failed)
        assert failed.message == "There is no voice 'x'."
        assert failed.next_step == "Leave voice.voice empty. `spotintro doctor` checks the voice."
        assert failed.balance is not None
        assert (failed.balance.available_credits, failed.balance.used_credits) == (10, 0)
    assert stage.ledger.kept == {}
    assert stage.writer.history == []
    assert isinstance((await told(host.introduce(TRACK, speak=False)))[-1], Finished), "a text alone needs none"


async def test_where_nothing_is_left_of_a_text_the_announcer_introduces_free(stage: Stage) -> None:
    stage.writer = FakeWriter(["Good evening.", WriterEmpty("The model declined.", "Try again.")])
    stage.announcer = FakeWriter(["Here comes Song."], name="announcer", is_ai=False, destination=None)
    before = stage.ledger.open()
    events = await told(stage.host().introduce(TRACK, speak=True))
    finished = events[-1]
    assert isinstance(finished, Finished)
    assert (finished.text, finished.writer) == ("Good evening. Here comes Song.", "announcer")
    assert finished.charges == ()
    assert finished.spoken
    assert finished.balance == before
    notices = [event for event in events if isinstance(event, Notice)]
    assert [(notice.message, notice.each_time) for notice in notices] == [
        ("The model declined. The announcer introduces instead, free.", True)
    ]
    assert stage.open_holds == []
    assert stage.ledger.last_intros()[0].writer == "announcer"


async def test_another_failure_of_the_writer_is_not_made_up_for(stage: Stage) -> None:
    stage.writer = FakeWriter([WriterRefused("The key is wrong.", "Check it.")])
    events = await told(stage.host().introduce(TRACK, speak=False))
    assert isinstance(events[-1], Failed)
    assert stage.announcer.history == []


async def test_the_writer_is_given_a_line_that_names_the_track(stage: Stage) -> None:
    await told(stage.host().introduce(TRACK, speak=False))
    assert stage.writer.requests[0].naming_line == "Here comes Song."


async def test_what_a_sentence_stands_on_and_what_was_dropped_is_told(stage: Stage) -> None:
    source = Source("MusicBrainz", "https://musicbrainz.org/recording/1", "CC0")
    fact = Fact(Relation.PRODUCER, About.TRACK, "Song", source, text="Ida Moreau")
    stage.writer = FakeWriter(
        (
            "Good evening.",
            Dropped("It won a Grammy.", "No fact carries it."),
            Line("Ida Moreau produced it.", '"Song" was produced by "Ida Moreau".', fact),
            Line("It is a fine one.", added=True),
        )
    )
    host = stage.host()
    events = await told(host.introduce(TRACK, speak=True))
    assert [event for event in events if isinstance(event, Sentence | LeftOut)] == [
        Sentence(0, "Good evening."),
        LeftOut("It won a Grammy.", "No fact carries it."),
        Sentence(1, "Ida Moreau produced it.", '"Song" was produced by "Ida Moreau".', fact),
        Sentence(2, "It is a fine one.", added=True),
    ]
    assert stage.voice.asked == ["Good evening.", "Ida Moreau produced it.", "It is a fine one."]
    finished = events[-1]
    assert isinstance(finished, Finished)
    assert finished.text == "Good evening. Ida Moreau produced it. It is a fine one."
    assert stage.ledger.intros[0].sources == finished.sources == (source,)
    again = (await told(host.replay(speak=True)))[-1]
    assert isinstance(again, Finished)
    assert again.sources == (source,)


async def test_a_clause_is_heard_ahead_of_its_sentence_and_shown_with_it(stage: Stage) -> None:
    go_on = asyncio.Event()
    sentence = "Here is Song by Band, and it is late."
    stage.writer = FakeWriter((Clause("Here is Song by Band,"), go_on, sentence, "Enjoy it."))
    introduction = stage.host().introduce(TRACK, speak=True)
    assert await until(introduction, Speaking) == Speaking(0)
    assert stage.voice.asked == ["Here is Song by Band,"]
    go_on.set()
    events = await told(introduction)
    assert [event for event in events if isinstance(event, Sentence)] == [
        Sentence(0, sentence),
        Sentence(1, "Enjoy it."),
    ]
    assert [event for event in events if isinstance(event, Speaking)] == [Speaking(1)]
    assert stage.voice.asked == ["Here is Song by Band,", "and it is late.", "Enjoy it."]
    finished = events[-1]
    assert isinstance(finished, Finished)
    assert finished.text == f"{sentence} Enjoy it."


async def test_a_sentence_that_ended_with_its_clause_is_kept_with_a_full_stop(stage: Stage) -> None:
    stage.writer = FakeWriter((Clause("Here is Song by Band,"), "Here is Song by Band.", "Enjoy it."))
    finished = (await told(stage.host().introduce(TRACK, speak=True)))[-1]
    assert isinstance(finished, Finished)
    assert finished.text == stage.ledger.intros[0].text == "Here is Song by Band. Enjoy it."
    assert stage.voice.asked == ["Here is Song by Band,", "Enjoy it."]


async def test_a_failure_behind_a_clause_costs_nothing(stage: Stage) -> None:
    error = WriterUnreachable("The server is gone.", "Try again.")
    stage.writer = FakeWriter((Clause("Here is Song by Band,"), error))
    failed = (await told(stage.host().introduce(TRACK, speak=True)))[-1]
    assert isinstance(failed, Failed)
    assert failed.charges == ()
    assert stage.open_holds == []


async def test_a_clause_is_nothing_where_nothing_is_spoken(stage: Stage) -> None:
    stage.writer = FakeWriter((Clause("Here is Song by Band,"), "Here is Song by Band, at last."))
    finished = (await told(stage.host().introduce(TRACK, speak=False)))[-1]
    assert isinstance(finished, Finished)
    assert finished.text == "Here is Song by Band, at last."


async def test_a_replay_begins_with_the_clause_too(stage: Stage) -> None:
    clause, rest = "Here is Song by Band on this long evening,", "and it is good to have you all with us."
    stage.writer = FakeWriter((f"{clause} {rest}", "Enjoy it."))
    host = stage.host()
    await told(host.introduce(TRACK, speak=True))
    stage.voice.asked.clear()
    finished = (await told(host.replay(speak=True)))[-1]
    assert isinstance(finished, Finished)
    assert finished.text == f"{clause} {rest} Enjoy it."
    assert stage.voice.asked == [clause, rest, "Enjoy it."]


@pytest.mark.parametrize("speak", [True, False])
@pytest.mark.parametrize(
    ("track", "code"),
    [
        (Track("spotify:ad:1", "Buy now", ("Shop",), "Offers", kind=TrackKind.AD), "ADVERT_PLAYS"),
        (Track("spotify:track:0123456789012345678901", ""), "TRACK_NOT_TOLD"),
        (Track("mpris:1", "", ("Unknown Artist",), "Unknown Album", 200_000, year=1987), "TRACK_NOT_TOLD"),
    ],
)
async def test_what_cannot_be_introduced_is_refused_before_anything_is_held_or_sent(
    stage: Stage, track: Track, code: str, *, speak: bool
) -> None:
    [event] = await told(stage.host().introduce(track, speak=speak))
    assert isinstance(event, Failed)
    assert (event.code, event.text, event.charges) == (code, "", ())
    assert event.message.endswith(".")
    assert event.next_step
    assert stage.ledger.kept == {}
    assert stage.writer.requests == []
    assert stage.voice.asked == []


@pytest.mark.parametrize("track", [Track("1", "", ("Band",)), Track("1", "", (), "Album"), Track("1", "Song")])
async def test_any_name_is_enough_to_be_introduced(stage: Stage, track: Track) -> None:
    events = await told(stage.host().introduce(track, speak=False))
    assert isinstance(events[-1], Finished)


async def test_one_line_says_that_a_models_text_is_not_checked(stage: Stage) -> None:
    host = stage.host(unchecked_notice="Not checked.")
    intros = [await told(host.introduce(TRACK, speak=False)) for _ in range(2)]
    said = [[event.message for event in events if isinstance(event, Notice)] for events in intros]
    assert ["Not checked." in notices for notices in said] == [True, False]


@pytest.mark.parametrize("fails", ["at once", "after a greeting", "never: it is the announcer's from the start"])
async def test_the_announcers_text_is_said_in_the_voice_of_its_language_and_one_line_says_so(
    stage: Stage, fails: str
) -> None:
    english = FakeVoice(name="english")
    nothing = WriterEmpty("The model declined.", "Try again.")
    stage.announcer = FakeWriter(["Here comes Song."], name="announcer", is_ai=False, destination=None)
    stage.writer = stage.announcer
    if not fails.startswith("never"):
        stage.writer = FakeWriter(["Konbanwa.", nothing] if "greeting" in fails else [nothing])
    host = stage.host(announcer_voice=english, language_notice="In English.")
    for _ in range(2):
        events = await told(host.introduce(TRACK, speak=True))
        assert isinstance(events[-1], Finished)
    notices = [event.message for event in events if isinstance(event, Notice)]
    assert "In English." not in notices, "it is said once"
    assert set(english.asked) == {"Here comes Song."}
    assert set(stage.voice.asked) == ({"Konbanwa."} if "greeting" in fails else set())
    replayed = await told(host.replay(speak=True))
    assert isinstance(replayed[-1], Finished)
    assert len(english.asked) >= 3


async def test_an_intro_takes_the_facts_that_have_come(stage: Stage) -> None:
    research = research_of(FakeSource(*FACTS), fixed=Answer.SET_ON)
    await research.find(TRACK)
    assert isinstance((await told(stage.host(research=research).introduce(TRACK, speak=False)))[-1], Finished)
    (request,) = stage.writer.requests
    assert request.facts == FACTS
    assert request.stand_ins == tuple(stage.announcer.sentence_for(fact, request) for fact in FACTS)
    await research.close()


async def test_a_source_that_stalls_is_not_waited_for(stage: Stage) -> None:
    source = FakeSource(*FACTS)
    source.may_answer.clear()
    research = research_of(source, fixed=Answer.SET_ON)
    await research.begin(TRACK)
    await asyncio.sleep(0)
    with_it = await told(stage.host(research=research).introduce(TRACK, speak=True))
    assert source.asked == [TRACK.title]
    assert stage.writer.requests[0].facts == ()
    without = Stage()
    alone = await told(without.host().introduce(TRACK, speak=True))
    # Voice and writer work side by side: which of them is told of first may differ.
    for kinds in ((Speaking,), (Held, Sentence, Composed, Written, Spoken, Finished)):
        assert [each for each in with_it if isinstance(each, kinds)] == [
            each for each in alone if isinstance(each, kinds)
        ]
    await research.close()
    await without.gates[0].close()


async def test_more_without_facts_is_refused_before_anything_is_held(stage: Stage) -> None:
    (failed,) = await told(stage.host().introduce(TRACK, speak=True, feature=MORE))
    assert isinstance(failed, Failed)
    assert (failed.code, failed.charges) == ("NO_FACTS_KNOWN", ())
    assert failed.next_step
    assert stage.ledger.kept == {}
    assert stage.writer.requests == []


async def test_more_while_the_facts_are_still_looked_up_says_so(stage: Stage) -> None:
    source = FakeSource(*FACTS)
    source.may_answer.clear()
    research = research_of(source, fixed=Answer.SET_ON)
    await research.begin(TRACK)
    (failed,) = await told(stage.host(research=research).introduce(TRACK, speak=True, feature=MORE))
    assert isinstance(failed, Failed)
    assert failed.code == "STILL_LOOKING_UP"
    assert stage.ledger.kept == {}
    await research.close()


async def test_more_tells_the_facts_at_length_for_its_own_price(stage: Stage) -> None:
    research = research_of(FakeSource(*FACTS), fixed=Answer.SET_ON)
    await research.find(TRACK)
    host = stage.host(research=research)
    assert host.quote(speak=True, feature=MORE).charges == (Charge(MORE, 2), Charge(VOICE, 1))
    events = await told(host.introduce(TRACK, speak=True, feature=MORE))
    assert isinstance(events[-1], Finished)
    assert events[-1].charges == (Charge(MORE, 2), Charge(VOICE, 1))
    (request,) = stage.writer.requests
    assert (request.facts, request.at_length, request.max_words) == (FACTS, True, MORE_WORDS)
    await research.close()


async def test_more_from_the_announcer_is_free_but_for_its_voice(stage: Stage) -> None:
    research = research_of(FakeSource(*FACTS), fixed=Answer.SET_ON)
    await research.find(TRACK)
    host = stage.host(research=research)
    host.decline()
    assert host.quote(speak=True, feature=MORE).charges == (Charge(VOICE, 1),)
    assert (await told(host.introduce(TRACK, speak=False, feature=MORE)))[-1].charges == ()  # type: ignore[union-attr]
    await research.close()
