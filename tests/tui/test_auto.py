"""The keys of the intros between tracks: what they ask, show and begin."""

from __future__ import annotations

import pytest

from spotintro.session.events import NextState, NextTold
from spotintro.tui.messages import Happened
from tests.fakes.tui_parts import FOLLOWING, FakeParts, playing
from tests.tui.running import Running, running, whole_intro

QUESTION = "Intros between tracks? y turns it on, n does not."


@pytest.fixture
def parts() -> FakeParts:
    return FakeParts(playback=playing())


async def asked(here: Running) -> None:
    await here.press("a")
    await here.until_seen(QUESTION)


async def test_the_next_track_is_asked_for_shown_and_taken_back(parts: FakeParts) -> None:
    async with running(parts) as here:
        await here.press("I")
        await here.until_logged(f"“{FOLLOWING.title}” is introduced when it begins; I takes it back.")
        await here.until(lambda: "next: ready" in here.bar)
        await here.press("I")
        await here.until_logged("is not introduced when it begins")
        assert "next:" not in here.bar
        assert parts.the_host.runs == []


async def test_auto_asks_inline_and_is_shown_beside_the_balance(parts: FakeParts) -> None:
    async with running(parts) as here:
        await asked(here)
        assert "every 3 tracks: text 1 + voice 1 each" in " ".join(here.seen.split())
        await here.until_logged("Auto asks first: y turns it on, n does not.")
        await here.press("y")
        await here.until_logged("Auto is on: an intro every 3 tracks; a turns it off.")
        await here.until(lambda: "auto: in 3 tracks · 0 of 20 used" in here.bar)
        assert QUESTION not in here.seen
        await here.press("a")
        await here.until_logged("Auto is off.")
        assert "auto:" not in here.bar


async def test_no_leaves_it_off_and_n_is_the_next_track_again(parts: FakeParts) -> None:
    async with running(parts) as here:
        await asked(here)
        await here.press("n")
        await here.until_logged("Auto stays off; a asks again.")
        assert parts.the_player.asked == []
        await here.press("n")
        await here.asked(1)
        assert parts.the_player.asked == ["next"]


async def test_after_the_question_the_last_intro_is_told_as_before(parts: FakeParts) -> None:
    async with running(parts) as here:
        run = await here.introduced()
        run.put(*whole_intro())
        run.end()
        await here.until_seen("on Clair de lune · ✓ said")
        await asked(here)
        assert "✓ said" not in here.seen
        await here.press("n")
        await here.until_seen("on Clair de lune · ✓ said")


async def test_the_key_that_stops_takes_the_question_back(parts: FakeParts) -> None:
    async with running(parts) as here:
        await asked(here)
        await here.press("x")
        await here.until(lambda: QUESTION not in here.seen)
        assert parts.auto_answers.given == {}


async def test_the_question_about_the_writer_stands_before_the_one_of_auto(parts: FakeParts) -> None:
    parts.the_host.disclosure = "The title goes to model.example."
    async with running(parts) as here:
        await here.press("i")
        await here.until_seen("May the AI writer know what plays?")
        await here.press("a")
        await here.until_logged("Auto asks first")
        await here.press("y")
        await here.until_seen(QUESTION)
        assert parts.the_host.agreed
        assert not here.app.session.between.auto.is_on
        await here.press("y")
        await here.until(lambda: here.app.session.between.auto.is_on)


async def test_the_text_of_one_that_is_ahead_goes_when_its_track_has_begun(parts: FakeParts) -> None:
    async with running(parts) as here:
        here.main.post_message(Happened(NextTold(FOLLOWING, NextState.WRITING)))
        await here.until(lambda: "next: being written" in here.bar)
        here.main.post_message(Happened(NextTold(FOLLOWING, NextState.BEGUN)))
        await here.until(lambda: "next:" not in here.bar)
