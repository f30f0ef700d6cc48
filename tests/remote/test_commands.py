"""What is asked over the socket is done, and the answer says what has begun or why not."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest

from spotintro.credits.errors import CreditError, CreditErrorCode
from spotintro.host.events import Failed, Held, Quote, Stopped
from spotintro.players.base import CommandFailed
from spotintro.remote import commands
from spotintro.remote.client import ask
from spotintro.remote.messages import Answer, Command
from tests.fakes.tui_parts import FOLLOWING, INTRO, TRACK, VOICE, FakeParts, playing
from tests.remote.serving import Served, served
from tests.tui.running import user, whole_intro

pytestmark = pytest.mark.slow  # a server each


@pytest.fixture
def parts() -> FakeParts:
    return FakeParts(playback=playing())


async def asked(here: Served, command: Command) -> Answer:
    return await ask(here.data_dir, command)


async def begun(here: Served, parts: FakeParts, command: Command = Command.INTRODUCE) -> asyncio.Task[Answer]:
    """Ask, and return once the run has begun that waits for its first event."""
    before = len(parts.the_host.runs)
    asking = asyncio.create_task(asked(here, command))
    await here.until(lambda: len(parts.the_host.runs) > before)
    return asking


async def test_an_intro_is_answered_when_its_price_is_held(parts: FakeParts, tmp_path: Path) -> None:
    async with served(parts, tmp_path) as here:
        asking = await begun(here, parts)
        parts.the_host.run.put(whole_intro()[0])
        answer = await asking
        assert (answer.done, answer.message) == (True, "The host introduces “Clair de lune” for 2 credits.")
        assert answer.status is not None
        assert (answer.status.host, answer.status.credits) == ("writing", 8)
        busy = await asked(here, Command.INTRODUCE)
        assert (busy.done, busy.code, busy.message) == (False, "HOST_BUSY", "The host is at it already.")
        assert len(parts.the_host.runs) == 1
        parts.the_host.run.stop_ending = Stopped("", (), (INTRO, VOICE), user(10))
        stopped = await asked(here, Command.STOP)
        assert (stopped.done, stopped.message) == (
            True,
            "Clair de lune · stopped · 2 credits given back · 10 left",
        )
        assert not here.face.session.intros.busy


async def test_one_who_leaves_before_the_answer_has_begun_it_all_the_same(
    parts: FakeParts, tmp_path: Path
) -> None:
    async with served(parts, tmp_path) as here:
        asking = await begun(here, parts)
        asking.cancel()
        parts.the_host.run.put(*whole_intro())
        parts.the_host.run.end()
        await here.until(lambda: not here.face.session.intros.busy)
        assert here.face.host == whole_intro()
        await here.until(lambda: here.connections == 0)


async def test_an_intro_that_cannot_be_paid_is_refused_with_the_code(parts: FakeParts, tmp_path: Path) -> None:
    async with served(parts, tmp_path) as here:
        asking = await begun(here, parts)
        parts.the_host.run.put(Failed("INSUFFICIENT_CREDITS", "This needs 2.", "Ask for more.", "", (), user(1)))
        parts.the_host.run.end()
        answer = await asking
        assert (answer.done, answer.code) == (False, "INSUFFICIENT_CREDITS")
        assert (answer.message, answer.next_step) == ("This needs 2. Nothing was charged.", "Ask for more.")


async def test_a_free_replay(parts: FakeParts, tmp_path: Path) -> None:
    async with served(parts, tmp_path) as here:
        asking = await begun(here, parts, Command.AGAIN)
        parts.the_host.run.put(Held(TRACK, Quote(()), user(10)))
        assert (await asking).message == "The host introduces “Clair de lune”, free."


async def test_without_music_nothing_is_introduced(tmp_path: Path) -> None:
    async with served(FakeParts(playback=None), tmp_path) as here:
        answer = await asked(here, Command.INTRODUCE)
        assert (answer.done, answer.code) == (False, "NOTHING_PLAYING")
        assert answer.message.startswith("Nothing is playing")


async def test_an_account_that_fails_is_told_by_its_own_sentence(parts: FakeParts, tmp_path: Path) -> None:
    parts.fail_host = CreditError(CreditErrorCode.SYSTEM_ERROR, "The store is locked.", "Wait.")
    async with served(parts, tmp_path) as here:
        answer = await asked(here, Command.INTRODUCE)
        assert (answer.code, answer.message, answer.next_step) == (
            "SYSTEM_ERROR",
            "The store is locked.",
            "Wait.",
        )


async def test_a_defect_is_told_without_its_text(parts: FakeParts, tmp_path: Path) -> None:
    parts.fail_host = RuntimeError("sk-secret")
    async with served(parts, tmp_path) as here:
        answer = await asked(here, Command.INTRODUCE)
        assert (answer.done, answer.code) == (False, "INTERNAL")
        assert "sk-secret" not in repr(answer)


async def test_what_the_app_asks_its_user_no_other_program_answers(parts: FakeParts, tmp_path: Path) -> None:
    parts.the_host.disclosure = "The title goes to model.example."
    async with served(parts, tmp_path) as here:
        answer = await asked(here, Command.INTRODUCE)
        assert (answer.done, answer.code) == (False, "CONSENT_NEEDED")
        assert "The title goes to model.example." in answer.message
        assert parts.the_host.runs == []


@pytest.mark.parametrize(
    ("command", "on_player"),
    [
        (Command.SKIP, "next"),
        (Command.PREVIOUS, "previous"),
        (Command.PAUSE, "pause"),
        (Command.PLAY_PAUSE, "pause"),
    ],
)
async def test_the_player_is_steered(parts: FakeParts, tmp_path: Path, command: Command, on_player: str) -> None:
    async with served(parts, tmp_path) as here:
        assert (await asked(here, command)).done
        assert parts.the_player.asked == [on_player]


async def test_to_play_what_plays_is_done_already(parts: FakeParts, tmp_path: Path) -> None:
    async with served(parts, tmp_path) as here:
        assert (await asked(here, Command.PLAY)).message == "It plays."
        assert parts.the_player.asked == []


async def test_a_player_that_refuses_is_told_by_its_own_sentence(parts: FakeParts, tmp_path: Path) -> None:
    parts.the_player.fail_command = CommandFailed("mpv ignored it.", "Try again.")
    async with served(parts, tmp_path) as here:
        answer = await asked(here, Command.SKIP)
        assert (answer.done, answer.code, answer.message) == (False, "COMMAND_FAILED", "mpv ignored it.")


async def test_auto_goes_the_way_that_is_told_or_the_other(parts: FakeParts, tmp_path: Path) -> None:
    parts.auto_answers.agree("pause", datetime.now(UTC))
    async with served(parts, tmp_path) as here:
        for command, is_on in (
            (Command.AUTO_OFF, False),
            (Command.AUTO_ON, True),
            (Command.AUTO_ON, True),
            (Command.AUTO, False),
            (Command.AUTO, True),
            (Command.AUTO_OFF, False),
        ):
            answer = await asked(here, command)
            assert answer.done
            assert answer.message == ("Auto is on: an intro every 3 tracks." if is_on else "Auto is off.")
            assert answer.status is not None
            assert answer.status.auto_on is is_on


async def test_auto_that_nobody_has_agreed_to_stays_off(parts: FakeParts, tmp_path: Path) -> None:
    async with served(parts, tmp_path) as here:
        answer = await asked(here, Command.AUTO_ON)
        assert (answer.done, answer.code) == (False, "AUTO_NOT_AGREED")
        assert "at most 20 credits a session" in answer.message
        # The question is taken back with what may be under way.
        assert (await asked(here, Command.STOP)).message == "The host is silent; there is nothing to stop."
        assert here.face.session.standing.auto_question is None


async def test_the_next_one_is_asked_for_and_taken_back(parts: FakeParts, tmp_path: Path) -> None:
    async with served(parts, tmp_path) as here:
        answer = await asked(here, Command.NEXT_INTRO)
        assert (answer.done, answer.message) == (True, f"“{FOLLOWING.title}” is introduced when it begins.")
        answer = await asked(here, Command.NEXT_INTRO)
        assert (answer.done, answer.message) == (True, f"“{FOLLOWING.title}” is not introduced when it begins.")


async def test_the_next_one_that_is_not_told_is_refused(tmp_path: Path) -> None:
    async with served(FakeParts(playback=playing(following=None)), tmp_path) as here:
        assert (await asked(here, Command.NEXT_INTRO)).code == "NEXT_UNTOLD"


async def test_the_voice_is_turned_off(parts: FakeParts, tmp_path: Path) -> None:
    async with served(parts, tmp_path) as here:
        assert (await asked(here, Command.VOICE)).message.startswith("Voice off")
        assert not here.face.session.intros.speak


async def test_the_status_changes_nothing(parts: FakeParts, tmp_path: Path) -> None:
    async with served(parts, tmp_path) as here:
        before = len(here.face.told)
        answer = await asked(here, Command.STATUS)
        assert answer.status is not None
        assert (answer.done, answer.status.title, answer.status.price) == (True, "Clair de lune", 2)
        assert len(here.face.told) == before


async def test_what_takes_too_long_is_answered_in_time(
    parts: FakeParts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commands, "ANSWER_S", 0.05)
    async with served(parts, tmp_path) as here:
        answer = await (await begun(here, parts))
        assert (answer.done, answer.code) == (False, "NOT_BEGUN_YET")
        assert here.face.session.intros.busy
