"""What comes next, introduced when it begins: asked for, taken back, kept; and auto, asked about once."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

import msgspec
import pytest

from spotintro.config import HostSettings, Settings
from spotintro.credits.errors import CreditError, CreditErrorCode
from spotintro.credits.features import UserTransaction
from spotintro.host.events import Composed, Failed, Finished, Held, Quote, Written
from spotintro.music import Playback, PlaybackState, Track, TrackKind
from spotintro.players.base import Expected, Pace, Usage
from spotintro.session.auto import Every, Pause, calls_note
from spotintro.session.between import TAGS_MS
from spotintro.session.events import AutoAsked, AutoTold, ConsentAsked, NextState, NextTold, Said, Weight
from spotintro.session.preparations import KEEP_S
from spotintro.session.wording import UNKEPT_ANSWER
from spotintro.writers.base import WriterUnreachable
from tests.fakes.tui_parts import (
    FOLLOWING,
    INTRO,
    TRACK,
    VOICE,
    FakeParts,
    MeteredPlayer,
    playing,
)
from tests.session.test_session import Face, facing
from tests.tui.running import user

FEATURE = UserTransaction.GENERATE_TRACK_INTRO
THIRD = Track(id="demo:3", title="Gymnopédie", artists=("Erik Satie",), duration_ms=200_000)
ADVERT = Track("spotify:ad:1", "Buy now", ("Shop",), kind=TrackKind.AD)
PODCAST = Track("spotify:episode:1", "Talk", ("Radio",), kind=TrackKind.EPISODE)
WISHED = f"“{FOLLOWING.title}” is introduced when it begins; <introduce_next> takes it back."


def parts_with(*, available: int = 10, **options: object) -> FakeParts:
    host = HostSettings(**{"auto_every": "1 track"} | options)  # type: ignore[arg-type]  # as a test names them
    return FakeParts(
        playback=playing(), available=available, settings=msgspec.structs.replace(Settings(), host=host)
    )


@pytest.fixture
def parts() -> FakeParts:
    return parts_with()


async def show(face: Face, parts: FakeParts, playback: Playback | None) -> None:
    """Have the player show this, and wait until it was dealt with."""
    parts.the_player.set(playback)
    await face.until(lambda: face.session._follower.playback == playback)
    await settled(face)


async def settled(face: Face) -> None:
    for _ in range(20):
        await asyncio.sleep(0.002)  # threads read and keep answers beside the loop


def begins(track: Track, *, following: Track | None = THIRD, position_ms: int = 300) -> Playback:
    return playing(track, position_ms=position_ms, following=following)


def states(face: Face) -> list[tuple[str, NextState]]:
    return [(event.track.title, event.state) for event in face.of(NextTold)]


def deliver(parts: FakeParts, track: Track = FOLLOWING, *, left: int = 8) -> None:
    """Have the run under way end well."""
    after = user(left, used=2)
    parts.the_host.run.put(
        Held(track, Quote((INTRO, VOICE)), after),
        Composed(track, "Here.", "openai"),
        Written("Here.", "openai", INTRO, after),
        Finished("Here.", "openai", spoken=True, speech_s=3.0, charges=(INTRO, VOICE), balance=after),
    )
    parts.the_host.run.end()


# What comes next


async def test_what_comes_next_is_prepared_at_once_and_delivered_when_it_begins(parts: FakeParts) -> None:
    async with facing(parts) as face:
        face.session.introduce_next()
        await face.until(lambda: (FOLLOWING.title, NextState.READY) in states(face))
        assert WISHED in face.said
        ((track_id, speak, told),) = parts.the_host.preparations
        assert (track_id, speak, told.heard) == (FOLLOWING.id, True, TRACK)
        assert parts.the_host.runs == []
        await show(face, parts, begins(FOLLOWING))
        assert parts.the_host.asked == [(FOLLOWING.id, True)]
        ((prepared, between),) = parts.the_host.delivered
        assert prepared is not None
        assert (prepared.track, between) == (FOLLOWING, True)
        deliver(parts)
        await face.until(lambda: not face.session.intros.busy)
        await show(face, parts, begins(THIRD))
        assert len(parts.the_host.runs) == 1
        assert states(face)[-1] == (FOLLOWING.title, NextState.BEGUN)


async def test_a_second_time_takes_it_back_and_nothing_is_delivered(parts: FakeParts) -> None:
    async with facing(parts) as face:
        face.session.introduce_next()
        await face.until(lambda: (FOLLOWING.title, NextState.READY) in states(face))
        face.session.introduce_next()
        await face.until(lambda: states(face)[-1] == (FOLLOWING.title, NextState.TAKEN_BACK))
        await show(face, parts, begins(FOLLOWING))
        assert parts.the_host.runs == []
        # Its text was paid for by the server's owner already: the key for this track has it said.
        face.session.perform(FEATURE)
        await face.until(lambda: bool(parts.the_host.runs))
        assert parts.the_host.delivered[0][0] is not None


async def test_a_next_that_is_not_known_says_why_and_offers_the_sign_in(parts: FakeParts) -> None:
    parts.the_player.playback = playing(following=None)
    async with facing(parts) as face:
        face.session.introduce_next()
        line = "What plays next isn't known here. Spotify tells it once you are signed in: <sign_in> signs in."
        await face.until(lambda: line in face.said)
        assert parts.the_host.preparations == []


@pytest.mark.parametrize(
    ("playback", "line"),
    [
        (None, "Nothing is playing. Start a track, then ask again."),
        (playing(following=TRACK), "This track is repeated, so no other comes. Turn the repeat off first."),
    ],
)
async def test_where_no_other_comes_that_is_said(parts: FakeParts, playback: Playback | None, line: str) -> None:
    parts.the_player.playback = playback
    async with facing(parts) as face:
        face.session.introduce_next()
        await face.until(lambda: line in face.said)


async def test_who_cant_pay_is_refused_at_once_and_nothing_is_prepared() -> None:
    parts = parts_with(available=1)
    async with facing(parts) as face:
        face.session.introduce_next()
        await face.until(lambda: any("This needs 2 credits and you have 1 credit." in line for line in face.said))
        await settled(face)
        assert parts.the_host.preparations == []
        assert states(face) == []


async def test_the_question_about_the_writer_comes_first(parts: FakeParts) -> None:
    parts.the_host.disclosure = "The title goes to model.example."
    async with facing(parts) as face:
        face.session.introduce_next()
        await face.until(lambda: bool(face.of(ConsentAsked)))
        await settled(face)
        assert parts.the_host.preparations == []
        face.session.answer(agreed=True)
        await face.until(lambda: (FOLLOWING.title, NextState.READY) in states(face))


async def test_another_track_has_it_kept_for_its_own_for_an_hour(parts: FakeParts) -> None:
    async with facing(parts) as face:
        face.session.introduce_next()
        await face.until(lambda: (FOLLOWING.title, NextState.READY) in states(face))
        await show(face, parts, begins(THIRD, following=FOLLOWING))
        assert parts.the_host.runs == []
        line = f"“{FOLLOWING.title}” did not come next: its intro waits an hour for it. Nothing was charged."
        assert face.said.count(line) == 1
        await show(face, parts, begins(FOLLOWING))
        assert parts.the_host.asked == [(FOLLOWING.id, True)]
        assert parts.the_host.delivered[0][0] is not None
        assert len(parts.the_host.preparations) == 1
        deliver(parts)


async def test_after_an_hour_it_is_kept_no_more(parts: FakeParts) -> None:
    async with facing(parts) as face:
        face.session.introduce_next()
        await face.until(lambda: (FOLLOWING.title, NextState.READY) in states(face))
        await show(face, parts, begins(THIRD, following=None))
        parts.clock.elapsed_s += KEEP_S
        await show(face, parts, replace(begins(FOLLOWING), read_at_s=parts.clock.elapsed_s))
        assert parts.the_host.runs == []


async def test_an_advert_between_the_two_takes_nothing_away(parts: FakeParts) -> None:
    async with facing(parts) as face:
        face.session.introduce_next()
        await face.until(lambda: (FOLLOWING.title, NextState.READY) in states(face))
        await show(face, parts, begins(ADVERT, following=FOLLOWING))
        await show(face, parts, begins(FOLLOWING))
        assert parts.the_host.asked == [(FOLLOWING.id, True)]
        deliver(parts)


async def test_a_change_that_is_seen_late_is_not_interrupted_and_the_intro_is_kept(parts: FakeParts) -> None:
    async with facing(parts) as face:
        face.session.introduce_next()
        await face.until(lambda: (FOLLOWING.title, NextState.READY) in states(face))
        await show(face, parts, begins(FOLLOWING, position_ms=5_001))
        assert parts.the_host.runs == []
        assert states(face)[-1] == (FOLLOWING.title, NextState.KEPT)
        why = "was seen to begin too late; its intro is kept. Nothing was charged. <introduce> introduces it."
        assert f"“{FOLLOWING.title}” {why}" in face.said
        face.session.perform(FEATURE)
        await face.until(lambda: bool(parts.the_host.runs))
        assert parts.the_host.delivered[0][0] is not None
        assert len(parts.the_host.preparations) == 1


async def test_an_intro_still_being_prepared_is_heard_as_soon_as_it_is_there(parts: FakeParts) -> None:
    parts.the_host.may_prepare.clear()
    async with facing(parts) as face:
        face.session.introduce_next()
        await face.until(lambda: (FOLLOWING.title, NextState.WRITING) in states(face))
        await show(face, parts, begins(FOLLOWING))
        assert parts.the_host.runs == []
        parts.the_host.may_prepare.set()
        await face.until(lambda: bool(parts.the_host.runs))
        assert parts.the_host.delivered[0][0] is not None
        deliver(parts)


async def test_a_preparation_that_fails_is_one_line_and_nothing_is_delivered(parts: FakeParts) -> None:
    parts.the_host.fail_prepare = WriterUnreachable("The server does not answer.", "Try again.")
    async with facing(parts) as face:
        face.session.introduce_next()
        await face.until(lambda: (FOLLOWING.title, NextState.FAILED) in states(face))
        line = (
            f"The intro of “{FOLLOWING.title}” can't be prepared: The server does not answer. "
            "Nothing was charged. Try again."
        )
        assert face.said.count(line) == 1
        await show(face, parts, begins(FOLLOWING))
        assert parts.the_host.runs == []


async def test_music_that_is_paused_is_not_introduced_until_it_plays(parts: FakeParts) -> None:
    async with facing(parts) as face:
        face.session.introduce_next()
        await face.until(lambda: (FOLLOWING.title, NextState.READY) in states(face))
        paused = replace(begins(FOLLOWING), state=PlaybackState.PAUSED)
        await show(face, parts, paused)
        assert parts.the_host.runs == []
        await show(face, parts, begins(FOLLOWING))
        assert len(parts.the_host.runs) == 1
        deliver(parts)


async def test_a_lost_connection_and_a_change_of_device_begin_nothing(parts: FakeParts) -> None:
    async with facing(parts) as face:
        face.session.introduce_next()
        await face.until(lambda: (FOLLOWING.title, NextState.READY) in states(face))
        await show(face, parts, None)
        await show(face, parts, playing())
        await show(face, parts, replace(playing(), device=replace(playing().device, name="Bath")))
        assert parts.the_host.runs == []
        assert states(face)[-1] == (FOLLOWING.title, NextState.READY)


# Auto


async def turned_on(face: Face, parts: FakeParts) -> None:
    parts.auto_answers.agree("pause", datetime.now(UTC))
    face.session.toggle_auto()
    await face.until(lambda: face.session.between.auto.is_on)
    await settled(face)


async def test_auto_asks_once_and_keeps_the_answer(parts: FakeParts) -> None:
    async with facing(parts) as face:
        face.session.toggle_auto()
        await face.until(lambda: bool(face.of(AutoAsked)))
        (asked,) = face.of(AutoAsked)
        assert asked.question == (
            "An intro every track: text 1 + voice 1 each, at most 20 credits a session and 40 a day."
        )
        assert not face.session.between.auto.is_on
        assert parts.the_host.preparations == []
        face.session.answer_auto(agreed=True)
        await face.until(lambda: face.session.between.auto.is_on)
        assert "Auto is on: an intro every track; <auto> turns it off." in face.said
        face.session.toggle_auto()
        await face.until(lambda: "Auto is off." in face.said)
        face.session.toggle_auto()
        await face.until(lambda: face.session.between.auto.is_on)
        assert face.of(AutoAsked) == [asked, AutoAsked(None)]


async def test_the_question_of_auto_follows_the_prices(parts: FakeParts) -> None:
    async with facing(parts) as face:
        face.session.toggle_auto()
        await face.until(lambda: bool(face.of(AutoAsked)))
        assert "text 1 + voice 1" in str(face.of(AutoAsked)[0].question)
        await face.session.toggle_voice()
        await face.until(lambda: len(face.of(AutoAsked)) == 2)
        assert "voice" not in str(face.of(AutoAsked)[-1].question)
        await face.session.toggle_voice()
        await settled(face)
        face.session.answer_auto(agreed=True)
        await face.until(lambda: face.session.between.auto.is_on)


async def test_auto_that_is_told_which_is_not_turned_round(parts: FakeParts) -> None:
    async with facing(parts) as face:
        await face.session.toggle_auto(on=False)
        assert face.said[-1] == "Auto is off."
        await turned_on(face, parts)
        await face.session.toggle_auto(on=True)
        assert face.session.between.auto.is_on
        assert "Auto is on already." in face.said
        await face.session.toggle_auto(on=False)
        assert not face.session.between.auto.is_on


async def test_auto_that_is_declined_stays_off_and_asks_again_when_it_is_wanted(parts: FakeParts) -> None:
    async with facing(parts) as face:
        face.session.toggle_auto()
        await face.until(lambda: bool(face.of(AutoAsked)))
        face.session.answer_auto(agreed=False)
        await face.until(lambda: "Auto stays off; <auto> asks again." in face.said)
        assert parts.auto_answers.given == {"pause": False}
        face.session.toggle_auto()
        await face.until(lambda: len(face.of(AutoAsked)) == 3)


@pytest.mark.parametrize(("answer", "is_on"), [(True, True), (False, False), (None, False)])
async def test_the_settings_turn_it_on_at_the_start_by_the_answer(answer: bool | None, is_on: bool) -> None:
    parts = parts_with(auto=True)
    if answer is not None:
        parts.auto_answers.given["pause"] = answer
    async with facing(parts) as face:
        assert face.session.between.auto.is_on is is_on
        assert bool(face.of(AutoAsked)) is (answer is None)
        assert ("Auto stays off, as you once answered; <auto> asks again." in face.said) is (answer is False)


async def test_an_answer_that_cant_be_kept_holds_for_this_run(parts: FakeParts) -> None:
    parts.auto_answers.fail = OSError("full")
    async with facing(parts) as face:
        face.session.toggle_auto()
        await face.until(lambda: bool(face.of(AutoAsked)))
        face.session.answer_auto(agreed=True)
        await face.until(lambda: face.session.between.auto.is_on)
        assert Said(UNKEPT_ANSWER, Weight.WARNING) in face.told


async def test_auto_needs_the_writers_question_as_well(parts: FakeParts) -> None:
    parts.the_host.disclosure = "The title goes to model.example."
    parts.auto_answers.given["pause"] = True
    async with facing(parts) as face:
        face.session.toggle_auto()
        await face.until(lambda: bool(face.of(ConsentAsked)))
        assert not face.session.between.auto.is_on
        assert parts.the_host.preparations == []
        face.session.answer(agreed=False)
        await face.until(lambda: face.session.between.auto.is_on)


async def test_what_auto_has_used_is_counted_and_shown() -> None:
    parts = parts_with(auto_session_cap=6)
    async with facing(parts) as face:
        await turned_on(face, parts)
        await show(face, parts, begins(FOLLOWING))
        deliver(parts)
        await face.until(lambda: parts.auto_use.used == 2)
        await settled(face)
        assert face.of(AutoTold)[-1].state.in_words == "auto: next track · 2 of 6 used"


async def test_a_podcast_is_neither_counted_nor_introduced(parts: FakeParts) -> None:
    async with facing(parts) as face:
        await turned_on(face, parts)
        await show(face, parts, begins(PODCAST, following=THIRD))
        assert parts.the_host.runs == []
        await show(face, parts, begins(THIRD))
        assert parts.the_host.asked == [(THIRD.id, True)]
        deliver(parts, THIRD)


@pytest.mark.parametrize("length", [None, 180_000])
async def test_a_file_whose_tags_come_after_its_name_is_one_track(parts: FakeParts, length: int | None) -> None:
    parts = parts_with(auto_every="2 tracks")
    unread = Track("file:1", "three.flac", duration_ms=length, url="file:///music/three.flac")
    async with facing(parts) as face:
        await turned_on(face, parts)
        await show(face, parts, begins(unread))
        await show(face, parts, begins(replace(THIRD, url=unread.url)))
        # A length is known once the file was read: another title then is another part of it.
        assert parts.the_host.asked == ([] if length is None else [(THIRD.id, True)])


async def test_a_file_is_introduced_by_its_tags_and_by_its_name_where_none_come(parts: FakeParts) -> None:
    unread = Track("file:1", "three.flac", url="file:///music/three.flac")
    async with facing(parts) as face:
        await turned_on(face, parts)
        await show(face, parts, begins(unread))
        assert parts.the_host.asked == []
        await show(face, parts, begins(replace(THIRD, url=unread.url)))
        assert parts.the_host.asked == [(THIRD.id, True)]
        deliver(parts, THIRD)
        await face.until(lambda: not face.session.intros.busy)
        bare = Track("file:2", "four.flac", url="file:///music/four.flac")
        await show(face, parts, begins(bare, position_ms=TAGS_MS - 100))
        assert len(parts.the_host.asked) == 1
        parts.clock.elapsed_s += 1  # no further reading comes, and none is needed
        await face.until(lambda: parts.the_host.asked[1:] == [(bare.id, True)])


async def test_the_days_cap_has_auto_wait_and_the_next_day_go_on() -> None:
    parts = parts_with(auto_day_cap=4)
    parts.auto_use.used = 3
    async with facing(parts) as face:
        await turned_on(face, parts)
        assert face.of(AutoTold)[-1].state.pause is Pause.DAY_CAP
        lines = [line for line in face.said if line.startswith("Auto waits")]
        assert len(lines) == 1
        assert "the day's cap is 4 credits, and 3 are used" in lines[0]
        await show(face, parts, begins(FOLLOWING))
        assert (parts.the_host.runs, parts.the_host.preparations) == ([], [])
        parts.auto_use.used = 0
        await show(face, parts, begins(THIRD, following=None))
        assert "Auto goes on." in face.said
        assert parts.the_host.asked == [(THIRD.id, True)]
        deliver(parts, THIRD)


@pytest.mark.parametrize("leads", [True, False])
async def test_spotifys_quota_has_auto_wait_where_what_plays_is_read_there(parts: FakeParts, leads: bool) -> None:
    used = Usage(999, 1000, None, Pace.COMMANDS_ONLY, leads=leads)
    parts.the_player = MeteredPlayer(playing(), used)
    async with facing(parts) as face:
        await turned_on(face, parts)
        assert (face.of(AutoTold)[-1].state.pause is Pause.QUOTA) is leads
        assert (parts.the_host.preparations == []) is leads


@pytest.mark.parametrize(
    ("every", "leads", "told"), [("1 track", True, True), ("3 tracks", True, False), ("1 track", False, False)]
)
async def test_a_rhythm_that_takes_many_calls_is_told_with_their_number(
    every: str, leads: bool, told: bool
) -> None:
    parts = parts_with(auto_every=every)
    parts.the_player = MeteredPlayer(playing(), Usage(10, 1_000, None, Pace.FULL, leads=leads))
    note = calls_note(Every.of(every), budget=1_000)
    async with facing(parts) as face:
        face.session.toggle_auto()
        await face.until(lambda: bool(face.of(AutoAsked)))
        question = face.of(AutoAsked)[-1].question
        assert question is not None
        assert (note in question) is leads
        face.session.answer_auto(agreed=True)
        await face.until(lambda: any(line.startswith("Auto is on") for line in face.said))
        assert any(line.startswith("Auto is on") and line.endswith(note) for line in face.said) is told


async def test_the_player_is_told_which_change_is_waited_for() -> None:
    parts = parts_with(auto_every="2 tracks")
    async with facing(parts) as face:
        await turned_on(face, parts)
        await show(face, parts, begins(FOLLOWING))
        await show(face, parts, begins(THIRD, following=TRACK))
        deliver(parts, THIRD)
        await face.until(lambda: parts.the_player.expected[-1] is Expected.LATER)
        face.session.introduce_next()
        await face.until(lambda: parts.the_player.expected[-1] is Expected.NEXT)
        face.session.introduce_next()
        await face.until(lambda: parts.the_player.expected[-1] is Expected.LATER)
        face.session.toggle_auto()
        await face.until(lambda: parts.the_player.expected[-1] is Expected.NOTHING)
    now, later, following = Expected.NOTHING, Expected.LATER, Expected.NEXT
    assert parts.the_player.expected == [now, later, following, later, following, later, now]


async def test_failures_in_a_row_have_auto_wait_for_its_user(parts: FakeParts) -> None:
    parts.the_host.fail_prepare = WriterUnreachable("The server does not answer.", "Try again.")
    async with facing(parts) as face:
        await turned_on(face, parts)
        for track, following in ((FOLLOWING, THIRD), (THIRD, TRACK), (TRACK, FOLLOWING)):
            await show(face, parts, playing(track, following=following))
        assert face.of(AutoTold)[-1].state.pause is Pause.FAILING
        assert face.said.count("Auto waits: intros fail. <auto> turns it off, and on again.") == 1
        assert len(parts.the_host.preparations) == 2
        assert parts.the_host.runs == []


async def test_an_intro_by_the_key_counts_as_one(parts: FakeParts) -> None:
    parts = parts_with(auto_every="2 tracks")
    async with facing(parts) as face:
        await turned_on(face, parts)
        await show(face, parts, begins(FOLLOWING))
        face.session.perform(FEATURE)
        await face.until(lambda: bool(parts.the_host.runs))
        deliver(parts)
        await face.until(lambda: not face.session.intros.busy)
        await show(face, parts, begins(THIRD))
        assert len(parts.the_host.runs) == 1
        await show(face, parts, begins(TRACK))
        assert len(parts.the_host.runs) == 2
        deliver(parts, TRACK)


async def test_a_run_that_fails_is_not_charged_to_the_cap(parts: FakeParts) -> None:
    async with facing(parts) as face:
        await turned_on(face, parts)
        await show(face, parts, begins(FOLLOWING))
        parts.the_host.run.put(Failed("WRITER_REFUSED", "No.", "", "", (), user(10)))
        parts.the_host.run.end()
        await face.until(lambda: not face.session.intros.busy)
        await settled(face)
        assert parts.auto_use.used == 0
        await show(face, parts, begins(THIRD))
        assert len(parts.the_host.runs) == 2
        deliver(parts, THIRD)


async def test_signing_out_turns_auto_off_and_forgets_what_is_prepared(parts: FakeParts) -> None:
    async with facing(parts) as face:
        await turned_on(face, parts)
        await face.until(lambda: (FOLLOWING.title, NextState.READY) in states(face))
        await face.session.sign_out(delete_history=False)
        assert not face.session.between.auto.is_on
        await show(face, parts, begins(FOLLOWING))
        assert parts.the_host.runs == []


async def test_what_breaks_in_deciding_is_told_and_has_auto_wait(parts: FakeParts) -> None:
    async with facing(parts) as face:
        await turned_on(face, parts)
        parts.the_account.fail = RuntimeError("a defect")
        await show(face, parts, begins(FOLLOWING))
        assert any("Something unexpected went wrong while introducing what comes next" in s for s in face.said)
        assert face.of(AutoTold)[-1].state.pause is Pause.FAILING
        failures = len([s for s in face.said if "unexpected" in s])
        await show(face, parts, begins(THIRD))
        assert len([s for s in face.said if "unexpected" in s]) == failures
        parts.the_account.fail = None


async def test_a_writer_that_nobody_agreed_to_is_told_of_nothing_ahead(parts: FakeParts) -> None:
    """Another one may have been set up while auto is on, or while an intro of what comes is wished."""
    parts = parts_with(auto_every="2 tracks")
    async with facing(parts) as face:
        await turned_on(face, parts)
        face.session.introduce_next()
        await face.until(lambda: (FOLLOWING.title, NextState.READY) in states(face))
        await show(face, parts, begins(FOLLOWING, following=THIRD))
        deliver(parts)
        await face.until(lambda: not face.session.intros.busy)
        prepared = len(parts.the_host.preparations)
        parts.the_host.disclosure, parts.the_host.agreed = "The title goes to other.example.", None
        face.session.between._wishes[THIRD.id] = 3_600.0
        await show(face, parts, playing(FOLLOWING, position_ms=60_000, following=THIRD))
        assert len(parts.the_host.preparations) == prepared
        await show(face, parts, begins(THIRD, following=TRACK))
        assert face.of(ConsentAsked)[-1] == ConsentAsked("The title goes to other.example.")
        assert len(parts.the_host.runs) == 1
        face.session.answer(agreed=True)
        await face.until(lambda: len(parts.the_host.runs) == 2)


async def test_what_auto_has_used_counts_also_where_the_account_is_lost_right_after() -> None:
    parts = parts_with(auto_session_cap=6)
    async with facing(parts) as face:
        await turned_on(face, parts)
        await show(face, parts, begins(FOLLOWING))
        parts.the_host.fail_quote = CreditError(CreditErrorCode.SYSTEM_ERROR, "The store is gone.", "Find it.")
        deliver(parts)
        await face.until(lambda: not face.session.intros.busy)
        await settled(face)
        assert face.said.count("The store is gone. Find it.") == 1
        assert parts.auto_use.used == 2
        assert face.session.between.auto._used == 2


async def test_what_auto_has_used_is_not_mistaken_for_the_next_run(parts: FakeParts) -> None:
    """Another run may begin while the prices are read after auto's."""
    parts = parts_with(auto_session_cap=6)
    async with facing(parts) as face:
        await turned_on(face, parts)
        await show(face, parts, begins(FOLLOWING))
        reading, read = asyncio.Event(), parts.the_host.quote_replay
        begun = asyncio.Event()

        async def slowly(*, speak: bool) -> Quote | None:
            begun.set()
            await reading.wait()
            return await read(speak=speak)

        parts.the_host.quote_replay = slowly  # type: ignore[method-assign]  # a host in the fake's place
        deliver(parts)
        await begun.wait()
        face.session.perform(FEATURE)
        await face.until(lambda: len(parts.the_host.runs) == 2)
        parts.the_host.run.put(Held(FOLLOWING, Quote((INTRO, VOICE)), user(6, held=2)))
        await settled(face)
        reading.set()
        await face.until(lambda: parts.auto_use.used == 2)


async def test_what_is_taken_back_while_it_is_written_is_not_told_as_ahead(parts: FakeParts) -> None:
    async with facing(parts) as face:
        parts.the_host.may_prepare.clear()
        face.session.introduce_next()
        await face.until(lambda: bool(parts.the_host.preparations))
        face.session.introduce_next()
        await face.until(lambda: states(face)[-1] == (FOLLOWING.title, NextState.TAKEN_BACK))
        parts.the_host.may_prepare.set()
        await settled(face)
        assert states(face)[-1] == (FOLLOWING.title, NextState.TAKEN_BACK)
        # It is kept all the same: the key for this track has it said.
        assert face.session.intros.preparations.of(FOLLOWING) is not None


async def test_signing_out_forgets_also_what_is_being_written(parts: FakeParts) -> None:
    async with facing(parts) as face:
        parts.the_host.may_prepare.clear()
        face.session.introduce_next()
        await face.until(lambda: bool(parts.the_host.preparations))
        await face.session.sign_out(delete_history=True)
        parts.the_host.may_prepare.set()
        await settled(face)
        assert face.session.intros.preparations.of(FOLLOWING) is None
        assert states(face)[-1] == (FOLLOWING.title, NextState.TAKEN_BACK)
