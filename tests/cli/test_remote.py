"""`spotintro remote`: what is said, as words and as JSON, and the exit codes."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys

import pytest

from spotintro.cli.remote import remote
from spotintro.host.events import Failed
from spotintro.remote.messages import Command
from tests.cli.commands import Commands, Result, run
from tests.fakes.tui_parts import FakeParts, playing
from tests.remote.serving import served
from tests.tui.running import user, whole_intro


async def told(*arguments: str) -> Result:
    return await asyncio.to_thread(run, "remote", *arguments)


def test_there_is_a_command_for_each_that_the_app_knows() -> None:
    named = {each.value for each in Command}
    assert set(remote.commands) == named - {"auto-on", "auto-off", "follow"}


def test_without_a_command_the_help_is_shown(spotintro: Commands) -> None:
    result = spotintro("remote")
    assert (result.status, "next-intro" in result.out) == (0, True)


@pytest.mark.parametrize("command", ["introduce", "status", "auto"])
def test_without_an_app_one_line_says_so(spotintro: Commands, command: str) -> None:
    result = spotintro("remote", command)
    assert (result.status, result.out) == (5, "")
    assert result.err == (
        "No SpotIntro app is running on this data folder: start `spotintro` in a terminal, "
        "or name the --data-dir that it was started with.\n"
    )
    result = spotintro("remote", command, "--json")
    assert (result.status, result.error()["code"]) == (5, "NO_APP")


def test_the_app_starts_without_any_of_it() -> None:
    probe = (
        "import sys, spotintro.cli.app, spotintro.cli.execution, spotintro.tui.app\n"
        "print([name for name in sys.modules if name.startswith(('spotintro.remote', 'spotintro.cli.serving'))])"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "[]"


async def test_what_has_begun_is_said(spotintro: Commands) -> None:
    parts = FakeParts(playback=playing())
    async with served(parts, spotintro.data_dir) as here:
        for words in (("introduce",), ("introduce", "--json")):
            asking = asyncio.create_task(told(*words))
            await here.until(lambda: here.face.session.intros.busy and bool(parts.the_host.runs))
            parts.the_host.run.put(*whole_intro())
            parts.the_host.run.end()
            result = await asking
            assert result.status == 0, result.err
            await here.until(lambda: not here.face.session.intros.busy)
            said = result.document()["message"] if "--json" in words else result.out.strip()
            assert said == "The host introduces “Clair de lune” for 2 credits."
        document = (await told("skip", "--json")).document()
        assert (document["done"], document["message"]) == (True, "The next track.")
        assert document["status"]["title"] == "Clair de lune"


@pytest.mark.parametrize(
    ("code", "status"), [("INSUFFICIENT_CREDITS", 3), ("OPERATION_FAILED", 1), ("SIGN_IN_NEEDED", 4)]
)
async def test_why_not_is_said_with_its_exit_code(spotintro: Commands, code: str, status: int) -> None:
    parts = FakeParts(playback=playing())
    async with served(parts, spotintro.data_dir) as here:
        asking = asyncio.create_task(told("introduce", "--json"))
        await here.until(lambda: bool(parts.the_host.runs))
        parts.the_host.run.put(Failed(code, "It can't be.", "Do this.", "", (), user(1)))
        parts.the_host.run.end()
        result = await asking
    assert result.status == status
    assert result.error() == {
        "code": code,
        "message": "It can't be. Nothing was charged.",
        "next_step": "Do this.",
    }


async def test_nothing_to_introduce_has_the_code_of_nothing_playing(spotintro: Commands) -> None:
    async with served(FakeParts(playback=None), spotintro.data_dir):
        result = await told("introduce")
    assert (result.status, result.out) == (5, "")
    assert result.err.startswith("Nothing is playing")


async def test_the_status_in_words_and_as_json(spotintro: Commands) -> None:
    async with served(FakeParts(playback=playing()), spotintro.data_dir):
        words = await told("status")
        document = json.loads((await told("status", "--json")).out)
    assert words.out.splitlines() == [
        "Playing: Claude Debussy, Ana Ferreira – Clair de lune",
        "1:23 of 5:04, on Kitchen",
        "Next: Ludwig van Beethoven – Für Elise",
        "Credits: 10",
        "The next intro: 2",
    ]
    assert (document["title"], document["auto_on"], document["host"]) == ("Clair de lune", False, "idle")


async def test_the_status_of_what_is_not_told_says_that_it_plays(spotintro: Commands) -> None:
    untold = playing(None, following=None)
    async with served(FakeParts(playback=untold), spotintro.data_dir):
        said = (await told("status")).out
    assert said.splitlines()[0] == "Playing: something that the player doesn't tell."
    async with served(FakeParts(playback=None), spotintro.data_dir):
        said = (await told("status")).out
    assert said.splitlines()[0] == "Nothing is playing."


async def test_auto_takes_a_word_or_none(spotintro: Commands) -> None:
    parts = FakeParts(playback=playing())
    parts.auto_answers.given["pause"] = True
    async with served(parts, spotintro.data_dir) as here:
        assert (await told("auto", "on")).out == "Auto is on: an intro every 3 tracks.\n"
        assert here.face.session.between.auto.is_on
        assert (await told("auto")).out == "Auto is off.\n"
        assert (await told("auto", "off")).out == "Auto is off.\n"
    assert (await told("auto", "maybe")).status == 2
