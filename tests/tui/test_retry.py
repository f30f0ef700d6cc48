"""What was refused for want of credits is done again, as it was, once there are some."""

from __future__ import annotations

from dataclasses import replace

import pytest

from spotintro.config import Settings, VoiceSettings
from spotintro.credits.errors import CreditErrorCode
from spotintro.host.events import Failed
from tests.fakes.tui_parts import FOLLOWING, TRACK, FakeParts, ScriptedRun, playing
from tests.tui.running import Running, running, user, whole_intro


def refuse(run: ScriptedRun, code: CreditErrorCode = CreditErrorCode.INSUFFICIENT_CREDITS) -> None:
    run.put(Failed(code, "This needs 2 credits and you have 0 credits.", "", "", (), user(0, used=10)))
    run.end()


async def refused(here: Running, key: str = "i") -> None:
    run = await here.introduced(key)
    refuse(run)
    await here.until(lambda: here.app.session.intros.refused is not None and not here.app.session.intros.busy)


@pytest.mark.parametrize("key", ["R", "enter"])
async def test_the_same_track_is_done_again_with_the_voice_as_it_is_now(key: str) -> None:
    parts = FakeParts(playback=playing(), available=0)
    async with running(parts) as here:
        await refused(here)
        parts.the_player.set(playing(FOLLOWING))
        await here.press("v")
        await here.until(lambda: "Für Elise" in here.seen)
        run = await here.introduced(key)
        assert parts.the_host.asked == [(TRACK.id, True), (TRACK.id, False)]
        run.put(*whole_intro(before=10))
        run.end()
        await here.until_logged("voice 1 ·")
        await here.press("R")
        await here.until_logged("Nothing was refused")


async def test_a_refusal_is_not_said_of_the_track_that_was_introduced_before() -> None:
    parts = FakeParts(playback=playing())
    async with running(parts) as here:
        run = await here.introduced()
        run.put(*whole_intro())
        run.end()
        await here.until_seen("on Clair de lune · ✓ said")
        parts.the_player.set(playing(FOLLOWING))
        await here.until_seen("that was Clair de lune · ✓ said")
        await refused(here)
        await here.until_seen("The host · ▲ too few credits")


async def test_the_voice_that_is_turned_on_since_is_heard() -> None:
    settings = Settings(voice=VoiceSettings(enabled=False))
    parts = FakeParts(settings=settings, playback=playing(), available=0)
    async with running(parts) as here:
        await refused(here)
        await here.press("v")
        await here.introduced("R")
        assert parts.the_host.asked[-1] == (TRACK.id, True)


async def test_a_replay_is_done_again_as_a_replay() -> None:
    parts = FakeParts(playback=playing(), available=0)
    async with running(parts) as here:
        await refused(here, "r")
        await here.introduced("R")
        assert parts.the_host.asked == [("replay", True), ("replay", True)]


async def test_refused_again_it_waits_again() -> None:
    parts = FakeParts(playback=playing(), available=0)
    async with running(parts) as here:
        await refused(here)
        await refused(here, "R")
        await here.introduced("R")
        assert [track for track, _ in parts.the_host.asked] == [TRACK.id] * 3


async def test_from_a_page_it_goes_back_to_the_text() -> None:
    parts = FakeParts(playback=playing(), available=0)
    async with running(parts) as here:
        await refused(here)
        await here.press("h")
        await here.until(lambda: here.app.screen.id == "history")
        await here.introduced("R")
        assert here.app.screen is here.main


async def test_where_nothing_was_refused_R_says_so_and_enter_is_quiet(parts: FakeParts) -> None:  # noqa: N802 - the key's name
    async with running(parts) as here:
        await here.press("enter", "R")
        await here.until_logged("Nothing was refused")
        assert len(here.log) == 1
        assert parts.the_host.runs == []


async def test_another_failure_is_no_refusal(parts: FakeParts) -> None:
    async with running(parts) as here:
        run = await here.introduced()
        refuse(run, CreditErrorCode.OPERATION_FAILED)
        await here.until_logged("This needs")
        await here.press("R")
        await here.until_logged("Nothing was refused")


@pytest.mark.parametrize(
    ("key", "step"), [("i", "introduce this track, 2 credits"), ("r", "say the last intro again, 1 credit")]
)
async def test_credits_that_arrive_tell_the_key_and_its_price(key: str, step: str) -> None:
    parts = FakeParts(playback=playing(), available=0)
    async with running(parts) as here:
        await refused(here, key)
        told = here.app.session.intros.credits_arrived("10 credits added.", replace(user(10), used_credits=10))
        assert told.text == f"10 credits added. R does it now: {step}."
        await here.until_logged(told.text)
        await here.until(lambda: "● 10 credits" in here.bar)


async def test_where_nothing_was_refused_no_key_is_told(parts: FakeParts) -> None:
    async with running(parts) as here:
        assert here.app.session.intros.credits_arrived("10 credits added.", user(20)).text == "10 credits added."
